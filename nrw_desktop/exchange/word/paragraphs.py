"""The text of a paragraph in a Word file, as it reads when all tracked changes are accepted."""

from collections.abc import Iterator

import msgspec

from nrw_desktop.exchange.sources.limits import MOST_PARAGRAPHS, Count
from nrw_desktop.exchange.sources.source import PLACEHOLDER, Line
from nrw_desktop.exchange.sources.xml import Element, alternative, local
from nrw_desktop.exchange.word.numbering import Depths, Lists
from nrw_desktop.exchange.word.parts import Parts, W
from nrw_desktop.exchange.word.tally import Tally

_REMOVED = frozenset({"del", "moveFrom"})
"""What a tracked change takes out."""
_ADDED = frozenset({"ins", "moveTo"})
_SILENT = frozenset(
    {"pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "instrText", "delText", "delInstrText"}
    | {"rt", "rubyPr", "proofErr", "smartTagPr", "customXmlPr", "sectPr", "lastRenderedPageBreak"}
)
_LETTERS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "‑", "ptab": " "}
_NOTES = {"footnoteReference": "Fußnote", "endnoteReference": "Endnote", "commentReference": "Kommentar"}
_PICTURES = frozenset({"drawing", "pict", "object"})
_SYMBOLS_ABOVE = 0xF000
"""Where the letters of symbol fonts begin; as bullets they are known there."""


class Texts:
    """Reads the paragraphs of one file, and counts what it passes over."""

    def __init__(self, parts: Parts, lists: Lists | None = None):
        self._lists = lists or Lists(parts.styles, parts.numbering)
        self._parts = parts
        self._notes = {
            "Fußnote": _notes(parts.footnotes),
            "Endnote": _notes(parts.endnotes),
            "Kommentar": _notes(parts.comments),
        }
        self._count = Count("Absätze", MOST_PARAGRAPHS)
        self.tally = Tally()

    def apart(self) -> "Texts":
        """The same for another part of the file, which has a count and a tally of its own."""
        return Texts(self._parts, self._lists)

    def lines(self, paragraphs: list[Element], in_cell: bool) -> tuple[Line, ...]:
        """The lines of paragraphs that follow each other; those of a table of contents are none."""
        depths, found = Depths(), list[Line]()
        opened: _Run | None = None
        self._count.add(len(paragraphs))
        for paragraph in paragraphs:
            style = self._lists.style(paragraph)
            run = opened or _Run()
            if any(map(_is_form, paragraph.iterancestors(f"{W}sdt"))):
                self._form(paragraph, run, in_cell)
            else:
                self._walk(paragraph, run, in_cell)
            # A paragraph whose end was removed goes on in the next one, if there is one.
            is_open = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None and paragraph is not paragraphs[-1]
            opened = run if is_open else None
            if opened or style.name.startswith("toc "):
                continue
            text = "".join(run.texts).strip()
            if in_cell and not text and run.forms:
                found.append(Line(" ".join(run.forms), style=PLACEHOLDER))
            else:
                self.tally.each("placeholder", run.forms)
            item = self._lists.item(paragraph, style)
            depth = depths.depth(item) if item and text else 0
            mark = "" if item is None else "1" if item.counts else "-"
            if text or run.notes:
                found.append(Line(text, depth, mark, style.heading, tuple(run.notes)))
            found += run.boxes
        return tuple(line for line in found if line.text or line.notes)

    # Inside

    def _walk(self, element: Element, run: "_Run", in_cell: bool) -> None:
        for child in element:
            name = local(child)
            if name in _SILENT:
                continue
            if name == "t":
                run.texts.append(child.text or "")
            elif name in _REMOVED or name in _ADDED:
                self.tally.once("tracked")
                if name in _ADDED:
                    self._walk(child, run, in_cell)
            elif name == "r":
                if _is_on(child, "vanish"):
                    self.tally.add("hidden", "".join(one.text or "" for one in child.iter(f"{W}t")))
                else:
                    if _is_on(child, "strike", "dstrike"):
                        self.tally.add("struck", "".join(one.text or "" for one in child.iter(f"{W}t")))
                    self._walk(child, run, in_cell)
            elif name in _LETTERS:
                run.texts.append(_LETTERS[name])
            else:
                self._other(child, name, run, in_cell)

    def _other(self, child: Element, name: str, run: "_Run", in_cell: bool) -> None:
        if name == "br":
            if child.get(f"{W}type") not in ("page", "column"):
                run.texts.append("\n")
        elif name in ("fldChar", "sym"):
            run.texts.append(_chosen(child) if name == "fldChar" else _symbol(child.get(f"{W}char") or ""))
        elif name in _NOTES:
            if note := self._notes[_NOTES[name]].get(child.get(f"{W}id") or ""):
                run.notes.append(f"{_NOTES[name]}{note}")
        elif name in _PICTURES:
            self._picture(child, run, in_cell)
        elif name == "AlternateContent":
            for one in alternative(child):
                self._walk(one, run, in_cell)
        elif name == "sdt" and _is_form(child):
            self._form(child, run, in_cell)
        else:
            self._walk(child, run, in_cell)

    def _form(self, element: Element, run: "_Run", in_cell: bool) -> None:
        """What a content control says as long as nobody has written into it."""
        inside = _Run()
        self._walk(element, inside, in_cell)
        run.forms += filter(None, [" ".join("".join(inside.texts).split())])

    def _picture(self, element: Element, run: "_Run", in_cell: bool) -> None:
        boxes = list(outermost(element, "txbxContent"))
        if not boxes:
            self.tally.add("picture")
        for box in boxes:
            inside = [one for one in box.iter(f"{W}p") if _box_of(one) is box]
            # Outside a cell, a table in a box is one of the document's.
            lines = self.lines(inside if in_cell else [one for one in inside if not _is_in_table(one, box)], in_cell)
            if in_cell:
                run.boxes += lines
            elif lines:
                self.tally.add("box", " ".join(line.text for line in lines))


class _Run(msgspec.Struct):
    """What a paragraph holds, while it is read."""

    texts: list[str] = msgspec.field(default_factory=list)
    notes: list[str] = msgspec.field(default_factory=list)
    boxes: list[Line] = msgspec.field(default_factory=list)
    forms: list[str] = msgspec.field(default_factory=list)
    """What content controls say that nobody has filled in."""


def outermost(element: Element, name: str) -> Iterator[Element]:
    """The elements of this local name below one, but none within another of them, and one of each alternative."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) == "AlternateContent":
            for one in alternative(child):
                yield from outermost(one, name)
        else:
            yield from outermost(child, name)


def _is_form(control: Element) -> bool:
    """Whether a content control shows what it asks for, and nothing that somebody wrote."""
    found = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    return found is not None and found.get(f"{W}val") not in ("0", "false", "off")


def _box_of(element: Element) -> Element | None:
    return next(element.iterancestors(f"{W}txbxContent"), None)


def _is_in_table(paragraph: Element, box: Element) -> bool:
    table = next(paragraph.iterancestors(f"{W}tbl"), None)
    return table is not None and any(one is box for one in table.iterancestors())


def _is_on(run: Element, *names: str) -> bool:
    """Whether one of these properties is set for a run."""
    found = (run.find(f"{W}rPr/{W}{name}") for name in names)
    return any(one is not None and one.get(f"{W}val") not in ("0", "false", "off") for one in found)


def _chosen(field: Element) -> str:
    """What a form field shows that has no text of its own: the choice of a list, or whether a box is ticked."""
    for choices in field.iter(f"{W}ddList"):
        number = _value_of(choices, "result") or _value_of(choices, "default") or "0"
        entries = [str(one.get(f"{W}val") or "") for one in choices.iter(f"{W}listEntry")]
        return entries[int(number)] if number.isdigit() and int(number) < len(entries) else ""
    for box in field.iter(f"{W}checkBox"):
        ticked = next((one for one in box if local(one) == "checked"), None)
        value = _value_of(box, "default") if ticked is None else str(ticked.get(f"{W}val") or "1")
        return "☒" if value in ("1", "true", "on") else "☐"
    return ""


def _value_of(element: Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else str(found.get(f"{W}val") or "")


def _symbol(code: str) -> str:
    try:
        number = int(code[:6], 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 <= number < 0xD800 or _SYMBOLS_ABOVE <= number < 0xFFFE else ""


def _notes(part: Element | None) -> dict[str, str]:
    """The footnotes or comments by their ids; a comment says who wrote it."""
    found: dict[str, str] = {}
    for note in () if part is None else part:
        texts = ("".join(one.text or "" for one in paragraph.iter(f"{W}t")) for paragraph in note.iter(f"{W}p"))
        text = " ".join(" ".join(texts).split())
        author = note.get(f"{W}author")
        if text and note.get(f"{W}type") in (None, "normal"):
            found[note.get(f"{W}id") or ""] = f" ({author}): {text}" if author else f": {text}"
    return found

"""What a sheet of Excel has beside the values of its cells: notes, drawings, hidden columns, results never computed."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from nrw_desktop.exchange.lists.cells import Spot
from nrw_desktop.exchange.sources.limits import MOST_COLUMNS
from nrw_desktop.exchange.sources.package import Package
from nrw_desktop.exchange.sources.xml import Element, local, parsed

_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\b[^>]*>")
_FOOT = 400_000
"""Bytes at the end of a sheet in which its links are."""
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_FORMULA = (
    rb'<%bc\b[^>]*\br="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<%bf\b(?:[^<>]*/>|[^<]*</%bf>)\s*'
    rb"(?:<%bv\s*/>|<%bv></%bv>)?\s*</%bc>"
)
"""A cell with a formula and no result, for the prefix of all tags of a sheet."""


class Asides(msgspec.Struct):
    """What stands beside: notes by their cells, and what is not taken, with examples.

    ``hidden`` are columns, counted from 0; ``empty`` are cells whose formula has no result; ``links`` are where cells
    lead to.
    """

    hidden: frozenset[int] = frozenset()
    notes: dict[Spot, str] = msgspec.field(default_factory=dict)
    boxes: list[str] = msgspec.field(default_factory=list)
    pictures: list[str] = msgspec.field(default_factory=list)
    empty: list[str] = msgspec.field(default_factory=list)
    links: dict[Spot, str] = msgspec.field(default_factory=dict)


def links_not_shown(links: Mapping[Spot, str], texts: Sequence[Sequence[str]], name: str) -> list[str]:
    """The links of cells that do not show where they lead to; those to people without it."""
    found = []
    for (row, place), target in sorted(links.items()):
        text = texts[row][place] if row < len(texts) and place < len(texts[row]) else ""
        if text and target.removeprefix("mailto:").rstrip("/") not in text:
            found.append("" if target.startswith(("mailto:", "tel:")) else f"{name} „{text}“: {target}")
    return found


def spot(name: str) -> Spot | None:
    """The place of a cell by its name, „B3“."""
    match = _PLACE.fullmatch(name)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def asides_of(package: Package, part: str, content: bytes, prefix: bytes) -> Asides:
    """Those of a sheet, which is this part of the package; ``prefix`` is a pattern for that of its tags."""
    found = Asides(hidden=_hidden_columns(content))
    if re.search(rb"<%bf\b" % prefix, content):
        pattern = _FORMULA % ((prefix,) * _FORMULA.count(b"%b"))
        found.empty = [name.decode() for name in re.findall(pattern, content)]
    if b"hyperlink" in content[-_FOOT:]:
        found.links = dict(_links(package, part, content))
    related = dict(_related(package, part))
    # A talk stands among the notes of older Excel as well, in other words.
    for kind in ("comments", "threadedComment"):
        if name := related.get(kind):
            found.notes |= _notes(parsed(package.read(name), name))
    if name := related.get("drawing"):
        _look_at_drawing(parsed(package.read(name), name), found)
    return found


def percentage(value: object) -> str | None:
    """A number as it is shown in such a cell; none for anything else."""
    return f"{round(value * 100, 4):g} %".replace(".", ",") if isinstance(value, int | float) else None


def _hidden_columns(content: bytes) -> frozenset[int]:
    found: set[int] = set()
    for tag in _COLUMN.findall(content, 0, max(0, content.find(b"sheetData"))):
        is_hidden = re.search(rb'\bhidden="(?:1|true)"', tag) or re.search(rb'\bwidth="0(?:\.0*)?"', tag)
        first, last = (re.search(rb'\b%b="(\d+)"' % end, tag) for end in (b"min", b"max"))
        if is_hidden and first and last:
            found.update(range(int(first[1]) - 1, min(int(last[1]), MOST_COLUMNS)))
    return frozenset(found)


def _links(package: Package, part: str, content: bytes) -> Iterator[tuple[Spot, str]]:
    """The places of links with where they lead to, as far as that is outside of the workbook."""
    folder, _, file = part.rpartition("/")
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    targets = {}
    if package.has(name):
        targets = {one.get("Id"): str(one.get("Target") or "") for one in parsed(package.read(name), name)}
    for tag in _LINK.findall(content, max(0, len(content) - _FOOT)):
        ref, key = (re.search(rb'\b%b="([^"]*)"' % word, tag) for word in (b"ref", b"id"))
        place = spot(ref[1].decode().partition(":")[0]) if ref else None
        if place and key and (target := targets.get(key[1].decode())):
            yield place, target


def _related(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """The parts that a sheet refers to, by the last word of their kind."""
    folder, _, file = part.rpartition("/")
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    if package.has(name):
        for relation in parsed(package.read(name), name):
            kind = str(relation.get("Type") or "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, str(relation.get("Target") or ""))).lstrip("/")
            if package.has(target):
                yield kind, target


def _notes(root: Element) -> dict[Spot, str]:
    """The notes by their cells: those of older Excel with their authors, and talks, one below the other."""
    authors = ["".join(one.itertext()) for one in root.iterfind("{*}authors/{*}author")]
    found: dict[Spot, str] = {}
    for note in root.iter("{*}comment", "{*}threadedComment"):
        text = "".join(part.text or "" for part in note.iter("{*}t", "{*}text") if local(part) in ("t", "text"))
        place = spot(note.get("ref") or "")
        number = note.get("authorId") or ""
        author = authors[int(number)].strip() if number.isdigit() and int(number) < len(authors) else ""
        # Excel puts the author before the text as well.
        text = text.strip().removeprefix(f"{author}:").strip() if author else text.strip()
        if place and text:
            said = f"Kommentar{f' ({author})' if author else ''}: {text}"
            found[place] = f"{found[place]}\n{said}" if place in found else said
    return found


def _look_at_drawing(root: Element, found: Asides) -> None:
    for shape in root.iter("{*}sp", "{*}pic", "{*}graphicFrame"):
        text = " ".join(part.text or "" for part in shape.iter("{*}t")).strip()
        if local(shape) == "sp":
            found.boxes += [text] if text else []
        else:
            named = next(shape.iter("{*}cNvPr"), None)
            found.pictures.append((named.get("descr") or named.get("name") or "") if named is not None else "")

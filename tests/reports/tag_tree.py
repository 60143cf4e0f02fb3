"""Reads a PDF as a screen reader does: the structure tree, and the text of each element from the pages' content."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

INLINE = {"Link", "Reference", "Span"}


@dataclass
class Node:
    """An element of the structure with its own text, that of inline elements included, and those within it.

    ``links`` are the annotations over it: where each leads, and what it says of that.
    """

    tag: str
    text: str = ""
    kids: list["Node"] = field(default_factory=list)
    scope: str = ""
    alt: str = ""
    pages: set[int] = field(default_factory=set)
    links: list[tuple[str, str]] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def all(self, tag: str) -> list["Node"]:
        return [node for node in self.walk() if node.tag == tag]

    @property
    def whole(self) -> str:
        return self.text + "".join(kid.whole for kid in self.kids if kid.tag not in INLINE)


@dataclass
class Read:
    """What a PDF says, and what is only seen: the text of artifacts by page, and that of no element at all.

    ``places`` are the texts in the order they are drawn: page, left edge, base line of the first line, words.
    """

    root: Node
    artifacts: list[str]
    unmarked: list[str]
    places: list[tuple[int, float, float, str]]

    def texts(self) -> list[str]:
        """The texts of all elements that have some of their own, as they are read, without hyphens of line ends."""
        return [plain(node.text) for node in self.root.walk() if node.text.strip() and node.tag not in INLINE]

    def links(self) -> list[tuple[str, str, str]]:
        """All links: their text, where they lead (an address or „page 3“), and what they say of that."""
        return [(plain(node.text), *link) for node in self.root.all("Link") for link in node.links]


def plain(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


def read(pdf: bytes) -> Read:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        contents = [_content(page) for page in document.pages]
        root = _node(document.Root.StructTreeRoot.K, pages, contents, None)
        places = [
            (number, x, y, plain(words)) for number, content in enumerate(contents, 1) for x, y, words in content.places
        ]
        artifacts, unmarked = [one.artifacts for one in contents], [one.unmarked for one in contents]
        return Read(root, artifacts, unmarked, places)


@dataclass
class _Content:
    marked: dict[int, str] = field(default_factory=dict)
    artifacts: str = ""
    unmarked: str = ""
    places: list[tuple[float, float, str]] = field(default_factory=list)


def _content(page: pikepdf.Page) -> _Content:
    content = _Content()
    maps = {name: _to_unicode(font) for name, font in page.Resources.Font.items()}
    wide = {name for name, font in page.Resources.Font.items() if font.Subtype == "/Type0"}
    stack: list[tuple[str, object]] = []
    font: dict[int, str] = {}
    step = 1

    def codes(string: bytes) -> list[int]:
        return [int.from_bytes(string[at : at + step], "big") for at in range(0, len(string), step)]

    def say(words: str) -> None:
        x, y, before = content.places.pop()
        content.places.append((x, y, before + words))
        kinds = [kind for kind, _ in stack]
        if "Artifact" in kinds:
            content.artifacts += words
        elif numbers := [number for kind, number in stack if kind == "MCID"]:
            content.marked[numbers[-1]] = content.marked.get(numbers[-1], "") + words
        else:
            content.unmarked += words

    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC":
                stack.append((str(operands[0])[1:], None))
            case "BDC":
                properties = operands[1]
                if "/ActualText" in properties:
                    say(str(properties.ActualText))
                    stack.append(("ActualText", None))
                elif "/MCID" in properties:
                    assert not stack, "marked content within marked content"
                    stack.append(("MCID", int(properties.MCID)))
                    content.marked.setdefault(int(properties.MCID), "")
                else:
                    stack.append((str(operands[0])[1:], None))
            case "EMC":
                stack.pop()
            case "Td":
                content.places.append((float(operands[0]), float(operands[1]), ""))
            case "Tf":
                font, step = maps[str(operands[0])], 2 if str(operands[0]) in wide else 1
            case "Tj" | "TJ" if not any(kind == "ActualText" for kind, _ in stack):
                parts = operands[0] if str(operator) == "TJ" else operands
                strings = [bytes(part) for part in parts if isinstance(part, pikepdf.String)]
                say("".join(font[code] for string in strings for code in codes(string)))
    assert not stack
    return content


def _to_unicode(font: pikepdf.Object) -> dict[int, str]:
    text = font.ToUnicode.read_bytes().decode("ascii")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, words in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = bytes.fromhex(words).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for low, high, listed, words in re.findall(r"<(\w+)>\s*<(\w+)>\s*(?:\[(.*?)\]|<(\w+)>)", block, re.DOTALL):
            codes = range(int(low, 16), int(high, 16) + 1)
            if listed:
                each = [bytes.fromhex(one).decode("utf-16-be") for one in re.findall(r"<(\w+)>", listed)]
                found |= dict(zip(codes, each, strict=True))
            else:
                found |= {code: chr(int(words, 16) + at) for at, code in enumerate(codes)}
    return found


def _node(
    element: pikepdf.Object, pages: dict[tuple[int, int], int], contents: list[_Content], page: int | None
) -> Node:
    if "/Pg" in element:
        page = pages[element.Pg.objgen]
    node = Node(str(element.S)[1:], alt=str(element.get("/Alt", "")))
    attributes = element.get("/A")
    if attributes is not None and "/Scope" in attributes:
        node.scope = str(attributes.Scope)[1:]
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            assert page is not None
            node.text += contents[page].marked[kid]
            node.pages.add(page)
        elif kid.get("/Type") == "/OBJR":
            note = kid.Obj
            assert (note.Subtype, note.F) == ("/Link", 4)
            assert note.objgen in [each.objgen for each in kid.Pg.Annots]
            leads = str(note.A.URI) if "/A" in note else f"page {pages[note.Dest[0].objgen] + 1}"
            node.links.append((leads, str(note.Contents)))
        elif kid.get("/Type") == "/MCR":
            number = pages[kid.Pg.objgen]
            node.text += contents[number].marked[int(kid.MCID)]
            node.pages.add(number)
        else:
            assert kid.P.objgen == element.objgen
            within = _node(kid, pages, contents, page)
            node.kids.append(within)
            if within.tag in INLINE:
                node.text += within.text
                node.pages |= within.pages
    return node

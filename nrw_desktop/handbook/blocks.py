"""What a page of the handbook is made of: headings, paragraphs, lists, tables and pictures, read from its Markdown."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from nrw_desktop.handbook.pages import Page


class Piece(NamedTuple):
    """A stretch of text: bold, or a link to „page“ or „page#heading“, or neither."""

    text: str
    bold: bool = False
    link: str = ""


Words = tuple[Piece, ...]


class Heading(NamedTuple):
    """A heading; the title of a page has level 1."""

    level: int
    words: Words


class Paragraph(NamedTuple):
    """A paragraph."""

    words: Words


class List(NamedTuple):
    """A list, of which each item is one paragraph."""

    numbered: bool
    items: tuple[Words, ...]


class Table(NamedTuple):
    """A table; its first row names the columns."""

    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]


class Picture(NamedTuple):
    """A picture: the name of its file, which lies there for each scheme, and the words for those who do not see it."""

    name: str
    words: str


Block = Heading | Paragraph | List | Table | Picture


def blocks(page: Page) -> list[Block]:
    """A page from its title to its end.

    Raises:
        ValueError: the page has Markdown that is none of these.
    """
    root = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(page.text))
    return [_block(node) for node in root.children]


def plain(words: Words) -> str:
    """The text alone."""
    return "".join(piece.text for piece in words)


def _block(node: SyntaxTreeNode) -> Block:
    if node.type == "heading":
        return Heading(int(node.tag[1:]), _words(node))
    if node.type == "paragraph":
        inside = node.children[0].children
        if len(inside) == 1 and inside[0].type == "image":
            return Picture(str(inside[0].attrs["src"]), inside[0].content)
        return Paragraph(_words(node))
    if node.type in ("bullet_list", "ordered_list"):
        return List(node.type == "ordered_list", tuple(_item(item) for item in node.children))
    if node.type == "table":
        head, body = node.children
        (names,) = _rows(head)
        return Table(names, tuple(_rows(body)))
    raise ValueError(f"the handbook has no {node.type}")


def _item(node: SyntaxTreeNode) -> Words:
    (paragraph,) = node.children
    return _words(paragraph)


def _rows(node: SyntaxTreeNode) -> Iterator[tuple[Words, ...]]:
    for row in node.children:
        yield tuple(_words(cell) for cell in row.children)


def _words(node: SyntaxTreeNode) -> Words:
    return tuple(piece for inline in node.children for piece in _pieces(inline.children, Piece("")))


def _pieces(nodes: Sequence[SyntaxTreeNode], around: Piece) -> Iterator[Piece]:
    for node in nodes:
        if node.type == "text":
            if node.content:
                yield around._replace(text=node.content)
        elif node.type in ("softbreak", "hardbreak"):
            yield around._replace(text=" ")
        elif node.type == "strong":
            yield from _pieces(node.children, around._replace(bold=True))
        elif node.type == "link":
            yield from _pieces(node.children, around._replace(link=_target(str(node.attrs["href"]))))
        else:
            raise ValueError(f"the handbook has no {node.type}")


def _target(address: str) -> str:
    page, mark, heading = unquote(address).partition("#")
    return page.removesuffix(".md") + mark + heading

"""The handbook as web pages: one for each topic and one with the contents, without a script, light and dark."""

from collections.abc import Iterator
from html import escape
from pathlib import PurePosixPath
from urllib.parse import quote

from nrw_desktop import paths
from nrw_desktop.handbook import blocks
from nrw_desktop.handbook.blocks import Block, Heading, Paragraph, Words, plain
from nrw_desktop.handbook.pages import CHAPTERS, PURPOSE, TITLE, Handbook, Page

FIRST = "index.html"
"""The page with the contents."""
_SHEET = "handbuch.css"
_SCHEMES = ("light", "dark")

_WHOLE = """\
<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="stylesheet" href="{sheet}">
</head>
<body{kind}>
<header><a href="{first}">{book}</a></header>
<main>
{main}
</main>
{around}
<footer>{foot}</footer>
</body>
</html>
"""


def files(handbook: Handbook, edition: str) -> Iterator[tuple[PurePosixPath, bytes]]:
    """All files of the pages with their places; ``edition`` stands at the foot of each, in words."""
    titles = {page.name: page.title for page in handbook.pages.values()}
    yield PurePosixPath(FIRST), _index(titles, edition)
    pages = list(handbook.pages.values())
    for before, page, behind in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        main = "\n".join((*(_html(block) for block in blocks.blocks(page)), _on(before, behind)))
        yield PurePosixPath(f"{page.name}.html"), _whole(page.title, main, _contents(titles, page.name), edition)
    folder = paths.resources() / "handbook"
    yield PurePosixPath(_SHEET), (folder / _SHEET).read_bytes()
    for name in sorted({name for page in pages for name in page.pictures}):
        for scheme in _SCHEMES:
            yield PurePosixPath("pictures", scheme, name), (folder / "pictures" / scheme / name).read_bytes()


def _index(titles: dict[str, str], edition: str) -> bytes:
    main = f"<h1>{escape(TITLE)}</h1>\n<p>{escape(PURPOSE)}</p>\n{_contents(titles)}"
    return _whole("", main, "", edition)


def _whole(title: str, main: str, around: str, edition: str) -> bytes:
    whole = f"{title} – {TITLE}" if title else TITLE
    return _WHOLE.format(
        title=escape(whole),
        sheet=_SHEET,
        kind="" if around else ' class="first"',
        first=FIRST,
        book=escape(TITLE),
        main=main,
        around=around,
        foot=escape(edition),
    ).encode()


def _contents(titles: dict[str, str], here: str = "") -> str:
    lines = ['<nav aria-label="Inhalt">']
    for chapter, names in CHAPTERS:
        lines.append(f"<h2>{escape(chapter)}</h2>\n<ul>")
        for name in names:
            current = ' aria-current="page"' if name == here else ""
            lines.append(f'<li><a href="{name}.html"{current}>{escape(titles[name])}</a></li>')
        lines.append("</ul>")
    return "\n".join((*lines, "</nav>"))


def _on(before: Page | None, behind: Page | None) -> str:
    """The ways to the topics before and behind."""
    ways = [("prev", "Zurück", before), ("next", "Weiter", behind)]
    links = [
        f'<a rel="{rel}" href="{page.name}.html">{word}: {escape(page.title)}</a>' for rel, word, page in ways if page
    ]
    return f'<p class="on">{" ".join(links)}</p>'


def _html(block: Block) -> str:
    if isinstance(block, Heading):
        mark = f' id="{_mark(plain(block.words))}"' if block.level > 1 else ""
        return f"<h{block.level}{mark}>{_inline(block.words)}</h{block.level}>"
    if isinstance(block, Paragraph):
        return f"<p>{_inline(block.words)}</p>"
    if isinstance(block, blocks.List):
        tag = "ol" if block.numbered else "ul"
        items = "\n".join(f"<li>{_inline(words)}</li>" for words in block.items)
        return f"<{tag}>\n{items}\n</{tag}>"
    if isinstance(block, blocks.Table):
        head = "".join(f'<th scope="col">{_inline(words)}</th>' for words in block.head)
        rows = "\n".join(_row(row) for row in block.rows)
        return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    return _picture(block)


def _row(row: tuple[Words, ...]) -> str:
    first, *others = (_inline(words) for words in row)
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{one}</td>" for one in others)}</tr>'


def _picture(block: blocks.Picture) -> str:
    light, dark = (f"pictures/{scheme}/{quote(block.name)}" for scheme in _SCHEMES)
    # The size stands in the first part of a PNG, and keeps the page from jumping while it loads.
    head = (paths.resources() / "handbook" / light).read_bytes()[:24]
    width, height = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    return (
        f'<picture><source srcset="{dark}" media="(prefers-color-scheme: dark)">'
        f'<img src="{light}" alt="{escape(block.words)}" width="{width}" height="{height}"></picture>'
    )


def _inline(words: Words) -> str:
    return "".join(map(_piece, words))


def _piece(piece: blocks.Piece) -> str:
    text = escape(piece.text, quote=False)
    if piece.bold:
        text = f"<strong>{text}</strong>"
    if piece.link:
        page, _mark_sign, heading = piece.link.partition("#")
        place = f"#{quote(_mark(heading))}" if heading else ""
        return f'<a href="{page}.html{place}">{text}</a>'
    return text


def _mark(heading: str) -> str:
    """By what a heading is linked to: without the spaces that no address has."""
    return escape(heading.replace(" ", "-"))

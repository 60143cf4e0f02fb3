"""The handbook as PDF says all that it says on screen, in its order, and is found by headings, links and words."""

import io
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtWidgets import QApplication

from nrw_desktop.gui.help import keys
from nrw_desktop.handbook import blocks, paper
from nrw_desktop.handbook.blocks import Block, Heading, Paragraph, Picture, plain
from nrw_desktop.handbook.pages import CHAPTERS, TITLE, Handbook
from tests.gui.conftest import qapp  # noqa: F401
from tests.reports import pdf_tools
from tests.reports.tag_tree import Read, read
from tests.reports.tag_tree import plain as one_line


@pytest.fixture(scope="module")
def handbook(qapp: QApplication) -> Handbook:  # noqa: F811
    return keys.handbook()


@pytest.fixture(scope="module")
def pdf(handbook: Handbook) -> bytes:
    return paper.pdf(handbook, pdf_tools.DAY)


@pytest.fixture(scope="module")
def found(pdf: bytes) -> Read:
    return read(pdf)


def texts(block: Block) -> list[str]:
    if isinstance(block, Heading | Paragraph):
        return [plain(block.words)]
    if isinstance(block, blocks.List):
        marks = [f"{number}." if block.numbered else "•" for number in range(1, len(block.items) + 1)]
        return [text for mark, words in zip(marks, block.items, strict=True) for text in (mark, plain(words))]
    if isinstance(block, blocks.Table):
        return [plain(words) for row in (block.head, *block.rows) for words in row]
    return []


def test_it_says_what_the_pages_say_and_in_their_order(handbook: Handbook, found: Read) -> None:
    said = found.texts()
    begun = said.index("Inhalt") + 1 + len(handbook.pages)
    chapters = {name: title for title, names in CHAPTERS for name in names}
    wanted = []
    for page in handbook.pages.values():
        wanted += [chapters[page.name]]
        wanted += [one_line(text) for block in blocks.blocks(page) for text in texts(block)]
    assert said[begun:] == wanted
    assert "".join(found.unmarked) == ""
    pictures = [
        block.words for page in handbook.pages.values() for block in blocks.blocks(page) if isinstance(block, Picture)
    ]
    assert [node.alt for node in found.root.all("Figure")] == pictures
    assert len(pictures) > 3


def test_headings_bookmarks_contents_and_links_lead_to_the_topics(
    handbook: Handbook, pdf: bytes, found: Read, tmp_path: Path
) -> None:
    titles = [page.title for page in handbook.pages.values()]
    tags = [node.tag for node in found.root.walk() if node.tag in ("H1", "H2", "H3", "H4")]
    assert (tags.count("H1"), tags.count("H2")) == (1, len(titles) + 1)
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        assert [entry.title for entry in outline.root] == titles
        headings = [[child.title for child in entry.children] for entry in outline.root]
        assert str(document.Root.Lang) == "de-DE"
    assert headings == [list(page.headings) for page in handbook.pages.values()]
    assert [node.tag for node in found.root.all("TOC")[0].kids] == ["TOCI"] * len(titles)
    begins = {
        one_line(node.text): min(node.pages) + 1 for node in found.root.all("H2") if one_line(node.text) in titles
    }
    within = found.root.all("Link")[len(titles) :]
    wanted = [link for page in handbook.pages.values() for link in page.links]
    assert len(within) == len(wanted) > 30
    for node, link in zip(within, wanted, strict=True):
        # One that goes over two lines is clicked on either.
        ((leads, said),) = set(node.links)
        name, _mark, heading = link.partition("#")
        title = handbook.pages[name].title
        assert said == (f"{title}, {heading}" if heading else title)
        if not heading:
            assert leads == f"page {begins[title]}"
    # Words in bold stand out, and every line keeps to the page.
    assert {"Lato-Bold"} <= {name.partition("+")[2] for name, *_ in pdf_tools.fonts(pdf, tmp_path)}
    assert all(left > 40 and right < 560 for _page, left, _top, right, _low in pdf_tools.boxes(pdf, tmp_path))
    assert pdf_tools.info(pdf, tmp_path)["Title"] == TITLE

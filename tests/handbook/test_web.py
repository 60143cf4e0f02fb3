"""The handbook as web pages: whole, sound, without a script and without anything from elsewhere."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from nrw_desktop.gui.help import keys
from nrw_desktop.handbook import blocks, web
from nrw_desktop.handbook.pages import Handbook
from tests.gui.conftest import qapp  # noqa: F401

EMPTY = {"img", "link", "meta", "source"}
"""What has no end."""


class Parsed(HTMLParser):
    """A page: its elements with their attributes, its words, and whether all that is opened is closed in its order."""

    def __init__(self, text: str):
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        assert len(named) == len(attrs)
        self.elements.append((tag, named))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def handbook(qapp: QApplication) -> Handbook:  # noqa: F811
    return keys.handbook()


@pytest.fixture(scope="module")
def folder(handbook: Handbook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("web")
    for place, content in web.files(handbook, "Fassung <1>"):
        (made / place).parent.mkdir(parents=True, exist_ok=True)
        (made / place).write_bytes(content)
    return made


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, Parsed]:
    return {path.name: Parsed(path.read_text("utf-8")) for path in folder.glob("*.html")}


def test_each_topic_has_its_page_with_all_of_its_words(handbook: Handbook, pages: dict[str, Parsed]) -> None:
    assert pages.keys() == {web.FIRST, *(f"{name}.html" for name in handbook.pages)}
    for page in handbook.pages.values():
        read = pages[f"{page.name}.html"]
        for block in blocks.blocks(page):
            if isinstance(block, blocks.Heading | blocks.Paragraph):
                assert blocks.plain(block.words) in read.words
        assert len(read.all("h1")) == 1
        assert f"{page.title} – " in read.words
        assert "Fassung <1>" in read.words
        assert [link["href"] for link in read.all("a") if "aria-current" in link] == [f"{page.name}.html"]


def test_all_that_is_linked_is_there_and_nothing_comes_from_elsewhere(folder: Path, pages: dict[str, Parsed]) -> None:
    marks = {
        name: {element["id"] for _tag, element in page.elements if "id" in element} for name, page in pages.items()
    }
    for name, page in pages.items():
        ids = [element["id"] for _tag, element in page.elements if "id" in element]
        assert len(ids) == len(set(ids)), name
        for link in page.all("a"):
            target, mark, heading = link["href"].partition("#")
            assert target in pages, (name, link)
            assert not mark or unquote(heading) in marks[target], (name, link)
        for address in [one["src"] for one in page.all("img")] + [one["srcset"] for one in page.all("source")]:
            assert (folder / address).is_file()
        assert [one["href"] for one in page.all("link")] == ["handbuch.css"]
        assert not page.all("script")
    sheet = (folder / "handbuch.css").read_text("utf-8")
    assert "url(" not in sheet
    assert "prefers-color-scheme: dark" in sheet


def test_it_is_read_aloud_in_german_with_words_for_pictures_and_names_for_columns(
    folder: Path, pages: dict[str, Parsed]
) -> None:
    pictures = 0
    for page in pages.values():
        assert page.all("html") == [{"lang": "de"}]
        assert [nav["aria-label"] for nav in page.all("nav")] == ["Inhalt"]
        for picture, dark in zip(page.all("img"), page.all("source"), strict=True):
            pictures += 1
            assert len(picture["alt"]) > 20
            assert dark["media"] == "(prefers-color-scheme: dark)"
            size = Image.open(folder / picture["src"]).size
            assert (int(picture["width"]), int(picture["height"])) == size
        assert all("scope" in cell for cell in page.all("th"))
    assert pictures > 3

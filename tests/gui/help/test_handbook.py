"""The handbook: its pages, what leads to each of them, and what it says of the program."""

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from nrw_desktop import paths
from nrw_desktop.gui.help import keys, topics
from nrw_desktop.gui.window.actions import MEETING, MENUS, SPECS, shortcut_table
from nrw_desktop.handbook.pages import CHAPTERS, Handbook

GUI = Path(__file__).resolve().parents[3] / "nrw_desktop" / "gui"
BASES = {"Dialog", "WorkDialog", "SidePanel", "Page"}
"""What each dialog, panel and page is one of."""
INNER = {"WorkDialog"}
"""Bases of others that are never seen themselves."""
_MENU = re.compile(r"„([A-ZÄÖÜ][a-zäöü]+(?: ▸ [^„“▸]+)+)“")


@pytest.fixture(scope="module")
def handbook(qapp: QApplication) -> Handbook:
    return keys.handbook()


def exists(handbook: Handbook, name: str) -> bool:
    page, mark, heading = name.partition("#")
    return page in handbook.pages and (not mark or heading in handbook.pages[page].headings)


def seen_classes() -> set[str]:
    """The classes of all dialogs, panels and pages in the source."""
    found = set()
    for path in GUI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and {getattr(base, "id", "") for base in node.bases} & BASES:
                found.add(node.name)
    return found - INNER - {"SidePanel"}


def test_pages_and_files_are_the_same(handbook: Handbook) -> None:
    files = {path.stem for path in (paths.resources() / "handbook").glob("*.md")}
    named = [name for _title, names in CHAPTERS for name in names]
    assert sorted(named) == sorted(files)
    for page in handbook.pages.values():
        assert page.text.startswith("# ")
        assert len(page.paragraphs) > 3, page.name


def test_every_link_leads_somewhere_and_every_page_is_reached(handbook: Handbook) -> None:
    links = {(page.name, link) for page in handbook.pages.values() for link in page.links}
    assert {link for link in links if not exists(handbook, link[1])} == set()
    asked = {*topics.ACTIONS.values(), *topics.PLACES.values(), *topics.FIELDS.values()}
    assert {name for name in asked if not exists(handbook, name)} == set()
    led_to = {link.partition("#")[0] for _page, link in links} | {name.partition("#")[0] for name in asked}
    assert handbook.pages.keys() - led_to == set()


def test_every_picture_is_there_in_both_schemes_and_small(handbook: Handbook) -> None:
    shown = {name for page in handbook.pages.values() for name in page.pictures}
    for scheme in ("light", "dark"):
        files = list((paths.resources() / "handbook" / "pictures" / scheme).iterdir())
        assert {file.name for file in files} == shown
        assert max(file.stat().st_size for file in files) < 90_000


def test_every_action_dialog_panel_and_page_has_its_page() -> None:
    assert topics.ACTIONS.keys() == {spec.name for spec in SPECS}
    assert seen_classes() - topics.PLACES.keys() == set()
    named = set(re.findall(r"^class (\w+)", "\n".join(path.read_text("utf-8") for path in GUI.rglob("*.py")), re.M))
    assert topics.PLACES.keys() - named == set()


def test_every_key_is_listed_once_by_what_one_does(qapp: QApplication) -> None:
    listed = [entry for _title, entries in keys.GROUPS for entry in entries if isinstance(entry, str)]
    assert sorted(listed) == sorted(shortcut_table())
    assert "| Strg+M | Neue Maßnahme |" in keys.page()


def test_the_menus_it_names_are_there(handbook: Handbook) -> None:
    """„Datei ▸ Neu …“ must be found where it says."""
    words = {spec.name: spec.text.replace("&", "") for spec in SPECS}
    offered = {f"{title.replace('&', '')} ▸ {words[name]}" for title, names in MENUS for name in names if name in words}
    offered |= {f"Plan ▸ Sitzung ▸ {words[name]}" for name in MEETING if name != "-"}
    offered |= {"Bearbeiten ▸ In Phase verschieben", "Datei ▸ Zuletzt verwendet", "Ansichten ▸ Speichern unter …"}
    said = {(page.name, path) for page in handbook.pages.values() for path in _MENU.findall(page.text)}
    assert len(said) > 20
    assert {one for one in said if one[1] not in offered} == set()


def test_the_search_finds_words_as_people_spell_them(handbook: Handbook) -> None:
    def found(words: str) -> list[str]:
        return [hit.page.name for hit in handbook.find(words)]

    assert found("loeschen kontaktdaten")[0] == "datenschutz"
    assert found("Zeitraum")[0] == "zeitraum"
    assert found("ZURÜCKHOLEN SICHERUNG")[0] == "sicherungen"
    assert found("gibtesnicht") == []
    assert found("  ") == []
    hit = handbook.find("Ombudsstelle")[0]
    low, high = hit.places[0]
    assert hit.text[low:high] == "Ombudsstelle"
    read = " ".join(text for page in handbook.pages.values() for text in page.paragraphs)
    assert not re.search(r"\*\*|\]\(|\| ", read)

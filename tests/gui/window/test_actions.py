"""Every action: its place, its key, its icon, and that they do not get into each other's way."""

from collections import Counter

import pytest
from PySide6.QtWidgets import QMenu, QToolBar

from nrw_desktop import paths
from nrw_desktop.domain import edits
from nrw_desktop.gui.cards.list_card import ListCard
from nrw_desktop.gui.window.actions import (
    CONTEXT,
    MEETING,
    MENUS,
    OF_PHASE,
    SPECS,
    STATUSES,
    TEXT_SIZES,
    TOOLBAR,
    shortcut_table,
)
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import child, front_page, submenu, tabs

WITHOUT_ICON = {*TEXT_SIZES, "next_tab", "previous_tab", "next_area", "previous_area"}


def mnemonic(text: str) -> str:
    plain = text.replace("&&", "")
    return plain[plain.index("&") + 1].casefold() if "&" in plain else ""


def test_no_key_means_two_things() -> None:
    keys = Counter(key for spec in SPECS for key in spec.keys)
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_action_is_in_a_menu_once() -> None:
    lists = [*(names for _title, names in MENUS), MEETING]
    placed = [name for names in lists for name in names if name != "-" and not name.startswith(">")]
    assert sorted([*placed, *STATUSES, *TEXT_SIZES]) == sorted(spec.name for spec in SPECS)


def test_every_name_in_bars_is_an_action() -> None:
    names = {spec.name for spec in SPECS}
    assert {name for name in (*TOOLBAR, *CONTEXT, *OF_PHASE) if name != "-" and not name.startswith(">")} <= names


def test_every_icon_is_there() -> None:
    assert {spec.name for spec in SPECS if not spec.icon} == WITHOUT_ICON
    for spec in SPECS:
        if spec.icon:
            assert (paths.resources() / "icons" / f"{spec.icon}.svg").is_file(), spec.icon


def menus(window: MainWindow) -> list[QMenu]:
    found = []
    for action in window.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        found.append(menu)
    return found


def test_mnemonics_are_unique_in_each_menu(window: MainWindow) -> None:
    bar = [mnemonic(action.text()) for action in window.menuBar().actions()]
    assert all(bar)
    assert len(set(bar)) == len(bar)
    within = [submenu(window, "Darstellung"), submenu(window, "Status")]
    lists = [window._actions.context_menu(CONTEXT, card.commands()) for card in window.findChildren(ListCard)]
    for menu in [*menus(window), *lists, window._actions.context_menu(OF_PHASE), *within]:
        keys = Counter(mnemonic(action.text()) for action in menu.actions() if not action.isSeparator())
        assert {key: times for key, times in keys.items() if times > 1 or not key} == {}, menu.title()


def test_icons_show_once_a_menu_opens(window: MainWindow) -> None:
    for menu in menus(window):
        for action in menu.actions():
            if not action.isSeparator() and action.objectName() not in WITHOUT_ICON:
                assert not action.icon().isNull(), action.text()


def test_every_action_has_something_to_do(window: MainWindow) -> None:
    bar = tabs(window)
    change = window.workspace.run(edits.meetings.add)
    assert change is not None
    known = set(window._commands)
    for place in range(bar.count()):
        bar.setCurrentIndex(place)
        page = front_page(window)
        known |= set(page.commands)
        for list_ in page.findChildren(ListCard):
            known |= set(list_.commands())
    window.workspace.run(edits.meetings.close, change.rows[0].id)
    known |= set(page.commands)
    for spec in SPECS:
        assert spec.name in known, spec.name


def test_the_help_lists_all_keys() -> None:
    table = shortcut_table()
    texts = " ".join(text for _keys, text in table.values())
    assert "&" not in texts
    assert "…" not in texts
    assert len(table) == len([spec for spec in SPECS if spec.keys])


@pytest.mark.parametrize("name", TOOLBAR)
def test_the_toolbar_says_what_its_buttons_do(window: MainWindow, name: str) -> None:
    if name == "-":
        return
    (action,) = (one for one in child(window, QToolBar, "toolbar").actions() if one.objectName() == name)
    assert action.iconText().strip()
    assert action.toolTip()

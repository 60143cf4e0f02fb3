"""Finding by keys: type, see the hits phase by phase, go there, come back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Deadline, Decision, Measure, Partner, YearText, new_id
from nrw_desktop.domain.queries import search_index
from nrw_desktop.gui.dialogs.project_dialog import ProjectDialog
from nrw_desktop.gui.lists.grouped_list import GroupedList
from nrw_desktop.gui.lists.grouped_rows import Entry, Heading
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.pages.partner_tab import PartnerTab
from nrw_desktop.gui.pages.phase_tab import PhaseTab
from nrw_desktop.gui.panels import find_panel
from nrw_desktop.gui.panels.find_panel import FindPanel
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    CTRL,
    SHIFT,
    Key,
    RecordingCommands,
    card_of,
    child,
    front_page,
    go_to_page,
    goal,
    in_front,
    labels,
    list_of,
    measure,
    press,
    replace_text,
    settle,
    type_text,
)

WAY = "\N{NO-BREAK SPACE}(Verweis)"


@pytest.fixture
def panel(window: MainWindow) -> FindPanel:
    press(Key.Key_F, CTRL)
    found = window.findChild(FindPanel)
    assert found is not None
    assert found.field.hasFocus()
    return found


@pytest.fixture
def flowers(workspace: Workspace) -> list[str]:
    """Two measures that only a search brings together."""
    for place, words in ((2, "Sonnenblume eins"), (3, "Sonnenblume zwei")):
        workspace.run(edits.measures.add, workspace.plan.phases[place].id, words)
    return [measure(workspace.plan, 3, 2).id, measure(workspace.plan, 4, 2).id]


def hits(panel: FindPanel) -> GroupedList:
    (made,) = panel.findChildren(GroupedList)
    assert made.accessibleName() == "Treffer"
    return made


def rows(panel: FindPanel) -> list[str]:
    """What stands in the list; what stands out is in brackets, headings with their count."""
    shown = []
    for row in hits(panel).model().rows:
        if isinstance(row, Heading):
            shown.append(f"# {row.title} {row.total}")
            continue
        text = row.line.text
        for start, end in reversed(row.line.places):
            text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
        shown.append(f"{text} | {row.line.foot}")
    return shown


def current(window: MainWindow) -> object:
    """The record that has the keyboard on the page of a phase."""
    return list_of(window, "Maßnahmen").current_record()


def test_hits_stand_under_their_phase(panel: FindPanel) -> None:
    type_text("massnahme")
    assert rows(panel) == [
        "# Projekt 1",
        "… einzelnen konkreten [Maßnahme]n sowie die damit verbundenen Ziele und Kooperationspartner benannt. "
        "Für die Umsetzung der passgenauen [Maßnahme]n ist … | Einleitung",
        "# 3  Maßnahmenentwicklung 3",
        "[Maßnahme]nentwicklung | Phase  ·  Titel",
        "Regelmäßige Netzwerksitzungen zur gezielten [Maßnahme]nentwicklung | Maßnahme",
        "Entwicklung von geeigneten [Maßnahme]n auf der Grundlage der Bestandsanalyse | Ziel",
        "# 4  Maßnahmenumsetzung und Nachhaltigkeit 3",
        "[Maßnahme]numsetzung und Nachhaltigkeit | Phase  ·  Titel",
        "Implementierung des Leitbildes in einzelnen Organisationen, Entwicklung von geeigneten [Maßnahme]n und "
        "Prozessbegleitung | Ziel",
        "Stetige Evaluierung der [Maßnahme]n und Anpassung und Verstetigung | Ziel",
    ]


@pytest.mark.parametrize(
    ("words", "row"),
    [
        (
            "sozialplan",
            f"Büro für integrierte [Sozialplan]ung und Prävention | Name  ·  in Phase 1, 2, 3–4{WAY}",
        ),
        ("ikg", f"Universität Bielefeld – [IKG] | Name  ·  in Phase 2, 3–4{WAY}"),
        (
            "migrantinnenorg",
            f"Netzwerk [Migrant*innenorg]anisationen | Name  ·  in Phase 1, 2–4{WAY}",
        ),
        (
            "STADTTEILKORDINAT",
            f"[Stadtteilkordinat]orinnen und -koordinatoren | Schreibweise  ·  in Phase 1, 2, 3–4{WAY}  ·  "
            "Stadtteilkoordinatorinnen und -koordinatoren",
        ),
    ],
)
def test_a_partner_says_in_which_phases_it_counts(panel: FindPanel, words: str, row: str) -> None:
    type_text(words)
    assert rows(panel) == ["# Kooperationspartner 1", row]


def test_a_field_is_named_and_the_record_it_belongs_to(panel: FindPanel, workspace: Workspace) -> None:
    one = measure(workspace.plan, 1, 0)
    workspace.run(edits.measures.set_field, one.id, "result", "Beirat gegründet")
    workspace.run(lambda _plan: Change((inserted(Decision(new_id(), one.id, "Beirat", "2019-12-05")),), "Test"))
    type_text("beirat gegruendet")
    assert rows(panel)[1] == "[Beirat] [gegründet] | Maßnahme  ·  Ergebnis  ·  Ausschreibung einer Fachstelle"
    replace_text("beirat 05.12.2019 ausschreibung")
    assert rows(panel)[1].startswith("[Ausschreibung] einer")


def test_enter_goes_there_and_the_list_stays(panel: FindPanel, window: MainWindow, flowers: list[str]) -> None:
    type_text("sonnenbl")
    press(Key.Key_Return)
    assert getattr(current(window), "id", None) == flowers[0]
    assert not panel.field.hasFocus()
    assert panel.isVisible()
    press(Key.Key_F, CTRL)
    assert panel.field.selectedText() == "sonnenbl"
    press(Key.Key_Down)
    press(Key.Key_Enter)
    assert getattr(current(window), "id", None) == flowers[1]


def test_f3_goes_on_and_around(panel: FindPanel, window: MainWindow, flowers: list[str]) -> None:
    type_text("sonnenbl")
    gone = []
    for key, modifier in ((Key.Key_F3, None), (Key.Key_F3, None), (Key.Key_F3, None), (Key.Key_F3, SHIFT)):
        press(key, modifier) if modifier else press(key)
        gone.append(getattr(current(window), "id", None))
    assert gone == [flowers[0], flowers[1], flowers[0], flowers[1]]


def test_f3_without_hits_asks_for_words(window: MainWindow) -> None:
    press(Key.Key_F3)
    panel = window.findChild(FindPanel)
    assert panel is not None
    assert panel.field.hasFocus()


def test_f3_works_when_the_panel_was_closed(panel: FindPanel, window: MainWindow, flowers: list[str]) -> None:
    type_text("sonnenbl")
    press(Key.Key_Escape)
    window.workspace.run(edits.measures.remove, [flowers[0]])
    press(Key.Key_F3)
    assert panel.isVisible()
    assert getattr(current(window), "id", None) == flowers[1]


def test_esc_closes_and_returns_the_keyboard(window: MainWindow, flowers: list[str]) -> None:
    before = QApplication.focusWidget()
    press(Key.Key_F, CTRL)
    panel = window.findChild(FindPanel)
    assert panel is not None
    assert QApplication.focusWidget() is panel.field
    press(Key.Key_Escape)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is before
    press(Key.Key_F, CTRL)
    type_text("sonnenbl")
    press(Key.Key_Return)
    there = QApplication.focusWidget()
    press(Key.Key_F, CTRL)
    press(Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), (GroupedList, QToolButton))
    press(Key.Key_Escape)
    assert QApplication.focusWidget() is there


def test_arrows_and_pages_move_in_the_list(panel: FindPanel, workspace: Workspace) -> None:
    type_text("e")
    entries = [entry.key for entry in hits(panel).entries()]
    assert hits(panel).current_key() == entries[0]
    press(Key.Key_Down, times=2)
    assert hits(panel).current_key() == entries[2]
    press(Key.Key_Up, times=3)
    assert hits(panel).current_key() == entries[-1]
    press(Key.Key_Down)
    press(Key.Key_PageDown)
    assert entries.index(hits(panel).current_key()) > 2  # type: ignore[arg-type]
    assert panel.field.hasFocus()


def test_the_heading_of_the_first_hit_is_in_sight(panel: FindPanel) -> None:
    type_text("e")
    press(Key.Key_Down, times=30)
    press(Key.Key_Up, times=30)
    assert hits(panel).visualRect(hits(panel).model().index(0)).top() >= 0


def test_a_click_goes_there_too(panel: FindPanel, window: MainWindow, flowers: list[str], qtbot: QtBot) -> None:
    type_text("sonnenbl")
    place = hits(panel).visualRect(hits(panel).model().index(3)).center()
    qtbot.mouseClick(hits(panel).viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert getattr(current(window), "id", None) == flowers[1]


def test_a_click_on_a_heading_goes_nowhere(
    panel: FindPanel, window: MainWindow, flowers: list[str], qtbot: QtBot
) -> None:
    page = in_front(window)
    type_text("sonnenbl")
    place = hits(panel).visualRect(hits(panel).model().index(2)).center()
    qtbot.mouseClick(hits(panel).viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert in_front(window) == page


def test_what_belongs_to_no_phase_has_its_place(
    panel: FindPanel, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.run(lambda _plan: Change((inserted(Deadline(new_id(), "Sonnenfrist", "2019-01-31")),), "Test"))
    workspace.run(edits.partners.add, "Sonnenverein")
    type_text("sonnen")
    assert rows(panel) == [
        "# Projekt 1",
        "[Sonnen]frist | Frist",
        "# Kooperationspartner 1",
        "[Sonnen]verein | Name  ·  in keiner Phase genannt",
    ]
    press(Key.Key_Return)
    (dialog,) = window.findChildren(ProjectDialog)
    view = list_of(dialog, "Fristen")
    assert view.current_record() == workspace.plan.deadlines[0]
    assert view.hasFocus()
    press(Key.Key_Escape)
    assert window.findChildren(ProjectDialog) == []
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    press(Key.Key_F3)
    assert in_front(window) == "Partner"


def test_a_hit_in_the_texts_of_a_year_leads_into_that_text(
    panel: FindPanel, window: MainWindow, workspace: Workspace
) -> None:
    texts = (YearText("a", 2017, outlook="Sonne 2017"), YearText("b", 2018, course="Regen\n\nund Sonne"))
    workspace.run(lambda _plan: Change(tuple(map(inserted, texts)), "Test"))
    type_text("sonne")
    assert rows(panel) == [
        "# Projekt 2",
        "[Sonne] 2017 | Ausblick  ·  2017",
        "Regen  und [Sonne] | Verlauf des Jahres  ·  2018",
    ]
    press(Key.Key_Down)
    press(Key.Key_Return)
    (dialog,) = window.findChildren(ProjectDialog)
    field = child(dialog, QPlainTextEdit, "course")
    assert field.hasFocus()
    assert field.toPlainText() == "Regen\n\nund Sonne"


def test_a_hit_in_the_project_leads_into_its_field(panel: FindPanel, window: MainWindow) -> None:
    type_text("massnahme")
    press(Key.Key_Return)
    (dialog,) = window.findChildren(ProjectDialog)
    field = child(dialog, QPlainTextEdit, "introduction")
    assert field.hasFocus()
    assert "Maßnahmen" in field.toPlainText()


@pytest.mark.parametrize("place", range(3))
def test_a_hit_that_a_filter_hides_lifts_the_filter(window: MainWindow, workspace: Workspace, place: int) -> None:
    """In each of the lists of a phase; a cost or a decision leads to its measure, the same way."""
    workspace.run(edits.detail_rows.DECISIONS.add, measure(workspace.plan, 1, 1).id, "Seltener Rat")
    words = ("seltener rat", "bekanntmachung", "")[place]
    page = front_page(window)
    assert isinstance(page, PhaseTab)
    card = card_of(page, ("Maßnahmen", "Ziele", "Kooperationspartner")[place])
    card.filter_rows()
    type_text("xyz")
    settle()
    assert card.view.counts()[0] == 0
    if words:
        press(Key.Key_F, CTRL)
        type_text(words)
        press(Key.Key_Return)
    else:
        window.reveal(workspace.plan.mentions(page.phase)[2])
    shown, total = card.view.counts()
    assert shown == total
    record = card.view.current_record() if isinstance(card.view, RecordView) else card.view.current_node().record
    assert record == (
        measure(workspace.plan, 1, 1), goal(workspace.plan, 1, 1), workspace.plan.mentions(page.phase)[2]
    )[place]  # fmt: skip


def test_a_partner_that_a_filter_hides_is_shown(window: MainWindow, workspace: Workspace) -> None:
    go_to_page(window, "Partner")
    list_of(window, "Kooperationspartner").setFocus()
    page = front_page(window)
    assert isinstance(page, PartnerTab)
    card_of(page, "Kooperationspartner").filter_rows()
    type_text("xyz")
    settle()
    assert list_of(page, "Kooperationspartner").model().rowCount() == 0
    press(Key.Key_F, CTRL)
    type_text("ikg")
    press(Key.Key_Return)
    assert list_of(page, "Kooperationspartner").model().rowCount() == 19
    found = list_of(page, "Kooperationspartner").current_record()
    assert isinstance(found, Partner)
    assert found.name == "Universität Bielefeld – IKG"


def test_nothing_found_is_said(panel: FindPanel, window: MainWindow) -> None:
    assert "Wörter oder Wortteile eingeben" in labels(panel)
    type_text("xyzxyz")
    assert "Nichts gefunden" in labels(panel)
    page = in_front(window)
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert in_front(window) == page
    replace_text(" ")
    assert "Wörter oder Wortteile eingeben" in labels(panel)


def test_the_list_follows_the_plan(
    panel: FindPanel, window: MainWindow, workspace: Workspace, flowers: list[str], qtbot: QtBot
) -> None:
    type_text("sonnenbl")
    press(Key.Key_Down)
    assert hits(panel).current_key() == flowers[1]
    workspace.run(edits.measures.add, workspace.plan.phases[0].id, "Sonnenblume null")
    qtbot.waitUntil(lambda: len(hits(panel).entries()) == 3)
    assert hits(panel).current_key() == flowers[1]
    workspace.run(edits.measures.remove, [flowers[1]])
    press(Key.Key_Return)
    assert flowers[1] not in [entry.key for entry in hits(panel).entries()]


def many(phase: str, count: int) -> Callable[[Plan], Change]:
    found = (Measure(new_id(), phase, f"z{n:05}", text=f"Sonnenblume {n}", note="viel " * 50) for n in range(count))
    rows = tuple(inserted(one) for one in found)
    return lambda _plan: Change(rows, "Test")


def test_very_many_are_listed_up_to_a_limit(panel: FindPanel, workspace: Workspace) -> None:
    workspace.run(many(workspace.plan.phases[0].id, find_panel.LIMIT + 1))
    type_text("sonnenblume")
    settle()
    assert len(hits(panel).entries()) == find_panel.LIMIT
    assert f"Mehr als {find_panel.LIMIT} Treffer" in labels(panel)


def test_a_long_search_goes_on_while_the_window_does(
    panel: FindPanel, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    workspace.run(many(workspace.plan.phases[3].id, 50))
    qtbot.waitUntil(lambda: panel._index.plan is workspace.plan)
    monkeypatch.setattr(find_panel, "_AT_ONCE", -1)
    panel.field.setText("sonnenblume")
    assert hits(panel).entries() == []
    assert "Suche läuft" in labels(panel)
    qtbot.waitUntil(lambda: len(hits(panel).entries()) == 50)
    qtbot.waitUntil(lambda: "F3" in labels(panel))


def test_all_is_made_ready_once_the_panel_is_open(panel: FindPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not panel._going_on.isActive())
    assert panel._index.warm(-1)


def test_only_what_is_seen_is_made(panel: FindPanel, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that is cut costs as much as its sight: 300 hits are no 300 times a whole introduction."""
    workspace.run(many(workspace.plan.phases[0].id, 200))
    type_text("viel")
    assert all(len(entry.line.text) < 200 for entry in hits(panel).entries())


def test_the_width_comes_back(
    panel: FindPanel, window: MainWindow, settings: QSettings, workspace: Workspace,
    show: Callable[[QWidget], QWidget],
) -> None:  # fmt: skip
    window.resizeDocks([panel], [480], Qt.Orientation.Horizontal)
    settle()
    press(Key.Key_Escape)
    again = MainWindow(workspace, RecordingCommands(), settings)
    again.resize(1320, 860)
    show(again)
    press(Key.Key_F, CTRL)
    settle()
    found = again.findChild(FindPanel)
    assert found is not None
    assert found.width() == 480


def test_places_in_an_excerpt_are_those_of_the_text() -> None:
    text = "Löwe " * 60 + "Sonnenblume " + "Tiger " * 60
    places = [(300, 311)]
    line = find_panel._excerpt(search_index.Found("measure", "note", text, places), "Notiz")
    assert [line.text[start:end] for start, end in line.places] == ["Sonnenblume"]
    assert line.text.startswith("… ")
    assert line.text.endswith(" …")
    assert len(line.text) < 160


def test_entries_are_read_aloud_with_where_they_belong(panel: FindPanel) -> None:
    type_text("ikg")
    found = hits(panel).model().index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert found == f"Universität Bielefeld – IKG\nName  ·  in Phase 2, 3–4{WAY}"
    assert isinstance(hits(panel).model().rows[1], Entry)

"""The forms of Qt Designer, and how their fields and the records stay the same."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop import paths
from nrw_desktop.domain import edits
from nrw_desktop.domain.model.labels_de import field_word
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELDS, Measure, Partner, Record
from nrw_desktop.gui.forms.binder import Binder, PartnerEdit, load_form
from nrw_desktop.gui.forms.form_loader import OWN
from nrw_desktop.gui.kit.field_undo import FieldUndo
from nrw_desktop.gui.pages.phase_tab import PhaseTab
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    CTRL,
    Key,
    callouts,
    child,
    form_of,
    front_page,
    measure,
    press,
    replace_text,
    settle,
    type_text,
)

FORMS = sorted(path.stem for path in paths.forms().glob("*.ui"))
INPUTS = (QLineEdit, QPlainTextEdit, QComboBox)


@pytest.fixture
def page(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> QWidget:
    """A window with a layout for forms, and a line besides that takes the keyboard."""
    made = QWidget()
    layout = QVBoxLayout(made)
    beside = QLineEdit()
    beside.setObjectName("beside")
    layout.addWidget(beside)
    made.resize(900, 500)
    show(made)
    return made


@pytest.fixture
def measure_form(page: QWidget, workspace: Workspace) -> QWidget:
    """The form of the first measure of phase 1."""
    return bound(page, workspace, "measure", measure(workspace.plan, 1, 0).id)


def bound(page: QWidget, workspace: Workspace, name: str, key: str | None, **more: Any) -> QWidget:
    form = load_form(name, page)
    layout = page.layout()
    assert layout is not None
    layout.addWidget(form)
    form.show()
    Binder(form, name, workspace, **more).show(key)
    child(page, QLineEdit, "beside").setFocus()
    settle()
    return form


def binder(form: QWidget) -> Binder:
    found = form.findChild(Binder)
    assert found is not None
    return found


def field(form: QWidget, name: str) -> Any:
    found = form.findChild(QWidget, name)
    assert found is not None
    return found


def enter(form: QWidget, name: str) -> Any:
    widget = field(form, name)
    widget.setFocus()
    settle()
    return widget


def leave(form: QWidget) -> None:
    child(form.window(), QLineEdit, "beside").setFocus()
    settle()


def rest(form: QWidget, qtbot: QtBot) -> None:
    """Let the half second without a key go by at once."""
    timer = binder(form)._rest
    assert timer.isActive()
    timer.setInterval(0)
    qtbot.waitUntil(lambda: not timer.isActive())
    timer.setInterval(500)


# What Designer made


@pytest.mark.parametrize("name", FORMS)
def test_every_field_of_a_form_is_one_of_its_record(name: str, page: QWidget) -> None:
    form = load_form(name, page)
    table = form.property("record")
    # A record with many fields has a form for each page of them: measure, measure_report.
    assert name == table or name.startswith(f"{table}_")
    inputs = [widget for kind in INPUTS for widget in form.findChildren(kind)]
    names = [widget.objectName() for widget in inputs if not widget.objectName().startswith("qt_")]
    assert names
    # „period“ is made of several.
    assert set(names) <= {*FIELDS[table], "period"}
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", FORMS)
def test_every_widget_is_of_its_declared_class(name: str, page: QWidget) -> None:
    """Qt's loader takes the base class without a word where it does not know a class."""
    form = load_form(name, page)
    for declared in ElementTree.parse(paths.forms() / f"{name}.ui").iter("widget"):
        widget = form if declared.get("name") == form.objectName() else form.findChild(QWidget, declared.get("name"))
        named = str(declared.get("class"))
        assert type(widget).__name__ == (OWN[named].__name__ if named in OWN else named), declared.get("name")


@pytest.mark.parametrize("name", FORMS)
def test_every_field_has_a_label_that_says_its_word(name: str, page: QWidget, workspace: Workspace) -> None:
    form = load_form(name, page)
    form.show()
    table = str(form.property("record"))
    labels = {label.buddy().objectName(): label for label in form.findChildren(QLabel) if label.buddy()}
    for kind in INPUTS:
        for widget in form.findChildren(kind):
            if widget.objectName().startswith("qt_"):
                continue
            label = labels[widget.objectName()]
            assert label.text().replace("&", "") == field_word(table, widget.objectName())
            accessible = QAccessible.queryAccessibleInterface(widget)
            assert accessible.text(QAccessible.Text.Name), widget.objectName()


@pytest.mark.parametrize(
    "names", [("measure",), ("measure_report",), ("goal",), ("project",), ("year_text",), ("partner", "contact")]
)
def test_no_mnemonic_twice_on_a_page(names: tuple[str, ...], page: QWidget) -> None:
    from nrw_desktop.gui.window.actions import MENUS

    labels = [label for name in names for label in load_form(name, page).findChildren(QLabel)]
    # What shows how a field is read has no text yet, and none that is a word for it.
    texts = [label.text() for label in labels if label.buddy()]
    keys = [text[text.index("&") + 1].casefold() for text in texts]
    keys += [title[title.index("&") + 1].casefold() for title, _names in MENUS]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("name", FORMS)
def test_tab_goes_through_all_fields_in_their_order(name: str, page: QWidget) -> None:
    form = load_form(name, page)
    stops = [stop.text for stop in ElementTree.parse(paths.forms() / f"{name}.ui").iter("tabstop")]
    table = form.property("record")
    fields = {one.objectName() for kind in INPUTS for one in form.findChildren(kind)} & {*FIELDS[table], "period"}
    assert sorted(stops) == sorted(fields)  # type: ignore[type-var]
    layout = page.layout()
    assert layout is not None
    layout.addWidget(form)
    form.show()
    enter(form, str(stops[0]))
    for stop in stops[1:]:
        press(Key.Key_Tab)
        assert field(form, str(stop)).hasFocus(), stop


# Both ways


def test_the_record_is_shown(measure_form: QWidget, workspace: Workspace) -> None:
    found = measure(workspace.plan, 1, 0)
    assert field(measure_form, "text").toPlainText() == found.text
    assert field(measure_form, "status").currentText() == "geplant"
    assert field(measure_form, "period").text() == ""
    assert type(field(measure_form, "responsible")) is PartnerEdit
    workspace.run(edits.measures.set_period, found.id, "08/2017–10/2017")
    workspace.run(edits.measures.set_field, found.id, "status", "done")
    workspace.run(edits.measures.set_field, found.id, "text", "Von anderswo")
    assert field(measure_form, "period").text() == "08–10/2017"
    assert field(measure_form, "status").currentText() == "abgeschlossen"
    assert field(measure_form, "text").toPlainText() == "Von anderswo"


def test_a_form_brings_no_plugins_along(page: QWidget) -> None:
    """One of Qt Designer's is a whole web browser."""
    folders = QCoreApplication.libraryPaths()
    load_form("measure", page)
    assert QCoreApplication.libraryPaths() == folders
    loaded = Path("/proc/self/maps")
    if loaded.exists():
        assert "/plugins/designer/" not in loaded.read_text()


def test_without_a_record_all_is_empty(page: QWidget, workspace: Workspace) -> None:
    form = bound(page, workspace, "measure", measure(workspace.plan, 1, 0).id)
    binder(form).show(None)
    assert field(form, "text").toPlainText() == ""
    assert field(form, "status").currentIndex() == -1
    enter(form, "short")
    type_text("x")
    leave(form)
    assert workspace.undo_label() == ""


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [
        ("short", "Fachstelle", "Fachstelle"),
        ("note", "erste Zeile", "erste Zeile"),
        ("responsible", "Irgendwer", "Irgendwer"),
    ],
)
def test_what_is_typed_is_stored_on_leaving(
    measure_form: QWidget, workspace: Workspace, name: str, typed: str, stored: str
) -> None:
    enter(measure_form, name)
    type_text(typed)
    leave(measure_form)
    assert getattr(measure(workspace.plan, 1, 0), name) == stored


def test_a_period_is_shown_in_its_usual_form_after_enter(measure_form: QWidget, workspace: Workspace) -> None:
    start = enter(measure_form, "period")
    type_text("Juli 2018")
    press(Key.Key_Return)
    assert measure(workspace.plan, 1, 0).start == "2018-07"
    assert start.text() == "07/2018"
    assert start.hasFocus()


def test_text_is_stored_after_a_rest(measure_form: QWidget, workspace: Workspace, qtbot: QtBot) -> None:
    enter(measure_form, "note")
    type_text("Raum buchen")
    assert measure(workspace.plan, 1, 0).note is None
    rest(measure_form, qtbot)
    assert measure(workspace.plan, 1, 0).note == "Raum buchen"


@pytest.mark.parametrize("name", ["note", "short"])
def test_a_rest_in_mid_word_disturbs_nobody(
    measure_form: QWidget, workspace: Workspace, qtbot: QtBot, name: str
) -> None:
    enter(measure_form, name)
    type_text("Fach tagung")
    press(Key.Key_Left, times=7)
    type_text(" ")
    press(Key.Key_Backspace)
    rest(measure_form, qtbot)
    type_text("liche")
    rest(measure_form, qtbot)
    type_text(" ")
    rest(measure_form, qtbot)
    type_text("und")
    leave(measure_form)
    assert getattr(measure(workspace.plan, 1, 0), name) == "Fachliche und tagung"


def test_a_blank_at_the_end_outlives_a_rest(measure_form: QWidget, workspace: Workspace, qtbot: QtBot) -> None:
    short = enter(measure_form, "short")
    type_text("Fach ")
    rest(measure_form, qtbot)
    type_text("tagung")
    assert short.text() == "Fach tagung"


def test_one_visit_is_one_step(measure_form: QWidget, workspace: Workspace, qtbot: QtBot) -> None:
    enter(measure_form, "note")
    for word in ("eins ", "zwei ", "drei"):
        type_text(word)
        rest(measure_form, qtbot)
    leave(measure_form)
    enter(measure_form, "note")
    press(Key.Key_End)
    type_text(" vier")
    leave(measure_form)
    workspace.undo()
    assert measure(workspace.plan, 1, 0).note == "eins zwei drei"
    workspace.undo()
    assert measure(workspace.plan, 1, 0).note is None
    assert workspace.undo_label() == ""


def test_a_visit_goes_on_as_one_step_after_an_edit_elsewhere(
    measure_form: QWidget, workspace: Workspace, qtbot: QtBot
) -> None:
    enter(measure_form, "note")
    type_text("eins ")
    rest(measure_form, qtbot)
    workspace.run(edits.measures.set_field, measure(workspace.plan, 1, 1).id, "note", "anderswo")
    for word in ("zwei ", "drei ", "vier"):
        type_text(word)
        rest(measure_form, qtbot)
    leave(measure_form)
    workspace.undo()
    assert measure(workspace.plan, 1, 0).note == "eins"
    workspace.undo()
    assert measure(workspace.plan, 1, 1).note is None


def test_a_choice_is_stored_at_once(measure_form: QWidget, workspace: Workspace) -> None:
    enter(measure_form, "status")
    press(Key.Key_Down)
    assert measure(workspace.plan, 1, 0).status == "running"


def test_esc_takes_back_what_is_not_stored_yet(measure_form: QWidget, workspace: Workspace) -> None:
    before, text = workspace.plan, enter(measure_form, "text")
    replace_text("doch nicht")
    press(Key.Key_Escape)
    assert text.toPlainText() == measure(workspace.plan, 1, 0).text
    leave(measure_form)
    assert workspace.plan is before


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("period", "13/2017", "Einen Monat 13"),
        ("period", "bald", "ist kein Monat"),
        ("text", "", "darf nicht leer sein"),
    ],
)
def test_a_refused_value_stays_marked_and_told(
    measure_form: QWidget, workspace: Workspace, name: str, typed: str, words: str
) -> None:
    before, widget = workspace.plan, enter(measure_form, name)
    replace_text(typed)
    leave(measure_form)
    text = widget.toPlainText() if name == "text" else widget.text()
    assert (text, widget.property("invalid")) == (typed, True)
    assert words in callouts(measure_form)[0]
    assert workspace.plan is before
    enter(measure_form, name)
    press(Key.Key_Escape)
    assert not widget.property("invalid")
    assert (widget.toPlainText() if name == "text" else widget.text()) != typed or typed == ""


def test_an_end_before_the_start_is_refused(measure_form: QWidget, workspace: Workspace) -> None:
    enter(measure_form, "period")
    type_text("10/2017 – 08/2017")
    press(Key.Key_Return)
    assert "liegt vor dem Beginn" in callouts(measure_form)[0]
    assert measure(workspace.plan, 1, 0).end is None
    replace_text("10/2017 – 12/2017")
    press(Key.Key_Return)
    assert measure(workspace.plan, 1, 0).end == "2017-12"
    assert not field(measure_form, "period").property("invalid")


def test_a_refused_value_outlives_work_on_other_fields(measure_form: QWidget, workspace: Workspace) -> None:
    start = enter(measure_form, "period")
    type_text("13/2017")
    enter(measure_form, "note")
    type_text("inzwischen")
    leave(measure_form)
    workspace.run(edits.measures.set_field, measure(workspace.plan, 1, 0).id, "status", "done")
    assert measure(workspace.plan, 1, 0).note == "inzwischen"
    assert (start.text(), start.property("invalid")) == ("13/2017", True)
    refused = workspace.flush()
    assert len(refused) == 1
    assert "Einen Monat 13 gibt es nicht" in refused[0].sentence
    assert refused[0].typed == "13/2017"
    enter(measure_form, "period")
    replace_text("12/2017")
    press(Key.Key_Return)
    assert workspace.flush() == []
    assert measure(workspace.plan, 1, 0).start == "2017-12"


def test_a_change_from_elsewhere_leaves_what_is_typed(measure_form: QWidget, workspace: Workspace) -> None:
    note = enter(measure_form, "note")
    type_text("halb getip")
    found = measure(workspace.plan, 1, 0)
    workspace.run(edits.measures.set_field, found.id, "note", "von anderswo")
    workspace.run(edits.measures.set_field, found.id, "status", "done")
    binder(measure_form).show(found.id)
    type_text("pt")
    assert note.toPlainText() == "halb getippt"
    assert field(measure_form, "status").currentText() == "abgeschlossen"
    leave(measure_form)
    assert measure(workspace.plan, 1, 0).note == "halb getippt"


def test_another_record_gets_nothing_of_what_was_typed(measure_form: QWidget, workspace: Workspace) -> None:
    first, second = measure(workspace.plan, 1, 0), measure(workspace.plan, 1, 1)
    note = enter(measure_form, "note")
    type_text("zur ersten")
    binder(measure_form).show(second.id)
    assert (measure(workspace.plan, 1, 0).note, measure(workspace.plan, 1, 1).note) == ("zur ersten", None)
    assert note.toPlainText() == ""
    type_text("zur zweiten")
    leave(measure_form)
    assert (measure(workspace.plan, 1, 0).note, measure(workspace.plan, 1, 1).note) == ("zur ersten", "zur zweiten")
    assert workspace.plan.find(Measure, first.id).note == "zur ersten"  # type: ignore[union-attr]
    workspace.undo()
    assert measure(workspace.plan, 1, 0).note == "zur ersten"


def test_another_record_gets_nothing_of_what_was_refused(measure_form: QWidget, workspace: Workspace) -> None:
    start = enter(measure_form, "period")
    type_text("13/2017")
    binder(measure_form).show(measure(workspace.plan, 1, 1).id)
    assert start.text() == ""
    assert not start.property("invalid")
    leave(measure_form)
    assert workspace.flush() == []
    assert workspace.undo_label() == ""


def test_a_record_removed_while_it_is_typed_into(measure_form: QWidget, workspace: Workspace) -> None:
    enter(measure_form, "note")
    type_text("zu spät")
    workspace.run(edits.measures.remove, [measure(workspace.plan, 1, 0).id])
    leave(measure_form)
    assert "gibt es nicht mehr" in callouts(measure_form)[0]
    binder(measure_form).show(measure(workspace.plan, 1, 0).id)
    assert field(measure_form, "text").toPlainText() == measure(workspace.plan, 1, 0).text


def test_undo_first_stores_what_is_typed(measure_form: QWidget, workspace: Workspace) -> None:
    note = enter(measure_form, "note")
    type_text("ungesichert")
    workspace.undo()
    assert workspace.redo_label() == "Notiz von ‚Ausschreibung einer Fachstelle‘ geändert"
    assert note.toPlainText() == ""
    workspace.redo()
    assert note.toPlainText() == "ungesichert"


def test_a_partner_is_completed_from_todays_register(measure_form: QWidget, workspace: Workspace) -> None:
    workspace.run(edits.partners.add, "Ganz neuer Verein")
    edit = enter(measure_form, "responsible")
    type_text("neuer v")
    completions = edit.completer().completionModel()
    assert [completions.index(row, 0).data() for row in range(completions.rowCount())] == ["Ganz neuer Verein"]
    press(Key.Key_Down)
    press(Key.Key_Return)
    found = measure(workspace.plan, 1, 0)
    assert workspace.plan.responsible(found) == "Ganz neuer Verein"
    assert found.responsible is None


def test_a_window_closes_over_a_refused_value(measure_form: QWidget, workspace: Workspace) -> None:
    enter(measure_form, "period")
    type_text("13/2017")
    measure_form.window().close()
    settle()
    assert workspace.undo_label() == ""


def test_a_look_at_another_window_stores_what_was_typed_and_tells_what_is_refused(
    measure_form: QWidget, workspace: Workspace, show: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    enter(measure_form, "note")
    type_text("gleich zurück")
    other = show(QWidget())
    assert measure(workspace.plan, 1, 0).note == "gleich zurück"
    measure_form.window().activateWindow()
    qtbot.waitUntil(lambda: measure_form.window().isActiveWindow())
    start = enter(measure_form, "period")
    type_text("13/2017")
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    settle()
    assert start.text() == "13/2017"
    assert start.property("invalid")


def test_a_contact_comes_and_goes_with_its_content(page: QWidget, workspace: Workspace) -> None:
    partner = workspace.plan.partners[0].id

    def first_contact(plan: Plan, key: str) -> Record | None:
        return next(iter(plan.contacts(key)), None)

    form = bound(page, workspace, "contact", partner, record_of=first_contact)
    enter(form, "person")
    type_text("Frau Ünal")
    press(Key.Key_Tab)
    assert workspace.plan.contacts(partner)[0].person == "Frau Ünal"
    enter(form, "person")
    replace_text("")
    leave(form)
    assert workspace.plan.contacts(partner) == ()


def test_a_kind_may_be_taken_away(page: QWidget, workspace: Workspace) -> None:
    partner = workspace.plan.partners[0].id
    form = bound(page, workspace, "partner", partner)
    enter(form, "kind")
    press(Key.Key_Down)
    assert workspace.plan.find(Partner, partner).kind == "network"  # type: ignore[union-attr]
    press(Key.Key_Up)
    assert workspace.plan.find(Partner, partner).kind is None  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["short", "note"])
def test_ctrl_z_is_the_fields_own_while_it_has_something(
    measure_form: QWidget, workspace: Workspace, name: str, qapp: Any
) -> None:
    from PySide6.QtGui import QKeySequence, QShortcut

    watcher, undone = FieldUndo(), list[str]()
    qapp.installEventFilter(watcher)
    shortcut = QShortcut(QKeySequence("Ctrl+Z"), measure_form.window())
    shortcut.activated.connect(lambda: undone.append("Plan"))
    widget = enter(measure_form, name)
    type_text("abc")
    press(Key.Key_Z, CTRL)
    assert undone == []
    assert (widget.toPlainText() if name == "note" else widget.text()) != "abc"
    leave(measure_form)
    enter(measure_form, name)
    press(Key.Key_Z, CTRL)
    assert undone == ["Plan"]
    qapp.removeEventFilter(watcher)


def test_a_long_text_shows_its_beginning(workspace: Workspace, window: MainWindow, qtbot: QtBot) -> None:
    tab = front_page(window)
    assert isinstance(tab, PhaseTab)
    qtbot.waitUntil(lambda: form_of(tab) is not None)
    short = child(tab, QLineEdit, "short")
    workspace.run(edits.measures.set_field, measure(workspace.plan, 1, 0).id, "short", "sehr lang " * 12)
    assert short.text().startswith("sehr lang")
    assert short.cursorPosition() == 0
    # Where one types, the cursor stays.
    short.setFocus()
    short.setCursorPosition(4)
    type_text("x")
    press(Key.Key_Return)
    assert short.cursorPosition() == 5

"""Pages come and go with their phases, by undo and redo too; nothing that is gone hears of the plan any more."""

import gc
import itertools
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import SIGNAL, QEvent, QObject, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.dialogs.reference_dialog import ReferenceDialog
from nrw_desktop.gui.kit.safe_widgets import literal
from nrw_desktop.gui.lists.editing import EditingView
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.pages.phase_tab import PhaseTab
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.gui.conftest import ORIGIN
from tests.gui.hands import (
    Key,
    RecordingCommands,
    bury,
    callouts,
    close_for_good,
    command,
    entry,
    form_of,
    go_to_page,
    go_to_phase,
    list_of,
    measure,
    measure_texts,
    on_first_phase,
    open_editor,
    phase_in_front,
    press,
    replace_text,
    settle,
    submenu,
    tabs,
    type_text,
)
from tests.gui.window.test_main_window import page

SIGNALS = ("changed(PyObject,PyObject)", "flushing(PyObject)")


def do(window: MainWindow, words: str) -> None:
    command(window, words)
    bury()


def see_all(window: MainWindow) -> None:
    """Go to each page once, so that there are all."""
    for place in range(tabs(window).count()):
        tabs(window).setCurrentIndex(place)
        settle()


def listening(workspace: Workspace) -> list[int]:
    """How many connections the signals of the workspace have."""
    return [workspace.receivers(SIGNAL(signal)) for signal in SIGNALS]  # type: ignore[arg-type]


def shows_the_plan(window: MainWindow, plan: Plan) -> None:
    """The tabs are the plan's phases, and the page in front has its measures."""
    keys = [phase.id for phase in plan.phases]
    bar = tabs(window)
    titles = [f"{number}  {literal(phase.title)}" for number, phase in enumerate(plan.phases, 1)]
    assert [bar.tabText(place) for place in range(bar.count())] == ["Übersicht", *titles, "Partner", "Sitzungen"]
    assert {one.phase for one in window.findChildren(PhaseTab)} <= set(keys)
    phase = phase_in_front(window)
    if phase is not None:
        model = list_of(window, "Maßnahmen").model()
        shown = [model.index(row, 0).data() for row in range(model.rowCount())]
        assert shown == [one.text for one in plan.measures(phase)]


def test_the_deletion_of_a_phase_is_undone(window: MainWindow, workspace: Workspace) -> None:
    before = workspace.plan.phases
    go_to_phase(window, before[1].id)
    settle()
    do(window, "Phase löschen")
    do(window, "Rückgängig")
    assert workspace.plan.phases == before
    shows_the_plan(window, workspace.plan)


def test_a_new_phase_is_undone_and_redone(window: MainWindow, workspace: Workspace) -> None:
    do(window, "Neue Phase")
    press(Key.Key_Return)
    for _ in range(2):
        do(window, "Rückgängig")
        assert len(workspace.plan.phases) == 4
        do(window, "Wiederholen")
        assert len(workspace.plan.phases) == 5
    shows_the_plan(window, workspace.plan)


def test_all_pages_are_built_and_removed_in_every_order(window: MainWindow, workspace: Workspace) -> None:
    # With three there are six orders, with four twenty-four.
    workspace.run(edits.phases.remove, workspace.plan.phases[-1].id)
    bury()
    phases = [phase.id for phase in workspace.plan.phases]
    for order in itertools.permutations(phases):
        see_all(window)
        for key in order:
            go_to_phase(window, key)
            do(window, "Phase löschen")
        assert workspace.plan.phases == ()
        for action in ("Rückgängig", "Wiederholen", "Rückgängig"):
            for _ in order:
                do(window, action)
        assert [phase.id for phase in workspace.plan.phases] == phases
        shows_the_plan(window, workspace.plan)


def test_a_page_that_goes_leaves_the_plan_at_once(window: MainWindow, workspace: Workspace) -> None:
    """Not only when it is deleted: that waits for a dialog or a menu that is open."""
    phase = workspace.plan.phases[1].id
    before = listening(workspace)
    go_to_phase(window, phase)
    settle()
    gone = page(window)
    assert listening(workspace) > before
    workspace.run(edits.phases.remove, phase)
    assert shiboken6.isValid(gone)
    assert listening(workspace) == before
    bury()
    assert not shiboken6.isValid(gone)


def test_what_is_gone_is_not_told_of_a_phase_that_is_back(window: MainWindow, workspace: Workspace) -> None:
    """All within one event, as in a dialog: the page that went is there all the time."""
    go_to_page(window, 2)
    settle()
    gone = page(window)
    do_not = measure(workspace.plan, 2, 0).id
    workspace.run(edits.phases.remove, workspace.plan.phases[1].id)
    workspace.undo()
    workspace.run(edits.measures.set_field, do_not, "text", "Neu")
    assert shiboken6.isValid(gone)
    assert gone is not page(window)
    bury()
    shows_the_plan(window, workspace.plan)


def test_a_plan_brought_back_to_before_its_phases(window: MainWindow, workspace: Workspace) -> None:
    past = workspace.plan
    for number in range(3):
        do(window, "Neue Phase")
        press(Key.Key_Return)
        workspace.run(edits.measures.add, phase_in_front(window), f"Maßnahme {number}")
    see_all(window)
    for _ in range(2):
        workspace.run(edits.restore.back_to, past, "Bis hierher zurück")
        bury()
        assert workspace.plan.phases == past.phases
        shows_the_plan(window, workspace.plan)
        do(window, "Rückgängig")
        assert len(workspace.plan.phases) == 7
        shows_the_plan(window, workspace.plan)


def taken_away(workspace: Workspace, phase: str) -> None:
    """Somebody else removes a phase from the file, and the window reads that."""
    file = workspace.plan_file
    file.commit(edits.phases.remove(file.plan, phase))
    workspace.changed.emit(workspace.plan, None)


def typed_into_cell(window: MainWindow) -> None:
    view = list_of(window, "Maßnahmen")
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    press(Key.Key_F2)
    replace_text("mühsam getippt")


def typed_into_new_row(window: MainWindow) -> None:
    list_of(window, "Maßnahmen").setFocus()
    command(window, "Neue Maßnahme")
    type_text("mühsam getippt")


def typed_into_goal(window: MainWindow) -> None:
    command(window, "Neues Ziel")
    type_text("mühsam getippt")


def typed_into_title(window: MainWindow) -> None:
    command(window, "Phase umbenennen")
    replace_text("mühsam getippt")


def typed_into_form(window: MainWindow) -> None:
    press(Key.Key_Tab)
    form = form_of(page(window))
    assert form is not None
    note = next(one for one in form.findChildren(QObject, "note"))
    note.setFocus()  # type: ignore[attr-defined]
    type_text("mühsam getippt")


@pytest.mark.parametrize(
    "type_somewhere", [typed_into_cell, typed_into_new_row, typed_into_goal, typed_into_title, typed_into_form]
)
def test_what_is_typed_on_a_page_that_goes_can_be_pasted(
    window: MainWindow, workspace: Workspace, type_somewhere: Callable[[MainWindow], None]
) -> None:
    phase = workspace.plan.phases[1].id
    go_to_phase(window, phase)
    settle()
    type_somewhere(window)
    QGuiApplication.clipboard().setText("")
    taken_away(workspace, phase)
    assert QGuiApplication.clipboard().text() == "mühsam getippt"
    settle()
    assert any("Zwischenablage" in sentence for sentence in callouts(window))
    bury()
    assert len(workspace.plan.phases) == 3
    assert not workspace.is_typing
    shows_the_plan(window, workspace.plan)
    do(window, "Rückgängig")
    shows_the_plan(window, workspace.plan)


def removed(plan: Plan, phase: str) -> Change:
    return edits.measures.remove(plan, [plan.measures(phase)[0].id])


def moved(plan: Plan, phase: str) -> Change:
    return edits.measures.move(plan, [plan.measures(phase)[0].id], plan.phases[0].id)


def something_else(workspace: Workspace) -> None:
    workspace.run(edits.phases.set_field, workspace.plan.phases[2].id, "title", "Aufbau")
    settle()


def nothing_else(workspace: Workspace) -> None:
    """What is typed is itself what is written next."""


@pytest.mark.parametrize("write", [something_else, nothing_else])
@pytest.mark.parametrize("elsewhere", [removed, moved])
@pytest.mark.parametrize(
    "type_somewhere", [typed_into_cell, typed_into_new_row, typed_into_goal, typed_into_title, typed_into_form]
)
def test_a_row_that_another_program_took_away_goes_amid_a_write(
    window: MainWindow,
    workspace: Workspace,
    type_somewhere: Callable[[MainWindow], None],
    elsewhere: Callable[[Plan, str], Change],
    write: Callable[[Workspace], None],
) -> None:
    """A write finds the file newer; the form of the row that goes hands in what it holds, which is a write itself."""
    phase = workspace.plan.phases[1].id
    go_to_phase(window, phase)
    settle()
    type_somewhere(window)
    with PlanFile.open(workspace.path, ORIGIN) as other:
        other.commit(elsewhere(other.plan, phase))
    write(workspace)
    workspace.flush()
    settle()
    plan = workspace.plan
    shows_the_plan(window, plan)
    in_plan = [plan.phases, *([*plan.measures(one.id), *plan.goals(one.id)] for one in plan.phases)]
    assert "mühsam getippt" in f"{QGuiApplication.clipboard().text()} {in_plan} {workspace.unaccepted.shown(plan)}"
    assert not QGuiApplication.clipboard().text() or any("Zwischenablage" in sentence for sentence in callouts(window))


def test_a_page_goes_while_its_dialog_is_open(window: MainWindow, workspace: Workspace) -> None:
    phase = workspace.plan.phases[1].id
    go_to_phase(window, phase)
    settle()
    command(window, "Verweis der Kooperationspartner")
    settle()
    assert window.findChildren(ReferenceDialog)
    taken_away(workspace, phase)
    bury()
    for dialog in window.findChildren(ReferenceDialog):
        dialog.reject()
    bury()
    do(window, "Rückgängig")
    shows_the_plan(window, workspace.plan)


def test_a_page_goes_while_its_menus_are_open(window: MainWindow, workspace: Workspace) -> None:
    first, phase = (one.id for one in workspace.plan.phases[:2])
    go_to_phase(window, phase)
    settle()
    move_to = submenu(window, "In Phase verschieben")
    move_to.aboutToShow.emit()
    view = list_of(window, "Maßnahmen")
    view.customContextMenuRequested.emit(view.rect().center())
    settle()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    taken_away(workspace, phase)
    bury()
    menu.close()
    # An entry that leads nowhere by now, and was made by the page that is gone.
    texts = measure_texts(workspace.plan, 1)
    next(action for action in move_to.actions() if action.data() == first).trigger()
    bury()
    assert measure_texts(workspace.plan, 1) == texts


def test_a_model_goes_with_its_view(window: MainWindow, workspace: Workspace) -> None:
    see_all(window)
    for view in window.findChildren(RecordView):
        assert view.model().parent() is view


class Coordinator:
    """Does one thing after the other to phases and what is in them, as a seed wills."""

    def __init__(self, window: MainWindow, workspace: Workspace, seed: int):
        self._window, self._workspace, self._dice = window, workspace, random.Random(seed)
        self._past = workspace.plan

    def act(self) -> str:
        name = self._dice.choice([name for name in dir(self) if name.startswith("do_")])
        getattr(self, name)()
        bury()
        return name

    def _choose(self, words: str) -> None:
        """Choose an entry of the menus; where it is grey, nothing happens."""
        entry(self._window, words).trigger()

    def do_add(self) -> None:
        if len(self._workspace.plan.phases) < 7:
            self._choose("Neue Phase")

    def do_remove(self) -> None:
        self._choose("Phase löschen")

    def do_move(self) -> None:
        self._choose(self._dice.choice(["Phase nach links", "Phase nach rechts"]))

    def do_rename(self) -> None:
        if phase_in_front(self._window) is not None:
            self._choose("Phase umbenennen")
            replace_text(f"Phase {self._dice.random():.3f}")
            press(Key.Key_Return)

    def do_write_measure(self) -> None:
        if phase_in_front(self._window) is not None:
            self._choose("Neue Maßnahme")
            type_text(f"M {self._dice.random():.3f}")
            press(Key.Key_Return)
            press(Key.Key_Escape)
            assert open_editor(list_of(self._window, "Maßnahmen")) is None

    def do_undo(self) -> None:
        for _ in range(self._dice.randint(1, 3)):
            self._choose("Rückgängig")

    def do_redo(self) -> None:
        for _ in range(self._dice.randint(1, 3)):
            self._choose("Wiederholen")

    def do_go(self) -> None:
        tabs(self._window).setCurrentIndex(self._dice.randrange(tabs(self._window).count()))

    def do_go_back(self) -> None:
        """Back to the state from which the sequence began, and by undo from there again."""
        if self._dice.random() < 0.3:
            self._workspace.run(edits.restore.back_to, self._past, "Bis hierher zurück")


@pytest.mark.parametrize(("sequences", "steps"), [(25, 8), pytest.param(200, 12, marks=pytest.mark.faults)])
def test_random_sequences(window: MainWindow, workspace: Workspace, sequences: int, steps: int) -> None:
    for seed in range(sequences):
        coordinator = Coordinator(window, workspace, seed)
        for _ in range(steps):
            # Seen where the test fails.
            print(seed, coordinator.act())
        shows_the_plan(window, workspace.plan)


def test_a_window_that_closes_over_an_open_editor_keeps_the_views_whole(
    plan_path: Path, show: Callable[[QWidget], QWidget], commands: RecordingCommands, settings: QSettings
) -> None:
    """PySide lost a reference to the method that closes editors, and the program fell over the third window."""
    method = vars(EditingView)["closeEditor"]
    counts = set[int]()
    for _ in range(3):
        other = MainWindow(Workspace(PlanFile.open(plan_path, ORIGIN)), commands, settings)
        show(other)
        on_first_phase(other)
        view = next(one for one in other.findChildren(RecordView) if one.accessibleName() == "Maßnahmen")
        view.setFocus()
        view.add()
        type_text("halb")
        close_for_good(other)
        settle()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        del other, view
        gc.collect()
        counts.add(sys.getrefcount(method))
    assert len(counts) == 1


def test_a_command_whose_page_goes_as_it_takes_in_what_is_typed_does_nothing(
    window: MainWindow, workspace: Workspace
) -> None:
    """The write of what is typed finds that somebody else has removed all phases; the register doubles nothing."""
    go_to_phase(window, workspace.plan.phases[1].id)
    typed_into_form(window)
    doubling = entry(window, "Duplizieren")
    # As it is where a shortcut is on its way already.
    doubling.setEnabled(True)
    with PlanFile.open(workspace.path, ORIGIN) as other:
        for phase in other.plan.phases:
            other.commit(edits.phases.remove(other.plan, phase.id))
    doubling.trigger()
    settle()
    assert workspace.plan.phases == ()

"""What has changed, shown beside the work."""

import datetime as dt

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, updated
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.domain.queries.changes_since import Ground
from nrw_desktop.domain.text.values import german_date
from nrw_desktop.gui.dialogs.project_dialog import ProjectDialog
from nrw_desktop.gui.kit import idle
from nrw_desktop.gui.lists.grouped_list import GroupedList, Heading
from nrw_desktop.gui.panels import changes_panel
from nrw_desktop.gui.panels.changes_panel import ChangesPanel
from nrw_desktop.gui.printing.print_dialog import PrintDialog
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.upkeep import backup
from tests.gui.hands import (
    CTRL,
    SHIFT,
    Key,
    answer,
    button,
    callouts,
    command,
    field,
    in_front,
    labels,
    measure,
    press,
    replace_text,
    settle,
)

TODAY = dt.date.today()


@pytest.fixture
def worked(workspace: Workspace) -> list[Measure]:
    """Measures with which something was done: the first twice, the last was deleted."""
    plan = workspace.plan
    some = [measure(plan, 1, 0), measure(plan, 2, 1), measure(plan, 2, 0)]
    for status in ("running", "done"):
        workspace.run(edits.measures.set_status, [some[0].id], status)
    workspace.run(edits.measures.set_field, some[1].id, "note", "Mit dem Rat")
    workspace.run(edits.measures.remove, [some[2].id])
    workspace.run(edits.setter("project"), plan.project.id, "title", "Vielfalt")
    return some


@pytest.fixture
def panel(worked: list[Measure], window: MainWindow) -> ChangesPanel:
    press(Key.Key_H, CTRL | SHIFT)
    found = window.findChild(ChangesPanel)
    assert found is not None
    assert found.isVisible()
    return found


def listed(panel: ChangesPanel) -> GroupedList:
    (found,) = panel.findChildren(GroupedList)
    return found


def rows(panel: ChangesPanel) -> list[str]:
    """All that the list says, headings and lines."""
    found = listed(panel).model().rows
    return [f"# {row.title} {row.total}" if isinstance(row, Heading) else row.line.text for row in found]


def day(panel: ChangesPanel) -> QLineEdit:
    found: QLineEdit = field(panel, "Seit")
    return found


def test_changes_stand_by_phase_and_lead_to_their_places(
    panel: ChangesPanel, worked: list[Measure], window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    assert day(panel).text() == german_date(TODAY.isoformat())
    assert "Seit der Anlage des Plans am " in labels(panel)
    expected = [
        "# Projektdaten 1",
        "Titel: Umsetzungsschritte des Projektes NRWeltoffen → Vielfalt",
        "# Phase 1: Analyse der Ausgangssituation 1",
        "Status: geplant → abgeschlossen",
        "# Phase 2: Bestandsanalyse 2",
        "Notiz: – → Mit dem Rat",
        f"Maßnahme gelöscht: {worked[2].text}",
    ]
    assert rows(panel) == expected
    assert listed(panel).entries()[1].line.foot == f"Maßnahme: {worked[0].text}"
    assert listed(panel).hasFocus()
    press(Key.Key_Down, times=2)
    press(Key.Key_Return)
    assert in_front(window) == worked[1].phase
    assert window.chosen_measures() == [worked[1].id]
    assert panel.isVisible()
    press(Key.Key_H, CTRL | SHIFT)
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert callouts(panel) == ["Das wurde gelöscht und steht nur noch im Verlauf (Strg+H)."]
    press(Key.Key_Up, times=3)
    press(Key.Key_Return)
    (dialog,) = (one for one in window.findChildren(ProjectDialog) if one.isVisible())
    dialog.close()
    # It follows the work: what is undone is no change.
    for _ in range(2):
        workspace.undo()
    qtbot.waitUntil(lambda: rows(panel) == [*expected[2:4], "# Phase 2: Bestandsanalyse 1", expected[5]])
    for _ in range(3):
        workspace.undo()
    qtbot.waitUntil(lambda: rows(panel) == [])
    assert "Seit der Anlage des Plans am " in labels(panel)
    assert " hat sich nichts geändert." in labels(panel)


def test_another_day_or_a_backup_is_chosen_by_keys(
    panel: ChangesPanel, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = backup.make(workspace.plan_file, "Probe")
    assert one is not None
    workspace.run(edits.partners.add, "Sportverein")
    press(Key.Key_Tab, SHIFT, times=2)
    assert day(panel).hasFocus()
    for text, sentence in (("gestern oder so", "ist kein Datum"), ("31.12.2999", "Dieser Tag kommt erst noch.")):
        replace_text(text)
        press(Key.Key_Return)
        assert day(panel).text() == text
        assert sentence in "".join(callouts(panel))
    replace_text("1.1.2018")
    press(Key.Key_Return)
    assert day(panel).text() == "01.01.2018"
    assert listed(panel).hasFocus()
    assert "Seit der Anlage des Plans am " in labels(panel)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(one.path), ""))
    press(Key.Key_Tab, SHIFT)
    press(Key.Key_Return)
    assert rows(panel) == ["# Kooperationspartner 1", "Kooperationspartner neu: Sportverein"]
    assert day(panel).text() == f"Sicherung vom {one.at:%d.%m.%Y, %H:%M} Uhr"
    # What is no backup is refused, and the comparison stays.
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(workspace.path), ""))
    told = answer(monkeypatch, "OK")
    button(panel, "Sicherung").click()
    assert "mit der Prüfsumme" in told[0]
    assert day(panel).text().startswith("Sicherung vom ")
    # And so it is printed.
    asked: list[tuple[str, Ground | None]] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, PrintDialog) and dialog.isVisible():
            asked.append((dialog.options.report.name, dialog.options.request().ground))
            dialog.close()
        else:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)
    button(panel, "Drucken").setFocus()
    press(Key.Key_Return)
    ((report, ground),) = asked
    assert report == "changes"
    assert ground is not None
    assert ground.since == f"der {day(panel).text()}"


def test_the_same_keys_and_esc_close_it(panel: ChangesPanel, window: MainWindow) -> None:
    press(Key.Key_H, CTRL | SHIFT)
    assert not panel.isVisible()
    command(window, "Was sich geändert hat")
    assert listed(panel).hasFocus()
    press(Key.Key_Escape)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is not None


def test_many_changes_come_in_pieces_and_the_first_are_listed(
    panel: ChangesPanel, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(changes_panel, "LISTED", 3)
    monkeypatch.setattr(idle, "_IN_BETWEEN", 0.0001)
    texts = (updated(one, place="Rathaus") for one in workspace.plan.all(Measure).values())
    workspace.run(lambda _plan: Change(tuple(row for rows in texts for row in rows), "Test"))
    before = rows(panel)
    settle()
    assert rows(panel) == before
    qtbot.waitUntil(lambda: "Die ersten 3 stehen hier, im Bericht alle." in labels(panel))
    assert len(listed(panel).entries()) == 3
    assert rows(panel)[2] == "# Phase 1: Analyse der Ausgangssituation 7"

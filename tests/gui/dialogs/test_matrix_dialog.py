"""The matrix of partners and phases, and the list of abbreviations."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.queries import partners
from nrw_desktop.gui.dialogs.abbreviations_dialog import AbbreviationsDialog
from nrw_desktop.gui.dialogs.matrix_dialog import MatrixDialog
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import CTRL, Key, callouts, click, command, labels, press, replace_text, settle

Show = Callable[[QWidget], QWidget]
Role = Qt.ItemDataRole


@pytest.fixture
def dialog(workspace: Workspace, window: MainWindow, show: Show) -> MatrixDialog:
    made = MatrixDialog(workspace, window)
    show(made)
    return made


def at(dialog: MatrixDialog, name: str, number: int) -> QModelIndex:
    model = dialog.view.model()
    names = [model.headerData(row, Qt.Orientation.Vertical, Role.ToolTipRole) for row in range(model.rowCount())]
    return model.index(names.index(name), number - 1)


def signs(dialog: MatrixDialog, name: str) -> list[str]:
    return [at(dialog, name, number).data() for number in range(1, dialog.view.model().columnCount() + 1)]


def test_signs_say_why_a_partner_takes_part(dialog: MatrixDialog) -> None:
    QAbstractItemModelTester(dialog.view.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert dialog.view.model().rowCount() == 19
    assert signs(dialog, "AK Asyl") == ["+", "!", "○", "○"]
    assert signs(dialog, "MBR") == ["", "+", "(!)", "○"]
    assert signs(dialog, "Integrationsrat") == ["+", "○", "○", "○"]
    for word in ("neu akquiriert", "hervorgehoben", "genannt", "übernommen", "nicht dabei"):
        assert word in labels(dialog)


def test_every_cell_can_be_read_out(dialog: MatrixDialog) -> None:
    texts = [at(dialog, "MBR", number).data(Role.AccessibleTextRole) for number in (1, 2, 3, 4)]
    assert texts == [
        "MBR, Phase 1: nicht dabei",
        "MBR, Phase 2: neu akquiriert",
        "MBR, Phase 3: hervorgehoben, durch den Verweis",
        "MBR, Phase 4: übernommen, durch den Verweis",
    ]
    dialog.view.setCurrentIndex(at(dialog, "MBR", 3))
    assert texts[2] in labels(dialog)


def test_the_space_bar_names_and_unnames(dialog: MatrixDialog, workspace: Workspace) -> None:
    before = workspace.plan
    dialog.view.setCurrentIndex(at(dialog, "MBR", 1))
    press(Key.Key_Space)
    first = workspace.plan.phases[0]
    assert partners.cell_text(workspace.plan, first).endswith(", MBR")
    assert signs(dialog, "MBR")[0] == "•"
    press(Key.Key_Space)
    assert workspace.plan == before
    press(Key.Key_Right)
    press(Key.Key_Space)
    # Nobody names it any more; it is in no phase.
    assert signs(dialog, "MBR") == ["", "", "", ""]
    press(Key.Key_Z, CTRL)
    assert signs(dialog, "MBR") == ["", "+", "(!)", "○"]
    press(Key.Key_Y, CTRL)
    assert signs(dialog, "MBR") == ["", "", "", ""]


def test_a_double_click_does_the_same(dialog: MatrixDialog, workspace: Workspace) -> None:
    index = at(dialog, "MBR", 4)
    dialog.view.scrollTo(index)
    place = dialog.view.visualRect(index).center()
    QTest.mouseDClick(dialog.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert partners.cell_text(workspace.plan, workspace.plan.phases[3]) == "Siehe Phase 3, MBR"


def test_names_stay_where_many_phases_scroll(dialog: MatrixDialog, workspace: Workspace) -> None:
    for number in range(12):
        workspace.run(edits.phases.add, f"Phase der Fortsetzung {number}")
    settle()
    view = dialog.view
    assert view.model().columnCount() == 16
    width = view.verticalHeader().width()
    view.setCurrentIndex(at(dialog, "MBR", 16))
    assert view.horizontalScrollBar().value() > 0
    assert view.verticalHeader().x() < view.viewport().x()
    assert view.verticalHeader().width() == width
    title = view.model().headerData(15, Qt.Orientation.Horizontal)
    assert title.startswith("16")
    assert title.endswith("…")
    whole = view.model().headerData(15, Qt.Orientation.Horizontal, Role.ToolTipRole)
    assert whole == "Phase 16  Phase der Fortsetzung 11"


def test_it_follows_the_register(dialog: MatrixDialog, workspace: Workspace) -> None:
    workspace.run(edits.partners.add, "Aa-Verein")
    assert signs(dialog, "Aa-Verein") == ["", "", "", ""]
    for partner in workspace.plan.partners:
        workspace.run(edits.partners.remove, partner.id)
    assert dialog.view.model().rowCount() == 0
    press(Key.Key_Space)


def test_a_plan_to_look_at_is_left_alone(
    dialog: MatrixDialog, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = workspace.plan
    monkeypatch.setattr(type(workspace), "read_only", property(lambda self: True))
    press(Key.Key_Space)
    assert workspace.plan is before
    assert "nur ansehen" in callouts(dialog)[0]


@pytest.mark.parametrize("words", ["Matrix Partner × Phase", "Ähnliche Partner", "Abkürzungen"])
def test_the_menu_opens_it(window: MainWindow, words: str) -> None:
    command(window, words)
    settle()
    (opened,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
    opened.close()


# Abbreviations


def abbreviations(dialog: AbbreviationsDialog) -> list[tuple[str, ...]]:
    model = dialog.view.model()
    return [tuple(model.index(row, column).data() for column in range(3)) for row in range(model.rowCount())]


def test_abbreviations_are_listed_and_edited(workspace: Workspace, window: MainWindow, show: Show) -> None:
    dialog = AbbreviationsDialog(workspace, window)
    show(dialog)
    assert [row[0] for row in abbreviations(dialog)] == ["AK", "IKG", "MBR"]
    everyone = dialog.findChild(QCheckBox)
    assert everyone is not None
    everyone.setFocus()
    press(Key.Key_Space)
    assert len(abbreviations(dialog)) == 19
    row = next(row for row, line in enumerate(abbreviations(dialog)) if line[2] == "Integrationsrat")
    click(dialog.view, dialog.view.model().index(row, 0))
    press(Key.Key_F2)
    replace_text("IR")
    press(Key.Key_Return)
    partner = next(one for one in workspace.plan.partners if one.name == "Integrationsrat")
    assert partner.abbreviation == "IR"
    assert "1 ohne Bedeutung" in labels(dialog)
    everyone.setFocus()
    press(Key.Key_Space)
    assert [row[0] for row in abbreviations(dialog)] == ["AK", "IKG", "IR", "MBR"]
    press(Key.Key_Z, CTRL)
    assert [row[0] for row in abbreviations(dialog)] == ["AK", "IKG", "MBR"]

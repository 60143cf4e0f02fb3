"""The page of a new plan, by keyboard alone: everything can be skipped, and nothing typed is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QRadioButton, QWidget

from nrw_desktop.domain.edits.new_plan import Details
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.dialogs.new_plan_dialog import NewPlanDialog
from tests.gui.hands import Key, answer, callouts, child, press, replace_text, settle, type_text

Made = tuple[Path, str, Details]


@pytest.fixture
def made() -> list[Made]:
    """The plans that were made."""
    return []


@pytest.fixture
def page(
    tmp_path: Path, made: list[Made], show: Callable[[QWidget], QWidget], monkeypatch: pytest.MonkeyPatch
) -> NewPlanDialog:
    """The page; files are saved under the name that is suggested."""

    def create(path: Path, template: str, details: Details) -> None:
        if path.exists():
            raise PlanError(f"„{path.name}“ gibt es schon.")
        made.append((path, template, details))

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda _parent, _title, name, *_more, **_options: (name, ""))
    dialog = NewPlanDialog(tmp_path, create)
    show(dialog)
    return dialog


def focus() -> str:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget.objectName()


def words(page: NewPlanDialog) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel)]


def test_enter_is_enough(page: NewPlanDialog, made: list[Made], tmp_path: Path) -> None:
    press(Key.Key_Return)
    assert made == [(tmp_path / "Neuer Plan.nrwplan", "nrweltoffen", Details())]
    assert (page.path, page.result()) == (made[0][0], NewPlanDialog.DialogCode.Accepted)


def test_all_of_it_by_keyboard(page: NewPlanDialog, made: list[Made]) -> None:
    walked = [focus()]
    for text in ("Stadt Hamm", "KI Hamm", "März 18", "Ende 2019"):
        press(Key.Key_Tab)
        walked.append(focus())
        type_text(text)
    assert walked == ["nrweltoffen", "municipality", "lead", "begin", "end"]
    assert {"gelesen als 03/2018", "gelesen als 12/2019"} <= set(words(page))
    assert child(page, QLineEdit, "end").accessibleDescription() == "gelesen als 12/2019"
    press(Key.Key_Tab, times=3)
    assert focus() == "nrweltoffen"
    press(Key.Key_Down, times=3)
    assert page.template == "bielefeld"
    press(Key.Key_Return)
    assert [one[1:] for one in made] == [("bielefeld", Details("Stadt Hamm", "KI Hamm", "März 18", "Ende 2019"))]


def test_a_refused_month_stays_and_says_what_to_do(page: NewPlanDialog, made: list[Made]) -> None:
    begin, end = child(page, QLineEdit, "begin"), child(page, QLineEdit, "end")
    begin.setFocus()
    type_text("bald")
    press(Key.Key_Tab)
    assert begin.property("invalid")
    assert "kein Monat" in callouts(page)[0]
    press(Key.Key_Return)
    assert (made, focus(), begin.text()) == ([], "begin", "bald")
    assert "kein Monat" in begin.accessibleDescription()
    replace_text("3/2018")
    assert not begin.property("invalid")
    end.setFocus()
    type_text("2/2018")
    press(Key.Key_Return)
    assert (made, focus(), end.text()) == ([], "end", "2/2018")
    assert "liegt vor dem Beginn" in callouts(page)[0]
    replace_text("2/2019")
    press(Key.Key_Return)
    assert [one[2] for one in made] == [Details(begin="3/2018", end="2/2019")]


def test_a_table_brings_its_own_beginning(page: NewPlanDialog, made: list[Made]) -> None:
    begin = child(page, QLineEdit, "begin")
    begin.setFocus()
    type_text("3/2018")
    child(page, QRadioButton, "nrweltoffen").setFocus()
    press(Key.Key_Down)
    assert (page.template, begin.isEnabled()) == ("leer", False)
    press(Key.Key_Up)
    assert (begin.isEnabled(), begin.text()) == (True, "3/2018")
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert [one[1:] for one in made] == [("leer", Details())]


def test_a_name_that_is_taken_leaves_the_page_as_it_is(
    page: NewPlanDialog, made: list[Made], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "Neuer Plan.nrwplan"
    there.write_text("fremd")
    child(page, QLineEdit, "lead").setFocus()
    type_text("KI Hamm")
    told = answer(monkeypatch, "OK")
    press(Key.Key_Return)
    settle()
    assert "gibt es schon" in told[0]
    assert page.isVisible()
    assert (page.path, child(page, QLineEdit, "lead").text()) == (None, "KI Hamm")
    there.unlink()
    press(Key.Key_Return)
    assert len(made) == 1


def test_a_template_of_ones_own_and_a_file(tmp_path: Path, show: Callable[[QWidget], QWidget]) -> None:
    made: list[str] = []
    asked: list[QWidget] = []
    own = {"Für & wider": tmp_path / "Für & wider.json"}

    def bring_in(page: NewPlanDialog) -> Path | None:
        asked.append(page)
        return tmp_path / "Neu.nrwplan" if len(asked) > 1 else None

    page = NewPlanDialog(tmp_path, lambda _path, template, _details: made.append(template), None, own, bring_in)
    show(page)
    assert page.findChildren(QRadioButton)[-1].text() == "Für && wider"
    press(Key.Key_Down, times=2)
    # Whoever leaves the file is on the page as before.
    press(Key.Key_Return)
    assert (page.isVisible(), made, page.path) == (True, [], None)
    press(Key.Key_Return)
    assert (page.isVisible(), page.path) == (False, tmp_path / "Neu.nrwplan")


def test_many_own_templates_stand_in_two_columns(
    tmp_path: Path, made: list[Made], show: Callable[[QWidget], QWidget]
) -> None:
    own = {f"Vorlage {number} des Kreises mit einem langen Namen": tmp_path / f"{number}.json" for number in range(13)}
    page = NewPlanDialog(tmp_path, lambda *_: None, own=own)
    show(page)
    places = [child(page, QRadioButton, name).mapTo(page, QPoint(0, 0)) for name in own]
    assert len({place.x() for place in places}) == 2
    assert places == sorted(places, key=lambda place: (place.y(), place.x()))
    child(page, QRadioButton, list(own)[11]).click()
    assert page.template == list(own)[11]

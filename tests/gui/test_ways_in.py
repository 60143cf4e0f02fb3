"""A text is stored the same, whatever way it came: by cell, form, pasted list or table, or straight by the edit."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, updated
from nrw_desktop.domain.model.records import Measure, field_of
from nrw_desktop.domain.text import gate, kinds
from nrw_desktop.exchange.pasted_sheet import Sheet
from nrw_desktop.gui.clipboard import system_clipboard
from nrw_desktop.gui.forms.binder import Binder, load_form
from nrw_desktop.gui.lists.columns import MEASURES
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.session.workspace import Workspace
from tests.gui.hands import Key, open_editor, press, settle

TEXTS = st.text(
    st.sampled_from("abcÄ \u00a0\u202f\t\n\u2003\u200b\u00ad\u202e\ufeff\u200d\u0308\u2028\v<&😀\ufe0f\u0645\u200c*„“"),
    min_size=1,
    max_size=10,
).map(lambda text: f"x{text}y")


class Ways:
    """All ways to give a measure a text, and what is stored then."""

    def __init__(self, workspace: Workspace, show: Callable[[QWidget], QWidget]):
        self._workspace = workspace
        phase = workspace.plan.phases[0].id
        self._phase, self._key = phase, workspace.plan.measures(phase)[0].id
        self._page = QWidget()
        layout = QVBoxLayout(self._page)
        self.form = load_form("measure", self._page)
        self.view = RecordView(RecordTable(workspace, MEASURES, phase))
        self.beside = QLineEdit()
        for widget in (self.form, self.view, self.beside):
            layout.addWidget(widget)
        Binder(self.form, "measure", workspace).show(self._key)
        self._page.resize(900, 900)
        show(self._page)

    def stored(self, text: str) -> dict[str, str]:
        """What each way made of a text."""
        ways: dict[str, Callable[[str], str]] = {
            "edit": self._by_edit,
            "new row": self._by_new_row,
            "model": self._by_model,
            "editor": self._by_editor,
            "form": self._by_form,
            "pasted table": lambda text: self._pasted("", f'Maßnahme\tStatus\n"{text}"\tgeplant'),
            "pasted HTML": lambda text: self._pasted(_html(text), "nicht das"),
        }
        found = {}
        for name, way in ways.items():
            self._workspace.run(edits.measures.set_field, self._key, "text", "vorher")
            found[name] = way(text)
        return found

    def _text(self) -> str:
        return self._workspace.plan.get(Measure, self._key).text

    def _by_edit(self, text: str) -> str:
        self._workspace.run(edits.measures.set_field, self._key, "text", text)
        return self._text()

    def _by_new_row(self, text: str) -> str:
        return self._newest(edits.measures.add, text)

    def _newest(self, edit: Callable[..., Any], what: Any) -> str:
        self._workspace.run(edit, self._phase, what)
        found = self._workspace.plan.measures(self._phase)[-1]
        self._workspace.run(edits.measures.remove, [found.id])
        return found.text

    def _by_model(self, text: str) -> str:
        model = self.view.model()
        assert model.setData(model.index(0, 0), text)
        return self._text()

    def _by_editor(self, text: str) -> str:
        self.view.setFocus()
        self.view.setCurrentIndex(self.view.model().index(0, 0))
        press(Key.Key_F2)
        editor = open_editor(self.view)
        assert isinstance(editor, QPlainTextEdit)
        editor.setPlainText(text)
        press(Key.Key_Return)
        return self._text()

    def _by_form(self, text: str) -> str:
        field = self.form.findChild(QPlainTextEdit, "text")
        assert field is not None
        field.setFocus()
        settle()
        field.setPlainText(text)
        self.beside.setFocus()
        settle()
        return self._text()

    def _pasted(self, html: str, text: str) -> str:
        data = QMimeData()
        data.setText(text)
        if html:
            data.setHtml(html)
        QGuiApplication.clipboard().setMimeData(data)
        rows = Sheet(self._workspace.plan, "measure", system_clipboard.rows()).typed()
        return self._newest(edits.bulk_add.add_measures, [cells for _depth, cells in rows])


@pytest.fixture
def ways(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> Iterator[Ways]:
    yield Ways(workspace, show)
    QGuiApplication.clipboard().clear()


def _html(text: str) -> str:
    """A table as a spreadsheet gives it."""
    cell = escape(text).replace("\n", "<br>")
    return f"<table><tr><td>Maßnahme</td><td>Status</td></tr><tr><td>{cell}</td><td>geplant</td></tr></table>"


def test_every_way_in_stores_the_same(ways: Ways) -> None:
    @settings(max_examples=20)
    @given(TEXTS)
    def the_same(text: str) -> None:
        found = ways.stored(text)
        stored = gate.received(text, lines=True)
        # HTML has no blanks in a row, and none around a line break.
        runs = any(two in stored for two in ("  ", " \n", "\n ", " \u00a0", "\u00a0 ", "\u00a0\u00a0", "\n\u00a0"))
        if runs:
            del found["pasted HTML"]
        assert found == dict.fromkeys(found, stored)

    the_same()


@pytest.mark.parametrize("text", ["z.\u00a0B. am 5.\u202fMai", "A\u0308rzte\r\nund\u2003Ju\u00adgend\u200bamt"])
def test_so_it_is_with_these(ways: Ways, text: str) -> None:
    found = ways.stored(text)
    assert set(found.values()) == {gate.received(text, lines=True)}


def test_what_stood_in_the_plan_before_is_not_touched(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> None:
    """Opening and leaving a cell and a form writes nothing, and undo brings back the very letters."""
    first = workspace.plan.measures(workspace.plan.phases[0].id)[0]
    old = "Ju\u00adgend\r\nA\u0308mter\u00a0 "
    workspace.run(lambda _plan: Change(updated(first, text=old), "Test"))
    ways = Ways(workspace, show)
    before = workspace.plan
    ways.view.setFocus()
    ways.view.setCurrentIndex(ways.view.model().index(0, 0))
    press(Key.Key_F2)
    press(Key.Key_Return)
    ways.form.findChild(QPlainTextEdit, "text").setFocus()  # type: ignore[union-attr]
    settle()
    ways.beside.setFocus()
    settle()
    assert workspace.plan is before
    workspace.run(edits.measures.set_field, first.id, "text", "neu")
    workspace.undo()
    assert workspace.plan.get(Measure, first.id).text == old


@pytest.mark.parametrize("name", ["measure", "measure_report", "goal", "project", "year_text", "partner", "contact"])
def test_the_fields_of_several_lines_are_those_with_room_for_them(name: str, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    form = load_form(name, page)
    table = str(form.property("record"))
    for widget in form.findChildren(QPlainTextEdit):
        assert field_of(table, widget.objectName()).kind is kinds.TEXT
    for line in form.findChildren(QLineEdit):
        assert field_of(table, line.objectName()).kind is not kinds.TEXT

"""The fields of a form in a narrow place, and back in a wide one."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from nrw_desktop.gui.forms.binder import load_form
from nrw_desktop.gui.forms.field_flow import FieldFlow
from tests.gui.hands import settle


@pytest.mark.parametrize("name", ["measure", "measure_report", "goal"])
def test_fields_flow_and_come_back(qapp: QApplication, name: str) -> None:
    """None is cut or lies over another, all keep their reading order and their label above them."""
    host = QWidget()
    form = load_form(name, host)
    layout = QVBoxLayout(host)
    layout.addWidget(form)
    FieldFlow(form)
    labels = {label.buddy(): label for label in form.findChildren(QLabel) if label.buddy() is not None}
    host.resize(900, 500)
    host.show()
    settle()
    designed = places(form)
    order = [one for one in in_reading_order(designed) if one in labels]
    assert len(order) > 3
    for width in (420, 900, 380):
        host.resize(width, 640)
        settle()
        found = places(form)
        assert {*found} == {*designed}
        for field, label in labels.items():
            assert label.geometry().left() == field.geometry().left()
            assert label.geometry().bottom() < field.geometry().top()
            assert form.rect().contains(field.geometry())
        seen = [rect for widget, rect in found.items() if widget.isVisible()]
        assert not any(one.intersects(other) for one in seen for other in seen if one is not other)
        if width == 900:
            # Qt shares the room of fields over several columns out a little differently the second time.
            assert all(abs(rect.left() - designed[one].left()) < 48 for one, rect in found.items())
            assert in_reading_order(found) == in_reading_order(designed)
        else:
            assert [one for one in in_reading_order(found) if one in labels] == order
            assert all(one.width() > width - 60 for one in form.findChildren(QPlainTextEdit))


def places(form: QWidget) -> dict[QWidget, QRect]:
    """Where the fields and labels of a form are."""
    grid = form.layout()
    assert grid is not None
    widgets = [item.widget() for place in range(grid.count()) if (item := grid.itemAt(place))]
    return {widget: QRect(widget.mapTo(form, QPoint(0, 0)), widget.size()) for widget in widgets if widget}


def in_reading_order(found: dict[QWidget, QRect]) -> list[QWidget]:
    """Line by line, each from the left."""
    return sorted(found, key=lambda widget: (found[widget].top(), found[widget].left()))

"""Texts, borders, scroll bars, chips and the frame of the keyboard can be seen, measured from pixels in each scheme."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QTableWidget,
    QTreeView,
    QWidget,
)

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.choices import STATUS_WORDS
from nrw_desktop.gui.dialogs.abbreviations_dialog import AbbreviationsDialog
from nrw_desktop.gui.dialogs.history_dialog import HistoryDialog
from nrw_desktop.gui.dialogs.matrix_dialog import MatrixDialog
from nrw_desktop.gui.dialogs.new_plan_dialog import NewPlanDialog
from nrw_desktop.gui.dialogs.project_dialog import ProjectDialog
from nrw_desktop.gui.dialogs.reference_dialog import ReferenceDialog
from nrw_desktop.gui.dialogs.results_dialog import ResultsDialog
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.colors import DARK, HIGH, LIGHT, Colors, contrast, forced
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.timeline.timeline_view import TimelineView
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import Key, command, go_to, go_to_page, list_of, measure, press, settle
from tests.gui.looks import changed, ground, least_of, look, name, of_all, strongest

READABLE, VISIBLE = 4.5, 3.0

DESERT = {"Base": "#fffaef", "Text": "#3d3d3d", "Highlight": "#903909", "HighlightedText": "#fff5e3"}
AQUATIC = {"Base": "#202020", "Text": "#ffffff", "Highlight": "#8ee3f0", "HighlightedText": "#263b50"}


def of_system(colors: dict[str, str]) -> QPalette:
    """A palette as a system with high contrast has it."""
    palette = QPalette()
    for role, color in colors.items():
        palette.setColor(QPalette.ColorRole[role], QColor(color))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text, QColor("#a6a6a6"))
    return palette


SCHEMES: dict[str, Callable[[QApplication], object]] = {
    "hell": lambda qapp: theme.apply(qapp, Qt.ColorScheme.Light),
    "dunkel": lambda qapp: theme.apply(qapp, Qt.ColorScheme.Dark),
    "hoher Kontrast": lambda qapp: theme.apply(qapp, Qt.ColorScheme.Dark, strong=True),
    "Windows, Wüste": lambda qapp: _as_windows(qapp, DESERT),
    "Windows, Aquatisch": lambda qapp: _as_windows(qapp, AQUATIC),
}


def _as_windows(qapp: QApplication, colors: dict[str, str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(theme, "_asks_for_contrast", lambda _application: True)
        patch.setattr(theme, "_of_system", lambda _application: of_system(colors))
        theme.apply(qapp, Qt.ColorScheme.Unknown)


@pytest.fixture(params=SCHEMES)
def scheme(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Colors]:
    """One scheme after the other, each put on before the window is made."""
    SCHEMES[request.param](qapp)
    icons.retint()
    yield theme.colors()
    theme.apply(qapp, Qt.ColorScheme.Light)
    icons.retint()


def seen(window: QWidget, kind: type, *without: str) -> list:  # type: ignore[type-arg]
    """The widgets of a kind that a person sees and can use."""
    found = [one for one in window.findChildren(kind) if one.isVisible() and one.isEnabled() and one.width() > 8]
    return [one for one in found if one.objectName() not in without and not one.visibleRegion().isEmpty()]


def pages(window: MainWindow) -> Iterator[str]:
    """Bring one page after the other to the front."""
    for page in ("Übersicht", 2, "Partner"):
        go_to_page(window, page)
        settle()
        yield str(page)


def test_texts_placeholders_and_hints_can_be_read(scheme: Colors, window: MainWindow) -> None:
    for page in pages(window):
        labels = [one for one in seen(window, QLabel) if one.text() and one.pixmap().isNull()]
        fields = [one for one in seen(window, QLineEdit) if one.placeholderText() and not one.text()]
        buttons = [one for one in seen(window, QAbstractButton) if one.text()]
        assert labels
        assert buttons
        assert page == "Übersicht" or fields
        values = of_all([*labels, *buttons], lambda one: strongest(look(one, inside(one))))
        values |= of_all(fields, lambda one: strongest(look(one, one.rect().adjusted(5, 5, -5, -5))))
        assert least_of(values)[1] >= READABLE, (page, least_of(values))


def inside(widget: QWidget) -> QRect:
    """What can be seen of a widget, without its border."""
    edge = 3 if isinstance(widget, QAbstractButton) else 0
    return widget.visibleRegion().boundingRect().adjusted(edge, edge, -edge, -edge)


def test_borders_of_fields_can_be_seen(scheme: Colors, window: MainWindow) -> None:
    QApplication.focusWidget().clearFocus()  # type: ignore[union-attr]
    for page in pages(window):
        fields = [*seen(window, QLineEdit, "title", "period"), *seen(window, QPlainTextEdit), *seen(window, QComboBox)]
        fields += [*seen(window, QTreeView), *seen(window, QPushButton, "quiet")]
        fields = [one for one in fields if not isinstance(one, QTreeView) or one.objectName() == "checks"]
        fields = [one for one in fields if not isinstance(one.parent(), QComboBox) and not one.hasFocus()]
        assert page == "Übersicht" or fields
        values = of_all(fields, border)
        assert least_of(values or {"": VISIBLE})[1] >= VISIBLE, (page, least_of(values))


def border(field: QWidget) -> float:
    """The contrast of a border at the left against what is within and without; the smaller of the two.

    A button that is filled is seen by its ground.
    """
    middle = field.height() // 2
    outside, edge, within = (ground(look(field, QRect(x, middle - 3, 1, 6))) for x in (-3, 0, 4))
    if within != edge and contrast(within, outside) >= VISIBLE:
        return contrast(within, outside)
    return min(contrast(edge, outside), contrast(edge, within)) if edge != within else contrast(edge, outside)


def test_scroll_bars_can_be_seen(scheme: Colors, window: MainWindow) -> None:
    window.resize(1000, 620)
    for page in pages(window):
        bars = [one for one in seen(window, QScrollBar) if one.maximum() > 0]
        assert bars, page
        values = of_all(bars, lambda one: strongest(look(one), least=50))
        assert least_of(values)[1] >= VISIBLE, (page, least_of(values))


STATUS = 1
ROWS = ("plain", "hovered", "chosen", "beside")


@pytest.fixture
def statuses(workspace: Workspace) -> list[str]:
    """The measures of phase 1 have one status each."""
    for place, code in enumerate(STATUS_WORDS):
        workspace.run(edits.measures.set_field, measure(workspace.plan, 1, place).id, "status", code)
    return list(STATUS_WORDS)


def bring(view: QAbstractItemView, row: int, state: str) -> None:
    """Bring a row of a list into a state, by mouse and keyboard."""
    window = view.window()
    QTest.mouseMove(window, QPoint(window.width() // 2, 2))
    go_to(view, row if state in ("chosen", "beside") else (row + 1) % view.model().rowCount(), 0)
    if state == "beside":
        list_of(window, "Ziele").setFocus()
    if state == "hovered":
        QTest.mouseMove(view.viewport(), view.visualRect(view.model().index(row, 0)).center())
    settle()


@pytest.mark.parametrize("state", ROWS)
def test_chips_can_be_seen_in_each_row(scheme: Colors, statuses: list[str], window: MainWindow, state: str) -> None:
    view = list_of(window, "Maßnahmen")
    window.resize(1320, 1100)
    for row, code in enumerate(statuses):
        bring(view, row, state)
        cell = view.visualRect(view.model().index(row, STATUS))
        row_ground = ground(look(view.viewport(), QRect(cell.right() - 8, cell.top() + 3, 6, 12)))
        chip = QRect(cell.left() + 34, cell.top() + 9, 30, 14)
        assert strongest(look(view.viewport(), chip)) >= READABLE, (state, code)
        # From the row into the chip, from above: its edge, or its ground.
        upper = look(view.viewport(), QRect(cell.left() + 40, cell.top() + 1, 6, 8))
        if state != "plain":
            assert strongest(upper, row_ground) >= VISIBLE, (state, code)


@pytest.mark.parametrize("state", ROWS)
@pytest.mark.parametrize("of", ["Maßnahmen", "Ziele", "Kooperationspartner"])
def test_words_can_be_read_in_each_row(scheme: Colors, window: MainWindow, state: str, of: str) -> None:
    if of != "Maßnahmen" and state == "beside":
        pytest.skip("the list beside is another one")
    view = list_of(window, of)
    bring(view, 0, state)
    place = view.visualRect(view.model().index(0, 0)).adjusted(4, 4, -4, -4)
    assert strongest(look(view.viewport(), place)) >= READABLE


@pytest.mark.parametrize("of", ["Maßnahmen", "Ziele"])
def test_the_row_under_the_mouse_is_another(scheme: Colors, window: MainWindow, of: str) -> None:
    view = list_of(window, of)
    bring(view, 0, "plain")
    place = view.visualRect(view.model().index(0, 0)).adjusted(4, 4, -4, -4)
    before = ground(look(view.viewport(), place))
    bring(view, 0, "hovered")
    under = ground(look(view.viewport(), place))
    assert under == scheme.hover != before == scheme.card
    # Gone with the mouse, and quieter than a row that is chosen.
    QTest.mouseMove(window, QPoint(window.width() // 2, 2))
    settle()
    assert ground(look(view.viewport(), place)) == before
    assert contrast(under, before) < contrast(scheme.selection, before)


def test_bars_and_words_of_the_timeline_can_be_seen(
    scheme: Colors, workspace: Workspace, statuses: list[str], show: Callable[[QWidget], QWidget]
) -> None:
    for place in range(len(statuses)):
        workspace.run(edits.measures.set_period, measure(workspace.plan, 1, place).id, "April 2017 bis Juni 2017")
    view = TimelineView(workspace)
    view.resize(1200, 600)
    show(view)
    view.setFocus()
    press(Key.Key_Right)
    for row, lane in enumerate(view.lanes.shown[:7]):
        rect, stretch = view.row_rect(row), view.lanes.lane_stretch(lane)
        assert stretch is not None
        left, right = (round(view.sight.x(at, 0)) for at in (stretch.first, stretch.last))
        told = (row, lane.key)
        # The name, and what stands beside or below the bar.
        assert strongest(look(view.viewport(), QRect(60, rect.top() + 3, 180, rect.height() - 6))) >= READABLE, told
        below = QRect(left + 4, rect.bottom() - 17, 60, 15) if lane.is_head else rect.translated(right + 9, 0)
        below.setWidth(60)
        assert strongest(look(view.viewport(), below.adjusted(0, 3, 0, -3))) >= READABLE, told
        around = ground(look(view.viewport(), QRect(right + 3, rect.top() + 3, 5, 10)))
        assert strongest(look(view.viewport(), QRect(left, rect.top() + 3, right - left, 20)), around, 60) >= VISIBLE, (
            told
        )
    axis = QRect(view.sight.names_width, 2, 200, view.sight.axis_height - 4)
    assert strongest(look(view.viewport(), axis)) >= READABLE


# The keyboard


def places(window: QWidget) -> list[QWidget]:
    """All that Tab leads to in a window."""
    found = [one for one in window.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    own = [one for one in found if one.window() is window and one.isVisible() and one.isEnabled()]
    found = [one for one in own if not one.visibleRegion().isEmpty() and one.focusProxy() is None]
    # Lists last: the form follows the list that is worked in.
    return sorted(found, key=lambda one: isinstance(one, QAbstractItemView))


def unseen(window: QWidget) -> list[str]:
    """Where the keyboard can be without anything that tells so."""
    missing = []
    for place in places(window):
        # Some other place, which shows the list as it is without the keyboard.
        window.setFocus()
        settle()
        before = look(place, around=4)
        place.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        if QApplication.focusWidget() is not place or not place.isVisible():
            continue
        after = look(place, around=4)
        if before.shape == after.shape and changed(before, after) < 16:
            missing.append(f"{type(place).__name__} {place.objectName()} {place.accessibleName()}")
    return missing


def test_the_keyboard_shows_on_every_page(scheme: Colors, window: MainWindow) -> None:
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for page in pages(window):
        assert unseen(window) == [], page


DIALOGS = [
    ProjectDialog,
    MatrixDialog,
    ResultsDialog,
    AbbreviationsDialog,
    HistoryDialog,
    NewPlanDialog,
    ReferenceDialog,
]


@pytest.fixture(params=DIALOGS, ids=lambda kind: kind.__name__)
def dialog(
    scheme: Colors,
    window: MainWindow,
    workspace: Workspace,
    request: pytest.FixtureRequest,
    show: Callable[[QWidget], QWidget],
) -> QWidget:
    """One dialog after the other."""
    kind = request.param
    if kind is NewPlanDialog:
        made: QWidget = NewPlanDialog(workspace.path.parent, lambda *_: None, window)
    elif kind is ReferenceDialog:
        made = ReferenceDialog(workspace, workspace.plan.phases[1].id, window)
    else:
        made = kind(workspace, window)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return show(made)


def test_the_keyboard_shows_in_dialogs(dialog: QWidget) -> None:
    assert places(dialog)
    assert unseen(dialog) == []


def test_texts_of_dialogs_and_rows_in_them_can_be_read(dialog: QWidget) -> None:
    labels = [one for one in seen(dialog, QLabel) if one.text() and one.pixmap().isNull()]
    buttons = [one for one in seen(dialog, QAbstractButton) if one.text()]
    fields = [one for one in seen(dialog, QLineEdit) if one.placeholderText() and not one.text()]
    values = of_all([*labels, *buttons], lambda one: strongest(look(one, inside(one))))
    values |= of_all(fields, lambda one: strongest(look(one, one.rect().adjusted(5, 5, -5, -5))))
    for view in seen(dialog, QAbstractItemView):
        for row in range(min(3, view.model().rowCount())):
            index = view.model().index(row, 0)
            place = view.visualRect(index).intersected(view.viewport().rect()).adjusted(3, 3, -3, -3)
            if place.isValid() and index.data():
                values[f"{type(view).__name__} {view.accessibleName()} {row}"] = strongest(look(view.viewport(), place))
    assert least_of(values)[1] >= READABLE, least_of(values)


def test_rows_and_cells_of_dialogs_show_mouse_and_keyboard(
    scheme: Colors, window: MainWindow, workspace: Workspace, show: Callable[[QWidget], QWidget]
) -> None:
    dialog = show(ReferenceDialog(workspace, workspace.plan.phases[1].id, window))
    (table,) = seen(dialog, QTableWidget)
    row = QRect(4, table.rowViewportPosition(1) + 3, table.columnViewportPosition(2), 6)
    before = ground(look(table.viewport(), row))
    # Off the screen the mouse is over whichever window was there first.
    window.resize(1000, 700)
    dialog.move(1100, 0)
    QTest.mouseMove(dialog, QPoint(5, 5))
    QTest.mouseMove(table.viewport(), QPoint(20, table.rowViewportPosition(1) + 10))
    settle()
    assert ground(look(table.viewport(), row)) == scheme.hover != before
    table.setFocus()
    table.setCurrentCell(2, 0)
    settle()
    place = table.visualRect(table.model().index(3, 0))
    without = look(table.viewport(), place)
    press(Key.Key_Down)
    assert changed(without, look(table.viewport(), place)) > place.width()


def test_no_button_on_a_page_is_brighter_than_what_is_chosen(scheme: Colors, window: MainWindow) -> None:
    for page in pages(window):
        for one in seen(window, QPushButton):
            assert ground(look(one)) != scheme.accent, (page, one.text())


@pytest.mark.parametrize("panel", ["Suchen", "Prüfen"])
def test_the_keyboard_shows_in_panels(scheme: Colors, window: MainWindow, panel: str) -> None:
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    command(window, panel)
    settle()
    assert not unseen(window)


# Colours of the system

COLOR = st.integers(0, 0xFFFFFF).map(name)


@given(st.fixed_dictionaries(dict.fromkeys(("Base", "Text", "Highlight", "HighlightedText"), COLOR)))
def test_whatever_the_system_forces_can_be_read(colors: dict[str, str]) -> None:
    found = forced(of_system(colors))
    for state in ("planned", "running", "done", "postponed", "dropped"):
        assert contrast(getattr(found, state), getattr(found, f"{state}_ground")) >= READABLE
    for ground_ in (found.window, found.card, found.field, found.hover, found.selection_beside):
        assert contrast(found.text, ground_) >= READABLE
        assert contrast(found.muted, ground_) >= READABLE
    for ground_ in (found.window, found.card, found.field):
        for shade in (found.edge, found.accent):
            assert contrast(shade, ground_) >= VISIBLE
        assert contrast(found.danger, ground_) >= READABLE
    for shade in (found.on_selection, found.muted_on_selection):
        assert contrast(shade, found.selection) >= READABLE
    assert contrast(found.ring_on_selection, found.selection) >= VISIBLE
    assert contrast(found.on_accent, found.accent) >= READABLE


def test_the_colours_of_the_system_are_taken_as_they_are() -> None:
    found = forced(of_system(AQUATIC))
    assert (found.card, found.text) == (AQUATIC["Base"], AQUATIC["Text"])
    assert (found.selection, found.on_selection) == (AQUATIC["Highlight"], AQUATIC["HighlightedText"])


@pytest.mark.parametrize("shades", [LIGHT, DARK, HIGH], ids=["hell", "dunkel", "hoher Kontrast"])
def test_borders_and_rings_stand_out_in_each_scheme(shades: Colors) -> None:
    for ground_ in (shades.window, shades.card, shades.field, shades.hover):
        assert contrast(shades.edge, ground_) >= VISIBLE
        assert contrast(shades.accent, ground_) >= VISIBLE
    assert contrast(shades.ring_on_selection, shades.selection) >= VISIBLE
    for shade in (shades.on_selection, shades.muted_on_selection):
        assert contrast(shade, shades.selection) >= READABLE
    for ground_ in (shades.hover, shades.selection_beside):
        assert contrast(shades.muted, ground_) >= READABLE

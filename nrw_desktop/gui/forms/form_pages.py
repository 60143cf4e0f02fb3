"""The form of a measure, a goal, a meeting or the project: calm pages behind tabs, each made when first looked at."""

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Measure, Partner, Record
from nrw_desktop.gui.forms.binder import Binder, load_form
from nrw_desktop.gui.forms.documents_page import DocumentsPage
from nrw_desktop.gui.forms.field_flow import FieldFlow
from nrw_desktop.gui.forms.partner_form import PartnerForm
from nrw_desktop.gui.kit.safe_widgets import PageTabs, tip_text
from nrw_desktop.gui.kit.tab_order import in_order
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.checklist import Checklists
from nrw_desktop.gui.lists.columns import TableSpec
from nrw_desktop.gui.lists.detail_table import COSTS, DECISIONS, DetailTable
from nrw_desktop.gui.lists.link_lists import GOALS_OF_MEASURE, MEASURES_OF_GOAL, PARTNERS_OF_MEASURE
from nrw_desktop.gui.lists.passing import Passing
from nrw_desktop.gui.lists.record_page import RecordPage
from nrw_desktop.gui.session.workspace import Workspace

_TAB_PADDING = 4
"""At the sides of a tab, as in the style sheet."""


class PageSpec(msgspec.Struct, frozen=True):
    """One page: the word on its tab, how it is made, and how many rows it holds for a record."""

    title: str
    make: Callable[[Workspace], RecordPage]
    count: Callable[[Plan, str], int] | None = None
    tables: tuple[str, ...] = ()
    """The tables whose rows stand on it."""
    short: str = ""
    """The word on its tab where there is little room."""


class FieldsPage(RecordPage):
    """The fields of a form of Designer."""

    def __init__(self, workspace: Workspace, form: str, table: str):
        super().__init__()
        fields = load_form(form, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        layout.addWidget(fields)
        FieldFlow(fields)
        self._binder = Binder(fields, table, workspace)

    def show_record(self, key: str | None, *others: str) -> None:
        """Show another record, what several share, or none."""
        self._binder.show(key, *others)

    def lock(self, locked: bool) -> None:
        """Let what is shown only be looked at, or be written again where the plan can be."""
        self._binder.lock(locked)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it shows."""
        return self._binder.fields

    def focus(self, field: str) -> bool:
        """Put the keyboard on a field; False where there is no widget for it."""
        return self._binder.focus(field)


def scrolling(page: QWidget) -> QScrollArea:
    """The page in an area that scrolls it where the window is low; the card shows through."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    page.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area


def _table(workspace: Workspace, spec: TableSpec, name: str) -> RecordPage:
    return DetailTable(workspace, spec, name, stacks=True)


def _documents(workspace: Workspace) -> RecordPage:
    return DocumentsPage(workspace)


def _goals_and_partners(workspace: Workspace) -> RecordPage:
    return Checklists(workspace, GOALS_OF_MEASURE, PARTNERS_OF_MEASURE)


def _measures(workspace: Workspace) -> RecordPage:
    return Checklists(workspace, MEASURES_OF_GOAL)


MEASURE_PAGES = (
    PageSpec("Allgemein", lambda workspace: FieldsPage(workspace, "measure", "measure")),
    PageSpec("Sachbericht", lambda workspace: FieldsPage(workspace, "measure_report", "measure"), short="Bericht"),
    PageSpec(
        "Kosten",
        lambda workspace: _table(workspace, COSTS, "Kosten"),
        lambda plan, key: len(plan.costs(key)),
        ("cost",),
    ),
    PageSpec(
        "Beschlüsse",
        lambda workspace: _table(workspace, DECISIONS, "Beschlüsse"),
        lambda plan, key: len(plan.decisions(key)),
        ("decision",),
    ),
    PageSpec("Dokumente", _documents, lambda plan, key: len(plan.documents(key)), ("document",)),
    PageSpec(
        "Ziele und Partner",
        _goals_and_partners,
        lambda plan, key: len(plan.goals_of(key)) + len(plan.partners_of(key)),
        ("measure_goal", "measure_partner"),
        "Bezüge",
    ),
)
GOAL_PAGES = (
    PageSpec("Ziel", lambda workspace: FieldsPage(workspace, "goal", "goal")),
    PageSpec("Maßnahmen", _measures, lambda plan, key: len(plan.measures_for(key))),
)


class FormPages(QWidget):
    """The pages of one record; choosing another record keeps the page that is in front."""

    def __init__(self, workspace: Workspace, specs: tuple[PageSpec, ...], name: str):
        super().__init__()
        self._workspace, self._specs = workspace, specs
        self._key: str | None = None
        self._others: tuple[str, ...] = ()
        self._pages: dict[int, RecordPage] = {}
        self._areas: dict[int, QScrollArea] = {}
        self.bar = PageTabs(name)
        for spec in specs:
            self.bar.addTab(spec.title)
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        tabs = QHBoxLayout()
        # The words of the first tab line up with what is below.
        tabs.setContentsMargins(2 * GRID - _TAB_PADDING, 0, 0, 0)
        tabs.addWidget(self.bar)
        layout.addLayout(tabs)
        layout.addWidget(self._stack, 1)
        self.bar.currentChanged.connect(self._show_page)
        workspace.changed.connect(self._follow)
        self._count(workspace.plan)
        self._show_page(0)

    def show_record(self, key: str | None, *others: str) -> None:
        """Show another record on all pages, or none; of several, the fields that they share."""
        if (key, others) == (self._key, self._others):
            # Each page follows the plan by itself.
            return
        self._key, self._others = key, others
        for place, spec in enumerate(self._specs):
            self.bar.setTabEnabled(place, not others or not spec.count)
        if others and self._specs[self.bar.currentIndex()].count:
            self.bar.setCurrentIndex(0)
        for page in self._pages.values():
            self._show_on(page)
        self._count(self._workspace.plan)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._count(self._workspace.plan)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._count(self._workspace.plan)

    def focus(self, field: str) -> bool:
        """Bring the page of a field to the front and put the keyboard there; False where no page has it."""
        for place, spec in enumerate(self._specs):
            if not spec.count:
                self._make_page(place)
                page = self._pages[place]
                if isinstance(page, FieldsPage) and field in page.fields:
                    self.bar.setCurrentIndex(place)
                    return page.focus(field)
        return False

    def turn(self, step: int) -> None:
        """Bring the page so many further to the front; behind the last comes the first."""
        self.bar.setCurrentIndex((self.bar.currentIndex() + step) % self.bar.count())

    def _show_on(self, page: RecordPage) -> None:
        """The fields of several records are shown together, their lists are not."""
        if isinstance(page, FieldsPage):
            page.show_record(self._key, *self._others)
        else:
            page.show_record(None if self._others else self._key)

    def bring(self, table: str) -> QWidget | None:
        """Bring the page to the front that holds the rows of a table; gives that page."""
        for place, spec in enumerate(self._specs):
            if table in spec.tables:
                self.bar.setCurrentIndex(place)
                return self._pages[place]
        return None

    def _make_page(self, place: int) -> None:
        if place not in self._pages:
            page = self._pages[place] = self._specs[place].make(self._workspace)
            self._areas[place] = scrolling(page)
            self._stack.addWidget(self._areas[place])
            in_order(self.bar, page)
            self._show_on(page)

    def _show_page(self, place: int) -> None:
        self._make_page(place)
        self._stack.setCurrentWidget(self._areas[place])
        # Qt gives the keyboard that was on the page before to the first list there: nobody has chosen that one.
        now = QApplication.focusWidget()
        if isinstance(now, Passing) and self._areas[place].isAncestorOf(now):
            now.come_by()

    def _follow(self, plan: Plan, _change: Change | None) -> None:
        self._count(plan)

    def _count(self, plan: Plan) -> None:
        """Word the tabs, with how many rows each page holds."""
        rows = [
            spec.count(plan, self._key) if spec.count and self._key and not self._others else 0 for spec in self._specs
        ]
        counted = [f" ({count})" if count else "" for count in rows]
        titles = [spec.title + told for spec, told in zip(self._specs, counted, strict=True)]
        short = [spec.short or spec.title for spec in self._specs]
        choices = titles, [word + told for word, told in zip(short, counted, strict=True)]
        shown = next((words for words in choices if self._fits(words)), short)
        for place, (title, words) in enumerate(zip(titles, shown, strict=True)):
            if self.bar.tabText(place) != words:
                self.bar.setTabText(place, words)
            if self.bar.accessibleTabName(place) != title:
                self.bar.setTabToolTip(place, tip_text(title))
                self.bar.setAccessibleTabName(place, title)

    def _fits(self, words: Sequence[str]) -> bool:
        """Whether there is room for these words on the tabs."""
        metrics = self.bar.fontMetrics()
        around = self.bar.sizeHint().width() - sum(
            metrics.horizontalAdvance(self.bar.tabText(place)) for place in range(self.bar.count())
        )
        return around + sum(map(metrics.horizontalAdvance, words)) <= self.width() - (2 * GRID - _TAB_PADDING)


class Details(QStackedWidget):
    """The form of whatever was chosen last in a phase: a measure, a goal or a partner."""

    def __init__(self, workspace: Workspace):
        super().__init__()
        self._workspace = workspace
        self._measure = FormPages(workspace, MEASURE_PAGES, "Seiten der Maßnahme")
        self._goal: FormPages | None = None
        self._partner: PartnerForm | None = None
        self._shown: FormPages | PartnerForm = self._measure
        self.addWidget(self._measure)

    def bring(self, table: str) -> None:
        """Bring the page of the measure to the front that holds the rows of a table."""
        self._measure.bring(table)

    def show_records(self, records: Sequence[Record]) -> None:
        """Show the form of a measure, goal or partner, what several measures share, or an empty one.

        All are of one kind.
        """
        first = next(iter(records), None)
        if isinstance(first, Goal) and self._goal is None:
            self._goal = FormPages(self._workspace, GOAL_PAGES, "Seiten des Ziels")
            self._add(self._goal)
        if isinstance(first, Partner) and self._partner is None:
            self._partner = PartnerForm(self._workspace)
            self._add(self._partner)
        keys = [record.id for record in records]
        self._measure.show_record(*(keys if isinstance(first, Measure) else [None]))
        if self._goal is not None:
            self._goal.show_record(*(keys if isinstance(first, Goal) else [None]))
        if self._partner is not None:
            self._partner.show_partner(first.id if isinstance(first, Partner) else None)
        form = self._goal if isinstance(first, Goal) else self._partner if isinstance(first, Partner) else None
        self._shown = form or self._measure
        self.setCurrentWidget(self._shown)

    def focus(self, field: str) -> bool:
        """Put the keyboard on a field of the record that is shown; False where its form has no such field."""
        return self._shown.focus(field)

    def _add(self, form: QWidget) -> None:
        before = self.widget(self.count() - 1)
        assert before is not None
        self.addWidget(form)
        in_order(before, form)

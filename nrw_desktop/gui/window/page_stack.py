"""The pages of the window and the line of their tabs: overview, phases, partners, meetings; made when first shown."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPoint, QSettings, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QToolButton

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import TABLES, Partner, Record
from nrw_desktop.gui.kit import icons, lifetimes, theme
from nrw_desktop.gui.kit.callout import hand_back, show_refusal
from nrw_desktop.gui.kit.idle import after_first_paint
from nrw_desktop.gui.kit.safe_widgets import Faces, known_viewport, literal, tip_text
from nrw_desktop.gui.lists import row_drag
from nrw_desktop.gui.session import late_edits as edits
from nrw_desktop.gui.session import record_location
from nrw_desktop.gui.session.page import Editor, Page
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window import page_table
from nrw_desktop.gui.window.overdue_count import OverdueCount
from nrw_desktop.gui.window.tab_strip import TabStrip

OVERVIEW, PARTNERS, MEETINGS = "overview", "partners", "meetings"
BESIDE = {OVERVIEW: "Übersicht", PARTNERS: "Partner", MEETINGS: "Sitzungen"}
"""What the pages are called that are of no phase."""
PAGE = "page"
"""The group of settings that hold the page last in front, one for each plan."""
START_PAGE = "start_page"
START_PAGES = {"": "Die Seite vom letzten Mal", "stand": "Übersicht: Stand", "table": "Übersicht: Tabelle (Anlage 1)"}
"""What a plan can show first, by what the setting holds: nothing, or a face of the overview."""

_GONE = "Die Phase gibt es nicht mehr."
_MOVES: dict[str, Callable[..., Change]] = {
    "measure": lambda plan, keys, phase: edits.measures.move(plan, keys, phase),
    "goal": lambda plan, keys, phase: edits.many.move_goals(plan, keys, phase),
    "mention": lambda plan, keys, phase: edits.mentions.move(plan, keys, phase),
}
"""What moves rows of a table to the end of another phase."""


class PageStack(QObject):
    """Keeps tabs and pages the same as the plan's phases."""

    changed = Signal()
    print_wanted = Signal(object)
    context_menu_wanted = Signal(object)
    phase_menu_wanted = Signal(object)
    all_wanted = Signal()
    record_wanted = Signal(object)
    gaps_wanted = Signal(object)
    command_wanted = Signal(str)
    paper_wanted = Signal(str, str)

    def __init__(self, workspace: Workspace, settings: QSettings, parent: QObject | None = None):
        super().__init__(parent)
        self._workspace, self._settings = workspace, settings
        self.bar = TabStrip(self._takes)
        self.bar.may_leave = workspace.take_in
        self.bar.dropped.connect(self._drop)
        self.bar.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.bar.customContextMenuRequested.connect(self._want_phase_menu)
        self.line = self._lay_out_line()
        self.stack = Faces()
        # On a small screen, beside a panel or with large text, a page may need more room than there is.
        self.area = theme.named(QScrollArea(), "pages")
        known_viewport(self.area)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.stack)
        self._keys: list[str] = []
        self._titles: dict[str, str] = {}
        self._overdue: Mapping[str, int] = {}
        self._late_tasks = 0
        self._pages: dict[str, Page] = {}
        self._arrange(workspace.plan)
        face = self._first_face()
        last = OVERVIEW if face else str(settings.value(page_key(workspace.path), "") or "")
        self.bar.currentChanged.connect(self._show_current)
        self.show(last if last in self._keys else OVERVIEW)
        self._show_current(self.bar.currentIndex())
        workspace.changed.connect(self._follow)
        after_first_paint(self.bar, self._count_overdue)

    def _lay_out_line(self) -> QFrame:
        """The tabs, and at their end the button that lists all pages."""
        button = QToolButton()
        icons.assign(button, "chevron-down", "muted")
        button.setAccessibleName("Alle Phasen")
        button.setToolTip("Alle Phasen (Strg+T)")
        # Ctrl+T does the same.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self.all_wanted)
        line = theme.named(QFrame(), "tab_line")
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.setSpacing(4)
        layout.addWidget(self.bar, 1)
        layout.addWidget(button)
        return line

    def current(self) -> str:
        """The key of the page in front: a phase's id, or one of the names of `BESIDE`."""
        return self._keys[self.bar.currentIndex()]

    def current_phase(self) -> str | None:
        """The phase of the page in front; None where it is of no phase."""
        return self.current() if self.current() not in BESIDE else None

    def commands(self) -> dict[str, Callable[[], None]]:
        """What can be done on the page in front."""
        return self._pages[self.current()].commands

    def chosen_measures(self) -> list[str]:
        """The measures that are chosen on the page in front; none where it has no table of them."""
        return self._pages[self.current()].chosen_measures()

    def show(self, key: str) -> None:
        """Bring a page to the front."""
        if key in self._keys:
            self.bar.setCurrentIndex(self._keys.index(key))

    def step(self, step: int) -> None:
        """Go to the next or the previous page, around the ends."""
        self.bar.setCurrentIndex((self.bar.currentIndex() + step) % len(self._keys))
        self.focus_first()

    def focus_first(self) -> None:
        """Put the keyboard on the page in front; it must stand in its window by then."""
        self._pages[self.current()].focus_first()

    def shows(self, table: str) -> bool:
        """Whether the page in front has rows of a table that have a page of their own elsewhere."""
        return self._pages[self.current()].shows(TABLES[table])

    def reveal_here(self, record: Record) -> None:
        """Bring a record in sight on the page in front."""
        self._pages[self.current()].reveal(record)

    def reveal(self, phase: str | None, record: Record) -> None:
        """Bring a record's page to the front, and the record in sight."""
        if phase is None:
            record = record_location.owner(self._workspace.plan, record)
        self.show(phase if phase in self._keys else _beside(self._workspace.plan, record))
        self._pages[self.current()].reveal(record)

    def focus_field(self, phase: str | None, record: Record, field: str) -> None:
        """Bring a record in sight and put the keyboard on one of its fields."""
        self.reveal(phase, record)
        self._pages[self.current()].focus_field(record, field)

    def fill_move_menu(self, menu: QMenu) -> None:
        """The places that the chosen row can go to."""
        self._pages[self.current()].fill_move_menu(menu)

    def save_state(self) -> None:
        """Remember the page in front and the widths on all pages."""
        self._settings.setValue(page_key(self._workspace.path), self.current())
        for key, page in self._pages.items():
            for name, value in page.state().items():
                self._settings.setValue(f"{_kind(key)}/{name}", value)

    def _takes(self, place: int, data: QMimeData) -> bool:
        key = self._keys[place]
        dragged = row_drag.read(data)
        writable = not self._workspace.read_only and key not in BESIDE
        return writable and dragged is not None and dragged.table in _MOVES

    def _drop(self, place: int, data: QMimeData) -> None:
        """Move the rows that were dropped on a phase's tab to the end of that phase."""
        dragged = row_drag.read(data)
        if dragged is not None:
            try:
                self._workspace.run(_MOVES[dragged.table], dragged.keys, self._keys[place])
            except PlanError as error:
                show_refusal(str(error), self.bar)

    def _want_phase_menu(self, at: QPoint) -> None:
        """The menu of a phase is about the one in front, so its tab comes there first."""
        place = self.bar.tabAt(at)
        if place >= 0 and self._keys[place] not in BESIDE and self.bar.may_leave():
            self.bar.setCurrentIndex(place)
            self.phase_menu_wanted.emit(self.bar.mapToGlobal(at))

    def _follow(self, plan: Plan, change: Change | None) -> None:
        if change is None or any(row.table == "phase" for row in change.rows):
            self._arrange(plan)

    def _arrange(self, plan: Plan) -> None:
        """Bring the tabs to the plan's phases; the page in front stays, or its neighbour comes."""
        titles = {OVERVIEW: BESIDE[OVERVIEW]}
        titles |= {phase.id: TabStrip.text_of(number, caption(phase)) for number, phase in enumerate(plan.phases, 1)}
        titles |= {key: BESIDE[key] for key in (PARTNERS, MEETINGS)}
        self._titles = titles
        keys = list(titles)
        gone = [key for key in self._keys if key not in titles]
        for key in gone:
            self._hand_over(self._pages.get(key))
        for key in gone:
            place = self._keys.index(key)
            if place == self.bar.currentIndex():
                # One that stays: going back in the history can take several phases away at once.
                left = next((at for at in range(place - 1, 0, -1) if self._keys[at] in titles), None)
                right = next(at for at in range(place + 1, len(self._keys)) if self._keys[at] in titles)
                self.bar.setCurrentIndex(right if left is None else left)
            self._keys.pop(place)
            self.bar.removeTab(place)
            page = self._pages.pop(key, None)
            if page is not None:
                self.stack.removeWidget(page)
                # It may be deleted only much later, once a dialog or menu that is open has gone.
                lifetimes.leave(page, self._workspace)
                page.deleteLater()
        for place, key in enumerate(keys):
            text = literal(titles[key])
            if key not in self._keys:
                self._keys.insert(place, key)
                self.bar.insertTab(place, text)
            elif self._keys[place] != key:
                source = self._keys.index(key)
                self._keys.insert(place, self._keys.pop(source))
                self.bar.moveTab(source, place)
            if self.bar.tabText(place) != text:
                self.bar.setTabText(place, text)
        self._tell_overdue()

    def _count_overdue(self) -> None:
        count = OverdueCount(self._workspace, self)
        count.counted.connect(self._mark_overdue)
        count.begin()

    def _mark_overdue(self, overdue: Mapping[str, int], tasks: int) -> None:
        self._overdue, self._late_tasks = overdue, tasks
        self._tell_overdue()

    def _tell_overdue(self) -> None:
        """Mark the tabs of phases with something overdue, and that of the meetings; say so in words."""
        for place, key in enumerate(self._keys):
            title, count = self._titles[key], self._late_tasks if key == MEETINGS else self._overdue.get(key, 0)
            one, more = ("Aufgabe", "Aufgaben") if key == MEETINGS else ("Maßnahme", "Maßnahmen")
            told = f"1 {one} überfällig" if count == 1 else f"{count} {more} überfällig"
            self.bar.setTabData(place, count)
            self.bar.setTabToolTip(place, tip_text(f"{title}\n{told}" if count else title))
            self.bar.setAccessibleTabName(place, f"{title}, {told}" if count else title)
            if (page := self._pages.get(key)) is not None:
                page.setAccessibleName(title)
        self.bar.update()

    def _hand_over(self, page: Page | None) -> None:
        """What is being typed on a page that goes has no place in the plan any more: it goes to the clipboard."""
        typed = []
        for editor in page.findChildren(QObject) if page is not None else ():
            if isinstance(editor, Editor):
                typed += editor.give_up()
        hand_back(typed, _GONE, self.bar)

    def _show_current(self, place: int) -> None:
        if not 0 <= place < len(self._keys):
            return
        key = self._keys[place]
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = self._make(key)
            page.restore(self._remembered(key))
            page.opened.connect(self.open)
            page.print_wanted.connect(self.print_wanted)
            page.context_menu_wanted.connect(self.context_menu_wanted)
            page.area_changed.connect(self.changed)
            page.record_wanted.connect(self.record_wanted)
            page.gaps_wanted.connect(self.gaps_wanted)
            page.command_wanted.connect(self.command_wanted)
            page.paper_wanted.connect(self.paper_wanted)
            page.setAccessibleName(self._titles[key])
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        # Qt has given the keyboard on to whatever comes next there, and scrolled to it.
        for bar in (self.area.horizontalScrollBar(), self.area.verticalScrollBar()):
            bar.setValue(0)
        self.changed.emit()

    def _remembered(self, key: str) -> dict[str, str]:
        """What a page was like the last time; the overview as it is wanted first."""
        kept = {name: f"{_kind(key)}/{name}" for name in _REMEMBERED if self._settings.contains(f"{_kind(key)}/{name}")}
        found = {name: str(self._settings.value(place, "")) for name, place in kept.items()}
        return found | ({"face": self._first_face()} if key == OVERVIEW and self._first_face() else {})

    def _first_face(self) -> str:
        wanted = str(self._settings.value(START_PAGE, "") or "")
        return wanted if wanted in START_PAGES else ""

    def open(self, key: str) -> None:
        """Bring a page to the front for someone who goes on there: Qt would choose the first field there is."""
        self.show(key)
        self.focus_first()

    def _make(self, key: str) -> Page:
        if key == OVERVIEW:
            return page_table.overview(self._workspace)
        if key == PARTNERS:
            return page_table.register(self._workspace)
        if key == MEETINGS:
            return page_table.meetings(self._workspace)
        return page_table.phase(self._workspace, key, patient=not self.stack.isVisible())


_REMEMBERED = ("columns", "splitters", "form", "face", "timeline")


def page_key(plan: Path) -> str:
    """The setting that holds the page last in front of a plan."""
    return f"{PAGE}/{plan}"


def _kind(key: str) -> str:
    """All phases share their widths."""
    return key if key in BESIDE else "phase"


def _beside(plan: Plan, record: Record) -> str:
    """The page on which a record is seen that is of no phase."""
    if record_location.is_of_meetings(plan, record):
        return MEETINGS
    return PARTNERS if isinstance(record, Partner) else OVERVIEW

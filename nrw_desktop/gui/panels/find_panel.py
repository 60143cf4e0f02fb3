"""Finding words in the whole plan: hits phase by phase as one types, and the way to each of them."""

import time
from collections.abc import Iterator
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nrw_desktop.domain.model.change import Change, table_of
from nrw_desktop.domain.model.labels_de import TABLE_WORDS, caption, field_word
from nrw_desktop.domain.model.meeting_records import AgendaItem, Body, Meeting, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Partner, Project, YearText
from nrw_desktop.domain.queries import partners, search_index
from nrw_desktop.domain.queries.changes_since import MEETINGS
from nrw_desktop.domain.queries.search_index import Hit, SearchIndex
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.accessible import announce
from nrw_desktop.gui.kit.idle import AFTER_A_CHANGE
from nrw_desktop.gui.kit.safe_widgets import Label, LineEdit
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.grouped_list import KEYS, GroupedList
from nrw_desktop.gui.lists.grouped_rows import Entry, Heading, Line, Row
from nrw_desktop.gui.panels.side_panel import SidePanel, existing
from nrw_desktop.gui.session.plan_window import PlanWindow

LIMIT = 300
"""Hits that are listed; nobody reads more."""

_AT_ONCE, _IN_BETWEEN = 0.03, 0.01
"""Seconds of work before a keystroke is shown, and in each piece of the rest."""
_BEFORE, _LENGTH = 40, 150
"""Letters of a long text that are shown before the first place, and at all."""
_HINT = (
    "Wörter oder Wortteile eingeben. Mehrere müssen alle vorkommen. Groß und klein, ä und ae, ß und ss gelten gleich."
)
_NOTHING = "Nichts gefunden. Andere Wörter oder nur einen Wortteil versuchen."


class SearchField(LineEdit):
    """The line to type into; arrows move in the list below it, Enter goes to the hit."""

    def __init__(self, hits: GroupedList, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("search_field")
        self.setPlaceholderText("Im ganzen Plan suchen")
        self.setAccessibleName("Im ganzen Plan suchen")
        icons.put_before(self, "search", "Suche")
        self.setClearButtonEnabled(True)
        self._hits = hits

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in KEYS:
            self._hits.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


class FindPanel(SidePanel):
    """Searches while one types and follows the plan; the list stays until it is closed."""

    def __init__(self, window: PlanWindow):
        self._list = GroupedList("Treffer")
        self.field = SearchField(self._list)
        self._foot = theme.named(Label(_HINT), "muted")
        self._foot.setWordWrap(True)
        self._foot.setContentsMargins(GRID, 0, GRID, GRID // 2)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(GRID, 0, GRID, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.field)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._foot)
        super().__init__(window, "Suchen", "find_panel", body)
        self.workspace = window.workspace
        self._index = SearchIndex(self.workspace.plan)
        self._hits: list[Hit] = []
        self._rest: Iterator[list[Hit]] | None = None
        self._visited: str | None = None
        self._told = "", ""
        self._going_on = QTimer(self, interval=0)
        self._going_on.timeout.connect(self._go_on)
        self._later = QTimer(self, singleShot=True, interval=AFTER_A_CHANGE)
        self._later.timeout.connect(self._catch_up)
        self.field.textChanged.connect(lambda _words: self.search())
        self._list.chosen.connect(self._go)
        self.workspace.changed.connect(self._follow)
        self._show()

    def come(self) -> None:
        """Come up, ready to be typed into."""
        opened = not self.isVisible()
        self.open()
        self.field.setFocus()
        self.field.selectAll()
        if opened:
            self._catch_up()
            self._going_on.start()

    def go_to_next(self, step: int) -> None:
        """Go to the next or the previous hit; to the first one where none was visited."""
        if not self.isVisible() or self._later.isActive():
            self._catch_up()
        if self._list.current_key() is None:
            self.come()
            return
        self.open()
        if self._list.current_key() == self._visited:
            self._list.step(step)
        self._list.choose()

    def search(self) -> None:
        """List the first hits; where that takes long, the rest comes while the window goes on."""
        self._visited = None
        self._later.stop()
        self._begin()
        self._work(_AT_ONCE)
        self._show()
        self._going_on.start()

    def _begin(self) -> None:
        self._index.follow(self.workspace.plan)
        self._hits, self._rest = [], self._index.hits(self.field.text())

    def _work(self, seconds: float) -> None:
        """Search on for so long."""
        until = time.perf_counter() + seconds
        while self._rest is not None and time.perf_counter() < until:
            some = next(self._rest, None)
            self._hits += some or ()
            if some is None or len(self._hits) > LIMIT:
                self._rest = None

    def _go_on(self) -> None:
        """Finish the search; then make ready what the next one needs."""
        if self._rest is None:
            if not self.isVisible() or self._index.warm(_IN_BETWEEN):
                self._going_on.stop()
            return
        known = len(self._hits)
        self._work(_IN_BETWEEN)
        if self._rest is None or len(self._hits) > known:
            self._show(self._list.current_key())

    def _follow(self, _plan: Plan, _change: Change | None) -> None:
        if self.isVisible():
            self._later.start()

    def _catch_up(self) -> None:
        """Search the newest plan; who stands at a hit stays there."""
        self._later.stop()
        kept = self._list.current_key()
        self._begin()
        self._work(_AT_ONCE)
        self._show(kept)
        self._going_on.start()

    def _show(self, keep: object = None) -> None:
        hits, words = self._hits[:LIMIT], self.field.text()
        rows: list[Row] = []
        for _key, group in groupby(hits, lambda hit: (hit.phase, self._heading(hit))):
            together = list(group)
            rows.append(Heading(self._heading(together[0]), len(together)))
            rows += [Entry(hit.record.id, partial(self._line, hit, words)) for hit in together]
        self._list.show_rows(rows, keep)
        self._list.setVisible(bool(rows))
        self.card.set_count(len(hits))
        self._foot.setText(self._summary(len(self._hits)))
        self._tell(len(self._hits))
        self._foot.setAlignment(Qt.AlignmentFlag.AlignTop if not rows else Qt.AlignmentFlag.AlignVCenter)

    def _tell(self, count: int) -> None:
        """Have said how many hits there are, once that is known, and differs."""
        if self._rest is not None or not self.isVisible():
            return
        words = self.field.text().strip()
        told = f"Mehr als {LIMIT} Treffer" if count > LIMIT else f"{count} Treffer" if count else _NOTHING
        if words and (words, told) != self._told:
            announce(self.field, told)
        self._told = words, told

    def _summary(self, count: int) -> str:
        if not self.field.text().strip():
            return _HINT
        if self._rest is not None:
            return "Suche läuft …"
        if count > LIMIT:
            return f"Mehr als {LIMIT} Treffer. Weitere Wörter grenzen sie ein."
        return "Eingabe geht zum Treffer, F3 zum nächsten." if count else _NOTHING

    def _heading(self, hit: Hit) -> str:
        if hit.phase is not None:
            return f"{self._index.plan.number(hit.phase.id)}  {hit.phase.title}"
        if isinstance(hit.record, Body | Meeting | AgendaItem | Task):
            return MEETINGS
        return "Kooperationspartner" if isinstance(hit.record, Partner) else "Projekt"

    def _line(self, hit: Hit, words: str) -> Line:
        """The text that was found, and below it what it belongs to."""
        plan, record = self._index.plan, hit.record
        found = search_index.found(plan, record, words)
        if found is None:
            return Line(caption(record))
        facts = [field_word(found.table, found.field)]
        if isinstance(record, Partner):
            phases = partners.phases_text(plan, record)
            facts.append(f"in Phase {phases}" if phases else "in keiner Phase genannt")
        elif hit.phase is not None and (what := TABLE_WORDS[table_of(record)]) not in facts:
            # Of what belongs to no phase, the heading says what it is.
            facts.insert(0, what)
        # A year that the text happens to name does not say yet whose text it is.
        named = not isinstance(record, YearText) and caption(record).removesuffix(" …") in found.text
        if not isinstance(record, Project) and not named:
            facts.append(caption(record))
        return _excerpt(found, "  ·  ".join(facts))

    def _go(self, key: str) -> None:
        """Show the place of a hit."""
        record = next((hit.record for hit in self._hits if hit.record.id == key), None)
        record = self.workspace.plan.record(table_of(record), key) if record else None
        if record is None:
            self._catch_up()
            return
        self._visited = key
        found = search_index.found(self.workspace.plan, record, self.field.text())
        # Why something was set aside stands beside the pages, under „Prüfen“.
        self.lead_to(record, found.field if found and found.table == table_of(record) else "")


def _excerpt(found: search_index.Found, foot: str) -> Line:
    """So much of a long text that the first place is in it."""
    first = found.places[0][0] if found.places else 0
    start = 0
    if len(found.text) > _LENGTH and first > _BEFORE:
        start = found.text.rfind(" ", 0, first - _BEFORE // 2) + 1
        start = max(start, first - _BEFORE)
    end = start + _LENGTH
    end = len(found.text) if len(found.text) <= end else max(found.text.rfind(" ", start, end + 1), end - _BEFORE)
    before, after = "… " if start else "", " …" if end < len(found.text) else ""
    moved = len(before) - start
    places = tuple((low + moved, min(high, end) + moved) for low, high in found.places if start <= low < end)
    return Line(f"{before}{found.text[start:end].rstrip()}{after}", places, foot)


def show(window: PlanWindow) -> None:
    """Open the panel of a window, or go back to it."""
    _panel(window).come()


def show_next(window: PlanWindow) -> None:
    """Go to the next hit."""
    _panel(window).go_to_next(1)


def show_previous(window: PlanWindow) -> None:
    """Go to the previous hit."""
    _panel(window).go_to_next(-1)


def _panel(window: PlanWindow) -> FindPanel:
    return existing(window, FindPanel) or FindPanel(window)

"""What the plan still lacks, a line and a number for each rule; it follows the work and leads to each place.

What she knows and does not want to read each time can be set aside here, a case or a whole rule, and be taken back.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import table_of
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.records import SetAside, set_aside_id
from nrw_desktop.domain.queries import checks
from nrw_desktop.domain.queries.checks import Gap, Group
from nrw_desktop.domain.text.values import running_date
from nrw_desktop.gui.kit import error_boxes, list_menu, theme
from nrw_desktop.gui.kit.list_menu import MenuEntry
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.grouped_list import GroupedList
from nrw_desktop.gui.lists.grouped_rows import Entry, Heading, Line, Row
from nrw_desktop.gui.panels.reason_line import ReasonLine
from nrw_desktop.gui.panels.side_panel import SidePanel, existing
from nrw_desktop.gui.session import gap_search
from nrw_desktop.gui.session.plan_window import PlanWindow

LISTED = 100
"""Gaps of one kind that are listed; the heading counts all."""

_SETTING = "gaps/open"
_ASIDE = "set_aside"
"""The key of the heading of what is set aside, as that of a rule's is its code."""
_WELL, _EMPTY = "Alles vollständig.", "Noch nichts zu prüfen: Legen Sie zuerst eine Phase an (Strg+Umschalt+N)."
_HINT = "Entf legt beiseite."
_PLACES = {kind: place for place, kind in enumerate(checks.TITLES)}


class ChecksPanel(SidePanel):
    """Looks for gaps only while it is seen, and only when nothing has been edited for a moment."""

    def __init__(self, window: PlanWindow):
        self._list = GroupedList("Was noch fehlt oder nicht stimmt")
        self._reason = ReasonLine()
        self._foot = theme.named(Label(), "muted")
        self._foot.setWordWrap(True)
        self._foot.setContentsMargins(GRID, 0, GRID, GRID // 2)
        self._well = theme.named(Label(), "well")
        self._well.setWordWrap(True)
        # Where there is no list, the keyboard is here, and a screen reader says it.
        self._well.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._well.setContentsMargins(GRID, GRID, GRID, 0)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(GRID, 0, GRID, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._well)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._reason)
        layout.addWidget(self._foot)
        layout.addStretch(0)
        super().__init__(window, "Prüfen", "gaps_panel", body)
        self.workspace, self._settings = window.workspace, window.settings
        self._open = set(filter(None, str(self._settings.value(_SETTING, "") or "").split(",")))
        self._gaps: dict[str, Gap] = {}
        self._wanted: Hashable = None
        self._search = gap_search.of(window.workspace)
        self._search.watch(self)
        self._search.found.connect(self._found)
        self._list.chosen.connect(self._go)
        self._list.folded.connect(self._fold)
        list_menu.offer(self._list, self._menu)
        self._reason.left.connect(self._list.setFocus)
        self.workspace.holding.connect(self._hold)
        window.closing.connect(self._take_last)
        self._reason.typing.connect(self._note_typing)

    def show_kind(self, kind: str) -> None:
        """Come up with the gaps of one kind unfolded, and the keyboard there."""
        self._wanted = kind
        if not self.isVisible():
            self.open()
        self._fold(kind, True)
        self.take_keyboard()

    def take_keyboard(self) -> None:
        """Put the keyboard in the list, or on what stands in its place."""
        (self._list if self._list.isVisible() else self._well).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list.show_rows(())
        self._search.look(at_once=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._search.rest()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete does what the menu offers first of what changes something."""
        if event.key() == Qt.Key.Key_Delete and self._list.hasFocus():
            done = next((entry for entry in self._edits() if entry.enabled), None)
            if done is not None:
                done.run()
            return
        super().keyPressEvent(event)

    def _note_typing(self) -> None:
        self.workspace.note_typing(self, bool(self._reason.held()))

    def _take_last(self) -> None:
        """Take the reason that the window closes over, as if by Enter: that can be undone later."""
        if self._reason.held():
            self._reason.take()

    def _hold(self, held: list[str]) -> None:
        """Tell which reason is being typed, for whoever asks what is not in the plan."""
        if reason := self._reason.held():
            held.append(reason)

    def _found(self) -> None:
        if not self.isVisible():
            return
        self._gaps = {_key(gap): gap for gap in self._search.gaps}
        keep, self._wanted = self._wanted or self._list.current_key(), None
        self._show(keep)

    def _show(self, keep: Hashable) -> None:
        groups = [group for group in checks.grouped(self._gaps.values()) if group.gaps]
        rows = [row for group in groups for row in self._of_rule(group)]
        rows += self._of_set_asides()
        self._list.show_rows(rows, keep)
        self._list.setVisible(bool(rows))
        self.card.set_count(sum(len(group.gaps) for group in groups))
        self._well.setVisible(not groups)
        self._well.setText(_WELL if self.workspace.plan.phases else _EMPTY)
        cut = any(len(group.gaps) > LISTED and group.kind in self._open for group in groups)
        more = [f"Von jeder Art stehen die ersten {LISTED} hier."] if cut else []
        more += [_HINT] if groups and not self.workspace.read_only else []
        self._foot.setText(" ".join([f"Stand: {running_date(self._search.day.isoformat())}.", *more]))

    def _of_rule(self, group: Group) -> Iterator[Row]:
        is_open, note = group.kind in self._open, f"{len(group.aside)} beiseitegelegt" if group.aside else ""
        yield Heading(group.title, len(group.gaps), note, group.kind, is_open)
        for gap in group.gaps[:LISTED] if is_open else ():
            yield Entry((group.kind, _key(gap)), lambda text=gap.text: Line(text))  # type: ignore[misc]

    def _of_set_asides(self) -> Iterator[Row]:
        asides = self._set_asides()
        if asides:
            yield Heading("Beiseitegelegt", len(asides), "", _ASIDE, _ASIDE in self._open)
        for aside in asides if _ASIDE in self._open else ():
            yield Entry((_ASIDE, aside.id), lambda aside=aside: self._line(aside))  # type: ignore[misc]

    def _set_asides(self) -> Sequence[SetAside]:
        """What is set aside, rules before cases, in the order of the rules; those of a newer program come last."""
        found = self.workspace.plan.all(SetAside).values()
        return sorted(found, key=lambda one: (_PLACES.get(one.rule, len(_PLACES)), one.row is not None, one.id))

    def _line(self, aside: SetAside) -> Line:
        """What was set aside as it stands now, and why."""
        record = self.workspace.plan.record_of(aside)
        gap = self._gaps.get(aside.id)
        if aside.row is None:
            count = sum(one.kind == aside.rule for one in self._gaps.values())
            text, fact = f"Alle: {caption(aside)}", f"zurzeit {count}"
        elif gap is not None:
            text, fact = gap.text, ""
        else:
            text, fact = f"{caption(aside)}: „{caption(record) if record else '…'}“", "zurzeit nicht der Fall"
        return Line(text, (), "  ·  ".join(part for part in (fact, aside.reason) if part))

    def _fold(self, key: str, opens: bool) -> None:
        (self._open.add if opens else self._open.discard)(key)
        self._settings.setValue(_SETTING, ",".join(sorted(self._open)))
        self._show(key)

    def _go(self, key: tuple[str, str]) -> None:
        """Show the record that an entry is about."""
        plan, (kind, name) = self.workspace.plan, key
        gap, aside = self._gaps.get(name), plan.find(SetAside, name) if kind == _ASIDE else None
        if gap is not None:
            record = plan.record(table_of(gap.record), gap.record.id)
        else:
            record = plan.record_of(aside) if aside else None
        if record is not None:
            self.lead_to(record)
        elif aside is None:
            self._search.look()

    # Setting aside

    def _menu(self) -> Iterable[MenuEntry]:
        key = self._list.current_key()
        if isinstance(key, tuple):
            yield MenuEntry("Dorthin gehen", "arrow-right", self._list.choose, self._leads_on())
        elif key is not None:
            is_open = key in self._open
            yield MenuEntry("Zuklappen" if is_open else "Aufklappen", "list", self._list.choose)
        yield from self._edits()
        if self._current()[0] != _ASIDE and self.workspace.plan.all(SetAside):
            yield MenuEntry("Beiseitegelegtes zeigen", "folder-open", self._show_set_asides)

    def _leads_on(self) -> bool:
        kind, name = self._current()
        aside = self.workspace.plan.find(SetAside, name) if kind == _ASIDE else None
        return aside is None or aside.row is not None

    def _edits(self) -> Iterator[MenuEntry]:
        """What can be done to the current row; the first is what Delete does."""
        kind, name = self._current()
        writable = not self.workspace.read_only
        if kind == _ASIDE:
            if name:
                yield MenuEntry("Zurückholen", "archive-restore", self._take_back, writable)
                yield MenuEntry("Grund ändern …", "pencil", self._change_reason, writable)
            return
        if name:
            yield MenuEntry("Diesen Fall beiseitelegen …", "folder-input", self._set_case_aside, writable)
        if kind:
            yield MenuEntry("Diese Regel beiseitelegen …", "folder-input", self._set_rule_aside, writable)

    def _current(self) -> tuple[str, str]:
        """The rule of the current row and its case, which is empty for a heading; both are where there is no row."""
        key = self._list.current_key()
        return key if isinstance(key, tuple) else (str(key or ""), "")

    def _set_case_aside(self) -> None:
        gap = self._gaps[self._current()[1]]
        after = self._list.key_beside()

        def run(reason: str) -> None:
            self.workspace.run(edits.set_asides.set_aside, gap.kind, gap.record, reason, gap.aspect)
            self._look_again(after)

        self._reason.ask(gap.text, "Beiseitelegen", "", run)

    def _set_rule_aside(self) -> None:
        rule, _ = self._current()

        def run(reason: str) -> None:
            self.workspace.run(edits.set_asides.set_aside, rule, None, reason)
            self._look_again(None)

        self._reason.ask(f"Alle: {checks.TITLES[rule]}", "Beiseitelegen", "", run)

    def _change_reason(self) -> None:
        kind, name = self._current()
        aside = self.workspace.plan.get(SetAside, name)

        def run(reason: str) -> None:
            self.workspace.run(edits.set_asides.set_field, name, "reason", reason)
            self._look_again((kind, name))

        self._reason.ask(self._line(aside).text, "Übernehmen", aside.reason or "", run)

    def _take_back(self) -> None:
        _, name = self._current()
        after = self._list.key_beside()
        with error_boxes.told(self):
            self.workspace.run(edits.set_asides.take_back, name)
        self._look_again(after)

    def _look_again(self, wanted: Hashable) -> None:
        """Show at once what one has just done; the keyboard goes on from there."""
        self._wanted = wanted
        self._search.look(at_once=True)

    def _show_set_asides(self) -> None:
        self._fold(_ASIDE, True)


def _key(gap: Gap) -> str:
    """What tells a gap apart: the id of what would set it aside."""
    return set_aside_id(gap.kind, gap.record.id, gap.aspect)


def show(window: PlanWindow) -> None:
    """Open the panel of a window, go to it, or close it where the keyboard is in it."""
    (existing(window, ChecksPanel) or ChecksPanel(window)).come()


def show_kind(window: PlanWindow, kind: str) -> None:
    """Open the panel of a window at the gaps of one kind."""
    (existing(window, ChecksPanel) or ChecksPanel(window)).show_kind(kind)

"""Going anywhere and doing anything by typing: phases, partners, measures and goals, pages, commands, settings."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from nrw_desktop.domain.model.change import table_of
from nrw_desktop.domain.model.labels_de import TABLE_WORDS, caption
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Partner, Phase, Record
from nrw_desktop.domain.queries import name_index, period
from nrw_desktop.domain.queries.name_index import Chunk, NameIndex
from nrw_desktop.domain.text import folding
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.gui.lists.grouped_rows import Line
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.window.actions import LISTING, Actions, Offered
from nrw_desktop.gui.window.page_stack import BESIDE, MEETINGS, OVERVIEW, PARTNERS, PageStack
from nrw_desktop.gui.window.palette import Palette

_LENGTH = 160
"""Letters of a long text that are shown."""
_KEPT, _LISTED = 30, 6
"""How many of those chosen last are kept, and listed while nothing is typed."""


class Choice(NamedTuple):
    """What is no record of the plan: a page, a command, a setting. ``words`` are what finds it."""

    id: str
    text: str
    foot: str
    words: str
    run: Callable[[], bool]
    """False, with nothing done, where it is not possible any more."""
    is_late: bool = False
    """Whether it is listed only once something is typed, and below all else: there can be many of its kind."""


class Pages:
    """All phases, and the pages beside them."""

    title = "Zu einer Phase"
    hint = "Nummer oder Titel einer Phase"
    is_at_the_right = True

    def __init__(self, window: PlanWindow, pages: PageStack):
        self._window, self._pages = window, pages

    def renew(self) -> None:
        self._all = [
            _page(self._pages, OVERVIEW),
            *self._window.workspace.plan.phases,
            _page(self._pages, PARTNERS),
            _page(self._pages, MEETINGS),
        ]

    def sections(self) -> list[tuple[str, Sequence[Any]]]:
        return [("Seiten", self._all)]

    def first(self) -> str | None:
        return self._pages.current()

    def chunks(self) -> Iterator[Chunk[Any]]:
        yield Chunk(self._all, partial(_names, self._window.workspace.plan))

    def line(self, item: Any, words: str) -> Line:
        return _line(self._window.workspace.plan, item, words)

    def choose(self, item: Any) -> bool:
        return _go_to(self._window, self._pages, item)


class Everything:
    """All of that, and all that can be done just now; what was chosen last comes first among equals."""

    title = "Schnell öffnen"
    hint = "Phase, Maßnahme, Ziel, Partner, Befehl, Einstellung"
    is_at_the_right = False

    def __init__(self, window: PlanWindow, pages: PageStack, actions: Actions):
        self._window, self._pages, self._actions = window, pages, actions
        self._index: NameIndex | None = None
        self._chosen: list[Any] = []

    def renew(self) -> None:
        plan = self._window.workspace.plan
        if self._index is None:
            self._index = NameIndex(plan)
        self._index.follow(plan)
        offered = [one for one in self._actions.offered() if one.name not in LISTING]
        self._commands = [_command(one) for one in offered if not one.is_setting]
        self._settings = [_command(one) for one in offered if one.is_setting]
        beside = [_page(self._pages, key) for key in BESIDE]
        self._choices = [*beside, *self._commands, *self._settings]
        there = {one.id: one for one in self._choices}
        now = (there.get(one.id) if isinstance(one, Choice) else _now(plan, one) for one in self._chosen)
        self._recent = [one for one in now if one is not None]

    def sections(self) -> list[tuple[str, Sequence[Any]]]:
        recent = self._recent[:_LISTED]
        # An entry stands in the list once.
        commands = [one for one in self._commands if one not in recent and not one.is_late]
        settings = [one for one in self._settings if one not in recent]
        found: list[tuple[str, Sequence[Any]]] = [("Zuletzt gewählt", recent), ("Befehle", commands)]
        return [(title, items) for title, items in [*found, ("Einstellungen", settings)] if items]

    def first(self) -> str | None:
        return None

    def chunks(self) -> Iterator[Chunk[Any]]:
        assert self._index is not None
        names = partial(_names, self._index.plan)
        for items in (self._recent, [one for one in self._choices if not one.is_late]):
            yield Chunk(items, names)
        yield from self._index.chunks()
        yield Chunk([one for one in self._choices if one.is_late], names)

    def line(self, item: Any, words: str) -> Line:
        return _line(self._window.workspace.plan, item, words)

    def choose(self, item: Any) -> bool:
        if not _go_to(self._window, self._pages, item):
            return False
        self._chosen = [item, *(one for one in self._chosen if one.id != item.id)][:_KEPT]
        return True


class QuickOpen(Palette):
    """The palette of a window: everything, or the pages alone."""

    def __init__(self, window: PlanWindow, pages: PageStack, actions: Actions):
        super().__init__(window, pages.line, pages.focus_first)
        pages.bar.currentChanged.connect(self._follow_page)
        self._everything, self._pages = Everything(window, pages, actions), Pages(window, pages)

    def show_everything(self) -> None:
        """Offer everything, or go where that is offered already."""
        self.toggle(self._everything)

    def _follow_page(self, _place: int) -> None:
        self.leave()

    def show_pages(self) -> None:
        """Offer the phases and the pages beside them, or go where they are offered already."""
        self.toggle(self._pages)


def _page(pages: PageStack, key: str) -> Choice:
    return Choice(key, BESIDE[key], "Seite", BESIDE[key], partial(_open_page, pages, key))


def _open_page(pages: PageStack, key: str) -> bool:
    pages.open(key)
    return True


def _command(offered: Offered) -> Choice:
    """An entry of the menus: in which menu it stands is said below it, and by which keys it can be had."""
    menu, *within = offered.menus
    text = ": ".join([*within, offered.text])
    kind = "Einstellung" if offered.is_setting else "Befehl"
    foot = _joined(kind, menu, offered.keys, "ist gewählt" if offered.is_on else "")
    key = f"{kind} {offered.name or text}"
    # What undo would take back is told, but it is not what that is called.
    words = text.partition(": ")[0] if offered.name and not within else text
    return Choice(
        key, text, foot, f"{words} {menu} {offered.keys}", offered.do, not (offered.name or offered.is_setting)
    )


def _go_to(window: PlanWindow, pages: PageStack, item: Any) -> bool:
    """Do what a choice stands for, or show a record; False where it is not there any more."""
    if isinstance(item, Choice) and item.id not in BESIDE:
        # The window takes in what is being typed, or leaves it, as for any other way to the command.
        return item.run()
    if not window.workspace.take_in():
        # What is refused has the keyboard again, and says why.
        return True
    if isinstance(item, Choice):
        return item.run()
    record = _now(window.workspace.plan, item)
    if isinstance(record, Phase):
        pages.open(record.id)
    elif record is not None:
        window.reveal(record)
    return record is not None


def _now(plan: Plan, record: Record) -> Record | None:
    return plan.record(table_of(record), record.id)


def _names(plan: Plan, item: Choice | Record) -> Sequence[str]:
    return [item.words] if isinstance(item, Choice) else name_index.names(plan, item)


def _line(plan: Plan, item: Choice | Record, words: str) -> Line:
    """What it is called, with what was typed standing out, and below it what it is and where it belongs."""
    text, foot = (item.text, item.foot) if isinstance(item, Choice) else _told(plan, item)
    text = unicodedata.normalize("NFC", shortened(text, _LENGTH))
    return Line(text, tuple(folding.places(text, folding.needles(words))), foot)


def _told(plan: Plan, record: Record) -> tuple[str, str]:
    kind = TABLE_WORDS[table_of(record)]
    if isinstance(record, Phase):
        return f"{plan.number(record.id)}  {caption(record)}", _joined(kind, period.shown(plan, record))
    text = record.name if isinstance(record, Partner) else getattr(record, "text", "")
    if isinstance(record, Measure) and record.short:
        text = f"{record.short}: {text}"
    phase = plan.find(Phase, getattr(record, "phase", None))
    return text, _joined(kind, f"{plan.number(phase.id)}  {caption(phase)}" if phase else "")


def _joined(*parts: str) -> str:
    return "  ·  ".join(filter(None, parts))

"""Writing in a meeting: a card at the foot of the view, or on another screen that the room does not see."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nrw_desktop.domain.edits.meeting.in_room import Place
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.meeting_records import Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import meetings
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.domain.text.values import german_date
from nrw_desktop.gui.kit.error_boxes import confirm
from nrw_desktop.gui.kit.safe_widgets import window_title
from nrw_desktop.gui.presentation.page_view import Scale
from nrw_desktop.gui.presentation.writing_card import FORMS, Kind, WritingCard
from nrw_desktop.gui.session import late_edits as edits
from nrw_desktop.gui.session.public_plan import PublicPlan

_MARGIN = 24
"""Pixels between the card and the edge, on a screen of 1280 × 800."""
_USUAL = dt.timedelta(weeks=2)
"""How long a task is given where no meeting comes before which it could be done."""
_SHOWN = 400
"""So many letters are shown of what would be lost."""
_SAID = {"decision": "Beschluss festgehalten", "task": "Aufgabe vergeben", "note": "Besprochenes festgehalten"}


class Open(NamedTuple):
    """What is being written: the card, its kind, and where that belongs.

    ``apart`` is the screen that the room does not see, where the card is in a window of its own.
    """

    card: WritingCard
    kind: Kind
    place: Place
    apart: QScreen | None

    @property
    def host(self) -> QWidget:
        """The card, or its window."""
        return self.card.window() if self.apart else self.card


class Writing(QObject):
    """One card at a time over a view. What was begun and given up is there again the next time, as long as that lasts.

    `said` carries a sentence about what was written, `stepped` a page key that was pressed meanwhile.
    """

    said = Signal(str)
    stepped = Signal(int)

    def __init__(self, plan: PublicPlan, view: QWidget):
        super().__init__(view)
        self._plan, self._view = plan, view
        self._open: Open | None = None
        self._begun: dict[Kind, tuple[str, ...]] = {}
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenRemoved.connect(self._leave_screen)

    def begin(self, kind: Kind, place: Place, apart: QScreen | None) -> None:
        """Open the card for something that belongs to a place, or go on in it; ``apart`` is a screen of her own.

        Raises:
            PlanError: the plan can only be looked at.
        """
        if self._plan.read_only:
            raise PlanError("Dieser Plan ist nur zum Lesen offen; hier lässt sich nichts festhalten.")
        if self._open is not None and self._open.kind == kind:
            self._take_keyboard(self._open)
            return
        self._set_aside()
        screen = apart or self._view.screen()
        card = WritingCard(kind, _told(self._plan.plan, place), Scale(screen.size()), _names(self._plan, place))
        suggested = ("", "", _day(self._plan.plan)) if kind == "task" else ("",) * len(FORMS[kind].fields)
        card.fill(self._begun.pop(kind, suggested))
        if apart:
            self._put_apart(card)
        else:
            card.setParent(self._view)
        self._open = Open(card, kind, place, apart)
        card.accepted.connect(self._accept)
        card.given_up.connect(self._set_aside)
        card.stepped.connect(self.stepped)
        card.installEventFilter(self)
        self.fit()
        self._take_keyboard(self._open)

    def fit(self) -> None:
        """Lie at the foot of the view, or of the other screen, over whatever is there."""
        if self._open is None:
            return
        apart = self._open.apart
        within = apart.availableGeometry() if apart else self._view.rect()
        margin = Scale(within.size()).of(_MARGIN)
        width = within.width() - 2 * margin
        layout = self._open.card.layout()
        assert layout is not None
        layout.activate()
        high = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        self._open.host.setGeometry(QRect(within.left() + margin, within.bottom() - margin - high, width, high))

    def end(self) -> list[str]:
        """The view goes: take what stands in the card, and give back what was typed and is not taken."""
        typed = self._taken_in()
        self._begun = {}
        return typed

    def hold_up(self, holding: list[QObject]) -> None:
        """The window goes, and what was begun would go with it: ask, and be among what is ``holding`` the window up."""
        if not (typed := self._taken_in()):
            return
        begun = shortened(" / ".join(typed), _SHOWN)
        sentence = f"In der Sitzungsansicht ist noch nicht festgehalten: „{begun}“"
        title, more = "Noch nicht festgehalten", "Beim Schließen geht dieser Text verloren."
        if confirm(self._view, title, sentence, more, "&Verwerfen und schließen", "&Zurück zur Sitzungsansicht"):
            self._begun = {}
        else:
            holding.append(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Be as high as the card wants to be."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return False

    # Inside

    def _taken_in(self) -> list[str]:
        """Take what stands in the card; what was typed and is not taken."""
        if self._open is not None:
            try:
                self._store(self._open)
            except PlanError:
                self._keep(self._open)
            self._close()
        return [" · ".join(filter(None, texts)) for texts in self._begun.values()]

    def _put_apart(self, card: WritingCard) -> None:
        """Put the card in a window of its own."""
        host = QWidget(self._view, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint)
        host.setWindowTitle(window_title(card.accessibleName()))
        around = QVBoxLayout(host)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(card)

    def _take_keyboard(self, one: Open) -> None:
        one.host.show()
        one.host.raise_()
        if one.apart:
            one.host.activateWindow()
        one.card.focus_first()

    def _accept(self) -> None:
        assert self._open is not None
        one = self._open
        try:
            change = self._store(one)
        except PlanError as error:
            one.card.refuse(str(error))
            self.fit()
            return
        self._close()
        if change is not None:
            self.said.emit(f"{_SAID[one.kind]}. Strg+Z nimmt das zurück.")

    def _store(self, one: Open) -> Change | None:
        """Write what stands in a card; None where nothing does.

        Raises:
            PlanError: it is refused.
        """
        if not _has_words(one):
            return None
        make: dict[Kind, Callable[..., Change]] = {
            "decision": edits.in_room.decide,
            "task": edits.in_room.give_task,
            "note": edits.in_room.note,
        }
        return self._plan.run(make[one.kind], one.place, dt.date.today(), *one.card.typed())

    def _set_aside(self) -> None:
        """Close the card, and keep what was begun for the next time."""
        if self._open is not None:
            self._keep(self._open)
            self._close()

    def _leave_screen(self, screen: QScreen) -> None:
        """Her screen is gone, e.g. unplugged: what she was writing there is there again the next time."""
        if self._open is not None and self._open.apart is screen:
            self._set_aside()

    def _keep(self, one: Open) -> None:
        if _has_words(one):
            self._begun[one.kind] = one.card.typed()

    def _close(self) -> None:
        assert self._open is not None
        one, self._open = self._open, None
        host = one.host
        host.hide()
        host.deleteLater()
        if one.apart:
            self._view.activateWindow()
        self._view.setFocus()


def _has_words(one: Open) -> bool:
    """Whether more stands in a card than was suggested."""
    typed = one.card.typed()
    return any(typed[:-1] if one.kind == "task" else typed)


def _told(plan: Plan, place: Place) -> str:
    """Where something belongs, in words."""
    numbers = {entry.item.id: entry.number for entry in meetings.entries(plan, place.meeting)}
    title = f"TOP {numbers[place.item]}  {place.title}" if place.item in numbers else place.title
    meeting = plan.find(Meeting, place.meeting)
    if meeting is None:
        return f"{title} · neue Sitzung von heute"
    if meeting.date is None or meeting.date == dt.date.today().isoformat():
        return title
    return f"{title} · Sitzung am {german_date(meeting.date)}"


def _names(shown: PublicPlan, place: Place) -> list[str]:
    """Whom a task may be given to: those at the meeting who may be named, who works here, then all partners."""
    plan = shown.plan
    here = [meetings.who(plan, one) for one in plan.attendance(place.meeting)] if place.meeting else []
    names = (*here, shown.user_name, *(partner.name for partner in plan.partners))
    return list(dict.fromkeys(filter(None, names)))


def _day(plan: Plan) -> str:
    """Until when a task is to be done, as a suggestion: the next meeting after today, or in two weeks."""
    today = dt.date.today()
    coming = meetings.next_meeting(plan, today + dt.timedelta(days=1))
    return german_date(coming.date if coming and coming.date else (today + _USUAL).isoformat())

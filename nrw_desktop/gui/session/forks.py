"""Two versions of a plan: looks for another one in the file while nothing is done, and tells the person of both."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.gui.kit import error_boxes
from nrw_desktop.gui.kit.background import Work
from nrw_desktop.gui.kit.message_boxes import MessageBox
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.storage.database import ground

if TYPE_CHECKING:
    from nrw_desktop.storage.file.ancestry import Look
    from nrw_desktop.storage.file.fork import Fork, Side

REST = 2000
"""Milliseconds after the last change until the file is compared with the plan, and between two looks at it."""
PAUSE = 1000
"""Milliseconds without a key until somebody is told: what is typed must not go into a box."""

_OPEN, _MERGE = "open", "merge"

_Seen = tuple[Path, str | None, ground.State | None]
_Found = tuple[_Seen, "Look | None"]


class Rest(QObject):
    """Compares the file with the plan once nothing has been done for a moment, and when somebody touched the file.

    What is acknowledged is then in the file or beside it, also where nobody types any more.
    """

    def __init__(self, window: PlanWindow):
        super().__init__(window)
        workspace = self._workspace = window.workspace
        self._seen: _Seen | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(REST)
        self._job: Callable[[], _Found] | None = None
        self._work = Work(lambda _progress: self._job() if self._job else None, self)
        self._work.done.connect(self._take)
        workspace.changed.connect(self._wait_on)
        window.closing.connect(self.finish)

    def look(self) -> None:
        """Look whether there is anything new; in the background, since a share that is gone would hold all up."""
        if self._work.isRunning():
            return
        path, head, seen, compare = self._workspace.path, self._workspace.plan.head, self._seen, self._workspace.look()

        def found() -> _Found:
            now = path, head, _state(path)
            try:
                return now, None if now == seen else compare()
            except PlanError:
                # Out of reach just now: the next entry says so.
                return (path, None, None), None

        self._job = found
        self._work.start()

    def _wait_on(self) -> None:
        self._timer.start(REST)

    def finish(self) -> None:
        """Wait for the look that is under way; before the window goes."""
        self._timer.stop()
        self._work.stop()
        self._work.wait()

    def _take(self, found: "_Found") -> None:
        self._seen, look = found
        if look is not None:
            # What goes wrong stands at the foot of the window; the next entry tries again.
            with suppress(PlanError):
                self._workspace.take(look)


def _state(path: Path) -> "ground.State | None":
    try:
        return ground.state(path)
    except OSError:
        return None


class Forks(QObject):
    """Tells that the plan of a window parted from its file: once the keyboard rests, or at once while it is closed.

    ``open_other`` opens the other version, in the place of the window; ``merge`` merges it into the plan.
    """

    def __init__(self, window: PlanWindow, open_other: Callable[[Path], object], merge: Callable[[Path], object]):
        super().__init__(window)
        self._window, self._open_other, self._merge = window, open_other, merge
        self._untold: list[Fork] = []
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._tell)
        window.closing.connect(self._tell)

    @classmethod
    def of(cls, window: PlanWindow, open_other: Callable[[Path], object], merge: Callable[[Path], object]) -> "Forks":
        """The one of a window; made when it is needed first."""
        return window.findChild(cls) or cls(window, open_other, merge)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody types: wait on."""
        if event.type() == QEvent.Type.KeyPress:
            self._timer.start()
        return False

    def note(self, fork: "Fork") -> None:
        """Tell of this one when it does not disturb."""
        self._untold.append(fork)
        if self._window.is_closing:
            self._tell()
        else:
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
            self._timer.start()

    def _tell(self) -> None:
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self._timer.stop()
        untold, self._untold = self._untold, []
        for fork in untold:
            parent = QApplication.activeModalWidget() or self._window
            way = _asked(parent, fork, not self._window.is_closing and fork is untold[-1])
            if way:
                with error_boxes.told(self._window):
                    (self._merge if way == _MERGE else self._open_other)(fork.left)


def _asked(parent: QWidget, fork: "Fork", can_open: bool) -> str:
    """Say what each version has and where both are; what is to be done with the other one, nothing where it stays."""
    box = MessageBox(MessageBox.Icon.Warning, "Zwei Stände des Plans", sentence(fork), parent, unasked=True)
    go_on = box.addButton("Mit meinem Stand &weiterarbeiten", MessageBox.ButtonRole.RejectRole)
    other = box.addButton("Anderen Stand ö&ffnen", MessageBox.ButtonRole.ActionRole)
    other.setToolTip("Öffnet ihn an der Stelle dieses Fensters; mein Stand bleibt in seiner Datei")
    other.setVisible(can_open and fork.theirs is not None)
    merge = box.addButton("Zusammen&führen …", MessageBox.ButtonRole.ActionRole)
    merge.setToolTip("Zeigt, was der andere Stand mehr hat, und nimmt es hier auf; das lässt sich rückgängig machen")
    merge.setVisible(can_open and fork.theirs is not None and fork.theirs.steps is not None)
    box.setEscapeButton(go_on)
    box.setDefaultButton(go_on)
    box.exec()
    clicked = box.clickedButton()
    return _MERGE if clicked is merge else _OPEN if clicked is other else ""


def sentence(fork: "Fork") -> str:
    """What happened, what each side has, and where both are."""
    if fork.theirs is None:
        happened = f"„{fork.left.name}“ ist nicht mehr da oder kein lesbarer Plan mehr."
        kept = "Es ist nichts verloren: Der Plan, wie er hier zu sehen ist, liegt jetzt in einer neuen Datei."
    else:
        happened = (
            f"In „{fork.left.name}“ steht jetzt ein anderer Stand als hier: Ein anderer Rechner oder ein Programm, das "
            "Dateien abgleicht, hat die Datei ersetzt."
        )
        kept = "Es ist nichts verloren, beide Stände sind da. Der von hier liegt jetzt in einer neuen Datei daneben."
    where = f"„{fork.kept}“" if fork.is_elsewhere else f"„{fork.kept.name}“, im selben Ordner"
    sentences = [f"{happened} {kept}"]
    if fork.is_elsewhere:
        sentences.append(f"In „{fork.left.parent}“ ließ sich nichts speichern.")
    sentences.append(f"Mein Stand: {where}\n{_told(fork.mine, 'dort')}")
    if fork.theirs is not None:
        sentences.append(f"Anderer Stand: „{fork.left.name}“\n{_told(fork.theirs, 'hier')}")
    if not fork.whole:
        sentences.append("Der Verlauf ließ sich nicht mitnehmen: Rückgängig geht nur, was von jetzt an geschieht.")
    sentences.append("Hier geht es mit meinem Stand weiter. Auch was seitdem eingegeben wurde, ist darin gespeichert.")
    return "\n\n".join(sentences)


def _told(side: "Side", there: str) -> str:
    """What one version has that the other lacks, in two lines at most."""
    at = f" vom {side.at:%d.%m.%Y, %H:%M} Uhr" if side.at else ""
    if side.steps is None:
        line = f"ein anderer Plan, letzter Schritt{at}"
    elif not side.steps:
        line = f"kein Schritt, der {there} fehlt" + (f"; letzter Schritt{at}" if at else "")
    else:
        steps = "1 Schritt, der" if side.steps == 1 else f"{side.steps} Schritte, die"
        line = f"{steps} {there} {'fehlt' if side.steps == 1 else 'fehlen'}; letzter{at}"
    return "\n".join([line, *(f"– {shortened(label, 90)}" for label in side.labels)])

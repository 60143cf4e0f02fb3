"""Opens the window and every dialog in turn on the screen there is, and prints what is off it, cut or clashes.

python -m tests.gui.size_walk PLAN PERCENT… goes through all for each size of the text, chosen by the menu of the open
window. Prints a JSON object: findings, and how many windows and words were looked at.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEventLoop, QPoint, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QDockWidget,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenuBar,
    QPushButton,
    QRadioButton,
    QTabBar,
    QWidget,
)

from nrw_desktop.app import App
from nrw_desktop.domain.model.records import Partner, Phase
from nrw_desktop.gui.dialogs.erase_dialog import EraseDialog
from nrw_desktop.gui.dialogs.merge_dialog import MergeDialog
from nrw_desktop.gui.dialogs.new_plan_dialog import NewPlanDialog
from nrw_desktop.gui.dialogs.reference_dialog import ReferenceDialog
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.application import application
from nrw_desktop.gui.kit.link_button import LinkButton
from nrw_desktop.gui.kit.safe_widgets import PageTabs
from nrw_desktop.gui.pages.entered_card import EnteredCard
from nrw_desktop.storage.database.person_log import Trace
from tests.gui.hands import command, go_to_page, tabs

_BY_MENU = (
    "Projektdaten", "Matrix Partner × Phase", "Ähnliche Partner", "Abkürzungen", "Person endgültig löschen", "Verlauf",
    "Sicherungen", "Drucken", "Einstellungen", "Handbuch", "Für die Unterstützung", "Tastenkürzel", "Über nrw_desktop",
    "Exportieren", "Ergebnisse des Jahres", "Gremien",
)  # fmt: skip
_PANELS = ("Suchen", "Prüfen")
_KEYS = {"plus": Qt.Key.Key_Plus, "minus": Qt.Key.Key_Minus, "0": Qt.Key.Key_0}
_REST = 80
"""Milliseconds in which a window gets its frame and its place."""


def wait(milliseconds: int = _REST) -> None:
    """Let everything happen meanwhile, modal dialogs too."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def off_screen(window: QWidget) -> Iterator[str]:
    """Whether a window, frame and all, lies on its screen."""
    room, frame = window.screen().availableGeometry(), window.frameGeometry()
    if not room.contains(frame):
        yield f"{_name(window)}: {_words(frame)} is not within {_words(room)}"


def cut(window: QWidget) -> Iterator[str]:
    """Words in a window that have less room than they need."""
    for widget in seen(window):
        size, wanted = widget.size(), widget.sizeHint()
        if isinstance(widget, QLabel) and widget.wordWrap():
            short = widget.heightForWidth(size.width()) > size.height() + 1
        elif isinstance(widget, QLineEdit):
            short = widget.fontMetrics().height() > widget.contentsRect().height() + 1
        else:
            short = wanted.width() > size.width() + 1 or wanted.height() > size.height() + 1
        if short:
            has = f"{size.width()} × {size.height()}, wants {wanted.width()} × {wanted.height()}"
            yield f"{_name(window)}: {type(widget).__name__} „{widget.text()[:40]}“ has {has}"


def seen(window: QWidget) -> list[QLabel | QLineEdit | QAbstractButton]:
    """The words that are shown in a window and are not cut with an ellipsis by themselves."""
    found: list[QLabel | QLineEdit | QAbstractButton] = []
    for kind in (QLabel, QLineEdit, QPushButton, QCheckBox, QRadioButton):
        found += [one for one in window.findChildren(kind) if one.isVisible() and one.window() is window]
    return [one for one in found if one.text() and one.minimumWidth() != 1 and not isinstance(one, LinkButton)]


def clashing(window: QWidget) -> Iterator[str]:
    """Letters that lead to two places of a window, to none, or out of sight: of labels, buttons, tabs and menus."""
    shown = [one for one in window.findChildren(QWidget) if one.isVisible() and one.window() is window]
    texts = [
        one.text() for one in shown if isinstance(one, QAbstractButton) or (isinstance(one, QLabel) and one.buddy())
    ]
    texts += [one.tabText(at) for one in shown if isinstance(one, QTabBar) for at in range(one.count())]
    texts += [action.text() for one in shown if isinstance(one, QMenuBar) for action in one.actions()]
    keys = Counter(key.casefold() for text in texts for key in re.findall("&([^&])", text.replace("&&", "")))
    yield from (f"{_name(window)}: Alt+{key} leads to {times} places" for key, times in keys.items() if times > 1)
    labels = [one.text() for one in shown if isinstance(one, QLabel) and not one.buddy()]
    hidden = [
        one.tabText(at)
        for one in shown
        if isinstance(one, QTabBar)
        for at in range(one.count())
        if not one.isTabVisible(at)
    ]
    yield from (f"{_name(window)}: the letter of „{text}“ leads nowhere" for text in labels if _has_letter(text))
    yield from (f"{_name(window)}: the letter of „{text}“ leads out of sight" for text in hidden if _has_letter(text))


def _has_letter(text: str) -> bool:
    return bool(re.search("&[^& ]", text.replace("&&", "")))


def astray(window: QWidget) -> Iterator[str]:
    """Steps of the Tab key that lead against the way one reads: up, or back in a line, but not into the next column.

    A form follows the list that it is about, wherever it stands, and the button that closes a panel comes last.
    """
    steps = list(_steps(window))
    highest = min(steps, key=lambda step: step.there.top(), default=None)
    lowest = max(steps, key=lambda step: step.here.bottom(), default=None)
    begin = min(steps, key=lambda step: step.there.top() + step.there.left(), default=None)
    for step in steps:
        before, after, here, there = step
        back = there.right() < here.left() and there.top() < here.bottom() and here.top() < there.bottom()
        up = there.bottom() < here.top() and there.left() < here.right()
        elsewhere = any(_around(before, kind) is not _around(after, kind) for kind in (QDockWidget, EnteredCard))
        # From the end round to the beginning, into a panel and out of it.
        if step in (begin, highest, lowest) or elsewhere or after.accessibleName() == "Schließen (Esc)":
            continue
        if back or up:
            yield f"{_name(window)}: Tab leads from {_called(before)} {'back' if back else 'up'} to {_called(after)}"


class Step(NamedTuple):
    """A step of the Tab key, and where both widgets are then: a page may be scrolled by it."""

    before: QWidget
    after: QWidget
    here: QRect
    there: QRect


def _steps(window: QWidget) -> Iterator[Step]:
    """All steps of the Tab key in a window, until it leads to where it was before."""
    seen: list[QWidget] = []
    while _go_on(window) and (now := window.focusWidget()) is not None:
        if seen:
            yield Step(seen[-1], now, _place(seen[-1], window), _place(now, window))
        if now in seen:
            return
        seen.append(now)


def _go_on(window: QWidget) -> bool:
    """Press Tab, past what a field itself makes of it; what scrolls brings the next stop in sight."""
    now = window.focusWidget()
    around = now.parentWidget() if now is not None and now is not window else None
    return (around or window).focusNextPrevChild(True)


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _around(widget: QWidget, kind: type[QWidget]) -> QWidget | None:
    """What of this kind a widget is in, or is itself."""
    above: QWidget | None = widget
    while above is not None and not isinstance(above, kind):
        above = above.parentWidget()
    return above


def _called(widget: QWidget) -> str:
    return f"{type(widget).__name__} „{widget.accessibleName() or widget.objectName()}“"


def _name(window: QWidget) -> str:
    return window.windowTitle().partition(" – ")[0] or type(window).__name__


def _words(place: QRect) -> str:
    corner: QPoint = place.topLeft()
    return f"{place.width()} × {place.height()} at {corner.x()}, {corner.y()}"


class Walk:
    """What was found, and how much was looked at."""

    def __init__(self, window: QMainWindow):
        self.window = window
        self.found: list[str] = []
        self.windows = self.words = 0

    def look(self, window: QWidget, note: str = "") -> None:
        """Look at one window as it is now."""
        wait()
        self.windows += 1
        self.words += len(seen(window))
        self.found += [f"{note}{line}" for line in (*off_screen(window), *cut(window), *clashing(window))]
        # With large text there is more to scroll than to compare.
        if theme.text_size() == theme.NORMAL:
            for bar in [None, *(one for one in window.findChildren(PageTabs) if one.isVisible())]:
                for place in range(bar.count() if bar else 1):
                    if bar:
                        bar.setCurrentIndex(place)
                        wait()
                    self.found += [f"{note}{line}" for line in astray(window)]

    def open(self, do: Callable[[], object], note: str) -> None:
        """Open a dialog, look at it and close it; one that waits for its answer too."""

        def look() -> None:
            dialogs = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
            for dialog in dialogs:
                self.look(dialog, note)
                dialog.reject()
            if not dialogs:
                self.found.append(f"{note}nothing was opened")

        QTimer.singleShot(_REST, look)
        do()
        wait(3 * _REST)

    def go(self, percent: int) -> None:
        """Through all pages, panels and dialogs with text of this size."""
        note, window = f"{percent} %: ", self.window
        command(window, f"{percent} %")
        for page in (0, 1, tabs(window).count() - 2, tabs(window).count() - 1):
            go_to_page(window, page)
            wait()
            self.look(window, f"{note}page {page}, ")
        go_to_page(window, 2)
        for words in _PANELS:
            command(window, words)
            self.look(window, f"{note}{words}, ")
        for words in _BY_MENU:
            self.open(lambda words=words: command(window, words), f"{note}{words}, ")
        workspace = window.workspace  # type: ignore[attr-defined]
        plan = workspace.plan
        one, other = (partner.id for partner in plan.partners[:2])
        measure, phase = plan.measures(plan.phases[0].id)[0], plan.phases[1].id
        traces = [Trace("measure", measure.id, "text", measure.text, True, True, 1)] * 9
        dialogs: tuple[Callable[[], QDialog], ...] = (
            lambda: ReferenceDialog(workspace, plan.get(Phase, phase).id, window),
            lambda: MergeDialog(workspace, one, other, window),
            lambda: EraseDialog(window, plan.get(Partner, one), traces, plan),
            lambda: NewPlanDialog(Path.cwd(), lambda *_: None, window),
        )
        for make in dialogs:
            self.open(lambda make=make: make().show(), note)


def main() -> None:
    """Walk, and say what was found."""
    plan, *sizes = sys.argv[1:]
    app = App(application())
    # A fault is for the one who reads this, not for a box that waits.
    sys.excepthook = sys.__excepthook__
    window = app.open(Path(plan))
    assert isinstance(window, QMainWindow)
    wait(5 * _REST)
    walk = Walk(window)
    walk.look(window, "at the start: ")
    for keys, size in (("plus", 110), ("plus", 125), ("minus", 110), ("0", 100)) if sizes else ():
        QTest.keyClick(window, _KEYS[keys], Qt.KeyboardModifier.ControlModifier)
        if theme.text_size() != size:
            walk.found.append(f"Strg and {keys} lead to {theme.text_size()} %")
    for size in map(int, sizes):
        walk.go(size)
    print(json.dumps({"found": walk.found, "windows": walk.windows, "words": walk.words}, ensure_ascii=False, indent=1))
    window.close()


if __name__ == "__main__":
    main()

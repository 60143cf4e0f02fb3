"""„Einstellungen“: what is set for all plans, in one place; each change takes effect at once."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from nrw_desktop.gui.importing import remembered
from nrw_desktop.gui.kit import error_boxes, theme
from nrw_desktop.gui.kit.callout import show_note
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.safe_widgets import ComboBox, ElidedLabel, Label, LineEdit, unmarked
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.printing.logo_field import FUNDERS, LogoField
from nrw_desktop.gui.printing.print_options import FUNDING
from nrw_desktop.gui.session.plan_window import USER_NAME, PlanWindow
from nrw_desktop.gui.window.app_commands import SCHEMES
from nrw_desktop.gui.window.page_stack import BESIDE, PAGE, START_PAGE, START_PAGES, page_key
from nrw_desktop.storage.archive import backup_mirror
from nrw_desktop.storage.upkeep import recent_plans

_LAYOUT = ("geometry", PAGE, "phase", "side_panel", *BESIDE)
"""Settings, and groups of them, of how the window is laid out."""


class Looks(NamedTuple):
    """How the program is told to look different: the name of a scheme, a size of text in percent."""

    set_scheme: Callable[[str], object]
    set_text_size: Callable[[int], object]


class _Kept(NamedTuple):
    """Something that is remembered: what, whether there is any of it, how it is forgotten, and what is said then."""

    what: str
    is_there: Callable[[], bool]
    forget: Callable[[], object]
    said: str


class SettingsDialog(Dialog):
    """Cards: how the program looks, who works how, what is on reports, where backups go, what is remembered."""

    def __init__(self, window: PlanWindow, looks: Looks):
        super().__init__(window)
        self.setWindowTitle("Einstellungen")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._settings, self._looks = window, window.settings, looks
        line = self.close_line()
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        cards = (self._looks_card, self._work_card, self._reports_card, self._backups_card, self._memory_card)
        for card in [make() for make in cards]:
            page.addWidget(card)
        page.addStretch(1)
        page.addLayout(line)
        self.want_size(560, 0)
        # The menu and its keys change them too while the dialog is open.
        theme.follow_text(self, SettingsDialog._follow_size)

    # Building

    def _looks_card(self) -> Card:
        self._sizes = _choice((f"{percent} %", percent) for percent in theme.TEXT_SIZES)
        self._schemes = _choice((unmarked(word), name) for name, (word, _scheme) in SCHEMES.items())
        self._follow_scheme()
        self._sizes.activated.connect(lambda _place: self._looks.set_text_size(self._sizes.currentData()))
        self._schemes.activated.connect(lambda _place: self._looks.set_scheme(self._schemes.currentData()))
        return _card("Schrift und Farben", ("Schrift&größe", self._sizes), ("&Darstellung", self._schemes))

    def _work_card(self) -> Card:
        name = LineEdit()
        name.setPlaceholderText("zum Beispiel: Aylin Yıldız")
        name.setText(self._window.workspace.user_name)
        name.textChanged.connect(self._call)
        pages = _choice((text, setting) for setting, text in START_PAGES.items())
        pages.setCurrentIndex(max(0, pages.findData(self._settings.value(START_PAGE, ""))))
        pages.activated.connect(lambda _place: self._settings.setValue(START_PAGE, pages.currentData()))
        name.setToolTip("Steht in neuen Sitzungen unter „Protokoll“ und wird bei Aufgaben unter „Wer“ angeboten")
        return _card("Arbeiten", ("&Ihr Name", name), ("&Beim Öffnen zeigen", pages))

    def _reports_card(self) -> Card:
        self._funding = LineEdit()
        self._funding.setPlaceholderText("zum Beispiel: Gefördert durch das Land …")
        self._funding.setText(str(self._settings.value(FUNDING, "") or ""))
        self._funding.textChanged.connect(lambda text: self._settings.setValue(FUNDING, text))
        return _card(
            "Auf den Berichten",
            ("&Logo", LogoField(self._settings)),
            ("&Zeile zur Förderung", self._funding),
            ("Logos der &Förderung", LogoField(self._settings, FUNDERS)),
        )

    def _backups_card(self) -> Card:
        self._place = ElidedLabel()
        choose = QPushButton("&Wählen …")
        choose.setAccessibleName("Zweiten Ort für Sicherungen wählen")
        choose.clicked.connect(self._choose_place)
        self._none = QPushButton("&Kein zweiter Ort")
        self._none.clicked.connect(lambda: self._set_place(None))
        self._none.clicked.connect(lambda: choose.setFocus())
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._place, 1)
        for button in (choose, self._none):
            button.setObjectName("in_line")
            button.setAutoDefault(False)
            row.addWidget(button)
        line.setFocusProxy(choose)
        self._show_place()
        return _card("Sicherungen", ("Zweiter &Ort", line))

    def _memory_card(self) -> Card:
        path, settings = self._window.workspace.path, self._settings
        kept = (
            _Kept(
                "Zuletzt verwendete Pläne",
                lambda: any(one != path for one in recent_plans.recent_plans()),
                self._forget_plans,
                "Vergessen. Die Pläne selbst bleiben, wo sie sind.",
            ),
            _Kept(
                "Breiten, Seiten und Fenstergröße",
                lambda: not self._window.forgets_layout,
                self._forget_layout,
                "Vergessen. Beim nächsten Öffnen sind es die üblichen.",
            ),
            _Kept(
                "Spalten beim Importieren",
                lambda: remembered.is_there(settings),
                lambda: remembered.forget(settings),
                "Vergessen. Der nächste Import fragt wieder.",
            ),
        )
        return _card("Gemerkt", *((one.what, self._forget_button(one)) for one in kept))

    def _forget_button(self, kept: _Kept) -> QWidget:
        button = QPushButton("Vergessen")
        button.setObjectName("in_line")
        button.setAutoDefault(False)
        button.setEnabled(kept.is_there())

        def forget() -> None:
            with error_boxes.told(self):
                kept.forget()
                button.setEnabled(False)
                show_note(kept.said, button)

        button.clicked.connect(forget)
        return button

    # Changing

    def _call(self, name: str) -> None:
        """Have who works here be called this."""
        self._settings.setValue(USER_NAME, name.strip())
        self._window.workspace.user_name = name.strip()

    def _forget_plans(self) -> None:
        """Forget the other plans, with the page that was last in front in each."""
        path = self._window.workspace.path
        recent_plans.forget_others(path)
        page = self._settings.value(page_key(path), "")
        self._settings.remove(PAGE)
        self._settings.setValue(page_key(path), page)

    def _forget_layout(self) -> None:
        """Begin with the usual ones the next time: those in use now would be remembered again."""
        for name in _LAYOUT:
            self._settings.remove(name)
        self._window.forgets_layout = True

    def _follow_size(self) -> None:
        self._sizes.setCurrentIndex(self._sizes.findData(theme.text_size()))

    def _follow_scheme(self) -> None:
        scheme = self._settings.value("scheme", "system")
        self._schemes.setCurrentIndex(max(0, self._schemes.findData(scheme)))

    def changeEvent(self, event: QEvent) -> None:
        """Two schemes may look the same: who comes back to the dialog sees which one it is."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ActivationChange) and self.isVisible():
            self._follow_scheme()

    def _choose_place(self) -> None:
        now = backup_mirror.second_place()
        chosen = QFileDialog.getExistingDirectory(self, "Zweiter Ort für Sicherungen", str(now or Path.home()))
        if chosen:
            self._set_place(Path(chosen))

    def _set_place(self, place: Path | None) -> None:
        with error_boxes.told(self):
            backup_mirror.set_second_place(place)
        self._show_place()

    def _show_place(self) -> None:
        place = backup_mirror.second_place()
        self._place.setText(str(place) if place else "keiner, nur auf diesem Rechner")
        self._none.setVisible(place is not None)


def _choice(items: Iterable[tuple[str, object]]) -> ComboBox:
    combo = ComboBox()
    for text, data in items:
        combo.addItem(text, data)
    return combo


def _card(title: str, *rows: tuple[str, QWidget]) -> Card:
    body = QWidget()
    form = QFormLayout(body)
    form.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
    form.setVerticalSpacing(GRID)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    for text, widget in rows:
        label = Label(text)
        label.setBuddy(widget.focusProxy() or widget)
        widget.setAccessibleName(unmarked(text))
        form.addRow(label, widget)
    return Card(title, body, count=False)


def show(window: PlanWindow, looks: Looks) -> None:
    """Open the dialog over a window."""
    SettingsDialog(window, looks).show()

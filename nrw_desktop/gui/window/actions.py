"""Every action once: its text, icon and shortcut, and where it stands in menus and toolbar."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget
from shiboken6 import isValid

from nrw_desktop.gui.kit import icons, lifetimes
from nrw_desktop.gui.kit.icons import STATUS_ICONS, beside_icon
from nrw_desktop.gui.kit.safe_widgets import unmarked
from nrw_desktop.gui.window.help_key import KEY, MenuHelp


class Spec(msgspec.Struct, frozen=True):
    """One action. ``keys`` are shortcuts as Qt writes them; the first is shown in the menu."""

    name: str
    text: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    short: str = ""
    checkable: bool = False
    of_lists: bool = False
    """Whether lists answer to the keys themselves, so that a field can give them a meaning of its own."""


SPECS = (
    Spec("new", "&Neu …", "file-plus", ("Ctrl+N",)),
    Spec("open", "Ö&ffnen …", "folder-open", ("Ctrl+O",)),
    Spec("save", "&Speichern", "save", ("Ctrl+S",)),
    Spec("save_copy", "&Kopie speichern unter …", "copy", ("Ctrl+Shift+S",)),
    Spec("backups", "Sicherun&gen …", "shield-check"),
    Spec("take_along", "Für &unterwegs mitnehmen …", "log-out"),
    Spec("merge_copy", "Zusammenfüh&ren …", "folder-input"),
    Spec("print", "&Drucken …", "printer", ("Ctrl+P",), short="Drucken"),
    Spec("save_pdf", "Als &PDF speichern …", "file-down", ("Ctrl+Shift+D",)),
    Spec("import", "&Importieren …", "download", ("Ctrl+Shift+I",)),
    Spec("export", "&Exportieren …", "upload", ("Ctrl+Shift+E",)),
    Spec("save_template", "Als &Vorlage sichern …", "file-plus"),
    Spec("quit", "&Beenden", "log-out", ("Ctrl+Q",)),
    Spec("undo", "&Rückgängig", "undo-2", ("Ctrl+Z",), short="Rückgängig"),
    Spec("redo", "&Wiederholen", "redo-2", ("Ctrl+Y", "Ctrl+Shift+Z"), short="Wiederholen"),
    Spec("history", "&Verlauf …", "history", ("Ctrl+H",)),
    Spec("cut", "Auss&chneiden", "scissors", ("Ctrl+X",)),
    Spec("copy", "&Kopieren", "copy", ("Ctrl+C",)),
    Spec("paste", "&Einfügen", "clipboard-paste", ("Ctrl+V",)),
    Spec("duplicate", "&Duplizieren", "copy-plus", ("Ctrl+D",)),
    Spec("edit", "&Bearbeiten", "pencil", ("F2",)),
    Spec("delete", "&Löschen", "trash-2", ("Ctrl+Del",), of_lists=True),
    Spec("status_planned", "&Geplant", STATUS_ICONS["planned"], ("Ctrl+1",)),
    Spec("status_running", "&Läuft", STATUS_ICONS["running"], ("Ctrl+2",)),
    Spec("status_done", "&Abgeschlossen", STATUS_ICONS["done"], ("Ctrl+3",)),
    Spec("status_postponed", "&Zurückgestellt", STATUS_ICONS["postponed"], ("Ctrl+4",)),
    Spec("status_dropped", "&Entfallen", STATUS_ICONS["dropped"], ("Ctrl+5",)),
    Spec("move_up", "Nach &oben", "arrow-up", ("Alt+Shift+Up",)),
    Spec("move_down", "Nach &unten", "arrow-down", ("Alt+Shift+Down",)),
    Spec("indent", "Un&terordnen", "indent-increase", ("Alt+Shift+Right",)),
    Spec("outdent", "&Höherstufen", "indent-decrease", ("Alt+Shift+Left",)),
    Spec("goal_style", "Nu&mmern oder Punkte", "list-ordered"),
    Spec("find", "&Suchen", "search", ("Ctrl+F",), short="Suchen"),
    Spec("find_next", "&Nächster Treffer", "arrow-down", ("F3",)),
    Spec("find_previous", "Vori&ger Treffer", "arrow-up", ("Shift+F3",)),
    Spec("quick_open", "Schne&ll öffnen …", "corner-down-right", ("Ctrl+Shift+P",)),
    Spec("filter", "In der Liste &filtern", "list-filter", ("Ctrl+Shift+F",)),
    Spec("sort", "Nach dieser Spalte sort&ieren", "arrow-down-up", ("Ctrl+Shift+O",)),
    Spec("add_measure", "Neue &Maßnahme", "plus", ("Ctrl+M",), short="Maßnahme"),
    Spec("add_goal", "Neues &Ziel", "target", ("Ctrl+G",), short="Ziel"),
    Spec("add_partner", "&Kooperationspartner nennen", "users", ("Ctrl+K",), short="Partner"),
    Spec("edit_reference", "&Verweis der Kooperationspartner …", "link", ("Ctrl+E",)),
    Spec("add_phase", "Neue &Phase", "layers-plus", ("Ctrl+Shift+N",)),
    Spec("paste_phases", "Phasen aus einer &Tabelle einfügen …", "table-2"),
    Spec("rename_phase", "Phase &umbenennen", "pencil"),
    Spec("phase_left", "Phase nach &links", "arrow-left", ("Ctrl+Shift+PgUp",)),
    Spec("phase_right", "Phase nach &rechts", "arrow-right", ("Ctrl+Shift+PgDown",)),
    Spec("remove_phase", "Phase lö&schen", "trash-2"),
    Spec("next_tab", "&Nächste Seite", "", ("Ctrl+PgDown", "Ctrl+Tab")),
    Spec("previous_tab", "&Vorige Seite", "", ("Ctrl+PgUp", "Ctrl+Shift+Tab")),
    Spec("overview", "Zur &Übersicht", "table-2", ("Alt+Home",)),
    Spec("go_to_phase", "Zu einer &Phase …", "list", ("Ctrl+T",)),
    Spec("next_area", "Nächster &Bereich", "", ("F6",)),
    Spec("previous_area", "Voriger Be&reich", "", ("Shift+F6",)),
    Spec("toggle_form", "&Einzelheiten ein- und ausblenden", "panel-bottom", ("F4",)),
    Spec("text_larger", "Schrift &größer", "", ("Ctrl++", "Ctrl+=")),
    Spec("text_smaller", "Schrift &kleiner", "", ("Ctrl+-",)),
    Spec("text_normal", "Schrift &normal", "", ("Ctrl+0",)),
    Spec("presentation", "S&itzungsansicht", "monitor", ("F5",)),
    Spec("full_screen", "V&ollbild", "maximize", ("F11",), checkable=True),
    Spec("settings", "Einste&llungen …", "sliders-horizontal", ("Ctrl+,",)),
    Spec("help", "&Handbuch", "book-open", (KEY,)),
    Spec("keys", "&Tastenkürzel", "keyboard", ("Ctrl+F1",)),
    Spec("tour", "&Rundgang", "list-ordered"),
    Spec("support", "Für die &Unterstützung …", "life-buoy"),
    Spec("results", "&Ergebnisse des Jahres …", "table-2", ("Ctrl+R",)),
    Spec("project_data", "Projekt&daten …", "file-text"),
    Spec("changes", "Was sich &geändert hat", "calendar-days", ("Ctrl+Shift+H",)),
    Spec("partner_matrix", "Ma&trix Partner × Phase …", "table-2"),
    Spec("variants", "Ä&hnliche Partner …", "copy"),
    Spec("merge_partners", "Partner zusammen&führen …", "layers"),
    Spec("abbreviations", "A&bkürzungen …", "list"),
    Spec("check", "&Prüfen", "circle-check", ("F7",)),
    Spec("erase_contacts", "Kontaktdaten &endgültig löschen …", "eraser"),
    Spec("erase_person", "&Person endgültig löschen …", "eraser"),
    Spec("add_meeting", "&Neue Sitzung", "plus"),
    Spec("next_meeting", "Nä&chste Sitzung vorbereiten", "calendar-days"),
    Spec("add_topic", "Neues Thema für spät&er", "plus"),
    Spec("topics", "W&orum es geht …", "layers", ("Ctrl+Shift+M",)),
    Spec("concerned", "Was der Beschluss bet&rifft …", "layers"),
    Spec("postpone", "TOP &vertagen", "clock"),
    Spec("add_item", "Neuer &Tagesordnungspunkt", "list-ordered", ("Ctrl+Shift+T",)),
    Spec("add_decision", "Neuer &Beschluss", "circle-check", ("Ctrl+B",)),
    Spec("add_task", "Neue &Aufgabe", "square-check", ("Ctrl+U",)),
    Spec("said", "Was &gesagt wurde", "pencil", ("Ctrl+Shift+B",)),
    Spec("attendance", "An&wesenheit", "users", ("Ctrl+Shift+A",)),
    Spec("print_agenda", "Tagesor&dnung drucken …", "printer"),
    Spec("print_minutes", "&Protokoll drucken …", "printer"),
    Spec("bodies", "Gre&mien …", "building-2"),
    Spec("close_meeting", "Protokoll ab&schließen …", "lock"),
    Spec("reopen_meeting", "Protokoll wieder ö&ffnen …", "lock-open"),
    Spec("about", "Ü&ber nrw_desktop", "info"),
)

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "&Datei",
        (
            "new", "open", ">recent", "-", "save", "save_copy", "backups", "-", "take_along", "merge_copy", "-",
            "print", "save_pdf", "-", "import", "export", "save_template", "-", "settings", "-", "quit",
        ),
    ),
    (
        "&Bearbeiten",
        (
            "undo", "redo", "history", "-", "cut", "copy", "paste", "duplicate", "-",
            "edit", "delete", ">status", "-", "move_up", "move_down", ">move_to", "-",
            "indent", "outdent", "goal_style",
        ),
    ),
    ("Su&chen", ("quick_open", "-", "find", "find_next", "find_previous", "-", "filter", "sort", "-", "check")),
    (
        "&Plan",
        (
            "add_measure", "add_goal", "results", "-",
            "add_phase", "paste_phases", "rename_phase", "phase_left", "phase_right", "remove_phase", "-",
            ">meeting", "changes", "project_data",
        ),
    ),
    (
        "Pa&rtner",
        (
            "add_partner", "edit_reference", "-",
            "partner_matrix", "variants", "merge_partners", "abbreviations", "-",
            "erase_contacts", "erase_person",
        ),
    ),
    (
        "&Ansicht",
        (
            "overview", "go_to_phase", "next_tab", "previous_tab", "-", "next_area", "previous_area", "-",
            "toggle_form", ">text_size", ">theme", "presentation", "full_screen",
        ),
    ),
    ("&Hilfe", ("help", "keys", "tour", "-", "support", "about")),
)  # fmt: skip

TOOLBAR = ("undo", "redo", "-", "add_measure", "add_goal", "add_partner", "-", "print", "-", "find")
CONTEXT = (
    "cut", "copy", "paste", "duplicate", "-", "edit", "delete", ">status", "-",
    "move_up", "move_down", ">move_to", "-", "indent", "outdent", "goal_style", "-", "topics", "postpone", "-",
    "merge_partners", "erase_contacts",
)  # fmt: skip
"""What the menu of a list can hold; each has of it what can be done there."""
OPENS = {">status": "status_done", ">move_to": "move_up"}
"""The menus within it, by what can be done where they are of use."""
OF_PHASE = ("rename_phase", "phase_left", "phase_right", "remove_phase", "-", "add_phase", "-", "print")
"""The menu of a phase's tab."""


STEPPING = (
    "text_larger", "text_smaller",
    "undo", "redo", "move_up", "move_down", "find_next", "find_previous", "next_tab", "previous_tab",
)  # fmt: skip
"""What goes on as long as its key is held."""
MEETING = (
    "add_meeting", "next_meeting", "add_topic", "-", "add_item", "add_decision", "add_task", "said", "attendance", "-",
    "topics", "concerned", "postpone", "-",
    "print_agenda", "print_minutes", "-", "close_meeting", "reopen_meeting", "-", "bodies",
)  # fmt: skip
"""What stands in the menu „Sitzung“."""
STATUSES = ("status_planned", "status_running", "status_done", "status_postponed", "status_dropped")
"""What stands in the menu „Status“."""
TEXT_SIZES = ("text_larger", "text_smaller", "text_normal")
"""What stands at the top of the menu „Schriftgröße“."""
HELP = ("help", "keys", "tour", "support", "about")
"""What stands in the menu „Hilfe“."""
SETTINGS = ("theme", "text_size")
"""The menus of what is remembered for all plans."""
WRITING = (
    "add_measure", "add_goal", "add_partner", "cut", "paste", "duplicate", "edit", "delete", *STATUSES, "move_up",
    "move_down", "indent", "outdent", "goal_style", "rename_phase", "edit_reference",
    "merge_partners", "erase_contacts", "add_item", "add_decision", "add_task", "topics", "concerned", "postpone",
    "close_meeting", "reopen_meeting",
)  # fmt: skip
"""What a page may offer where its plan can be written; a page that does not offer it has no use for it."""
LOOKING = ("copy", "filter", "sort", "toggle_form", "said", "attendance", "print_agenda", "print_minutes")
"""What a page may offer for any plan."""
LISTING = ("quick_open", "go_to_phase")
"""What lists ways to go, without doing anything yet."""


class Offered(msgspec.Struct, frozen=True):
    """An entry of the menus that can be chosen just now: in which menus it stands, what it says, and its keys.

    ``name`` is that of the action; an entry that comes and goes has none. ``do`` is as if it was chosen: False, with
    nothing done, where that is not possible any more.
    """

    name: str
    menus: tuple[str, ...]
    text: str
    keys: str
    is_setting: bool
    is_on: bool
    do: Callable[[], bool]


class Actions:
    """The window's actions by name, and the menus and toolbar made of them."""

    def __init__(self, window: QWidget, run: Callable[[str], None]):
        self._window, self._help = window, MenuHelp(window)
        self.menus: dict[str, QMenu] = {}
        self._actions: dict[str, QAction] = {}
        for spec in SPECS:
            action = QAction(spec.text, window)
            action.setObjectName(spec.name)
            action.setCheckable(spec.checkable)
            if spec.short:
                action.setIconText(beside_icon(spec.short))
            if not spec.of_lists:
                action.setShortcuts([QKeySequence(key) for key in spec.keys])
            # Held down a little long, a key must not delete or add one row after the other.
            action.setAutoRepeat(spec.name in STEPPING)
            action.triggered.connect(lambda _checked=False, name=spec.name: run(name))
            window.addAction(action)
            self._actions[spec.name] = action
        for name in TOOLBAR:
            self._tint(name)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def _complete(self, names: Sequence[str]) -> None:
        """Give the entries of a menu that is about to be seen what they did not need before: icons, and keys of lists.

        The first menus are made before Qt speaks German.
        """
        for spec in SPECS:
            if spec.name in names:
                self._tint(spec.name)
                if spec.of_lists:
                    self._actions[spec.name].setText(f"{spec.text}\t{_native(spec.keys[0])}")

    def _tint(self, name: str) -> None:
        """Give the action its icon: those of the toolbar at once, the others when their menu opens."""
        spec = next((spec for spec in SPECS if spec.name == name), None)
        if spec is not None and spec.icon and self._actions[name].icon().isNull():
            icons.assign(self._actions[name], spec.icon)

    def add_menus(self, bar: QMenuBar) -> None:
        """Put the menus into the bar, empty so far."""
        self._bar_menus = [bar.addMenu(title) for title, _names in MENUS]

    def fill_menus(self, explain: Callable[[str], None]) -> None:
        """Put the actions into the menus; ``explain`` gets the name of one that help is wanted about."""
        for menu, (_title, names) in zip(self._bar_menus, MENUS, strict=True):
            self._fill(menu, names)
        self._help.wanted.connect(explain)
        for menu in (*self._bar_menus, *self.menus.values()):
            self._help.add(menu)

    def offered(self) -> list[Offered]:
        """All that the menus offer just now, in their order."""
        return [one for menu in self._bar_menus for one in self._offered(menu, ())]

    def _offered(self, menu: QMenu, around: tuple[str, ...]) -> Iterator[Offered]:
        # Some are filled, and all get their icons, when they are about to be seen.
        menu.aboutToShow.emit()
        menus, is_setting = (*around, unmarked(menu.title())), menu in [self.menus.get(name) for name in SETTINGS]
        for action in menu.actions():
            if not action.isEnabled() or action.isSeparator():
                continue
            if isinstance(inner := action.menu(), QMenu):
                yield from self._offered(inner, menus)
                continue
            text, _tab, keys = action.text().partition("\t")
            keys = keys or action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            do = partial(_choose, action)
            yield Offered(action.objectName(), menus, unmarked(text), keys, is_setting, action.isChecked(), do)

    def fill_toolbar(self, bar: QToolBar) -> None:
        """Make the toolbar."""
        for name in TOOLBAR:
            if name == "-":
                bar.addSeparator()
            else:
                bar.addAction(self[name])
                bar.widgetForAction(self[name]).setAccessibleName(self[name].toolTip())

    def context_menu(self, names: Sequence[str], offered: Collection[str] | None = None) -> QMenu:
        """A menu of these actions, or of those among them that are offered; a line stands between what is left."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._help.add(menu)
        left = [name for name in names if name == "-" or offered is None or OPENS.get(name, name) in offered]
        self._fill(menu, [name for at, name in enumerate(left) if name != "-" or set(left[at - 1 : at]) - {"-"}])
        return menu

    def submenu(self, name: str, title: str, icon: str) -> QMenu:
        """A menu within a menu; made once, so that it can stand in several."""
        if name not in self.menus:
            self.menus[name] = QMenu(title, self._window)
            icons.assign(self.menus[name].menuAction(), icon)
            self._fill(
                self.menus[name], {"status": STATUSES, "text_size": TEXT_SIZES, "meeting": MEETING}.get(name, ())
            )
        return self.menus[name]

    def _fill(self, menu: QMenu, names: Sequence[str]) -> None:
        titles = {
            "recent": ("&Zuletzt verwendet", "clock"),
            "status": ("St&atus", "circle-check"),
            "move_to": ("In &Phase verschieben", "folder-input"),
            "meeting": ("S&itzung", "users"),
            "theme": ("&Darstellung", "palette"),
            "text_size": ("Schrift&größe", "zoom-in"),
        }
        lifetimes.connect(menu.aboutToShow, menu, partial(self._complete, names))
        for name in names:
            if name == "-":
                menu.addSeparator()
            elif name.startswith(">"):
                menu.addMenu(self.submenu(name[1:], *titles[name[1:]]))
            else:
                menu.addAction(self[name])


def _choose(action: QAction) -> bool:
    if not isValid(action) or not action.isEnabled():
        return False
    action.trigger()
    return True


def _native(keys: str) -> str:
    """A shortcut as people read it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def shortcut_table() -> dict[str, tuple[str, str]]:
    """All shortcuts as (keys, what they do), by the names of the actions."""
    return {
        spec.name: (", ".join(map(_native, spec.keys)), unmarked(spec.text).removesuffix(" …"))
        for spec in SPECS
        if spec.keys
    }

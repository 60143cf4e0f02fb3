"""The program for those who see it through a screen reader and use keys alone, on a bus of accessibility."""

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.e2e import at_spi
from tests.e2e.at_spi import Node, ScreenReader, wait
from tests.e2e.person import Person, missing_tool, person

_MISSING = missing_tool() or at_spi.missing_tool()
pytestmark = pytest.mark.skipif(bool(_MISSING), reason=f"{_MISSING} is not installed")

MOST_STOPS = 12
"""Stops of the Tab key on a page; one more is the row of tabs, which stands over all pages."""
QT_SAYS = ("qt.accessibility.atspi", "QSpiApplication")
"""By what begins what Qt says of its bridge to the bus: of the text in a message box, what went meanwhile, keys."""
HOLDERS = {
    "filler", "panel", "layered pane", "splitter", "grip", "separator", "popup menu", "menu bar", "status bar",
    "scroll bar", "tool bar", "list",
}  # fmt: skip
"""Roles of what only holds other things, or takes no keyboard, and is no card: whoever listens does not meet it."""
TELLS = {
    "text": "Text",
    "progress bar": "Value",
    "spin button": "Value",
    "push button": "Action",
    "check box": "Action",
}
"""By what objects of a role tell their value, or can be used."""
MODAL = {
    "Kopie speichern unter": "Kopie speichern",
    "Sicherungen": "Sicherungen",
    "Für unterwegs mitnehmen": "unterwegs",
    "Zusammenführen": "Kopie des Plans",
    "Drucken": "Drucken und PDF",
    "Als PDF speichern": "Als PDF speichern",
    "Importieren": "Importieren",
    "Exportieren": "Exportieren",
    "Einstellungen": "Einstellungen",
    "Verlauf": "Verlauf",
    "Ergebnisse des Jahres": "Ergebnisse des Jahres",
    "Projektdaten": "Projektdaten",
    "Matrix Partner": "Partner × Phase",
    "Ähnliche Partner": "Ähnliche Partner",
    "Abkürzungen": "Abkürzungen",
    "Person endgültig": "Person endgültig",
    "Gremien": "Gremien",
    "Handbuch": "Handbuch",
    "Für die Unterstützung": "Unterstützung",
    "Über nrw_desktop": "Über",
    "Sitzungsansicht": "Seite 1 von",
    "Neu": "Neuer Plan",
    "Öffnen": "Plan öffnen",
}
"""What a menu opens over the window, and a part of the title that it has then."""


class Seat(NamedTuple):
    """A person with a screen reader, before the program with a plan."""

    hands: Person
    ears: ScreenReader

    def see(self, part: str = "") -> Node:
        """The window whose title has this part; that with the plan where none is named."""
        return self.ears.window(part or "nrwplan")

    def press(self, *keys: str) -> None:
        self.hands.press(*keys)

    def choose(self, role: str, name: str) -> None:
        """Use what begins with this name, as software for voices or switches does."""
        self.ears.press(self.see().find(role, name))

    def choose_entry(self, name: str) -> None:
        """Choose the entry of a menu that begins with this name."""
        entries = (one for one in self.see().below() if one.role == "menu item" and one.name.startswith(name))
        self.ears.press(next(entries))

    def until_heard(self, part: str) -> None:
        """Wait until something is announced that has this part."""
        said: list[str] = []

        def is_said() -> bool:
            said.extend(self.ears.announcements())
            return any(part in sentence for sentence in said)

        wait(is_said, f"„{part}“ announced, and not only {said}")

    def until_focus(self, part: str) -> None:
        """Wait until what has the keyboard has this part in its name."""
        wait(lambda: part in self.ears.focus().name, f"the keyboard on „{part}“, not on {self.ears.focus()}")


@pytest.fixture
def seat() -> Iterator[Seat]:
    """Before the first plan, on the page that shows where it stands."""
    with (
        at_spi.accessibility_bus() as bus,
        person(more=bus, expected=QT_SAYS) as hands,
        at_spi.screen_reader(bus["DBUS_SESSION_BUS_ADDRESS"]) as ears,
    ):
        hands.launch()
        ears.meet()
        hands.has_keyboard("Bielefeld.nrwplan")
        made = Seat(hands, ears)
        made.until_focus("Zeitplan")
        yield made


def faults(window: Node) -> list[str]:
    """What in a window, as far as it is to be seen, does not tell what it is, or stands elsewhere than it is told."""
    found = []
    for one in window.below():
        if "showing" not in one.states:
            continue
        told = f"{one.role} „{one.name}“"
        if one.role not in HOLDERS and not one.name.strip():
            found.append(f"{told} has no name")
        if one.name != one.name.lstrip() or "&" in one.name:
            found.append(f"{told} has a name for the eye")
        if one.role == "combo box" and not any(one.labels):
            found.append(f"{told} does not say what is chosen there")
        if one.role in TELLS and TELLS[one.role] not in one.kinds:
            found.append(f"{told} has no {TELLS[one.role]}")
        seen = [child for child in one.children if "showing" in child.states and child.place[2] and child.place[3]]
        seen = [child for child in seen if child.role not in ("grip", "scroll bar", "separator")]
        for place, child in enumerate(seen):
            later = next((other for other in seen[place + 1 :] if stands_before(other, child)), None)
            if later is not None:
                found.append(f"in {told} {child.role} „{child.name}“ is told before {later.role} „{later.name}“")
    return found


def stands_before(one: Node, other: Node) -> bool:
    """Whether one thing stands over another on the screen, or left of it."""
    (x, y, width, height), (left, top, wide, high) = one.place, other.place
    rows = min(y + height, top + high) - max(y, top)
    columns = min(x + width, left + wide) - max(x, left)
    return (y + height <= top + 2 and columns > 0) or (x + width <= left + 2 and rows > min(height, high) / 2)


def stops(seat: Seat) -> list[Node]:
    """Where Tab stops on its way from where the keyboard is around to there again."""
    found: list[Node] = []
    while len(found) <= MOST_STOPS + 1 and seat.ears.focus().path not in [one.path for one in found]:
        here = seat.ears.focus()
        found.append(here)
        seat.press("Tab")
        wait(lambda here=here: seat.ears.focus().path != here.path, f"Tab to lead on from {here}")
    assert seat.ears.focus().path == found[0].path, [one.name for one in found]
    return found


def look(seat: Seat, part: str = "", has: str = "") -> Node:
    """Look at a window once it has something of that name and stands still: it tells all that it has."""
    found: list[Node] = []

    def has_it() -> bool:
        seat.hands.rest()
        found[:] = [seat.see(part)]
        return any(has in one.name for one in found[0].below() if "showing" in one.states)

    wait(has_it, f"„{has}“")
    assert faults(found[0]) == []
    return found[0]


def pass_through(seat: Seat, strip: str) -> None:
    """Tab gets through the page in front, of which the row of tabs has this name, and no field lacks one."""
    found = stops(seat)
    assert all(one.name for one in found)
    inside = [one for one in found if (one.role, one.name) != ("page tab list", strip)]
    assert len(inside) == len(found) - 1
    assert len(inside) <= MOST_STOPS, [one.name for one in inside]


def test_pages_tell_what_they_have_and_tab_gets_through(seat: Seat) -> None:
    look(seat, has="Zuletzt geändert")
    pass_through(seat, "Übersicht")
    seat.choose("check box", "Zeitplan: Als Tabelle")
    table = look(seat, has="Zeitplan als Tabelle").find("table", "Zeitplan als Tabelle")
    assert any("Ausschreibung einer Fachstelle" in one.name for one in table.below() if one.role == "cell")
    seat.choose("page tab", "Tabelle (Anlage 1)")
    overview = look(seat, has="Phasen").find("table", "Phasen")
    assert any("Maßnahmen: Ausschreibung einer Fachstelle" in one.name for one in overview.below())
    assert not any(one.name == "Maßnahmen: leer" for one in overview.below())
    seat.until_focus("Phasen")
    pass_through(seat, "Übersicht")
    seat.press("ctrl+Next")
    seat.until_focus("Maßnahmen")
    look(seat, has="Einzelheiten: Ausschreibung")
    pass_through(seat, "1  Analyse der Ausgangssituation, 6 Maßnahmen überfällig")

    seat.press("ctrl+Prior", "ctrl+Prior")
    seat.until_focus("Sitzung vorbereiten")
    pass_through(seat, "Sitzungen")
    seat.choose("push button", "Nächste Sitzung vorbereiten")
    seat.until_focus("Titel")
    look(seat, has="Sitzungsleitung")
    pass_through(seat, "Sitzungen")
    for page, has in (("Tagesordnung", "Besprochen"), ("Anwesenheit", "Mitglieder einladen")):
        seat.choose("page tab", page)
        look(seat, has=has)
        pass_through(seat, "Sitzungen")
    seat.press("ctrl+Prior")
    seat.until_focus("Kooperationspartner")
    look(seat, has="Einzelheiten: AK Asyl")
    pass_through(seat, "Partner")


def test_what_happens_is_announced_and_all_is_reached_by_key(seat: Seat) -> None:
    seat.press("ctrl+Next")
    seat.until_focus("Maßnahmen")
    look(seat, has="Einzelheiten: Ausschreibung")
    for keys, sentence in (
        ("ctrl+2", "Status von ‚Ausschreibung einer Fachstelle‘ geändert"),
        ("ctrl+z", "Rückgängig gemacht: Status von ‚Ausschreibung"),
        ("ctrl+y", "Wiederholt: Status von ‚Ausschreibung"),
        ("ctrl+s", "schon gespeichert"),
    ):
        seat.press(keys)
        seat.until_heard(sentence)
    # What a field refuses.
    seat.press("Right", "Right")
    seat.until_focus("Zeitraum: leer")
    seat.press("F2")
    wait(lambda: seat.ears.focus().role == "text", "an editor")
    seat.hands.type("xx")
    seat.press("Return")
    seat.until_heard("„xx“ ist kein Monat und kein Datum")
    seat.press("Escape")
    # The form is one stop, and Enter leads in.
    seat.press("Left", "Left", "Escape", "Tab")
    seat.until_focus("Einzelheiten: Ausschreibung")
    seat.press("Return")
    wait(lambda: seat.ears.focus().role == "text", "the keyboard in the form")
    seat.press("Tab")
    seat.until_focus("Notiz")
    seat.press("Escape")
    seat.until_focus("Maßnahmen")
    for keys, typed, has, sentence in (
        ("ctrl+shift+f", "Ein", "Maßnahmen filtern", "von 6"),
        ("ctrl+f", "Netzwerk", "Im ganzen Plan suchen", "Treffer"),
    ):
        seat.press(keys)
        seat.until_focus(has)
        seat.hands.type(typed)
        seat.until_heard(sentence)
        look(seat, has=has)
        seat.press("Escape")
        wait(lambda: "Maßnahme" in seat.ears.focus().name, "the keyboard back in the list")
    for keys, has in (("F7", "Überfällige"), ("ctrl+shift+h", "Seit"), ("ctrl+shift+p", "Schnell öffnen")):
        seat.press(keys)
        look(seat, has=has)
        seat.press("Escape")
        wait(lambda: "Maßnahme" in seat.ears.focus().name, "the keyboard back in the list")
    # What a step of the history changed, and the plan as it was then.
    seat.press("ctrl+h")
    seat.until_focus("Im Verlauf suchen")
    look(seat, "Verlauf")
    seat.press("Tab", "Tab")
    seat.until_focus("Schritte")
    seat.press("Tab")
    seat.until_focus("Was der Schritt geändert hat")
    seat.press("Down", "Right")
    seat.until_focus("Vorher: geplant")
    seat.press("alt+a")
    seat.until_heard("Stand vom")
    look(seat, "Stand")


@pytest.mark.faults
def test_dialogs_tell_what_they_have_and_esc_leaves_them(seat: Seat) -> None:
    for entry, title in MODAL.items():
        seat.choose_entry(entry)
        look(seat, title)
        seat.press("Escape")
        wait(lambda title=title: not any(title in one for one in seat.ears.titles()), f"„{title}“ to go")


@pytest.mark.faults
@pytest.mark.skipif(shutil.which("orca") is None, reason="orca is not installed")
def test_orca_says_measure_and_status(seat: Seat, tmp_path: Path) -> None:
    log, heard = tmp_path / "orca.log", 0

    def spoken() -> list[str]:
        return re.findall("SPEECH OUTPUT: '(.*)'", log.read_text("utf-8")) if log.exists() else []

    def says(*parts: str) -> None:
        """Wait until all these parts were said since the last time."""
        nonlocal heard

        def is_said() -> bool:
            # Orca keeps the end of its log to itself until there is more, for which any key will do.
            seat.press("Shift_L")
            time.sleep(1)
            return all(any(part in one for one in spoken()[heard:]) for part in parts)

        wait(is_said, f"Orca to say {parts}")
        heard = len(spoken())

    with seat.hands.beside("orca", "--replace", f"--debug-file={log}"):
        wait(seat.ears.is_joined, "Orca")
        # It looks around first; a key that comes meanwhile makes both wait for each other.
        time.sleep(4)
        seat.press("ctrl+Next")
        says("Maßnahme: Ausschreibung einer Fachstelle", "Status: geplant", "Verantwortlich: leer")
        seat.press("Down")
        says("Maßnahme: Einstellung der Koordinatorin", "Status: geplant", "Verantwortlich: leer")
        seat.press("ctrl+2")
        seat.until_heard("Status von ‚Einstellung")
        seat.press("Up")
        says("Maßnahme: Ausschreibung einer Fachstelle", "Verantwortlich: leer")
        seat.press("Down")
        says("Maßnahme: Einstellung der Koordinatorin", "Status: läuft", "Verantwortlich: leer")
        seat.press("ctrl+z")
        seat.until_heard("Rückgängig gemacht: Status von ‚Einstellung")
        seat.press("Up")
        says("Maßnahme: Ausschreibung einer Fachstelle", "Verantwortlich: leer")
        seat.press("Down")
        says("Maßnahme: Einstellung der Koordinatorin", "Status: geplant")

"""What is done with keys and mouse in the windows of the program."""

import random

from tests.monkey.monkey import Monkey

WORDS = (
    "Maßnahme", "Übersicht", "jüdisch-muslimischer Dialog", "Fördermittel", "10.000", "3/2027", "07/2027", "01.03.2026",
    "mbr", "JA; Jugendamt", "a", "ß", "Ö", "2", "<b>fett</b>", "& so", "läuft", "x" * 60, "Prüfung, Ärger und Öl",
)  # fmt: skip
KEYS = (
    "tab", "tab", "shift+tab", "enter", "enter", "enter", "esc", "esc", "f2", "f2", "up", "down", "down", "left",
    "right", "home", "end", "pgup", "pgdn", "del", "back", "space", "shift+down", "shift+up", "ctrl+home", "ctrl+end",
    "ctrl+a", "ctrl+del", "ctrl+enter", "alt+down", "shift+f10", "menu", "insert", "shift+enter", "alt+enter",
)  # fmt: skip
SHORTCUTS = (
    "ctrl+m", "ctrl+m", "ctrl+g", "ctrl+k", "ctrl+z", "ctrl+z", "ctrl+z", "ctrl+y", "ctrl+y", "ctrl+shift+z", "ctrl+d",
    "ctrl+c", "ctrl+x", "ctrl+v", "ctrl+f", "ctrl+h", "ctrl+1", "ctrl+2", "ctrl+3", "ctrl+4", "ctrl+5", "f4", "f6",
    "shift+f6", "f7", "f3", "shift+f3", "alt+shift+up", "alt+shift+down", "alt+shift+left", "alt+shift+right",
    "ctrl+pgup", "ctrl+pgdn", "ctrl+pgdn", "ctrl+tab", "ctrl+shift+f", "ctrl+shift+o", "ctrl+e", "ctrl+shift+pgup",
    "ctrl+shift+pgdn", "f1",
)  # fmt: skip
SELDOM = ("ctrl+p", "ctrl+shift+d", "ctrl+n", "ctrl+o", "ctrl+shift+s", "f11", "ctrl+shift+n")
MENUS = {
    "Phase löschen": ("alt+p", "s"),
    "Neue Phase": ("alt+p", "p"),
    "Phase umbenennen": ("alt+p", "u"),
    "Nummern oder Punkte": ("alt+b", "m"),
    "Projektdaten": ("alt+p", "d"),
    "Ergebnisse des Jahres": ("ctrl+r",),
    "Matrix": ("alt+r", "t"),
    "Ähnliche Partner": ("alt+r", "h"),
    "Abkürzungen": ("alt+r", "b"),
    "Zusammenführen": ("alt+r", "f"),
    "Kontakte löschen": ("alt+r", "e"),
    "Sicherungen": ("alt+d", "g"),
    "In Phase verschieben": ("alt+b", "p", "enter"),
    "Darstellung": ("alt+a", "d", "down", "enter"),
}
AWAY = ("enter", "ctrl+pgdn", "f6", "f7", "ctrl+f", "tab", "shift+tab", "ctrl+m", "ctrl+g", "ctrl+h", "ctrl+p")
"""Keys that lead away from an open editor, whose text must not be lost by that."""


def type_words(monkey: Monkey, dice: random.Random) -> None:
    """Type what people type, where the keyboard is."""
    monkey.hands.type(dice.choice(WORDS))
    if dice.random() < 0.5:
        monkey.hands.press(dice.choice(("enter", "tab", "esc")))


def dead_keys(monkey: Monkey, dice: random.Random) -> None:
    """Type a letter of two keys."""
    monkey.hands.press(dice.choice(("acute", "grave", "circumflex")), dice.choice(("e", "a", "u", "space")))


def keys(monkey: Monkey, dice: random.Random) -> None:
    """Press keys that move about."""
    monkey.hands.press(*dice.choices(KEYS, k=dice.randint(1, 4)))


def shortcut(monkey: Monkey, dice: random.Random) -> None:
    """Press a shortcut, now and then twice."""
    one = dice.choice(SHORTCUTS)
    monkey.hands.press(*[one] * dice.choice((1, 1, 1, 2)))


def seldom(monkey: Monkey, dice: random.Random) -> None:
    """Open what is above the window, do a little there, and close it."""
    monkey.hands.press(dice.choice(SELDOM))
    _a_little_there(monkey, dice)


def menu(monkey: Monkey, dice: random.Random) -> None:
    """Choose from a menu by its letters."""
    name = dice.choice(list(MENUS))
    monkey.note(name)
    monkey.hands.press(*MENUS[name])
    if name not in ("Phase löschen", "Neue Phase", "Nummern oder Punkte"):
        _a_little_there(monkey, dice)


def undo_some(monkey: Monkey, dice: random.Random) -> None:
    """Take back a few steps, and do most of them again."""
    steps = dice.randint(1, 8)
    monkey.hands.press(*["ctrl+z"] * steps, *["ctrl+y"] * dice.randint(0, steps))


def remove_phase_and_undo(monkey: Monkey, dice: random.Random) -> None:
    """Delete a phase, and mostly bring it back."""
    if monkey.come_home():
        monkey.hands.press(*["ctrl+pgdn"] * dice.randint(0, 3), *MENUS["Phase löschen"])
        monkey.hands.press(*dice.choice((["ctrl+z"], ["ctrl+z"], ["ctrl+z", "ctrl+y", "ctrl+z"], [])))


def click_widget(monkey: Monkey, dice: random.Random) -> None:
    """Click on something that can be clicked."""
    seen = monkey.look()
    if seen["places"]:
        _click(monkey, dice, *dice.choice(seen["places"]))


def click_anywhere(monkey: Monkey, dice: random.Random) -> None:
    """Click somewhere in the window in front."""
    if (place := _place(monkey, dice)) is not None:
        _click(monkey, dice, *place)


def drag(monkey: Monkey, dice: random.Random) -> None:
    """Drag from somewhere to somewhere."""
    start, end = _place(monkey, dice), _place(monkey, dice)
    if start is not None and end is not None:
        monkey.hands.drag(start, end, dice)


def wheel(monkey: Monkey, dice: random.Random) -> None:
    """Turn the wheel."""
    if (place := _place(monkey, dice)) is not None:
        monkey.hands.click(*place, button=dice.choice((4, 5)), times=dice.randint(1, 5))


def fill_clipboard(monkey: Monkey, dice: random.Random) -> None:
    """Put something on the clipboard elsewhere, and mostly paste it."""
    rows = [dice.choice(WORDS) for _ in range(dice.randint(1, 4))]
    table = "".join(f"<tr><td>{row}</td><td>läuft</td><td>03/2027</td></tr>" for row in ("A", "B"))
    kinds = (
        {"text": "\n".join(rows)},
        {"text": "\n".join(f"{row}\tläuft\t03/2027\tmbr" for row in rows)},
        {"text": "- eins\n  - zwei\n- drei"},
        {"html": f"<table>{table}</table>", "text": "A\tläuft\t03/2027\nB\tläuft\t03/2027"},
        {"html": "<ul><li>eins<ul><li>zwei</li></ul></li></ul>"},
        {"files": [monkey.home.as_uri() + "/Bericht ä.pdf"], "text": str(monkey.home / "Bericht ä.pdf")},
        {"picture": True},
    )
    monkey.copy(**dice.choice(kinds))
    if dice.random() < 0.8:
        monkey.hands.press("ctrl+v")
        if dice.random() < 0.5:
            monkey.hands.press("enter")


def row_typed(monkey: Monkey, dice: random.Random) -> None:
    """Add a measure and type it in one of the ways that people have; what was typed must be somewhere then."""
    if not _new_row(monkey, dice):
        return
    word, other = _word(dice), _word(dice)
    hands = monkey.hands
    way = dice.randrange(6)
    if way == 0:
        hands.type(word)
        hands.press("enter")
        monkey.must_find(word)
    elif way == 1:
        hands.type(word)
        hands.press("enter")
        hands.type(other)
        hands.press("enter")
        monkey.must_find(word, other)
        hands.press("esc")
    elif way == 2:
        hands.type(word)
        hands.press("ctrl+m")
        hands.type(other)
        hands.press("enter")
        monkey.must_find(word, other)
    elif way == 3:
        hands.press("ctrl+m")
        hands.type(word)
        hands.press("enter")
        monkey.must_find(word)
    elif way == 4:
        hands.type(word)
        hands.press(dice.choice(AWAY))
        monkey.must_find(word)
    else:
        hands.type(word)
        if places := monkey.look()["places"]:
            hands.click(*dice.choice(places))
        monkey.must_find(word)


def row_typed_through(monkey: Monkey, dice: random.Random) -> None:
    """Type a measure's row from column to column as in a spreadsheet."""
    if not _new_row(monkey, dice):
        return
    word, other = _word(dice), _word(dice)
    monkey.hands.type(word)
    monkey.hands.press("tab", "tab")
    monkey.hands.type("07/2027")
    monkey.hands.press("tab")
    monkey.hands.type(other)
    monkey.hands.press("enter")
    monkey.must_find(word, other)


def edit_then_add(monkey: Monkey, dice: random.Random) -> None:
    """Open the editor of a cell, and add a measure while it is open."""
    if not _new_row(monkey, dice):
        return
    word = _word(dice)
    monkey.hands.press("esc", dice.choice(("up", "down", "home")), "f2", "ctrl+m")
    monkey.hands.type(word)
    monkey.hands.press("enter")
    monkey.must_find(word)


def resize(monkey: Monkey, dice: random.Random) -> None:
    """Drag the lower right corner of the window."""
    left, top, width, height = monkey.look()["frame"]
    if width:
        corner = left + width, top + height
        monkey.hands.drag(corner, (corner[0] + dice.randint(-400, 300), corner[1] + dice.randint(-300, 200)), dice)


def _a_little_there(monkey: Monkey, dice: random.Random) -> None:
    for _ in range(dice.randint(0, 3)):
        seen = monkey.look()
        if seen["window"] in ("", "MainWindow", "QFileDialog"):
            break
        dice.choice((keys, click_widget, type_words))(monkey, dice)
    if dice.random() < 0.6:
        monkey.hands.press("esc")


def _click(monkey: Monkey, dice: random.Random, x: int, y: int) -> None:
    button, times = dice.choice(((1, 1), (1, 1), (1, 1), (1, 2), (3, 1)))
    monkey.hands.click(x, y, button, times, dice.choice(("", "", "", "", "ctrl", "shift")))
    if button == 3 and dice.random() < 0.7:
        monkey.hands.press(*["down"] * dice.randint(0, 9), dice.choice(("enter", "esc")))


def _place(monkey: Monkey, dice: random.Random) -> tuple[int, int] | None:
    left, top, width, height = monkey.look()["frame"]
    if width < 3 or height < 3:
        return None
    return left + dice.randrange(1, width - 1), top + dice.randrange(1, height - 1)


def _new_row(monkey: Monkey, dice: random.Random) -> bool:
    """Add a measure; whether an empty editor waits for its text."""
    if not monkey.come_home():
        return False
    if dice.random() < 0.3:
        monkey.hands.press("ctrl+pgdn")
    monkey.hands.press("ctrl+m")
    monkey.idle()
    # Elsewhere the command rests, and a cell of another list may be open.
    seen = monkey.look()
    return (seen["cell"], seen["column"]) == ("", "Maßnahme")


def _word(dice: random.Random) -> str:
    return f"Wörtchen{dice.randrange(10**9)}"

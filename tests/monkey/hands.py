"""Hands at a screen: keys and mouse through the X server's test extension, as if from real devices."""

import ctypes
import ctypes.util
import random
import time
from collections.abc import Callable

_PRESSED, _RELEASED = 1, 0
_SYMBOLS = {
    "ctrl": "Control_L",
    "shift": "Shift_L",
    "alt": "Alt_L",
    "altgr": "ISO_Level3_Shift",
    "pgup": "Prior",
    "pgdn": "Next",
    "enter": "Return",
    "esc": "Escape",
    "tab": "Tab",
    "del": "Delete",
    "back": "BackSpace",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "home": "Home",
    "end": "End",
    "space": "space",
    "menu": "Menu",
    "acute": "dead_acute",
    "grave": "dead_grave",
    "circumflex": "dead_circumflex",
    "insert": "Insert",
} | {f"f{number}": f"F{number}" for number in range(1, 13)}
_SHIFTS: tuple[tuple[str, ...], ...] = ((), ("shift",), ("altgr",), ("shift", "altgr"))
_BLANK, _WIDE_LETTERS = 0x20, 0xFF
"""From here to there a letter's number is its key symbol; others have theirs from 0x01000000 on."""


class Hands:
    """Presses keys and moves the mouse on one screen; ``note`` is told of each thing it does.

    ``settle`` is called after each: whoever is patient waits there until the program has done what it was asked for.
    """

    def __init__(self, screen: str, note: Callable[[str], object], settle: Callable[[], object]):
        self._note, self._settle = note, settle
        self._x11, self._test = (ctypes.CDLL(_library(name)) for name in ("X11", "Xtst"))
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XStringToKeysym.restype = self._x11.XkbKeycodeToKeysym.restype = ctypes.c_ulong
        self._x11.XStringToKeysym.argtypes = [ctypes.c_char_p]
        opened = self._x11.XOpenDisplay(screen.encode())
        if not opened:
            raise RuntimeError(f"no screen {screen}")
        self._display = ctypes.c_void_p(opened)
        self._keys = self._layout()

    def press(self, *combinations: str) -> None:
        """Press key combinations, such as ``ctrl+m``, one after the other."""
        for combination in combinations:
            self._note(combination)
            *held, last = combination.split("+")
            code, shifts = self._key(last)
            self._strike(code, [*held, *shifts])
            self._settle()

    def type(self, text: str) -> None:
        """Type a text, each letter that the keyboard has."""
        self._note(f"„{text}“")
        for letter in text:
            code, shifts = self._key(letter)
            self._strike(code, shifts)
        self._settle()

    def click(self, x: int, y: int, button: int = 1, times: int = 1, held: str = "") -> None:
        """Click at a place: button 1 left, 3 right, 4 and 5 the wheel; with a modifier held down."""
        self._note(f"{held and held + '+'}click{button}{'×' + str(times) if times > 1 else ''} {x},{y}")
        self._move(x, y)
        if held:
            self._one(self._key(held)[0], _PRESSED)
        for _ in range(times):
            self._button(button, _PRESSED)
            self._button(button, _RELEASED)
        if held:
            self._one(self._key(held)[0], _RELEASED)
        self._flush()
        self._settle()

    def drag(self, start: tuple[int, int], end: tuple[int, int], dice: random.Random) -> None:
        """Press the left button at a place, move to another in a few steps, and let go there; sometimes with Esc."""
        self._note(f"drag {start[0]},{start[1]} → {end[0]},{end[1]}")
        self._move(*start)
        self._button(1, _PRESSED)
        for step in range(1, 6):
            self._move(*(round(a + (b - a) * step / 5) for a, b in zip(start, end, strict=True)))
            self._flush()
            time.sleep(0.01)
        if dice.random() < 0.1:
            self._strike(self._key("esc")[0], ())
        self._button(1, _RELEASED)
        self._flush()
        self._settle()

    def let_go(self) -> None:
        """Let go of everything that may still be held."""
        for name in ("ctrl", "shift", "alt", "altgr"):
            self._one(self._key(name)[0], _RELEASED)
        self._button(1, _RELEASED)
        self._flush()

    def leave(self) -> None:
        """Go away from the screen."""
        self._x11.XCloseDisplay(self._display)

    def _layout(self) -> dict[int, tuple[int, tuple[str, ...]]]:
        """Which key, with what held, gives a symbol; the key that needs least wins."""
        found: dict[int, tuple[int, tuple[str, ...]]] = {}
        for level, shifts in enumerate(_SHIFTS):
            for code in range(8, 256):
                symbol = self._x11.XkbKeycodeToKeysym(self._display, ctypes.c_ubyte(code), 0, level)
                if symbol:
                    found.setdefault(symbol, (code, shifts))
        return found

    def _key(self, name: str) -> tuple[int, tuple[str, ...]]:
        if len(name) == 1:
            number = ord(name)
            symbol = number if _BLANK <= number <= _WIDE_LETTERS else 0x01000000 + number
            # The euro and some others have a symbol of an older kind.
            symbol = {0x010020AC: 0x20AC}.get(symbol, symbol)
        else:
            symbol = self._x11.XStringToKeysym(_SYMBOLS[name].encode())
        return self._keys[symbol]

    def _strike(self, code: int, held: list[str] | tuple[str, ...]) -> None:
        modifiers = [self._key(name)[0] for name in held]
        for modifier in modifiers:
            self._one(modifier, _PRESSED)
        self._one(code, _PRESSED)
        self._one(code, _RELEASED)
        for modifier in reversed(modifiers):
            self._one(modifier, _RELEASED)
        self._flush()

    def _one(self, code: int, what: int) -> None:
        self._test.XTestFakeKeyEvent(self._display, code, what, 0)

    def _button(self, button: int, what: int) -> None:
        self._test.XTestFakeButtonEvent(self._display, button, what, 0)

    def _move(self, x: int, y: int) -> None:
        self._test.XTestFakeMotionEvent(self._display, -1, x, y, 0)

    def _flush(self) -> None:
        """Return once the server has passed everything on."""
        self._x11.XSync(self._display, 0)


def missing() -> str:
    """The library that is not there; empty where all are."""
    return next((f"lib{name}" for name in ("X11", "Xtst") if not ctypes.util.find_library(name)), "")


def _library(name: str) -> str:
    found = ctypes.util.find_library(name)
    if found is None:
        raise RuntimeError(f"lib{name} is not installed")
    return found

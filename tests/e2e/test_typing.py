"""The whole plan of the source document, typed into an empty one with the keyboard alone."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nrw_desktop.domain.text.collation import sort_key
from tests.e2e.person import Person, missing_tool, person
from tests.program import program_command

pytestmark = pytest.mark.skipif(bool(missing_tool()), reason=f"{missing_tool()} is not installed")

TEMPLATE = Path(__file__).resolve().parents[1] / "data" / "bielefeld.json"
WINDOW = "Getippt.nrwplan"
PROJECT = ("heading", "end", "title", "introduction", "lead", "municipality", "programme", "funding_notice")
"""The fields of the project in the order of the Tab key."""


@pytest.fixture
def coordinator() -> Iterator[Person]:
    with person() as someone:
        yield someone


def program(*arguments: object) -> str:
    """What the command line says."""
    return subprocess.run(program_command(*arguments), stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout


class Typist:
    """Someone who copies a plan from paper: knows the keys, and where the Tab key leads."""

    def __init__(self, hands: Person, source: dict[str, Any]):
        self._hands, self._source = hands, source
        self._press, self._type = hands.press, hands.write

    def project(self) -> None:
        """The dialog „Projektdaten“, field by field."""
        self._open("Projektdaten", "alt+p", "d")
        for field in PROJECT:
            self._type(self._source["project"][field] or "")
            self._press("Tab")
        self._close("Projektdaten", "Escape")

    def phase(self, number: int) -> None:
        """A new phase behind the one in front: its head, measures, goals, reference and partners."""
        phase = self._source["phases"][number - 1]
        self._hands.after(lambda: self._press("ctrl+shift+n"), "the tab of a new phase")
        self._type(phase["title"])
        self._press("Tab")
        self._type(phase["period"]["text"])
        self._press("Return")
        self._rows("ctrl+m", [measure["text"] for measure in phase["measures"]])
        self._goals(phase["goals"])
        if phase["partners"]["refers_to"]:
            self._reference(phase["partners"])
        self._partners(phase["partners"])

    def register(self) -> None:
        """Abbreviations, remarks and other spellings, in the form of each partner that has one."""
        self._hands.after(lambda: self._press("ctrl+Next"), "the register")
        partners = sorted(self._source["partners"], key=lambda partner: sort_key(partner["name"]))
        place = 0
        self._press("ctrl+Home")
        for at, partner in enumerate(partners):
            texts = {"alt+k": partner["abbreviation"], "alt+s": partner["expansion"], "alt+m": partner["remark"]}
            if not any((*texts.values(), *partner["aliases"])):
                continue
            self._press(*["Down"] * (at - place))
            place = at
            for keys, text in texts.items():
                if text:
                    self._press(keys)
                    self._type(text)
            for text in partner["aliases"]:
                # Behind the last field of the form comes the button „Neue Schreibweise“.
                self._press("alt+m", "Tab", "space")
                self._type(text)
                self._press("Return", "Escape")
            self._press("alt+m", *["shift+Tab"] * 6)

    def _rows(self, keys: str, texts: list[str], offered: bool = False) -> None:
        """Rows one after the other: Enter opens the next, Esc ends."""
        if texts:
            self._press(keys)
        for text in texts:
            self._type(text)
            if offered:
                # A list of names comes up and goes: an X server sends keys to its window until then.
                self._hands.rest()
            self._hands.told(lambda: self._press("Return"))
            if offered:
                self._hands.rest()
        if texts:
            self._hands.after(lambda: self._press("Escape"), "the end of the new rows")

    def _goals(self, goals: dict[str, Any]) -> None:
        flat = [(depth, goal["text"]) for depth, goal in _flat(goals)]
        self._rows("ctrl+g", [text for _depth, text in flat])
        self._hands.rest()
        if goals["style"] == "numbered":
            self._hands.after(lambda: self._press("alt+b"), "the menu „Bearbeiten“")
            self._hands.after(lambda: self._press("m"), "numbers instead of bullets")
        self._press("Home")
        for depth, _text in flat:
            self._press(*["alt+shift+Right"] * depth, "Down")

    def _reference(self, said: dict[str, Any]) -> None:
        self._open("Verweis", "ctrl+e")
        self._press("ctrl+a")
        self._type(f"Phase {said['refers_to']}")
        if said["emphasis"]:
            self._press("Tab", "End", "Tab", "ctrl+a")
            self._type(f"Phase {said['emphasis']['joined_in']}")
        self._press("alt+w", "ctrl+a")
        self._type(said["wording"].format(n=said["refers_to"]))
        self._close("Verweis", "Return")

    def _partners(self, said: dict[str, Any]) -> None:
        """The names as in the register; then how this phase prints them."""
        names = [_name(self._source, printed) for printed in said["named"]]
        self._rows("ctrl+k", names, offered=True)
        joined = [f" und {printed}" in said["text"] for printed in said["named"]]
        if names == said["named"] and not any(joined):
            return
        self._open("Verweis", "ctrl+e")
        self._press("alt+g", "ctrl+Home")
        for printed, name, after_and in zip(said["named"], names, joined, strict=True):
            if printed != name:
                self._press("Right", "F2", "ctrl+a")
                self._type(printed)
                self._press("Return", "Left")
            if after_and:
                self._press("Right", "Right", "space", "Left", "Left")
            self._press("Down")
        self._close("Verweis", "alt+o", "Tab", "Return")

    def _open(self, title: str, *keys: str) -> None:
        self._press(*keys)
        self._hands.until(lambda: self._hands.windows(title), f"the dialog „{title}“")
        self._hands.has_keyboard(title)

    def _close(self, title: str, *keys: str) -> None:
        self._press(*keys)
        self._hands.until(lambda: not self._hands.windows(title), f"the end of the dialog „{title}“")
        self._hands.has_keyboard(WINDOW)


def _flat(goals: dict[str, Any], depth: int = 0) -> Iterator[tuple[int, dict[str, Any]]]:
    for goal in goals["items"]:
        yield depth, goal
        if goal["children"]:
            yield from _flat(goal["children"], depth + 1)


def _name(source: dict[str, Any], printed: str) -> str:
    """The partner that a phase prints in these words."""
    for partner in source["partners"]:
        if printed in (partner["name"], *partner["aliases"], f"{partner['name']} ({partner['remark']})"):
            return str(partner["name"])
    raise AssertionError(printed)


# Keys sent by the hundred can overtake a window on a busy machine: not beside other tests.
@pytest.mark.faults
def test_the_whole_plan_is_typed(coordinator: Person, tmp_path: Path) -> None:
    """What is typed with keys alone is, exported, the same as the template that the program brings along."""
    source = json.loads(TEMPLATE.read_text("utf-8"))
    plan = tmp_path / WINDOW
    program("new", plan, "--template", "leer")
    coordinator.start(WINDOW, plan)
    typist = Typist(coordinator, source)
    typist.project()
    for number in range(1, len(source["phases"]) + 1):
        typist.phase(number)
    typist.register()
    coordinator.press("ctrl+q")
    assert coordinator.wait_for_end() == 0
    assert program("show", plan, "--json") == TEMPLATE.read_text("utf-8")

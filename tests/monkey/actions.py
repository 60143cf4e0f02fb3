"""What the monkey does, each with its weight; which one, its number alone decides, so that a part can be repeated."""

import random
from collections.abc import Callable

from tests.monkey import inside, outside
from tests.monkey.monkey import Monkey
from tests.monkey.oracle import FaultError

Action = Callable[[Monkey, random.Random], object]

ACTIONS: dict[Action, float] = {
    inside.type_words: 130,
    inside.dead_keys: 15,
    inside.keys: 200,
    inside.shortcut: 200,
    inside.seldom: 12,
    inside.menu: 30,
    inside.undo_some: 30,
    inside.remove_phase_and_undo: 5,
    inside.click_widget: 90,
    inside.click_anywhere: 60,
    inside.drag: 20,
    inside.wheel: 25,
    inside.fill_clipboard: 20,
    inside.row_typed: 30,
    inside.row_typed_through: 4,
    inside.edit_then_add: 5,
    outside.older_copy: 8,
    outside.diverged_copy: 3,
    outside.second_process: 5,
    outside.move_file: 4,
    outside.put_file_back: 2,
    inside.resize: 4,
    outside.restart: 4,
    outside.kill: 3,
    outside.another_plan: 0.7,
    outside.check_files: 2,
}


def chosen(seed: int, number: int) -> tuple[Action, random.Random]:
    """The action of this number, and the dice it is done with."""
    dice = random.Random(f"{seed}:{number}")
    return dice.choices(list(ACTIONS), list(ACTIONS.values()))[0], dice


def tidy(monkey: Monkey, away: int) -> None:
    """Come back from what lies above the window: at once from choosing a file, from others after a few actions."""
    seen = monkey.look()
    if seen["window"] == "QFileDialog":
        # What is suggested for a PDF may be written, nothing else.
        monkey.hands.press("enter" if "PDF" in seen["title"] else "esc")
    if away > 8 and not monkey.come_home() and monkey.is_running():
        raise FaultError("no way back to the window", f"{seen['window']} „{seen['title']}“")

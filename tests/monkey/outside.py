"""What happens to the program and its files from outside: copies, other programs, names, starts and ends."""

import random

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.monkey.inside import keys, row_typed, shortcut, type_words
from tests.monkey.monkey import Monkey
from tests.monkey.oracle import STRANGER


def older_copy(monkey: Monkey, dice: random.Random) -> None:
    """Put an older copy back, or lay one aside for later; mostly somebody types on then."""
    copies = sorted(monkey.aside.iterdir())
    if not _can_lay(monkey):
        return
    if not copies or dice.random() < 0.5:
        monkey.note("keep a copy")
        monkey.keep_copy()
        return
    monkey.lay(dice.choice(copies), _way(dice))
    if dice.random() < 0.7:
        row_typed(monkey, dice)


def diverged_copy(monkey: Monkey, dice: random.Random) -> None:
    """Work on a copy while the program goes on, and put it in the place of the file; so both counted as far."""
    if not _can_lay(monkey):
        return
    copy, before = monkey.keep_copy(), monkey.plan.read_bytes()
    row_typed(monkey, dice)
    # SQLite's counter of changes.
    steps = int.from_bytes(monkey.plan.read_bytes()[24:28], "big") - int.from_bytes(before[24:28], "big")
    try:
        with PlanFile.open(copy, STRANGER) as file:
            for _ in range(max(1, steps) if dice.random() < 0.7 else dice.randint(1, 4)):
                _edit(file, dice)
    except PlanError:
        return
    monkey.lay(copy, _way(dice))
    row_typed(monkey, dice)


def second_process(monkey: Monkey, dice: random.Random) -> None:
    """Another program writes into the file."""
    if monkey.moved is not None:
        return
    monkey.note("another program writes")
    monkey.oracle.observe()
    monkey.outside = True
    try:
        with PlanFile.open(monkey.plan, STRANGER) as file:
            for _ in range(dice.randint(1, 3)):
                _edit(file, dice)
    except PlanError as error:
        monkey.note(str(error))
    monkey.oracle.observe()


def move_file(monkey: Monkey, dice: random.Random) -> None:
    """Rename the file, go on for a little, and put it back."""
    if not _can_lay(monkey):
        return
    monkey.oracle.observe()
    monkey.move()
    for _ in range(dice.randint(0, 3)):
        dice.choice((row_typed, keys, shortcut, type_words))(monkey, dice)
    if dice.random() < 0.8:
        monkey.put_back()


def put_file_back(monkey: Monkey, _dice: random.Random) -> None:
    """Give the file its name back."""
    monkey.put_back()


def restart(monkey: Monkey, dice: random.Random) -> None:
    """End the program in order; it is started again before the next action."""
    monkey.come_home()
    monkey.hands.press(dice.choice(("ctrl+q", "alt+f4")))


def kill(monkey: Monkey, _dice: random.Random) -> None:
    """End the program at once."""
    monkey.kill()


def another_plan(monkey: Monkey, _dice: random.Random) -> None:
    """Go on with a fresh plan."""
    monkey.kill()
    monkey.put_back()
    monkey.note("a fresh plan")
    monkey.fresh_plan()


def check_files(monkey: Monkey, _dice: random.Random) -> None:
    """Look whether all files are sound."""
    monkey.idle()
    monkey.oracle.check_files()


def _can_lay(monkey: Monkey) -> bool:
    """Whether the program has a plan open whose file lies where it did."""
    return monkey.moved is None and monkey.is_home(monkey.look())


def _way(dice: random.Random) -> str:
    return dice.choice(("in place", "in place", "by rename", "in two goes"))


def _edit(file: PlanFile, dice: random.Random) -> None:
    plan = file.plan
    measures = [one for one in plan.rows["measure"].values() if isinstance(one, Measure)]
    if measures:
        key = dice.choice(measures).id
        file.commit(edits.measures.set_field(plan, key, "text", f"Von anderswo {dice.randrange(10**6)}"))

"""Takes the pictures for README and handbook from the real program: python tests/screenshots.py [docs|handbook …].

The plan is Bielefeld's, with dates, people in charge and progress as they could be after some months. The handbook's
pictures are taken light and dark, in a smaller window, so that they can be read beside its text.
"""

import importlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
SIZE, HANDBOOK_SIZE = "1366x800x24", "1080x700x24"
LARGEST, HANDBOOK_LARGEST = 200_000, 70_000
"""Bytes of one picture; a larger one gets fewer colours."""
HANDBOOK_SCHEMES = ("light", "dark")
DAY = "2017-10-16 10:00:00"
"""When all of it is seen: in the second phase of the plan."""

PROGRESS: dict[int, tuple[tuple[str, str, str], ...]] = {
    1: (
        ("done", "03–04/2017", "AK Asyl"),
        ("done", "04–05/2017", "Kommunales Integrationszentrum"),
        ("done", "05–06/2017", "Integrationsagenturen"),
        ("running", "06–07/2017", "Kommunales Integrationszentrum"),
        ("postponed", "ab 07/2017", ""),
        ("planned", "07/2017", "Bündnis gegen Rechts"),
    ),
    2: (
        ("running", "08–10/2017", "MBR"),
        ("running", "09–11/2017", "Universität Bielefeld – IKG"),
        ("planned", "10–12/2017", ""),
        ("planned", "11–12/2017", "Migrantenselbstorganisationen"),
    ),
}
"""For each phase, measure by measure: status, months, who is responsible."""
NOTE = "Termin mit dem Jugendamt steht; Raum im Neuen Rathaus ist angefragt."


def main(wanted: Sequence[str]) -> int:
    """Take the pictures for these places, or all."""
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory(prefix="nrw-pictures-") as home:
        os.environ |= {"HOME": home, "NRW_DESKTOP_DATA": f"{home}/data", "XDG_CONFIG_HOME": f"{home}/config"}
        plan = Path(home, "Bielefeld.nrwplan")
        make_on_the_day(plan)
        person = importlib.import_module("tests.e2e.person").person
        if not wanted or "docs" in wanted:
            with person(SIZE) as someone:
                take_all(someone, plan, ROOT / "docs")
        if not wanted or "handbook" in wanted:
            with person(HANDBOOK_SIZE) as someone:
                take_handbook(someone, plan, ROOT / "resources" / "handbook" / "pictures")
    return 0


def make_plan(path: Path) -> None:
    """Bielefeld's plan with progress, through the same edits as in the window."""
    edits = importlib.import_module("nrw_desktop.domain.edits")
    new_plans = importlib.import_module("nrw_desktop.storage.upkeep.new_plans")
    with new_plans.new_plan(path, "bielefeld") as file:
        for number, rows in PROGRESS.items():
            measures = file.plan.measures(file.plan.phases[number - 1].id)
            for measure, (status, months, responsible) in zip(measures, rows, strict=True):
                file.commit(edits.measures.set_field(file.plan, measure.id, "status", status))
                file.commit(edits.measures.set_period(file.plan, measure.id, months))
                file.commit(edits.measures.set_field(file.plan, measure.id, "responsible", responsible))
        first = file.plan.measures(file.plan.phases[0].id)[0]
        file.commit(edits.measures.set_field(file.plan, first.id, "note", NOTE))
        partner = min(file.plan.partners, key=lambda found: found.name.casefold())
        for field, value in (("person", "Geschäftsstelle"), ("mail", "info@beispiel.de")):
            file.commit(edits.partners.set_contact(file.plan, partner.id, field, value))


def make_on_the_day(path: Path) -> None:
    """The same, made when the pictures are taken."""
    made = "import pathlib, sys; from tests.screenshots import make_plan; make_plan(pathlib.Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", made, str(path)], cwd=ROOT, env=os.environ | on_the_day(), check=True)


def take_all(someone: Any, plan: Path, folder: Path) -> None:
    """Go through the pages, light, and then to the first one, dark."""
    title = plan.name
    someone.point(1365, 799)
    someone.surround(**on_the_day())
    someone.start(title, plan)
    take(someone, title, folder / "overview.png")
    someone.after(lambda: someone.press("ctrl+Prior", "ctrl+Prior"), "the partners")
    take(someone, title, folder / "partners.png")
    someone.after(lambda: someone.press(*3 * ["ctrl+Next"]), "the first phase")
    take(someone, title, folder / "phase.png")
    someone.press("ctrl+f")
    someone.rest(0.3)
    someone.press(*"netzwerk", "Return")
    take(someone, title, folder / "find.png")
    someone.press("ctrl+p")
    someone.until(lambda: someone.windows("Drucken und PDF"), "the preview")
    someone.rest(1.5)
    take(someone, "Drucken und PDF", folder / "preview.png")
    someone.kill()
    choose_scheme("dark")
    someone.start(title, plan)
    take(someone, title, folder / "phase-dark.png")
    someone.kill()


def on_the_day() -> dict[str, str]:
    """The variables with which a program lives on the day of the pictures; none where there is no tool for it."""
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    return {"LD_PRELOAD": str(found[0]), "FAKETIME": f"@{DAY}", "FAKETIME_DONT_FAKE_MONOTONIC": "1"} if found else {}


def take_handbook(
    someone: Any,
    plan: Path,
    folder: Path,
    schemes: Sequence[str] = HANDBOOK_SCHEMES,
    names: Sequence[str] = (),
) -> None:
    """Take what the handbook shows, in each scheme; with ``names`` only these, which must be the first ones."""
    someone.point(1079, 699)
    someone.surround(**on_the_day())
    for scheme in schemes:
        (folder / scheme).mkdir(parents=True, exist_ok=True)
        choose_scheme(scheme)
        someone.start(plan.name, plan)
        for name in names or HANDBOOK:
            title = HANDBOOK[name](someone) or plan.name
            take(someone, title, folder / scheme / f"{name}.png", HANDBOOK_LARGEST)
        someone.kill()


def _stand(_someone: Any) -> str:
    return ""


def _phase(someone: Any) -> str:
    someone.after(lambda: someone.press("ctrl+Next"), "the first phase")
    return ""


def _tour(someone: Any) -> str:
    someone.after(lambda: someone.press("alt+h"), "the menu „Hilfe“")
    someone.after(lambda: someone.press("r"), "the tour")
    someone.after(lambda: someone.press("Return"), "its second step")
    return ""


def _find(someone: Any) -> str:
    someone.after(lambda: someone.press("Escape"), "the end of the tour")
    someone.press("ctrl+f")
    someone.rest(0.3)
    someone.press(*"netzwerk", "Return")
    return ""


def _print(someone: Any) -> str:
    return _opened(someone, "ctrl+p", "Drucken und PDF", 1.5)


def _settings(someone: Any) -> str:
    someone.press("Escape")
    someone.rest(0.3)
    return _opened(someone, "ctrl+comma", "Einstellungen")


def _presentation(someone: Any) -> str:
    someone.press("Escape")
    someone.rest(0.3)
    title = _opened(someone, "F5", "Sitzungsansicht")
    someone.press("Next", "Next", "Next")
    return title


def _opened(someone: Any, keys: str, title: str, patience: float = 0.5) -> str:
    someone.press(keys)
    someone.until(lambda: someone.windows(title), f"„{title}“")
    someone.rest(patience)
    return title


HANDBOOK: dict[str, Callable[[Any], str]] = {
    "stand": _stand,
    "phase": _phase,
    "tour": _tour,
    "find": _find,
    "print": _print,
    "settings": _settings,
    "presentation": _presentation,
}
"""What brings each picture of the handbook to the screen after the one before; gives the title of its window, if that
is not the window of the plan."""


def choose_scheme(scheme: str) -> None:
    """Have the program start in this scheme, and otherwise as for the first time."""
    settings = Path(os.environ["NRW_DESKTOP_DATA"], "window.ini")
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(f"[General]\nscheme={scheme}\n", "utf-8")


def take(someone: Any, title: str, file: Path, largest: int = LARGEST) -> None:
    """Save a window's picture, with no more colours than it may have bytes."""
    someone.rest(0.8)
    left, top, width, height = someone.place(title)
    picture = importlib.import_module("tests.pixels").image(someone.look()[top : top + height, left : left + width])
    picture.save(file, optimize=True)
    for colors in (256, 128, 64, 32):
        if file.stat().st_size <= largest:
            break
        # By coverage: the usual way keeps many greys of text and gives up the few coloured pixels of an icon.
        picture.quantize(colors, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file}: {picture.width} × {picture.height}, {file.stat().st_size // 1000} KB", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

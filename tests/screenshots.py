"""Takes the pictures for README and handbook from the real program: python tests/screenshots.py [FOLDER].

The plan is Bielefeld's, with dates, people in charge and progress as they could be after some months.
"""

import importlib
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
SIZE = "1366x800x24"
LARGEST = 200_000
"""Bytes of one picture; a larger one gets fewer colours."""

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


def main(folder: Path) -> int:
    """Take all pictures."""
    sys.path.insert(0, str(ROOT))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="nrw-pictures-") as home:
        os.environ |= {"HOME": home, "NRW_DESKTOP_DATA": f"{home}/data", "XDG_CONFIG_HOME": f"{home}/config"}
        plan = Path(home, "Bielefeld.nrwplan")
        make_plan(plan)
        with importlib.import_module("tests.e2e.person").person(SIZE) as someone:
            take_all(someone, plan, folder)
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


def take_all(someone: Any, plan: Path, folder: Path) -> None:
    """Go through the pages, light, and then to the first one, dark."""
    title = plan.name
    someone.point(1365, 799)
    someone.start(title, plan)
    take(someone, title, folder / "overview.png")
    someone.after(lambda: someone.press("ctrl+Prior"), "the partners")
    take(someone, title, folder / "partners.png")
    someone.after(lambda: someone.press("ctrl+Next", "ctrl+Next"), "the first phase")
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
    Path(os.environ["NRW_DESKTOP_DATA"], "window.ini").write_text("[General]\nscheme=dark\n", "utf-8")
    someone.start(title, plan)
    take(someone, title, folder / "phase-dark.png")
    someone.kill()


def take(someone: Any, title: str, file: Path) -> None:
    """Save a window's picture, with no more colours than it may have bytes."""
    someone.rest(0.8)
    left, top, width, height = someone.place(title)
    picture = importlib.import_module("tests.pixels").image(someone.look()[top : top + height, left : left + width])
    picture.save(file, optimize=True)
    for colors in (256, 128, 64):
        if file.stat().st_size <= LARGEST:
            break
        # By coverage: the usual way keeps many greys of text and gives up the few coloured pixels of an icon.
        picture.quantize(colors, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file}: {picture.width} × {picture.height}, {file.stat().st_size // 1000} KB", flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs"))

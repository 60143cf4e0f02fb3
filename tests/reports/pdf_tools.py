"""What poppler and Ghostscript say about a PDF, and plans to print."""

import datetime
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from nrw_desktop.domain.model import order, template
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Measure, Mention, Partner, Phase, Project, Record
from nrw_desktop.paths import plan_template

DAY = datetime.date(2026, 11, 23)
"""What is today for every report that is tested."""


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed (dev.py installs poppler-utils and ghostscript where it may)")
    return found


def _said(name: str, *arguments: str | Path) -> str:
    """What a tool prints, once it has neither failed nor warned."""
    done = subprocess.run([_tool(name), *map(str, arguments)], capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return done.stdout.decode()


def saved(pdf: bytes, folder: Path) -> Path:
    path = folder / "report.pdf"
    path.write_bytes(pdf)
    return path


def text(pdf: bytes, folder: Path, *options: str) -> str:
    return _said("pdftotext", *options, saved(pdf, folder), "-")


def bare(words: str) -> str:
    """Without white space and soft hyphens: what must be equal in the plan and on paper."""
    return re.sub(r"[\s\u00ad\u200b]+", "", words)


def bare_text(pdf: bytes, folder: Path) -> str:
    return bare(text(pdf, folder))


def info(pdf: bytes, folder: Path) -> dict[str, str]:
    lines = _said("pdfinfo", saved(pdf, folder)).splitlines()
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


def fonts(pdf: bytes, folder: Path) -> list[list[str]]:
    """Each font: name, and the columns embedded, subset, unicode."""
    rows = _said("pdffonts", saved(pdf, folder)).splitlines()[2:]
    return [[row.split()[0], *row.split()[-5:-2]] for row in rows]


def urls(pdf: bytes, folder: Path) -> list[str]:
    return _said("pdfinfo", "-url", saved(pdf, folder)).splitlines()[1:]


def images(pdf: bytes, folder: Path) -> list[str]:
    return _said("pdfimages", "-list", saved(pdf, folder)).splitlines()[2:]


def boxes(pdf: bytes, folder: Path) -> list[tuple[int, float, float, float, float]]:
    """Every word's page and box, in points from the upper left corner."""
    found, page = [], 0
    for line in _said("pdftotext", "-bbox", saved(pdf, folder), "-").splitlines():
        page += "<page " in line
        if match := re.search(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">', line):
            left, top, right, bottom = map(float, match.groups())
            found.append((page, left, top, right, bottom))
    return found


def ghostscript(pdf: bytes, folder: Path) -> str:
    """What Ghostscript says when it draws every page: nothing, if all is well."""
    return _said("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", saved(pdf, folder))


def in_grey(pdf: bytes, folder: Path) -> list[Image.Image]:
    """The pages as a printer without colours shows them, at 150 dots per inch."""
    _said("pdftoppm", "-gray", "-r", "150", saved(pdf, folder), folder / "page")
    return [Image.open(path) for path in sorted(folder.glob("page-*.pgm"))]


def seed() -> Plan:
    return Plan.empty().apply(template.origin_change(template.read(plan_template("bielefeld").read_bytes())))


def made(records: Sequence[Record]) -> Plan:
    return Plan.empty().apply(Change(tuple(inserted(record) for record in records), "Plan angelegt", "origin"))


def plan_of(*measures: str, title: str = "Probe", **project: str) -> Plan:
    """A plan of one phase with these measures."""
    places = order.block("", None, len(measures))
    rows: list[Record] = [Project("project", title=title, **project), Phase("phase", title="Erste Phase")]
    for number, (words, place) in enumerate(zip(measures, places, strict=True)):
        rows.append(Measure(f"m{number}", phase="phase", order=place, text=words))
    return made(rows)


_WHAT = (
    "der Erfahrungen",
    "von Einstellungen",
    "relevanter Handlungsfelder",
    "des Ist-Zustandes",
    "passender Angebote",
    "offener Fragen",
    "des Bedarfs",
)


def large_plan(phases: int, measures: int, goals: int = 6) -> Plan:
    """Phases with measures that can be told apart, most of them higher than a page."""
    rows: list[Record] = [
        Project("project", heading="Anlage 2", title="Großes Vorhaben", municipality="Stadt Bielefeld")
    ]
    rows.append(Partner("partner", name="Universität Bielefeld – IKG"))
    places = order.block("", None, max(phases, measures, goals, 1))
    for phase in range(phases):
        key = f"p{phase}"
        rows.append(Phase(key, order=places[phase], title=f"Maßnahmenumsetzung {phase}", goal_style="numbered"))
        rows.append(Mention(f"{key}+partner", phase=key, partner="partner", order="a"))
        for number in range(measures):
            what = _WHAT[(phase + number) % len(_WHAT)]
            words = f"Maßnahme {phase}.{number}: Ermittlung {what} durch extern moderierte Dialogforen"
            rows.append(Measure(f"{key}m{number}", phase=key, order=places[number], text=words, status="running"))
        for number in range(goals):
            words = f"Ziel {phase}.{number}: Bestimmung relevanter Handlungsfelder"
            rows.append(Goal(f"{key}g{number}", phase=key, order=places[number], text=words))
    return made(rows)

"""Makes one PDF in a process of its own: python pdf_engine.py ours|typst INPUT OUTPUT; prints seconds and peak MB.

The time is that from the data in memory to the file, importing the engine included; nothing is warm.
"""

import datetime as dt
import pickle
import shutil
import sys
import time
from pathlib import Path

import psutil

TYPST = """
#set document(title: "Umsetzungsschritte", author: "Stadt Bielefeld")
#set text(lang: "de", region: "DE", font: "Lato", size: 9pt, hyphenate: true)
#set par(leading: 0.55em)
#set page(paper: "a4", flipped: true, margin: (left: 25mm, right: 18mm, top: 16mm, bottom: 18mm),
  footer: context [Umsetzungsschritte #h(1fr) Seite #counter(page).display("1 von 1", both: true)])
#let rows = json("rows.json")
#let nested(goals) = list(..goals.map(goal => goal.at(0)))
#let numbered(goals) = enum(..goals.map(goal => if goal.at(1).len() == 0 [#goal.at(0)] else [
  #goal.at(0) #nested(goal.at(1))]))
Anlage 1 · Phasenübersicht
= Umsetzungsschritte
#table(
  columns: (40mm, 24mm, 63mm, 54mm, 1fr), stroke: (x: none, y: 0.5pt),
  table.header([Phase], [Zeitraum], [Maßnahmen], [Ziele], [Kooperationspartner]),
  ..rows.map(row => (
    [#text(size: 26pt, row.phase.at(0)) #linebreak() *#row.phase.at(1)*], [#row.period],
    list(..row.measures), numbered(row.goals), [#row.partners],
  )).flatten(),
)
"""


def ours(source: Path, target: Path) -> float:
    """The Phasenübersicht of a pickled plan."""
    # The plan is what a running program has anyway.
    plan = pickle.loads(source.read_bytes())
    started = time.perf_counter()
    from nrw_desktop.reports import catalogue
    from nrw_desktop.reports.request import Request

    target.write_bytes(catalogue.made("phase-overview", plan, Request(dt.date(2026, 1, 1))))
    return time.perf_counter() - started


def typst(source: Path, target: Path) -> float:
    """The same content set by typst."""
    from nrw_desktop.paths import resources

    page = source.with_name("rows.typ")
    page.write_text(TYPST, "utf-8")
    # No others, so that it does not look through those of other scripts.
    fonts = source.with_name("fonts")
    fonts.mkdir(exist_ok=True)
    for file in (resources() / "fonts").glob("Lato-*.ttf"):
        shutil.copy(file, fonts)
    started = time.perf_counter()
    import typst as engine

    engine.compile(page, output=target, font_paths=[fonts], pdf_standards="ua-1")
    return time.perf_counter() - started


def peak() -> float:
    """The most memory the process ever had, in MB."""
    if sys.platform == "win32":
        return float(psutil.Process().memory_info().peak_wset) / 2**20
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    seconds = {"ours": ours, "typst": typst}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    print(seconds, peak())

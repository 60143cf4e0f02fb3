"""The command report: every report and option, and what it leaves alone when something goes wrong."""

import datetime as dt
import errno
import os
from pathlib import Path

import pytest
from PIL import Image

from nrw_desktop import cli
from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.reports import catalogue
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.cli.conftest import Call
from tests.reports.tag_tree import read


def said(path: Path) -> str:
    return " ".join(read(path.read_bytes()).texts())


def test_the_list_names_every_report_with_its_options(call: Call) -> None:
    lines = call("report", "--list").out
    for name, report in catalogue.REPORTS.items():
        assert f"{name} " in lines
        assert report.title in lines
    assert "--since" in lines
    assert "Spalten: phase, period, measures, goals, partners" in lines


@pytest.mark.parametrize("name", catalogue.REPORTS)
def test_every_report_is_printed(call: Call, plan: Path, name: str) -> None:
    assert call("report", name, plan, "-o", "o.pdf").code == 0
    shown = said(plan.with_name("o.pdf"))
    assert ("Anlage 1" if name == "action-plan" else catalogue.REPORTS[name].title) in shown[:40]
    assert ("Anlage 1" in shown) == (name == "action-plan")


def test_some_phases_on_other_paper_in_the_internal_edition(call: Call, plan: Path) -> None:
    words = (
        "--phase",
        1,
        3,
        "--paper",
        "A3",
        "--orientation",
        "portrait",
        "--edition",
        "internal",
        "--signature",
        "KI",
    )
    assert call("report", "phase-overview", plan, "-o", "o.pdf", *words, "--columns", "phase, goals").code == 0
    shown = said(plan.with_name("o.pdf"))
    for wanted in ("Phasen 1 und 3", "Interne Fassung", "Ort, Datum KI"):
        assert wanted in shown
    assert "Zeitraum" not in shown
    assert call("report", "timeline", plan, "-o", "o.pdf", "--year", "2018").code == 0
    assert "Jahr 2018" in said(plan.with_name("o.pdf"))


def test_who_funds_the_project_stands_on_the_first_page_with_logos(call: Call, plan: Path) -> None:
    for name in ("eins.png", "zwei.png"):
        Image.new("RGB", (30, 10)).save(plan.with_name(name))
    words = ("--funding", "Gefördert durch Probe", "--funder-logo", "eins.png", "zwei.png")
    assert call("report", "status", plan, "-o", "o.pdf", *words).code == 0
    found = read(plan.with_name("o.pdf").read_bytes())
    assert "Gefördert durch Probe" in found.texts()
    assert [node.alt for node in found.root.all("Figure")] == [
        "Logo der Förderung 1 von 2",
        "Logo der Förderung 2 von 2",
    ]
    result = call("report", "status", plan, "-o", "p.pdf", "--funding", "x" * 301)
    assert (result.code, "mehr als 300 Zeichen" in result.err) == (1, True)
    result = call("report", "status", plan, "-o", "p.pdf", "--funder-logo", *["eins.png"] * 7)
    assert (result.code, "höchstens 6" in result.err) == (1, True)
    assert "kein Bild im Format" in call("report", "status", plan, "-o", "p.pdf", "--funder-logo", plan).err
    assert not plan.with_name("p.pdf").exists()


def test_a_logo_is_read_or_refused(call: Call, plan: Path) -> None:
    Image.new("RGB", (30, 10)).save(plan.with_name("logo.png"))
    assert call("report", "status", plan, "-o", "o.pdf", "--logo", "logo.png").code == 0
    assert read(plan.with_name("o.pdf").read_bytes()).root.all("Figure")
    assert (
        "„fehlt.png“ lässt sich nicht lesen" in call("report", "status", plan, "-o", "p.pdf", "--logo", "fehlt.png").err
    )
    assert "kein Bild im Format" in call("report", "status", plan, "-o", "p.pdf", "--logo", plan).err
    assert not plan.with_name("p.pdf").exists()


def test_what_is_done_since_a_day_is_read_from_the_history(call: Call, plan: Path) -> None:
    with PlanFile.open(plan, "11111111-1111-4111-8111-111111111111") as file:
        first = file.plan.measures(file.plan.phases[0].id)[0]
        file.commit(edits.measures.set_field(file.plan, first.id, "status", "done"))
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    assert call("report", "status", plan, "-o", "o.pdf", "--since", f"{tomorrow:%d.%m.%Y}").code == 0
    assert "ist nichts abgeschlossen worden." in said(plan.with_name("o.pdf"))
    # The file is younger than that, so only the months of its measures tell.
    assert call("report", "status", plan, "-o", "o.pdf", "--since", "2017-07-01").code == 0
    assert "Abgeschlossen seit dem 1. Juli 2017 (1)" in said(plan.with_name("o.pdf"))


def test_a_full_disk_leaves_the_old_report(call: Call, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = plan.with_name("o.pdf")
    out.write_bytes(b"alt")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = call("report", "timeline", plan, "-o", out)
    assert (result.code, "Der Datenträger ist voll" in result.err) == (1, True)
    assert out.read_bytes() == b"alt"
    assert sorted(path.name for path in plan.parent.glob("*.tmp")) == []


def test_a_report_that_cannot_be_made_leaves_the_old_one(
    call: Call, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = plan.with_name("o.pdf")
    out.write_bytes(b"alt")

    def refuse(*_: object) -> bytes:
        raise PlanError("Das geht so nicht.")

    monkeypatch.setattr(catalogue, "made", refuse)
    assert call("report", "timeline", plan, "-o", out).err == "Das geht so nicht.\n"
    assert out.read_bytes() == b"alt"


def test_the_sachbericht_of_a_year(call: Call, plan: Path) -> None:
    assert call("report", "annual-report", plan, "-o", "o.pdf", "--year", 2018).code == 0
    shown = said(plan.with_name("o.pdf"))
    assert "Sachbericht 2018" in shown
    assert "Phase 3 · Maßnahmenentwicklung" in shown
    assert "Kosten" not in shown
    words = ("--year", 2018, "--edition", "internal", "--phase", 3)
    assert call("report", "annual-report", plan, "-o", "o.pdf", *words).code == 0
    assert "Für 2018 sind noch keine Kosten eingetragen." in said(plan.with_name("o.pdf"))
    assert "nimmt --columns nicht" in call("report", "annual-report", plan, "-o", "p.pdf", "--columns", "phase").err


def test_what_no_font_has_is_said_and_the_report_is_written(plan: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with PlanFile.open(plan, "11111111-1111-4111-8111-111111111111") as file:
        first = file.plan.measures(file.plan.phases[1].id)[0]
        file.commit(edits.measures.set_field(file.plan, first.id, "short", "Tanz"))
        file.commit(edits.measures.set_field(file.plan, first.id, "note", "Mit \U00013080 und محمد"))
    out = plan.with_name("o.pdf")
    assert cli.main(["report", "status", str(plan), "-o", str(out)]) == 0
    assert capfd.readouterr().err == ""
    assert cli.main(["report", "phase-overview", str(plan), "-o", str(out), "--edition", "internal"]) == 0
    assert capfd.readouterr().err.splitlines() == [
        "Für diese Zeichen gibt es keine Schrift; auf dem Papier steht für jedes ein Kästchen:",
        "Maßnahme „Tanz“ in Phase 2, Notiz: „\U00013080“ kann nicht gedruckt werden.",
    ]
    assert "Notiz: Mit \U00013080 und محمد" in said(out)

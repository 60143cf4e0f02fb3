"""The commands about meetings: minutes, agenda, and what happened since the last one."""

import datetime as dt
import json
from pathlib import Path

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.cli.conftest import Call
from tests.reports.tag_tree import read


@pytest.fixture
def met(plan: Path) -> Path:
    """A plan with a meeting, minutes of which were closed, and with a partner renamed after that."""
    with PlanFile.open(plan, "11111111-1111-4111-8111-111111111111") as file:
        file.commit(edits.bodies.add(file.plan, "Steuerungskreis"))
        file.commit(edits.meetings.add(file.plan, file.plan.bodies[0].id, "4.6.2018"))
        meeting = file.plan.meetings[0].id
        partner = file.plan.partners[0]
        file.commit(edits.attendance.add(file.plan, meeting, partner.name, "came"))
        file.commit(edits.agenda.add(file.plan, meeting, "Fachtagung"))
        item = file.plan.agenda(meeting)[0].id
        file.commit(edits.agenda.set_field(file.plan, item, "text", "Es wurde lange beraten."))
        file.commit(edits.meeting_decisions.add(file.plan, item, "Sie findet statt."))
        file.commit(edits.tasks.add(file.plan, "Saal mieten", item, "Erika Muster"))
        file.commit(edits.tasks.set_field(file.plan, file.plan.tasks[0].id, "until", "1.7.2018"))
        file.commit(edits.meetings.close(file.plan, meeting))
        file.commit(edits.partners.set_field(file.plan, partner.id, "name", "Später umbenannt"))
    return plan


def test_minutes_and_agenda_are_printed(call: Call, met: Path, tmp_path: Path) -> None:
    out = tmp_path / "protokoll.pdf"
    assert call("minutes", met, "--meeting", "04.06.2018", "-o", out, "--edition", "internal").code == 0
    said = " ".join(read(out.read_bytes()).texts())
    for words in ("4. Juni 2018", "TOP 1: Fachtagung", "Es wurde lange beraten.", "Beschluss: Sie findet statt."):
        assert words in said
    # As they were when they were closed.
    assert "Netzwerk rassismuskritische Arbeit" in said
    assert "umbenannt" not in said
    assert call("minutes", met, "--meeting", "2018-06-04", "-o", out).code == 0
    public = " ".join(read(out.read_bytes()).texts())
    assert "Beschluss: Sie findet statt." in public
    assert not any(words in public for words in ("lange beraten", "Erika Muster", "Netzwerk rassismuskritische"))
    assert call("agenda", met, "--meeting", "04.06.2018", "-o", tmp_path / "t.pdf").code == 0
    assert "Tagesordnung: Steuerungskreis vom 04.06.2018" in read((tmp_path / "t.pdf").read_bytes()).texts()


def test_a_meeting_that_is_not_there_is_refused(call: Call, met: Path, tmp_path: Path) -> None:
    result = call("minutes", met, "--meeting", "05.06.2018", "-o", tmp_path / "x.pdf")
    assert result.code == 1
    assert "Sitzungen mit Datum: 04.06.2018." in result.err
    assert not (tmp_path / "x.pdf").exists()
    assert call("minutes", met, "-o", tmp_path / "x.pdf").code == 2


def test_since_the_last_meeting(call: Call, met: Path, plan: Path) -> None:
    assert call("changes", met, "--since", "last-meeting").out.splitlines()[1].startswith("Was sich seit der")
    found = json.loads(call("status", met, "--since", "last-meeting", "--json").out)
    assert found["since"] == "2018-06-04"
    task = {"text": "Saal mieten", "who": "Erika Muster", "until": "2018-07-01", "overdue": True}
    assert found["open_tasks"] == [task]
    text = call("status", met, "--since", "last-meeting", "--on", f"{dt.date(2018, 6, 10):%d.%m.%Y}").out
    assert "\nOffene Aufgaben (1)\n  01.07.2018  Saal mieten (Erika Muster)\n" in text

"""The commands about meetings: minutes, agenda, and what happened since the last one."""

import datetime as dt
import json
from pathlib import Path

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.queries.corrections import Minutes
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.cli.conftest import Call
from tests.reports.tag_tree import read

AUTHOR = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def met(plan: Path) -> Path:
    """A plan with a meeting, minutes of which were closed, and with a partner renamed after that."""
    with PlanFile.open(plan, AUTHOR) as file:
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
    # A heading is read before what stands under it.
    firsts = {"agenda": "Tagesordnung", "attendance-list": "Anwesenheitsliste", "task-list": "Erika Muster (1)"}
    lasts = {"agenda": "Fachtagung", "attendance-list": "Unterschrift", "task-list": "Saal mieten"}
    for name, first in firsts.items():
        assert call("report", name, met, "-o", out, "--edition", "internal").code == 0
        texts = read(out.read_bytes()).texts()
        assert texts.index(first) < texts.index(lasts[name]), name


def test_corrections_of_closed_minutes_are_listed(call: Call, met: Path, tmp_path: Path) -> None:
    """What was corrected after they were opened again, and why; nothing that was done elsewhere in the plan."""
    out = tmp_path / "protokoll.pdf"
    with PlanFile.open(met, AUTHOR) as file:
        (meeting,) = file.plan.meetings
        item = file.plan.agenda(meeting.id)[0].id
        decision = file.plan.decisions_at(item)[0].id
        # Closing them, taken back: no correction.
        file.undo()
        file.undo()
        assert file.minutes(meeting.id) == Minutes(file.plan)
        helper = file.plan.partners[1]
        file.commit(edits.tasks.add(file.plan, "Presse einladen", item, helper.name))
        file.commit(edits.meetings.close(file.plan, meeting.id))
        file.commit(edits.meetings.reopen(file.plan, meeting.id, "Die Stimmen fehlten."))
        file.commit(edits.meeting_decisions.set_field(file.plan, decision, "votes_for", "12"))
        file.commit(edits.agenda.set_field(file.plan, item, "text", "Es wurde kurz beraten."))
        file.commit(edits.measures.remove(file.plan, [file.plan.measures(file.plan.phases[0].id)[0].id]))
        file.commit(edits.tasks.set_done(file.plan, [file.plan.tasks[0].id], dt.date(2018, 7, 1)))
        file.commit(edits.partners.remove(file.plan, helper.id))

    def said(*more: str) -> str:
        assert call("report", "minutes", met, "-o", out, *more).code == 0
        return " ".join(read(out.read_bytes()).texts())

    draft = said("--edition", "internal")
    assert "Entwurf" in draft
    with PlanFile.open(met) as file:
        file.commit(edits.meetings.close(file.plan, meeting.id))
        file.commit(edits.partners.set_field(file.plan, file.plan.partners[0].id, "name", "Noch später"))
    for text in (draft, said("--edition", "internal")):
        listed = text[text.rindex("Berichtigungen") :]
        assert f"Berichtigt am {dt.date.today():%d.%m.%Y}: Die Stimmen fehlten." in listed
        assert "Beschluss Sie findet statt., Ja-Stimmen: – → 12" in listed
        assert "Es wurde lange beraten. → Es wurde kurz beraten." in listed
        assert not any(words in listed for words in ("Ausschreibung", "Erledigt", "Abschluss", "Stand:"))
    assert "Noch später" not in text
    public = said()
    assert "Ja-Stimmen: – → 12" in public
    assert not any(words in public for words in ("Die Stimmen fehlten", "beraten", "Wer:"))


def test_corrections_outlast_what_is_taken_back(met: Path) -> None:
    """Nothing but closing them is a reason to forget that they were opened; who and what is gone was no correction."""
    with PlanFile.open(met, AUTHOR) as file:
        (meeting,) = file.plan.meetings
        phase, partner = file.plan.phases[0], file.plan.partners[0]
        measure = file.plan.measures(phase.id)[0]
        item = file.plan.agenda(meeting.id)[0].id
        closed = file.plan
        file.commit(edits.meetings.reopen(file.plan, meeting.id, "Ein Wort fehlte."))
        for change in (
            lambda: edits.agenda.set_measure(file.plan, item, measure.id, True),
            lambda: edits.agenda.set_phase(file.plan, item, phase.id, True),
            lambda: edits.tasks.set_field(file.plan, file.plan.tasks[0].id, "who", partner.name),
            lambda: edits.meetings.close(file.plan, meeting.id),
            lambda: edits.meetings.reopen(file.plan, meeting.id, "Noch eines fehlte."),
            lambda: edits.agenda.set_field(file.plan, item, "text", "Kurz."),
            lambda: edits.measures.remove(file.plan, [measure.id]),
            lambda: edits.phases.remove(file.plan, phase.id),
            lambda: edits.partners.remove(file.plan, partner.id),
            lambda: edits.meetings.remove(file.plan, meeting.id),
        ):
            file.commit(change())
        file.undo()
        first, second = file.minutes(meeting.id).corrections
        assert (first.reason, second.reason) == ("Ein Wort fehlte.", "Noch eines fehlte.")
        (line,) = second.lines(meeting.id)
        assert line.endswith("→ Kurz.")
        file.commit(edits.restore.back_to(file.plan, closed, "Stand wiederhergestellt"))
        assert file.minutes(meeting.id).corrections == ()
        file.undo()
        assert "Ein Wort fehlte." in {one.reason for one in file.minutes(meeting.id).corrections}


def test_minutes_that_were_closed_in_another_copy(call: Call, met: Path, tmp_path: Path) -> None:
    """They are printed as they were when they came home."""
    there = tmp_path / "Unterwegs.nrwplan"
    with PlanFile.open(met) as file:
        file.commit(edits.meetings.reopen(file.plan, file.plan.meetings[0].id, "Nachtrag"))
        file.copy_to(there)
        file.commit(edits.partners.set_field(file.plan, file.plan.partners[1].id, "name", "Zuhause umbenannt"))
    with PlanFile.open(there, "22222222-2222-4222-8222-222222222222") as file:
        item = file.plan.agenda(file.plan.meetings[0].id)[0].id
        file.commit(edits.agenda.set_field(file.plan, item, "title", "Fachtagung im Herbst"))
        file.commit(edits.meetings.close(file.plan, file.plan.meetings[0].id))
        closed_by = file.plan.head
    assert call("merge", there, "--into", met).code == 0
    with PlanFile.open(met) as file:
        assert file.plan.meetings[0].closed_by == closed_by
        assert file.state_at(closed_by or "").meetings[0].closed_by == closed_by
        measure = file.plan.measures(file.plan.phases[0].id)[0].id
        file.commit(edits.measures.set_field(file.plan, measure, "short", "Später"))
    out = tmp_path / "protokoll.pdf"
    assert call("minutes", met, "--meeting", "04.06.2018", "-o", out).code == 0
    text = " ".join(read(out.read_bytes()).texts())
    assert "TOP 1: Fachtagung im Herbst" in text
    assert "TOP Fachtagung im Herbst, TOP: Fachtagung → Fachtagung im Herbst" in text


def test_a_meeting_that_is_not_there_is_refused(call: Call, met: Path, tmp_path: Path) -> None:
    result = call("minutes", met, "--meeting", "05.06.2018", "-o", tmp_path / "x.pdf")
    assert result.code == 1
    assert "Sitzungen mit Datum: 04.06.2018." in result.err
    assert not (tmp_path / "x.pdf").exists()
    assert call("minutes", met, "-o", tmp_path / "x.pdf").code == 2


def test_since_the_last_meeting(call: Call, met: Path, plan: Path) -> None:
    assert call("changes", met, "--since", "last-meeting").out.splitlines()[1].startswith("Was sich seit der")
    found = json.loads(call("status", met, "--since", "last-meeting", "--edition", "internal", "--json").out)
    assert found["since"] == "2018-06-04"
    task = {"text": "Saal mieten", "who": "Erika Muster", "until": "2018-07-01", "overdue": True}
    assert found["open_tasks"] == [task]
    words = ("status", met, "--since", "last-meeting", "--on", f"{dt.date(2018, 6, 10):%d.%m.%Y}")
    assert "Erika Muster" not in call(*words).out + call(*words, "--json").out
    text = call(*words, "--edition", "internal").out
    assert "0 seit der letzten Sitzung am 4. Juni 2018 abgeschlossen" in " ".join(text.split())
    assert "\nOffene Aufgaben (1)\n  01.07.2018  Saal mieten (Erika Muster)\n" in text

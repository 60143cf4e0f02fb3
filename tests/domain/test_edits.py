"""The use cases one by one, with what each refuses."""

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.edits.common import can_be_empty, checked
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, inverted, table_of
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    FIELDS,
    LONGEST_TEXT,
    Cost,
    Decision,
    Distinct,
    Document,
    Goal,
    Measure,
    MeasureGoal,
    MeasurePartner,
    Mention,
    Partner,
    Phase,
    Record,
    link_id,
)
from nrw_desktop.domain.queries import partners, period
from nrw_desktop.domain.text.points import PROJECT_END


def first_measure(plan: Plan) -> Measure:
    return plan.measures(plan.phases[0].id)[0]


def named(plan: Plan, name: str) -> Partner:
    return next(partner for partner in plan.partners if partner.name == name)


def texts(plan: Plan, number: int) -> list[str]:
    """The first words of the measures of the phase of this number."""
    return [measure.text.split()[0] for measure in plan.measures(plan.phases[number - 1].id)]


# Measures


@pytest.mark.parametrize("text", ["", "  \n", None])
def test_an_empty_measure_is_refused(bielefeld: Plan, text: str | None) -> None:
    with pytest.raises(PlanError, match="„Maßnahme“ darf nicht leer sein"):
        edits.measures.set_field(bielefeld, first_measure(bielefeld).id, "text", text)
    with pytest.raises(PlanError, match="darf nicht leer sein"):
        edits.measures.add(bielefeld, bielefeld.phases[0].id, text or "")


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "ab\udfff"])
@pytest.mark.parametrize("field", ["text", "short", "note", "responsible"])
def test_what_no_file_can_hold_is_refused_by_name(bielefeld: Plan, field: str, text: str) -> None:
    with pytest.raises(PlanError, match="enthält ein Zeichen, das sich nicht speichern lässt"):
        edits.measures.set_field(bielefeld, first_measure(bielefeld).id, field, text)


def test_a_text_too_long_is_refused_and_never_cut(bielefeld: Plan) -> None:
    key = first_measure(bielefeld).id
    plan = bielefeld.apply(edits.measures.set_field(bielefeld, key, "text", "x" * LONGEST_TEXT))
    assert len(plan.get(Measure, key).text) == LONGEST_TEXT
    with pytest.raises(PlanError, match=r"höchstens 1\.000\.000 Zeichen"):
        edits.measures.set_field(bielefeld, key, "text", "x" * (LONGEST_TEXT + 1))


@pytest.mark.parametrize("month", ["2018-13", "2018-00", "1899-12", "2018-07-32", "bald"])
def test_what_is_no_month_is_refused(bielefeld: Plan, month: str) -> None:
    with pytest.raises(PlanError):
        edits.measures.set_field(bielefeld, first_measure(bielefeld).id, "start", month)


@pytest.mark.parametrize("month", ["2018-7", "07/2018", "２０１８-07", "Juli 2018"])
def test_a_month_is_stored_in_one_form(bielefeld: Plan, month: str) -> None:
    key = first_measure(bielefeld).id
    plan = bielefeld.apply(edits.measures.set_field(bielefeld, key, "start", month))
    assert plan.get(Measure, key).start == "2018-07"


def test_an_end_before_the_start_is_refused(bielefeld: Plan) -> None:
    key = first_measure(bielefeld).id
    plan = bielefeld.apply(edits.measures.set_field(bielefeld, key, "start", "2017-05"))
    with pytest.raises(PlanError, match=r"Das Ende \(04/2017\) liegt vor dem Beginn \(05/2017\)"):
        edits.measures.set_field(plan, key, "end", "2017-04")
    plan = plan.apply(edits.measures.set_field(plan, key, "end", "2017-05"))
    with pytest.raises(PlanError, match="liegt vor dem Beginn"):
        edits.measures.set_field(plan, key, "start", "2017-06")
    plan = plan.apply(edits.measures.set_field(plan, key, "start", None))
    assert (plan.get(Measure, key).start, plan.get(Measure, key).end) == (None, "2017-05")


def test_a_measures_period_is_typed(bielefeld: Plan) -> None:
    key = first_measure(bielefeld).id
    plan = bielefeld.apply(edits.measures.set_period(bielefeld, key, "08–10/2017"))
    assert (plan.get(Measure, key).start, plan.get(Measure, key).end) == ("2017-08", "2017-10")
    assert edits.measures.set_period(plan, key, "08–10/2017").rows == ()
    plan = plan.apply(edits.measures.set_period(plan, key, ""))
    assert (plan.get(Measure, key).start, plan.get(Measure, key).end) == (None, None)


def test_a_text_loses_the_blanks_around_it_and_what_cannot_be_seen(bielefeld: Plan) -> None:
    key = first_measure(bielefeld).id
    plan = bielefeld.apply(edits.measures.set_field(bielefeld, key, "text", "  „So*  z.B.“\u202e\n  weiter "))
    assert plan.get(Measure, key).text == "„So*  z.B.“\n  weiter"
    plan = plan.apply(edits.measures.set_field(plan, key, "note", " "))
    assert plan.get(Measure, key).note is None


def test_a_value_as_it_is_changes_nothing(bielefeld: Plan) -> None:
    measure = first_measure(bielefeld)
    assert edits.measures.set_field(bielefeld, measure.id, "text", f" {measure.text} ").rows == ()
    assert edits.measures.set_field(bielefeld, measure.id, "status", "planned").rows == ()


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("status", "erledigt", "ist bei „Status“ nicht möglich"),
        ("status", None, "etwas auswählen"),
        ("colour", "red", "gibt es bei „Maßnahme“ nicht"),
        ("id", "x", "gibt es bei „Maßnahme“ nicht"),
        ("phase", "x", "nur durch Verschieben"),
        ("order", "A", "nur durch Verschieben"),
        ("responsible_partner", "x", "gibt es nicht mehr"),
        ("text", 5, "muss ein Text sein"),
    ],
)
def test_what_a_field_cannot_be_is_refused(bielefeld: Plan, field: str, value: str | None, why: str) -> None:
    with pytest.raises(PlanError, match=why):
        edits.measures.set_field(bielefeld, first_measure(bielefeld).id, field, value)


def test_a_responsible_that_is_a_partner_follows_its_name(bielefeld: Plan) -> None:
    key = first_measure(bielefeld).id
    plan = bielefeld.apply(edits.measures.set_field(bielefeld, key, "responsible", "MBR"))
    assert plan.get(Measure, key).responsible_partner == named(plan, "MBR").id
    plan = plan.apply(edits.partners.set_field(plan, named(plan, "MBR").id, "name", "Mobile Beratung"))
    assert plan.responsible(plan.get(Measure, key)) == "Mobile Beratung"
    plan = plan.apply(edits.measures.set_field(plan, key, "responsible", "Frau Öz"))
    assert (plan.get(Measure, key).responsible_partner, plan.get(Measure, key).responsible) == (None, "Frau Öz")


def test_one_status_for_several_measures(bielefeld: Plan) -> None:
    keys = [measure.id for measure in bielefeld.measures(bielefeld.phases[0].id)]
    change = edits.measures.set_status(bielefeld, keys, "running")
    assert change.label == "Status von 6 Maßnahmen geändert"
    assert {measure.status for measure in bielefeld.apply(change).measures(bielefeld.phases[0].id)} == {"running"}
    assert len(edits.measures.set_status(bielefeld, keys[:1], "done").rows) == 1


def test_measures_are_added_and_moved(bielefeld: Plan) -> None:
    first, second = bielefeld.phases[:2]
    plan = bielefeld.apply(edits.measures.add(bielefeld, first.id, "Auftakt", 0))
    assert texts(plan, 1)[:2] == ["Auftakt", "Ausschreibung"]
    keys = [measure.id for measure in plan.measures(first.id)]
    plan = plan.apply(edits.measures.move(plan, [keys[2], keys[0]], first.id, 5))
    assert texts(plan, 1) == [
        "Ausschreibung", "Einrichtung", "Einbindung", "Auftakt", "Einstellung", "Benennung", "Öffentlichkeitsarbeit",
    ]  # fmt: skip
    change = edits.measures.move(plan, keys[:2], second.id, 1)
    assert change.label.startswith("2 Maßnahmen nach Phase ")
    plan = plan.apply(change)
    assert texts(plan, 2)[:3] == ["Einholung", "Ausschreibung", "Auftakt"]
    assert edits.measures.move(plan, keys[:2], second.id, 1).rows == ()
    with pytest.raises(PlanError, match="gibt es nicht mehr"):
        edits.measures.move(plan, keys[:1], "gone")


def test_measures_are_deleted(bielefeld: Plan) -> None:
    keys = [measure.id for measure in bielefeld.measures(bielefeld.phases[0].id)]
    plan = bielefeld.apply(edits.measures.remove(bielefeld, keys[1:]))
    assert texts(plan, 1) == ["Ausschreibung"]
    with pytest.raises(PlanError, match="keine Maßnahme ausgewählt"):
        edits.measures.remove(plan, [])


# Phases


def test_a_typed_period_takes_the_place_of_the_source_wording(bielefeld: Plan) -> None:
    fourth = bielefeld.phases[3]
    plan = bielefeld.apply(edits.phases.set_field(bielefeld, fourth.id, "period", "August 2018 bis Projektende"))
    phase = plan.phases[3]
    assert (phase.start, phase.end, phase.end_rule) == ("2018-08", None, PROJECT_END)
    assert (phase.start_derived, phase.period_text) == (0, None)
    assert period.wording(plan, phase) == "August 2018 bis Projektende"


@pytest.mark.parametrize("text", ["Juli bis Projektende", " Juli bis Projektende (12/2018) "])
def test_a_period_left_as_it_was_stays(bielefeld: Plan, text: str) -> None:
    plan = bielefeld.apply(edits.project.set_field(bielefeld, "", "end", "2018-12"))
    assert edits.phases.set_period(plan, plan.phases[3].id, text).rows == ()


def test_a_year_left_out_is_derived_and_the_words_stay(bielefeld: Plan) -> None:
    fourth = bielefeld.phases[3].id
    plan = bielefeld.apply(edits.phases.set_period(bielefeld, fourth, "August 2018 bis Projektende"))
    plan = plan.apply(edits.phases.set_period(plan, fourth, " Juli  bis Projektende"))
    assert plan.phases[3] == bielefeld.phases[3]
    # Before the first phase there is none: the year is the one that it has.
    plan = plan.apply(edits.phases.set_period(plan, plan.phases[0].id, "April bis Juni"))
    assert (plan.phases[0].start, plan.phases[0].end) == ("2017-04", "2017-06")
    assert (plan.phases[0].start_derived, plan.phases[0].period_text) == (1, "April bis Juni")


def test_one_month_of_a_period_is_edited(bielefeld: Plan) -> None:
    fourth = bielefeld.phases[3]
    plan = bielefeld.apply(edits.phases.set_field(bielefeld, fourth.id, "end", "2018-11"))
    phase = plan.phases[3]
    assert (phase.end, phase.end_rule, phase.start_derived, phase.period_text) == ("2018-11", None, 1, None)
    plan = plan.apply(edits.phases.set_field(plan, fourth.id, "start", "2018-08"))
    assert plan.phases[3].start_derived == 0
    with pytest.raises(PlanError, match="liegt vor dem Beginn"):
        edits.phases.set_field(plan, fourth.id, "start", "2018-12")
    plan = plan.apply(edits.phases.set_field(plan, fourth.id, "end_rule", PROJECT_END))
    assert (plan.phases[3].end, plan.phases[3].end_rule) == (None, PROJECT_END)


def test_project_end_moves_what_follows_it_and_nothing_else(bielefeld: Plan) -> None:
    for month, shown in (("2018-12", "12/2018"), ("2023-12", "12/2023")):
        plan = bielefeld.apply(edits.project.set_field(bielefeld, "", "end", month))
        ends = [period.resolved_end(plan, phase) for phase in plan.phases]
        assert ends == ["2017-07", "2017-12", "2018-06", month]
        assert period.shown(plan, plan.phases[3]) == f"Juli bis Projektende ({shown})"
        assert plan.rows["phase"] == bielefeld.rows["phase"]


def test_a_phase_follows_another_until_that_one_goes(bielefeld: Plan) -> None:
    first, second, third, fourth = (phase.id for phase in bielefeld.phases)
    plan = bielefeld.apply(edits.phases.set_period(bielefeld, third, "im Anschluss an Phase 2 bis Juni 2018"))
    assert period.shown(plan, plan.phases[2]) == "im Anschluss an Phase 2 bis Juni 2018 (ab 01/2018)"
    plan = plan.apply(edits.phases.set_period(plan, second, "August 2017 bis Januar 2018"))
    assert period.resolved_start(plan, plan.phases[2]) == "2018-02"
    with pytest.raises(PlanError, match="im Kreis"):
        edits.phases.set_period(plan, second, "August 2017 bis Ende von Phase 2")
    with pytest.raises(PlanError, match="liegt vor dem Beginn"):
        edits.phases.set_period(plan, fourth, "August 2018 bis Ende von Phase 3")
    with pytest.raises(PlanError, match="nur mit dem ganzen Zeitraum"):
        edits.phases.set_field(plan, third, "start_phase", first)
    plan = plan.apply(edits.phases.move(plan, first, 4))
    assert period.wording(plan, plan.get(Phase, third)) == "im Anschluss an Phase 1 bis Juni 2018"
    before = plan
    change = edits.phases.remove(plan, second)
    plan = plan.apply(change)
    assert period.wording(plan, plan.get(Phase, third)) == "Februar bis Juni 2018"
    assert plan.apply(Change(inverted(change.rows), "")) == before


def test_phases_that_would_follow_each_other_are_refused(bielefeld: Plan) -> None:
    _, second, third, _ = (phase.id for phase in bielefeld.phases)
    plan = bielefeld.apply(edits.phases.set_period(bielefeld, third, "ab Ende von Phase 2"))
    plan = plan.apply(edits.phases.set_period(plan, second, "bis Ende von Phase 4"))
    with pytest.raises(PlanError, match="im Kreis"):
        edits.phases.set_period(plan, plan.phases[3].id, "bis 1 Monat vor Ende von Phase 2")


def test_a_row_takes_all_that_is_its_own_along(bielefeld: Plan) -> None:
    phase = bielefeld.phases[0]
    measure, goal, partner = bielefeld.measures(phase.id)[0], bielefeld.goals(phase.id)[0], bielefeld.partners[0]
    rows: list[Record] = [
        Cost("c", measure=measure.id, year=2018, planned=1),
        Decision("d", measure=measure.id, body="Rat"),
        Document("e", measure=measure.id, target="x.pdf"),
        MeasureGoal("f", measure=measure.id, goal=goal.id),
        MeasurePartner("g", measure=measure.id, partner=partner.id),
        Distinct("h", one=partner.id, other=bielefeld.partners[1].id),
    ]
    full = bielefeld.apply(Change(tuple(inserted(row) for row in rows), ""))
    for change, left in (
        (edits.measures.remove(full, [measure.id]), {"distinct"}),
        (edits.goals.remove(full, goal.id), {"cost", "decision", "document", "measure_partner", "distinct"}),
        (edits.partners.remove(full, partner.id), {"cost", "decision", "document", "measure_goal"}),
        (edits.phases.remove(full, phase.id), {"distinct"}),
    ):
        after = full.apply(change)
        assert {table_of(row) for row in rows if row.id in after.rows[table_of(row)]} == left
        assert after.apply(Change(inverted(change.rows), "")) == full


def test_phases_are_added_renamed_and_moved(bielefeld: Plan) -> None:
    several = edits.phases.add_all(bielefeld, ["Verstetigung", "Abschluss"])
    assert several.label == "2 Phasen hinzugefügt"
    assert [phase.title for phase in bielefeld.apply(several).phases[-2:]] == ["Verstetigung", "Abschluss"]
    plan = bielefeld.apply(edits.phases.add(bielefeld, "Verstetigung"))
    plan = plan.apply(edits.phases.add(plan, "Vorlauf", 0))
    assert [phase.title.split()[0] for phase in plan.phases][0::5] == ["Vorlauf", "Verstetigung"]
    plan = plan.apply(edits.phases.set_field(plan, plan.phases[0].id, "title", "Auftakt"))
    plan = plan.apply(edits.phases.move(plan, plan.phases[0].id, 99))
    assert plan.phases[-1].title == "Auftakt"
    assert edits.phases.move(plan, plan.phases[-1].id, 5).rows == ()
    with pytest.raises(PlanError, match="darf nicht leer sein"):
        edits.phases.add(plan, " ")


def test_a_reference_goes_to_an_earlier_phase_only(bielefeld: Plan) -> None:
    first, second, third, fourth = (phase.id for phase in bielefeld.phases)
    for target in (third, fourth):
        with pytest.raises(PlanError, match="nur auf eine frühere"):
            edits.phases.set_field(bielefeld, third, "refers_to", target)
    plan = bielefeld.apply(edits.phases.set_field(bielefeld, third, "refers_to", first))
    assert partners.lead_in(plan, plan.phases[2]).startswith("Siehe Phase 1, ")
    turned = bielefeld.apply(edits.phases.move(bielefeld, second, 0))
    with pytest.raises(PlanError, match="im Kreis"):
        edits.phases.set_field(turned, first, "refers_to", second)
    with pytest.raises(PlanError, match="gibt es nicht mehr"):
        edits.phases.set_field(bielefeld, third, "refers_to", "gone")


def test_a_phase_goes_with_what_stands_in_it(bielefeld: Plan) -> None:
    second = bielefeld.phases[1].id
    plan = bielefeld.apply(edits.phases.remove(bielefeld, second))
    for table in ("measure", "goal", "mention"):
        assert not any(getattr(record, "phase", None) == second for record in plan.rows[table].values())
    assert len(plan.partners) == 19


# Partners and where they are named


def test_a_partner_is_named_by_any_of_its_spellings(bielefeld: Plan) -> None:
    third = bielefeld.phases[2].id
    plan = bielefeld.apply(edits.mentions.add(bielefeld, third, "mbr"))
    assert plan.get(Mention, link_id(third, named(plan, "MBR").id)).stressed == 1
    with pytest.raises(PlanError, match="in dieser Phase schon genannt"):
        edits.mentions.add(plan, third, "MBR")
    plan = plan.apply(edits.mentions.add(plan, third, "Neuer Verein", 0))
    assert plan.mentions(third)[0].partner == named(plan, "Neuer Verein").id
    assert named(plan, "Neuer Verein").joined_phase == third


def test_a_partner_twice_in_the_register_is_refused(bielefeld: Plan) -> None:
    with pytest.raises(PlanError, match="„ak asyl“ gibt es schon"):
        edits.partners.add(bielefeld, "ak asyl")
    mbr = named(bielefeld, "MBR")
    with pytest.raises(PlanError, match="gibt es schon"):
        edits.partners.set_field(bielefeld, mbr.id, "name", "AK Asyl")
    assert edits.partners.set_field(bielefeld, mbr.id, "name", "Mbr").rows != ()


def test_a_partner_is_deleted_wherever_it_is_named(bielefeld: Plan) -> None:
    partner = named(bielefeld, "Stadtteilkoordinatorinnen und -koordinatoren")
    key = first_measure(bielefeld).id
    plan = bielefeld.apply(edits.measures.set_field(bielefeld, key, "responsible", partner.name))
    plan = plan.apply(edits.partners.set_contact(plan, partner.id, "mail", "a@b.de"))
    plan = plan.apply(edits.partners.remove(plan, partner.id))
    assert plan.responsible(plan.get(Measure, key)) == partner.name
    assert not plan.rows["alias"]
    assert not plan.rows["contact"]
    assert [len(plan.mentions(phase.id)) for phase in plan.phases] == [13, 11, 0, 0]


def test_a_contact_comes_with_its_content(bielefeld: Plan) -> None:
    key = named(bielefeld, "MBR").id
    assert edits.partners.set_contact(bielefeld, key, "phone", " ").rows == ()
    plan = bielefeld.apply(edits.partners.set_contact(bielefeld, key, "person", "Frau Öz"))
    plan = plan.apply(edits.partners.set_contact(plan, key, "retain_until", "2026-12-31"))
    (contact,) = plan.contacts(key)
    assert (contact.person, contact.retain_until) == ("Frau Öz", "2026-12-31")
    plan = plan.apply(edits.partners.set_contact(plan, key, "retain_until", "1. März 2027"))
    assert plan.contacts(key)[0].retain_until == "2027-03-01"
    for date in ("31.02.2026", "2026-02-30", "20261231", "2026-W01-1"):
        with pytest.raises(PlanError, match="ist kein Datum"):
            edits.partners.set_contact(plan, key, "retain_until", date)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2024-02-29", ""),
        ("2000-02-29", ""),
        ("2023-02-29", "ist kein Datum"),
        ("1900-02-29", "ist kein Datum"),
        ("2100-02-29", "ist kein Datum"),
        ("1900-01-01", ""),
        ("1899-12-31", "außerhalb von 1900"),
        ("0001-01-01", "außerhalb von 1900"),
        ("9999-12-31", ""),
        ("10000-01-01", "ist kein Datum"),
        ("2026-03-29", ""),
        ("2026-10-25", ""),
        ("2026-03-29T02:30", "ist kein Datum"),
        ("2026-00-10", "ist kein Datum"),
        ("2026-1-1", "ist kein Datum"),
        ("٢٠٢٤-٠٢-٠١", "ist kein Datum"),
        ("x" * 100_000, "ist kein Datum"),
    ],
)
def test_the_days_that_a_contact_may_be_kept_until(bielefeld: Plan, date: str, words: str) -> None:
    key = named(bielefeld, "MBR").id
    if words:
        with pytest.raises(PlanError, match=words) as caught:
            edits.partners.set_contact(bielefeld, key, "retain_until", date)
        assert "Bitte" in str(caught.value)
        assert len(str(caught.value)) < 200
    else:
        plan = bielefeld.apply(edits.partners.set_contact(bielefeld, key, "retain_until", date))
        assert plan.contacts(key)[0].retain_until == date


def test_a_mention_that_goes_takes_its_joining_along(bielefeld: Plan) -> None:
    first, second = bielefeld.phases[:2]
    asyl, council = named(bielefeld, "AK Asyl").id, named(bielefeld, "Integrationsrat").id
    plan = bielefeld.apply(edits.mentions.remove(bielefeld, [link_id(first.id, asyl), link_id(first.id, council)]))
    assert plan.get(Partner, asyl).joined_phase == second.id
    assert plan.get(Partner, council).joined_phase is None
    assert len(plan.partners) == 19
    plan = plan.apply(edits.mentions.add(plan, second.id, "Integrationsrat"))
    assert plan.get(Partner, council).joined_phase == second.id
    with pytest.raises(PlanError, match="kein Kooperationspartner ausgewählt"):
        edits.mentions.remove(plan, [])


def test_mentions_move(bielefeld: Plan) -> None:
    first, second, third, _ = bielefeld.phases
    keys = [mention.id for mention in bielefeld.mentions(first.id)]
    plan = bielefeld.apply(edits.mentions.move(bielefeld, [keys[13]], first.id, 0))
    assert partners.cell_text(plan, first).startswith("Fachstelle für Flüchtlinge, Netzwerk rassismuskritische")
    plan = plan.apply(edits.mentions.move(plan, [keys[12]], third.id))
    (moved,) = plan.mentions(third.id)
    assert moved.printed == "Stadtteilkordinatorinnen und -koordinatoren"
    assert plan.get(Partner, moved.partner).joined_phase == second.id
    assert edits.mentions.move(plan, [moved.id], third.id, 0).rows == ()


def test_one_partner_moved_from_two_phases_is_named_once(bielefeld: Plan) -> None:
    first, second, third, _ = bielefeld.phases
    asyl = named(bielefeld, "AK Asyl").id
    both = [link_id(first.id, asyl), link_id(second.id, asyl)]
    plan = bielefeld.apply(edits.mentions.move(bielefeld, both, third.id))
    assert [mention.partner for mention in plan.mentions(third.id)] == [asyl]
    assert plan.get(Partner, asyl).joined_phase == third.id
    plan = bielefeld.apply(edits.mentions.remove(bielefeld, both))
    assert plan.get(Partner, asyl).joined_phase is None


def test_a_mention_renames_its_partner(bielefeld: Plan) -> None:
    second = bielefeld.phases[1]
    mention = bielefeld.mentions(second.id)[0]
    plan = bielefeld.apply(edits.mentions.set_field(bielefeld, mention.id, "name", "Mobile Beratung"))
    assert partners.cell_text(plan, second).startswith("Siehe Phase 1 und insbesondere: Mobile Beratung, Bündnis")


# All of them


@pytest.mark.parametrize(
    ("setter", "table", "field", "value"),
    [
        ("goal", "goal", "text", ""),
        ("partner", "partner", "name", ""),
        ("phase", "phase", "title", ""),
        ("phase", "phase", "period", "Monat 13"),
        ("goal", "goal", "text", "\0"),
        ("goal", "goal", "child_style", "fett"),
        ("partner", "partner", "kind", "Amt"),
        ("partner", "partner", "joined_phase", "gone"),
        ("contact", "partner", "mail", "\ud800"),
        ("contact", "partner", "partner", "x"),
        ("project", "project", "end", "2018-13"),
    ],
)
def test_each_setter_refuses_what_cannot_be(bielefeld: Plan, setter: str, table: str, field: str, value: str) -> None:
    key = next(iter(bielefeld.rows[table]))
    with pytest.raises(PlanError):
        edits.setter(setter)(bielefeld, key, field, value)


def test_a_row_that_is_gone_is_refused(bielefeld: Plan) -> None:
    for setter in ("phase", "measure", "goal", "partner", "contact", "mention"):
        with pytest.raises(PlanError, match="gibt es nicht mehr"):
            edits.setter(setter)(bielefeld, "gone", "text", "x")


def test_a_flag_is_zero_or_one(bielefeld: Plan) -> None:
    assert [checked("mention", "stressed", value) for value in ("0", "", None, "1", 1)] == [0, 0, 0, 1, 1]


def test_a_goal_is_renamed(bielefeld: Plan) -> None:
    goal = bielefeld.goals(bielefeld.phases[0].id)[0]
    plan = bielefeld.apply(edits.goals.set_field(bielefeld, goal.id, "text", "Ziel"))
    assert plan.get(Goal, goal.id).text == "Ziel"


def test_a_contact_goes_with_its_content(bielefeld: Plan) -> None:
    key = named(bielefeld, "MBR").id
    plan = bielefeld.apply(edits.partners.set_contact(bielefeld, key, "mail", "a@b.de"))
    plan = plan.apply(edits.partners.set_contact(plan, key, "mail", ""))
    assert plan.contacts(key) == ()


def test_one_field_of_several_is_emptied_in_one_step(bielefeld: Plan) -> None:
    keys = [measure.id for measure in bielefeld.measures(bielefeld.phases[0].id)[:3]]
    plan = bielefeld
    for key in keys[:2]:
        plan = plan.apply(edits.measures.set_field(plan, key, "responsible", "Frau Muster"))
    change = edits.many.clear_field(plan, keys, "responsible", "Verantwortlich", edits.measures.set_field)
    assert change.label == "Verantwortlich in 2 Zeilen geleert"
    assert [plan.apply(change).get(Measure, key).responsible for key in keys] == [None, None, None]
    with pytest.raises(PlanError):
        edits.many.clear_field(plan, keys, "text", "Maßnahme", edits.measures.set_field)


@pytest.mark.parametrize(("table", "field"), [(table, field) for table, fields in FIELDS.items() for field in fields])
def test_a_field_says_rightly_whether_it_can_be_empty(table: str, field: str) -> None:
    try:
        checked(table, field, "")
        allowed = True
    except PlanError:
        allowed = False
    assert can_be_empty(table, field) == allowed or field == "id"


def test_what_cannot_be_a_mail_address_is_refused(bielefeld: Plan) -> None:
    partner = bielefeld.partners[0].id
    plan = bielefeld.apply(edits.partners.set_contact(bielefeld, partner, "mail", " mailto:anna@beispiel.de "))
    assert plan.contacts(partner)[0].mail == "anna@beispiel.de"
    with pytest.raises(PlanError, match="ist keine Mailadresse"):
        edits.partners.set_contact(plan, partner, "mail", "anna")
    assert plan.apply(edits.partners.set_contact(plan, partner, "mail", "")).contacts(partner) == ()


def test_line_breaks_in_a_line_become_blanks(bielefeld: Plan) -> None:
    key = first_measure(bielefeld).id
    plan = bielefeld.apply(edits.measures.set_field(bielefeld, key, "place", "Senne-\n stadt\r\nund Brackwede"))
    assert plan.get(Measure, key).place == "Senne- stadt und Brackwede"
    row = {"text": "Fachtag\nim Rathaus", "place": "Senne\nstadt"}
    plan = plan.apply(edits.bulk_add.add_measures(plan, plan.phases[0].id, [row]))
    assert plan.measures(plan.phases[0].id)[-1].place == "Senne stadt"
    assert plan.measures(plan.phases[0].id)[-1].text == "Fachtag\nim Rathaus"
    change = edits.measures.set_period(plan, key, "Juli bis\nSeptember 2018")
    assert plan.apply(change).get(Measure, key).end == "2018-09"

"""A plan as a template: what is to be done and reached, and nothing of whom, when and how far."""

from nrw_desktop.domain.model import template
from nrw_desktop.domain.model.change import Change, inserted, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    FIELD_TABLE,
    TABLES,
    Alias,
    Contact,
    Cost,
    Deadline,
    Decision,
    Goal,
    MeasureGoal,
    MeasurePartner,
    Mention,
    Partner,
    link_id,
)
from nrw_desktop.domain.queries.template_of import template_of
from tests.reports.full_plan import (
    CONTACT,
    DOCUMENT,
    GOAL_REMARK,
    NOTE,
    NOTICE,
    OF_MEETINGS,
    REASON,
    REMARK,
    TYPED_NAME,
    full_plan,
)


def test_it_keeps_what_is_to_be_done_and_nothing_of_whom_when_and_how_far(template_plan: Plan) -> None:
    phase = template_plan.phases[1].id
    measure, goal = template_plan.measures(phase)[0], template_plan.goals(phase)[1]
    below = template_plan.goals(phase, goal.id)[0]
    partner = template_plan.partners[0]
    rows = [
        *updated(measure, status="done", responsible="Frau Geheim", note="Geheim", start="2031-01", place="Geheim"),
        *updated(goal, reached="yes", actual="Geheim", remark="Geheim"),
        *updated(partner, remark="Geheim"),
        inserted(MeasureGoal(link_id(measure.id, below.id), measure=measure.id, goal=below.id)),
        inserted(MeasurePartner(link_id(measure.id, partner.id), measure=measure.id, partner=partner.id)),
        inserted(Alias("a", partner=partner.id, text="Netzwerk RA")),
        inserted(Contact("c", partner=partner.id, person="Geheim")),
        inserted(Cost("k", measure=measure.id, year=2031, planned=5)),
        inserted(Deadline("d", what="Geheim", date="2031-02-03")),
        inserted(Decision("b", measure=measure.id, body="Geheim", date="2031-02-03")),
    ]
    plan = template_plan.apply(Change(tuple(rows), "x"))
    data = template.written(template_of(plan))
    for word in ("Geheim", "2031", "2017", "2018", "done", "Bielefeld e", 'Kommunales Integrationszentrum Bielefeld"'):
        assert word not in data.decode(), word
    made = Plan.empty().apply(template.origin_change(template.read(data)))
    assert template_of(made) == template_of(plan)
    texts = [[one.text for one in plan.measures(phase.id)] for phase in plan.phases]
    assert [[one.text for one in made.measures(phase.id)] for phase in made.phases] == texts
    new = made.measures(made.phases[1].id)[0]
    assert made.get(Goal, made.goals_of(new.id)[0].goal).text == below.text
    assert made.get(Partner, made.partners_of(new.id)[0].partner).name == partner.name
    assert made.phases[3].refers_to == made.phases[2].id
    assert (made.project.title, made.project.municipality, made.project.end) == (plan.project.title, "", None)
    assert not set(plan.rows["measure"]) & set(made.rows["measure"])
    filled = {table for table in TABLES if made.rows[table]}
    kept = {"project", "phase", "partner", "alias", "mention", "measure", "goal", "measure_goal", "measure_partner"}
    assert filled == kept


KEPT = {
    "project": {"heading", "title", "introduction", "programme"},
    "phase": {"title", "wording"},
    "measure": {"text", "short", "target_group", "field_of_action"},
    "goal": {"text", "indicator", "unit"},
    "partner": {"name", "abbreviation", "expansion"},
    "alias": {"text"},
    "mention": {"printed", "joiner"},
}
"""The fields of which a template has the words; what stands in any other may name people, days or money."""


def test_no_word_of_any_other_field_is_in_a_template() -> None:
    plan = full_plan()
    data = template.written(template_of(plan)).decode()
    words: dict[bool, set[str]] = {True: set(), False: set()}
    for table, rows in plan.rows.items():
        for record in rows.values():
            for field, spec in FIELD_TABLE[table].items():
                if spec.kind.is_text and (value := getattr(record, field)):
                    words[field in KEPT.get(table, ())].add(value)
    # A word of another field may happen to be one of a text that is kept.
    gone = {word for word in words[False] if not any(word in kept for kept in words[True])}
    assert len(gone) > 40
    assert {word for word in gone if word in data} == set()
    secrets = {*CONTACT.values(), NOTE, REMARK, GOAL_REMARK, TYPED_NAME, NOTICE, REASON, DOCUMENT, *OF_MEETINGS}
    assert {secret for secret in secrets if secret in data} == set()


def test_partners_of_one_name_are_one_partner_wherever_they_are_named(template_plan: Plan) -> None:
    first = template_plan.phases[0].id
    mention = template_plan.mentions(first)[0]
    partner = template_plan.get(Partner, mention.partner)
    measure = template_plan.measures(first)[0].id
    both = (partner.id, "zwei")
    rows = [
        inserted(Partner("zwei", name=partner.name)),
        inserted(Mention(link_id(first, "zwei"), phase=first, partner="zwei", order="z")),
        *(inserted(MeasurePartner(link_id(measure, one), measure=measure, partner=one)) for one in both),
    ]
    plan = template_plan.apply(Change(tuple(rows), "x"))
    made = Plan.empty().apply(template.origin_change(template_of(plan)))
    assert [one.name for one in made.partners].count(partner.name) == 1
    phase = made.phases[0].id
    named = [made.get(Partner, one.partner).name for one in made.mentions(phase)]
    assert named == [template_plan.get(Partner, one.partner).name for one in template_plan.mentions(first)]
    linked = made.partners_of(made.measures(phase)[0].id)
    assert [made.get(Partner, one.partner).name for one in linked] == [partner.name]

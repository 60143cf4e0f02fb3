"""What has changed between two states of a plan, in people's words: each difference once, and nothing else."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inverted
from nrw_desktop.domain.model.difference import difference
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELD_TABLE
from nrw_desktop.domain.queries import changes_since
from nrw_desktop.domain.queries.public_plan import public
from nrw_desktop.domain.text import kinds, points
from tests.domain.test_random_edits import STEPS, Chooser
from tests.reports.full_plan import DOCUMENT, NOTE, TYPED_NAME, full_plan

KNOWN_AS_ONE = dict.fromkeys(points.PARTS | {"start_derived"}, "period") | {"responsible_partner": "responsible"}


def told(earlier: Plan, now: Plan) -> dict[str, dict[str, list[str]]]:
    """The lines by group and by what they are about."""
    return {
        group.title: {item.title: [line.text for line in item.lines] for item in group.items}
        for group in changes_since.changes(earlier, now)
    }


def done(plan: Plan, *steps: tuple[object, ...]) -> Plan:
    for edit, *arguments in steps:
        plan = plan.apply(edit(plan, *arguments))  # type: ignore[operator]
    return plan


def test_several_edits_of_a_field_are_one_line_and_undone_ones_none(template_plan: Plan) -> None:
    first, second, *_ = template_plan.measures(template_plan.phases[0].id)
    field = edits.measures.set_field
    now = done(
        template_plan,
        *((field, first.id, "status", status) for status in ("running", "postponed", "done")),
        (field, second.id, "status", "running"),
        (field, second.id, "status", "planned"),
        (edits.measures.set_period, first.id, "März bis Mai 2018"),
        (edits.measures.set_period, first.id, "Juni 2018"),
        (field, first.id, "responsible", "Frau Probe"),
        (field, first.id, "responsible", template_plan.partners[0].name),
    )
    assert told(template_plan, now) == {
        "Phase 1: Analyse der Ausgangssituation": {
            "Ausschreibung einer Fachstelle": [
                "Status: geplant → abgeschlossen",
                "Zeitraum: – → Juni 2018",
                f"Verantwortlich: – → {template_plan.partners[0].name}",
            ]
        }
    }


def test_what_came_went_or_moved_stands_where_people_look_for_it(template_plan: Plan) -> None:
    one, two, three, four = (phase.id for phase in template_plan.phases)
    first, second, third, fourth, *_ = template_plan.measures(one)
    partner = template_plan.partners[0]
    now = done(
        template_plan,
        (edits.measures.add, one, "Fachtag"),
        (edits.measures.move, [first.id], two, 0),
        (edits.measures.move, [fourth.id], one, 0),
        (edits.measures.remove, [second.id]),
        (edits.detail_rows.ALL["decision"].add, third.id, "Rat"),
        (edits.detail_rows.ALL["deadline"].add, None, "Verwendungsnachweis"),
        (edits.contacts.add, partner.id, "Frau Probe"),
        (edits.mentions.toggle, three, partner.id),
        (edits.phases.remove, four),
    )
    found = told(template_plan, now)
    assert list(found) == [
        "Fristen",
        "Phase 1: Analyse der Ausgangssituation",
        "Phase 2: Bestandsanalyse",
        "Phase 3: Maßnahmenentwicklung",
        "Maßnahmenumsetzung und Nachhaltigkeit (gelöscht)",
        "Kooperationspartner",
    ]
    assert found["Fristen"] == {"Verwendungsnachweis": ["neu"]}
    assert found["Phase 1: Analyse der Ausgangssituation"] == {
        "Analyse der Ausgangssituation": ["Reihenfolge der Maßnahmen geändert"],
        third.text: ["Beschluss neu: Rat"],
        "Fachtag": ["neu"],
        second.text: ["gelöscht"],
    }
    assert found["Phase 2: Bestandsanalyse"] == {
        "Ausschreibung einer Fachstelle": ["verschoben von Phase 1 nach Phase 2"]
    }
    assert found["Phase 3: Maßnahmenentwicklung"] == {partner.name: ["neu", "Hervorhebung: ja"]}
    gone = found["Maßnahmenumsetzung und Nachhaltigkeit (gelöscht)"]
    assert (len(gone), {line for lines in gone.values() for line in lines}) == (5, {"gelöscht"})
    assert found["Kooperationspartner"] == {partner.name: ["Kontakt neu: Ansprechperson: Frau Probe"]}


def test_a_long_text_shows_what_is_different_in_it(template_plan: Plan) -> None:
    measure = template_plan.measures(template_plan.phases[0].id)[0]
    words = " ".join(f"Wort{number}" for number in range(500))
    long = done(template_plan, (edits.measures.set_field, measure.id, "note", words))
    now = done(long, (edits.measures.set_field, measure.id, "note", words.replace("Wort400", "Neues")))
    ((line,),) = told(long, now)["Phase 1: Analyse der Ausgangssituation"].values()
    before, after = line.removeprefix("Notiz: ").split(" → ")
    assert before.startswith("… Wort399 Wort400 Wort401")
    assert after.startswith("… Wort399 Neues Wort401")
    assert max(len(before), len(after)) < 100


def test_the_public_edition_tells_no_value_that_is_not_public() -> None:
    full = full_plan()
    assert any(
        NOTE in line for items in told(Plan.empty(), full).values() for lines in items.values() for line in lines
    )
    for earlier, now in ((Plan.empty(), full), (full, Plan.empty())):
        found = str(told(public(earlier), public(now)))
        assert [secret for secret in (NOTE, TYPED_NAME, "Kontakt neu", "€", DOCUMENT) if secret in found] == []


@settings(max_examples=60)
@given(st.data())
def test_each_difference_is_told_once_and_what_was_undone_is_not(template_plan: Plan, data: st.DataObject) -> None:
    plan = template_plan
    for _ in range(data.draw(st.integers(1, 10))):
        try:
            change = data.draw(st.sampled_from(STEPS))(Chooser(plan, data.draw))
        except PlanError:
            continue
        after = plan.apply(change)
        assert changes_since.changes(plan, after.apply(Change(inverted(change.rows), ""))) == ()
        plan = after
    for earlier, now in ((template_plan, plan), (public(template_plan), public(plan))):
        groups = changes_since.changes(earlier, now)
        lines = [line for group in groups for item in group.items for line in item.lines]
        found = Counter((line.table, line.id, line.field) for line in lines if line.event not in ("given", "reordered"))
        assert found == Counter(wanted(earlier, now))
        assert all(line.text for line in lines)
        assert all("None" not in line.text for line in lines)
        assert len({(group.title, group.phase) for group in groups}) == len(groups)


def wanted(earlier: Plan, now: Plan) -> set[tuple[str, str, str]]:
    """The rows and fields that differ, what people know as one field once; not what went with what it belongs to."""
    found = set()
    for row in difference(earlier, now):
        if row.before is not None and row.after is not None:
            fields = [field for field in row.after if FIELD_TABLE[row.table][field].kind is not kinds.KEY]
            known = KNOWN_AS_ONE if row.table in ("phase", "measure") else {}
            found |= {(row.table, row.id, known.get(field, field)) for field in fields}
            continue
        values = row.before or row.after or {}
        owners = [("phase", "phase")] if row.table == "mention" else [("measure", "measure"), ("partner", "partner")]
        owner = next(((table, values[field]) for field, table in owners if field in values), None)
        if row.after is not None or owner is None or now.record(*owner) is not None:
            found.add((row.table, row.id, ""))
    return found


def test_what_is_set_aside_is_told_by_its_rule_and_reason_where_its_row_is(template_plan: Plan) -> None:
    one, other = template_plan.partners[:2]
    plan = template_plan.apply(edits.contacts.add(template_plan, one.id, "Frau A."))
    (contact,) = plan.contacts(one.id)
    set_aside = edits.set_asides.set_aside
    now = done(
        plan,
        (set_aside, "kept_too_long", contact, "noch nötig"),
        (set_aside, "spelt_alike", one, "zwei Stellen", other.id),
    )
    ((title, items),) = told(plan, now).items()
    assert (title, list(items)) == (changes_since.PARTNERS, [one.name])
    lines = str(items)
    assert all(reason in lines for reason in ("noch nötig", "zwei Stellen"))
    assert [
        code for code in ("kept_too_long", "spelt_alike", "contact", one.id, other.id, contact.id) if code in lines
    ] == []

"""Finding words in the whole plan."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, deleted, inserted, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    TABLES,
    Alias,
    Contact,
    Cost,
    Deadline,
    Decision,
    Document,
    FundingYear,
    Goal,
    Measure,
    MeasurePartner,
    Partner,
    Phase,
    Project,
    Record,
    SetAside,
    YearText,
    link_id,
    new_id,
    set_aside_id,
)
from nrw_desktop.domain.queries import search_index
from nrw_desktop.domain.queries.search_index import Hit, SearchIndex
from nrw_desktop.domain.text import folding

COORDINATORS = "Stadtteilkoordinatorinnen und -koordinatoren"
ALL = 1_000_000


def find(plan: Plan, words: str, limit: int = ALL) -> list[Hit]:
    return SearchIndex(plan).find(words, limit)


def naive(plan: Plan, words: str) -> list[str]:
    """The ids of the records that hold all words, found without an index."""
    needles = folding.needles(words)
    return [record.id for record in listed(plan) if needles and all(holds(plan, record, word) for word in needles)]


def holds(plan: Plan, record: Record, word: folding.Word) -> bool:
    return any(folding.contains(folding.fold(one.text), word) for one in search_index.texts(plan, record))


def listed(plan: Plan) -> Iterator[Record]:
    yield plan.project
    yield from plan.deadlines
    yield from plan.year_texts
    for phase in plan.phases:
        yield phase
        yield from plan.measures(phase.id)
        yield from nested(plan, phase, None)
    yield from plan.partners


def nested(plan: Plan, phase: Phase, parent: str | None) -> Iterator[Record]:
    for goal in plan.goals(phase.id, parent):
        yield goal
        yield from nested(plan, phase, goal.id)


def ids(hits: list[Hit]) -> list[str]:
    return [hit.record.id for hit in hits]


def partners_found(plan: Plan, words: str) -> list[str]:
    return [hit.record.name for hit in find(plan, words) if isinstance(hit.record, Partner)]


@pytest.mark.parametrize("words", ["STADTTEILKORDINAT", "stadtteilkoordinat", "Stadtteilkordinatorinnen"])
def test_both_spellings_find_the_partner(bielefeld: Plan, words: str) -> None:
    assert partners_found(bielefeld, words) == [COORDINATORS]


@pytest.mark.parametrize(
    ("words", "name", "phases"),
    [
        ("Migrantinnenorganisation", "Netzwerk Migrant*innenorganisationen", [1]),
        ("Migrant*", "Netzwerk Migrant*innenorganisationen", [1]),
        ("ikg", "Universität Bielefeld – IKG", [2]),
        ("sozialplan", "Büro für integrierte Sozialplanung und Prävention", [1, 2]),
        ("Mobile Beratung", "MBR", [2]),
        ("beratung MBR mobile", "MBR", [2]),
    ],
)
def test_a_partner_is_found_with_its_phases(bielefeld: Plan, words: str, name: str, phases: list[int]) -> None:
    hit = next(hit for hit in find(bielefeld, words) if isinstance(hit.record, Partner))
    assert isinstance(hit.record, Partner)
    assert hit.record.name == name
    assert hit.phase is None
    assert sorted(bielefeld.number(mention.phase) for mention in bielefeld.mentioned(hit.record.id)) == phases


@pytest.mark.parametrize("words", ["ikg", "sozialplan"])
def test_these_words_find_one_partner_and_nothing_else(bielefeld: Plan, words: str) -> None:
    assert len(find(bielefeld, words)) == 1


def test_massnahme_is_found_wherever_it_stands(bielefeld: Plan) -> None:
    hits = find(bielefeld, "massnahme")
    kinds = [type(hit.record) for hit in hits]
    assert [kinds.count(kind) for kind in (Project, Phase, Measure, Goal)] == [1, 2, 1, 3]
    assert len(hits) == 7
    assert [bielefeld.number(hit.phase.id) for hit in hits if hit.phase] == [3, 3, 3, 4, 4, 4]
    best = search_index.found(bielefeld, hits[0].record, "massnahme")
    assert best is not None
    assert best.field == "introduction"
    assert [best.text[start:end] for start, end in best.places] == ["Maßnahme", "Maßnahme"]


@pytest.mark.parametrize("words", ["mueller", "muller", "Müller", " MÜLLER ", "müller büro"])
def test_an_added_name_is_found(bielefeld: Plan, words: str) -> None:
    plan = bielefeld.apply(edits.partners.add(bielefeld, "Büro Müller"))
    assert partners_found(plan, words) == ["Büro Müller"]


def filled(bielefeld: Plan) -> tuple[Plan, Measure, Goal, Partner]:
    """The plan with a word of its own in every field that holds words."""
    measure = bielefeld.measures(bielefeld.phases[0].id)[0]
    goal = bielefeld.goals(bielefeld.phases[0].id)[0]
    partner = bielefeld.partners[0]
    helper = Partner(new_id(), name="Wortpartnerin")
    rows = [
        *updated(
            measure, short="Wortkurz", note="Wortnotiz", target_group="Wortgruppe", place="Wortort",
            field_of_action="Wortfeld", result="Wortergebnis", deviation="Wortabweichung", responsible="Wortperson",
            responsible_partner=None,
        ),
        *updated(
            goal, indicator="Wortindikator", unit="Worteinheit", baseline="Wortausgang", target="Wortziel",
            actual="Wortist", remark="Wortbemerkung",
        ),
        *updated(partner, abbreviation="WRT", expansion="Wortlang", remark="Wortrede"),
        *updated(bielefeld.project, funding_notice="Wortbescheid", municipality="Wortkommune"),
        inserted(helper),
        inserted(Alias(new_id(), partner.id, "Wortschreibung")),
        inserted(Contact(new_id(), partner.id, "Wortmensch", "0521 512", "wort@stadt.de", "Wortstraße", "Wortzweck")),
        inserted(Decision(new_id(), measure.id, "Wortausschuss", "2019-12-05", "Wortbeschluss")),
        inserted(Document(new_id(), measure.id, "Worttitel", "Wortordner/Protokoll_eins.pdf")),
        inserted(MeasurePartner(link_id(measure.id, helper.id), measure.id, helper.id)),
        inserted(Deadline("frist", "Wortfrist", "2019-01-31")),
        inserted(YearText("jahr", 2018, "Wortbeginn\n\nWortabsatz", "Wortverlauf", "Wortmühe", "Wortblick")),
        inserted(Cost(new_id(), measure.id, 2018, 7_000_000)),
        inserted(FundingYear("jahr18", 2018)),
        inserted(Contact("kontakt", partner.id, "Wortsprecher")),
        *(
            inserted(SetAside(set_aside_id(rule, row), rule, table, row, None, reason))
            for rule, table, row, reason in (
                ("overdue", "measure", measure.id, "Wortgrund"), ("without_indicator", "goal", goal.id, "Wortabsicht"),
                ("kept_too_long", "contact", "kontakt", "Wortfrist bleibt"), ("deadline", None, None, "Wortregel"),
                ("too_expensive", "funding_year", "jahr18", "Wortgeld"),
                ("named_nowhere", "partner", partner.id, "Wortnirgends"),
            )
        ),
    ]  # fmt: skip
    return bielefeld.apply(Change(tuple(rows), "Test")), measure, goal, partner


@pytest.mark.parametrize(
    ("words", "of", "field"),
    [
        ("wortkurz", "measure", "short"), ("wortnotiz", "measure", "note"), ("wortgruppe", "measure", "target_group"),
        ("wortort", "measure", "place"), ("wortfeld", "measure", "field_of_action"),
        ("wortergebnis", "measure", "result"), ("wortabweichung", "measure", "deviation"),
        ("wortperson", "measure", "responsible"), ("wortausschuss", "measure", "body"),
        ("wortbeschluss", "measure", "text"), ("wortbeschluss 05.12.2019", "measure", "date"),
        ("worttitel", "measure", "title"),
        ("protokoll_eins", "measure", "target"), ("wortkurz wortausschuss", "measure", "short"),
        ("wortindikator", "goal", "indicator"), ("worteinheit", "goal", "unit"), ("wortausgang", "goal", "baseline"),
        ("wortziel", "goal", "target"), ("wortist", "goal", "actual"), ("wortbemerkung", "goal", "remark"),
        ("wrt", "partner", "abbreviation"), ("wortlang", "partner", "expansion"), ("wortrede", "partner", "remark"),
        ("wortschreibung", "partner", "text"), ("wortmensch", "partner", "person"), ("512", "partner", "phone"),
        ("wort@stadt", "partner", "mail"), ("wortstrasse", "partner", "address"), ("wortzweck", "partner", "purpose"),
        ("wortbescheid", "project", "funding_notice"), ("wortkommune", "project", "municipality"),
        ("wortfrist", "deadline", "what"), ("31.01.2019", "deadline", "date"),
        ("wortbeginn wortabsatz", "year_text", "introduction"), ("wortverlauf", "year_text", "course"),
        ("wortgrund", "measure", "reason"), ("wortabsicht", "goal", "reason"), ("wortnirgends", "partner", "reason"),
        ("wortfrist bleibt", "partner", "reason"), ("wortregel", "project", "reason"),
        ("wortgeld", "project", "reason"),
        ("wortmuehe", "year_text", "difficulties"), ("wortblick", "year_text", "outlook"),
    ],
)  # fmt: skip
def test_every_field_is_searched(bielefeld: Plan, words: str, of: str, field: str) -> None:
    plan, measure, goal, partner = filled(bielefeld)
    wanted = {"measure": measure.id, "goal": goal.id, "partner": partner.id, "project": plan.project.id,
              "deadline": "frist", "year_text": "jahr"}[of]  # fmt: skip
    (hit,) = [hit for hit in find(plan, words) if hit.record.id == wanted]
    best = search_index.found(plan, hit.record, words)
    assert best is not None
    assert best.field == field
    assert best.places


def test_a_partner_is_found_at_the_measures_that_it_takes_part_in(bielefeld: Plan) -> None:
    plan, measure, _goal, partner = filled(bielefeld)
    assert measure.id in ids(find(plan, "Wortpartnerin"))
    plan = plan.apply(edits.measures.set_field(plan, measure.id, "responsible", partner.name))
    assert measure.id in ids(find(plan, partner.name))


def test_costs_are_not_searched(bielefeld: Plan) -> None:
    plan, *_ = filled(bielefeld)
    assert find(plan, "7000000") == find(plan, "70.000") == []


def test_a_period_and_a_reference_are_found_as_they_read(bielefeld: Plan) -> None:
    assert bielefeld.phases[2].id in ids(find(bielefeld, "januar juni 2018"))
    assert bielefeld.phases[1].id in ids(find(bielefeld, "siehe phase 1"))


def test_nothing_finds_nothing(bielefeld: Plan) -> None:
    assert find(bielefeld, "") == find(bielefeld, " \n ") == []
    assert len(find(bielefeld, "e", limit=3)) == 3


def test_words_do_not_run_from_one_text_into_the_next(bielefeld: Plan) -> None:
    measure, other = bielefeld.measures(bielefeld.phases[0].id)[:2]
    rows = (*updated(measure, text="Sonnen", note="Blumen\x1eBeet"), *updated(other, text="Topf"))
    plan = bielefeld.apply(Change(rows, "Test"))
    assert find(plan, "sonnenblumen") == find(plan, "blumentopf") == []
    assert ids(find(plan, "sonnen beet")) == [measure.id]
    assert ids(find(plan, "topf")) == [other.id]


def typed(chance: random.Random, own: str) -> str:
    """A piece of the plan's own words, or any characters."""
    if chance.random() < 0.5:
        start = chance.randrange(len(own))
        words = own[start : start + chance.randint(1, 14)]
    else:
        last = chance.choice((127, 0x2FF, 0xD800))
        words = "".join(chr(chance.randrange(1, last)) for _ in range(chance.randint(0, 8)))
    return chance.choice((str, str.upper, str.lower))(words)


def test_random_strings_find_what_a_naive_scan_finds(bielefeld: Plan) -> None:
    """5,000 strings in one index, as in the window."""
    plan, *_ = filled(bielefeld)
    chance, made = random.Random(2017), SearchIndex(plan)
    texts = {record.id: [one.text for one in search_index.texts(plan, record)] for record in listed(plan)}
    own = " ".join(text for of_one in texts.values() for text in of_one)
    folded = {key: [folding.fold(text) for text in of_one] for key, of_one in texts.items()}
    for _ in range(5_000):
        words = typed(chance, own)
        needles = folding.needles(words)
        wanted = [
            key
            for key, of_one in folded.items()
            if needles and all(any(folding.contains(text, word) for text in of_one) for word in needles)
        ]
        assert ids(made.find(words, ALL)) == wanted, words


@given(st.text(max_size=12))
def test_any_words_find_what_a_naive_scan_finds(bielefeld: Plan, words: str) -> None:
    assert ids(find(bielefeld, words)) == naive(bielefeld, words)


WORDS = ("Förderung", "Steuerungskreis", "Müller", "Migrant*innen", "Straße", "Analyse")


def random_change(chance: random.Random, plan: Plan) -> Change:
    """Something that a person, an import or a merge could do, from a row's text to rows of all kinds."""
    phase, partner = chance.choice(plan.phases), chance.choice(plan.partners)
    measures = plan.measures(phase.id)
    word = f"{chance.choice(WORDS)} {chance.randrange(50)}"
    match chance.randrange(14):
        case 0:
            return edits.measures.add(plan, phase.id, word, chance.randrange(len(measures) + 1))
        case 1 if measures:
            return edits.measures.remove(plan, [chance.choice(measures).id])
        case 2 if measures:
            target = chance.choice(plan.phases)
            return edits.measures.move(plan, [chance.choice(measures).id], target.id, 0)
        case 3:
            return edits.partners.set_field(plan, partner.id, "name", f"{word} {new_id()}")
        case 4 if measures:
            return edits.measures.set_field(plan, chance.choice(measures).id, "responsible", partner.name)
        case 5:
            return edits.phases.move(plan, phase.id, chance.randrange(len(plan.phases)))
        case 6:
            return edits.phases.remove(plan, phase.id) if len(plan.phases) > 2 else edits.phases.add(plan, word, 0)
        case 7 if measures:
            return Change((inserted(Decision(new_id(), chance.choice(measures).id, word)),), "Test")
        case 8:
            return Change((inserted(Alias(new_id(), partner.id, word)),), "Test")
        case 9 if plan.rows["decision"]:
            return Change((deleted(chance.choice(list(plan.rows["decision"].values()))),), "Test")
        case 10 if plan.rows["goal"]:
            goal = chance.choice(list(plan.rows["goal"].values()))
            return Change(updated(goal, text=word), "Test")
        case 11:
            contact = edits.contacts.add(plan, partner.id, "Jemand")
            records = [phase, *measures, partner, *plan.contacts(partner.id), None]
            record = chance.choice(records)
            aside = edits.set_asides.set_aside(plan, "overdue", record, word)
            return aside if aside.rows else contact
        case 12 if plan.rows["set_aside"]:
            return edits.set_asides.take_back(plan, chance.choice(list(plan.rows["set_aside"])))
        case _ if measures:
            return edits.measures.set_field(plan, chance.choice(measures).id, "note", word)
    return edits.phases.add(plan, word, 0)


@pytest.mark.parametrize("seed", range(8))
def test_an_index_that_follows_finds_what_a_new_one_finds(
    bielefeld: Plan, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Blocks so small that changes fall on all their edges.
    monkeypatch.setattr(search_index, "_BLOCK", 3)
    chance = random.Random(seed)
    plan, made = bielefeld, SearchIndex(bielefeld)
    for step in range(60):
        change = random_change(chance, plan)
        plan = plan.apply(change)
        if step % 3 == 0:
            made.warm(10)
        if chance.random() < 0.8:
            made.follow(plan)
            for words in (*WORDS, "phase 1", "netzwerk", "1"):
                assert ids(made.find(words, ALL)) == naive(plan, words), (seed, step, words)


def folded_blocks(made: SearchIndex) -> set[int]:
    return {id(block) for section in made._sections for block in section.blocks if block.text is not None}


def test_an_edit_makes_only_what_it_touches_anew(bielefeld: Plan) -> None:
    phase = bielefeld.phases[0].id
    rows = tuple(inserted(Measure(new_id(), phase, f"{n:06}", text=f"Maßnahme {n}")) for n in range(5_000))
    plan = bielefeld.apply(Change(rows, "Test"))
    made = SearchIndex(plan)
    assert made.warm(60)
    before = folded_blocks(made)
    assert len(before) > 15
    middle = plan.measures(phase)[2_500]
    for change in (
        edits.measures.set_field(plan, middle.id, "note", "anders"),
        edits.measures.add(plan, phase, "neu", 2_500),
        edits.measures.remove(plan, [middle.id]),
        edits.measures.move(plan, [middle.id], phase, 10),
    ):
        made.follow(plan.apply(change))
        assert len(before - folded_blocks(made)) <= 2, change.label
        made.follow(plan)
        assert made.warm(60)
        before = folded_blocks(made)


def test_warming_stops_when_its_time_is_over(bielefeld: Plan) -> None:
    made = SearchIndex(bielefeld)
    assert not made.warm(-1)
    assert made.warm(60)


def test_every_table_is_found_or_not_on_purpose() -> None:
    assert set(TABLES) - set(search_index._SEARCHED) == set()
    silent = {table for table, fields in search_index._SEARCHED.items() if not fields}
    assert silent == {"funding_year", "distinct", "cost", "measure_goal", "measure_partner", "measure_decision"}

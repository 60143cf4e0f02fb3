"""Finding things by what they are called: which are found, and which come first."""

from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Alias, Measure, Partner, Phase, new_id
from nrw_desktop.domain.queries import name_index
from nrw_desktop.domain.queries.name_index import Chunk, NameIndex, matches

ALL = 1_000_000


class Thing(NamedTuple):
    id: str
    names: Sequence[str]


def found(words: str, *names: str | Sequence[str], limit: int = ALL, size: int = 3) -> list[str]:
    """The things found among those of these names, by their first name; in chunks of a size."""
    things = [Thing(str(place), [one] if isinstance(one, str) else one) for place, one in enumerate(names)]
    chunks = [Chunk(things[at : at + size], lambda thing: thing.names) for at in range(0, len(things), size)]
    return [thing.names[0] for thing in matches(words, chunks, limit) if thing is not None]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("mass", "Neue Maßnahme"),
        ("maßnahme NEUE", "Neue Maßnahme"),
        ("nm", "Neue Maßnahme"),
        ("AdA", "Analyse der Ausgangssituation"),
        ("oe", "Öffentlichkeitsarbeit"),
        ("offentlich", "Öffentlichkeitsarbeit"),
        ("öffentlich", "Oeffentlichkeitsarbeit"),
        ("strasse", "Straßenfest"),
        ("migrantinnenorg", "Netzwerk Migrant*innenorganisationen"),
        ("lehrer:in", "Fortbildung für Lehrer/-innen"),
        ("büro prävention", "Büro für integrierte Sozialplanung und Prävention"),
        ("dunkel", "Darstellung: Dunkel"),
        ("strg+m", "Neue Maßnahme Strg+M"),
        ("cafe", "Café\nInternational"),
        ("r&d", "R & D"),
        ("<b>", "<b>fett</b>"),
        ("a.b", "a.bc"),
    ],
)
def test_it_is_found_as_people_spell_it(words: str, name: str) -> None:
    assert found(words, "Xylophon", name) == [name]


@pytest.mark.parametrize("words", ["", "  ", "###", "…", "\x1e", "\x1f \x1e"])
def test_without_a_word_nothing_is_found(words: str) -> None:
    assert found(words, "Neue Maßnahme", "###", "") == []


@pytest.mark.parametrize("words", ["(", "a(", ".*", "\\w", "[a"])
def test_what_is_typed_is_no_pattern(words: str) -> None:
    assert "zz" not in found(words, "zz", "a (b", "w")


def test_best_first() -> None:
    best = [
        "Phase", "Phase umbenennen", "Phasenübersicht", "Die Phase", "Die Phasen", "Paul hat aber sieben Eier",
        "Vorphase",
    ]  # fmt: skip
    assert found("phase", *reversed(best)) == [*best[:3], "Die Phase", "Die Phasen", *best[5:]]
    assert found("phase", *best, limit=2) == ["Phase", "Phase umbenennen"]
    assert found("umb phase", *best) == ["Phase umbenennen"]


def test_each_name_of_a_thing_is_a_beginning() -> None:
    assert found("2", ["12", "Zwölf"], ["Umsetzung 2", "u"], ["2", "Bestand"], "2 Jahre") == [
        "2",
        "2 Jahre",
        "Umsetzung 2",
        "12",
    ]
    assert found("bestand", "Der Bestand", ["2", "Bestandsanalyse"]) == ["2", "Der Bestand"]
    assert found("bestand 2", ["2", "Bestandsanalyse"]) == ["2"]


def test_a_thing_that_stands_in_two_chunks_comes_once_and_first() -> None:
    one, other = Thing("1", ["Umsetzung"]), Thing("2", ["Umsetzung"])
    chunks = [Chunk(things, lambda thing: thing.names) for things in ([other], [one, other])]
    assert [thing for thing in matches("ums", chunks, ALL) if thing] == [other, one]


WORDS = st.text("abc", min_size=1, max_size=4)
NAMES = st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=9)


def level(name: list[str], words: list[str]) -> int | None:
    """How well words fit a name, from -1; None where they do not."""
    start, typed = " ".join(name) + " ", " ".join(words)
    if name == words:
        return -1
    if start.startswith(typed + " "):
        return 0
    if start.startswith(typed):
        return 1
    if all(word in name for word in words):
        return 2
    if all(any(one.startswith(word) for one in name) for word in words):
        return 3
    if len(words) == 1 and len(typed) > 1 and "".join(one[0] for one in name).startswith(typed):
        return 4
    return 5 if all(any(word in one for one in name) for word in words) else None


@given(NAMES, st.lists(WORDS, min_size=1, max_size=2), st.sampled_from([" ", "-", ", ", " – "]), st.integers(1, 4))
def test_all_that_fit_are_found_and_no_worse_one_stands_above(
    names: list[list[str]], words: list[str], between: str, size: int
) -> None:
    """So a whole word at the beginning is never below a match within a word."""
    told = [f"{between.join(name)}{between}" for name in names]
    things = [Thing(str(place), [one]) for place, one in enumerate(told)]
    chunks = [Chunk(things[at : at + size], lambda thing: thing.names) for at in range(0, len(things), size)]
    order = [int(thing.id) for thing in matches(" ".join(words), chunks, ALL) if thing is not None]
    levels = {place: level(name, words) for place, name in enumerate(names)}
    wanted = [place for place, one in levels.items() if one is not None]
    assert order == sorted(wanted, key=lambda place: (levels[place], place))


@given(NAMES, st.lists(WORDS, min_size=2, max_size=3))
def test_the_order_of_the_words_does_not_matter(names: list[list[str]], words: list[str]) -> None:
    told = [" ".join(name) for name in names]
    assert set(found(" ".join(words), *told)) == set(found(" ".join(reversed(words)), *told))


@given(st.lists(st.text(max_size=12), max_size=6), st.text(max_size=6))
def test_odd_texts_do_no_harm(names: list[str], words: str) -> None:
    assert set(found(words, *names)) <= set(names)


def test_a_name_is_found_by_itself(template_plan: Plan) -> None:
    index = NameIndex(template_plan)
    for record in [one for chunk in index.chunks() for one in chunk.items]:
        for name in filter(None, name_index.names(template_plan, record)):
            first = next(one for one in matches(name, index.chunks(), ALL) if one is not None)
            assert name.removesuffix(" Phase").casefold() in [
                one.casefold().removesuffix(" phase") for one in name_index.names(template_plan, first)
            ]


def names_of(plan: Plan, index: NameIndex) -> list[tuple[str, str]]:
    return [(one.id, chunk.text.bare) for chunk in index.chunks() for one in chunk.items if plan is index.plan]


def test_a_newer_plan_is_followed(template_plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_index, "_SIZE", 4)
    plan = template_plan
    index = NameIndex(plan)
    phase, partner = plan.phases[1], plan.partners[3]
    steps = [
        lambda plan: edits.measures.add(plan, phase.id, "Sonnenblume"),
        lambda plan: edits.measures.set_field(plan, plan.measures(phase.id)[0].id, "short", "Tulpe"),
        lambda plan: edits.phases.move(plan, phase.id, 0),
        lambda plan: Change((inserted(Alias(new_id(), partner.id, "Löwenzahn")),), "Test"),
        lambda plan: edits.partners.add(plan, "Rosen e. V."),
        lambda plan: edits.phases.remove(plan, plan.phases[2].id),
        lambda plan: Change((inserted(Phase(new_id(), "zz", "")),), "Test"),
    ]
    for step in steps:
        names_of(plan, index)
        plan = plan.apply(step(plan))
        index.follow(plan)
        assert names_of(plan, index) == names_of(plan, fresh := NameIndex(plan))
        for words in ("sonnenblume", "tulpe", "loewenzahn", "rosen", "1", "phase 2"):
            assert [*matches(words, index.chunks(), 50)] == [*matches(words, fresh.chunks(), 50)]
    assert [type(one) for one in matches("löwenzahn", index.chunks(), 9) if one] == [Partner]
    assert [type(one) for one in matches("tulpe", index.chunks(), 9) if one] == [Measure]


def test_what_did_not_change_is_not_folded_again(template_plan: Plan) -> None:
    index = NameIndex(template_plan)
    before = {chunk for chunk in index.chunks() if chunk.text}
    index.follow(template_plan.apply(edits.measures.add(template_plan, template_plan.phases[0].id, "Neu")))
    assert len([chunk for chunk in index.chunks() if chunk not in before]) == 1


def test_an_empty_plan_has_nothing_to_find() -> None:
    assert [*matches("a", NameIndex(Plan.empty()).chunks(), ALL)] == []

"""The German words: every field, code and table has one."""

import pytest

from nrw_desktop.domain import edits, progress, texts, words
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import CHOICES, FIELDS, TABLES, Alias, Contact, Goal, Measure, Mention, Phase, Project

# What nobody reads: keys, places, and the links of a link.
UNNAMED = {"id", "order"}
UNNAMED_BY_TABLE = {"mention": {"phase", "partner"}, "contact": {"partner"}}


def test_every_table_field_and_code_has_a_word() -> None:
    assert set(words.TABLE_WORDS) == set(TABLES)
    for table, fields in FIELDS.items():
        missing = set(fields) - UNNAMED - UNNAMED_BY_TABLE.get(table, set()) - set(words.FIELD_WORDS[table])
        assert not missing, table
    for (table, field), codes in CHOICES.items():
        if field != "end_rule":
            assert set(words.CODE_WORDS[table, field]) == set(codes)
    assert words.code_word("measure", "status", "running") == "läuft"
    assert [*words.choices("goal", "step")] == ["1", "2", "3", "4", "5", "6", "7"]
    kinds = [text.split()[1] for text in words.choices("goal", "step").values()]
    assert kinds == ["Output:"] * 3 + ["Outcome:"] * 3 + ["Impact:"]
    assert words.choices("goal", "text") == {}
    assert words.code_word("partner", "kind", None) == ""


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Öffentlichkeitsarbeit", "Öffentlichkeitsarbeit"),
        ("Zeile\n  Zeile", "Zeile Zeile"),
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 40 + " …"),
        ("Einrichtung und Ausstattung der Fachstelle", "Einrichtung und Ausstattung der …"),
        ("", ""),
    ],
)
def test_a_text_is_shortened_at_a_word(text: str, short: str) -> None:
    assert texts.shortened(text) == short


def test_what_records_are_called() -> None:
    assert words.caption(Measure("m", text="Fachtagung")) == "Fachtagung"
    assert words.caption(Measure("m", short="FT", text="Fachtagung")) == "FT"
    assert words.caption(Goal("g", text="Ziel")) == "Ziel"
    assert words.caption(Phase("p")) == "ohne Titel"
    assert words.caption(Project("p")) == "Projekt"
    assert words.caption(Mention("m", printed="MO")) == "MO"
    assert words.caption(Mention("m")) == "Nennung"
    assert words.caption(Alias("a")) == "Schreibweise"
    assert words.caption(Contact("c")) == "Kontakt"


@pytest.mark.parametrize(
    ("counts", "text", "short"),
    [
        ((0, 0), "Noch keine Maßnahmen", "Noch keine Maßnahmen"),
        ((0, 1), "0 von 1 Maßnahme abgeschlossen", "0 von 1 abgeschlossen"),
        ((2, 4), "2 von 4 Maßnahmen abgeschlossen", "2 von 4 abgeschlossen"),
        ((1, 2, 0, 3), "1 von 2 Maßnahmen abgeschlossen, 3 entfallen", "1 von 2 abgeschlossen, 3 entfallen"),
        (
            (1, 4, 2, 1),
            "1 von 4 Maßnahmen abgeschlossen (davon 2 zurückgestellt), 1 entfallen",
            "1 von 4 abgeschlossen (davon 2 zurückgestellt), 1 entfallen",
        ),
        ((0, 0, 0, 1), "1 Maßnahme, entfallen", "1 Maßnahme, entfallen"),
        ((0, 0, 0, 3), "3 Maßnahmen, alle entfallen", "3 Maßnahmen, alle entfallen"),
    ],
)
def test_progress_in_words(counts: tuple[int, ...], text: str, short: str) -> None:
    found = progress.Progress(*counts)
    assert (found.text, found.short) == (text, short)


def test_dropped_measures_do_not_count(bielefeld: Plan) -> None:
    phase = bielefeld.phases[1]
    first, second, *_ = (measure.id for measure in bielefeld.measures(phase.id))
    plan = bielefeld.apply(edits.measures.set_field(bielefeld, first, "status", "done"))
    plan = plan.apply(edits.measures.set_field(plan, second, "status", "dropped"))
    assert progress.of_phase(plan, phase) == progress.Progress(1, 3, dropped=1)

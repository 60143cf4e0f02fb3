"""The German words: every field, code and table has one."""

from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.model import labels_de
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    FIELD_TABLE,
    TABLES,
    Alias,
    Contact,
    Goal,
    Measure,
    Mention,
    Phase,
    Project,
    Record,
)
from nrw_desktop.domain.queries import progress
from nrw_desktop.domain.text import kinds, shortening

# What nobody reads: keys, places, and the links of a link.
UNNAMED = {"id", "order"}


def union(record: type[Record], field: str) -> tuple[Any, ...]:
    """The types that a field may be of."""
    kind = get_args(record.__annotations__.get(field, Record.__annotations__["id"]))[0]
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)


def test_every_table_field_and_code_has_a_word() -> None:
    assert set(labels_de.TABLE_WORDS) == set(TABLES)
    for table, specs in FIELD_TABLE.items():
        assert not [field for field, spec in specs.items() if not spec.word and field not in UNNAMED], table
        for field, spec in specs.items():
            codes = get_args(next((kind for kind in union(TABLES[table], field) if get_origin(kind) is Literal), None))
            # The rules of a period are no choice of anybody's.
            if not field.endswith("_rule"):
                assert codes == (tuple(spec.words) if spec.kind is kinds.CHOICE else ()), (table, field)
    assert labels_de.value_text("measure", "status", "running") == "läuft"
    assert [*labels_de.choices("goal", "step")] == ["1", "2", "3", "4", "5", "6", "7"]
    levels = [text.split()[1] for text in labels_de.choices("goal", "step").values()]
    assert levels == ["Output:"] * 3 + ["Outcome:"] * 3 + ["Impact:"]
    assert labels_de.choices("goal", "text") == {}
    assert labels_de.value_text("partner", "kind", None) == ""


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
    assert shortening.shortened(text) == short


def test_what_records_are_called() -> None:
    assert labels_de.caption(Measure("m", text="Fachtagung")) == "Fachtagung"
    assert labels_de.caption(Measure("m", short="FT", text="Fachtagung")) == "FT"
    assert labels_de.caption(Goal("g", text="Ziel")) == "Ziel"
    assert labels_de.caption(Phase("p")) == "ohne Titel"
    assert labels_de.caption(Project("p")) == "Projekt"
    assert labels_de.caption(Mention("m", printed="MO")) == "MO"
    assert labels_de.caption(Mention("m")) == "Nennung"
    assert labels_de.caption(Alias("a")) == "Schreibweise"
    assert labels_de.caption(Contact("c")) == "Kontakt"


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

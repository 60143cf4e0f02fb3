"""Sheets hold nothing but texts, which is quicker to read than what documents hold and is read as the same."""

from collections.abc import Sequence
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from nrw_desktop.domain.drafts.draft import Draft
from nrw_desktop.domain.model.records import Goal, Measure
from nrw_desktop.exchange.lists.cells import Spot, dressed, table
from nrw_desktop.exchange.reading.drafts import draft_as_suggested, draft_of
from nrw_desktop.exchange.sources.source import Source, Table, TextRows, packed, unpacked

HEADS = (
    "Phase", "Maßnahmen", "Ziele", "Kooperationspartner", "Zeitraum", "Beginn", "Ende", "Status", "Notiz", "Nr.", "Was",
    "Wer", "Foo", "Verantwortlich",
)  # fmt: skip
TEXTS = (
    "", "", "", "Tagung", "Einholung der Anträge", "• Eins • Zwei", "- a\n- b", "Workshop\nTagung", "1. eins\n2. zwei",
    "o Kreis", "Siehe Phase 1", "Amt A, Verein B", "Amt A", "amt a", "geplant", "komisch", "01.02.2020", "2/2020",
    "1.2.2020 bis 5.3.2020", "13/2020", "laufend", "Summe: 12", "* Stand", "5", "1.1", "Phase 1", "Phase 2: Bestand",
    "Analyse (3/2020)", "  Rand ", "\u200b", "Maßnahmen", "Phase", "> zitiert", "(2) Klammern", "„Zitat“", "a\u00adb",
)  # fmt: skip


@st.composite
def sheets(draw: Any) -> list[tuple[str, ...]]:
    """A sheet with a head somewhere, rows of odd cells, and rows that say the same as the one above."""
    heads = draw(st.lists(st.sampled_from(HEADS), min_size=3, max_size=7, unique=True))
    cells = st.tuples(*[st.sampled_from(TEXTS)] * len(heads))
    rows = draw(st.lists(cells, min_size=1, max_size=9))
    above = draw(st.lists(st.sampled_from(TEXTS), max_size=1))
    lone = [(text, *[""] * (len(heads) - 1)) for text in above]
    again = draw(st.sampled_from(([], [tuple(heads)], rows[:1])))
    return [*lone, tuple(heads), *rows, *again]


def told(draft: Draft) -> object:
    """All of a draft, with ids that are the same in another one of it."""
    plan = draft.plan
    records = [one for phase in plan.phases for one in (phase, *plan.measures(phase.id))]
    records += plan.all(Goal).values()
    ids = {one.id: number for number, one in enumerate([plan.project, *records, *plan.partners])}

    def known(value: object) -> object:
        return ids.get(value, value) if isinstance(value, str) else value

    def row(record: Any) -> list[object]:
        return [known(getattr(record, field)) for field in record.__struct_fields__ if field not in ("id", "order")]

    rows = {name: [row(one) for one in found.values()] for name, found in plan.rows.items()}
    links = [(known(one), known(other)) for one, other in draft.links]
    about = [{known(key): value for key, value in one.items()} for one in (draft.places, draft.said)]
    rest = {field: getattr(draft, field) for field in ("doubts", "errors", "left_out", "columns", "remarks")}
    return rows, links, about, rest


@settings(max_examples=60, deadline=None)
@given(sheets())
def test_a_sheet_is_read_as_the_same_table_of_a_document(rows: list[tuple[str, ...]]) -> None:
    quick = table("Plan", rows)
    assert isinstance(quick.rows, TextRows)
    slow = msgspec.structs.replace(quick, rows=tuple(quick.rows))
    assert slow == quick
    for read in (draft_of, draft_as_suggested):
        assert told(read(Source((quick,)), {})) == told(read(Source((slow,)), {}))


@st.composite
def few_cells(draw: Any) -> tuple[list[tuple[Spot, Spot]], dict[Spot, str]]:
    """Merged cells that do not meet, and notes."""
    free = {(row, column) for row in range(12) for column in range(8)}
    merged = []
    for _ in range(draw(st.integers(0, 3))):
        top, start = draw(st.integers(0, 9)), draw(st.integers(0, 6))
        last = top + draw(st.integers(0, 2)), start + draw(st.sampled_from((0, 1, 7)))
        held = {(row, column) for row in range(top, last[0] + 1) for column in range(start, last[1] + 1)}
        if last != (top, start) and held & free == {spot for spot in held if spot[0] < 12 and spot[1] < 8}:
            free -= held
            merged.append(((top, start), last))
    return merged, draw(st.dictionaries(st.tuples(st.integers(0, 9), st.integers(0, 6)), st.just("Notiz"), max_size=2))


@settings(max_examples=60, deadline=None)
@given(sheets(), few_cells())
def test_a_sheet_with_few_other_cells_is_read_as_the_same_table_of_a_document(
    rows: list[tuple[str, ...]], few: tuple[list[tuple[Spot, Spot]], dict[Spot, str]]
) -> None:
    quick = dressed(table("Plan", rows), *few, {"hidden": [], "comment": []})
    slow = msgspec.structs.replace(quick, rows=tuple(quick.rows))
    assert slow == quick
    assert unpacked(packed(Source((quick,)))) == Source((quick,))
    for read in (draft_of, draft_as_suggested):
        assert told(read(Source((quick,)), {})) == told(read(Source((slow,)), {}))


@given(st.lists(st.lists(st.text(max_size=3), min_size=2, max_size=2).map(tuple), max_size=4), st.booleans())
def test_what_a_child_hands_over_is_what_it_read(rows: list[tuple[str, str]], is_sheet: bool) -> None:
    one = Table(TextRows(rows) if is_sheet else tuple(TextRows(rows)), "Blatt")
    source = Source((one, table("Zweites", [["x"]])), remarks=("so",))
    assert unpacked(packed(source)) == source


def test_thousands_of_rows_are_a_plan() -> None:
    head: Sequence[str] = ("Phase", "Maßnahmen", "Status")
    rows = [head, *((f"Phase {number // 2_000 + 1}", f"Tagung {number}", "läuft") for number in range(10_000))]
    draft = draft_of(Source((table("Plan", rows),)), {})
    assert (len(draft.plan.phases), len(draft.plan.all(Measure)), draft.doubts) == (5, 10_000, ())
    assert draft.places[draft.plan.measures(draft.plan.phases[4].id)[-1].id].row == 10_001


def test_a_head_at_the_left_is_not_taken_for_a_question_about_the_table() -> None:
    rows = [("Maßnahmen", "Tagung", "Beratung"), ("Ziele", "Hilfe", "Rat"), ("Phase", "1", "2")]
    draft = draft_as_suggested(Source((table("Blatt 1", rows),)), {})
    assert (draft.columns["Blatt 1, Kopf „Phase“"], draft.doubts) == ("title", ())
    assert [phase.title for phase in draft.plan.phases] == ["Phase 1", "Phase 2"]
    assert {one.text for one in draft.plan.all(Measure).values()} == {"Tagung", "Beratung"}


def test_what_cannot_be_read_is_asked_row_by_row_and_once() -> None:
    rows = [
        ("Phase", "Maßnahmen", "Status", "Priorität", "Zeitraum"),
        ("1 Aufbau", "Tagung", "komisch", "", ""),
        ("1 Aufbau", "Beratung", "läuft", "seltsam", "13/2020"),
        ("1 Aufbau", "Workshop", "ganz anders", "hoch", "2/2020"),
        ("1 Aufbau", "Vortrag", "komisch", "seltsam", ""),
    ]
    source = Source((table("Plan", rows),))
    asked = [doubt.key for doubt in draft_of(source, {}).doubts]
    assert asked == [
        "Status „komisch“", "Priorität „seltsam“", "Zeitraum „13/2020“", "Status „ganz anders“",
    ]  # fmt: skip
    draft = draft_of(source, {"Status „komisch“": "note", "Priorität „seltsam“": "high"})
    found = {one.text: (one.status, one.priority, one.note) for one in draft.plan.all(Measure).values()}
    assert found["Vortrag"] == ("planned", "high", "Status: komisch")
    assert found["Workshop"] == ("planned", "high", "Status: ganz anders")

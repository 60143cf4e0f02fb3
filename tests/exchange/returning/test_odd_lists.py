"""Lists of ours that came back in odd ways: nothing gets into another row, and what is odd is asked or told."""

import time

import msgspec

from nrw_desktop.domain.drafts.bringing_in import change, effects
from nrw_desktop.domain.drafts.draft import Draft
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Cost, Goal, Measure, MeasureGoal, Record, link_id, new_id
from nrw_desktop.exchange.exporting import sheets
from nrw_desktop.exchange.lists.cells import dressed, table
from nrw_desktop.exchange.reading.drafts import draft_as_suggested, draft_of
from nrw_desktop.exchange.sources.source import Source, Table
from tests.exchange.returning.test_own_lists import Row, book
from tests.reports.full_plan import full_plan
from tests.reports.pdf_tools import seed


def changed(plan: Plan, draft: Draft) -> list[tuple[str, str]]:
    """What becomes another value: its field and the new value."""
    return [(one.field, one.after) for one in effects(plan, change(plan, draft, "update"))]


def told(draft: Draft) -> dict[str, int]:
    return {one.one: one.count for one in draft.left_out}


def with_other_ids(rows: list[Row]) -> None:
    """Rows in another order, while the column of the ids stayed."""
    ids = [row["Kennung"] for row in rows]
    rows.reverse()
    for row, key in zip(rows, ids, strict=True):
        row["Kennung"] = key


def test_words_beside_the_id_of_another_row_are_asked_about() -> None:
    plan = seed()
    draft = draft_as_suggested(book(plan, Maßnahmen=with_other_ids), {}, plan)
    (asked,) = draft.doubts
    assert (asked.key, asked.suggestion) == ("Maßnahmen, Kennungen", "words")
    assert "gehören Wortlaut und Kennung zu verschiedenen Zeilen" in asked.question
    assert changed(plan, draft) == []
    draft = draft_of(book(plan, Maßnahmen=with_other_ids), {asked.key: "ids"}, plan)
    assert {field for field, _ in changed(plan, draft)} == {"Maßnahme"}

    def shift(rows: list[Row]) -> None:
        """A cell put in above all words, so that each stands beside what the row above had."""
        words = [row["Maßnahme"] for row in rows]
        for row, word in zip(rows, ["Neu", *words], strict=False):
            row["Maßnahme"] = word

    draft = draft_as_suggested(book(plan, Maßnahmen=shift), {}, plan)
    assert [one.suggestion for one in draft.doubts] == ["none"]
    assert told(draft) == {"Zeile mit fremder Kennung": len(plan.all(Measure)) - 1}
    assert changed(plan, draft) == [("Maßnahme", "Neu")]


def test_a_row_copied_above_the_one_it_comes_from_is_the_new_one() -> None:
    plan = seed()

    def copy(rows: list[Row]) -> None:
        rows.insert(2, rows[2] | {"Maßnahme": "Ganz anders"})
        rows[0]["Kennung"] = "von Hand"

    draft = draft_as_suggested(book(plan, Maßnahmen=copy), {}, plan)
    assert changed(plan, draft) == []
    after = plan.apply(change(plan, draft, "update"))
    assert {one.text for one in after.all(Measure).values()} - {one.text for one in plan.all(Measure).values()} == {
        "Ganz anders"
    }
    assert "Zeile 4: Die Kennung steht weiter unten" in draft.remarks[0]
    assert "In einer Zeile steht in „Maßnahmen“ eine Kennung, die es im Plan nicht gibt" in draft.remarks[1]


def test_lists_without_ids_under_other_heads_or_below_other_lines_are_ours_still() -> None:
    plan = seed()

    def fill_in(rows: list[Row]) -> None:
        rows[0]["Status"] = "erledigt"

    def edited(source: Source, *above: str, gone: str = "", **heads: str) -> Source:
        """The list of measures below lines, with a column less, and with other heads."""
        found = []
        for one in source.tables:
            if one.name == "Maßnahmen":
                kept = [place for place, head in enumerate(one.texts[0]) if head != gone]
                names, *rows = ([row[place] for place in kept] for row in one.texts)
                lines = [[line, *[""] * (len(names) - 1)] for line in above]
                one = table(one.name, [*lines, [heads.get(head, head) for head in names], *rows])
            found.append(one)
        return msgspec.structs.replace(source, tables=tuple(found))

    source = book(plan, Maßnahmen=fill_in)
    done = [("Status", "abgeschlossen")]
    draft = draft_as_suggested(edited(source, gone="Kennung"), {}, plan)
    assert (changed(plan, draft), len(draft.remarks)) == (done, 1)
    draft = draft_as_suggested(edited(source, "Rücklauf", "Stand: Mai"), {}, plan)
    assert (changed(plan, draft), told(draft)) == (done, {"Zeile davor": 2})
    draft = draft_as_suggested(edited(source, Maßnahme="Maßnahmen", Status="Stand"), {}, plan)
    assert [doubt.key for doubt in draft.doubts][:2] == ["Maßnahmen, Spalte „Maßnahmen“", "Maßnahmen, Spalte „Stand“"]
    assert changed(plan, draft) == done
    # Who needs no words leaves them out.
    draft = draft_as_suggested(edited(source, gone="Maßnahme"), {}, plan)
    assert (changed(plan, draft), draft.errors, draft.left_out) == (done, (), ())


def test_what_is_written_beside_the_list_is_told() -> None:
    plan = seed()
    source = book(plan, Maßnahmen=lambda rows: rows[0].update({"Maßnahme": "", "Notiz": "Mai"}))
    measures = next(one for one in source.tables if one.name == "Maßnahmen")
    names, *rows = measures.texts
    rows = [[*names, "Status"], *([*row, "läuft"] for row in rows), ["", "Summe"]]
    noted: Table = dressed(table("Maßnahmen", rows), [], {(1, 1): "Kommentar (Kaya): doch fertig?"}, {})
    draft = draft_as_suggested(Source((noted,)), {}, plan)
    assert told(draft) == {"Kommentar": 1, "unbekannte Spalte": 1, "leere Zelle „Maßnahme“": 1}
    assert [(error.read, error.why) for error in draft.errors] == [("Summe", "Ohne „Maßnahme“ geht es nicht.")]
    assert changed(plan, draft) == [("Notiz", "Mai")]


def test_phases_that_are_called_otherwise_beside_measures_are_asked_about_or_told() -> None:
    plan = seed()
    first, second = (phase.title for phase in plan.phases[:2])

    def call(rows: list[Row]) -> None:
        for row in rows:
            row["Phase"] = row["Phase"].replace(first, "Analyse")
        rows.append(dict.fromkeys(rows[0], "") | {"Phase": "Bestandsanlyse", "Maßnahme": "Neu"})

    source = book(plan, Maßnahmen=call)
    (error,) = draft_as_suggested(source, {}, plan).errors
    assert (error.read, f"die Phase „{first}“" in error.why) == ("Analyse", True)
    (asked,) = draft_of(source, {}, plan).open
    assert [choice.key for choice in asked.choices] == ["new", "above"]
    after = plan.apply(change(plan, draft_of(source, {asked.key: "above"}, plan), "update"))
    assert (len(after.phases), second in [phase.title for phase in after.phases]) == (len(plan.phases), True)


def test_words_that_are_no_time_are_printed_only_where_somebody_says_so() -> None:
    plan = seed()

    def reword(rows: list[Row]) -> None:
        rows[0]["Zeitraum"] = "nach dem Beschluss des Rates"

    source = book(plan, Phasen=reword)
    (asked,) = draft_of(source, {}, plan).open
    assert (asked.suggestion, asked.choices[1].key) == ("cells", "printed")
    draft = draft_of(source, {asked.key: "printed"}, plan)
    assert changed(plan, draft) == [("Zeitraum", "nach dem Beschluss des Rates")]


def test_what_belongs_to_others_gets_to_these_whatever_ids_stand_beside_it() -> None:
    plan = full_plan()

    def spend(rows: list[Row]) -> None:
        for number, row in enumerate(rows):
            row["Kosten geplant"] = f"{number},00"
        with_other_ids(rows)

    titles = ("Beschlüsse", "Dokumente", "Kontakte", "Nennungen")
    lists = dict.fromkeys((*titles, "Verknüpfungen"), with_other_ids)
    draft = draft_as_suggested(book(plan, Kosten=spend, **lists), {}, plan)
    after = plan.apply(change(plan, draft, "update"))
    assert sorted(remark.split("“")[0] for remark in draft.remarks) == [
        f"In „{title}" for title in sorted((*titles, "Kosten"))
    ]
    for kind in ("decision", "document", "contact", "mention", "measure_goal", "measure_partner"):
        assert after.rows[kind] == plan.rows[kind], kind
    numbers = sheets.numbers_of(plan)
    costs = sorted((*map(int, numbers[one.measure].split(".")), one.planned or 0) for one in after.all(Cost).values())
    assert [amount for *_, amount in costs] == [100 * number for number in range(len(costs))]


def test_a_measure_may_be_mended_where_other_lists_still_have_its_old_words() -> None:
    plan = full_plan()
    first = plan.measures(plan.phases[0].id)[0]

    def mend(rows: list[Row]) -> None:
        rows[0]["Maßnahme"] = "Ganz anders gesagt"

    def spend(rows: list[Row]) -> None:
        rows[0]["Kosten geplant"] = "4,00"

    draft = draft_of(book(plan, Maßnahmen=mend, Kosten=spend), {}, plan)
    assert draft.errors == ()
    after = plan.apply(change(plan, draft, "update"))
    assert after.get(Measure, first.id).text == "Ganz anders gesagt"
    assert [one.planned for one in after.all(Cost).values() if one.measure == first.id][:1] == [400]


def with_more(plan: Plan, table: str, record: Record) -> Plan:
    return Plan({**plan.rows, table: {**plan.rows[table], record.id: record}})


def test_a_row_that_was_mended_to_be_like_another_is_not_the_other_one() -> None:
    plan = full_plan()
    first = plan.get(Cost, "k1")
    plan = with_more(plan, "cost", Cost("k99", measure=first.measure, year=first.year + 1, planned=100, actual=200))

    def mend(rows: list[Row]) -> None:
        (row,) = (one for one in rows if one["Kennung"] == "k99")
        row["Jahr"], row["Kosten geplant"] = str(first.year), "777,00"

    after = plan.apply(change(plan, draft_of(book(plan, Kosten=mend), {}, plan), "update"))
    assert after.get(Cost, "k1") == first
    assert after.get(Cost, "k99").planned == 77_700


def test_a_row_that_stands_twice_is_counted() -> None:
    plan = full_plan()

    def twice(rows: list[Row]) -> None:
        rows.append({**rows[0], "Kennung": "", "Wortlaut": "noch einmal"})

    draft = draft_as_suggested(book(plan, Nennungen=twice), {}, plan)
    assert told(draft)["doppelte Zeile"] == 1
    assert changed(plan, draft) == []


def test_a_measure_that_is_there_stays_in_its_phase_and_makes_none() -> None:
    plan = full_plan()

    def elsewhere(rows: list[Row]) -> None:
        rows[0]["Phase"], rows[0]["Nr."] = "Ganz andere Phase", ""

    draft = draft_as_suggested(book(plan, Maßnahmen=elsewhere), {}, plan)
    assert [(one.read, one.why) for one in draft.errors] == [
        ("Ganz andere Phase", "Diese Phase gibt es im Plan nicht; die Zeile bleibt in ihrer Phase.")
    ]
    assert change(plan, draft, "update").rows == ()


def test_the_same_odd_word_of_many_rows_is_asked_about_once() -> None:
    plan = full_plan()

    def done(rows: list[Row]) -> None:
        for row in rows:
            row["Status"] = "erledigt"

    (doubt,) = draft_of(book(plan, Maßnahmen=done), {}, plan).doubts
    assert (doubt.key, doubt.suggestion) == ("Maßnahmen, Status: erledigt", "done")


def test_rows_that_were_all_copied_are_told_of_in_one_sentence() -> None:
    plan = seed()
    measures = len(plan.all(Measure))
    draft = draft_of(book(plan, Maßnahmen=lambda rows: rows.extend([dict(row) for row in rows])), {}, plan)
    assert draft.remarks == (
        f"In {measures} Zeilen von „Maßnahmen“ steht eine Kennung, die schon weiter oben steht. Sie sind neu.",
    )


def test_links_are_found_in_a_straight_line_where_all_measures_were_mended() -> None:
    goal = Goal(new_id(), text="Austausch")
    measures = [Measure(new_id(), text=f"Maßnahme {number}") for number in range(500)]
    links = [MeasureGoal(link_id(one.id, goal.id), one.id, goal.id) for one in measures]
    plan = seed()
    placing = {"phase": plan.phases[0].id, "order": "n"}
    rows = [msgspec.structs.replace(one, **placing) for one in (goal, *measures)]
    plan = plan.apply(Change(tuple(map(inserted, (*rows, *links))), ""))

    def mend(found: list[Row]) -> None:
        for row in found:
            row["Maßnahme"] += " (neu)"

    source = book(plan, Maßnahmen=mend)
    started = time.process_time()
    draft = draft_of(source, {}, plan)
    assert time.process_time() - started < 1
    assert len(draft.plan.rows["measure_goal"]) == len(plan.rows["measure_goal"])


def test_a_partner_who_stands_twice_in_a_list_of_another_plan_is_mended_row_by_row() -> None:
    plan = seed()

    def twice(rows: list[Row]) -> None:
        rows[:] = [{**rows[0], "Kennung": "", "Bemerkung": words} for words in ("eins", "eins", "zwei")]

    draft = draft_of(book(plan, Kooperationspartner=twice), {}, plan)
    brought = plan.apply(change(plan, draft, "update"))
    name = draft.plan.partners[0].name
    assert [one.remark for one in brought.partners if one.name == name] == ["zwei"]
    assert [(field, after) for field, after in changed(plan, draft) if field == "Bemerkung"] == [("Bemerkung", "zwei")]

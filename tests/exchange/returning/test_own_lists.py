"""Lists of ours that others have filled in come back as an update, by their ids; what cannot be read is told of."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

from nrw_desktop.domain.drafts.bringing_in import change
from nrw_desktop.domain.drafts.draft import Draft
from nrw_desktop.domain.model.change import Change, RowChange, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Measure, Partner
from nrw_desktop.exchange.exporting import sheets
from nrw_desktop.exchange.exporting.formats import exported
from nrw_desktop.exchange.lists import csv_files
from nrw_desktop.exchange.lists.cells import dressed, table, typed
from nrw_desktop.exchange.reading.drafts import draft_of
from nrw_desktop.exchange.returning.own_rows import own_rows, title_of
from nrw_desktop.exchange.sources.source import Source
from nrw_desktop.exchange.tables.questions import Questions
from tests.reports.full_plan import full_plan
from tests.reports.pdf_tools import seed

Row = dict[str, str]
OF_OTHERS = ("Nennungen", "Verknüpfungen", "Kosten", "Beschlüsse", "Aufgaben", "Dokumente")
NOW = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)


def csv_back(plan: Plan, path: Path, edit: Callable[[list[Row]], None], answers: dict[str, str] | None = None) -> Draft:
    """The list of measures after somebody worked on it in another program, in another encoding."""
    content = exported(plan, "csv", "internal", NOW).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))
    edit(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=",", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode("cp1252"))
    return draft_of(csv_files.read(path), answers or {})


def csv_rows(path: Path) -> list[Row]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))


def book(plan: Plan, **edits: Callable[[list[Row]], None]) -> Source:
    """The sheets of a plan as a reader gives them, some of them edited."""
    found = []
    for sheet in sheets.sheets(plan, "internal"):
        heads = [column.head for column in sheet.columns]
        rows = [
            dict(
                zip(heads, (shown(column, cell) for column, cell in zip(sheet.columns, row, strict=True)), strict=True)
            )
            for row in sheet.rows
        ]
        if edit := edits.get(sheet.title):
            edit(rows)
        names = list(dict.fromkeys(head for row in rows for head in row)) or heads
        found.append(table(sheet.title, [names, *([row.get(head, "") for head in names] for row in rows)]))
    return Source(tuple(found))


def shown(column: sheets.Column, cell: sheets.Cell) -> str:
    match cell:
        case sheets.Day(date=date, is_month=is_month):
            return typed(date, is_month)
        case int() if column.form == "euros":
            return typed(cell / 100)
    return typed(cell)


def test_a_filled_in_list_updates_what_it_says_and_nothing_else(tmp_path: Path) -> None:
    plan = full_plan()
    before = plan.measures(plan.phases[0].id)

    def fill_in(rows: list[Row]) -> None:
        rows[0] |= {"Status": "abgeschlossen", "Notiz": "", "Ergebnis": "120 Gäste, „sehr gut“"}
        rows[1] |= {"Zeitraum": "", "Beginn": "03/2018", "Ende": "15.5.2018"}
        rows[2] |= {"Status": "vielleicht", "Notiz": "bleibt"}
        rows[3] |= {"Maßnahme": "Neuer Wortlaut", "Verantwortlich": "AK Asyl", "Nr.": ""}
        # A row that was copied to have its columns filled, and one of one's own.
        rows.insert(5, rows[4] | {"Maßnahme": "Kopiert und geändert", "Nr.": ""})
        rows.append(dict.fromkeys(rows[0], "") | {"Phase": "Bestandsanalyse", "Maßnahme": "Ganz neu"})
        for row in rows:
            row["Bemerkung der Kollegin"] = "ja"

    draft = csv_back(plan, tmp_path / "Liste.csv", fill_in)
    # One bad cell does not cost the row, and what hangs on it.
    (asked,) = draft.open
    assert (asked.key, asked.read, asked.suggestion) == ("Tabelle 1, Status: vielleicht", "vielleicht", "leave")
    assert "done" in [one.key for one in asked.more]
    draft = csv_back(plan, tmp_path / "Liste.csv", fill_in, {asked.key: "leave"})
    assert [one.said for one in draft.left_out] == ["1 unbekannte Spalte"]
    assert "Zeile 7: Die Kennung steht schon weiter oben" in " ".join(draft.remarks)
    assert "Gelesen als Windows-1252, die Spalten getrennt durch Komma." in draft.remarks
    after = plan.apply(change(plan, draft, "update"))
    one, two, three, four, *_ = (after.get(Measure, measure.id) for measure in before)
    assert (one.status, one.result, one.note) == ("done", "120 Gäste, „sehr gut“", before[0].note)
    assert (two.start, two.end, two.end_day, two.period_text) == ("2018-03", "2018-05", 15, None)
    assert (three.status, three.note) == (before[2].status, "bleibt")
    assert (four.text, four.responsible, after.responsible(four)) == ("Neuer Wortlaut", None, "AK Asyl")
    new = {measure.text: measure for key, measure in after.all(Measure).items() if key not in plan.all(Measure)}
    assert {text: after.number(measure.phase) for text, measure in new.items()} == {
        "Kopiert und geändert": 1,
        "Ganz neu": 2,
    }
    assert {len(after.rows[kind]) - len(plan.rows[kind]) for kind in ("phase", "goal", "partner", "cost")} == {0}


def test_words_and_ends_that_differ_are_asked_about() -> None:
    plan = seed()

    def move(rows: list[Row]) -> None:
        rows[0]["Ende"] = "09/2017"
        rows[1] |= {"Zeitraum": "August 2017 bis Januar 2018"}
        rows[2] |= {"Ende": "05/2017"}

    source = book(plan, Phasen=move)
    draft = draft_of(source, {})
    assert [one.key for one in draft.open] == ["Phasen, Zeile 2, Spalte 3", "Phasen, Zeile 3, Spalte 3"]
    assert [one.suggestion for one in draft.open] == ["cells", "cells"]
    assert "liegt vor dem Beginn" in draft.errors[0].why
    answers = {"Phasen, Zeile 2, Spalte 3": "cells", "Phasen, Zeile 3, Spalte 3": "words"}
    phases = plan.apply(change(plan, draft_of(source, answers), "update")).phases
    assert [phase.end for phase in phases[:3]] == ["2017-09", "2018-01", "2018-06"]
    # Words that do not hold are printed no more.
    assert phases[0].period_text is None


def test_what_refers_to_nothing_is_held_back_and_told_of() -> None:
    plan = full_plan()

    def break_goals(rows: list[Row]) -> None:
        # It has two goals below it.
        next(row for row in rows if row["Nr."] == "2.2")["Ziel"] = ""

    def break_costs(rows: list[Row]) -> None:
        rows[0] |= {"Nr. der Maßnahme": "9.9", "Maßnahme": ""}
        rows[1]["Kosten geplant"] = "viel"

    source = book(
        plan,
        Ziele=break_goals,
        Kosten=break_costs,
        Phasen=lambda rows: rows[0].update(Kooperationspartner="Jemand anderes"),
        Kontakte=lambda rows: rows[0].update(Kooperationspartner=""),
    )
    draft = draft_of(source, {})
    told = {f"{one.place.part} {one.place.row}": one.why for one in draft.errors}
    assert "Das Ziel 2.2" in told["Ziele 6"]
    assert {"Kosten 2", "Kosten 3", "Phasen 2", "Kontakte 2"} <= told.keys()
    assert "„Nennungen“" in told["Phasen 2"]
    goals = draft.plan.all(Goal)
    assert len(goals) == len(plan.all(Goal)) - 3
    assert all(goal.parent is None or goal.parent in goals for goal in goals.values())
    # What cannot be read in a row does not cost the rest of it.
    assert "anderen Angaben" in told["Kosten 3"]
    assert len(draft.plan.rows["cost"]) == len(plan.rows["cost"]) - 1
    after = plan.apply(change(plan, draft, "update"))
    assert after.rows["goal"] == plan.rows["goal"]
    assert after.rows["cost"] == plan.rows["cost"]


def test_rows_name_a_measure_by_its_words_where_the_numbers_have_moved_on() -> None:
    plan = full_plan()

    def put_in(rows: list[Row]) -> None:
        moved = [row for row in rows[1:] if row["Nr."].startswith("1.")]
        rows.insert(1, dict.fromkeys(rows[0], "") | {"Nr.": "1.2", "Phase": rows[0]["Phase"], "Maßnahme": "Ganz neu"})
        for place, row in enumerate(moved, 3):
            row["Nr."] = f"1.{place}"
        # Its costs and links still say the old wording.
        moved[0] |= {"Maßnahme": "Anderer Wortlaut", "Kurztitel": ""}

    def spend(rows: list[Row]) -> None:
        for number, words, year in (("1.2", "Ganz neu", "2031"), ("1.1", "Gibt es nicht", "2032")):
            rows.append(dict.fromkeys(rows[0], "") | {"Nr. der Maßnahme": number, "Maßnahme": words, "Jahr": year})

    def another_phase(rows: list[Row]) -> None:
        for row in rows[1:]:
            row["Nr."] = str(int(row["Nr."]) + 1)
        rows.insert(1, dict.fromkeys(rows[0], "") | {"Nr.": "2", "Titel": "Neue Phase"})

    def name(rows: list[Row]) -> None:
        # Somebody wrote the list anew, by hand.
        for row in rows:
            row["Kennung"] = ""

    source = book(plan, Phasen=another_phase, Nennungen=name, Maßnahmen=put_in, Kosten=spend)
    draft = draft_of(source, {})
    after = plan.apply(change(plan, draft, "update"))
    new = {key: one for key, one in after.rows["measure"].items() if key not in plan.rows["measure"]}
    added = [one for key, one in after.rows["cost"].items() if key not in plan.rows["cost"]]
    assert [(one.measure in new, one.year) for one in added] == [(True, 2031)]
    kept = ("mention", "measure_goal", "measure_partner", "task", "decision", "document")
    assert [table for table in kept if after.rows[table] != plan.rows[table]] == []
    assert any("diesem Wortlaut" in one.why and one.place.row == len(plan.rows["cost"]) + 3 for one in draft.errors)


def test_each_list_comes_back_by_itself(tmp_path: Path) -> None:
    plan, path = full_plan(), tmp_path / "Liste.csv"
    for title in sheets.SHEETS:
        path.write_bytes(exported(plan, "csv", "internal", NOW, title).content)
        source = csv_files.read(path)
        assert title_of(source.tables[0]) == title
        draft = draft_of(source, {})
        # What belongs to rows of other lists says so.
        assert draft.errors == () or title in OF_OTHERS
        if not draft.is_empty:
            assert {row.table for row in change(plan, draft, "update").rows} <= {"partner"}


def test_new_names_are_asked_about_and_rows_that_stand_elsewhere_told_of() -> None:
    plan = full_plan()
    one, two, *_ = plan.partners
    first, second, *_ = plan.phases

    def rename(rows: list[Row]) -> None:
        by_name = {row["Name"]: row for row in rows}
        by_name[one.name]["Name"] = "Ganz neuer Name"
        by_name[two.name]["Name"] = plan.partners[2].name

    def move(rows: list[Row]) -> None:
        rows[0] |= {"Nr.": "2.9", "Phase": second.title}
        rows[1], rows[2] = rows[2], rows[1]

    source = book(plan, Kooperationspartner=rename, Maßnahmen=move, Nennungen=list.clear, Kontakte=list.clear)
    draft = draft_of(source, {}, plan)
    (asked,) = [doubt for doubt in draft.open if "neuer Name" in doubt.key]
    assert (asked.read, asked.suggestion) == ("Ganz neuer Name", "rename")
    assert [error.read for error in draft.errors if "heißt schon" in error.why] == [plan.partners[2].name]
    told = " ".join(draft.remarks)
    assert "Eine Maßnahme steht in der Datei in einer anderen Phase" in told
    assert "Maßnahmen stehen in der Datei in einer anderen Reihenfolge" in told
    for answer, name in (("rename", "Ganz neuer Name"), ("keep", one.name)):
        answers = {doubt.key: doubt.suggestion for doubt in draft.open} | {asked.key: answer}
        after = plan.apply(change(plan, draft_of(source, answers, plan), "update"))
        assert (after.get(Partner, one.id).name, after.get(Partner, two.id).name) == (name, two.name)
        kept = plan.measures(first.id)
        assert [measure.id for measure in after.measures(first.id)] == [measure.id for measure in kept]
    assert draft_of(book(plan), {}, plan).remarks == ()


def test_goals_that_stand_below_others_are_told_of_and_stay() -> None:
    plan = full_plan()

    def said(*numbers: str, gone: str = "") -> list[str]:
        """What is said of goals with other numbers, given as old and new in turn, where one is ``gone``."""

        def edit(rows: list[Row]) -> None:
            by_number = {row["Nr."]: row for row in rows}
            for old, new in zip(numbers[::2], numbers[1::2], strict=True):
                by_number[old]["Nr."] = new
            rows[:] = sorted((row for row in rows if row["Nr."] != gone), key=lambda row: row["Nr."])

        draft = draft_of(book(plan, Ziele=edit, Verknüpfungen=list.clear), {}, plan)
        assert not {row.table for row in change(plan, draft, "update").rows} & {"goal"}
        return [remark.partition(",")[0].partition(" als im Plan")[0] for remark in draft.remarks]

    below = "Ein Ziel steht in der Datei unter einem anderen Ziel"
    assert said("1.2", "1.1.1") == [below]
    assert said("2.2.1", "2.4") == [below]
    assert said("2.2.1", "2.1.1", "2.2.2", "2.1.2") == [f"2 Ziele stehen {below.partition('steht ')[2]}"]
    assert said("2.2.1", "2.2.3") == ["Ziele stehen in der Datei in einer anderen Reihenfolge"]
    assert said(gone="2.2") == []


def test_a_cell_that_reaches_down_is_said_in_each_row_and_one_to_the_right_once() -> None:
    rows = [
        ("Kennung", "Nr.", "Phase", "Text", "Notiz"),
        ("", "", "Analyse", "Umfrage", "knapp"),
        ("", "", "", "Tagung", ""),
        ("", "", "", "Beratung", ""),
    ]
    merged = [((1, 2), (3, 2)), ((2, 3), (2, 4))]
    read = dressed(table("Maßnahmen", rows), merged, {}, {"hidden": []})
    texts = [row.cells for row in own_rows(Source((read,)), Questions({}))["Maßnahmen"]]
    assert [(row["Phase"], row["Text"], row["Notiz"]) for row in texts] == [
        ("Analyse", "Umfrage", "knapp"),
        ("Analyse", "Tagung", ""),
        ("Analyse", "Beratung", ""),
    ]


def test_each_list_by_itself_comes_back_unchanged(tmp_path: Path) -> None:
    plan = full_plan()
    first, second, *_ = plan.phases
    # A phase without a title, and two of one title.
    named = Change((*updated(first, title=""), *updated(second, title=plan.phases[2].title)), "")
    path = tmp_path / "Liste.csv"
    for there in (plan, plan.apply(named)):
        for title in sheets.SHEETS:
            path.write_bytes(exported(there, "csv", "internal", NOW, title).content)
            draft = draft_of(csv_files.read(path), {}, there)
            assert (title, change(there, draft, "update").rows, draft.errors) == (title, (), ())
            # What the list only refers to is not told of as if it were in it.
            assert title not in ("Ziele", "Maßnahmen") or draft.told == f"{len(csv_rows(path))} {title}"


def test_words_without_a_year_are_asked_about_where_they_came_back_otherwise() -> None:
    plan = seed()
    one, other, *_ = plan.measures(plan.phases[0].id)
    rows = [row for measure in (one, other) for row in _dated(measure)]
    plan = plan.apply(Change(tuple(rows), ""))

    def reword(rows: list[Row]) -> None:
        rows[0]["Zeitraum"] = "Juni bis August"

    draft = draft_of(book(plan, Maßnahmen=reword), {}, plan)
    (asked,) = draft.open
    assert (asked.read, asked.suggestion) == ("Juni bis August", "cells")
    draft = draft_of(book(plan, Maßnahmen=reword), {asked.key: "words"}, plan)
    after = plan.apply(change(plan, draft, "update"))
    assert (after.get(Measure, one.id).start, after.get(Measure, one.id).end) == ("2017-06", "2017-08")
    assert after.get(Measure, other.id) == plan.get(Measure, other.id)


def _dated(measure: Measure) -> tuple[RowChange, ...]:
    """A measure whose words say other months than its ends."""
    return tuple(updated(measure, start="2017-03", end="2017-05", period_text="Mai bis Juni"))

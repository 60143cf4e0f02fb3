"""Files for other programs: what each holds, read back by a library of others, and what never leaves."""

import datetime as dt
import io
import json
import re
import zipfile
from pathlib import Path

import icalendar
import msgspec
import pytest
import python_calamine

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Measure, Phase, Project
from nrw_desktop.exchange import package
from nrw_desktop.exchange.exporting import sheets
from nrw_desktop.exchange.exporting.formats import FORMATS, Exported, exported
from tests.reports import full_plan as full
from tests.reports.full_plan import full_plan
from tests.reports.pdf_tools import made, plan_of, seed

NOW = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
SCHEMA = Path(__file__).parents[3] / "docs" / "plan-package.schema.json"
SECRETS = {
    *full.CONTACT.values(),
    *(full.RETAINED, full.NOTE, full.REMARK, full.GOAL_REMARK, full.TYPED_NAME, full.NOTICE, full.REASON),
    *(full.DOCUMENT, full.TARGET, "8135.79", "8135,79", "813579", "24680.13", "2468013"),
    *full.OF_MEETINGS,
    "Schreibweise",
}
HARD = "=HYPERLINK(1) <&> \"'\n  zweite  Zeile"


def export(plan: Plan, suffix: str, edition: str = "internal") -> Exported:
    return exported(plan, suffix, edition, NOW)  # type: ignore[arg-type]


def read(content: bytes) -> str:
    """All that stands in a file, whatever it is packed in."""
    if not content.startswith(b"PK"):
        return re.sub(r"\r\n ", "", content.decode())
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return "".join(file.read(name).decode() for name in file.namelist())


def rows(content: bytes) -> dict[str, list[list[object]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_public_edition_holds_nothing_internal_and_the_internal_one_names_what_leaves(suffix: str) -> None:
    plan = full_plan()
    public, internal = export(plan, suffix, "public"), export(plan, suffix)
    found = {secret for secret in SECRETS if secret in read(public.content)}
    assert found == set()
    assert public.told[0].startswith("Öffentliche Fassung")
    assert ("nicht der ganze Plan" in public.told[0]) == (suffix == "json")
    assert internal.told[0].startswith("Interne Fassung")
    leaves = full.CONTACT["person"] in read(internal.content)
    assert ("Kontakte (19)" in internal.told[0]) == leaves
    if suffix in ("docx", "odt"):
        assert "Interne Fassung" in read(internal.content)


def test_a_workbook_holds_each_cell_in_its_form_and_calc_gets_the_same() -> None:
    plan = full_plan()
    book, made_rows = rows(export(plan, "xlsx").content), sheets.sheets(plan, "internal")
    assert list(book) == [*(sheet.title for sheet in made_rows), "Auswahl"]
    for sheet in made_rows:
        heads, *found = book[sheet.title]
        assert heads == [column.head for column in sheet.columns]
        assert heads[-1] == "Kennung"
        wanted = [
            [
                "" if cell is None
                else cell.date if isinstance(cell, sheets.Day)
                else cell / 100 if column.form == "euros"
                else cell
                for column, cell in zip(sheet.columns, row, strict=True)
            ]
            for row in sheet.rows
        ]  # fmt: skip
        assert found == wanted
    assert rows(export(plan, "ods").content) == {name: cells for name, cells in book.items() if name != "Auswahl"}
    xml = read(export(plan, "xlsx").content)
    for mark in ('state="frozen"', "<autoFilter", "=Auswahl!$C$1:$C$5", 'state="hidden"'):
        assert mark.removeprefix("=") in xml


def test_a_text_is_never_a_formula_and_one_without_room_is_told_of() -> None:
    plan = plan_of(HARD, "-2 Termine", "-5", "'=x", "a" * 40_000)
    for suffix in ("xlsx", "ods"):
        found = [row[3] for row in rows(export(plan, suffix).content)["Maßnahmen"][1:5]]
        assert found == [HARD, "-2 Termine", "-5", "'=x"]
        assert "<f>" not in read(export(plan, suffix).content)
    assert any("„Maßnahmen“, Zeile 6, Spalte „Maßnahme“" in one for one in export(plan, "xlsx").told)
    text = export(plan, "csv").content
    assert text.startswith(b"\xef\xbb\xbfNr.;Phase;")
    assert [line.split(";")[3] for line in text.decode().split("\r\n")[2:5]] == ["'-2 Termine", "-5", "''=x"]


def test_of_documents_it_is_said_which_texts_do_not_come_back_the_same() -> None:
    for suffix in ("docx", "odt"):
        told = export(plan_of("Eins", "Zwei\nZeilen", "– Strich", "5 – 7 Termine"), suffix).told
        assert [one for one in told if one.startswith("2 Texte haben mehrere Zeilen oder Zeichen einer Liste")]
        assert not any("mehrere Zeilen" in one for one in export(full_plan(), suffix).told)


def test_a_text_that_looks_like_a_part_of_the_file_is_a_text() -> None:
    texts = ["<r>fett</r>", 'a & b <c> „d“ "e"', "]]></t>", "eins\nzwei", "1.10", "ja"]
    content = export(plan_of(*texts), "xlsx").content
    assert [row[3] for row in rows(content)["Maßnahmen"][1:]] == texts
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet, strings = (book.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet3", "sharedStrings"))
    assert re.search(r'<dimension ref="A1:[A-Z]+7"/>', sheet)
    assert int(re.findall(r'uniqueCount="(\d+)"', strings)[0]) == strings.count("<si>")
    assert "_x005F_x0041_" in read(export(plan_of("_x0041_"), "xlsx").content)


def test_a_calendar_has_the_same_uids_each_time_and_whole_days() -> None:
    plan = full_plan()
    one, other = (icalendar.Calendar.from_ical(export(plan, "ics").content) for _ in range(2))
    events = one.walk("VEVENT")
    assert [event["uid"] for event in events] == [event["uid"] for event in other.walk("VEVENT")]
    assert len({event["uid"] for event in events}) == len(events)
    assert not one.walk("VTODO")
    found = {str(event["summary"]): (event["dtstart"].dt, event["dtend"].dt) for event in events}
    assert found["Phase 1: Analyse der Ausgangssituation"] == (dt.date(2017, 3, 1), dt.date(2017, 8, 1))
    assert found["Steuerungskreis, 14:30 Uhr"] == (dt.date(2018, 6, 4), dt.date(2018, 6, 5))
    assert found["Aufgabe: Saal anfragen"][0] == dt.date(2018, 6, 20)
    assert "Aufgabe: Konzept schreiben" not in found
    assert export(plan, "ics").told[1].endswith("fehlt: 1 Aufgabe, 1 Frist.")


def test_calendars_of_other_programs_can_tell_which_version_of_an_event_is_the_newer_one() -> None:
    plan = plan_of("Übergröße " * 30)
    earlier, later = (exported(plan, "ics", "internal", NOW + dt.timedelta(days=day)).content for day in (0, 1))
    old, new = (icalendar.Calendar.from_ical(one).walk("VEVENT") for one in (earlier, later))
    for before, after in zip(old, new, strict=True):
        assert before["uid"] == after["uid"]
        assert 0 < before["sequence"] < after["sequence"]
        assert before["last-modified"].dt < after["last-modified"].dt == after["dtstamp"].dt
    lines = later.split(b"\r\n")
    assert lines.pop() == b""
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    # They are divided by bytes, and not within a letter.
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines)


def test_a_calendar_has_no_control_characters() -> None:
    odd = "A\x01B\x08C\x1f\rD"
    plan = made([Project("p", title=odd), Phase("a", title=odd, start="2018-01", end="2018-02")])
    content = export(plan, "ics").content
    assert not re.search(rb"[\0-\x08\x0b-\x1f\x7f]", content.replace(b"\r\n", b""))
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert event["summary"] == "Phase 1: ABCD"


def test_a_package_is_what_its_schema_says_and_holds_every_row() -> None:
    assert SCHEMA.read_bytes() == package.schema_text()
    plan = full_plan()
    held = json.loads(export(plan, "json").content)
    assert held["whole"]
    for table, records in plan.rows.items():
        assert {row["id"]: row for row in held["plan"][table]} == {
            key: msgspec.structs.asdict(record) for key, record in records.items()
        }


def test_word_and_writer_get_the_table_with_real_lists_and_a_head_that_repeats() -> None:
    phase = {"goal_style": "numbered", "start": "2018-01", "end": "2018-06"}
    goals = [
        Goal("g1", "p", None, "a", "Erstes", "numbered"),
        Goal("g11", "p", "g1", "a", "Darin"),
        Goal("g2", "p", None, "b", HARD),
        Goal("g21", "p", "g2", "a", "Punkt", "numbered"),
        Goal("g211", "p", "g21", "a", "Gezählt"),
    ]
    plan = made([Project("x", title="T"), Phase("p", title="Erste", **phase), *goals, Measure("m", "p", "a", text="M")])
    docx, odt = read(export(plan, "docx").content), read(export(plan, "odt").content)
    numbers = re.findall(r'<w:ilvl w:val="(\d)"/><w:numId w:val="(\d)"/></w:numPr></w:pPr><w:r><w:t[^>]*>(\w+)', docx)
    assert [(depth, number) for depth, number, _ in numbers] == [
        *(("0", "1"), ("0", "2"), ("1", "2")),
        *(("1", "1"), ("2", "3")),
    ]
    for mark in ("<w:tblHeader/>", "<w:tblCaption", '<w:lang w:val="de-DE"', "Januar bis Juni 2018", "<w:br/>"):
        assert mark in docx
    for mark in ("<table:table-header-rows>", "<table:desc>", 'fo:language="de"', "Numbers2", "<text:line-break/>"):
        assert mark in odt
    assert any("Zeitraum" not in one and "Federführung" in one for one in export(seed(), "docx").told)

"""Lists of other programs: what stands in them is read as people see it, and what is left out is counted."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from nrw_desktop.domain.drafts.bringing_in import change
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.exchange.exporting.formats import exported
from nrw_desktop.exchange.lists import calendars, csv_files, ods, workbooks
from nrw_desktop.exchange.package import package
from nrw_desktop.exchange.reading.child import source_of
from nrw_desktop.exchange.reading.drafts import draft_as_suggested, draft_of
from nrw_desktop.exchange.reading.kinds import kind_of
from nrw_desktop.exchange.returning import package_text
from nrw_desktop.exchange.sources.limits import SourceError
from nrw_desktop.exchange.sources.source import Source
from tests.exchange.lists import sheet_maker
from tests.exchange.lists.sheet_maker import Page, xlsx
from tests.exchange.lists.sheet_maker import ods as as_ods
from tests.exchange.word.docx_maker import packed
from tests.reports.full_plan import full_plan
from tests.reports.pdf_tools import seed

READERS = {"ods": ods.read, "csv": csv_files.read, "ics": calendars.read, "json": package_text.read}


def read(content: bytes, folder: Path, name: str) -> Source:
    path = folder / name
    path.write_bytes(content)
    return READERS.get(kind_of(path), workbooks.read)(path)


def texts(source: Source, number: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row] for row in source.tables[number].rows]


def left(source: Source) -> dict[str, int]:
    return {one.kind: one.count for one in source.left}


def book(*fill: Callable[[Any, Any], object]) -> bytes:
    """A workbook whose sheets are filled so."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    for one in fill:
        one(made, made.add_worksheet())
    made.close()
    return out.getvalue()


def with_part(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A packed file with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return out.getvalue()


def test_a_workbook_is_read_as_it_is_seen(tmp_path: Path) -> None:
    def fill(made: Any, page: Any) -> None:
        formats = {code: made.add_format({"num_format": code}) for code in ("mm/yyyy", "dd.mm.yyyy", "mmm yy", "0.0")}
        page.write_row(0, 0, ["Phase", "Maßnahme", "Beginn", "Ende", "Zahl"])
        page.merge_range(1, 0, 2, 0, "Aufbau")
        page.write(1, 1, "Erste")
        page.write_datetime(1, 2, dt.date(2018, 3, 1), formats["mm/yyyy"])
        page.write_datetime(1, 3, dt.date(2018, 5, 14), formats["dd.mm.yyyy"])
        page.write_number(1, 4, 1200)
        page.write_row(2, 1, ["Zweite"])
        page.write_datetime(2, 2, dt.date(2018, 6, 1), formats["mmm yy"])
        page.write_formula(2, 3, "=NA()", None, "#N/A")
        page.write_number(2, 4, 12.5)
        page.write_row(3, 0, ["Nicht", "gezeigt"])
        page.set_row(3, None, None, {"hidden": True})
        page.write_row(4, 1, ["Dritte"])

    def hidden(_made: Any, page: Any) -> None:
        page.write(0, 0, "x")
        page.hide()

    content = book(fill, hidden)
    source = read(content, tmp_path, "Liste.xlsx")
    assert texts(source) == [
        ["Phase", "Maßnahme", "Beginn", "Ende", "Zahl"],
        ["Aufbau", "Erste", "03/2018", "14.05.2018", "1200"],
        ["", "Zweite", "06/2018", "", "12,5"],
        # As in Excel, the row below a hidden one keeps its number.
        [""] * 5,
        ["", "Dritte", "", "", ""],
    ]
    above, below = source.tables[0].rows[1][0], source.tables[0].rows[2][0]
    assert (above.rows, above.columns, below.is_covered) == (2, 1, True)
    assert left(source) == {"hidden_sheet": 1, "hidden_row": 1, "error": 1}
    assert [one.examples for one in source.left] == [("Sheet2",), ("Nicht gezeigt",), ("Sheet1 D3: #N/A",)]
    # Attributes may stand in any order.
    swapped = partial(re.sub, rb'<(c|row) (r="\w+") ((?:s|spans)="[\d:]+")', rb"<\1 \3 \2")
    assert read(with_part(content, "xl/worksheets/sheet1.xml", swapped), tmp_path, "Anders.xlsx") == source


def test_a_spreadsheet_is_read_as_it_is_seen(tmp_path: Path) -> None:
    def change(content: bytes) -> bytes:
        old = content.decode()
        start = old.index('<table:table table:name="Kosten"')
        hide = '<table:table-row table:style-name="row" table:visibility="filter">'
        head, tail = old[:start], old[start:]
        tail = tail.replace('<table:table-row table:style-name="row">', hide, 3).replace(
            hide, hide.split(" table:v")[0] + ">", 1
        )
        tail = tail.replace("Kennung", "Anderes", 1)
        return (
            head
            + tail.replace("8135,79 €", "#NAME?").replace(
                'office:value-type="currency" office:currency="EUR" office:value="8135.79"',
                'office:value-type="string" table:formula="of:=NAME()"',
            )
        ).encode()

    content = exported(full_plan(), "ods", "internal", dt.datetime(2026, 1, 1, tzinfo=dt.UTC)).content
    source = read(with_part(content, "content.xml", change), tmp_path, "Liste.ods")
    number = [table.name for table in source.tables].index("Kosten")
    assert len(texts(source, number)) == 1 + 14
    assert [any(row) for row in texts(source, number)].count(False) == 2
    assert texts(source, number)[3] == ["1.3", "Einrichtung und Ausstattung der …", "2018", "", "9246,8", "k3"]
    assert left(source) == {"hidden_row": 2, "error": 14}


@pytest.mark.parametrize(("name", "made"), [("Plan.xlsx", xlsx), ("Plan.ods", as_ods)])
def test_of_what_can_be_chosen_only_our_own_list_is_passed_over(
    name: str, made: Callable[..., bytes], tmp_path: Path
) -> None:
    pages = Page([["Maßnahme"], ["Fachtag"]]), Page([["ja"], ["nein"]], "Auswahl", is_hidden=True)
    source = read(made(*pages), tmp_path, name)
    assert ([one.name for one in source.tables], left(source)) == (["Tabelle1"], {})
    source = read(made(pages[0], pages[1]._replace(is_hidden=False)), tmp_path, name)
    assert [one.name for one in source.tables] == ["Tabelle1", "Auswahl"]


def test_lists_of_others_become_drafts(tmp_path: Path) -> None:
    def fill(made: Any, page: Any) -> None:
        month = made.add_format({"num_format": "mm/yyyy"})
        page.write_row(0, 0, ["Phase", "Maßnahme", "Von", "Bis", "Status", "Zuständig"])
        for row, (phase, text) in enumerate(
            (("Aufbau", "Eins"), ("Aufbau", "Zwei"), ("Schluss", "Drei"), ("Schluss", "Vier")), 1
        ):
            page.write_row(row, 0, [phase, text])
            page.write_datetime(row, 2, dt.date(2018, row, 1), month)
            page.write_datetime(row, 3, dt.date(2018, row + 1, 1), month)
            page.write_row(row, 4, ["läuft", "Jugendamt"])

    plan = draft_as_suggested(read(book(fill), tmp_path, "Liste.xlsx"), {}).plan
    found = [
        (phase.title, [(one.text, one.start, one.end, one.status) for one in plan.measures(phase.id)])
        for phase in plan.phases
    ]
    assert found == [
        ("Aufbau", [("Eins", "2018-01", "2018-02", "running"), ("Zwei", "2018-02", "2018-03", "running")]),
        ("Schluss", [("Drei", "2018-03", "2018-04", "running"), ("Vier", "2018-04", "2018-05", "running")]),
    ]


def test_appointments_become_measures_of_a_phase_that_is_asked_for(tmp_path: Path) -> None:
    events = (
        "UID:1\r\nSUMMARY:Fachtag\\, Teil 1\r\nLOCATION:Rathaus\r\n"
        "DTSTART;VALUE=DATE:20180614\r\nDTEND;VALUE=DATE:20180616",
        "UID:2\r\nSUMMARY:Runder Tisch\r\nDTSTART;TZID=Europe/Berlin:20180305T140000\r\n"
        "DTEND;TZID=Europe/Berlin:20180305T160000\r\nRRULE:FREQ=MONTHLY",
        "UID:x@nrw-desktop\r\nSUMMARY:Schon da\r\nDTSTART;VALUE=DATE:20180101",
        "UID:3\r\nSUMMARY:Ohne Tag",
    )
    body = "".join(f"BEGIN:VEVENT\r\n{one}\r\nEND:VEVENT\r\n" for one in events)
    source = read(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n".encode(), tmp_path, "a.ics")
    assert left(source) == {"ours": 1, "without_day": 1}
    draft = draft_of(source, {})
    assert [one.question for one in draft.open] == [
        "Was soll aus den Terminen des Kalenders werden?",
        "„Runder Tisch“ wiederholt sich. Was soll übernommen werden?",
        "In Kalender steht keine Phase. Wohin mit den Maßnahmen?",
    ]
    plan = draft_as_suggested(source, {}).plan
    (phase,) = plan.phases
    found = [(one.text, one.start, one.start_day, one.end_day, one.place, one.note) for one in plan.measures(phase.id)]
    assert found == [
        ("Runder Tisch", "2018-03", 5, 5, None, "14:00–16:00 Uhr"),
        ("Fachtag, Teil 1", "2018-06", 14, 15, "Rathaus", None),
    ]


SERIES = (
    "UID:1\r\nSUMMARY:Steuerungskreis\r\nLOCATION:Rathaus\r\nDESCRIPTION:Raum 5\r\n"
    "DTSTART;TZID=Europe/Berlin:20180305T140000\r\nDTEND;TZID=Europe/Berlin:20180305T160000\r\n"
    "RRULE:FREQ=MONTHLY;UNTIL=20180605T220000Z\r\nEXDATE;TZID=Europe/Berlin:20180405T140000",
    "UID:1\r\nSUMMARY:Steuerungskreis (verlegt)\r\nRECURRENCE-ID;TZID=Europe/Berlin:20180605T140000\r\n"
    "DTSTART;TZID=Europe/Berlin:20180607T140000",
    "UID:2\r\nSUMMARY:Klausur\r\nDTSTART;VALUE=DATE:20180614\r\nDTEND;VALUE=DATE:20180616",
    "UID:3\r\nSUMMARY:Jour fixe\r\nDTSTART:20180101T090000\r\nRRULE:FREQ=WEEKLY",
)


def test_appointments_become_meetings_and_series_are_asked_about(tmp_path: Path) -> None:
    body = "".join(f"BEGIN:VEVENT\r\n{one}\r\nEND:VEVENT\r\n" for one in SERIES)
    source = read(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n".encode(), tmp_path, "a.ics")
    draft = draft_as_suggested(source, {})
    first, each = "nur der erste Termin", "alle 2 Termine bis 5.5.2018"
    assert [doubt.choices[0].words for doubt in draft.doubts] == ["Sitzungen", first, each]
    found = [(one.date, one.time, one.title, one.place) for one in draft.plan.meetings]
    assert sorted(found) == [
        ("2018-01-01", "09:00 Uhr", "Jour fixe", None),
        ("2018-03-05", "14:00–16:00 Uhr", "Steuerungskreis", "Rathaus"),
        ("2018-05-05", "14:00–16:00 Uhr", "Steuerungskreis", "Rathaus"),
        ("2018-06-07", "14:00 Uhr", "Steuerungskreis (verlegt)", None),
        ("2018-06-14", None, "Klausur", None),
    ]
    assert {one.said for one in draft.left_out} == {
        "60 weitere Termine von Reihen",
        "2 Beschreibungen von Terminen",
        "1 weiterer Tag eines Termins",
    }
    measures = draft_as_suggested(source, {"Kalender, Art": "measures"})
    phase = measures.plan.phases[0].id
    spans = [(one.text, one.start, one.end, one.end_day) for one in measures.plan.measures(phase)]
    assert ("Steuerungskreis", "2018-03", "2018-05", 5) in spans
    brought = change(seed(), draft, "append")
    assert brought.label == "5 Sitzungen importiert"
    none = {doubt.key: "none" for doubt in draft.doubts if "Wiederholung" in doubt.key}
    assert len(draft_as_suggested(source, none).plan.meetings) == 2


SHEET = "xl/worksheets/sheet1.xml"
ONE = book(lambda _made, page: page.write_row(0, 0, ["Maßnahme", "x"]))
LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>'
PLAN = package(seed(), "internal")


def wide(count: int) -> bytes:
    return (";".join(map(str, range(count))) + "\n").encode() * 3


def repeated(content: bytes) -> bytes:
    row = b'<table:table-row table:number-rows-repeated="60000"><table:table-cell table:number-columns-repeated="1000">'
    start, end = content.index(b"<table:table-header-rows>"), content.index(b"</table:table>")
    return content[:start] + row + b"<text:p>x</text:p></table:table-cell></table:table-row>" + content[end:]


def moved(content: bytes) -> bytes:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return content.replace(b"</sheetData>", far)


CALC = exported(seed(), "ods", "public", dt.datetime(2026, 1, 1, tzinfo=dt.UTC)).content
EVENT = b"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:x\r\nDTSTART;VALUE=DATE:20180614\r\nEND:VEVENT\r\n"
in_excel, in_calc = partial(with_part, ONE), partial(with_part, CALC, "content.xml")


def laughing(content: bytes) -> bytes:
    return LAUGHS + content


BOMBS: dict[str, tuple[str, bytes, str]] = {
    "cells far apart": ("a.xlsx", in_excel(SHEET, moved), "Zeilen"),
    "a type declared in a sheet": ("a.xlsx", in_excel(SHEET, laughing), "Dokumenttyp"),
    "laughs in the texts": ("a.xlsx", in_excel("xl/sharedStrings.xml", laughing), "Dokumenttyp"),
    "laughs in the book": ("a.xlsx", in_excel("xl/workbook.xml", laughing), "Dokumenttyp"),
    "a sheet packed too dense": ("a.xlsx", in_excel(SHEET, lambda data: data + b" " * 9_000_000), "dicht gepackt"),
    "a sheet that ends early": ("a.xlsx", in_excel(SHEET, lambda data: data[: len(data) // 2]), "beschädigt"),
    "half a book": ("a.xlsx", ONE[: len(ONE) // 2], "beschädigt"),
    "a book without its sheets": ("a.xlsx", in_excel("xl/workbook.xml", lambda _data: b"<workbook/>"), "keine Tabelle"),
    "300 columns": ("a.xlsx", book(lambda _made, page: page.write_row(0, 0, range(300))), "200 Spalten"),
    "a PDF": ("a.xlsx", b"%PDF-1.7", "PDF-Datei"),
    "60 million cells": ("a.ods", in_calc(repeated), "Spalten|Zellen"),
    "a type declared in Calc": ("a.ods", in_calc(laughing), "beschädigt|Dokumenttyp"),
    "half a sheet": ("a.ods", in_calc(lambda data: data[:9_000]), "beschädigt"),
    "nothing": ("a.csv", b"", "leer"),
    "a picture": ("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 50, "keinen Text"),
    "300 columns of CSV": ("a.csv", wide(300), "Spalten"),
    "10,001 appointments": ("a.ics", b"BEGIN:VCALENDAR\r\n" + EVENT * 10_001 + b"END:VCALENDAR", "10.000 Termine"),
    "a large calendar": ("a.ics", b"BEGIN:VCALENDAR\r\n" + b"x" * 5_000_001, "Megabyte"),
    "half a calendar": ("a.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMM", "kein Termin|beschädigt"),
    "no appointment": ("a.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "kein Termin"),
    "half a package": ("a.json", PLAN[: len(PLAN) // 2], "kein vollständiges JSON"),
    "deep JSON": ("a.json", b'{"a":' * 200_000, "zu tief in sich geschachtelt"),
    "other JSON": ("a.json", b'{"name": "x"}', "kein Paket"),
    "a newer package": ("a.json", PLAN.replace(b'"version": 1', b'"version": 2'), "neueren Fassung"),
    "a status that is none": (
        "a.json", PLAN.replace(b'"planned"', b'"vielleicht"', 1), r"Maßnahme, Eintrag \d+, Status \(plan\.measure",
    ),
    "a field that is none": ("a.json", PLAN.replace(b'"heading"', b'"ueberschrift"', 1), "„ueberschrift“"),
    "a reference to nothing": ("a.json", PLAN.replace(b'"refers_to": "', b'"refers_to": "x', 1), "nicht zusammen"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_a_sentence(name: str, tmp_path: Path) -> None:
    file, content, word = BOMBS[name]
    with pytest.raises(PlanError, match=word) as refused:
        draft_of(read(content, tmp_path, file), {})
    assert str(refused.value).endswith(".")


def test_the_child_reads_them_all(tmp_path: Path) -> None:
    for name in ("cells far apart", "60 million cells", "a status that is none"):
        file, content, word = BOMBS[name]
        path = tmp_path / file
        path.write_bytes(content)
        with pytest.raises(SourceError, match=word):
            source_of(path)
    path = tmp_path / "Liste.dat"
    path.write_bytes(ONE)
    assert texts(source_of(path)) == [["Maßnahme", "x"]]


def test_what_is_said_by_a_colour_alone_or_struck_out_is_told(tmp_path: Path) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    bar, grey = book.add_format({"bg_color": "#00B050"}), book.add_format({"bg_color": "#DDDDDD"})
    gone = book.add_format({"font_strikeout": True})
    sheet = book.add_worksheet("Plan")
    sheet.write_row(0, 0, ["Phase", "Maßnahme", "Jan", "Feb", "Frei"])
    sheet.write_row(1, 0, ["A", "eins"])
    sheet.write_row(2, 0, ["A", "zwei"], gone)
    # Every other row is grey, and so is a column to be filled in.
    sheet.write_row(3, 0, ["B", "drei", "", ""], grey)
    sheet.write_rich_string(1, 1, "eins ", gone, "oder mehr")
    for row, place, form in ((1, 2, bar), (1, 3, bar), (2, 3, bar), (1, 4, grey), (2, 4, grey), (3, 4, grey)):
        sheet.write_blank(row, place, None, form)
    book.close()
    source = read(out.getvalue(), tmp_path, "a.xlsx")
    assert [(one.kind, one.examples) for one in source.left] == [
        ("colour", ("Plan C2", "Plan D2", "Plan D3")),
        ("struck", ("A", "zwei", "oder mehr")),
    ]
    assert "Durchgestrichenes ist übernommen" in draft_as_suggested(source, {}).remarks[0]


def test_colours_and_lines_of_calc_are_told_too(tmp_path: Path) -> None:
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{one}="{oasis}:{one}:1.0"' for one in ("office", "table", "text", "style"))
    styles = (
        '<style:style style:name="bar"><style:table-cell-properties fo:background-color="#00b050"/></style:style>'
        '<style:style style:name="gone"><style:text-properties style:text-line-through-type="single"/></style:style>'
        '<style:style style:name="deep"><style:paragraph-properties fo:margin-left="0.353cm"/></style:style>'
    )

    def cell(text: str = "", style: str = "") -> str:
        named = f' table:style-name="{style}"' if style else ""
        kind = ' office:value-type="string"' if text else ""
        return f"<table:table-cell{named}{kind}>{f'<text:p>{text}</text:p>' if text else ''}</table:table-cell>"

    rows = [
        [cell("Phase"), cell("Maßnahme"), cell("Jan")],
        [cell("A"), cell("eins"), cell(style="bar")],
        [cell("B", "deep"), cell("zwei", "gone"), cell()],
        [cell("C"), cell("drei"), cell()],
    ]
    body, last = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows[:-1]), "".join(rows[-1])
    body += f"<table:table-row-group><table:table-row>{last}</table:table-row></table:table-row-group>"
    content = (
        f'<office:document-content {names} xmlns:fo="{oasis}:xsl-fo-compatible:1.0"><office:automatic-styles>{styles}'
        '</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Plan">'
        f"{body}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    source = read(packed({"mimetype": kind, "content.xml": content.encode()}), tmp_path, "a.ods")
    assert [(one.kind, one.examples) for one in source.left] == [("colour", ("Plan C2",)), ("struck", ("zwei",))]
    assert [row[0] for row in source.tables[0].texts] == ["Phase", "A", "   B", "   C"]


def test_indents_groups_and_years_are_read_as_a_sheet_shows_them(tmp_path: Path) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    deep, year = book.add_format({"indent": 1}), book.add_format({"num_format": "yyyy"})
    for name, form in (("Einzug", deep), ("Gruppe", None)):
        sheet = book.add_worksheet(name)
        for number, (text, is_deep) in enumerate([("Maßnahme", False), ("A", False), ("eins", True), ("zwei", True)]):
            sheet.write(number, 0, text, form if is_deep else None)
            sheet.write_datetime(number, 1, dt.date(2019, 1, 1), year)
            if is_deep and form is None:
                sheet.set_row(number, None, None, {"level": 1})
    book.close()
    for read_table in read(out.getvalue(), tmp_path, "a.xlsx").tables:
        assert [row[0] for row in read_table.texts] == ["Maßnahme", "A", "   eins", "   zwei"]
        assert {row[1] for row in read_table.texts} == {"2019"}


def test_sheets_without_anything_say_so(tmp_path: Path) -> None:
    for name, made in (("a.xlsx", sheet_maker.xlsx), ("a.ods", sheet_maker.ods)):
        content = made(sheet_maker.Page([[""]], "Leer"), sheet_maker.Page([["Maßnahme"]], "Alt", is_hidden=True))
        with pytest.raises(SourceError, match=r"ist leer\. Verborgen: „Alt“\. Bitte prüfen"):
            read(content, tmp_path, name)
    source = read("Phase;Maßnahme\n".encode(), tmp_path, "a.csv")
    told = draft_as_suggested(source, {}).remarks
    assert told[1] == "In Tabelle 1 steht unter der Kopfzeile nichts."
    assert "Bitte prüfen, ob es die richtige ist" in told[2]
    with pytest.raises(SourceError, match="Bitte prüfen, ob es die richtige Datei ist"):
        read(b"\n ; ;\n\n", tmp_path, "b.csv")


@pytest.mark.parametrize("begin", ["<table><tr><td>Maßnahme</td></tr></table>", '<meta charset="utf-8"><table>'])
def test_a_page_of_the_web_that_is_called_a_workbook_says_so(begin: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="Webseite"):
        read(begin.encode(), tmp_path, "a.xls")


def test_lines_that_were_divided_once_are_not_divided_again(tmp_path: Path) -> None:
    source = read(b'Nr;Ziele (kurz, mittel, lang);Text\n1;x;Er sagt "ja",\n2;y;z,\n', tmp_path, "a.csv")
    assert source.tables[0].texts[1] == ("1", "x", 'Er sagt "ja",')
    assert not any("noch einmal" in remark for remark in source.remarks)


def test_where_a_cell_leads_to_is_told(tmp_path: Path) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Plan")
    sheet.write_row(0, 0, ("Phase", "Maßnahme", "Unterlage"))
    sheet.write_url(1, 2, "https://example.org/konzept", string="Konzept")
    sheet.write_url(2, 2, "https://example.org/plan")
    sheet.write_url(3, 2, "mailto:kim@example.org", string="Kim")
    book.close()
    source = read(out.getvalue(), tmp_path, "links.xlsx")
    assert [(one.kind, one.count, one.examples) for one in source.left] == [
        ("link", 2, ("Plan „Konzept“: https://example.org/konzept",))
    ]


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_notes_of_empty_rows_are_counted_and_texts_under_merged_cells_too(form: str, tmp_path: Path) -> None:
    rows = [["Maßnahme", "Ziel"], ["Fachtag", "Austausch"], ["", ""], ["Umfrage", "Wissen"]]
    pages = Page(rows, merged=[(1, 0, 2, 0)], notes={(2, 1): "dazwischen", (3, 1): "gut"})
    content = xlsx(pages) if form == "xlsx" else as_ods(pages)
    if form == "ods":
        # As Calc leaves it where cells are merged that hold something.
        text = b'<table:covered-table-cell office:value-type="string"><text:p>alt</text:p></table:covered-table-cell>'
        content = with_part(content, "content.xml", lambda xml: xml.replace(b"<table:covered-table-cell/>", text, 1))
    found = read(content, tmp_path, f"Plan.{form}")
    assert left(found) == {"comment": 1} | ({"hidden": 1} if form == "ods" else {})
    assert found.tables[0].rows[3][1].lines[0].notes == ("Kommentar (Kaya): gut",)


def test_notes_beside_talks_of_a_sheet_are_read_too(tmp_path: Path) -> None:
    place, kind = b"../threadedComments/threadedComment1.xml", b"http://schemas.microsoft.com/x/threadedComment"
    link = b'<Relationship Id="rId9" Type="%b" Target="%b"/></Relationships>' % (kind, place)
    talk = b'<ThreadedComments><threadedComment ref="B2"><text>neu</text></threadedComment></ThreadedComments>'
    notes = {(1, 0): "eine Notiz", (1, 1): "[Threaded comment] neu"}
    content = xlsx(Page([["Maßnahme", "Ziel"], ["Fachtag", "Austausch"]], notes=notes))
    part = "xl/worksheets/_rels/sheet1.xml.rels"
    content = with_part(content, part, lambda xml: xml.replace(b"</Relationships>", link))
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    found = read(packed({**parts, "xl/threadedComments/threadedComment1.xml": talk}), tmp_path, "Plan.xlsx")
    assert [cell.lines[0].notes for cell in found.tables[0].rows[1]] == [
        ("Kommentar (Kaya): eine Notiz",),
        ("Kommentar: neu",),
    ]

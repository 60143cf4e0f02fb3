"""Other people's files: sheets read into a draft and written, and a Word table written, against other libraries."""

import datetime as dt
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import docx
import docxtpl
import openpyxl
import xlsxwriter

from nrw_desktop.domain.drafts.draft import Draft
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.exchange.exporting.formats import exported
from nrw_desktop.exchange.exporting.sheets import Day, sheets
from nrw_desktop.exchange.reading.child import source_of
from nrw_desktop.exchange.reading.drafts import draft_of
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.bench import plans
from tests.bench.pdf_rows import as_data, plan_of_rows
from tests.bench.table import Finding, explained, in_turns, largest, milliseconds

ROWS, DOCX_ROWS = 10_000, 1_000
READ_BAR, WRITTEN_BAR, DOCX_BAR = 0.15, 0.75, 0.2
GROWTH = 12
"""What is in step with the rows costs ten times as much for ten times as many, their square a hundred times."""
NOW = dt.datetime(2026, 1, 1)
HEADS = (
    "Nr.", "Phase", "Maßnahme", "Ziel", "Kooperationspartner", "Status", "Verantwortlich", "Beginn", "Ende", "Ort",
    "Zielgruppe", "Bemerkung",
)  # fmt: skip


def measure(folder: Path, pairs: int) -> list[Finding]:
    """Reading, writing, and what ten times as many rows cost."""
    return [*_reading(folder, pairs), *_writing(folder, pairs), *_growth(folder, pairs)]


def _reading(folder: Path, pairs: int) -> Iterator[Finding]:
    theirs = _list(folder, ROWS)
    ours = _exported(folder, ROWS, "xlsx")
    least = _list(folder, 1)
    for what, path in (("a list of others", theirs), ("a list of ours", ours)):
        name = f"XLSX of {ROWS:,} rows to a draft, {what}"
        found, used = _both(name, pairs, partial(_draft, path), partial(_openpyxl, path), READ_BAR)
        yield from (_told(found, path, least), used)
        # Whatever reads with this library in a child cannot take less.
        alone = in_turns(pairs, partial(_calamine, path), partial(_openpyxl, path))
        yield Finding(f"the same rows, python-calamine alone in a child, {what}", *alone, "openpyxl read-only")


def _writing(folder: Path, pairs: int) -> Iterator[Finding]:
    plan = _plan(folder, ROWS)
    lists = sheets(plan, "internal")
    target = folder / "theirs.xlsx"
    yield from _both(
        f"XLSX of {ROWS:,} rows written",
        pairs,
        lambda: exported(plan, "xlsx", "internal", NOW),
        lambda: _write_with_openpyxl(target, lists),
        WRITTEN_BAR,
        "openpyxl write-only",
    )
    rows = plan_of_rows(DOCX_ROWS)
    template = _template(folder)

    write = partial(exported, rows, "docx", "internal", NOW)
    found, used = _both(
        f"DOCX of {DOCX_ROWS:,} rows written",
        pairs,
        write,
        lambda: _write_with_docxtpl(template, as_data(rows)),
        DOCX_BAR,
        "docxtpl",
    )
    yield from (explained(found, write), used)


def _growth(folder: Path, pairs: int) -> Iterator[Finding]:
    """Each form of file that is read: so many rows against a tenth of them."""
    makers: dict[str, Callable[[int], Path]] = {
        "XLSX, a list of others": lambda count: _list(folder, count),
        **{f"{one.upper()}, a list of ours": lambda count, one=one: _exported(folder, count, one) for one in _SHEETS},
        "XLSX, a list of partners": lambda count: _partners(folder, count),
        **{f"{one.upper()}": lambda count, one=one: _document(folder, count // 10, one) for one in ("docx", "odt")},
    }
    for name, make in makers.items():
        many, few = make(ROWS), make(ROWS // 10)
        count = ROWS if "list" in name else ROWS // 10
        taken = in_turns(pairs, lambda many=many: _draft(many), lambda few=few: _draft(few))
        yield Finding(f"{name}, {count:,} rows to a draft", *taken, "a tenth of them", GROWTH)


_SHEETS = ("xlsx", "ods", "csv")


def _both(
    name: str,
    pairs: int,
    ours: Callable[[], object],
    other: Callable[[], object],
    bar: float,
    opponent: str = "openpyxl read-only",
) -> Iterator[Finding]:
    """By the clock, which the bar is about, and by what the processors did, which nobody else disturbs."""
    figures = [(_taken(ours), _taken(other)) for _ in range(pairs + 1)][1:]
    for place, suffix, limit in ((0, "", bar), (1, ", CPU", None)):
        yield Finding(
            f"{name}{suffix}", [one[place] for one, _ in figures], [one[place] for _, one in figures], opponent, limit
        )


def _told(found: Finding, path: Path, least: Path) -> Finding:
    """The finding of a file, with where it goes if it misses its bar; ``least`` is a file with next to nothing."""
    if not found.over:
        return found
    draw = partial(draft_of, source_of(path), {})
    works = partial(source_of, least), partial(source_of, path), draw
    start, whole, drawing = (min(milliseconds(work) for _ in range(3)) for work in works)
    parts = {"draft": drawing, "start of the child": start, "reading and handing over": whole - start}
    return replace(found, profile=f"{largest(parts, 'ms')}; of the draft {explained(found, draw, 3).profile}")


def _taken(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the clock, and of processors, those of the child included."""
    started, used = time.perf_counter(), _used()
    work()
    return (time.perf_counter() - started) * 1000, (_used() - used) * 1000


def _used() -> float:
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + child.ru_utime + child.ru_stime


def _draft(path: Path) -> Draft:
    draft = draft_of(source_of(path), {})
    assert not draft.is_empty
    return draft


_CALAMINE_ALONE = """
import sys, python_calamine
book = python_calamine.load_workbook(sys.argv[1])
for name in book.sheet_names:
    book.get_sheet_by_name(name).to_python()
"""


def _calamine(path: Path) -> None:
    subprocess.run([sys.executable, "-c", _CALAMINE_ALONE, str(path)], check=True)


def _openpyxl(path: Path) -> int:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    count = sum(1 for sheet in book.worksheets for _row in sheet.iter_rows(values_only=True))
    book.close()
    return count


def _write_with_openpyxl(target: Path, lists: Sequence[Any]) -> None:
    """The same values, without styles, filters or choices."""
    book = openpyxl.Workbook(write_only=True)
    for one in lists:
        sheet = book.create_sheet(one.title)
        sheet.append([column.head for column in one.columns])
        for row in one.rows:
            sheet.append([cell.date if isinstance(cell, Day) else cell for cell in row])
    book.save(target)


def _template(folder: Path) -> Path:
    """A Word document with the same table, a row of which is repeated for each phase."""
    document = docx.Document()
    document.add_heading("Umsetzungsschritte", 1)
    table = document.add_table(rows=4, cols=5)
    for cell, head in zip(
        table.rows[0].cells, ("Phase", "Zeitraum", "Maßnahmen", "Ziele", "Kooperationspartner"), strict=True
    ):
        cell.text = head
    table.rows[1].cells[0].text = "{%tr for row in rows %}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    title, when, measures, goals, partners = table.rows[2].cells
    title.text, when.text, partners.text = (
        "{{ row.phase[0] }} {{ row.phase[1] }}",
        "{{ row.period }}",
        "{{ row.partners }}",
    )
    measures.text = "{%p for text in row.measures %}"
    measures.add_paragraph("{{ text }}", "List Bullet")
    measures.add_paragraph("{%p endfor %}")
    goals.text = "{%p for goal in row.goals %}"
    goals.add_paragraph("{{ goal[0] }}", "List Number")
    goals.add_paragraph("{%p for below in goal[1] %}")
    goals.add_paragraph("{{ below[0] }}", "List Bullet 2")
    goals.add_paragraph("{%p endfor %}")
    goals.add_paragraph("{%p endfor %}")
    path = folder / "template.docx"
    document.save(str(path))
    return path


def _write_with_docxtpl(template: Path, rows: Sequence[dict[str, object]]) -> None:
    document = docxtpl.DocxTemplate(template)
    document.render({"rows": rows}, autoescape=True)
    document.save(template.with_name("theirs.docx"))


def _plan(folder: Path, measures: int) -> Plan:
    path = folder / f"{measures}.nrwplan"
    if not path.exists():
        plans.make(path, measures)
    file = PlanFile.open(path, plans.ORIGIN)
    try:
        plan = file.plan
    finally:
        file.close()
    assert len(plan.all(Measure)) == measures
    return plan


def _exported(folder: Path, measures: int, suffix: str) -> Path:
    path = folder / f"{measures}.{suffix}"
    path.write_bytes(exported(_plan(folder, measures), suffix, "internal", NOW).content)
    return path


def _document(folder: Path, rows: int, suffix: str) -> Path:
    path = folder / f"rows {rows}.{suffix}"
    path.write_bytes(exported(plan_of_rows(rows), suffix, "internal", NOW).content)
    return path


def _partners(folder: Path, rows: int) -> Path:
    """A register of partners and how to reach them."""
    path = folder / f"partners {rows}.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Verzeichnis")
    sheet.write_row(0, 0, ("Kooperationspartner", "Ansprechperson", "Telefon", "E-Mail", "Bemerkung"))
    for number in range(1, rows + 1):
        values = f"Verein {number}", f"Person {number}", f"0521 {number}", f"post{number}@example.org", "nach 14 Uhr"
        sheet.write_row(number, 0, values)
    book.close()
    return path


def _list(folder: Path, rows: int) -> Path:
    """A list as people keep one: a row for each measure, real dates, names and words that come again."""
    chance = random.Random(rows)
    path = folder / f"list {rows}.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Plan")
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write_row(0, 0, HEADS)
    partners = [f"Fachstelle für Vielfalt und Teilhabe {number}" for number in range(1, 21)]
    for number in range(1, rows + 1):
        phase = (number - 1) * 10 // rows
        start = dt.date(2020 + phase // 3, 1 + phase % 12, 1 + number % 28)
        values = (
            number, f"Bestandsaufnahme {phase + 1}", plans.text(chance), None if number % 5 else plans.text(chance),
            ", ".join(chance.sample(partners, 2)), chance.choice(("geplant", "läuft", "abgeschlossen", "entfallen")),
            chance.choice(partners), start, start + dt.timedelta(40), f"Stadtteil {number % 30}",
            "Jugendliche und Familien", plans.text(chance),
        )  # fmt: skip
        for place, value in enumerate(values):
            if isinstance(value, dt.date):
                sheet.write_datetime(number, place, value, day)
            elif value is not None:
                sheet.write(number, place, value)
    book.close()
    return path

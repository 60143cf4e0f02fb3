"""Puts rows into a workbook that a library has made, which takes it four times as long for each of their cells.

Styles, filters, widths and choices are the library's. Each of its sheets ends with a row of one empty cell in each
style, which tells by what numbers these go and is replaced by the rows.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import escape

from nrw_desktop.exchange.exporting.sheets import Column, Day, Sheet
from nrw_desktop.exchange.exporting.xml_parts import column_letters
from nrw_desktop.exchange.marks import ID_HEAD

LONGEST_CELL = 32_767
"""Characters in a cell of Excel, which counts emoji and rare letters twice."""
_LINE, _HIGHEST = 15, 409
"""In points: a line of text, and what a row can be at most."""
_NO_ROOM = (
    "Blatt „{}“, Zeile {}, Spalte „{}“: Der Text hat mehr als 32.767 Zeichen, so viele fasst eine Zelle höchstens. "
    "Die Zelle ist leer geblieben."
)
_DAY_0, _FIRST_DAY = dt.date(1899, 12, 30), dt.date(1900, 3, 1)
"""From which days are counted, and from when on: Excel counts one before that never was."""
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\0-\x08\x0b-\x1f\ufffe\uffff]")
"""What Excel writes by its number, and how a text begins that would be read as such."""
_TEXTS, _PART = "xl/sharedStrings.xml", "xl/worksheets/sheet{}.xml"
_STYLE = re.compile(r'<c r="[A-Z]+2" s="(\d+)"\s*/>')
_COUNT = re.compile(r'uniqueCount="(\d+)"')
_DIMENSION = re.compile(r'<dimension ref="[^"]*"/>')


Styles = Mapping[str, str]
"""The numbers of styles by their names, which are the forms of columns, „id“ and „month“."""


def with_rows(book: bytes, sheets: Sequence[Sheet], styles: Sequence[str]) -> tuple[bytes, list[str]]:
    """A workbook with the rows of these sheets, and a sentence for each text that has no room.

    They are its first ones; ``styles`` are the names of the styles in their last row.
    """
    with zipfile.ZipFile(BytesIO(book)) as made:
        parts = {info: made.read(info).decode() for info in made.infolist()}
    by_name = {info.filename: content for info, content in parts.items()}
    texts, told = _Texts(by_name[_TEXTS]), list[str]()
    for number, sheet in enumerate(sheets, 1):
        name = _PART.format(number)
        by_name[name] = _with_rows(by_name[name], sheet, styles, texts, told)
    by_name[_TEXTS] = texts.xml()
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for info in parts:
            file.writestr(info, by_name[info.filename])
    return out.getvalue(), told


class _Texts:
    """The part that has each text of a workbook once."""

    def __init__(self, xml: str):
        self._xml = xml
        match = _COUNT.search(xml)
        self._first = int(match[1]) if match else 0
        self.numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """By which a cell refers to a text."""
        return self.numbers.setdefault(text, self._first + len(self.numbers))

    def xml(self) -> str:
        """All of it."""
        count = self._first + len(self.numbers)
        head = re.sub(r'\bcount="\d+"', f'count="{count}"', _COUNT.sub(f'uniqueCount="{count}"', self._xml, 1), count=1)
        return head.replace("</sst>", f"{''.join(map(_text, self.numbers))}</sst>")


def _text(text: str) -> str:
    said = escape(_ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text))
    return f'<si><t xml:space="preserve">{said}</t></si>' if text != text.strip() else f"<si><t>{said}</t></si>"


def _with_rows(xml: str, sheet: Sheet, styles: Sequence[str], texts: _Texts, told: list[str]) -> str:
    head = xml.index("</row>") + len("</row>")
    rows = _rows(sheet, dict(zip(styles, _STYLE.findall(xml, head), strict=True)), texts, told)
    last = f"{column_letters(len(sheet.columns))}{len(sheet.rows) + 1}"
    begin = _DIMENSION.sub(f'<dimension ref="A1:{last}"/>', xml[:head], count=1)
    return "".join((begin, *rows, xml[xml.index("</sheetData>", head) :]))


class _Column(NamedTuple):
    """The head of a column, how its cells begin, the styles of texts and numbers by number, and what a line holds.

    Of ids, which nobody reads, each has but one line.
    """

    head: str
    begin: str
    of_text: str
    of_number: str
    is_euros: bool
    width: int


def _columns(columns: Sequence[Column], styles: Styles) -> Iterator[_Column]:
    for place, column in enumerate(columns):
        is_id = column.head == ID_HEAD
        # Words do not fill a line to its end.
        width = LONGEST_CELL if is_id else max(column.width - 4, 1)
        of_text = styles["id" if is_id else "text"]
        begin = f'<c r="{column_letters(place + 1)}'
        yield _Column(column.head, begin, of_text, styles[column.form], column.form == "euros", width)


def _rows(sheet: Sheet, styles: Styles, texts: _Texts, told: list[str]) -> Iterator[str]:
    columns, numbers = list(_columns(sheet.columns, styles)), texts.numbers
    for number, row in enumerate(sheet.rows, 2):
        cells, lines = [], 1
        for (head, begin, of_text, of_number, is_euros, width), cell in zip(columns, row, strict=True):
            if cell is None:
                continue
            if isinstance(cell, str):
                if 2 * len(cell) > LONGEST_CELL and len(cell.encode("utf-16-le")) > 2 * LONGEST_CELL:
                    told.append(_NO_ROOM.format(sheet.title, number, head))
                    continue
                text = numbers[cell] if cell in numbers else texts.number(cell)
                cells.append(f'{begin}{number}" s="{of_text}" t="s"><v>{text}</v></c>')
                if len(cell) >= width or "\n" in cell:
                    lines = max(lines, lines_of(cell, width))
            elif not isinstance(cell, Day):
                cells.append(f'{begin}{number}" s="{of_number}"><v>{cell / 100 if is_euros else cell}</v></c>')
            elif cell.date >= _FIRST_DAY:
                style = styles["month" if cell.is_month else "day"]
                cells.append(f'{begin}{number}" s="{style}"><v>{(cell.date - _DAY_0).days}</v></c>')
            else:
                text = texts.number(f"{cell.date:%d.%m.%Y}")
                cells.append(f'{begin}{number}" s="{of_text}" t="s"><v>{text}</v></c>')
        # Not every program finds out by itself how high a row is.
        yield f'<row r="{number}" ht="{height(lines)}" customHeight="1">{"".join(cells)}</row>'


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a cell of so many letters."""
    return sum(len(line) // width + 1 for line in text.split("\n"))


def height(lines: int) -> int:
    """How high a row of so many lines is, in points."""
    return min(lines * _LINE, _HIGHEST)

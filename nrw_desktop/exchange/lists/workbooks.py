"""Reads a workbook of Excel (.xlsx, .xls): what its cells show, without hidden rows and sheets, and its errors counted.

The values come from a library; what that does not tell (errors, hidden rows, whether a date is a month alone) is looked
up in the XML of the sheets.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import structs

from nrw_desktop.exchange.lists.asides import asides_of, links_not_shown, percentage
from nrw_desktop.exchange.lists.cells import (
    Spot,
    dressed,
    is_ours,
    left,
    nothing_seen,
    seen_part,
    table,
    typed_rows,
    without_columns,
)
from nrw_desktop.exchange.lists.colours import below_times, name_of, telling
from nrw_desktop.exchange.lists.indents import indent
from nrw_desktop.exchange.lists.old_sheets import OldBook, looked_at
from nrw_desktop.exchange.lists.seen import MONTH_FORMATS, PERCENT_FORMATS, Seen, shows_month, shows_year
from nrw_desktop.exchange.marks import CHOICES
from nrw_desktop.exchange.sources.limits import MOST_CELLS, MOST_COLUMNS, MOST_XML, SourceError, too_much
from nrw_desktop.exchange.sources.package import DAMAGED, PASSWORD, Package
from nrw_desktop.exchange.sources.source import Left, Source
from nrw_desktop.exchange.sources.xml import Element, parsed

MOST_ROWS = 200_000
_MOST_OLD = 32_000_000
"""Bytes of an .xls."""
_MAIN = "{*}"
_PREFIX = re.compile(rb"<(\w+:)?worksheet\b")
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_FAR = re.compile(rb'r="(?:[A-Z]{3}|G[S-Z]|[H-Z][A-Z])\d')
"""A cell behind the 200th column."""
_ERROR = re.compile(rb'<(?:\w+:)?c\b[^>]*\br="([A-Z]{1,3}\d{1,7})"[^>]*\bt="e"[^>]*>.*?<(?:\w+:)?v>([^<]{1,20})<', re.S)
_MOST_COLOURED = 2_000_000
"""Bytes of a sheet in which colours are looked for, and of all texts in which lines are."""
_WHITE = frozenset({"FFFFFFFF", "00FFFFFF", "FFFFFF"})
_BEGINNING = 10_000
"""Bytes of a part in which it says what it is."""
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_LEVEL = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,7})"[^>]*?\boutlineLevel="([1-7])"')
"""A row in a group: its number and its level."""


class _Styles(NamedTuple):
    """Styles of cells by what they show: a month, a percentage, text that is struck out, a colour, an indent."""

    months: frozenset[int] = frozenset()
    percents: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()
    colours: Mapping[str, frozenset[int]] = {}
    years: frozenset[int] = frozenset()
    indents: Mapping[int, frozenset[int]] = {}


_UNSEEN = (
    "In dieser Form der Datei (.xls, .xlsb) ist nicht zu erkennen, welche Zeilen und Spalten verborgen sind, wo ein "
    "Fehler steht und was an Kommentaren, Textfeldern, Farben, Einzügen und Durchgestrichenem dabei ist; "
    "ein Monat steht dort als sein erster Tag. Bitte sie in Excel als .xlsx speichern, wenn es darauf ankommt."
)
_STRIKES = (
    "Was innerhalb einer Zelle durchgestrichen ist, lässt sich in einer .xls-Datei nicht erkennen; es ist übernommen "
    "wie anderer Text. Bitte solche Stellen ansehen."
)
_NOTHING = Seen(frozenset(), frozenset(), frozenset(), [])
_COUNTED = (
    *("hidden_sheet", "no_sheet", "hidden_row", "hidden_column", "hidden", "error", "uncomputed", "comment", "box"),
    *("picture", "colour", "struck", "link"),
)
"""What is left out, in the order in which it is told."""


def read(path: Path) -> Source:
    """What the file at this path holds.

    Raises:
        SourceError: it is no workbook, damaged, protected, or larger than is read.
    """
    import python_calamine

    with path.open("rb") as file:
        is_packed = file.read(2) == b"PK"
    if not is_packed and path.stat().st_size > _MOST_OLD:
        raise too_much("Megabyte", _MOST_OLD // 1_000_000)
    old = OldBook() if is_packed else looked_at(path)
    seen = _looked_at(path) if is_packed else old.sheets
    try:
        book = python_calamine.load_workbook(path)
        kinds = python_calamine.SheetTypeEnum.WorkSheet, python_calamine.SheetVisibleEnum.Visible
        source = _source(book, *kinds, seen, _struck_parts(path) if is_packed else ())
    except python_calamine.PasswordError as error:
        raise SourceError(PASSWORD) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise SourceError(DAMAGED) from error
    remarks = (*([] if seen else [_UNSEEN]), *([_STRIKES] if old.strikes_words else []))
    return structs.replace(source, remarks=remarks)


def _source(book: Any, worksheet: Any, visible: Any, seen: dict[str, Seen], struck: Sequence[str]) -> Source:
    tables = []
    counts: dict[str, list[str]] = {kind: [] for kind in _COUNTED}
    for sheet in book.sheets_metadata:
        if sheet.name == CHOICES and sheet.visible != visible:
            # Ours; one that is seen is a list of theirs.
            continue
        if sheet.typ != worksheet or sheet.visible != visible:
            counts["hidden_sheet" if sheet.visible != visible else "no_sheet"].append(sheet.name)
            continue
        found = seen.get(sheet.name, _NOTHING)
        page = book.get_sheet_by_name(sheet.name)
        texts = _shown(page.to_python(skip_empty_area=False), found)
        merged = list(page.merged_cell_ranges or ())
        counts["colour"] += [f"{sheet.name} {name_of(spot)}" for spot in telling(texts, found.colours, merged)]
        counts["struck"] += [text for spot in sorted(found.struck) if (text := _at(texts, spot))]
        if found.indents or found.levels:
            indent(texts, found.indents, found.levels)
        # What a filter hides in a list of ours belongs to it all the same.
        if not is_ours(texts):
            hidden = found.hidden, found.asides.hidden
            merged = [seen_part(texts, first, last, hidden) for first, last in merged]
            counts["hidden_row"] += [
                " ".join(filter(None, texts[one])) for one in sorted(found.hidden) if one < len(texts)
            ]
            counts["hidden_column"] += without_columns(texts, found.asides.hidden)
            # The rows below keep the numbers that the program shows.
            texts = [[] if number in found.hidden else row for number, row in enumerate(texts)]
        counts["error"] += [f"{sheet.name} {error}" for error in found.errors]
        counts["uncomputed"] += [f"{sheet.name} {name}" for name in found.asides.empty]
        counts["link"] += links_not_shown(found.asides.links, texts, sheet.name)
        counts["box"] += found.asides.boxes
        counts["picture"] += found.asides.pictures
        if any(map(any, texts)):
            bare = structs.replace(table(sheet.name, texts), colours=below_times(texts, found.colours))
            tables.append(dressed(bare, merged, found.asides.notes, counts))
    if book.sheets_metadata and not tables:
        raise nothing_seen(counts["hidden_sheet"])
    counts["struck"] += struck
    counted: list[Left] = []
    for kind, what in counts.items():
        counted += left(kind, what)
    return Source(tuple(tables), left=tuple(counted))


def _shown(rows: Sequence[Sequence[object]], found: Seen) -> list[list[str]]:
    """The texts of all cells as the sheet shows them."""
    texts = typed_rows(rows, found.months)
    for number, place in found.years:
        if isinstance(day := _at(rows, (number, place)), dt.date):
            texts[number][place] = str(day.year)
    for number, place in found.percents:
        if (shown := percentage(_at(rows, (number, place)))) is not None:
            texts[number][place] = shown
    return texts


def _at(rows: Sequence[Sequence[Any]], spot: Spot) -> Any:
    """What stands at a place; nothing where there is none."""
    number, place = spot
    return rows[number][place] if number < len(rows) and place < len(rows[number]) else None


def _looked_at(path: Path) -> dict[str, Seen]:
    """What the XML of each sheet tells, by its name, once it is known not to be too large.

    Raises:
        SourceError: it is.
    """
    with Package(path) as package:
        if not package.has("xl/workbook.xml"):
            # The binary form has none.
            return {}
        book = parsed(package.read("xl/workbook.xml"), "xl/workbook.xml")
        links = parsed(package.read("xl/_rels/workbook.xml.rels"), "workbook.xml.rels")
        targets = {one.get("Id"): (one.get("Target") or "").lstrip("/") for one in links}
        styles = _styles(package)
        if package.has("xl/sharedStrings.xml"):
            _refuse_declared(package.read("xl/sharedStrings.xml", first=_BEGINNING))
        found = {}
        for sheet in book.iter(f"{_MAIN}sheet"):
            target = targets.get(next((value for key, value in sheet.items() if key.endswith("}id")), ""), "")
            name = target if target.startswith("xl/") else f"xl/{target}"
            if package.has(name):
                content = package.read(name, MOST_XML)
                found[sheet.get("name") or ""] = _of_sheet(package, name, content, styles)
    return found


def _struck_parts(path: Path) -> Sequence[str]:
    """The parts of texts that are struck out within a cell."""
    with Package(path) as package:
        content = package.read("xl/sharedStrings.xml") if package.has("xl/sharedStrings.xml") else b""
    if len(content) > _MOST_COLOURED or not re.search(rb"<(?:\w+:)?strike\b", content):
        return ()
    runs = (one for one in parsed(content, "sharedStrings.xml").iter("{*}r") if one.find("{*}rPr") is not None)
    return [one.findtext("{*}t") or "" for one in runs if _is_struck(one.find("{*}rPr"))]


def _refuse_declared(content: bytes) -> None:
    if _DECLARED.search(content[:_BEGINNING]):
        # The parser says why.
        parsed(content, "sharedStrings.xml")


def _of_sheet(package: Package, part: str, content: bytes, styles: "_Styles") -> Seen:
    _refuse_declared(content)
    # Patterns that begin with letters are looked for ten times as fast, and most sheets have no prefix.
    prefix = found[1] or b"" if (found := _PREFIX.search(content[:_BEGINNING])) else rb"(?:\w+:)?"
    # What stands behind the last value is formatted at most.
    value = max(0, content.rfind(b"<v>"))
    end = max(value, content.rfind(b"<is>", value))
    hidden, last = _rows(content[:end] if end > 0 else content, prefix)
    if last > MOST_ROWS:
        raise too_much("Zeilen", MOST_ROWS)
    _refuse_sparse(content, last)
    # Of a million cells few have an error, and most sheets have none.
    failed = _ERROR.findall(content) if b't="e"' in content else ()
    errors = [f"{place.decode()}: {what.decode()}" for place, what in failed]
    return Seen(
        frozenset(hidden),
        _styled(content, prefix, styles.months),
        _styled(content, prefix, styles.percents),
        errors,
        asides_of(package, part, content, prefix),
        # Bars are drawn by hand, in small sheets.
        {
            spot: colour
            for colour, of_it in (styles.colours if len(content) < _MOST_COLOURED else {}).items()
            for spot in _styled(content, prefix, of_it)
        },
        _styled(content, prefix, styles.struck),
        _styled(content, prefix, styles.years),
        {spot: depth for depth, of_it in styles.indents.items() for spot in _styled(content, prefix, of_it)},
        {int(row) - 1: int(level) for row, level in _LEVEL.findall(content)} if b"outlineLevel=" in content else {},
    )


def _rows(content: bytes, prefix: bytes) -> tuple[set[int], int]:
    """The rows that are hidden, counted from 0, and how many there are, hidden ones included."""
    hidden, last = set[int](), 0
    if b' ht="0"' not in content and b"hidden=" not in content:
        # As in most sheets: the last row tells its number.
        found = _NUMBER.match(content, max(0, content.rfind(b"<row ")) + 5)
        if found:
            return hidden, int(found[1])
    for tag in re.findall(rb"<%brow\b[^>]*>" % prefix, content):
        number = _NUMBER.search(tag)
        last = int(number[1]) if number else last + 1
        if b'hidden="1"' in tag or b'hidden="true"' in tag or b' ht="0"' in tag:
            hidden.add(last - 1)
    return hidden, last


def _styled(content: bytes, prefix: bytes, styles: frozenset[int]) -> frozenset[Spot]:
    """The cells of these styles: row and column, counted from 0."""
    used = [b"%d" % style for style in styles if b's="%d"' % style in content]
    if not used:
        return frozenset()
    wanted = prefix, b"|".join(used)
    # As nearly all programs write it, which is found three times as fast.
    found = re.findall(rb'<%bc r="([A-Z]{1,3})(\d{1,7})" s="(?:%b)"' % wanted, content)
    if len(found) != sum(content.count(b's="%b"' % style) for style in used):
        found = re.findall(rb'<%bc\b(?=[^>]*?\bs="(?:%b)")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"' % wanted, content)
    return frozenset([(int(row) - 1, _column(letters)) for letters, row in found])


def _refuse_sparse(content: bytes, rows: int) -> None:
    """A few cells far apart would be billions once they stand in a grid."""
    if not _FAR.search(content):
        return
    columns = 1 + max((_column(letters) for letters in set(re.findall(rb'\br="([A-Z]{1,3})\d', content))), default=0)
    if columns > MOST_COLUMNS and rows * columns > 10 * MOST_CELLS:
        raise too_much("Zellen", MOST_CELLS)


@cache
def _column(letters: bytes) -> int:
    """The place of a column, counted from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _styles(package: Package) -> _Styles:
    """The styles of cells that show something which their values do not tell."""
    if not package.has("xl/styles.xml"):
        return _Styles()
    styles = parsed(package.read("xl/styles.xml"), "xl/styles.xml")
    forms = {_number_format(one): one.get("formatCode") or "" for one in styles.iter("{*}numFmt")}
    months = MONTH_FORMATS | {form for form, code in forms.items() if shows_month(code)}
    percents = PERCENT_FORMATS | {form for form, code in forms.items() if "%" in code}
    forms_of = [*styles.iterfind("{*}cellXfs/{*}xf")]
    cells = [_number_format(one) for one in forms_of]
    years = {form for form, code in forms.items() if shows_year(code)}
    of_months, of_percents, of_years = (
        frozenset(style for style, form in enumerate(cells) if form in kinds) for kinds in (months, percents, years)
    )
    fonts = [_is_struck(one) for one in styles.iterfind("{*}fonts/{*}font")]
    fills = [_colour(one) for one in styles.iterfind("{*}fills/{*}fill")]
    colours: dict[str, set[int]] = {}
    indents: dict[int, set[int]] = {}
    struck = set()
    for style, form in enumerate(forms_of):
        font, fill = int(form.get("fontId") or 0), int(form.get("fillId") or 0)
        if font < len(fonts) and fonts[font]:
            struck.add(style)
        if fill < len(fills) and fills[fill]:
            colours.setdefault(fills[fill], set()).add(style)
        if depth := _indent(form):
            indents.setdefault(depth, set()).add(style)
    return _Styles(of_months, of_percents, frozenset(struck), _frozen(colours), of_years, _frozen(indents))


def _frozen(found: Mapping[Any, set[int]]) -> Mapping[Any, frozenset[int]]:
    return {one: frozenset(of_it) for one, of_it in found.items()}


def _indent(form: Element) -> int:
    alignment = form.find("{*}alignment")
    return int(alignment.get("indent") or 0) if alignment is not None else 0


def _is_struck(font: Element) -> bool:
    line = font.find("{*}strike")
    return line is not None and line.get("val") not in ("0", "false")


def _colour(fill: Element) -> str:
    """What a fill looks like; empty for none, and for white."""
    pattern = fill.find("{*}patternFill")
    if pattern is None or pattern.get("patternType") in (None, "none", "gray125"):
        return ""
    colour = pattern.find("{*}fgColor")
    said = " ".join(f"{name}={value}" for name, value in sorted(colour.items())) if colour is not None else "?"
    is_white = colour is not None and ((colour.get("rgb") or "").upper() in _WHITE or said == "theme=0")
    return "" if is_white else said


def _number_format(element: Element) -> int:
    return int(element.get("numFmtId") or 0)

"""What rows of texts say of a measure each: found column by column, since the same words come again and again."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.exchange.drafting.row_cells import RowCells
from nrw_desktop.exchange.sources.source import lines_of
from nrw_desktop.exchange.tables.cells import simple, values
from nrw_desktop.exchange.tables.found import FoundMeasure
from nrw_desktop.exchange.tables.headings import OF_MEASURE

_BESIDE = OF_MEASURE - {"note"}


def measures_of(part: str, cells: RowCells, fields: Sequence[str], named: Sequence[str]) -> dict[int, FoundMeasure]:
    """What each plain row says of one measure, by its number; the measure has no text where it is no simple one.

    ``fields`` are those of the columns, ``named`` is what stands before a note of each.
    """
    rows, columns = [row.row for row in cells.plain], cells.columns
    if not rows:
        return {}
    first = fields.index("measures") if list(fields).count("measures") == 1 else -1
    texts = map(simple, columns[first]) if first >= 0 else repeat("")
    places = map(Place, repeat(part), rows, repeat(first + 1))
    beside = [(field, columns[number]) for number, field in enumerate(fields) if field in _BESIDE]
    notes = [(named[number], columns[number]) for number, field in enumerate(fields) if field == "note"]
    found = map(
        FoundMeasure,
        texts,
        places,
        [{field: text for field, text in row if text} for row in _rows(beside, len(rows))],
        [[head + text for head, text in row if text] for row in _rows(notes, len(rows))],
        repeat(columns_of(fields)),
    )
    return dict(zip(rows, found, strict=True))


def columns_of(fields: Sequence[str]) -> dict[str, int]:
    """The columns of what is said of measures, counted from 1, where only one says it."""
    told = _BESIDE | {"period"}
    return {field: number for number, field in enumerate(fields, 1) if field in told and fields.count(field) == 1}


def _rows(columns: Sequence[tuple[str, Sequence[str]]], count: int) -> Iterator[Iterable[tuple[str, str]]]:
    """What stands in some columns, row by row, each with the word of its column."""
    # Nearly all texts of a sheet are simple, and what is not comes to the same in each row.
    said = {
        text: simple(text) or " ".join(values(lines_of(text)))
        for text in set(chain.from_iterable(texts for _, texts in columns))
        if text
    }
    said[""] = ""
    pairs = ([(word, said[text]) for text in texts] for word, texts in columns)
    return zip(*pairs, strict=True) if columns else repeat((), count)

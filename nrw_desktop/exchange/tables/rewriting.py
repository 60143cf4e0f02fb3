"""A sheet with other texts in some of its columns, whose cells keep their places and notes."""

from collections.abc import Collection, Mapping, Sequence

from msgspec import structs

from nrw_desktop.exchange.sources.source import Cell, Table, TextRows, lines_of


def with_texts(table: Table, places: Collection[int], cells: Mapping[int, Mapping[int, str]]) -> Table:
    """A table with other texts in these columns of some rows; a row that has a heading over them stays as it is."""
    assert isinstance(table.rows, TextRows)
    texts, dressed = list(table.rows.texts), dict(table.rows.dressed)
    for number, given in cells.items():
        row = [given.get(place, "" if place in places else text) for place, text in enumerate(texts[number])]
        old = dressed.get(number)
        if old is not None:
            changed = [
                Cell(lines_of(row[place]) if row[place] else ()) if place in places or place in given else cell
                for place, cell in enumerate(old)
            ]
            if _is_wide(old, places):
                continue
            dressed[number] = tuple(_with_notes(changed, old, places))
        texts[number] = tuple(row)
    return structs.replace(table, rows=TextRows(texts, dressed))


def _is_wide(row: Sequence[Cell], places: Collection[int]) -> bool:
    """Whether a cell beside these columns reaches over some of them: a heading of the rows below it."""
    return any(
        cell.columns > 1 and place not in places and any(at in places for at in range(place, place + cell.columns))
        for place, cell in enumerate(row)
    )


def _with_notes(row: Sequence[Cell], old: Sequence[Cell], places: Collection[int]) -> list[Cell]:
    """A row with the notes of the cells that stood in these columns, at the first cell of it that has a text."""
    notes = tuple(note for place in sorted(places) for line in old[place].lines for note in line.notes)
    found = list(row)
    at = next((place for place, cell in enumerate(found) if cell.lines), None)
    if notes and at is not None:
        last = found[at].lines[-1]
        lines = (*found[at].lines[:-1], structs.replace(last, notes=(*last.notes, *notes)))
        found[at] = structs.replace(found[at], lines=lines)
    return found

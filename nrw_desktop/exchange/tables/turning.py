"""Which way a table lies: its heads on top or at the left, as it is answered where it may be either."""

from collections.abc import Sequence

import msgspec

from nrw_desktop.domain.drafts.draft import Answers, Choice, Doubt, Place, answered
from nrw_desktop.exchange.sources.source import Cell, Source, Table, TextRows
from nrw_desktop.exchange.tables.layout import has_head, laid_out, lies_in_doubt
from nrw_desktop.exchange.tables.pieces import pieces

LEFT, TOP = "left", "top"
"""Where the heads of a table stand."""
_WORDS = {TOP: "oben, in der ersten Zeile", LEFT: "links, in der ersten Spalte"}


def key_of(name: str) -> str:
    """The key by which it is answered which way the table of this name lies."""
    return f"{name}, Lage"


def as_told(source: Source, answers: Answers) -> Source:
    """The file with those tables turned whose heads are said to stand at the left."""
    if not any(key_of(table.name) in answers for table in source.tables):
        return source
    tables = tuple(_as_told(table, answers.get(key_of(table.name), "")) for table in source.tables)
    return msgspec.structs.replace(source, tables=tables)


def lying(source: Source, answers: Answers) -> dict[str, str]:
    """Where the heads of tables are seen, by their names: of those of which that is not sure."""
    unsure = [table for table in source.tables if table.rows and (not has_head(table) or _is_unsure(table))]
    return {table.name: answers.get(key_of(table.name), "") or _likely(table) for table in unsure}


def doubts_of(source: Source, answers: Answers) -> list[Doubt]:
    """The questions about tables whose heads may stand on top as well as at the left."""
    return [_doubt(table, answers) for table in source.tables if table.rows and _is_unsure(table)]


def _is_unsure(table: Table) -> bool:
    # Heads of several tables stand one below the other as well.
    return lies_in_doubt(table) and len(pieces(table)) == 1


def _as_told(table: Table, answer: str) -> Table:
    if answer == LEFT:
        return msgspec.structs.replace(table, rows=_turned(table.rows), is_upright=True)
    return msgspec.structs.replace(table, is_upright=True) if answer == TOP else table


def _turned(rows: Sequence[tuple[Cell, ...]]) -> Sequence[tuple[Cell, ...]]:
    if isinstance(rows, TextRows) and not rows.dressed:
        return TextRows(list(zip(*rows.texts, strict=True)))
    return tuple(
        tuple(msgspec.structs.replace(cell, rows=cell.columns, columns=cell.rows) for cell in row)
        for row in zip(*rows, strict=True)
    )


def _likely(table: Table) -> str:
    sheet = laid_out(table)
    return LEFT if sheet is not None and sheet.is_turned else TOP


def _doubt(table: Table, answers: Answers) -> Doubt:
    first = _likely(table)
    doubt = Doubt(
        key=key_of(table.name),
        place=Place(table.name),
        read=table.rows[0][0].text,
        question=f"Wo stehen in {table.name} die Überschriften?",
        choices=tuple(Choice(way, _WORDS[way]) for way in (first, TOP if first == LEFT else LEFT)),
        suggestion=first,
    )
    return answered(doubt, answers)

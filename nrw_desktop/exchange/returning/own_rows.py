"""Rows of lists of ours as they come back: by the heads of their columns, each with its place and its id."""

from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.model.records import FIELD_TABLE, new_id
from nrw_desktop.domain.text.folding import alike
from nrw_desktop.exchange.exporting.sheets import SHEETS, heads
from nrw_desktop.exchange.marks import ID_HEAD
from nrw_desktop.exchange.sources.source import Source, Table, TextRows
from nrw_desktop.exchange.tables.questions import Questions

_ALIKE = 0.7
"""So large a part of its heads must be of one of our lists, where the name of the sheet is another one."""
_LONGEST_ID = 150


class OwnRow(msgspec.Struct, frozen=True):
    """A row: its place, the texts of its cells by their heads, its id, and whether that is one of ours.

    ``cells`` has no heads below which nothing stands in any row; ``columns`` are the numbers of all, from 1.
    """

    part: str
    row: int
    cells: dict[str, str]
    columns: dict[str, int]
    id: str
    is_known: bool

    def text(self, head: str) -> str:
        """What stands under a head, without blanks around it."""
        return self.cells.get(head, "").strip()

    def place(self, head: str = "") -> Place:
        """Where a cell stands, or the row."""
        return Place(self.part, self.row, self.columns.get(head, 0))


def is_ours(source: Source) -> bool:
    """Whether one of the tables is a list of ours."""
    return any(title_of(table) for table in source.tables)


def title_of(table: Table) -> str:
    """Which of our lists a table is; empty where it is none."""
    found = _heads_of(table)
    if ID_HEAD not in found:
        return ""
    if table.name in SHEETS and len(set(found) & set(heads(table.name))) > 1:
        return table.name
    best = max(SHEETS, key=lambda title: len(set(found) & set(heads(title))))
    return best if len(set(found) & set(heads(best))) >= _ALIKE * len(found) else ""


def own_rows(source: Source, questions: Questions) -> dict[str, list[OwnRow]]:
    """The rows of all lists of ours by their titles; what else is in the file is counted."""
    found: dict[str, list[OwnRow]] = {}
    seen: set[str] = set()
    for table in source.tables:
        title = title_of(table)
        if not title:
            questions.leave_out("weiteres Blatt", "weitere Blätter", table.name)
            continue
        names = _heads_of(table)
        for head in names:
            if head and head not in heads(title):
                questions.leave_out("unbekannte Spalte", "unbekannte Spalten", f"{table.name}: {head}")
        found.setdefault(title, []).extend(_rows(table, names, questions, seen))
    return found


def _heads_of(table: Table) -> list[str]:
    return [cell.text.strip() for cell in table.rows[0]] if table.rows else []


def _rows(table: Table, names: list[str], questions: Questions, seen: set[str]) -> Iterator[OwnRow]:
    columns = {head: place for place, head in reversed(list(enumerate(names, 1))) if head}
    rows = _texts(table)[1:]
    # Of thirty columns most hold nothing, and need no looking at in each of thousands of rows.
    filled = {place for place, column in enumerate(zip(*rows, strict=True), 1) if any(column)}
    places = {head: place - 1 for head, place in columns.items() if place in filled}
    others = [place for head, place in places.items() if head != ID_HEAD]
    for number, texts in enumerate(rows, 2):
        if not any(map(str.strip, map(texts.__getitem__, others))):
            continue
        cells = dict(zip(places, map(texts.__getitem__, places.values()), strict=True))
        key = cells.get(ID_HEAD, "").strip()
        is_known = bool(key) and key not in seen and len(key) <= _LONGEST_ID and key.isprintable()
        if key in seen:
            questions.remark(
                f"{table.name}, Zeile {number}: Die Kennung steht schon weiter oben. Die Zeile ist als neue gelesen."
            )
        seen.add(key)
        yield OwnRow(table.name, number, cells, columns, key if is_known else new_id(), is_known)


def _texts(table: Table) -> Sequence[tuple[str, ...]]:
    """The text of each cell, row by row; where another reaches down to it, below the heads, that one's."""
    rows, found = table.rows, list(table.texts)
    others = rows.dressed if isinstance(rows, TextRows) else dict(enumerate(rows))
    for number in sorted(number for number in others if number > 1):
        texts, reached = list(found[number]), 0
        for place, cell in enumerate(others[number]):
            if not cell.is_covered:
                reached = place + cell.columns
            elif place >= reached:
                texts[place] = found[number - 1][place]
        found[number] = tuple(texts)
    return found


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same, wherever their lines end."""
    return alike(*(" ".join(text.split()) for text in (one, other)))


@cache
def fields_by_head(table: str) -> dict[str, str]:
    """The fields of a table that say something about the row itself, by the heads of their columns."""
    found = {spec.word: field for field, spec in FIELD_TABLE[table].items() if spec.is_own}
    if table == "goal":
        found["Liste darunter"] = "child_style"
    return found

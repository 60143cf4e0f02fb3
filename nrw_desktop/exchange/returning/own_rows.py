"""Rows of lists of ours as they come back: by the heads of their columns, each with its place and its id."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

import msgspec

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.records import FIELD_TABLE, Record, new_id
from nrw_desktop.domain.text.folding import alike, fold
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.exporting.sheets import SHEETS, heads
from nrw_desktop.exchange.lists.cells import HEAD_ROWS
from nrw_desktop.exchange.marks import ID_HEAD
from nrw_desktop.exchange.sources.source import Source, Table, TextRows
from nrw_desktop.exchange.tables.headings import heading
from nrw_desktop.exchange.tables.questions import Questions

_ALIKE = 0.7
"""So large a part of its heads must be of one of our lists, where the name of the sheet is another one."""
_LONGEST_ID = 150
_YES, _NO = "yes", "no"
_WITHOUT_IDS = (
    "Im Blatt „{part}“ fehlt die Spalte „{head}“: Gesucht wird dort nach dem Wortlaut; was es nicht gibt, ist neu."
)


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

    @property
    def told(self) -> str:
        """What stands in it, shortened, without its id."""
        return shortened(
            " ".join(text.strip() for head, text in self.cells.items() if head != ID_HEAD and text.strip())
        )

    def place(self, head: str = "") -> Place:
        """Where a cell stands, or the row."""
        return Place(self.part, self.row, self.columns.get(head, 0))


def is_ours(source: Source) -> bool:
    """Whether one of the tables is a list of ours."""
    return any(title_of(table) for table in source.tables)


def title_of(table: Table, needs_ids: bool = True) -> str:
    """Which of our lists a table is; empty where it is none."""
    found = _heads_of(table)
    if needs_ids and ID_HEAD not in found:
        return ""
    least = 1 if ID_HEAD in found else _ALIKE * len(found)
    if table.name in SHEETS and len(set(found) & set(heads(table.name))) > least:
        return table.name
    best = max(SHEETS, key=lambda title: len(set(found) & set(heads(title))))
    is_best = bool(found) and len(set(found) & set(heads(best))) >= _ALIKE * len(found)
    return best if ID_HEAD in found and is_best else ""


def own_rows(source: Source, questions: Questions) -> dict[str, list[OwnRow]]:
    """The rows of all lists of ours by their titles; what else is in the file is counted."""
    found: dict[str, list[OwnRow]] = {}
    for table in source.tables:
        title = title_of(table, needs_ids=False)
        if not title:
            questions.leave_out("weiteres Blatt", "weitere Blätter", table.name)
            continue
        names = _named(table, title, questions)
        if ID_HEAD not in names:
            questions.remark(_WITHOUT_IDS.format(part=table.name, head=ID_HEAD))
        _leave_out_beside(table, questions)
        found.setdefault(title, []).extend(_rows(table, names))
    return found


def _head_row(table: Table) -> int:
    """The row of the heads, counted from 0: the one with the head of the ids, else the first that holds something."""
    filled = list(islice(table.filled(), HEAD_ROWS))
    with_ids = (number for number in filled if ID_HEAD in map(str.strip, table.texts[number]))
    return next(with_ids, filled[0] if filled else 0)


def _heads_of(table: Table) -> list[str]:
    return [" ".join(text.split()) for text in table.texts[_head_row(table)]] if table.rows else []


def _named(table: Table, title: str, questions: Questions) -> list[str]:
    """The heads of all columns; those of other words for a head that is missing become that one, as it is answered."""
    names, known = _heads_of(table), heads(title)
    missing = [head for head in known if head not in names]
    found: list[str] = []
    for head in names:
        taken = _meant(table, head, missing, questions) if head and head not in known else head
        if taken in missing:
            missing.remove(taken)
        if head and (taken not in known or taken in found):
            questions.leave_out("unbekannte Spalte", "unbekannte Spalten", f"{table.name}: {head}")
        found.append(taken)
    return found


def _meant(table: Table, head: str, missing: Sequence[str], questions: Questions) -> str:
    """The missing head that another one stands for: „Stand“ for „Status“."""
    said = heading(head)
    fields = {one: found.field for one in missing if (found := heading(one))}
    meant = next((one for one in missing if alike(one, head) or (said and fields.get(one) == said.field)), "")
    if not meant:
        return head
    answer = questions.ask(
        f"{table.name}, Spalte „{head}“",
        Place(table.name, _head_row(table) + 1, _heads_of(table).index(head) + 1),
        head,
        f"Im Blatt „{table.name}“ fehlt die Spalte „{meant}“. Ist „{head}“ diese Spalte?",
        {_YES: f"ja, „{meant}“", _NO: "nein, nicht übernehmen"},
        kind="Spalten",
    )
    return meant if answer == _YES else head


def _leave_out_beside(table: Table, questions: Questions) -> None:
    """Count what stands above the heads, and what was noted at cells."""
    for number in range(_head_row(table)):
        if words := " ".join(filter(None, table.texts[number])):
            questions.leave_out("Zeile davor", "Zeilen davor", shortened(words))
    rows = table.rows.dressed.values() if isinstance(table.rows, TextRows) else table.rows
    for note in (note for row in rows for cell in row for line in cell.lines for note in line.notes):
        questions.leave_out("Kommentar", "Kommentare", shortened(f"{table.name}: {note}"))


def _rows(table: Table, names: list[str]) -> Iterator[OwnRow]:
    columns = {head: place for place, head in reversed(list(enumerate(names, 1))) if head}
    first = _head_row(table) + 1
    rows = _texts(table, first)[first:]
    # Of thirty columns most hold nothing, and need no looking at in each of thousands of rows.
    filled = {place for place, column in enumerate(zip(*rows, strict=True), 1) if any(column)}
    places = {head: place - 1 for head, place in columns.items() if place in filled}
    others = [place for head, place in places.items() if head != ID_HEAD]
    for number, texts in enumerate(rows, first + 1):
        if not any(map(str.strip, map(texts.__getitem__, others))):
            continue
        cells = dict(zip(places, map(texts.__getitem__, places.values()), strict=True))
        key = cells.get(ID_HEAD, "").strip()
        is_known = bool(key) and len(key) <= _LONGEST_ID and key.isprintable()
        yield OwnRow(table.name, number, cells, columns, key if is_known else new_id(), is_known)


def _texts(table: Table, first: int) -> Sequence[tuple[str, ...]]:
    """The text of each cell, row by row; where another reaches down to it, below the heads, that one's."""
    rows, found = table.rows, list(table.texts)
    others = rows.dressed if isinstance(rows, TextRows) else dict(enumerate(rows))
    for number in sorted(number for number in others if number > first):
        texts, reached = list(found[number]), 0
        for place, cell in enumerate(others[number]):
            if not cell.is_covered:
                reached = place + cell.columns
            elif place >= reached:
                texts[place] = found[number - 1][place]
        found[number] = tuple(texts)
    return found


def forms(text: str) -> set[str]:
    """A text in its spellings: it shares one with each text that says the same, wherever the lines of both end."""
    return {" ".join(form.split()) for form in fold(text)}


def by_words(records: Mapping[str, Record]) -> Mapping[str, set[str]]:
    """The ids of measures or goals by the spellings of their texts, whole and as they are shown."""
    found = defaultdict[str, set[str]](set)
    for key, record in records.items():
        for form in forms(caption(record)) | forms(getattr(record, "text", "")):
            found[form].add(key)
    return found


def words_for_comparing(text: str) -> str:
    """A text as it is the same for all that say the same."""
    return " ".join(fold(text)[0].split())


@cache
def fields_by_head(table: str) -> dict[str, str]:
    """The fields of a table that say something about the row itself, by the heads of their columns."""
    found = {spec.word: field for field, spec in FIELD_TABLE[table].items() if spec.is_own}
    if table == "goal":
        found["Liste darunter"] = "child_style"
    return found

"""What stands in the rows of a sheet under the fields of its columns; cells that hold several fields are divided."""

from collections.abc import Sequence

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.exchange.tables.cells import in_line, one_text, says_nothing
from nrw_desktop.exchange.tables.contacts import reaches
from nrw_desktop.exchange.tables.headings import NO_FIELD, OF_MEASURE, folded
from nrw_desktop.exchange.tables.sections import HOLDS_SECTIONS, sections
from nrw_desktop.exchange.tables.sheet import Entry, Row, Sheet

WHEN = ("period", "start", "end")
"""The fields that say when something is."""
_MAIN = frozenset({"title", "measures", "goals"})


def is_of_people(row: Row, fields: Sequence[str]) -> bool:
    """Whether a telephone or an address of mails stands where a phase, a measure or a goal should."""
    return any(fields[number] in _MAIN and reaches(one_text(entry.lines)) for number, entry in row.cells.items())


class RowCells:
    """Finds the cells of rows by their fields; ``part`` is the name of the table, ``fields`` those of its columns."""

    def __init__(self, part: str, sheet: Sheet, fields: Sequence[str]):
        self._part, self._fields = part, fields
        self._numbers: dict[str, list[int]] = {}
        for number, field in enumerate(fields):
            self._numbers.setdefault(field, []).append(number)
        self._main = [number for number, field in enumerate(fields) if field in _MAIN]
        rows = [row for row in sheet.rows if isinstance(row, Row)]
        columns = list(zip(*(row.texts for row in rows if row.texts), strict=True)) or [()] * len(fields)
        # Few texts of thousands are looked at row by row.
        self._reaching = {text for number in self._main for text in set(columns[number]) if reaches(text)}
        # In thousands of rows the same words come again and again, and are understood once.
        self._texts = {"": ""}
        self._in_lines: dict[str, dict[int, str]] = {}
        # Few cells hold several things, so that the others need no looking at once more.
        holders = [number for number, field in enumerate(fields) if field in HOLDS_SECTIONS]
        named = {text for number in holders for text in set(columns[number]) if ":" in text}
        likely = [row for row in rows if not row.texts or (named and not named.isdisjoint(row.texts))]
        self._divided = {row.row for row in likely for number in holders if self._has_sections(row, number)}
        self.plain = list(filter(self.is_plain, rows))
        """All rows of texts, each of which is of the field of its column."""
        self.columns = list(zip(*(row.texts for row in self.plain), strict=True)) or [()] * len(fields)
        """What stands in these rows, column by column."""

    def is_plain(self, row: Row) -> bool:
        """Whether it is a row of texts, each of which is of the field of its column."""
        return bool(row.texts) and row.row not in self._divided

    def is_of_people(self, row: Row) -> bool:
        """As the function of this name, where few texts of thousands are looked at."""
        if row.texts:
            return bool(self._reaching) and any(row.texts[number] in self._reaching for number in self._main)
        return is_of_people(row, self._fields)

    def all(self, row: Row, field: str) -> list[Entry]:
        """All that stands in a row under a field, from left to right."""
        if row.row in self._divided:
            return [entry for found, _number, entry in self.parts(row) if found == field]
        return [entry for number in self._numbers.get(field, ()) if (entry := row.entry(number))]

    def is_empty(self, row: Row) -> bool:
        """Whether a row has nothing but signs that say so: „–“, „…“."""
        if row.texts:
            return all(says_nothing(self.in_line(text)) for text in row.texts if text)
        return all(says_nothing(one_text(entry.lines)) for entry in row.cells.values())

    def says(self, row: Row, field: str) -> bool:
        """Whether anything stands there."""
        if self.is_plain(row):
            return any(row.texts[number] for number in self._numbers.get(field, ()))
        return any(entry.lines for entry in self.all(row, field))

    def parts(self, row: Row) -> list[tuple[str, int, Entry]]:
        """What a row says: the field, the column and what stands there."""
        return [
            (field, number, part)
            for number, entry in sorted(row.cells.items())
            for field, part in sections(entry, self._fields[number])
        ]

    def of_measure(self, row: Row) -> list[tuple[str, int, Entry]]:
        """The same of what it says about its measures."""
        return [one for one in self.parts(row) if one[0] in OF_MEASURE and one[2].lines]

    def one(self, row: Row, field: str) -> Entry | None:
        """The first that stands there; None for nothing, and for no field."""
        if field == NO_FIELD:
            return None
        if row.row in self._divided:
            return next(iter(self.all(row, field)), None)
        return next((entry for number in self._numbers.get(field, ()) if (entry := row.entry(number))), None)

    def first(self, row: Row, fields: Sequence[str]) -> Entry | None:
        """What stands under the first of these fields that has something."""
        return next((entry for field in fields if (entry := self.one(row, field))), None)

    def text(self, row: Row, field: str) -> str:
        """What stands in a row under a field, in one line."""
        found = self._of_plain(field).get(row.row)
        if found is None:
            entry = self.one(row, field)
            found = one_text(entry.lines) if entry else ""
        return found

    def texts(self, rows: Sequence[Row], field: str) -> list[str]:
        """The same of several rows."""
        plain = self._of_plain(field)
        return [plain[row.row] if row.row in plain else self.text(row, field) for row in rows]

    def _of_plain(self, field: str) -> dict[int, str]:
        """The same of all plain rows, by their numbers."""
        found = self._in_lines.get(field)
        if found is None:
            columns = [self.columns[number] for number in self._numbers.get(field, ())] or [("",) * len(self.plain)]
            is_one = len(columns) == 1
            texts = columns[0] if is_one else [next(filter(None, some), "") for some in zip(*columns, strict=True)]
            lines = {text: self.in_line(text) for text in set(texts)}
            rows = [row.row for row in self.plain]
            found = self._in_lines[field] = dict(zip(rows, map(lines.__getitem__, texts), strict=True))
        return found

    def time(self, row: Row) -> str:
        """When the measures of a row are, for comparing; what stands over several rows is no time of one."""
        if self.is_plain(row):
            texts = [row.texts[number] for field in WHEN for number in self._numbers.get(field, ())]
            return " – ".join(folded(self.in_line(text)) for text in texts if text)
        entries = [entry for field in WHEN for entry in self.all(row, field) if entry.rows == 1]
        return " – ".join(folded(one_text(entry.lines)) for entry in entries)

    def in_line(self, text: str) -> str:
        """The text of a cell of a sheet in one line."""
        found = self._texts.get(text)
        if found is None:
            found = self._texts[text] = in_line(text)
        return found

    def place(self, entry: Entry) -> Place:
        """Where in the file a cell stands."""
        return Place(self._part, entry.row, entry.column)

    def _has_sections(self, row: Row, number: int) -> bool:
        """Whether the cell of a column holds several things, each under its own word."""
        entry = row.entry(number)
        return entry is not None and sections(entry, self._fields[number]) != [(self._fields[number], entry)]

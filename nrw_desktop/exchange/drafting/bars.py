"""Bars below times: of the cells that are marked or coloured in a row, one period is made, as it is answered."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

import msgspec
from msgspec import structs

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.domain.text.time_heads import said
from nrw_desktop.exchange.drafting.bar_colours import bar_colours
from nrw_desktop.exchange.drafting.years import years_in
from nrw_desktop.exchange.lists.colours import name_of, telling
from nrw_desktop.exchange.sources.source import Left, Table, TextRows
from nrw_desktop.exchange.tables.headings import heading
from nrw_desktop.exchange.tables.questions import Questions
from nrw_desktop.exchange.tables.rewriting import with_texts
from nrw_desktop.exchange.tables.timelines import (
    Spot,
    Timeline,
    names_unit,
    owners_of,
    runs,
    timelines,
    times_in_groups,
)

_MARK = re.compile(r"[xX×✓✔✗✘✖●•○◦■□▪▫◾◼⬛█▓▒░▬━─═=→←↔⇒►▶◄◀◆◇♦★☆*#|+/\\><\-–—_~ ]+|ja|1|[^\W\d_]{1,3}\d?")
_NOTHING = re.compile(r"[-–—.]|0|nein")
_PLAIN = frozenset({"x", "1", "ja"})
"""Marks that say nothing but that there is one."""
_LEAST, _MOST_KINDS = 0.6, 8
_PERIOD, _NOTE, _SKIP = "period", "note", "skip"
_WORDS = {
    _PERIOD: "ja, von der ersten bis zur letzten markierten Spalte",
    _NOTE: "nein, als Notiz",
    _SKIP: "nicht übernehmen",
}
_AROUND = range(-8, 7)
_COLOUR = "\0"
"""Begins the kind of a cell that is marked by its colour."""


class Bars(msgspec.Struct):
    """What was read below times: the cells that were told to have a colour alone, and what columns are taken for."""

    told: set[str] = msgspec.field(default_factory=set)
    columns: dict[str, str] = msgspec.field(default_factory=dict)

    def without(self, left: Left) -> Left:
        """What a reader left out, without what was read here after all."""
        if left.kind != "colour" or not self.told:
            return left
        examples = tuple(one for one in left.examples if one not in self.told)
        return structs.replace(left, count=max(len(examples), left.count - len(self.told)), examples=examples)


def with_bars(table: Table, questions: Questions, bars: Bars) -> Table:
    """A sheet in which the period of each row stands in the first column of its bars; mostly it as it is."""
    if not isinstance(table.rows, TextRows):
        if not timelines(table):
            return table
        # That of a text document is rewritten as a sheet, all cells of which reach over others or may do so.
        table = structs.replace(table, rows=TextRows(list(table.texts), dict(enumerate(table.rows))))
    if said := times_in_groups(table):
        places = {place for cells in said.values() for place in cells}
        old = {row: {place: table.texts[row][place] for place in places} for row in said}
        table = with_texts(table, places, {row: old[row] | cells for row, cells in said.items()})
    lines = timelines(table)
    owners = owners_of(table) if lines else {}
    for number, line in enumerate(lines):
        columns = {
            place: head
            for place, head in line.columns.items()
            if questions.answers.get(Place(table.name, 0, place + 1).said, _PERIOD) == _PERIOD
        }
        line = line._replace(columns=columns)
        if not columns or not any(any(table.texts[row]) for row in line.body):
            continue
        marks = _Marks(table, line, owners)
        if marks.are_bars or not marks.kinds:
            reading = _Reading(table, line, marks, questions, bars)
            table = reading.read(not number) if marks.are_bars else reading.without_heads()
    return table


class _Marks:
    """The marked cells below times: by rows and columns the kind of each mark, and the words that stand there."""

    def __init__(self, table: Table, line: Timeline, owners: Mapping[Spot, Spot]):
        self.kinds: dict[int, dict[int, str]] = {}
        self.words: dict[int, dict[int, str]] = {}
        colours, self.remarks = bar_colours(table, line, owners)
        texts = {
            (row, place): self._text(table, line, owners, row, place) for row in line.body for place in line.columns
        }
        filled = [text for text in texts.values() if text]
        known = {text for text in set(filled) if _MARK.fullmatch(text)}
        has_numbers = any(text.isdecimal() for text in filled if text not in ("0", "1"))
        if has_numbers or len({text for text in known if text.isalnum()}) > _MOST_KINDS:
            known = {text for text in known if not text.isalnum() or text in "xX"}
        real = {text for text in known if not _NOTHING.fullmatch(text)}
        marked = 0
        for spot, text in texts.items():
            row, place = spot
            colour = colours.get(spot, "")
            if text and _NOTHING.fullmatch(text) and (real or colours or text in "0nein."):
                text = ""
            if not text and not colour:
                continue
            # Words in a coloured or merged cell say what the bar is about.
            is_wide = len({one for one in line.columns if owners.get((row, one)) == owners.get(spot, (-1, -1))}) > 1
            marked += text in known or bool(colour) or is_wide
            self.kinds.setdefault(row, {})[place] = self._kind(text) if text in known else f"{_COLOUR}{colour}"
            if text and text not in known:
                self.words.setdefault(row, {})[place] = text
        self.are_bars = bool(marked) and marked >= _LEAST * sum(map(len, self.kinds.values()))
        self.coloured = set(colours)
        counts = Counter(kind for row in self.kinds.values() for kind in row.values())
        self.usual = counts.most_common(1)[0][0] if counts else ""
        self.has_colours = len({kind for kind in counts if kind.startswith(_COLOUR) and len(kind) > 1}) > 1

    @staticmethod
    def _kind(text: str) -> str:
        return text.casefold() if text.casefold() in _PLAIN else text

    @staticmethod
    def _text(table: Table, line: Timeline, owners: Mapping[Spot, Spot], row: int, place: int) -> str:
        top, start = owners.get((row, place), (row, place))
        # What begins beside the bars is no part of them.
        return table.texts[top][start].strip() if start in line.columns and top in line.body else ""


class _Reading:
    """One timeline of a table while it is read."""

    def __init__(self, table: Table, line: Timeline, marks: _Marks, questions: Questions, bars: Bars):
        self._table, self._line, self._marks, self._questions, self._bars = table, line, marks, questions, bars
        self._places = list(line.columns)
        self._outside = [place for place in range(table.width) if place not in line.columns]
        self._first = line.head.start
        """The row of the head in which most words stand."""
        texts = table.texts
        if line.head:
            self._first = max(line.head, key=lambda row: sum(bool(texts[row][place]) for place in self._outside))
        self._headings = [
            found
            for row in line.head
            for place in self._outside
            if texts[row][place] and not names_unit(texts[row][place]) and (found := heading(texts[row][place]))
        ]

    def read(self, is_first: bool) -> Table:
        """The table with what is answered; of several timelines the ``is_first`` has none above it."""
        nameless = self._nameless()
        name, number = self._table.name, self._line.head.start + 1
        answer = self._asked(f"{name}, Zeitleiste" if is_first else f"{name}, Zeitleiste in Zeile {number}", nameless)
        if answer.isdecimal():
            year = int(answer)
            dated = {place: head._replace(year=(head.year or 0) + year) for place, head in self._line.columns.items()}
            self._line, answer = self._line._replace(columns=dated, is_dated=True), _PERIOD
        key = [Place(self._table.name, 0, place + 1).said for place in self._places]
        self._bars.columns |= dict.fromkeys(key, answer)
        if answer == _SKIP:
            count = sum(map(len, self._marks.kinds.values())) - len(self._marks.coloured)
            if count > 0:
                example = f"{self._table.name} {name_of((self._line.body.start, self._places[0]))}"
                self._questions.leave_out("markierte Zelle", "markierte Zellen", example, count)
        else:
            of_table = self._table.name
            self._bars.told |= {f"{of_table} {name_of(spot)}" for spot in self._told() & self._marks.coloured}
            for sentence in self._marks.remarks:
                self._questions.remark(sentence)
            if self._marks.has_colours:
                self._questions.remark(
                    f"In {self._table.name} haben die Balken verschiedene Farben; was diese bedeuten, ist nicht "
                    "übernommen."
                )
        return self._rewritten(answer, nameless)

    def without_heads(self) -> Table:
        """The table where nothing stands below its times, and nothing can be seen: which is said."""
        first, last = (self._words(place) for place in (self._places[0], self._places[-1]))
        self._questions.remark(
            f"In {self._table.name} steht unter „{first}“ bis „{last}“ nichts, was sich lesen lässt. Sind dort Balken "
            "zu sehen, bitte die Zeiträume selbst eintragen."
        )
        return self._rewritten(_SKIP, self._nameless())

    def _told(self) -> set[Spot]:
        """The cells of which a reader told that they have a colour alone."""
        colours = {(row, place): one for row, cells in self._table.colours.items() for place, one in cells.items()}
        rows = self._table.rows.dressed.items() if isinstance(self._table.rows, TextRows) else ()
        merged = [
            ((row, place), (row + cell.rows - 1, place + cell.columns - 1))
            for row, cells in rows
            for place, cell in enumerate(cells)
            if cell.rows > 1 or cell.columns > 1
        ]
        return set(telling(self._table.texts, colours, merged))

    def _asked(self, key: str, nameless: int | None) -> str:
        line, name = self._line, self._table.name
        head = self._table.texts[line.head.stop - 1] if line.head else ()
        first, last = self._places[0], self._places[-1]
        words = [self._words(place) for place in (first, last)]
        what = "gefärbt" if len(self._marks.coloured) == sum(map(len, self._marks.kinds.values())) else "markiert"
        begin = f"Unter „{words[0]}“ bis „{words[1]}“ (Spalten {first + 1} bis {last + 1}) sind Zellen {what}"
        if nameless is not None:
            begin += f"; über Spalte {nameless + 1} steht nichts. Sind ihre Zeilen Maßnahmen, und das ihr Zeitraum?"
        elif line.is_dated or self._unit == "step":
            begin += ". Ist das der Zeitraum der Zeile?"
        choices = dict(_WORDS)
        more: dict[str, str] = {}
        fields = {one.field for one in self._headings}
        if self._unit == "step":
            begin, choices = f"{begin} Ein Datum nennen sie nicht.", {_NOTE: "als Notiz", _SKIP: _WORDS[_SKIP]}
        elif "period" in fields or fields >= {"start", "end"}:
            begin += " Wann es ist, steht auch daneben."
            choices = {_SKIP: "nicht übernehmen; es gilt, was daneben steht", _NOTE: "als Notiz"}
            choices |= {} if "period" in fields or not line.is_dated else {_PERIOD: _WORDS[_PERIOD]}
        elif not line.is_dated:
            this = dt.date.today().year
            above = " ".join(text for row in self._table.texts[: line.head.start] for text in row if text)
            years = years_in(f"{name} {above}") or [str(this)]
            begin += f"{'' if nameless is not None else '.'} Ein Jahr steht nicht dabei: In welchem liegt „{words[0]}“?"
            choices = {year: year for year in years} | {_NOTE: "keines; als Notiz", _SKIP: _WORDS[_SKIP]}
            more = {str(this + distance): str(this + distance) for distance in _AROUND}
        place = Place(name, line.head.stop, first + 1)
        return self._questions.ask(key, place, shortened(" ".join(filter(None, head))), begin, choices, more)

    @property
    def _unit(self) -> str:
        return self._line.columns[self._places[0]].unit

    def _words(self, place: int) -> str:
        """A time as people say it; of one without a year what stands in the head."""
        head = self._line.columns[place]
        if self._line.is_dated:
            return said(head, head)
        rows = (self._table.texts[row] for row in reversed(self._line.head))
        return next((row[place] for row in rows if row[place]), str(head.number))

    def _nameless(self) -> int | None:
        """The column of the measures, where none has a head that says so and one has nothing above it."""
        if any(one.field in ("measures", "title") for one in self._headings):
            return None
        rows = [self._table.texts[row] for row in self._marks.kinds or self._line.body]
        bare = [
            place
            for place in self._outside
            if place < self._places[0] and all(names_unit(self._table.texts[row][place]) for row in self._line.head)
        ]
        lengths = {place: sum(len(row[place]) for row in rows) for place in bare}
        best = max(lengths, key=lambda place: lengths[place], default=None)
        return best if best is not None and lengths[best] > len(rows) else None

    def _rewritten(self, answer: str, nameless: int | None) -> Table:
        first, beside = self._places[0], self._places[1] if len(self._places) > 1 else None
        cells: dict[int, dict[int, str]] = {row: {} for row in (*self._line.head, *self._line.body)}
        if answer == _PERIOD:
            cells[self._first][first] = "Zeitraum"
        elif answer == _NOTE:
            cells[self._first][first] = "Notiz"
        if nameless is not None:
            # „KW“ stands beside the weeks, and not above what is below it.
            for row in self._line.head:
                cells[row][nameless] = "Maßnahmen" if row == self._first else ""
        for row, kinds in self._marks.kinds.items() if answer != _SKIP else ():
            marks = self._spans(row, kinds)
            if not any(self._table.texts[row][place] for place in self._outside):
                why = "In dieser Zeile steht nichts, wozu die markierten Zellen gehören."
                self._questions.refuse(Place(self._table.name, row + 1, min(kinds) + 1), shortened(marks), why)
                continue
            if answer == _NOTE:
                cells[row][first] = f"Zeitleiste: {marks}"
                continue
            cells[row][first] = self._said(min(kinds), max(kinds))
            if beside is not None and self._says_more(row, kinds):
                cells[self._first][beside] = "Notiz"
                cells[row][beside] = f"Zeitleiste: {marks}"
        return with_texts(self._table, self._places, cells)

    def _says_more(self, row: int, kinds: Mapping[int, str]) -> bool:
        """Whether the marks of a row say more than when it begins and ends."""
        is_one = len(list(runs(list(kinds), self._places))) == 1 and len(set(kinds.values())) == 1
        mark = next(iter(kinds.values()))
        is_usual = mark == self._marks.usual or mark.startswith(_COLOUR)
        return not is_one or not is_usual or row in self._marks.words

    def _spans(self, row: int, kinds: Mapping[int, str]) -> str:
        """All marks of a row: „Januar bis März 2024, Mai 2024 (P)“."""
        words = self._marks.words.get(row, {})
        main = Counter(kinds.values()).most_common(1)[0][0]
        found: list[tuple[int, str]] = []
        for kind in dict.fromkeys(kinds.values()):
            of_it = [place for place, one in kinds.items() if one == kind]
            for begin, end in runs(of_it, self._places):
                inside = [text for place, text in words.items() if begin <= place <= end]
                named = [f"„{text}“" for text in dict.fromkeys(inside)]
                if kind.startswith(_COLOUR):
                    named += ["andere Farbe"] if kind != main and not inside else []
                elif kind not in _PLAIN and (kind != self._marks.usual or kind.isalnum()):
                    named.append(kind)
                found.append((begin, self._said(begin, end) + (f" ({', '.join(named)})" if named else "")))
        return ", ".join(text for _, text in sorted(found))

    def _said(self, first: int, last: int) -> str:
        columns = self._line.columns
        if self._line.is_dated:
            return said(columns[first], columns[last], self._step)
        begin, end = self._words(first), self._words(last)
        is_twice = len({self._words(place) for place in self._places}) < len(self._places)
        if is_twice:
            begin, end = f"{begin} (Spalte {first + 1})", f"{end} (Spalte {last + 1})"
        return begin if first == last else f"{begin} bis {end}"

    @property
    def _step(self) -> int:
        """The days from one column to the next."""
        days = [head.number for head in self._line.columns.values()]
        steps = {after - before for before, after in pairwise(days)}
        return steps.pop() if self._unit == "day" and len(steps) == 1 else 1

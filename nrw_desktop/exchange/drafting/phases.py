"""The phases of a table, whose rows are known by now: what of a row is the phase's, and what a measure's."""

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.drafting import several
from nrw_desktop.exchange.drafting.goals import Goals
from nrw_desktop.exchange.drafting.groups import Group, Named, groups_of, leave_between
from nrw_desktop.exchange.drafting.name_breaks import named_lines
from nrw_desktop.exchange.drafting.plain_rows import columns_of, measures_of
from nrw_desktop.exchange.drafting.row_cells import WHEN, RowCells
from nrw_desktop.exchange.drafting.times import of_both, one_of_both
from nrw_desktop.exchange.tables.cells import (
    Item,
    goes_on,
    has_breaks,
    is_nothing,
    items,
    name_lines,
    notes_of,
    one_text,
    says_nothing,
    together,
    values,
    without_breaks,
)
from nrw_desktop.exchange.tables.contacts import may_reach, without_reached
from nrw_desktop.exchange.tables.found import FoundMeasure, FoundPhase
from nrw_desktop.exchange.tables.headings import WORDS, folded
from nrw_desktop.exchange.tables.questions import OF_CELLS, Questions
from nrw_desktop.exchange.tables.sheet import Entry, Row
from nrw_desktop.exchange.tables.titles import titled

if TYPE_CHECKING:
    from nrw_desktop.exchange.sources.source import Line

_OWN, _PART = "own", "part"
_ALL, _NONE = "all", "none"


class _Names(NamedTuple):
    """What the cell of partners says: the lines of names, whether some tell how to reach these, and its notes."""

    lines: list[str]
    are_reached: bool
    notes: Sequence[str]


def phases_of(named: Named, questions: Questions, last: FoundPhase | None = None) -> list[FoundPhase]:
    """The phases of a table; rows before the first title go on with the ``last`` phase of the table before."""
    reading = _Reading(named, questions)
    found: list[FoundPhase] = []
    groups = reading.groups(last.title if last is not None else "")
    reading.look_at_times(groups)
    for group in groups:
        phase = last if not group.words and last is not None and not found else None
        found += reading.phase(group, phase)
    return found


class _Reading:
    """One table while it is read."""

    def __init__(self, named: Named, questions: Questions):
        self._named, self._questions = named, questions
        self._part, self._sheet, self._fields = named.part, named.sheet, named.fields
        self._cells = RowCells(self._part, self._sheet, self._fields)
        # A note says the words of a column that is not called so.
        is_note = [column.heading is not None and column.heading.field == "note" for column in self._sheet.columns]
        columns = zip(self._sheet.columns, is_note, strict=True)
        self._heads = ["" if is_so or not column.words else f"{column.words}: " for column, is_so in columns]
        self._columns = {} if self._sheet.is_turned else columns_of(self._fields)
        self._said = measures_of(self._part, self._cells, self._fields, self._heads)
        # In thousands of rows the same words come again and again, and are understood once.
        self._names_of: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        self._lines_of: dict[tuple[Line, ...], _Names] = {}
        self._beside: dict[int, list[str]] = {}
        """What rows of the phase that is being read say of their time beside what holds, by their numbers."""
        self._are_own = False
        self._of_each: dict[int, Sequence[str]] = {}
        """The times of measures that stand in one row, by its number."""
        self._goals = Goals(self._part, self._sheet, self._fields, self._cells, questions, self._is_over, self._items)
        self._top = 0
        """The first row of the phase that is being read."""

    def groups(self, last: str) -> list[Group]:
        """The rows by the phase they belong to; those of the ``last`` one of the table before have no words."""
        return groups_of(self._named, self._cells, self._questions, last)

    def look_at_times(self, groups: Sequence[Group]) -> None:
        """See whether times are those of measures, as where two of one phase have different ones."""
        times: dict[str, str] = {}
        for group in groups:
            words = folded(group.words)
            for row in group.rows:
                text = self._cells.time(row)
                if text and len(self._cells.all(row, "measures")) == 1 and times.setdefault(words, text) != text:
                    self._are_own = True
                    return

    def phase(self, group: Group, last: FoundPhase | None) -> list[FoundPhase]:
        """The phase of a group; none where its rows go on with the last one."""
        # Under „Phase“ a period in brackets is one only where none has a column of its own.
        has_own = "title" in self._fields and any(field in self._fields for field in ("period", "start"))
        name = titled(group.lines, with_period=not has_own)
        phase = last or FoundPhase(name.title, group.place, name.period, group.place)
        self._questions.leave_notes(notes_of(group.lines), "zu einem Titel", "zu Titeln")
        if not last and group.years:
            phase.period = several.in_year(phase.period, group.years[0])
        whens = self._whens(phase, group.rows, group.years)
        times = [phase.period, *whens, *chain.from_iterable(self._of_each[row.row] for row in group.rows)]
        for year in dict.fromkeys(group.years):
            leave_between(self._questions, "" if any(year in text for text in times) else year)
        self._leave_notes_of_periods(group.rows)
        self._top = group.rows[0].row if group.rows else 0
        # Those of the table before, whose commas would count no more if lines were put below them.
        cells = [phase.partners] if phase.partners else []
        self._goals.begin(phase)
        for row, when in zip(group.rows, whens, strict=True):
            goals = self._goals.take(phase, row, len(group.rows))
            names = self._names(phase, row)
            if names:
                cells.append(names)
            own = names if len(group.rows) > 1 else []
            self._measures(phase, row, when, goals, own)
        self._goals.end(phase)
        phase.partners = together(cells, self._names_of)
        return [] if last else [phase]

    # Inside

    def _whens(self, phase: FoundPhase, rows: Sequence[Row], years: Sequence[str]) -> list[str]:
        """The period of each row's measures; where there is one for all rows, it is the phase's and theirs is empty.

        So it is where it stands in a row of its own, without a measure.
        """
        for row, year in zip(rows, years, strict=True):
            each = several.of_each(self._cells, row, self._part, self._questions)
            self._of_each[row.row] = [several.in_year(text, year) for text in each]
        self._beside = {row.row: [] if self._of_each[row.row] else self._further_periods(row) for row in rows}
        own_texts = self._cells.texts(rows, "period")
        texts = ["" if self._of_each[row.row] else text for row, text in zip(rows, own_texts, strict=True)]
        ends = list(map(of_both, self._cells.texts(rows, "start"), self._cells.texts(rows, "end")))
        texts, ends = (list(map(several.in_year, some, years)) for some in (texts, ends))
        if any(texts) and any(ends):
            entries = [self._cells.one(row, "period") for row in rows]
            places = [self._cells.place(one) if one else Place(self._part) for one in entries]
            texts, notes = one_of_both(self._part, places, texts, ends, self._questions)
            for row, note in zip(rows, notes, strict=True):
                self._beside[row.row] += [note] if note else []
        fields: Sequence[str] = ("period",)
        # Where each row says its phase once more, one time is that of its own row.
        apart = 0 < len(list(filter(None, texts))) < len(rows) and self._say_title_each(rows)
        if not any(texts):
            texts, fields, ends = ends, ("start", "end"), [""] * len(rows)
            apart = len(rows) > 1 and not any(
                entry.rows > 1 for row in rows if not row.texts and (entry := self._cells.first(row, fields))
            )
        of_phase = folded(phase.period)
        texts = [text if text and folded(text) != of_phase else "" for text in texts]
        whens = [text or end for text, end in zip(texts, ends, strict=True)]
        bare = next((place for place, row in enumerate(rows) if whens[place] and self._is_bare(row)), -1)
        own = self._cells.first(rows[bare], (*fields, "start", "end")) if bare >= 0 else None
        if own and not phase.period:
            phase.period, phase.period_place = whens[bare], self._cells.place(own)
            known = ("", folded(phase.period))
            pairs = zip(texts, ends, strict=True)
            return [next((one for one in pair if folded(one) not in known), "") for pair in pairs]
        first = next((entry for row in rows if (entry := self._cells.first(row, fields))), None)
        if first and not phase.period and not apart and not self._are_own and len(set(filter(None, texts))) <= 1:
            phase.period = next(filter(None, texts), "")
            phase.period_place = self._cells.place(first)
            return ends
        return whens

    def _say_title_each(self, rows: Sequence[Row]) -> bool:
        """Whether each row says the title of its phase itself, and none that it goes on with it."""
        titles = self._cells.texts(rows, "title")
        if not all(titles) or len(set(map(folded, set(titles)))) > 1:
            return False
        return not any(one.goes_on for row in rows if not row.texts for one in self._cells.all(row, "title"))

    def _further_periods(self, row: Row) -> list[str]:
        """What a row says of its time behind the first that stands there, as where a cell says it below its measure."""
        further = () if self._cells.is_plain(row) else self._cells.all(row, "period")[1:]
        return [f"{WORDS['period']}: {one_text(entry.lines)}" for entry in further]

    def _leave_notes_of_periods(self, rows: Sequence[Row]) -> None:
        # In a sheet there are none.
        for row in (row for row in rows if not row.texts):
            for entry in (one for field in WHEN for one in self._cells.all(row, field) if not one.goes_on):
                self._questions.leave_notes(notes_of(entry.lines), "zu einem Zeitraum", "zu Zeiträumen")

    def _is_bare(self, row: Row) -> bool:
        """Whether a row says a period of its own and has no measure."""
        if self._cells.says(row, "measures"):
            return False
        return not all(entry.goes_on for field in WHEN for entry in self._cells.all(row, field) if entry.lines)

    def _names(self, phase: FoundPhase, row: Row) -> list[str]:
        found: list[str] = []
        for entry in self._cells.all(row, "partners"):
            if entry.goes_on and not self._reaches(entry, row):
                continue
            if not phase.partners_place.part:
                phase.partners_place = self._cells.place(entry)
            names = self._names_in(entry)
            bare = without_reached(names.lines, self._questions) if names.are_reached else names.lines
            found += several.without_groups(bare, self._part, self._cells.place(entry), self._questions)
            self._questions.leave_notes(names.notes, "zu Partnern", "zu Partnern")
        return found

    def _names_in(self, entry: Entry) -> _Names:
        lines = entry.lines
        found = self._lines_of.get(lines)
        if found is None:
            is_none = is_nothing(lines)
            whole = () if is_none else named_lines(lines, self._cells.place(entry), self._questions)
            names = name_lines(whole) if whole else []
            found = self._lines_of[lines] = _Names(names, any(map(may_reach, names)), notes_of(lines))
        return found

    def _measures(self, phase: FoundPhase, row: Row, when: str, goals: list[str], names: list[str]) -> None:
        # Where a row stands in several phases, each has measures of its own.
        said = self._said.pop(row.row, None)
        found = [said] if said and said.text and not says_nothing(said.text) else []
        for entry in () if found else self._cells.all(row, "measures"):
            is_none = is_nothing(entry.lines) or self._is_over(entry, row)
            found_here = [] if is_none else self._items(entry)
            for item in several.explained(found_here, self._part, self._cells.place(entry), self._questions):
                if item.depth and found and self._stays(item, entry) == _PART:
                    found[-1].text += f"\n– {item.text}"
                    found[-1].notes += item.notes
                else:
                    found.append(FoundMeasure(item.text, self._cells.place(entry), {}, list(item.notes), self._columns))
        if said and len(found) == 1:
            found[0].cells, found[0].notes = said.cells, said.notes
        else:
            for field, number, entry in self._cells.of_measure(row):
                self._give(found, field, number, entry)
        times = self._of_each.get(row.row, ())
        for place, measure in enumerate(found):
            measure.notes += self._beside[row.row]
            if len(times) == len(found):
                measure.cells["period"] = times[place]
            elif when:
                measure.cells["period"] = when
            measure.goals, measure.partners = goals, names
        if not found:
            self._unused(row, when)
        phase.measures += found

    def _reaches(self, entry: Entry, row: Row) -> bool:
        """Whether a cell reaches down into a phase from the one above it, of whose rows this is the first."""
        return entry.goes_on and row.row == self._top and entry.row < self._top

    def _is_over(self, entry: Entry, row: Row) -> bool:
        """Whether what stands in a cell is said already: it goes on from a row above, or is wanted there alone."""
        if not self._reaches(entry, row):
            return entry.goes_on
        place, text = self._cells.place(entry), one_text(entry.lines)
        answer = self._questions.ask(
            f"{place.said}, mehrere Phasen",
            place,
            text,
            f"„{shortened(text)}“ reicht über mehrere Phasen. Wo soll es stehen?",
            {_ALL: "in jeder von ihnen", _OWN: "nur in der ersten"},
            kind="über mehrere Phasen",
        )
        return answer == _OWN

    def _items(self, entry: Entry) -> list[Item]:
        """The items of a cell; whether breaks within a paragraph divide them is asked."""
        is_one = len(entry.lines) == 1 and "\n" not in entry.lines[0].text
        if is_one or not (has_breaks(entry.lines) or goes_on(entry.lines)):
            return items(entry.lines)
        choices = {_OWN: "je Zeile ein Eintrag", _PART: "ein Eintrag"}
        if goes_on(entry.lines):
            choices = dict(reversed(choices.items()))
        place = self._cells.place(entry)
        answer = self._questions.ask(
            f"{place.said}, Umbrüche",
            place,
            one_text(entry.lines),
            "In einem Absatz stehen mehrere Zeilen. Sind es eigene Einträge?",
            choices,
            kind="Umbrüche",
        )
        return items(entry.lines if answer == _OWN else without_breaks(entry.lines))

    def _stays(self, item: Item, entry: Entry) -> str:
        return self._questions.ask(
            f"{self._part}, Unterpunkte",
            self._cells.place(entry),
            item.text,
            "Unter Maßnahmen stehen eingerückte Punkte. Sind das eigene Maßnahmen?",
            {_OWN: "eigene Maßnahmen", _PART: "Teil der Maßnahme darüber"},
        )

    def _take(self, measure: FoundMeasure, field: str, number: int, text: str) -> None:
        if field == "note":
            measure.notes.append(self._heads[number] + text)
        elif folded(measure.cells.setdefault(field, text)) != folded(text):
            # A cell may say what another column says as well.
            measure.notes.append(f"{WORDS[field]}: {text}")

    def _give(self, found: list[FoundMeasure], field: str, number: int, entry: Entry) -> None:
        column = self._sheet.columns[number]
        said = values(entry.lines)
        if not said:
            return
        text, each = " ".join(said), len(found) == len(said) and len(found) > 1
        if len(found) > 1 and not each:
            answer = self._questions.ask(
                f"{self._part}, {column.words or WORDS[field]} „{shortened(text)}“, alle",
                self._cells.place(entry),
                text,
                f"Gilt „{shortened(text)}“ für alle Maßnahmen der Zeile?",
                {_ALL: "ja, für alle", _NONE: "nicht übernehmen"},
                kind="für alle Maßnahmen einer Zeile",
            )
            if answer == _NONE:
                return
        for place, measure in enumerate(found):
            self._take(measure, field, number, said[place] if each else text)
            measure.notes += notes_of(entry.lines)

    def _unused(self, row: Row, when: str) -> None:
        """What a row without a measure says of one is not lost in silence."""
        found = [(field, entry) for field, _number, entry in self._cells.of_measure(row)]
        if when:
            found += [(field, entry) for field in WHEN for entry in self._cells.all(row, field)]
        for field, entry in found:
            if entry.lines and not entry.goes_on:
                self._questions.refuse(
                    self._cells.place(entry),
                    one_text(entry.lines),
                    f"In dieser Zeile steht „{WORDS[field]}“, aber keine Maßnahme.",
                )
                self._questions.leave_notes(notes_of(entry.lines) if field not in WHEN else (), *OF_CELLS)

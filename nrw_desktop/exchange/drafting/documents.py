"""What a file of tables says of a plan: which of its tables are one, and what the text around them is."""

import re
from collections.abc import Sequence

from msgspec import structs

from nrw_desktop.domain.drafts.draft import Answers, Draft, Place, moved
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.drafting.bars import Bars, with_bars
from nrw_desktop.exchange.drafting.dittos import without_dittos
from nrw_desktop.exchange.drafting.drawing import drawn
from nrw_desktop.exchange.drafting.groups import Named
from nrw_desktop.exchange.drafting.listed_measures import with_listed_measures
from nrw_desktop.exchange.drafting.lone_notes import without_lone_notes
from nrw_desktop.exchange.drafting.lone_rows import has_wide_phases, with_lone_rows
from nrw_desktop.exchange.drafting.people import without_people
from nrw_desktop.exchange.drafting.phase_rows import with_phase_rows
from nrw_desktop.exchange.drafting.phases import phases_of
from nrw_desktop.exchange.drafting.same_phases import joined
from nrw_desktop.exchange.drafting.wide_cells import with_wide_cells
from nrw_desktop.exchange.drafting.year_columns import with_year_columns
from nrw_desktop.exchange.drafting.years import is_bare, years_in
from nrw_desktop.exchange.sources.source import Line, Source, Table
from nrw_desktop.exchange.tables.cells import notes_of, one_text
from nrw_desktop.exchange.tables.columns import is_likely, leave_codes, leave_words, taken
from nrw_desktop.exchange.tables.contacts import without_contact_lines, without_contacts
from nrw_desktop.exchange.tables.found import NAMELESS, FoundPartner, FoundPhase, FoundPlan
from nrw_desktop.exchange.tables.headings import heading as head_of
from nrw_desktop.exchange.tables.layout import has_head, laid_out, without_head
from nrw_desktop.exchange.tables.nested import unwrapped, with_nested
from nrw_desktop.exchange.tables.pieces import pieces
from nrw_desktop.exchange.tables.placeholders import without_placeholders, written, written_table
from nrw_desktop.exchange.tables.questions import Questions
from nrw_desktop.exchange.tables.registers import partners_of, register_of
from nrw_desktop.exchange.tables.sheet import Band, Row, Sheet
from nrw_desktop.exchange.tables.titles import (
    heading_above,
    is_footer,
    is_heading,
    is_period,
    is_phase,
    without_continuation,
)

_NO_TABLE = (
    "Im Dokument steht keine Tabelle. Importiert wird eine Tabelle mit Phasen, Maßnahmen, Zielen oder "
    "Kooperationspartnern; eine Liste lässt sich in Word kopieren und hier in eine Phase einfügen."
)
_NOTHING = (
    "Aus dieser Datei lässt sich so nichts übernehmen. Bitte prüfen, ob es die richtige ist, und ob unter den "
    "Überschriften der Spalten etwas steht."
)
_YES, _NO = "yes", "no"
_LONGEST_WHEN = 60
"""A text that may be a period."""
_GENERAL = re.compile(
    r"\w*(?:tabelle|sheet|blatt|plan|liste|übersicht|kalender|import|export)\W*\d*(?: ab (?:Zeile|Spalte) \d+)*", re.I
)
"""Names of sheets that are none of a phase."""
_CAPTION = re.compile(r"^(?:Tabelle|Tab\.|Übersicht|Anlage)\s*\d+\s*[:.–-]\s*(?=\S)", re.I)
"""How Word begins what it writes above a table."""


def draft_of_document(source: Source, answers: Answers) -> Draft:
    """The draft of a document, as it is drawn with these answers.

    Raises:
        PlanError: it has no table.
    """
    if not any(table.width for table in source.tables):
        raise PlanError(_NO_TABLE)
    return _Reading(source, Questions(answers)).draft()


class _Chosen:
    """A table that is a part of the plan, with its lines before it as far as nothing has taken them."""

    def __init__(self, table: Table, sheet: Sheet, fields: Sequence[str], goes_on: bool, follows: bool = False):
        self.table, self.sheet, self.fields, self.goes_on = table, sheet, fields, goes_on
        self.follows = follows
        """Whether its first rows are those of the phase before, which stood in a row of its own."""
        self.before = [*table.before, *sheet.above]
        self.heading: list[Line] = []


class _Reading:
    """A document while it is read."""

    def __init__(self, source: Source, questions: Questions):
        self._bars, self._questions = Bars(), questions
        source = unwrapped(source)
        self._in_file: dict[str, str] = {}
        """The tables of the file by the names of their pieces, whose rows and columns keep their numbers."""
        tables: list[Table] = []
        numbers = {0: 0}
        for number, table in enumerate(source.tables, 1):
            numbers[number] = len(tables) + 1
            within = numbers.get(table.within, 0)
            # What stands within a cell of a plan is looked at there.
            is_inside = table.within and has_head(source.tables[table.within - 1])
            parts = [table] if is_inside else self._pieces(table)
            self._in_file |= {one.name: table.name for one in parts}
            tables += (structs.replace(one, within=within) for one in parts)
        behind = tuple(without_contact_lines(source.behind, questions))
        self._source = structs.replace(source, tables=tuple(tables), behind=behind)
        self._partners: list[FoundPartner] = []
        self._taken: set[int] = set()
        """The tables that are registers."""

    def _pieces(self, table: Table) -> list[Table]:
        """The tables that one is made of, in which times are said in words."""
        dated = with_year_columns(table, self._questions.answers, self._bars.columns)
        return pieces(_of_plan(with_bars(dated, self._questions, self._bars), self._questions))

    def draft(self) -> Draft:
        """All of it."""
        chosen = self._chosen()
        self._name_phases(chosen)
        plan = FoundPlan()
        self._read_head(plan, chosen)
        last: FoundPhase | None = None
        has_heading = False
        for one in chosen:
            leave_codes(one.sheet, one.fields, self._questions)
            goes_on = one.goes_on and last is not None
            # Rows of a table that goes on are none of phases where those before it were none.
            has_heading = bool(one.heading) or has_wide_phases(one.sheet) or (goes_on and has_heading)
            sheet = with_lone_rows(one.sheet, one.fields, has_heading, one.table.name, self._questions)
            sheet = without_lone_notes(sheet, one.fields, self._questions)
            sheet = without_placeholders(sheet, one.fields, self._questions)
            sheet = without_people(sheet, one.fields, one.table.name, self._questions)
            sheet = without_dittos(sheet, one.fields, one.table.name, self._questions)
            named = Named(one.table.name, sheet, one.fields, one.heading)
            plan.phases += phases_of(named, self._questions, last if one.goes_on else None)
            last = plan.phases[-1] if plan.phases else None
        plan.phases = joined(plan.phases, self._questions)
        plan.partners = self._partners
        self._leave_out(chosen)
        self._questions.columns |= self._bars.columns
        draft = drawn(plan, self._questions)
        if draft.is_empty and not draft.doubts:
            draft = structs.replace(draft, remarks=(*draft.remarks, _NOTHING))
        in_pieces = any(piece != table for piece, table in self._in_file.items())
        return moved(draft, self._there) if in_pieces else draft

    def _there(self, place: Place) -> Place:
        return structs.replace(place, part=self._in_file.get(place.part, place.part))

    # Which tables

    def _chosen(self) -> list[_Chosen]:
        found: list[_Chosen] = []
        outer: set[int] = set()
        for number, table in enumerate(self._source.tables, 1):
            if table.within in outer:
                outer.add(number)
                continue
            if register := register_of(table):
                self._partners += partners_of(written_table(table, self._questions), register, self._questions)
                self._taken.add(id(table))
                continue
            sheet = laid_out(table)
            goes_on = False
            if sheet is None and found and self._goes_on(found[-1], number):
                sheet, goes_on = without_head(table, found[-1].sheet.columns), True
            if sheet is None:
                continue
            outer.add(number)
            if nested := [one for one in self._source.tables if one.within == number]:
                sheet = laid_out(with_nested(table, nested, self._questions)) or sheet
            self._questions.leave_notes(sheet.notes, "in der Kopfzeile", "in der Kopfzeile")
            if goes_on:
                fields = found[-1].fields
            else:
                fields = taken(sheet, table.name, self._questions)
                leave_words(sheet, fields, self._questions)
                goes_on = bool(found) and "title" in fields and list(fields) == list(found[-1].fields)
            if not sheet.rows:
                self._questions.remark(f"In {table.name} steht unter der Kopfzeile nichts.")
            sheet = structs.replace(sheet, above=written(sheet.above, self._questions))
            sheet = with_wide_cells(sheet, fields, table.name, self._questions)
            sheet, fields = with_listed_measures(sheet, fields, table.name, self._questions)
            sheet = with_phase_rows(sheet, fields, table.name, self._questions)
            # Below phases in rows of their own, what stands before the next one belongs to the last.
            follows = bool(found) and not table.before and list(fields) == list(found[-1].fields)
            follows = follows and (has_wide_phases(found[-1].sheet) or found[-1].follows)
            found.append(_Chosen(table, sheet, fields, goes_on or follows, follows))
        return found or ([] if self._taken else self._unsure())

    def _goes_on(self, last: _Chosen, number: int) -> bool:
        """Whether a table without a head goes on with the one before it, as behind a page break."""
        table = self._source.tables[number - 1]
        before = self._source.tables[number - 2]
        if table.within or table.width != len(last.sheet.columns) or last.sheet.is_turned or before is not last.table:
            return False
        likely = self._is_likely_next(last, without_head(table, last.sheet.columns))
        if likely and not table.before:
            return True
        choices = {_YES: "ja", _NO: "nein, nicht übernehmen"}
        answer = self._questions.ask(
            f"{table.name}, Fortsetzung",
            Place(table.name),
            shortened(_first_words(table)),
            f"{table.name} hat keine Kopfzeile. Setzt sie {last.table.name} fort?",
            choices if likely or has_wide_phases(last.sheet) or last.follows else dict(reversed(choices.items())),
            kind="Fortsetzungen",
        )
        return answer == _YES

    def _is_likely_next(self, last: _Chosen, sheet: Sheet) -> bool:
        """Whether a table without a head goes on with the last: by the phase of its first row, or none, or its time."""
        first = next(iter(sheet.rows), None)
        if not isinstance(first, Row):
            return first is not None and is_phase(Line(one_text(first.lines)))
        entries = {field: first.cells.get(number) for number, field in enumerate(last.fields)}
        texts = {field: one_text(entry.lines) if entry else "" for field, entry in entries.items()}
        title = texts.get("title")
        if title and without_continuation(title) != title:
            return True
        return title == "" or is_phase(Line(title or "")) or is_period(texts.get("period", ""))

    def _unsure(self) -> list[_Chosen]:
        """No table says what it is: the likeliest, or the largest, is asked about."""
        tables = [table for table in self._source.tables if table.width]
        likely = [table for table in tables if is_likely(without_head(table))]
        if not tables:
            return []
        if not likely:
            largest = max(tables, key=lambda table: len(table.rows) * table.width)
            answer = self._questions.ask(
                f"{largest.name}, Plan",
                Place(largest.name),
                shortened(_first_words(largest)),
                f"Steht in {largest.name} ein Plan? Ihre Kopfzeile sagt nichts von Phasen, Maßnahmen oder Zielen.",
                {_NO: "nein, nicht übernehmen", _YES: "ja; die Spalten danach einzeln angeben"},
            )
            if answer != _YES:
                return []
            likely = [largest]
        sheet = without_head(likely[0])
        fields = taken(sheet, likely[0].name, self._questions)
        first = _Chosen(likely[0], sheet, fields, False)
        rest = [table for table in likely[1:] if table.width == likely[0].width]
        return [first, *(_Chosen(table, without_head(table), fields, True) for table in rest)]

    # The text around them

    def _name_phases(self, chosen: Sequence[_Chosen]) -> None:
        """Tables without a column for the phase have it above them."""
        bare = [one for one in chosen if "title" not in one.fields and not (one.follows or self._begins_itself(one))]
        for one in bare:
            lines = one.before
            place = heading_above(lines)
            line = lines[place] if place is not None else None
            is_sure = line is not None and (is_phase(line) or bool(line.style))
            heading = line if line is not None and is_sure else self._heading_for(one, line)
            if heading is None:
                one.sheet = structs.replace(one.sheet, rows=())
                continue
            periods = [below for below in lines[0 if place is None else place + 1 :] if is_period(_bare(below.text))]
            one.heading = [heading, *(Line(_bare(period.text), notes=period.notes) for period in periods)]
            # What is a phase's name by an answer alone may be the plan's title as well.
            gone = [*periods, *([heading] if is_sure or one is not chosen[0] else [])]
            one.before = [other for other in one.before if not any(other is used for used in gone)]

    def _heading_for(self, one: _Chosen, line: Line | None) -> Line | None:
        """The name of the phase to which a table belongs that says none, as it is answered; None for no phase."""
        named = Line(one.table.name)
        # The name of a sheet with a year says when its measures are, even where it says nothing else.
        says_nothing = (_GENERAL.fullmatch(named.text) or head_of(named.text)) and not years_in(named.text)
        called = line or (Line(NAMELESS) if says_nothing else named)
        heading = named if is_phase(named) else called
        answer = self._questions.ask(
            f"{one.table.name}, Phase",
            Place(one.table.name),
            heading.text,
            f"In {one.table.name} steht keine Phase. Wohin mit den Maßnahmen?",
            {"new": f"in eine neue Phase „{shortened(heading.text)}“", _NO: "nicht übernehmen"},
            kind="Tabellen ohne Phase",
        )
        return heading if answer == "new" else None

    def _begins_itself(self, one: _Chosen) -> bool:
        """Whether a table begins with a band that names its first phase; below a heading it may be a measure alone."""
        first = next(iter(one.sheet.rows), None)
        if not isinstance(first, Band) or first.entry is None or is_phase(Line(one_text(first.lines))):
            return isinstance(first, Band)
        return not any(map(is_phase, one.before))

    def _read_head(self, plan: FoundPlan, chosen: Sequence[_Chosen]) -> None:
        """Heading, title and introduction of the plan: what stands above its first table."""
        if not chosen:
            return
        first = chosen[0]
        index = next(number for number, table in enumerate(self._source.tables) if table is first.table)
        early = [line for table in self._source.tables[:index] for line in table.before]
        lines = [*early, *first.before]
        first.before = []
        # „Stand: Mai 2020“ is neither a heading nor a part of the introduction.
        said = [line for line in lines if line.style or not is_footer(line.text)]
        # „2017 bis 2018“ is no title where anything else is.
        when = [line for line in said if not line.style and is_period(_bare(line.text))]
        names, introduction = _head_of([line for line in said if line not in when])
        names, introduction = (names, [*introduction, *when]) if names else _head_of(said)
        plan.title = _CAPTION.sub("", " ".join(names[-1].text.split())) if names else ""
        plan.heading = _CAPTION.sub("", " ".join(names[0].text.split())) if len(names) > 1 else ""
        plan.introduction = "\n".join(line.text for line in introduction)
        self._questions.leave_notes(notes_of((*names, *introduction)), "über der Tabelle", "über der Tabelle")
        used = {id(line) for line in (*names, *introduction)}
        self._leave_lines([line for line in lines if id(line) not in used], "Zeile davor", "Zeilen davor")

    def _leave_out(self, chosen: Sequence[_Chosen]) -> None:
        for left in map(self._bars.without, self._source.left):
            self._questions.leave_out_read(left)
        self._leave_out_years(chosen)
        tables = self._source.tables
        plan = {id(one.table) for one in chosen}
        used = {number for number, table in enumerate(tables, 1) if id(table) in plan | self._taken}
        inside = set(used)
        for number, table in enumerate(tables, 1):
            if table.within in inside:
                inside.add(number)
            elif number not in used and table.rows:
                self._questions.leave_out("weitere Tabelle", "weitere Tabellen", shortened(_first_words(table)))
        if not used:
            return
        # What stands above the first table of the plan has been read as its head.
        first = next((number for number, table in enumerate(tables, 1) if id(table) in plan), 0)
        between = [line for one in chosen[1:] for line in one.before]
        between += [line for table in tables[first : max(used)] if id(table) not in plan for line in table.before]
        behind = [*(line for table in tables[max(used) :] for line in table.before), *self._source.behind]
        self._leave_lines(between, "Absatz dazwischen", "Absätze dazwischen")
        self._leave_lines(behind, "Absatz dahinter", "Absätze dahinter")

    def _leave_lines(self, lines: Sequence[Line], one: str, several: str) -> None:
        for line in lines:
            self._questions.leave_out(one, several, shortened(line.text))
        self._questions.leave_notes(notes_of(lines), "zu einem Absatz", "zu Absätzen")

    def _leave_out_years(self, chosen: Sequence[_Chosen]) -> None:
        """Count the years that only the names of sheets say: nothing is made of these where phases have titles."""
        for one in chosen:
            name = one.table.name
            years = years_in(name) if "title" in one.fields and self._in_file[name] == name else ()
            texts = {text for row in one.table.texts for text in row} if years else set()
            # Periods that say no year are asked about by the name.
            if any(is_bare(text) for text in texts if len(text) < _LONGEST_WHEN):
                continue
            for year in years:
                if not any(year in text for text in texts):
                    self._questions.leave_out("Jahr im Namen eines Blatts", "Jahre in Namen von Blättern", name)


def _of_plan(table: Table, questions: Questions) -> Table:
    """A table without contacts, in itself and in the lines before it; one of nothing else has no rows then."""
    before = without_contact_lines(written(table.before, questions), questions)
    found = without_contacts(table, questions)
    is_gone = found is not table and next(found.filled(), None) is None
    return structs.replace(found, before=tuple(before), **({"rows": ()} if is_gone else {}))


def _first_words(table: Table) -> str:
    """What stands in the first row that holds something: above one of several tables of a sheet, rows are empty."""
    row = next(table.filled(), 0)
    return " ".join(cell.text for cell in table.rows[row] if cell.text)


def _head_of(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """At most two headings and the introduction that belong to a table, of all lines above it: the last there are."""
    long = [number for number, line in enumerate(lines) if not is_heading(line)]
    end = long[-1] + 1 if long else len(lines)
    start = end
    while start and long and not is_heading(lines[start - 1]):
        start -= 1
    # Below an introduction that has no heading of its own may stand that of the table.
    names = lines[:start] or lines[end:]
    first = next((number for number, line in enumerate(names) if line.style == "t"), 0)
    last = next((number for number in range(len(names), 0, -1) if not is_heading(names[number - 1])), 0)
    return names[max(first, last, len(names) - 2) :], lines[start:end]


def _bare(text: str) -> str:
    """A period without the word before it."""
    head, colon, rest = text.partition(":")
    return rest.strip() if colon and head.strip().isalpha() else text.strip("() ")

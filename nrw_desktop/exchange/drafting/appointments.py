"""What the appointments of a calendar become: measures of a phase, or meetings; for the recurring it is asked."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from nrw_desktop.domain.drafts.draft import Answers, Draft, Place, moved
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.meeting_records import Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Project, Record, new_id
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.domain.text.values import parse_date
from nrw_desktop.exchange.drafting.documents import draft_of_document
from nrw_desktop.exchange.sources.source import Appointments, Source, TextRows
from nrw_desktop.exchange.tables.questions import Questions

MEASURES, MEETINGS = "measures", "meetings"
EACH, SPAN, FIRST, NONE = "each", "span", "first", "none"
_TITLE, _WHEN, _PLACE, _NOTE = range(4)
_TO = " bis "
_HOURS = re.compile(r"\d{1,2}:\d{2}(?:–\d{1,2}:\d{2})? Uhr")

Row = tuple[str, ...]


def draft_of_calendar(source: Source, appointments: Appointments, answers: Answers) -> Draft:
    """The draft of a calendar, as it is drawn with these answers."""
    questions = Questions(answers)
    (table,) = source.tables
    texts = table.texts
    kind = _kind(table.name, texts[1:], questions)
    rows = list(_rows(table.name, texts, appointments, kind, questions))
    for sentence in source.remarks:
        questions.remark(sentence)
    if kind == MEASURES:
        # A row that is not wanted keeps its place, so that the others do.
        kept = TextRows([row if row is not None else ("",) * table.width for _number, row in rows])
        read = msgspec.structs.replace(source, tables=(msgspec.structs.replace(table, rows=kept),))
        draft = draft_of_document(read, answers)
        return _joined(_in_file(draft, [number for number, _row in rows]), questions)
    for left in source.left:
        questions.leave_out_read(left)
    return _meetings(table.name, rows[1:], questions)


def _in_file(draft: Draft, numbers: Sequence[int]) -> Draft:
    """A draft whose places are those of the file: further days of an appointment are in its row."""

    def there(place: Place) -> Place:
        return msgspec.structs.replace(place, row=numbers[place.row - 1]) if place.row else place

    return moved(draft, there)


def _joined(draft: Draft, questions: Questions) -> Draft:
    """A draft with what was asked and said before it."""
    return msgspec.structs.replace(
        draft,
        doubts=(*questions.doubts, *draft.doubts),
        left_out=(*questions.left_out, *draft.left_out),
        remarks=(*questions.remarks, *draft.remarks),
    )


def _kind(name: str, rows: Sequence[Row], questions: Questions) -> str:
    """What all of them become: with an hour most are meetings."""
    timed = sum(bool(_HOURS.match(row[_NOTE])) for row in rows)
    words = {MEASURES: "Maßnahmen einer Phase", MEETINGS: "Sitzungen"}
    order = (MEETINGS, MEASURES) if timed * 2 > len(rows) else (MEASURES, MEETINGS)
    question = "Was soll aus den Terminen des Kalenders werden?"
    return questions.ask(f"{name}, Art", Place(name), name, question, {kind: words[kind] for kind in order})


def _rows(
    name: str, rows: Sequence[Row], appointments: Appointments, kind: str, questions: Questions
) -> Iterator[tuple[int, Row | None]]:
    """Each row with its number in the table, None for one that is not wanted; further days of one come at the end."""
    further: list[tuple[int, Row]] = []
    for number, row in enumerate(rows, 1):
        days = appointments.recurring.get(number, ())
        if not days:
            yield number, row
            continue
        title = _in_line(row[_TITLE])
        words = _words(days, number in appointments.cut, kind)
        chosen = questions.ask(
            f"{name}, Zeile {number}, Wiederholung",
            Place(name, number, _WHEN + 1),
            title,
            f"„{shortened(title)}“ wiederholt sich. Was soll übernommen werden?",
            words,
            kind="Wiederholungen",
        )
        if chosen == EACH:
            further += [(number, _on(row, day)) for day in days]
        elif chosen == SPAN:
            row = _on(row, f"{row[_WHEN].partition(_TO)[0]}{_TO}{_end(days)}")
        elif chosen == FIRST:
            questions.leave_out(
                "weiterer Termin einer Reihe", "weitere Termine von Reihen", shortened(title), len(days)
            )
        if chosen == NONE:
            questions.leave_out("Termin mit Wiederholungen", "Termine mit Wiederholungen", shortened(title))
        yield number, None if chosen == NONE else row
    yield from further


def _words(days: Sequence[str], is_cut: bool, kind: str) -> dict[str, str]:
    """What can be done with an appointment that recurs; the first is suggested."""
    first = {FIRST: "nur der erste Termin"}
    none = {NONE: "nicht übernehmen"}
    if is_cut:
        return first | {EACH: f"die ersten {len(days) + 1} Termine bis {_end(days)}"} | none
    span = {SPAN: f"ein Zeitraum bis {_end(days)}"} if kind == MEASURES else {}
    return span | {EACH: f"alle {len(days) + 1} Termine bis {_end(days)}"} | first | none


def _end(days: Sequence[str]) -> str:
    return days[-1].rpartition(_TO)[2]


def _on(row: Row, when: str) -> Row:
    return (*row[:_WHEN], when, *row[_WHEN + 1 :])


def _in_line(text: str) -> str:
    return " ".join(filter(None, text.split("\n")))


def _meetings(name: str, rows: Sequence[tuple[int, Row | None]], questions: Questions) -> Draft:
    found: dict[str, Record] = {}
    places: dict[str, Place] = {}
    for number, row in rows:
        if row is None:
            continue
        title, when, place = (_in_line(row[column]) for column in (_TITLE, _WHEN, _PLACE))
        first, _to, last = when.partition(_TO)
        try:
            day = parse_date(first)
        except PlanError as error:
            questions.refuse(Place(name, number, _WHEN + 1), when, str(error))
            continue
        if last:
            questions.leave_out(
                "weiterer Tag eines Termins", "weitere Tage von Terminen", shortened(f"{title}: {when}")
            )
        lines = row[_NOTE].split("\n")
        hours = lines[0] if lines and _HOURS.fullmatch(lines[0]) else ""
        if described := " ".join(lines[1:] if hours else lines).strip():
            questions.leave_out("Beschreibung eines Termins", "Beschreibungen von Terminen", shortened(described))
        meeting = Meeting(new_id(), title=title, date=day, time=hours or None, place=place or None)
        found[meeting.id] = meeting
        places[meeting.id] = Place(name, number, _TITLE + 1)
    project = Project(new_id())
    plan = Plan({**Plan.empty().rows, "project": {project.id: project}, "meeting": found})
    said = {key: frozenset({"title", "date", "time", "place"}) for key in found} | {project.id: frozenset()}
    return Draft(plan=plan, places=places, said=said, **questions.told)

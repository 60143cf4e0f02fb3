"""Finding words in the whole plan: all texts folded once, and after a change only those that it touched."""

import re
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Any, NamedTuple

from nrw_desktop.domain.model.meeting_records import AgendaItem, Attendance, Body, BodyMember, Meeting, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    FIELD_TABLE,
    TABLE_OF,
    TABLES,
    Contact,
    FundingYear,
    Goal,
    Measure,
    Partner,
    Phase,
    Project,
    Record,
    SetAside,
    field_of,
)
from nrw_desktop.domain.queries import goals, meetings, partners, period
from nrw_desktop.domain.text import folding

_BLOCK = 256
"""Records whose texts stand in one string: what an edit makes anew."""
BETWEEN_RECORDS, _BETWEEN_TEXTS = "\x1e", "\x1f"
_ATTACHED = {
    "decision": "measure",
    "document": "measure",
    "measure_partner": "measure",
    "alias": "partner",
    "contact": "partner",
    "mention": "partner",
    "measure_decision": "measure",
    "body_member": "body",
    "attendance": "meeting",
    "agenda_item": "meeting",
}
"""Tables whose texts are found at the record that this field of theirs refers to."""


_SEARCHED = {
    table: tuple(field for field, spec in specs.items() if spec.searched) for table, specs in FIELD_TABLE.items()
}
"""The fields that hold words or a date which people look for."""
_FIELDS_OF = {TABLES[table]: attrgetter(*_SEARCHED[table]) for table in ("measure", "goal")}


class Hit(NamedTuple):
    """A record in which all words stand, and its phase (None for the project and the register)."""

    record: Record
    phase: Phase | None


class Text(NamedTuple):
    """A text of a record, and where it comes from."""

    table: str
    field: str
    text: str


class Found(NamedTuple):
    """The text that shows best why a record was found, and where in it the words stand."""

    table: str
    field: str
    text: str
    places: list[tuple[int, int]]


class _Block:
    """Some records that follow each other, and once they were needed their folded texts: umlauts still in them.

    ``words`` has every word of the texts once. It is far shorter, so most blocks need no more to be ruled out.
    """

    __slots__ = ("records", "text", "words")

    def __init__(self, records: tuple[Record, ...]):
        self.records = records
        self.text: str | None = None
        self.words = folding.Word("", "")

    def fold(self, plan: Plan) -> None:
        """Fold the texts that the records have in this plan."""
        parts = (_BETWEEN_TEXTS.join(_plain_texts(plan, record)) for record in self.records)
        text = BETWEEN_RECORDS.join([part.replace(BETWEEN_RECORDS, " ") for part in parts])
        self.text = folding.with_umlauts(text)
        self.words = folding.spellings(" ".join(set(self.text.split())))

    def rows(self, needles: Sequence[folding.Word]) -> list[int]:
        """The places of the records in which all words stand."""
        if not all(folding.contains(self.words, word) for word in needles):
            return []
        return rows_holding(folding.spellings(self.text or ""), needles)


class _Section(NamedTuple):
    """What is listed together: a phase, or what belongs to none."""

    phase: Phase | None
    blocks: list[_Block]


class SearchIndex:
    """The texts of a plan, folded when they are first needed; `follow` gives it a newer plan.

    Costs about 1.3 bytes for each letter of the plan once all is folded.
    """

    def __init__(self, plan: Plan):
        self.plan = plan
        self._sections = [_Section(phase, _blocks(records, {}, set())) for phase, records in _order(plan)]

    def follow(self, plan: Plan) -> None:
        """Find in this plan from now on; what it has in common with the one before stays as it is."""
        if plan is self.plan:
            return
        stale = _stale(self.plan, plan)
        old = {block.records[0].id: block for section in self._sections for block in section.blocks}
        self.plan = plan
        self._sections = [_Section(phase, _blocks(records, old, stale)) for phase, records in _order(plan)]

    def warm(self, seconds: float) -> bool:
        """Fold ahead for so long; whether all is folded."""
        until = time.perf_counter() + seconds
        for section in self._sections:
            for block in section.blocks:
                if block.text is None:
                    if time.perf_counter() > until:
                        return False
                    block.fold(self.plan)
        return True

    def hits(self, words: str) -> Iterator[list[Hit]]:
        """The hits in the order of the plan, a few hundred records at a time, so that a window can go on in between."""
        needles = folding.needles(words)
        if not needles:
            return
        for section in self._sections:
            for block in section.blocks:
                if block.text is None:
                    block.fold(self.plan)
                yield [Hit(block.records[row], section.phase) for row in block.rows(needles)]

    def find(self, words: str, limit: int) -> list[Hit]:
        """The first hits: project, phases with their measures and goals, then the register."""
        hits: list[Hit] = []
        for some in self.hits(words):
            hits += some
            if len(hits) >= limit:
                break
        return hits[:limit]


def rows_holding(text: folding.Word, words: Iterable[folding.Word]) -> list[int]:
    """The numbers of the records, in a folded text that has `BETWEEN_RECORDS` between them, which hold all words."""
    kept: set[int] | None = None
    for word in words:
        rows = set(_rows(text.bare, word.bare))
        if word.may_be_spelt_out:
            rows.update(_rows(text.spelt, word.spelt))
        kept = rows if kept is None else kept & rows
    return sorted(kept or ())


def _rows(text: str, word: str) -> Iterator[int]:
    """The numbers of the records that hold the word as it is."""
    row = last = 0
    at = text.find(word)
    while at >= 0:
        row += text.count(BETWEEN_RECORDS, last, at)
        yield row
        last = text.find(BETWEEN_RECORDS, at)
        if last < 0:
            return
        at = text.find(word, last)


def _order(plan: Plan) -> Iterator[tuple[Phase | None, Iterable[Record]]]:
    """All records that can be found, in the order in which they are listed."""
    yield None, (plan.project, *plan.deadlines, *plan.year_texts)
    for phase in plan.phases:
        yield phase, (phase, *plan.measures(phase.id), *(entry.goal for entry in goals.entries(plan, phase)))
    yield None, plan.partners
    topics = (entry.item for entry in meetings.entries(plan, None))
    yield None, (*plan.bodies, *plan.meetings, *topics, *plan.tasks)


def _blocks(records: Iterable[Record], old: dict[str, _Block], stale: set[str]) -> list[_Block]:
    """The records in blocks: those there were where nothing in them changed, new ones for the rest."""
    records = tuple(records)
    blocks: list[_Block] = []
    run: list[Record] = []

    def close_run() -> None:
        parts = max(1, round(len(run) / _BLOCK))
        bounds = [len(run) * part // parts for part in range(parts + 1)]
        blocks.extend(_Block(tuple(run[low:high])) for low, high in pairwise(bounds) if low < high)
        run.clear()

    at = 0
    while at < len(records):
        block = old.get(records[at].id)
        size = len(block.records) if block else 0
        if (
            block
            and records[at : at + size] == block.records
            and (not stale or stale.isdisjoint(record.id for record in block.records))
        ):
            close_run()
            blocks.append(block)
            at += size
        else:
            run.append(records[at])
            at += 1
    close_run()
    return blocks


def _stale(before: Plan, after: Plan) -> set[str]:
    """The ids of records that are the same and yet are found by other words, because what belongs to them changed."""
    stale: set[str] = set()
    if before.rows["phase"] is not after.rows["phase"]:
        # How a phase's period and reference read depends on the numbers of others.
        stale.update(after.rows["phase"])
    for table, field in _ATTACHED.items():
        stale.update(getattr(record, field) for record in _changed(before, after, table))
    for table in ("decision", "agenda_measure", "agenda_phase"):
        for record in _changed(before, after, table):
            found = (meetings.meeting_of(plan, record) for plan in (before, after))
            stale.update(meeting.id for meeting in found if meeting)
            stale.update(link.measure for plan in (before, after) for link in plan.decided_on(record.id))
            stale.add(getattr(record, "agenda_item", None) or "")
    for aside in _changed(before, after, "set_aside"):
        at = before.record_of(aside) or after.record_of(aside)
        stale.add(_listed_at(after, at).id)
    renamed = {partner.id for partner in _changed(before, after, "partner")}
    if renamed:
        for key in renamed:
            stale.update(link.measure for plan in (before, after) for link in plan.measures_with(key))
        for kind, field in ((BodyMember, "body"), (Attendance, "meeting"), (Task, "id")):
            stale.update(getattr(one, field) for one in after.all(kind).values() if _names(one, renamed))
        measures = after.all(Measure)
        stale.update(key for key, measure in measures.items() if measure.responsible_partner in renamed)
    return stale


def _names(record: Record, partners: set[str]) -> bool:
    return getattr(record, "partner", None) in partners


def _changed(before: Plan, after: Plan, table: str) -> Iterator[Any]:
    """The rows of a table that came, went or are otherwise, as they were and as they are."""
    old, new = before.rows[table], after.rows[table]
    if old is new:
        return
    for key, record in old.items():
        if new.get(key) is not record:
            yield record
    for key, record in new.items():
        if old.get(key) is not record:
            yield record


def texts(plan: Plan, record: Record) -> Iterator[Text]:
    """All texts by which a record is found, the one that it is known by first."""
    yield from _own(record)
    yield from _belonging(plan, record)


def _plain_texts(plan: Plan, record: Record) -> list[str]:
    """The same without their names, and quickly where there are very many: measures and goals hold no dates."""
    if isinstance(record, (Measure, Goal)):
        own = [text for text in _FIELDS_OF[type(record)](record) if text]
        return own + [one.text for one in _belonging(plan, record)]
    return [one.text for one in texts(plan, record)]


def _belonging(plan: Plan, record: Record) -> Iterator[Text]:
    """The texts of what belongs to a record, or is said of it."""
    match record:
        case Measure():
            if responsible := plan.responsible(record):
                yield Text("measure", "responsible", responsible)
            for link in plan.partners_of(record.id):
                if partner := plan.find(Partner, link.partner):
                    yield Text("measure_partner", "partner", partner.name)
            for part in (*plan.decisions(record.id), *plan.documents(record.id)):
                yield from _own(part)
        case Partner():
            for more in (*plan.aliases(record.id), *plan.mentioned(record.id), *plan.contacts(record.id)):
                yield from _own(more)
        case Body() | Meeting() | Task():
            yield from _of_meetings(plan, record)
        case AgendaItem():
            yield from _gone_at(plan, record)
        case Phase():
            said = {"period_text": period.wording(plan, record), "wording": partners.lead_in(plan, record)}
            yield from (Text("phase", field, text) for field, text in said.items() if text)
    yield from _reasons(plan, record)


def _of_meetings(plan: Plan, record: Body | Meeting | Task) -> Iterator[Text]:
    """Members of a body; the agenda of a meeting with what was said, decided and about what, then who came.

    Tasks are found by themselves.
    """
    if isinstance(record, Body):
        yield from (Text("body_member", "name", meetings.who(plan, one)) for one in plan.members(record.id))
    elif isinstance(record, Task):
        if record.partner:
            yield Text("task", "partner", meetings.who(plan, record))
    else:
        for entry in meetings.entries(plan, record.id):
            yield from _own(entry.item)
            for decision in plan.decisions_at(entry.item.id):
                yield from (text for text in _own(decision) if text.field not in ("body", "date"))
            yield from _gone_at(plan, entry.item)
        for one in plan.attendance(record.id):
            yield Text("attendance", "name", meetings.who(plan, one))


def _gone_at(plan: Plan, item: AgendaItem) -> Iterator[Text]:
    """What the measures were called that an agenda item was about."""
    names = (link.name for link in plan.measures_at(item.id) if link.name)
    return (Text("agenda_measure", "name", name) for name in names)


def _reasons(plan: Plan, record: Record) -> Iterator[Text]:
    """Why something about a record was set aside; at the project stands why whole rules were."""
    if not plan.all(SetAside):
        return
    about: list[Record] = [record]
    if isinstance(record, Project):
        yield from (text for aside in plan.set_asides() for text in _own(aside))
        about += plan.funding_years
    elif isinstance(record, Partner):
        about += plan.contacts(record.id)
    for one in about:
        yield from (text for aside in plan.set_asides(TABLE_OF[type(one)], one.id) for text in _own(aside))


def _listed_at(plan: Plan, record: Record | None) -> Record:
    """The record at which the reason is found why something about another one was set aside."""
    if isinstance(record, Contact):
        return plan.find(Partner, record.partner) or record
    return plan.project if record is None or isinstance(record, FundingYear) else record


def _own(record: Record) -> Iterator[Text]:
    table = TABLE_OF[type(record)]
    for field in _SEARCHED[table]:
        value = getattr(record, field)
        if value:
            yield Text(table, field, field_of(table, field).text(value))


def found(plan: Plan, record: Record, words: str) -> Found | None:
    """The first of the texts that hold most of the words; None where the record has changed and holds none.

    The text is in composed letters and on one line, so that the places stand for letters on the screen.
    """
    needles = folding.needles(words)
    best, most = None, 0
    for one in texts(plan, record):
        folded = folding.fold(one.text)
        count = sum(folding.contains(folded, word) for word in needles)
        if count > most:
            best, most = one, count
    if best is None:
        return None
    text = re.sub(r"\s", " ", unicodedata.normalize("NFC", best.text))
    return Found(best.table, best.field, text, folding.places(text, needles))

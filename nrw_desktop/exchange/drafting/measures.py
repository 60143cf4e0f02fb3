"""The measures of a draft: what was found of them is read column by column, since words, dates and names come again."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat
from typing import Any

from msgspec import structs

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.edits.bulk_add import Reader
from nrw_desktop.domain.edits.common import checked
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import labels_de, order
from nrw_desktop.domain.model.ids import new_ids
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.drafting.years import Years, is_bare, of_its_day
from nrw_desktop.exchange.pasted_columns import suggestion
from nrw_desktop.exchange.tables.found import FoundMeasure
from nrw_desktop.exchange.tables.headings import WORDS
from nrw_desktop.exchange.tables.questions import Questions

_NONE, _NOTE = "none", "note"
_ONE, _EACH = "one", "each"
_AS_NOTE = f"\0{_NOTE}"
"""Stands for a text that cannot be read and becomes a note."""
_Texts = Mapping[str, Sequence[str | None]]
"""What stands in the cells of measures, by field, one text for each; None where nothing does."""
_FIELDS = dict(zip(Measure.__struct_fields__[1:], Measure.__struct_defaults__, strict=True))
"""The fields of a measure behind its id, and what they hold where nothing is said of them."""


class Measures:
    """Makes measures of what was found in the phases of one draft, and asks about what cannot be read."""

    def __init__(self, plan: Plan, years: Years, questions: Questions):
        self._plan, self._years, self._questions = plan, years, questions
        self._said: dict[tuple[str, ...], frozenset[str]] = {}

    def of(self, phase: Phase, found: Sequence[FoundMeasure]) -> list[Measure]:
        """New measures of a phase, all of whose cells and notes can then be read."""
        reader = Reader(self._plan, "measure", phase.id)
        cells = self._settled(reader, phase, found)
        columns: dict[str, Iterable[Any]] = {
            "phase": repeat(phase.id),
            "order": order.block("", None, len(found)),
            # What hardly comes again is not worth keeping.
            "text": [checked("measure", "text", one.text) for one in found],
            "note": [checked("measure", "note", "\n".join(one.notes)) if one.notes else None for one in found],
        }
        for field, texts in cells.items():
            columns |= _column(reader, field, texts)
        ids = new_ids(len(found))
        return list(map(Measure, ids, *(columns.get(field) or repeat(usual) for field, usual in _FIELDS.items())))

    def said(self, found: FoundMeasure) -> frozenset[str]:
        """The fields that the file gives of a measure, which was made: one set for all that give the same."""
        fields = ("text", *found.cells, *(("note",) if found.notes else ()))
        known = self._said.get(fields)
        if known is None:
            known = self._said[fields] = frozenset(fields)
        return known

    def once(self, measures: Sequence[FoundMeasure]) -> Sequence[FoundMeasure]:
        """The measures; whether those that stand there twice to the letter are two, is asked."""
        first: dict[str, FoundMeasure] = {}
        firsts = [first.setdefault(one.text.casefold(), one) for one in measures]
        pairs = ((one, before) for one, before in zip(measures, firsts, strict=True) if before is not one)
        again = [one for one, before in pairs if (before.cells, before.notes) == (one.cells, one.notes)]
        if not again:
            return measures
        answer = self._questions.ask(
            "Maßnahmen, mehrmals",
            again[0].place,
            again[0].text,
            f"„{shortened(again[0].text)}“ steht in derselben Phase mehrmals gleich da. Wie oft ist das gemeint?",
            {_EACH: "so oft, wie es dasteht", _ONE: "einmal; auch andere solche Zeilen dieser Phase"},
        )
        gone = set(map(id, again if answer == _ONE else ()))
        return [one for one in measures if id(one) not in gone]

    def _settled(self, reader: Reader, phase: Phase, found: Sequence[FoundMeasure]) -> _Texts:
        """What stands in the cells, by field; about what cannot be read as it stands is asked, row by row, before."""
        columns = _columns(found)
        unread = {
            field: {text for text in set(texts) if text is not None and not _reads(reader, phase, field, text)}
            for field, texts in columns.items()
        }
        if not any(unread.values()):
            return columns
        for one in found:
            read = {
                field: self._instead(reader, phase, field, text, one) if text in unread[field] else text
                for field, text in one.cells.items()
            }
            one.cells = {field: text for field, text in read.items() if text}
        return _columns(found)

    def _instead(self, reader: Reader, phase: Phase, field: str, text: str, found: FoundMeasure) -> str:
        """What is read in place of the text of a cell; empty for nothing, or where it has become a note."""
        given, place = text, found.place
        if column := found.columns.get(field):
            place = structs.replace(place, column=column)
        if _lacks_year(phase, field, text):
            text = self._years.with_year(text, place, phase.title)
        elif not text:
            return ""
        why = _refusal(reader, field, text) if text else ""
        answer = self._asked(reader, field, text, place, why) if why else text or _AS_NOTE
        if answer == _AS_NOTE:
            found.notes.append(f"{WORDS[field]}: {text or given}")
        return "" if answer == _AS_NOTE else answer

    def _asked(self, reader: Reader, field: str, text: str, place: Place, why: str) -> str:
        if field == "period":
            return period_instead(self._plan, self._questions, "measure", text, place, why)
        usual = suggestion(reader, "measure", field, text)
        choices = ({"usual": f"„{usual}“"} if usual else {}) | {_NOTE: "als Notiz", _NONE: "nicht übernehmen"}
        key = f"{WORDS[field]} „{shortened(text)}“"
        words = {code: f"„{word}“" for code, word in labels_de.choices("measure", field).items()}
        answer = self._questions.ask(
            key, place, text, f"„{shortened(text)}“ bei „{WORDS[field]}“?", choices, words, WORDS[field]
        )
        return answer if answer in words else _chosen(answer, usual)


def period_instead(plan: Plan, questions: Questions, table: str, text: str, place: Place, why: str) -> str:
    """What is answered to a period that cannot be read, and ``why``; a mark in place of a text makes it a note."""
    usual = suggestion(Reader(plan, table), table, "period", text)
    none = {_NONE: "ohne Zeitraum"} if table == "phase" else {_NOTE: "als Notiz", _NONE: "nicht übernehmen"}
    choices = ({"usual": f"„{usual}“"} if usual else {}) | none
    key = f"Zeitraum „{shortened(text)}“"
    answer = questions.ask(key, place, text, f"{shortened(why, 300)} Was soll gelten?", choices, kind="Zeiträume")
    return _chosen(answer, usual)


def _chosen(answer: str, usual: str) -> str:
    return usual if answer == "usual" else _AS_NOTE if answer == _NOTE else ""


def _columns(found: Sequence[FoundMeasure]) -> _Texts:
    fields = set(chain.from_iterable(one.cells for one in found))
    return {field: [one.cells.get(field) for one in found] for field in fields}


def _column(reader: Reader, field: str, texts: Sequence[str | None]) -> dict[str, Iterable[Any]]:
    """What the cells of a column give, one for each row, by the fields that are stored for it."""
    read = {text: {} if text is None else reader.cell(field, text) for text in set(texts)}
    columns: dict[str, Iterable[Any]] = {}
    for name in set(chain.from_iterable(read.values())):
        values = {text: given.get(name, _FIELDS[name]) for text, given in read.items()}
        columns[name] = map(values.__getitem__, texts)
    return columns


def _reads(reader: Reader, phase: Phase, field: str, text: str) -> bool:
    """Whether something stands in a cell that can be read as it is."""
    return bool(text) and not _lacks_year(phase, field, text) and not _refusal(reader, field, text)


def _lacks_year(phase: Phase, field: str, text: str) -> bool:
    """Whether nobody knows the year of a period, which neither it nor its phase says."""
    return field == "period" and phase.start is None and phase.end is None and is_bare(text)


def _refusal(reader: Reader, field: str, text: str) -> str:
    """Why the text of a cell cannot be read; empty where it can."""
    if field == "period" and (why := of_its_day(text)):
        return why
    try:
        reader.cell(field, text)
    except PlanError as error:
        return str(error)
    return ""

"""What each column of a table is taken for: by its head, by an answer, or as a guess that becomes a question."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from nrw_desktop.domain.drafts.draft import Choice, Doubt, Place, answered
from nrw_desktop.domain.edits.bulk_add import code_of
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.pasted_columns import usual_choice
from nrw_desktop.exchange.tables.cells import one_text
from nrw_desktop.exchange.tables.headings import NO_FIELD, WORDS, heading
from nrw_desktop.exchange.tables.questions import Questions
from nrw_desktop.exchange.tables.sheet import Column, Row, Sheet
from nrw_desktop.exchange.tables.titles import read_period

_MANY = frozenset({"measures", "goals", "partners", "note"})
"""What several columns can be."""
_COUNTED = re.compile(r"[\s\d.]+$")
"""Behind the word of columns that are counted: „Maßnahme 1“, „Maßnahme 2“."""
_MOST = 0.6
_LOOKED_AT = 100
_LONG_TITLE = 120
_TITLE = re.compile(r"^(?:Phase\b|(?:\d{1,2}|[IVX]{1,4})[.):]?\s+[^\W\d_])", re.I)
_NAMES = re.compile(r"^(?:siehe|s\.|vgl\.|wie)\s+Phase|,.*,", re.I | re.S)
_NO_YEAR = re.compile(r"(?!(?:19|20)\d\d)\d+")
"""A number that is no year of a project."""
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,3})*\.?")
_COUNT = re.compile(r"(?:Nr\.?\s*)?\(?(?:\d+(?:[.,/-]\d+)*\s?[a-z]?|[a-z]|[IVXL]+)[.):]*|[-–—]+", re.I)
_LENGTH = re.compile(
    r"(?:ca\.?\s*)?\d+(?:[.,]\d+)?(?:\s*[-–]\s*\d+)?\s*(?:Tage?|Wochen?|Monate?|Jahre?|Stunden?|Std\.?|h|Min(?:uten)?\.?|[TWM])\??"
    r"|\d{1,3}(?:,\d+)?",
    re.I,
)
"""How long something takes; its head may say of what unit a number is: „Dauer in Wochen“."""
_SKIP = Choice(NO_FIELD, "nicht übernehmen")
_ALL = (*(Choice(field, word) for field, word in WORDS.items()), _SKIP)


def taken(sheet: Sheet, part: str, questions: Questions) -> list[str]:
    """The field of each column, or `NO_FIELD`; what is not sure is asked.

    ``part`` is the name of the table; an answer may be given for any column, also where there is no question.
    """
    answers = questions.answers
    fields = [NO_FIELD] * len(sheet.columns)
    texts = {number: _texts(sheet, number) for number in range(len(sheet.columns))}
    unsure: list[int] = []
    for number, column in enumerate(sheet.columns):
        sure = column.heading.field if column.heading and column.heading.is_sure else NO_FIELD
        given = answers.get(_key(sheet, column, part), "")
        fits = _fits(sure, texts[number]) or (sure == "title" and _is_only_title(sheet, number))
        if sure != NO_FIELD and (sure in _MANY or sure not in fields) and fits:
            fields[number] = given if given in {*WORDS, NO_FIELD} else sure
        elif texts[number]:
            unsure.append(number)
        elif sheet.is_turned and column.words and column.heading is None:
            # Words at the left with nothing beside them are no head, but those of a row between.
            questions.leave_out("Zwischenzeile", "Zwischenzeilen", shortened(column.words))
    doubts: list[Doubt] = []
    for number, suggested in _guessed(sheet, unsure, texts, fields).items():
        column = sheet.columns[number]
        doubt = answered(_doubt(sheet, column, part, suggested, texts[number][0]), answers)
        fields[number] = doubt.chosen
        doubts.append(doubt)
    questions.take(doubts)
    keys = (_key(sheet, column, part) for column in sheet.columns)
    questions.columns |= dict(zip(keys, fields, strict=True))
    return _once(sheet, part, fields, questions)


def leave_words(sheet: Sheet, fields: Sequence[str], questions: Questions) -> None:
    """Count the words over several columns of one kind, which tell them apart: „Partner intern“, „Partner extern“."""
    for field in ("measures", "partners"):
        words = [
            column.words for column, one in zip(sheet.columns, fields, strict=True) if one == field and column.words
        ]
        if len({_COUNTED.sub("", one) for one in words}) > 1:
            for one in words:
                questions.leave_out("Wort über einer Spalte", "Wörter über Spalten", shortened(one))


def leave_codes(sheet: Sheet, fields: Sequence[str], questions: Questions) -> None:
    """Count what stands in columns of numbers and is more than one: „M 1.1“, by which other papers may refer."""
    for number in (place for place, field in enumerate(fields) if field == "number"):
        entries = (row.entry(number) for row in sheet.rows if isinstance(row, Row))
        texts = (one_text(entry.lines) for entry in entries if entry and not entry.goes_on)
        for text in (text for text in texts if text and not _COUNT.fullmatch(text)):
            questions.leave_out("Kennung einer Zeile", "Kennungen von Zeilen", shortened(text))


def _once(sheet: Sheet, part: str, fields: Sequence[str], questions: Questions) -> list[str]:
    """The fields, of which most are those of one column: the first of several; the others are told of."""
    found: list[str] = []
    for column, field in zip(sheet.columns, fields, strict=True):
        if field in found and field not in {*_MANY, NO_FIELD}:
            why = (
                f"„{WORDS[field]}“ steht schon in einer anderen Spalte. Bitte für eine der beiden etwas anderes wählen."
            )
            questions.refuse(_place(sheet, column, part), column.words, why)
            field = NO_FIELD
        found.append(field)
    return found


def is_likely(sheet: Sheet) -> bool:
    """Whether a table without a head looks like one of a plan: by its times, or by how its rows begin."""
    if len(sheet.columns) < 3 or not any(isinstance(row, Row) for row in sheet.rows):
        return False
    texts = {number: _texts(sheet, number) for number in range(len(sheet.columns))}
    return any(_most(column, _is_time) for column in texts.values()) and any(
        sum(map(len, column)) > 40 * len(column) for column in texts.values() if column
    )


def _key(sheet: Sheet, column: Column, part: str) -> str:
    if not sheet.is_turned:
        return Place(part, 0, column.number).said
    # Told apart from questions about the whole table, which may be called as a head is.
    return f"{part}, Kopf „{column.words}“" if column.words else f"{part}, Zeile {column.number}"


def _place(sheet: Sheet, column: Column, part: str) -> Place:
    return Place(part, column.number, 0) if sheet.is_turned else Place(part, 0, column.number)


def _doubt(sheet: Sheet, column: Column, part: str, suggested: str, example: str) -> Doubt:
    words = f"„{shortened(column.words)}“" if column.words else f"Spalte {column.number}"
    if suggested == NO_FIELD:
        question = f"{words} kennt der Plan nicht. Wohin damit?"
        others = ["note"]
    elif column.heading and column.heading.field == suggested:
        question = f"Steht unter {words} „{WORDS[suggested]}“?"
        others = ["note"]
    else:
        shown = shortened(example)
        question = f"{words}: Was ist das?" if column.words else f"Was steht in {words}, etwa „{shown}“?"
        others = ["goals" if suggested == "measures" else "measures"]
    choices = (Choice(suggested, WORDS.get(suggested, _SKIP.words)), *(Choice(one, WORDS[one]) for one in others))
    return Doubt(
        key=_key(sheet, column, part),
        place=_place(sheet, column, part),
        read=column.words or example,
        question=question,
        choices=tuple(dict.fromkeys((*choices, _SKIP))),
        suggestion=suggested,
        more=_ALL,
        kind=f"{part}, Spalten" if suggested in ("note", NO_FIELD) else "",
    )


def _guessed(
    sheet: Sheet, unsure: Sequence[int], texts: Mapping[int, Sequence[str]], fields: Sequence[str]
) -> dict[int, str]:
    """What each of these columns may be; each field once, the surest signs first."""
    found = _by_heads(sheet, unsure, texts, fields)

    def give(field: str, fits: Callable[[int], bool]) -> None:
        if field in {*fields, *found.values()}:
            return
        for number in unsure:
            if number not in found and fits(number):
                found[number] = field
                return

    # Under a word, numbers are amounts, hours, anything.
    give("number", lambda number: _may_count(sheet.columns[number]) and _most(texts[number], _is_number))
    # Beside a beginning and an end, another day is one when it was checked, done, or written.
    if not {"start", "end"} <= {*fields, *found.values()}:
        give("period", lambda number: _most(texts[number], _is_time))
    give("status", lambda number: _most(texts[number], _is_status))
    if sheet.has_head:
        # A head of which nothing is known says so much: it is none of those that every plan has.
        for number in unsure:
            if number not in found and sheet.columns[number].words:
                found[number] = "note" if "measures" in {*fields, *found.values()} else "measures"
    give("title", lambda number: _most(texts[number], lambda text: bool(_TITLE.match(text))))
    give("title", lambda number: number == min(unsure) and max(map(len, texts[number])) <= _LONG_TITLE)
    give("partners", lambda number: _most(texts[number], lambda text: bool(_NAMES.search(text))))
    for field in ("measures", "goals", "partners", "note"):
        give(field, lambda _number: True)
    return {number: found.get(number, NO_FIELD) for number in unsure}


def _by_heads(
    sheet: Sheet, unsure: Sequence[int], texts: Mapping[int, Sequence[str]], fields: Sequence[str]
) -> dict[int, str]:
    """What the heads of these columns may mean, as far as that can be what stands below."""
    found: dict[int, str] = {}
    for number in unsure:
        column = sheet.columns[number]
        field = column.heading.field if column.heading else NO_FIELD
        is_new = field not in {NO_FIELD, *fields, *found.values()} or _is_counted(column)
        if is_new and _fits(field, texts[number]) and _may_be(field, texts[number]):
            found[number] = field
    return found


def _texts(sheet: Sheet, number: int) -> list[str]:
    """The first that stand in a column, however far down it begins."""
    entries = (row.entry(number) for row in sheet.rows if isinstance(row, Row))
    filled = (entry for entry in entries if entry and not entry.goes_on and entry.lines)
    return [one_text(entry.lines) for entry in islice(filled, _LOOKED_AT)]


def _fits(field: str, texts: Sequence[str]) -> bool:
    """Whether what stands in a column can be what its head says: numbers alone are none of what a plan is made of."""
    if field == "period":
        # „60 Tage“ says how long, not when, and so does „60“ below „Dauer (Tage)“.
        return not _most(texts, lambda text: bool(_LENGTH.fullmatch(text) or _NO_YEAR.fullmatch(text)))
    return field not in ("title", "measures", "goals", "partners") or not _most(texts, _is_number)


def _is_counted(column: Column) -> bool:
    """Whether a column is one of several of its kind: „Partner 2“."""
    bare = heading(_COUNTED.sub("", column.words)) if _COUNTED.search(column.words) else None
    return bare is not None and bare.is_sure and bare.field in _MANY


def _may_be(field: str, texts: Sequence[str]) -> bool:
    """Whether what stands in a column can be what its head may mean: a status is one of few words, a count a number."""
    if field == "status":
        return _most(texts, lambda text: _is_status(text) or bool(usual_choice("measure", field, text)))
    return field != "participants_expected" or _most(texts, lambda text: any(map(str.isdigit, text)))


def _is_status(text: str) -> bool:
    return code_of("measure", "status", text) != text


def _may_count(column: Column) -> bool:
    return not column.words or bool(column.heading and column.heading.field == "title")


def _is_only_title(sheet: Sheet, number: int) -> bool:
    """Whether phases have nothing but their numbers: no other column may have their titles."""
    others = (column.heading for place, column in enumerate(sheet.columns) if place != number)
    return not any(other and other.field == "title" for other in others)


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text))


def _most(texts: Sequence[str], fits: Callable[[str], bool]) -> bool:
    return bool(texts) and sum(map(fits, texts)) >= _MOST * len(texts)


def _is_time(text: str) -> bool:
    # „laufend“ is rather a status.
    may_be = 3 < len(text) <= 80 and re.search(r"\d|Projektende", text) and not _NO_YEAR.fullmatch(text)
    return bool(may_be) and read_period(text, after="2017-01") is not None

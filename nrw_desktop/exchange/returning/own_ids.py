"""Which row of a plan the rows of a list of ours are that came back: by their ids, unless these went astray.

Whoever sorts a list without the column of the ids, or copies a row, leaves ids beside the words of others.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Record, new_id
from nrw_desktop.domain.text.numbers import grouped
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.exporting.sheets import numbers_of
from nrw_desktop.exchange.returning.own_rows import OwnRow, fields_by_head, words_for_comparing
from nrw_desktop.exchange.tables.questions import Questions

_KNOWN_BY = {
    "Phasen": ("phase", "Titel", "title"),
    "Maßnahmen": ("measure", "Maßnahme", "text"),
    "Ziele": ("goal", "Ziel", "text"),
    "Kooperationspartner": ("partner", "Name", "name"),
    "Fristen": ("deadline", "Frist", "what"),
    "Aufgaben": ("task", "Aufgabe", "text"),
}
"""Of the lists whose rows are known by their words as well: the table, the head above these, and their field."""
_ABOVE = "{place}: Die Kennung steht schon weiter oben. Die Zeile ist als neue gelesen."
_BELOW = "{place}: Die Kennung steht weiter unten bei dem Wortlaut des Plans. Die Zeile ist als neue gelesen."
_ALL_ABOVE = "In {count} Zeilen von „{part}“ steht eine Kennung, die schon weiter oben steht. Sie sind neu."
_ALL_BELOW = (
    "In {count} Zeilen von „{part}“ steht eine Kennung, die weiter unten bei dem Wortlaut des Plans steht. "
    "Sie sind neu."
)
_UNKNOWN = (
    "{count} in „{part}“ eine Kennung, die es im Plan nicht gibt: Gesucht wird nach dem Wortlaut; was es nicht gibt, "
    "ist neu."
)
_ASTRAY = (
    "In „{part}“ stehen Kennungen bei anderen Zeilen als im Plan. Zugeordnet sind solche Zeilen nach dem, wozu sie "
    "gehören."
)
_KEYS = {
    "cost": ("measure", "year"),
    "decision": ("measure", "body", "date"),
    "document": ("measure", "target"),
    "contact": ("partner", "person"),
    "mention": ("phase", "partner"),
}
"""What rows of other tables belong to, and what else they are known by."""
_OF_OWNER: dict[str, Callable[[Plan, Any], Sequence[Record]]] = {
    "cost": Plan.costs,
    "decision": Plan.decisions,
    "document": Plan.documents,
    "contact": Plan.contacts,
    "mention": Plan.mentions,
}
_WORDS, _IDS, _NONE = "words", "ids", "none"


class _Crossed(NamedTuple):
    """A row with the words of another row of the plan than its id is: its place in the list, and both."""

    place: int
    by_id: Record
    by_words: Record


def with_ids(title: str, rows: Sequence[OwnRow], plan: Plan | None, questions: Questions) -> list[OwnRow]:
    """The rows of a list, each id at most once; of those whose words belong to another id it is asked."""
    if plan is None or title not in _KNOWN_BY:
        return _once(rows, frozenset(), questions)
    table, head, field = _KNOWN_BY[title]
    known = plan.rows[table]
    as_it_was = frozenset(place for place, row in enumerate(rows) if _says(row, head, known.get(row.id), field))
    found = _once(rows, as_it_was, questions)
    _tell_unknown(found, known.keys(), questions)
    others = [place for place, row in enumerate(found) if row.is_known and place not in as_it_was and row.id in known]
    if not others:
        # As in most lists, of thousands of rows.
        return found
    by_words: dict[str, list[Record]] = {}
    for record in known.values():
        by_words.setdefault(words_for_comparing(getattr(record, field)), []).append(record)
    untouched = {rows[place].id for place in as_it_was}
    crossed = [
        _Crossed(place, known[found[place].id], called[0])
        for place in others
        # What somebody typed that another row says as well is no row gone astray.
        if len(called := by_words.get(words_for_comparing(found[place].text(head)) or "\0", [])) == 1
        and called[0].id not in untouched
    ]
    return _sorted_out(title, found, crossed, plan, questions) if crossed else found


def _says(row: OwnRow, head: str, there: Record | None, field: str) -> bool:
    """Whether a row says the words of a row of the plan."""
    if there is None:
        return False
    text, words = row.text(head), getattr(there, field)
    return bool(text) and (text == words or words_for_comparing(text) == words_for_comparing(words))


def meant(plan: Plan, table: str, row: OwnRow, values: Mapping[str, Any]) -> str:
    """The id of the row of the plan that a row is, by its own id as long as that belongs to the same; empty for none.

    ``values`` are its own. Measures, goals and partners are known by their words, and may have been moved.
    """
    there = plan.record(table, row.id) if row.is_known else None
    owner, *others = _KEYS.get(table, ("", ""))
    if there is None or not owner:
        return row.id if row.is_known else ""
    said = {field: values.get(field) for field in others}
    stays = None in (belongs := (getattr(there, owner), values.get(owner))) or belongs[0] == belongs[1]
    if stays and all(getattr(there, field) == value for field, value in said.items()):
        return row.id
    found = next((one.id for one in _OF_OWNER[table](plan, belongs[1]) if _fits(one, owner, belongs[1], said)), "")
    if stays and not found:
        # Somebody has mended the row itself.
        return row.id
    return found


def given_back(same: Mapping[str, str], astray: Mapping[str, OwnRow], questions: Questions) -> dict[str, str]:
    """Whose own ids rows keep after all: no row is another one whose own row still stands in the list.

    ``same`` says which rows of the plan those of the list are, ``astray`` are those with ids of others, by their keys.
    """
    taken, back = set(same.values()), {}
    for key, row in astray.items():
        found = same.get(key)
        if found and same.get(found) == found and row.id not in taken:
            back[key] = row.id
        else:
            questions.remark(_ASTRAY.format(part=row.part))
    return back


def _fits(record: Record, owner: str, belonging: str | None, said: Mapping[str, Any]) -> bool:
    is_of_it = getattr(record, owner) in (belonging, None)
    return is_of_it and all(getattr(record, field) == value for field, value in said.items())


def _once(rows: Sequence[OwnRow], as_it_was: frozenset[int], questions: Questions) -> list[OwnRow]:
    """The rows, of which one alone keeps an id: the one that has the words of the plan, or else the first."""
    keeps: dict[str, int] = {}
    for place, row in enumerate(rows):
        if row.id not in keeps or (place in as_it_was and keeps[row.id] not in as_it_was):
            keeps[row.id] = place
    others = [place for place, row in enumerate(rows) if keeps[row.id] != place]
    above = [rows[place] for place in others if keeps[rows[place].id] < place]
    below = [rows[place] for place in others if keeps[rows[place].id] > place]
    for strange, one, many in ((above, _ABOVE, _ALL_ABOVE), (below, _BELOW, _ALL_BELOW)):
        if len(strange) == 1:
            questions.remark(one.format(place=strange[0].place().said))
        elif strange:
            questions.remark(many.format(count=grouped(len(strange)), part=strange[0].part))
    found = list(rows)
    for place in others:
        found[place] = msgspec.structs.replace(rows[place], id=new_id(), is_known=False)
    return found


def _tell_unknown(rows: Sequence[OwnRow], known: Collection[str], questions: Questions) -> None:
    strange = [row for row in rows if row.is_known and row.id not in known]
    # Where all are strange, the list came out of another plan.
    if strange and len(strange) < sum(row.is_known for row in rows):
        count = "In einer Zeile steht" if len(strange) == 1 else f"In {len(strange)} Zeilen steht"
        questions.remark(_UNKNOWN.format(count=count, part=strange[0].part))


def _sorted_out(
    title: str, rows: list[OwnRow], crossed: Sequence[_Crossed], plan: Plan, questions: Questions
) -> list[OwnRow]:
    """The rows, those that went astray as it is answered."""
    answer = _answer(title, rows, crossed, plan, questions)
    if answer == _IDS:
        return rows
    for one in crossed:
        if answer == _WORDS:
            rows[one.place] = msgspec.structs.replace(rows[one.place], id=one.by_words.id)
        else:
            words = shortened(rows[one.place].text(_KNOWN_BY[title][1]))
            questions.leave_out("Zeile mit fremder Kennung", "Zeilen mit fremden Kennungen", words)
    gone = {one.place for one in crossed} if answer == _NONE else set()
    # An id that is given back may be one that another row still has.
    given = frozenset(one.place for one in crossed)
    return _once([row for place, row in enumerate(rows) if place not in gone], given - gone, questions)


def _answer(title: str, rows: Sequence[OwnRow], crossed: Sequence[_Crossed], plan: Plan, questions: Questions) -> str:
    numbers = numbers_of(plan)
    first, row = crossed[0], rows[crossed[0].place]
    # Where rows were sorted, all else moved with the words; where it stayed, the words alone were moved.
    stayed = sum(_agreement(title, rows[one.place], one.by_id, numbers) for one in crossed)
    moved = sum(_agreement(title, rows[one.place], one.by_words, numbers) for one in crossed)
    order = (_NONE, _WORDS, _IDS) if stayed > moved else (_WORDS, _NONE, _IDS)
    choices = {
        _WORDS: "nach dem Wortlaut",
        _IDS: "nach der Kennung: Die Wortlaute werden getauscht",
        _NONE: "diese Zeilen nicht übernehmen",
    }
    _, head, field = _KNOWN_BY[title]
    words, other = shortened(row.text(head)), shortened(getattr(first.by_id, field))
    count = "einer Zeile" if len(crossed) == 1 else f"{len(crossed)} Zeilen"
    return questions.ask(
        f"{row.part}, Kennungen",
        row.place(head),
        row.text(head),
        f"In {count} von „{row.part}“ gehören Wortlaut und Kennung zu verschiedenen Zeilen des Plans, etwa „{words}“ "
        f"mit der Kennung von „{other}“. Wonach sollen sie zugeordnet werden?",
        {key: choices[key] for key in order},
    )


def _agreement(title: str, row: OwnRow, there: Record, numbers: Mapping[str, str]) -> int:
    """How much a row says as a row of the plan does, its words aside."""
    table, words, _ = _KNOWN_BY[title]
    fields = {head: getattr(there, field) for head, field in fields_by_head(table).items() if head != words}
    same = sum(isinstance(value, str) and value == row.text(head) for head, value in fields.items())
    return same + (row.text("Nr.") == numbers.get(there.id, "-"))

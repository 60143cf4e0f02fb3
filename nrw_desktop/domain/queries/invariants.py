"""What the records of a plan promise, and where one breaks it: types, formats, lengths, references, circles.

Edits keep these promises, and `applied` sees to it. A file may come from anywhere: what reads one asks before anybody
sees or prints it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, repeat
from types import NoneType
from typing import Any

import msgspec

from nrw_desktop.domain.errors import ConflictError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.labels_de import TABLE_WORDS, caption, field_word
from nrw_desktop.domain.model.meeting_records import AgendaItem
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    FIELDS,
    LONGEST_TEXT,
    MOST_LEVELS,
    Decision,
    Goal,
    Phase,
    Record,
    SetAside,
    YearText,
    field_of,
    required,
    set_aside_id,
)
from nrw_desktop.domain.text import kinds
from nrw_desktop.domain.text.numbers import grouped
from nrw_desktop.domain.text.points import PHASE_END, SIDES, is_day
from nrw_desktop.domain.text.shortening import shortened

_MOST = 100
"""So many rows are told of that break the same promise."""
_LONGEST_KEY = 200
"""Characters of an id or an order key; both are made by the program and have half of that at most."""
_NO_DAY = "Unter „{field}“ steht {value}, aber in dem Monat daneben gibt es keinen solchen Tag."


class _Promise(msgspec.Struct, frozen=True):
    """What the values of a field hold to; tried on all of a table at once, as a look at each takes ten times longer.

    ``words`` say what is wrong with one; in them stand for it ``{value}``, ``{field}`` and ``{length}``.
    """

    holds: Callable[[Collection[Any]], bool]
    words: str


class Look:
    """A quick look at rows as they are read, some at a time: only whether `breaches` would find anything in them."""

    def __init__(self) -> None:
        self._is_sound = True
        self._known: dict[tuple[str, str], set[Any]] = defaultdict(set)
        """What was seen in a field whose values are few, and holds to what it promises."""

    def at(self, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Look at rows of a table: the values of each field that not all of them leave empty."""
        self._is_sound = (
            self._is_sound
            and _have_days(columns)
            and all(self._is_kept(table, field, column) for field, column in columns.items())
        )

    def _is_kept(self, table: str, field: str, column: Sequence[Any]) -> bool:
        if _has_few(table, field):
            known = self._known[table, field]
            if known.issuperset(column):
                return True
            column = list(set(column) - known)
            known.update(column)
        spec = field_of(table, field)
        # A text may be empty, and nothing but texts can be tried as such.
        held = column if spec.kind.is_text and None not in column else _held(table, field, column)
        if held is None or spec.table:
            # Where they lead is looked at when all rows are there.
            return held is not None
        return not held or _are_kept(_promises(table, field)[-1:], held)

    def finds(self, plan: Plan) -> bool:
        """Whether something is wrong with the plan that all these rows make."""
        targets = ((field_of(*place).table, keys) for place, keys in self._known.items())
        led = all(plan.rows[target].keys() >= keys - {None} for target, keys in targets if target)
        return not (self._is_sound and led and len(plan.rows["project"]) == 1) or any(_of_places(plan))


def breaches(plan: Plan) -> Iterator[str]:
    """What is wrong with a plan, each as a German sentence; nothing where it is whole."""
    shapes = [sentence for table, rows in plan.rows.items() for sentence in _of_rows(plan, table, rows.values())]
    yield from shapes
    if count := len(plan.rows["project"]) - 1:
        yield "Die Zeile über das Projekt fehlt." if count < 0 else "Es gibt mehr als eine Zeile über das Projekt."
    if not shapes:
        # What leads where can be followed only where all of it can be read.
        yield from _of_places(plan)


def applied(plan: Plan, change: Change) -> Plan:
    """The plan after a change.

    Raises:
        ConflictError: a row is not as the change found it, so somebody else changed it since; or the plan would break
            a promise, as when a step is taken back that others have built upon.
    """
    after = plan.apply(change)
    touched: dict[str, dict[str, Record]] = {}
    for row in change.rows:
        if (record := after.record(row.table, row.id)) is not None:
            touched.setdefault(row.table, {})[row.id] = record
    for table, records in touched.items():
        _refuse(_of_rows(after, table, records.values()))
    if touched.keys() & {"goal", "phase", "year_text", "agenda_item", "decision"}:
        _refuse(_of_places(after))
    elif "set_aside" in touched or any(row.after is None for row in change.rows):
        _refuse(_of_set_asides(after))
    return after


def _refuse(found: Iterator[str]) -> None:
    if breach := next(found, ""):
        raise ConflictError(
            f"Der Schritt lässt sich nicht ausführen. {breach} Bitte den Plan ansehen und anders vorgehen."
        )


def _of_rows(plan: Plan, table: str, rows: Collection[Record]) -> Iterator[str]:
    """What is wrong with the values of rows of a table, field by field."""
    for field in FIELDS[table]:
        target = field_of(table, field).table
        promises = (_leads_into(plan, target),) if target else _promises(table, field)
        held = _held(table, field, [getattr(row, field) for row in rows])
        if held is None or not _are_kept(promises, held):
            broken = ((row, found) for row in rows if (found := _broken(table, field, promises, row)))
            yield from (_told(table, field, row, words) for row, words in islice(broken, _MOST))
    for side in SIDES if f"{SIDES[0]}_day" in FIELDS[table] else ():
        days = ((row, getattr(row, side), getattr(row, f"{side}_day")) for row in rows)
        # What is no number at all is told above.
        odd = (row for row, month, day in days if not is_day(month, day) and type(day) is int)
        yield from (_told(table, f"{side}_day", row, _NO_DAY) for row in islice(odd, _MOST))


def _have_days(columns: Mapping[str, Sequence[Any]]) -> bool:
    """Whether each day of these columns is one of the month beside it."""
    found = ((columns.get(side, repeat(None)), columns.get(f"{side}_day", ())) for side in SIDES)
    return all(not any(days) or all(map(is_day, months, days)) for months, days in found)


def _broken(table: str, field: str, promises: tuple[_Promise, ...], row: Record) -> str:
    """The words for what is wrong with a field of a row; empty where nothing is."""
    value = getattr(row, field)
    kind = int if field_of(table, field).kind.is_number else str
    if type(value) is kind:
        asked = value or kind is int or not _is_free(table, field)
        return next((one.words for one in promises if asked and not one.holds((value,))), "")
    return "" if value is None and not required(table, field) else "Unter „{field}“ steht nicht, was dort stehen kann."


def _are_kept(promises: tuple[_Promise, ...], held: Collection[Any]) -> bool:
    try:
        return not held or all(promise.holds(held) for promise in promises)
    except TypeError:
        # They are of another type, or of several.
        return False


def _held(table: str, field: str, column: Sequence[Any]) -> Collection[Any] | None:
    """The values of a field without those that are empty; None where one is of a type that it cannot hold.

    Texts are not looked at: what is asked of them next, no other type can answer.
    """
    is_number, is_needed = field_of(table, field).kind.is_number, required(table, field)
    if not is_needed and column[:1] in ((None,), [None]) and column.count(None) == len(column):
        # As most fields of most measures are.
        return ()
    if is_number:
        types = set(map(type, column))
        if not types <= ({int} if is_needed else {int, NoneType}):
            return None
        return column if NoneType not in types else [value for value in column if value is not None]
    held = list(filter(None, column))
    if len(held) == len(column):
        return held
    nothing = {value for value in column if not value} if held else set(column)
    allowed = {""} if _is_free(table, field) else set()
    return held if nothing <= (allowed if is_needed else {None, *allowed}) else None


@cache
def _has_few(table: str, field: str) -> bool:
    """Whether the field holds one of a few values, most of them again and again."""
    spec = field_of(table, field)
    return bool(spec.table or spec.kind.holds) or spec.kind is kinds.CHOICE


@cache
def _is_free(table: str, field: str) -> bool:
    """Whether the field may hold any text, an empty one too."""
    return field_of(table, field).kind.is_text or field == "order"


def _told(table: str, field: str, row: Record, words: str) -> str:
    value = getattr(row, field)
    length = grouped(len(value)) if isinstance(value, str) else ""
    return f"{_name(table, row)}: {words.format(value=_shown(value), field=field_word(table, field), length=length)}"


def _name(table: str, row: Record) -> str:
    try:
        return f"{TABLE_WORDS[table]} ‚{_shown(caption(row))}‘"
    except (TypeError, AttributeError):
        # What it is called by is no text.
        return TABLE_WORDS[table]


def _shown(value: object) -> str:
    """A value that may be anything, so that it can stand in a sentence."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in shortened(str(value)[:_LONGEST_KEY]))


def _leads_into(plan: Plan, target: str) -> _Promise:
    words = f"Unter „{{field}}“ verweist die Zeile auf eine, die es nicht gibt ({TABLE_WORDS[target]})."
    return _Promise(lambda all_: plan.rows[target].keys() >= set(all_), words)


@cache
def _promises(table: str, field: str) -> tuple[_Promise, ...]:
    """What the values of a field hold to that leads nowhere; the first that is broken is told, the last implies all."""
    spec = field_of(table, field)
    kind = spec.kind
    if kind.is_number:
        return (_Promise(_within(kind.low, kind.high), "„{field}“ kann nicht {value} sein."),)
    if kind is kinds.CHOICE:
        return (_Promise(frozenset(spec.words).issuperset, "„{value}“ gibt es bei „{field}“ nicht."),)
    if kind.holds:
        return (_Promise(_all_hold(kind.holds), kind.broken),)
    if field == "order":
        return (_Promise(_are_order_keys, "Ihr Platz in der Liste ist nicht lesbar."),)
    if field == "id":
        return (
            _Promise(lambda values: _fit(values, _LONGEST_KEY), "Die Kennung der Zeile ist zu lang."),
            _Promise(
                lambda values: all(values) and _are_texts(values, _LONGEST_KEY),
                "Die Kennung der Zeile ist nicht lesbar.",
            ),
        )
    words = f"Der Text unter „{{field}}“ ist zu lang, {{length}} Zeichen statt höchstens {grouped(LONGEST_TEXT)}."
    return (
        _Promise(lambda values: _fit(values, LONGEST_TEXT), words),
        _Promise(
            lambda values: _are_texts(values, LONGEST_TEXT),
            "Der Text unter „{field}“ enthält ein Zeichen, das in keinen Text gehört.",
        ),
    )


def _within(low: int, high: int) -> Callable[[Collection[int]], bool]:
    return lambda values: low <= min(values) and max(values) <= high


def _all_hold(holds: Callable[[str], bool]) -> Callable[[Collection[str]], bool]:
    return lambda values: all(map(holds, set(values)))


def _fit(values: Collection[str], most: int) -> bool:
    return max(map(len, values)) <= most


def _are_texts(values: Collection[str], most: int) -> bool:
    """Whether a file can hold them, and none is too long."""
    joined = "".join(values)
    try:
        joined.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in joined and (len(joined) <= most or _fit(values, most))


def _are_order_keys(values: Collection[str]) -> bool:
    digits = "".join(values)
    return digits.isascii() and digits.isalnum() and _fit(values, _LONGEST_KEY)


def _of_places(plan: Plan) -> Iterator[str]:
    """What is wrong with how goals and agendas nest, and what phases, years, decisions and set-asides are about."""
    goals = plan.all(Goal)
    for goal in goals.values():
        if (upper := goals.get(goal.parent or "")) is not None and upper.phase != goal.phase:
            yield f"{_name('goal', goal)}: Das Ziel, unter dem es steht, ist in einer anderen Phase."
    depths = levels({key: goal.parent for key, goal in goals.items()})
    for key, level in depths.items():
        if level is None:
            yield f"{_name('goal', goals[key])}: Es steht unter sich selbst."
        elif level == MOST_LEVELS + 1:
            yield f"{_name('goal', goals[key])}: Es steht tiefer als auf Ebene {MOST_LEVELS}."
    phases = plan.all(Phase)
    followed = {key: phase.end_phase if phase.end_rule == PHASE_END else None for key, phase in phases.items()}
    for key, level in levels(followed).items():
        if level is None:
            yield f"{_name('phase', phases[key])}: Der Zeitraum richtet sich nach sich selbst."
    for key, level in levels({key: phase.refers_to for key, phase in phases.items()}).items():
        if level is None:
            yield f"{_name('phase', phases[key])}: Der Verweis führt im Kreis."
    yield from _of_agendas(plan)
    years = Counter(texts.year for texts in plan.all(YearText).values())
    yield from (f"{TABLE_WORDS['year_text']} {year}: Es steht mehr als einmal da." for year in years if years[year] > 1)
    yield from _of_set_asides(plan)


def _of_agendas(plan: Plan) -> Iterator[str]:
    items = plan.all(AgendaItem)
    for item in items.values():
        if (upper := items.get(item.parent or "")) is not None and upper.meeting != item.meeting:
            yield f"{_name('agenda_item', item)}: Der TOP, unter dem er steht, ist in einer anderen Sitzung."
    for key, level in levels({key: item.parent for key, item in items.items()}).items():
        if level is None:
            yield f"{_name('agenda_item', items[key])}: Er steht unter sich selbst."
        elif level == MOST_LEVELS + 1:
            yield f"{_name('agenda_item', items[key])}: Er steht tiefer als auf Ebene {MOST_LEVELS}."
    for decision in plan.all(Decision).values():
        if (decision.measure is None) == (decision.agenda_item is None):
            yield f"{_name('decision', decision)}: Er gehört nicht zu genau einer Maßnahme oder einem TOP."


def _of_set_asides(plan: Plan) -> Iterator[str]:
    """What is set aside goes with its row, and is set aside once."""
    for aside in plan.all(SetAside).values():
        if aside.id != set_aside_id(aside.rule, aside.row, aside.aspect):
            yield f"{_name('set_aside', aside)}: Die Kennung der Zeile passt nicht zu ihr."
        if (aside.table, aside.row) != (None, None) and plan.record_of(aside) is None:
            yield f"{_name('set_aside', aside)}: Die Zeile, um die es geht, gibt es nicht."


def levels(above: dict[str, str | None]) -> dict[str, int | None]:
    """How deep each of them stands, from 1 at the top; None for those that no way up leads out from."""
    found: dict[str, int | None] = {}
    for key in above:
        path: dict[str, None] = {}
        step: str | None = key
        while step is not None and step not in found and step not in path:
            path[step] = None
            # Whether what it stands under is there is another question.
            step = above.get(step)
        level = 0 if step is None else found.get(step)
        for member in reversed(path):
            level = None if level is None else level + 1
            found[member] = level
    return found

"""A draft: what was understood of another program's file, and what a person has to decide before it becomes a plan.

A draft is a pure function of what was read and of the answers given: an answer makes a new draft. Nothing of it is in
any plan until `change` of one of its neighbours has made a change of it.
"""

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

import msgspec

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.text.numbers import grouped

How = Literal["new", "append", "update"]
"""What becomes of a draft: a plan of its own, more rows of a plan that is there, or new values of the rows it has."""

_COUNTED = {
    "phase": ("Phase", "Phasen"),
    "measure": ("Maßnahme", "Maßnahmen"),
    "goal": ("Ziel", "Ziele"),
    "partner": ("Partner", "Partner"),
    "contact": ("Kontakt", "Kontakte"),
    "meeting": ("Sitzung", "Sitzungen"),
    "body": ("Gremium", "Gremien"),
    "decision": ("Beschluss", "Beschlüsse"),
    "task": ("Aufgabe", "Aufgaben"),
    "deadline": ("Frist", "Fristen"),
    "cost": ("Kostenangabe", "Kostenangaben"),
    "document": ("Dokument", "Dokumente"),
}
"""Tables whose rows are told of before they come in: one and several."""

Answers = Mapping[str, str]
"""By the key of a doubt: the key of the choice that was made, or a text where the doubt takes one."""


class Place(msgspec.Struct, frozen=True):
    """Where something stands in a file: in which part of it („Tabelle 2“, a sheet's name), in which row and column.

    Both are counted from 1; 0 says that it is about the whole part, row or column.
    """

    part: str = ""
    row: int = 0
    column: int = 0

    @property
    def said(self) -> str:
        """The same for people: „Tabelle 2, Zeile 3, Spalte 1“; empty for the whole file."""
        parts = (self.part, f"Zeile {self.row}" if self.row else "", f"Spalte {self.column}" if self.column else "")
        return ", ".join(filter(None, parts))


class Choice(NamedTuple):
    """One answer: the key that it is given by, and its words."""

    key: str
    words: str


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """A question: where, what was read there, what is to be decided, and the choices, one of which is suggested.

    ``key`` is the same for every draft of a source, whatever else was answered. The draft is drawn as if the suggestion
    had been chosen, until there is an ``answer`` (the key of a choice; empty where there is none). ``more`` are further
    choices, where there are many. ``kind`` is the same for questions that may be asked very often, one answer to all of
    which does.
    """

    key: str
    place: Place
    read: str
    question: str
    choices: tuple[Choice, ...]
    suggestion: str
    answer: str = ""
    more: tuple[Choice, ...] = ()
    kind: str = ""

    @property
    def chosen(self) -> str:
        """The key of the choice by which the draft is drawn."""
        return self.answer or self.suggestion

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it yet: until then the draft does not become a change."""
        return not self.answer


def answered(doubt: Doubt, answers: Answers) -> Doubt:
    """A doubt with the answer that was given to it, if that is one of its choices."""
    given = answers.get(doubt.key, "")
    known = given in {choice.key for choice in (*doubt.choices, *doubt.more)}
    return msgspec.structs.replace(doubt, answer=given) if known else doubt


class Fault(msgspec.Struct, frozen=True):
    """What cannot be taken, and why, as a German sentence; all else of the file comes, mostly of the row too."""

    place: Place
    read: str
    why: str


class LeftOut(msgspec.Struct, frozen=True):
    """What is in the file and not in the draft: one and several („Bild“, „Bilder“), how many, and where or what."""

    one: str
    several: str
    count: int
    examples: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The same for people: „2 weitere Tabellen“."""
        return f"{self.count} {self.one if self.count == 1 else self.several}"


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What was understood of a file.

    ``plan`` is what it would be by itself, with ids of its own; periods and references to phases are read as in any
    plan. All else is told by these ids: ``places`` where a record stands in the file, ``said`` which of its fields the
    file gives (an update leaves all others as they are; a period is „period“), ``same`` the id of the record in a plan
    of ours, where the file has a column for that, ``registered`` that of a partner whose name is spelt otherwise, and
    ``renamed`` which of those with an id get the name that the file has.

    ``columns`` says what each column of a table is taken for: by the key that an answer about it is given by, its
    field. ``links`` are pairs of a measure's and a goal's id that stand beside each other: nobody said that they belong
    together, so that they are none until a person wants them to be. ``remarks`` are German sentences about what was
    assumed. ``covered`` are questions for all of which another one stands.
    """

    plan: Plan
    places: dict[str, Place] = {}
    said: dict[str, frozenset[str]] = {}
    same: dict[str, str] = {}
    registered: dict[str, str] = {}
    renamed: frozenset[str] = frozenset()
    doubts: tuple[Doubt, ...] = ()
    covered: tuple[Doubt, ...] = ()
    errors: tuple[Fault, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    columns: dict[str, str] = {}
    links: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it besides what it says of the project."""
        return not any(rows for table, rows in self.plan.rows.items() if table != "project")

    def is_of(self, plan: Plan) -> bool:
        """Whether its rows are those of a plan, by their ids: it came out of it, or out of a copy."""
        return any(key in rows for key in self.same.values() for rows in plan.rows.values())

    @property
    def open(self) -> tuple[Doubt, ...]:
        """The questions that have to be answered first."""
        return tuple(one for one in self.doubts if one.is_open)

    @property
    def told(self) -> str:
        """What was understood, counted: „4 Phasen, 14 Maßnahmen, 13 Ziele, 19 Partner; 3 Fragen“."""
        counts = [
            (len([*filter(self._is_in_file, self.plan.rows[table])]), *words) for table, words in _COUNTED.items()
        ]
        understood = ", ".join(_counted(*count) for count in counts if count[0]) or "Nichts erkannt"
        more = ((len(self.open), "Frage", "Fragen"), (len(self.errors), "Fehler", "Fehler"))
        return "; ".join((understood, *(_counted(*count) for count in more if count[0])))

    def _is_in_file(self, key: str) -> bool:
        """Whether a row is in the file, and not only what the file refers to."""
        return key in self.places or self.said.get(key) != frozenset()


def moved(draft: Draft, there: Callable[[Place], Place]) -> Draft:
    """A draft with all its places elsewhere in the file."""
    replace = msgspec.structs.replace
    return replace(
        draft,
        places={key: there(place) for key, place in draft.places.items()},
        doubts=tuple(replace(one, place=there(one.place)) for one in draft.doubts),
        errors=tuple(replace(one, place=there(one.place)) for one in draft.errors),
    )


def _counted(count: int, one: str, several: str) -> str:
    return f"{grouped(count)} {one if count == 1 else several}"

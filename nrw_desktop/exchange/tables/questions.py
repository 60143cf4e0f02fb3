"""Asks, while a draft is drawn: each question once, with the answer that was given or else the suggestion."""

from collections.abc import Iterable, Mapping
from typing import Any

from nrw_desktop.domain.drafts.draft import Answers, Choice, Doubt, Fault, LeftOut, Place, answered
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.sources.source import LEFT_WORDS, Left

_TRACKED = "Im Dokument sind Änderungen nachverfolgt. Gelesen ist der Text, wie er dasteht, wenn alle angenommen sind."
_STRUCK = "Durchgestrichenes ist übernommen wie anderer Text, etwa „{examples}“. Bitte löschen, was nicht mehr gilt."
_WAYS_OUT = {
    "error": "Zellen mit einem Fehler sind als leer gelesen. Bitte sie in der Datei berichtigen und diese noch einmal "
    "importieren, oder die Angaben hier ergänzen.",
    "uncomputed": "Formeln ohne Ergebnis sind als leer gelesen. Bitte die Datei in Excel oder Calc öffnen, speichern "
    "und noch einmal importieren; dabei werden sie berechnet.",
}
"""What to do about what is left out, where somebody can."""
_NONE, _OWN = "none", "own"
OF_CELLS = "zu einer Zelle", "zu Zellen"
"""Where notes are that have no place: one and several."""


class Questions:
    """The questions, errors and remarks of one draft, and what is left out of it."""

    def __init__(self, answers: Answers):
        self.answers = answers
        self._doubts: dict[str, Doubt] = {}
        self.errors: list[Fault] = []
        self.remarks: list[str] = []
        self.columns: dict[str, str] = {}
        self._left: dict[str, LeftOut] = {}

    def ask(
        self,
        key: str,
        place: Place,
        read: str,
        question: str,
        choices: Mapping[str, str],
        more: Mapping[str, str] | None = None,
        kind: str = "",
    ) -> str:
        """The key of the choice by which to go on; the first of the choices is suggested, ``more`` are further ones.

        The same key with other words or choices is another question, and gets its place behind it. Of a ``kind`` there
        may be very many.
        """
        before = self._doubts.get(key)
        offered = tuple(Choice(*choice) for choice in choices.items())
        if before is not None and (before.question, before.choices) != (question, offered):
            key = f"{key}, {place.said}"
        if key not in self._doubts:
            found = Doubt(
                key=key,
                place=place,
                read=read,
                question=question,
                choices=offered,
                suggestion=next(iter(choices)),
                more=tuple(Choice(*one) for one in (more or {}).items() if one[0] not in choices),
                kind=kind,
            )
            self._doubts[key] = answered(found, self.answers)
        return self._doubts[key].chosen

    def leaves_footer(self, place: Place, words: str, looks_so: bool = True, more: str = " sieht") -> bool:
        """Whether a row that may be a sum or a remark is left out; ``more`` says of how many others it is asked too."""
        choices = {_NONE: "nicht übernehmen", _OWN: "übernehmen wie die Zeilen darüber"}
        answer = self.ask(
            f"{place.said}, Fußzeile",
            place,
            words,
            f"„{shortened(words)}“{more} nach einer Summe oder Anmerkung aus. Was soll damit geschehen?",
            choices if looks_so else dict(reversed(choices.items())),
            kind="Fußzeilen",
        )
        return answer == _NONE

    def take(self, doubts: list[Doubt]) -> None:
        """Add questions that were asked elsewhere."""
        self._doubts |= {doubt.key: doubt for doubt in doubts}

    def refuse(self, place: Place, read: str, why: str) -> None:
        """Keep back what stands at a place, and say why."""
        self.errors.append(Fault(place, read, why))

    @property
    def told(self) -> dict[str, Any]:
        """What a draft says beside its plan, by the names that it has there."""
        return {
            "doubts": self.doubts,
            "errors": tuple(self.errors),
            "left_out": self.left_out,
            "columns": self.columns,
            "remarks": tuple(self.remarks),
        }

    def remark(self, sentence: str) -> None:
        """Say something that was assumed, once."""
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def leave_out(self, one: str, several: str, example: str = "", count: int = 1) -> None:
        """Count something that does not become a part of the plan."""
        before = self._left.get(one, LeftOut(one, several, 0))
        examples = (*before.examples, *([example] if example else []))[:5]
        self._left[one] = LeftOut(one, several, before.count + count, examples)

    def leave_notes(self, notes: Iterable[str], one: str, several: str) -> None:
        """Count notes at what has no place for them: „zu einem Titel“, „zu Titeln“."""
        for note in notes:
            self.leave_out(f"Anmerkung {one}", f"Anmerkungen {several}", shortened(note))

    def leave_out_read(self, left: Left) -> None:
        """Count what a reader saw and did not take, or say what it means."""
        if left.kind == "tracked":
            self.remark(_TRACKED)
            return
        if left.kind == "struck":
            self.remark(_STRUCK.format(examples="“, „".join(left.examples)))
            return
        if way_out := _WAYS_OUT.get(left.kind):
            self.remark(way_out)
        one, several = LEFT_WORDS[left.kind]
        for example in left.examples:
            self.leave_out(one, several, example)
        if rest := left.count - len(left.examples):
            self.leave_out(one, several, count=rest)

    @property
    def asked(self) -> int:
        """How many were asked."""
        return len(self._doubts)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """All that was asked."""
        return tuple(self._doubts.values())

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """All that was counted."""
        return tuple(self._left.values())

"""What partners' cells refer to, however they say it: „siehe Phase A“, „wie Analyse“, „Siehe Phase 1 und 2“."""

import re
from collections.abc import Sequence

import msgspec

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.edits.partner_cells import partner_cell, refers
from nrw_desktop.domain.edits.phase_table import TypedPhase
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text import blanks
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.drafting.dittos import is_ditto
from nrw_desktop.exchange.tables.headings import folded
from nrw_desktop.exchange.tables.questions import Questions

_LEAD = r"(?P<lead>siehe|s\.|vgl\.|vergleiche|analog(?: zu)?|wie(?:\s+in)?)"
_MAY_REFER = re.compile(
    r"(?:^|\W)(?:siehe|s\.|vgl|vergleiche|analog|wie|phasen?|ohne|außer|nicht|bis auf|ausnahme|oben|vor|dieselben"
    r"|di[td]o|dto|ebenso|gleichfalls|id(?:em|\.))|[\"″„“”‘’]",
    re.I,
)
"""What any reference has: thousands of cells of names need no looking at beyond that."""
_LIKE = re.compile(rf"{_LEAD}\s", re.I)
_OTHERWISE = re.compile(
    r"(?:siehe|s\.|vgl\.|wie|analog)\s[^,;]{0,20}?\bPhasen?\b"
    r"|(?:(?:alle|die|dieselben|sämtliche)\s+)?(?:\w*partner(?:innen)?|Beteiligten?|Akteure)\s"
    r"(?:aus|der|von|in|wie)\s[^,;]{0,10}?\bPhasen?\b"
    r"|(?:alle|dieselben|sämtliche)\s(?:aus|der|von|in|wie)\s[^,;]{0,10}?\bPhasen?\b",
    re.I,
)
_LABEL = r"(?:\d{1,2}(?:\s?[a-z])?|[A-Z]|[IVX]{1,4})(?!\w)"
_ONE = re.compile(rf"{_LEAD}\s+Phase\s*(?P<label>{_LABEL})(?P<rest>.*)", re.I | re.S)
_SEVERAL = re.compile(
    rf"Phasen?\s*(?P<first>{_LABEL})(?P<more>(?:\s*(?:und|u\.|bis|[,/+–-]|sowie)\s*(?:(?:siehe\s+)?Phase\s*)?{_LABEL})+)",
    re.I,
)
_TITLED = re.compile(rf"{_LEAD}(?:\s+(?:bei|in|der|die|unter|oben|Phase))*\s+[„\"“»]?(?P<rest>\S.*)", re.I | re.S)
_NUMBERS = re.compile(
    r"\bPhasen?\s*(\d{1,2}(?:\s?[a-z]\b)?)(?!\w)(?:\s*(?:und|u\.|bis|-|–|/|\+|,)\s*(\d{1,2})\b)?", re.I
)
_NAMED = re.compile(r"\bPhase\s*([A-Z]|[IVX]{1,4})\b", re.I)
_BEHIND = re.compile(
    rf"(?:{blanks.SOME}(?:sowie|und|plus|zusätzlich)|[,;:])\s+(?:(?:zusätzlich|sowie|und|plus):?\s+)*(\D.*)", re.S
)
_MORE = re.compile(
    r"[\s,;:+&–-]*(?:(?:sowie|und|plus|zusätzlich|zusätzl\.|zuzüglich|zzgl\.|außerdem|ferner|dazu)[\s:]+)*", re.I
)
_STRESSED = re.compile(r"(.*?\b[Ii]nsbesondere)\s+(?=[A-ZÄÖÜ„])", re.S)
_GOES_ON = re.compile(r"\s+(?!(?:und|sowie|plus|zus|insb)\w*)\w")
"""What follows the number of something else than a phase: „Siehe Phase 1, 2 Schulen“."""
_WITHOUT = re.compile(r"(?:(?:jedoch|aber|nur)\s+)?(?:ohne|außer|nicht|bis auf|mit Ausnahme)\s", re.I)
_OWN = re.compile(r"(?:Phase\s+(?P<one>\d+)\b|(?P<two>\d+)(?:\.\s*Phase\b|[.):]\s))", re.I)
"""The number that a title says itself."""
_BARE = re.compile(rf"{_LEAD}\s+Phase\s*\d{{1,4}}", re.I)
_LABELLED = re.compile(rf"(?:Phase\s*)?{_LABEL}[.):\s–-]+(?=\S)", re.I)
_REFERS, _NAMES, _LEAVE, _EACH, _WORDS = "refers", "names", "leave", "each", "words"
_LEFT = ("Verweis bei Partnern", "Verweise bei Partnern")


def with_references(typed: Sequence[TypedPhase], places: Sequence[Place], questions: Questions) -> list[TypedPhase]:
    """The phases, what their partners refer to said by the numbers that they have here."""
    found = list(typed)
    for number, phase in enumerate(found):
        if phase.partners:
            lines = _Cell(found, number, places[number], questions).read(phase.partners)
            found[number] = msgspec.structs.replace(phase, partners=tuple(lines))
    return found


def is_like_reference(text: str) -> bool:
    """Whether a text begins as references do, to a phase or to anything else."""
    return bool(refers(text) or _LIKE.match(text) or _OTHERWISE.match(text))


class _Cell:
    """The cell of a phase's partners, while it is read."""

    def __init__(self, phases: Sequence[TypedPhase], number: int, place: Place, questions: Questions):
        self._phases, self._earlier = phases, phases[:number]
        self._place, self._questions = place, questions

    def read(self, lines: Sequence[str]) -> Sequence[str]:
        """Its lines, with references as a plan has them."""
        if not any(map(_MAY_REFER.search, lines)):
            return lines
        lines = self._beginning(lines)
        if len(lines) > 1 and _BARE.fullmatch(lines[0].strip()) and not lines[1][:1].islower():
            # What stands in lines below a reference are names.
            lines = (f"{lines[0].strip()},", *lines[1:])
        return self._among(self._behind(lines)) if lines else lines

    # At the beginning

    def _beginning(self, lines: Sequence[str]) -> Sequence[str]:
        text = " ".join(lines)
        if not is_like_reference(text) and not (is_ditto(text) and not self._earlier):
            return lines
        if not self._earlier:
            return lines if refers(text) else self._no_phase(text, lines)
        several = _SEVERAL.search(text)
        if several and (numbers := self._several(several)):
            return self._of_several(text, numbers, text[several.end() :], lines)
        if found := self._resolved(lines):
            return found
        if refers(text) or _OTHERWISE.match(text):
            return self._which(text, lines)
        if self._titled(text):
            return self._which(text, lines)
        return self._no_phase(text, lines)

    def _resolved(self, lines: Sequence[str]) -> Sequence[str]:
        """The lines with the number of the phase that they name for sure; none where they do not."""
        first = lines[0].strip()
        match = _ONE.fullmatch(first)
        if match and not refers(first):
            called = [one.number for one in self._phases if _is_called(one.title, match["label"])]
            if len(called) == 1 and called[0] <= len(self._earlier):
                return (f"{_lead(match)} Phase {called[0]}{_rest(match['rest'])}", *lines[1:])
            return ()
        titled = None if match else self._titled(first)
        if titled and titled[0] <= len(self._earlier) and (match := _TITLED.fullmatch(first)):
            return (f"{_lead(match)} Phase {titled[0]}{_rest(titled[1])}", *lines[1:])
        return ()

    def _titled(self, text: str) -> tuple[int, str] | None:
        """The phase whose title a reference says, and what follows; None for none and for several."""
        match = _TITLED.fullmatch(text)
        words = match["rest"].split() if match else []
        found: dict[int, int] = {}
        for phase in self._phases:
            for title in {phase.title, _LABELLED.sub("", phase.title, count=1)}:
                count = len(title.split())
                said = " ".join(words[:count]).rstrip(',;:.“”"«')
                if count and len(title) > 2 and folded(said) == folded(title):
                    found[phase.number] = max(count, found.get(phase.number, 0))
        if len(found) != 1:
            return None
        ((number, count),) = found.items()
        last = words[count - 1]
        sign = last[-1] if last[-1] in ",;:" else ""
        return number, f"{sign} {' '.join(words[count:])}".rstrip()

    def _which(self, text: str, lines: Sequence[str]) -> Sequence[str]:
        """Ask which phase is meant where the numbers in words are others than here, or there is none."""
        match = _NUMBERS.search(text)
        named = None if match else _NAMED.search(text)
        # Of a reference the first number counts, and what stands behind it is printed.
        said = (match[1] if refers(text) else match[2] or match[1]) if match else named[1] if named else ""
        by_place = _place_of(said) if _place_of(said) <= len(self._earlier) else 0
        by_title = next((one.number for one in self._earlier if said and _is_called(one.title, said)), 0)
        if refers(text) and (not by_title or by_title == by_place):
            return lines
        titled = self._titled(text)
        by_title = by_title or (titled[0] if titled and titled[0] <= len(self._earlier) else 0)
        first = by_title or by_place or len(self._earlier)
        numbers = dict.fromkeys((first, *([by_place] if by_place else []), *range(len(self._earlier), 0, -1)))
        words = {str(one): f"„{shortened(self._earlier[one - 1].title)}“" for one in numbers}
        other = {_NAMES: "keine: Es ist ein Name", _LEAVE: "die Zelle weglassen"}
        answer = self._questions.ask(
            f"{self._place.said}, welche Phase",
            self._place,
            text,
            f"„{shortened(text, 60)}“: Welche Phase ist gemeint?",
            {one: words[one] for one in list(words)[:2]} | other,
            words,
            kind="welche Phase",
        )
        if answer in other:
            return lines if answer == _NAMES else ()
        if match and refers(text):
            return (f"{text[: match.start(1)]}{answer}{text[match.end(1) :]}",)
        end = match.end() if match else named.end() if named else 0
        more = _BEHIND.search(text, end)
        return (f"Siehe Phase {answer}{f', {more[1]}' if more else ''}", *([] if len(lines) < 2 or more else lines[1:]))

    def _no_phase(self, text: str, lines: Sequence[str]) -> Sequence[str]:
        """Ask about what refers to no phase that there could be."""
        answer = self._questions.ask(
            f"{self._place.said}, Verweis",
            self._place,
            text,
            f"„{shortened(text, 60)}“ verweist auf keine Phase davor. Ist es ein Kooperationspartner?",
            {_LEAVE: "nein, nicht übernehmen", _NAMES: "ja, es ist ein Name"},
            kind="Verweise ohne Phase",
        )
        if answer == _NAMES:
            return lines
        self._questions.leave_out(*_LEFT, shortened(text))
        return ()

    # Several phases

    def _several(self, match: re.Match[str]) -> list[int]:
        """The earlier phases that a reference names, at least two; none where one of them is no such."""
        if _GOES_ON.match(match.string, match.end()):
            return []
        labels = [match["first"], *re.findall(rf"(?<!\w){_LABEL}", match["more"], re.I)]
        numbers = [self._number(label) for label in labels]
        if not all(numbers):
            return []
        if re.search(r"bis|[–-]", match["more"]) and len(numbers) == 2:
            numbers = list(range(numbers[0], numbers[1] + 1))
        return sorted(set(numbers)) if len(set(numbers)) > 1 else []

    def _number(self, label: str) -> int:
        """The earlier phase of this label, by its title or its place; 0 for none."""
        called = [one.number for one in self._earlier if _is_called(one.title, label)]
        by_place = int(label) if label.isdigit() else 0
        return called[0] if len(called) == 1 else by_place if by_place <= len(self._earlier) else 0

    def _of_several(self, text: str, numbers: Sequence[int], rest: str, lines: Sequence[str]) -> Sequence[str]:
        last = numbers[-1]
        there = {folded(name) for name in self._all_names(last)}
        others = (name for number in numbers[:-1] for name in self._all_names(number))
        more = dict.fromkeys(name for name in others if folded(name) not in there)
        behind = _rest(rest).lstrip(", ")
        whole = ", ".join(filter(None, (f"Siehe Phase {last}", *more, behind)))
        bare = {number: ", ".join(filter(None, (f"Siehe Phase {number}", behind))) for number in reversed(numbers)}
        choices = {_EACH: f"alle: „{shortened(whole)}“"} | {str(one): f"„{shortened(bare[one])}“" for one in bare}
        answer = self._questions.ask(
            f"{self._place.said}, mehrere Phasen",
            self._place,
            text,
            f"„{shortened(text, 60)}“: Verwiesen werden kann nur auf eine Phase. Was soll gelten?",
            choices | {_NAMES: "keine: Es ist ein Name", _LEAVE: "die Zelle weglassen"},
            kind="Verweise auf mehrere Phasen",
        )
        if answer in (_NAMES, _LEAVE):
            return lines if answer == _NAMES else ()
        return (whole if answer == _EACH else bare[int(answer)],)

    def _all_names(self, number: int) -> list[str]:
        """The partners of an earlier phase, those that it refers to first."""
        lines = self._phases[number - 1].partners
        try:
            cell = partner_cell(lines, range(1, number))
        except PlanError:
            return []
        return [*(self._all_names(cell.number) if cell.number else []), *(name.text for name in cell.names)]

    # Behind it, and among names

    def _behind(self, lines: Sequence[str]) -> Sequence[str]:
        """The lines, names behind a reference as such, as it is answered: „Siehe Phase 1 sowie MBR“."""
        text = " ".join(lines)
        try:
            cell = partner_cell(lines, range(1, len(self._earlier) + 1))
        except PlanError:
            return lines
        opening = _BARE.match(text)
        if not cell.number or cell.names or cell.stresses_new or opening is None:
            return lines
        rest = text[opening.end() :]
        if stressed := _STRESSED.match(rest):
            whole = f"{opening[0]}{stressed[1]}: {rest[stressed.end() :]}"
        elif "insbesondere" in rest.casefold() or not _MORE.sub("", rest, count=1) or rest.lstrip()[:1] in "(.":
            return lines
        else:
            whole = f"{opening[0]}{_rest(rest)}"
        answer = self._questions.ask(
            f"{self._place.said}, hinter dem Verweis",
            self._place,
            text,
            f"„{shortened(text, 60)}“: Stehen hinter dem Verweis Kooperationspartner?",
            {_NAMES: f"ja: „{shortened(whole, 60)}“", _WORDS: "nein, nur Worte dazu"},
            kind="Worte hinter Verweisen",
        )
        return (whole,) if answer == _NAMES else lines

    def _among(self, lines: Sequence[str]) -> Sequence[str]:
        """The lines without references among names: „AK Asyl, siehe Phase 1“."""
        try:
            cell = partner_cell(lines, range(1, len(self._earlier) + 1))
        except PlanError:
            return lines
        has_one = bool(cell.number)
        own = " ".join(lines)
        # A whole cell that is none was asked about above.
        for name in (name.text for name in cell.names if _is_no_name(name.text) and name.text != own):
            target = len(self._earlier) if is_ditto(name) else self._target(name)
            each = ", ".join(self._all_names(target)) if target else ""
            what = "Ist das ein Verweis auf eine Phase?" if target else "Ist das auch einer?"
            choices = {_LEAVE: "nein, nicht übernehmen", _NAMES: "nein, ein Name" if target else "ja, ein Name"}
            if target and not has_one:
                choices = {_REFERS: f"ja: „Siehe Phase {target}“"} | choices
            elif each:
                choices = {_EACH: f"ja, einzeln: „{shortened(each)}“"} | choices
            answer = self._questions.ask(
                f"{self._place.said}, „{shortened(name)}“",
                self._place,
                name,
                f"„{shortened(name)}“ steht zwischen Kooperationspartnern. {what}",
                choices,
                kind="Verweise zwischen Namen",
            )
            if answer == _NAMES:
                continue
            kept = [_replaced(line, name, each if answer == _EACH else "") for line in lines]
            lines = [line for line in kept if line.strip(" ,;")]
            if answer == _REFERS:
                has_one, lines = True, [f"Siehe Phase {target},", *lines] if lines else [f"Siehe Phase {target}"]
            elif answer == _LEAVE:
                self._questions.leave_out(*_LEFT, shortened(name))
        return lines

    def _target(self, text: str) -> int:
        """The earlier phase that a reference among names is to; 0 for none."""
        match = _NUMBERS.search(text) or _NAMED.search(text)
        titled = None if match else self._titled(text)
        target = self._number(match[1]) if match else titled[0] if titled else 0
        return target if target <= len(self._earlier) else 0


def _is_no_name(text: str) -> bool:
    return is_like_reference(text) or is_ditto(text) or bool(_WITHOUT.match(text))


def _replaced(line: str, name: str, by: str) -> str:
    """A line with other words for a name, or without it and a comma beside it."""
    if by or name not in line:
        return line.replace(name, by)
    before, after = line.split(name, 1)
    return after.lstrip(" ,;") if not before.strip(" ,;") else before.rstrip(" ,;") + after


def _lead(match: re.Match[str]) -> str:
    """The words of a reference that a plan keeps, else its usual ones."""
    return match["lead"] if refers(f"{match['lead']} Phase 1") else "Siehe"


def _rest(rest: str) -> str:
    """What stands behind a reference, as names behind a comma where it is no more."""
    if "insbesondere" in rest.casefold():
        return rest if rest[:1] in " ,;:" else f" {rest}"
    match = _MORE.match(rest)
    more = rest[match.end() :].strip() if match else ""
    return f", {more}" if more else ""


def _place_of(label: str) -> int:
    """The number that a label is, as „2“, „B“ or „II“."""
    romans = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
    if label.isdigit():
        return int(label)
    letter = ord(label.upper()) - ord("A") + 1 if len(label) == 1 and label.isalpha() else 0
    return romans.get(label.upper(), letter)


def _is_called(title: str, label: str) -> bool:
    own = _OWN.match(title)
    if own and label.isdigit():
        return label in own.groups()
    if re.match(rf"phase {re.escape(folded(label))}(?!\w)", folded(title)):
        return True
    return not label.isdigit() and bool(re.match(rf"{re.escape(label.upper())}(?:[.):]|\s[–-]|\s)\s*\S", title))

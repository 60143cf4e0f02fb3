"""Periods that say no year: it stands in the title of their phase or of the plan, or is asked for; none is invented."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.text import blanks
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.tables.found import FoundPlan
from nrw_desktop.exchange.tables.questions import Questions
from nrw_desktop.exchange.tables.titles import read_period

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAYS = dt.date(2001, 2, 1), dt.date(2031, 9, 1)
"""On two days as far apart as these, a period without its year would be read as the same months of two years."""
_DATES = re.compile(r"[\d./ –-]*(?:bis[\d./ ]*)?")
"""As nearly all stand in sheets of thousands of rows."""
_OPENS = re.compile(rf"^(.*?)({blanks.SOME}bis\b|{blanks.ANY}[–-])", re.I)
_NONE = "none"
_MOST = 3
_AROUND = range(-8, 7)
"""Years before and behind this one that are offered."""


class Years:
    """Gives periods of one file their year."""

    def __init__(self, found: FoundPlan, questions: Questions):
        self._questions = questions
        self._first: dict[str, str] = {}
        self._told = years_in(" ".join((found.title, found.heading, found.introduction)))
        self._others = _years_beside(found)

    def with_year(self, text: str, place: Place, title: str = "") -> str:
        """A period with its year by the ``title`` of its phase, or by an answer; empty where it has none."""
        if not is_bare(text):
            return text
        near = years_in(title)
        if len(near) == 1:
            return _joined(text, near[0])
        # A sheet that is called by its year has an answer of its own.
        own = years_in(place.part)
        where = place.part if own else ""
        first = self._first.setdefault(where, shortened(text))
        this = dt.date.today().year
        offered = {year: year for year in own or self._told or near or self._others} or {str(this): str(this)}
        answer = self._questions.ask(
            f"{where}, Jahr" if where else "Jahr",
            place,
            text,
            f"Bei „{first}“ steht kein Jahr. Welches gilt für solche Zeiträume{f' in „{where}“' if where else ''}?",
            offered | {_NONE: "ohne Zeitraum"},
            {str(this + more): str(this + more) for more in _AROUND},
        )
        return "" if answer == _NONE else _joined(text, answer)


@lru_cache(maxsize=4096)
def is_bare(text: str) -> bool:
    """Whether a period can be read and says no year."""
    if not text or _YEAR.search(text):
        return False
    one, other = _on_two_days(text)
    return one != other and [month[-2:] for month in one] == [month[-2:] for month in other]


def ends_in_month(text: str) -> bool:
    """Whether a period has an end from which others can count on: „laufend“, „ab März 2020“ and „bald“ have none."""
    found = None if of_its_day(text) else read_period(text, after="2017-01")
    return found is not None and found.end.month is not None


@lru_cache(maxsize=4096)
def of_its_day(text: str) -> str:
    """Why a period cannot be taken that counts from the day when somebody wrote it; empty for any other."""
    if _DATES.fullmatch(text):
        return ""
    one, other = _on_two_days(text)
    if one == other or is_bare(text):
        return ""
    return f"„{shortened(text)}“ zählt von dem Tag an, an dem es geschrieben wurde, und nicht von heute."


def _on_two_days(text: str) -> Sequence[tuple[str, str]]:
    """The months of a period as they are read on two days; twice the same for what is none."""
    found = [period for day in _DAYS if (period := read_period(text, today=day)) is not None]
    if len(found) < len(_DAYS):
        return [("", "")] * 2
    return [(one.start.month or "", one.end.month or "") for one in found]


def _years_beside(found: FoundPlan) -> Sequence[str]:
    """The years in the periods of all phases and measures, the one that most of them say first."""
    texts = [phase.period for phase in found.phases]
    texts += [one.cells.get("period", "") for phase in found.phases for one in phase.measures]
    counts = Counter(year for text in texts for year in years_in(text))
    return [year for year, _ in counts.most_common(_MOST)]


def years_in(text: str) -> Sequence[str]:
    """The years that stand in a text, from the first on."""
    return sorted(set(_YEAR.findall(text)))


def _joined(text: str, year: str) -> str:
    """A period with its year at its end, or, where that is open, at its beginning: „April 2018 bis offen“."""
    behind = f"{text}{'' if text.endswith('.') else ' '}{year}"
    return behind if read_period(behind) else _OPENS.sub(rf"\1 {year}\2", text, count=1)

"""What is said of a text that is no period: what is wrong with it, and what to write instead."""

import datetime as dt
import re

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.shortening import shortened

_WAYS = "zum Beispiel „07/2018“, „1.7.2018“ oder „Juli bis September 2018“"
# What stands for a season, with the months that are usually meant; {} is its year, {next} the year after.
_SEASONS = (
    (r"frühjahr|frühling|frühsommer", "März bis Mai {}"),
    (r"sommersemester|sose|ss", "April bis September {}"),
    (r"sommerferien", "Juli bis August {}"),
    (r"spätsommer|hochsommer|sommer", "Juni bis August {}"),
    (r"herbst|spätherbst", "September bis November {}"),
    (r"wintersemester|wise|ws", "Oktober {} bis März {next}"),
    (r"schuljahr", "August {} bis Juli {next}"),
    (r"winter", "Dezember {} bis Februar {next}"),
    (r"jahreswechsel|weihnacht\w*|advent\w*", "Dezember {}"),
    (r"karneval|fasching|winterferien", "Februar {}"),
    (r"oster\w*", "April {}"),
    (r"pfingst\w*", "Mai {}"),
    (r"herbstferien", "Oktober {}"),
    (r"\w*ferien", "Juli bis August {}"),
)
_OFTEN = r"(?:jähr|halbjähr|vierteljähr|monat|wöchent|täg)lich|quartalsweise|regelmäßig|mehrmals|einmal|\d+\s*(?:x|mal)"
_YEAR = r"(?<!\d)(?:20)?(\d\d)(?!\d)"
_ROMAN = ("i", "ii", "iii", "iv")
_QUARTER = r"(i{1,3}|iv)\.?\s?/\s?(?:20)?(\d\d)"
# A day as databases write it, and its number in Excel: from 2000 to 2049.
_STAMP = r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)[ T]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?Z?"
_SERIAL = r"(?<![\d./-])(?:3[7-9]|4\d|5[0-4])\d{3}(?![\d./-])"
_DASHED = r"\d{1,2}(?P<mark>[-/])\d{1,2}(?P=mark)\d{2,4}"


def no_period(text: str) -> PlanError:
    """Why a text is no period."""
    short = shortened(text)
    words = text.casefold()
    if months := _season(words):
        example = _in_its_year(months, words)
        return PlanError(f"„{short}“ ist kein Monat und nicht genau genug. Bitte Monate nennen, etwa „{example}“.")
    if re.search(rf"\b(?:{_OFTEN})\b", words):
        return PlanError(f"„{short}“ sagt, wie oft, nicht wann. Bitte den Zeitraum nennen, etwa „ab 07/2018 laufend“.")
    if is_unclear(text):
        return PlanError(f"„{short}“ kann mehreres heißen. Bitte mit Punkten schreiben: „1.7.2018“.")
    return PlanError(f"„{short}“ ist kein Monat und kein Datum. Bitte so schreiben: {_WAYS}.")


def _season(words: str) -> str:
    return next((months for pattern, months in _SEASONS if re.search(rf"\b(?:{pattern})\b", words)), "")


def usual_months(text: str) -> str:
    """The months that are usually meant by a season or „I/2018“, as they can be typed; empty for what is none."""
    words = text.casefold()
    if quarter := re.fullmatch(_QUARTER, words.strip()):
        return f"{_ROMAN.index(quarter[1]) + 1}. Quartal 20{quarter[2]}"
    months = _season(words) if re.search(_YEAR, words) else ""
    return _in_its_year(months, words) if months else ""


def usual_days(text: str) -> str:
    """A text with the days that programs write as numbers or with their hour, as people do; empty without such days."""
    found = re.sub(_STAMP, lambda match: f"{int(match[3])}.{int(match[2])}.{match[1]}", text)
    found = re.sub(_SERIAL, lambda match: _day_of(int(match[0])), found)
    return found if found != text else ""


def _day_of(serial: int) -> str:
    day = dt.date(1899, 12, 30) + dt.timedelta(serial)
    return f"{day.day}.{day.month}.{day.year}"


def is_unclear(text: str) -> bool:
    """Whether a text may be a date as well as several months: „1/7/2018“, „1-7-2018“."""
    return re.fullmatch(_DASHED, text) is not None


def _in_its_year(months: str, words: str) -> str:
    found = re.search(_YEAR, words)
    year = 2000 + int(found[1]) if found else 2018
    return months.format(year, next=year + 1)


def no_year(text: str, unit: str) -> PlanError:
    """That a piece of this unit (see `period_pieces`) has no year, and none can be assumed."""
    example = {"day": "1.7.2018", "week": "KW 34/2018", "quarter": "Q3 2018", "third": "Ende 2018"}
    return PlanError(
        f"Bei „{text}“ fehlt das Jahr. Bitte ergänzen, zum Beispiel „{example.get(unit, 'März bis Juli 2017')}“."
    )


def no_end(text: str) -> PlanError:
    """That a rule alone begins a period, but does not end it."""
    return PlanError(f"Bei „{text}“ fehlt das Ende. Bitte ergänzen, zum Beispiel „{text} bis Projektende“.")


def apart(text: str) -> PlanError:
    """That two times joined by a stroke or „und“ do not touch each other."""
    return PlanError(
        f"„{shortened(text)}“ nennt zwei Zeiten, die nicht aneinander anschließen. Bitte „… bis …“ schreiben, "
        "wenn die Zeit dazwischen dazugehört, sonst nur eine der beiden."
    )

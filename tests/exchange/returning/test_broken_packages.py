"""Packages and templates that are not as they should be: each is refused with the place, and none is half read."""

import copy
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nrw_desktop.exchange.exporting.formats import exported
from nrw_desktop.exchange.returning import package_text, packages
from nrw_desktop.exchange.sources.limits import SourceError
from tests.reports.full_plan import full_plan

Content = dict[str, Any]
WHOLE: Content = json.loads(exported(full_plan(), "json", "internal", dt.datetime(2026, 11, 26, tzinfo=dt.UTC)).content)
TEMPLATE = {"project": {}, "phases": [{"title": "A", "measures": [{"text": "x"}]}, {"title": "B"}]}
NOWHERE = "01a21a6d-42a9-7ff1-95cc-ae143ff7ffff"
UNREADABLE = "Diese JSON-Datei lässt sich nicht lesen. "


def read(content: bytes, folder: Path) -> None:
    """What a person does who imports it."""
    path = folder / "a.json"
    path.write_bytes(content)
    packages.draft_of_package(package_text.read(path).package)


def first(table: str, **fields: Any) -> Callable[[Content], object]:
    """A change of the first row of a table."""
    return lambda content: content["plan"][table][0].update(fields)


def twice(content: Content) -> None:
    measures = content["plan"]["measure"]
    measures[2]["id"] = measures[0]["id"]


def shared(content: Content) -> None:
    content["plan"]["deadline"][1]["id"] = content["plan"]["partner"][0]["id"]


@pytest.mark.parametrize(
    ("change", "said"),
    {
        "older than any": (lambda content: content.update(version=0), "„version“ ist „0“, was dort nicht möglich ist"),
        "newer": (lambda content: content.update(version=2), "aus einer neueren Fassung des Programms"),
        "a number": (first("measure", text=5), r"Eintrag 1, Maßnahme \(plan.measure\[0\].text\) ist „5“"),
        "no month": (first("measure", start="2018-13"), r"Beginn \(plan.measure\[0\].start\) ist „2018-13“"),
        "a field of no table": (first("goal", farbe="rot"), r"Ziel, Eintrag 1 \(plan.goal\[0\]\) hat „farbe“"),
        "an id twice": (twice, r"Maßnahme, Eintrag 3 \(plan.measure\[2\]\) hat dieselbe Kennung"),
        "an id of two tables": (shared, r"Frist, Eintrag 2 \(plan.deadline\[1\]\) hat dieselbe Kennung"),
        "a reference to nothing": (first("goal", phase=NOWHERE), "Unter „Phase“ verweist die Zeile auf eine, die es"),
        "a table that is none": (lambda content: content["plan"].update(goal={}), r"Ziel \(plan.goal\) ist nicht von"),
    }.values(),
)  # fmt: skip
def test_a_package_with_one_thing_wrong_names_the_place(
    change: Callable[[Content], object], said: str, tmp_path: Path
) -> None:
    content = copy.deepcopy(WHOLE)
    change(content)
    with pytest.raises(SourceError, match=said):
        read(json.dumps(content).encode(), tmp_path)


def text_of(content: Content) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False)


@pytest.mark.parametrize(
    ("write", "said"),
    {
        "no number": (lambda text: text.replace('"whole": true', '"whole": NaN', 1).encode(),
                      f"{UNREADABLE}In Zeile 5 steht „NaN“, was keine Zahl ist."),
        "a number too large": (lambda text: text.replace('"version": 1', '"version": 1e999', 1).encode(),
                               f"{UNREADABLE}Ein Text oder eine Zahl"),
        "a name twice": (lambda text: text.replace('"text":', '"text": "Verloren", "text":', 1).encode(),
                         f"{UNREADABLE}„text“ steht zweimal im Eintrag mit id „"),
        "a table twice": (lambda text: text.replace('"goal": [', '"goal": [], "goal": [', 1).encode(),
                          f"{UNREADABLE}„goal“ steht zweimal; was gilt"),
        "half a letter": (lambda text: text.replace('"version"', '"\\ud800"', 1).encode(), UNREADABLE),
        "of two bytes": (lambda text: text.encode("utf-16"), f"{UNREADABLE}Sie ist nicht in UTF-8"),
        "of two bytes without a mark": (lambda text: text.encode("utf-16-le"), f"{UNREADABLE}Sie ist nicht in UTF-8"),
        "of an old Windows": (lambda text: text.encode("cp1252", "replace"), rf"{UNREADABLE}In Zeile \d+ steht ein Z"),
        "a million levels": (lambda _text: b"[" * 10**6 + b"]" * 10**6, f"{UNREADABLE}Sie ist zu tief"),
        "levels of a field": (lambda text: text.replace("true", "[" * 10**5 + "]" * 10**5, 1).encode(), UNREADABLE),
        "a number of 5,000 digits": (lambda text: text.replace("true", "9" * 5000, 1).encode(), "zu viele Ziffern"),
        "something behind it": (lambda text: f"{text}\n]".encode(), rf"{UNREADABLE}In Zeile \d+, Spalte 1 steht"),
        "half of it": (lambda text: text.encode()[:3000], "vielleicht ist sie beim Kopieren abgebrochen"),
        "nothing": (lambda _text: b"", "vielleicht ist sie beim Kopieren abgebrochen"),
    }.values(),
)  # fmt: skip
def test_a_json_that_is_not_sound_says_where(write: Callable[[str], bytes], said: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=said):
        read(write(text_of(WHOLE)), tmp_path)


def test_a_mark_before_it_is_no_fault(tmp_path: Path) -> None:
    read(b"\xef\xbb\xbf" + text_of(WHOLE).encode(), tmp_path)


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        ({"title": 5}, r"In der Vorlage stimmt etwas nicht: „phases\[0\].title“ ist nicht von der richtigen Art"),
        ({"titel": "A"}, r"„phases\[0\]“ hat „titel“, was keine Vorlage hat"),
        ({"measures": [{"short": "x"}]}, r"„phases\[0\].measures\[0\]“ fehlt „text“"),
        ({"measures": [{"text": "x", "status": "egal"}]}, "ist „egal“, was dort nicht möglich ist"),
        ({"measures": [{"text": "x", "start": "2018-13"}]}, "„2018-13“ unter „Beginn“ ist kein Monat"),
        ({"refers_to": -1}, "Ein Ziel, eine Phase oder ein Partner ist genannt, den es in ihr nicht"),
        ({"refers_to": 0}, "Ein Ziel, eine Phase oder ein Partner ist genannt, den es in ihr nicht"),
        ({"refers_to": 1}, "Der Verweis führt im Kreis"),
    ],
)
def test_a_template_with_one_thing_wrong_names_the_place(phase: Content, said: str, tmp_path: Path) -> None:
    content: Content = {**TEMPLATE, "phases": [{"title": "A", **phase}, {"title": "B"}]}
    with pytest.raises(SourceError, match=said):
        read(json.dumps(content).encode(), tmp_path)

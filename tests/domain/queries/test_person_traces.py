"""Finding a person's name in free text as people write it, and leaving the text without it."""

from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.meeting_records import Attendance, Meeting, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELDS, Contact, Measure
from nrw_desktop.domain.queries.person_traces import (
    GONE,
    is_hers,
    is_likely,
    is_sure,
    lost,
    names,
    person,
    texts,
    typed_names,
    without,
)

MUELLER = person([{"person": "Dr. Anna-Lena Müller", "phone": "0521 / 51-33 44", "mail": "a.mueller@stadt.de"}])


@pytest.mark.parametrize(
    "text",
    [
        "Anna-Lena Müller", "mit ANNA-LENA\u00a0MUELLER.", "Müller, Anna-Lena", "(Anna-Lena Müllers Idee)",
        "Anna-Lena Mu\u0308ller", "a.mueller@Stadt.de", "Tel. 0521 513344",
    ],
)  # fmt: skip
def test_surely_hers(text: str) -> None:
    assert is_sure(text, MUELLER)
    assert names(text, MUELLER)


@pytest.mark.parametrize("text", ["Frau Müller", "Müllers Büro", "müller"])
def test_perhaps_hers(text: str) -> None:
    assert names(text, MUELLER)
    assert not is_sure(text, MUELLER)


@pytest.mark.parametrize("text", ["Müllerei", "Anna-Lena", "Dr.", "0521", "Müllabfuhr", ""])
def test_not_hers(text: str) -> None:
    assert not names(text, MUELLER)
    assert without("measure", "note", text, MUELLER) == text


@pytest.mark.parametrize(
    ("field", "text", "left"),
    [
        ("note", "Frau Müller ruft an", "Frau … ruft an"),
        ("note", "Frau Dr. Anna-Lena Müller", None),
        ("text", "Anna-Lena Müller", "…"),
        ("note", "Anna-Lena Müller, Tel. 0521 513344", "…, Tel. …"),
    ],
)
def test_what_is_left(field: str, text: str, left: str | None) -> None:
    assert without("measure", field, text, MUELLER) == left


@pytest.mark.parametrize("name", ["von der Heide, Anna", "Kim Eins, Lea Zwei"])
def test_a_name_is_found_as_it_was_typed(name: str) -> None:
    assert without("measure", "responsible", name, person([{"person": name}])) is None


@pytest.mark.parametrize("contact", [{}, {"person": ""}, {"person": "Dr."}, {"person": "Bo", "phone": "110"}])
def test_nobody_is_named_nowhere(contact: dict[str, str]) -> None:
    assert not names("Dr. Bo 110", person([contact]))


def test_texts_are_what_is_typed() -> None:
    found = texts()
    assert found.keys() == FIELDS.keys()
    assert "note" in found["measure"]
    assert found["set_aside"] == ("reason",)
    assert found["year_text"] == ("introduction", "course", "difficulties", "outlook")
    assert not {"id", "order", "phase", "status", "start", "participants_actual"} & set(found["measure"])


WORDS = st.text("abc äß.,-\n", max_size=12).map(lambda text: f"{text} ")


@given(WORDS, st.sampled_from(["Anna-Lena Müller", "Müller, Anna-Lena", "a.mueller@stadt.de"]), WORDS, st.booleans())
def test_what_a_text_lost_tells_who_it_was(before: str, name: str, after: str, alone: bool) -> None:
    text = name if alone else f"{before}{name} {after}"
    (found,) = lost(text, without("measure", "note", text, MUELLER))
    assert name in found
    # The same people are found by it, unless it is only the mail.
    assert "@" in name or is_sure(text, person([{"person": name}]))
    # An ellipsis of one's own and a text that lost nothing tell nothing.
    assert lost(f"{text} {GONE}", without("measure", "note", f"{text} {GONE}", MUELLER)) == set()
    assert lost(f"x{before}", f"x{before}") == set()


@given(st.data(), st.lists(st.text("ab "), min_size=2, max_size=4))
def test_names_are_told_where_a_text_can_have_lost_nothing_else(data: st.DataObject, pieces: list[str]) -> None:
    gaps = [data.draw(st.text("ab ", min_size=1, max_size=3)) for _ in pieces[1:]]
    text = pieces[0] + "".join(map(add, gaps, pieces[1:]))

    def ways(text: str, pieces: list[str]) -> set[tuple[str, ...]]:
        if len(pieces) == 1:
            return {()} if text == pieces[0] else set()
        rest = text.removeprefix(pieces[0])
        if rest == text and pieces[0]:
            return set()
        return {(rest[:at], *more) for at in range(1, len(rest) + 1) for more in ways(rest[at:], pieces[1:])}

    only = ways(text, pieces)
    assert tuple(gaps) in only
    assert lost(text, GONE.join(pieces)) == (set(gaps) if len(only) == 1 else set())


def test_a_long_text_of_much_the_same_is_soon_given_up() -> None:
    assert lost("ab" * 5000, GONE.join(["a"] * 50)) == set()


def test_names_that_stand_somewhere_are_offered_once_without_what_is_in_brackets() -> None:
    rows = (
        Attendance("a", name="Anna-Lena Müller (Caritas)"),
        Attendance("b", name="(nur Gäste)"),
        Meeting("s", chair="Zoe Ab", minutes_by="Anna-Lena  Müller"),
        Task("t", text="x", name="Özge Öz"),
        Measure("m", text="Gespräch mit Otto Nirgends", responsible="Bo Be"),
        Contact("c", person="Cem Ce"),
    )
    plan = Plan.empty().apply(Change(tuple(map(inserted, rows)), "x"))
    assert typed_names(plan) == ("Anna-Lena Müller", "Bo Be", "Cem Ce", "Özge Öz", "Zoe Ab")


@pytest.mark.parametrize(
    ("people", "hers"),
    [
        (["Anna-Lena Müller"], True), (["Frau Müller", None, "Müller, Anna-Lena (Leitung)"], True),
        (["Frau Müller"], False), (["Anna-Lena Müller", "Otto Gast"], False), (["Anna-Lena Müller und Otto"], False),
        ([], False),
    ],
)  # fmt: skip
def test_a_contact_that_was_nobody_elses(people: list[str | None], hers: bool) -> None:
    assert is_hers(people, MUELLER) == hers


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("Frau Müller kommt", True), ("Fr. Müller", True), ("Hr. Müller", True), ("Dr.Müller", True),
        ("Frau A. Müller", True), ("der Müller", False), ("Müller backt. " * 4_000, False),
    ],
)  # fmt: skip
def test_a_family_name_behind_a_title_is_likely_hers(text: str, is_so: bool) -> None:
    assert is_likely("measure", "note", text, MUELLER) is is_so

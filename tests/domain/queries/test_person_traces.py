"""Finding a person's name in free text as people write it, and leaving the text without it."""

import pytest

from nrw_desktop.domain.model.records import FIELDS
from nrw_desktop.domain.queries.person_traces import is_sure, names, person, texts, without

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

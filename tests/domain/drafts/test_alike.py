"""Questions that are asked again and again have one answer, and still each its own."""

from nrw_desktop.domain.drafts.alike import MOST, asked_together, given_together
from nrw_desktop.domain.drafts.draft import Answers, Choice, Doubt, Draft, Place, answered
from nrw_desktop.domain.model.plan import Plan

ALL = "Umbrüche, alle"


def draft(answers: Answers, count: int = MOST + 1) -> Draft:
    choices = (Choice("own", "eigene"), Choice("part", "einer"))
    doubts = [
        Doubt(
            key=f"Zeile {number}",
            place=Place("Tabelle1", number),
            read=f"Text {number}",
            question=f"Was ist {number}?",
            choices=choices if number else tuple(reversed(choices)),
            suggestion="own" if number else "part",
            kind="Umbrüche",
        )
        for number in range(count)
    ]
    return Draft(plan=Plan.empty(), doubts=tuple(answered(one, answers) for one in doubts))


def test_few_questions_stay_as_they_are() -> None:
    few = draft({}, MOST)
    assert asked_together(few, {}) is few
    assert given_together(few, {ALL: "own"}) == {}


def test_one_question_stands_for_many() -> None:
    asked = asked_together(draft({}), {})
    assert [one.key for one in asked.open] == [ALL]
    assert len(asked.covered) == MOST + 1
    assert [tuple(one) for one in asked.doubts[0].choices] == [
        ("suggested", "überall wie vorgeschlagen: 6-mal „eigene“, 1-mal „einer“"),
        ("part", "einer"),
        ("own", "eigene"),
        ("each", "einzeln entscheiden"),
    ]


def test_its_answer_answers_all_but_those_that_have_their_own() -> None:
    own = {ALL: "part", "Zeile 3": "own"}
    given = given_together(draft(own), own)
    assert set(given.values()) == {"part"}
    assert len(given) == MOST
    assert "Zeile 3" not in given
    asked = asked_together(draft({**own, **given}), own)
    assert [one.key for one in asked.doubts] == [ALL, "Zeile 3"]
    assert not asked.open
    suggested = given_together(draft({}), {ALL: "suggested"})
    assert suggested["Zeile 0"] == "part"
    assert suggested["Zeile 1"] == "own"


def test_they_may_be_answered_one_by_one() -> None:
    answers = {ALL: "each"}
    assert given_together(draft(answers), answers) == {}
    asked = asked_together(draft(answers), answers)
    assert len(asked.doubts) == MOST + 2
    assert len(asked.open) == MOST + 1
    assert not asked.covered

"""Templates in the user's own folder: saved, listed, used, and refused with a sentence where they are broken."""

import json
from pathlib import Path

import pytest

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.storage.upkeep import new_plans


def test_one_that_was_saved_is_listed_and_begins_a_plan(template_plan: Plan, tmp_path: Path) -> None:
    assert new_plans.own_templates() == {}
    own = paths.own_templates()
    new_plans.save_template(own / "Unsere.json", template_plan)
    assert list(new_plans.own_templates()) == ["Unsere"]
    with new_plans.new_plan(tmp_path / "Neu.nrwplan", "Unsere") as file:
        assert [phase.title for phase in file.plan.phases] == [phase.title for phase in template_plan.phases]
        assert file.plan.project.municipality == ""
    with pytest.raises(PlanError, match="heißt schon eine Vorlage"):
        new_plans.save_template(own / "bielefeld.json", template_plan)


_TWICE = {
    "project": {},
    "phases": [{"title": "A", "measures": [{"text": "x", "partners": ["MBR", "MBR"]}]}],
    "partners": [{"name": "MBR"}],
}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "{}",
        '{"project":{},"phases":[{"title":"A","refers_to":3}]}',
        "[[[[",
        json.dumps(_TWICE),
        '{"project":{},"phases":[{"title":"A","refers_to":-1},{"title":"B"}]}',
        '{"project":{},"phases":[{"title":"A","measures":[{"text":"x","start":"2018-13"}]}]}',
        '{"project":{},"project":{"title":"Verloren"},"phases":[]}',
    ],
)
def test_a_broken_one_is_a_sentence_and_no_plan(content: str, tmp_path: Path) -> None:
    own = paths.own_templates()
    own.mkdir(parents=True)
    (own / "Kaputt.json").write_text(content)
    with pytest.raises(PlanError, match="„Kaputt“ lässt sich nicht lesen"):
        new_plans.template_named("Kaputt")
    with pytest.raises(PlanError, match="„Kaputt“ lässt sich nicht lesen"):
        new_plans.new_plan(tmp_path / "Neu.nrwplan", "Kaputt")
    assert list(tmp_path.glob("*.nrwplan")) == []

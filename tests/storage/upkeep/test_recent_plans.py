"""The plan of the first start, new plans, and those used last."""

from pathlib import Path

import pytest

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.upkeep import new_plans, recent_plans


@pytest.fixture(autouse=True)
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's documents, on every system."""
    folder = tmp_path / "Eigene Dokumente"
    monkeypatch.setattr(paths, "documents", lambda: folder)
    return folder


def test_the_first_start_makes_the_plan_and_the_second_finds_it(documents: Path) -> None:
    plan = new_plans.plan_to_open()
    assert plan == documents / "NRWeltoffen" / "Bielefeld.nrwplan" == recent_plans.default_plan()
    content = plan.read_bytes()
    with PlanFile.open(plan, read_only=True) as file:
        assert len(file.plan.phases) == 4
        assert file.undo_step() is None
    assert new_plans.plan_to_open() == plan
    assert plan.read_bytes() == content


def test_what_lies_there_already_is_never_overwritten(documents: Path) -> None:
    recent_plans.default_plan().parent.mkdir(parents=True)
    recent_plans.default_plan().write_text("fremd")
    assert new_plans.plan_to_open().read_text() == "fremd"


def test_of_two_first_starts_at_once_both_have_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    make = new_plans.new_plan

    def quicker(path: Path) -> PlanFile:
        make(path).close()
        return make(path)

    monkeypatch.setattr(new_plans, "new_plan", quicker)
    assert new_plans.plan_to_open() == recent_plans.default_plan()


def test_the_last_plan_is_opened(tmp_path: Path) -> None:
    mine = tmp_path / "mein.nrwplan"
    new_plans.new_plan(mine, "leer").close()
    recent_plans.remember_plan(mine)
    assert new_plans.plan_to_open() == recent_plans.last_plan() == mine
    assert not recent_plans.default_plan().exists()


def test_a_last_plan_that_is_gone_is_said(tmp_path: Path) -> None:
    recent_plans.remember_plan(tmp_path / "weg.nrwplan")
    with pytest.raises(PlanError, match=r"weg\.nrwplan“ ist nicht mehr da.*Bitte") as refusal:
        new_plans.plan_to_open()
    assert "„Öffnen“" in str(refusal.value)
    assert not recent_plans.default_plan().exists()


def test_documents_that_cannot_be_made_are_said(documents: Path) -> None:
    documents.write_text("")
    with pytest.raises(PlanError, match="lässt sich nicht anlegen"):
        new_plans.plan_to_open()


def test_ten_plans_are_remembered_each_once(tmp_path: Path) -> None:
    names = [tmp_path / f"{number}.nrwplan" for number in range(12)]
    for name in [*names, names[5]]:
        recent_plans.remember_plan(name)
    assert recent_plans.recent_plans() == [names[5], *names[:5:-1], *names[4:1:-1]]
    assert recent_plans.last_plan() == names[5]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", []),
        (b"\xff\x00", []),
        (b"[" * 100_000, []),
        (b'{"recent": 1}', []),
        (b'["/a", 5, null, "", "/a", "/b\\u0000", "/c"]', ["/a", "/c"]),
    ],
)
def test_garbage_in_the_list_is_passed_over(data_dir: Path, content: bytes, found: list[str]) -> None:
    data_dir.mkdir(parents=True)
    (data_dir / "recent.json").write_bytes(content)
    assert recent_plans.recent_plans() == [Path(name) for name in found]


def test_a_list_that_cannot_be_kept_is_no_error(data_dir: Path, tmp_path: Path) -> None:
    data_dir.write_text("")
    recent_plans.remember_plan(tmp_path / "a.nrwplan")
    assert recent_plans.recent_plans() == []


def test_a_new_plan_is_refused_where_a_file_is(tmp_path: Path) -> None:
    path = tmp_path / "da.nrwplan"
    path.write_text("da")
    with pytest.raises(PlanError, match="gibt es schon"):
        new_plans.new_plan(path)
    assert path.read_text() == "da"
    with pytest.raises(KeyError):
        new_plans.new_plan(tmp_path / "neu.nrwplan", "../bielefeld")

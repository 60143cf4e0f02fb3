"""What leaves comes back the same: the seed plan, the full one, and plans at random, in each form that holds a plan."""

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from nrw_desktop.domain.drafts.bringing_in import beginning, change
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import order
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import TABLES, Decision, Goal, Measure, Mention, Partner, Project, Record, link_id
from nrw_desktop.domain.model.records import Phase as PhaseRecord
from nrw_desktop.domain.queries import period
from nrw_desktop.domain.queries.invariants import breaches
from nrw_desktop.domain.text.points import NOWHERE, PARTS
from nrw_desktop.exchange.exporting.formats import exported
from nrw_desktop.exchange.lists import csv_files, ods, workbooks
from nrw_desktop.exchange.package import package
from nrw_desktop.exchange.plan_json import plan_object
from nrw_desktop.exchange.reading.child import source_of
from nrw_desktop.exchange.reading.drafts import draft_as_suggested, draft_of
from nrw_desktop.exchange.returning.packages import draft_of_package
from nrw_desktop.exchange.sources.limits import SourceError
from nrw_desktop.exchange.sources.source import Source
from nrw_desktop.exchange.word import docx, odt
from tests.reports.full_plan import full_plan
from tests.reports.pdf_tools import seed
from tests.reports.random_plans import plans

NOW = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)
READERS = {"xlsx": workbooks.read, "ods": ods.read, "csv": csv_files.read, "docx": docx.read, "odt": odt.read}
LINKS = {
    "mention": ("phase", "partner"),
    "measure_goal": ("measure", "goal"),
    "measure_partner": ("measure", "partner"),
    "measure_decision": ("decision", "measure"),
}


def there_and_back(plan: Plan, suffix: str, folder: Path) -> Source:
    path = folder / f"Plan.{suffix}"
    path.write_bytes(exported(plan, suffix, "internal", NOW).content)
    return READERS[suffix](path)


def new_plan(draft: Any) -> Plan:
    origin = Change((inserted(Project("p")),), "Plan angelegt", "origin")
    return Plan.empty().apply(beginning(origin, draft))


def in_lists(plan: Plan) -> dict[str, Any]:
    """What `show --json` says of all that lists hold; links in no order, since that is the one of their ids."""
    told: dict[str, Any] = plan_object(plan)
    for gone in ("set_aside", "bodies", "meetings", "topics"):
        del told[gone]
    del told["project"]["year_texts"]
    for measure in (measure for phase in told["phases"] for measure in phase["measures"]):
        for name in ("goals", "partners", "costs", "decisions", "documents"):
            measure[name] = sorted(measure[name], key=str)
    told["tasks"], told["partners"] = (sorted(told[name], key=str) for name in ("tasks", "partners"))
    for name in ("deadlines", "funding"):
        told["project"][name] = sorted(told["project"][name], key=str)
    for partner in told["partners"]:
        partner["aliases"] = sorted(partner["aliases"])
    return told


def in_documents(plan: Plan) -> list[Any]:
    """What the table of five columns holds."""
    told: Any = plan_object(plan)["phases"]
    texts = [[measure["text"] for measure in phase["measures"]] for phase in told]
    goals = [_texts(phase["goals"]) for phase in told]
    names = [(phase["title"], phase["period"]["text"], phase["partners"]["text"]) for phase in told]
    references = [(phase["partners"]["refers_to"], phase["partners"]["emphasis"]) for phase in told]
    return [names, references, texts, goals]


def _texts(listed: Any) -> Any:
    return listed and [listed["style"], [(goal["text"], _texts(goal["children"])) for goal in listed["items"]]]


@pytest.mark.parametrize("plan", [seed(), full_plan()], ids=["seed", "full"])
def test_a_plan_is_the_same_when_it_comes_back(plan: Plan, tmp_path: Path) -> None:
    for suffix in ("xlsx", "ods"):
        draft = draft_of(there_and_back(plan, suffix, tmp_path), {})
        assert (draft.doubts, draft.errors, draft.left_out, draft.remarks) == ((), (), (), ())
        assert in_lists(new_plan(draft)) == in_lists(plan)
        assert change(plan, draft, "update").rows == ()
    for suffix in ("docx", "odt"):
        source = there_and_back(plan, suffix, tmp_path)
        draft = draft_as_suggested(source, {})
        assert draft.errors == ()
        assert in_documents(new_plan(draft)) == in_documents(plan)
        # „Koordinator (koordiniert …)“ is how a phase prints a partner of the register.
        assert change(plan, draft_as_suggested(source, {}, plan), "update").rows == ()
    draft = draft_of(there_and_back(plan, "csv", tmp_path), {})
    assert [one["measures"] for one in in_lists(draft.plan)["phases"]] == [
        [
            {**one, "costs": [], "decisions": [], "documents": [], "goals": [], "partners": []}
            for one in phase["measures"]
        ]
        for phase in in_lists(plan)["phases"]
    ]


ODD = (
    *("=SUMME(A1:A3)", "'führend", "''zwei", "+5 %", "#NV", "WAHR", "1e5", "007", "12/2018", "50 %"),
    *("مرحبا שלום", "👩🏽‍💻"),
)


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "docx", "odt", "csv"])
def test_texts_that_look_like_something_else_come_back_in_a_plan_of_one_phase(suffix: str, tmp_path: Path) -> None:
    keys = order.block("", None, len(ODD))
    rows: list[Record] = [PhaseRecord("a", order="a", title="=1 Workshop"), Partner("r", name="=cmd|' /C calc'!A0")]
    rows += [Measure(f"m{key}", phase="a", order=key, text=text) for key, text in zip(keys, ODD, strict=True)]
    rows += [Goal(f"g{key}", phase="a", order=key, text=text) for key, text in zip(keys, ODD, strict=True)]
    rows.append(Mention(link_id("a", "r"), phase="a", partner="r", order="a"))
    plan = Plan.empty().apply(Change(tuple(map(inserted, (Project("p"), *rows))), "x", "origin"))
    draft = draft_as_suggested(there_and_back(plan, suffix, tmp_path), {})
    assert (draft.doubts, draft.errors, draft.left_out) == ((), (), ())
    made = new_plan(draft)
    assert [(phase.title, [one.text for one in made.measures(phase.id)]) for phase in made.phases] == [
        ("=1 Workshop", list(ODD))
    ]
    if suffix != "csv":
        assert in_documents(made) == in_documents(plan)


def test_a_package_goes_through_the_child_and_is_a_new_plan(tmp_path: Path) -> None:
    plan, path = full_plan(), tmp_path / "Plan.json"
    path.write_bytes(package(plan, "internal"))
    draft = draft_of(source_of(path), {})
    assert draft.plan == plan
    assert draft.remarks == ()
    assert in_lists(new_plan(draft)) == in_lists(plan)
    assert change(plan, draft, "update").rows == ()
    path.write_bytes(exported(plan, "json", "public", NOW).content)
    assert "nicht der ganze Plan" in draft_of(source_of(path), {}).remarks[0]


def sound(plan: Plan) -> Plan:
    """The plan as a file could hold it: two are linked once, and no period is words alone or ends before it starts."""
    rows = {table: dict(records) for table, records in plan.rows.items()}
    for table in ("phase", "measure"):
        empty = {field: getattr(TABLES[table](""), field) for field in PARTS}
        for key, record in plan.rows[table].items():
            ends: Any = [period.point(record, side) for side in period.SIDES]  # type: ignore[arg-type]
            try:
                period.check(plan, record)  # type: ignore[arg-type]
                is_one = any(point != NOWHERE for point in ends)
            except PlanError:
                is_one = False
            if not is_one:
                rows[table][key] = msgspec.structs.replace(record, **empty)
    for table, (one, other) in LINKS.items():
        pairs = {link_id(getattr(row, one), getattr(row, other)): row for row in plan.rows[table].values()}
        rows[table] = {key: msgspec.structs.replace(row, id=key) for key, row in pairs.items()}
    # A decision belongs to a measure, or to a meeting and then is linked.
    own = {key for key, decision in plan.all(Decision).items() if decision.measure}
    rows["measure_decision"] = {key: row for key, row in rows["measure_decision"].items() if row.decision not in own}
    return Plan(rows)


@settings(max_examples=10, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(plans().map(sound))
def test_any_plan_is_the_same_as_a_package_and_as_a_workbook(
    tmp_path_factory: pytest.TempPathFactory, plan: Plan
) -> None:
    draft = draft_as_suggested(there_and_back(plan, "xlsx", tmp_path_factory.getbasetemp()), {}, plan)
    assert draft.errors == ()
    assert in_lists(draft.plan) == in_lists(plan)
    if breach := next(breaches(plan), ""):
        with pytest.raises(SourceError, match="passt etwas nicht zusammen") as refused:
            draft_of_package(package(plan, "internal"))
        assert breach in str(refused.value)
        return
    meetings = {
        key: msgspec.structs.replace(one, closed_by=None)  # type: ignore[type-var]
        for key, one in plan.rows["meeting"].items()
    }
    assert draft_of_package(package(plan, "internal")).plan == Plan({**plan.rows, "meeting": meetings})

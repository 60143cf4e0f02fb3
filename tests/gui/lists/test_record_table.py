"""The table model: rows that follow the plan through any change, drafts, drops and refusals."""

import random
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.gui.lists.columns import MEASURES, OVERVIEW, PARTNERS
from nrw_desktop.gui.lists.record_table import RECORD_ROLE, RecordTable
from nrw_desktop.gui.session.workspace import Workspace
from tests.gui.hands import measure, measure_texts

Role = Qt.ItemDataRole
NOWHERE = QModelIndex()


@pytest.fixture
def table(workspace: Workspace) -> RecordTable:
    """The measures of phase 1, watched by Qt's own tester."""
    made = RecordTable(workspace, MEASURES, workspace.plan.phases[0].id)
    watch(made)
    return made


def watch(model: QAbstractItemModel) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)


def shown(table: RecordTable, column: int = 0) -> list[str]:
    return [table.index(row, column).data() for row in range(table.rowCount())]


def kinds(model: QAbstractItemModel) -> list[str]:
    """Names of the signals that a model sends from now on."""
    heard: list[str] = []
    for name in ("rowsInserted", "rowsRemoved", "rowsMoved", "dataChanged", "modelReset"):
        getattr(model, name).connect(lambda *_, name=name: heard.append(name))
    return heard


def test_it_shows_what_the_columns_say(table: RecordTable, workspace: Workspace) -> None:
    assert shown(table) == measure_texts(workspace.plan, 1)
    headers = [table.headerData(place, Qt.Orientation.Horizontal) for place in range(table.columnCount())]
    assert headers == ["Maßnahme", "Status", "Zeitraum", "Verantwortlich"]
    assert table.index(0, 1).data() == "geplant"
    assert table.index(0, 1).data(Role.EditRole) == "planned"
    assert table.index(0, 1).data(Role.AccessibleTextRole) == "Status: geplant"
    assert table.index(0, 2).data(Role.AccessibleTextRole) == "Zeitraum: leer"
    assert table.index(0, 0).data(RECORD_ROLE) is measure(workspace.plan, 1, 0)
    assert table.index(0, 0).data(Role.DecorationRole) is None


def random_step(workspace: Workspace, chance: random.Random) -> None:
    """Something that a person or another window may do, in phase 1 or 2."""
    plan = workspace.plan
    first, second = plan.phases[0].id, plan.phases[1].id
    here = [one.id for one in plan.measures(first)]
    there = [one.id for one in plan.measures(second)]
    some = chance.sample(here, min(len(here), chance.randint(1, 4)))
    step = chance.randrange(9)
    if step == 0 and len(here) < 30:
        workspace.run(edits.measures.add, first, f"Neu {chance.random()}", chance.randint(0, len(here)))
    elif step == 1 and len(here) > 2:
        workspace.run(edits.measures.remove, some[: len(here) - 2])
    elif step == 2 and some:
        workspace.run(edits.measures.move, some, first, chance.randint(0, len(here)))
    elif step == 3 and some:
        workspace.run(edits.measures.move, some, second, None)
    elif step == 4 and there:
        moved = chance.sample(there, min(len(there), chance.randint(1, 5)))
        workspace.run(edits.measures.move, moved, first, chance.randint(0, len(here)))
    elif step == 5 and some:
        workspace.run(edits.measures.set_field, some[0], "text", f"Text {chance.random()}")
    elif step == 6 and some:
        workspace.run(edits.measures.set_status, some, chance.choice(["planned", "done", "running"]))
    elif step == 7:
        workspace.undo()
    else:
        workspace.redo()


@pytest.mark.parametrize("seed", range(4))
def test_any_changes_keep_rows_and_persistent_indexes_right(
    table: RecordTable, workspace: Workspace, seed: int
) -> None:
    chance = random.Random(seed)
    heard = kinds(table)
    for _ in range(75):
        kept = {
            table.record(table.index(row, 0)).id: QPersistentModelIndex(table.index(row, 2))  # type: ignore[union-attr]
            for row in range(table.rowCount())
        }
        random_step(workspace, chance)
        wanted = workspace.plan.measures(workspace.plan.phases[0].id)
        assert [table.record(table.index(row, 0)) for row in range(table.rowCount())] == list(wanted)
        assert shown(table) == [one.text for one in wanted]
        assert shown(table, 1) == [MEASURES.columns[1].show(workspace.plan, one) for one in wanted]
        places = {one.id: place for place, one in enumerate(wanted)}
        for key, index in kept.items():
            assert (index.row() if index.isValid() else None) == places.get(key)
    assert {"rowsInserted", "rowsRemoved", "rowsMoved", "dataChanged"} == set(heard)


def test_any_order_is_reached(workspace: Workspace) -> None:
    """Removals, moves, inserts and renewals all in one step, as a merge or a reload brings them."""
    table = RecordTable(workspace, MEASURES, workspace.plan.phases[0].id)
    watch(table)
    chance = random.Random(7)
    for _ in range(60):
        names = chance.sample(range(40), chance.randint(0, 25))
        records = [Measure(f"m{name}", text=f"{name} {chance.randrange(3)}") for name in names]
        table.show_records(list(records), renew_all=chance.random() < 0.3)
        assert shown(table) == [record.text for record in records]


def test_one_row_put_elsewhere_is_one_move(table: RecordTable, workspace: Workspace) -> None:
    heard = kinds(table)
    workspace.run(edits.measures.move, [measure(workspace.plan, 1, 0).id], workspace.plan.phases[0].id, 4)
    assert heard == ["rowsMoved", "dataChanged"]


def test_what_is_elsewhere_in_the_plan_is_no_news(table: RecordTable, workspace: Workspace) -> None:
    heard = kinds(table)
    workspace.run(edits.goals.add, workspace.plan.phases[0].id, "Ein Ziel")
    workspace.run(edits.measures.set_field, measure(workspace.plan, 2, 0).id, "status", "done")
    assert heard == []


def test_a_new_text_repaints_its_own_row_and_no_other(table: RecordTable, workspace: Workspace) -> None:
    heard = kinds(table)
    rows: list[tuple[int, int]] = []
    table.dataChanged.connect(lambda first, last: rows.append((first.row(), last.row())))
    workspace.run(edits.measures.set_field, measure(workspace.plan, 1, 1).id, "text", "anders")
    assert (heard, rows) == (["dataChanged"], [(1, 1)])
    assert shown(table) == measure_texts(workspace.plan, 1)
    assert table.record(table.index(1, 0)) is measure(workspace.plan, 1, 1)


def test_very_many_new_rows_come_in_one_reset(workspace: Workspace) -> None:
    table = RecordTable(workspace, MEASURES, workspace.plan.phases[0].id)
    watch(table)
    heard = kinds(table)
    table.show_records([Measure(str(number), text=str(number)) for number in range(300)])
    assert heard == ["modelReset"]
    assert table.rowCount() == 300


def test_a_renamed_partner_shows_where_it_is_responsible(table: RecordTable, workspace: Workspace) -> None:
    partner = workspace.plan.partners[0]
    workspace.run(edits.measures.set_field, measure(workspace.plan, 1, 0).id, "responsible", partner.name)
    assert table.index(0, 3).data() == partner.name
    workspace.run(edits.partners.set_field, partner.id, "name", "Ganz anders")
    assert table.index(0, 3).data() == "Ganz anders"


@pytest.mark.parametrize(
    ("column", "value", "field", "stored"),
    [
        (0, "Anderer Text", "text", "Anderer Text"),
        (1, "done", "status", "done"),
        (2, "08–10/2017", "start", "2017-08"),
        (2, "", "start", None),
        (3, "Freier Text", "responsible", "Freier Text"),
    ],
)
def test_a_cell_is_set(
    table: RecordTable, workspace: Workspace, column: int, value: str, field: str, stored: str | None
) -> None:
    assert table.setData(table.index(1, column), value)
    assert getattr(measure(workspace.plan, 1, 1), field) == stored
    assert table.refusal == ""


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        (0, "  ", "darf nicht leer sein"),
        (1, "vielleicht", "nicht möglich"),
        (2, "10/2017–08/2017", "liegt vor dem Beginn"),
        (2, "13/2017", "Einen Monat 13 gibt es nicht"),
        (2, "Ende von Phase 9 bis Projektende", "Eine Phase 9 gibt es nicht"),
    ],
)
def test_a_refused_value_changes_nothing_and_is_told(
    table: RecordTable, workspace: Workspace, qtbot: QtBot, column: int, value: str, words: str
) -> None:
    before, told = workspace.plan, list[Any]()
    table.refused.connect(lambda index, sentence: told.append((index.row(), index.column(), sentence)))
    assert not table.setData(table.index(1, column), value)
    assert workspace.plan is before
    assert words in table.refusal
    assert told == [(1, column, table.refusal)]
    assert table.setData(table.index(1, 3), "nun aber")
    assert table.refusal == ""


def test_other_roles_and_no_cell_are_not_set(table: RecordTable, workspace: Workspace) -> None:
    before = workspace.plan
    assert not table.setData(table.index(0, 0), "x", Role.CheckStateRole)
    assert not table.setData(NOWHERE, "x")
    assert workspace.plan is before


def test_rows_are_dragged_and_dropped(table: RecordTable, workspace: Workspace) -> None:
    texts = measure_texts(workspace.plan, 1)
    indexes = [table.index(row, column) for row in (0, 1) for column in range(4)]
    assert table.flags(indexes[0]) & Qt.ItemFlag.ItemIsDragEnabled
    data = table.mimeData(indexes)
    # The model moves them itself: True would let the view delete them.
    assert not table.dropMimeData(data, Qt.DropAction.MoveAction, 4, 0, NOWHERE)
    assert shown(table) == [*texts[2:4], *texts[:2], *texts[4:]]
    assert workspace.undo_label() == "2 Maßnahmen verschoben"


def test_rows_dropped_behind_all_come_last(table: RecordTable, workspace: Workspace) -> None:
    texts = measure_texts(workspace.plan, 1)
    table.dropMimeData(table.mimeData([table.index(0, 0)]), Qt.DropAction.MoveAction, -1, -1, NOWHERE)
    assert shown(table) == [*texts[1:], texts[0]]


def test_rows_of_another_kind_or_of_another_plan_are_not_taken(table: RecordTable, workspace: Workspace) -> None:
    partners = RecordTable(workspace, PARTNERS)
    before, told = workspace.plan, list[str]()
    table.refused.connect(lambda _index, sentence: told.append(sentence))
    table.dropMimeData(partners.mimeData([partners.index(0, 0)]), Qt.DropAction.MoveAction, 0, 0, NOWHERE)
    assert (workspace.plan, told) == (before, [])
    data = table.mimeData([table.index(0, 0)])
    data.setData("application/x-nrw-desktop-measure", b"01a205f7-0000-7000-8000-000000000000")
    table.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, NOWHERE)
    assert workspace.plan is before
    assert "gibt es nicht mehr" in told[0]


def test_a_draft_becomes_a_record(table: RecordTable, workspace: Workspace) -> None:
    index = table.begin_draft()
    assert (index.row(), index.column(), table.rowCount()) == (6, 0, 7)
    assert table.is_draft(index)
    assert table.record(index) is None
    assert index.data() is None
    assert table.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert not table.flags(table.index(6, 1)) & Qt.ItemFlag.ItemIsEditable
    assert table.begin_draft() == index
    draft = QPersistentModelIndex(index)
    assert table.setData(index, "Fachtagung")
    # The view still has an editor in it: it goes when that is closed.
    assert table.is_draft(draft)
    assert table.setData(draft, "Fachtagung")
    assert table.end_draft() == measure(workspace.plan, 1, 6).id
    assert shown(table)[-2:] == [measure(workspace.plan, 1, 5).text, "Fachtagung"]
    assert table.end_draft() is None


def test_an_empty_draft_just_goes(table: RecordTable, workspace: Workspace) -> None:
    before = workspace.plan
    assert table.setData(table.begin_draft(), "  ")
    assert table.end_draft() is None
    assert table.rowCount() == 6
    assert workspace.plan is before


def test_a_refused_draft_stays(workspace: Workspace) -> None:
    table = RecordTable(workspace, PARTNERS)
    watch(table)
    index = table.begin_draft()
    assert not table.setData(index, workspace.plan.partners[0].name)
    assert "gibt es schon" in table.refusal
    assert table.is_draft(table.index(table.rowCount() - 1, 0))


def test_a_draft_stays_last_while_the_plan_changes(table: RecordTable, workspace: Workspace) -> None:
    index = QPersistentModelIndex(table.begin_draft())
    workspace.run(edits.measures.add, workspace.plan.phases[0].id, "von anderswo", 0)
    workspace.run(edits.measures.remove, [measure(workspace.plan, 1, 3).id])
    workspace.run(edits.measures.move, [measure(workspace.plan, 1, 0).id], workspace.plan.phases[0].id)
    assert index.row() == table.rowCount() - 1 == 6
    assert table.is_draft(index)
    table.end_draft()
    assert not index.isValid()
    assert shown(table) == measure_texts(workspace.plan, 1)


def test_partners_stand_in_german_order(workspace: Workspace) -> None:
    table = RecordTable(workspace, PARTNERS)
    watch(table)
    for name in ("Zebra", "ärztekammer", "Arztpraxis", "Öko", "Ost", "Straße", "Strasse 2"):
        workspace.run(edits.partners.add, name)
    added = {"Zebra", "ärztekammer", "Arztpraxis", "Öko", "Ost", "Straße", "Strasse 2"}
    names = [name for name in shown(table) if name in added]
    assert names == ["ärztekammer", "Arztpraxis", "Öko", "Ost", "Straße", "Strasse 2", "Zebra"]
    assert table.index(0, 3).data()
    zebra = next(partner for partner in workspace.plan.partners if partner.name == "Zebra")
    workspace.run(edits.partners.set_field, zebra.id, "name", "Aal")
    added.add("Aal")
    assert [name for name in shown(table) if name in added][:2] == ["Aal", "ärztekammer"]


def test_the_overview_shows_partners_as_they_are_printed(workspace: Workspace) -> None:
    table = RecordTable(workspace, OVERVIEW)
    watch(table)
    assert shown(table)[:2] == ["1  Analyse der Ausgangssituation", "2  Bestandsanalyse"]
    assert table.index(1, 4).data().startswith("Siehe Phase 1 und insbesondere")
    workspace.run(edits.phases.move, workspace.plan.phases[0].id, 1)
    assert shown(table)[:2] == ["1  Bestandsanalyse", "2  Analyse der Ausgangssituation"]
    assert table.index(0, 4).data().startswith("Siehe Phase 2 und insbesondere")
    assert not table.flags(table.index(0, 0)) & (Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled)

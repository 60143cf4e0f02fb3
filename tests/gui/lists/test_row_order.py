"""Tables sorted and filtered: a way to look at the rows, whatever happens to the plan meanwhile."""

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.domain.text.collation import sort_key
from nrw_desktop.gui.lists.columns import MEASURES, OVERVIEW, PARTNERS, TableSpec
from nrw_desktop.gui.lists.detail_table import COSTS, DECISIONS
from nrw_desktop.gui.lists.outline import Outline
from nrw_desktop.gui.lists.outline_view import OutlineView
from nrw_desktop.gui.lists.phase_outlines import GOALS
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.lists.register_tables import CONTACTS
from nrw_desktop.gui.session.workspace import Workspace
from tests.gui.hands import Key, callouts, measure, measure_texts, press, replace_text, settle
from tests.gui.lists.test_record_table import random_step, shown, watch

TEXT, STATUS, PERIOD, RESPONSIBLE = range(4)
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@pytest.fixture
def table(workspace: Workspace) -> RecordTable:
    made = RecordTable(workspace, MEASURES, workspace.plan.phases[0].id)
    watch(made)
    return made


@pytest.fixture
def view(table: RecordTable, show: Callable[[QWidget], QWidget]) -> RecordView:
    made = RecordView(table)
    made.resize(900, 600)
    show(made)
    made.setFocus()
    return made


def click_heading(view: RecordView, column: int) -> None:
    header = view.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    settle()


def ids(table: RecordTable) -> list[str]:
    return [table.record(table.index(row, 0)).id for row in range(table.rowCount())]  # type: ignore[union-attr]


def test_a_heading_sorts_up_down_and_not_at_all(view: RecordView, table: RecordTable, workspace: Workspace) -> None:
    before, plan = measure_texts(workspace.plan, 1), workspace.plan
    header = view.horizontalHeader()
    click_heading(view, TEXT)
    assert shown(table) == sorted(before, key=sort_key)
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (TEXT, UP)
    click_heading(view, TEXT)
    assert shown(table) == sorted(before, key=sort_key, reverse=True)
    click_heading(view, TEXT)
    assert shown(table) == before
    assert header.sortIndicatorSection() == -1
    assert workspace.plan is plan


def test_the_keyboard_sorts_by_its_column_and_keeps_what_is_chosen(view: RecordView, table: RecordTable) -> None:
    view.setCurrentIndex(table.index(2, TEXT))
    chosen = ids(table)[2]
    for _ in range(4):
        view.sort_current()
        assert view.selected_keys() == [chosen]
        assert table.record(view.currentIndex()).id == chosen  # type: ignore[union-attr]
    assert table.arrangement.column == TEXT


def test_choices_sort_by_their_place_and_empty_cells_come_last(table: RecordTable, workspace: Workspace) -> None:
    keys = ids(table)
    for key, status in zip(keys, ("dropped", "done", "planned"), strict=False):
        workspace.run(edits.measures.set_field, key, "status", status)
    workspace.run(edits.measures.set_period, keys[1], "08–10/2018")
    workspace.run(edits.measures.set_period, keys[3], "11/2017–01/2019")
    workspace.run(edits.measures.set_period, keys[4], "11/2017")
    table.sort_by(STATUS)
    assert shown(table, STATUS) == ["geplant"] * 4 + ["abgeschlossen", "entfallen"]
    table.sort_by(PERIOD)
    assert shown(table, PERIOD) == ["11/2017", "11/2017–01/2019", "08–10/2018", "", "", ""]
    table.sort_by(PERIOD, descending=True)
    assert shown(table, PERIOD) == ["08–10/2018", "11/2017–01/2019", "11/2017", "", "", ""]
    # Those that say the same stand as in the plan.
    assert ids(table)[3:] == [key for key in keys if key in ids(table)[3:]]


def test_an_edit_leaves_its_row_where_it_is_and_undo_sorts_anew(
    view: RecordView, table: RecordTable, workspace: Workspace
) -> None:
    click_heading(view, TEXT)
    order, texts = ids(table), shown(table)
    view.setCurrentIndex(table.index(1, TEXT))
    press(Key.Key_F2)
    replace_text("zzz")
    press(Key.Key_Return)
    assert ids(table) == order
    assert shown(table)[1] == "zzz"
    assert view.currentIndex().row() == 2
    workspace.run(edits.measures.add, table.scope or "", "aaa", 0)
    assert ids(table)[:-1] == order
    assert shown(table)[-1] == "aaa"
    click_heading(view, TEXT)
    assert shown(table)[0] == "zzz"
    assert shown(table)[-1] == "aaa"
    workspace.undo()
    workspace.undo()
    assert shown(table) == texts[::-1]


def test_rows_are_not_moved_while_they_are_sorted_or_filtered(view: RecordView, table: RecordTable) -> None:
    rests = table.flags(table.index(0, 0))
    assert rests & Qt.ItemFlag.ItemIsDragEnabled
    data = table.mimeData([table.index(0, 0)])
    for arrange in (lambda: view._sort(TEXT, UP), lambda: view.filter_by("e")):
        arrange()
        before = table.workspace.plan
        assert not table.flags(table.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled
        assert not table.flags(QModelIndex()) & Qt.ItemFlag.ItemIsDropEnabled
        assert not table.dropMimeData(data, Qt.DropAction.MoveAction, 3, 0, QModelIndex())
        view.setCurrentIndex(table.index(1, 0))
        view.move_selected(1)
        assert "sortiert oder gefiltert" in callouts(view)[0]
        assert table.workspace.plan is before
        view._sort(-1, UP)
    view.filter_by("")
    assert table.flags(table.index(0, 0)) == rests
    view.setCurrentIndex(table.index(1, 0))
    view.move_selected(1)
    assert table.workspace.plan is not before


def test_the_filter_finds_as_the_search_does(view: RecordView, table: RecordTable, workspace: Workspace) -> None:
    workspace.run(edits.measures.set_field, ids(table)[2], "responsible", "Frau Müller")
    for words in ("mueller", "MÜLLER", " muller "):
        view.filter_by(words)
        assert view.counts() == (1, 6)
        assert shown(table, RESPONSIBLE) == ["Frau Müller"]
    view.filter_by("geplant")
    assert view.counts() == (6, 6)
    view.filter_by("gibt es nicht")
    assert view.counts() == (0, 6)
    view.filter_by("")
    assert shown(table) == measure_texts(workspace.plan, 1)


def test_what_is_edited_or_new_stays_in_sight(view: RecordView, table: RecordTable, workspace: Workspace) -> None:
    texts = shown(table)
    view.filter_by("Fachstelle")
    found = ids(table)
    assert 1 < len(found) < 6
    workspace.run(edits.measures.set_field, found[0], "text", "anders")
    assert ids(table) == found
    workspace.run(edits.measures.add, table.scope or "", "neu und anders", 0)
    assert shown(table)[0] == "neu und anders"
    assert view.counts() == (len(found) + 1, 7)
    workspace.undo()
    workspace.undo()
    assert shown(table) == [text for text in texts if "fachstelle" in text.casefold()]


def test_sorting_shows_what_fits_the_filter_now(view: RecordView, table: RecordTable, workspace: Workspace) -> None:
    """As many rows as before, but others: one that was edited does not fit any more, a hidden one does."""
    view.filter_by("Fachstelle")
    first, *others = (table.record(table.index(row, 0)) for row in range(table.rowCount()))
    assert first is not None
    shown = {one.id for one in (first, *others) if one is not None}
    hidden = next(one for one in workspace.plan.measures(first.phase) if one.id not in shown)  # type: ignore[attr-defined]
    workspace.run(edits.measures.set_field, first.id, "text", "Etwas anderes")
    workspace.run(edits.measures.set_field, hidden.id, "text", "Ein Besuch der Fachstelle")
    view.setCurrentIndex(table.index(0, TEXT))
    view._sort(TEXT, UP)
    now = {table.record(table.index(row, 0)).id for row in range(table.rowCount())}  # type: ignore[union-attr]
    assert now == (shown - {first.id}) | {hidden.id}


def test_a_hidden_row_that_is_wanted_ends_the_filter(
    view: RecordView, table: RecordTable, workspace: Workspace
) -> None:
    told: list[bool] = []
    view.unfiltered.connect(lambda: told.append(True))
    hidden = measure(workspace.plan, 1, 5)
    view.filter_by("Ausschreibung")
    assert hidden.id not in ids(table)
    assert view.select(hidden.id)
    assert told == [True]
    assert view.selected_keys() == [hidden.id]
    assert view.counts() == (6, 6)


def test_a_draft_stays_at_the_end_of_a_sorted_table(view: RecordView, table: RecordTable) -> None:
    click_heading(view, TEXT)
    index = table.begin_draft()
    kept = QPersistentModelIndex(index)
    table.sort_by(TEXT, descending=True)
    assert kept.row() == 6
    assert view.counts() == (6, 6)
    table.setData(QModelIndex(kept), "aaa")
    table.end_draft()
    assert shown(table)[-1] == "aaa"


@pytest.mark.parametrize("seed", range(3))
def test_any_changes_keep_a_sorted_and_filtered_table_right(
    table: RecordTable, workspace: Workspace, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(60):
        kept = {key: QPersistentModelIndex(table.index(row, 1)) for row, key in enumerate(ids(table))}
        step = chance.randrange(6)
        if step == 0:
            table.sort_by(chance.choice([None, TEXT, STATUS, RESPONSIBLE]), chance.random() < 0.5)
        elif step == 1:
            table.filter_by(chance.choice(["", "", "e", "Fach", "neu", "xyz"]))
        else:
            random_step(workspace, chance)
        now = ids(table)
        records = {one.id: one for one in workspace.plan.measures(table.scope or "")}
        assert len(now) == len(set(now))
        assert set(now) <= set(records)
        assert shown(table) == [records[key].text for key in now]
        assert table.total == len(records)
        if not table.arrangement.is_filtered:
            assert set(now) == set(records)
        if table.arrangement.rests:
            assert now == list(records)
        for key, index in kept.items():
            if index.isValid():
                assert now[index.row()] == key


def test_very_many_rows_keep_their_chosen_one(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> None:
    phase = workspace.plan.phases[1].id
    workspace.run(edits.bulk_add.add_measures, phase, [{"text": f"{n % 7} Zeile {n}"} for n in range(500)])
    view = RecordView(RecordTable(workspace, MEASURES, phase))
    show(view)
    key = next(one.id for one in workspace.plan.measures(phase) if one.text == "3 Zeile 206")
    view.select(key)
    view.filter_by("3 Zeile")
    assert view.selected_keys() == [key]
    view.sort_current()
    assert view.selected_keys() == [key]
    view.filter_by("")
    assert view.selected_keys() == [key]
    assert view.counts()[0] == len(workspace.plan.measures(phase))


def test_each_table_sorts_but_the_overview(workspace: Workspace) -> None:
    partners = RecordTable(workspace, PARTNERS)
    watch(partners)
    for column in range(partners.columnCount()):
        partners.sort_by(column)
        assert partners.rowCount() == len(workspace.plan.partners)
    assert RecordView(partners).horizontalHeader().sectionsClickable()
    assert not RecordView(RecordTable(workspace, OVERVIEW)).horizontalHeader().isSortIndicatorShown()


@pytest.fixture
def goals(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> OutlineView:
    """The goals of phase 3, with one that stands under another."""
    phase = workspace.plan.phases[2].id
    first = workspace.plan.goals(phase)[0]
    workspace.run(edits.goals.add, phase, "Tief verborgen", first.id)
    model = Outline(workspace, GOALS, phase)
    watch(model)
    view = OutlineView(model)
    view.resize(500, 500)
    show(view)
    view.setFocus()
    return view


def goal_texts(view: OutlineView) -> list[str]:
    found, index = [], view.model().index(0, 0)
    while index.isValid():
        found.append(index.data())
        index = view.indexBelow(index)
    return found


def test_goals_are_filtered_with_those_they_stand_under(goals: OutlineView, workspace: Workspace) -> None:
    every = goal_texts(goals)
    goals.filter_by("verborgen")
    assert goal_texts(goals) == [every[0], "Tief verborgen"]
    assert goals.counts() == (2, len(every))
    model = goals.model()
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled
    workspace.run(edits.goals.add, workspace.plan.phases[2].id, "Neues Ziel")
    assert goal_texts(goals) == [every[0], "Tief verborgen", "Neues Ziel"]
    workspace.undo()
    assert goal_texts(goals) == [every[0], "Tief verborgen"]
    hidden = workspace.plan.goals(workspace.plan.phases[2].id)[-1]
    assert goals.select(hidden.id)
    assert goal_texts(goals) == every


def test_an_edit_of_a_record_that_no_filter_shows_changes_nothing_in_sight(
    table: RecordTable, workspace: Workspace
) -> None:
    table.filter_by("Ausschreibung")
    before = ids(table)
    hidden = next(one for one in workspace.plan.measures(table.scope or "") if one.id not in before)
    workspace.run(edits.measures.set_field, hidden.id, "note", "Notiz")
    assert ids(table) == before
    assert isinstance(table.record(table.index(0, 0)), Measure)


AMOUNTS = {"2017": "10.000", "2018": "500,50", "2019": "", "2020": "2.000"}
DAYS = {"Rat": "05.12.2019", "Ausschuss 10": "", "Ausschuss 9": "11.06.2020", "Beirat": "20.01.2018"}


@pytest.mark.parametrize(
    ("spec", "part", "rows", "field", "wanted"),
    [
        (COSTS, edits.detail_rows.COSTS, AMOUNTS, "planned", ["500,50 €", "2.000,00 €", "10.000,00 €", ""]),
        (DECISIONS, edits.detail_rows.DECISIONS, DAYS, "date", ["20.01.2018", "05.12.2019", "11.06.2020", ""]),
        (DECISIONS, edits.detail_rows.DECISIONS, DAYS, "body", ["Ausschuss 9", "Ausschuss 10", "Beirat", "Rat"]),
    ],
)
def test_amounts_days_and_numbers_sort_by_what_they_say(
    workspace: Workspace,
    spec: TableSpec,
    part: edits.detail_rows.DetailRows,
    rows: dict[str, str],
    field: str,
    wanted: list[str],
) -> None:
    key = measure(workspace.plan, 1, 0).id
    value = "planned" if spec is COSTS else "date"
    for first, text in rows.items():
        workspace.run(part.add, key, first)
        added = next(one for one in spec.rows(workspace.plan, key) if str(getattr(one, part.first)) == first)
        workspace.run(part.set_field, added.id, value, text)
    made = RecordTable(workspace, spec, key)
    watch(made)
    place = next(place for place, column in enumerate(spec.columns) if column.field == field)
    made.sort_by(place)
    assert shown(made, place) == wanted
    made.sort_by(place, descending=True)
    assert shown(made, place) == [*reversed([text for text in wanted if text]), *[text for text in wanted if not text]]


def test_a_retention_date_sorts_by_time_however_it_is_shown(workspace: Workspace) -> None:
    partner = workspace.plan.partners[0].id
    for name, day in (("A", "31.01.2019"), ("B", "01.12.2099"), ("C", ""), ("D", "02.02.2018")):
        workspace.run(edits.contacts.add, partner, name)
        workspace.run(edits.partners.set_contact, workspace.plan.contacts(partner)[-1].id, "retain_until", day)
    made = RecordTable(workspace, CONTACTS, partner)
    watch(made)
    made.sort_by(2)
    assert shown(made, 0) == ["D", "A", "B", "C"]


def test_numbers_in_names_sort_as_numbers(table: RecordTable, workspace: Workspace) -> None:
    for number in ("154", "16", "2"):
        workspace.run(edits.measures.add, table.scope or "", f"Dialogforum {number}")
    table.sort_by(TEXT)
    found = [text for text in shown(table) if text.startswith("Dialogforum ")]
    assert found == ["Dialogforum 2", "Dialogforum 16", "Dialogforum 154"]

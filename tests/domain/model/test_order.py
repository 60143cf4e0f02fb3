"""Order keys: wherever rows are inserted, their order stays what people saw."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.edits.common import places
from nrw_desktop.domain.model import order
from nrw_desktop.domain.model.records import Measure

INSERTIONS = st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 5)), max_size=60)


@given(INSERTIONS)
def test_any_insertions_keep_the_order(insertions: list[tuple[int, int]]) -> None:
    rows: list[Measure] = []
    for place, count in insertions:
        index = place % (len(rows) + 1)
        keys, rekeyed = places(rows, index, count)
        fresh = {row.id: (row.after or {})["order"] for row in rekeyed}
        rows = [Measure(row.id, order=fresh.get(row.id, row.order)) for row in rows]
        rows[index:index] = [Measure(f"{len(rows) + number}", order=key) for number, key in enumerate(keys)]
        found = [row.order for row in rows]
        assert found == sorted(set(found))
        assert max(map(len, found)) <= order.LONGEST


@pytest.mark.parametrize("index", [0, None])
def test_a_thousand_insertions_at_one_place_stay_short(index: int | None) -> None:
    rows: list[Measure] = []
    for number in range(1000):
        keys, rekeyed = places(rows, index, 1)
        if rekeyed:
            fresh = {row.id: (row.after or {})["order"] for row in rekeyed}
            rows = [Measure(row.id, order=fresh[row.id]) for row in rows]
        rows.insert(len(rows) if index is None else index, Measure(str(number), order=keys[0]))
    assert [row.order for row in rows] == sorted({row.order for row in rows})
    assert max(len(row.order) for row in rows) <= order.LONGEST


def test_rows_inserted_together_share_a_prefix() -> None:
    low, high = "A", "B"
    mine, yours = order.block(low, high, 5), order.block(low, high, 5)
    assert all(low < key < high for key in mine + yours)
    merged = sorted(mine + yours)
    assert merged in (mine + yours, yours + mine)


def test_a_large_block_is_in_order() -> None:
    keys = order.block("", None, 5000)
    assert keys == sorted(set(keys))
    assert order.block("", None, 0) == []


def test_equal_keys_of_neighbours_are_renewed() -> None:
    rows = [Measure("a", order="V"), Measure("b", order="V")]
    keys, rekeyed = places(rows, 1, 1)
    fresh = {row.id: (row.after or {})["order"] for row in rekeyed}
    assert fresh["a"] < keys[0] < fresh["b"]


def test_no_room_is_an_error() -> None:
    with pytest.raises(ValueError, match="no key between"):
        order.between("B", "B")

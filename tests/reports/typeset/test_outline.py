"""The outline as another program reads it out of a file."""

import io
from collections.abc import Iterable
from typing import Any

import pikepdf
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.reports.typeset.canvas import Canvas
from nrw_desktop.reports.typeset.structure_tree import Tree
from nrw_desktop.reports.typeset.styles import Paper
from nrw_desktop.reports.typeset.xmp import Particulars

PAGES = 3
LEVELS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, PAGES - 1)), max_size=12)


def entries(items: Iterable[Any], level: int = 0) -> list[tuple[str, int, int, float]]:
    """Title, depth, object of the page and height of each entry, from top to bottom."""
    found = []
    for item in items:
        assert item.is_closed or not item.children
        found.append((item.title, level, item.destination[0].objgen[0], float(item.destination[3])))
        found += entries(item.children, level + 1)
    return found


@given(LEVELS)
def test_each_bookmark_leads_to_its_place_and_stands_below_the_last_one_above_it(chosen: list[tuple[int, int]]) -> None:
    canvas = Canvas(Paper(), Tree(), Particulars.of("Probe", "", ""))
    places = sorted(chosen, key=lambda each: each[1])
    depths = []
    for page in range(PAGES):
        for at, (level, on) in enumerate(places):
            if on == page:
                canvas.bookmark(f"Ort {at} „Ä“", 700 - at, level)
        canvas.end_page()
    above: list[int] = []
    for level, _ in places:
        # A level that nothing leads to is closed up.
        above = above[:level]
        depths.append(len(above))
        above.append(level)
    with pikepdf.open(io.BytesIO(canvas.finished())) as pdf:
        pages = [page.obj.objgen[0] for page in pdf.pages]
        expected = [(f"Ort {at} „Ä“", depths[at], pages[on], 700.0 - at) for at, (_, on) in enumerate(places)]
        if not places:
            assert "/Outlines" not in pdf.Root
        else:
            with pdf.open_outline() as outline:
                assert entries(outline.root) == expected

"""Pages laid out on sheets: only those wanted are left in the file, tagged still, and they fit their paper."""

from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.printing.print_job import Sheet, Size, flipped, mostly_wide
from nrw_desktop.gui.printing.sheets import laid_out
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from tests.gui.printing.test_print_dialog import TODAY
from tests.reports import tag_tree

A3, A4 = Size(841.89, 1190.55), Size(595.276, 841.89)


@pytest.fixture(scope="module")
def directory(template_plan: Plan) -> bytes:
    return catalogue.made("partner-directory", template_plan, Request(TODAY))


def boxes(data: bytes) -> list[tuple[float, float]]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return [(float(page.mediabox[2]), float(page.mediabox[3])) for page in pdf.pages]


def everything(data: bytes) -> bytes:
    """All that stands in a file, whether a page leads to it or not."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return b"\n".join(
            one.read_bytes() if isinstance(one, pikepdf.Stream) else repr(one).encode() for one in pdf.objects
        )


def test_nothing_is_touched_where_nothing_is_to_be_done(directory: bytes) -> None:
    assert laid_out(directory, 2, [Sheet(0, A4, A4), Sheet(1, A4, A4)], fit=True) is directory
    rounded = Size(595, 842)
    assert laid_out(directory, 2, [Sheet(0, A4, rounded), Sheet(1, A4, rounded)], fit=True) is directory


@pytest.mark.parametrize("page", [0, 1])
def test_what_is_left_out_is_not_in_the_file(directory: bytes, page: int) -> None:
    whole = tag_tree.read(directory)
    part_of_it = laid_out(directory, 2, [Sheet(page, A4, A4)], fit=True)
    part = tag_tree.read(part_of_it)
    kept = {tag_tree.plain(node.text) for node in whole.root.walk() if node.pages == {page} and node.text.strip()}
    assert kept
    assert kept <= set(part.texts()) < set(whole.texts())
    assert part.unmarked == [whole.unmarked[page]]
    assert part.artifacts == [whole.artifacts[page]]
    with pikepdf.open(BytesIO(directory)) as pdf:
        other = pdf.pages[1 - page].Contents.read_bytes()
    assert other in everything(directory)
    assert other not in everything(part_of_it)
    assert b"StructTreeRoot" in everything(part_of_it)
    levels = [int(node.tag[1]) for node in part.root.walk() if node.tag[0] == "H" and node.tag[1:].isdigit()]
    assert levels[0] == 1
    assert all(one <= before + 1 for before, one in pairwise(levels))


def test_links_and_bookmarks_to_pages_left_out_go_too() -> None:
    with pikepdf.new() as pdf:
        for _page in range(3):
            pdf.add_blank_page(page_size=A4)
        goals = [pdf.make_indirect([pdf.pages[at].obj, pikepdf.Name.XYZ, 10, 700, 0]) for at in range(3)]
        notes = [
            pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[10, 20, 30, 40], **goal)
            for goal in (
                {"Dest": goals[0]},
                {"Dest": goals[2]},
                {"A": pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=goals[1])},
            )
        ]
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(note) for note in notes])
        with pdf.open_outline() as outline:
            top = pikepdf.OutlineItem("zwei", 1)
            top.children.append(pikepdf.OutlineItem("drei", 2))
            outline.root += [pikepdf.OutlineItem("eins", 0), top]
        out = BytesIO()
        pdf.save(out)
    half = Size(A4.width / 2, A4.height / 2)
    with pikepdf.open(BytesIO(laid_out(out.getvalue(), 3, [Sheet(0, A4, half), Sheet(2, A4, half)], fit=True))) as pdf:
        first, second, third = pdf.pages[0].obj.Annots
        assert [float(side) for side in first.Rect] == pytest.approx([5, 10, 15, 20])
        assert [float(side) for side in first.Dest.as_list()[2:4]] == pytest.approx([5, 350])
        assert second.Dest[0].objgen == pdf.pages[1].obj.objgen
        assert "/A" not in third
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["eins", "drei"]


sides = st.floats(min_value=150, max_value=3400)
sizes = st.builds(Size, sides, sides)


@settings(max_examples=40, deadline=None)
@given(paper=sizes, fit=st.booleans())
def test_a_page_lies_within_its_paper_and_keeps_its_proportions(paper: Size, fit: bool) -> None:
    page = A4.turned(wide=True)
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=page)
        out = BytesIO()
        pdf.save(out)
    laid = laid_out(out.getvalue(), 1, [Sheet(0, page, paper)], fit)
    if page.is_like(paper):
        assert laid == out.getvalue()
        return
    assert boxes(laid)[0] == pytest.approx(tuple(paper), abs=0.01)
    with pikepdf.open(BytesIO(laid)) as pdf:
        (numbers,) = (
            [float(number) for number in operands]
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) == "cm"
        )
    scale, _skew, _skew2, same, left, lower = numbers
    right, upper = left + scale * page.width, lower + scale * page.height
    assert scale == same
    assert left >= -0.01
    assert upper <= paper.height + 0.01
    if fit:
        assert min(left, lower) == pytest.approx(0, abs=0.1)
        assert max(right - paper.width, upper - paper.height) == pytest.approx(0, abs=0.1)
    else:
        assert scale == 1


def test_figures_move_along(template_plan: Plan) -> None:
    logo = BytesIO()
    Image.new("RGB", (60, 30), "red").save(logo, "PNG")
    request = Request(TODAY, paper="A3", orientation="landscape", logo=logo.getvalue())
    before = catalogue.made("phase-overview", template_plan, request)
    wide, count = A3.turned(wide=True), len(boxes(before))
    after = laid_out(before, count, [Sheet(at, wide, A4.turned(wide=True)) for at in range(count)], fit=True)

    def figures(data: bytes) -> list[list[float]]:
        with pikepdf.open(BytesIO(data)) as pdf:
            found = (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/A" in one)
            return [[float(side) for side in one.A.BBox] for one in found if "/BBox" in one.A]

    assert figures(before)
    for old, new in zip(figures(before), figures(after), strict=True):
        assert new == pytest.approx([side * 2**-0.5 for side in old], abs=0.1)
    assert tag_tree.read(after).texts() == tag_tree.read(before).texts()


# Both sides


@pytest.mark.parametrize(
    ("turns", "edge"),
    [("h", "long"), ("q", "short"), ("hhq", "long"), ("hqq", "short"), ("hq", "long"), ("qh", "short")],
)
def test_the_edge_is_right_for_most_pages(turns: str, edge: str) -> None:
    sheets = [Sheet(at, A4, A4.turned(wide=turn == "q")) for at, turn in enumerate(turns)]
    assert flipped(sheets) == f"two-sided-{edge}-edge"
    assert mostly_wide([sheet.paper for sheet in sheets]) is (edge == "short")

"""Parts of a paragraph that stand out: each letter has the style and the link of its span, and no other has."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from nrw_desktop.reports.typeset.links import Link, Span
from nrw_desktop.reports.typeset.structure_tree import Element
from nrw_desktop.reports.typeset.styles import BODY, STRONG, Composer
from nrw_desktop.reports.typeset.table_builder import CellText

WORDS = st.lists(st.sampled_from(["Strg+F", "Ziele", "und", "Kooperationspartner", "(F5)", "–", "ß", "Maßnahme,"]))
LINK = Link("Ziele", anchor="ziele")


def bare(text: str) -> str:
    return re.sub(r"[\s\u00ad]", "", text)


@settings(max_examples=40)
@given(st.lists(st.tuples(WORDS, st.sampled_from(["plain", "bold", "link"])), min_size=1, max_size=8))
def test_each_letter_has_what_its_span_says(parts: list[tuple[list[str], str]]) -> None:
    text, spans, wanted = "", list[Span](), {"plain": "", "bold": "", "link": ""}
    for words, kind in parts:
        piece = " ".join(words)
        text += " " if text and piece else ""
        if kind != "plain" and piece:
            spans.append(Span(len(text), len(text) + len(piece), *([None, STRONG] if kind == "bold" else [LINK])))
        text += piece
        wanted[kind] += bare(piece)
    width = 120.0
    composer, root = Composer(), Element("Document")
    cell = CellText(composer, root, width)
    cell.text(text, spans=spans)
    (block,) = cell.blocks
    if not spans:
        assert block.runs == ()
        return
    assert ["".join(run.text for run in runs) for runs in block.runs] == list(block.lines)
    found = {"plain": "", "bold": "", "link": ""}
    for runs in block.runs:
        assert all(run.x + run.width < width + 0.1 for run in runs)
        for run in runs:
            kind = "link" if run.link else "bold" if run.style == STRONG else "plain"
            assert run.element.tag == ("Link" if run.link else "Span")
            assert run.style in (BODY, STRONG)
            found[kind] += bare(run.text)
    assert found == wanted

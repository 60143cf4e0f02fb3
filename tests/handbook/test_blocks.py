"""The Markdown of the handbook, as far as paper and web can show it."""

import pytest

from nrw_desktop.handbook.blocks import Heading, List, Paragraph, Picture, Piece, Table, blocks, plain
from nrw_desktop.handbook.pages import Page

TEXT = """# Ziele

Mit **Strg+G** [neu](<massnahmen.md#Etwas löschen>)
und weiter.

1. eins
2. [zwei](verlauf.md)

![Worte](bild.png)

| Tasten | Wirkung |
|---|---|
| **F1** | Hilfe & mehr |
"""


def test_a_page_is_read_as_what_it_is_made_of() -> None:
    heading, paragraph, items, picture, table = blocks(Page("ziele", TEXT))
    assert heading == Heading(1, (Piece("Ziele"),))
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.words) == "Mit Strg+G neu und weiter."
    assert paragraph.words[1:4] == (
        Piece("Strg+G", bold=True),
        Piece(" "),
        Piece("neu", link="massnahmen#Etwas löschen"),
    )
    assert items == List(True, ((Piece("eins"),), (Piece("zwei", link="verlauf"),)))
    assert picture == Picture("bild.png", "Worte")
    assert table == Table(
        ((Piece("Tasten"),), (Piece("Wirkung"),)), (((Piece("F1", bold=True),), (Piece("Hilfe & mehr"),)),)
    )


@pytest.mark.parametrize("text", ["    code", "> Zitat", "<b>roh</b>", "ein `Wort`", "- eins\n\n  zwei\n", "***"])
def test_what_paper_and_web_have_no_place_for_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"the handbook has no|unpack"):
        blocks(Page("x", f"# Titel\n\n{text}\n"))

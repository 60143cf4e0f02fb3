"""The Umsetzungsschritte as a Word document: its head repeats, its lists are lists, and its table has a name."""

from collections.abc import Iterator, Sequence

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.public_plan import EDITIONS, Edition
from nrw_desktop.exchange.exporting.five_columns import (
    HEADS,
    NAME,
    PURPOSE,
    SHARES,
    FiveColumns,
    Item,
    Row,
    five_columns,
)
from nrw_desktop.exchange.exporting.word_parts import (
    R,
    W,
    cell_begin,
    footer,
    item,
    numbering,
    packed,
    paragraph,
    style,
    styles,
    table_properties,
)

_WIDTH = 14_400
"""Of the text on A4 in landscape, in twentieths of a point."""


def docx(plan: Plan, edition: Edition) -> tuple[bytes, list[str]]:
    """The document, and sentences about what had no place in it."""
    content = five_columns(plan)
    title = content.title or NAME
    parts = {
        "document": _document(content),
        "styles": styles(*_STYLES),
        "numbering": numbering(content.series),
        "footer": footer(f"{title} · {EDITIONS['internal']}" if edition == "internal" else title),
    }
    return packed(title, "", parts), content.told


def _document(content: FiveColumns) -> Iterator[str]:
    yield from (
        f"<w:document {W} {R}><w:body>",
        paragraph(content.heading, "PlanHeading") if content.heading else "",
        paragraph(content.title, "Heading1") if content.title else "",
        *(paragraph(words, "BodyText") for words in content.introduction),
        *_table(content.rows),
        # Word wants a paragraph behind a table.
        '<w:p><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>',
        '<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="16838" w:h="11906" '
        'w:orient="landscape"/><w:pgMar w:top="1134" w:right="1219" w:bottom="1134" w:left="1219" w:header="567" '
        'w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>',
    )


def _table(rows: Sequence[Row]) -> list[str]:
    widths = [_WIDTH * share // sum(SHARES) for share in SHARES]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    cells = "".join(f"{cell_begin(width)}%s</w:tc>" for width in widths)
    whole, divided = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>", f"<w:tr>{cells}</w:tr>"
    heads = cells % tuple(paragraph(head, "TableHead") for head in HEADS)
    return [
        f"<w:tbl>{table_properties(NAME, PURPOSE)}<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>",
        *(_row(row, whole if row.is_short else divided) for row in rows),
        "</w:tbl>",
    ]


def _row(row: Row, pattern: str) -> str:
    return pattern % (
        paragraph(row.name, "PhaseName"),
        paragraph(row.period),
        _list(row.measures),
        _list(row.goals),
        paragraph(row.partners),
    )


def _list(items: Sequence[Item]) -> str:
    # Not even an empty cell does without a paragraph.
    return "".join([item(one.text, one.depth, one.series) for one in items]) or paragraph("")


_STYLES = (
    style("PlanHeading", "Plan Heading", "<w:keepNext/>", '<w:b/><w:color w:val="44546A"/><w:sz w:val="22"/>'),
    style("BodyText", "Body Text", '<w:spacing w:after="160"/>'),
    style("PhaseName", "Phase", "", "<w:b/>"),
)

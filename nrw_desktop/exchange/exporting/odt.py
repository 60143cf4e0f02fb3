"""The Umsetzungsschritte as a document for Writer: the table as for Word, with lists within each other."""

from collections.abc import Iterator, Sequence

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.public_plan import EDITIONS, Edition
from nrw_desktop.exchange.exporting.five_columns import (
    HEADS,
    MOST_DEPTH,
    NAME,
    PURPOSE,
    SHARES,
    FiveColumns,
    Item,
    Row,
    five_columns,
)
from nrw_desktop.exchange.exporting.odf import in_all_scripts, odf, paragraph, spans
from nrw_desktop.exchange.exporting.xml_parts import attribute, text

_WIDTH = 25.4
"""Of the text on A4 in landscape, in centimetres."""
_STEP, _FIRST_STEP = 0.5, 0.4


def odt(plan: Plan, edition: Edition) -> tuple[bytes, list[str]]:
    """The document, and sentences about what had no place in it."""
    content = five_columns(plan)
    title = content.title or NAME
    said = f"{title} · {EDITIONS['internal']}" if edition == "internal" else title
    return odf("text", title, _content(content), _styles(content, said)), content.told


def _content(content: FiveColumns) -> str:
    body = [
        paragraph(content.heading, "Plan_20_Heading") if content.heading else "",
        f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{spans(content.title)}</text:h>'
        if content.title
        else "",
        *(paragraph(words, "Text_20_body") for words in content.introduction),
        _table(content),
    ]
    widths = (_WIDTH * share / sum(SHARES) for share in SHARES)
    columns = "".join(
        f'<style:style style:name="C{number}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width:.3f}cm"/></style:style>'
        for number, width in enumerate(widths)
    )
    line = "0.5pt solid #7f8fa3"
    automatic = (
        '<office:automatic-styles><style:style style:name="T" style:family="table"><style:table-properties '
        f'style:width="{_WIDTH}cm" table:align="left" table:border-model="collapsing"/></style:style>{columns}'
        '<style:style style:name="Whole" style:family="table-row"><style:table-row-properties '
        'fo:keep-together="always"/></style:style>'
        '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties '
        f'fo:border="{line}" fo:padding="0.1cm"/></style:style>'
        '<style:style style:name="Head" style:family="table-cell"><style:table-cell-properties '
        f'fo:border="{line}" fo:padding="0.1cm" fo:background-color="#e4eaf2"/></style:style>'
        "</office:automatic-styles>"
    )
    return f"{automatic}<office:body><office:text>{''.join(body)}</office:text></office:body>"


def _table(content: FiveColumns) -> str:
    columns = "".join(f'<table:table-column table:style-name="C{number}"/>' for number in range(len(HEADS)))
    heads = "".join(_cell(paragraph(head, "Table_20_Heading"), "Head") for head in HEADS)
    return (
        f'<table:table table:name={attribute(NAME)} table:style-name="T"><table:title>{text(NAME)}</table:title>'
        f"<table:desc>{text(PURPOSE)}</table:desc>{columns}<table:table-header-rows><table:table-row>{heads}"
        f"</table:table-row></table:table-header-rows>{''.join(map(_row, content.rows))}</table:table>"
    )


def _row(row: Row) -> str:
    cells = (
        paragraph(row.name, "Phase"),
        paragraph(row.period, "Standard"),
        _list(row.measures),
        _list(row.goals),
        paragraph(row.partners, "Standard"),
    )
    style = ' table:style-name="Whole"' if row.is_short else ""
    return f"<table:table-row{style}>{''.join(map(_cell, cells))}</table:table-row>"


def _cell(inner: str, style: str = "Cell") -> str:
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{inner}</table:table-cell>'


def _list(items: Sequence[Item]) -> str:
    return "".join(_lists(items, 0)) or paragraph("", "Standard")


def _lists(items: Sequence[Item], depth: int) -> Iterator[str]:
    """The items as lists within each other; those of one depth that stand together make one."""
    at = 0
    while at < len(items):
        first = items[at]
        entries = []
        while at < len(items) and items[at].series == first.series:
            below = next((to for to in range(at + 1, len(items)) if items[to].depth <= depth), len(items))
            inner = "".join(_lists(items[at + 1 : below], depth + 1))
            entries.append(f"<text:list-item>{paragraph(items[at].text, 'Standard')}{inner}</text:list-item>")
            at = below
        yield f'<text:list text:style-name="{_style_of(first)}">{"".join(entries)}</text:list>'


def _style_of(item: Item) -> str:
    return f"Numbers{item.series}" if item.series else "Bullets"


def _styles(content: FiveColumns, said: str) -> str:
    bullets = "".join(
        f'<text:list-level-style-bullet text:level="{depth + 1}" text:bullet-char="•">{_indent(depth)}'
        "</text:list-level-style-bullet>"
        for depth in range(MOST_DEPTH + 1)
    )
    lists = [f'<text:list-style style:name="Bullets">{bullets}</text:list-style>']
    for number, first in enumerate(content.series, 1):
        levels = "".join(
            f'<text:list-level-style-number text:level="{depth + 1}" style:num-format="1" '
            f'style:num-suffix="{"" if depth > first else "."}" text:display-levels="{max(depth - first + 1, 1)}">'
            f"{_indent(depth)}</text:list-level-style-number>"
            for depth in range(MOST_DEPTH + 1)
        )
        lists.append(f'<text:list-style style:name="Numbers{number}">{levels}</text:list-style>')
    return (
        f"<office:styles>{_PARAGRAPHS}{''.join(lists)}</office:styles>"
        '<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties '
        'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin-top="2cm" '
        'fo:margin-bottom="1.2cm" fo:margin-left="2.15cm" fo:margin-right="2.15cm"/><style:footer-style>'
        '<style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.3cm"/></style:footer-style>'
        "</style:page-layout></office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer>'
        f'<text:p text:style-name="Footer">{spans(f"{said} · Seite ")}<text:page-number/> von <text:page-count/>'
        "</text:p></style:footer></style:master-page></office:master-styles>"
    )


def _indent(depth: int) -> str:
    left = _FIRST_STEP + depth * _STEP
    return (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        f'<style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="{left}cm" '
        f'fo:text-indent="-{_FIRST_STEP}cm" fo:margin-left="{left}cm"/></style:list-level-properties>'
    )


def _paragraph_style(name: str, run: str = "", paragraph: str = "") -> str:
    shown = name.replace("_20_", " ")
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph" '
        f'style:parent-style-name="Standard"><style:paragraph-properties {paragraph}/><style:text-properties {run}/>'
        "</style:style>"
    )


_PARAGRAPHS = in_all_scripts(
    '<style:default-style style:family="paragraph"><style:text-properties '
    'fo:font-family="Calibri" fo:font-size="10pt" fo:language="de" fo:country="DE" fo:hyphenate="true"/>'
    "</style:default-style>"
    '<style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties '
    'fo:margin-bottom="0.07cm"/></style:style>'
    + _paragraph_style("Plan_20_Heading", 'fo:font-size="11pt" fo:font-weight="bold" fo:color="#44546a"')
    + '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" '
    'style:parent-style-name="Standard" style:default-outline-level="1"><style:paragraph-properties '
    'fo:margin-bottom="0.2cm" fo:keep-with-next="always"/><style:text-properties fo:font-size="16pt" '
    'fo:font-weight="bold" fo:color="#1f3a5f"/></style:style>'
    + _paragraph_style("Text_20_body", "", 'fo:margin-bottom="0.3cm"')
    + _paragraph_style("Table_20_Heading", 'fo:font-weight="bold"')
    + _paragraph_style("Phase", 'fo:font-weight="bold"')
    + _paragraph_style("Footer", 'fo:font-size="8pt" fo:color="#595959"')
)

"""A plan as a spreadsheet for Calc: the same sheets as for Excel."""

from collections.abc import Iterator, Sequence
from itertools import repeat

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.public_plan import Edition
from nrw_desktop.exchange.exporting.odf import in_all_scripts, odf, paragraph
from nrw_desktop.exchange.exporting.sheets import ROWS_TO_COME, Cell, Column, Day, Sheet, fits_on_paper, frozen, sheets
from nrw_desktop.exchange.exporting.xml_parts import attribute, column_letters
from nrw_desktop.exchange.marks import ID_HEAD

_LAST_ROW = 1_048_576
_LINED = "_lined"
"""Behind the name of a cell's style: with a line below."""
_LETTER = 0.19
"""How wide a letter is, in centimetres."""


def ods(plan: Plan, edition: Edition) -> bytes:
    """The spreadsheet."""
    written = sheets(plan, edition)
    choices = {
        words: f"V{number}"
        for number, words in enumerate(
            dict.fromkeys(column.choices for sheet in written for column in sheet.columns if column.choices)
        )
    }
    widths = sorted({column.width for sheet in written for column in sheet.columns})
    body = (
        f"<office:body><office:spreadsheet>{_validations(choices)}"
        f"{''.join(_table(sheet, choices) for sheet in written)}{_filters(written)}</office:spreadsheet></office:body>"
    )
    title = plan.project.title or plan.project.heading
    return odf("spreadsheet", title, f"{_automatic(widths)}{body}", f"{_STYLES}{_pages()}", _settings(written))


def _automatic(widths: Sequence[int]) -> str:
    columns = "".join(
        f'<style:style style:name="w{width}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width * _LETTER:.2f}cm"/></style:style>'
        for width in widths
    )
    return (
        f'<office:automatic-styles>{columns}<style:style style:name="row" style:family="table-row">'
        '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
        '<style:style style:name="sheet" style:family="table" style:master-page-name="Default"/>'
        '<style:style style:name="fitted" style:family="table" style:master-page-name="Fitted"/>'
        f"{_NUMBERS}{''.join(_cell_styles())}</office:automatic-styles>"
    )


def _cell_styles() -> Iterator[str]:
    """Styles of cells, with a line below where a row says something: what is drawn is printed, empty rows too."""
    for name, numbers in _CELLS.items():
        for lined in ("", _LINED):
            line = ' fo:border-bottom="0.5pt dotted #9aa7b8"' if lined else ""
            color = ' fo:color="#767676"' if name == "id" else ""
            yield (
                f'<style:style style:name="{name}{lined}" style:family="table-cell" style:data-style-name="{numbers}">'
                f'<style:table-cell-properties fo:wrap-option="{"no-wrap" if name == "id" else "wrap"}" '
                f'style:vertical-align="top"{line}/>'
                f"<style:paragraph-properties {_ALIGNED if name in ('day', 'month') else ''}/>"
                f"<style:text-properties{color}/></style:style>"
            )


def _validations(choices: dict[tuple[str, ...], str]) -> str:
    found = []
    for words, name in choices.items():
        listed = ";".join('"' + word.replace('"', '""') + '"' for word in words)
        found.append(
            f'<table:content-validation table:name="{name}" table:allow-empty-cell="true" table:condition='
            f'{attribute(f"of:cell-content-is-in-list({listed})")}><table:error-message table:display="true" '
            f'table:message-type="stop" table:title="Nicht möglich">'
            f"{paragraph('Bitte eins der Wörter aus der Liste wählen.')}</table:error-message>"
            "</table:content-validation>"
        )
    return f"<table:content-validations>{''.join(found)}</table:content-validations>" if found else ""


def _table(sheet: Sheet, choices: dict[tuple[str, ...], str]) -> str:
    each = [
        f'<table:table-column table:style-name="w{column.width}" '
        f'table:default-cell-style-name="{_style(column, None)}"/>'
        for column in sheet.columns
    ]
    if kept := frozen(sheet.columns):
        # What stays in sight stands on each page too.
        each[:kept] = ["<table:table-header-columns>", *each[:kept], "</table:table-header-columns>"]
    columns = "".join(each)
    heads = "".join(
        f'<table:table-cell table:style-name="head" office:value-type="string">{paragraph(column.head)}'
        "</table:table-cell>"
        for column in sheet.columns
    )
    lined = repeat(_LINED)
    rows = "".join(
        f'<table:table-row table:style-name="row">{"".join(map(_cell, sheet.columns, row, repeat(choices), lined))}'
        "</table:table-row>"
        for row in sheet.rows
    )
    empty = "".join(_cell(column, None, choices) for column in sheet.columns)
    return (
        f"<table:table table:name={attribute(sheet.title)} table:style-name="
        f'"{"fitted" if fits_on_paper(sheet.columns) else "sheet"}" '
        # Ids are for programs; on paper they would have pages of their own.
        f"table:print-ranges={attribute(_range(sheet, len(sheet.columns) - 1, _LAST_ROW))}>{columns}"
        f'<table:table-header-rows><table:table-row table:style-name="row">{heads}</table:table-row>'
        f"</table:table-header-rows>{rows}"
        f'<table:table-row table:style-name="row" table:number-rows-repeated="{ROWS_TO_COME}">{empty}</table:table-row>'
        "</table:table>"
    )


def _style(column: Column, cell: Cell) -> str:
    if column.head == ID_HEAD:
        return "id"
    return "month" if isinstance(cell, Day) and cell.is_month else column.form


def _cell(column: Column, cell: Cell, choices: dict[tuple[str, ...], str], lined: str = "") -> str:
    named = f' table:style-name="{_style(column, cell)}{lined}"'
    if column.choices:
        named += f' table:content-validation-name="{choices[column.choices]}"'
    match cell:
        case None:
            return f"<table:table-cell{named}/>"
        case Day(date=day):
            value = f'office:value-type="date" office:date-value="{day.isoformat()}"'
            shown = f"{day:%m/%Y}" if cell.is_month else f"{day:%d.%m.%Y}"
        case int() if column.form == "euros":
            value = f'office:value-type="currency" office:currency="EUR" office:value="{cell / 100}"'
            shown = f"{cell / 100:.2f} €".replace(".", ",")
        case int():
            value, shown = f'office:value-type="float" office:value="{cell}"', str(cell)
        case _:
            inner = "".join(map(paragraph, cell.split("\n")))
            return f'<table:table-cell{named} office:value-type="string">{inner}</table:table-cell>'
    return f"<table:table-cell{named} {value}>{paragraph(shown)}</table:table-cell>"


def _filters(written: Sequence[Sheet]) -> str:
    ranges = "".join(
        f'<table:database-range table:name="__Anonymous_Sheet_DB__{number}" table:display-filter-buttons="true" '
        f"table:target-range-address={attribute(_range(sheet, len(sheet.columns), len(sheet.rows) + 1))}/>"
        for number, sheet in enumerate(written)
    )
    return f"<table:database-ranges>{ranges}</table:database-ranges>"


def _range(sheet: Sheet, columns: int, rows: int) -> str:
    """The first columns and rows of a sheet."""
    return f"'{sheet.title}'.A1:'{sheet.title}'.{column_letters(columns)}{rows}"


def _settings(written: Sequence[Sheet]) -> str:
    """What keeps the heads in sight."""

    def item(name: str, kind: str, value: int) -> str:
        return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'

    views = []
    for sheet in written:
        kept = frozen(sheet.columns)
        split = (
            item("HorizontalSplitMode", "short", 2 if kept else 0)
            + item("HorizontalSplitPosition", "int", kept)
            + item("PositionRight", "int", kept)
            + item("VerticalSplitMode", "short", 2)
            + item("VerticalSplitPosition", "int", 1)
            + item("PositionBottom", "int", 1)
            + item("ActiveSplitRange", "short", 3 if kept else 2)
        )
        name = attribute(sheet.title)
        views.append(f"<config:config-item-map-entry config:name={name}>{split}</config:config-item-map-entry>")
    return (
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        '<config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1'
        '</config:config-item><config:config-item-map-named config:name="Tables">'
        f"{''.join(views)}</config:config-item-map-named></config:config-item-map-entry>"
        "</config:config-item-map-indexed></config:config-item-set>"
    )


_ALIGNED = 'fo:text-align="start"'
_CELLS = {
    "text": "as_text",
    "id": "as_text",
    "number": "as_number",
    "euros": "as_euros",
    "year": "as_year",
    "day": "as_day",
    "month": "as_month",
}
"""The styles of cells, and how numbers are shown in them."""
_NUMBERS = (
    '<number:text-style style:name="as_text"><number:text-content/></number:text-style>'
    '<number:number-style style:name="as_number"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
    '<number:number-style style:name="as_year"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1"/></number:number-style>'
    '<number:currency-style style:name="as_euros"><number:number number:decimal-places="2" '
    'number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/><number:text> </number:text>'
    '<number:currency-symbol number:language="de" number:country="DE">€</number:currency-symbol>'
    "</number:currency-style>"
    '<number:date-style style:name="as_day"><number:day number:style="long"/><number:text>.</number:text>'
    '<number:month number:style="long"/><number:text>.</number:text><number:year number:style="long"/>'
    '</number:date-style><number:date-style style:name="as_month"><number:month number:style="long"/>'
    '<number:text>/</number:text><number:year number:style="long"/></number:date-style>'
)
_STYLES = in_all_scripts(
    '<office:styles><style:default-style style:family="table-cell"><style:text-properties fo:language="de" '
    'fo:country="DE" fo:font-family="Calibri" fo:font-size="10pt"/></style:default-style>'
    '<style:style style:name="head" style:family="table-cell"><style:table-cell-properties '
    'fo:background-color="#1f3a5f" fo:wrap-option="wrap" style:vertical-align="top"/><style:text-properties '
    'fo:font-weight="bold" fo:color="#ffffff"/></style:style></office:styles>'
)


def _pages() -> str:
    """How sheets are printed: a narrow one with all columns on a page, each with its name and number below."""
    layouts, pages = "", ""
    for name, scaled in (("Default", ""), ("Fitted", ' style:scale-to-X="1"')):
        layouts += (
            f'<style:page-layout style:name="A4_{name}"><style:page-layout-properties fo:page-width="29.7cm" '
            f'fo:page-height="21cm" style:print-orientation="landscape" style:first-page-number="continue"{scaled}/>'
            '<style:footer-style><style:header-footer-properties fo:min-height="0.75cm" fo:margin-top="0.25cm"/>'
            "</style:footer-style>"
            "</style:page-layout>"
        )
        pages += (
            f'<style:master-page style:name="{name}" style:page-layout-name="A4_{name}"><style:header '
            'style:display="false"/><style:footer><style:region-left><text:p><text:sheet-name>Blatt</text:sheet-name>'
            "</text:p></style:region-left><style:region-right><text:p>Seite <text:page-number>1</text:page-number> von "
            "<text:page-count>1</text:page-count></text:p></style:region-right></style:footer></style:master-page>"
        )
    return (
        f"<office:automatic-styles>{layouts}</office:automatic-styles><office:master-styles>{pages}"
        "</office:master-styles>"
    )

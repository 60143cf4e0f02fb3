"""Documents of Writer: their tables, lists and notes, without what was deleted in them."""

from pathlib import Path

from exchange.tables.plans import PLAN, said, told
from exchange.word.docx_maker import packed

from nrw_desktop.exchange.reading.drafts import draft_of
from nrw_desktop.exchange.reading.kinds import kind_of
from nrw_desktop.exchange.word import odt
from tests.exchange.lists.test_readers import with_part

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style")
)
_NAMES += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
_LISTS = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    '<text:list-level-style-bullet text:level="2"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>'
)


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def listed(lines: list[str]) -> str:
    """A list of lines as `told` writes them, with the one below it."""
    items: list[str] = []
    for line in lines:
        if line.startswith("  "):
            items[-1] += f"<text:list><text:list-item>{p(line[4:])}</text:list-item></text:list>"
        else:
            items.append(p(line.partition(" ")[2]))
    style = "L1" if lines[0][0].isdigit() else "L2"
    inside = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{style}">{inside}</text:list>'


def cell(content: str = "", more: str = "") -> str:
    return f"<table:table-cell {more}>{content}</table:table-cell>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def written(body: str, path: Path, styles: str = "") -> Path:
    content = (
        f"<office:document-content {_NAMES}><office:automatic-styles>{_LISTS}{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.text"
    path.write_bytes(packed({"mimetype": kind, "content.xml": content.encode()}))
    return path


def test_a_document_of_writer_is_the_same_plan(tmp_path: Path) -> None:
    head = row(*(cell(p(word)) for word in ("Phase", "Zeitraum", "Maßnahme", "Ziel", "Kooperationspartner")))
    rows = []
    for title, period, measures, goals, partners in PLAN:
        high = f'table:number-rows-spanned="{len(measures)}"'
        for place, measure in enumerate(measures):
            covered = "<table:covered-table-cell/>"
            left = [cell(p(title), high), cell(p(period), high)] if not place else [covered * 2]
            right = [cell(listed(goals), high), cell(p(partners), high)] if not place else [covered * 2]
            rows.append(row(*left, cell(p(measure)), *right))
    gone = f"<text:tracked-changes><text:changed-region><text:deletion>{p('Altes')}</text:deletion>"
    body = (
        f"{gone}</text:changed-region></text:tracked-changes>{p('Plan der Fachstelle')}"
        f"<table:table><table:table-header-rows>{head}</table:table-header-rows>{''.join(rows)}</table:table>{p('Ende')}"
    )
    path = written(body, tmp_path / "Plan.odt")
    assert kind_of(path) == "odt"
    draft = draft_of(odt.read(path), {})
    assert (told(draft.plan), draft.doubts, draft.plan.project.title) == (PLAN, (), "Plan der Fachstelle")
    assert [left.said for left in draft.left_out] == ["1 Absatz dahinter"]
    assert "nachverfolgt" in draft.remarks[0]


def test_lists_that_are_only_indented_stand_within_each_other(tmp_path: Path) -> None:
    """LibreOffice makes a list of its own of each of Word's list styles."""
    levels = "".join(
        f'<text:list-style style:name="{name}"><text:list-level-style-{kind} text:level="1">'
        f'<style:list-level-properties><style:list-level-label-alignment fo:margin-left="{margin}"/>'
        "</style:list-level-properties>"
        f"</text:list-level-style-{kind}></text:list-style>"
        for name, kind, margin in (("N", 'number style:num-format="1"', "0.25in"), ("B", "bullet", "1.2cm"))
    ).replace('</text:list-level-style-number style:num-format="1">', "</text:list-level-style-number>")
    lists = "".join(
        f'<text:list text:style-name="{name}"><text:list-item>{p(text)}</text:list-item></text:list>'
        for name, text in (("N", "eins"), ("B", "darunter"), ("N", "zwei"))
    )
    path = written(f"<table:table>{row(cell(lists))}</table:table>", tmp_path / "Plan.odt", levels)
    lines = odt.read(path).tables[0].rows[0][0].lines
    assert [(line.text, line.depth, line.mark) for line in lines] == [
        ("eins", 0, "1"),
        ("darunter", 1, "-"),
        ("zwei", 0, "1"),
    ]


def test_lines_of_contents_are_none_and_what_lies_under_a_cell_is_counted(tmp_path: Path) -> None:
    own = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Contents_20_1"/>'
    covered = f"<table:covered-table-cell>{p('alt')}</table:covered-table-cell>"
    rows = row(cell(p("Phase")), cell(p("Maßnahme"))) + row(
        cell(p("Analyse"), 'table:number-columns-spanned="2"'), covered
    )
    body = f'<text:p text:style-name="P1">1 Analyse 3</text:p>{p("Plan")}<table:table>{rows}</table:table>'
    source = odt.read(written(body, tmp_path / "Plan.odt", own))
    assert [line.text for line in source.tables[0].before] == ["Plan"]
    assert [(left.kind, left.examples) for left in source.left] == [("hidden", ("alt",))]


def test_breaks_blanks_and_notes_of_a_paragraph(tmp_path: Path) -> None:
    note = f'<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>{p("Mai")}'
    text = f"Tagung<text:s text:c='3'/>und <text:span>Fest</text:span>{note}</text:note-body></text:note>"
    said = f"<office:annotation><creator>B. Roth</creator>{p('Wer?')}</office:annotation>"
    table = f"<table:table>{row(cell(p(f'{text}<text:line-break/>im  Rathaus{said}')))}</table:table>"
    (found,) = odt.read(written(table, tmp_path / "Plan.odt")).tables
    (line,) = found.rows[0][0].lines
    assert line.text == "Tagung und Fest\nim Rathaus"
    assert line.notes == ("Fußnote: Mai", "Kommentar (B. Roth): Wer?")


def test_what_is_drawn_hidden_or_chosen_in_a_field_is_kept_apart(tmp_path: Path) -> None:
    """A table within a shape and form fields as LibreOffice writes them, and text that is not shown."""
    draw = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    own = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    fields = 'xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'
    chosen = (
        f'<field:fieldmark {fields} field:type="vnd.oasis.opendocument.field.FORMDROPDOWN">'
        '<field:param field:name="Dropdown_ListEntry" field:value="geplant"/>'
        '<field:param field:name="Dropdown_ListEntry" field:value="läuft"/>'
        '<field:param field:name="Dropdown_Selected" field:value="1"/></field:fieldmark>'
    )
    ticked = (
        f'<field:fieldmark {fields} field:type="vnd.oasis.opendocument.field.FORMCHECKBOX">'
        '<field:param field:name="Checkbox_Checked" field:value="true"/></field:fieldmark>'
    )
    hidden = (
        '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="T2" style:family="text"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style>'
    )
    measure = '<text:span text:style-name="T2">Tagung</text:span><text:span text:style-name="T1"> geheim</text:span>'
    rows = row(*(cell(p(word)) for word in ("Phase", "Maßnahme", "Status", "Notiz")))
    rows += row(cell(p("Analyse")), cell(p(measure)), cell(p(chosen)), cell(p(f"{ticked} fertig")))
    inside = f"<table:table>{rows}</table:table>".replace("<table:", "<loext:").replace("</table:", "</loext:")
    body = f"<text:p>Vor<draw:custom-shape {draw} {own}>{p('Ein Satz.')}{inside}</draw:custom-shape></text:p>"
    path = written(body, tmp_path / "Plan.odt")
    content = path.read_bytes()
    path.write_bytes(
        with_part(
            content,
            "content.xml",
            lambda old: old.replace(b"<text:list-style", hidden.encode() + b"<text:list-style", 1),
        )
    )
    draft = draft_of(odt.read(path), {})
    assert said(draft.plan) == ["# Analyse", "- Tagung; läuft; ☒ fertig"]
    assert {one.one: one.count for one in draft.left_out} == {
        "Textfeld": 1,
        "verborgene Textstelle": 1,
        "Absatz dahinter": 1,
    }
    assert "etwa „Tagung“" in draft.remarks[0]

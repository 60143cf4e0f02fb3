"""Heads and feet of pages: what stands there alone is counted, in Word and in Writer."""

from pathlib import Path

import pytest
from exchange.tables.test_documents import HEAD, ONE
from exchange.word.docx_maker import box, control, document, margin, p, packed, table
from exchange.word.test_odt import _NAMES

from nrw_desktop.exchange.reading.drafts import draft_of
from nrw_desktop.exchange.word import docx, odt

TITLE = "Arbeitsplan der Fachstelle"
PAGE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>3</w:t></w:r>'
)
LINES = "Zeilen in Kopf und Fuß der Seiten"


def left(content: bytes, tmp_path: Path) -> dict[str, tuple[int, tuple[str, ...]]]:
    path = tmp_path / "Plan.docx"
    path.write_bytes(content)
    draft = draft_of(docx.read(path), {})
    assert draft.plan.project.title == TITLE
    return {one.several: (one.count, one.examples) for one in draft.left_out}


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        (p("Alle Termine gelten vorbehaltlich des Haushalts."), ["Alle Termine gelten vorbehaltlich des Haushalts."]),
        (table(("Az. 12/3", p("Seite ", inside=PAGE))), ["Az. 12/3"]),
        (p(inside=box(p("Entwurf"))) + p("Beschluss 2019"), ["Beschluss 2019", "Entwurf"]),
        (p("Stand: Mai", inside="<w:r><w:tab/></w:r>" + PAGE), ["Stand: Mai 3"]),
        (p("", inside=PAGE) + p("- 2 -") + p("Seite 3 von 12") + p("2/7"), []),
        (p(TITLE.upper()) + p(f"{TITLE} · Seite 2") + p(f"{TITLE} 4") + p(f"{TITLE} | Analyse"), []),
        (control(p("[Titel des Dokuments]"), "<w:showingPlcHdr/>"), []),
    ],
)
def test_what_stands_in_the_head_or_foot_of_pages_alone_is_counted(said: str, lines: list[str], tmp_path: Path) -> None:
    body = (p(TITLE, style="Titel"), table(HEAD, ("Analyse", *ONE[1:])))
    found = left(document(*body, header1=margin("hdr", said), footer1=margin("ftr", said)), tmp_path)
    assert found == ({LINES: (len(lines), tuple(lines))} if lines else {})


def test_so_it_is_in_writer(tmp_path: Path) -> None:
    cells = "".join(f"<table:table-cell><text:p>{word}</text:p></table:table-cell>" for word in ("Phase", "Maßnahme"))
    body = f"<text:p>{TITLE}</text:p><table:table><table:table-row>{cells}</table:table-row></table:table>"
    content = f"<office:document-content {_NAMES}><office:body><office:text>{body}</office:text></office:body>"
    head = f"<text:p>{TITLE}</text:p><text:p>Stand: <text:span>Mai</text:span></text:p>"
    foot = "<text:p>Seite <text:page-number>1</text:page-number> von <text:page-count>9</text:page-count></text:p>"
    pages = f'<style:master-page style:name="A"><style:header>{head}</style:header><style:footer>{foot}</style:footer>'
    styles = (
        f"<office:document-styles {_NAMES}><office:master-styles>{pages}</style:master-page></office:master-styles>"
    )
    parts = {"content.xml": f"{content}</office:document-content>", "styles.xml": f"{styles}</office:document-styles>"}
    path = tmp_path / "Plan.odt"
    path.write_bytes(packed({name: part.encode() for name, part in parts.items()}))
    (found,) = odt.read(path).left
    assert (found.kind, found.count, found.examples) == ("margin", 1, ("Stand: Mai",))


def test_more_than_any_document_has_there_is_counted_and_not_read(tmp_path: Path) -> None:
    body = (p(TITLE, style="Titel"), table(HEAD, ("Analyse", *ONE[1:])))
    content = document(*body, header1=margin("hdr", "<w:p/>" * 40_000), header2=margin("hdr", p("Entwurf")))
    assert left(content, tmp_path) == {LINES: (2, ())}

"""Lists and tables as office programs put them on the clipboard, and as people type them into mails."""

from pathlib import Path

import pytest
from exchange.tables.plans import keys, said
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.text import gate
from nrw_desktop.exchange.clipboard import outline_html, outline_text, table_html, table_text
from nrw_desktop.exchange.pasted_rows import Row, pasted_rows, pasted_table, source_of, text_rows
from nrw_desktop.exchange.reading.drafts import draft_as_suggested

COPIED = Path(__file__).parent / "clipboard"
"""Copied out of LibreOffice 7.4 (writer_*, calc_*); word_* and excel_* are written as these programs do."""

LIST = [("Fachtag „Vielfalt“ planen", 0), ("Netzwerk aufbauen", 0), ("Partner anschreiben", 1),
        ("Auftakttreffen im\N{NO-BREAK SPACE}Rathaus", 1), ("Bericht an den Rat & Ausschuss", 0)]  # fmt: skip
DEEP_LIST = [*LIST[:4], ("Raum buchen", 2), LIST[4]]
TABLE = [
    ("Maßnahme", "Status", "Zeitraum"),
    ("Fachtag planen", "geplant", "03/2017"),
    ("Netzwerk\naufbauen", "läuft", "04–05/2017"),
    ("=1+1", "", ""),
    ('Er sagte "ja"', "abgeschlossen", "2017"),
]
EXCEL = [
    ("Nr.", "Maßnahme", "Zeitraum", "Status"),
    ("1", "Fachtag planen", "03/2017", "geplant"),
    ("2", "Netzwerk\naufbauen", "04–05/2017", "Läuft"),
    ("3", "=SUMME(A1:A9)", "", ""),
]


def copied(name: str) -> str:
    return (COPIED / name).read_text("utf-8")


def lines(rows: list[Row]) -> list[tuple[str, int]]:
    assert all(len(row.cells) == 1 for row in rows)
    return [(row.cells[0], row.depth) for row in rows]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("writer_bullets", DEEP_LIST),
        ("writer_numbers", [("Erheben", 0), ("Auswerten", 0), ("Zahlen prüfen", 1), ("Berichten", 0)]),
        ("word_list", LIST),
        ("word_filtered", [("Fachtag planen", 0), ("Netzwerk aufbauen", 0)]),
        ("calc_column", [(row[0], 0) for row in TABLE[1:]]),
    ],
)
def test_a_list_is_read_with_its_depth(name: str, wanted: list[tuple[str, int]]) -> None:
    assert lines(pasted_rows(copied(f"{name}.html"), "nicht das")) == wanted


@pytest.mark.parametrize(("name", "wanted"), [("writer_bullets", DEEP_LIST), ("word_list", LIST)])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_so_it_is_from_plain_text(name: str, wanted: list[tuple[str, int]], end: str) -> None:
    assert lines(pasted_rows("", copied(f"{name}.txt").replace("\n", end))) == wanted


@pytest.mark.parametrize(("name", "wanted"), [("calc_table", TABLE), ("excel_table", EXCEL)])
def test_a_table_is_read_cell_by_cell(name: str, wanted: list[tuple[str, ...]]) -> None:
    assert [row.cells for row in pasted_rows(copied(f"{name}.html"), "")] == wanted


def test_a_table_is_read_from_plain_text(bielefeld: object) -> None:
    assert [row.cells for row in pasted_rows("", copied("excel_table.txt"))] == EXCEL
    # This program gives a line break within a cell as a blank.
    flat = [tuple(cell.replace("\n", " ") for cell in row) for row in TABLE]
    assert [row.cells for row in pasted_rows("", copied("calc_table.txt"))] == flat


def test_what_an_office_program_leaves_at_the_end_is_no_row() -> None:
    assert copied("writer_bullets.html").endswith("\0")
    assert pasted_rows("<p>eins</p>\0", "") == [Row(("eins",))]
    assert pasted_rows("", "eins\0") == [Row(("eins",))]
    assert pasted_rows("<p>ei\0ns</p>", "") == [Row(("ei\0ns",))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("eins\nzwei\n\n\ndrei", ["eins", "zwei", "drei"]),
        ("• eins\n• zwei", ["eins", "zwei"]),
        ("- eins\n– zwei\n* drei\n· vier\no fünf", ["eins", "zwei", "drei", "vier", "fünf"]),
        ("–\N{NO-BREAK SPACE}eins\n–\N{NO-BREAK SPACE}zwei", ["eins", "zwei"]),
        ("-Eins\n–Zwei", ["Eins", "Zwei"]),
        ("-Eins\n-innen", ["-Eins", "-innen"]),
        ("1. eins\n2. zwei", ["eins", "zwei"]),
        ("7) eins\n8) zwei", ["eins", "zwei"]),
        ("a) eins\nb) zwei", ["eins", "zwei"]),
        ("1.\teins\n2.\tzwei", ["eins", "zwei"]),
        ("> * eins\n> * zwei", ["eins", "zwei"]),
        ("- eins,\n  das weitergeht\n- zwei", ["eins, das weitergeht", "zwei"]),
        ("Bitte aufnehmen:\n- eins\n- zwei\n\nViele Grüße", ["Bitte aufnehmen:", "eins", "zwei", "Viele Grüße"]),
        # None of these numbers belongs to a list.
        ("1. Mai feiern\n3. Oktober feiern", ["1. Mai feiern", "3. Oktober feiern"]),
        ("12.03. Treffen\n14.03. Treffen", ["12.03. Treffen", "14.03. Treffen"]),
        ("1. Runder Tisch", ["1. Runder Tisch"]),
        ("i. V. Meyer", ["i. V. Meyer"]),
        ("2017 Auftakt\n2018 Abschluss", ["2017 Auftakt", "2018 Abschluss"]),
        ("Jugend-\N{SOFT HYPHEN}amt\N{ZERO WIDTH SPACE}", ["Jugend-amt"]),
        ("\N{ZERO WIDTH NO-BREAK SPACE}eins", ["eins"]),
        ("- \n•\n", []),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_typed_lists(text: str, wanted: list[str]) -> None:
    assert [row.cells[0] for row in text_rows(text)] == wanted


@pytest.mark.parametrize(
    ("text", "depths"),
    [
        ("1. A\n  a) B\n  b) C\n2. D", [0, 1, 1, 0]),
        ("1. A\na) B\nb) C\n2. D", [0, 1, 1, 0]),
        ("2.1 A\n2.2 B\n3. C", [0, 0, 0]),
        ("1. A\n1.1 B\n1.2 C\n2. D", [0, 1, 1, 0]),
        ("- A\n\t- B\n\t\t- C\n- D", [0, 1, 2, 0]),
        ("   - A\n - B", [0, 0]),
        ("A\n  B\n  C\nD", [0, 1, 1, 0]),
    ],
)
def test_depths_of_typed_lists(text: str, depths: list[int]) -> None:
    assert [row.depth for row in pasted_rows("", text)] == depths
    assert [row.cells[0] for row in pasted_rows("", text)] == list("ABCD")[: len(depths)]


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<div>Hallo,<br>- eins<br>- zwei</div>", [("Hallo,", 0), ("eins", 0), ("zwei", 0)]),
        ("<ul><li>eins<ul><li>unter</ul><li>zwei</ul>", [("eins", 0), ("unter", 1), ("zwei", 0)]),
        ("<ul><ul><ul><li>tief</li></ul></ul><li>oben</li></ul>", [("tief", 0), ("oben", 0)]),
        ("<ol><li><p>eins</p><p>noch eins</p></li></ol>", [("eins\nnoch eins", 0)]),
        ("<table><tr><td><p>Mail</p><ul><li>A<ul><li>B</ul></ul></table>", [("Mail", 0), ("A", 0), ("B", 1)]),
        ("<table><tr><td>eins<td></tr><tr><td>zwei</table>", None),
        ("<p>3 &lt; 4 &amp; <b>fett</b></p>", [("3 < 4 & fett", 0)]),
        ("<style>p{}</style><script>x</script><title>t</title><p>eins", [("eins", 0)]),
        ("<head><p>nicht", []),
        ("<p>&nbsp;</p><p> </p>", []),
        ("<p>zwei&nbsp; Worte,&nbsp;&nbsp;z.&nbsp;B. die&nbsp;</p>", [("zwei Worte, z.\N{NO-BREAK SPACE}B. die", 0)]),
        ("<pre>- eins\n- zwei</pre>", [("eins", 0), ("zwei", 0)]),
        ("nackt", [("nackt", 0)]),
    ],
)
def test_html_of_all_kinds(html: str, wanted: list[tuple[str, int]] | None) -> None:
    rows = pasted_rows(html, "")
    if wanted is None:
        assert [row.cells for row in rows] == [("eins", ""), ("zwei",)]
    else:
        assert lines(rows) == wanted


def test_spanned_columns_keep_those_behind_them_in_place() -> None:
    html = "<table><tr><td colspan=2>eins<td>x<tr><td>a<td>b<td>c</table>"
    assert [row.cells for row in pasted_rows(html, "")] == [("eins", "", "x"), ("a", "b", "c")]


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=12).map(gate.received).filter(bool)


@given(st.text(max_size=300), st.text(max_size=300))
def test_nothing_copied_is_too_strange(html: str, text: str) -> None:
    for row in pasted_rows(html, text):
        assert any(row.cells)
        assert row.depth >= 0


TAGS = ("<ul>", "<li>", "</ul>", "</li>", "<table>", "<tr>", "<td>", "</table>", "a", "<br>", "</td>", "<p>", "</p>",
        "<td colspan=3>", "<!--x-->", "<![if x]>", "<head>")  # fmt: skip


@given(st.lists(st.sampled_from(TAGS)))
def test_no_broken_html_is_too_strange(parts: list[str]) -> None:
    rows = pasted_rows("".join(parts), "")
    depth = -1
    for row in rows:
        assert row.depth <= depth + 1
        depth = row.depth


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6))
def test_rows_given_to_others_come_back_as_they_were(cells: list[tuple[str, str]]) -> None:
    assert [row.cells for row in pasted_rows(table_html(cells), "")] == cells


def test_the_text_of_a_table_is_what_spreadsheets_take() -> None:
    rows = [("eins", 'sagt "ja"'), ("zwei\nZeilen", "x\ty")]
    assert table_text(rows) == 'eins\tsagt "ja"\n"zwei\nZeilen"\t"x\ty"'
    assert [row.cells for row in text_rows(table_text(rows))] == [("eins", 'sagt "ja"'), ("zwei\nZeilen", "x y")]


def test_a_cell_is_text_for_spreadsheets_and_no_formula() -> None:
    """LibreOffice Calc 7.4 shows 2 without its own mark, and the text with it."""
    html = table_html([("=1+1", "<b>&")])
    assert html.count('sdnum="0;0;@"') == 2
    assert html.count("mso-number-format:'\\@'") == 2
    assert "&lt;b&gt;&amp;" in html


def test_an_outline_comes_back_as_it_was() -> None:
    entries = [(0, "1.", "eins"), (1, "•", "darunter"), (2, "•", "noch tiefer"), (0, "2.", "zwei")]
    wanted = [(text, depth) for depth, _mark, text in entries]
    assert lines(pasted_rows(outline_html(entries), "")) == wanted
    assert lines(pasted_rows("", outline_text(entries))) == wanted


def test_cells_that_reach_down_leave_those_below_in_their_columns() -> None:
    html = (
        "<table><tr><td>Phase<td>Maßnahme<td>Ziel</tr><tr><td rowspan=2>Eins<td>A<td rowspan=2>Z</tr><tr><td>B</tr>"
        "<tr><td>Zwei<td colspan=2 rowspan=3>C</tr><tr><td>Drei</tr><tr><td>Vier<td>D</tr></table>"
    )
    rows = [[line.cells[0] for cell in row for line in (cell or (Row(("",)),))] for row in pasted_table(html, "").rows]
    assert rows == [
        ["Phase", "Maßnahme", "Ziel"],
        ["Eins", "A", "Z"],
        ["", "B", ""],
        ["Zwei", "C"],
        ["Drei", "", ""],
        ["Vier", "", "", "D"],
    ]


def test_rows_that_go_over_all_columns_and_texts_between_tables_stay_in_their_places() -> None:
    html = (
        "<h1>Plan</h1><table><tr><td>Maßnahme</td><td>Ziel</td></tr><tr><td colspan=2>Phase 1: Analyse</td></tr>"
        "<tr><td>Tagung</td><td>Austausch</td></tr></table><p>Phase 2: Bestand</p>"
        "<table><tr><td>Maßnahme</td><td>Ziel</td></tr><tr><td>Umfrage</td><td>Wissen</td></tr></table><p>Ende</p>"
    )
    source = source_of(pasted_table(html, ""))
    draft = draft_as_suggested(source, {})
    wanted = ["# Analyse", "- Tagung; geplant", "* Austausch", "# Bestand", "- Umfrage; geplant", "* Wissen"]
    assert (said(draft.plan), draft.plan.project.title) == (wanted, "Plan")
    assert [one.said for one in draft.left_out] == ["1 Absatz dahinter"]


HEADS = "<tr><td>Phase<td>Maßnahme<td>Ziel<td>Partner</tr>"


@pytest.mark.parametrize(
    ("rows", "plan", "doubts"),
    [
        (
            "<tr><td>1 Analyse<td>Tagung<td>Mut<td rowspan=3>AK Asyl<br>MBR</tr><tr></tr>"
            "<tr><td>2 Bestand<td>Umfrage<td>Wissen</tr><tr><td>3 Ende<td>Fest<td>Freude</tr>",
            [
                *("# Analyse", "- Tagung; geplant", "* Mut", "@ AK Asyl, MBR"),
                *("# Bestand", "- Umfrage; geplant", "* Wissen", "@ AK Asyl, MBR"),
                *("# Ende", "- Fest; geplant", "* Freude"),
            ],
            [],
        ),
        (
            "<tr><td rowspan=2>1 Analyse<td>Tagung<td rowspan=3>Mut<td>MBR</tr><tr><td>Fest<td>VHS</tr>"
            "<tr><td>2 Bestand<td>Umfrage<td>DRK</tr>",
            [
                *("# Analyse", "- Tagung; geplant", "- Fest; geplant", "* Mut", "@ MBR, VHS"),
                *("# Bestand", "- Umfrage; geplant", "* Mut", "@ DRK"),
            ],
            ["Tabelle 1, Zeile 2, Spalte 3, mehrere Phasen"],
        ),
        (
            "<tr><td>1 Analyse<td><p>Tagung<p>Fest<td><ol><li>Mut<ul><li>Wut</ul></ol><td>AWO<br>Kreisverband</tr>",
            ["# 1 Analyse", "- Tagung; geplant", "- Fest; geplant", "* Mut", "  * Wut", "@ AWO Kreisverband"],
            ["Tabelle 1, Zeile 2, Spalte 4, Umbrüche"],
        ),
    ],
)
def test_cells_of_a_pasted_table_are_read_as_those_of_a_document(rows: str, plan: list[str], doubts: list[str]) -> None:
    draft = draft_as_suggested(source_of(pasted_table(f"<table>{HEADS}{rows}</table>", "")), {})
    assert (said(draft.plan), keys(draft), draft.left_out) == (plan, doubts, ())

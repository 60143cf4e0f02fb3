"""What is too much to be pasted is refused with a sentence, before it is read or as soon as it is seen."""

import re

import pytest

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.queries.clipboard_rows import ClipboardRows
from nrw_desktop.exchange import clipboard, pasted_size
from nrw_desktop.exchange.clipboard import rows_json, rows_of
from nrw_desktop.exchange.pasted_rows import Row, pasted_rows

ROWS = pasted_size.MOST_ROWS + 1
DEPTH = pasted_size.MOST_DEPTH + 1
COLUMNS = pasted_size.MOST_COLUMNS + 1


@pytest.mark.parametrize(
    ("html", "text", "words"),
    [
        ("", "Zeile\n" * 300_000, "300.000 Zeilen"),
        ("", "Zeile\r" * ROWS * 4, "Zeilen"),
        ("", "Zeile mit Worten\n" * ROWS, "mehr als 5.000 Zeilen"),
        ("", "a\tb\n" * ROWS, "mehr als 5.000 Zeilen"),
        ("", "x" * 5_000_000, "5.000.000 Zeichen"),
        ("", "\t".join("x" * COLUMNS), "mehr als 60 Spalten"),
        ("", "\n".join(f"{' ' * depth}- x" for depth in range(DEPTH)), "mehr als 30 Ebenen"),
        ("x" * 33_000_000, "", "33.000.000 Zeichen mit ihrer Gestaltung"),
        ("<br>" * 300_001, "", "300.001 Stellen mit Gestaltung"),
        ("<p>x</p>" * ROWS, "", "mehr als 5.000 Zeilen"),
        (f"<table>{'<tr><td>x<td>y' * ROWS}</table>", "", "mehr als 5.000 Zeilen"),
        (f"<table><tr><td><ul>{'<li>x' * ROWS}</ul></table>", "", "mehr als 5.000 Zeilen"),
        (f"<table><tr>{'<td>x' * COLUMNS}</table>", "", "mehr als 60 Spalten"),
        ("<table><tr>" + "<td colspan=40>x" * 3 + "</table>", "", "mehr als 60 Spalten"),
        ("<table><tr><td>" + "<p>x" * 120_001, "", "mehr als 120.000 Zellen"),
        ("<ul>" * 200_000, "", "mehr als 30 Ebenen"),
        ("<ul><li>x" * DEPTH, "", "mehr als 30 Ebenen"),
        ("<table><tr><td>x" * DEPTH, "", "mehr als 30 Ebenen"),
        ("<p style='mso-list:l0 level99'>x</p>", "", "mehr als 30 Ebenen"),
    ],
)
def test_too_much_is_refused_and_said(html: str, text: str, words: str) -> None:
    with pytest.raises(PlanError, match=re.escape(words)) as refused:
        pasted_rows(html, text)
    assert str(refused.value).endswith("Es wurde nichts eingefügt.")
    assert "Bitte" in str(refused.value)


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>eins" + "<!--" * 70_000, ["eins"]),
        ("<p>eins" + '<a "' * 70_000, None),
        ("<p>eins<a title='" + "<b>x</b>" * 900 + "'>zwei", ["einszwei"]),
        ('<p title="offen>eins</p><p>zwei</p>', ["eins", "zwei"]),
        ("<p>3 < 4<p>5 > 4", ["3 < 4", "5 > 4"]),
        ("<script>if (a<b) c()</script><p>eins", ["eins"]),
        ("<style>a<b { c: '</p>' }</style><p>eins", ["eins"]),
        ("<p>eins<img src='data:image/png;base64," + "A" * 100_000 + "'>zwei", ["einszwei"]),
        ("<ul><li>" + "<p>x</p>" * 4_000, ["\n".join("x" * 4_000)]),
        ("<p style='" + "mso-list:" * 100_000 + "'>eins", ["eins"]),
        ("<p data-style='mso-list:l0 level2'>eins", ["eins"]),
    ],
)
def test_odd_html_is_read_in_one_pass(html: str, wanted: list[str] | None) -> None:
    rows = pasted_rows(html, "")
    assert wanted is None or [row.cells[0] for row in rows] == wanted


@pytest.mark.parametrize("text", ['"offen\n' * 3_000, '"a ""b\n' * 3_000, '"' * 1_000_000, "1" + ".1" * 500_000 + " x"])
def test_quotation_marks_left_open_are_read_in_one_pass(text: str) -> None:
    assert pasted_rows("", text)


def test_what_is_within_the_limits_is_read() -> None:
    rows = pasted_rows(f"<table>{'<tr><td>x<td>y' * (ROWS - 1)}</table>", "")
    assert rows == [Row(("x", "y"))] * (ROWS - 1)


def test_a_parcel_that_is_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = rows_json(ClipboardRows("measure", ("m",), ()))
    monkeypatch.setattr(clipboard, "MOST_BYTES", len(content))
    assert rows_of(content) is not None
    with pytest.raises(PlanError, match="weniger Zeilen"):
        rows_of(content + b" ")


def test_a_parcel_nested_without_end_is_none() -> None:
    deep = b'{"table":"measure","keys":[],"parts":[["measure",{"id":' + b"[" * 200_000 + b"]" * 200_000 + b"}]]}"
    assert rows_of(deep) is None

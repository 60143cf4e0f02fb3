"""CSV files of all kinds: each is read in the encoding, and parted by the sign, that it was written with."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from nrw_desktop.exchange.lists import csv_files
from nrw_desktop.exchange.lists.encodings import encoding_of
from nrw_desktop.exchange.reading.kinds import kind_of
from nrw_desktop.exchange.sources.limits import SourceError

EIGHT_BITS = ("cp1252", "cp850", "cp437", "latin-1", "iso8859-15", "mac_roman")
ALL = (*EIGHT_BITS, "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
WORDS = (
    # Umlauts and ß: within a word, before it, behind it, in capitals; a single one in the whole file.
    *("Köln", "März", "Größe", "Straße", "für Menü", "Spaß", "Süd", "geändert", "Müller-Lüdenscheidt", "Wärme, Kälte"),
    *("Über", "Ämter", "Öffnung", "Ältere", "Öko", "Ö-Arbeit", "über", "äußerst", "öffentlich", "örtlich", "übrig"),
    *("ÜBERSICHT", "KÜCHE", "MASSNAHMEN ÄRZTE", "Frau Özdemir", "Ägypten", "Bündnis für Demokratie", "größere Bühne"),
    # Signs alone, which are letters in other encodings.
    *("„Vielfalt“", "„lokal“", "„gemeinsam leben“", "„Über“", "‚so‘", "«Ziel»", "Mai – Juli", "Mai–Juli", "2017–2019"),
    *("5 €", "1.200,50 €", "Kosten in €", "Gemüse 3 €", "§ 93 VwVfG", "20 °C", "m²", "½ Stelle", "Geht’s", "usw. …"),
    *("Café René", "• Punkt", "z.\xa0B.", "Schüler·innen", "nur ASCII"),
)


def read(content: bytes, tmp_path: Path, name: str = "Liste.csv") -> tuple[list[list[str]], tuple[str, ...]]:
    """The texts in the file, and what is remarked."""
    path = tmp_path / name
    path.write_bytes(content)
    assert kind_of(path) == "csv"
    source = csv_files.read(path)
    return [[cell.text for cell in row] for row in source.tables[0].rows], source.remarks


def test_the_encoding_is_the_one_in_which_the_letters_are_german() -> None:
    wrong, right = [], 0
    for word in WORDS:
        for encoding in ALL:
            text = f"Phase;{word}\r\n1;x\r\n"
            try:
                content = text.encode(encoding)
            except UnicodeEncodeError:
                continue
            found = content.decode(encoding_of(content)).removeprefix("\ufeff")
            right += found == text
            wrong += [(encoding, word, found)] if found != text else []
    assert wrong == []
    assert right > 400


HEAD = ("Nr.", "Maßnahme", "Kosten")
ROWS = (HEAD, ("1", "Erst lesen, dann planen; so", "1.200,50"), ("2", "Überblick | über alles", "3,5"), ("3", "", ""))
SHORT = (("Ort",), ("Köln",))
SPOKEN = (("Phase", "Ort, Straße, Nr."), ("Fest", "Köln, Domplatz, 3"), ("Lauf", "Bonn, Markt, 5"))
LINES = (("Maßnahme", "Ziel"), ("Fest\nfür alle", 'Sagte: "Grüß Gott"'))


def written(rows: Sequence[Sequence[str]], separator: str, end: str, quoted: bool) -> str:
    """The rows as CSV; without ``quoted`` only where a cell needs it."""

    def cell(text: str) -> str:
        needs = quoted or any(sign in text for sign in (separator, '"', "\n"))
        return '"{}"'.format(text.replace('"', '""')) if needs else text

    return "".join(separator.join(map(cell, row)) + end for row in rows)


@pytest.mark.parametrize("rows", [ROWS, SHORT, SPOKEN, LINES], ids=["long", "one column", "commas", "breaks"])
def test_the_separator_is_the_one_that_makes_a_table(rows: Sequence[Sequence[str]], tmp_path: Path) -> None:
    expected = [[text.replace("\n", " ") for text in row] for row in rows]
    for number, separator in enumerate(";,\t|"):
        for end in ("\r\n", "\n", "\r"):
            for quoted in (True, False):
                encoding = ("utf-8-sig", "utf-16", "utf-16-le", "cp850", "mac_roman", "iso8859-15")[number + quoted]
                found, _ = read(written(rows, separator, end, quoted).encode(encoding), tmp_path, "Liste.txt")
                assert found == expected, (separator, end, quoted, encoding)


def test_a_file_that_says_its_separator_or_stands_under_a_title_is_read_by_its_rows(tmp_path: Path) -> None:
    found, remarks = read("sep=,\r\nMaßnahme,Ort\r\nFest,Köln\r\n".encode("cp1252"), tmp_path)
    # The rows keep the numbers that a spreadsheet program shows.
    assert found == [["", ""], ["Maßnahme", "Ort"], ["Fest", "Köln"]]
    assert remarks == ("Gelesen als Windows-1252, die Spalten getrennt durch Komma.",)
    found, _ = read('Arbeitsplan, Stand: Mai\n\nMaßnahme; Ort\nFest; "Köln; Süd"\nLauf\n'.encode(), tmp_path)
    assert found[2:] == [["Maßnahme", "Ort"], ["Fest", "Köln; Süd"], ["Lauf", ""]]


def test_what_is_broken_in_a_file_is_said_and_nothing_of_it_swallowed(tmp_path: Path) -> None:
    rows = ["Maßnahme;Ort", '"Vielfalt" leben;Köln', '"Offen;Bonn', '"Zwei\nZeilen";Essen', "Rest;Ulm"]
    found, remarks = read("\n".join(rows).encode(), tmp_path)
    assert found[1:] == [['"Vielfalt" leben', "Köln"], ['"Offen', "Bonn"], ["Zwei Zeilen", "Essen"], ["Rest", "Ulm"]]
    assert "In Zeile 2, 3 stehen Anführungszeichen" in remarks[1]
    content = "Maßnahme;Ort\nFest für alle;Köln\nÜbung;Süd\n".encode()
    found, remarks = read(content.replace("ö".encode(), b"\xf6"), tmp_path)
    assert found == [["Maßnahme", "Ort"], ["Fest für alle", "K\ufffdln"], ["Übung", "Süd"]]
    assert remarks[1].startswith("1 Zeichen der Datei ist")
    with pytest.raises(SourceError, match="keinen Text"):
        read(b"Ort;Tag\n" + b"\0\0\0" + b"Fest;heute\n" * 20, tmp_path)


def test_letters_far_down_in_a_long_file_tell_its_encoding(tmp_path: Path) -> None:
    content = b"Nr.;Ort\r\n" + b"1;Bonn\r\n" * 40_000 + "2;Köln\r\n".encode("cp850")
    assert read(content, tmp_path)[0][-1] == ["2", "Köln"]


def test_lines_that_stand_in_quotes_as_a_whole_are_divided_once_more(tmp_path: Path) -> None:
    found, remarks = read('"Maßnahme;Ziel"\r\n"Fest ""groß"";Freude"\r\n"Lauf;""Spaß; Sport"""\r\n'.encode(), tmp_path)
    assert found == [["Maßnahme", "Ziel"], ['Fest "groß"', "Freude"], ["Lauf", "Spaß; Sport"]]
    assert "noch einmal geteilt" in remarks[1]
    # Opened with commas, though parted by semicolons, and saved again.
    rows = ["Maßnahme;Ort, Raum;Ziel,,", '"Fest;Rathaus;""Mut, Kraft""",,', '"Lauf;""Wald, Wiese"";Spaß",,', "Chor;;,,"]
    found, remarks = read("\n".join(rows).encode(), tmp_path)
    assert found == [
        *(["Maßnahme", "Ort, Raum", "Ziel"], ["Fest", "Rathaus", "Mut, Kraft"], ["Lauf", "Wald, Wiese", "Spaß"]),
        ["Chor", "", ""],
    ]
    # A column of texts with commas is one.
    assert read('"Maßnahme"\n"Fest, groß"\n"Lauf, klein"\n'.encode(), tmp_path)[0][1] == ["Fest, groß"]


def test_quotes_of_databases_errors_and_spoilt_umlauts_are_mended_or_told(tmp_path: Path) -> None:
    rows = ['"sep=;"', "Maßnahme ; Ziel", '"Fest ; Lauf" ; Freude', '"ein \\"großes\\" Fest";Mut', "#NV;Glück"]
    (tmp_path / "Liste.csv").write_bytes("\n".join(rows).encode())
    source = csv_files.read(tmp_path / "Liste.csv")
    found = [[cell.text for cell in row] for row in source.tables[0].rows][2:]
    assert found == [["Fest ; Lauf", "Freude"], ['ein "großes" Fest', "Mut"], ["", "Glück"]]
    assert [(one.kind, one.examples) for one in source.left] == [("error", ("Zeile 5: #NV",))]
    twice = "Maßnahme;Ziel\nFest für „alle“;Größe\n".encode().decode("cp1252").encode()
    found, remarks = read(twice, tmp_path)
    assert (found[1], "zurückgelesen" in remarks[1]) == (["Fest für „alle“", "Größe"], True)
    # Two files put together, each in its encoding, and texts that Excel would take for numbers.
    found, remarks = read("Maßnahme;Nr\nStraße;1\n".encode() + 'Köln;="007"\nGröße;2\n'.encode("cp1252"), tmp_path)
    assert found == [["Maßnahme", "Nr"], ["Straße", "1"], ["Köln", "007"], ["Größe", "2"]]
    assert "zurückgelesen" in remarks[1]


def test_a_text_that_is_called_a_workbook_is_read_and_a_page_of_the_web_says_what_it_is(tmp_path: Path) -> None:
    assert read("Maßnahme;Ort\nFest;Köln\n".encode(), tmp_path, "Liste.xls")[0][1] == ["Fest", "Köln"]
    for content, what in ((b"<!DOCTYPE html><table>", "Webseite"), (b"<?xml version='1.0'?><Workbook/>", "XML-Datei")):
        (tmp_path / "Liste.xls").write_bytes(content)
        with pytest.raises(SourceError, match=f"Das ist eine {what}.*\\.xlsx"):
            kind_of(tmp_path / "Liste.xls")

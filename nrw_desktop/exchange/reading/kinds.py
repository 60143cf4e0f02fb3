"""What kind of file one is, by what it holds and not by its name; what cannot be imported says what to do instead."""

import os
import re
import stat
from pathlib import Path
from typing import Literal

from nrw_desktop.exchange.sources.limits import SourceError
from nrw_desktop.exchange.sources.package import DAMAGED, PASSWORD, Package

Kind = Literal["docx", "odt", "xlsx", "xls", "ods", "csv", "ics", "json"]

_LOOKED_AT = 4_096
_MOST_OF_OLD = 64_000_000
"""Bytes of an old file that are looked at."""
_AGAIN = "und diese Datei importieren."
_AS_BOOK = "Bitte sie in Excel oder Calc öffnen, als Excel-Arbeitsmappe (.xlsx) speichern " + _AGAIN
_PAGE = f"Das ist eine Webseite (HTML), auch wenn sie anders heißt. {_AS_BOOK}"
_NOT_READ = {
    b"%PDF": "Das ist eine PDF-Datei, auch wenn sie anders heißt; Tabellen lassen sich daraus nicht sicher lesen. "
    "Bitte die Datei nehmen, aus der die PDF-Datei entstanden ist, oder die Tabelle dort kopieren und hier einfügen.",
    b"{\\rtf": "Das ist eine RTF-Datei. Bitte sie in Word oder Writer öffnen, als Word-Dokument (.docx) speichern "
    + _AGAIN,
    b"<html": _PAGE,
    b"<!doctype html": _PAGE,
    b"<?xml": f"Das ist eine XML-Datei, auch wenn sie anders heißt. {_AS_BOOK}",
    b"SQLite format 3\0": "Das ist eine Plandatei und kein Dokument. Bitte sie öffnen, oder mit „Zusammenführen“ in "
    "diesen Plan holen.",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD = {
    "EncryptedPackage": PASSWORD,
    "WordDocument": "Das ist ein Dokument einer alten Fassung von Word (.doc). Bitte es in Word oder Writer öffnen, "
    "als Word-Dokument (.docx) speichern " + _AGAIN,
}
_UNKNOWN = (
    "„{name}“ lässt sich nicht importieren. Möglich sind Dokumente von Word und Writer (.docx, .odt), Tabellen "
    "(.xlsx, .xls, .ods, .csv), Kalender (.ics) und Pakete (.json)."
)
_OTHER_PARTS = {
    "ppt/presentation.xml": "eine Präsentation",
}
_ODF: dict[str, Kind] = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.spreadsheet-template": "ods",
}
_OLD_BOOKS = ("Workbook", "Book")
"""What the old form of Excel calls its one part."""
_TEXT_SUFFIXES = (".csv", ".txt", ".tsv", ".tab")
_BOOK_SUFFIXES = (".xls", ".xlsx", ".ods")
"""What programs of the web call a text that Excel is to open."""


def kind_of(path: Path) -> Kind:
    """The kind of a file that can be imported.

    Raises:
        SourceError: it is of none of these, damaged, protected, or not there.
    """
    head = _head(path)
    if not head:
        raise SourceError(f"„{path.name}“ ist leer. Bitte die Datei noch einmal holen oder eine andere wählen.")
    for begin, sentence in _NOT_READ.items():
        if head.lstrip(b"\xef\xbb\xbf \r\n\t")[: len(begin)].lower() == begin.lower():
            raise SourceError(sentence)
    if head.startswith(_OLE):
        return _old(path)
    if head.startswith(b"PK"):
        return _packed(path)
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if text[:15].upper() == b"BEGIN:VCALENDAR" or path.suffix.casefold() == ".ics":
        return "ics"
    if text.startswith(b"{") or path.suffix.casefold() == ".json":
        return "json"
    is_text = not re.search(rb"[\0-\x08\x0e-\x1f]", head)
    if is_text and path.suffix.casefold() in _BOOK_SUFFIXES and text.startswith(b"<"):
        raise SourceError(_PAGE)
    if path.suffix.casefold() in _TEXT_SUFFIXES or (is_text and path.suffix.casefold() in _BOOK_SUFFIXES):
        return "csv"
    raise SourceError(_UNKNOWN.format(name=path.name))


def _head(path: Path) -> bytes:
    try:
        # What is no file, such as a pipe, might never end.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise SourceError(f"„{path.name}“ ist keine Datei. Bitte eine Datei wählen.")
        with path.open("rb") as file:
            return file.read(_LOOKED_AT)
    except FileNotFoundError as error:
        raise SourceError(f"Die Datei „{path}“ gibt es nicht. Bitte den Namen prüfen.") from error
    except OSError as error:
        raise SourceError(
            f"„{path}“ lässt sich nicht lesen. Vielleicht hält ein anderes Programm sie fest, oder die Rechte fehlen. "
            "Bitte die Datei dort schließen oder kopieren und noch einmal versuchen."
        ) from error


def _old(path: Path) -> Kind:
    with path.open("rb") as file:
        content = file.read(_MOST_OF_OLD)
    for name, said in _OLD.items():
        if name.encode("utf-16-le") in content:
            raise SourceError(said)
    if any(name.encode("utf-16-le") in content for name in _OLD_BOOKS):
        return "xls"
    raise SourceError(DAMAGED)


def _packed(path: Path) -> Kind:
    with Package(path) as package:
        if package.has("mimetype"):
            kind = package.read("mimetype", 1_000).decode("ascii", "replace").strip()
            if package.has("META-INF/manifest.xml") and b"encryption-data" in package.read("META-INF/manifest.xml"):
                raise SourceError(PASSWORD)
            if found := _ODF.get(kind):
                return found
            raise SourceError(_UNKNOWN.format(name=path.name))
        names = package.names()
    if "[content_types].xml" in names:
        if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
            return "xlsx"
        for part, what in _OTHER_PARTS.items():
            if part in names:
                raise SourceError(f"Das ist {what}. {_UNKNOWN.format(name=path.name)}")
        return "docx"
    if any(name.endswith((".docx", ".odt")) for name in names):
        raise SourceError("Das ist ein ZIP-Archiv. Bitte es entpacken und das Dokument daraus importieren.")
    raise SourceError(_UNKNOWN.format(name=path.name))

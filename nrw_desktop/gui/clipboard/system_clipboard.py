"""The system's clipboard: rows of a plan go in whole and as text, and whatever others put there comes out as rows."""

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication

from nrw_desktop.domain.queries.clipboard_rows import ClipboardRows
from nrw_desktop.exchange.clipboard import MIME_TYPE, rows_json, rows_of
from nrw_desktop.exchange.pasted_rows import Row, Table, pasted_rows, pasted_table

_MOST_PATHS = 1_000_000
"""Characters that are looked through for the addresses of files."""


def put(copied: ClipboardRows, text: str, html: str) -> None:
    """Put rows on the clipboard: for this program, and for all others."""
    data = QMimeData()
    data.setData(MIME_TYPE, rows_json(copied))
    data.setText(text)
    data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def put_table(text: str, html: str) -> None:
    """Put cells on the clipboard: they are no rows of a plan, and the same for this program as for others."""
    data = QMimeData()
    data.setText(text)
    data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def copied() -> ClipboardRows | None:
    """The rows of a plan that are on the clipboard, if there are any.

    Raises:
        PlanError: there are more than can be pasted.
    """
    data = _held()
    return rows_of(bytes(data.data(MIME_TYPE).data())) if data.hasFormat(MIME_TYPE) else None


def rows(blanks: bool = False) -> list[Row]:
    """What others put on the clipboard, read as rows; with ``blanks``, empty ones between others too.

    Raises:
        PlanError: there is more of it than can be pasted.
    """
    data = _held()
    return pasted_rows(data.html() if data.hasHtml() else "", data.text() if data.hasText() else "", blanks)


def table() -> Table:
    """The table that others put on the clipboard, with the lists in its cells; without rows where there is none.

    Raises:
        PlanError: there is more of it than can be pasted.
    """
    data = _held()
    return pasted_table(data.html() if data.hasHtml() else "", data.text() if data.hasText() else "")


def files() -> list[str]:
    """The paths of files that were copied in a file manager; nothing where anything else is on the clipboard."""
    data = _held()
    urls = data.urls() if data.hasUrls() else []
    if (
        not urls
        and data.hasText()
        and (text := data.text()[:_MOST_PATHS]).lstrip().startswith(("file:", "copy\nfile:"))
    ):
        # Some file managers give the addresses as text, after a word that says what is to be done with them.
        urls = [QUrl(line.strip()) for line in text.split("\n") if line.strip() and line != "copy"]
    return [url.toLocalFile() for url in urls] if all(url.isLocalFile() for url in urls) else []


def has_picture() -> bool:
    """Whether a picture is on the clipboard."""
    return _held().hasImage()


def _held() -> QMimeData:
    """What is on the clipboard; where nothing is, Qt may have nothing to say at all."""
    held: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return QMimeData() if held is None else held

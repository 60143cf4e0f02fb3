"""The system's clipboard: rows of a plan go in whole and as text, and whatever others put there comes out as rows."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from nrw_desktop.domain.parcel import Parcel
from nrw_desktop.exchange.clipboard import MIME_TYPE, parcel_json, parcel_of
from nrw_desktop.exchange.pasted_rows import Row, pasted_rows


def put(parcel: Parcel, text: str, html: str) -> None:
    """Put rows on the clipboard: for this program, and for all others."""
    data = QMimeData()
    data.setData(MIME_TYPE, parcel_json(parcel))
    data.setText(text)
    data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def parcel() -> Parcel | None:
    """The rows of a plan that are on the clipboard, if there are any."""
    data = QGuiApplication.clipboard().mimeData()
    return parcel_of(bytes(data.data(MIME_TYPE).data())) if data.hasFormat(MIME_TYPE) else None


def rows() -> list[Row]:
    """What others put on the clipboard, read as rows."""
    data = QGuiApplication.clipboard().mimeData()
    return pasted_rows(data.html() if data.hasHtml() else "", data.text() if data.hasText() else "")

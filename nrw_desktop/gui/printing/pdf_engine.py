"""QtPdf, which shows and measures pages; where it cannot be loaded, PDFs are made all the same."""

import logging

from PySide6.QtWidgets import QWidget

try:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPdfWidgets import QPdfView
except ImportError:
    # A broken installation, or a system without what it links to: no reason to have no reports.
    logging.getLogger(__name__).warning("no QtPdf", exc_info=True)
    # Of the view a class is made; none of that is ever shown then.
    QPdfDocument, QPdfView = None, QWidget  # type: ignore[misc, assignment]

IS_THERE = QPdfDocument is not None
MISSING = (
    "Vorschau und Drucken gehen gerade nicht: Ein Teil des Programms lässt sich nicht laden. "
    "Als PDF speichern lässt sich der Bericht trotzdem und dann in einem anderen Programm ansehen und drucken. "
    "Bitte das Programm bei Gelegenheit neu installieren; die Pläne bleiben dabei, wie sie sind."
)
NOT_SHOWN = (
    "Die Seiten lassen sich hier nicht zeigen. „Als PDF speichern …“ geht trotzdem; "
    "das PDF lässt sich dann in einem anderen Programm ansehen und drucken."
)

__all__ = ["IS_THERE", "MISSING", "NOT_SHOWN", "QPdfDocument", "QPdfView"]

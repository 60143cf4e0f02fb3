"""Reports as Word files: what the PDF says, to be worked on in a word processor."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from nrw_desktop.exchange.exporting.paper_docx import paper_docx
from nrw_desktop.gui.kit.background import Progress
from nrw_desktop.gui.kit.file_dialogs import ask_save
from nrw_desktop.gui.printing.pdf_export import write_file
from nrw_desktop.gui.printing.print_options import PrintOptions
from nrw_desktop.reports import catalogue

WORD_TITLE = "Als Word-Datei speichern"


def word_maker(options: PrintOptions) -> Callable[[Progress], bytes]:
    """What makes the report that is chosen, as a Word document.

    Raises:
        PlanError: what is chosen does not do.
    """
    name, request, plan = options.report.name, options.request(), options.printed_plan

    def make(progress: Progress) -> bytes:
        return paper_docx(catalogue.content(name, plan, replace(request, progress=progress)))

    return make


def save_word(parent: QWidget, data: bytes, name: str, folder: Path) -> None:
    """Ask where, write the document as a whole, and offer to open it; ``name`` is the one suggested for a PDF."""
    suggested = Path(name).with_suffix(".docx").name
    target = ask_save(parent, WORD_TITLE, folder / suggested, "Word-Dokumente (*.docx)", ".docx")
    if target is not None:
        write_file(parent, data, target)

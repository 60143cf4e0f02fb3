"""Pasting a list, a table or files into a list: at once where nothing is in doubt, else after a look at it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtWidgets import QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.edits import remarks
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.records import Measure, field_of
from nrw_desktop.domain.queries.clipboard_rows import ClipboardRows
from nrw_desktop.domain.text import kinds
from nrw_desktop.exchange.pasted_sheet import Sheet
from nrw_desktop.gui.clipboard import copied_rows, system_clipboard
from nrw_desktop.gui.clipboard.paste_preview import PastePreview
from nrw_desktop.gui.kit.message_boxes import MessageBox
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.session.workspace import Workspace

if TYPE_CHECKING:
    from nrw_desktop.domain.edits.bulk_add import Typed
    from nrw_desktop.exchange.pasted_rows import Row
    from nrw_desktop.gui.lists.outline_view import OutlineView


_NO_TEXT = "In der Zwischenablage steht kein Text. Bitte die Liste noch einmal kopieren."
_PICTURE = (
    "In der Zwischenablage ist ein Bild; Bilder lassen sich nicht einfügen. Bitte als Datei speichern und bei der "
    "Maßnahme unter „Dokumente“ zuordnen."
)
_NO_FILES = (
    "In der Zwischenablage sind Dateien. Bitte eine Maßnahme anklicken und dort einfügen: So werden sie ihre Dokumente."
)


class Receiver(Protocol):
    """The card that is pasted into.

    ``table`` is that of its rows, ``takes`` those whose rows can be pasted as they are, ``typed_table`` that which a
    list of words belongs to, ``takes_files`` says whether its rows have documents.
    """

    table: str
    takes: tuple[str, ...]
    typed_table: str
    takes_files: bool
    workspace: Workspace

    @property
    def home(self) -> str:
        """What tells its plan apart on the clipboard."""

    @property
    def view(self) -> "RecordView | OutlineView":
        """Its list."""

    def paste_parcel(self, copied: ClipboardRows) -> Change | None:
        """Put in rows of a plan."""

    def add_typed(self, rows: "Sequence[tuple[int, Typed]]") -> Change | None:
        """Add a row for each of these, given as (depth, text by field)."""

    def show_pasted(self, change: Change | None, sentence: str) -> None:
        """Choose the rows that a paste was about, and say what else there is to know."""

    def window(self) -> QWidget:
        """The window that it is in."""


class Cells(NamedTuple):
    """Where a column could be written: the records from top to bottom, and the field that the keyboard is in.

    ``field`` is None where that is the one that makes new rows. ``several`` says that several rows were chosen,
    ``more`` that there is more than fits into these.
    """

    keys: list[str]
    field: str | None
    several: bool = False
    more: bool = False


def paste(card: Receiver) -> Change | None:
    """Put in what is on the clipboard: rows of a plan as they are, any list or table as new rows or into cells.

    None where nothing changes, or a dialog asks about it first.

    Raises:
        PlanError: the clipboard has nothing of use here, or it does not fit.
    """
    copied = system_clipboard.copied()
    if copied is not None and copied.table in card.takes:
        return _put_in(card, copied)
    if files := system_clipboard.files():
        return _paste_files(card, files)
    rows = system_clipboard.rows(blanks=isinstance(card.view, RecordView))
    if not rows:
        raise PlanError(_PICTURE if system_clipboard.has_picture() else _NO_TEXT)
    return _paste_rows(card, rows)


def _put_in(card: Receiver, copied: ClipboardRows) -> Change | None:
    plan = card.workspace.plan
    change = card.paste_parcel(copied)
    if change is None:
        return None
    moved = copied.cut and copied.source == card.home
    card.show_pasted(change, "" if moved else remarks.of_parcel(plan, copied, change))
    if moved:
        # Pasted once more, they are copies.
        copied_rows.copy(card.workspace.plan, card.table, card.view.selected_keys(), card.home)
    return change


def _paste_rows(card: Receiver, rows: "Sequence[Row]") -> Change | None:
    """Put rows in; None where a dialog asks about them first.

    One column goes into the cells below the keyboard where that is in a column that does not make new rows, else
    each row becomes a new one. What is in doubt, or has several columns, is shown first.

    Raises:
        PlanError: they do not fit.
    """
    cells = _cells(card, len(rows))
    width = max(len(row.cells) for row in rows)
    into = width == 1 and cells.field is not None
    plan, table = card.workspace.plan, card.typed_table
    phase = card.view.model().scope if isinstance(card.view, RecordView) else None
    sheet = Sheet(plan, table, rows, cells.keys, cells.field, into, phase)
    if into:
        doubts = len(sheet.doubts())
        if len(rows) == 1 and cells.several and not doubts:
            # One value for all that is chosen.
            sheet = Sheet(plan, table, list(rows) * len(cells.keys), cells.keys, cells.field, True, phase)
        # What fits a column that does not take just any text is meant for it.
        reads = cells.field == "period" or field_of(sheet.table, cells.field or "").kind is kinds.CHOICE
        surely = reads or not _overwrites(card, sheet)
        if not doubts and not sheet.heading and surely and not cells.more:
            return _fill(card, sheet)
        if doubts == len(sheet.rows):
            sheet.set_filling(False)
    elif sheet.is_plain:
        return _add(card, sheet)
    if not sheet.filling and width == 1 and sheet.missing:
        # Nothing but months, or words of a choice: these are no names.
        sheet.set_filling(True)
    _ask(card, sheet)
    return None


def _paste_files(card: Receiver, files: Sequence[str]) -> Change | None:
    """Ask whether files become documents of the measure that the keyboard is at.

    Raises:
        PlanError: it is at none, or the measure has them all.
    """
    if not card.takes_files:
        raise PlanError(_NO_FILES)
    record = card.view.current_record() if isinstance(card.view, RecordView) else None
    if not isinstance(record, Measure):
        raise PlanError("In der Zwischenablage sind Dateien. Bitte erst die Maßnahme anklicken, zu der sie gehören.")
    names = "\n".join(_file_name(file) for file in files[:8]) + (f"\n… und {len(files) - 8} weitere" * (len(files) > 8))
    what = "Die kopierte Datei" if len(files) == 1 else f"Die {len(files)} kopierten Dateien"
    asked = f"{what} bei „{caption(record)}“ als Dokument{'e' * (len(files) > 1)} zuordnen?\n\n{names}"
    box = MessageBox(MessageBox.Icon.Question, "Dateien einfügen", asked, card.window())
    yes = box.addButton("Zuordnen", MessageBox.ButtonRole.AcceptRole)
    box.addButton("Abbrechen", MessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(yes)
    box.exec()
    if box.clickedButton() is not yes:
        return None
    return card.workspace.run(edits.bulk_add.add_documents, record.id, files)


def _file_name(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2]


def _cells(card: Receiver, count: int) -> Cells:
    view = card.view
    if not isinstance(view, RecordView) or view.current_record() is None:
        return Cells([], None)
    model, index = view.model(), view.currentIndex()
    column = model.column(index)
    field = column.field if column.editable and column is not model.spec.draft_column else None
    chosen = view.selected_keys()
    below = (model.record(model.index(row, 0)) for row in range(index.row(), model.rowCount()))
    keys = [record.id for record in below if record is not None]
    if len(chosen) < 2:
        return Cells(keys[:count], field)
    known = set(chosen)
    further = [key for key in keys if key not in known][: max(0, count - len(chosen))]
    return Cells([*chosen, *further], field, True, count > len(chosen))


def _overwrites(card: Receiver, sheet: Sheet) -> bool:
    """Whether cells hold something else already."""
    assert isinstance(card.view, RecordView)
    model = card.view.model()
    column = card.view.currentIndex().column()
    plan = card.workspace.plan
    for key, cells in zip(sheet.targets, sheet.cells, strict=False):
        record = plan.record(sheet.table, key)
        held = model.spec.columns[column].show(plan, record) if record else ""
        if held and cells[0] and held != cells[0]:
            return True
    return False


def _add(card: Receiver, sheet: Sheet) -> Change | None:
    rows, lost = sheet.typed(), [*sheet.lost(), *sheet.moved()]
    change = card.add_typed(rows)
    if change is not None and sheet.table == "partner":
        new = sum(row.table == "partner" and row.before is None for row in change.rows)
        if new < len(rows):
            known = len(rows) - new
            lost = [f"{new} neu im Verzeichnis, {known} gab es dort schon", *lost]
    card.show_pasted(change, _sentence(lost))
    return change


def _fill(card: Receiver, sheet: Sheet) -> Change | None:
    rows = sheet.filled()
    change = card.workspace.run(edits.bulk_add.fill, sheet.table, rows)
    first = sheet.fields[next(iter(sheet.fields))]
    said = "In 1 Zeile eingetragen" if len(rows) == 1 else f"In {len(rows)} Zeilen eingetragen"
    hint = f"Neue Zeilen entstehen, wenn beim Einfügen die Spalte „{first}“ gewählt ist."
    card.show_pasted(change, f"{_sentence([said, *sheet.lost(), *sheet.moved()])} {hint}")
    return change


def _sentence(parts: Sequence[str]) -> str:
    return f"{', '.join(parts)}." if parts else ""


def _ask(card: Receiver, sheet: Sheet) -> None:
    record = card.workspace.plan.record(sheet.table, sheet.targets[0]) if sheet.targets else None
    place = f"ab „{caption(record)}“" if record else ""

    def put_in(decided: Sheet) -> None:
        if decided.filling:
            _fill(card, decided)
        else:
            _add(card, decided)

    dialog = PastePreview(sheet, put_in, place, card.window())
    dialog.finished.connect(card.view.setFocus)
    dialog.open()

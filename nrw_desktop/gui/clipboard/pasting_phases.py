"""Pasting a whole table of phases into a plan: always shown before, and one step that undo takes back."""

from collections.abc import Callable

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.exchange.pasted_rows import source_of
from nrw_desktop.exchange.pasted_sheet import Sheet
from nrw_desktop.exchange.phase_sheet import PhaseSheet
from nrw_desktop.exchange.reading.drafts import draft_of
from nrw_desktop.exchange.sources.source import Source
from nrw_desktop.gui.clipboard import system_clipboard
from nrw_desktop.gui.clipboard.paste_preview import PastePreview
from nrw_desktop.gui.session.plan_window import PlanWindow

_NO_TABLE = (
    "In der Zwischenablage steht keine Tabelle. Bitte in Word die ganze Tabelle mit ihrer Kopfzeile markieren, mit "
    "Strg+C kopieren und hier noch einmal einfügen."
)
_ROWS = (
    "In der Zwischenablage stehen Zeilen aus einem Plan; sie gehören in eine Phase. Bitte dort die Liste anklicken und "
    "einfügen."
)
_MORE = "Text neben der Tabelle nicht übernommen"


def show(window: PlanWindow, go_to_phases: Callable[[], None], bring_in: Callable[[Source], None]) -> None:
    """Show the table on the clipboard, each row as a phase, and put it in as the person decides.

    ``go_to_phases`` brings them into sight then. A table whose rows are measures, or with a cell of several phases, is
    none of phases row by row: what becomes of it is asked as for that of a file, by ``bring_in``.

    Raises:
        PlanError: there is none, or more than can be pasted.
    """
    if system_clipboard.copied() is not None:
        raise PlanError(_ROWS)
    table = system_clipboard.table()
    if not table.rows:
        raise PlanError(_NO_TABLE)
    source = source_of(table)
    if _needs_a_draft(source, len(table.rows)):
        bring_in(source)
        return

    def put_in(sheet: Sheet) -> None:
        assert isinstance(sheet, PhaseSheet)
        told, left = sheet.told, [*sheet.lost(), *sheet.moved(), *([_MORE] if table.has_more else [])]
        window.workspace.run(edits.phase_table.add, sheet.phases())
        window.say(f"Eingefügt: {told}. {', '.join(left)}{'.' if left else ''}".rstrip())
        go_to_phases()

    PastePreview(PhaseSheet(window.workspace.plan, table.rows), put_in, "", window).open()


def _needs_a_draft(source: Source, rows: int) -> bool:
    """Whether several rows of a table, read as that of a file, make one phase, or a cell reaches down over rows."""
    try:
        plan = draft_of(source, {}).plan
    except PlanError:
        return False
    if plan.phases and any(cell.rows > 1 for one in source.tables for row in one.rows for cell in row):
        return True
    # The heads are a row as well.
    return 0 < len(plan.phases) < min(rows - 1, len(plan.all(Measure)))

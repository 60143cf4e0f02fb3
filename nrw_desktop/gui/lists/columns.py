"""What each table shows: its columns, its rows, and the edits that its cells call. A new column is one line."""

import datetime as dt
from collections.abc import Callable, Sequence
from enum import Enum, auto
from functools import cached_property
from typing import Any

import msgspec

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.fields import Field
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELD_TABLE, Partner, Record, field_of
from nrw_desktop.domain.queries import goals, partners, period, retention
from nrw_desktop.domain.text import kinds
from nrw_desktop.domain.text.collation import sort_key, span_key
from nrw_desktop.gui.session import late_edits as edits
from nrw_desktop.gui.session.workspace import Workspace


class Editor(Enum):
    """How a cell is shown and edited."""

    TEXT = auto()
    LINE = auto()
    CHOICE = auto()
    PARTNER = auto()


class Column(msgspec.Struct, frozen=True, dict=True):
    """One column: the field it shows, its header and width, and where field and text differ, how they translate."""

    table: str
    field: str
    header: str
    width: int
    editor: Editor = Editor.LINE
    stretch: bool = False
    wraps: bool = False
    """Whether its words wrap well, so that it gives way first where the table is narrow."""
    editable: bool = True
    shows: Callable[[Plan, Any], str] | None = None
    sets: Callable[[Plan, str, str, str | None], Change] | None = None
    tip: str = ""
    sorts: Callable[[Plan, Any], str] | None = None
    tells: Callable[[Plan, Any], str] | None = None
    part: str = ""
    """Which of several records of ``table`` it is about that belong to the one in the row: of costs, the year."""

    @cached_property
    def spec(self) -> Field:
        """What its field is."""
        return field_of(self.table, self.field)

    @cached_property
    def right(self) -> bool:
        """Whether its texts stand at the right, as numbers of which there are sums do."""
        return self.spec.kind in (kinds.CENTS, kinds.COUNT)

    def show(self, plan: Plan, record: Record) -> str:
        """The cell's text as people read it."""
        if self.shows:
            return self.shows(plan, record)
        return self.spec.text(getattr(record, self.field))

    def edit_text(self, plan: Plan, record: Record) -> str:
        """What the editor starts with: the text, or the code of a choice."""
        if self.spec.kind is kinds.CHOICE:
            return getattr(record, self.field) or ""
        return self.show(plan, record)

    def sort_key(self, plan: Plan, record: Record) -> str:
        """What rows are sorted by: the value of the field, else the words that are shown; nothing for no value."""
        if self.sorts:
            return self.sorts(plan, record)
        # What is no text is sorted by what it is, however it is shown.
        if self.shows is None or not self.spec.kind.is_text:
            return self.spec.sort_key(getattr(record, self.field))
        return sort_key(self.show(plan, record))

    def store(self, workspace: Workspace, key: str, text: str) -> Change | None:
        """Commit what was typed.

        Raises:
            PlanError: it is not possible there.
        """
        return workspace.run(self.sets or edits.setter(self.table), key, self.field, text)

    def note(self, plan: Plan, key: str, text: str) -> str:
        """What a person should confirm of how a text is read that was typed here; mostly nothing."""
        return edits.reading.note(plan, self.table, key, self.field, text)

    def place(self, record: Record) -> tuple[str, str, str, str]:
        """What a text goes by that a cell did not accept: table, id, field, and where of several it belongs."""
        return self.table, record.id, self.field, self.part

    def told(self, plan: Plan, record: Record) -> str:
        """What is said of a cell beside its text; mostly nothing."""
        return self.tells(plan, record) if self.tells else ""

    @property
    def can_be_empty(self) -> bool:
        """Whether a cell may hold nothing."""
        return edits.can_be_empty(self.table, self.field)

    def clear(self, workspace: Workspace, keys: Sequence[str]) -> Change | None:
        """Empty this field of several records, in one step.

        Raises:
            PlanError: it must not be empty.
        """
        setter = self.sets or edits.setter(self.table)
        return workspace.run(edits.many.clear_field, keys, self.field, self.header, setter)

    @property
    def choices(self) -> dict[str, str]:
        """The words of a choice by code; with an empty one where nothing needs to be chosen."""
        return dict(self.spec.words)


class TableSpec(msgspec.Struct, frozen=True):
    """One kind of table: which rows of a plan it holds, and which edits add, move and remove them.

    ``placed_by`` names the fields that decide whether and where a record has a row, ``depends`` the other tables that
    its texts come from.
    """

    table: str
    columns: tuple[Column, ...]
    rows: Callable[[Plan, Any], Sequence[Record]]
    add: Callable[[Plan, Any, str], Change] | None = None
    move: Callable[..., Change] | None = None
    remove: Callable[[Plan, Sequence[str]], Change] | None = None
    depends: tuple[str, ...] = ()
    placed_by: tuple[str, ...] = ("phase", "order")
    draft: str = "text"
    empty: str = ""
    sortable: bool = True
    locked: Callable[[Plan, Any], bool] | None = None
    """Whether the rows of a list can only be looked at, though the plan can be written."""

    @property
    def draft_column(self) -> Column:
        """The column that is filled in first in a new row."""
        return next(column for column in self.columns if column.field == self.draft)


_EDITORS = {kinds.TEXT: Editor.TEXT, kinds.ADDRESS: Editor.TEXT, kinds.CHOICE: Editor.CHOICE}


def column_of(
    table: str, field: str, *, header: str = "", width: int = 0, editor: Editor | None = None, **more: Any
) -> Column:
    """A column for a field of a record: its header, width and editor are those of the field where none is given."""
    spec = field_of(table, field)
    editor = editor or _EDITORS.get(spec.kind, Editor.LINE)
    return Column(table, field, header or spec.word, width or spec.width, editor, **more)


def _overview(field: str, header: str, width: int, shows: Callable[[Plan, Any], str], stretch: bool = False) -> Column:
    return Column("phase", field, header, width, Editor.TEXT, stretch, editable=False, shows=shows)


def _by_phases(plan: Plan, partner: Any) -> str:
    """Sorts by the first phase, then the next; who is named in one comes before those whom a reference brings."""
    return "".join(f"{each.number:04}{each.by_reference:d}" for each in partners.taking_part(plan, partner))


def _contact(plan: Plan, partner: Partner) -> str:
    contacts, today = plan.contacts(partner.id), dt.date.today()
    name = contacts[0].person or contacts[0].mail or contacts[0].phone or "" if contacts else ""
    late = "Frist abgelaufen" if any(retention.is_over(contact, today) for contact in contacts) else ""
    return " – ".join(filter(None, (name, late)))


def _measure_lines(plan: Plan, phase: Any) -> str:
    """What a cell says that is painted as a list; it is for those who hear it."""
    return "\n".join(measure.text for measure in plan.measures(phase.id))


def _goal_lines(plan: Plan, phase: Any) -> str:
    return "\n".join(f"{entry.mark} {entry.goal.text}" for entry in goals.entries(plan, phase))


MEASURES = TableSpec(
    "measure",
    (
        column_of("measure", "text", stretch=True),
        column_of("measure", "status"),
        column_of(
            "measure",
            "period",
            header="Zeitraum",
            width=120,
            shows=period.cell,
            sets=lambda plan, key, field, value: edits.measures.set_period(plan, key, value or ""),
            tip="Zum Beispiel 08–10/2017, 14.11.2018, Anfang 2018 oder bis Projektende",
            sorts=lambda plan, measure: span_key(*period.sort_points(plan, measure)),
            tells=period.told,
        ),
        column_of(
            "measure",
            "responsible",
            width=176,
            editor=Editor.PARTNER,
            wraps=True,
            shows=lambda plan, measure: plan.responsible(measure),
        ),
        *(
            column_of("measure", field)
            for field, spec in FIELD_TABLE["measure"].items()
            if spec.width and field not in ("text", "status")
        ),
    ),
    lambda plan, phase: plan.measures(phase),
    add=lambda plan, phase, text: edits.measures.add(plan, phase, text),
    move=lambda plan, keys, phase, index=None: edits.measures.move(plan, keys, phase, index),
    remove=lambda plan, keys: edits.measures.remove(plan, keys),
    # Periods may follow the end of a phase or of the project.
    depends=("partner", "phase", "project"),
    empty="Noch keine Maßnahmen. „Neu“ oder Strg+M legt die erste an.",
)

PARTNERS = TableSpec(
    "partner",
    (
        column_of("partner", "name", editor=Editor.TEXT, stretch=True),
        column_of("partner", "abbreviation"),
        column_of("partner", "kind"),
        column_of(
            "partner",
            "phases",
            header="In Phase",
            width=136,
            editable=False,
            wraps=True,
            shows=partners.phases_text,
            sorts=_by_phases,
        ),
        column_of("partner", "contact", header="Ansprechperson", width=130, editable=False, wraps=True, shows=_contact),
    ),
    lambda plan, _scope: sorted(plan.partners, key=lambda partner: sort_key(partner.name)),
    add=lambda plan, _scope, text: edits.partners.add(plan, text),
    remove=lambda plan, keys: edits.many.remove_partners(plan, keys),
    depends=("mention", "phase", "contact"),
    placed_by=("name",),
    draft="name",
    empty="Noch keine Kooperationspartner. „Neu“ legt den ersten an.",
)


OVERVIEW = TableSpec(
    "phase",
    (
        _overview("title", "Phase", 190, lambda plan, phase: f"{plan.number(phase.id)}  {phase.title}"),
        _overview("period", "Zeitraum", 140, period.shown),
        _overview("measures", "Maßnahmen", 320, _measure_lines, stretch=True),
        _overview("goals", "Ziele", 300, _goal_lines, stretch=True),
        _overview("partners", "Kooperationspartner", 280, partners.cell_text, stretch=True),
    ),
    lambda plan, _scope: plan.phases,
    # On phases too: one that moves gives others their numbers.
    depends=("phase", "measure", "goal", "mention", "partner", "project"),
    empty="Dieser Plan hat noch keine Phase. Über „Plan ▸ Neue Phase“ entsteht die erste.",
    sortable=False,
)

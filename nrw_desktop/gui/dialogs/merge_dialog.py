"""The dialog that makes one of two partners: both side by side, which one stays, and what each phase prints then."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialogButtonBox,
    QHeaderView,
    QRadioButton,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.labels_de import field_word, value_text
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Partner, Phase, link_id
from nrw_desktop.domain.queries import partners
from nrw_desktop.gui.kit import error_boxes, theme
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.plain_table import PlainItem, plain_table
from nrw_desktop.gui.kit.safe_widgets import Label, literal
from nrw_desktop.gui.kit.theme import GRID, make_heading
from nrw_desktop.gui.session.workspace import Workspace

_FIELDS = ("abbreviation", "expansion", "kind", "remark", "joined_phase")


class MergeDialog(Dialog):
    """Merges two partners in one step, which one undo takes back."""

    def __init__(self, workspace: Workspace, one: str, other: str, parent: QWidget):
        super().__init__(parent)
        self.setWindowTitle("Partner zusammenführen")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._pair = [workspace.plan.get(Partner, key) for key in (one, other)]
        if one == other:
            # The sentence is the edit's own.
            edits.merge_partners.merge(workspace.plan, one, other)
        self._build()
        self._compare()
        self._foresee()
        self.want_size(860, 720)
        self._keep.buttons()[0].setFocus()
        workspace.changed.connect(self._follow)

    def _build(self) -> None:
        heading = Label("Welcher Name soll bleiben?")
        make_heading(heading, 1.15)
        page = QVBoxLayout(self)
        page.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        page.setSpacing(GRID)
        page.addWidget(heading)
        self._keep = QButtonGroup(self)
        for place, partner in enumerate(self._pair):
            choice = QRadioButton(f"&{place + 1}  {literal(partner.name)}")
            choice.setChecked(place == 0)
            self._keep.addButton(choice, place)
            page.addWidget(choice)
        self._keep.idToggled.connect(lambda _id, _on: self._foresee())
        self._fields = _table(("Angabe", "1", "2"), "Beide Partner nebeneinander")
        page.addWidget(self._fields, 2)
        self._cells_title = theme.named(Label(), "card_title")
        page.addWidget(self._cells_title)
        self._cells = _table(("Phase", "druckt jetzt", "druckt danach", "Zelle"), "Was die Phasen drucken")
        page.addWidget(self._cells, 2)
        self._both = QCheckBox("Wo eine Phase beide nennt, &weiter beide Schreibweisen drucken")
        self._both.setChecked(True)
        self._both.toggled.connect(lambda _on: self._foresee())
        page.addWidget(self._both)
        self._hint = theme.named(Label(), "muted")
        self._hint.setWordWrap(True)
        page.addWidget(self._hint)
        buttons = QDialogButtonBox()
        merge = buttons.addButton("Zusammenführen", QDialogButtonBox.ButtonRole.AcceptRole)
        merge.setEnabled(not self._workspace.read_only)
        buttons.addButton("Abbrechen", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._merge)
        buttons.rejected.connect(self.reject)
        page.addWidget(buttons)
        # Only in its dialog: else the button that had the keyboard last stays the default one, and may be „Abbrechen“.
        merge.setDefault(True)

    @property
    def _kept(self) -> Partner:
        return self._pair[self._keep.checkedId()]

    @property
    def _going(self) -> Partner:
        return self._pair[1 - self._keep.checkedId()]

    def _change(self, plan: Plan) -> Change:
        return edits.merge_partners.merge(plan, self._kept.id, self._going.id, self._both.isChecked())

    def _compare(self) -> None:
        """Both partners side by side: their fields, and what hangs on them."""
        plan = self._workspace.plan
        rows = [("Name", *(partner.name for partner in self._pair))]
        rows += [(field_word("partner", field), *(_field(plan, one, field) for one in self._pair)) for field in _FIELDS]
        rows.append(("Schreibweisen", *(", ".join(alias.text for alias in plan.aliases(one.id)) for one in self._pair)))
        rows.append(("Kontakte", *(str(len(plan.contacts(one.id)) or "") for one in self._pair)))
        rows.append(("Maßnahmen", *(str(_measures(plan, one) or "") for one in self._pair)))
        _fill(self._fields, [row for row in rows if any(row[1:])])

    def _foresee(self) -> None:
        """What each phase that names one of them prints now and then."""
        plan = self._workspace.plan
        after = plan.apply(self._change(plan))
        naming = [phase for phase in plan.phases if self._named(plan, phase)]
        rows, changing = [], 0
        for phase in naming:
            same = partners.cell_text(plan, phase) == partners.cell_text(after, phase)
            changing += not same
            printed = [self._named(state, phase) for state in (plan, after)]
            number = f"{plan.number(phase.id)}  {phase.title}"
            rows.append((number, *(" … ".join(texts) for texts in printed), "bleibt" if same else "ändert sich"))
        _fill(self._cells, rows)
        verb = (
            "Keine Zelle ändert" if not changing else "1 Zelle ändert" if changing == 1 else f"{changing} Zellen ändern"
        )
        self._cells_title.setText(f"{verb} sich im Ausdruck")
        self._both.setVisible(any(len(self._named(plan, phase)) > 1 for phase in naming))
        self._hint.setText(
            f"„{self._going.name}“ wird eine weitere Schreibweise von „{self._kept.name}“. Nennungen, Kontakte und "
            "Maßnahmen gehen mit. Strg+Z macht alles in einem Schritt rückgängig."
        )

    def _named(self, plan: Plan, phase: Phase) -> list[str]:
        """What a phase prints for the two, in the order of the cell."""
        keys = {link_id(phase.id, partner.id) for partner in self._pair}
        return [partners.printed_name(plan, one) for one in plan.mentions(phase.id) if one.id in keys]

    def _merge(self) -> None:
        try:
            self._workspace.run(self._change)
        except PlanError as error:
            error_boxes.tell(self, "Nicht möglich", str(error))
            return
        self.accept()

    def _follow(self, plan: Plan, _change: Change | None) -> None:
        """Somebody else may take one of them away, or name it elsewhere."""
        if any(plan.find(Partner, partner.id) is None for partner in self._pair):
            self.reject()
            return
        self._pair = [plan.get(Partner, partner.id) for partner in self._pair]
        self._compare()
        self._foresee()


def _field(plan: Plan, partner: Partner, field: str) -> str:
    value = getattr(partner, field) or ""
    if field == "kind":
        return value_text("partner", "kind", value)
    return f"Phase {plan.number(value)}" if field == "joined_phase" and value else str(value)


def _measures(plan: Plan, partner: Partner) -> int:
    responsible = {
        one.id for one in plan.rows["measure"].values() if getattr(one, "responsible_partner", None) == partner.id
    }
    return len(responsible | {link.measure for link in plan.measures_with(partner.id)})


def _table(headers: tuple[str, ...], name: str) -> QTableWidget:
    table = plain_table(headers)
    table.fit_rows()
    table.setAccessibleName(name)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    for column in (0, 3) if len(headers) > 3 else (0,):
        table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    return table


def _fill(table: QTableWidget, rows: list[tuple[str, ...]]) -> None:
    table.setRowCount(len(rows))
    for place, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.setItem(place, column, PlainItem(text))
    table.resizeRowsToContents()

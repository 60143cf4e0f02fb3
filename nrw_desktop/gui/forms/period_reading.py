"""The line below the period of a form: how its words are read, where they do not say that themselves."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase, Record
from nrw_desktop.domain.queries import period
from nrw_desktop.gui.kit.safe_widgets import Label


def show_reading(form: QWidget, plan: Plan, records: Sequence[Record]) -> None:
    """Show in a form how the period of its record is read; of several nothing."""
    label = form.findChild(Label, "period_reading")
    if label is None:
        return
    record = records[0] if len(records) == 1 else None
    text = period.told(plan, record) if isinstance(record, Phase | Measure) else ""
    label.setText(text)
    label.setVisible(bool(text))
    line = form.findChild(QWidget, "period")
    if line is not None and not line.property("invalid"):
        line.setAccessibleDescription(text)

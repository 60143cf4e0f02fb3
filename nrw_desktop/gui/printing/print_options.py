"""The options of a report as a panel of fields: only those that the report takes, remembered from one time to the next.

Not remembered are the edition and what of the plan is printed: contacts must not get onto paper by an old habit.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QSizePolicy, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import due
from nrw_desktop.domain.queries.changes_since import Ground
from nrw_desktop.domain.queries.corrections import Minutes
from nrw_desktop.domain.queries.public_plan import EDITIONS, Edition
from nrw_desktop.domain.text import values
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.safe_widgets import ComboBox, Label, LineEdit, unmarked
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.kit.tick_list import TickList
from nrw_desktop.gui.printing.logo_field import FUNDERS, LogoField
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.reports.catalogue import REPORTS, Report
from nrw_desktop.reports.request import (
    DETAILS,
    ORIENTATIONS,
    Option,
    Orientation,
    PaperName,
    Request,
)

_LAST_REPORT = "print/report"
FUNDING = "print/funding"
"""The setting of who funds the project, the same for all reports."""
_SINCE, _CHANGED_SINCE = "Abgeschlossen sei&t", "Geändert sei&t"
COMPARING = "changes"
"""The report that tells what has changed."""


class PrintOptions(QWidget):
    """What is printed and how. `changed` tells that the pages look different now."""

    changed = Signal()

    def __init__(self, workspace: Workspace, settings: QSettings, phase: str | None, measures: Sequence[str]):
        super().__init__()
        self._workspace, self._settings, self._phase = workspace, settings, phase
        self._plan = workspace.plan
        self._measures = tuple(measures)
        self._earlier: dict[dt.date, Plan | None] = {}
        self._grounds: dict[str, Ground] = {}
        self._minutes: dict[str, Minutes] = {}
        self._given = ""
        self._showing = False
        self._make_fields()
        self._lay_out()
        self._reports.setCurrentIndex(max(0, self._reports.findData(settings.value(_LAST_REPORT))))
        self._show_report()
        self._reports.currentIndexChanged.connect(lambda _place: self._show_report())

    @property
    def report(self) -> Report:
        """The report that is chosen."""
        return REPORTS[self._reports.currentData()]

    @property
    def phase(self) -> str | None:
        """The phase that is printed, if it is just one."""
        chosen = self._chosen_phases()
        return chosen[0] if chosen is not None and len(chosen) == 1 else None

    @property
    def printed_plan(self) -> Plan:
        """The plan as what is chosen prints it: of a meeting whose minutes are closed, as it was then.

        Raises:
            PlanError: the history is damaged before that.
        """
        return self._papers().plan

    def _papers(self) -> Minutes:
        meeting = self._meeting.currentData() if "meeting" in self.report.options else None
        if meeting is None or self._workspace.is_past:
            return Minutes(self._plan)
        if meeting not in self._minutes:
            self._minutes[meeting] = self._workspace.plan_file.minutes(meeting)
        return self._minutes[meeting]

    def request(self) -> Request:
        """What is asked of the report.

        Raises:
            PlanError: something is missing, or is not what it should be.
        """
        report, takes = self.report, self.report.options
        if not self._plan.phases and not self._plan.partners and not self._plan.meetings:
            raise PlanError("In diesem Plan steht noch nichts, was gedruckt werden könnte. Bitte erst etwas eintragen.")
        phases = self._chosen_phases() if "phases" in takes else None
        if phases == ():
            raise PlanError("Es ist keine Phase gewählt. Bitte mindestens eine ankreuzen.")
        columns = self._columns.ticked() if "columns" in takes else None
        if columns == ():
            raise PlanError("Es ist keine Spalte gewählt. Bitte mindestens eine ankreuzen.")
        since = self._since_date() if "since" in takes and self._since.text() != self._given else None
        return Request(
            dt.date.today(),
            phases=phases,
            measures=self._measures if "measures" in takes and self._marked.isChecked() else None,
            edition=cast(Edition, self._edition.currentData()),
            paper=cast(PaperName, self._paper.currentData()),
            orientation=cast("Orientation | None", self._orientation.currentData()),
            columns=columns if columns is None or list(columns) != _usual(report) else None,
            year=self._year.currentData() if "year" in takes else None,
            since=since,
            earlier=self._plan_before(since) if since and not report.compares else None,
            ground=self._ground(since) if report.compares else None,
            meeting=self._meeting.currentData() if "meeting" in takes else None,
            corrections=self._papers().corrections,
            logo=next(iter(self._logo.data()), None) if "logo" in takes else None,
            funding=self._funding.text().strip() if "funding" in takes else "",
            funder_logos=self._funder_logos.data() if "funder_logos" in takes else (),
            signature=self._signature.text().strip() if "signature" in takes else "",
        )

    def compare(self, words: str, ground: Ground) -> None:
        """Ask for what has changed since this ground; ``words`` stand in the field for it, a day or another name."""
        self._reports.setCurrentIndex(self._reports.findData(COMPARING))
        self._grounds[words], self._given = ground, words
        self._since.setText(words)

    def choose_meeting(self, report: str, meeting: str) -> None:
        """Ask for a paper of this meeting."""
        self._reports.setCurrentIndex(self._reports.findData(report))
        self._meeting.setCurrentIndex(self._meeting.findData(meeting))

    def focus_first(self) -> None:
        """Put the keyboard on the report."""
        self._reports.setFocus()

    # Building

    def _make_fields(self) -> None:
        self._reports = _combo((report.title, name) for name, report in REPORTS.items())
        self._purpose = theme.named(Label(), "muted")
        self._purpose.setWordWrap(True)
        self._scope = _combo((("Alle Phasen", False), ("Ausgewählte Phasen", True)))
        self._phases = TickList(
            "Phasen", [(one.id, f"{at}  {one.title}") for at, one in enumerate(self._plan.phases, 1)]
        )
        self._phases.tick([self._phase] if self._phase else [])
        self._scope.setCurrentIndex(1 if self._phase else 0)
        self._scope.currentIndexChanged.connect(lambda _place: self._show_phases())
        count = len(self._measures)
        self._marked = QCheckBox(
            "Nur die &markierte Maßnahme" if count == 1 else f"Nur die {count} &markierten Maßnahmen"
        )
        self._edition = _combo((text, key) for key, text in EDITIONS.items())
        self._columns = TickList("Spalten", [])
        self._paper = _combo((("A4", "A4"), ("A3", "A3")))
        self._orientation = _combo(
            [("Wie es zum Bericht passt", None), *((text, key) for key, text in ORIENTATIONS.items())]
        )
        self._year = _combo([("Alle Jahre", None), *((str(year), year) for year in due.years(self._plan))])
        self._meeting = _combo((caption(one), one.id) for one in reversed(self._plan.meetings))
        self._since = LineEdit()
        self._since.setPlaceholderText("Datum, zum Beispiel 01.07.2018")
        self._signature = LineEdit()
        self._signature.setPlaceholderText("Name oder Amt unter der Linie")
        self._logo = LogoField(self._settings)
        self._funding = LineEdit()
        self._funding.setPlaceholderText("zum Beispiel: Gefördert durch das Land …")
        # Who pays is the same for all reports, as the logo is.
        self._funding.setText(str(self._settings.value(FUNDING, "") or ""))
        self._funder_logos = LogoField(self._settings, FUNDERS)
        for combo in (self._scope, self._edition, self._paper, self._orientation, self._year, self._meeting):
            combo.currentIndexChanged.connect(lambda _place: self._tell())
        for line in (self._since, self._signature, self._funding):
            line.textChanged.connect(lambda _text: self._tell())
        for ticks in (self._phases, self._columns):
            ticks.changed.connect(self._tell)
        self._marked.toggled.connect(lambda _on: self._tell())
        for logos in (self._logo, self._funder_logos):
            logos.changed.connect(self._tell)

    def _lay_out(self) -> None:
        self._form = QFormLayout(self)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._form.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        self._form.setVerticalSpacing(GRID // 2)
        self._rows: list[tuple[QWidget, Option | None]] = []
        rows: tuple[tuple[str, QWidget, Option | None], ...] = (
            ("&Bericht", self._reports, None),
            ("", self._purpose, None),
            ("&Umfang", self._scope, "phases"),
            ("P&hasen", self._phases, "phases"),
            ("", self._marked, "measures"),
            ("&Jahr", self._year, "year"),
            ("S&itzung", self._meeting, "meeting"),
            (_SINCE, self._since, "since"),
            ("&Fassung", self._edition, "edition"),
            ("Sp&alten", self._columns, "columns"),
            ("Pa&pier", self._paper, "paper"),
            ("Aus&richtung", self._orientation, "orientation"),
            ("&Logo", self._logo, "logo"),
            ("&Zeile zur Förderung", self._funding, "funding"),
            ("Logos der Förderun&g", self._funder_logos, "funder_logos"),
            ("U&nterschrift", self._signature, "signature"),
        )
        for text, widget, option in rows:
            if text:
                label = Label(text)
                label.setBuddy(widget.focusProxy() or widget)
                label.setContentsMargins(0, GRID // 2, 0, 0)
                widget.setAccessibleName(text.replace("&", ""))
                self._form.addRow(label, widget)
            else:
                self._form.addRow(widget)
            self._rows.append((widget, option))

    # Following what is chosen

    def _show_report(self) -> None:
        """Show the fields of another report as they were left last time."""
        report = self.report
        self._showing = True
        self._settings.setValue(_LAST_REPORT, report.name)
        self._purpose.setText(f"{report.purpose[:1].upper()}{report.purpose[1:]}. {report.editions}")
        self._columns.fill(report.columns)
        kept = {key: self._kept(key) for key in ("paper", "orientation", "year", "columns", "since", "signature")}
        for combo, key in ((self._paper, "paper"), (self._orientation, "orientation"), (self._year, "year")):
            place = next((at for at in range(combo.count()) if str(combo.itemData(at) or "") == kept[key]), 0)
            combo.setCurrentIndex(place)
        left = kept["columns"].split(",")
        self._columns.tick([key for key, _label in report.columns if key in left] or _usual(report))
        words = _CHANGED_SINCE if report.compares else _SINCE
        self._form.labelForField(self._since).setText(words)  # type: ignore[attr-defined]
        self._since.setAccessibleName(unmarked(words))
        self._since.setText(kept["since"])
        self._signature.setText(kept["signature"])
        for widget, option in self._rows:
            shown = option is None or option in report.options
            self._form.setRowVisible(widget, shown)
        self._form.setRowVisible(self._marked, "measures" in report.options and bool(self._measures))
        self._showing = False
        self._show_phases()
        self.changed.emit()

    def _show_phases(self) -> None:
        chosen = bool(self._scope.currentData()) and "phases" in self.report.options
        self._form.setRowVisible(self._phases, chosen)

    def _tell(self) -> None:
        if self._showing:
            return
        self._keep()
        self.changed.emit()

    def _keep(self) -> None:
        ticked = self._columns.ticked()
        kept: dict[str, Any] = {
            "paper": self._paper.currentData(),
            "orientation": self._orientation.currentData() or "",
            "year": str(self._year.currentData() or ""),
            "columns": ",".join(ticked) if list(ticked) != _usual(self.report) else "",
            # What was given names no day.
            "since": "" if self._since.text() == self._given else self._since.text(),
            "signature": self._signature.text(),
        }
        for key, value in kept.items():
            self._settings.setValue(f"print/{self.report.name}/{key}", value)
        self._settings.setValue(FUNDING, self._funding.text())

    def _kept(self, key: str) -> str:
        value = self._settings.value(f"print/{self.report.name}/{key}", "")
        # An ini file gives a text with commas back as a list.
        return ",".join(map(str, value)) if isinstance(value, list) else str(value or "")

    # Reading

    def _chosen_phases(self) -> tuple[str, ...] | None:
        return self._phases.ticked() if self._scope.currentData() else None

    def _since_date(self) -> dt.date | None:
        iso = values.parse_date(self._since.text())
        return dt.date.fromisoformat(iso) if iso else None

    def _ground(self, day: dt.date | None) -> Ground:
        """What the plan is compared with: what was given, else the plan as it was on that day, or as it was first."""
        words = self._since.text()
        if words not in self._grounds:
            if self._workspace.is_past:
                raise PlanError("Was sich geändert hat, zeigt nur das Fenster des Plans selbst. Bitte dort drucken.")
            self._grounds[words] = self._workspace.plan_file.since_day(day)
        return self._grounds[words]

    def _plan_before(self, day: dt.date) -> Plan | None:
        """The plan as it stood when that day began; None where the file is younger."""
        if day not in self._earlier:
            self._earlier[day] = self._workspace.state_before(day)
        return self._earlier[day]


def _combo(items: Any) -> ComboBox:
    combo = ComboBox()
    for text, data in items:
        combo.addItem(text, data)
    # A long title must not make the panel wider.
    combo.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(12)
    combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return combo


def _usual(report: Report) -> list[str]:
    """The columns that a report has if nobody chooses: all, without the details of measures."""
    return [key for key, _label in report.columns if key not in DETAILS]

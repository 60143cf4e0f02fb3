"""The report „Änderungen“: what has changed since a day or a backup, phase by phase, each measure once."""

from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase
from nrw_desktop.domain.queries import changes_since
from nrw_desktop.domain.queries.changes_since import Ground, Group
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.reports.document import Document, titled, written
from nrw_desktop.reports.phase_overview import column_widths, continued, scope
from nrw_desktop.reports.request import Request, chosen_phases
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.styles import NOTE, STRONG, Share

REPORT = "Änderungen"

_SHARES = (Share(62, 45 * mm), Share(105, 60 * mm))
_LABELS = ("Was", "Geändert")
_ABOVE, _BELOW, _BETWEEN = 3.5, 4.0, 1.5


def changes(plan: Plan, request: Request) -> bytes:
    """What has changed as a PDF; without a ground to compare with, all that the plan holds is new.

    Raises:
        PlanError: a phase is not in the plan, or the paper is too narrow.
    """
    ground = request.ground or Ground(Plan.empty(), "Beginn des Plans")
    draft = Document(plan, request, REPORT, "portrait")
    phases = chosen_phases(plan, request)
    asked = {phase.id for phase in phases}
    # Where phases are chosen, the report is about nothing else.
    groups = [
        group for group in changes_since.changes(ground.plan, plan) if request.phases is None or group.phase in asked
    ]
    leads = [f"Was sich seit {ground.since} geändert hat.", f"Stand: {written(request.today)}"]
    opening = draft.opening(titled(REPORT, scope(draft, phases)), leads)
    if not plan.phases:
        opening.append(draft.sentence("Dieser Plan hat noch keine Phase."))
    if not groups:
        about = "daran " if request.phases is not None else ""
        opening.append(draft.sentence(f"Seit {ground.since} hat sich {about}nichts geändert."))
    draft.count(sum(len(group.items) for group in groups))
    return draft.finished([Part(opening), *_tables(draft, groups)])


def _tables(draft: Document, groups: Sequence[Group]) -> Iterator[Part]:
    columns = column_widths(list(_SHARES), draft)
    for group in groups:
        phase = draft.plan.find(Phase, group.phase)
        title = draft.phase_name(phase) if phase else group.title
        heading = draft.heading(title)
        table = draft.table(columns, _LABELS)
        header, caption = table.header(), draft.goes_on(title)
        rows = []
        for item in group.items:
            line = table.line()
            what, told = line.cells
            what.text(item.title, STRONG)
            what.text(item.kind, NOTE)
            for place, one in enumerate(item.lines):
                told.text(one.text, before=_BETWEEN if place else 0)
            draft.steps.set()
            again = continued(draft.composer, f"{shortened(item.title)}, Fortsetzung", what)
            rows.append(line.row(above=_ABOVE, below=_BELOW, rule=0.25, caption=caption, again=(again,)))
        yield Part([heading], header, rows)

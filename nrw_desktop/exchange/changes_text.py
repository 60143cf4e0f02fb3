"""What has changed in a plan as plain text, to be read in a console."""

from collections.abc import Sequence

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.changes_since import Group
from nrw_desktop.exchange.plan_text import wrapped


def changes_text(plan: Plan, since: str, groups: Sequence[Group]) -> str:
    """What has changed ``since`` („dem 1. März 2018“), each row with its lines, in its phase."""
    lines = wrapped(plan.project.title or "Plan ohne Titel")
    if not groups:
        return "\n".join([*lines, *wrapped(f"Seit {since} hat sich nichts geändert.")]) + "\n"
    lines += wrapped(f"Was sich seit {since} geändert hat:")
    for group in groups:
        lines += ["", *wrapped(group.title)]
        for item in group.items:
            lines += wrapped(item.title if item.table == "phase" else f"{item.kind}: {item.title}", "  ")
            for line in item.lines:
                lines += wrapped(line.text, "    • ")
    return "\n".join(lines) + "\n"

"""The use cases: (plan, arguments) -> Change, one module a record. Pure: nothing is read or written.

Modules are loaded when they are first asked for: a plan is shown before anything in it is edited.
"""

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan

if TYPE_CHECKING:
    from nrw_desktop.domain.edits import aliases as aliases
    from nrw_desktop.domain.edits import bulk_add as bulk_add
    from nrw_desktop.domain.edits import contacts as contacts
    from nrw_desktop.domain.edits import detail_rows as detail_rows
    from nrw_desktop.domain.edits import goals as goals
    from nrw_desktop.domain.edits import links as links
    from nrw_desktop.domain.edits import many as many
    from nrw_desktop.domain.edits import measures as measures
    from nrw_desktop.domain.edits import mentions as mentions
    from nrw_desktop.domain.edits import merge_partners as merge_partners
    from nrw_desktop.domain.edits import partners as partners
    from nrw_desktop.domain.edits import paste as paste
    from nrw_desktop.domain.edits import phases as phases
    from nrw_desktop.domain.edits import project as project
    from nrw_desktop.domain.edits import reading as reading
    from nrw_desktop.domain.edits import references as references
    from nrw_desktop.domain.edits import remarks as remarks
    from nrw_desktop.domain.edits import restore as restore

Setter = Callable[[Plan, str, str, str | None], Change]


def __getattr__(name: str) -> ModuleType:
    try:
        return import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as error:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from error


def setter(table: str) -> Setter:
    """How one field of a record of this table is set: what cells and forms call."""
    from nrw_desktop.domain.edits import aliases, detail_rows, goals, measures, mentions, partners, phases, project

    setters: dict[str, Setter] = {
        "project": project.set_field,
        "phase": phases.set_field,
        "measure": measures.set_field,
        "goal": goals.set_field,
        "partner": partners.set_field,
        "alias": aliases.set_field,
        "contact": partners.set_contact,
        "mention": mentions.set_field,
        **{table: part.set_field for table, part in detail_rows.ALL.items()},
    }
    return setters[table]

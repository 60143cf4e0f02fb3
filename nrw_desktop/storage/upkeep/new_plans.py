"""New plan files from templates, and the one of the first start."""

from collections.abc import Callable
from pathlib import Path

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import template
from nrw_desktop.domain.model.change import Change
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.upkeep import recent_plans

FIRST_TEMPLATE = "bielefeld"


def new_plan(
    path: Path, template_name: str = FIRST_TEMPLATE, begun: Callable[[Change], Change] | None = None
) -> PlanFile:
    """A new plan file made from a template, open; filling it is no step that could be undone.

    ``begun`` gives the plan's first change what was said of it.

    Raises:
        PlanError: there is a file of this name already, it cannot be written, or what was said is not possible.
        KeyError: there is no template of this name.
    """
    origin = template.origin_change(template.read(paths.plan_template(template_name).read_bytes()))
    return PlanFile.create(path, begun(origin) if begun else origin, paths.origin())


def plan_to_open() -> Path:
    """The plan that a start without arguments opens: the last one; on the first start the default, made if need be.

    Raises:
        DamagedError: the last plan is gone.
        PlanError: the first one cannot be made. The sentence says what to do.
    """
    if last := recent_plans.last_plan_there():
        return last
    first = recent_plans.default_plan()
    if not recent_plans.is_there(first):
        try:
            paths.make_folder(first.parent)
        except OSError as error:
            raise PlanError(
                f"Der Ordner „{first.parent}“ für den ersten Plan lässt sich nicht anlegen. "
                "Bitte die Rechte des Dokumente-Ordners prüfen oder einen Plan an anderer Stelle anlegen."
            ) from error
        try:
            new_plan(first).close()
        except PlanError:
            # Two starts at once: the other one was quicker.
            if not recent_plans.is_there(first):
                raise
    return first

"""New plan files from templates, and the one of the first start."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import template
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.invariants import breaches
from nrw_desktop.domain.queries.template_of import template_of
from nrw_desktop.domain.text import strict_json
from nrw_desktop.domain.text.collation import sort_key
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.upkeep import recent_plans

FIRST_TEMPLATE = "bielefeld"
TEMPLATE_SUFFIX = ".json"
_MOST_OF_TEMPLATE = 64_000_000
"""Bytes of a template; one of 10,000 measures has a tenth of it."""
_NO_TEMPLATE = (
    "Die Vorlage „{name}“ lässt sich nicht lesen: Sie ist beschädigt oder keine Vorlage. Bitte eine andere wählen oder "
    "die Datei im Ordner „{folder}“ ersetzen."
)


def own_templates() -> dict[str, Path]:
    """The templates in the user's own folder, by and in the order of their names, without the program's."""
    files = sorted(paths.own_templates().glob(f"*{TEMPLATE_SUFFIX}"), key=lambda file: sort_key(file.stem))
    return {file.stem: file for file in files if file.is_file() and file.stem not in paths.template_names()}


def template_named(name: str) -> template.Template:
    """The template of this name: the program's, or the user's own.

    Raises:
        KeyError: there is none.
        PlanError: it cannot be read, or makes no plan.
    """
    if name in paths.template_names():
        return template.read(paths.plan_template(name).read_bytes())
    file = own_templates()[name]
    try:
        with file.open("rb") as stream:
            content = stream.read(_MOST_OF_TEMPLATE)
        found = template.read(content)
        plan = Plan.empty().apply(template.origin_change(found))
    except (OSError, msgspec.DecodeError, KeyError, IndexError, RecursionError, PlanError) as error:
        raise PlanError(_NO_TEMPLATE.format(name=name, folder=file.parent)) from error
    if why := strict_json.flaw(content) or next(breaches(plan), ""):
        raise PlanError(f"{_NO_TEMPLATE.format(name=name, folder=file.parent)} {why}")
    return found


def save_template(file: Path, plan: Plan) -> None:
    """Write a plan as a template; what it leaves out says `template_of`.

    Raises:
        PlanError: it cannot be written, or the program has one of this name.
    """
    if file.parent == paths.own_templates() and file.stem in paths.template_names():
        raise PlanError(f"„{file.stem}“ heißt schon eine Vorlage des Programms. Bitte einen anderen Namen wählen.")
    try:
        if file.parent == paths.own_templates():
            paths.make_folder(file.parent)
        paths.write_whole(file, template.written(template_of(plan)))
    except OSError as error:
        raise PlanError(
            f"Die Vorlage „{file}“ konnte nicht geschrieben werden. Bitte Platz und Rechte prüfen oder einen anderen "
            "Ort wählen."
        ) from error


def new_plan(
    path: Path, template_name: str = FIRST_TEMPLATE, begun: Callable[[Change], Change] | None = None
) -> PlanFile:
    """A new plan file made from a template, open; filling it is no step that could be undone.

    ``begun`` gives the plan's first change what was said of it.

    Raises:
        PlanError: there is a file of this name already, it or its template cannot be written or read, or what was said
            is not possible.
        KeyError: there is no template of this name.
    """
    origin = template.origin_change(template_named(template_name))
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

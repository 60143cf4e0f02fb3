"""The command that brings in other people's files: import."""

import argparse
from pathlib import Path
from typing import get_args

from nrw_desktop import paths
from nrw_desktop.cli.commands.arguments import Parser, new_plan_name, one_of
from nrw_desktop.cli.console import DONE, PROGRAM, WrongUseError, put, say
from nrw_desktop.domain.drafts.bringing_in import Effect, beginning, change, effects
from nrw_desktop.domain.drafts.draft import Draft, How
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.exchange.draft_told import draft_json, draft_text, questions_text
from nrw_desktop.exchange.reading.child import source_of
from nrw_desktop.exchange.reading.drafts import SUGGESTED, draft_as_suggested, draft_of
from nrw_desktop.storage.database import file_check
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import error_messages, lock
from nrw_desktop.storage.upkeep import new_plans, upgrade

_EMPTY_TEMPLATE = "leer"


def prepare_import(parser: Parser) -> None:
    """The arguments of `import`."""
    parser.description = (
        "Holt die Tabelle eines Dokuments, eine Liste, einen Kalender oder ein Paket in einen Plan. Was nicht\n"
        "eindeutig ist, wird gefragt; solange eine Frage offen ist, wird nichts geschrieben. Die Datei bleibt gleich."
    )
    parser.add_argument(
        "file",
        metavar="DATEI",
        type=Path,
        help="Dokument (.docx, .odt), Tabelle (.xlsx, .xls, .ods, .csv), Kalender (.ics) oder Paket (.json)",
    )
    parser.add_argument("--into", metavar="PLAN", type=Path, required=True, help="Plandatei, in die es kommt")
    parser.add_argument(
        "--as",
        dest="how",
        metavar="ART",
        type=lambda text: one_of(text, "--as", get_args(How)),
        help="new (neue Plandatei), append (als weitere Phasen) oder update (aktualisiert, was es schon gibt, und "
        "ergänzt den Rest); sonst new, wenn es PLAN noch nicht gibt, update, wenn die Datei daraus kommt, und append",
    )
    parser.add_argument("--dry-run", action="store_true", help="nur zeigen, was verstanden wurde")
    parser.add_argument("--json", action="store_true", help="als JSON in UTF-8, für andere Programme")
    parser.add_argument(
        "--answer",
        metavar="FRAGE=WAHL",
        action="append",
        default=[],
        help=f"beantwortet eine Frage, die --dry-run zeigt; „{SUGGESTED}“ nimmt überall den Vorschlag",
    )


def import_file(options: argparse.Namespace) -> int:
    """Bring a file in, or say what was understood of it."""
    path: Path = options.into if options.into.exists() else new_plan_name(options.into)
    how: How = options.how or ("append" if path.exists() else "new")
    if how != "new" and not path.exists():
        raise PlanError(f"Die Plandatei „{path}“ gibt es nicht. Bitte den Namen prüfen, oder --as new angeben.")
    into = None if how == "new" else _plan(path)
    draft = _draft(options, into)
    if options.how is None and into is not None and draft.is_of(into):
        how = "update"
    if options.dry_run:
        _tell(options, draft, _effects(path, draft, how), False)
        return DONE
    if draft.open:
        _tell_questions(options, draft)
    changed = _write_new(path, draft) if how == "new" else _write(path, draft, how)
    _tell(options, draft, changed or [], changed is not None)
    return DONE


def _plan(path: Path) -> Plan:
    with PlanFile.open(path, read_only=True) as file:
        return file.plan


def _draft(options: argparse.Namespace, into: Plan | None) -> Draft:
    """The draft with the answers given.

    Raises:
        WrongUseError: an answer belongs to no question, or is none of its choices.
    """
    source = source_of(options.file)
    given = [one for one in options.answer if one != SUGGESTED]
    if bare := next((one for one in given if "=" not in one.strip("=")), None):
        raise WrongUseError(
            f'In --answer „{bare}“ fehlt Frage oder Wahl. Bitte so angeben: --answer "FRAGE=WAHL", oder --answer '
            f"{SUGGESTED} für alle Vorschläge."
        )
    answers = {key: choice for key, _, choice in (one.rpartition("=") for one in given)}
    draft = (draft_as_suggested if SUGGESTED in options.answer else draft_of)(source, answers, into)
    asked = {doubt.key: doubt for doubt in draft.doubts}
    for key, choice in answers.items():
        if key not in asked:
            raise WrongUseError(f"Eine Frage „{key}“ gibt es nicht. Bitte bei --answer eine angeben, die offen ist.")
        one_of(choice, f"--answer bei „{key}“", [one.key for one in (*asked[key].choices, *asked[key].more)])
    return draft


def _effects(path: Path, draft: Draft, how: How) -> list[Effect]:
    """What would change in a plan that is there; nothing as long as a question is open."""
    if how == "new" or draft.open or draft.is_empty:
        return []
    plan = _plan(path)
    return effects(plan, change(plan, draft, how))


def _write_new(path: Path, draft: Draft) -> list[Effect]:
    new_plans.new_plan(path, _EMPTY_TEMPLATE, lambda origin: beginning(origin, draft)).close()
    return []


def _write(path: Path, draft: Draft, how: How) -> list[Effect] | None:
    """Bring a draft into a plan that is there; which fields get new values, or None where nothing changes."""
    with error_messages.worded(path):
        # Before a lock is laid beside what may be no plan.
        file_check.check_header(path)
    held = lock.Lock.acquire(path)
    try:
        with upgrade.open_plan(path, paths.origin()) as file:
            brought = change(file.plan, draft, how)
            changed = effects(file.plan, brought)
            file.commit(brought)
        if file.fork is not None:
            raise PlanError(file.fork.sentence)
    finally:
        held.release()
    return changed if brought.rows else None


def _tell_questions(options: argparse.Namespace, draft: Draft) -> None:
    """Say which questions are open, and that nothing was written.

    Raises:
        PlanError: always.
    """
    if options.json:
        put(draft_json(draft, [], False))
    else:
        say(questions_text(draft))
    count = "1 Frage ist" if len(draft.open) == 1 else f"{len(draft.open)} Fragen sind"
    raise PlanError(
        f"{count} offen; es wurde nichts geändert. Bitte mit --answer beantworten („{PROGRAM} import --help“)."
    )


def _tell(options: argparse.Namespace, draft: Draft, changed: list[Effect], done: bool) -> None:
    if options.json:
        put(draft_json(draft, changed, done))
    elif options.dry_run:
        say(draft_text(draft, changed))
    else:
        left = [f"{len(draft.errors)} Fehler"] if draft.errors else []
        left += [one.said for one in draft.left_out]
        what = f"Importiert: {draft.told}." if done else "Alles stand schon so im Plan; geändert ist nichts."
        say(f"{what}{' Nicht übernommen: ' if left else ''}{', '.join(left)}{'.' if left else ''}")

"""What is answered to who asks to save: all is saved as it is typed, so it is said what is so."""

import msgspec

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.session.unaccepted import listed
from nrw_desktop.gui.session.workspace import Workspace

_PAST = (
    "Das ist ein früherer Stand, nur zum Ansehen: Hier gibt es nichts zu speichern. "
    "Strg+Umschalt+S macht einen eigenen Plan daraus."
)
_READ_ONLY = (
    "Der Plan ist hier nur zum Lesen geöffnet: Es gibt nichts zu speichern. Strg+Umschalt+S speichert eine Kopie."
)
_ALREADY = "Es ist schon gespeichert. Jede Eingabe wird sofort gespeichert."
_NOW = "Gespeichert. Das geschieht mit jeder Eingabe auch von selbst."
_REFUSED = "Noch nicht gespeichert: {}. Bitte die Eingabe bessern oder mit Esc verwerfen."
_OTHER = "In der Datei steht gerade ein anderer Stand als hier. Die nächste Eingabe gleicht beide ab."


class Answer(msgspec.Struct, frozen=True):
    """A sentence, and what is wrong with the file; empty for nothing."""

    sentence: str
    trouble: str = ""


def save(workspace: Workspace) -> Answer:
    """Take in what is being typed, and compare all of the file with what the window shows."""
    if workspace.is_past:
        return Answer(_PAST)
    if workspace.read_only:
        return Answer(_READ_ONLY)
    waited = workspace.is_typing
    workspace.flush()
    try:
        # Of a file that is gone or another one, the plan parts here, into one beside it.
        workspace.take(workspace.look()())
        saved = workspace.is_saved()
    except PlanError as error:
        return Answer(f"Nicht gespeichert: {error}", str(error))
    if entries := workspace.unaccepted.shown(workspace.plan):
        return Answer(_REFUSED.format(listed(workspace.plan, entries)))
    if not saved:
        return Answer(_OTHER)
    return Answer(_NOW if waited else _ALREADY)

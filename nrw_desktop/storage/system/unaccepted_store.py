"""Entries that a plan did not take, kept in the data folder until they are settled: they outlive a crash.

One file a plan, by its id. They are for this person on this computer, and no part of the plan.
"""

import datetime as dt
import hashlib
import logging
from collections.abc import Iterable
from pathlib import Path

import msgspec

from nrw_desktop import paths

KEPT_DAYS = 30
"""After so many days an entry that nobody came back to is forgotten."""

_log = logging.getLogger(__name__)


class Entry(msgspec.Struct, frozen=True):
    """A text that was refused: for which field of which record, why, and when.

    ``id`` is that of the record; several that were to get the text at once are joined by „+“, and a row that does not
    exist yet is empty, with the list that it was meant for in ``scope``.
    """

    table: str
    id: str
    field: str
    text: str
    sentence: str
    at: dt.datetime
    scope: str = ""

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What tells it apart: there is one for a field."""
        return self.table, self.id, self.field, self.scope

    @property
    def records(self) -> tuple[str, ...]:
        """The ids of the records that it is for."""
        return tuple(self.id.split("+")) if self.id else ()


def load(plan: str, now: dt.datetime) -> list[Entry]:
    """The entries of the plan of this id that are not too old; none where the file cannot be read."""
    try:
        entries = msgspec.json.decode(_file(plan).read_bytes(), type=list[Entry])
    except FileNotFoundError:
        return []
    except (OSError, msgspec.MsgspecError):
        _log.warning("entries that were not accepted cannot be read")
        return []
    oldest = now - dt.timedelta(days=KEPT_DAYS)
    # A clock that was wrong must not make an entry last for ever.
    return [entry for entry in entries if oldest <= entry.at.astimezone(dt.UTC) <= now + dt.timedelta(days=1)]


def save(plan: str, entries: Iterable[Entry]) -> None:
    """Keep these entries and no others; where they cannot be written, they are kept on screen alone."""
    entries = list(entries)
    try:
        if not entries:
            _file(plan).unlink(missing_ok=True)
            return
        paths.make_folder(_file(plan).parent)
        paths.write_whole(_file(plan), msgspec.json.encode(entries))
    except OSError:
        _log.warning("entries that were not accepted cannot be kept", exc_info=True)


def _file(plan: str) -> Path:
    # The id comes from a file that may be anybody's: it must not name a place of its own.
    return paths.data_dir() / "unaccepted" / f"{hashlib.sha256(plan.encode(errors='replace')).hexdigest()[:32]}.json"

"""What a merge does, in words: for the window and for the command line."""

from collections.abc import Sequence

from nrw_desktop.domain.merging.conflict import Conflict, Version
from nrw_desktop.domain.merging.joining import Merge
from nrw_desktop.domain.model.labels_de import TABLE_WORDS
from nrw_desktop.domain.text.values import local_time

_MOST_PLACES = 5
"""So many are told by name."""
NOTHING_NEW = "Die andere Kopie enthält nichts, was hier noch fehlt."


def headline(taken: int, to_decide: int, lost: int) -> str:
    """All of it in one line: „37 übernommen, 2 zu entscheiden, 0 verloren“."""
    return f"{taken} übernommen, {to_decide} zu entscheiden, {lost} verloren"


def taken_words(merge: Merge) -> str:
    """What is taken over, by what it is about; nothing where that is nothing."""
    counts = ", ".join(f"{count} × {TABLE_WORDS[table]}" for table, count in merge.taken.items())
    return f"Übernommen: {counts}" if counts else ""


def revived_words(merge: Merge) -> str:
    """What stays though one of the copies deleted it; nothing where nothing does."""
    if not merge.revived:
        return ""
    return f"Bleibt bestehen, weil etwas anderes darauf verweist: {', '.join(merge.revived)}"


def named_words(places: Sequence[str]) -> str:
    """Where one who was erased may still be named by the family name alone; nothing where that is nowhere."""
    if not places:
        return ""
    # One more would take as much room as to say that there is one.
    shown = places if len(places) == _MOST_PLACES + 1 else places[:_MOST_PLACES]
    more = f" und an {left} weiteren Stellen" if (left := len(places) - len(shown)) else ""
    words = "; ".join(shown) + more
    return f"Steht hier noch der Familienname einer endgültig gelöschten Person? Bitte nachsehen: {words}"


def about(conflict: Conflict) -> str:
    """What is to be decided: „Maßnahme ‚Fachtagung‘, Status“."""
    return f"{conflict.subject}, {conflict.what}" if conflict.what else conflict.subject


def source(version: Version, origin: str) -> str:
    """Who wrote a value, when and in which step; ``origin`` is this installation. Nothing where that is not known."""
    step = version.step
    if step is None:
        return ""
    where = "auf diesem Rechner" if step.origin == origin else "auf einem anderen Rechner"
    return ", ".join(filter(None, (version.label, written_at(step.at), where)))


def written_at(at: str) -> str:
    """A time in UTC as people read it here; nothing where it is none."""
    local = local_time(at)
    return f"{local:%d.%m.%Y, %H:%M} Uhr" if local else ""

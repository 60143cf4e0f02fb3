"""What a merge does, as text for people and as JSON for other programs, as `merge` prints it."""

from collections.abc import Sequence

import msgspec

from nrw_desktop.domain.merging import telling
from nrw_desktop.domain.merging.conflict import Conflict, Version
from nrw_desktop.domain.merging.joining import Merge


def merge_text(merge: Merge, lost: int, origin: str, named: Sequence[str] = ()) -> str:
    """What is taken over and what is to be decided; ``origin`` is this installation.

    ``named`` are the places where somebody who was erased may still be named.
    """
    lines = [f"{telling.headline(sum(merge.taken.values()), len(merge.conflicts), lost)}."]
    if taken := telling.taken_words(merge):
        lines.append(f"{taken}.")
    if revived := telling.revived_words(merge):
        lines.append(f"{revived}.")
    if places := telling.named_words(named):
        lines.append(f"{places}.")
    if merge.conflicts:
        lines.append("Zu entscheiden:")
    for one in merge.conflicts:
        lines += [f"  {telling.about(one)}", *(_side(word, side, origin) for word, side in _sides(one))]
    return "\n".join(lines)


def _sides(conflict: Conflict) -> tuple[tuple[str, Version], tuple[str, Version]]:
    return ("hier", conflict.ours), ("dort", conflict.theirs)


def _side(word: str, version: Version, origin: str) -> str:
    source = telling.source(version, origin)
    text = " ".join(version.text.split()) or "leer"
    return f"    {word}: {text} ({source})" if source else f"    {word}: {text}"


def merge_json(merge: Merge, lost: int, done: bool, origin: str, named: Sequence[str] = ()) -> bytes:
    """The same in UTF-8, indented, with a line end at the end.

    ``taken`` counts by table, `conflicts` have the codes of table and field, both values in words and the choices that
    there are; times are ISO times in UTC. ``done`` tells whether it was written, ``named`` is as above.
    """
    told = {
        "done": done,
        "taken": merge.taken,
        "revived": merge.revived,
        "lost": lost,
        "conflicts": [
            {
                "table": one.table,
                "id": one.id,
                "field": one.group,
                "about": telling.about(one),
                "ours": _object(one.ours, origin),
                "theirs": _object(one.theirs, origin),
                "choices": one.choices,
            }
            for one in merge.conflicts
        ],
        "named": list(named),
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"


def _object(version: Version, origin: str) -> dict[str, object]:
    step = version.step
    return {
        "text": version.text,
        "step": version.label or None,
        "at": step.at if step else None,
        "here": step.origin == origin if step else None,
    }

"""With what the lines begin that a merge leaves in notes, so that they are found again."""

UNDECIDED = "Beim Zusammenführen offen geblieben: "
"""Before a question that somebody is to decide later."""


def undecided(text: str | None) -> list[str]:
    """The questions that a note leaves open."""
    return [line.partition(UNDECIDED)[2] for line in (text or "").splitlines() if UNDECIDED in line]

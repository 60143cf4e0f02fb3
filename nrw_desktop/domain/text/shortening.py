"""Texts cut to a length at which they can stand in a sentence."""


def shortened(text: str, length: int = 40) -> str:
    """The text, or as many of its first words as fit in ``length`` characters, with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return (line[: length + 1].rpartition(" ")[0] or line[:length]) + " …"


def differing(before: str, after: str, length: int) -> tuple[str, str]:
    """Two texts that differ, in one line each and in some ``length`` characters, so that what differs is in sight.

    What is left out stands as an ellipsis. Where only blanks or line breaks differ, the second text says so.
    """
    one, other = (" ".join(text.split()) for text in (before, after))
    if one == other and before != after:
        return shortened(one, length), f"{shortened(other, length)} (nur Leerraum geändert)"
    if max(len(one), len(other)) <= length:
        return one, other
    first = next(
        (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right),
        min(len(one), len(other)),
    )
    # A whole word, and one before it, tell where in the text it is.
    start = one.rfind(" ", 0, max(0, one.rfind(" ", 0, first))) + 1
    start = start if first - start <= length // 2 else first - length // 4
    return _from(one, start, first, length), _from(other, start, first, length)


def _from(text: str, start: int, first: int, length: int) -> str:
    """So much of a text from a place on that it holds its letter ``first``."""
    part = text[start:]
    if len(part) > length:
        short = part[: length + 1].rpartition(" ")[0]
        part = f"{short if len(short) > first - start else part[:length]} …"
    return f"… {part}" if start else part

"""Texts cut to a length at which they can stand in a sentence."""


def shortened(text: str, length: int = 40) -> str:
    """The text, or as many of its first words as fit in ``length`` characters, with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return (line[: length + 1].rpartition(" ")[0] or line[:length]) + " …"

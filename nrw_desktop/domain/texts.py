"""Texts cut to a length at which they can stand in a sentence, and the order of German words."""


def shortened(text: str, length: int = 40) -> str:
    """The text, or as many of its first words as fit in ``length`` characters, with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return (line[: length + 1].rpartition(" ")[0] or line[:length]) + " …"


_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


def sort_key(text: str) -> str:
    """German order as in DIN 5007-1: case and umlauts do not count."""
    return text.casefold().translate(_UMLAUTS)

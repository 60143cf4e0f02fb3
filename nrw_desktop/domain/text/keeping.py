"""What is kept together on a line: an abbreviation and its word, a number and its unit, „Phase 2“, „z. B.“, a date."""

import re

from nrw_desktop.domain.text.months import MONTH_NAMES

NO_BREAK = "\u00a0"

_LETTER, _MONTH = r"[^\W\d_]", "|".join(MONTH_NAMES)
_UNIT = (
    r"%|‰|€|Euro|EUR|T€|Cent|Mio\.|Mrd\.|Prozent|km|cm|mm|m²|m|kg|ha|Uhr|Std\.|Stunden?|Min\.|Minuten?|Tagen?|Wochen?|"
    r"Monaten?|Jahren?|Personen"
)
_NUMBERED = (
    r"Phasen?|Anlagen?|Abschnitt|Artikel|Absatz|Kapitel|Nummer|Seiten?|Tabelle|Abbildung|Stufe|Schritt|Modul|Teil|Punkt|"
    r"Jahr|Quartal|KW|(?:Nr|Art|Abs|Kap|Abb|Tab|S)\."
)
# Looked for where a word begins, so that most letters are passed by at once.
_KEPT = re.compile(
    r"(?<!\S)[(„]*(?:"
    + "|".join(
        f"{before} (?={after})"
        for before, after in (
            (rf"{_LETTER}\.", rf"{_LETTER}\."),  # z. B., i. d. R.
            (r"[zdu]\.[Bha]\.", r"\S"),  # and before what they are about
            (rf"(?<=\b[zdu]\.[ {NO_BREAK}])[Bha]\.", r"\S"),
            (r"(?:Dr|Prof|St|ca|vgl)\.", r"\w"),
            (r"§§?", r"\S"),
            (rf"(?:{_NUMBERED})", r"\d"),
            (r"\d[\d.,:–]*", rf"(?:{_UNIT})(?!\w)"),
            (r"\d[\d.–]*\.", rf"(?:{_MONTH}|\d\d?\.)"),
            (rf"(?:{_MONTH})", r"\d{4}\b"),
            (r"[A-ZÄÖÜ]{2,5}", r"[A-ZÄÖÜ][a-zäöüß]"),  # AK Asyl
        )
    )
    + ")"
)
_BEHIND = re.compile(r" (?=– |e\. ?V\.|…)")
"""Before a dash, which stands at the end of a line, before „e. V.“, and before an ellipsis."""


def kept(text: str) -> str:
    """The text with spaces that do not break where none of its lines may end."""
    return _KEPT.sub(lambda match: match[0][:-1] + NO_BREAK, _BEHIND.sub(NO_BREAK, text))

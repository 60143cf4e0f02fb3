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
_KEPT = re.compile(
    "(?:"
    + "|".join(
        f"{before} (?={after})"
        for before, after in (
            ("", "– "),  # a dash stands at the end of a line
            ("§", r"\S"),
            (rf"\b{_LETTER}\.", rf"{_LETTER}\."),  # z. B., i. d. R.
            (r"\b[zdu]\.[Bha]\.", r"\S"),  # and before what they are about
            (rf"(?<=\b[zdu]\.[ {NO_BREAK}])[Bha]\.", r"\S"),
            ("", r"e\. ?V\."),
            (r"\b(?:Dr|Prof|St|ca|vgl)\.", r"\w"),
            (rf"\b(?:{_NUMBERED})", r"\d"),
            (r"\d", rf"(?:{_UNIT})(?!\w)"),
            (r"\d\.", rf"(?:{_MONTH}|\d\d?\.)"),
            (rf"\b(?:{_MONTH})", r"\d{4}\b"),
            (r"\b[A-ZÄÖÜ]{2,5}", r"[A-ZÄÖÜ][a-zäöüß]"),  # AK Asyl
        )
    )
    + ")"
)


def kept(text: str) -> str:
    """The text with spaces that do not break where none of its lines may end."""
    return _KEPT.sub(lambda match: match[0][:-1] + NO_BREAK, text)

r"""Blanks at the front of a pattern that is looked for within a text.

``\s+x`` looks at a row of a thousand blanks from each of them anew, and takes the square of its length to find no x.
These begin where the row begins, and nowhere else.
"""

SOME = r"(?<!\s)\s+"
ANY = rf"(?:{SOME})?"

"""How much can be pasted at once: counted before and while it is read, so that a refusal comes at once."""

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.numbers import grouped

MOST_TEXT = 4_000_000
"""Characters of plain text: four times what one field may hold."""
MOST_HTML = 32_000_000
"""Characters of HTML, which may hold whole pictures as text."""
MOST_TAGS = 300_000
MOST_LINES = 20_000
"""Lines of a plain text, blank ones and those within a cell included."""
MOST_ROWS = 5_000
"""Rows of one paste; a plan has some hundred measures."""
MOST_PHASES = 200
"""Rows of a table of whole phases, its heading left out."""
MOST_CELLS = 120_000
MOST_COLUMNS = 60
MOST_DEPTH = 30
"""Levels of a list, or of tables within tables."""

_PARTS = "Bitte einen kleineren Teil kopieren und in Teilen einfügen."


def check_size(html: str, text: str) -> None:
    """Refuse what is too much to be looked at.

    Raises:
        PlanError: it is; the sentence says how much there is and how much can be.
    """
    for found, most, what in (
        (len(text), MOST_TEXT, "Zeichen"),
        (len(html), MOST_HTML, "Zeichen mit ihrer Gestaltung"),
        (max(text.count("\n"), text.count("\r")), MOST_LINES, "Zeilen"),
        (html.count("<"), MOST_TAGS, "Stellen mit Gestaltung"),
    ):
        if found > most:
            raise _too_much(f"{grouped(found)} {what}", f"{grouped(most)}")


def check_rows(count: int) -> None:
    """Refuse more rows than can be pasted.

    Raises:
        PlanError: there are more.
    """
    _check(count, MOST_ROWS, "Zeilen")


def check_phases(count: int) -> None:
    """Refuse more rows than can be pasted as phases.

    Raises:
        PlanError: there are more.
    """
    _check(count, MOST_PHASES, "Phasen")


def check_cells(count: int) -> None:
    """Refuse more cells and paragraphs, of all rows together, than can be pasted.

    Raises:
        PlanError: there are more.
    """
    _check(count, MOST_CELLS, "Zellen")


def check_columns(count: int) -> None:
    """Refuse a row of more cells than can be pasted.

    Raises:
        PlanError: there are more.
    """
    _check(count, MOST_COLUMNS, "Spalten")


def check_depth(depth: int) -> None:
    """Refuse a list within lists, or a table within tables, deeper than can be pasted; ``depth`` counts from 0.

    Raises:
        PlanError: it is.
    """
    if depth >= MOST_DEPTH:
        raise PlanError(
            f"Die kopierte Liste hat mehr als {MOST_DEPTH} Ebenen ineinander. Bitte die inneren Ebenen für sich "
            "kopieren. Es wurde nichts eingefügt."
        )


def _check(count: int, most: int, what: str) -> None:
    if count > most:
        raise _too_much(f"mehr als {grouped(most)} {what}", grouped(most))


def _too_much(found: str, most: str) -> PlanError:
    return PlanError(
        f"In der Zwischenablage sind {found}; auf einmal gehen höchstens {most}. {_PARTS} Es wurde nichts eingefügt."
    )

"""What lists of ours say of phases beside what these are: titles beside measures and goals, partners in one cell."""

from collections.abc import Sequence

from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase, Record
from nrw_desktop.domain.queries import partners
from nrw_desktop.domain.text.folding import alike
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.returning.own_rows import OwnRow
from nrw_desktop.exchange.tables.questions import Questions

_HEAD = "Phase"
_NEW, _ABOVE = "new", "above"


def adds_phase(row: OwnRow, plan: Plan, questions: Questions) -> bool:
    """Whether a title that the plan does not have is a new phase; else the row goes on with the one above it."""
    title = row.text(_HEAD)
    if row.is_known and any(row.id in plan.rows[table] for table in ("measure", "goal")):
        why = "Diese Phase gibt es im Plan nicht; die Zeile bleibt in ihrer Phase."
        questions.refuse(row.place(_HEAD), shortened(title), why)
        return False
    answer = questions.ask(
        f"{row.part}, Phase „{shortened(title)}“",
        row.place(_HEAD),
        title,
        f"Eine Phase „{shortened(title)}“ gibt es im Plan nicht. Wohin mit den Zeilen?",
        {_NEW: "in eine neue Phase", _ABOVE: "in die Phase der Zeile darüber"},
        kind="neue Phasen",
    )
    return answer == _NEW


def tell_other_title(row: OwnRow, phase: Record, questions: Questions) -> None:
    """Say once that a phase is called otherwise beside its rows, which does not change its title."""
    title, there = row.text(_HEAD), caption(phase)
    if title == there or alike(title, there):
        return
    why = f"Nach der Nummer ist das die Phase „{shortened(there)}“. Ihr Titel ändert sich im Blatt „Phasen“."
    if not any((error.read, error.why) == (shortened(title), why) for error in questions.errors):
        questions.refuse(row.place(_HEAD), shortened(title), why)


def tell_other_partners(rows: Sequence[OwnRow], plan: Plan, questions: Questions) -> None:
    """A cell that is put together of another list says nothing by itself: a change there is told of."""
    for row in rows:
        phase, text = plan.find(Phase, row.id), row.text("Kooperationspartner")
        if phase and text and text != partners.cell_text(plan, phase).strip():
            why = "Diese Spalte fasst das Blatt „Nennungen“ zusammen; übernommen wird, was dort steht."
            questions.refuse(row.place("Kooperationspartner"), shortened(text), why)

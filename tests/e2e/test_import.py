"""A Word table comes in at the real program with keys alone: questions answered, taken back, and done again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.person import Person, missing_tool, person
from tests.e2e.test_a_day import saved
from tests.exchange.word.docx_maker import document, p, ps, table

pytestmark = pytest.mark.skipif(bool(missing_tool()), reason=f"{missing_tool()} is not installed")

HEAD = ("Phase", "Zeitraum", "Maßnahme", "Ziel", "Kooperationspartner", "Kosten")
ROW = ("1 Bestand", "Sommer 2018", ps("Einholung von Dokumentationen", mark="-"), "Überblick", "Ein Verein", "500 €")


@pytest.fixture
def coordinator() -> Iterator[Person]:
    with person() as someone:
        yield someone


def test_a_word_table_with_two_questions(coordinator: Person, data_dir: Path) -> None:
    plan_path = data_dir.parent / "Dokumente/NRWeltoffen/Bielefeld.nrwplan"
    word = data_dir.parent / "Tabelle.docx"
    word.write_bytes(document(p("Vorhaben"), table(HEAD, ROW)))
    coordinator.start("Bielefeld.nrwplan")
    before = saved(plan_path)

    coordinator.press("ctrl+shift+i")
    coordinator.has_keyboard("Importieren")
    coordinator.rest()
    coordinator.type(str(word))
    coordinator.press("Return")
    coordinator.has_keyboard("Importieren – Tabelle.docx")
    coordinator.rest()
    # Nothing is imported with a question open.
    coordinator.after(lambda: coordinator.press("Down"), "the first answer")
    coordinator.press("Return")
    coordinator.rest()
    assert saved(plan_path) == before
    coordinator.after(lambda: coordinator.press("Tab", "Down"), "the second answer")
    coordinator.told(lambda: coordinator.press("Return"))
    after = saved(plan_path)
    (measure,) = after.measures(after.phases[-1].id)
    assert (measure.text, measure.note) == ("Einholung von Dokumentationen", "Kosten: 500 €")
    assert after.phases[-1].start == "2018-06"
    coordinator.has_keyboard("Bielefeld.nrwplan")
    coordinator.told(lambda: coordinator.press("ctrl+z"))
    assert saved(plan_path) == before
    coordinator.told(lambda: coordinator.press("ctrl+y"))
    assert saved(plan_path) == after
    coordinator.press("ctrl+q")
    assert coordinator.wait_for_end() == 0

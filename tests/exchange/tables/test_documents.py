"""Tables of plans in every shape that people give them: each is read as the plan it is, or its doubts are stated."""

from pathlib import Path

import pytest
from exchange.tables.plans import PLAN, Told, keys, told
from exchange.word.docx_maker import box, cell, control, document, p, ps, row, run, table

from nrw_desktop.domain.drafts.bringing_in import change
from nrw_desktop.domain.drafts.draft import Draft
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Measure
from nrw_desktop.domain.queries.partners import effective
from nrw_desktop.exchange.reading.drafts import draft_of
from nrw_desktop.exchange.word import docx

HEAD = ("Phase", "Zeitraum", "Maßnahme", "Ziel", "Kooperationspartner")
ONE = (
    "1 Analyse der Ausgangssituation",
    "März bis Juli 2017",
    ps("Ausschreibung einer Fachstelle", "Einstellung der Koordinatorin", mark="-"),
    ps("Einrichtung einer Fachstelle", "Bekanntmachung der Stelle", mark="-"),
    "AK Asyl, Integrationsrat",
)
TWO = (
    "2 Bestandsaufnahme",
    "August bis Dezember 2017",
    ps("Einholung von Dokumentationen", mark="-"),
    ps("Akquise von Partnern", "Aufnahme des Bestands", ">Bündelung", ">Analyse", "Ermittlung des Bedarfs", mark="1"),
    "Siehe Phase 1 und insbesondere: MBR, Antidiskriminierungsstelle",
)
THREE = (
    "3 Umsetzung",
    "Juli bis Projektende",
    ps("Beratung von Einrichtungen", "Dokumentation der Arbeit", mark="-"),
    ps("Verstetigung", mark="-"),
    "Siehe Phase 2",
)
ROWS = (ONE, TWO, THREE)


def read(content: bytes, tmp_path: Path, answers: dict[str, str] | None = None) -> Draft:
    path = tmp_path / "Plan.docx"
    path.write_bytes(content)
    return draft_of(docx.read(path), answers or {})


def swapped(rows: tuple[tuple[str, ...], ...], order: str) -> list[tuple[str, ...]]:
    """Rows with their cells in another order, given by their numbers."""
    return [tuple(one[int(number)] for number in order) for one in rows]


def by_measure(first: str = "restart", rest: str = "continue") -> str:
    """A row for each measure; the phase, its period, goals and partners are merged downwards, or stand above blanks."""
    rows = [HEAD]
    for number, (title, period, measures, goals, partners) in enumerate(ROWS):
        for place, measure in enumerate(PLAN[number][2]):
            merge = rest if place else first
            cells = [title, period, "", goals, partners] if not place else [""] * 5
            rows.append(tuple(measure if one == 2 else cell(text, merge=merge) for one, text in enumerate(cells)))
        assert measures
    return table(*rows)


def tracked() -> str:
    """A table in which somebody changed words, rows and paragraphs, and everything is still marked."""
    gone = '<w:del w:id="1" w:author="A"><w:r><w:delText>Suche nach </w:delText></w:r></w:del>'
    new = f'<w:ins w:id="2" w:author="A">{run("Ausschreibung ")}</w:ins>'
    ended = '<w:p><w:pPr><w:rPr><w:del w:id="4" w:author="A"/></w:rPr></w:pPr>' + run("Einstellung ") + "</w:p>"
    measures = f"<w:p>{gone}{new}{run('einer Fachstelle')}</w:p>{ended}{p('der Koordinatorin')}"
    return table(
        HEAD,
        (*ONE[:2], cell(measures), *ONE[3:]),
        row(*(cell(f"<w:p>{gone}</w:p>"),) * 5, more='<w:del w:id="3" w:author="A"/>'),
        row(*TWO, more='<w:ins w:id="5" w:author="A"/>'),
        THREE,
    )


def bands() -> str:
    rows: list[str | tuple[str, ...]] = [("Maßnahme", "Ziel", "Kooperationspartner")]
    for title, period, *cells in ROWS:
        rows += [row(cell(p(f"Phase {title.replace(' ', ': ', 1)} ({period})"), span=3)), tuple(cells)]
    return table(*rows)


def two_part_bands() -> str:
    rows: list[str | tuple[str, ...]] = [("Maßnahme", "Ziel", "Kooperationspartner")]
    for title, period, *cells in ROWS:
        rows += [row(cell(f"Phase {title}"), cell(f"Zeitraum: {period}", span=2)), tuple(cells)]
    return table(*rows)


def each_by_itself() -> str:
    parts = []
    for title, period, *cells in ROWS:
        parts += [p(f"Phase {title}", style="U1"), p(f"Zeitraum: {period}")]
        parts.append(table(("Maßnahmen", "Ziele", "Partner"), tuple(cells)))
    return "".join(parts)


def each_with_a_band(apart: bool) -> str:
    """A table for each phase, with its title in a row of its own, and its period there or in another one."""
    parts = []
    for title, period, *cells in ROWS:
        rows = [row(cell(f"Phase {title}", span=3)), row(cell(f"Zeitraum: {period}", span=3))]
        one = row(cell(f"Phase {title}", span=2), cell(period))
        parts.append(table(*(rows if apart else [one]), ("Maßnahmen", "Ziele", "Partner"), tuple(cells)))
    return p().join(parts)


def turned() -> str:
    return table(*((word, *(one[number] for one in ROWS)) for number, word in enumerate(HEAD)))


def cards() -> str:
    """Heads at the left and what they hold at the right, one phase below the other."""
    words = ("Phase:", "Laufzeit:", "Maßnahmen:", "Ziele:", "Beteiligte:")
    return table(*((word, one[number]) for one in ROWS for number, word in enumerate(words)))


def band_cards() -> str:
    rows: list[str | tuple[str, ...]] = []
    for one in ROWS:
        rows.append(row(cell(f"Phase {one[0]}", span=2)))
        rows += [(word, text) for word, text in zip(HEAD[1:], one[1:], strict=True)]
    return table(*rows)


def wobbly() -> str:
    """Borders drawn by hand: in no two rows do they lie at the same place."""
    widths = (1500, 60, 1400, 50, 2500, 70, 2400, 60, 2400)
    return table(
        row(*(cell(text, span=span) for text, span in zip(HEAD, (1, 2, 2, 2, 2), strict=True))),
        row(*(cell(text, span=span) for text, span in zip(ONE, (2, 2, 2, 2, 1), strict=True))),
        row(*(cell(text, span=span) for text, span in zip(TWO, (2, 1, 2, 2, 2), strict=True))),
        row(*(cell(text, span=span) for text, span in zip(THREE, (1, 2, 2, 2, 2), strict=True))),
        widths=widths,
    )


def typed(texts: list[str], mark: str = "•") -> str:
    return "".join(p(f"{mark}\u00a0{text}") for text in texts)


NUMBERED_BY_HAND = "".join(
    map(
        p,
        (
            "1. Akquise von Partnern",
            "2. Aufnahme des Bestands",
            "– Bündelung",
            "– Analyse",
            "3. Ermittlung des Bedarfs",
        ),
    )
)
BY_HAND = [
    (*one[:2], typed(PLAN[n][2]), NUMBERED_BY_HAND if n == 1 else typed([g[2:] for g in PLAN[n][3]]), one[4])
    for n, one in enumerate(ROWS)
]
RUN_ON = [(*one[:2], p(" • ".join(("", *PLAN[n][2])).strip()), one[3], one[4]) for n, one in enumerate(ROWS)]
SOFT_BREAKS = [(*one[:2], p("\n".join(PLAN[n][2])), one[3], one[4].replace(": ", ":\n")) for n, one in enumerate(ROWS)]
STYLED = [
    (*one[:2], "".join(p(text, style="Punkte") for text in PLAN[n][2]), one[3], one[4]) for n, one in enumerate(ROWS)
]
CONTROLLED = [control(row(one[0], control(cell(one[1])), cell(control(one[2])), *one[3:])) for one in ROWS]
NESTED = [(*one[:2], cell(table(*((text,) for text in PLAN[n][2])) + p()), *one[3:]) for n, one in enumerate(ROWS)]
WITH_PERIOD = [(cell(p(one[0]) + p(f"({one[1]})")), *one[2:]) for one in ROWS]
TITLE_PAGE = (
    p("Stadt Bielefeld")
    + p("Kommunales Integrationszentrum")
    + table(("Antrag vom", "1.2.2017"), ("Aktenzeichen", "12"))
    + p("Inhalt", style="Verz1")
    + p("1 Einleitung 3", style="Verz1")
)
HEADED = p("Anlage 1") + p("Umsetzungsschritte des Projektes", style="Titel") + p("Im Folgenden steht, was geschieht.")
GRIDS = {
    "as in the application": table(HEAD, *ROWS),
    "words divided, and phases counted in words": table(
        ("PHASE", "Zeit-\nraum", "MASSNAHME(N)", "Ziel", "Kooperations-\npartner*innen"),
        *((f"{n}. Phase: {one[0][2:]}", *one[1:]) for n, one in enumerate(ROWS, 1)),
    ),
    "the head again on each page": table(HEAD, ONE, HEAD, TWO, HEAD, THREE),
    "other words in another order": table(
        ("Beteiligte / Akteure", "Zielsetzungen", "Geplante Aktivitäten", "Laufzeit", "Projektphase"),
        *swapped(ROWS, "43210"),
    ),
    "a row for each measure, the phase merged": by_measure(),
    "a row for each measure, blanks below the phase": by_measure("", ""),
    "phases as bands": bands(),
    "phases as bands of two cells": two_part_bands(),
    "a table for each phase": each_by_itself(),
    "a table for each phase with a band": each_with_a_band(True),
    "a table for each phase with a band of two cells": each_with_a_band(False),
    "columns in groups": table(row(cell("Planung", span=3), cell("Wirkung", span=2)), HEAD, *ROWS),
    "within a table for the looks": table(row(cell(p("Anlage 1") + table(HEAD, *ROWS) + p()))),
    "phase and period under one head": table(
        ("Phase / Zeitraum", *HEAD[2:]), *((cell(p(one[0]) + p(one[1])), *one[2:]) for one in ROWS)
    ),
    "turned": turned(),
    "a card for each phase": cards(),
    "a card for each phase below a band": band_cards(),
    "a number before each row": table(("Nr.", *HEAD), *((str(n), *one) for n, one in enumerate(ROWS, 1))),
    "borders drawn by hand": wobbly(),
    "a table within cells": table(HEAD, *NESTED),
    "in a text box": p(inside=box(table(HEAD, *ROWS))),
    "in content controls": control(table(HEAD, *CONTROLLED)),
    "changes that are tracked": tracked(),
    "a style that makes the list": table(HEAD, *STYLED),
    "bullets and numbers typed": table(HEAD, *BY_HAND),
    "bullets within a line": table(HEAD, *RUN_ON),
    "the period under the title": table(("Phase", *HEAD[2:]), *WITH_PERIOD),
    "goes on behind a page break": table(HEAD, ONE) + table(TWO, THREE),
    "a table again with its head": table(HEAD, ONE) + p() + table(HEAD, TWO, THREE),
    "a title in the table": table(row(cell("Umsetzung des Projekts NRWeltoffen", span=5)), HEAD, *ROWS),
    "a hidden row": table(HEAD, ONE, row(*("x",) * 5, more="<w:hidden/>"), TWO, THREE),
    "a title page": TITLE_PAGE + HEADED + table(HEAD, *ROWS) + p("Bielefeld, im März 2017"),
    "empty rows and columns": table(
        *((*one[:2], "", *one[2:], "") for one in (HEAD, ONE, ("",) * 5, TWO, THREE)),
    ),
    "a head over two columns": table(
        row("Phase", "Zeitraum", cell("Maßnahmen", span=2), "Ziele", "Kooperationspartner"),
        *((*one[:2], str(n), *one[2:]) for n, one in enumerate(ROWS, 1)),
    ),
}


@pytest.mark.parametrize("shape", GRIDS)
def test_a_table_of_any_shape_is_the_same_plan(shape: str, tmp_path: Path) -> None:
    draft = read(document(GRIDS[shape]), tmp_path)
    assert told(draft.plan) == PLAN
    assert (keys(draft), draft.errors) == ([], ())
    strict = read(document(GRIDS[shape], strict=True), tmp_path)
    assert told(strict.plan) == PLAN


COLUMNS = [f"Tabelle 1, Spalte {number}" for number in range(1, 6)]


def test_a_table_without_a_head_is_read_as_it_seems_and_asks_about_each_column(tmp_path: Path) -> None:
    content = document(table(*ROWS))
    draft = read(content, tmp_path)
    assert (told(draft.plan), keys(draft)) == (PLAN, COLUMNS)
    assert len(draft.open) == 5
    assert [doubt.suggestion for doubt in draft.doubts] == ["title", "period", "measures", "goals", "partners"]
    answers = {doubt.key: doubt.suggestion for doubt in draft.doubts} | {COLUMNS[4]: "skip"}
    draft = read(content, tmp_path, answers)
    assert (told(draft.plan)[0][:4], draft.plan.partners, draft.open) == (PLAN[0][:4], (), ())


def test_rows_without_cells_are_no_table(tmp_path: Path) -> None:
    none = "<w:tbl><w:tr/><w:tr/></w:tbl>"
    with pytest.raises(PlanError, match="keine Tabelle"):
        read(document(none), tmp_path)
    assert told(read(document(none, table(*ROWS)), tmp_path).plan) == PLAN


def test_what_a_head_may_mean_is_asked(tmp_path: Path) -> None:
    rows = (("Was", "Wann", "Wer", "Ziele"), ("Fachtagung", "3/2018", "AK Asyl", "Austausch"))
    draft = read(document(p("Vorhaben der Fachstelle"), table(*rows)), tmp_path)
    assert keys(draft) == [*COLUMNS[:3], "Tabelle 1, Phase"]
    assert told(draft.plan) == [("Vorhaben der Fachstelle", "März 2018", ["Fachtagung"], ["• Austausch"], "AK Asyl")]


def test_a_column_that_no_plan_has_is_asked_about(tmp_path: Path) -> None:
    content = document(table((*HEAD, "Kosten"), *((*one, "500 €") for one in ROWS)))
    draft = read(content, tmp_path)
    assert told(draft.plan) == PLAN
    (kosten, *both) = draft.doubts
    assert (kosten.key, kosten.read, kosten.suggestion) == ("Tabelle 1, Spalte 6", "Kosten", "note")
    assert [doubt.key for doubt in both] == ["Tabelle 1, Kosten „500 €“, alle"]
    assert {measure.note for measure in draft.plan.all(Measure).values()} == {"Kosten: 500 €"}
    draft = read(content, tmp_path, {kosten.key: "skip"})
    assert (keys(draft), {measure.note for measure in draft.plan.all(Measure).values()}) == ([kosten.key], {None})


def test_what_stands_beside_a_measure_is_its_own(tmp_path: Path) -> None:
    head = ("Nr.", "Phase", "Maßnahme", "Ziel", "Partner", "Status", "Verantwortlich", "von", "bis", "Bemerkung")
    first = ("1", cell("Analyse", merge="restart"), "Tagung", "Austausch", "AK Asyl", "läuft", "Frau Kaya")
    second = (
        "2",
        cell(merge="continue"),
        "Umfrage",
        "Wissen",
        "MBR, AK Asyl",
        "laufend",
        "MBR",
        "5/2018",
        "6/2018",
        "",
    )
    content = document(table(head, (*first, "3/2018", "", "mit Buffet"), second))
    draft = read(content, tmp_path)
    (phase,) = draft.plan.phases
    tagung, umfrage = draft.plan.measures(phase.id)
    assert (tagung.start, tagung.end, tagung.responsible, tagung.note) == ("2018-03", None, "Frau Kaya", "mit Buffet")
    assert (umfrage.start, umfrage.end, draft.plan.responsible(umfrage)) == ("2018-05", "2018-06", "MBR")
    assert (tagung.status, umfrage.status, keys(draft)) == ("running", "running", ["Status „laufend“"])
    assert [partner.name for partner in draft.plan.partners] == ["AK Asyl", "MBR"]
    # Who and what stands in one row is offered, and never made.
    named = {
        record.id: getattr(record, "text", "") or record.name
        for record in (*draft.plan.partners, *draft.plan.all(Goal).values())
    }
    assert [(measure == tagung.id, named[other]) for measure, other in draft.links] == [
        (True, "Austausch"),
        (True, "AK Asyl"),
        (False, "Wissen"),
        (False, "MBR"),
        (False, "AK Asyl"),
    ]
    assert draft.plan.goals_of(tagung.id) == ()


def test_a_period_of_two_columns_under_one_head(tmp_path: Path) -> None:
    above = row(
        cell("Phase", merge="restart"), cell("Zeitraum", span=2), *(cell(word, merge="restart") for word in HEAD[2:])
    )
    below = row(cell(merge="continue"), "von", "bis", *(cell(merge="continue"),) * 3)
    draft = read(
        document(table(above, below, ("1. Analyse der Ausgangssituation", "3/2017", "7/2017", *ONE[2:]))), tmp_path
    )
    assert (told(draft.plan), keys(draft)) == ([PLAN[0]], [])


def test_what_cannot_be_read_is_asked_with_what_is_usually_meant(tmp_path: Path) -> None:
    rows = [(ONE[0], "Sommer 2017", *ONE[2:]), (*TWO[:4], "Siehe Phase 7: MBR")]
    draft = read(document(table(HEAD, *rows)), tmp_path)
    assert keys(draft) == ["Zeitraum „Sommer 2017“", "Tabelle 1, Zeile 3, Spalte 5, Verweis"]
    assert [phase[1] for phase in told(draft.plan)] == ["Juni bis August 2017", "August bis Dezember 2017"]
    assert told(draft.plan)[1][4] == "MBR"
    untitled = read(document(table(HEAD, ("", *ONE[1:]), TWO)), tmp_path)
    assert (untitled.plan.phases[0].title, keys(untitled)) == ("Phase 1", ["Tabelle 1, Zeile 2, Titel"])


def test_names_that_differ_by_a_letter_are_asked_about(tmp_path: Path) -> None:
    rows = [(*ONE[:4], "Stadtteilkordinatoren, AK Asyl"), (*TWO[:4], "Stadtteilkoordinatoren, AK Asyl")]
    content = document(table(HEAD, *rows))
    draft = read(content, tmp_path)
    assert keys(draft) == ["„Stadtteilkordinatoren“ und „Stadtteilkoordinatoren“"]
    assert [partner.name for partner in draft.plan.partners] == ["AK Asyl", "Stadtteilkoordinatoren"]
    assert told(draft.plan)[0][4] == "Stadtteilkordinatoren, AK Asyl"
    apart = read(content, tmp_path, {keys(draft)[0]: "apart"})
    assert (len(apart.plan.partners), apart.open) == (3, ())


def test_points_below_a_measure_are_asked_about(tmp_path: Path) -> None:
    measures = ps("Fachtagung", ">Einladung", ">Nachlese", mark="1")
    content = document(table(HEAD, (*ONE[:2], measures, *ONE[3:])))
    draft = read(content, tmp_path)
    assert (told(draft.plan)[0][2], keys(draft)) == (
        ["Fachtagung", "Einladung", "Nachlese"],
        ["Tabelle 1, Unterpunkte"],
    )
    draft = read(content, tmp_path, {"Tabelle 1, Unterpunkte": "part"})
    assert told(draft.plan)[0][2] == ["Fachtagung\n– Einladung\n– Nachlese"]


def test_breaks_within_a_paragraph_are_asked_about(tmp_path: Path) -> None:
    draft = read(document(table(HEAD, *SOFT_BREAKS)), tmp_path)
    assert told(draft.plan) == PLAN
    assert keys(draft) == [f"Tabelle 1, Zeile {row}, Spalte 3, Umbrüche" for row in (2, 4)]
    within = (*ONE[:2], p("Einrichtung und Ausstattung der\nFachstelle"), *ONE[3:])
    draft = read(document(table(HEAD, within)), tmp_path)
    assert told(draft.plan)[0][2] == ["Einrichtung und Ausstattung der Fachstelle"]
    assert [doubt.suggestion for doubt in draft.doubts] == ["part"]


def test_notes_go_with_what_they_are_about(tmp_path: Path) -> None:
    foot = '<w:footnote w:id="1"><w:p><w:r><w:t>Beschluss vom Mai</w:t></w:r></w:p></w:footnote>'
    comment = '<w:comment w:id="0" w:author="B. Roth"><w:p><w:r><w:t>Wer lädt ein?</w:t></w:r></w:p></w:comment>'
    measure = p(
        "Tagung", "-", inside='<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:commentReference w:id="0"/></w:r>'
    )
    goal = p("Austausch", "1", inside='<w:r><w:footnoteReference w:id="1"/></w:r>')
    content = document(table(HEAD, ("Analyse", "3/2017", measure, goal, "")), footnotes=foot, comments=comment)
    draft = read(content, tmp_path)
    assert [one.note for one in draft.plan.all(Measure).values()] == [
        "Fußnote: Beschluss vom Mai\nKommentar (B. Roth): Wer lädt ein?"
    ]
    assert [one.remark for one in draft.plan.all(Goal).values()] == ["Fußnote: Beschluss vom Mai"]


def test_what_stands_around_the_table_is_taken_or_counted(tmp_path: Path) -> None:
    draft = read(document(GRIDS["a title page"], p("Anhang"), table(("Datum", "Wert"), ("1.2.", "5"))), tmp_path)
    project = draft.plan.project
    assert (project.title, project.introduction) == (
        "Umsetzungsschritte des Projektes",
        "Im Folgenden steht, was geschieht.",
    )
    assert [left.said for left in draft.left_out] == ["3 Zeilen davor", "2 weitere Tabellen", "2 Absätze dahinter"]
    hidden = read(document(GRIDS["a hidden row"], p(inside=box(p("Hinweis")))), tmp_path)
    assert [left.said for left in hidden.left_out] == ["1 verborgene Zeile", "1 Textfeld"]
    assert "nachverfolgt" in read(document(tracked()), tmp_path).remarks[0]


@pytest.mark.parametrize("rows", [(("Name", "Ort"), ("Müller", "Köln")), (("a", "b", "c"), ("1", "2", "3")), (("x",),)])
def test_a_table_that_is_no_plan_is_asked_about_and_not_taken(rows: Told, tmp_path: Path) -> None:
    draft = read(document(p("Brief"), table(*rows)), tmp_path)
    assert (keys(draft), draft.is_empty, len(draft.open)) == (["Tabelle 1, Plan"], True, 1)
    assert not read(document(table(*rows)), tmp_path, {"Tabelle 1, Plan": "yes"}).is_empty or len(rows) == 1


def test_a_reference_to_the_phase_itself_is_asked_about_and_refuses_no_file(tmp_path: Path) -> None:
    for cell_text, named in (("Siehe Phase 1, siehe Phase 2", ""), (ps("siehe Phase 1", "AK Asyl"), "AK Asyl")):
        draft = read(document(table(HEAD, (*ONE[:4], cell_text), TWO)), tmp_path)
        assert keys(draft) == ["Tabelle 1, Zeile 2, Spalte 5, Verweis"]
        assert told(draft.plan)[0][4] == named


def test_an_update_changes_nothing_where_the_same_partners_are_referred_to_or_named(tmp_path: Path) -> None:
    """The plan refers, the document names; and the other way round."""
    referring = read(document(table(HEAD, ONE, TWO)), tmp_path)
    partners = "AK Asyl, Integrationsrat, MBR, Antidiskriminierungsstelle"
    naming = read(document(table(HEAD, ONE, (*TWO[:4], partners))), tmp_path)
    more = read(document(table(HEAD, ONE, (*TWO[:4], f"{partners}, Caritas"))), tmp_path)
    for there, other in ((referring, naming), (naming, referring)):
        plan = Plan.empty().apply(change(Plan.empty(), there, "new"))
        assert change(plan, other, "update").rows == ()
        after = plan.apply(change(plan, more, "update"))
        assert [one.partner.name for one in effective(after, after.phases[1])][-1] == "Caritas"

"""The plan of the source document, to the letter, and the two other templates."""

import msgspec
import pytest

from nrw_desktop import paths
from nrw_desktop.domain.model import template
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import goals, partners, period
from nrw_desktop.domain.text.points import PROJECT_END

INTRODUCTION = (
    "Im Folgenden werden in Form einer Tabelle die einzelnen Umsetzungsschritte anhand von zeitlich eingeteilten "
    "Phasen präzise dargestellt. In jeder Phase werden die einzelnen konkreten Maßnahmen sowie die damit verbundenen "
    "Ziele und Kooperationspartner benannt. Für die Umsetzung der passgenauen Maßnahmen ist federführend "
    "verantwortlich das Kommunale Integrationszentrum Bielefeld."
)

PHASES = [
    ("Analyse der Ausgangssituation", "März bis Juli 2017", "2017-03", "2017-07"),
    ("Bestandsanalyse", "August bis Dezember 2017", "2017-08", "2017-12"),
    ("Maßnahmenentwicklung", "Januar bis Juni 2018", "2018-01", "2018-06"),
    ("Maßnahmenumsetzung und Nachhaltigkeit", "Juli bis Projektende", "2018-07", None),
]

MEASURES = [
    [
        "Ausschreibung einer Fachstelle",
        "Einstellung der Koordinatorin bzw. des Koordinators für die Fachstelle",
        "Einrichtung und Ausstattung der Fachstelle",
        "Einbindung der relevanten zivilgesellschaftlichen und der politischen Akteure im Netzwerk",
        "Benennung der Mitglieder des Steuerungskreises aus dem Netzwerk",
        "Öffentlichkeitsarbeit",
    ],
    [
        "Einholung und Bündelung von relevanten Dokumentationen zu Erfahrungen im Themenfeld Rassismus und "
        "Rechtsextremismus",
        "Ermittlung der Erfahrung von rassistischen und rechtsextremen Einstellungen aus der Zivilgesellschaft durch "
        "extern moderierte Dialogforen in den Quartieren",
        "Einholung der Erfahrungen aus der bestehenden Quartiersarbeit",
        "Dokumentation von Rassismus und Rechtsextremismus bei den Migrantenselbstorganisationen",
    ],
    [
        "Regelmäßige Netzwerksitzungen zur gezielten Maßnahmenentwicklung",
        "Vorbereitung und Durchführung einer Fachtagung im Sinne einer „Demokratiekonferenz“",
    ],
    [
        "Die Fachstelle berät, begleitet und qualifiziert Organisationen, Einrichtungen und relevante Mitarbeiterinnen "
        "und Mitarbeiter (z.B. Quartierssozialarbeit)",
        "Dokumentation der Arbeit der Fachstelle mit Weiterführungsempfehlungen",
    ],
]

GOALS = [
    [
        "• Einrichtung einer arbeitsfähigen Fachstelle",
        "• Bekanntmachung der neu eingerichteten Stelle und deren Aufgaben",
    ],
    [
        "1. Akquise von Kooperationspartnern aus einzelnen Handlungsfeldern",
        "2. Bestandsaufnahme des Ist-Zustandes in Bielefeld",
        "> • Bündelung der bestehenden relevanten Dokumentationen",
        "> • Analyse der Erfahrungen in einzelnen Quartieren",
        "3. Bestimmung relevanter Handlungsfelder und Ermittlung von Handlungsbedarfen",
    ],
    [
        "1. Entwicklung von geeigneten Maßnahmen auf der Grundlage der Bestandsanalyse",
        "2. Implementierung der Aktionswochen gegen Rassismus in der Stadtgesellschaft",
        "3. Grundlagen zur Erstellung eines kommunalen Handlungskonzepts",
        "4. Formulierung eines gemeinsamen städtischen Leitbildes",
    ],
    [
        "• Implementierung des Leitbildes in einzelnen Organisationen, Entwicklung von geeigneten Maßnahmen und "
        "Prozessbegleitung",
        "• Stetige Evaluierung der Maßnahmen und Anpassung und Verstetigung",
    ],
]

PARTNER_CELLS = [
    "Netzwerk rassismuskritische Arbeit, Integrationsrat, Migrationskonferenz, Netzwerk Migrant*innenorganisationen, "
    "kommunale politische Gremien, AK Asyl, Bündnis gegen Rechts, Antidiskriminierungsstelle, "
    "Integrationsbeauftragte, Gleichstellungsstelle und Inklusionsbeauftragte der Stadt Bielefeld, Büro für "
    "integrierte Sozialplanung und Prävention, Stadtteilkordinatorinnen und -koordinatoren, Fachstelle für Flüchtlinge",
    "Siehe Phase 1 und insbesondere: MBR, Bündnis gegen Rechts, AK Asyl, Antidiskriminierungsstelle, "
    "Gleichstellungsstelle, Universität Bielefeld – IKG, Büro für integrierte Sozialplanung und Prävention, "
    "Stadtteilkoordinatorinnen und -koordinatoren, Fachstelle für Flüchtlinge, Integrationsagenturen, "
    "Migrantenselbstorganisationen, Koordinator Integrationsarbeit im KI (koordiniert das Netzwerk der MO)",
    "Siehe Phase 2, insbesondere die neu akquirierten Kooperationspartner",
    "Siehe Phase 3",
]

NEW_IN_PHASE_2 = {
    "MBR",
    "Universität Bielefeld – IKG",
    "Integrationsagenturen",
    "Migrantenselbstorganisationen",
    "Koordinator Integrationsarbeit im KI",
}


def test_the_project(bielefeld: Plan) -> None:
    project = bielefeld.project
    assert project.heading == "Anlage 1"
    assert project.title == "Umsetzungsschritte des Projektes NRWeltoffen"
    assert project.introduction == INTRODUCTION
    assert project.lead == "Kommunales Integrationszentrum Bielefeld"
    assert project.end is None


def test_the_phases_and_their_periods(bielefeld: Plan) -> None:
    found = [(phase.title, period.wording(bielefeld, phase), phase.start, phase.end) for phase in bielefeld.phases]
    assert found == PHASES
    assert [phase.start_derived for phase in bielefeld.phases] == [0, 0, 0, 1]
    assert [phase.end_rule for phase in bielefeld.phases] == [None, None, None, PROJECT_END]


def test_the_measures(bielefeld: Plan) -> None:
    found = [bielefeld.measures(phase.id) for phase in bielefeld.phases]
    assert [[measure.text for measure in measures] for measures in found] == MEASURES
    assert [len(measures) for measures in found] == [6, 4, 2, 2]
    assert {measure.status for measures in found for measure in measures} == {"planned"}
    assert not any(bielefeld.responsible(measure) for measures in found for measure in measures)


def test_the_goals_with_their_marks_and_nesting(bielefeld: Plan) -> None:
    found = [
        ["> " * entry.depth + f"{entry.mark} {entry.goal.text}" for entry in goals.entries(bielefeld, phase)]
        for phase in bielefeld.phases
    ]
    assert found == GOALS
    assert [len(bielefeld.goals(phase.id)) for phase in bielefeld.phases] == [2, 3, 4, 2]
    assert [goals.count(bielefeld, phase) for phase in bielefeld.phases] == [2, 5, 4, 2]
    assert [phase.goal_style for phase in bielefeld.phases] == ["bulleted", "numbered", "numbered", "bulleted"]


def test_the_partner_cells(bielefeld: Plan) -> None:
    assert [partners.cell_text(bielefeld, phase) for phase in bielefeld.phases] == PARTNER_CELLS


def test_the_register(bielefeld: Plan) -> None:
    assert len({partner.name for partner in bielefeld.partners}) == 19
    assert [len(bielefeld.mentions(phase.id)) for phase in bielefeld.phases] == [14, 12, 0, 0]
    assert [len(partners.effective(bielefeld, phase)) for phase in bielefeld.phases] == [14, 19, 19, 19]
    first, second, third, fourth = bielefeld.phases
    assert {one.name for one in bielefeld.partners if one.joined_phase == second.id} == NEW_IN_PHASE_2
    assert sum(one.joined_phase == first.id for one in bielefeld.partners) == 14
    for phase in (third, fourth):
        assert partners.effective(bielefeld, phase)[0].partner == partners.effective(bielefeld, first)[0].partner


def test_spellings_of_the_source(bielefeld: Plan) -> None:
    by_name = {partner.name: partner for partner in bielefeld.partners}
    coordinators = by_name["Stadtteilkoordinatorinnen und -koordinatoren"]
    spellings = [alias.text for alias in bielefeld.aliases(coordinators.id)]
    assert spellings == ["Stadtteilkordinatorinnen und -koordinatoren"]
    printed = {partners.printed_name(bielefeld, mention) for mention in bielefeld.mentioned(coordinators.id)}
    assert printed == {coordinators.name, spellings[0]}
    assert by_name["Koordinator Integrationsarbeit im KI"].remark == "koordiniert das Netzwerk der MO"
    assert by_name["MBR"].expansion == "Mobile Beratung gegen Rechtsextremismus"
    apart = {"Netzwerk Migrant*innenorganisationen", "Migrantenselbstorganisationen"}
    assert apart < by_name.keys()


def _plan(name: str) -> Plan:
    content = template.read(paths.plan_template(name).read_bytes())
    return Plan.empty().apply(template.origin_change(content))


def test_the_empty_frame_of_the_programme() -> None:
    plan = _plan("nrweltoffen")
    assert [phase.title for phase in plan.phases] == [title for title, *_ in PHASES]
    assert not any(plan.rows[table] for table in ("measure", "goal", "mention", "partner"))


def test_the_empty_plan() -> None:
    plan = _plan("leer")
    assert plan.phases == ()
    assert len(plan.rows["project"]) == 1


def test_two_plans_from_one_template_share_no_id() -> None:
    one, two = _plan("bielefeld"), _plan("bielefeld")
    assert not {key for rows in one.rows.values() for key in rows} & {key for rows in two.rows.values() for key in rows}


def test_an_unknown_key_in_a_template_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="phasen"):
        template.read(b'{"project": {}, "phasen": []}')


def test_a_template_may_hold_the_texts_of_a_year() -> None:
    texts = {"year": 2018, "introduction": "Eins\n\nZwei", "outlook": "Drei"}
    made = template.read(msgspec.json.encode({"project": {}, "year_texts": [texts]}))
    (found,) = Plan.empty().apply(template.origin_change(made)).year_texts
    assert (found.year, found.introduction, found.course, found.outlook) == (2018, "Eins\n\nZwei", None, "Drei")
    with pytest.raises(msgspec.ValidationError, match="year"):
        template.read(b'{"project": {}, "year_texts": [{"outlook": "Drei"}]}')


def test_a_measure_of_a_template_follows_a_phase_by_its_number() -> None:
    measure = {"text": "Fachtagung", "end_rule": "phase_end", "end_phase": 1, "start": "2018-07", "start_day": 3}
    phases = [{"title": "Eins", "end": "2018-12"}, {"title": "Zwei", "measures": [measure]}]
    made = template.read(msgspec.json.encode({"project": {}, "phases": phases}))
    plan = Plan.empty().apply(template.origin_change(made))
    (found,) = plan.measures(plan.phases[1].id)
    assert period.cell(plan, found) == "3.7.2018 bis Ende von Phase 1"
    assert period.reading(plan, found) == "03.07.2018–12/2018"

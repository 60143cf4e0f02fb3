"""Which spellings are suggested to be the same partner, and above all which are not."""

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Partner
from nrw_desktop.domain.queries import duplicate_names

VARIANTS = {
    "Netzwerk rassismuskritische Arbeit": (
        "Netzwerk Rassismus-kritische Arbeit",
        "Netzwerk rassismuskritischer Arbeit",
    ),
    "Integrationsrat": ("Intergrationsrat", "Integrationsräte", "Integrationsrat der Stadt Bielefeld"),
    "Migrationskonferenz": ("Migrations-Konferenz", "Migrationskonfernz"),
    "Netzwerk Migrant*innenorganisationen": (
        "Netzwerk MigrantInnenorganisationen",
        "Netzwerk Migrant:innenorganisationen",
        "Netzwerk Migrantenorganisationen",
    ),
    "kommunale politische Gremien": ("Kommunale, politische Gremien",),
    "AK Asyl": ("Arbeitskreis Asyl", "Ak Asyl", "AK-Asyl"),
    "Bündnis gegen Rechts": ("Buendnis gegen Rechts", "Bundnis gegen rechts"),
    "Antidiskriminierungsstelle": ("Anti-Diskriminierungsstelle", "Antidiskriminierungstelle"),
    "Integrationsbeauftragte": ("Integrationsbeauftragter", "Integrationsbeaufragte"),
    "Gleichstellungsstelle": ("Gleichstellungs-Stelle", "Gleichstelungsstelle"),
    "Inklusionsbeauftragte der Stadt Bielefeld": ("Inklusionsbeauftragte",),
    "Büro für integrierte Sozialplanung und Prävention": ("Büro für integrierte Sozialplanung & Prävention",),
    "Stadtteilkoordinatorinnen und -koordinatoren": (
        "Stadtteilkordinatorinnen und -koordinatoren",
        "Stadtteil-Koordinatorinnen und -Koordinatoren",
        "Stadtteilkoordinator*innen",
        "Stadtteilkoordinator/innen",
        "Stadtteilkoordinatoren",
    ),
    "Fachstelle für Flüchtlinge": ("Fachstellen für Flüchtlinge", "Fachstelle fuer Fluechtlinge"),
    "MBR": ("Mobile Beratung gegen Rechtsextremismus", "Mobile Beratung gegen Rechtsextremismus (MBR)"),
    "Universität Bielefeld – IKG": (
        "Universität Bielefeld, IKG",
        "Universitaet Bielefeld IKG",
        "Universität Bielefeld – Institut für interdisziplinäre Konflikt- und Gewaltforschung",
    ),
    "Integrationsagenturen": ("Integrationsagentur",),
    "Migrantenselbstorganisationen": ("Migrantenselbstorganisation", "Migrant*innenselbstorganisationen"),
    "Koordinator Integrationsarbeit im KI": (
        "Koordinator Integrationsarbeit im Kommunalen Integrationszentrum",
        "Koordinatorin Integrationsarbeit im KI",
    ),
}
APART = (
    "MO", "Migrantinnenorganisationen", "Netzwerk der Gleichstellungsstellen", "AG Asyl", "AK Antifa", "Arbeitskreis",
    "Integrationsamt", "Bündnis für Rechte", "Bündnis gegen Rechtsextremismus", "Universität Bielefeld",
    "Stadt Bielefeld", "Inklusionsrat", "Seniorenrat", "Stadtteilkonferenz", "Fachstelle für Sucht", "KI",
    "Beratungsstelle", "Netzwerk rassismuskritische Bildung", "Mobile Beratung", "Grundschule 1", "Grundschule 2",
    "Sportbund", "Stadtsportbund", "Nordstadt", "Südstadt", "Weststadt", "Oststadt", "Marienschule", "Martinschule",
    "Schüler", "Schule",
)  # fmt: skip


def with_partners(plan: Plan, *names: str) -> Plan:
    """The plan with more partners in its register."""
    rows = [inserted(Partner(f"partner-{place}", name=name)) for place, name in enumerate(names)]
    return plan.apply(Change(tuple(rows), ""))


def pairs(plan: Plan) -> set[frozenset[str]]:
    return {frozenset((found.one.name, found.other.name)) for found in duplicate_names.suggestions(plan)}


def test_the_partners_of_the_source_stay_apart(bielefeld: Plan) -> None:
    assert len(bielefeld.partners) == 19
    assert duplicate_names.suggestions(bielefeld) == []


@pytest.mark.parametrize(("name", "variant"), [(name, one) for name, ones in VARIANTS.items() for one in ones])
def test_a_variant_is_suggested_for_its_partner_alone(bielefeld: Plan, name: str, variant: str) -> None:
    assert pairs(with_partners(bielefeld, variant)) == {frozenset((name, variant))}


def test_a_plan_full_of_variants_gets_no_wrong_suggestion(bielefeld: Plan) -> None:
    plan = with_partners(bielefeld, *(one for ones in VARIANTS.values() for one in ones), *APART)
    family = {spelling: name for name, ones in VARIANTS.items() for spelling in (name, *ones)}
    wrong = [pair for pair in pairs(plan) if len({family.get(spelling, spelling) for spelling in pair}) > 1]
    assert sorted(map(sorted, wrong)) == []


def test_all_that_is_alike_and_not_the_same(bielefeld: Plan) -> None:
    assert pairs(with_partners(bielefeld, *APART)) == set()


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("AK Kultur", "Arbeitskreis Kultur", "abbreviation"),
        ("Kultur-Amt", "Kulturamt", "spelling"),
        ("Kulturverein", "Kulturvereine", "ending"),
        ("Kulturverein", "Kutlurverein", "slip"),
        ("Verein der Migrantinnen und Migranten", "Verein der Migrant:innen", "spelling"),
        ("Verein der Migranten", "Verein der Migrantinnen", None),
        ("Lehrer*innen gegen Rechts", "Lehrerinnen und Lehrer gegen Rechts", "spelling"),
        ("DGB", "Deutscher Gewerkschaftsbund", None),
        ("GEW", "Gewerkschaft Erziehung und Wissenschaft", "abbreviation"),
        ("Bezirk 12", "Bezirk 13", None),
    ],
)
def test_the_reason_is_said(one: str, other: str, reason: str | None) -> None:
    found = duplicate_names.suggestions(with_partners(Plan.empty(), one, other))
    assert [suggestion.reason for suggestion in found] == ([reason] if reason else [])


def test_an_alias_is_a_spelling_like_the_name(bielefeld: Plan) -> None:
    council = next(partner for partner in bielefeld.partners if partner.name == "Integrationsrat")
    plan = bielefeld.apply(edits.aliases.add(bielefeld, council.id, "Ausländerbeirat"))
    assert pairs(with_partners(plan, "Ausländer-Beirat")) == {frozenset(("Integrationsrat", "Ausländer-Beirat"))}


def test_what_a_person_told_apart_is_not_suggested_again(bielefeld: Plan) -> None:
    plan = with_partners(bielefeld, "Integrationsräte")
    found = duplicate_names.suggestions(plan)[0]
    apart = plan.apply(edits.merge_partners.keep_apart(plan, found.other.id, found.one.id))
    assert duplicate_names.suggestions(apart) == []
    assert duplicate_names.suggestions(apart, decided=True) == [found]
    assert edits.merge_partners.keep_apart(apart, found.one.id, found.other.id).rows == ()
    assert apart.apply(edits.merge_partners.compare_again(apart, found.one.id, found.other.id)) == plan

"""The Partnerverzeichnis: who they are, who takes part where, and what abbreviations mean."""

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Alias, Contact, Mention, Partner, Phase, Project
from nrw_desktop.domain.queries import partners
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from tests.reports.pdf_tools import DAY, info, made, seed
from tests.reports.tag_tree import Node, plain, read


def printed(plan: Plan, **options: object) -> bytes:
    return catalogue.made("partner-directory", plan, Request(DAY, **options))  # type: ignore[arg-type]


def table(node: Node) -> list[list[str]]:
    return [[plain(cell.whole) for cell in row.kids] for row in node.all("TR")]


def test_the_seed_plan_has_nineteen_partners_in_german_order() -> None:
    plan = seed()
    register, matrix = read(printed(plan)).root.all("Table")
    names = [row[0] for row in table(register)[1:]]
    assert sorted(names) == sorted(partner.name for partner in plan.partners)
    assert len(names) == 19
    assert names.index("Bündnis gegen Rechts") < names.index("Büro für integrierte Sozialplanung und Prävention")
    assert names.index("Integrationsrat") < names.index("kommunale politische Gremien") < names.index("MBR")
    assert [row[0] for row in table(matrix)[1:]] == names


def test_the_matrix_says_who_takes_part_and_why() -> None:
    plan = seed()
    head, *rows = table(read(printed(plan)).root.all("Table")[1])
    assert head == ["Kooperationspartner", "Phase 1", "Phase 2", "Phase 3", "Phase 4"]
    words = {"new": "neu", "stressed": "betont", "added": "dabei", "inherited": "dabei"}
    for name, *cells in rows:
        for phase, cell in zip(plan.phases, cells, strict=True):
            found = [each.origin for each in partners.effective(plan, phase) if each.partner.name == name]
            assert cell == (words[found[0]] if found else "–")


def test_a_part_of_the_plan_has_its_partners_only() -> None:
    plan = seed()
    register, matrix = read(printed(plan, phases=(plan.phases[0].id,))).root.all("Table")
    assert len(table(register)) == 1 + 14
    assert table(matrix)[0] == ["Kooperationspartner", "Phase 1"]


def test_many_phases_fill_several_tables() -> None:
    phases = [Phase(f"p{n:02}", order=f"{n:02}", title=f"Titel {n}") for n in range(12)]
    plan = made(
        [Project("p"), *phases, Partner("q", name="Partner"), Mention("p03+q", phase="p03", partner="q", order="a")]
    )
    tables = [table(node) for node in read(printed(plan)).root.all("Table")][1:]
    assert [label for head, _ in tables for label in head[1:]] == [f"Phase {n}" for n in range(1, 13)]
    assert len(tables) > 1
    assert [cell for _, row in tables for cell in row[1:]].index("dabei") == 3


def test_abbreviations_are_explained_once() -> None:
    root = read(printed(seed())).root
    listing = root.all("L")[-1]
    pairs = [(plain(item.kids[0].whole), plain(item.kids[1].whole)) for item in listing.kids]
    assert pairs == [
        ("AK", "Arbeitskreis"),
        ("IKG", "Institut für interdisziplinäre Konflikt- und Gewaltforschung"),
        ("MBR", "Mobile Beratung gegen Rechtsextremismus"),
    ]
    assert [node.text for node in root.all("H2")][-1] == "Abkürzungen"


def test_an_abbreviation_with_two_meanings_has_both_and_one_without_has_none() -> None:
    rows = [
        Project("p"),
        Phase("a"),
        Partner("1", name="Eins", abbreviation="KI", expansion="Kommunales Integrationszentrum"),
        Partner("2", name="Zwei", abbreviation="KI", expansion="Künstliche Intelligenz"),
        Partner("3", name="Drei", abbreviation="KI", expansion="Künstliche Intelligenz"),
        Partner("4", name="Vier", abbreviation="XY"),
    ]
    listing = read(printed(made(rows))).root.all("L")[-1]
    assert [tuple(plain(part.whole) for part in item.kids) for item in listing.kids] == [
        ("KI", "Kommunales Integrationszentrum"),
        ("KI", "Künstliche Intelligenz"),
    ]


def test_other_spellings_stand_in_the_internal_edition() -> None:
    rows = [Project("p"), Phase("a"), Partner("1", name="Eins"), Alias("x", partner="1", text="Eins Komma Null")]
    plan = made([*rows, Alias("y", partner="1", text="Äins")])
    assert (
        table(read(printed(plan, edition="internal")).root.all("Table")[0])[1][0] == "EinsAuch: Äins, Eins Komma Null"
    )
    assert table(read(printed(plan)).root.all("Table")[0])[1][0] == "Eins"


def test_contacts_stand_in_the_internal_edition_with_german_dates() -> None:
    plan = made(
        [
            Project("p"),
            Partner("q", name="KI", kind="administration"),
            Partner("r", name="Ohne"),
            Contact("c", partner="q", person="Eva", phone="0521", mail="a@b.de", retain_until="2027-12-31"),
            Contact("d", partner="q", person="Ida", purpose="Einladung"),
        ]
    )
    internal = table(read(printed(plan, edition="internal")).root.all("Table")[0])
    assert internal == [
        ["Kooperationspartner", "Art", "Dabei seit", "Kontakt"],
        ["KI", "Verwaltung", "–", "Eva0521a@b.deAufbewahren bis 31.12.2027IdaZweck: Einladung"],
        ["Ohne", "–", "–", "–"],
    ]
    assert table(read(printed(plan)).root.all("Table")[0])[0] == ["Kooperationspartner", "Art", "Dabei seit"]


def test_the_seed_plan_needs_two_pages(tmp_path) -> None:
    assert info(printed(seed()), tmp_path)["Pages"] == "2"


def test_a_partner_that_an_older_plan_has_twice_is_one_on_paper() -> None:
    twice = [
        Partner("q", name="Mobile Beratung"),
        Partner("r", name="mobile\N{NO-BREAK SPACE}Beratung "),
        Contact("c", "q", "Frau A."),
        Contact("d", "r", "Herr B."),
        Mention("p+q", phase="p", partner="q", order="a"),
        Mention("p+r", phase="p", partner="r", order="b"),
    ]
    plan = made([Project("p"), Phase("p", title="Phase"), *twice])
    register, matrix = (table(node) for node in read(printed(plan, edition="internal")).root.all("Table"))
    assert [row[0] for row in register[1:]] == [row[0] for row in matrix[1:]] == ["Mobile Beratung"]
    assert register[1][-1] == "Frau A.Herr B."

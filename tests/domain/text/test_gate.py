"""The gate: what is stored of a text, whoever typed it, and which names look the same."""

import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop import paths
from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import template
from nrw_desktop.domain.model.change import Change, inserted, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import TABLES, Document, Measure, Mention, Partner, field_of, link_id
from nrw_desktop.domain.queries import partners
from nrw_desktop.domain.text import gate, kinds

ODD = st.text(
    st.one_of(
        st.sampled_from(
            "aÄä\u0308 \t\r\n\v\f\x85\u2028\u2029\u00a0\u202f\u2003\u3000\u200b\u200c\u200d\u200e\u202e\u2066"
            "\ufe0f\u20e31\u00ad\ufeff\x1c\x07\x9f🏴\U000e0067\U000e007f\u0645❤\u212b\u030a\u0653\u0627"
        ),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  so*  „z.B.“ ", "so*  „z.B.“"),
        ("z.\u00a0B. 5\u202f%", "z.\u00a0B. 5\u202f%"),
        ("eins\tzwei\u2003drei\u3000vier", "eins zwei drei vier"),
        (unicodedata.normalize("NFD", "Ärzte"), "Ärzte"),
        ("a\u200c\u0308", "ä"),
        ("Ju\u00adgend\u200bamt\ufeff", "Jugendamt"),
        ("\u202arechts\u202e \u2066links\u2069\u200f", "rechts links"),
        ("E-\x02Mail\x9f", "E-Mail"),
        ("Auf\u200clage MBR\ufe0f", "Auflage MBR"),
        ("👩‍👩‍👧 ❤️ 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 می‌خواهم", "👩‍👩‍👧 ❤️ 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 می‌خواهم"),
        ("\u200b\u00a0\n", ""),
    ],
)
def test_what_is_stored(typed: str, stored: str) -> None:
    assert gate.received(typed) == gate.received(typed, lines=True) == stored


def test_a_usual_text_is_stored_as_beside_an_unusual_letter() -> None:
    for letter in map(chr, (*range(1, 0x3100), 0xFEFF)):
        assert gate.received(f"a{letter}b", lines=True) == gate.received(f"a{letter}b\u200b", lines=True)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_lines_end_one_way_and_only_where_there_are_any(end: str) -> None:
    assert gate.received(f"eins {end}{end}  zwei{end}", lines=True) == "eins\n\n  zwei"
    assert gate.received(f"eins {end}{end}  zwei{end}") == "eins zwei"


@given(ODD, st.booleans())
def test_the_gate_is_passed_once(text: str, lines: bool) -> None:
    stored = gate.received(text, lines)
    assert gate.received(stored, lines) == stored
    assert unicodedata.is_normalized("NFC", stored)
    assert lines or len(stored.splitlines()) < 2
    assert gate.looks(stored) == gate.looks(text) == gate.looks(gate.looks(text))
    assert gate.address(gate.address(text)) == gate.address(text)


@pytest.mark.parametrize("blanks", [" ", "\t", "\N{NO-BREAK SPACE}", "\n", " \n", "\u200b ", "\r"])
def test_a_million_blanks_are_read_as_quickly_as_others(blanks: str) -> None:
    """A gate that looks anew at each of them would not be through within the time a test has."""
    many = blanks * 1_000_000
    assert gate.received(many) == gate.received(many, lines=True) == gate.address(many) == ""
    inner = f"a{many}b"
    assert gate.received(inner).split() == gate.received(inner, lines=True).split() == ["a", "b"]
    assert gate.address(inner) == inner


@pytest.mark.parametrize(
    "name",
    ["mbr  owl", "MBR\u00a0OWL", "\u200bMBR OWL", "MBR\u2003OWL ", "M\u00adBR OWL", "MBR\ufe0f OWL\u202c"],
)
def test_names_that_look_the_same(name: str) -> None:
    assert gate.looks(name) == gate.looks("MBR OWL")


def test_names_that_look_otherwise() -> None:
    assert gate.looks("Straße – „a“") == gate.looks('STRASSE - "a"')
    names = ("Müller", "Mueller", "Muller", "Migrant*innen", "Migrantinnen", "MBR OWL", "MBROWL")
    assert len({gate.looks(name) for name in names}) == len(names)


def test_the_path_of_a_document_is_kept_to_the_letter(bielefeld: Plan) -> None:
    path = unicodedata.normalize("NFD", "C:\\Büro\u00a0alt\\Protokoll  1.pdf")
    key = bielefeld.measures(bielefeld.phases[0].id)[0].id
    plan = bielefeld.apply(edits.detail_rows.DOCUMENTS.add(bielefeld, key, f"\u202a{path}\u202c "))
    (document,) = plan.documents(key)
    assert document.target == path
    with pytest.raises(PlanError, match="Datei oder Adresse"):
        edits.setter("document")(plan, document.id, "target", "a\0b")
    assert isinstance(document, Document)


NAMES = {record.__name__: table for table, record in TABLES.items()}
LISTED = {"measures": "measure", "aliases": "alias", "partners": "partner", "goals": "goal"}
"""What a text by itself in a list of a template is."""


def texts_of(part: Any, table: str = "") -> Iterator[tuple[str, str, str]]:
    """Every text of a template with its table and field."""
    for field in part.__struct_fields__:
        held = getattr(part, field)
        for one in held if isinstance(held, list) else [held]:
            if isinstance(one, msgspec.Struct):
                yield from texts_of(one, NAMES.get(type(one).__name__.removesuffix("Template"), ""))
            elif isinstance(one, str):
                yield (LISTED[field], "text", one) if isinstance(held, list) else (table, field, one)


@pytest.mark.parametrize("name", paths.template_names())
def test_templates_stay_to_the_letter(name: str) -> None:
    """A template goes past the gate, and would go through it unchanged."""
    content = template.read(paths.plan_template(name).read_bytes())
    for table, field, text in texts_of(content):
        if field != "joiner" and field_of(table, field).kind is not kinds.CHOICE:
            assert gate.received(text, lines=field_of(table, field).kind is kinds.TEXT) == text, (table, field)


def test_what_nobody_changed_is_not_rewritten(bielefeld: Plan) -> None:
    """Texts of an older plan stay as they are where a form or dialog hands them in again."""
    old, phase = "Ju\u00adgend\u2003A\u0308mter ", bielefeld.phases[1]
    measure, mention = bielefeld.measures(phase.id)[0], bielefeld.mentions(phase.id)[0]
    rows = [
        *updated(measure, text=old),
        *updated(mention, printed=old),
        *updated(phase, title=old, wording=f"{old}{{n}}"),
    ]
    plan = bielefeld.apply(Change(tuple(rows), "Test"))
    namings = {mention.id: edits.references.Naming(old, mention.joiner, bool(mention.stressed))}
    for change in (
        edits.measures.set_field(plan, measure.id, "text", old),
        edits.phases.set_field(plan, phase.id, "title", old),
        edits.mentions.set_field(plan, mention.id, "printed", old),
        edits.references.set_reference(plan, phase.id, phase.refers_to, None, f"{old}1", namings),
    ):
        assert change.rows == ()


# Names in the register


@pytest.fixture
def with_owl(bielefeld: Plan) -> Plan:
    plan = bielefeld.apply(edits.partners.add(bielefeld, "Mobile\u00a0Beratung  OWL"))
    return plan.apply(edits.partners.set_field(plan, plan.partners[-1].id, "abbreviation", "MB OWL"))


SAME = ["mobile beratung owl", "Mobile\u2003Beratung\u200b OWL", "Mobile Beratung\u00a0OWL", "mb\u00a0owl", "MB  OWL"]


@pytest.mark.parametrize("name", SAME)
def test_a_partner_is_known_by_whatever_looks_like_its_names(with_owl: Plan, name: str) -> None:
    owl, phase = with_owl.partners[-1], with_owl.phases[1].id
    for refused in (
        lambda: edits.partners.add(with_owl, name),
        lambda: edits.partners.set_field(with_owl, with_owl.partners[0].id, "name", name),
        lambda: edits.aliases.add(with_owl, with_owl.partners[0].id, name),
        lambda: edits.bulk_add.add_partners(with_owl, [{"name": name}]),
    ):
        with pytest.raises(PlanError, match="schon"):
            refused()
    named = edits.mentions.add(with_owl, phase, name), edits.bulk_add.name_partners(with_owl, phase, [{"name": name}])
    for change in named:
        plan = with_owl.apply(change)
        assert len(plan.partners) == len(with_owl.partners)
        assert plan.find(Mention, link_id(phase, owl.id))


def test_partners_new_in_one_list_are_told_apart_by_their_looks(bielefeld: Plan) -> None:
    rows = [{"name": "Neuer Verein"}, {"name": "NEUER\u00a0Verein"}, {"name": "Neuer Verein\u200b e. V."}]
    plan = bielefeld.apply(edits.bulk_add.add_partners(bielefeld, rows))
    assert [one.name for one in plan.partners[-2:]] == ["Neuer Verein", "Neuer Verein e. V."]


@pytest.mark.parametrize("one_by_one", [True, False])
def test_names_typed_one_by_one_or_pasted_end_the_same(bielefeld: Plan, one_by_one: bool) -> None:
    """In the register names count as they look; in a phase whoever is spelt alike is meant."""
    names, phase = ["Müller e. V.", "MÜLLER\u00a0e. V.", "Mueller e. V."], bielefeld.phases[3].id
    register, named = bielefeld, bielefeld
    if one_by_one:
        for name in names:
            with suppress(PlanError):
                register = register.apply(edits.partners.add(register, name))
            with suppress(PlanError):
                named = named.apply(edits.mentions.add(named, phase, name))
    else:
        rows = [{"name": name} for name in names]
        register = register.apply(edits.bulk_add.add_partners(register, rows))
        named = named.apply(edits.bulk_add.name_partners(named, phase, rows))
    assert [one.name for one in register.partners[19:]] == ["Müller e. V.", "Mueller e. V."]
    assert [one.name for one in named.partners[19:]] == ["Müller e. V."]


def test_the_nearest_name_is_meant(bielefeld: Plan) -> None:
    plan = bielefeld.apply(edits.partners.add(bielefeld, "Mueller"))
    plan = plan.apply(edits.partners.add(plan, "Müller"))
    assert [partners.known(plan, name).name for name in ("MUELLER", "müller")] == ["Mueller", "Müller"]  # type: ignore[union-attr]


def test_doubles_of_an_older_plan_count_once(bielefeld: Plan) -> None:
    second = bielefeld.phases[1]
    name = bielefeld.partners[0].name
    twin = Partner("twin", f" {name.upper()}\u00a0")
    rows = inserted(twin), inserted(Mention("m", second.id, "twin", "zz"))
    plan = bielefeld.apply(Change(rows, "Test"))
    for phase in plan.phases:
        before = [one.partner.id for one in partners.effective(bielefeld, phase)]
        assert [one.partner.id for one in partners.effective(plan, phase)] == before
    apart = plan.apply(edits.merge_partners.keep_apart(plan, "twin", bielefeld.partners[0].id))
    assert "twin" in [one.partner.id for one in partners.effective(apart, apart.phases[1])]
    assert partners.same(plan, twin)[0] == bielefeld.partners[0]


# The same words, typed and pasted

WORDS = [
    ("responsible", "mbr"),
    ("responsible", "MBR\u00a0"),
    ("responsible", "ak\u2003asyl"),
    ("responsible", "Frau Beispiel"),
    ("status", "Läuft"),
    ("status", "zurueckgestellt"),
    ("priority", "HOCH"),
    ("period", "08–10/2017"),
    ("start", "Juli 2018\u200b"),
    ("participants_expected", "1.200"),
    ("note", "eins\r\nzwei"),
    ("place", "Mitte,\nSennestadt"),
]


@pytest.mark.parametrize(("field", "words"), WORDS)
def test_the_same_words_typed_and_pasted_end_the_same(bielefeld: Plan, field: str, words: str) -> None:
    phase = bielefeld.phases[3].id
    pasted = bielefeld.apply(edits.bulk_add.add_measures(bielefeld, phase, [{"text": "neu", field: words}]))
    typed = bielefeld.apply(edits.measures.add(bielefeld, phase, "neu"))
    key = typed.measures(phase)[-1].id
    typed = typed.apply(edits.setter("measure")(typed, key, field, words))
    left_out = {"id": "", "order": ""}
    found = [msgspec.structs.replace(plan.measures(phase)[-1], **left_out) for plan in (typed, pasted)]
    assert found[0] == found[1]
    assert found[0] != Measure("", phase=phase, text="neu")


@pytest.mark.parametrize(
    ("table", "field", "words", "stored"),
    [
        ("partner", "kind", "verwaltung", "administration"),
        ("goal", "reached", "Teilweise", "partly"),
        ("goal", "step", "4 Outcome: Wissen und Haltung ändern sich", 4),
        ("mention", "stressed", "nein", 0),
        ("mention", "stressed", "ja", 1),
    ],
)
def test_a_choice_is_known_by_its_word(bielefeld: Plan, table: str, field: str, words: str, stored: object) -> None:
    key = next(iter(bielefeld.rows[table]))
    rows = edits.setter(table)(bielefeld, key, field, words).rows
    before = getattr(bielefeld.rows[table][key], field)
    assert [row.after[field] for row in rows] == [stored] or before == stored  # type: ignore[index]

"""What holds for every report, whatever it shows: the editions, the options and what cannot be printed."""

import io
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Cost, Measure, Phase, Project
from nrw_desktop.domain.queries import public_plan, standing
from nrw_desktop.domain.text.values import euros
from nrw_desktop.exchange.plan_json import plan_json
from nrw_desktop.exchange.standing_json import standing_json
from nrw_desktop.exchange.standing_text import standing_text
from nrw_desktop.reports import catalogue, request
from nrw_desktop.reports.request import Request
from nrw_desktop.reports.typeset import logo
from tests.reports.full_plan import (
    ACTUAL,
    CAP,
    CHAIR,
    CONTACT,
    DOCUMENT,
    DOER,
    GOAL_REMARK,
    GUEST,
    MARKER,
    MEMBER,
    NOTE,
    NOTICE,
    OF_MEETINGS,
    OWN,
    PLANNED,
    REASON,
    REMARK,
    RETAINED,
    SAID,
    TARGET,
    TYPED_NAME,
    full_plan,
    marked_plan,
)
from tests.reports.pdf_tools import DAY, bare, images, info, large_plan, made, plan_of, seed, text
from tests.reports.tag_tree import plain, read

NAMES = tuple(catalogue.REPORTS)
every_report = pytest.mark.parametrize("name", NAMES)


def printed(name: str, plan: Plan, **options: object) -> bytes:
    return catalogue.made(name, plan, Request(DAY, **options))  # type: ignore[arg-type]


def unpacked(pdf: bytes) -> bytes:
    """The file with all streams as they are, and the text of its pages and tags."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    said = read(pdf)
    words = [*said.texts(), *said.artifacts, *(node.alt for node in said.root.walk())]
    return out.getvalue() + " ".join(words).encode()


MONEY = {"costs": {euros(PLANNED), euros(ACTUAL)}, "sums": {euros(14 * PLANNED), euros(14 * ACTUAL)}}
FUNDING = {euros(CAP), euros(OWN)}
SECRETS = {
    *CONTACT.values(),
    *("17.04.2031", RETAINED, NOTE, REMARK, GOAL_REMARK, TYPED_NAME, NOTICE, DOCUMENT, TARGET, REASON),
    *MONEY["costs"],
    *MONEY["sums"],
    *FUNDING,
    *OF_MEETINGS,
    MARKER,
}


def leaked(pdf: bytes) -> set[str]:
    held = re.sub(r"\s+", "", unpacked(pdf).decode("latin-1"))
    encodings = ("utf-8", "latin-1", "utf-16-be")
    return {
        secret
        for secret in SECRETS
        if any(
            re.sub(r"\s+", "", secret.encode(encoding, "ignore").decode("latin-1")) in held for encoding in encodings
        )
    }


def year_of(name: str) -> dict[str, object]:
    return {"year": 2018} if "year" in catalogue.REPORTS[name].options else {}


@every_report
def test_the_public_edition_holds_no_contact_note_money_document_or_typed_name(name: str) -> None:
    plan = marked_plan()
    assert leaked(printed(name, plan)) == set()
    assert leaked(printed(name, plan, **year_of(name))) == set()


def test_json_of_the_public_plan_holds_none_of_it_either() -> None:
    plan = marked_plan()
    assert MARKER in plan_json(plan).decode()
    open_to_all = public_plan.public(plan)
    stand = standing.of_plan(open_to_all, DAY)
    told = standing_text(open_to_all, stand, ()).encode() + standing_json(open_to_all, stand, ())
    held = " ".join((plan_json(open_to_all) + told).decode().split())
    assert "Saal anfragen" in held
    assert [secret for secret in SECRETS if secret in held] == []


def test_the_internal_editions_hold_them_and_say_what_they_are() -> None:
    everywhere = {name: leaked(printed(name, full_plan(), edition="internal", **year_of(name))) for name in NAMES}
    assert everywhere == {
        "phase-overview": {NOTE, TYPED_NAME},
        "action-plan": {NOTE},
        "timeline": set(),
        "partner-directory": {*CONTACT.values(), REMARK, "17.04.2031"},
        "status": {NOTE, TYPED_NAME},
        "annual-report": {TYPED_NAME, NOTICE, DOCUMENT, TARGET, *MONEY["costs"], *MONEY["sums"], *FUNDING},
        "changes": SECRETS - MONEY["sums"] - {RETAINED, MARKER},
        "agenda": {CHAIR, GUEST},
        "minutes": OF_MEETINGS - {MEMBER},
        "attendance-list": {GUEST},
        "task-list": {DOER},
    }
    # What is promised of each report is what it does.
    promised = {
        "Notizen": {NOTE},
        "getippte Namen": {TYPED_NAME},
        "Kontakte": set(CONTACT.values()),
        "Bemerkungen": {REMARK},
        "Kosten": MONEY["costs"],
        "Fördermittel": FUNDING,
        "Zuwendungsbescheid": {NOTICE},
        "Unterlagen": {DOCUMENT},
        "was besprochen wurde": {SAID},
        "Sitzungsleitung": {CHAIR},
        "nicht zugestimmt": {GUEST},
        "zugeteilte Namen": {DOER},
        "Beiseitegelegtes": {REASON},
    }
    for name, report in catalogue.REPORTS.items():
        told = {word for word in promised if word in report.editions}
        assert told == {word for word, held in promised.items() if held <= everywhere[name]}
        assert (report.editions == "Beide Fassungen zeigen dasselbe.") == (not told)
    for name in NAMES:
        said = read(printed(name, seed(), edition="internal"))
        assert "Interne Fassung" in said.texts()[0]
        assert all("Interne Fassung" in artifacts for artifacts in said.artifacts)
        assert "Interne" not in " ".join(read(printed(name, seed())).texts())


def test_public_is_the_default() -> None:
    assert Request(DAY).edition == "public"


@every_report
@pytest.mark.parametrize("plan", [Plan.empty(), made([Project("p")])], ids=["no rows", "bare project"])
def test_an_empty_plan_says_so(name: str, plan: Plan) -> None:
    said = " ".join(read(printed(name, plan)).texts())
    assert re.search(r"(hat|gibt) (noch )?keine", said)
    assert "None" not in said


@every_report
def test_a_phase_without_anything_is_printed(name: str) -> None:
    assert read(printed(name, made([Project("p", title="Plan"), Phase("a")]))).texts()


@every_report
def test_phases_can_be_chosen_and_unknown_ones_are_refused(name: str) -> None:
    plan = seed()
    said = " ".join(read(printed(name, plan, phases=(plan.phases[1].id,))).texts())
    assert ("Phase 2" in said) == ("phases" in catalogue.REPORTS[name].options)
    assert plan.phases[3].title not in said
    with pytest.raises(PlanError):
        printed(name, plan, phases=("nowhere",))


@every_report
@pytest.mark.parametrize(
    ("paper", "orientation", "size"),
    [
        ("A4", "landscape", "841.89 x 595.276 pts (A4)"),
        ("A3", "portrait", "841.89 x 1190.55 pts (A3)"),
        ("A3", "landscape", "1190.55 x 841.89 pts (A3)"),
    ],
)
def test_paper_can_be_chosen(tmp_path, name: str, paper: str, orientation: str, size: str) -> None:
    assert info(printed(name, seed(), paper=paper, orientation=orientation), tmp_path)["Page size"] == size


def test_each_report_has_its_own_orientation(tmp_path) -> None:
    sizes = {name: info(printed(name, seed()), tmp_path)["Page size"].split(" pts")[0] for name in NAMES}
    assert {name for name, size in sizes.items() if size == "595.276 x 841.89"} == {
        "partner-directory",
        "status",
        "annual-report",
        "changes",
        "agenda",
        "minutes",
        "attendance-list",
        "task-list",
    }


@pytest.mark.parametrize("name", ["phase-overview", "action-plan"])
@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_all_columns_fit_upright_paper_with_the_period_below_the_phase(name: str, paper: str) -> None:
    said = read(printed(name, seed(), paper=paper, orientation="portrait"))
    head = [cell.whole for cell in said.root.all("THead")[0].kids[0].kids]
    assert (len(head), head[0]) == (4, "Phase und Zeitraum")
    for row, phase in zip(said.root.all("TBody")[0].kids, seed().phases, strict=True):
        said = plain(" ".join(node.text for node in row.kids[0].kids))
        assert said.endswith(f"{phase.title} {phase.period_text}")


def test_columns_can_be_chosen() -> None:
    said = read(printed("phase-overview", seed(), columns=("goals", "phase"), orientation="portrait"))
    assert [cell.whole for cell in said.root.all("THead")[0].kids[0].kids] == ["Phase", "Ziele"]
    assert "März bis Juli 2017" not in said.texts()
    with pytest.raises(PlanError, match="Eine Spalte „preis“ gibt es nicht"):
        printed("phase-overview", seed(), columns=("preis",))
    with pytest.raises(PlanError, match="keine Spalte gewählt"):
        printed("phase-overview", seed(), columns=())


def test_details_of_the_measures_can_be_chosen_and_stand_below_their_texts() -> None:
    plan = full_plan()
    measure = plan.measures(plan.phases[0].id)[0]
    said = read(printed("phase-overview", plan, columns=("phase", "target_group", "participants_expected")))
    assert [cell.whole for cell in said.root.all("THead")[0].kids[0].kids] == ["Phase", "Maßnahmen"]
    body = said.root.all("LBody")[0]
    assert [plain(part.text) for part in body.kids] == [
        plain(measure.text),
        "läuft · 02–09/2018",
        f"Zielgruppe: {measure.target_group}",
        "Teilnehmende erwartet: 1.200",
    ]
    assert "Zielgruppe" not in " ".join(read(printed("phase-overview", plan)).texts())


def test_the_columns_in_the_catalogue_are_those_of_the_report() -> None:
    from nrw_desktop.reports.phase_overview import COLUMNS

    assert tuple(key for key, _ in catalogue.REPORTS["phase-overview"].columns) == (*COLUMNS, *request.DETAILS)
    assert dict(catalogue.REPORTS["phase-overview"].columns).items() >= COLUMNS.items()
    assert all(("columns" in report.options) == bool(report.columns) for report in catalogue.REPORTS.values())


@pytest.mark.parametrize("name", ["phase-overview", "action-plan", "timeline"])
def test_a_year_leaves_out_what_lies_outside(name: str) -> None:
    said = " ".join(read(printed(name, seed(), year=2018)).texts())
    assert "Maßnahmenentwicklung" in said
    assert "Nachhaltigkeit" in said
    assert "Bestandsanalyse" not in said.replace("auf der Grundlage der Bestandsanalyse", "")
    assert "Jahr 2018" in said
    assert "gibt es keine Phase" in " ".join(read(printed(name, seed(), year=2009)).texts())


@pytest.mark.parametrize("edition", ["public", "internal"])
@pytest.mark.parametrize("name", ["phase-overview", "action-plan", "timeline"])
def test_a_year_is_the_same_for_every_report_and_what_it_leaves_out_is_counted(name: str, edition: str) -> None:
    rows = [
        Project("p"),
        Phase("a", title="Erste", start="2017-01", end="2018-12"),
        Measure("1", phase="a", order="1", text="Davor", start="2017-02", end="2017-03", status="done"),
        Measure("2", phase="a", order="2", text="Darin", start="2017-12", end="2018-01", status="done"),
        Measure("3", phase="a", order="3", text="Wie die Phase"),
        Measure("4", phase="a", order="4", text="Nachgezahlt", start="2017-02", end="2017-03"),
        Cost("c", measure="4", year=2018, actual=5),
        Phase("b", title="Zweite", start="2018-06", end="2018-12", order="b"),
        Measure("5", phase="b", order="5", text="Später", start="2019-01"),
        Phase("c", title="Dritte", start="2019-01", order="c"),
        Measure("6", phase="c", order="6", text="Vorgezogen", start="2018-01", end="2018-02"),
        Phase("d", title="Vierte", start="2019-01", order="d"),
    ]
    said = " ".join(read(printed(name, made(rows), year=2018, edition=edition)).texts())
    assert [text for text in ("Davor", "Später", "Vierte") if text in said] == []
    assert all(text in said for text in ("Darin", "Wie die Phase", "Nachgezahlt", "Vorgezogen", "Zweite", "Dritte"))
    if name != "action-plan":
        assert "1 von 3" in said
        assert said.count("1 weitere Maßnahme gehört nicht in das Jahr 2018") == 2
    if name != "timeline":
        assert "Keine Maßnahme im Jahr 2018" in said


def test_an_unknown_report_is_refused() -> None:
    with pytest.raises(PlanError, match="Einen Bericht „nowhere“ gibt es nicht"):
        printed("nowhere", seed())


def picture(kind: str = "PNG", mode: str = "RGBA", size: tuple[int, int] = (300, 100)) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()


@every_report
@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "I;16"), ("JPEG", "RGB"), ("JPEG", "CMYK"), ("JPEG", "L")]
)
def test_a_logo_stands_once_with_words_and_in_rgb(tmp_path, name: str, kind: str, mode: str) -> None:
    pdf = printed(name, seed(), logo=picture(kind, mode))
    figures = read(pdf).root.all("Figure")
    assert [figure.alt for figure in figures] == ["Logo: Stadt Bielefeld"]
    assert [line.split()[5] for line in images(pdf, tmp_path)] == ["rgb"]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        left, lower, right, upper = map(float, document.Root.StructTreeRoot.K.K[0].A.BBox)
        assert (right - left) / (upper - lower) == pytest.approx(3, abs=0.01)
        assert right <= float(document.pages[0].MediaBox[2]) - 50


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "kein Bild im Format PNG oder JPEG"),
        (b"<svg/>", "kein Bild im Format PNG oder JPEG"),
        (picture("GIF", "P"), "kein Bild im Format PNG oder JPEG"),
        (picture("PNG", "RGB", (900, 900))[:200], "beschädigt"),
        (picture("PNG", "1", (9000, 9000)), "9000 × 9000 Bildpunkte"),
        (picture() + bytes(logo.MOST_BYTES), "größer als 20 MB"),
    ],
    ids=["empty", "svg", "gif", "cut off", "huge", "heavy"],
)
def test_a_bad_logo_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(PlanError, match=sentence):
        printed("status", seed(), logo=data)


@every_report
def test_a_signature_stands_at_the_end(name: str) -> None:
    said = read(printed(name, seed(), signature="Leitung <b>KI</b>"))
    assert said.texts()[-2:] == ["Ort, Datum", "Leitung <b>KI</b>"]


@every_report
def test_progress_rises_to_the_end_and_may_cancel(name: str) -> None:
    calls: list[tuple[int, int]] = []
    # What is about a meeting has nothing to do in a plan without one.
    plan = large_plan(4, 60) if "phases" in catalogue.REPORTS[name].options else full_plan()
    printed(name, plan, progress=lambda done, total: calls.append((done, total)))
    assert calls == sorted(calls)
    assert calls[-1][0] == calls[-1][1]

    class CancelledError(Exception):
        pass

    def cancel(*_: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        printed(name, plan, progress=cancel)


@every_report
def test_a_text_is_no_picture_and_leads_only_to_the_address_that_is_printed(tmp_path, name: str) -> None:
    words = ("<img src='/etc/hostname'/>", '<a href="https://example.org">hier</a>', "https://example.org/x")
    pdf = printed(name, plan_of(*words, municipality=words[0]), edition="internal", signature=words[1])
    assert images(pdf, tmp_path) == []
    found = read(pdf).links()
    assert {text for text, *_ in found} <= {"https://example.org", "https://example.org/x"}
    assert all((target, said) == (text, f"Webseite {text}") for text, target, said in found)


@every_report
def test_what_is_printed_is_what_is_tagged(tmp_path, name: str) -> None:
    """Poppler's text, without white space and soft hyphens, is made of the tags' texts and the artifacts, no more."""
    pdf = printed(name, seed(), edition="internal", signature="Leitung")
    said = read(pdf)
    shown = bare(text(pdf, tmp_path, "-raw"))
    assert [words for words in said.texts() if bare(words) not in shown] == []
    count = len(bare("".join((*said.texts(), *said.artifacts))))
    assert len(shown) == count


def test_nothing_heavy_is_loaded_for_the_list_of_reports() -> None:
    code = "import sys, nrw_desktop.reports.catalogue; print([n for n in ('reportlab', 'PIL') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_the_stripped_plan_keeps_everything_else() -> None:
    plan = full_plan()
    stripped = public_plan.public(plan)
    for table in ("alias", "contact", "cost", "funding_year", "document", "set_aside"):
        assert stripped.rows[table] == {}
    for table in ("phase", "mention", "deadline", "year_text", "decision", "measure_goal", "measure_partner"):
        assert stripped.rows[table] == plan.rows[table]
        assert plan.rows[table]
    partner = plan.partners[0]
    held = Measure("m", phase=plan.phases[0].id, responsible_partner=partner.id, responsible="Frau Müller")
    assert public_plan.public(made([*plan.phases, partner, held])).responsible(held) == partner.name


@pytest.mark.parametrize("name", [name for name in NAMES if "measures" in catalogue.REPORTS[name].options])
def test_only_the_measures_asked_for_are_listed(name: str, tmp_path: Path) -> None:
    plan = seed()
    first, other = (plan.measures(phase.id) for phase in plan.phases[:2])
    wanted = (other[1].id, first[0].id)
    shown = bare(text(printed(name, plan, measures=wanted), tmp_path, "-raw"))
    assert bare("2 ausgewählte Maßnahmen") in shown
    for measure in (*first, *other):
        assert (bare(measure.short or measure.text or "") in shown) == (measure.id in wanted)
    if name != "status":
        assert [bare(phase.title) in shown for phase in plan.phases[:3]] == [True, True, False]


@every_report
def test_a_measure_that_is_not_there_is_refused_where_measures_are_listed(name: str) -> None:
    if "measures" in catalogue.REPORTS[name].options:
        with pytest.raises(PlanError):
            printed(name, seed(), measures=("gibt es nicht",))
    else:
        assert printed(name, seed(), measures=("gibt es nicht",)).startswith(b"%PDF-")

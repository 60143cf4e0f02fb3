"""The plan that the tests of storage begin with."""

from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.meeting_records import (
    AgendaItem,
    AgendaMeasure,
    AgendaPhase,
    Attendance,
    Body,
    BodyMember,
    Meeting,
    Task,
)
from nrw_desktop.domain.model.records import (
    Decision,
    Goal,
    Measure,
    Mention,
    Partner,
    Phase,
    Project,
    Record,
    SetAside,
    YearText,
    link_id,
)

ORIGIN = "11111111-1111-4111-8111-111111111111"

RECORDS: tuple[Record, ...] = (
    # A row may come before the row it refers to.
    Measure("m1", phase="f1", order="a", text="Auftaktveranstaltung mit „Ä* ß“", status="planned"),
    Project("p", title="NRWeltoffen", introduction="Einleitung\nmit Zeilen"),
    Phase("f1", order="a", title="Analyse", start="2017-03", end="2017-07"),
    Phase("f2", order="b", title="Konzept", refers_to="f1", wording="Siehe Phase {n}"),
    Partner("k1", name="MBR", joined_phase="f1"),
    Mention(link_id("f1", "k1"), phase="f1", partner="k1", order="a"),
    Goal("g1", phase="f1", order="a", text="Bestand erheben"),
    Goal("g2", phase="f1", parent="g1", order="a", text="Interviews führen"),
    YearText("t1", 2018, course="Das Jahr begann.\n\nEs endete."),
    Body("b1", "Steuerungskreis", 2),
    BodyMember("b2", "b1", "k1"),
    Meeting("s1", "b1", "Steuerungskreis", "2018-06-04", state="held", chair="Frau Öz"),
    Attendance("a1", "s1", "k1", state="came", named=1),
    AgendaItem("t1", "s1", None, "a", "Fachtagung", "Es wurde beraten.\nLange."),
    AgendaItem("t2", "s1", "t1", "a", "Ort", minutes=10),
    # Measure and phase are gone; the others come and go in these tests.
    AgendaMeasure("t1+m0", "t1", None, "Eine frühere Maßnahme"),
    AgendaPhase("t1+f0", "t1", None, "Eine frühere Phase"),
    Decision("d1", None, "Steuerungskreis", "2018-06-04", "Sie findet statt.", "t1", 2, 0, 0),
    Task("w1", "Saal mieten", "k1", None, "2018-07-01", None, "t2"),
    SetAside("without_indicator", "without_indicator", reason="Wird nicht gemessen"),
)


def origin_change() -> Change:
    """The first change of the plan of the tests."""
    return Change(tuple(inserted(record) for record in RECORDS), "Plan angelegt", "origin")

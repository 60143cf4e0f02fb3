"""The seed plan with every field filled in, as it may stand at the end of 2018; each secret has words of its own."""

from collections.abc import Iterator
from typing import Any

import msgspec

from nrw_desktop.domain.model.meeting_records import (
    AgendaItem,
    AgendaMeasure,
    AgendaPhase,
    Attendance,
    Body,
    BodyMember,
    MeasureDecision,
    Meeting,
    Task,
)
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    FIELD_TABLE,
    TABLE_OF,
    Alias,
    Contact,
    Cost,
    Deadline,
    Decision,
    Document,
    FundingYear,
    Goal,
    Measure,
    MeasureGoal,
    MeasurePartner,
    Partner,
    Project,
    Record,
    SetAside,
    YearText,
    link_id,
    set_aside_id,
)
from tests.reports.pdf_tools import made, seed

CONTACT = {
    "person": "Zwetajewa Geheimnisträgerin",
    "phone": "0521 987654321",
    "mail": "geheim@xyzzy.example",
    "address": "Verborgenstraße 77",
    "purpose": "Vertraulichzweck",
}
RETAINED = "2031-04-17"
NOTE, REMARK, GOAL_REMARK = "Notizgeheimnis der Leitung", "Bemerkungsgeheimnis", "Zielbemerkungsgeheimnis"
TYPED_NAME, NOTICE = "Frau Namentlich-Getippt", "Bescheidgeheimnis 4711/8"
REASON = "Beiseitegeheimnis"
DOCUMENT, TARGET = "Dokumentgeheimnis", "/geheimlaufwerk/ablage.pdf"
PLANNED, ACTUAL, CAP, OWN = 813_579, 924_680, 6_135_790, 2_468_013
"""Cents. Every measure costs the same, so that an amount and its sums can be looked for."""

TEXTS = {
    "introduction": "Dieser Bericht sagt, was 2018 erreicht wurde.\n\nAllen Partnern gilt der Dank der Stadt.",
    "course": "Das Jahr begann mit der Auswertung der Dialogforen.\nEs endete mit einer Fachtagung.",
    "difficulties": "Eine Stelle war von Februar bis Juni nicht besetzt.",
    "outlook": "2019 werden die Empfehlungen der Fachtagung umgesetzt.",
}

STATUSES = ("done", "running", "planned", "postponed", "dropped")
FIELDS = ("Politische Bildung", "Sport", "Kultur", None)


SAID, CHAIR, WRITER = "Gesprächsgeheimnis", "Leiterin Sitzungsgeheim", "Schreiber Protokollgeheim"
GUEST, MEMBER, DOER, REOPENED = "Gast Anwesenheitsgeheim", "Mitgliedsgeheim", "Aufgabengeheim", "Öffnungsgeheimnis"
OF_MEETINGS = {SAID, CHAIR, WRITER, GUEST, MEMBER, DOER, REOPENED}


MARKER = "Markerwort in jedem internen Feld"


def full_plan() -> Plan:
    """The plan as it is told above."""
    return made(list(_records(seed())))


def marked_plan() -> Plan:
    """The same, with a marker in each internal field of text, whatever record it is of, beside what it holds."""
    return made([_marked(record) for records in full_plan().rows.values() for record in records.values()])


def _marked(record: Record) -> Record:
    specs = FIELD_TABLE[TABLE_OF[type(record)]]
    fields = {name for name, spec in specs.items() if not spec.public and spec.kind.is_text}
    if isinstance(record, Attendance) and not record.named and not record.partner:
        # Public for those who agreed.
        fields.add("name")
    return msgspec.structs.replace(record, **{name: f"{getattr(record, name) or ''} {MARKER}" for name in fields})


def _records(plan: Plan) -> Iterator[Record]:
    partners, goals = list(plan.partners), list(plan.rows["goal"].values())
    numbers = {"measure": 0, "goal": 0, "partner": 0}
    for table, rows in plan.rows.items():
        for record in rows.values():
            number = numbers[table] = numbers.get(table, 0) + 1
            match record:
                case Project():
                    yield msgspec.structs.replace(record, funding_notice=NOTICE, end="2019-12")
                case Partner():
                    yield msgspec.structs.replace(record, kind="network", remark=REMARK)
                    yield Contact(f"c{record.id}", partner=record.id, retain_until=RETAINED, **CONTACT)
                    yield Alias(f"a{record.id}", partner=record.id, text=f"Schreibweise {number}")
                case Measure():
                    yield msgspec.structs.replace(record, **_measure(number))
                    yield from _about(record, number)
                    for partner in partners[number : number + 2]:
                        yield MeasurePartner(link_id(record.id, partner.id), measure=record.id, partner=partner.id)
                    goal = next(goal for goal in goals if goal.phase == record.phase)  # type: ignore[attr-defined]
                    yield MeasureGoal(link_id(record.id, goal.id), measure=record.id, goal=goal.id)
                case Goal():
                    yield msgspec.structs.replace(record, **_goal(number))
                case _:
                    yield record
    yield FundingYear("f", year=2018, cap=CAP, own_share=OWN)
    yield Deadline("x", what="Verwendungsnachweis an die Bezirksregierung", date="2019-03-31")
    yield Deadline("y", what="Zwischenbericht")
    yield YearText("t", 2018, **TEXTS)
    yield from meeting_records(plan)
    yield SetAside("overdue", "overdue", reason=REASON)
    yield SetAside(
        set_aside_id("without_indicator", goals[0].id), "without_indicator", "goal", goals[0].id, None, REASON
    )


def meeting_records(plan: Plan) -> Iterator[Record]:
    """A meeting with all that one can hold, about the first measure, and the tasks it gave."""
    phase = plan.phases[0]
    measure, partner = plan.measures(phase.id)[0], plan.partners[0]
    yield Body("body", "Steuerungskreis", 1)
    yield BodyMember("member", "body", partner.id)
    yield BodyMember("member2", "body", None, MEMBER)
    head = {"time": "14:30 Uhr", "place": "Rathaus", "chair": CHAIR, "minutes_by": WRITER, "reopened": REOPENED}
    yield Meeting("meeting", "body", "Steuerungskreis", "2018-06-04", state="held", **head)
    yield Attendance("here", "meeting", partner.id, state="came", named=1)
    yield Attendance("here2", "meeting", None, GUEST, "came")
    yield Attendance("away", "meeting", None, GUEST, "excused")
    yield AgendaItem("item", "meeting", None, "a", "Fachtagung", SAID, 40)
    yield AgendaItem("item2", "meeting", "item", "a", "Ort und Termin")
    yield AgendaMeasure("item+m", "item", measure.id)
    yield AgendaMeasure("item+gone", "item", None, "Eine gelöschte Maßnahme")
    yield AgendaPhase("item+p", "item", phase.id)
    yield Decision("vote", None, "Steuerungskreis", "2018-06-04", "Sie findet statt.", "item", 2, 0, 1, "2018/47")
    yield MeasureDecision("m+vote", "vote", measure.id)
    yield Task("task", "Saal anfragen", None, DOER, "2018-06-20", None, "item2", measure.id)
    yield Task("task2", "Presse einladen", partner.id, None, None, None, "item", None, phase.id)
    yield Task("task3", "Konzept schreiben", None, DOER, "2018-06-01", "2018-06-02", "item")


def _measure(number: int) -> dict[str, Any]:
    return {
        "status": STATUSES[number % len(STATUSES)],
        "start": "2018-02",
        "end": "2018-09",
        "note": NOTE,
        "responsible": TYPED_NAME,
        "target_group": "Fachkräfte der Jugendarbeit und Ehrenamtliche",
        "place": "Bürgerzentrum im Stadtteil Baumheide",
        "field_of_action": FIELDS[number % len(FIELDS)],
        "participants_expected": 1200,
        "participants_actual": 1134 if number % 2 else None,
        "priority": "high",
        "result": "Die Dialogforen fanden an vier Abenden statt; die Protokolle liegen dem Steuerungskreis vor.",
        "deviation": "Ein Termin wurde um drei Wochen verschoben, weil der Saal gesperrt war.",
    }


def _about(measure: Measure, number: int) -> Iterator[Record]:
    yield Cost(f"k{number}", measure=measure.id, year=2018, planned=PLANNED, actual=ACTUAL)
    yield Decision(f"d{number}", measure=measure.id, body="Rat", date="2019-12-05", text="einstimmig beschlossen")
    yield Document(f"o{number}", measure=measure.id, title=DOCUMENT if number % 2 else None, target=TARGET)


def _goal(number: int) -> dict[str, Any]:
    return {
        "indicator": "Anteil der Einrichtungen, die an einem Dialogforum teilgenommen haben",
        "unit": "%",
        "baseline": ("12,5", "0", "1.250")[number % 3],
        "target": ("40", "gut die Hälfte aller Einrichtungen", "1.500,75")[number % 3],
        "actual": ("38,25", "7", None)[number % 3],
        "step": number % 7 + 1,
        "reached": ("yes", "partly", "no", None)[number % 4],
        "remark": GOAL_REMARK,
    }

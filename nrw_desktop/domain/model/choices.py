"""What can be chosen from: the codes that are stored, and their German words in the order in which they are offered."""

from typing import Literal

from nrw_desktop.domain.text.points import PHASE_END, PROJECT_END

Status = Literal["planned", "running", "done", "postponed", "dropped"]
STATUS_WORDS: dict[str, str] = {
    "planned": "geplant",
    "running": "läuft",
    "done": "abgeschlossen",
    "postponed": "zurückgestellt",
    "dropped": "entfallen",
}

Priority = Literal["high", "medium", "low"]
PRIORITY_WORDS: dict[str, str] = {"high": "hoch", "medium": "mittel", "low": "niedrig"}

Reached = Literal["yes", "partly", "no"]
REACHED_WORDS: dict[str, str] = {"yes": "erreicht", "partly": "teilweise", "no": "nicht erreicht"}

ListStyle = Literal["bulleted", "numbered"]
LIST_STYLE_WORDS: dict[str, str] = {"bulleted": "Punkte", "numbered": "Nummern"}

RULE_WORDS: dict[str, str] = {PROJECT_END: "Projektende", PHASE_END: "Ende einer Phase"}

PartnerKind = Literal["network", "committee", "administration", "association", "counselling", "university", "role"]
PARTNER_KIND_WORDS: dict[str, str] = {
    "network": "Netzwerk",
    "committee": "Gremium",
    "administration": "Verwaltung",
    "association": "Verein, Verband",
    "counselling": "Beratungsstelle",
    "university": "Hochschule",
    "role": "Beauftragte, Funktion",
}

MeetingState = Literal["draft", "invited", "held", "closed"]
MEETING_WORDS: dict[str, str] = {
    "draft": "Entwurf",
    "invited": "eingeladen",
    "held": "hat stattgefunden",
    "closed": "Protokoll abgeschlossen",
}

AttendanceState = Literal["invited", "came", "excused", "absent"]
ATTENDANCE_WORDS: dict[str, str] = {
    "invited": "eingeladen",
    "came": "anwesend",
    "excused": "entschuldigt",
    "absent": "nicht erschienen",
}

STEP_WORDS: dict[int, str] = {
    1: "1 Output: Angebote finden statt",
    2: "2 Output: Zielgruppe wird erreicht",
    3: "3 Output: Zielgruppe nimmt Angebote an",
    4: "4 Outcome: Wissen und Haltung ändern sich",
    5: "5 Outcome: Handeln ändert sich",
    6: "6 Outcome: Lebenslage ändert sich",
    7: "7 Impact: Gesellschaft ändert sich",
}
"""The seven steps of the logic of effects: what is offered, what changes for people, what changes for all."""

CHECK_WORDS: dict[str, str] = {
    "overdue": "Überfällige Maßnahmen",
    "task_overdue": "Überfällige Aufgaben",
    "deadline": "Fristen",
    "too_expensive": "Höchstbetrag überschritten",
    "kept_too_long": "Kontakte über die Aufbewahrungsfrist",
    "undecided": "Beim Zusammenführen offen geblieben",
    "after_the_end": "Phasen nach dem Projektende",
    "odd_period": "Zeiträume, die nicht stimmen können",
    "odd_months": "Monate, die nicht stimmen können",
    "not_within_phase": "Maßnahmen außerhalb ihrer Phase",
    "refers_forward": "Verweise auf spätere Phasen",
    "without_period": "Phasen ohne Zeitraum",
    "without_measures": "Phasen ohne Maßnahmen",
    "without_goals": "Phasen ohne Ziele",
    "without_goal": "Maßnahmen ohne Ziel",
    "without_indicator": "Ziele ohne Indikator",
    "spelt_alike": "Partner, die vielleicht dasselbe sind",
    "named_nowhere": "Partner ohne Phase",
    "meeting_without_date": "Sitzungen ohne Datum",
    "odd_vote": "Abstimmungen, die nicht aufgehen",
    "odd_task": "Aufgaben, die vor ihrer Sitzung fällig sind",
}
"""The rules that a plan is checked by, the most pressing first, and what is listed under each."""

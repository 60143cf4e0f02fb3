"""A plan with names in the scripts of people in Bielefeld, in titles, rows, partners, notes, decisions."""

from collections.abc import Iterator

from nrw_desktop.domain.model import order
from nrw_desktop.domain.model.meeting_records import AgendaItem, Attendance, Meeting, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    Alias,
    Contact,
    Cost,
    Decision,
    Goal,
    Measure,
    Mention,
    Partner,
    Phase,
    Project,
    Record,
)
from tests.reports.pdf_tools import made

NAMES = {
    "Arabic": "جمعية اللاجئين السوريين",
    "Kurdish": "کۆمەڵەی ئافرەتانی کورد",
    "Hebrew": "קהילה יהודית בילפלד",
    "Ukrainian": "Об’єднання українців «Їжак» у Білефельді",
    "Chinese": "比勒费尔德华人协会，欢迎参加“跨文化”论坛。",
    "Japanese": "ビーレフェルト日本語補習校（土曜日）",
    "Korean": "빌레펠트 한인회 여성 모임",
    "Vietnamese": "Hội người Việt – Nguyễn Thị Ánh Tuyết",
    "marks": "Łódź, S\u0323a\u0304lih\u0323, x\u030cq\u0303w, A\u030b\u0323",
    "Devanagari": "नेपाली समाज क्षेत्रीय समिति",
    "Bengali": "বাংলাদেশ সমিতি",
    "Tamil": "தமிழ் மன்றம்",
    "Punjabi": "ਗੁਰਦੁਆਰਾ ਸਿੰਘ ਸਭਾ",
    "Thai": "สมาคมคนไทยในเยอรมนี",
    "Tigrinya": "ማሕበር ኤርትራውያን",
    "Georgian": "ქართული სათვისტომო",
    "Armenian": "Հայ համայնք",
    "Syriac": "ܥܕܬܐ ܣܘܪܝܝܬܐ",
    "Greek": "Ελληνική κοινότητα – Ἑλλάς",
    "symbols": "✓ ✗ → ☎ ☐ ☑ ★ ♀ ♂ ≥ ½",
    "emoji": "😀 👍🏽 👩‍👩‍👧‍👦 🇺🇦 🏳️‍🌈 ❤️ 1️⃣",
}
LEFTWARDS = ("Arabic", "Kurdish", "Hebrew", "Syriac")
TWICE = "Fest: {} und Freunde"
"""A name within a German text."""


def many_scripts() -> Plan:
    """Each name stands in a measure, a goal and a partner of two phases, and again and again in a text of pages."""
    return made(list(_records()))


def long_text(name: str) -> str:
    """So much of a name that it goes over lines, columns and pages."""
    return " ".join(f"{number} {name}" for number in range(120))


def _records() -> Iterator[Record]:
    names = list(NAMES.values())
    yield Project(
        "p", heading=NAMES["Hebrew"], title=f"Vielfalt {NAMES['Arabic']} 中文 ✓", municipality=NAMES["Ukrainian"]
    )
    places = order.block("", None, len(names))
    for phase, title in (("a", NAMES["Arabic"]), ("b", NAMES["Chinese"])):
        yield Phase(phase, order=phase, title=title, start="2018-01", end="2018-12")
        for number, (name, place) in enumerate(zip(names, places, strict=True)):
            key = f"{phase}{number}"
            text = long_text(name) if phase == "b" else TWICE.format(name)
            yield Measure(key, phase=phase, order=place, text=text, short=name, note=name, result=name, status="done")
            yield Goal(f"g{key}", phase=phase, order=place, text=name, indicator=name)
            yield Decision(f"d{key}", measure=key, body=name, date="2018-05-04", text=name)
            yield Cost(f"c{key}", measure=key, year=2018, planned=100, actual=200)
    yield Meeting("meeting", None, NAMES["Arabic"], "2018-05-04", state="held")
    for number, (name, place) in enumerate(zip(names, places, strict=True)):
        yield AgendaItem(f"i{number}", "meeting", None, place, name)
        yield Attendance(f"t{number}", "meeting", f"q{number}", state="came", named=1)
        yield Task(f"x{number}", name, f"q{number}", agenda_item=f"i{number}")
    for number, (name, place) in enumerate(zip(names, places, strict=True)):
        yield Partner(f"q{number}", name=name, abbreviation=name[:3], remark=name)
        yield Alias(f"s{number}", partner=f"q{number}", text=f"Auch {name}")
        yield Contact(f"k{number}", partner=f"q{number}", person=name)
        yield Mention(f"m{number}", phase="a", partner=f"q{number}", order=place)

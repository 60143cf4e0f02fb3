"""Calendars of other programs: their days by the clock of this place, their series, and what is left out."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nrw_desktop.domain.drafts.draft import Draft
from nrw_desktop.exchange.lists import calendars
from nrw_desktop.exchange.reading.drafts import draft_as_suggested
from nrw_desktop.exchange.sources.limits import SourceError
from nrw_desktop.exchange.sources.source import Source

on_a_clock = pytest.mark.skipif(sys.platform == "win32", reason="Windows has one clock for all its processes")


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as there:
        there.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


def read(folder: Path, *events: str) -> Source:
    """A calendar of these appointments, each its title and then its lines."""
    body = "".join(f"BEGIN:VEVENT\nSUMMARY:{one}\nEND:VEVENT\n" for one in events)
    path = folder / "a.ics"
    path.write_bytes(f"BEGIN:VCALENDAR\nVERSION:2.0\n{body}END:VCALENDAR\n".replace("\n", "\r\n").encode())
    return calendars.read(path)


def met(source: Source) -> list[tuple[str | None, str | None, str]]:
    """Its meetings where every day of a series becomes one."""
    return sorted((str(one.date), one.time, str(one.title)) for one in all_of(source, "meetings").plan.meetings)


def all_of(source: Source, kind: str) -> Draft:
    """The draft with every day of a series."""
    answers = {"Kalender, Art": kind}
    recurring = source.appointments.recurring if source.appointments else {}
    return draft_as_suggested(
        source, answers | {f"Kalender, Zeile {number}, Wiederholung": "each" for number in recurring}
    )


def days(source: Source) -> list[str]:
    return [day for day, _time, _title in met(source) if day]


@on_a_clock
def test_world_time_is_shown_by_the_clock_of_this_place(tmp_path: Path, in_berlin: None) -> None:
    source = read(
        tmp_path,
        "Früh\nDTSTART:20260105T080000Z\nDTEND:20260105T090000Z",
        "Nachts\nDTSTART:20260106T233000Z",
        "Ganz\nDTSTART:20260630T220000Z\nDTEND:20260701T220000Z",
        "New York\nDTSTART;TZID=America/New_York:20260301T200000",
        # Each Monday in world time is a Tuesday here; that of the 12th is off, that of the 19th has moved.
        "Reihe\nUID:1\nDTSTART:20260105T233000Z\nRRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20260126T233000Z\n"
        "RDATE:20260201T233000Z\nEXDATE:20260112T233000Z",
        "Verlegt\nUID:1\nRECURRENCE-ID:20260119T233000Z\nDTSTART:20260121T100000Z",
    )
    assert met(source) == [
        ("2026-01-05", "09:00–10:00 Uhr", "Früh"),
        ("2026-01-06", "00:30 Uhr", "Reihe"),
        ("2026-01-07", "00:30 Uhr", "Nachts"),
        ("2026-01-21", "11:00 Uhr", "Verlegt"),
        ("2026-01-27", "00:30 Uhr", "Reihe"),
        ("2026-02-02", "00:30 Uhr", "Reihe"),
        ("2026-03-01", "20:00 Uhr", "New York"),
        ("2026-07-01", None, "Ganz"),
    ]


@pytest.mark.parametrize(
    ("lines", "found"),
    {
        "its first day is off": ("RRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20260105", ["06", "07"]),
        "two lines of days that are off": (
            "RRULE:FREQ=DAILY;COUNT=4\nEXDATE:20260105T080000\nEXDATE:20260107T080000,20260108T080000",
            ["06"],
        ),
        "more days without a rule": ("RDATE;VALUE=DATE:20260109,20260107", ["05", "07", "09"]),
        "more days as periods": ("RDATE;VALUE=PERIOD:20260109T080000/PT1H", ["05", "09"]),
        "more days than those of its rule": ("RRULE:FREQ=DAILY;COUNT=2\nRDATE:20260106T080000,20260109T080000",
                                             ["05", "06", "09"]),
        "until a day": ("RRULE:FREQ=DAILY;UNTIL=20260107", ["05", "06", "07"]),
        "twice a day": ("RRULE:FREQ=DAILY;COUNT=4;BYHOUR=8,10", ["05", "06"]),
    }.values(),
)  # fmt: skip
def test_a_series_stands_on_its_days(lines: str, found: list[str], tmp_path: Path) -> None:
    source = read(tmp_path, f"Reihe\nDTSTART:20260105T080000\n{lines}")
    assert days(source) == [f"2026-01-{day}" for day in found]
    assert not source.remarks


def test_what_is_cancelled_or_moved_is_no_appointment_of_its_series(tmp_path: Path) -> None:
    series = "DTSTART:20260105T080000\nRRULE:FREQ=DAILY;COUNT=3"
    source = read(
        tmp_path,
        f"Verlegt\nUID:1\n{series}",
        "Verlegt\nUID:1\nRECURRENCE-ID:20260105T080000\nDTSTART:20260106T140000",
        # It has another hour, and the day that it had.
        "Verlegt\nUID:1\nRECURRENCE-ID:20260107T080000\nDTSTART:20260107T150000",
        f"Abgesagt\nUID:2\n{series}",
        "Abgesagt\nUID:2\nRECURRENCE-ID:20260106T080000\nDTSTART:20260106T080000\nSTATUS:CANCELLED",
        "Fällt aus\nUID:3\nDTSTART:20260108T080000\nSTATUS:cancelled",
        "Nie\nUID:4\nDTSTART:20260108T080000\nRRULE:FREQ=DAILY;COUNT=1\nEXDATE:20260108T080000",
        "Alle verlegt\nUID:5\nDTSTART:20260108T080000\nRRULE:FREQ=DAILY;COUNT=1",
        "Alle verlegt\nUID:5\nRECURRENCE-ID:20260108T080000\nDTSTART:20260109T080000",
    )
    assert met(source) == [
        ("2026-01-05", "08:00 Uhr", "Abgesagt"),
        ("2026-01-06", "08:00 Uhr", "Verlegt"),
        ("2026-01-06", "14:00 Uhr", "Verlegt"),
        ("2026-01-07", "08:00 Uhr", "Abgesagt"),
        ("2026-01-07", "15:00 Uhr", "Verlegt"),
        ("2026-01-09", "08:00 Uhr", "Alle verlegt"),
    ]
    (counted,) = all_of(source, "meetings").left_out
    assert counted.said == "3 abgesagte oder entfallene Termine"
    assert counted.examples == ("Abgesagt", "Fällt aus", "Nie")


def test_a_series_goes_another_way_from_a_day_on(tmp_path: Path) -> None:
    weekly = "DTSTART:20260105T080000\nRRULE:FREQ=WEEKLY;COUNT=6"
    source = read(
        tmp_path,
        f"Alt\nUID:1\n{weekly}",
        "Neu\nUID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260119T080000\nDTSTART:20260120T100000\nDTEND:20260120T110000",
        "Verlegt\nUID:1\nRECURRENCE-ID:20260126T080000\nDTSTART:20260130T100000",
        "Aus\nUID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260209T080000\nDTSTART:20260209T080000\nSTATUS:CANCELLED",
        # Of the series itself nothing is in the file.
        "Rest\nUID:2\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260119T080000\nDTSTART:20260301T080000",
        # Without an end, both before and after.
        "Ewig\nUID:3\nDTSTART;VALUE=DATE:20200101\nRRULE:FREQ=DAILY",
        "Ewig neu\nUID:3\nRECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20200103\nDTSTART;VALUE=DATE:20270101",
    )
    assert [one for one in met(source) if one[0] and "2026" in one[0]] == [
        ("2026-01-05", "08:00 Uhr", "Alt"),
        ("2026-01-12", "08:00 Uhr", "Alt"),
        ("2026-01-20", "10:00–11:00 Uhr", "Neu"),
        ("2026-01-30", "10:00 Uhr", "Verlegt"),
        ("2026-02-03", "10:00–11:00 Uhr", "Neu"),
        ("2026-03-01", "08:00 Uhr", "Rest"),
    ]
    assert [remark for remark in source.remarks if "Wiederholung" in remark and "„Rest“" in remark]
    endless = [one for one in met(source) if "Ewig" in one[2]]
    assert [one[0] for one in endless][:4] == ["2020-01-01", "2020-01-02", "2027-01-01", "2027-01-02"]
    assert len(endless) == 2 + calendars.MOST_RECURRING + 1


def test_of_versions_of_an_appointment_the_last_one_counts(tmp_path: Path) -> None:
    event = "BEGIN:VEVENT\nUID:{}\nSEQUENCE:{}\nDTSTART:202601{}T080000\nSUMMARY:{}\n{}END:VEVENT\n"
    calendar = "BEGIN:VCALENDAR\nVERSION:2.0\n{}END:VCALENDAR\n"
    asked = [
        event.format(1, 0, "05", "Alt", ""),
        event.format(1, 2, "06", "Neu", ""),
        # A program that writes each day of a series by itself.
        *(event.format(2, 0, day, "Tage", "") for day in ("07", "08", "08")),
        event.format(3, 0, "09", "Abgesagt", ""),
        event.format(4, 0, "10", "Reihe", "RRULE:FREQ=DAILY;COUNT=3\n"),
        event.format(4, 0, "20", "Verlegt", "RECURRENCE-ID:20260111T080000\n"),
        event.format(5, 0, "12", "Fällt einmal aus", "RRULE:FREQ=DAILY;COUNT=2\n"),
    ]
    off = [
        event.format(3, 0, "09", "Abgesagt", ""),
        event.format(4, 1, "10", "Reihe", ""),
        event.format(5, 1, "13", "Fällt einmal aus", "RECURRENCE-ID:20260113T080000\n"),
    ]
    path = tmp_path / "a.ics"
    path.write_text(calendar.format("".join(asked)) + calendar.format("METHOD:CANCEL\n" + "".join(off)), "utf-8")
    source = calendars.read(path)
    assert [(day, title) for day, _time, title in met(source)] == [
        ("2026-01-06", "Neu"),
        ("2026-01-07", "Tage"),
        ("2026-01-08", "Tage"),
        ("2026-01-12", "Fällt einmal aus"),
    ]
    assert {one.kind: one.count for one in source.left} == {"cancelled": 4, "older": 4}


def test_lines_are_whole_in_whatever_way_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    event = "BEGIN:VEVENT\nSUMMARY:Prüfung der Maßnahmen\nDTSTART:20260105T080000\nDURATION:PT2H30M\nEND:VEVENT\n"
    whole = f"BEGIN:VCALENDAR\nVERSION:2.0\n{event}END:VCALENDAR\n"
    utf8 = whole.encode()
    split = utf8.index("ß".encode()) + 1
    folded = utf8[:split] + b"\n " + utf8[split:]
    written = {
        "as they are": utf8,
        "divided within a letter": folded.replace(b"\n", b"\r\n"),
        "with the line ends of old Macs": utf8.replace(b"\n", b"\r"),
        "with a mark before them": b"\xef\xbb\xbf" + utf8,
        "of two bytes": whole.encode("utf-16"),
        "of an old Windows": whole.encode("cp1252"),
    }
    for way, content in written.items():
        path.write_bytes(content)
        source = calendars.read(path)
        assert met(source) == [("2026-01-05", "08:00–10:30 Uhr", "Prüfung der Maßnahmen")], way
        assert [remark for remark in source.remarks if "Windows-1252" in remark] == list(source.remarks)
        assert bool(source.remarks) == ("Windows" in way)
    # What is cut off within an appointment has lost one, whatever else is whole.
    path.write_bytes(utf8.replace(b"END:VCALENDAR\n", event.encode()[:60]))
    with pytest.raises(SourceError, match="nicht vollständig"):
        calendars.read(path)


OUTLOOK = """BEGIN:VTIMEZONE
TZID:{}
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


@on_a_clock
@pytest.mark.parametrize("zone", ["W. Europe Standard Time", "Benutzerdefiniert"])
def test_clocks_of_outlook_are_those_of_this_place_and_others_are_doubted(
    zone: str, tmp_path: Path, in_berlin: None
) -> None:
    weekly = f"RRULE:FREQ=WEEKLY;UNTIL=20260119T223000Z\nEXDATE;TZID={zone}:20260112T233000\nRDATE:20260713T213000Z"
    body = f"BEGIN:VEVENT\nSUMMARY:AG\nDTSTART;TZID={zone}:20260105T233000\n{weekly}\nEND:VEVENT\n"
    abroad = "BEGIN:VEVENT\nSUMMARY:Dort\nDTSTART;TZID={}:20260201T080000\nEND:VEVENT\n"
    body += abroad.format("Tokyo Standard Time") + abroad.format("Irgendwo")
    path = tmp_path / "a.ics"
    path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{OUTLOOK.format(zone)}{body}END:VCALENDAR\n", "utf-8")
    source = calendars.read(path)
    assert days(source) == ["2026-01-05", "2026-01-19", "2026-02-01", "2026-02-01", "2026-07-13"]
    (told,) = source.remarks
    assert "„Dort (Tokyo Standard Time)“, „Dort (Irgendwo)“" in told


def test_people_of_an_appointment_are_counted_and_what_is_private_is_doubted(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        "Runde\nDTSTART:20260105T080000\nATTENDEE;CN=Petra Maier:mailto:p@maier.example\n"
        "ATTENDEE:mailto:q@maier.example\nORGANIZER;CN=Hans Maier:mailto:h@maier.example\n"
        "CONTACT:Karl Maier\nCOMMENT:Grüße von Maier\nCLASS:PRIVATE",
    )
    for kind in ("meetings", "measures"):
        draft = all_of(source, kind)
        assert "maier" not in repr(draft).casefold()
        assert [one.said for one in draft.left_out] == ["4 Personen, die einladen oder eingeladen sind"]
        assert [one for one in draft.remarks if "als privat gekennzeichnet: „Runde“" in one] == list(draft.remarks)


def test_days_of_a_series_keep_their_length_and_point_to_its_row(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        "Klausur\nDTSTART;VALUE=DATE:20260105\nDTEND;VALUE=DATE:20260107\nRRULE:FREQ=MONTHLY;COUNT=3",
        "Später\nDTSTART;VALUE=DATE:20260601",
    )
    draft = all_of(source, "measures")
    (phase,) = draft.plan.phases
    measures = draft.plan.measures(phase.id)
    assert [(one.text, one.start, one.start_day, one.end_day) for one in measures] == [
        ("Klausur", "2026-01", 5, 6),
        ("Später", "2026-06", 1, 1),
        ("Klausur", "2026-02", 5, 6),
        ("Klausur", "2026-03", 5, 6),
    ]
    assert [draft.places[one.id].row for one in measures] == [2, 3, 2, 2]
    span = next(doubt for doubt in draft.doubts if "wiederholt sich" in doubt.question)
    assert [one.words for one in span.choices][:2] == ["ein Zeitraum bis 6.3.2026", "alle 3 Termine bis 6.3.2026"]
    whole = draft_as_suggested(source, {"Kalender, Art": "measures"}).plan
    assert next((one.start, one.end) for one in whole.measures(whole.phases[0].id)) == ("2026-01", "2026-03")


@pytest.mark.parametrize(
    "lines",
    [
        "RRULE:FREQ=DAILY;COUNT=3\nRRULE:FREQ=WEEKLY;COUNT=3",
        "RRULE:FREQ=DAILY;COUNT=3\nEXDATE:unsinn",
        "RRULE:FREQ=DAILY;COUNT=3\nRDATE:unsinn",
        "RRULE:FREQ=NIX",
        "RRULE:unsinn",
        "RRULE:FREQ=DAILY;UNTIL=gestern",
        "RRULE:FREQ=DAILY;INTERVAL=0",
        "RRULE:FREQ=HOURLY;COUNT=40",
        "RRULE:FREQ=SECONDLY",
        "DTEND:99990101T080000\nRRULE:FREQ=YEARLY;COUNT=3",
    ],
)
def test_a_series_that_cannot_be_read_comes_once_and_is_told(lines: str, tmp_path: Path) -> None:
    other = "Andere\nDTSTART:20260201T080000\nDURATION:unsinn"
    source = read(tmp_path, f"Reihe\nDTSTART:20260105T080000\n{lines}", other)
    told = "Wiederholung nicht lesbar: „Reihe“. "
    for kind in ("meetings", "measures"):
        draft = all_of(source, kind)
        assert [one.startswith(told) for one in draft.remarks] == [True]
        titles = [one.title for one in draft.plan.meetings]
        titles += [one.text for phase in draft.plan.phases for one in draft.plan.measures(phase.id)]
        assert titles == ["Reihe", "Andere"]


def test_a_calendar_without_an_appointment_to_take_says_what_is_in_it(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nur 2 Termine ohne lesbaren Tag, 1 abgesagter oder entfallener Termin\."):
        read(tmp_path, "A\nDTSTART:unsinn", "B", "C\nDTSTART:20260105T080000\nSTATUS:CANCELLED")
    with pytest.raises(SourceError, match=r"Im Kalender steht kein Termin\. "):
        read(tmp_path)


def test_a_calendar_of_version_1_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.vcs"
    title = "SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:F=C3=BCr alle, =\nB=C3=BCrger"
    place = "LOCATION;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Stra=DFe"
    lines = ("BEGIN:VCALENDAR", "VERSION:1.0", "BEGIN:VEVENT", "DTSTART:20190312T140000", title, place, "END:VEVENT")
    path.write_text("\n".join((*lines, "END:VCALENDAR", "")))
    (meeting,) = all_of(calendars.read(path), "meetings").plan.meetings
    assert (meeting.title, meeting.place) == ("Für alle, Bürger", "Straße")


def test_what_stands_at_an_appointment_is_read_as_words_or_told(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        "Web\nDTSTART;VALUE=DATE:20190702\nDESCRIPTION:<p>Mut &amp; Kraft<br>Zeile</p>\nURL:https://example.org\n"
        "CATEGORIES:Netz,Sport",
        "Ohne Einzug\nDTSTART;VALUE=DATE:20190703\nDESCRIPTION:eins\nHinweis: zwei",
        "Rückwärts\nDTSTART;VALUE=DATE:20190704\nDTEND;VALUE=DATE:20190702",
        "Outlook\nDTSTART;VALUE=DATE:20190705\nX-ALT-DESC;FMTTYPE=text/html:<html><head><style>p {color:red}</style>"
        "</head><body><p>Bericht</p></body></html>",
    )
    found = [row[3] for row in source.tables[0].texts[1:]]
    assert found == ["Mut & Kraft\nZeile", "eins\nHinweis: zwei", "", "Bericht"]
    assert [(one.kind, one.examples) for one in source.left] == [
        ("beside", ("Web: https://example.org", "Web: Netz, Sport"))
    ]
    assert source.remarks == ("Ende vor dem Beginn: „Rückwärts“. Übernommen ist der Tag des Beginns. Bitte prüfen.",)

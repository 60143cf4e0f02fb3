"""Plan files that somebody crafted, or that were damaged in ways that SQLite does not mind."""

import hashlib
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

Make = Callable[[Path], object]
"""Spoils the plan of this path."""


def rows(*statements: str) -> Make:
    """With other rows, which refer to whatever they like."""

    def make(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            for statement in statements:
                database.execute(statement)

    return make


def text(name: str, old: str, new: str, *then: str) -> Make:
    """With another text of a table or index in SQLite's own list, then with other rows."""

    def make(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.execute("PRAGMA writable_schema=ON")
            (before,) = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
            assert old in before
            database.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (before.replace(old, new), name))
        rows(*then)(path)

    return make


def untyped(table: str, *statements: str) -> Make:
    """With values of any type in a table that still says it is strict."""

    def make(path: Path) -> None:
        with closing(sqlite3.connect(path)) as database:
            (sql,) = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        # SQLite turns what looks like a number into one where the column is one of numbers.
        loose = sql.replace(" STRICT", "").replace("INTEGER", "BLOB").replace("TEXT", "BLOB")
        text(table, sql, loose, *statements)(path)
        text(table, loose, sql)(path)

    return make


def circle(path: Path) -> None:
    """The pages of the measures lead to the same page again and again."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        (phase,) = database.execute("SELECT id FROM phase LIMIT 1").fetchone()
        database.execute("BEGIN")
        database.executemany(
            "INSERT INTO measure (id, phase, \"order\", text, status) VALUES (?, ?, 'a', ?, 'planned')",
            [(f"m{number:05}", phase, "Maßnahme " * 20) for number in range(2000)],
        )
        database.execute("COMMIT")
        (root,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'measure'").fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    page = memoryview(content)[(root - 1) * size : root * size]
    assert page[0] == 5, "an inner page"
    (cells,) = struct.unpack_from(">H", page, 3)
    places = [struct.unpack_from(">H", page, 12 + 2 * number)[0] for number in range(cells)]
    first = bytes(page[places[0] : places[0] + 4])
    for place in places:
        page[place : place + 4] = first
    page[8:12] = first
    path.write_bytes(content)


def deep(levels: int) -> Make:
    """Goals that stand under each other, so many levels."""
    return rows(
        f"""WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {levels})
        INSERT INTO goal (id, phase, parent, "order", text, child_style)
        SELECT 'tief' || i, (SELECT id FROM phase LIMIT 1), CASE WHEN i > 1 THEN 'tief' || (i - 1) END, 'a',
        'Ziel ' || i, 'numbered' FROM n"""
    )


HUGE = "hex(zeroblob(200000000))"
ENDLESS = "instr(hex(zeroblob(100000000)), hex(zeroblob(40000000)) || '1') = 0"
STRUCTURE = "nicht so aufgebaut"

CRAFTED: dict[str, Make] = {
    "a known column that is computed": text("goal", "remark TEXT", f"remark TEXT AS ({HUGE})"),
    "a computed column that is kept": text("contact", "purpose TEXT", "purpose TEXT AS (person) STORED"),
    "a condition without an end": text("goal", "remark TEXT", f"remark TEXT CHECK ({ENDLESS})"),
    "a condition on the whole row": text("document", "PRIMARY KEY (id)", f"PRIMARY KEY (id), CHECK ({ENDLESS})"),
    "an index on an expression": text("goal_phase", "(phase)", f"({HUGE})"),
    "an index of some rows": text("goal_phase", "(phase)", f"(phase) WHERE length({HUGE}) > 1"),
    "not strict": text("measure", " STRICT", ""),
    "another type": text("measure", "participants_actual INTEGER", "participants_actual ANY"),
    "a default that is computed": text("goal", "remark TEXT", f"remark TEXT DEFAULT ({HUGE})"),
    "another order of letters": text("partner", "name TEXT NOT NULL", "name TEXT NOT NULL COLLATE NOCASE"),
    "rows that go with others": text("contact", "partner (id) DEFERRABLE", "partner (id) ON DELETE CASCADE DEFERRABLE"),
    "fields that may be missing": text("measure", "status TEXT NOT NULL", "status TEXT"),
    "columns in another order": text("alias", "partner TEXT NOT NULL, \n\ttext", "text TEXT NOT NULL, \n\tpartner"),
    "a trigger": rows(f"CREATE TRIGGER goal_text AFTER INSERT ON measure BEGIN UPDATE goal SET text = {HUGE}; END"),
    "a view": rows("DROP TABLE document", f"CREATE VIEW document AS SELECT {HUGE} AS id"),
    "a virtual table": rows("CREATE VIRTUAL TABLE suche USING fts5(x)"),
    "a table of statistics": rows("ANALYZE"),
    "a table more": rows("CREATE TABLE mehr (x)"),
    "an index less": rows("DROP INDEX goal_phase"),
    "the log computed": text("change_body", "checksum BLOB NOT NULL", "checksum BLOB AS (zeroblob(200000000))"),
}
"""Refused by what they are made of, before a row is read."""

SOME = "SELECT id FROM {} ORDER BY id LIMIT 1"
PHASE, PARTNER, MEASURE, GOAL = (f"({SOME.format(table)})" for table in ("phase", "partner", "measure", "goal"))

DAMAGED: dict[str, tuple[Make, str]] = {
    "a phase that is gone": (
        rows(f"UPDATE measure SET phase = 'weg' WHERE id = {MEASURE}"),
        "Maßnahme .*„Phase“ verweist",
    ),
    "a partner that is gone": (
        rows(f"UPDATE measure SET responsible_partner = 'weg' WHERE id = {MEASURE}"),
        "„Verantwortlich“ verweist",
    ),
    "no partner where one must be": (rows("UPDATE mention SET partner = ''"), "Nennung.* verweist"),
    "a period after nothing": (
        rows(f"UPDATE phase SET end_rule = 'phase_end', end_phase = 'weg' WHERE id = {PHASE}"),
        "„Ende richtet sich nach“ verweist",
    ),
    "a link to nothing": (
        rows(f"INSERT INTO measure_goal VALUES ('x', {MEASURE}, 'weg')"),
        "Maßnahme und Ziel.*„Ziel“ verweist",
    ),
    "a goal under itself": (rows(f"UPDATE goal SET parent = id WHERE id = {GOAL}"), "steht unter sich selbst"),
    "goals under each other": (
        rows(
            f"""INSERT INTO goal (id, phase, parent, "order", text, child_style) VALUES
            ('k1', {PHASE}, 'k2', 'a', 'Eins', 'bulleted'), ('k2', {PHASE}, 'k1', 'a', 'Zwei', 'bulleted')"""
        ),
        "‚(Eins|Zwei)‘: Es steht unter sich selbst",
    ),
    "a goal under one of another phase": (
        rows(
            """INSERT INTO goal (id, phase, parent, "order", text, child_style) VALUES
            ('k1', (SELECT max(id) FROM phase), (SELECT id FROM goal WHERE phase <> (SELECT max(id) FROM phase)),
            'a', 'Fremd', 'bulleted')"""
        ),
        "‚Fremd‘: Das Ziel, unter dem es steht, ist in einer anderen Phase",
    ),
    "goals without an end": (deep(3000), "tiefer als auf Ebene 20"),
    "goals a level too deep": (deep(21), "‚Ziel 21‘: Es steht tiefer"),
    "a phase after itself": (
        rows(f"UPDATE phase SET end_rule = 'phase_end', end_phase = id WHERE id = {PHASE}"),
        "richtet sich nach sich selbst",
    ),
    "phases that refer in a circle": (
        rows(f"UPDATE phase SET refers_to = {PHASE}", "UPDATE phase SET refers_to = (SELECT max(id) FROM phase)"),
        "Der Verweis führt im Kreis",
    ),
    "no project": (rows("DELETE FROM project"), "Die Zeile über das Projekt fehlt"),
    "two projects": (
        rows(
            "INSERT INTO project (id, heading, title, introduction, lead, municipality, programme)"
            " VALUES ('zwei', '', '', '', '', '', '')"
        ),
        "mehr als eine Zeile über das Projekt",
    ),
    "a month that is none": (rows("UPDATE measure SET start = '2017-99'"), "„2017-99“ unter „Beginn“ ist kein Monat"),
    "an end without a month": (rows("UPDATE project SET \"end\" = ''"), "unter „Projektende“ ist kein Monat"),
    "a month in other digits": (rows("UPDATE measure SET start = '２０１７-０１'"), "ist kein Monat"),
    "a date that is none": (
        rows("INSERT INTO deadline VALUES ('x', 'Frist', '2018-02-31')"),
        "„2018-02-31“ unter „Datum“ ist kein Datum",
    ),
    "a year told twice": (
        rows(
            "INSERT INTO year_text (id, year, course) VALUES ('x', 2018, 'Eins')",
            "INSERT INTO year_text (id, year, course) VALUES ('y', 2018, 'Zwei')",
        ),
        "Texte zum Jahr 2018: Es steht mehr als einmal da",
    ),
    "set aside about a row that is gone": (
        rows("INSERT INTO set_aside (id, rule, \"table\", row) VALUES ('overdue+x', 'overdue', 'measure', 'x')"),
        "Beiseitegelegt ‚Überfällige Maßnahmen‘: Die Zeile, um die es geht, gibt es nicht",
    ),
    "set aside in a table there is none of": (
        rows("INSERT INTO set_aside (id, rule, \"table\", row) VALUES ('overdue+x', 'overdue', 'sqlite_master', 'x')"),
        "Die Zeile, um die es geht, gibt es nicht",
    ),
    "set aside twice": (
        rows("INSERT INTO set_aside (id, rule) VALUES ('overdue', 'overdue'), ('x', 'overdue')"),
        "Die Kennung der Zeile passt nicht zu ihr",
    ),
    "an agenda item under itself": (
        rows(
            "INSERT INTO meeting (id, title, state) VALUES ('s', 'Rat', 'draft')",
            "INSERT INTO agenda_item (id, meeting, parent, \"order\", title) VALUES ('t', 's', 't', 'a', 'Eins')",
        ),
        "TOP ‚Eins‘: Er steht unter sich selbst",
    ),
    "a decision of nothing": (
        rows("INSERT INTO decision (id, body) VALUES ('x', 'Rat')"),
        "Beschluss ‚Rat‘: Er gehört nicht zu genau einer Maßnahme oder einem TOP",
    ),
    "a meeting in a state there is none of": (
        rows("INSERT INTO meeting (id, title, state) VALUES ('s', 'Rat', 'vertagt')"),
        "„vertagt“ gibt es bei „Stand“ nicht",
    ),
    "a rule without a name": (rows("INSERT INTO set_aside (id, rule) VALUES ('x', '')"), "„Regel“ steht nicht, was"),
    "a year before all plans": (
        rows("INSERT INTO year_text (id, year) VALUES ('x', 18)"),
        "„Jahr“ kann nicht 18 sein",
    ),
    "a status nobody knows": (
        rows("UPDATE measure SET status = 'vielleicht'"),
        "„vielleicht“ gibt es bei „Status“ nicht",
    ),
    "a kind of list nobody knows": (
        rows("UPDATE phase SET goal_style = ''"),
        "gibt es bei „Listenart der Ziele“ nicht",
    ),
    "a rule nobody knows": (rows("UPDATE phase SET start_rule = 'bald'"), "„bald“ gibt es bei „Regel für den Beginn“"),
    "a step beyond the last": (rows("UPDATE goal SET step = 8"), "„Wirkungsstufe“ kann nicht 8 sein"),
    "a step before the first": (rows("UPDATE goal SET step = 0"), "„Wirkungsstufe“ kann nicht 0 sein"),
    "a distance without an end": (
        rows("UPDATE phase SET end_offset = 9000000000000"),
        "„Abstand des Endes“ kann nicht",
    ),
    "people without number": (rows("UPDATE measure SET participants_actual = -1"), "kann nicht -1 sein"),
    "20 MB in one measure": (
        rows(f"UPDATE measure SET text = hex(zeroblob(10000000)) WHERE id = {MEASURE}"),
        "zu lang, 20.000.000 Zeichen statt höchstens 1.000.000",
    ),
    "a NUL": (
        rows("UPDATE measure SET text = 'vorn' || char(0) || 'hinten'"),
        "ein Zeichen, das in keinen Text gehört",
    ),
    "half a letter": (rows("UPDATE measure SET text = CAST(x'c3' AS TEXT)"), "beschädigt"),
    "a lone surrogate": (rows("UPDATE measure SET text = CAST(x'eda080' AS TEXT)"), "beschädigt"),
    "an order that is none": (rows("UPDATE measure SET \"order\" = 'ä!'"), "Ihr Platz in der Liste ist nicht lesbar"),
    "an order without an end": (rows('UPDATE goal SET "order" = hex(zeroblob(500))'), "Ihr Platz in der Liste"),
    "a row without an id": (
        rows("UPDATE document SET id = ''", "INSERT INTO deadline VALUES ('', 'Frist', NULL)"),
        "Kennung",
    ),
    "a number that is a text": (untyped("phase", "UPDATE phase SET start_offset = 'viele'"), "steht nicht, was dort"),
    "a text that is a number": (untyped("measure", "UPDATE measure SET note = 5"), "„Notiz“ steht nicht, was dort"),
    "a text that is a nought": (
        untyped("measure", "UPDATE measure SET short = 0"),
        "„Kurztitel“ steht nicht, was dort",
    ),
    "a text that is bytes": (untyped("partner", "UPDATE partner SET name = x'4142'"), "„Name“ steht nicht, was dort"),
    "bytes of no length": (untyped("measure", "UPDATE measure SET note = x''"), "„Notiz“ steht nicht, was dort"),
    "pages in a circle": (circle, "steht mehr als einmal da|beschädigt"),
}
"""Each with the words that say what is wrong, the same on every way in."""


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()

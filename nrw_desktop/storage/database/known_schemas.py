"""What the tables of each schema look like: a digest of every statement that made one, by its name.

The migrations make these statements, and a test holds the two together: running them to know would take longer than
opening a plan. What a schema changes is all that stands under its number.
"""

import hashlib
import sqlite3

Digests = dict[str, str]

_ALL = "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master LIMIT ?"
_MOST = 1000
"""So many statements are looked at; no schema has a tenth of that."""


def digests(connection: sqlite3.Connection) -> Digests:
    """The digests of what a database holds, by name; nothing else of it is read."""
    found: Digests = {}
    for *words, root, statement in connection.execute(_ALL, (_MOST,)).fetchall():
        name = str(words[1])
        # Releases of SQLAlchemy differ in blanks.
        content = "\0".join(map(str, (*words, " ".join(str(statement or "").split()))))
        # A virtual table has no page of its own; no name stands twice.
        sound = bool(root) and name not in found
        found[name] = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:32] if sound else ""
    return found


def known(version: int) -> Digests:
    """The digests of a schema."""
    return {name: digest for number in range(1, version + 1) for name, digest in _NEW[number].items()}


_NEW: dict[int, Digests] = {
    1: {
        "alembic_version": "0392db96d72b11ff6900b5d44e74bd75",
        "sqlite_autoindex_alembic_version_1": "f52fcdad5bd14715fe35020334d55626",
        "project": "5c747ac0762aa938b282a1cf80ec7e6b",
        "sqlite_autoindex_project_1": "bcf7728e4ee939c8fd4c255baf1d7591",
        "phase": "4ab8a1867d98daef557b15d802c5c3c0",
        "sqlite_autoindex_phase_1": "5f98aa8dc7f307e101c526f36acfbab5",
        "partner": "291f4d55658b961bdfdb9f6a3ec70d79",
        "sqlite_autoindex_partner_1": "2d25900f6fa5768497bf5de1b491fe5d",
        "alias": "15fc8a9e6d8b180955e1f34fa5bc5933",
        "sqlite_autoindex_alias_1": "b3e10544c3d204d412008846763d7dbe",
        "contact": "3a39fb91f4f1fc3bca225662d5b90667",
        "sqlite_autoindex_contact_1": "bdb827884facad85018032be4e833832",
        "mention": "f84a8ffd92a3de4545a01d9cd6f201a7",
        "sqlite_autoindex_mention_1": "0d2760d52e04898496a82c9f1c627494",
        "measure": "a29b175ae28662d9a05e419646b0f20f",
        "sqlite_autoindex_measure_1": "8ccf2adfcceb4f87c31f6ee2e8bc6a8d",
        "goal": "909b56debb5560421d1936ac893a6205",
        "sqlite_autoindex_goal_1": "101413b638a33cb7756c588bb4c809b6",
        "change": "b0eebdad01114bcf1c2ee3965b645c38",
        "sqlite_autoindex_change_1": "2a2332a84f77a9ef4f8f3f35b8a3ea58",
        "change_body": "313058e00ba34de19da5a23cce4b8c95",
        "phase_refers_to": "e66bffb883c0a402b7bff597495b02b7",
        "phase_emphasis_phase": "07f10c7abfe89f00ddc804c68e7de484",
        "partner_joined_phase": "082eba36b62039420275d2e3ab56f18d",
        "alias_partner": "bfff4ac9870de913fcf60178e3975941",
        "contact_partner": "05967ca8052a5aa85ba5f81a780a0664",
        "mention_phase": "ede4cf9b94b5e24156e2d3f13b7272f2",
        "mention_partner": "2d86b7371eb64b2d9984530b785318b8",
        "measure_phase": "689ae70b82b0f830599fcc0636d86c27",
        "measure_responsible_partner": "ebae38904eaeb9e239bd25387a9482dd",
        "goal_phase": "a9e1fbf3b60165ad7f936d0a86b78ec0",
        "goal_parent": "7ccc5807bd52bb7a3b3660eae2a79da9",
    },
    2: {
        "project": "a1d35ddb99037e205580f6b633356355",
        "phase": "2a867f3361dfe4c520fee20a6922c0eb",
        "measure": "4c8c83fe9a2dda0e9cb24d0b251e1e78",
        "goal": "28c927bc2f211a855cf6f5aa74aa892f",
        "funding_year": "fa49275950e60a67d5945bf9e9811453",
        "sqlite_autoindex_funding_year_1": "c2379598ec029d709eca06145830fae7",
        "deadline": "b119e17875ace64aada5ec5cc987da91",
        "sqlite_autoindex_deadline_1": "4e9a7e73d30fa6b023c556eb78b8d050",
        "distinct": "ed12198eb2a9ee49322f11b56cb1b0fe",
        "sqlite_autoindex_distinct_1": "e47af1e64361061eb9b227756aff4e7c",
        "cost": "84b0f29f42b2b2b92c9dad15d267911a",
        "sqlite_autoindex_cost_1": "dad1aee5aed1ce060592bb4052e58d57",
        "decision": "350ade7e7327890405c440caf5849856",
        "sqlite_autoindex_decision_1": "fbe300131c7e63d34a14830b57d51a94",
        "document": "4894bcc1a313e8a86aff946984cfe67e",
        "sqlite_autoindex_document_1": "a41337af05d4c9da7845c97aaef3aedd",
        "measure_goal": "95fb38a5159dcd8b076e881339e848a3",
        "sqlite_autoindex_measure_goal_1": "2904888215814b19ff233e47209c7814",
        "measure_partner": "1845771167e138737f87d2d46163fe50",
        "sqlite_autoindex_measure_partner_1": "bfb402003dc9e996d42d9f268c799f37",
        "phase_start_phase": "13c5da98f3d257073157f9a09854c3b8",
        "phase_end_phase": "155b3f1f16001a3ad77cf6549c58ed2f",
        "distinct_one": "21c544daa5c552182810de20d30e868b",
        "distinct_other": "9e583f1c8275012bb2b11c09edbbd1cc",
        "cost_measure": "bc3e791870d64a60f422b6fc534c390e",
        "decision_measure": "293f172e3cc0c5dd6eeb2853c3242ce8",
        "document_measure": "e63500b4e84fae4f252a101c95ac47b5",
        "measure_goal_measure": "e233eb023b832f8ceea6d4cd1d13ba01",
        "measure_goal_goal": "18feda7563149c4ecf5c3217db6ab354",
        "measure_partner_measure": "986b5207b97c4f43e810e475b11ef592",
        "measure_partner_partner": "539a574ba62ebb77031e608703cc02b3",
    },
    3: {
        "phase": "8962d0740086824e161ba1bb5a4ff732",
        "measure": "075ebc80fbce8cfb31d8cc5f43b1ca21",
        "measure_start_phase": "c6ded9aeac883ca10f5c996a7d48676f",
        "measure_end_phase": "d84b35a03a31b4169c17eccc31a055ff",
    },
    4: {
        "year_text": "b3c90a6360be0aa6d4e616d05546b504",
        "sqlite_autoindex_year_text_1": "1a4b87a1bc3322b0750cff7316fa06c9",
    },
    5: {
        "set_aside": "2a8ae5a42116db816a6042cad31136e6",
        "sqlite_autoindex_set_aside_1": "5a5bcba0d7b5df48e698a6ed77f74733",
    },
    6: {
        "body": "a6f77c344d9d2180e7b9b120bc56aa7b",
        "sqlite_autoindex_body_1": "f8c46ff68f4c7b9e384132f15365eed1",
        "body_member": "cb033f9932cc4269652a1d8452b2f3fb",
        "sqlite_autoindex_body_member_1": "829ee11f29cb57a19c65c675e398af1b",
        "meeting": "baf5d8fa5dcac8b62648a6d72462ab64",
        "sqlite_autoindex_meeting_1": "e5c7dc92ae3b267c03db910899111b4c",
        "attendance": "55be4229d1c6f4ede439a10320d68d14",
        "sqlite_autoindex_attendance_1": "4aad804cb1b77be0c8ac770dc674628e",
        "agenda_item": "d57a56c8d431ee7337b516aab251c389",
        "sqlite_autoindex_agenda_item_1": "01be34e588792851d0dd7e64272fe623",
        "agenda_measure": "02bb8b1cbf39c749d6e49bac1d9047ba",
        "sqlite_autoindex_agenda_measure_1": "974475cdb945b0b569bc4e2cdf965054",
        "agenda_phase": "8fcd92c8b6ceb3f547e4b770649b62cd",
        "sqlite_autoindex_agenda_phase_1": "06067c014eadf96036bb8175f357e25b",
        "decision": "e0b477b467fc4fcb4a867f8399f4ff9d",
        "measure_decision": "dcbc6f7a6c439745ea66345bb46d536d",
        "sqlite_autoindex_measure_decision_1": "f952650fdfde8db8f9f79d644b2f849c",
        "task": "74d6df8847609ff77909929c9200a6c8",
        "sqlite_autoindex_task_1": "be1428c9cefeb1e2e105bf304825e65b",
        "body_member_body": "6177221c3c5a155a08493313f255fd7c",
        "body_member_partner": "21421a46bfd28c1fa7b3fa604aa37e1b",
        "meeting_body": "d5382e6c309ac8b040c952f1e311b99e",
        "attendance_meeting": "7493d46e1135195fac9bc49b5c123d39",
        "attendance_partner": "b1efca5b3bd514fd4b2055e88d081029",
        "agenda_item_meeting": "222b8d3e16424ff97a1a5fb0626230a0",
        "agenda_item_parent": "e65c6cb4d4ad50d7936415562423f647",
        "agenda_measure_agenda_item": "c953512d6fb502e86543a03bddf1bd0f",
        "agenda_measure_measure": "c73ea76e6e0a1ce0c46998cdf6b2baab",
        "agenda_phase_agenda_item": "0ff7dd18e57bf68dcfc07cfd3cdafd7f",
        "agenda_phase_phase": "25957bed729c0d6aab651818f36648fa",
        "decision_agenda_item": "f7eaeb24d3d4dfc3a5ac3c8c5a7e8272",
        "measure_decision_decision": "fec258e3521c580574fc05f6c3772ee6",
        "measure_decision_measure": "1cdce438afb90db62c4fd51a80792d12",
        "task_partner": "3fdbb0bf4c4e1fd603b895e06b8bbf69",
        "task_agenda_item": "c08e751ad9e4a661af61d63779aec672",
        "task_measure": "5b82e8e394317fc761ab0e0e814a8f75",
        "task_phase": "65930021d549582663c0d1af0d7d485a",
    },
    7: {"agenda_item": "555b7d3279283848824463ef64ae4ffd"},
}

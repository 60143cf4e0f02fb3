"""A list with nothing in it says what to do: the button or the keys with which something comes into it."""

import gc
import importlib
import re

from nrw_desktop.gui.lists.columns import TableSpec

MODULES = (
    "gui.dialogs.bodies_dialog",
    "gui.dialogs.results_columns",
    "gui.lists.columns",
    "gui.lists.detail_table",
    "gui.lists.phase_outlines",
    "gui.lists.register_tables",
    "gui.meetings.meeting_tables",
)
_WAY = re.compile(r"„[A-ZÄÖÜ]|\((?:Strg|Einfg)|Strg\+|Einfg|Felder darunter|Bitte ")


def test_every_table_says_how_something_comes_into_it() -> None:
    for name in MODULES:
        importlib.import_module(f"nrw_desktop.{name}")
    specs = [found for found in gc.get_objects() if isinstance(found, TableSpec)]
    assert len(specs) > 12
    assert {spec.empty for spec in specs if not _WAY.search(spec.empty)} == set()

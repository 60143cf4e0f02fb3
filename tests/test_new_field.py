"""A field is said once: one line in a record, and all that reads the table of fields has it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nrw_desktop

PACKAGE = Path(nrw_desktop.__file__).parent
LAST = '    deviation: Annotated[str | None, fields.text("Abweichung und Grund", public=True)] = None\n'
ADDED = """\
    form: Annotated[str | None, fields.choice("Beteiligungsform", {"a": "Anhörung", "b": "Mitwirkung"}, public=True,
                                              width=120)] = None
    secret: Annotated[str | None, fields.line("Geheimwort")] = None
    seats: Annotated[int | None, fields.count("Plätze", public=True)] = None
"""
EVERYWHERE = '''
import msgspec
from PySide6.QtWidgets import QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import labels_de, template
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase, Project
from nrw_desktop.domain.queries import change_labels, clipboard_rows, invariants, person_traces
from nrw_desktop.domain.queries.search_index import SearchIndex
from nrw_desktop.exchange import package, pasted_columns, plan_json
from nrw_desktop.exchange.clipboard import rows_json, rows_of
from nrw_desktop.exchange.exporting import sheets
from nrw_desktop.domain.queries import public_plan
from nrw_desktop.reports import catalogue, request

FIELDS = ("form", "secret", "seats")


def given(plan: Plan, *pairs: tuple[str, str]) -> Plan:
    for field, text in pairs:
        plan = plan.apply(edits.setter("measure")(plan, "m", field, text))
    return plan


bare = Plan({**Plan.empty().rows, "project": {"p": Project("p")}, "phase": {"f": Phase("f", order="V", title="Eins")},
             "measure": {"m": Measure("m", phase="f", order="V", text="Fachtag")}})
# Read as it is typed, shown, refused and checked.
plan = given(bare, ("form", "Mitwirkung"), ("secret", " Sesam "), ("seats", "1.200"))
measure = plan.get(Measure, "m")
assert (measure.form, measure.secret, measure.seats) == ("b", "Sesam", 1200)
assert [labels_de.value_text("measure", field, getattr(measure, field)) for field in FIELDS] == [
    "Mitwirkung", "Sesam", "1.200"]
for field, text in (("form", "Zuruf"), ("seats", "viele")):
    try:
        given(bare, (field, text))
    except PlanError as error:
        assert labels_de.field_word("measure", field) in str(error) or text in str(error), error
    else:
        raise AssertionError(field)
wrong = msgspec.structs.replace(measure, form="x")
assert any("Beteiligungsform" in sentence for sentence in
           invariants.breaches(Plan({**plan.rows, "measure": {"m": wrong}})))
label = change_labels.label_text(edits.setter("measure")(plan, "m", "form", "Anhörung"), plan)
assert label == "Beteiligungsform von ‚Fachtag‘ geändert", label
# In the JSON and a template.
told = plan_json.plan_object(plan)["phases"][0]["measures"][0]
assert list(told.items())[-3:] == [("form", "b"), ("secret", "Sesam"), ("seats", 1200)], told
part = {"text": "Fachtag", "form": "b", "secret": "Sesam", "seats": 1200}
made = template.read(msgspec.json.encode({"project": {}, "phases": [{"title": "Eins", "measures": [part]}]}))
rows = template.origin_change(made).rows
assert [row.after["form"] for row in rows if row.table == "measure"] == ["b"]
# Found by its words, where it has words of people's own; a name in it is erased.
assert [hit.record.id for hits in SearchIndex(plan).hits("sesam") for hit in hits] == ["m"]
assert "secret" in person_traces.texts()["measure"]
# Copied, and pasted as a column with its German heading.
copied = rows_of(rows_json(clipboard_rows.packed(plan, "measure", ["m"])))
again = bare.apply(edits.paste.paste_measures(bare, copied, "", "f"))
assert {one.form for one in again.measures("f")} == {None, "b"}
assert set(FIELDS) <= set(pasted_columns.fields_of("measure"))
assert pasted_columns.headings_of("measure")["beteiligungsform"] == "form"
# On paper only what is public.
seen = public_plan.public(plan).get(Measure, "m")
assert (seen.form, seen.secret, seen.seats) == ("b", None, 1200)
assert "form" in request.DETAILS
assert "secret" not in request.DETAILS
assert "form" in dict(catalogue.REPORTS["phase-overview"].columns)
# In lists and packages for other programs, those for everybody without what is not public.
for edition in ("public", "internal"):
    heads = {column.head for one in sheets.sheets(plan, edition) if one.title == "Maßnahmen" for column in one.columns}
    assert {"Beteiligungsform", "Plätze"} < heads
    assert ("Geheimwort" in heads) == (edition == "internal")
in_package = package.schema()["properties"]["plan"]["properties"]["measure"]["items"]["properties"]
assert in_package["form"] == {"title": "Beteiligungsform", "enum": ["a", "b", None]}
# A column of the table, and a widget of a form.
from nrw_desktop.gui.kit.application import application

application()
from nrw_desktop.gui.forms.binder import Binder
from nrw_desktop.gui.kit.safe_widgets import ComboBox
from nrw_desktop.gui.lists.columns import MEASURES

assert [(one.header, one.width) for one in MEASURES.columns if one.field in FIELDS] == [("Beteiligungsform", 120)]


class Workspace:
    """As much of one as a form needs."""

    def __init__(self):
        from nrw_desktop.gui.session.unaccepted import Unaccepted

        self.plan, self.read_only, self.unaccepted = plan, False, Unaccepted(lambda: "", application())
        self.changed = self.flushing = self.holding = self

    def connect(self, *_more):
        pass

    def note_typing(self, *_more):
        pass


root = QWidget()
box = ComboBox(root)
box.setObjectName("form")
Binder(root, "measure", Workspace()).show("m")
assert box.currentText() == "Mitwirkung"
print("alles da")
'''


def test_a_new_field_of_a_measure_is_one_line_and_found_everywhere(tmp_path: Path) -> None:
    copy = tmp_path / "nrw_desktop"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("resources", "ui"):
        (tmp_path / folder).symlink_to(PACKAGE.parent / folder)
    records = copy / "domain" / "model" / "records.py"
    source = records.read_text(encoding="utf-8")
    assert source.count(LAST) == 1
    records.write_text(source.replace(LAST, LAST + ADDED), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", EVERYWHERE],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == "alles da\n", done.stderr

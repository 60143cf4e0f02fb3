"""The plan as it would be: all that comes in, also beside the phases; what is in a phase stands in from the left."""

import numpy as np
from pytestqt.qtbot import QtBot

from nrw_desktop.domain.drafts.draft import Draft, Place
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Contact, Partner, Project, new_id
from nrw_desktop.gui.importing.plan_view import Line, PlanView, lines_of
from tests.gui.looks import look


def test_partners_and_how_to_reach_them_are_lines_with_their_places() -> None:
    partner = Partner(new_id(), name="MBR")
    contact = Contact(new_id(), partner=partner.id, person="Kim", phone="0521 1", address="Markt 1\n33602 Bielefeld")
    plan = Plan.empty().apply(Change(tuple(map(inserted, (Project(new_id()), partner, contact))), ""))
    place = Place("Adressen", 2)
    lines = lines_of(Draft(plan=plan, places={contact.id: place}))
    assert [(line.text, line.place) for line in lines] == [
        ("Partner: MBR", None),
        ("Kontakt bei MBR: Kim, 0521 1, Markt 1 33602 Bielefeld", place),
    ]


def test_a_wrapped_line_keeps_its_indent(qtbot: QtBot) -> None:
    view = PlanView()
    qtbot.addWidget(view)
    view.resize(260, 300)
    view.show_lines([Line("MM", None, is_title=True), Line("      " + 9 * "MMMMMM ", None)], is_open=False)
    view.show()
    table = view.table
    line = table.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: table.rowHeight(1) > 3 * line)

    def left(row: int) -> int:
        """Where the ink of a row begins."""
        picture = look(table.viewport(), table.visualRect(table.model().index(row, 0)))
        return int(np.flatnonzero((picture[1:-1, 1:-1] != picture[1, 1]).any(axis=0))[0])

    assert left(1) - left(0) >= 4 * table.fontMetrics().horizontalAdvance(" ")

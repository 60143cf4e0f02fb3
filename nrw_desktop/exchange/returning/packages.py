"""A draft of a package of ours: every row as it was, with the id by which an update knows it again."""

from typing import Any

import msgspec

from nrw_desktop.domain.drafts.draft import Draft, Place
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.labels_de import TABLE_WORDS
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELD_TABLE, TABLES, Record
from nrw_desktop.domain.model.template import Template, origin_change
from nrw_desktop.domain.queries.invariants import breaches
from nrw_desktop.exchange.returning.package_text import held, template_in
from nrw_desktop.exchange.sources.limits import SourceError

_NOT_WHOLE = "Das Paket ist eine öffentliche Fassung: Es ist nicht der ganze Plan."
_BROKEN_TEMPLATE = (
    "In der Vorlage passt etwas nicht zusammen: Ein Ziel, eine Phase oder ein Partner ist genannt, den es in ihr nicht "
    "gibt. Bitte die Vorlage neu sichern."
)
_WRONG_TEMPLATE = "In der Vorlage passt etwas nicht zusammen. {breach} Bitte die Vorlage neu sichern."
_BROKEN = "Im Paket passt etwas nicht zusammen. {breach} Bitte das Paket neu exportieren."


def draft_of_package(content: bytes) -> Draft:
    """The draft of a package, or of a template.

    Raises:
        SourceError: it is not as its schema says, or its rows do not go together.
    """
    if (given := template_in(content)) is not None:
        return _draft_of_template(given)
    found = held(content)
    known = set[str]()
    rows = {table: _records(table, found["plan"].get(table, ()), known) for table in TABLES}
    # The change that closed minutes is in the history of another file.
    meetings = {key: msgspec.structs.replace(one, closed_by=None) for key, one in rows["meeting"].items()}
    plan = Plan({**rows, "meeting": meetings})
    if breach := next(breaches(plan), ""):
        raise SourceError(_BROKEN.format(breach=breach))
    said = {
        key: frozenset(field for field, value in given.items() if value not in (None, ""))
        for table in TABLES
        for given in found["plan"].get(table, ())
        for key in (given["id"],)
    }
    return Draft(
        plan=plan,
        places={
            given["id"]: Place(TABLE_WORDS[table], number)
            for table in TABLES
            for number, given in enumerate(found["plan"].get(table, ()), 1)
        },
        said=said,
        same={key: key for key in said},
        remarks=() if found["whole"] else (_NOT_WHOLE,),
    )


def _draft_of_template(given: Template) -> Draft:
    try:
        plan = Plan.empty().apply(origin_change(given))
    except (KeyError, IndexError, PlanError) as error:
        raise SourceError(_BROKEN_TEMPLATE) from error
    if breach := next(breaches(plan), ""):
        raise SourceError(_WRONG_TEMPLATE.format(breach=breach))
    return Draft(plan=plan)


def _records(table: str, given: list[dict[str, Any]], known: set[str]) -> dict[str, Record]:
    """The records of a table by their ids; texts come through the gate as if they had been typed.

    ``known`` are the ids of other tables, and gets these.
    """
    specs, record = FIELD_TABLE[table], TABLES[table]
    found: dict[str, Record] = {}
    for number, row in enumerate(given, 1):
        fields = {
            field: specs[field].kind.receive(value) if isinstance(value, str) and specs[field].kind.is_text else value
            for field, value in row.items()
        }
        if row["id"] in known:
            place = f"{TABLE_WORDS[table]}, Eintrag {number} (plan.{table}[{number - 1}])"
            raise SourceError(_BROKEN.format(breach=f"{place} hat dieselbe Kennung wie ein anderer Eintrag."))
        known.add(row["id"])
        found[row["id"]] = record(**fields)
    return found

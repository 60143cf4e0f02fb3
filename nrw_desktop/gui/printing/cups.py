"""Printing with CUPS (Linux, macOS): the PDF itself goes to the queue, so that letters stay letters, and tags stay.

It is handed to ``lp``, which is everywhere where CUPS is and can be ended when it hangs.
"""

import logging
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.printing.print_job import GONE, REFUSED, SILENT, STOPPED, Job, UnavailableError

_log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]

PATIENCE = 20.0
"""Seconds for an answer."""
PATIENCE_FOR_JOB = 120.0
"""Seconds until a job must be with the queue, which may be that of another computer."""
_LONGEST_TITLE = 255
"""Bytes of a job's name (RFC 8011, 5.3.5)."""

_HELD = (
    "Der Auftrag steht in der Warteschlange von „{}“, ist dort aber angehalten. Gedruckt wird er erst, wenn er in den "
    "Einstellungen des Computers freigegeben wird."
)
_NO_SERVICE = (
    "Der Druckdienst des Computers (CUPS) antwortet nicht. Bitte den Computer neu starten oder die Seiten als PDF "
    "speichern."
)
_ANSWERS = (
    ("not accepting", REFUSED),
    ("does not exist", GONE),
    ("nvalid destination", GONE),
    (
        "nsupported",
        "Der Drucker „{}“ nimmt kein PDF oder eine der gewählten Einstellungen nicht an. Bitte einen anderen Drucker "
        "wählen oder die Seiten als PDF speichern.",
    ),
    ("uota", "Das Kontingent am Drucker „{}“ ist ausgeschöpft. Bitte einen anderen wählen."),
    (
        "not allowed|unauthorized|forbidden|not authorized",
        "Der Drucker „{}“ lässt den Auftrag nicht zu. Bitte nach der Berechtigung fragen oder einen anderen wählen.",
    ),
)
"""What is found in an answer of CUPS, and the sentence for it."""


def send(data: bytes, job: Job, progress: Progress) -> str:
    """Put the job into its queue; gives a sentence where it will not be printed by itself, else an empty text.

    Raises:
        PlanError: the queue does not take it; the text says so in German.
        UnavailableError: there is no CUPS here.
    """
    if sys.platform == "win32" or shutil.which("lp") is None or shutil.which("lpstat") is None:
        raise UnavailableError("no lp")
    _check_queue(job, progress)
    code, said, complaint = _run(job, arguments(job), progress, PATIENCE_FOR_JOB, data)
    if code:
        raise PlanError(_refusal(job, complaint))
    number = re.search(r"\S+-\d+(?= \()", said)
    return _HELD.format(job.printer) if number and _is_held(job, number[0]) else ""


def arguments(job: Job) -> list[str]:
    """How ``lp`` is called for this job; it reads the PDF from its input."""
    options = {
        "document-format": "application/pdf",
        "media": job.media,
        "sides": job.sides,
        "collate": "true" if job.collate else "false",
        "print-color-mode": "color" if job.colour else "monochrome",
        "outputorder": "reverse" if job.backwards else "normal",
        # The pages are as large as the paper already.
        "print-scaling": "none",
    }
    for name, value in job.options:
        options.setdefault(name, value)
    title = "".join(letter for letter in job.title if letter.isprintable()).encode()[:_LONGEST_TITLE]
    command = ["lp", "-d", job.printer, "-n", str(job.copies), "-t", title.decode(errors="ignore")]
    for name, value in options.items():
        if value:
            command += ["-o", f"{name}={_quoted(value)}"]
    return [*command, "-"]


def _quoted(value: str) -> str:
    return re.sub(r"([\s\\'\"])", r"\\\1", value)


def _check_queue(job: Job, progress: Progress) -> None:
    """Ask about the queue: it can have gone or been stopped since it was chosen."""
    code, said, complaint = _run(job, ["lpstat", "-p", job.printer.partition("/")[0]], progress, PATIENCE)
    if code:
        raise PlanError(_refusal(job, complaint))
    if re.search(r"\bdisabled\b", said):
        raise PlanError(STOPPED.format(job.printer))


def _is_held(job: Job, number: str) -> bool:
    _code, said, _complaint = _run(job, ["lpstat", "-l", "-o", job.printer], lambda _done, _of: None, PATIENCE)
    # What is said of a job is indented below its number.
    about = re.search(rf"^{re.escape(number)}\s.*\n((?:\s+.*\n?)*)", said, re.MULTILINE)
    return about is not None and re.search(r"Alerts:.*\b(hold|held)", about[1]) is not None


def _refusal(job: Job, complaint: str) -> str:
    _log.warning("CUPS does not take a job: %s", complaint.strip())
    _code, said, _complaint = _run(job, ["lpstat", "-r"], lambda _done, _of: None, PATIENCE)
    if "not running" in said:
        # It then also says of every queue that there is none.
        return _NO_SERVICE
    for words, sentence in _ANSWERS:
        if re.search(words, complaint, re.IGNORECASE):
            return sentence.format(job.printer)
    return REFUSED.format(job.printer)


def _run(job: Job, command: list[str], progress: Progress, patience: float, data: bytes = b"") -> tuple[int, str, str]:
    """Run a command of CUPS; its code, and what it said. It ends when it takes too long or nobody wants it any more."""
    until = time.monotonic() + patience
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=_environment()) as process:
        waiting: bytes | None = data
        try:
            while True:
                progress(0, 0)
                try:
                    said, complaint = process.communicate(waiting, timeout=0.1)
                except subprocess.TimeoutExpired:
                    waiting = None
                    if time.monotonic() > until:
                        raise PlanError(SILENT.format(job.printer)) from None
                else:
                    return process.returncode, said.decode(errors="replace"), complaint.decode(errors="replace")
        except BaseException:
            process.kill()
            raise


def _environment() -> dict[str, str]:
    """English answers, and the system's own libraries: a frozen program has others in its path."""
    environment = dict(os.environ) | {"LC_ALL": "C", "LANG": "C"}
    if getattr(sys, "frozen", False):
        environment.pop("LD_LIBRARY_PATH", None)
        if before := os.environ.get("LD_LIBRARY_PATH_ORIG"):
            environment["LD_LIBRARY_PATH"] = before
    return environment

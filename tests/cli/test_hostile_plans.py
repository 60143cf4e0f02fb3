"""Plans from elsewhere that were made to do harm, or are no plans: refused alike on every way in, soon, and untouched.

What time and memory they may take is held by the system, in a child process for each file.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from nrw_desktop.storage.upkeep import new_plans
from tests.storage.hostile import CRAFTED, DAMAGED, STRUCTURE, digest, rows

# The plans are tried out once, by one process.
pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="limits of processes are POSIX's"),
    pytest.mark.xdist_group("hostile plans"),
]

MEMORY, SECONDS = 512 * 1024 * 1024, 60
"""Bytes of address space and seconds of processor time for a file on all ways in."""

REPORTS = ("action-plan", "annual-report", "changes", "partner-directory", "phase-overview", "status", "timeline")

DRIVER = f"""
import contextlib, io, json, os, resource, sys
from pathlib import Path
import reportlab, sqlalchemy, alembic.command
from nrw_desktop import cli, paths
from nrw_desktop.cli.commands import dispatch
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.reports import catalogue
from nrw_desktop.storage.system import error_messages
from nrw_desktop.storage.writing import migrate
from nrw_desktop.storage.writing import writer
from nrw_desktop.storage.system.lock import Lock
from nrw_desktop.storage.file.plan_file import PlanFile

def called(*words):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        cli.console.put = lambda content: out.write(content.decode("utf-8"))
        code = cli.main([str(word) for word in words])
    return [code, out.getvalue(), err.getvalue()]

def opened(path):
    lock = Lock.acquire(path)
    try:
        PlanFile.open(path, paths.origin()).close()
        return [0, "", ""]
    except error_messages.DamagedError as error:
        return [1, "damaged", str(error)]
    except PlanError as error:
        return [1, "", str(error)]
    finally:
        lock.release()

def looked_at(path):
    found = {{"check": called("check", path), "show": called("show", path), "window": opened(path)}}
    for name in {REPORTS!r}:
        found[name] = called("report", name, path, "-o", path.with_suffix(f".{{name}}.pdf"))
    return found

for name in sys.argv[1:]:
    path = Path(name)
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
        resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
        path.with_suffix(".json").write_text(json.dumps(looked_at(path)))
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if status:
        path.with_suffix(".json").write_text(json.dumps({{"ended by": status}}))
"""

FINE = {
    "nothing": rows(),
    "the longest text": rows("UPDATE measure SET text = substr(hex(zeroblob(500000)), 1, 1000000) WHERE rowid = 1"),
    "many long texts": rows("UPDATE measure SET text = replace(hex(zeroblob(10000)), '00', 'Wort ')"),
}

Answers = dict[str, Any]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Answers]]:
    """What each way in said of each file."""
    folder = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NRW_DESKTOP_DATA", str(folder / "data"))
        new_plans.new_plan(folder / "seed.nrwplan").close()
        files = {}
        for number, (name, make) in enumerate(
            {**CRAFTED, **{name: make for name, (make, _words) in DAMAGED.items()}, **FINE}.items()
        ):
            files[name] = folder / f"{number}" / "Plan.nrwplan"
            files[name].parent.mkdir()
            shutil.copy(folder / "seed.nrwplan", files[name])
            make(files[name])
        before = {name: digest(path) for name, path in files.items()}
        subprocess.run([sys.executable, "-c", DRIVER, *map(str, files.values())], check=True)
    found = {name: json.loads(path.with_suffix(".json").read_text()) for name, path in files.items()}
    for name, path in files.items():
        found[name]["unchanged"] = digest(path) == before[name]
        found[name]["beside"] = sorted(
            one.name for one in path.parent.iterdir() if one.suffix not in (".json", ".nrwplan")
        )
    yield found
    shutil.rmtree(folder)


def refused(found: Answers, words: str) -> None:
    """It is refused by each way in, in one sentence, and nothing was made of it."""
    assert "ended by" not in found
    assert found["unchanged"]
    assert found["beside"] == []
    for way in ("check", "show", "window", *REPORTS):
        code, out, said = found[way]
        assert code == 1, way
        assert re.search(words, said if way != "check" else out + said), (way, said)
        assert "unerwarteter" not in said
        assert "Bitte" in said
        assert said.rstrip("\n").count("\n") == 0
    assert found["window"][1] == "damaged", "the window offers the last good backup"
    # The same sentence on each way.
    assert len({found[way][2].strip() for way in ("show", "window", *REPORTS)}) == 1


@pytest.mark.parametrize("case", CRAFTED)
def test_a_crafted_schema_is_refused(answers: dict[str, Answers], case: str) -> None:
    refused(answers[case], STRUCTURE)


@pytest.mark.parametrize("case", DAMAGED)
def test_rows_that_are_no_plan_are_refused(answers: dict[str, Answers], case: str) -> None:
    refused(answers[case], DAMAGED[case][1])


@pytest.mark.parametrize("case", FINE)
def test_a_plan_within_the_limits_is_read_and_printed(answers: dict[str, Answers], case: str) -> None:
    found = answers[case]
    assert "ended by" not in found
    for way in ("show", "window", *REPORTS):
        assert found[way][0] == 0, found[way]
    assert found["beside"] == [f"Plan.{name}.pdf" for name in sorted(REPORTS)]

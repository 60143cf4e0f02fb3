"""The program as a process: its streams, and what it imports."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import nrw_desktop
from tests.program import program_command

GOLDEN = Path(__file__).parent.parent / "data" / "bielefeld.json"
ROOT = Path(nrw_desktop.__file__).parent.parent


def program(*words: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    environment = {"PATH": os.environ.get("PATH", ""), "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")}
    for name in ("HOME", "USERPROFILE", "NRW_DESKTOP_DATA", "XDG_DOCUMENTS_DIR", "COVERAGE_PROCESS_CONFIG"):
        if name in os.environ:
            environment[name] = os.environ[name]
    environment["PYTHONPATH"] = str(ROOT)
    environment |= options.pop("environment", {})  # type: ignore[arg-type]
    return subprocess.run(program_command(*words), env=environment, capture_output=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


def test_a_new_plan_shown_as_json_is_the_source_document(tmp_path: Path) -> None:
    made = program("new", "b.nrwplan", cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, b"")
    shown = program("show", "b.nrwplan", "--json", cwd=tmp_path, environment={"PYTHONIOENCODING": "ascii"})
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert shown.stdout == GOLDEN.read_bytes()


def test_a_report_is_printed(plan: Path) -> None:
    done = program("report", "phase-overview", plan.name, "-o", "o.pdf", cwd=plan.parent)
    assert (done.returncode, done.stderr) == (0, b"")
    content = (plan.parent / "o.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be without a screen")
def test_without_a_screen_the_overview_is_printed(tmp_path: Path, data_dir: Path) -> None:
    first = program(cwd=tmp_path)
    assert (first.returncode, first.stderr) == (0, b"")
    said = first.stdout.decode()
    assert "keinen Bildschirm" in said
    folder = data_dir.parent / "Dokumente" / "NRWeltoffen"
    pdf = folder / "Bielefeld Phasenübersicht.pdf"
    assert str(pdf) in said
    assert pdf.read_bytes().startswith(b"%PDF-")
    program(cwd=tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == ["Bielefeld Phasenübersicht.pdf", "Bielefeld.nrwplan"]
    pdf.write_bytes(b"von Hand")
    third = program(cwd=tmp_path)
    assert pdf.read_bytes() == b"von Hand"
    assert "Bielefeld Phasenübersicht (2).pdf" in third.stdout.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe is another error there")
def test_output_that_nobody_takes_is_no_traceback(plan: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        program_command("show", plan, "--json"), stdout=writer, stderr=subprocess.PIPE, check=False, cwd=ROOT
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_on_a_full_disk_is_said(plan: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(program_command("show", plan), stdout=full, stderr=subprocess.PIPE, check=False, cwd=ROOT)
    assert done.returncode == 1
    assert done.stderr.decode().strip() == "Die Ausgabe lässt sich nicht schreiben: Der Datenträger ist voll."


LEAN = """
import sys
from nrw_desktop.cli import main
code = main(sys.argv[1:])
heavy = [name for name in ("PySide6", "sqlalchemy", "alembic", "reportlab", "argparse") if name in sys.modules]
print(code, heavy, file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["show", "b.nrwplan", "--json"], "0 ['argparse']"),
        (["show", "b.nrwplan"], "0 ['argparse']"),
        (["status", "b.nrwplan"], "0 ['argparse']"),
        (["check", "b.nrwplan"], "0 ['argparse']"),
        (["history", "b.nrwplan"], "0 ['argparse']"),
        (["backup", "b.nrwplan"], "0 ['argparse']"),
        (["backups", "b.nrwplan"], "0 ['argparse']"),
        (["undo", "b.nrwplan"], "1 ['argparse']"),
        (["weg.nrwplan"], "1 []"),
        (["report", "phase-overview", "b.nrwplan", "-o", "o.pdf"], "0 ['reportlab', 'argparse']"),
    ],
)
def test_only_what_is_needed_is_imported(plan: Path, words: list[str], expected: str) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    lean = [sys.executable, "-c", LEAN, *words]
    done = subprocess.run(lean, env=environment, cwd=plan.parent, capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == expected

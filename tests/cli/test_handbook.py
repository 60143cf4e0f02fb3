"""The command that writes the handbook."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.cli.conftest import Call
from tests.gui.conftest import qapp  # noqa: F401


def test_in_a_process_of_its_own_it_writes_web_pages_with_the_keys_in_german(tmp_path: Path) -> None:
    run = "import sys; from nrw_desktop.cli import main; sys.exit(main())"
    out = tmp_path / "Handbuch"
    done = subprocess.run(
        [sys.executable, "-c", run, "handbook", "-o", out], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "beginnt mit „index.html“" in done.stdout
    assert "Strg+Umschalt+P" in (out / "tastatur.html").read_text("utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["Handbuch"]


def test_it_writes_a_pdf_or_says_why_not_and_leaves_what_is_there(
    call: Call,
    plan: Path,
    tmp_path: Path,
    qapp: QApplication,  # noqa: F811
) -> None:
    assert call("handbook", "-o", "Handbuch.pdf").code == 0
    assert (tmp_path / "Handbuch.pdf").read_bytes().startswith(b"%PDF-1.7")
    before = plan.read_bytes()
    (tmp_path / "voll").mkdir()
    (tmp_path / "voll" / "etwas").touch()
    for wanted, said in (
        (plan, "ist eine Datei"),
        ("voll", "ist nicht leer"),
        (".", "Namen eines neuen Ordners"),
        ("nirgends/Handbuch", "Den Ordner gibt es nicht"),
        ("nirgends/Handbuch.pdf", "Den Ordner gibt es nicht"),
    ):
        refused = call("handbook", "-o", wanted)
        assert (refused.code, said in refused.err) == (1, True), refused.err
    assert call("handbook").code == 2
    assert plan.read_bytes() == before
    assert sorted(path.name for path in (tmp_path / "voll").iterdir()) == ["etwas"]
    assert not list(tmp_path.glob(".*"))

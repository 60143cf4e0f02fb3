"""Tries the frozen program by the tests that see a program from outside: kills, power cuts, bad files, bombs, windows.

python tests/release/try_frozen.py FOLDER [ARGUMENTS OF PYTEST…] puts the program of that folder in the place of the
checkout's; takes half an hour. Without a screen (Xvfb), a compiler or root some of it is left out, and said.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = (
    # Killed at any moment and call, refused calls, without power; bombs; every text on paper.
    "tests/faults/test_program.py",
    # What a person may try to open.
    "tests/cli/test_open_matrix.py",
    "tests/cli/test_processes.py",
    # People at its window: by keys, killed, and with something missing around it.
    "tests/e2e",
    "tests/test_app_windows.py::test_a_second_start_raises_the_first_window_and_a_third_gets_past_a_crash",
)


def try_out(folder: Path, arguments: list[str]) -> int:
    """Run them with the program of a folder and give back pytest's exit code."""
    environment = {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"} | os.environ | {"NRW_FROZEN": str(folder)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "", *TESTS, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(try_out(Path(sys.argv[1]).resolve(), sys.argv[2:]))

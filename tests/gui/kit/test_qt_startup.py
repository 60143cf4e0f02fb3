"""PySide6 as the program loads it: in a process of its own, since here it is loaded already."""

import marshal
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType

import pytest

from nrw_desktop.gui.kit import qt_startup

_PROGRAM = """
import builtins, linecache, re, sys
compiled = []
plain_pattern = re.compile
plain = builtins.compile
def counting(source, filename, *more, **options):
    compiled.append(str(filename))
    return plain(source, filename, *more, **options)
builtins.compile = counting
from nrw_desktop.gui.kit import qt_startup
qt_startup.load_qt()
assert builtins.compile is counting
assert re.compile is plain_pattern
builtins.compile = plain
from PySide6.QtCore import QTimer
import nrw_desktop.domain.model.plan
print(sum(name.startswith(("shibokensupport", "signature_bootstrap")) for name in compiled))
print(any("nrw_desktop" in name for name in linecache.cache))
try:
    QTimer().setInterval("x")
except TypeError as error:
    print(*str(error).splitlines())
"""


def _load(folder: Path, **more: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        env=os.environ | {"NRW_DESKTOP_DATA": str(folder)} | more,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def _kept(folder: Path) -> Path:
    (file,) = folder.glob("pyside.*.code")
    return file


def test_signatures_are_taken_apart_late_and_as_before() -> None:
    pattern, flags = r"( [^,]+ )", re.VERBOSE
    late = qt_startup._LatePattern(pattern, flags)
    found = [match.group(1) for match in late.finditer("a, b")]
    assert found == [match.group(1) for match in re.finditer(pattern, "a, b", flags)]
    assert late.pattern == pattern


def test_second_start_compiles_nothing(tmp_path: Path) -> None:
    first, again = _load(tmp_path), _load(tmp_path)
    assert int(first[0]) > 5
    assert again[0] == "0"


def test_it_can_be_turned_off(tmp_path: Path) -> None:
    for _start in range(2):
        assert int(_load(tmp_path, **{qt_startup.PLAIN: "1"})[0]) > 5
    assert not list(tmp_path.glob("pyside.*.code"))


def test_sources_of_later_modules_are_not_read(tmp_path: Path) -> None:
    assert _load(tmp_path)[1] == "False"


def test_errors_of_qt_still_say_what_is_wrong(tmp_path: Path) -> None:
    for _start in range(2):
        said = _load(tmp_path)[2]
        assert "setInterval" in said
        assert "Supported signatures" in said


@pytest.mark.parametrize("damage", [lambda kept: kept[:-1], lambda kept: b"", lambda kept: kept[:9] + b"x" + kept[10:]])
def test_damaged_file_is_made_anew(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    _load(tmp_path)
    whole = _kept(tmp_path).read_bytes()
    _kept(tmp_path).write_bytes(damage(whole))
    assert int(_load(tmp_path)[0]) > 5
    assert _load(tmp_path)[0] == "0"


def _with_content(kept: bytes, content: bytes) -> bytes:
    """A file as the program writes it, checksum and all, that holds something else."""
    return qt_startup._marks() + qt_startup._checksum(content) + content


def _modules(kept: bytes) -> dict[str, tuple[bytes, CodeType]]:
    return qt_startup._decoded(kept)


WRONG: dict[str, Callable[[bytes], bytes]] = {
    "no marshal": lambda kept: b"\xff\xfe nichts",
    "nothing": lambda kept: b"",
    "a number": lambda kept: marshal.dumps(5),
    "names alone": lambda kept: marshal.dumps(list(_modules(kept))),
    "names and numbers": lambda kept: marshal.dumps(dict.fromkeys(_modules(kept), 1)),
    "no code": lambda kept: marshal.dumps({name: (mark, None) for name, (mark, _) in _modules(kept).items()}),
    "code of others": lambda kept: marshal.dumps(
        {name: (mark, compile("1/0", "anderes.py", "exec")) for name, (mark, _) in _modules(kept).items()}
    ),
    "code of functions": lambda kept: marshal.dumps(
        {name: (mark, (lambda x: x).__code__.replace(co_filename=name)) for name, (mark, _) in _modules(kept).items()}
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_right_checksum_over_the_wrong_content_is_no_harm(tmp_path: Path, case: str) -> None:
    _load(tmp_path)
    kept = _kept(tmp_path)
    whole = kept.read_bytes()
    kept.write_bytes(_with_content(whole, WRONG[case](whole)))
    assert int(_load(tmp_path)[0]) > 5
    assert _kept(tmp_path).read_bytes() == whole
    assert _load(tmp_path)[0] == "0"


@pytest.mark.parametrize("code", ["1/0", "import os; os.abort()", "raise SystemExit(3)"])
def test_what_ends_the_program_ends_it_once(tmp_path: Path, code: str) -> None:
    """In the name of PySide6's own modules, with the marks of their sources: only running it shows what it is."""
    _load(tmp_path)
    kept = _kept(tmp_path)
    whole = kept.read_bytes()
    wrong = {name: (mark, compile(code, name, "exec")) for name, (mark, _) in _modules(whole).items()}
    kept.write_bytes(_with_content(whole, marshal.dumps(wrong)))
    with pytest.raises(subprocess.CalledProcessError):
        _load(tmp_path)
    assert int(_load(tmp_path)[0]) > 5
    assert [path.name for path in tmp_path.iterdir()] == [kept.name]
    assert _load(tmp_path)[0] == "0"


def test_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("")
    assert int(_load(taken / "data")[0]) > 5

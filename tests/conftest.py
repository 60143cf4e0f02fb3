"""What all tests share: a home of their own, the plan of the source document, and a table of what faults did."""

import gc
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from nrw_desktop import paths
from nrw_desktop.domain.model import template
from nrw_desktop.domain.model.plan import Plan
from tests.quiet import complaints, logged_errors

# A busy machine is no defect, and a fixture that only reads may serve many examples.
hypothesis.settings.register_profile(
    "nrw", deadline=None, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture]
)
hypothesis.settings.load_profile("nrw")


@pytest.fixture(autouse=True)
def data_dir(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's own data, which is not there yet, in a home of this test's own, for child processes too."""
    home = tmp_path_factory.mktemp("home")
    data = home / "data"
    monkeypatch.setenv("NRW_DESKTOP_DATA", str(data))
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(home / "Dokumente"))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    return data


class _Errors(logging.Handler):
    """Keeps what is logged at level error or above."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Note one entry, with its trace."""
        self.lines.append(self.format(record))


_COLLECTED_EVERY = 20
_tests_with_windows = 0


@pytest.fixture(autouse=True)
def garbage_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the program, garbage is looked for in the thread of the windows alone: a widget that dies in another one
    leaves its timers behind, and Qt falls over them.
    """
    global _tests_with_windows
    if not {"qapp", "qtbot"} & set(request.fixturenames):
        yield
        return
    gc.disable()
    yield
    _tests_with_windows += 1
    if _tests_with_windows % _COLLECTED_EVERY == 0:
        gc.collect()


@pytest.fixture(autouse=True)
def quiet(request: pytest.FixtureRequest, data_dir: Path) -> Iterator[None]:
    """A test with a window fails over any error in the log, in this process or in a program that it started, and over
    any warning of Qt, unless its marker `complains` has a part of that. (Exceptions in slots pytest-qt sees to.)
    """
    if not ({"qapp", "qtbot"} & set(request.fixturenames) or {"gui", "e2e"} & set(request.node.path.parts)):
        yield
        return
    expected = [part for marker in request.node.iter_markers("complains") for part in marker.args]
    errors, warnings = _Errors(), request.getfixturevalue("qtlog")
    logging.getLogger("nrw_desktop").addHandler(errors)
    yield
    logging.getLogger("nrw_desktop").removeHandler(errors)
    assert complaints(errors.lines, expected) == []
    assert complaints((record.message for record in warnings.records), expected) == []
    log = data_dir / "nrw-desktop.log"
    assert not log.exists() or logged_errors(log.read_text("utf-8"), expected) == []


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Callable[..., None]:
    """Puts a line into the table at the end of a run: what was done, and the counts by their names."""

    def tell(what: str, **counts: int) -> None:
        found = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in counts.items())
        record_property("faults", f"{what}: {found}")

    return tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print that table."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    # Setting up and tearing down are reported too.
    made = [report for report in reports if getattr(report, "when", "") == "call"]
    lines = [str(line) for report in made for name, line in report.user_properties if name == "faults"]
    if lines:
        terminalreporter.section("faults")
        for line in sorted(lines):
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def template_plan() -> Plan:
    """Bielefeld's plan, made once; a Plan does not change."""
    content = paths.plan_template("bielefeld").read_bytes()
    return Plan.empty().apply(template.origin_change(template.read(content)))


@pytest.fixture
def bielefeld(template_plan: Plan) -> Plan:
    """The plan of the source document."""
    return template_plan

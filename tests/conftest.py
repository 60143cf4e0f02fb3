"""What all tests share: a home of their own, and the plan of the source document."""

from pathlib import Path

import hypothesis
import pytest

from nrw_desktop import paths
from nrw_desktop.domain import template
from nrw_desktop.domain.plan import Plan

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


@pytest.fixture(scope="session")
def template_plan() -> Plan:
    """Bielefeld's plan, made once; a Plan does not change."""
    content = paths.plan_template("bielefeld").read_bytes()
    return Plan.empty().apply(template.origin_change(template.read(content)))


@pytest.fixture
def bielefeld(template_plan: Plan) -> Plan:
    """The plan of the source document."""
    return template_plan

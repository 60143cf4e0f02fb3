"""A program without one of its fonts says so, and what to do."""

from pathlib import Path

import pytest

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.reports.typeset import font_files, typefaces
from nrw_desktop.reports.typeset.fonts import Face


def test_a_font_that_is_gone_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_files, "resources", lambda: tmp_path)
    with pytest.raises(PlanError, match=r"Schrift „Lato-Bold\.ttf“.*neu installieren"):
        Face("Bold")
    with pytest.raises(PlanError, match=r"Schrift „NotoSansSC-Regular\.ttf“"):
        typefaces.typeface.__wrapped__("NotoSansSC")

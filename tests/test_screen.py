"""A screen for tests is one as people have it, with a window manager."""

import os
import shutil
import subprocess

import pytest

from tests import screen

lacking = next((name for name in screen.TOOLS if shutil.which(name) is None), "")
pytestmark = pytest.mark.skipif(bool(lacking), reason=f"{lacking} is not installed")


def asked(environment: dict[str, str], *words: str) -> str:
    """What a window of the screen says of itself."""
    return subprocess.run(["xprop", *words], env=environment, capture_output=True, text=True, check=False).stdout


def test_windows_are_managed_as_long_as_there_is_the_screen() -> None:
    with screen.virtual_screen("640x480x24") as (environment, framebuffer):
        manager = asked(environment, "-root", "_NET_SUPPORTING_WM_CHECK").split()[-1]
        assert "Openbox" in asked(environment, "-id", manager, "_NET_WM_NAME")
        assert framebuffer is not None
        assert environment["DISPLAY"] != os.environ.get("DISPLAY")
    assert not asked(environment, "-root")

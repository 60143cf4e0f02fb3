"""The program says which release it is, what its parts are licensed under, and by itself when it is a year old."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from nrw_desktop import __version__, paths
from nrw_desktop.gui.help import about
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window import release
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.gui.window.plan_line import PlanLine
from nrw_desktop.gui.window.release import Release
from tests.gui.hands import Key, RecordingCommands, answer, button, labels, press

TODAY = dt.date.today()


def built(folder: Path, monkeypatch: pytest.MonkeyPatch, day: str, licences: str = "") -> None:
    """Have the program find what a build writes into it."""
    monkeypatch.setattr(paths, "resources", lambda: folder)
    (folder / "build.json").write_text(json.dumps({"day": day, "commit": "abc1234"}), "utf-8")
    (folder / "licences.txt").write_text(licences, "utf-8")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"day": "gestern", "commit": ""}', '{"day": 3, "commit": 1}'])
def test_what_a_build_wrote_can_be_broken_without_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    (tmp_path / "build.json").write_text(text, "utf-8")
    assert release.words(release.known()) == f"nrw_desktop {__version__}"
    assert not release.is_old(release.known(), TODAY)


def test_a_checkout_tells_the_licences_of_what_lies_in_it() -> None:
    for words in ("SIL OPEN FONT LICENSE", "ISC License", "Little CMS"):
        assert words.lower() in release.licences().lower()


def test_about_tells_the_release_and_leads_to_the_licences(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tmp_path, monkeypatch, "2026-01-31", "Qt: LGPL-3.0 <b>")
    monkeypatch.setattr(release, "is_old", lambda now, _today: now == Release(dt.date(2026, 1, 31), "abc1234"))
    told = answer(monkeypatch, "Lizenzen")
    read: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        read.append(dialog.findChild(QPlainTextEdit).toPlainText())
        button(dialog, "Schließen").click()

    QTimer.singleShot(0, look)
    about.show(window)
    assert read == ["Qt: LGPL-3.0 <b>"]
    assert f"nrw_desktop {__version__} vom 31.01.2026 (Stand abc1234)" in told[0]
    assert "mehr als ein Jahr alt" in told[0]


def test_an_old_release_says_so_once_a_month(
    workspace: Workspace,
    commands: RecordingCommands,
    settings: QSettings,
    show: Callable[[QWidget], QWidget],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def line() -> list[PlanLine]:
        return show(MainWindow(workspace, commands, settings)).findChildren(PlanLine)

    monkeypatch.setattr(release, "known", lambda: Release(TODAY - dt.timedelta(days=364), ""))
    assert line() == []
    monkeypatch.setattr(release, "known", lambda: Release(TODAY - dt.timedelta(days=365), ""))
    (first,) = line()
    assert "mehr als ein Jahr alt" in labels(first)
    button(first, "Über nrw_desktop …").setFocus()
    press(Key.Key_Space)
    assert commands.calls == [("help", "about")]
    assert first.isVisible()
    press(Key.Key_Escape)
    assert first.isHidden()
    assert line() == []
    # As if it had been another month.
    settings.setValue("old_release_told", "2020-01")
    assert len(line()) == 1

"""Colours, light and dark, and icons in them."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from msgspec.structs import asdict
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QIcon
from PySide6.QtWidgets import QApplication, QComboBox, QToolButton

from nrw_desktop import paths
from nrw_desktop.domain.model.choices import STATUS_WORDS
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.colors import DARK, HIGH, LIGHT, Colors, contrast
from nrw_desktop.gui.kit.icons import STATUS_ICONS


@pytest.fixture(autouse=True)
def light_again(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp, Qt.ColorScheme.Light)
    icons.retint()


@pytest.mark.parametrize("shades", [LIGHT, DARK, HIGH], ids=["hell", "dunkel", "hoher Kontrast"])
def test_every_text_can_be_read_on_its_ground(shades: Colors) -> None:
    grounds = [shades.window, shades.card, shades.field, shades.selection, shades.hover]
    for ground in grounds:
        assert contrast(shades.text, ground) >= 4.5
    for ground in (shades.window, shades.card, shades.field):
        assert contrast(shades.muted, ground) >= 4.5
    for name in STATUS_ICONS:
        assert contrast(getattr(shades, name), getattr(shades, f"{name}_ground")) >= 4.5, name
    assert contrast(shades.on_accent, shades.accent) >= 4.5
    assert contrast(shades.on_accent, shades.accent_hover) >= 4.5
    assert contrast(shades.danger, shades.card) >= 4.5
    # What shows where the keyboard is, and what is wrong, is no text: 3 : 1 (WCAG 1.4.11).
    assert contrast(shades.accent, shades.card) >= 3


def test_every_status_has_its_icon_and_colours() -> None:
    assert set(STATUS_ICONS) == set(STATUS_WORDS)
    assert {name for name in STATUS_ICONS if name in asdict(LIGHT) and f"{name}_ground" in asdict(LIGHT)} == set(
        STATUS_ICONS
    )
    for name in STATUS_ICONS.values():
        assert (paths.resources() / "icons" / f"{name}.svg").is_file()


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_the_style_sheet_is_filled_in(qapp: QApplication, scheme: Qt.ColorScheme) -> None:
    theme.apply(qapp, Qt.ColorScheme.Dark if scheme is Qt.ColorScheme.Light else Qt.ColorScheme.Light)
    assert theme.apply(qapp, scheme)
    assert not theme.apply(qapp, scheme)
    assert "@" not in qapp.styleSheet().partition("*/")[2]
    shades = DARK if scheme is Qt.ColorScheme.Dark else LIGHT
    assert theme.colors() is shades
    assert qapp.palette().window().color() == QColor(shades.window)


def test_icons_change_their_colour_with_the_theme(qapp: QApplication) -> None:
    button = QToolButton()
    icons.assign(button, "printer")
    light = button.icon().pixmap(16, 16).toImage()
    theme.apply(qapp, Qt.ColorScheme.Dark)
    icons.retint()
    assert button.icon().pixmap(16, 16).toImage() != light


def test_retinting_gets_over_what_is_gone(qapp: QApplication) -> None:
    kept, parent = QToolButton(), QToolButton()
    button, action = QToolButton(parent), QAction(parent)
    for target in (kept, button, action):
        icons.assign(target, "printer")
    shiboken6.delete(parent)
    theme.apply(qapp, Qt.ColorScheme.Dark)
    icons.retint()
    gc.collect()
    assert not kept.icon().isNull()


def test_icons_are_drawn_sharp_and_paler_where_disabled() -> None:
    icon = icons.icon("printer")
    assert icon is icons.icon("printer")
    assert icons.pixmap("printer", "#000000", 16, 2.0).width() == 32
    normal = icon.pixmap(16, QIcon.Mode.Normal).toImage()
    assert icon.pixmap(16, QIcon.Mode.Disabled).toImage() != normal


@pytest.mark.parametrize("path", sorted((paths.resources() / "icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_draws_something(path: object) -> None:
    picture = icons.pixmap(path.stem, "#ff0000", 20, 1.0).toImage()  # type: ignore[attr-defined]
    assert any(picture.pixelColor(x, y).alpha() for x in range(20) for y in range(20))


def test_an_icon_that_is_missing_is_an_error_and_no_crash(qapp: object) -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("gibt-es-nicht", "#ff0000", 16, 1.0)


FOLDERS = ["Jörg Müller (neu)", "a'b", "100 % #1", "日本"]
if os.name != "nt":
    FOLDERS += ['a"b', "a;b{c}", "a:b", "back\\slash"]


@pytest.mark.parametrize("name", FOLDERS)
def test_the_style_sheet_finds_its_pictures_in_a_folder_of_any_name(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A sheet that Qt cannot read is a warning, and no design at all; a picture not found is none in its place."""
    shipped = Path(shutil.copytree(paths.resources(), tmp_path / name))
    red = '<rect width="24" height="24" fill="#ff0000"/>'
    (shipped / "icons" / "chevron-down.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">{red}</svg>'
    )
    monkeypatch.setattr(paths, "resources", lambda: shipped)
    try:
        theme.apply(qapp, Qt.ColorScheme.Dark)
        theme.apply(qapp, Qt.ColorScheme.Light)
        box = QComboBox()
        box.resize(120, 30)
        box.ensurePolished()
        picture = box.grab().toImage()
        seen = {picture.pixelColor(x, 15).name() for x in range(picture.width())}
        assert "#ff0000" in seen
    finally:
        monkeypatch.undo()
        theme.apply(qapp, Qt.ColorScheme.Dark)
        theme.apply(qapp, Qt.ColorScheme.Light)

"""Views of the results of a year in the settings: kept by name, and harmless where they are broken."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PySide6.QtCore import QSettings

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.dialogs.results_columns import columns, key_of
from nrw_desktop.gui.dialogs.results_layouts import BUILT_IN, Layout, Layouts, columns_of

KEYS = [key_of(column) for column in columns(2018)]


def opened(path: Path) -> Layouts:
    return Layouts(QSettings(str(path), QSettings.Format.IniFormat), KEYS)


def test_views_are_kept_renamed_and_removed(tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    settings = QSettings(str(path), QSettings.Format.IniFormat)
    layouts = Layouts(settings, KEYS)
    assert layouts.last() == BUILT_IN[0]
    mine = Layout("Für „Köln“, 50 %", (("cost.actual", 140), ("measure.status", 0)))
    layouts.save(mine)
    layouts.save(Layout("Kurz", (("measure.result", 20),)))
    layouts.keep_last(mine)
    settings.sync()
    again = opened(path)
    # A column is never so narrow that nothing can be seen of it.
    assert again.own == [mine, Layout("Kurz", (("measure.result", 60),))]
    assert again.last() == mine
    again.rename("Kurz", "Lang")
    again.remove(mine.name)
    assert [one.name for one in again.all()] == [*(one.name for one in BUILT_IN), "Lang"]
    assert again.is_own("Lang")
    assert not again.is_own("Kosten")
    for name, why in (("", "einen Namen"), (" ", "einen Namen"), ("kosten", "gibt es schon"), ("x" * 61, "zu lang")):
        with pytest.raises(PlanError, match=why):
            again.checked_name(name)
    assert again.checked_name("lang ", before="Lang") == "lang"


def test_what_is_built_in_can_be_shown() -> None:
    assert all(key in KEYS for layout in BUILT_IN for key in columns_of(layout))


BROKEN = st.one_of(
    st.text(max_size=30),
    st.sampled_from([
        "[", "{}", "[1]", '[{"name": "x", "columns": []}]', '[{"name": 1, "columns": [["measure.status", 5]]}]',
        '[{"name": "x", "columns": [["weg", 5]]}]', '{"name": "x", "columns": [["measure.status", -5]]}',
        '[{"name": "x", "columns": [["measure.status", 5], ["measure.status", 1e99]]}]', "null",
    ]),
)  # fmt: skip


@hypothesis_settings(max_examples=40)
@given(views=BROKEN, last=BROKEN)
def test_broken_views_are_harmless(tmp_path_factory: pytest.TempPathFactory, views: str, last: str) -> None:
    path = tmp_path_factory.getbasetemp() / "broken.ini"
    settings = QSettings(str(path), QSettings.Format.IniFormat)
    settings.setValue("results/views", views)
    settings.setValue("results/last", last)
    layouts = Layouts(settings, KEYS)
    assert layouts.own == []
    assert layouts.last() == BUILT_IN[0]

"""What number formats make of a day."""

import pytest

from nrw_desktop.exchange.lists.seen import shows_month, shows_year


@pytest.mark.parametrize("code", ["mmm yy", "MM/YYYY", "mmmm", "MMM", "[$-407]mmmm\\ yyyy", "MM.JJJJ"])
def test_a_month_is_shown(code: str) -> None:
    assert shows_month(code)


@pytest.mark.parametrize(
    "code",
    ["dd.mm.yyyy", "TT.MM.JJJJ", "hh:mm", "[h]:mm", "mm:ss", "General", "Standard", "#,##0", "yyyy", ""],
)
def test_no_month_is_shown(code: str) -> None:
    assert not shows_month(code)


def test_a_year_is_shown() -> None:
    assert shows_year("yyyy")
    assert shows_year("JJJJ")
    assert not shows_year("mm/yyyy")

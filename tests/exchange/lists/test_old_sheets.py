"""An old workbook that is damaged is seen as far as it is whole, and nothing of it ends in an error of ours."""

from pathlib import Path

import pytest

from nrw_desktop.exchange.lists.compound_file import part
from nrw_desktop.exchange.lists.old_sheets import OldBook, looked_at

OLD = Path(__file__).parents[2] / "data" / "lists" / "bars_and_comment.xls"


def test_what_stands_beside_values_is_seen() -> None:
    (sheet,) = looked_at(OLD).sheets.values()
    assert sheet.asides.notes == {(1, 1): "Kommentar: Bitte prüfen"}
    assert sheet.asides.boxes == ["Stand: Mai"]
    assert sheet.asides.hidden == {2}
    assert sheet.months == {(1, 3)}
    assert set(sheet.colours) == {(1, 4), (1, 5), (2, 15)}


@pytest.mark.parametrize("end", [0, 30, 511, 600, 2_000, 3_500, 6_000])
def test_half_a_file_is_nothing_or_a_part(end: int, tmp_path: Path) -> None:
    path = tmp_path / "half.xls"
    path.write_bytes(OLD.read_bytes()[:end])
    assert isinstance(looked_at(path), OldBook)


def test_sectors_that_follow_themselves_are_refused() -> None:
    content = bytearray(OLD.read_bytes())
    table = 512 + 512 * int.from_bytes(content[76:80], "little")
    for number in range(20):
        content[table + 4 * number : table + 4 * number + 4] = number.to_bytes(4, "little")
    with pytest.raises(ValueError, match="circle"):
        part(bytes(content), ("Workbook",))

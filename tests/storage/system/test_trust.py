"""What the person has agreed to is remembered, and nothing is where that cannot be read."""

from pathlib import Path

from nrw_desktop.storage.system import trust


def test_it_is_remembered(data_dir: Path) -> None:
    assert not trust.is_trusted("a")
    assert not trust.is_known("Rechner")
    trust.trust("a")
    trust.know("Rechner")
    assert trust.is_trusted("a")
    assert not trust.is_trusted("b")
    assert trust.is_known("rechner")


def test_what_cannot_be_read_is_no_agreement(data_dir: Path) -> None:
    trust.trust("a")
    (file,) = data_dir.iterdir()
    file.write_bytes(b"{")
    assert not trust.is_trusted("a")
    trust.trust("a")
    assert trust.is_trusted("a")


def test_where_it_cannot_be_kept_the_next_time_asks_again(data_dir: Path) -> None:
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    data_dir.write_bytes(b"")
    trust.trust("a")
    assert not trust.is_trusted("a")

"""What the benchmarks found, as text and as the document."""

from tests.bench.table import Finding, explained, largest, markdown


def slow() -> None:
    sorted(str(number) for number in range(20_000))


def test_what_misses_its_bar_is_told_with_where_the_time_goes() -> None:
    missed = explained(Finding("an edit", [9.0, 10.0, 11.0], [2.0, 2.0, 2.0], "raw sqlite3", 2.5), slow, 2)
    met = explained(Finding("undo", [1.0], [1.0], "making it", 1.2), slow)
    assert (missed.over, met.over, met.profile) == (True, False, "")
    assert "sorted" in missed.profile
    text = markdown([missed, met])
    assert "| an edit | 10.0 ms | 2.0 ms raw sqlite3 | 5.00 [4.50–5.50] n=3 | ≤ 2.5 × | OVER |" in text
    assert f"- an edit: {missed.profile}" in text
    assert "- undo" not in text
    assert len({line.count("|") for line in text.splitlines() if line.startswith("|")}) == 1
    assert markdown([met]).endswith("No bar is missed.")


def test_the_largest_parts_come_first() -> None:
    assert largest({"a": 1, "b": 30, "c": 2, "d": 3, "e": 4}, "MB") == "b 30 MB, e 4 MB, d 3 MB, c 2 MB"

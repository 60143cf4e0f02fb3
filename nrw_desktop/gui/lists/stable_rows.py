"""Which rows of a list can stay where they are while the others move."""

from bisect import bisect_left


def longest_run(places: list[int]) -> set[int]:
    """The members of a longest increasing run of places."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        length = bisect_left(tails, place)
        before[place] = tails[length - 1] if length else None
        tails[length : length + 1] = [place]
    run: set[int] = set()
    place_or_none = tails[-1] if tails else None
    while place_or_none is not None:
        run.add(place_or_none)
        place_or_none = before[place_or_none]
    return run

"""What a benchmark found, and how it is shown: ours, what it is measured against, their ratio and the bar."""

import cProfile
import pstats
import re
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

_TOLD = 4
HEADER = ("what", "ours", "against", "ratio median [min–max]", "bar", "")


@dataclass(frozen=True)
class Finding:
    """One line: figures taken in turns, ours and the other's. ``bar`` is the highest good median of their ratios.

    ``within`` is a second bar: how much more than the other's ours may be, in the same unit. Without ``against`` the
    line only reports.
    """

    what: str
    ours: Sequence[float]
    against: Sequence[float] = ()
    opponent: str = ""
    bar: float | None = None
    within: float | None = None
    unit: str = "ms"
    profile: str = ""
    """Where ours goes, in a line: for one that misses its bar."""

    @property
    def ratio(self) -> float:
        """The median of the pairs' ratios."""
        return statistics.median(self._ratios())

    @property
    def over(self) -> bool:
        """Whether a bar is missed."""
        too_slow = self.bar is not None and self.ratio > self.bar
        more = statistics.median(self.ours) - statistics.median(self.against) if self.against else 0.0
        return too_slow or (self.within is not None and more > self.within)

    def cells(self) -> tuple[str, ...]:
        """The line as texts."""
        ours, ratio, against = f"{statistics.median(self.ours):,.1f} {self.unit}", "", ""
        if self.against:
            ratios = self._ratios()
            ratio = f"{self.ratio:.2f} [{min(ratios):.2f}–{max(ratios):.2f}] n={len(ratios)}"
            against = f"{statistics.median(self.against):,.1f} {self.unit} {self.opponent}"
        bars = [f"≤ {self.bar:g} ×"] if self.bar is not None else []
        bars += [f"≤ +{self.within:g} {self.unit}"] if self.within is not None else []
        verdict = ("OVER" if self.over else "ok") if bars else ""
        return self.what, ours, against, ratio, ", ".join(bars), verdict

    def _ratios(self) -> list[float]:
        return [ours / other for ours, other in zip(self.ours, self.against, strict=True)]


def milliseconds(work: Callable[[], object]) -> float:
    """How long it takes to do something once."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def in_turns(
    pairs: int, ours: Callable[[], object], other: Callable[[], object]
) -> tuple[Sequence[float], Sequence[float]]:
    """Both, one after the other, so many times after a first time that does not count; milliseconds of each."""
    found = [(milliseconds(ours), milliseconds(other)) for _ in range(pairs + 1)][1:]
    return [pair[0] for pair in found], [pair[1] for pair in found]


def explained(finding: Finding, ours: Callable[[], object], times: int = 10) -> Finding:
    """The finding, with a profile of what was measured if it misses its bar."""
    return replace(finding, profile=_profiled(ours, times)) if finding.over else finding


def _profiled(work: Callable[[], object], times: int) -> str:
    """The functions in which most of the time goes, each without those that it calls, in parts of the whole."""
    profile = cProfile.Profile()
    for _ in range(times):
        profile.runcall(work)
    stats = pstats.Stats(profile)
    functions = stats.stats.items()  # type: ignore[attr-defined]
    own = sorted(((figures[2], place) for place, figures in functions), reverse=True)
    whole = sum(seconds for seconds, _place in own) or 1.0
    return ", ".join(f"{seconds / whole:.0%} {_called(*place)}" for seconds, place in own[:_TOLD])


def largest(parts: Mapping[str, float], unit: str) -> str:
    """The largest of some parts, in a line."""
    first = sorted(parts.items(), key=lambda part: -part[1])[:_TOLD]
    return ", ".join(f"{name} {size:.0f} {unit}" for name, size in first)


def _called(file: str, _line: int, function: str) -> str:
    name = re.sub(r" at 0x\w+| objects$|^(?:built-in )?method |^function |'", "", function.strip("<>"))
    return f"{Path(file).stem}.{name}" if file != "~" else name


def markdown(findings: Sequence[Finding]) -> str:
    """All lines as a table, and below it where the time goes of those that miss their bar."""
    lines = [HEADER, tuple("---" for _ in HEADER), *(finding.cells() for finding in findings)]
    table = "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)
    missed = [f"- {finding.what}: {finding.profile or 'no profile'}" for finding in findings if finding.over]
    if not missed:
        return f"{table}\n\nNo bar is missed."
    return "\n".join((table, "", "## Where it goes in those over the bar", "", *missed))


def shown(findings: Sequence[Finding]) -> str:
    """All lines below each other."""
    lines = [HEADER, *(finding.cells() for finding in findings)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADER))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)

"""The garbage collector rests while a report is made, and works again whatever happens."""

import gc
import threading
from collections.abc import Iterator

import pytest

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.calm import uncollected
from nrw_desktop.reports.request import Request
from tests.reports.pdf_tools import DAY, seed


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """The collector works to begin with; the window's tests, in the same process, may have left it to a timer."""
    worked = gc.isenabled()
    gc.enable()
    yield
    if not worked:
        gc.disable()


def test_it_works_again_after_a_report_and_after_one_that_failed() -> None:
    seen: list[bool] = []
    catalogue.made("status", seed(), Request(DAY, progress=lambda *_: seen.append(gc.isenabled())))
    assert seen
    assert not any(seen)
    assert gc.isenabled()
    with pytest.raises(PlanError):
        catalogue.made("status", seed(), Request(DAY, phases=("nowhere",)))
    assert gc.isenabled()


def test_of_two_at_once_the_last_lets_it_work_again() -> None:
    begun, done = threading.Event(), threading.Event()

    def other() -> None:
        with uncollected():
            begun.set()
            done.wait(10)

    thread = threading.Thread(target=other)
    with uncollected():
        thread.start()
        begun.wait(10)
    assert not gc.isenabled()
    done.set()
    thread.join()
    assert gc.isenabled()


def test_who_switched_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()

"""A print queue of its own for each test."""

from collections.abc import Iterator

import pytest

from tests.gui import print_queue
from tests.gui.print_queue import Queue


@pytest.fixture(scope="module")
def cups() -> Iterator[Queue]:
    with print_queue.server() as running:
        yield running


@pytest.fixture
def queue(cups: Queue) -> Iterator[Queue]:
    with print_queue.alone():
        cups.begin()
        yield cups
        cups.end()

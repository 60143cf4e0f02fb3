"""What a test with a window fails over is found, and nothing else."""

from tests.quiet import HARMLESS, complaints, logged_errors

LOG = """\
2026-11-26 03:00:15,101 7 WARNING nrw_desktop.storage.system.lock: no lock
2026-11-26 03:00:15,102 7 ERROR nrw_desktop.gui.kit.background: a work in the background failed
Traceback (most recent call last):
ZeroDivisionError
2026-11-26 03:00:15,103 7 CRITICAL nrw_desktop.gui.kit.error_boxes: unexpected error
Traceback (most recent call last):
RuntimeError: Internal C++ object (RecordView) already deleted.
"""


def test_errors_in_a_log_come_with_their_traces() -> None:
    found = logged_errors(LOG)
    assert len(found) == 2
    assert found[1].endswith("already deleted.\n")
    assert logged_errors(LOG, ["ZeroDivisionError"]) == found[1:]
    assert logged_errors(LOG, ["ZeroDivisionError", "already deleted"]) == []
    assert logged_errors("") == []


def test_all_that_is_not_harmless_is_a_complaint() -> None:
    assert complaints([f"x {part} y" for part in HARMLESS]) == []
    assert complaints(["", "  ", "Could not parse application stylesheet"]) == [
        "Could not parse application stylesheet"
    ]
    assert complaints(["QPdf: no", "QPainter: no"], ["QPdf"]) == ["QPainter: no"]

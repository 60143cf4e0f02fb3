"""What Python for Windows must do without under Wine; read by it unasked, and never shipped (release/shipped.py)."""

import sys

sys.modules["_wmi"] = None  # type: ignore[assignment]

import _winapi  # noqa: E402  (nothing else has been imported that looks for the other)

delattr(_winapi, "CopyFile2")

"""What a plan is: pure values and rules, nothing read, nothing written."""

import sys

# msgspec asks typing_extensions for what typing itself has since Python 3.11. Where it finds none it takes that, and a
# twentieth of the program's start is saved; whoever needs typing_extensions later finds it as ever.
if "typing_extensions" not in sys.modules:
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    import msgspec  # noqa: F401

    del sys.modules["typing_extensions"]

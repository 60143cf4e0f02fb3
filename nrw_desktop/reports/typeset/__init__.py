"""Typesetting for all reports: text, tables, tags and the PDF itself; no plan is known here."""

import sys
from typing import Any, cast

# ReportLab would load HarfBuzz, for every text. `shaping` does so for those that need it, and shapes them itself.
if "uharfbuzz" not in sys.modules:
    sys.modules["uharfbuzz"] = cast(Any, None)
    try:
        import reportlab.pdfbase.ttfonts  # noqa: F401
    finally:
        del sys.modules["uharfbuzz"]

"""The seam to `domain/edits` for what is seen at the start: they are loaded, all at once, when the first is asked for.

Used as the package itself is: ``from nrw_desktop.gui.session import late_edits as edits``.
"""

from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nrw_desktop.domain.edits import *  # noqa: F403


def __getattr__(name: str) -> ModuleType:
    from nrw_desktop.domain import edits

    return getattr(edits, name)  # type: ignore[no-any-return]

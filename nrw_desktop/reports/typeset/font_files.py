"""The font files that the program brings along."""

from pathlib import Path

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.paths import resources


def font_file(name: str) -> Path:
    """The file of a typeface in a cut, „Lato-Bold“.

    Raises:
        PlanError: it is gone, as nothing of the program should be.
    """
    path = resources() / "fonts" / f"{name}.ttf"
    if not path.is_file():
        raise PlanError(
            f"Drucken lässt sich gerade nicht: Dem Programm fehlt seine Schrift „{path.name}“. "
            "Bitte das Programm neu installieren; die Pläne bleiben dabei, wie sie sind."
        )
    return path

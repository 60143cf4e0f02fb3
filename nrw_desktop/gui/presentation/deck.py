"""The pages of a presentation, which of them is shown, and which measure on it the keys are about."""

from collections.abc import Iterable

from nrw_desktop.gui.presentation.paging import Page, pages
from nrw_desktop.gui.presentation.sections import MeasureLine, Noted, Section


class Deck:
    """Starts without pages. ``at`` is the place of the page that is shown; ``chosen`` the id of a measure on it, or
    nothing where it has none.
    """

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self._before: list[Page] = []
        self.at = 0
        self.chosen = ""

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.pages[self.at]

    def begin(self, found: Iterable[Section], room: float) -> None:
        """Show other sections from the first page on; ``room`` as for `paging.pages`."""
        self.pages, self.at, self.chosen = [], 0, ""
        self.renew(found, room)

    def renew(self, found: Iterable[Section], room: float) -> None:
        """Take the pages anew, and stay on the one that is shown, or where its section begins now."""
        here = self.page if self.pages else None
        place = here.measures.index(self.chosen) if here is not None and self.chosen in here.measures else 0
        self._before, self.pages = self.pages, pages(found, room)
        if here is not None:
            same = [at for at, page in enumerate(self.pages) if page.section.key == here.section.key]
            if same:
                self.at = same[min(here.part, len(same)) - 1]
                if self.chosen:
                    self.at = next((at for at in same if self.chosen in self.pages[at].measures), self.at)
        self.at = min(self.at, len(self.pages) - 1)
        left = self.page.measures
        if self.chosen not in left:
            # One that left the list is followed by the next there.
            self.chosen = left[min(place, len(left) - 1)] if left else ""

    def go_to_news(self) -> bool:
        """Show the page of the section that has what was written last, if any; whether that is another one."""
        key = self.page.section.key
        known = {block for page in self._before if page.section.key == key for block in page.blocks}
        news = (
            at
            for at, page in enumerate(self.pages)
            if page.section.key == key
            for block in page.blocks
            if isinstance(block, Noted) and block not in known
        )
        return self.go(next(news, self.at))

    def go(self, page: int) -> bool:
        """Show the page of this place, or the nearest there is; whether that is another one."""
        wanted = min(max(page, 0), len(self.pages) - 1)
        if wanted == self.at:
            return False
        self.at = wanted
        self.chosen = next(iter(self.page.measures), "")
        return True

    def choose(self, step: int) -> MeasureLine | None:
        """Choose the next measure of the section, or the one before; None where there is none."""
        key = self.page.section.key
        measures = [(at, one) for at, page in enumerate(self.pages) if page.section.key == key for one in page.measures]
        place = next((place for place, (_at, one) in enumerate(measures) if one == self.chosen), None)
        if place is None or not 0 <= place + step < len(measures):
            return None
        self.at, self.chosen = measures[place + step]
        lines = (block for block in self.page.blocks if isinstance(block, MeasureLine))
        return next(line for line in lines if line.id == self.chosen)

"""What the timeline shows, chosen in the head of its card: how it is grouped, and which measures."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import measure_groups
from nrw_desktop.domain.queries.measure_groups import ALL, By, Chosen
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.icons import beside_icon
from nrw_desktop.gui.kit.safe_widgets import ComboBox, literal, tip_text

_GROUPINGS: dict[By, str] = {
    "phase": "nach Phasen",
    "field": "nach Handlungsfeldern",
    "responsible": "nach Verantwortlichen",
}
_LEAST = 120
_FILTERS = {"fields": "Handlungsfeld", "responsibles": "Verantwortlich", "statuses": "Status"}


class GroupingBox(ComboBox):
    """By what measures are grouped."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        for code, words in _GROUPINGS.items():
            self.addItem(words, code)
        self.setAccessibleName("Gruppieren")
        self.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        # With large text it gives way to the day that is compared with.
        theme.follow_text(self, lambda box: box.setMinimumWidth(theme.scaled(_LEAST)))

    def by(self) -> By:
        """What is chosen."""
        return self.currentData()  # type: ignore[no-any-return]

    def choose(self, by: object) -> None:
        """Choose this; what there is not, is left out."""
        if (place := self.findData(by)) >= 0:
            self.setCurrentIndex(place)


class FilterButton(QToolButton):
    """A menu of all Handlungsfelder, responsibles and statuses that occur; `changed` tells that others are ticked."""

    changed = Signal()

    def __init__(self, plan: Plan, parent: QWidget | None = None):
        super().__init__(parent)
        self.chosen: Chosen = ALL
        self._plan = plan
        self.setToolButtonStyle(self.toolButtonStyle().ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self._show()

    def follow(self, plan: Plan) -> None:
        """Offer what the plan has now; what nobody has any more is chosen no longer."""
        self._plan = plan
        if self.chosen != ALL:
            self.set_chosen(self.chosen.still(measure_groups.offers(plan)))

    def set_chosen(self, chosen: Chosen) -> None:
        """Tick these."""
        if chosen != self.chosen:
            self.chosen = chosen
            self._show()
            self.changed.emit()

    def text_state(self) -> str:
        """What is ticked, to be kept."""
        return msgspec.json.encode({name: sorted(getattr(self.chosen, name)) for name in _FILTERS}).decode()

    def restore(self, text: str) -> None:
        """Tick what `text_state` told."""
        try:
            kept = msgspec.json.decode(text or "{}")
            found = Chosen(*(frozenset(map(str, kept.get(name, ()))) for name in _FILTERS))
        except (ValueError, AttributeError, TypeError):
            return
        if found != self.chosen:
            self.set_chosen(found.still(measure_groups.offers(self._plan)))

    def _show(self) -> None:
        count = sum(len(getattr(self.chosen, name)) for name in _FILTERS)
        words = f"Filter ({count})" if count else "Filter"
        self.setText(beside_icon(words))
        # In a narrow card there is the icon alone.
        icons.assign(self, "list-filter", "accent" if count else "text")
        name = f"Zeitplan filtern, {count} gewählt" if count else "Zeitplan filtern"
        self.setAccessibleName(name)
        self.setToolTip(tip_text(name))

    def _fill(self) -> None:
        for menu in self._menu.findChildren(QMenu):
            menu.deleteLater()
        self._menu.clear()
        offers = measure_groups.offers(self._plan)
        for name, words in _FILTERS.items():
            menu = self._menu.addMenu(words)
            for offer in getattr(offers, name):
                action = menu.addAction(literal(f"{offer.title} ({offer.count})"))
                action.setCheckable(True)
                action.setChecked(offer.key in getattr(self.chosen, name))
                action.setData((name, offer.key))
            menu.setEnabled(bool(menu.actions()))
            menu.triggered.connect(self._tick)
        self._menu.addSeparator()
        everything = self._menu.addAction("Alle zeigen")
        everything.setEnabled(self.chosen != ALL)
        everything.triggered.connect(self._show_all)

    def _show_all(self) -> None:
        self.set_chosen(ALL)

    def _tick(self, action: QAction) -> None:
        name, key = action.data()
        held = {one: getattr(self.chosen, one) for one in _FILTERS}
        held[name] = held[name] ^ {key}
        self.set_chosen(Chosen(**held))

"""The line that says which phase's partners count here too; it opens the dialog about that."""

from nrw_desktop.gui.kit import icons
from nrw_desktop.gui.kit.link_button import LinkButton


class ReferenceButton(LinkButton):
    """Shows the words of the reference; one that leads to a later phase, left over from a move, is marked as odd."""

    def show_reference(self, wording: str, forward: bool) -> None:
        """Show the words that print; ``forward`` says that they lead to a later phase."""
        words = f"Verweis: {wording or 'keiner'}"
        icons.assign(self, "triangle-alert" if forward else "link", "danger" if forward else "muted")
        self.show_words(
            f"{words} – führt zu einer späteren Phase" if forward else words,
            "Verweis, Hervorhebung und Wortlaut bearbeiten (Strg+E)",
        )

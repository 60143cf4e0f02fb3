"""The trees of a phase in their cards: its goals, and its partners."""

"""Tables in their cards, and what the commands of a window do with their rows."""

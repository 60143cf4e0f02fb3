"""Help: the handbook, which of its pages is about what, the shortcuts, what this program is, and who supports it."""

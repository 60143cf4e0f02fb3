"""The plan for a room full of people: full screen, page by page, with nothing internal."""

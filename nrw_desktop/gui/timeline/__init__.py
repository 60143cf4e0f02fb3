"""The timeline: phases and measures as bars along an axis of time, painted by ourselves, and a table of the same."""

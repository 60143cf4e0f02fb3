"""What the page of meetings is made of: the list of meetings, the agenda, what came of its items, attendance."""

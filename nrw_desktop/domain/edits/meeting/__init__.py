"""The use cases of meetings: bodies, agenda, attendance, decisions and tasks."""

"""What opens above the window."""

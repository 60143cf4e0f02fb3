"""The main window, its actions and commands, and its foot."""

"""The open plan as the window knows it: its workspace, lock, backups and other versions."""

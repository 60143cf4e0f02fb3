"""Where a plan stands today: the face „Stand“ of the overview."""

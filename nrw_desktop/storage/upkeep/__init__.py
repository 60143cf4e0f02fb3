"""What is done to a plan file as a whole: backing up, upgrading, finding the last one."""

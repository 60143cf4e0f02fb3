"""What the program does without a window, one module for the commands about one thing."""

"""This computer: locks, processes, the log file, what errors of the system mean."""

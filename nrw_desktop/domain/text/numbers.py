"""Whole numbers as people write them; it needs nothing else, for the sake of the child that reads files."""


def grouped(number: int) -> str:
    """1234 as 1.234."""
    return f"{number:,}".replace(",", ".")

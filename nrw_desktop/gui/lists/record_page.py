"""What is behind one tab of a form."""

from PySide6.QtWidgets import QWidget


class RecordPage(QWidget):
    """Shows something of one record after the other."""

    def show_record(self, key: str | None) -> None:
        """Show another record, or none."""
        raise NotImplementedError

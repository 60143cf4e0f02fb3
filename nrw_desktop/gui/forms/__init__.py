"""Forms of Qt Designer, bound to records field by field."""

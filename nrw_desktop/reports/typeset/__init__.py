"""Typesetting for all reports: text, tables, tags and the PDF itself; no plan is known here."""

"""Text documents of Word and Writer: their tables, lists and paragraphs, read as a `Source`."""

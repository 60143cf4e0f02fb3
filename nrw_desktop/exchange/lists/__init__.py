"""Lists of other programs: workbooks, CSV and calendars, read as tables of texts such as a person would type."""

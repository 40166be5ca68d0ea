"""The plan: a table of frozen records, and changes to it as values."""

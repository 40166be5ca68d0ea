"""The file: tags, their mending, sections, records in columns, and the tables that entities refer to."""

"""The flow process chart in the window: its lines as a spreadsheet, its symbols, its summary."""

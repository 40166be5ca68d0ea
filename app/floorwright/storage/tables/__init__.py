"""Reading the tables of equipment, flows, methods, aisles and walls that people keep in spreadsheets."""

"""What was observed on the floor: ways that people went, cleaned, snapped to stations, measured and compared."""

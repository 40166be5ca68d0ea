"""Floorwright: factory floors to scale, with flows that are measured while you drag."""

__version__ = "0.1.0"

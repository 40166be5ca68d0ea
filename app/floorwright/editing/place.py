"""Placing equipment, under the name the window looks for."""

from floorwright.editing.tools.place import Placing

__all__ = ["Placing"]

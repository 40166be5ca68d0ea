"""The window: the only room that imports Qt."""

import builtins

import PySide6.QtCore  # noqa: F401  # which puts an import of its own in the place of Python's

# PySide's import reads the source of every module that comes after it, to see whether it might want other names for
# what Qt can do (`from __feature__ import snake_case`). Nothing here does, and a start would read two hundred files.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)

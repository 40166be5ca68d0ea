"""Which of these tests this machine can run: ifcopenshell is 258 MB and installed by those who want it."""

import importlib.util

collect_ignore = [] if importlib.util.find_spec("ifcopenshell") else ["test_models.py"]

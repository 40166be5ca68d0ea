"""Which of these tests this machine can run."""

import os

collect_ignore = [
    # The fake converters are scripts with a first line, which Windows does not start.
    *([] if os.name == "posix" else ["test_own_converter.py"]),
    # Real DWG files are not shipped: FLOORWRIGHT_DRAWINGS names a folder with `x.dwg` and its twin `x.dxf`.
    *([] if os.environ.get("FLOORWRIGHT_DRAWINGS") else ["test_twins.py"]),
]

"""The user's own converter, where there is one: the ODA File Converter or LibreDWG's dwg2dxf."""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

_NAMES = {"ODA File Converter": "ODAFileConverter", "dwg2dxf": "dwg2dxf"}
_USUAL_PLACES = (
    "ODA/ODAFileConverter*/ODAFileConverter.exe",  # below Program Files
    "ODAFileConverter.app/Contents/MacOS/ODAFileConverter",  # below /Applications
)


@dataclass(frozen=True, slots=True)
class OwnConverter:
    """A converter by the name the user knows, and where it is."""

    name: str
    path: Path


def own_converter() -> OwnConverter | None:
    """The converter that is installed: on the PATH, else where its installer puts it."""
    # A folder of the PATH that is not absolute is where the drawing may be: nothing there is started.
    folders = [folder for folder in os.environ.get("PATH", "").split(os.pathsep) if Path(folder).is_absolute()]
    for name, program in _NAMES.items():
        found = shutil.which(program, path=os.pathsep.join(folders)) if folders else None
        if found and Path(found).is_absolute():
            return OwnConverter(name, Path(found))
    for root in (os.environ.get("PROGRAMFILES", ""), "/Applications" if sys.platform == "darwin" else ""):
        for pattern in _USUAL_PLACES if Path(root).is_absolute() else ():
            for path in sorted(Path(root).glob(pattern)):
                return OwnConverter("ODA File Converter", path)
    return None

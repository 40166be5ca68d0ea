"""Where the files that Floorwright ships are: icons, symbols, sheets, fonts, samples."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED, _CHECKOUT = _PACKAGE / "_resources", _PACKAGE.parent.parent / "resources"
_ROOT = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder, from an installed wheel or from a checkout."""
    return _ROOT.joinpath(*parts)

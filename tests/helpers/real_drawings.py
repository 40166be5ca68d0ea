"""The real drawings that lie beside the checkout, which Floorwright does not ship, and tools that come with them."""

import runpy
import sys
import warnings
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SHARED = next((folder / "shared" for folder in CHECKOUT.parents if (folder / "shared" / "cad").is_dir()), None)
FILES = sorted(SHARED.glob("cad/*.dxf")) if SHARED is not None else []


def drawings(*names: str) -> list[Path]:
    """The paths of these drawings; the test is skipped where they are not."""
    if SHARED is None:
        pytest.skip("the real drawings are not here: there is no folder shared/cad beside the checkout")
    return [SHARED / "cad" / name for name in names]


def run_tool(tool: str, *arguments: str) -> None:
    """Run one of the shared scripts, such as `cad/damage.py`; the test is skipped where it is not."""
    if SHARED is None:
        pytest.skip(f"{tool} is not here: there is no folder shared beside the checkout")
    before = sys.argv
    sys.argv = [tool, *arguments]
    try:
        with warnings.catch_warnings():
            # They leave files to be closed when they end.
            warnings.simplefilter("ignore")
            runpy.run_path(str(SHARED / tool), run_name="__main__")
    finally:
        sys.argv = before

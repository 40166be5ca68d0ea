"""The script that makes plant drawings of any size; it lies beside the checkout."""

from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


def generator() -> Path:
    """Where it is; without it the benchmark that asks is skipped."""
    for folder in CHECKOUT.parents:
        script = folder / "shared" / "benchmarks" / "make_plant_dxf.py"
        if script.is_file():
            return script
    pytest.skip("there is no ../shared/benchmarks/make_plant_dxf.py beside the checkout, which makes the drawings")

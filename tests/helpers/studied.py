"""A study as a user does it at the command line, and its worked examples."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from floorwright.cli import main

Rows = Sequence[Mapping[str, object]]


class Studying:
    """Computes studies through `floorwright study … --json`."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder = folder
        self._capsys = capsys

    def __call__(
        self, method: str, tables: Mapping[str, Rows | str] | None = None, /, **options: object
    ) -> dict[str, Any]:
        """What `floorwright study METHOD NAME=FILE… --set … --json` prints."""
        status, out, err = self.tried(method, tables, **options)
        assert status == 0, err
        answer: dict[str, Any] = json.loads(out)
        return answer

    def value(
        self, method: str, result: str, tables: Mapping[str, Rows | str] | None = None, /, **options: object
    ) -> Any:
        """One result of the study."""
        return self(method, tables, **options)["results"][result]["value"]

    def refused(self, method: str, tables: Mapping[str, Rows | str] | None = None, /, **options: object) -> str:
        """The sentence with which the study is refused."""
        status, out, err = self.tried(method, tables, **options)
        assert (status, out) == (1, ""), out
        return err.strip()

    def tried(
        self, method: str, tables: Mapping[str, Rows | str] | None = None, /, **options: object
    ) -> tuple[int, str, str]:
        """Exit status and what was printed."""
        given = [f"{name}={self._written(name, rows)}" for name, rows in (tables or {}).items()]
        settings = [word for name, value in options.items() for word in ("--set", f"{name}={value}")]
        self._capsys.readouterr()
        status = main(["study", method, *given, *settings, "--json"])
        return (status, *self._capsys.readouterr())

    def _written(self, name: str, rows: Rows | str) -> Path:
        path = self._folder / f"{name}.csv"
        if isinstance(rows, str):
            path.write_text(rows, encoding="utf-8")
            return path
        heads = list(dict.fromkeys(key for row in rows for key in row))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, heads)
            writer.writeheader()
            writer.writerows(rows)
        return path


def golden(id: str) -> dict[str, Any]:
    """A worked example by its id, from the examples that are shipped with the tests."""
    examples: list[dict[str, Any]] = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))
    return next(example for example in examples if example["id"] == id)

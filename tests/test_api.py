"""What plugins may import is there, and is imported only when it is asked for."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from floorwright import api


def told_to_checkers() -> dict[str, tuple[str, str]]:
    """Every name that api.py imports for type checkers alone: the module it is from, and its name there."""
    tree = ast.parse(Path(str(api.__file__)).read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    return {
        alias.asname or alias.name: (str(node.module).removeprefix("floorwright."), alias.name)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_a_type_checker_and_a_running_plugin_are_told_the_same() -> None:
    assert told_to_checkers() == api._HOMES
    assert sorted(api.__all__) == sorted(api._HOMES)


@pytest.mark.parametrize("name", api.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(api, name) is not None
    assert getattr(api, name) is getattr(api, name)


def test_a_name_that_is_not_there_is_said_in_the_words_of_python() -> None:
    with pytest.raises(AttributeError, match=r"module 'floorwright\.api' has no attribute 'no_such_name'"):
        _ = api.no_such_name  # type: ignore[attr-defined]


def test_the_api_itself_imports_nothing_of_the_program() -> None:
    code = "import sys\nimport floorwright.api\nprint(*sorted(n for n in sys.modules if n.startswith('floorwright')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["floorwright", "floorwright.api"]

"""The recipe for wheels is in order, and what it runs is there. It is not run here: it belongs to GitHub's machines."""

import re
from pathlib import Path
from typing import Any

import pytest

from floorwright.cli import COMMANDS

CHECKOUT = Path(__file__).resolve().parent.parent
RECIPE = CHECKOUT / "packaging" / "wheels.yml"
KEY = re.compile(r'("[^"]+"|[\w.-]+):(?: (.+))?')
GIVEN = {"auditwheel": "the image manylinux", "pip": "Python", "floorwright": "the wheel"}
"""Programs that the recipe runs and who brings them."""


def parsed(text: str) -> Any:
    """The value of a text in the part of YAML that the recipe keeps to: mappings and lists by indentation, scalars."""
    lines = [(len(line) - len(line.lstrip()), line.strip()) for line in text.splitlines() if line.strip()]
    lines = [(indent, words) for indent, words in lines if not words.startswith("#")]
    value, rest = _block(lines, 0)
    assert rest == [], f"not indented like anything above: {rest[0]}"
    return value


def _block(lines: list[tuple[int, str]], indent: int) -> tuple[Any, list[tuple[int, str]]]:
    if lines[0][1].startswith("- "):
        items = []
        while lines and lines[0][0] == indent and lines[0][1].startswith("- "):
            words = lines[0][1][2:]
            if KEY.fullmatch(words):
                item, lines = _block([(indent + 2, words), *lines[1:]], indent + 2)
            else:
                item, lines = words.strip('"'), lines[1:]
            items.append(item)
        return items, lines
    found: dict[str, Any] = {}
    while lines and lines[0][0] == indent:
        key = KEY.fullmatch(lines[0][1])
        assert key, f"neither a key nor an item: {lines[0][1]}"
        assert key[1] not in found, f"twice in one place: {key[1]}"
        lines = lines[1:]
        if key[2] is None and lines and lines[0][0] > indent:
            found[key[1]], lines = _block(lines, lines[0][0])
        else:
            found[key[1]] = (key[2] or "").strip('"')
    return found, lines


@pytest.fixture(scope="module")
def jobs() -> dict[str, Any]:
    recipe = parsed(RECIPE.read_text(encoding="utf-8"))
    assert set(recipe) == {"name", "on", "permissions", "jobs"}
    jobs: dict[str, Any] = recipe["jobs"]
    return jobs


def commands(jobs: dict[str, Any]) -> list[str]:
    return [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]


def test_there_is_a_job_for_each_system_a_pure_one_and_a_trial_of_all(jobs: dict[str, Any]) -> None:
    assert list(jobs) == ["linux", "macos", "windows", "pure", "try"]
    assert jobs["pure"]["env"] == {"FLOORWRIGHT_NATIVE": "0"}
    assert jobs["try"]["needs"] == ["linux", "macos", "windows", "pure"]
    for job in jobs.values():
        assert job["runs-on"] and all("uses" in step or "run" in step for step in job["steps"])


def test_every_wheel_that_is_tried_is_one_that_was_built(jobs: dict[str, Any]) -> None:
    runners = [each["runner"] for each in jobs["linux"]["strategy"]["matrix"]["include"]]
    runners += jobs["macos"]["strategy"]["matrix"]["runner"]
    built = {f"wheel-{name}" for name in (*runners, "windows", "pure")}
    assert {each["wheel"] for each in jobs["try"]["strategy"]["matrix"]["include"]} == built


def test_on_linux_the_wheel_gets_a_tag_that_pypi_accepts(jobs: dict[str, Any]) -> None:
    (repair,) = (command for command in commands(jobs) if command.startswith("auditwheel"))
    assert repair in [step.get("run") for step in jobs["linux"]["steps"]]
    assert all("manylinux" in each["image"] for each in jobs["linux"]["strategy"]["matrix"]["include"])
    assert [step["with"]["path"] for step in jobs["linux"]["steps"] if "with" in step] == ["dist/*.whl"]


def test_every_command_names_a_program_and_files_that_there_are(jobs: dict[str, Any]) -> None:
    locked = dict(
        re.findall(r"^([a-z0-9._-]+)==([^ ;]+)", (CHECKOUT / "packaging/requirements.lock").read_text(), re.M)
    )
    for command in commands(jobs):
        program, *words = command.split()
        if Path(program).name == "python":
            assert words[0] == "-m" and (words[1] in locked or words[1] in GIVEN), command
        else:
            assert program in GIVEN, command
        if program == "floorwright":
            assert words[0] in COMMANDS, command
        for name, version in re.findall(r"([a-z]+)==(\S+)", command):
            assert locked[name] == version, command
        for path in (word for word in words if word.startswith("resources/")):
            assert (CHECKOUT / path).exists(), command


def test_what_is_not_in_order_is_noticed() -> None:
    for text in ("a: 1\na: 2\n", "a:\n  b: 1\n c: 2\n", "just words\n"):
        with pytest.raises(AssertionError):
            parsed(text)

"""The command line: what the window can do without a mouse. Scripts and spreadsheets of others rely on its names."""

import os
import sys
from collections.abc import Sequence

from floorwright.cli.statuses import WRONG_USAGE

COMMANDS = {
    "new": "plans.new",
    "import": "drawings.import_drawing",
    "inspect": "look.inspect",
    "analyze": "figures.analyze",
    "compare": "comparing.compare",
    "export": "files.export",
    "tables": "tables.tables",
    "observed": "observed.observed",
    "report": "packs.report",
    "tours": "tours.tours",
    "study": "studies.study",
    "check": "plans.check",
    "picture": "look.picture",
}
"""Where each command is, in the order of the help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or open the window, and return the exit status.

    0 done; 1 the input could not be used; 2 wrong usage; 3 done with warnings under `--strict`.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0] not in COMMANDS and not given[0].startswith("-")):
        return _open_window(given)
    from floorwright.cli.commands import run

    return run(given)


def _open_window(given: list[str]) -> int:
    if len(given) > 1:
        print(f"There is no command “{given[0]}”. Try floorwright --help.", file=sys.stderr)
        return WRONG_USAGE
    if given and not os.path.exists(given[0]) and not given[0].endswith(".floorwright"):
        print(f"“{given[0]}” is neither a command nor a plan. Try floorwright --help.", file=sys.stderr)
        return WRONG_USAGE
    from floorwright.gui.application import open_window

    return open_window(given[0] if given else None)

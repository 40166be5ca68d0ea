"""The command line: what the window can do without a mouse. Scripts and spreadsheets of others rely on its names."""

import importlib
import os
import sys
from collections.abc import Sequence

import click

from floorwright.cli.statuses import DONE, REFUSED, WRONG_USAGE
from floorwright.errors import FloorwrightError

COMMANDS = {
    "new": "plans.new",
    "import": "drawings.import_drawing",
    "inspect": "look.inspect",
    "analyze": "figures.analyze",
    "compare": "figures.compare",
    "export": "files.export",
    "check": "plans.check",
    "picture": "look.picture",
}
"""Where each command is, in the order of the help."""


class Commands(click.Group):
    """Imports a command when it is asked for: each starts with what it needs and no more."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, function = COMMANDS[name].partition(".")
        command: click.Command = getattr(importlib.import_module(f"floorwright.cli.{module}"), function)
        return command


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="floorwright [PLAN] without a command opens the window.",
)
@click.version_option(package_name="floorwright", message="Floorwright %(version)s")
def floorwright() -> None:
    """Draw a floor to scale, draw how material and people move, and see what it costs."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or open the window, and return the exit status.

    0 done; 1 the input could not be used; 2 wrong usage; 3 done with warnings under `--strict`.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0] not in COMMANDS and not given[0].startswith("-")):
        return _open_window(given)
    try:
        status = floorwright.main(given, prog_name="floorwright", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else DONE
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        error.show()
        return WRONG_USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("Stopped. Nothing was changed.", err=True)
        return REFUSED
    except FloorwrightError as error:
        click.echo(_one_line(str(error)), err=True)
        return REFUSED
    except BrokenPipeError:
        # Whoever read our output has gone; Python must not complain about it again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except MemoryError:
        click.echo("There is not enough memory for this. Close other programs or use a smaller drawing.", err=True)
        return REFUSED
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        click.echo(f"{error.strerror or error}{where}. Check the name, the folder and the free space.", err=True)
        return REFUSED
    except Exception as error:  # the last border before the user: never a traceback, always a sentence
        return _unforeseen(error)


def _open_window(given: list[str]) -> int:
    if len(given) > 1:
        click.echo(f"There is no command “{given[0]}”. Try floorwright --help.", err=True)
        return WRONG_USAGE
    if given and not os.path.exists(given[0]) and not given[0].endswith(".floorwright"):
        click.echo(f"“{given[0]}” is neither a command nor a plan. Try floorwright --help.", err=True)
        return WRONG_USAGE
    from floorwright.gui.application import open_window

    return open_window(given[0] if given else None)


def _unforeseen(error: Exception) -> int:
    from floorwright.cli.report import keep_report

    place = keep_report(error)
    words = _one_line(f"{type(error).__name__}: {error}")[:200]
    click.echo(f"Something went wrong that should not have ({words}). The details are in {place}.", err=True)
    return REFUSED


def _one_line(text: str) -> str:
    return " ".join(text.split())

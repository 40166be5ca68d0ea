"""The commands as click knows them, and what becomes of their errors."""

import importlib
import os
import sys
from collections.abc import Sequence

import click

from floorwright.cli import COMMANDS
from floorwright.cli.statuses import DONE, REFUSED, WRONG_USAGE
from floorwright.errors import FloorwrightError


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


def run(given: Sequence[str]) -> int:
    """Run one command and return the exit status; an error is one sentence on standard error."""
    try:
        status = floorwright.main(list(given), prog_name="floorwright", standalone_mode=False)
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


def _unforeseen(error: Exception) -> int:
    from floorwright.cli.report import keep_report

    place = keep_report(error)
    words = _one_line(f"{type(error).__name__}: {error}")[:200]
    click.echo(f"Something went wrong that should not have ({words}). The details are in {place}.", err=True)
    return REFUSED


def _one_line(text: str) -> str:
    return " ".join(text.split())

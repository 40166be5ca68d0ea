"""`python -m floorwright`: a command, or the window."""

import multiprocessing
import sys

from floorwright.cli import main as run


def main() -> None:
    """Run the program and leave with its exit status."""
    multiprocessing.freeze_support()
    sys.exit(run())


if __name__ == "__main__":
    main()

"""The exit statuses of the commands."""

DONE, REFUSED, WRONG_USAGE, WARNED = 0, 1, 2, 3
"""Done; the input could not be used; called wrongly; done with warnings under `--strict`."""

"""The plugins of a command."""

from floorwright.cli.say import remark
from floorwright.hooks.manager import Plugins


def plugins() -> Plugins:
    """The plugins of this run; one that was switched off is named on standard error."""
    loaded = Plugins().load()
    loaded.contributions  # noqa: B018 -- asks every plugin, so that one that fails is known now
    for failure in loaded.failures:
        remark(str(failure))
    return loaded

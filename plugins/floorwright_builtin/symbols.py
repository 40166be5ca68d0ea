"""The plan symbols that Floorwright ships."""

from floorwright.api import SymbolFolder, hook, resource


@hook
def symbol_folders() -> tuple[SymbolFolder, ...]:
    """The folder of shipped symbols."""
    return (SymbolFolder(id="shipped", title="Floorwright", folder=resource("symbols")),)

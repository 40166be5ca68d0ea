"""What Floorwright ships, registered through the same hooks as any other plugin: one module or folder a contribution."""

PLUGINS: tuple[str, ...] = ()

"""What Floorwright ships, registered through the same hooks as any other plugin: a module or folder a contribution."""

PLUGINS: tuple[str, ...] = (
    "dxf_export",
    "dxf_import",
    "pdf_export",
    "svg_export",
    "symbols",
    "tables_export",
)

"""What Floorwright ships, registered through the same hooks as any other plugin: a module or folder a contribution."""

PLUGINS: tuple[str, ...] = (
    "calendar_export",
    "capacity",
    "dwg_import",
    "dxf_export",
    "dxf_import",
    "ifc_import",
    "learning_curve",
    "machine_time",
    "multiple_activity",
    "pdf_export",
    "pdf_import",
    "picture_import",
    "process_charts",
    "svg_export",
    "svg_import",
    "symbols",
    "takt",
    "tables_export",
    "time_study",
    "work_sampling",
)

"""What Floorwright ships, registered through the same hooks as any other plugin: a module or folder a contribution."""

PLUGINS: tuple[str, ...] = (
    "calendar_export",
    "dwg_import",
    "dxf_export",
    "dxf_import",
    "flow_tables",
    "ifc_import",
    "pdf_export",
    "pdf_import",
    "picture_import",
    "process_charts",
    "svg_export",
    "svg_import",
    "symbols",
    "tables_export",
)
"""Formats, tables and symbols: registered when the program starts."""

STUDIES: tuple[str, ...] = (
    "capacity",
    "learning_curve",
    "line_balance",
    "machine_time",
    "multiple_activity",
    "predetermined_time",
    "process_chart_study",
    "time_study",
    "two_hand",
    "work_assignment",
    "work_sampling",
    "yamazumi",
)
"""Methods of study: registered when a study is first asked for."""

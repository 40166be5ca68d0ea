"""The flow process chart on paper: the ASME form, the outline chart, and its symbols on the flow lines."""

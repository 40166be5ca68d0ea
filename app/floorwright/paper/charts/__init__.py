"""Charts as marks: one thing for the panel, the preview, PDF, SVG and DXF.

A chart is a `Figure`: a title, a size in millimetres of paper and marks. It is put together like this::

    room = room_of(150, 90, title=True, key=entries)            # what is left beside title, key and notes
    plot = fitted_plot(room, Named(("Saw", "Mill")), linear((0.0, 61.5)), "Station", "Time [s]")
    marks = axis_marks(plot, "Station", "Time [s]")
    marks += tile(plot, (-0.4, 0.4), (0.0, 42.0), "#2e9e4f", source="saw-1", words="42")   # a bar, stacked as you like
    marks += level(plot, 55.0, "Takt 55 s")                     # takt, control limits, targets
    marks += trace(plot, points, "#0072b2") + dots(plot, points, "#0072b2")
    return figure("Load of the line", 150, 90, marks, key=entries, notes=("…",), tips={"saw-1": "Saw: 42 s"})

`linear`, `logarithmic`, `Named` and `Downwards` are scales; the time of a man-machine chart runs along `Downwards`.
A mark's `source` is what a click on it tells. In the window `gui/panels/chart_view.py` shows a figure, with zoom, copy
and saving as PDF, SVG, PNG and DXF; `figure_sheet` makes a sheet of it for the `figures` of a `Content`.
"""

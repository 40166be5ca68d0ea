"""Readings of a stopwatch as rows of a study, and a watch that goes on where a study was left."""

from floorwright.editing.stopwatch import Stopwatch, WatchReading
from floorwright.errors import FloorwrightError
from floorwright.hooks.studies.method import StudyMethod
from floorwright.hooks.studies.reading import cells_from_rows, read_study
from floorwright.hooks.studies.recording import StopwatchRecorder
from floorwright.model.study import Study, StudyRows


def watch_of(study: Study, method: StudyMethod, recorder: StopwatchRecorder) -> Stopwatch:
    """A watch that stands where the readings of a study end.

    Raises:
        FloorwrightError: when the readings that are there cannot be read.
    """
    tables = {table.name: cells_from_rows(table.name, study.rows(table.name)) for table in method.tables}
    given = read_study(method, tables, dict(study.options))
    if given.problems:
        raise FloorwrightError(str(given.problems[0]), hint="Mend it before the watch goes on.")
    continuous = is_continuous(study, method, recorder)
    described = given.tables.get(recorder.elements_table, ())
    names = [row.text(recorder.elements_column) for row in described]
    occasional = (row for row in described if row.text(recorder.elements_type) in recorder.occasional)
    now_and_then = frozenset(row.text(recorder.elements_column) for row in occasional)
    readings: list[WatchReading] = []
    ended = 0.0
    for row in given.tables.get(recorder.table, ()):
        time = row.number_or_none(recorder.time_s)
        watch = None if time is None else time if continuous else ended + time
        readings.append(
            WatchReading(
                element=row.text(recorder.element),
                watch_s=watch,
                lasted_s=0.0 if watch is None else watch - ended,
                cycle=row.whole(recorder.cycle, 1),
                foreign_s=row.number_in(recorder.foreign_s),
                reason=row.text(recorder.reason),
                rating_pct=row.number_or_none(recorder.rating_pct),
            )
        )
        ended = ended if watch is None else watch
        names.append(row.text(recorder.element))
    elements = tuple(dict.fromkeys(name for name in names if name))
    return Stopwatch(elements=elements, occasional=now_and_then, readings=tuple(readings), stood_at=ended, ended=ended)


def is_continuous(study: Study, method: StudyMethod, recorder: StopwatchRecorder) -> bool:
    """Whether the study keeps what a running watch shows."""
    option = method.option(recorder.timing)
    default = "" if option is None else option.default
    return (dict(study.options).get(recorder.timing) or default) == recorder.continuous


def rows_of(watch: Stopwatch, recorder: StopwatchRecorder, continuous: bool) -> StudyRows:
    """The readings as rows of the study's table, the column names first."""
    heads = (
        recorder.cycle,
        recorder.element,
        recorder.time_s,
        recorder.rating_pct,
        recorder.foreign_s,
        recorder.reason,
    )
    if not watch.readings:
        return ()
    return (heads, *(_row(reading, continuous) for reading in watch.readings))


def with_names(rows: StudyRows, column: str, names: tuple[str, ...]) -> StudyRows:
    """A table, such as that of the elements, with those names added in a column that it does not hold yet."""
    if not rows:
        return ((column,), *((name,) for name in names)) if names else ()
    if column not in rows[0]:
        return rows
    place, wide = rows[0].index(column), len(rows[0])
    known = {row[place] for row in rows[1:] if place < len(row)}
    added = [name for name in names if name not in known]
    return (*rows, *(tuple(name if at == place else "" for at in range(wide)) for name in added))


def _row(reading: WatchReading, continuous: bool) -> tuple[str, ...]:
    time = reading.watch_s if continuous else None if reading.watch_s is None else reading.lasted_s
    return (
        str(reading.cycle),
        reading.element,
        "" if time is None else f"{time:.3f}",
        "" if reading.rating_pct is None else f"{reading.rating_pct:g}",
        f"{reading.foreign_s:.3f}" if reading.foreign_s else "",
        reading.reason,
    )

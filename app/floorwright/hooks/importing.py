"""Reading drawings through the importers, in a worker process, once: afterwards they come from the cache."""

from __future__ import annotations

import math
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING

from floorwright.errors import Cancelled, FloorwrightError, ImportFailed
from floorwright.hooks import drawing_cache
from floorwright.hooks.contributions import ImportOptions
from floorwright.hooks.drawing_files import LARGEST_FILE_BYTES as LARGEST_FILE_BYTES
from floorwright.hooks.drawing_files import DrawingFile, FileInPlan, FileOnDisk
from floorwright.hooks.facts import millimetres_a_unit
from floorwright.hooks.manager import Plugins
from floorwright.hooks.planned import Planned, in_worker, planned
from floorwright.hooks.reading import read_into_cache
from floorwright.jobs import Done, Failed, Job, Outcome, Progress
from floorwright.model.drawing import Drawing
from floorwright.model.region import parsed_region, written_region
from floorwright.storage.disk_words import cause
from floorwright.units import Unit

if TYPE_CHECKING:
    from floorwright.model.diff import Records
    from floorwright.model.kinds import DrawingSource, Underlay
    from floorwright.storage.assets import Assets

AS_IT_IS = ImportOptions()
"""All layers, the model, and the encoding found out."""
_FAR_MM = 1e6
_FAR_SIZES = 20.0


class Reading:
    """A drawing that is being read while the window goes on. Ask `poll` now and then; Done holds the Drawing.

    A thread waits for the disk, for the worker process and for the cache, so that whoever asks never does.
    """

    def __init__(self, plugins: Plugins, file: DrawingFile, options: ImportOptions) -> None:
        self._told = Progress(0.0, "Opening the file")
        self._cancelled = threading.Event()
        job = Job(self._hear, self._cancelled.is_set)
        pool = ThreadPoolExecutor(1, "reading")
        self._drawing = pool.submit(_read_to_look_at, plugins, file, options, job)
        pool.shutdown(wait=False)

    def poll(self, wait_s: float = 0.0) -> Outcome:
        """How the reading stands: Progress, Done with the Drawing, or Failed with what to tell the user.

        Waits up to `wait_s` seconds for the end. What was not expected is raised.
        """
        if self._cancelled.is_set():
            return Failed(Cancelled("Cancelled. Nothing has changed."))
        if not wait([self._drawing], wait_s).done:
            return self._told
        error = self._drawing.exception()
        if error is None:
            return Done(self._drawing.result())
        if isinstance(error, FloorwrightError):
            return Failed(error)
        # Told once: whoever asks again gets no further.
        self.close()
        raise error

    def cancel(self) -> None:
        """Stop: `poll` answers Failed with a Cancelled from now on. The worker ends within two seconds."""
        self._cancelled.set()

    close = cancel

    def _hear(self, share: float, words: str) -> None:
        self._told = Progress(share, words)


def start_reading(plugins: Plugins, path: Path, options: ImportOptions = AS_IT_IS) -> Reading:
    """A drawing that is being read in a worker process, or taken from the cache."""
    return start_reading_file(plugins, FileOnDisk(path), options)


def start_reading_file(plugins: Plugins, file: DrawingFile, options: ImportOptions = AS_IT_IS) -> Reading:
    """The same of a file wherever it is."""
    return Reading(plugins, file, options)


def start_reading_of(plugins: Plugins, underlay: Underlay, assets: Assets) -> Reading:
    """The same of the drawing of an underlay, with the options it was imported with; close it in the end.

    Raises:
        PlanFailed: when the plan does not have it.
    """
    return Reading(plugins, _file_of(underlay, assets), options_of(underlay))


def read_drawing(plugins: Plugins, path: Path, options: ImportOptions = AS_IT_IS, job: Job | None = None) -> Drawing:
    """The drawing in a file, by the importer that recognises its content, read in a worker process or from the cache.

    Raises:
        ImportFailed: when it cannot be read, with the file's name, the reason, and what to try.
        Cancelled: when the job was cancelled.
    """
    return _drawing(planned(plugins, FileOnDisk(path), options), job, drawing_cache.load)


def _read_to_look_at(plugins: Plugins, file: DrawingFile, options: ImportOptions, job: Job) -> Drawing:
    try:
        return _drawing(planned(plugins, file, options), job, drawing_cache.load_to_look_at)
    except OSError as problem:
        raise ImportFailed(f"“{file.name}” cannot be read: {cause(problem)}.", hint="Try it again.") from problem


def _drawing(plan: Planned, job: Job | None, load: Callable[[Path], Drawing | None]) -> Drawing:
    known = load(plan.folder)
    if known is not None:
        return known
    folder = in_worker(read_into_cache, plan.task, plan, job)
    drawing = load(Path(folder))
    if Path(folder) != plan.folder:
        shutil.rmtree(Path(folder).parent, ignore_errors=True)
    if drawing is None:
        raise ImportFailed(
            f"“{plan.name}” was read, but could not be kept.", hint="Free some room on the disk and try again."
        )
    return drawing


def underlay_for(
    drawing: Drawing,
    name: str,
    asset: str,
    unit: str | Unit | None = None,
    options: ImportOptions = AS_IT_IS,
) -> Underlay:
    """The underlay that puts a drawing, read with `options`, on the floor at its true size.

    `unit` is the user's word against the drawing's; without any, a unit is a millimetre. A drawing far from its
    origin, as surveys are, is moved near by `origin_u` and `origin_v`, which are kept for writing it where it was.
    """
    # Not above: a command that only looks at a drawing needs no kinds of things in plans.
    from floorwright.model.kinds import Underlay
    from floorwright.model.record import new_id

    stated = unit.value if isinstance(unit, Unit) else unit
    chosen = stated or drawing.unit or ("px" if drawing.pixels.size else Unit.MM.value)
    scale = Unit(stated).mm if stated else millimetres_a_unit(drawing) or 1.0
    origin_u, origin_v = _origin(drawing, scale)
    return Underlay(
        id=new_id(),
        name=name,
        asset=asset,
        format=drawing.kind,
        unit=chosen,
        unit_source="user" if stated else drawing.unit_source or "assumed",
        scale=scale,
        origin_u=origin_u,
        origin_v=origin_v,
        layers=options.layers,
        choices=tuple((name, value) for name, value in _choices(options) if value),
    )


def drawings_for(
    plugins: Plugins, records: Records, assets: Assets, job: Job | None = None
) -> dict[DrawingSource, Drawing]:
    """The drawing of every underlay, those of all scenarios, by what it is read from.

    Raises:
        ImportFailed: when one cannot be read.
        Cancelled: when the job was cancelled.
    """
    from floorwright.model.scenario import underlays_of

    underlays = {underlay.source: underlay for underlay in underlays_of(records)}
    return {source: drawing_of(plugins, underlay, assets, job) for source, underlay in underlays.items()}


def drawing_of(plugins: Plugins, underlay: Underlay, assets: Assets, job: Job | None = None) -> Drawing:
    """The drawing of one underlay, read with the options it was imported with; its file is touched only if it must be.

    Raises:
        ImportFailed, Cancelled: as for `read_drawing`.
        PlanFailed: when the plan does not have it.
    """
    return _drawing(planned(plugins, _file_of(underlay, assets), options_of(underlay)), job, drawing_cache.load)


def _file_of(underlay: Underlay, assets: Assets) -> FileInPlan:
    asset = assets.get(underlay.asset)
    return FileInPlan(lambda: asset, underlay.name, asset.key)


def options_of(underlay: Underlay) -> ImportOptions:
    """The options an underlay was imported with."""
    choices = dict(underlay.choices)
    return ImportOptions(
        layers=underlay.layers,
        encoding=choices.get("encoding", ""),
        layout=choices.get("layout", ""),
        region=parsed_region(choices.get("region", "")),
    )


def _choices(options: ImportOptions) -> tuple[tuple[str, str], ...]:
    return (
        ("encoding", options.encoding), ("layout", options.layout), ("region", written_region(options.region)),
    )  # fmt: skip


def _origin(drawing: Drawing, scale: float) -> tuple[float, float]:
    """The lower left corner, rounded, of a drawing that lies far from its origin."""
    if drawing.box is None:
        return (0.0, 0.0)
    x1, y1, x2, y2 = drawing.box
    away = max(abs(x1), abs(y1), abs(x2), abs(y2))
    size = max(x2 - x1, y2 - y1)
    if away * scale <= _FAR_MM or (away <= _FAR_SIZES * size and away * scale <= 1e9):
        return (0.0, 0.0)
    step = 10.0 ** max(0, math.floor(math.log10(size)) - 1) if size > 0 else 1.0
    return (math.floor(x1 / step) * step, math.floor(y1 / step) * step)

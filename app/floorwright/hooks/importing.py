"""Reading drawings through the importers, in a worker process, once: afterwards they come from the cache."""

from __future__ import annotations

import hashlib
import json
import math
import shutil
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from floorwright.errors import Cancelled, FloorwrightError, ImportFailed, WorkerFailed
from floorwright.hooks import drawing_cache
from floorwright.hooks.contributions import DrawingImporter, ImportOptions
from floorwright.hooks.drawing_files import LARGEST_FILE_BYTES as LARGEST_FILE_BYTES
from floorwright.hooks.drawing_files import DrawingFile, FileInPlan, FileOnDisk
from floorwright.hooks.file_kinds import kind_of_file
from floorwright.hooks.manager import Plugins
from floorwright.hooks.reading import Read, read_into_cache
from floorwright.jobs import Done, Failed, Job, Outcome, Progress, run_in_worker
from floorwright.model.drawing import Drawing
from floorwright.model.region import Region, parsed_region, written_region
from floorwright.storage.disk_words import cause
from floorwright.units import Unit

if TYPE_CHECKING:
    from floorwright.model.diff import Records
    from floorwright.model.kinds import DrawingSource, Underlay
    from floorwright.storage.assets import Assets

AS_IT_IS = ImportOptions()
"""All layers, the model, and the encoding found out."""
LONGEST_S = 600.0
"""A drawing that takes longer than ten minutes is given up."""
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
    return _drawing(_planned(plugins, FileOnDisk(path), options), job, drawing_cache.load)


def _read_to_look_at(plugins: Plugins, file: DrawingFile, options: ImportOptions, job: Job) -> Drawing:
    try:
        return _drawing(_planned(plugins, file, options), job, drawing_cache.load_to_look_at)
    except OSError as problem:
        raise ImportFailed(f"“{file.name}” cannot be read: {cause(problem)}.", hint="Try it again.") from problem


def _drawing(plan: _Plan, job: Job | None, load: Callable[[Path], Drawing | None]) -> Drawing:
    known = load(plan.folder)
    if known is not None:
        return known
    try:
        if job is not None:
            job.progress(0.0, "Reading")
        folder = run_in_worker(read_into_cache, *plan.task(plan.file.place()), job=job, seconds=LONGEST_S)
    except WorkerFailed as error:
        raise ImportFailed(
            f"“{plan.name}” could not be read. {error.message}", hint=error.hint or "Nothing has changed."
        ) from error
    finally:
        plan.file.close()
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


def millimetres_a_unit(drawing: Drawing) -> float:
    """How many millimetres the drawing itself says a unit of it is; 0 when nothing tells."""
    return Unit(drawing.unit).mm if drawing.unit else drawing.unit_mm


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
    return _drawing(_planned(plugins, _file_of(underlay, assets), options_of(underlay)), job, drawing_cache.load)


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


def facts(drawing: Drawing) -> dict[str, Any]:
    """What `inspect --json` tells of a drawing: sizes in metres, None where the unit is not known."""
    size = None
    metre = millimetres_a_unit(drawing) / 1000
    if drawing.box is not None and metre:
        x1, y1, x2, y2 = drawing.box
        size = [(x2 - x1) * metre, (y2 - y1) * metre]
    return {
        "kind": drawing.kind,
        "version": drawing.version,
        "encoding": drawing.encoding,
        "units": drawing.unit or None,
        "unit_mm": millimetres_a_unit(drawing) or None,
        "unit_source": drawing.unit_source,
        "unit_doubtful": drawing.unit_doubtful,
        "size_m": size,
        "box": list(drawing.box) if drawing.box else None,
        "layers": [
            {"name": layer.name, "visible": layer.visible, "entities": layer.entities} for layer in drawing.layers
        ],
        "entities": dict(drawing.entities),
        "blocks": drawing.blocks,
        "layouts": list(drawing.layouts),
        "layout": drawing.layout,
        "xrefs": list(drawing.xrefs),
        "strays": [list(stray) for stray in drawing.strays],
        "problems": [
            {"what": problem.what, "where": problem.where, "done": problem.done, "count": problem.count}
            for problem in drawing.problems
        ],
        "seconds": drawing.seconds,
    }


def region_key(region: Region | None) -> str:
    """What the folder of a part of a drawing has behind the name of the whole one's."""
    written = written_region(region)
    return f"-{hashlib.sha256(written.encode()).hexdigest()[:16]}" if written else ""


class _Plan:
    """Which importer reads a file, and where in the cache the result goes."""

    def __init__(self, file: DrawingFile, options: ImportOptions, chain: list[DrawingImporter], key: str) -> None:
        self.name = file.name
        self.file = file
        self.folder = drawing_cache.cache_folder() / f"{key}{region_key(options.region)}"
        self._options = options
        self._reads = tuple(importer.read for importer in chain)
        self._whole = drawing_cache.cache_folder() / key

    def task(self, path: Path) -> tuple[tuple[Read, ...], Path, ImportOptions, Path, Path]:
        """What `read_into_cache` needs to read the file where it lies now."""
        return self._reads, path, self._options, self.folder, self._whole


def _planned(plugins: Plugins, file: DrawingFile, options: ImportOptions) -> _Plan:
    chain = _chain(plugins, _importer(plugins, file.name, file.head()), file.name)
    readers = [[importer.id, importer.reader_version] for importer in chain]
    read_as = json.dumps([readers, options.layers, options.encoding, options.layout])
    return _Plan(file, options, chain, hashlib.sha256((file.sha256() + read_as).encode()).hexdigest())


def _chain(plugins: Plugins, first: DrawingImporter, name: str) -> list[DrawingImporter]:
    """The importer of a file and, where it converts, the one that reads what comes out."""
    if not first.converts_to:
        return [first]
    then = plugins.contributions.importers.get(first.converts_to)
    if then is None or then.converts_to:
        raise ImportFailed(
            f"“{name}” is read by way of {first.converts_to.upper()}, for which no importer works.",
            hint="See which plugins were switched off, and why.",
        )
    return [first, then]


def _importer(plugins: Plugins, name: str, head: bytes) -> DrawingImporter:
    importers: Mapping[str, DrawingImporter] = plugins.contributions.importers
    for importer in importers.values():
        if plugins.call("drawing_importers", importer.id, lambda i=importer: i.recognises(head)):  # type: ignore[misc]
            return importer
    known = ", ".join(importer.title for importer in importers.values()) or "nothing, as no importer works"
    raise ImportFailed(f"“{name}” {kind_of_file(head)}.", hint=f"What can be read: {known}.")


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

"""Finding plugins, asking them, and going on without one that fails."""

import importlib
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy

from floorwright.errors import Cancelled, FloorwrightError
from floorwright.hooks import specs
from floorwright.hooks.contributions import Contributions, DrawingImporter, Exporter, PlanMetric, SymbolFolder
from floorwright.hooks.studies.method import StudyMethod

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

BUILTIN = "floorwright_builtin"
ENTRY_POINTS = "floorwright"
STUDIES = "study_methods"
Result = TypeVar("Result")
KINDS: dict[str, type] = {
    "drawing_importers": DrawingImporter,
    "exporters": Exporter,
    "plan_metrics": PlanMetric,
    "symbol_folders": SymbolFolder,
    "study_methods": StudyMethod,
}
"""What each hook has to answer with."""


@dataclass(frozen=True, slots=True)
class PluginFailure:
    """A plugin that was switched off, and why."""

    plugin: str
    why: str

    def __str__(self) -> str:
        return f"The plugin “{self.plugin}” was switched off: {self.why}"


class Plugins:
    """The plugins of this run. A plugin that raises, at import or in a hook, is named in `failures` and left out."""

    def __init__(self) -> None:
        self._manager = pluggy.PluginManager(specs.PROJECT)
        self._manager.add_hookspecs(specs)
        self.failures: list[PluginFailure] = []
        self._owner: dict[tuple[str, str], str] = {}
        self._contributions: Contributions | None = None
        self._studies: Mapping[str, StudyMethod] | None = None
        self._with_builtin = False
        """Whether the studies that are shipped are still to be registered."""

    def load(self) -> "Plugins":
        """Register what Floorwright ships and then what is installed beside it."""
        self._guarded(BUILTIN, lambda: self._register_builtin())
        for entry in _entry_points():
            self._guarded(entry.name, lambda entry=entry: self.register(entry.load(), entry.name))  # type: ignore[misc]
        return self

    def register(self, plugin: object, name: str) -> None:
        """Add one plugin: a module or an object with hook functions."""
        self._guarded(name, lambda: self._register(plugin, name))
        self._contributions = self._studies = None

    @property
    def names(self) -> tuple[str, ...]:
        """The plugins that work."""
        return tuple(name for name, plugin in self._manager.list_name_plugin() if plugin is not None)

    @property
    def contributions(self) -> Contributions:
        """What the plugins contribute but for studies; asked once and again after a plugin came or went."""
        if self._contributions is None:
            gathered = {name: self._gather(name) for name in KINDS if name != STUDIES}
            self._contributions = Contributions(
                importers=gathered["drawing_importers"],
                exporters=gathered["exporters"],
                metrics=gathered["plan_metrics"],
                symbols=gathered["symbol_folders"],
            )
        return self._contributions

    @property
    def studies(self) -> Mapping[str, StudyMethod]:
        """The methods of study by id. Those that are shipped are imported when a study is first asked for."""
        if self._studies is None:
            if self._with_builtin:
                self._with_builtin = False
                self._register_modules(importlib.import_module(BUILTIN).STUDIES)
            self._studies = self._gather(STUDIES)
        return self._studies

    def call(self, kind: str, id: str, work: Callable[[], Result]) -> Result:
        """Let a contribution do its work; one that fails in any way but a FloorwrightError is switched off and named.

        Raises:
            FloorwrightError: what the contribution said, or that its plugin was switched off.
        """
        try:
            return work()
        except (FloorwrightError, Cancelled, MemoryError):
            raise
        except (Exception, SystemExit) as error:
            owner = self._owner.get((kind, id), id)
            if owner == BUILTIN or owner.startswith(f"{BUILTIN}."):
                raise
            self._switch_off(owner, error)
            raise FloorwrightError(str(self.failures[-1]), hint="Everything else goes on working.") from error

    def switch_off(self, failure: PluginFailure) -> None:
        """Go on without a plugin that failed, here or in a process that worked for us."""
        self.failures.append(failure)
        if self._manager.has_plugin(failure.plugin):
            self._manager.unregister(name=failure.plugin)
        self._contributions = self._studies = None

    def _register_builtin(self) -> None:
        package: ModuleType = importlib.import_module(BUILTIN)
        self._register_modules(package.PLUGINS)
        self._with_builtin = True

    def _register_modules(self, names: Iterable[str]) -> None:
        for name in names:
            full = f"{BUILTIN}.{name}"
            self._guarded(full, lambda full=full: self._register(importlib.import_module(full), full))  # type: ignore[misc]

    def _register(self, plugin: object, name: str) -> None:
        self._manager.register(plugin, name)
        for caller in self._manager.get_hookcallers(plugin) or ():
            if not caller.has_spec():
                raise ValueError(f"there is no hook “{caller.name}”")

    def _gather(self, hook_name: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        implementations = getattr(self._manager.hook, hook_name).get_hookimpls()
        # What is shipped comes first, also where it was registered when it was needed.
        for implementation in sorted(implementations, key=lambda one: not one.plugin_name.startswith(BUILTIN)):
            name = implementation.plugin_name
            kind = KINDS[hook_name]
            for item in self._guarded(name, lambda i=implementation, k=kind: _checked(i.function(), k)) or ():  # type: ignore[misc]
                if item.id in found:
                    self.failures.append(
                        PluginFailure(name, f"“{item.id}” is already there; only the first one is used.")
                    )
                    continue
                found[item.id] = item
                self._owner[(hook_name, item.id)] = name
        return found

    def _guarded(self, name: str, work: Callable[[], Result]) -> Result | None:
        try:
            return work()
        except (Exception, SystemExit) as error:
            self._switch_off(name, error)
            return None

    def _switch_off(self, name: str, error: BaseException) -> None:
        self.switch_off(PluginFailure(name, f"{type(error).__name__}: {error}"))


def _entry_points() -> "Iterable[EntryPoint]":
    """The plugins that are installed beside Floorwright."""
    # Most have none, and reading a few small files is quicker than importing what reads them properly.
    if not any(map(_may_have_plugins, dict.fromkeys(sys.path))):
        return ()
    import importlib.metadata

    return importlib.metadata.entry_points(group=ENTRY_POINTS)


def _may_have_plugins(place: str) -> bool:
    folder = Path(place or ".")
    if folder.is_file():
        return True  # a zip of packages
    group = f"[{ENTRY_POINTS}]".encode()
    try:
        return any(group in path.read_bytes() for path in folder.glob("*-info/entry_points.txt"))
    except OSError:
        return True


def _checked(answer: Iterable[object], kind: type) -> tuple[Any, ...]:
    items = tuple(answer)
    for item in items:
        if not isinstance(item, kind):
            raise TypeError(f"it answered with {type(item).__name__} instead of {kind.__name__}")
    return items

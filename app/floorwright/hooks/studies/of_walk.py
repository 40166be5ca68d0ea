"""Studies of an observed walk: its element times, its process chart and a work sampling, as records of the plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from floorwright.analysis.observed.charted import ChartedWalk, charted
from floorwright.analysis.observed.doings import Doing, doings_of
from floorwright.analysis.observed.figures import Observed
from floorwright.analysis.observed.sampled import DrawnLook, Moments, Sampling, sampled
from floorwright.analysis.observed.timed import TimedWalk, timed
from floorwright.errors import EditRefused
from floorwright.hooks.studies.method import StudyMethod
from floorwright.hooks.studies.recording import StopwatchRecorder, TallyRecorder
from floorwright.model.diff import Records
from floorwright.model.kinds import Product
from floorwright.model.observation import Observation
from floorwright.model.record import Record, new_id
from floorwright.model.study import Study, StudyRows


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkStudies:
    """What one walk gives beside its trace: all of it is to be put into the plan in one step.

    `missing` are sentences about what could not be made.
    """

    observation: Observation
    doings: tuple[Doing, ...]
    timed: TimedWalk
    chart: ChartedWalk
    looks: tuple[DrawnLook, ...]
    studies: tuple[Study, ...]
    missing: tuple[str, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """The new records, each after those it needs."""
        return (self.chart.product, self.chart.head, *self.chart.steps, *self.studies)

    @property
    def words(self) -> str:
        """What was made, in a sentence."""
        cycles = self.timed.readings[-1].cycle if self.timed.readings else 0
        made = [
            f"a time study ({_many(len(self.timed.readings), 'reading')} in {_many(cycles, 'cycle')})",
            f"the process chart “{self.chart.product.name}” ({_many(len(self.chart.steps), 'line')})",
        ]
        if self.looks:
            made.append(f"a work sampling ({_many(len(self.looks), 'look')})")
        return " ".join((f"Made of this walk: {', '.join(made)}.", *self.missing))


def walk_studies(
    methods: Mapping[str, StudyMethod], found: Observed, records: Records, sampling: Sampling
) -> WalkStudies:
    """The studies of a walk, finished or not. Nothing that is in the plan is changed or replaced.

    Raises:
        EditRefused: when nothing was recorded yet, or it is too much to be looked at one by one.
    """
    observation = found.observation
    sampling.check()
    doings = doings_of(found)
    if not any(doing.lasts for doing in doings):
        raise EditRefused(
            f"“{observation.name}” has no recorded time yet.", hint="Mark two stops at least, or finish the walk."
        )
    read = timed(doings, observation.subject)
    taken = {record.name for record in records.values() if isinstance(record, Product)}
    chart = charted(doings, observation, _free_name(observation.name, taken))
    titles = {record.title for record in records.values() if isinstance(record, Study)}
    studies, missing = [], []
    watch = _recorded_with(methods, StopwatchRecorder)
    if watch is None:
        missing.append("No plugin brings a time study.")
    else:
        studies.append(_time_study(watch[0], watch[1], read, doings, observation, titles))
    tally = _recorded_with(methods, TallyRecorder)
    looks: tuple[DrawnLook, ...] = ()
    if tally is None:
        missing.append("No plugin brings work sampling.")
    else:
        try:
            looks = sampled(doings, observation, sampling)
            studies.append(_work_sampling(tally[0], tally[1], looks, doings, observation, sampling, titles))
        except EditRefused as refused:
            missing.append(f"No work sampling: {refused}")
    return WalkStudies(
        observation=observation,
        doings=doings,
        timed=read,
        chart=chart,
        looks=looks,
        studies=tuple(studies),
        missing=tuple(missing),
    )


def _recorded_with(methods: Mapping[str, StudyMethod], kind: type) -> tuple[StudyMethod, object] | None:
    return next(((one, one.recorder) for one in methods.values() if isinstance(one.recorder, kind)), None)


def _time_study(
    method: StudyMethod,
    recorder: object,
    read: TimedWalk,
    doings: Sequence[Doing],
    observation: Observation,
    titles: Iterable[str],
) -> Study:
    assert isinstance(recorder, StopwatchRecorder)
    heads = (recorder.cycle, recorder.element, recorder.time_s, recorder.reason)
    readings = (heads, *((str(one.cycle), one.element, _plain(one.time_s), one.reason) for one in read.readings))
    assumed = sum(doing.assumed and doing.lasts for doing in doings)
    note = (
        "Taken from an observed walk: snap-back times of stays, walks and named elements between its marks; a cycle "
        "begins when the element of the first place comes again."
    )
    if assumed:
        walks, its = ("1 walk has", "its") if assumed == 1 else (f"{assumed:,} walks have", "their")
        note += (
            f" {walks} no marked leave: {its} time is what {its} metres take at {observation.speed_m_s:g} m/s, and the "
            "stay before it is what remains. Such times were not timed by a watch."
        )
    return _study(
        method, observation, titles, note,
        {recorder.table: readings, recorder.elements_table: _elements(recorder, read)},
        {recorder.timing: recorder.snap_back},
    )  # fmt: skip


def _elements(recorder: StopwatchRecorder, read: TimedWalk) -> StudyRows:
    """The elements; one that does not come once in every complete cycle is an occasional one with its frequency."""
    heads = (recorder.elements_column, recorder.elements_type, *((recorder.frequency,) if recorder.frequency else ()))
    rows = [heads]
    for name, frequency in read.frequencies.items():
        usual = frequency == 1
        cells = (name, "" if usual else recorder.occasional[0], "" if usual else f"{frequency:.6g}")
        rows.append(cells[: len(heads)])
    return tuple(rows)


def _work_sampling(
    method: StudyMethod,
    recorder: object,
    looks: Sequence[DrawnLook],
    doings: Sequence[Doing],
    observation: Observation,
    sampling: Sampling,
    titles: Iterable[str],
) -> Study:
    assert isinstance(recorder, TallyRecorder)
    who = observation.person or observation.name
    heads = (recorder.activity, recorder.moment, recorder.subject)
    seen = (heads, *((look.activity, look.moment, who) for look in looks))
    idle = {look.activity: look.idle for look in reversed(looks)}
    kinds = bool(recorder.activities_kind)
    activities = (
        (recorder.activities_column, *((recorder.activities_kind,) if kinds else ())),
        *(
            (name, *((recorder.idle if idle[name] else recorder.work,) if kinds else ()))
            for name in dict.fromkeys(look.activity for look in looks)
        ),
    )
    minutes = sum(doing.time_s for doing in doings) / 60
    how = f"every {sampling.interval_s:g} s"
    if sampling.moments is Moments.RANDOM:
        how = f"at random, one in {sampling.interval_s:g} s on the mean (seed {sampling.seed})"
    note = (
        f"Drawn from a continuous record, not looked at moment by moment: {len(looks):,} looks {how}, of "
        f"{minutes:.2f} min of recorded time without pauses and gaps. The intervals speak for this stretch of time "
        "only: another day or another person is not in them. The exact shares are in the element times."
    )
    if sampling.moments is Moments.REGULAR:
        note += " Regular looks hit or miss what comes round in step with them; their intervals suppose random ones."
    options = {recorder.recorded_min: f"{minutes:.4f}"} if recorder.recorded_min else {}
    tables = {recorder.table: seen, recorder.activities_table: activities}
    return _study(method, observation, titles, note, tables, options)


def _study(
    method: StudyMethod,
    observation: Observation,
    titles: Iterable[str],
    note: str,
    tables: Mapping[str, StudyRows],
    options: Mapping[str, str],
) -> Study:
    return Study(
        id=new_id(),
        method=method.id,
        title=_free_name(f"{observation.name}: {method.title}", set(titles)),
        tables=tuple(tables.items()),
        options=tuple(options.items()),
        observer=observation.observer,
        observed=observation.person or observation.name,
        date=observation.start[:10],
        note=note,
    )


def _free_name(name: str, taken: set[str]) -> str:
    return next(free for n in range(1, len(taken) + 2) if (free := name if n == 1 else f"{name} ({n})") not in taken)


def _plain(seconds: float) -> str:
    return f"{seconds:.2f}".rstrip("0").rstrip(".")


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")

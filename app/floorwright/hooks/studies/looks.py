"""The looks of a tally as rows of a study, and a tally that goes on where a study was left."""

from floorwright.editing.tally import Look, Tally
from floorwright.hooks.studies.reading import heading_key
from floorwright.hooks.studies.recording import TallyRecorder
from floorwright.model.study import Study, StudyRows


def tally_of(study: Study, recorder: TallyRecorder) -> Tally:
    """A tally with what a study knows already."""
    looks = tuple(
        Look(activity=activity, moment=moment, subject=subject)
        for activity, moment, subject in _columns(
            study.rows(recorder.table), (recorder.activity, recorder.moment, recorder.subject)
        )
        if activity
    )
    named = [name for (name,) in _columns(study.rows(recorder.activities_table), (recorder.activities_column,))]
    activities = dict.fromkeys(name for name in (*named, *(look.activity for look in looks)) if name)
    subjects = dict.fromkeys(look.subject for look in looks if look.subject)
    return Tally(activities=tuple(activities), subjects=tuple(subjects), looks=looks)


def rows_with(rows: StudyRows, recorder: TallyRecorder, tally: Tally) -> StudyRows:
    """The table with the looks that it does not hold yet after those it holds, or without those taken back."""
    heads = rows[0] if rows else (recorder.activity, recorder.moment, recorder.subject)
    for name in (recorder.activity, recorder.moment, recorder.subject):
        if name not in heads:
            heads = (*heads, name)
    wide = len(heads)
    places = {name: heads.index(name) for name in (recorder.activity, recorder.moment, recorder.subject)}
    body = [(*row, *[""] * (wide - len(row))) for row in rows[1:] if any(row)]
    kept = [row for row in body if row[places[recorder.activity]]][: len(tally.looks)]
    for look in tally.looks[len(kept) :]:
        values = {
            places[recorder.activity]: look.activity,
            places[recorder.moment]: look.moment,
            places[recorder.subject]: look.subject,
        }
        kept.append(tuple(values.get(at, "") for at in range(wide)))
    return (heads, *kept) if kept else ()


def _columns(rows: StudyRows, names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The texts of these columns, "" for a column that is not there."""
    if not rows:
        return []
    keys = [heading_key(cell) for cell in rows[0]]
    places = [keys.index(heading_key(name)) if heading_key(name) in keys else -1 for name in names]
    return [tuple(row[at] if 0 <= at < len(row) else "" for at in places) for row in rows[1:]]

"""`floorwright study`: tables and options in, results out, for any method of any plugin."""

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from floorwright.api import (
    StationFigure,
    StudyAnswer,
    StudyColumn,
    StudyInput,
    StudyMethod,
    StudyOption,
    StudyResult,
    StudyTable,
)
from floorwright.cli import main
from floorwright.errors import FloorwrightError
from floorwright.hooks.manager import Plugins
from floorwright.hooks.studies.answering import answer, station_figures
from floorwright.hooks.studies.as_json import answered
from floorwright.hooks.studies.page import study_page
from floorwright.hooks.studies.reading import cells_from_rows, cells_of, moment, read_study
from helpers.studied import Studying

PAGES = Path(__file__).resolve().parent.parent.parent / "docs" / "studies"


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Studying:
    return Studying(tmp_path, capsys)


def weighing(given: StudyInput, job: object) -> StudyAnswer:
    total = sum(row.number_in("time_s") for row in given.rows("times"))
    return StudyAnswer({"total_s": total * given.number("factor")})


WEIGHING = StudyMethod(
    id="weighing",
    title="Weighing",
    group="charts",
    purpose="Adds times.",
    tables=(
        StudyTable(
            name="times",
            meaning="Times.",
            columns=(
                StudyColumn(name="task", meaning="What", required=True),
                StudyColumn(name="time_s", meaning="How long", type="number", unit="s", required=True, least=0),
                StudyColumn(name="kind", meaning="Which", type="choice", choices=("machine", "by hand")),
                StudyColumn(name="at", meaning="When", type="moment"),
            ),
        ),
    ),
    options=(StudyOption(name="factor", meaning="Times this", default=1.0, above=0),),
    results=(StudyResult(name="total_s", meaning="Sum", unit="s"),),
    compute=weighing,
)


def test_takt_of_a_shift(study: Studying) -> None:
    """27,600 s a shift and 460 pieces are 60 s a piece."""
    assert study.value("takt", "takt_s", available_s=27600, demand=460) == 60
    assert study.value("takt", "takt_s", available_h="7,6666666666666667", demand=460) == pytest.approx(60)
    assert study.value("takt", "takt_s", shift_min=480, breaks_min=20, demand="460") == 60


def test_takt_without_demand_is_null_with_a_reason(study: Studying) -> None:
    answer = study("takt", demand=0)
    assert answer["results"]["takt_s"] == {"value": None, "unit": "s"}
    assert answer["findings"][0]["what"] == "Takt cannot be computed"


def test_a_misspelt_option_and_a_method_that_is_not_there_are_named(study: Studying) -> None:
    assert "no option “demnad”. “demand” looks like it" in study.refused("takt", demnad=3)
    assert study.refused("tact").startswith("There is no study “tact”. Use one of ")
    assert "“abc” is not a number" in study.refused("takt", demand="abc")
    assert "has to be at least 0" in study.refused("takt", demand=-1)


def test_every_method_describes_itself_with_columns_units_and_formulas(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["study", "--list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["studies"]
    assert "takt" in [one["id"] for one in listed]
    for one in listed:
        assert main(["study", one["id"], "--describe", "--json"]) == 0
        described = json.loads(capsys.readouterr().out)
        assert described["results"] and all(result["meaning"] for result in described["results"])
        assert main(["study", one["id"], "--describe"]) == 0
        told = capsys.readouterr().out
        assert one["title"] in told
        assert "()" not in told, "a result without a source has no empty brackets"
        assert ".md" not in told, "a source is a book or a standard that the user can get, not a file"


@pytest.mark.parametrize("method", Plugins().load().studies.values(), ids=lambda method: method.id)
def test_the_worked_example_of_a_method_gives_what_it_says(method: StudyMethod) -> None:
    assert method.example is not None
    assert method.example.expected
    given = read_study(method, {n: cells_of(n, t) for n, t in method.example.tables.items()}, method.example.options)
    found = answer(Plugins().load(), method, given.whole())
    for name, value in method.example.expected.items():
        expected = pytest.approx(value, rel=1e-9) if isinstance(value, float) else value
        assert found.results[name] == expected, name


@pytest.mark.parametrize("method", Plugins().load().studies.values(), ids=lambda method: method.id)
def test_the_page_of_a_method_says_what_the_program_says(method: StudyMethod) -> None:
    """`floorwright study --pages docs/studies` writes them."""
    page = PAGES / f"{method.id}.md"
    assert page.exists(), "write it with: floorwright study --pages docs/studies"
    assert page.read_text(encoding="utf-8") == study_page(Plugins().load(), method)


@pytest.mark.parametrize("method", Plugins().load().studies.values(), ids=lambda method: method.id)
def test_every_figure_of_a_method_has_its_formula_and_where_that_comes_from(method: StudyMethod) -> None:
    assert [result.name for result in method.results if not (result.formula and result.origin)] == []


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "csv", "svg"])
def test_a_study_is_written_as_a_file(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"takt.{ending}"
    assert main(["study", "takt", "--example", "--out", str(out)]) == 0
    assert out.stat().st_size > 500 or ending == "csv"


def test_times_can_be_given_in_another_unit_by_the_column_or_by_the_cell() -> None:
    read = read_study(WEIGHING, {"times": cells_of("times", "Task;Time [min]\na;1,5\nb;30 s\n")}, {})
    assert [row.values["time_s"] for row in read.whole().rows("times")] == [90.0, 30.0]


def test_moments_are_seconds_clock_times_or_dates() -> None:
    text = "task,time_s,at\na,1,90\nb,1,07:30\nc,1,1970-01-02T00:00:01\nd,1,1970-01-01T01:00:00+01:00\n"
    read = read_study(WEIGHING, {"times": cells_of("times", text)}, {})
    assert [row.values["at"] for row in read.whole().rows("times")] == [90.0, 27000.0, 86401.0, 0.0]


def test_dates_may_be_written_in_every_order_that_cannot_be_mistaken() -> None:
    """1 March 2026, 7:30; with 01/03/2026 nobody knows which month is meant."""
    told = ("2026-03-01T07:30", "2026-03-01 07:30:00", "2026/3/1 7:30", "01.03.2026 07:30", "1.3.2026 7:30:00")
    assert len({moment(text) for text in told}) == 1
    assert moment("01.03.2026") == moment("2026-03-01")
    for text in ("01/03/2026 07:30", "32.01.2026", "2026/13/01", "01.03.26 07:30"):
        with pytest.raises(FloorwrightError, match="is no moment"):
            moment(text)


def test_every_cell_that_cannot_be_read_is_named_by_row_and_column() -> None:
    text = "task,time_s,kind\na,-1,machine\n,2,by hand\nc,nan,by foot\n"
    problems = [str(problem) for problem in read_study(WEIGHING, {"times": cells_of("times", text)}, {}).problems]
    assert problems == [
        "times, row 2, column time_s: “-1” has to be at least 0.",
        "times, row 3, column task: is empty.",
        "times, row 4, column time_s: “nan” is not a number.",
        "times, row 4, column kind: “by foot” is none of machine, by hand.",
    ]


def test_a_missing_column_is_named_with_the_one_that_looks_like_it() -> None:
    read = read_study(WEIGHING, {"times": cells_of("times", "task,tiem_s\na,1\n")}, {})
    assert str(read.problems[0]) == "times, there is no column “time_s”. “tiem_s” looks like it."


def test_a_table_that_is_missing_or_empty_says_what_it_needs() -> None:
    for tables in ({}, {"times": cells_from_rows("times", [["task", "time_s"], ["", ""]])}):
        (problem,) = read_study(WEIGHING, tables, {}).problems
        assert str(problem) == "times, needs at least one row (task, time_s)."


def test_columns_nobody_knows_are_kept_as_notes() -> None:
    read = read_study(WEIGHING, {"times": cells_of("times", "task,time_s,colour\na,1,red\n")}, {})
    assert read.whole().rows("times")[0].notes == {"colour": "red"}


def test_columns_nobody_knows_are_named_unless_they_are_remarks() -> None:
    rows = cells_of("times", "task,time_s,Manner,Remark\na,1,machine,cold\n")
    found = answer(Plugins(), WEIGHING, read_study(WEIGHING, {"times": rows}, {}).whole())
    (finding,) = found.findings
    assert (finding.what, finding.why.split(",")[0]) == ("Not used of times: “Manner”", "it would take kind")


@pytest.mark.parametrize("heading", ["Time (minutes)", "time minute", "Time [mins]", "TIME_MIN"])
def test_units_in_headings_may_be_spelled_out(heading: str) -> None:
    read = read_study(WEIGHING, {"times": cells_of("times", f"task,{heading}\na,1.5\n")}, {})
    assert read.whole().rows("times")[0].number_in("time_s") == 90


def test_a_table_that_needs_no_column_names_none_where_it_is_missing() -> None:
    table = StudyTable(name="things", meaning="", columns=(StudyColumn(name="thing", meaning="Which"),))
    (problem,) = read_study(replace(WEIGHING, tables=(table,)), {}, {}).problems
    assert str(problem) == "things, needs at least one row."


def test_a_number_beyond_every_number_is_null_with_a_finding() -> None:
    plugins = Plugins()
    rows = cells_of("times", "task,time_s\na,1e300\n")
    found = answer(plugins, WEIGHING, read_study(WEIGHING, {"times": rows}, {"factor": "1e300"}).whole())
    assert found.results["total_s"] is None
    assert found.findings[0].what == "total_s cannot be computed"


def test_a_study_tells_by_which_figures_the_plan_is_coloured() -> None:
    """One figure a station, the first; a figure that is no number is left out."""

    def busy(given: StudyInput, found: StudyAnswer) -> tuple[StationFigure, ...]:
        times = [*((row.text("task"), row.number_in("time_s")) for row in given.rows("times")), ("Kiln", math.inf)]
        return tuple(StationFigure(station=name, value=time, label="Busy", unit="s") for name, time in times)

    method, plugins = replace(WEIGHING, on_plan=busy), Plugins()
    given = read_study(method, {"times": cells_of("times", "task,time_s\nSaw,4\nMill,6\nsaw,9\n")}, {}).whole()
    found = answer(plugins, method, given)
    stations = station_figures(plugins, method, given, found)
    assert [(one.station, one.value) for one in stations] == [("Saw", 4.0), ("Mill", 6.0)]
    assert answered(method, given, found, stations)["on_plan"][0] == {
        "station": "Saw",
        "label": "Busy",
        "value": 4.0,
        "unit": "s",
    }
    assert station_figures(plugins, WEIGHING, given, found) == ()
    assert "on_plan" not in answered(WEIGHING, given, found)


def test_textbook_headings_are_understood(study: Studying) -> None:
    """A, then B and C, then D with a cycle of 10: 4 + 6, 5 + 3 are two stations (two stations hold 18 of 20)."""
    rows = "Activity;Performance time (s);Immediate predecessors\nA;4;-\nB;6;A\nC;5;A\nD;3;B C\n"
    found = study("line-balance", {"tasks": rows}, cycle_s=10)
    assert found["results"]["stations"]["value"] == 2
    assert not [one for one in found["findings"] if one["what"].startswith("Not used")]
    pareto = study("pareto", {"items": "Type of defect,Frequency\nscratch,30\ndent,10\n"})
    assert pareto["tables"]


def test_a_tally_under_a_textbook_heading_is_a_tally(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """300 of 1,000 looks idle are 30 %, not one look of two."""
    table = tmp_path / "looks.csv"
    table.write_text("Activity,No. of observations\nWorking,700\nIdle,300\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["study", "work-sampling", str(table), "--set", "activity=Idle", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["results"]["observations"]["value"] == 1000

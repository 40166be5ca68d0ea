"""Process charts on paper: the ASME form, the outline chart, and symbols on the flow lines; and in files."""

from pathlib import Path

import ezdxf
import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from floorwright.analysis.analyze import analyze
from floorwright.analysis.process_chart.pairs import chart_pairs
from floorwright.cli import main
from floorwright.errors import ExportFailed
from floorwright.model.diff import Records
from floorwright.model.kinds import Machine, Product, Scenario, Step, StepType, ValueClass, Variant
from floorwright.model.process_chart import Idea
from floorwright.model.record import Record
from floorwright.model.scenario import scenario_records
from floorwright.paper.compose import compose_all, floor_marks
from floorwright.paper.content import Content
from floorwright.paper.marks import Line, Region, Sheet, Style, Text
from floorwright.paper.process_chart.form import FILLS
from floorwright.paper.process_chart.outline import outline_steps
from floorwright.paper.process_chart.symbols import symbol_marks, symbol_outlines
from floorwright.paper.process_chart.tags import LAYER, halfway
from floorwright.paper.setup import SheetSetup
from helpers.plans import flow, machine, plan

EQUIPMENT = "name,x_m,y_m,width_m,depth_m\nSaw,0,0,2,2\nMill,8,0,2,2\n"
STEPS = """chart,symbol,description,station,time_s,value,ecrs
Shaft,O,cut,Saw,30,VA,
,T,carry,,,,
,I(O),mill and look,Mill,60,VA,
,D,wait,Mill,90,NVA,E
"""


def table() -> dict[str, Record]:
    return plan(
        machine("Saw", 0, 0), machine("Mill", 8, 0), flow("P", "Saw", "Mill"),
        Step(id="cut", product="P", machine="Saw", description="cut", time_s=30.0, value=ValueClass.VALUE_ADDING),
        Step(id="mill", product="P", machine="Mill", description="mill", time_s=60.0),
        Step(id="wait", product="P", machine="Mill", type=StepType.DELAY, time_s=90.0, order=1, idea=Idea.ELIMINATE),
    )  # fmt: skip


def content(records: Records, scenario: str = "") -> Content:
    here = scenario_records(records, scenario)
    analysis = analyze(here)
    return Content(here, scenario, analysis, charts=chart_pairs(records, scenario, analysis, analyze))


def words(sheet: Sheet) -> list[str]:
    return [mark.text for mark in sheet.marks if isinstance(mark, Text)]


def test_the_form_has_every_step_the_sums_and_what_the_ideas_save() -> None:
    (sheet,) = compose_all(content(table()), SheetSetup(paper="A4", sheet="process-chart"))
    said = words(sheet)
    for one in ("Flow process chart: P", "O-1", "T-1", "O-2", "D-1", "cut", "Is moved to Mill", "Delays", "8.0"):
        assert one in said
    delays = said.index("Delays")
    assert said[delays + 1 : delays + 5] == ["1", "0", "1", "100.0"]


def test_the_filled_symbols_are_joined_by_a_line_down_their_columns() -> None:
    (sheet,) = compose_all(content(table()), SheetSetup(paper="A4", sheet="process-chart"))
    joint = next(mark for mark in sheet.marks if isinstance(mark, Line) and len(mark.vertices) == 4 and not mark.closed)
    xs, ys = [v[0] for v in joint.vertices], [v[1] for v in joint.vertices]
    assert ys == sorted(ys, reverse=True)
    assert xs[0] == xs[2] < xs[1] < xs[3]
    filled = [mark for mark in sheet.marks if isinstance(mark, Region)]
    assert len(filled) == 4 and filled[0].style.fill == FILLS[ValueClass.VALUE_ADDING]


def test_nothing_on_the_form_lies_outside_its_paper() -> None:
    for paper in ("A4", "ANSI A", "A0"):
        for portrait in (False, True):
            setup = SheetSetup(paper=paper, portrait=portrait, sheet="process-chart")
            for sheet in compose_all(content(table()), setup):
                points = [v[:2] for mark in sheet.marks if isinstance(mark, Line) for v in mark.vertices]
                points += [(mark.x, mark.y) for mark in sheet.marks if isinstance(mark, Text)]
                assert all(0 <= x <= sheet.width and 0 <= y <= sheet.height for x, y in points)


def test_a_long_chart_goes_on_on_further_pages_and_every_step_is_there_once() -> None:
    steps = [Step(id=f"s{n:04}", product="P", description=f"step {n}", time_s=1.0, order=n) for n in range(200)]
    records = {"P": Product(id="P", name="P")} | {step.id: step for step in steps}
    sheets = compose_all(content(plan() | records), SheetSetup(paper="A4", sheet="process-chart"))
    found = [word for sheet in sheets for word in words(sheet) if word.startswith("step ")]
    assert found == [f"step {n}" for n in range(200)]
    assert len(sheets) > 5 and "Flow process chart: P (continued)" in words(sheets[1])


def test_a_proposal_is_listed_beside_the_figures_of_the_present() -> None:
    nearer = Machine(id="Mill", name="Mill", x=6000.0, y=0.0, width=1000.0, depth=1000.0)
    records = table() | {
        "s": Scenario(id="s", name="Nearer"),
        "s:Mill": Variant(id="s:Mill", scenario="s", of="Mill", record=nearer),
    }
    (sheet,) = compose_all(content(records, "s"), SheetSetup(paper="A4", sheet="process-chart"))
    said = words(sheet)
    distance = said.index("Distance [m]")
    assert said[distance + 1 : distance + 5] == ["8.0", "6.0", "2.0", "25.0"]


def test_the_outline_chart_has_operations_and_inspections_alone() -> None:
    shown = content(table())
    assert [step.number for step in outline_steps(shown.charts[0].listed)] == ["O-1", "O-2"]
    (sheet,) = compose_all(shown, SheetSetup(paper="A4", sheet="outline-chart"))
    said = words(sheet)
    assert "2 operations; 90.0 s for a lot of 1" in said
    assert "Is moved to Mill" not in said


def test_a_chart_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(ExportFailed, match="There is no process chart “Q”"):
        compose_all(content(table()), SheetSetup(sheet="process-chart:Q"))
    with pytest.raises(ExportFailed, match="There is no process chart yet"):
        compose_all(content(plan(machine("A", 0, 0))), SheetSetup(sheet="process-chart"))
    assert len(compose_all(content(table()), SheetSetup(sheet="process chart: p"))) == 1


def test_tags_lie_on_the_flow_lines_and_at_the_stations_and_can_be_switched_off() -> None:
    shown = content(table())

    def letters(setup: SheetSetup) -> list[Text]:
        return [m for m in floor_marks(shown, setup, 100.0) if isinstance(m, Text) and m.style.layer == LAYER]

    assert letters(SheetSetup()) == []
    tags = letters(SheetSetup(show_symbols=True))
    assert {tag.text: (tag.x, tag.source) for tag in tags if tag.text in ("T1", "O1")} == {
        "T1": (4000.0, "P:Saw>Mill"), "O1": (0.0, "Saw"),
    }  # fmt: skip
    assert [tag.text for tag in tags] == ["T1", "O1", "O2", "D1"]


def test_the_middle_of_a_way_is_by_its_length() -> None:
    assert halfway(((0, 0), (2, 0), (2, 6))) == (2, 2)
    assert halfway(((0, 0), (0, 0))) is None and halfway(()) is None


@pytest.mark.parametrize("type", StepType)
def test_every_symbol_is_a_closed_outline_about_its_middle(type: StepType) -> None:
    (ring,) = symbol_outlines(type)
    assert max(abs(x) for x, _ in ring) <= 1.2 and max(abs(y) for _, y in ring) <= 1.01
    marks = symbol_marks(type, StepType.OPERATION, 10, 20, 2, Style(), "#ffffff")
    assert [isinstance(mark, Region) for mark in marks] == [True, False, False]


def test_charts_are_written_as_pdf_dxf_svg_and_xlsx(tmp_path: Path) -> None:
    file = tmp_path / "plan.floorwright"
    for name, text in (("equipment", EQUIPMENT), ("steps", STEPS)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    given = [part for name in ("equipment", "steps") for part in (f"--{name}", str(tmp_path / f"{name}.csv"))]
    assert main(["new", str(file), *given]) == 0
    for suffix in ("pdf", "dxf", "svg", "xlsx"):
        out = str(tmp_path / f"out.{suffix}")
        assert main(["export", str(file), out, "--sheet", "process-chart", "--paper", "A4"]) == 0
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as document:
        text = document[0].get_textpage().get_text_bounded()
    assert "mill and look" in text and "Summary" in text
    drawing = ezdxf.readfile(tmp_path / "out.dxf")
    texts = [entity.dxf.text for entity in drawing.modelspace().query("TEXT")]
    assert "mill and look" in texts and "I-1" in texts
    assert "mill and look" in (tmp_path / "out.svg").read_text(encoding="utf-8")
    book = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx"))
    rows = book.get_sheet_by_name("Process chart").to_python()
    assert [row[5] for row in rows[:5]] == ["Number", "O-1", "T-1", "I-1", "D-1"]
    assert "Process chart summary" in book.sheet_names

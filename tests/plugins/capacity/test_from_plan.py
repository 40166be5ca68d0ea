"""The work of the plan fills the tables of capacity studies."""

from floorwright.analysis.analyze import analyze
from floorwright.api import Records
from floorwright.model.kinds import Flow, Machine, Plan, Product
from floorwright.model.process_chart import ChartHead, Step, StepType, Subject, TimeBasis
from floorwright.model.record import Record
from floorwright_builtin.capacity.plan_work import operations_of_plan, stations_of_plan


def plan() -> Records:
    """Bodies (90 a day) are sawn and milled, lids (30 a day) only sawn; a delay is not work of a machine."""
    records: list[Record] = [
        Plan(id="plan"),
        Machine(id="saw", name="Saw", x=0, y=0, width=500, depth=500),
        Machine(id="mill", name="Mill", x=1000, y=0, width=500, depth=500),
        Machine(id="out", name="Out", x=2000, y=0, width=500, depth=500),
        Product(id="b", name="Body"),
        Product(id="l", name="Lid"),
        Flow(id="f1", product="b", start="saw", end="mill", quantity_per_day=100, order=1),
        Flow(id="f2", product="b", start="mill", end="out", quantity_per_day=90, order=2),
        Flow(id="f3", product="l", start="saw", end="out", quantity_per_day=30, order=1),
        Step(id="s1", product="b", machine="saw", description="Saw it", time_s=60, order=1),
        Step(id="s2", product="b", machine="mill", time_s=120, order=2),
        Step(id="s3", product="b", machine="mill", type=StepType.DELAY, time_s=999, order=3),
        Step(id="s4", product="l", machine="saw", time_s=20, order=1),
    ]  # fmt: skip
    return {record.id: record for record in records}


def test_operations_and_quantities_come_from_steps_and_the_last_flows() -> None:
    records = plan()
    tables = operations_of_plan(records, analyze(records))
    assert tables["operations"] == (
        ("product", "operation", "machine", "time_s"),
        ("Body", "Saw it", "Saw", 60),
        ("Body", "Operation", "Mill", 120),
        ("Lid", "Operation", "Saw", 20),
    )
    assert tables["products"] == (("product", "quantity"), ("Body", 90), ("Lid", 30))


def test_the_time_of_a_station_is_that_of_a_mean_piece() -> None:
    """Saw: (90 × 60 + 30 × 20) / 120 = 50 s; mill: 90 × 120 / 120 = 90 s."""
    records = plan()
    tables = stations_of_plan(records, analyze(records))
    assert tables["stations"] == (("station", "cycle_s"), ("Saw", 50), ("Mill", 90))


def test_an_empty_plan_gives_empty_tables() -> None:
    records: Records = {"plan": Plan(id="plan")}
    for tables in (operations_of_plan(records, analyze(records)), stations_of_plan(records, analyze(records))):
        assert all(len(rows) == 1 for rows in tables.values())


def test_the_time_of_a_lot_is_shared_by_its_pieces() -> None:
    """A lot of 20: 60 s a lot are 3 s a piece, 8 s a piece stay so, 60 s for 5 pieces at once are 12 s."""
    records = {
        **plan(),
        "h": ChartHead(id="h", product="b", lot_size=20),
        "s2": Step(id="s2", product="b", machine="mill", time_s=8, time_per=TimeBasis.PIECE, order=2),
        "s5": Step(id="s5", product="b", machine="mill", time_s=60, quantity=5, order=5),
        "h2": ChartHead(id="h2", product="l", subject=Subject.WORKER),
    }
    rows = operations_of_plan(records, analyze(records))["operations"]
    assert [row[3] for row in rows[1:]] == [3, 8, 12]

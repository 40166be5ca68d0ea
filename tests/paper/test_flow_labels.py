"""Labels of flows never lie over each other."""

import itertools

from floorwright.analysis.analyze import analyze
from floorwright.model.kinds import Flow, Machine, Plan, Product
from floorwright.model.record import Record
from floorwright.paper.flow_marks import flow_marks
from floorwright.paper.marks import Region, Text


def test_ten_flows_in_one_aisle_have_labels_side_by_side_or_none() -> None:
    records: dict[str, Record] = {"plan": Plan(id="plan")}
    for id, x in (("a", 0.0), ("b", 30000.0)):
        records[id] = Machine(id=id, name=id, x=x, y=0.0, width=1000.0, depth=1000.0)
    for number in range(10):
        records[f"p{number}"] = Product(id=f"p{number}", name=f"Product {number}")
        records[f"f{number}"] = Flow(
            id=f"f{number}", product=f"p{number}", start="a", end="b", quantity_per_day=5.0 + number
        )
    marks = flow_marks(records, analyze(records), 100.0)
    words = [mark for mark in marks if isinstance(mark, Text)]
    assert 2 <= len(words) <= 10
    plates = [mark.rings[0] for mark in marks if isinstance(mark, Region) and mark.style.opacity < 1]
    assert len(plates) == len(words)
    boxes = [(min(v[0] for v in p), min(v[1] for v in p), max(v[0] for v in p), max(v[1] for v in p)) for p in plates]
    for one, other in itertools.combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]

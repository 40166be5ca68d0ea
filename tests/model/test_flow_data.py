"""Products, parts, alternatives, containers and tours in the plan: what hangs on what, and what is refused."""

import pytest

from floorwright.errors import InvalidRecord
from floorwright.model.alternative import Alternative
from floorwright.model.bill_of_materials import Part
from floorwright.model.container import Container
from floorwright.model.document import Document
from floorwright.model.kinds import Flow, Method, Product
from floorwright.model.record import Record
from floorwright.model.tour import Tour, TourStop
from helpers.plans import flow, machine, method, plan


def document() -> Document:
    made = Document()
    records: list[Record] = [
        machine("Depot", 0, 0),
        machine("Saw", 10, 0),
        method("Tugger"),
        Product(id="cart", name="Cart", quantity_per_day=10.0),
        Product(id="wheel", name="Wheel"),
        Part(id="wheels", product="cart", part="wheel", pieces=4.0),
        Alternative(id="a", product="wheel", name="Lathe 1", percent=70.0),
        Container(id="box", name="Box", pieces=20.0),
        flow("wheel", "Depot", "Saw", id="f", alternative="a", container="box"),
        Tour(id="t", name="Run", depot="Depot", method="Tugger"),
        TourStop(id="s", tour="t", station="Saw"),
    ]
    with made.edit("Draw") as edit:
        edit.put(*plan(*records).values())
    return made


def without(*ids: str) -> Document:
    made = document()
    with made.edit("Delete") as edit:
        edit.remove(*ids)
    return made


def test_a_station_deleted_under_a_tour_takes_its_stop_along_and_undo_brings_all_back() -> None:
    made = document()
    whole = dict(made.records)
    with made.edit("Delete") as edit:
        edit.remove("Saw")
    assert not {"s", "f"} & made.records.keys() and "t" in made.records
    made.undo()
    assert made.records == whole


def test_without_its_depot_there_is_no_tour_and_no_stop() -> None:
    assert not {"t", "s"} & without("Depot").records.keys()


def test_a_tour_without_its_method_stays() -> None:
    tour = without("Tugger").records["t"]
    assert isinstance(tour, Tour) and tour.method is None


def test_a_flow_without_its_container_stays_and_one_without_its_alternative_goes_with_it() -> None:
    here = without("box").records["f"]
    assert isinstance(here, Flow) and here.container is None
    assert "f" not in without("a").records


def test_a_product_goes_with_the_parts_lists_it_is_in() -> None:
    assert "wheels" not in without("cart").records
    assert "wheels" not in without("wheel").records


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Part(id="p", product="a", part="b", pieces=0.0), "the number of pieces must be larger than 0"),
        (lambda: Part(id="p", product="a", part="a"), "not a part of itself"),
        (lambda: Alternative(id="x", product="a", name="Lathe", percent=120.0), "from 0 to 100 %"),
        (lambda: Alternative(id="x", product="a", name="Lathe", percent=-1.0), "from 0 to 100 %"),
        (lambda: Container(id="c", name="Box", pieces=-4.0), "larger than 0"),
        (lambda: Container(id="c", name="Box", width=0.0), "sizes must be larger than 0"),
        (lambda: Container(id="c", name=" "), "it needs a name"),
        (lambda: Tour(id="t", name="Run", depot="d", capacity=0.0), "capacity must be larger than 0"),
        (lambda: Tour(id="t", name="Run", depot="d", interval_min=float("nan")), "not a finite number"),
        (lambda: TourStop(id="s", tour="t", station="d", quantity_per_day=-1.0), "cannot be negative"),
        (lambda: Product(id="p", name="P", quantity_per_day=-1.0), "cannot be negative"),
        (lambda: Method(id="m", name="M", speed_m_s=1.0, speed_empty_m_s=0.0), "speeds must be larger than 0"),
        (lambda: Method(id="m", name="M", speed_m_s=1.0, loads_at_once=0.0), "more than 0"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(make: object, said: str) -> None:
    with pytest.raises(InvalidRecord, match=said):
        make()  # type: ignore[operator]

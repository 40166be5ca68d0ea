"""Products, parts, alternatives, containers, routings and milk runs as tables; what is written is read again."""

from dataclasses import fields
from pathlib import Path

import pytest

from floorwright.errors import ExportFailed, ImportFailed
from floorwright.model.alternative import Alternative
from floorwright.model.bill_of_materials import Part
from floorwright.model.container import Container
from floorwright.model.document import Document
from floorwright.model.kinds import Flow, Machine, Method, Product
from floorwright.model.record import Record
from floorwright.model.tour import Tour, TourStop
from floorwright.storage.tables.taking import kind_of, kinds_of, take
from floorwright.storage.tables.writing import ROUTING_A_ROW, names_told_twice, plan_tables, write_tables
from helpers.plans import flow, machine, plan
from helpers.stored import one_of_everything

TABLES = {
    "equipment": "name,x_m,y_m,width_m,depth_m\nSaw,0,0,1,1\nLathe 1,5,0,1,1\nLathe 2,5,5,1,1\nMill,9,0,1,1\n",
    "methods": "method,speed_m_s,speed_empty_km_h,loads_at_once,person\nCart,1.5,7.2,4,\nForeman,,,,yes\n",
    "containers": "container,pieces,length_mm,width_mm,height_mm,weight_kg,returned_empty\n"
    "KLT,20,600,400,280,2.5,yes\n",
    "products": "product,quantity_per_day,colour\nCart,25,#112233\nWheel,,\n",
    "parts": "product,part,pieces\nCart,Wheel,4\nWheel,Nut,5\n",
    "alternatives": "product,alternative,percent\nCart,Lathe 1,70\n",
    "flows": "product,from,to,quantity_per_day,container,method\nNut,Saw,Mill,,KLT,Cart\n",
    "routings": "product,stations,alternative,percent\nCart,Saw > Lathe 1 > Mill,Lathe 1,\n"
    "Cart,Saw>Lathe 2>Mill,Lathe 2,30\n",
    "tours": "tour,depot,method,capacity,interval_h\nRun,Saw,Cart,100,1.5\n",
    "tour_stops": "tour,station,quantity_per_day\nRun,Mill,80\nRun,Lathe 1,40\n",
}


def files(folder: Path, **changed: str) -> dict[str, Path]:
    made = {}
    for kind, text in (TABLES | changed).items():
        made[kind] = folder / f"t_{kind}.csv"
        made[kind].write_text(text, encoding="utf-8")
    return made


def taken(tables: dict[str, Path], document: Document | None = None) -> Document:
    document = document or Document()
    with document.edit("Import") as edit:
        take(edit, tables)
    return document


def of(document: Document, kind: type[Record]) -> dict[str, Record]:
    return {getattr(r, "name", r.id): r for r in document.records.values() if isinstance(r, kind)}


def refused(folder: Path, **changed: str) -> str:
    with pytest.raises(ImportFailed) as told:
        taken(files(folder, **changed))
    return told.value.message


def test_every_table_is_known_by_its_columns(tmp_path: Path) -> None:
    for kind, path in files(tmp_path).items():
        assert kind_of(path) == kind


def test_a_plan_from_all_tables(tmp_path: Path) -> None:
    made = taken(files(tmp_path))
    products = of(made, Product)
    assert {n: p.quantity_per_day for n, p in products.items() if isinstance(p, Product)} == {
        "Cart": 25, "Wheel": None, "Nut": None,
    }  # fmt: skip
    assert sorted(part.pieces for part in made.records.values() if isinstance(part, Part)) == [4, 5]
    (klt,) = of(made, Container).values()
    assert isinstance(klt, Container) and (klt.length, klt.weight_kg, klt.returned_empty) == (600, 2.5, True)
    cart, foreman = of(made, Method)["Cart"], of(made, Method)["Foreman"]
    assert isinstance(cart, Method) and isinstance(foreman, Method)
    assert (cart.speed_empty_m_s, cart.loads_at_once) == (pytest.approx(2), 4)
    assert (foreman.person, foreman.speed_m_s) == (True, 1.3)
    shares = {n: a.percent for n, a in of(made, Alternative).items() if isinstance(a, Alternative)}
    assert shares == {"Lathe 1": 70, "Lathe 2": 30}
    (run,) = of(made, Tour).values()
    assert isinstance(run, Tour) and (run.capacity, run.interval_min, run.runs_per_day) == (100, 90, None)


def test_a_routing_in_one_row_is_its_moves_in_order(tmp_path: Path) -> None:
    made = taken(files(tmp_path))
    names = {id: r.name for id, r in made.records.items() if isinstance(r, Machine | Product | Alternative)}
    flows = sorted((r for r in made.records.values() if isinstance(r, Flow)), key=lambda flow: flow.order)
    carts = [flow for flow in flows if names[flow.product] == "Cart"]
    told = [(names[f.start], names[f.end], names[f.alternative or ""], f.quantity_per_day) for f in carts]
    assert told == [
        ("Saw", "Lathe 1", "Lathe 1", None),
        ("Lathe 1", "Mill", "Lathe 1", None),
        ("Saw", "Lathe 2", "Lathe 2", None),
        ("Lathe 2", "Mill", "Lathe 2", None),
    ]


def test_tables_taken_twice_replace_and_do_not_double(tmp_path: Path) -> None:
    tables = {kind: path for kind, path in files(tmp_path).items() if kind not in ("flows", "routings")}
    made = taken(tables)
    again = taken(tables, taken(tables))
    counted = {
        kind: sum(isinstance(r, kind) for r in made.records.values()) for kind in (Product, Part, Tour, TourStop)
    }
    assert counted == {kind: sum(isinstance(r, kind) for r in again.records.values()) for kind in counted}


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (
            "flows",
            "product,from,to,quantity_per_day\nBolt,Saw,Mill,\n",
            "row 2, column quantity_per_day: is empty, and",
        ),
        ("flows", "product,from,to,quantity_per_day,container\nCart,Saw,Mill,1,KLTT\n", "Is “KLT” meant?"),
        ("flows", "product,from,to,quantity_per_day,alternative\nCart,Saw,Mill,1,X\n", "no alternative “X” of “Cart”"),
        ("routings", "product,stations\nCart,Saw\n", "row 2, column stations: has to name two stations or more"),
        ("routings", "product,stations\nCart,Saw > Mil\n", "there is no station “Mil”. Is “Mill” meant?"),
        ("routings", "product,stations,percent\nCart,Saw > Mill,70\n", "belongs to an alternative"),
        ("parts", "product,part,pieces\nCart,Cart,1\n", "row 2: Part"),
        ("parts", "product,part,pieces\nCart,Wheel,0\n", "row 2, column pieces: “0” has to be larger than 0"),
        (
            "parts",
            "product,part,pieces\nCart,Wheel,1\nCart,wheel,2\n",
            "row 3, column part: “wheel” is in that product",
        ),
        (
            "alternatives",
            "product,alternative,percent\nCart,L,130\n",
            "row 2: Alternative “L”: its share is from 0 to 100",
        ),
        (
            "products",
            "product,quantity_per_day\nCart,-1\n",
            "row 2, column quantity_per_day: “-1” has to be at least 0",
        ),
        ("products", "product,quantity_per_day\nCart,1\ncart,2\n", "row 3, column product: “cart” is there already"),
        ("containers", "container,pieces\nKLT,many\n", "row 2, column pieces"),
        ("methods", "method,speed_m_s\nCart,\n", "row 2, column speed_m_s: is empty"),
        ("tours", "tour,depot\nRun,Sawe\n", "there is no station “Sawe”. Is “Saw” meant?"),
        ("tour_stops", "tour,station,quantity_per_day\nRunn,Saw,1\n", "there is no tour “Runn”. Is “Run” meant?"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_taken_over(
    tmp_path: Path, kind: str, text: str, said: str
) -> None:
    assert said in refused(tmp_path, **{kind: text})


def alike(document: Document) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every table, whatever the ids, as sorted values."""
    return {name: sorted(rows, key=str) for name, rows in plan_tables(document.records).items()}


@pytest.mark.parametrize("out", ["plan.xlsx", "folder"])
def test_what_is_written_is_read_again_as_the_same_tables(tmp_path: Path, out: str) -> None:
    made = taken(files(tmp_path))
    written = write_tables(made.records, tmp_path / out)
    paths = [tmp_path / out] if out.endswith("xlsx") else sorted((tmp_path / out).iterdir())
    tables = kinds_of(paths)
    assert set(tables) == set(written)
    again = taken(tables)
    assert alike(again) == alike(made)


def test_names_that_look_like_formulas_and_every_field_survive_the_round(tmp_path: Path) -> None:
    records = {
        id: r
        for id, r in one_of_everything().items()
        if isinstance(r, Machine | Product | Method | Part | Alternative | Container | Tour | TourStop)
    }
    odd = Machine(id="odd", name="=1+1", x=0.1, y=-0.2, width=1.0, depth=1.0, note="-x")
    document = Document(records | {"odd": odd})
    write_tables(document.records, tmp_path / "all")
    again = taken(kinds_of(sorted((tmp_path / "all").iterdir())))
    assert alike(again) == alike(document)
    container = next(r for r in again.records.values() if isinstance(r, Container))
    kept = {f.name: getattr(records["box"], f.name) for f in fields(Container) if f.name != "id"}
    assert {name: getattr(container, name) for name in kept} == kept


def test_an_empty_plan_and_a_place_that_is_neither_are_refused_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="nothing that a table could hold"):
        write_tables({}, tmp_path / "x.xlsx")
    with pytest.raises(ExportFailed, match="neither a workbook nor a folder"):
        write_tables(one_of_everything(), tmp_path / "x.pdf")


def test_names_that_several_have_are_told() -> None:
    two = {n: Machine(id=n, name="Press", x=0.0, y=0.0, width=1.0, depth=1.0) for n in "ab"}
    assert names_told_twice(two) == ["2 stations are called “press”."]


def test_flows_written_as_routings_are_read_again_as_they_were(tmp_path: Path) -> None:
    made = taken(files(tmp_path))
    tables = plan_tables(made.records, ROUTING_A_ROW)
    assert [row[:4] for row in tables["routings"][1:]] == [
        ("Cart", "Saw > Lathe 1 > Mill", "Lathe 1", 70),
        ("Cart", "Saw > Lathe 2 > Mill", "Lathe 2", 30),
        ("Nut", "Saw > Mill", "", None),
    ]
    assert "flows" not in tables
    write_tables(made.records, tmp_path / "plan.xlsx", ROUTING_A_ROW)
    again = taken(kinds_of([tmp_path / "plan.xlsx"]))
    assert moves(again) == moves(made)


def test_flows_that_no_routing_can_say_stay_moves(tmp_path: Path) -> None:
    """The nut passes a station: it is a move as before. The second move of the cart differs in its load: two rows."""
    made = taken(
        files(
            tmp_path,
            flows="product,from,to,quantity_per_day,unit_load,via\nCart,Saw,Lathe 1,5,1,\nCart,Lathe 1,Mill,5,4,\n"
            "Nut,Saw,Mill,3,1,Lathe 2\nWheel,Saw,Mill,7,1,\n",
            routings="product,stations,quantity_per_day\nWheel,Mill > Lathe 1,7\n",
        )
    )
    tables = plan_tables(made.records, ROUTING_A_ROW)
    assert [row[:2] for row in tables["routings"][1:]] == [
        ("Cart", "Saw > Lathe 1"), ("Cart", "Lathe 1 > Mill"), ("Wheel", "Saw > Mill > Lathe 1"),
    ]  # fmt: skip
    assert [row[:3] for row in tables["flows"][1:]] == [("Nut", "Saw", "Mill")]
    write_tables(made.records, tmp_path / "plan", ROUTING_A_ROW)
    again = taken(kinds_of(sorted((tmp_path / "plan").glob("*.csv"))))
    assert moves(again) == moves(made)


def test_a_station_with_an_arrow_in_its_name_is_told_by_moves() -> None:
    records = plan(machine("In > out", 0, 0), machine("Mill", 9, 0), flow("P", "In > out", "Mill"))
    assert plan_tables(records, ROUTING_A_ROW)["flows"][1][1:3] == ("In > out", "Mill")


def test_scrap_is_read_from_rows_and_written_again(tmp_path: Path) -> None:
    made = taken(files(tmp_path, routings="product,stations,quantity_per_day,scrap_percent\nNut,Saw > Mill,5,2.5\n"))
    assert [f.scrap_percent for f in made.records.values() if isinstance(f, Flow) and f.scrap_percent] == [2.5]
    column = plan_tables(made.records)["flows"][0].index("scrap_percent")
    assert 2.5 in [row[column] for row in plan_tables(made.records)["flows"][1:]]
    with pytest.raises(ImportFailed, match="less than 100"):
        taken(files(tmp_path, routings="product,stations,quantity_per_day,scrap_percent\nNut,Saw > Mill,5,100\n"))


def moves(document: Document) -> list[tuple[object, ...]]:
    names = {id: getattr(r, "name", "") for id, r in document.records.items()}
    flows = sorted(
        (r for r in document.records.values() if isinstance(r, Flow)), key=lambda f: (names[f.product], f.order)
    )
    return [
        (
            names[f.product], names[f.start], names[f.end], tuple(names[str(via)] for via in f.via),
            names[f.alternative or ""] if f.alternative else "", f.quantity_per_day, f.unit_load, f.order,
        )
        for f in flows
    ]  # fmt: skip

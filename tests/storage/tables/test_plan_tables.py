"""Tables as people keep them: units in the column names, decimal commas, workbooks, and cells that cannot be read."""

from pathlib import Path

import pytest
import xlsxwriter

from floorwright.errors import ImportFailed
from floorwright.model.kinds import Flow, Machine, Method
from floorwright.storage.tables.plan_tables import (
    merge_by_name,
    read_aisles,
    read_equipment,
    read_methods,
    read_walls,
)
from floorwright.storage.tables.routing_tables import read_flows

EQUIPMENT = "name,x_m,y_m,width_m,depth_m\nLathe,1,2,3,1.5\nMill,10,2,2,2\n"


def table(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def workbook(folder: Path, sheets: dict[str, list[list[object]]]) -> Path:
    path = folder / "plan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def refusal(read: object, path: Path, *more: object) -> str:
    with pytest.raises(ImportFailed) as caught:
        read(path, *more)  # type: ignore[operator]
    return str(caught.value)


def test_metres_in_a_table_are_millimetres_in_the_plan(tmp_path: Path) -> None:
    lathe, mill = read_equipment(table(tmp_path, EQUIPMENT))
    assert (lathe.name, lathe.x, lathe.y, lathe.width, lathe.depth) == ("Lathe", 1000, 2000, 3000, 1500)
    assert (mill.x, mill.pickup, mill.fixed, mill.rotation) == (10000, None, False, 0)


def test_another_unit_is_given_by_another_suffix(tmp_path: Path) -> None:
    text = "Name,X_ft,y_mm,width_in,depth_cm,pickup_x_ft\nSaw,10,250,10,30,1\n"
    (saw,) = read_equipment(table(tmp_path, text))
    assert (saw.x, saw.y, saw.width, saw.depth) == (3048, 250, 254, 300)
    assert saw.pickup == (304.8, 0)


def test_semicolons_and_decimal_commas_are_read(tmp_path: Path) -> None:
    text = "\ufeffname;x_m;y_m;width_m;depth_m;fixed\nFräse;1,5;-2,25;3;1;yes\n"
    (mill,) = read_equipment(table(tmp_path, text))
    assert (mill.name, mill.x, mill.y, mill.fixed) == ("Fräse", 1500, -2250, True)


def test_tabs_and_another_order_of_columns_are_read(tmp_path: Path) -> None:
    (one,) = read_equipment(table(tmp_path, "depth_m\twidth_m\ty_m\tx_m\tname\n1\t2\t3\t4\tA\n\n"))
    assert (one.x, one.y, one.width, one.depth) == (4000, 3000, 2000, 1000)


def test_columns_nobody_asked_for_become_notes(tmp_path: Path) -> None:
    text = "name,x_m,y_m,width_m,depth_m,power kW,note\nLathe,0,0,1,1,7.5,old\n"
    (lathe,) = read_equipment(table(tmp_path, text))
    assert lathe.note == "old; power kW: 7.5"


def test_a_workbook_gives_the_sheet_of_the_tables_name(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {
            "readme": [["nothing here"]],
            "Equipment": [["name", "x_m", "y_m", "width_m", "depth_m", "fixed"], [101, 1.25, 2, 3, 1, True]],
        },
    )
    (machine,) = read_equipment(path)
    assert (machine.name, machine.x, machine.fixed) == ("101", 1250, True)


def test_a_cell_that_cannot_be_read_is_named_by_row_and_column(tmp_path: Path) -> None:
    text = EQUIPMENT + "Press,abc,2,3,1\nSaw,1,2,-3,1\n,1,1,1,1\n"
    said = refusal(read_equipment, table(tmp_path, text))
    assert "row 4, column x_m: “abc” is not a number" in said
    assert "row 5, column width_m: “-3” has to be larger than 0" in said
    assert "row 6, column name: is empty" in said


@pytest.mark.parametrize("cell", ["nan", "inf", "1e999", "1.234,5", "1 000", "--5", "٣"])
def test_what_is_no_number_is_refused_and_never_guessed(tmp_path: Path, cell: str) -> None:
    said = refusal(read_equipment, table(tmp_path, f"name;x_m;y_m;width_m;depth_m\nA;{cell};0;1;1\n"))
    assert "row 2, column x_m" in said


def test_a_coordinate_beyond_the_earth_is_refused_by_row(tmp_path: Path) -> None:
    said = refusal(read_equipment, table(tmp_path, "name,x_m,y_m,width_m,depth_m\nA,1e30,0,1,1\n"))
    assert "row 2" in said and "x is beyond 10,000 km" in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("name,x_m,y_m,width_m\nA,1,1,1\n", "no column “depth_m”"),
        ("name,x,y_m,width_m,depth_m\nA,1,1,1,1\n", "no column “x_m”"),
        ("name,x_m,x_ft,y_m,width_m,depth_m\nA,1,1,1,1,1\n", "twice or in two units"),
        ("name,x_m,y_m,width_m,depth_m\nA,1,1,1,1,7\n", "row 2 has more cells"),
        ('name,x_m,y_m,width_m,depth_m\n"A,1,1,1,1\n', "cannot be read"),
    ],
)
def test_a_table_without_sense_is_refused_in_words(tmp_path: Path, text: str, words: str) -> None:
    assert words in refusal(read_equipment, table(tmp_path, text))


def test_files_that_are_no_tables_are_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(read_equipment, tmp_path / "missing.csv")
    assert "is a folder" in refusal(read_equipment, tmp_path)
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    assert "not a workbook" in refusal(read_equipment, tmp_path / "a.xlsx")
    (tmp_path / "a.csv").write_bytes(b"name\n\xff\xfe\n")
    assert "row 2 is not UTF-8" in refusal(read_equipment, tmp_path / "a.csv")


def test_methods_take_speeds_times_and_costs_in_their_units(tmp_path: Path) -> None:
    text = (
        "method,speed_km_h,load_min,unload_s,cost_per_h,return_empty,units,available_h_per_day,width_m,aisle_width_m\n"
        "Forklift,7.2,0.5,20,45,yes,2,7.5,1.2,3\nCart,3.6,,,,no,,,,\n"
    )
    lift, cart = read_methods(table(tmp_path, text))
    assert lift.speed_m_s == pytest.approx(2.0, rel=1e-15)
    assert (lift.load_s, lift.unload_s, lift.cost_per_h, lift.return_empty, lift.units) == (30, 20, 45, True, 2)
    assert (lift.available_h_per_day, lift.width, lift.aisle_width) == (7.5, 1200, 3000)
    assert (cart.load_s, cart.return_empty, cart.units, cart.available_h_per_day, cart.width) == (
        0,
        False,
        None,
        8,
        None,
    )


def test_a_method_named_twice_is_refused(tmp_path: Path) -> None:
    assert "there already" in refusal(read_methods, table(tmp_path, "method,speed_m_s\nCart,1\ncart,2\n"))


def test_flows_name_stations_products_methods_and_stops(tmp_path: Path) -> None:
    machines = read_equipment(table(tmp_path, EQUIPMENT + "Wash,5,5,1,1\n", "equipment.csv"))
    methods = read_methods(table(tmp_path, "method,speed_m_s\nCart,1\n", "methods.csv"))
    text = (
        "product,from,to,quantity_per_day,unit_load,method,via\n"
        "Shaft,Lathe,Mill,120,10,Cart,Wash\nShaft,Mill,Lathe,0,,,\nGear,lathe,MILL,5,,cart,\n"
    )
    routing = read_flows(table(tmp_path, text), [*machines, *methods])
    there, back, gear = routing.flows
    lathe, mill, wash = (machine.id for machine in machines)
    assert (there.start, there.end, there.via, there.method) == (lathe, mill, (wash,), methods[0].id)
    assert (there.quantity_per_day, there.unit_load, there.order, back.order, back.method) == (120, 10, 0, 1, None)
    assert [product.name for product in routing.products] == ["Shaft", "Gear"]
    assert (gear.start, gear.end, gear.order) == (lathe, mill, 0)
    assert routing.remarks == ()


def test_a_flow_to_a_station_that_is_not_there_is_named_with_what_may_be_meant(tmp_path: Path) -> None:
    machines = read_equipment(table(tmp_path, EQUIPMENT, "equipment.csv"))
    text = "product,from,to,quantity_per_day\nA,Lathe,Mil,1\n"
    said = refusal(read_flows, table(tmp_path, text), machines)
    assert "row 2, column to: there is no station “Mil”. Is “Mill” meant?" in said


def test_a_flow_to_one_of_two_stations_of_the_same_name_is_refused(tmp_path: Path) -> None:
    machines = read_equipment(table(tmp_path, EQUIPMENT + "Mill,0,0,1,1\n", "equipment.csv"))
    said = refusal(read_flows, table(tmp_path, "product,from,to,quantity_per_day\nA,Lathe,Mill,1\n"), machines)
    assert "2 stations are called “Mill”" in said


def test_a_negative_quantity_and_an_empty_load_are_refused(tmp_path: Path) -> None:
    machines = read_equipment(table(tmp_path, EQUIPMENT, "equipment.csv"))
    text = "product,from,to,quantity_per_day,unit_load\nA,Lathe,Mill,-1,1\nA,Lathe,Mill,1,0\n"
    said = refusal(read_flows, table(tmp_path, text), machines)
    assert "row 2, column quantity_per_day: “-1” has to be at least 0" in said
    assert "row 3, column unit_load: “0” has to be larger than 0" in said


def test_a_method_without_a_table_of_methods_is_assumed_and_said(tmp_path: Path) -> None:
    machines = read_equipment(table(tmp_path, EQUIPMENT, "equipment.csv"))
    text = "product,from,to,quantity_per_day,method\nA,Lathe,Mill,1,Cart\n"
    routing = read_flows(table(tmp_path, text), machines)
    assert [method.name for method in routing.methods] == ["Cart"]
    assert "1.3 m/s" in routing.remarks[0]
    known = [*machines, Method(id="m", name="Truck", speed_m_s=2)]
    assert "there is no method “Cart”" in refusal(read_flows, table(tmp_path, text), known)


def test_aisles_and_walls_are_read(tmp_path: Path) -> None:
    aisles = read_aisles(table(tmp_path, "x1_m,y1_m,x2_m,y2_m,name,width_m,one_way\n0,0,10,0,Main,3,yes\n0,0,0,5,,,\n"))
    assert [(a.x2, a.name, a.width, a.one_way) for a in aisles] == [(10000, "Main", 3000, True), (0, "", None, False)]
    (wall,) = read_walls(table(tmp_path, "x1_m,y1_m,x2_m,y2_m,thickness_m\n0,0,0,4,0.2\n"))
    assert (wall.y2, wall.thickness) == (4000, 200)
    assert "row 2: " in refusal(read_walls, table(tmp_path, "x1_m,y1_m,x2_m,y2_m\n1,1,1,1\n"))


def test_our_own_escape_of_formulas_is_taken_off_again(tmp_path: Path) -> None:
    (one,) = read_equipment(table(tmp_path, "name,x_m,y_m,width_m,depth_m,note\n'=1+1,0,0,1,1,'-x\n"))
    assert (one.name, one.note) == ("=1+1", "-x")


def test_reading_a_table_again_replaces_by_name() -> None:
    old = Machine(id="old", name="Lathe", x=0, y=0, width=1, depth=1)
    new = Machine(id="new", name="lathe", x=5, y=0, width=1, depth=1)
    (merged,) = merge_by_name([new], [old, Flow(id="f", product="p", start="old", end="old")])
    assert merged.id == "old" and isinstance(merged, Machine) and merged.x == 5

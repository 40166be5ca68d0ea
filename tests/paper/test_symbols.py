"""The library of symbols: data, true to scale, and safe to read."""

from pathlib import Path

import pytest

from floorwright.paper.expression import BadExpression, parse_expression
from floorwright.paper.marks import Line, Region
from floorwright.paper.placing import straightened
from floorwright.paper.symbols import Symbol, load_symbols, symbol_marks, symbols_shipped

SYMBOLS = sorted(symbols_shipped().symbols.values(), key=lambda symbol: symbol.id)


def test_there_are_symbols_for_factory_warehouse_office_and_hospital() -> None:
    ids = {symbol.id for symbol in SYMBOLS}
    assert len(ids) >= 24
    assert {
        "lathe",
        "milling-machine",
        "workbench",
        "belt-conveyor",
        "pallet-rack",
        "pallet",
        "forklift",
        "operator",
    } <= ids
    assert {"dock", "office", "hospital-bed"} <= ids


@pytest.mark.parametrize("symbol", SYMBOLS, ids=lambda symbol: symbol.id)
@pytest.mark.parametrize("stretch", [(1.0, 1.0), (2.5, 1.0), (1.0, 0.4)])
def test_a_symbol_stays_inside_its_footprint_at_any_size(symbol: Symbol, stretch: tuple[float, float]) -> None:
    width, depth = symbol.width * stretch[0], symbol.depth * stretch[1]
    marks = symbol_marks(symbol, width, depth)
    assert marks
    for mark in marks:
        rings = (mark.vertices,) if isinstance(mark, Line) else mark.rings if isinstance(mark, Region) else ()
        for ring in rings:
            for x, y in straightened(ring, isinstance(mark, Region)):
                assert abs(x) <= width / 2 + 1 and abs(y) <= depth / 2 + 1


def test_a_broken_symbol_is_named_and_the_others_load(tmp_path: Path) -> None:
    good = next(Path(__file__).resolve().parents[2].joinpath("resources", "symbols").glob("desk.json"))
    (tmp_path / "desk.json").write_text(good.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "broken.json").write_text('{"id": "broken", "marks": [{"box": ["__import__(1)", 0, 1, 1]}]}')
    (tmp_path / "binary.json").write_bytes(b"\xff\xfe\x00")
    library = load_symbols([tmp_path])
    assert set(library.symbols) == {"desk"}
    told = " ".join(map(str, library.problems))
    assert "broken" in told and "binary" in told


@pytest.mark.parametrize("text", ["__import__('os')", "W.x", "1/", "()", "W**2", "a", "1;2", "lambda: 1", "9" * 4000])
def test_an_expression_is_arithmetic_and_nothing_else(text: str) -> None:
    with pytest.raises(BadExpression):
        parse_expression(text)

"""What the names of layers say, in the conventions of many offices."""

import pytest

from floorwright.model.drawing import DrawingLayer
from floorwright.model.layer_roles import LayerRole, Subject, subject_of, suggested_role, suggested_roles

WALLS = [
    "A-WALL-FULL", "xref-Bishop$0$A-WALL", "site|A-WALL", "INNER_WALLS", "Walls", "murs", "Murs porteurs", "PAREDES",
    "Muro", "Wand", "Außenwände", "Innenwand", "Mauerwerk", "Pareti interne", "Стены", "Перегородки", "A-GLAZ-EXST",
    "Fenster", "Cristal", "AR210---E-", "AR22----E-N", "outerWalls",
]  # fmt: skip
COLUMNS = [
    "S-COLS-EXST",
    "Columns",
    "Stützen",
    "Stahlstützen",
    "POTEAUX",
    "pilares",
    "Columnas",
    "колонны",
    "SR28----E-",
]
AISLES = ["Aisles", "Gang", "Fahrwege", "Allée", "PASILLOS", "corsia", "Проходы", "A-FLOR-AISLE"]
NEITHER = [
    "0", "Defpoints", "A-DOOR-EXST", "INNER_DOORS", "Türen", "A-WALL-PATT", "A-WALL-IDEN", "A-WALL-DEMO", "A-DIMS-1",
    "NAMES", "A-EQPM", "A-FURN-FREE", "A-ROOM-NAME", "Roof", "wallpaper shop", "murano", "AR210---T-", "Achsen",
    "A-FLOR-CORE-OVHD-EXST", "", "///", "表",
]  # fmt: skip


@pytest.mark.parametrize(
    ("names", "role"),
    [(WALLS, LayerRole.WALL), (COLUMNS, LayerRole.COLUMN), (AISLES, LayerRole.AISLE), (NEITHER, LayerRole.DRAWN)],
)
def test_the_role_is_suggested_by_the_name_in_many_languages(names: list[str], role: LayerRole) -> None:
    assert {name: suggested_role(name) for name in names} == dict.fromkeys(names, role)


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("A-EQPM-EXST", Subject.EQUIPMENT), ("EQ-CONV", Subject.EQUIPMENT),
        ("Maschinen", Subject.EQUIPMENT), ("A-FURN-SYTM", Subject.FURNITURE),
        ("A-FLOR-CORE-STRS-EXST", Subject.STAIRS), ("P-FIXT", Subject.OTHER), ("A-DOOR-EXST", Subject.DOOR),
        ("S-GRID", Subject.GRID), ("Schraffur", Subject.HATCH), ("BEMASSUNG", Subject.WRITING),
        ("E-LITE", Subject.SERVICES), ("AR73----E-", Subject.EQUIPMENT),
    ],
)  # fmt: skip
def test_the_subject_of_a_layer_is_told_by_its_name(name: str, subject: Subject) -> None:
    assert subject_of(name) is subject


def test_empty_and_hidden_layers_get_no_suggestion() -> None:
    layers = [DrawingLayer("A-WALL", entities=3), DrawingLayer("S-COLS"), DrawingLayer("X", entities=9)]
    layers.append(DrawingLayer("A-WALL-OLD", visible=False, entities=3))
    assert suggested_roles(layers) == (("A-WALL", "wall"),)


def test_ten_thousand_names_are_looked_at_in_a_moment() -> None:
    layers = [DrawingLayer(f"A-WALL-{number}", entities=1) for number in range(10_000)]
    assert len(suggested_roles(layers)) == 10_000

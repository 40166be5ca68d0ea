"""What a layer of a drawing is for the plan, and what its name suggests, in the conventions of many countries."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache, lru_cache

from floorwright.model.drawing import DrawingLayer


class LayerRole(StrEnum):
    """What the plan takes a layer for. Walls and columns stand in the way; aisles can be made of its centre lines."""

    DRAWN = ""
    WALL = "wall"
    COLUMN = "column"
    AISLE = "aisle"


class Subject(StrEnum):
    """What the name of a layer says that is drawn on it."""

    WALL = "walls"
    GLAZING = "glazing"
    COLUMN = "columns"
    DOOR = "doors"
    STAIRS = "stairs"
    FLOOR = "floor"
    AISLE = "aisles"
    EQUIPMENT = "equipment"
    FURNITURE = "furniture"
    WRITING = "texts and dimensions"
    HATCH = "hatches"
    GRID = "grid lines"
    SERVICES = "services"
    OTHER = ""


ARCHITECTURE = frozenset(
    {Subject.WALL, Subject.GLAZING, Subject.COLUMN, Subject.DOOR, Subject.STAIRS, Subject.FLOOR, Subject.AISLE}
)
EQUIPMENT = frozenset({Subject.EQUIPMENT, Subject.FURNITURE})
SUGGESTED = {
    Subject.WALL: LayerRole.WALL,
    # Nobody drives through a window: without them every window would be a gap in the wall.
    Subject.GLAZING: LayerRole.WALL,
    Subject.COLUMN: LayerRole.COLUMN,
    Subject.AISLE: LayerRole.AISLE,
}

# Words of layer names without accents, in lower case; * stands for any letters. AIA CAD Layer Guidelines / US National
# CAD Standard (WALL, COLS, GLAZ, EQPM, …), and what offices write in English, German, French, Spanish, Portuguese,
# Italian, Dutch, Polish, Czech and Russian. The first subject that fits a word is taken, the first row that fits wins:
# A-WALL-PATT is a hatch and A-DOOR-IDEN a text.
_WORDS: tuple[tuple[Subject, str], ...] = (
    (
        Subject.WRITING,
        "anno annot* anntext dim dims dimension* bemass* bemasz* masse masskette* cota cotas cote cotes cotation* quota"
        " quote iden idnt text* texte* txt note notes beschrift* label* name names nomb* title* ttlb tagg tags legn"
        " legend* symb nplt rev revc redl schriftfeld cartouche cartiglio размер* текст* надпис* штамп*",
    ),
    (
        Subject.HATCH,
        "patt hatch* schraff* schraffur hachure* sombread* trama tramas tratteggi* retin* hach штриховк*",
    ),
    (
        Subject.GRID,
        "grid grids raster achse achsen achsraster axe axes eje ejes asse assi eixo eixos ось оси сетка",
    ),
    (
        Subject.SERVICES,
        "plumb* pipe piping rohr* tuyau* tuber* pwr power elec elek* elettric* elect* lite light* lumin* hvac duct*"
        " spkl sprink* fire comm data tele sani* saniter* heiz* lueft* luft* ventil* watr sewer* drain* abwasser*",
    ),
    (
        Subject.DOOR,
        "door doors doorswing* tuer tuere tueren tur turen tor tore porte portes puerta puertas porta porte porti"
        " portas portone* deur deuren drzwi dvere gate gates opening openings oeffnung* offnung* ouverture* abertura*"
        " apertura* двер* ворота проем*",
    ),
    (
        Subject.GLAZING,
        "glaz glazing glass glas window windows fenster* verglas* fenetre* vitr* vitrage* ventana* cristal* crystal*"
        " janela* vidro* finestr* vetr* vetrat* raam ramen okno okna окн* стекл*",
    ),
    (
        Subject.COLUMN,
        "col cols column columns colm pillar* post posts stutze* stuetze* *stutze *stutzen *stuetze *stuetzen saule*"
        " saeule* pfeiler* poteau* poteaux pilier* colonne* pilar pilares columna* pilastr* pilastri coluna* kolom*"
        " slup slupy sloup* колонн* столб*",
    ),
    (
        Subject.AISLE,
        "aisle aisles allee allees gang gange gaenge *gang *gaenge fahrweg* *fahrweg* verkehrsweg* fahrstrasse*"
        " wege* weg couloir* circulation* pasillo* corsia corsie corridoi* corridor* corredor* passage* walkway*"
        " gangway* forklift-path* path paths route routes looppad* przejsc* проход* проезд*",
    ),
    (
        Subject.WALL,
        "wall walls wand wande waende *wand *wande *waende mauer* *mauer mauerwerk mur murs mure muro muri muros pared"
        " paredes parete pareti parede* tabique* tabic* tramezz* cloison* partition* partn muur muren wanden sciana"
        " sciany zed zdi stena steny tmur стен* перегород*",
    ),
    (
        Subject.STAIRS,
        "strs stair stairs hral treppe* *treppe* escalier* escalera* escada* scala scale trap schody лестниц*",
    ),
    (
        Subject.FURNITURE,
        "furn furniture mobel* moebel* meuble* mobilier mobiliario mueble* moveis arred* meubel* мебель case casework",
    ),
    (
        Subject.EQUIPMENT,
        "eq eqpm equip* equipm* machine* machin* mach maschine* masch anlage* ausrust* ausruest* werkzeugm* maquina*"
        " macchin* impiant* equipo* equipamento* conv convey* forder* foerder* rack racks racking shelf shelv* regal*"
        " *regal* robot* workstation* arbeitsplatz* crane* kran* press presses pressen lathe* etageria* estant*"
        " scaffal* станк* оборудован* maszyn* stroj*",
    ),
    (
        Subject.FLOOR,
        "flor floor flooring floors slab boden fussboden sol piso pavimento suelo vloer podlaha пол footprint",
    ),
)
_ISO_13567 = re.compile(r"[A-Z][A-Z0-9_-](?=[A-Z0-9_-]{6})[A-Z]?(\d\d)[A-Z0-9_-]{3,5}([A-Z-][A-Z0-9_-])")
"""Agent, element (six places, here the CI/SfB table 1 number that most countries use), presentation (ISO 13567-2)."""
_ELEMENTS = {
    "21": Subject.WALL, "22": Subject.WALL, "28": Subject.COLUMN, "31": Subject.GLAZING, "32": Subject.DOOR,
    "24": Subject.STAIRS, "23": Subject.FLOOR, "13": Subject.FLOOR, "43": Subject.FLOOR, "71": Subject.EQUIPMENT,
    "72": Subject.FURNITURE, "73": Subject.EQUIPMENT, "74": Subject.SERVICES, "81": Subject.FURNITURE,
}  # fmt: skip
_PRESENTATIONS = {"T": Subject.WRITING, "D": Subject.WRITING, "H": Subject.HATCH, "B": Subject.WRITING}
_REMOVED = frozenset({"demo", "demolition", "abbruch", "abriss", "ovhd", "overhead", "ceiling", "clng", "roof"})
"""What is torn down, or above the heads, stands in nobody's way."""
_XREF = re.compile(r".*(?:\$\d+\$|\|)")
_PARTS = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[a-zа-я])(?=[A-ZА-Я])")


def subject_of(layer: str) -> Subject:
    """What is drawn on a layer by its name; OTHER when it says nothing."""
    return _subject(layer)


def suggested_role(layer: str) -> LayerRole:
    """The role that the name of a layer suggests."""
    words = set(_words(layer))
    return LayerRole.DRAWN if words & _REMOVED else SUGGESTED.get(_subject(layer), LayerRole.DRAWN)


def suggested_roles(layers: Iterable[DrawingLayer]) -> tuple[tuple[str, str], ...]:
    """The layers that are shown, hold anything, and whose name suggests a role, with that role."""
    found = ((layer.name, suggested_role(layer.name)) for layer in layers if layer.entities and layer.visible)
    return tuple((name, role.value) for name, role in found if role is not LayerRole.DRAWN)


def layers_with(roles: Sequence[tuple[str, str]], *wanted: LayerRole) -> frozenset[str]:
    """The names of the layers that have one of these roles."""
    return frozenset(layer for layer, role in roles if role in wanted)


def own_name(name: str) -> str:
    """The name of a layer or block without that of the drawing it was bound from: `hall$0$LATHE` is `LATHE`."""
    return _XREF.sub("", name) or name


@lru_cache(maxsize=20_000)
def _subject(layer: str) -> Subject:
    standard = _ISO_13567.match(_XREF.sub("", layer))
    if standard and standard[1] in _ELEMENTS:
        return _PRESENTATIONS.get(standard[2][0], _ELEMENTS[standard[1]])
    words = _words(layer)
    for subject, pattern in _patterns():
        if any(pattern.fullmatch(word) for word in words):
            return subject
    return Subject.OTHER


@lru_cache(maxsize=20_000)
def _words(layer: str) -> tuple[str, ...]:
    name = _HUMP.sub(" ", _XREF.sub("", layer))
    return tuple(_plain(word) for word in _PARTS.findall(name))


def _plain(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(_plain(word)).replace(r"\*", r"\w*") for word in words.split()))


@cache
def _patterns() -> tuple[tuple[Subject, re.Pattern[str]], ...]:
    return tuple((subject, _pattern(words)) for subject, words in _WORDS)

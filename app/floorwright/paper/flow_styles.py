"""How flows look: a colour a product, a dash a method, a width by volume."""

from floorwright.model.diff import Records
from floorwright.model.kinds import Method, Product

# Okabe and Ito's colours without yellow and black, then Tol's muted ones: both made for colour-blind readers.
PALETTE = (
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9",
    "#332288", "#882255", "#117733", "#999933", "#aa4499", "#44aa99",
)  # fmt: skip
DASHES: tuple[tuple[float, ...], ...] = (
    (), (5.0, 1.8), (7.0, 1.5, 1.5, 1.5), (2.5, 1.5), (9.0, 2.5), (7.0, 1.5, 1.5, 1.5, 1.5, 1.5),
)  # fmt: skip
WALKING = "walking"
WALKING_DASH = (1.2, 1.2)
THINNEST_MM = 0.35
WIDEST_MM = 1.8


def product_colours(records: Records) -> dict[str, str]:
    """The colour of every product by its id; those without one take the palette's in the order of their names."""
    products = sorted((r for r in records.values() if isinstance(r, Product)), key=lambda p: (p.name.casefold(), p.id))
    colours = {product.id: product.colour for product in products if product.colour}
    free = [colour for colour in PALETTE if colour not in {used.lower() for used in colours.values()}] or list(PALETTE)
    unset = [product.id for product in products if not product.colour]
    return colours | {key: free[number % len(free)] for number, key in enumerate(unset)}


def method_dashes(records: Records) -> dict[str | None, tuple[float, ...]]:
    """The dash of every method by its id, in millimetres on paper; None is walking, for flows without a method."""
    methods = sorted((r for r in records.values() if isinstance(r, Method)), key=lambda m: (m.name.casefold(), m.id))
    dashes: dict[str | None, tuple[float, ...]] = {None: WALKING_DASH}
    return dashes | {method.id: DASHES[number % len(DASHES)] for number, method in enumerate(methods)}


def flow_width(trips: float, most: float) -> float:
    """The width in millimetres on paper: from the thinnest at none to the widest at the most trips of any flow."""
    if not 0 < trips < float("inf") or not 0 < most < float("inf"):
        return THINNEST_MM
    return THINNEST_MM + (WIDEST_MM - THINNEST_MM) * min(trips / most, 1.0)

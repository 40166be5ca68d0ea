"""How many vehicles a stream of deliveries needs (methods.md 2.6)."""

from floorwright.analysis.trips import whole_number


def delivery_cycle_min(loaded: float, empty: float, speed_per_min: float, load_min: float, unload_min: float) -> float:
    """Minutes a delivery takes: Tc = TL + Ld/v + TU + Le/v; distances and speed in one unit of length.

    Source: M. P. Groover, Automation, Production Systems, and Computer-Integrated Manufacturing, chapter on material
    transport systems, vehicle-based systems.
    """
    return load_min + loaded / speed_per_min + unload_min + empty / speed_per_min


def available_min_per_h(availability: float, traffic: float, efficiency: float) -> float:
    """Minutes of an hour a vehicle works: AT = 60 A Ft E, all three factors 0 to 1 (same source)."""
    return 60 * availability * traffic * efficiency


def vehicles_exact(deliveries_per_h: float, cycle_min: float, available_min: float) -> float:
    """Vehicles needed, not rounded: nc = Rf Tc ÷ AT (same source)."""
    return deliveries_per_h * cycle_min / available_min


def vehicles_needed(deliveries_per_h: float, cycle_min: float, available_min: float) -> int:
    """Vehicles needed, rounded up with a slack of 1e-9."""
    return whole_number(vehicles_exact(deliveries_per_h, cycle_min, available_min))

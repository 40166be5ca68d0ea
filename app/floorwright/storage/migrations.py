"""Older records brought up to date, on plain dicts, before anything else looks at them.

A kind whose fields change gets a higher `VERSION` and a function here that takes the older dict one version further.
Such a function stays for ever, with a test and a real old file. A new field is filled in by it as well.
"""

from collections.abc import Callable, Mapping
from typing import Any

from floorwright.model.kinds import KINDS

Migration = Callable[[dict[str, Any]], str | None]
"""Changes a record's dict from one version to the next; may return a sentence for the user."""
Migrations = Mapping[str, Mapping[int, Migration]]
"""By kind, by the version that the function starts from."""


def _layers_without_roles(values: dict[str, Any]) -> str | None:
    values.setdefault("roles", [])
    return None


def _turns_without_time(values: dict[str, Any]) -> str | None:
    values.setdefault("turn_penalty_s", 0.0)
    return None


def _steps_at_stations(values: dict[str, Any]) -> str | None:
    # The first version knew steps at stations only, each with a time.
    empty = {"flow": "", "inner": None, "time_per": "lot", "distance_m": None, "quantity": None, "people": None}
    ideas = {"means": "", "idea": None, "idea_note": "", "proposed_time_s": None, "proposed_distance_m": None}
    for name, value in (empty | ideas).items():
        values.setdefault(name, value)
    return None


def _products_without_quantity(values: dict[str, Any]) -> str | None:
    values.setdefault("quantity_per_day", None)
    return None


def _methods_of_one_speed(values: dict[str, Any]) -> str | None:
    values.setdefault("speed_empty_m_s", None)
    values.setdefault("loads_at_once", 1.0)
    values.setdefault("person", False)
    return None


def _flows_of_one_way(values: dict[str, Any]) -> str | None:
    values.setdefault("alternative", None)
    values.setdefault("container", None)
    return None


def _flows_without_scrap(values: dict[str, Any]) -> str | None:
    values.setdefault("scrap_percent", 0.0)
    return None


MIGRATIONS: Migrations = {
    "plan": {1: _turns_without_time},
    "underlay": {1: _layers_without_roles},
    "step": {1: _steps_at_stations},
    "product": {1: _products_without_quantity},
    "method": {1: _methods_of_one_speed},
    "flow": {1: _flows_of_one_way, 2: _flows_without_scrap},
}


def migrate(values: dict[str, Any], version: int, migrations: Migrations, messages: list[str]) -> dict[str, Any]:
    """A copy of a record's dict, brought from `version` as far as its kind's migrations go.

    Sentences of the migrations are added to `messages` once each. A newer version is returned as it is.
    """
    kind = values["kind"]
    steps = migrations.get(kind, {})
    newest = max([KINDS[kind].VERSION, *(start + 1 for start in steps)])
    current = dict(values)
    for start in range(version, newest):
        if start in steps:
            said = steps[start](current)
            if said and said not in messages:
                messages.append(said)
    return current

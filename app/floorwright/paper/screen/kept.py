"""The screen form as named arrays, to be written into a folder and mapped into memory from it."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from floorwright.paper.screen.cells import Cells
from floorwright.paper.screen.form import ScreenForm, Words

_PLAIN = ("fill_boxes", "fill_areas", "text_boxes", "capitals")


def arrays_of(form: ScreenForm) -> dict[str, Any]:
    """Every array of a form by a name that tells where it belongs; the pieces of its words are not among them."""
    found: dict[str, Any] = {name: getattr(form, name) for name in _PLAIN}
    found |= {"words.numbers": form.words.numbers, "words.starts": form.words.starts}
    found |= _of("lines", form.lines) | _of("arcs", form.arcs)
    found |= {f"half{number}": half for number, half in enumerate(form.halves)}
    return found


def form_of(arrays: Mapping[str, Any], pieces: Sequence[str]) -> ScreenForm:
    """The form with these arrays and the pieces of its words.

    Raises:
        KeyError: when an array is missing.
    """
    halves = [name for name in arrays if name.startswith("half")]
    return ScreenForm(
        lines=Cells(**{field.name: arrays[f"lines.{field.name}"] for field in fields(Cells)}),
        arcs=Cells(**{field.name: arrays[f"arcs.{field.name}"] for field in fields(Cells)}),
        **{name: arrays[name] for name in _PLAIN},
        words=Words(tuple(pieces), arrays["words.numbers"], arrays["words.starts"]),
        halves=tuple(arrays[f"half{number}"] for number in range(len(halves))),
    )


def _of(name: str, record: Cells) -> dict[str, Any]:
    return {f"{name}.{field.name}": getattr(record, field.name) for field in fields(record)}

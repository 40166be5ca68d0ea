"""Lines under, over and through words."""

import re

from floorwright_builtin.dxf_import.entities.plain_text import LONGEST_LINE, readable
from floorwright_builtin.dxf_import.entities.text_width import text_width

LEVELS = {"u": -0.2, "o": 1.2, "k": 0.5}
"""How high the lines run that `%%u`, `%%o` and `%%k` switch on, in text heights above the base line."""
Lined = list[tuple[float, float, float]]
"""Lines along a text: from where to where, and how high, in text heights."""
_SWITCH = re.compile(r"%%([uokUOK])")
_MOST = 100


def lines_along(text: str) -> Lined:
    """What `%%u`, `%%o` and `%%k` switch on and off along a line."""
    found: Lined = []
    begun: dict[str, float] = {}
    reached = 0.0
    *parts, last = _SWITCH.split(text[:LONGEST_LINE])
    for part, code in zip(parts[::2], parts[1::2], strict=True):
        switch = code.lower()
        reached += text_width(readable(part))
        if switch in begun:
            found.append((begun.pop(switch), reached, LEVELS[switch]))
        else:
            begun[switch] = reached
    reached += text_width(readable(last).rstrip())
    found += [(begin, reached, LEVELS[switch]) for switch, begin in begun.items()]
    return [(begin, end, level) for begin, end, level in found if end > begin][:_MOST]

"""Names that DXF allows: no angle brackets, slashes, colons and the like, not too long, each once."""

import re

_FORBIDDEN = re.compile(r"[<>/\\\":;?*|=`,\x00-\x1f\x7f\ud800-\udfff]")
LONGEST = 200


class Names:
    """Gives every name its legal form, always the same one, and different names different ones."""

    def __init__(self) -> None:
        self._legal: dict[str, str] = {}
        self._taken: set[str] = set()

    def legal(self, name: str) -> str:
        """The name as DXF allows it; DXF tells names apart without regard to capitals."""
        if name not in self._legal:
            clean = _FORBIDDEN.sub("_", name).strip()[:LONGEST] or "_"
            made, number = clean, 1
            while made.casefold() in self._taken:
                number += 1
                made = f"{clean}_{number}"
            self._taken.add(made.casefold())
            self._legal[name] = made
        return self._legal[name]


def plain_text(text: str) -> str:
    """A text on one line in which CAD programs find no codes: `%%` is kept apart, control marks are blanks."""
    clean = "".join(" " if ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) <= 0xDFFF else c for c in text)
    return clean.replace("^", "^ ").replace("%%", "%\u200b%").replace("\\U+", "\\ U+").replace("\\M+", "\\ M+")[:2000]

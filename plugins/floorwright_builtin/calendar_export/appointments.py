"""The rows of tables that say when something starts, as events of iCalendar (RFC 5545)."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from floorwright.api import ExportFailed, Table

STARTS, APPOINTMENT = "Starts", "Appointment"
_STAMP = "19800101T000000Z"
"""When an event was written: always the same, so that equal plans are equal files."""
_MINUTES = 5
_LONGEST_LINE = 75


def calendar_of(tables: Sequence[Table], title: str) -> bytes:
    """One event a row whose column Starts is a date and time; times are local, as they stand on the clock there.

    Raises:
        ExportFailed: when no table has such a row.
    """
    events = [event for table in tables for event in _events(table, title)]
    if not events:
        raise ExportFailed(
            "There are no dates to put into a calendar.",
            hint="Export a study that plans something on days, such as work-sampling with tours_per_day and first_day.",
        )
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Floorwright//EN", "CALSCALE:GREGORIAN"]
    lines += [line for event in events for line in event]
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) + "\r\n" for line in lines).encode("utf-8")


def _events(table: Table, title: str) -> list[list[str]]:
    names = [column.name for column in table.columns]
    if STARTS not in names:
        return []
    starts_at = names.index(STARTS)
    said_at = names.index(APPOINTMENT) if APPOINTMENT in names else None
    found = []
    for number, row in enumerate(table.rows):
        try:
            starts = datetime.fromisoformat(str(row[starts_at] or ""))
        except ValueError:
            continue
        words = table.title if said_at is None else str(row[said_at])
        key = hashlib.sha256(f"{title}\n{table.title}\n{number}\n{starts}\n{words}".encode()).hexdigest()[:32]
        found.append(
            [
                "BEGIN:VEVENT",
                f"UID:{key}@floorwright",
                f"DTSTAMP:{_STAMP}",
                f"DTSTART:{starts:%Y%m%dT%H%M%S}",
                f"DURATION:PT{_MINUTES}M",
                f"SUMMARY:{_escaped(words)}",
                f"DESCRIPTION:{_escaped(title)}",
                "BEGIN:VALARM",
                "ACTION:DISPLAY",
                f"DESCRIPTION:{_escaped(words)}",
                "TRIGGER:PT0S",
                "END:VALARM",
                "END:VEVENT",
            ]
        )
    return found


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 bytes, never cut within a character (RFC 5545, 3.1)."""
    piece, pieces = "", list[str]()
    for character in line:
        if len((piece + character).encode()) > (_LONGEST_LINE if not pieces else _LONGEST_LINE - 1):
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece])

"""Numbers in the columns that are not plainly numbers: mended where it is clear how; else their record goes."""

from dataclasses import replace

import numpy as np

from floorwright.api import ODD_NUMBER
from floorwright_builtin.dxf_import.file.numbers import LARGEST, repaired
from floorwright_builtin.dxf_import.file.records import Bools, Records
from floorwright_builtin.dxf_import.file.sections import Sections
from floorwright_builtin.dxf_import.report import Report

_KEPT = ("SECTION", "TABLE", "BLOCK", "LAYER", "STYLE", "LTYPE", "DIMSTYLE", "VPORT", "VIEWPORT")


def mend_odd_numbers(sections: Sections, report: Report) -> tuple[Records, Bools]:
    """The records with every number finite, and which entities hold one that cannot be mended."""
    records = sections.records
    tags = records.tags
    drawn = sections.within("ENTITIES") | sections.within("BLOCKS")
    lost = np.zeros(records.count, np.bool_)
    odd = np.flatnonzero(tags.flag & ODD_NUMBER)
    if not len(odd):
        return records, lost
    number = tags.number.copy()
    for tag in odd.tolist():
        record = int(records.of[tag])
        text = tags.value(tag).decode("latin-1")
        try:
            value = float(text) if "_" not in text else float("nan")
        except ValueError:
            value = float("nan")
        if abs(value) < LARGEST:
            number[tag] = value
            continue
        kind = tags.value(int(records.head[record])).strip().decode("ascii", "replace") if record >= 0 else ""
        where = f"{kind}, group {tags.code[tag]}: “{text.strip()[:30]}”"
        new = repaired(text, int(tags.code[tag]))
        if new is not None:
            comma = "," in text
            report.add(
                "Decimal comma" if comma else "Number written in an odd way",
                where,
                "read as a decimal point" if comma else "mended",
            )
            number[tag] = float(new)
        elif kind in _KEPT or record < 0:
            report.add("Not a number", where, "read as 0")
            number[tag] = 0.0
        elif not drawn[record]:
            number[tag] = 0.0
        else:
            number[tag] = 0.0
            if not lost[record]:
                report.add(f"{kind} with an impossible number", "", "left out")
            lost[record] = True
    return Records(replace(tags, number=number)), lost

"""The formats that ``import`` reads. A new format is a file of its own and a line in FORMATS."""

from __future__ import annotations

from belarus_hr.formats import upr_info
from belarus_hr.formats.format import Format
from belarus_hr.formats.own import delimited, records
from belarus_hr.formats.uhri import bulk_json, workbook

#: They are asked in this order; what none recognises is read by the last that can.
FORMATS: tuple[Format, ...] = (
    upr_info.FORMAT,
    workbook.FORMAT,
    bulk_json.FORMAT,
    delimited.FORMAT,
    records.FORMAT,
)


def names() -> list[str]:
    """Return the names that --from takes."""
    return list(dict.fromkeys(format_.name for format_ in FORMATS))


def titles() -> str:
    """Return what is read, as a list in a sentence."""
    *others, last = dict.fromkeys(format_.title for format_ in FORMATS)
    return f"{', '.join(others)} and {last}"

"""The formats that ``import`` reads. A new format is a file of its own and a line in FORMATS."""

from __future__ import annotations

from importlib import import_module

from belarus_hr.formats.format import ImportFormat

#: What --from takes, and the module whose FORMAT it is. They are asked in this order; what none
#: recognises is read by the last that can. Loaded when a file is read: Tab asks for the names.
FORMATS = (
    ("un-document", "belarus_hr.formats.un_documents.documents"),
    ("upr-info", "belarus_hr.formats.upr_info"),
    ("impact-oss", "belarus_hr.formats.impact_oss.reading"),
    ("uhri", "belarus_hr.formats.uhri.workbook"),
    ("uhri", "belarus_hr.formats.uhri.bulk_json"),
    ("table", "belarus_hr.formats.own.delimited"),
    ("json", "belarus_hr.formats.own.records"),
)


def names() -> list[str]:
    """Return the names that --from takes."""
    return list(dict.fromkeys(name for name, _ in FORMATS))


def formats(name: str = "") -> list[ImportFormat]:
    """Return the formats of a name, or all."""
    return [import_module(module).FORMAT for own, module in FORMATS if name in ("", own)]


def titles() -> str:
    """Return what is read, as a list in a sentence."""
    *others, last = (format_.title for format_ in formats())
    return f"{', '.join(others)} and {last}"

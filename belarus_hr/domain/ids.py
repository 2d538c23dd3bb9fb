"""Readable, stable ids: how they are made and what may be one."""

from __future__ import annotations

import re

from belarus_hr.domain import dates
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records import Kind, Record
from belarus_hr.domain.words import shown

# Compiled when first used, and kept by ``re``: not every command needs them.
_LEGAL = r"[a-z0-9](?:[a-z0-9._-]{0,118}[a-z0-9])?"
_NOT_LEGAL = r"[^a-z0-9.]+"


def check(value: object) -> str:
    """Return ``value`` as a legal id, or raise InvalidValue.

    Lower-case letters, digits and ``. _ -`` inside, at most 120 characters: it is
    typed at a prompt, needs no quoting in a shell and is never a path.
    """
    text = value.strip().lower() if isinstance(value, str) else ""
    if re.fullmatch(_LEGAL, text) is None or ".." in text:
        raise InvalidValue(
            f"id {shown(value)} must be letters, digits, dots and hyphens: cat-2009-12-report"
        )
    return text


def stem(kind: Kind, record: Record) -> str:
    """Return the id that a record's own words make; numbered by the caller where it is taken."""
    words = re.sub(_NOT_LEGAL, "-", "-".join(_stem(kind, record)).lower())
    return re.sub(r"\.{2,}", ".", words)[:100].strip("-.")


def _stem(kind: Kind, record: Record) -> tuple[str, ...]:
    """Return the words that tell a record from others of its kind."""
    mechanism = str(record.get("mechanism", ""))
    match kind.name:
        case "event":
            return (mechanism, _start(record), record["kind"])
        case "review":
            return (f"{mechanism}{record['cycle']}",)
        case "recommendation":
            place = record.get("paragraph") or record["title"][:40]
            return (f"{mechanism}{record.get('cycle', '')}", place)
        case "assessment":
            return (record["recommendation"], record["assessor"], _start(record))
        case "claim":
            return (f"{mechanism}{record.get('cycle', '')}", "claim", _start(record), record["by"])
        case _:
            treaty = str(record.get("treaty", mechanism))
            return (treaty, "report", str(record.get("ordinal") or record["title"][:40]))


def _start(record: Record) -> str:
    """Return the start of the record's date as written, without the mark for approximate."""
    start = str(record["date"]).partition("/")[0].rstrip("~")
    dates.parse(start)
    return start

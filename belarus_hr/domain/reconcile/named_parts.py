"""Parts of a note that keep what IMPACT OSS knows and no field of ours holds.

Each part stands under its name there: ``IMPACT OSS outcome: Judges know the standards``. What
stands before the first of them is the note's own text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from belarus_hr.domain.records.kinds import Record

#: The name of the note's own text among its parts.
OWN = ""
_SYSTEM = "IMPACT OSS"


def note_parts(note: str) -> dict[str, str]:
    """Return the parts of a note by name, with its own text under ``OWN``; none are empty."""
    found = list(re.finditer(rf"^{_SYSTEM} ([a-z][a-z_-]*): ", note, re.MULTILINE))
    ends = [match.start() for match in found] + [len(note)]
    parts = {OWN: note[: ends[0]].strip()}
    for match, end in zip(found, ends[1:], strict=True):
        text = note[match.end() : end].strip()
        parts[match[1]] = "\n".join(filter(None, (parts.get(match[1], ""), text)))
    return {name: text for name, text in parts.items() if text}


def note_of(parts: Mapping[str, str]) -> str:
    """Return the note with these parts; ``note_parts`` reads it back."""
    named = (f"{_SYSTEM} {name}: {text}" for name, text in parts.items() if name != OWN and text)
    return "\n\n".join(filter(None, (parts.get(OWN, ""), *named)))


def reference_of(record: Record) -> str:
    """Return what IMPACT OSS calls a record; of a recommendation the note keeps that."""
    reference: str = record.get("reference", "")
    return reference or note_parts(record.get("note", "")).get("reference", "")

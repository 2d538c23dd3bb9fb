"""Sources and disputes drawn for people: as a footnote has them, with what else is said of them."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text

from belarus_hr.domain.reference.citations import cite
from belarus_hr.domain.text.safe_text import visible
from belarus_hr.views.screen import linked, text


def source_cited(value: Mapping[str, str]) -> Text:
    """Return a source as a footnote has it, and below it what else is said of it."""
    citation = cite(value)
    line = linked(citation.footnote, citation.address)
    return line.append(f"\n{visible(citation.note)}") if citation.note else line


def dispute_cited(value: Mapping[str, str]) -> Text:
    """Return what somebody says against a record, and below it where that is said."""
    who = f"{value['by']}: " if value.get("by") else ""
    return text(f"{who}{value['says']}").append("\n").append_text(source_cited(value))

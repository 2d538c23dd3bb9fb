"""UHRI's bulk file: one JSON array of some hundred megabytes, read as a stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from belarus_hr.domain.reference.states import canonical
from belarus_hr.formats import json_stream
from belarus_hr.formats.input_file import Input
from belarus_hr.formats.registry import FileFormat
from belarus_hr.formats.request import (
    ALL_STATES,
    OTHER_STATE,
    BadCell,
    Read,
    Request,
    RowProblem,
    Skipped,
    checked,
)
from belarus_hr.formats.uhri.annotation import Annotation, read_annotation

#: What the bulk file's objects have and no others.
_KEYS = (b'"AnnotationId"', b'"UprRecommendingCountry"')


def is_bulk(start: bytes) -> bool:
    """Say whether the objects at the start of an array are annotations of UHRI."""
    return any(key in start for key in _KEYS)


def read_bulk(source: Input, request: Request) -> Iterator[Read]:
    """Yield a draft for each annotation about the wanted State; skipped and bad ones as such.

    Raises Rejected, at the place where it shows, for a file that is cut off or no JSON. Only a
    few annotations are in memory at a time.
    """
    for number, value in enumerate(json_stream.values(source), 1):
        place = f"record {number}"
        yield from checked(place, _read(place, value, request))


FORMAT = FileFormat(title="UHRI's bulk file", begins=b"[", recognises=is_bulk, read=read_bulk)


def _read(place: str, value: object, request: Request) -> Iterator[Read]:
    if not isinstance(value, dict):
        yield RowProblem(place, "is not an object")
        return
    countries = value.get("Countries")
    # Most annotations are about other States: for speed these are skipped first.
    if (
        isinstance(countries, list)
        and request.state != ALL_STATES
        and all(isinstance(name, str) and canonical(name) != request.state for name in countries)
    ):
        yield Skipped(place, OTHER_STATE)
    else:
        yield from read_annotation(place, _annotation(value), request)


def _annotation(value: Mapping[str, Any]) -> Annotation:
    return Annotation(
        text=_text(value, "Text"),
        countries=_list(value, "Countries"),
        body=_text(value, "Body"),
        symbol=_text(value, "Symbol"),
        themes=_list(value, "Themes"),
        persons=_list(value, "AffectedPersons"),
        sdgs=_list(value, "Sdgs"),
        published=_text(value, "PublicationDate"),
        states=_list(value, "UprRecommendingCountry"),
        positions=_list(value, "UprPositions"),
        type=_text(value, "AnnotationType"),
        id=_text(value, "AnnotationId"),
        sessions=_list(value, "UprSession"),
        cycle=_text(value, "UprCycle"),
    )


def _text(raw: Mapping[str, Any], key: str) -> str:
    """Return a text without the "- " that UHRI puts first; raises BadCell for another value."""
    value = raw.get(key)
    if value is None:
        return ""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise BadCell(key, str(value), "must be text")
    return value.strip().removeprefix("- ").strip() if value.lstrip()[:1] == "-" else value


def _list(raw: Mapping[str, Any], key: str) -> list[str]:
    value = raw.get(key)
    if value is None:
        return []
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(part, str | int) for part in values):
        raise BadCell(key, str(value), "must be a list of texts")
    return [text for part in values if (text := str(part).strip().removeprefix("- "))]

"""UHRI's bulk file: one JSON array of some hundred megabytes, read as a stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from belarus_hr.domain.reference.states import canonical
from belarus_hr.formats import json_stream
from belarus_hr.formats.input_file import Input
from belarus_hr.formats.request import ALL, OTHER_STATE, Asked, Problem, Read, Skipped
from belarus_hr.formats.uhri.annotation import Annotation
from belarus_hr.formats.uhri.annotation import read as read_annotation

#: What the bulk file's objects have and no others.
_KEYS = (b'"AnnotationId"', b'"UprRecommendingCountry"')


def recognised(head: bytes) -> bool:
    """Say whether a file begins as the bulk file does: an array whose first object is UHRI's."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start[:1] == b"[" and any(key in head for key in _KEYS)


def read(source: Input, asked: Asked) -> Iterator[Read]:
    """Yield a draft for each annotation about the wanted State, and what was left out or is wrong.

    Raises Rejected, where it comes to it, for a file that is cut off or no JSON. What
    is in memory at a time is a few annotations.
    """
    for number, one in enumerate(json_stream.values(source), 1):
        yield from _read(f"record {number}", one, asked)


def _read(place: str, one: object, asked: Asked) -> Iterator[Read]:
    if not isinstance(one, dict):
        yield Problem(place, "", "", "is not an object")
        return
    countries = one.get("Countries")
    # Most are about other States: these are told apart before anything else is looked at.
    if isinstance(countries, list) and asked.state != ALL and _elsewhere(countries, asked.state):
        yield Skipped(place, OTHER_STATE)
        return
    try:
        annotation = _annotation(one)
    except TypeError as error:
        yield Problem(place, *str(error).split("\n"))
    else:
        yield from read_annotation(place, annotation, asked)


def _elsewhere(countries: list[object], state: str) -> bool:
    """Say whether none of the names is the State's."""
    return all(isinstance(name, str) and canonical(name) != state for name in countries)


def _annotation(one: Mapping[str, Any]) -> Annotation:
    return Annotation(
        text=_text(one, "Text"),
        countries=_list(one, "Countries"),
        body=_text(one, "Body"),
        symbol=_text(one, "Symbol"),
        themes=_list(one, "Themes"),
        persons=_list(one, "AffectedPersons"),
        sdgs=_list(one, "Sdgs"),
        published=_text(one, "PublicationDate"),
        states=_list(one, "UprRecommendingCountry"),
        positions=_list(one, "UprPositions"),
        type=_text(one, "AnnotationType"),
        id=_text(one, "AnnotationId"),
        sessions=_list(one, "UprSession"),
        cycle=_text(one, "UprCycle"),
    )


def _text(one: Mapping[str, Any], key: str) -> str:
    """Return a text without the "- " that UHRI puts first; raises TypeError for what is none."""
    value = one.get(key)
    if value is None:
        return ""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise TypeError(f"{key}\n{value}\nmust be text")
    return value.strip().removeprefix("- ").strip() if value.lstrip()[:1] == "-" else value


def _list(one: Mapping[str, Any], key: str) -> list[str]:
    value = one.get(key)
    if value is None:
        return []
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(part, str | int) for part in values):
        raise TypeError(f"{key}\n{value}\nmust be a list of texts")
    return [text for part in values if (text := str(part).strip().removeprefix("- "))]

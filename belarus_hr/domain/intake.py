"""Records given as input: JSON objects, made whole and checked before anything is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from belarus_hr.domain import ids
from belarus_hr.domain.collection import Found
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records import (
    ASSESSMENT,
    BY_NAME,
    EVENT,
    RECOMMENDATION,
    REPORT,
    Kind,
    Record,
    normalise,
)
from belarus_hr.domain.words import a, choose, shown


class Taken(NamedTuple):
    """A record taken in: its id, its kind, its normal form."""

    id: str
    kind: Kind
    record: Record


Find = Callable[[str], Found]


def take(given: object, find: Find, taken: Callable[[str], bool]) -> Taken:
    """Return the record that a JSON object describes.

    ``record`` names its kind (an event when it does not say), ``id`` its id (one is
    proposed when it has none). ``find`` looks up a record that it speaks of,
    ``taken`` says whether an id is. Raises InvalidValue for anything else than a
    valid new record, NotFound for one that speaks of a record that is not there.
    """
    if not isinstance(given, dict):
        raise InvalidValue(f"{shown(given)} is not an object")
    parts = dict(given)
    kind = BY_NAME[choose("kind of record", parts.pop("record", EVENT.name), BY_NAME)]
    id_ = parts.pop("id", None)
    record = complete(kind, normalise(kind, _folded(kind, parts)), find)
    if id_ is None:
        return Taken(ids.propose(kind, record, taken), kind, record)
    id_ = ids.check(id_)
    if taken(id_):
        raise InvalidValue(f"id {shown(id_)} is taken; hrtrack edit changes the record that has it")
    return Taken(id_, kind, record)


def complete(kind: Kind, record: Record, find: Find) -> Record:
    """Return a record with what it says about others checked: an assessment's recommendation."""
    if kind is not ASSESSMENT:
        return record
    found = find(record["recommendation"])
    if found.kind is not RECOMMENDATION:
        raise InvalidValue(f"{found.id} is {a(found.kind.name)}; only recommendations are assessed")
    return {**record, "recommendation": found.id}


def _folded(kind: Kind, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``given`` with the keys that rows derive folded back into what they come from."""
    parts = dict(given)
    if kind is REPORT:
        parts.pop("state", None)
    if kind is not RECOMMENDATION:
        return parts
    states, action = parts.pop("recommended_by", None), parts.pop("action", None)
    if states and not parts.get("items"):
        states = states if isinstance(states, list) else [states]
        actions = action if isinstance(action, list) else [action]
        only = {"action": actions[0]} if len(actions) == 1 and actions[0] is not None else {}
        parts["items"] = [{"by": state, **only} for state in states]
    response = parts.pop("response", None)
    if response not in (None, "pending") and not parts.get("responses"):
        parts["responses"] = [{"response": response}]
    parts.pop("status", None)
    if parts.pop("verdicts", None):
        raise InvalidValue("verdicts are records of their own: add each as an assessment")
    return parts

"""The records as types: they say what the kinds declare, and refuse what no kind has.

- each kind has a type, with its fields and no others; those that it requires are always there
- a key that no record of the kind has does not pass the type check (mypy refuses an ignore
  that nothing needs)
"""

from __future__ import annotations

import pytest

from belarus_hr import record_types
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kinds import EVENT, KINDS, Kind

TYPES = {kind.name: getattr(record_types, kind.name.title().replace("-", "")) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_type_has_the_fields_of_its_kind(kind: Kind) -> None:
    keys, fields = set(TYPES[kind.name].__annotations__), {field.name for field in kind.fields}
    assert keys == fields, f"in record_types.py: {_differ(keys, fields)}"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_a_kind_requires_is_always_there(kind: Kind) -> None:
    annotations: dict[str, object] = {}
    for type_ in (record_types.Common, record_types.Fact, TYPES[kind.name]):
        annotations |= type_.__annotations__
    optional = {name for name, said in annotations.items() if "NotRequired" in str(said)}
    required = {field.name for field in kind.fields if field.required}
    given = {field.name for field in kind.fields} - optional
    assert given == required, f"NotRequired in record_types.py: {_differ(given, required)}"


def _differ(said: set[str], declared: set[str]) -> str:
    return f"{sorted(declared - said)} missing, {sorted(said - declared)} too many"


def test_a_key_that_no_event_has_does_not_pass_the_type_check(shipped: Collection) -> None:
    event = next(iter(shipped.of(EVENT).values()))
    assert event["kind"]
    with pytest.raises(KeyError):
        event["knid"]  # type: ignore[typeddict-item]

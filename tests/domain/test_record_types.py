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


def _type_of(kind: Kind) -> type:
    name = kind.name.title().replace("-", "")
    type_: type | None = getattr(record_types, name, None)
    assert type_, f"record_types.py needs a class {name}, of the kind {kind.name}"
    return type_


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_type_has_the_fields_of_its_kind(kind: Kind) -> None:
    keys, fields = set(_type_of(kind).__annotations__), {field.name for field in kind.fields}
    assert keys == fields, f"in record_types.py: {_differ(keys, fields)}"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_a_kind_requires_is_always_there(kind: Kind) -> None:
    annotations: dict[str, object] = {}
    for type_ in (record_types.Common, record_types.Fact, _type_of(kind)):
        annotations |= type_.__annotations__
    not_required = {name for name, type_ in annotations.items() if "NotRequired" in str(type_)}
    optional = not_required & {field.name for field in kind.fields}
    declared = {field.name for field in kind.fields if not field.required}
    assert optional == declared, f"NotRequired in record_types.py: {_differ(optional, declared)}"


def _differ(typed: set[str], declared: set[str]) -> str:
    return f"{sorted(declared - typed)} missing, {sorted(typed - declared)} too many"


def test_a_key_that_no_event_has_does_not_pass_the_type_check(shipped: Collection) -> None:
    event = next(iter(shipped.of(EVENT).values()))
    assert event["kind"]
    with pytest.raises(KeyError):
        event["knid"]  # type: ignore[typeddict-item]

"""The links between records: the ids of other records that a record holds.

A field with ``links_to`` holds the id of a record of another kind, or a list of such ids. Where it
may hold ids of several kinds, the id alone tells which: no two records have the same id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from graphlib import TopologicalSorter
from typing import Any

from belarus_hr.domain.records.field_types import Field
from belarus_hr.domain.records.kinds import BY_NAME, KINDS, Kind, Record
from belarus_hr.domain.text.words import a

#: What each kind links to. In one order: two programs that merge give the records the same ids.
_LINKED = {kind.name: sorted(kind.linked_kinds - {kind.name}) for kind in KINDS}
#: The kinds, each after all that its records link to.
LINKED_FIRST = tuple(BY_NAME[name] for name in TopologicalSorter(_LINKED).static_order())
#: The kinds and ids of the records that link to a record, by its kind's name and its id.
LinkingIds = dict[tuple[str, str], list[tuple[Kind, str]]]


def linked_ids(field: Field, record: Mapping[str, Any]) -> list[str]:
    """Return the ids of other records in a field; none where a forged value is no id."""
    value = record.get(field.name)
    return [id_ for id_ in (value if isinstance(value, list) else [value]) if isinstance(id_, str)]


def links(
    kind: Kind, record: Mapping[str, Any], *, required: bool = False
) -> Iterator[tuple[str, str]]:
    """Yield each link of a record: the name of the kind it leads to, and the id.

    A link that may lead to several kinds is yielded once for each. With ``required``, only the
    links in fields that the record cannot be without.
    """
    for field in kind.links:
        if required and not field.required:
            continue
        yield from ((name, id_) for id_ in linked_ids(field, record) for name in field.linked_kinds)


def wrong_kind(id_: str, kind: Kind, field: Field) -> str:
    """Return why a field cannot link to a record of this kind."""
    kinds = " or ".join(map(a, field.linked_kinds))
    return f"{id_} is {a(kind.name)}, and {field.name} takes {kinds}"


def linking_ids(records: Callable[[Kind], Mapping[str, Record]]) -> LinkingIds:
    """Return the records that link to each record; ``records`` returns those of a kind by id."""
    linking: LinkingIds = {}
    for kind in KINDS:
        for id_, record in records(kind).items() if kind.links else ():
            for link in links(kind, record):
                linking.setdefault(link, []).append((kind, id_))
    return linking


def with_links(
    kind: Kind, record: Record, linked: Kind, new_ids: Mapping[str, str | None]
) -> Record | None:
    """Return a record whose links to records of the kind ``linked`` lead to new ids.

    None as a new id removes the link. The result is None where a required field would be
    empty then, or have too few: a verdict goes with its recommendation.
    """
    after = dict(record)
    for field in kind.links:
        if linked.name not in field.linked_kinds:
            continue
        kept = [
            new for id_ in linked_ids(field, record) if (new := new_ids.get(id_, id_)) is not None
        ]
        if len(kept) >= field.least:
            after[field.name] = list(dict.fromkeys(kept)) if field.type.is_list else kept[0]
        elif field.required:
            return None
        else:
            after.pop(field.name, None)
    return after

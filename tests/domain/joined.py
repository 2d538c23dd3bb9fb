"""Drafts for the tests of joining, and the store's part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.reconcile.draft import UPR_INFO, Draft
from belarus_hr.domain.reconcile.reconcile import Joined, Unjoined, join
from belarus_hr.domain.records.kinds import KINDS, RECOMMENDATION, normalise


def draft(given: Mapping[str, Any], origin: str = UPR_INFO, id_: str = "") -> Draft:
    """Return a recommendation of a file."""
    return Draft("row 2", RECOMMENDATION, id_, normalise(RECOMMENDATION, given), (), origin)


def row(state: str, text: str, **other: Any) -> Draft:
    """Return a row of UPR Info as it is read."""
    coding = {name: other.pop(name) for name in ("action", "response", "themes") if name in other}
    answers = [{"response": coding["response"]}] if "response" in coding else []
    return draft(
        {
            "mechanism": "UPR",
            "cycle": 1,
            "session": 8,
            "title": text[:30] + "…" if len(text) > 30 else text,
            "text": text,
            "items": [{"by": state, **coding}],
            "themes": coding.get("themes", []),
            "responses": answers,
            "sources": ["UPR Info database, session 8"],
            **other,
        }
    )


def joined(drafts: Sequence[Draft], collection: Collection) -> list[Joined]:
    """Return what becomes of drafts that all find their record."""
    found = [one for one in join(drafts, collection) if isinstance(one, Joined)]
    assert len(found) == len(drafts)
    return found


def carry_out(results: Sequence[Joined | Unjoined], collection: Collection) -> Collection:
    """Return the collection with the results written."""
    tables = {kind.table: dict(collection.of(kind)) for kind in KINDS}
    for one in results:
        if isinstance(one, Joined):
            tables[one.draft.kind.table][one.id] = one.after
    return Collection(tables)

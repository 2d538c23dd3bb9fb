"""Drafts for the tests of joining, and the store's part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.reconcile.reconcile import Draft, LeftOut, Matcher, Reconciled, reconcile
from belarus_hr.domain.reconcile.upr_info import UPR_INFO
from belarus_hr.domain.records.kinds import KINDS, RECOMMENDATION, normalise


def draft(given: Mapping[str, Any], matcher: Matcher = UPR_INFO, id_: str = "") -> Draft:
    """Return a recommendation of a file."""
    record = normalise(RECOMMENDATION, given)
    return Draft(place="row 2", kind=RECOMMENDATION, id=id_, record=record, matcher=matcher)


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


def joined(drafts: Sequence[Draft], collection: Collection) -> list[Reconciled]:
    """Return what becomes of drafts that all find their record."""
    found = [one for one in reconcile(drafts, collection) if isinstance(one, Reconciled)]
    assert len(found) == len(drafts)
    return found


def carry_out(results: Sequence[Reconciled | LeftOut], collection: Collection) -> Collection:
    """Return the collection with the results written."""
    tables = {kind.table: dict(collection.of(kind)) for kind in KINDS}
    for one in results:
        if isinstance(one, Reconciled):
            tables[one.draft.kind.table][one.id] = one.after
    return Collection(tables)

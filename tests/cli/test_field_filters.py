"""Filters that are made of fields: what ``recs``, ``list``, ``claims`` and ``export`` take.

- recs: action, group, region of a recommending State, confidence, mechanism, disputed, item
- list: who acted, item, confidence, disputed; another kind of record with its own filters
- export: all of them; without --what it writes every kind of record that has the field
- several values add up, options narrow each other; part of a text is enough, a number is whole
- what no record has is refused and the nearest named; so is what a kind has not
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from own_records import event, fill, recommendation, record

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run


@pytest.fixture(autouse=True)
def records(empty_store: Store) -> None:
    """Recommendations and events that differ in what can be asked for."""
    fill(
        empty_store,
        recommendation(
            "1",
            items=[{"by": "Norway", "action": 5}, {"by": "Cuba", "action": 1}],
            groups=["Women"],
            confidence="un-document",
        ),
        recommendation(
            "2",
            items=[{"by": "Brazil", "action": 15}],
            item="5",
            disputes=[{"says": "No", "ref": "Report"}],
        ),
        event("cat-1", by="Government of Belarus", item="5"),
        event("cat-2", by="Human Rights Centre", disputes=[{"says": "No", "ref": "Report"}]),
    )


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("recs --region WEOG", ["upr1-1"]),
        ("recs --region weog --region grulac", ["upr1-1", "upr1-2"]),
        ("recs --action 5", ["upr1-1"]),
        ("recs --action 5,15", ["upr1-1", "upr1-2"]),
        ("recs --group wom", ["upr1-1"]),
        ("recs --confidence un-document", ["upr1-1"]),
        ("recs --disputed", ["upr1-2"]),
        ("recs --item 5", ["upr1-2"]),
        ("recs --mechanism UPR --disputed", ["upr1-2"]),
        ("recs --mechanism CAT", []),
        ("recs --region GRULAC --action 5", ["upr1-1"]),
        ("list --by government", ["cat-1"]),
        ("list --item 5", ["cat-1"]),
        ("list --disputed", ["cat-2"]),
        ("export --region WEOG", ["upr1-1"]),
        ("export --action 5,15 --what recommendations", ["upr1-1", "upr1-2"]),
        ("export --group wom", ["upr1-1"]),
        ("export --confidence un-document --what recommendations", ["upr1-1"]),
        ("export --disputed", ["cat-2", "upr1-2"]),
        ("export --item 5", ["cat-1", "upr1-2"]),
        ("export --by government --what events", ["cat-1"]),
    ],
)
def test_a_listing_is_asked_for_fields(hrtrack: Run, line: str, ids: list[str]) -> None:
    if not line.startswith("export"):
        assert hrtrack(f"{line} -F ids").lines == ids
    assert [row["id"] for row in json.loads(hrtrack(f"{line} -F json").out)] == ids


def test_a_short_id_that_several_have_means_each(hrtrack: Run, empty_store: Store) -> None:
    asked = [recommendation("97.5", cycle=cycle) for cycle in (1, 2)]
    served = [record("measure", one["id"][:4], recommendations=[one["id"]]) for one in asked]
    fill(empty_store, *asked, *served)
    assert hrtrack("measures --for upr2-97.5 -F ids").lines == ["upr2"]
    assert hrtrack("measures --for 97.5 -F ids").lines == ["upr1", "upr2"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("recs --action 2", 'unknown action of a recommendation "2"'),
        ("recs --region west", 'no recommendation has the region "west"'),
        ("list --by Goverment", "did you mean"),
        ("list --confidence un-documnt", "un-document"),
        ("list --record review --tag x", "--tag cannot be asked about reviews"),
        ("list --record claim", "unknown kind of record"),
        ("list --cycle 1", "--cycle cannot be asked about events"),
        ("export -F json --item 99", 'no event has the item "99"'),
        ("export -F json --action 5 --what events", "--action cannot be asked about events"),
        ("export -F json --by government", "--by says whose --status is meant"),
        ("export -F json --by government --what reports", "--by says whose --status is meant"),
    ],
)
def test_what_cannot_be_asked_is_refused(hrtrack: Run, line: str, said: str) -> None:
    assert said in hrtrack(line, code=2).err

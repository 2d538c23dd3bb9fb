"""``recs``: the shipped first cycle as counted, and the filters over it.

- 93 made: 74 supported (one in part), 19 noted; in May 2010 55 supported and 38 pending
- numbered as people count: 97.9 before 97.10
- filters: response, status of one assessor, theme, State, words, cycle; values add, options narrow
- a label given in part finds all that hold it, a label given whole only itself
- the status shown and asked for is one assessor's, on the day asked
- any column can order the list, those that follow from other records too
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from own_records import NOW, fill, recommendation, record, responses

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kinds import RECOMMENDATION
from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run


@pytest.mark.parametrize(
    ("published", "answered"), [("2014-03", "2014-06"), ("2014-06", "2014-03")]
)
def test_it_was_made_when_its_document_was_published_or_answered_whichever_was_first(
    hrtrack: Run, empty_store: Store, published: str, answered: str
) -> None:
    answers = [{"response": "supported", "date": answered}]
    asked = {"mechanism": "CAT", "cycle": None, "published": published, "responses": answers}
    fill(empty_store, recommendation("7", **asked))
    assert hrtrack("recs --as-of 2014-02 --format ids").lines == []
    response = "supported" if answered < published else "pending"
    assert hrtrack("recs --as-of 2014-04 --fields response").lines == [response]


@pytest.mark.parametrize(
    ("options", "counts"),
    [
        ("", {"supported": 73, "partly-supported": 1, "noted": 19}),
        ("--response supported", {"supported": 73, "partly-supported": 1}),
        ("--response partly-supported", {"partly-supported": 1}),
        ("--as-of 2010-05", {"supported": 55, "pending": 38}),
        ("--as-of 2010-09-22", {"supported": 55, "pending": 38}),
        ("--as-of 2010-05-01", {}),
    ],
)
def test_the_shipped_cycle_counts_as_the_documents_say(
    hrtrack: Run, options: str, counts: dict[str, int]
) -> None:
    found = hrtrack(f"recs {options} --fields response").lines
    assert Counter(found) == counts


def test_may_2010_left_38_pending(hrtrack: Run) -> None:
    pending = hrtrack("recs --as-of 2010-05 --response pending --fields paragraph").lines
    assert pending == [f"98.{number}" for number in range(1, 39)]


def test_the_one_supported_in_part_is_paragraph_98_3(hrtrack: Run) -> None:
    assert hrtrack("recs --response partly-supported --fields paragraph").out == "98.3\n"


def test_paragraphs_are_in_the_order_people_count(hrtrack: Run) -> None:
    found = [tuple(map(int, line.split("."))) for line in hrtrack("recs --fields paragraph").lines]
    assert found == [(97, n) for n in range(1, 56)] + [(98, n) for n in range(1, 39)]


@pytest.mark.parametrize(
    ("option", "field", "label"),
    [
        ("--theme trafficking", "themes", "Trafficking"),
        ("--theme 'death penalty'", "themes", "Death penalty"),
        ("--state norway", "recommended_by", "Norway"),
    ],
)
def test_a_label_finds_all_that_bear_it_and_no_other(
    hrtrack: Run, option: str, field: str, label: str
) -> None:
    every = json.loads(hrtrack("recs --format json").out)
    bearing = [row["id"] for row in every if label in row[field]]
    assert bearing
    assert hrtrack(f"recs {option} --format ids").lines == bearing


def test_a_label_in_part_finds_every_label_that_holds_it(hrtrack: Run, shipped: Collection) -> None:
    bearing = [
        record["paragraph"]
        for record in shipped.of(RECOMMENDATION).values()
        if any("torture" in theme.lower() for theme in record.get("themes", ()))
    ]
    found = hrtrack("recs --theme TORTURE --fields paragraph").lines
    assert bearing
    assert sorted(found) == sorted(bearing)


# --- a store of our own ------------------------------------------------------------

RECORDS = (
    recommendation("97.9", themes=["Torture"], recommended_by=["Norway"], title="Stop torture"),
    recommendation("97.10", themes=["Torture and other CID treatment"], recommended_by=["Chile"]),
    recommendation("98.1", responses=responses("pending", "noted"), recommended_by=["Norway"]),
    recommendation("127.1", cycle=2, responses=responses("pending"), themes=["NHRI"]),
    record("assessment", "a1", recommendation="upr1-97.9", status="partly", date="2012"),
    record("assessment", "a2", recommendation="upr1-97.9", date="2014"),
    record("assessment", "a3", recommendation="upr1-97.10", assessor="ngo", status="partly"),
)


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(empty_store, *RECORDS)
    return empty_store


def test_piped_it_writes_response_status_title_and_states(hrtrack: Run, store: Store) -> None:
    assert hrtrack("recs --cycle 1").out == (
        "upr1-97.9\tsupported\timplemented\tStop torture\tNorway\n"
        "upr1-97.10\tsupported\tnot-assessed\tDefine torture in national law\tChile\n"
        "upr1-98.1\tnoted\tnot-assessed\tDefine torture in national law\tNorway\n"
    )


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("", ["97.9", "97.10", "98.1", "127.1"]),
        ("--cycle 2", ["127.1"]),
        ("--theme torture", ["97.9"]),
        ("--theme tort", ["97.9", "97.10"]),
        ("--theme NHRI --theme torture", ["97.9", "127.1"]),
        ("--state norway", ["97.9", "98.1"]),
        ("--state Norway --response noted", ["98.1"]),
        ("--response noted,pending", ["98.1", "127.1"]),
        ("--response noted --response PENDING", ["98.1", "127.1"]),
        ("--status implemented", ["97.9"]),
        ("--status partly,implemented", ["97.9"]),
        ("--status partly --as-of 2013", ["97.9"]),
        ("--status not-assessed", ["97.10", "98.1", "127.1"]),
        ("--status partly --by ngo", ["97.10"]),
        ("--status not-assessed --by NGO --cycle 1", ["97.9", "98.1"]),
        ("--text STOP", ["97.9"]),
        ("--text A/HRC/15/16 --limit 1", ["97.9"]),
        ("--sort -id --limit 2", ["127.1", "98.1"]),
    ],
)
def test_options_narrow_the_list(
    hrtrack: Run, store: Store, options: str, found: list[str]
) -> None:
    assert hrtrack(f"recs {options} --fields paragraph").lines == found


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("paragraph", ["97.9", "97.10", "98.1", "127.1"]),
        ("-cycle", ["127.1", "97.9", "97.10", "98.1"]),
        ("status", ["97.9", "97.10", "98.1", "127.1"]),
        ("-status", ["97.10", "98.1", "127.1", "97.9"]),
        ("response", ["98.1", "127.1", "97.9", "97.10"]),
        ("-response", ["97.9", "97.10", "127.1", "98.1"]),
        ("recommended_by", ["97.10", "97.9", "98.1", "127.1"]),
    ],
)
def test_any_column_orders_the_list(
    hrtrack: Run, store: Store, sort: str, found: list[str]
) -> None:
    assert hrtrack(f"recs --sort {sort} --fields paragraph").lines == found


@pytest.mark.parametrize(
    ("options", "status"),
    [("", "implemented"), ("--as-of 2013", "partly"), ("--by ngo", "not-assessed")],
)
def test_the_status_is_one_assessors_on_the_day_asked(
    hrtrack: Run, store: Store, options: str, status: str
) -> None:
    assert hrtrack(f"recs --text stop {options} --fields status").out == f"{status}\n"


def test_json_holds_every_assessors_verdict_whoever_is_asked_for(
    hrtrack: Run, store: Store
) -> None:
    (row,) = json.loads(hrtrack("recs --text 97.10 --format json").out)
    assert row["verdicts"] == {
        "ngo": {
            "id": "a3",
            "assessor": "ngo",
            "status": "partly",
            "date": "2014",
            "recorded": NOW.moment,
        }
    }
    assert row["recommended_by"] == ["Chile"]

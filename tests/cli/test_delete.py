"""``delete``: records go together with the verdicts that speak of them, after a yes.

- --yes answers; the ids that went are printed; in a script without it nothing happens, exit 2
- a recommendation takes its verdicts along, another's stay; one verdict can go alone
- which other records go, and which lose their links, is told by number and id; undo brings it back
- ids through a pipe; one bad id and all stay
(Asking on a terminal is in test_terminal.)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from own_records import event, fill, recommendation, record

from belarus_hr.domain.records.kinds import ASSESSMENT, KINDS
from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run


@pytest.fixture(autouse=True)
def store(empty_store: Store) -> Store:
    fill(
        empty_store,
        event("cat-2009-12-report"),
        recommendation("97.1"),
        recommendation("97.2"),
        record("assessment", "first", recommendation="97.1", status="partly", date="2012"),
        record("assessment", "second", recommendation="97.1"),
        record("assessment", "other", recommendation="97.2"),
    )
    return empty_store


def ids(store: Store) -> set[str]:
    return {id_ for id_, _ in store.read().ids()}


def test_with_yes_the_record_goes_and_its_id_is_printed(hrtrack: Run, store: Store) -> None:
    assert hrtrack("delete 2009-12-report --yes") == (0, "cat-2009-12-report\n", "")
    assert "cat-2009-12-report" not in ids(store)


def test_a_recommendation_takes_its_verdicts_along_and_no_others(
    hrtrack: Run, store: Store
) -> None:
    told = hrtrack("delete 97.1 -y")
    assert told.out == "upr1-97.1\n"
    assert told.err == "2 verdicts (first, second) went with it\n"
    assert list(store.read().of(ASSESSMENT)) == ["other"]


def test_a_verdict_can_go_alone_and_the_one_before_stands_again(hrtrack: Run, store: Store) -> None:
    hrtrack("delete second --yes")
    assert hrtrack("recs --limit 1 --fields status").out == "partly\n"


def test_a_recommendation_and_its_verdict_named_together_go_once(
    hrtrack: Run, store: Store
) -> None:
    assert hrtrack("delete first 97.1 upr1-97.1 --yes").lines == ["first", "upr1-97.1"]
    assert ids(store) == {"cat-2009-12-report", "upr1-97.2", "other"}


def test_what_is_listed_can_be_deleted_through_a_pipe(hrtrack: Run, store: Store) -> None:
    found = hrtrack("recs --format ids").out
    assert hrtrack("delete - --yes", stdin=found).out == found
    assert ids(store) == {"cat-2009-12-report"}


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("delete 2009-12-report", "Delete cat-2009-12-report (Fourth report)?"),
        (
            "delete 97.1",
            "Delete upr1-97.1 (Define torture in national law) and 2 verdicts on ",
        ),
        (
            "delete 97.1 97.2",
            "Delete 2 records and 3 verdicts on them (first, second, other)?",
        ),
        ("delete -", "Delete cat-2009-12-report (Fourth report)?"),
    ],
)
def test_a_script_that_does_not_say_yes_is_told_how_and_nothing_goes(
    hrtrack: Run, store: Store, line: str, question: str
) -> None:
    before = store.path.read_bytes()
    refused = hrtrack(line, stdin="cat-2009-12-report\n", code=2)
    assert refused.out == ""
    assert refused.err.startswith(f"hrtrack: {question}")
    assert "No terminal to ask on: nothing was changed; --yes says yes\n" in refused.err
    assert store.path.read_bytes() == before


def test_one_bad_id_and_all_stay(hrtrack: Run, store: Store) -> None:
    before = store.path.read_bytes()
    refused = hrtrack("delete 97.1 97.9 --yes", code=3)
    assert (refused.out, store.path.read_bytes()) == ("", before)
    assert 'no record "97.9"' in refused.err


@pytest.fixture
def linked(store: Store) -> Store:
    """Records that name others: measures, an indicator, clusters, a verdict with its evidence."""
    both = ["upr1-97.1", "upr1-97.2"]
    fill(store, recommendation("97.3"), record("measure", "train", recommendations=both))
    fill(
        store,
        record("measure", "write", title="Write a law", recommendations=["upr1-97.1"]),
        record("indicator", "held", recommendations=["upr1-97.1"], measures=["train"]),
        record("cluster", "pair", members=both),
        record("cluster", "three", title="Courts", members=[*both, "upr1-97.3"]),
        record("assessment", "rests", recommendation="97.2", date="2015", evidence=["train"]),
    )
    return store


@pytest.mark.parametrize(
    ("id_", "told"),
    [
        (
            "upr1-97.1",
            "2 verdicts (first, second) and 1 cluster (pair) went with it; the links to it went, "
            "too, of 2 measures (train, write) and 1 indicator (held) and 1 cluster (three)\n",
        ),
        (
            "train",
            "the links to it went, too, of 1 verdict (rests) and 1 indicator (held)\n",
        ),
        ("pair", ""),
    ],
)
def test_what_becomes_of_records_that_name_it_is_told_and_taken_back(
    hrtrack: Run, linked: Store, id_: str, told: str
) -> None:
    before = {kind: dict(linked.read().of(kind)) for kind in KINDS}
    question = hrtrack(f"delete {id_}", code=2).err
    assert hrtrack(f"delete {id_} --yes").err == told
    assert all(other in question for other in re.findall(r"\(.*?\)", told))
    hrtrack("undo")
    assert {kind: dict(linked.read().of(kind)) for kind in KINDS} == before

"""Where nothing fits what was asked, that is said, and the data on standard output stays valid.

- every listing in every format: a sentence on standard error, exit code 0
- sources for a reference manager: none of the records has one
- a day before all that is on record is said instead, once
- that there is no finding is no word in a pipe; that nothing is due may be ignorance, and is said
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from own_records import fill, recommendation, record

if TYPE_CHECKING:
    from belarus_hr.store import Store
    from tests.conftest import Run

SENTENCE = "nothing on record fits what was asked\n"
EMPTY = {"table": "", "tsv": "", "json": "[]\n", "ndjson": "", "ids": ""}


@pytest.fixture(autouse=True)
def store(empty_store: Store) -> Store:
    fill(
        empty_store,
        recommendation("97.1"),
        recommendation("97.2"),
        record("cluster", "cluster-torture", members=["upr1-97.1", "upr1-97.2"]),
        record("claim", "claim"),
        record("report", "cat-report-4"),
        record("sheet-item", "sheet6", item="6", agreement="differs"),
    )
    return empty_store


@pytest.mark.parametrize("form", ["csv", *EMPTY])
@pytest.mark.parametrize(
    "line",
    [
        "list", "recs --response noted", "claims -m CAT", "reports --state overdue", "measures",
        "indicators", "clusters --text other", "list --record sheet-item --text none",
        "recs --limit 0",
    ],
)  # fmt: skip
def test_a_listing_says_so(hrtrack: Run, line: str, form: str) -> None:
    ran = hrtrack(f"{line} --format {form}")
    assert ran.err == SENTENCE
    assert ran.out == EMPTY[form] if form in EMPTY else ran.out.strip().count("\n") < 2


@pytest.mark.parametrize("form", EMPTY)
@pytest.mark.parametrize("items", ["", "6"])
def test_so_does_the_fact_sheet(hrtrack: Run, items: str, form: str) -> None:
    ran = hrtrack(f"factsheet {items} --agreement borne-out --format {form}")
    assert (ran.out, ran.err) == (EMPTY[form], "no item agrees so: borne-out\n")


@pytest.mark.parametrize("line", ["show cluster-torture", "list", "recs"])
def test_what_has_no_source_gives_none_and_that_is_said(hrtrack: Run, line: str) -> None:
    said = "none of these has a source on record\n"
    assert hrtrack(f"{line} --format bibtex")[1:] == ("", said)
    assert hrtrack(f"{line} --format csl")[1:] == ("[]\n", said)


@pytest.mark.parametrize("line", ["recs", "reports", "claims"])
def test_a_day_before_all_that_is_on_record_is_said_instead(hrtrack: Run, line: str) -> None:
    said = hrtrack(f"{line} --as-of 1900").err
    assert said.startswith("nothing is on record as of 1900-12-31")
    assert said.count("\n") == 1


def test_good_news_is_no_word_in_a_pipe(hrtrack: Run) -> None:
    assert hrtrack("check --severity error") == (0, "", "")


def test_that_nothing_is_due_is_said(hrtrack: Run) -> None:
    assert hrtrack("due -m CRPD").err == "nothing that is on record is due or overdue\n"


def test_something_is_no_word(hrtrack: Run) -> None:
    for line in ("recs", "claims", "reports", "clusters", "factsheet"):
        assert hrtrack(line).err == ""

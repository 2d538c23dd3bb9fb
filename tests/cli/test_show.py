"""``show``: all there is on records.

- found by id in any case, or by its end while only one has it; several, each once, in order
- ids from standard input; an end that several have, or an id of nothing, is exit 3 and no output
- JSON: every key of each record's kind; lines of several kinds: the keys that all have
- the page: sources, disputes, every answer and every verdict, older ones too
- the verdicts are those of the day asked
- --fields help lists the fields of what is shown
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from own_records import event, fill, recommendation, record, responses

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run

RECORDS = (
    recommendation(
        "97.4",
        title="Consider a national institution under the Paris Principles",
        recommended_by=["Algeria", "Egypt"],
        action=3,
        responses=responses("pending", "supported"),
        sources=[{"ref": "A/HRC/15/16, para. 97.4", "url": "https://docs.un.org/en/A/HRC/15/16"}],
        disputes=[
            {"says": "refused at the session", "by": "NGO coalition", "ref": "Letter of 2011"}
        ],
        note="Taken up again in the second cycle.",
    ),
    recommendation("98.1"),
    recommendation("98.1", cycle=2),
    event("cat-2009-12-report", by="Government of Belarus"),
    record("assessment", "first-look", recommendation="upr1-97.4", status="partly", date="2012"),
    record(
        "assessment",
        "second-look",
        recommendation="upr1-97.4",
        sources=["Mid-term report 2014"],
        note="A law was passed.",
    ),
)


@pytest.fixture(autouse=True)
def store(empty_store: Store) -> Store:
    fill(empty_store, *RECORDS)
    return empty_store


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("upr1-97.4", ["upr1-97.4"]),
        ("UPR1-97.4", ["upr1-97.4"]),
        ("97.4", ["upr1-97.4"]),
        ("2009-12-report", ["cat-2009-12-report"]),
        ("cat-2009-12-report 97.4 upr1-97.4", ["cat-2009-12-report", "upr1-97.4"]),
        ("first-look", ["first-look"]),
    ],
)
def test_a_record_is_found_by_its_id_or_its_end(hrtrack: Run, typed: str, found: list[str]) -> None:
    assert hrtrack(f"show {typed} --format ids").lines == found


def test_ids_come_from_standard_input_too(hrtrack: Run) -> None:
    stdin = "97.4\n\n  upr2-98.1 \n"
    assert hrtrack("show - --format ids", stdin=stdin).lines == ["upr1-97.4", "upr2-98.1"]


def test_an_end_that_two_have_finds_neither_and_names_both(hrtrack: Run) -> None:
    found = hrtrack("show 98.1", code=3)
    assert found == (3, "", 'hrtrack: "98.1" is the end of 2 ids: upr1-98.1, upr2-98.1\n')


def test_one_id_of_nothing_is_named_with_the_nearest_and_nothing_is_shown(hrtrack: Run) -> None:
    found = hrtrack("show 97.4 upr1-97.40 xyz", code=3)
    assert found.out == ""
    assert found.err == (
        'hrtrack: no record "upr1-97.40"; did you mean upr1-97.4?\nno record "xyz"\n'
    )


def test_json_holds_everything(hrtrack: Run) -> None:
    (row,) = json.loads(hrtrack("show 97.4 --format json").out)
    assert row["responses"] == responses("pending", "supported")
    assert row["response"] == "supported"
    assert row["action"] == [3]
    assert row["sources"][0]["url"] == "https://docs.un.org/en/A/HRC/15/16"
    assert row["disputes"][0]["by"] == "NGO coalition"
    assert row["verdicts"]["self"]["status"] == "implemented"
    assert row["verdicts"]["self"]["sources"] == [{"ref": "Mid-term report 2014"}]
    assert (row["text"], row["sdgs"]) == (None, [])


def test_as_of_an_earlier_day_both_answer_and_verdict_are_of_that_day(hrtrack: Run) -> None:
    (row,) = json.loads(hrtrack("show 97.4 --as-of 2010-06 --format json").out)
    assert (row["response"], row["verdicts"]) == ("pending", {})
    for day, known in (("2010-09-22", 1), ("2010-09-23", 2)):
        (row,) = json.loads(hrtrack(f"show 97.4 --as-of {day} --format json").out)
        assert len(row["responses"]) == known
    (row,) = json.loads(hrtrack("show 97.4 --as-of 2013 --format json").out)
    assert (row["response"], row["verdicts"]["self"]["status"]) == ("supported", "partly")


def test_each_kind_keeps_its_own_keys_in_json(hrtrack: Run) -> None:
    shown, assessed = json.loads(hrtrack("show cat-2009-12-report first-look --format json").out)
    assert shown["by"] == "Government of Belarus"
    assert assessed["recommendation"] == "upr1-97.4"
    assert "by" not in assessed


def test_lines_of_several_kinds_have_the_keys_that_all_have(hrtrack: Run) -> None:
    shown = hrtrack("show cat-2009-12-report 97.4 --format tsv --header")
    assert shown.cells[0] == (
        "id mechanism title note item confidence sources disputes sensitive conflicts "
        "record".split()
    )
    assert [line[0] for line in shown.cells[1:]] == ["cat-2009-12-report", "upr1-97.4"]


def test_the_page_tells_all(hrtrack: Run) -> None:
    page = hrtrack("show 97.4 --format table").out
    assert page.startswith(
        "Consider a national institution under the Paris Principles\nupr1-97.4 · recommendation\n"
    )
    for said in (
        "Algeria; Egypt",
        "2010-05-14  pending",
        "2010-09-23  supported",
        "Algeria, action 3",
        "2012  you: partly  first-look",
        "2014  you: implemented  second-look",
        "A law was passed.",
        "Mid-term report 2014",
        "A/HRC/15/16, para. 97.4",
        "https://docs.un.org/en/A/HRC/15/16",
        "NGO coalition: refused at the session",
        "Letter of 2011",
        "Taken up again in the second cycle.",
    ):
        assert said in page


def test_what_is_not_known_of_a_record_is_said(hrtrack: Run) -> None:
    page = hrtrack("show upr1-98.1 --format table").lines
    assert page[page.index("Verdicts") + 1] == "none yet"
    assert page[page.index("Sources") + 1] == "none"


def test_an_assessment_can_be_shown_by_itself(hrtrack: Run) -> None:
    page = hrtrack("show second-look --format table").lines
    assert page[:2] == ["upr1-97.4", "second-look · assessment"]


def test_fields_help_lists_the_fields_of_what_is_shown(hrtrack: Run) -> None:
    listed = hrtrack("show cat-2009-12-report --fields help").cells
    (row,) = json.loads(hrtrack("show cat-2009-12-report --format json").out)
    assert [name for name, _ in listed] == list(row)


def test_the_page_of_an_assessment_says_what_was_found(hrtrack: Run) -> None:
    hrtrack("mark 97.4 --as partly --by un --date 2014")
    assert "partly" in hrtrack("show upr1-97.4-un-2014 --format table").out

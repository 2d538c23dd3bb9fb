"""Readable, stable ids.

- letters, digits, dots, hyphens, underscores inside; never a path, an option or two dots
- an id is proposed from what tells a record from others of its kind
- whatever a record says, the id proposed is legal
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from making import make

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records import ids
from belarus_hr.domain.records.kinds import BY_TABLE


def proposed(table: str, **fields: Any) -> str:
    return ids.stem(BY_TABLE[table], make(table, **fields))


@pytest.mark.parametrize("id_", ["cat-2009-12-report", "upr1-97.4", "a", "7", "a_b", "x" * 120])
def test_a_legal_id_is_kept(id_: str) -> None:
    assert ids.check_id(id_) == id_


def test_an_id_is_taken_in_lower_case_without_space_around_it() -> None:
    assert ids.check_id(" UPR1-97.4\n") == "upr1-97.4"


@pytest.mark.parametrize(
    "id_",
    [
        *("", " ", "../../x", "a/b", "a..b", ".", "..", ".a", "a.", "-n", "--yes", "a-", "_a"),
        *("two words", "a\nb", "a\x1bb", "$(id)", "a;b", "a*", "отчёт", "x" * 121),
        *(97.4, None, ["a"]),
    ],
)
def test_anything_else_is_no_id(id_: object) -> None:
    with pytest.raises(InvalidValue, match=r"must be letters, digits, dots and hyphens"):
        ids.check_id(id_)


# --- proposals ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "fields", "id_"),
    [
        ("events", {}, "cat-2009-12-report"),
        ("events", {"date": "2009-05-18/2009-05-24", "kind": "visit"}, "cat-2009-05-18-visit"),
        ("events", {"date": "2010~", "kind": "plan"}, "cat-2010-plan"),
        ("reviews", {}, "upr1"),
        ("recommendations", {"paragraph": "97.4"}, "upr1-97.4"),
        ("recommendations", {"cycle": None}, "upr-define-torture-in-national-law"),
        ("claims", {}, "upr1-claim-2012-government"),
        ("reports", {"ordinal": "4-6"}, "cat-report-4-6"),
        (
            "reports",
            {"treaty": "CRC-OPAC", "ordinal": None, "title": "Initial"},
            "crc-opac-report-initial",
        ),
        ("assessments", {"recommendation": "upr1-97.4"}, "upr1-97.4-self-2014"),
    ],
)
def test_an_id_is_made_of_what_tells_a_record_from_others(
    table: str, fields: dict[str, Any], id_: str
) -> None:
    assert proposed(table, **fields) == id_


@pytest.mark.parametrize("number", range(90, 110))
def test_a_long_id_is_cut_to_a_legal_one(number: int) -> None:
    assert ids.check_id(proposed("recommendations", paragraph="x" * number + " (a)"))


@given(
    field=st.sampled_from(
        [
            ("recommendations", "paragraph"),
            ("recommendations", "title"),
            ("assessments", "recommendation"),
            ("reports", "treaty"),
        ]
    ),
    text=st.text(
        st.one_of(st.sampled_from("aB9.- _/"), st.characters(codec="utf-8")),
        min_size=1,
        max_size=140,
    ).filter(str.strip),
)
@example(("recommendations", "title"), "Wait... what")
def test_whatever_a_record_says_its_id_is_legal(field: tuple[str, str], text: str) -> None:
    table, name = field
    fields = {"recommendation": "upr1-97.4"} if table == "assessments" else {}
    proposal = proposed(table, **{**fields, name: text})
    assert ids.check_id(proposal) == proposal

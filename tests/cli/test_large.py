"""A store that is large answers as a small one does.

Of a large table a command reads only the fields that it says it needs. So each field shown,
each filter, each order and each figure is asked of the same records both ways.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from belarus_hr.domain.records import RECOMMENDATION
from belarus_hr.store import seal, sealed
from belarus_hr.views.rows import fields

if TYPE_CHECKING:
    from conftest import Run

_ANSWERED_LATER = {
    "record": "recommendation", "mechanism": "UPR", "cycle": 4, "id": "upr4-1.1", "title": "Later",
    "items": [{"by": "Norway", "action": 5, "themes": ["NHRI"], "response": "noted"}],
    "responses": [
        {"response": "pending", "date": "2025-11"}, {"response": "partly-supported", "date": "2099"}
    ],
    "themes": ["NHRI"], "groups": ["Women"], "sdgs": ["16.3"], "confidence": "un-document",
    "published": "2025-12", "text": "Do it later",
}  # fmt: skip
_ABROAD = {
    "record": "recommendation", "mechanism": "UPR", "country": "Norway", "cycle": 1, "title": "Up",
    "id": "upr1-nor-1.1", "items": [{"by": "Belarus"}], "themes": ["NHRI"],
    "responses": [{"response": "supported", "date": "2010"}],
}  # fmt: skip

RECS = (
    *(f"--fields {name} -F ndjson" for name in fields(RECOMMENDATION)),
    *(f"--sort -{name}" for name in ("published", "action", "recommended_by", "text", "response")),
    *(f"-F {name}" for name in ("table", "tsv", "csv", "json", "ndjson", "md", "ids")),
    "--theme NHRI", "--state Norway", "--response noted", "--status partly --by un",
    "--cycle 1 --text torture", "--disagree", "--country Norway", "--country all --state Belarus",
    "--as-of 2010-05", "--as-of 2026 -F json",
)  # fmt: skip
STATUS = (
    "",
    *(f"--group-by {mark}" for mark in (
        "theme", "state", "region", "response", "action", "group", "assessor", "mechanism", "year",
        "theme,response",
    )),
    *(f"--base {name}" for name in ("all", "assessed", "noted", "supported-at-review")),
    "--count items", "--count items --group-by state", "--index upr-info", "--country Norway",
    "--country all", "--as-of 2010-05", "--since 2010-05 --until 2026", "--by un",
)  # fmt: skip
QUESTIONS = (
    *(f"recs {options}" for options in RECS),
    *(f"status upr -F {form} {options}" for options in STATUS for form in ("json", "table")),
    "status", "status CAT", "show 97.4 upr4-1.1 -F json", "due", "check -F json", "claims",
    "export --response supported -F ndjson", "export --what recommendations -F csv", "list",
)  # fmt: skip


@pytest.fixture
def marked(hrtrack: Run) -> None:
    """Start a store from the dataset with what it lacks: another State, verdicts, a late answer."""
    hrtrack("add -", stdin="\n".join(map(json.dumps, (_ANSWERED_LATER, _ABROAD))))
    hrtrack("mark 97.4 97.5 upr4-1.1 --as partly --by un --date 2014")
    hrtrack("mark 97.4 --by government --date 2012")


def test_it_answers_as_a_small_one_does(
    hrtrack: Run, marked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = {question: _answer(hrtrack, question) for question in QUESTIONS}
    monkeypatch.setattr(sealed, "LARGE", 0)
    monkeypatch.setattr(seal, "BLOCK", 5_000)
    for question, answer in small.items():
        assert _answer(hrtrack, question) == answer, question


def _answer(hrtrack: Run, question: str) -> tuple[str, str]:
    ran = hrtrack(question, code=8 if question.startswith("check") else 0)
    return ran.out, ran.err

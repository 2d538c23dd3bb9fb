"""A store that is large answers as a small one does.

Of a large table a command reads only the fields that it says it needs, and passes over records
that cannot be meant. So each field shown, each filter, each order and each figure, and each word
that nothing bears, is asked of the same records both ways.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from belarus_hr.domain.figures.breakdown import GROUPINGS
from belarus_hr.domain.records.kinds import RECOMMENDATION
from belarus_hr.store import layout
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
#: A State whose name is part of another's, a theme as part of one, a ligature, another mechanism.
_MORE = [
    {
        "record": "recommendation", "mechanism": "UPR", "cycle": 2, "id": f"upr2-9.{number}",
        "title": title, "items": [{"by": state}], "themes": themes, "text": "Straße and ﬁnance",
    }
    for number, (state, title, themes) in enumerate((
        ("Guinea", "End TORTURE now", ["Torture"]),
        ("Equatorial Guinea", "Actinium", ["Torture and other CID treatment", "ﬁnance"]),
    ))
] + [
    {
        "record": "recommendation", "mechanism": "CAT", "id": f"cat-2011-{number}",
        "title": "Of a body",
        "responses": [{"response": "noted", "date": f"{1919 + number}"}], "themes": ["Torture"],
        "text": "Fills a block. " * 400,
    }
    for number in (1, 2)
]  # fmt: skip

RECS = (
    *(f"--fields {name} -F ndjson" for name in fields(RECOMMENDATION)),
    *(f"--sort -{name}" for name in ("published", "action", "recommended_by", "text", "response")),
    *(f"-F {name}" for name in ("table", "tsv", "csv", "json", "ndjson", "md", "ids")),
    "--theme NHRI", "--state Norway", "--response noted", "--status partly --by un",
    "--cycle 1 --text torture", "--disagree", "--country Norway", "--country all --state Belarus",
    "--as-of 2010-05", "--as-of 2026 -F json",
    "--theme tortur", "--theme torture", "--theme FINANCE", "--theme ﬁnance", "--state guinea",
    "--state equatorial", "--state guinea --theme tort", "--state Guinea --theme torture",
    "--text torture", "--text 'torture NOW'", "--text strasse", "--text inance", "--text upr2",
    "--text torture --cycle 2", "--text actinium --theme torture", "--text k",
    "--theme NHRI --cycle 4", "--country all --theme nhri", "--country all --text of",
    "--as-of 1920 --theme treatment",
)  # fmt: skip
NOTHING = (
    "recs --theme tortuer", "recs --theme torture --cycle 9", "recs --state Guinee",
    "recs --theme ''", "recs --state Norwy --text torture", "recs --theme torture --by nobody",
)  # fmt: skip
STATUS = (
    "",
    *(f"--group-by {mark}" for mark in (*GROUPINGS, "theme,response")),
    *(f"--base {name}" for name in ("all", "assessed", "noted", "supported-at-review")),
    "--count items", "--count items --group-by state", "--index upr-info", "--country Norway",
    "--country all", "--as-of 2010-05", "--as-of 1920", "--since 2010-05 --until 2026", "--by un",
)  # fmt: skip
QUESTIONS = (
    *(f"recs {options}" for options in RECS),
    *(f"status upr -F json {options}" for options in STATUS),
    *(f"status upr -F table {options}" for options in ("", "--group-by theme", "--country all")),
    "status", "status CAT", "show 97.4 upr4-1.1 -F json", "due", "check -F json", "claims",
    "export --response supported -F ndjson", "export --what recommendations -F csv", "list",
)  # fmt: skip


@pytest.fixture
def marked(hrtrack: Run) -> None:
    """Start a store from the dataset with what it lacks: another State, verdicts, a late answer."""
    hrtrack("add -", stdin="\n".join(map(json.dumps, (_ANSWERED_LATER, _ABROAD, *_MORE))))
    hrtrack("mark 97.4 97.5 upr4-1.1 --as partly --by un --date 2014")
    hrtrack("mark 97.4 --by government --date 2012")


def test_it_answers_as_a_small_one_does(
    hrtrack: Run, marked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = {question: _answer(hrtrack, question) for question in (*QUESTIONS, *NOTHING)}
    monkeypatch.setattr(layout, "LARGE", 0)
    for question, answer in small.items():
        assert _answer(hrtrack, question) == answer, question


def _answer(hrtrack: Run, question: str) -> tuple[str, str]:
    code = 2 if question in NOTHING else 8 if question.startswith("check") else 0
    ran = hrtrack(question, code=code)
    return ran.out, ran.err

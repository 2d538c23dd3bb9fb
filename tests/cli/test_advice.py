"""Failures below the command line carry an advice; the command line names the options in it."""

from __future__ import annotations

import pytest

from belarus_hr.cli.messages import lines
from belarus_hr.domain.errors import Advice, StoreError


@pytest.mark.parametrize(
    ("advice", "words"),
    [
        (None, ""),
        ("name a store", "; name a file with --db PATH"),
        ("archive the log", ". hrtrack log --archive FILE makes it smaller"),
        (
            "examine the file",
            ". hrtrack check --store says more, hrtrack repair saves what can be saved",
        ),
        (
            "export a backup",
            "; hrtrack export --format json -o FILE makes a backup elsewhere",
        ),
    ],
)
def test_each_advice_has_its_words(advice: Advice | None, words: str) -> None:
    error = StoreError("first", "it was left as it is", advice=advice, ending="; the end")
    assert lines(error) == ["first", f"it was left as it is{words}; the end"]

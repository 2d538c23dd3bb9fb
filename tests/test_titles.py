"""The titles of the first cycle's recommendations: our words, and what was asked.

- at most 15 words, no two alike, no six words in a row of the official text
- the strength of the verb stays: consider, review, continue, intensify, sign and ratify
- the qualifiers stay ("alleged", "where due"), and each demand that a paragraph makes
- where States differ, the title says what they share or names the range

The official text is no part of the project. The test of copied words reads it from the folder
that ``HRTRACK_SOURCES`` names, else from ``shared/source`` beside the repository.
"""

from __future__ import annotations

import csv
import io
import os
import re
from pathlib import Path

import pytest

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kinds import RECOMMENDATION
from tests.conftest import ROOT

SOURCES = Path(os.environ.get("HRTRACK_SOURCES", ROOT.parent / "shared" / "source"))
#: UPR Info's rows of session 8 on Belarus: the text of each State's recommendation.
ROWS = SOURCES / "upr-info-session8-belarus.csv"

LONGEST = 15
#: How many words in a row are a copy.
RUN = 6

#: Of a paragraph, what its title must hold, and what it must not: patterns, read without case.
STRENGTH = [
    ("97.1", r"^consider\b", ""),
    ("97.2", r"^look into\b", r"\bratify\b"),
    ("97.3", r"\bkeep\b", ""),
    ("97.4", r"^look into\b", ""),
    ("97.4", r"\baccredited\b.*\bParis Principles\b", ""),
    ("97.5", r"\bframework\b.*\bcondition\b", r"\bset up institutions\b"),
    ("97.6", r"\bkeep\b", ""),
    ("97.7", r"^keep\b.*\brights\b", ""),
    ("97.8", r"\bcutting\b.*\bfighting\b.*\bprotecting\b", ""),
    ("97.9", r"^keep\b.*\bin Belarus\b", ""),
    ("97.10", r"\bChina: .*\bnational situation\b", ""),
    ("97.11", r"^keep\b.*\bmechanisms\b.*\btreaty bodies\b", r"\bthem\b"),
    ("97.12", r"\bwithout delay, or intensify efforts\b", ""),
    ("97.13", r"\bimplement.*\brecommend.*\bdeci", r"\bact on\b|\bfindings\b"),
    ("97.14", r"\bfully\b.*\bsubmit\b.*\bpriority\b", ""),
    ("97.20", r"^keep\b", r"\bend discrimination\b"),
    ("97.23", r"^while\b", r"^until abolition\b"),
    ("97.24", r"\bconsider\b", ""),
    ("97.28", r"\babsolute\b.*\bill-treatment\b", ""),
    ("97.30", r"^further\b.*\breview\b", ""),
    ("97.32", r"^consider\b", ""),
    ("97.33", r"\btrying\b", ""),
    ("97.39", r"^guarantee\b.*\brights defenders\b", ""),
    ("97.40", r"^keep\b.*\bparticipation\b.*\bhuman rights\b", ""),
    ("97.41", r"^ensure\b.*\bparticipatory and inclusive\b", r"\bopenly\b"),
    ("97.42", r"^keep up efforts\b", ""),
    ("97.43", r"^keep\b.*\bconsider\b.*\bcapacity", r"\bskills\b"),
    ("97.44", r"^keep\b.*\bservices\b.*\bfurther\b.*\bpoverty\b.*\bfully\b", ""),
    ("97.45", r"\bevery programme\b", ""),
    ("97.47", r"^strive, or keep striving\b", ""),
    ("97.50", r"^keep\b", ""),
    ("97.51", r"^keep\b.*\bcoordination\b.*\bpromote\b", r"\buse\b"),
    ("97.52", r"^promote\b", ""),
    ("97.53", r"\bnational human rights priorities\b", ""),
    ("97.54", r"^keep\b", r"\bpursue\b"),
    ("97.55", r"\bdeems necessary\b", ""),
    ("98.3", r"^sign and ratify\b", ""),
    ("98.4", r"\bsignature\b.*\bratification\b.*\bimplementation\b", ""),
    ("98.5", r"^sign and ratify\b", ""),
    ("98.6", r"^sign and ratify\b.*\boptimal\b", r"\bundue\b"),
    ("98.7", r"^review\b", ""),
    ("98.8", r"^ensure\b.*\binnocence\b.*\bpardon\b", ""),
    ("98.9", r"^review, amend or repeal\b", r"\blaws that restrict\b"),
    ("98.12", r"^consider\b", ""),
    ("98.13", r"\bconsider\b.*\boutstanding\b", ""),
    ("98.14", r"\broma full participation\b", ""),
    ("98.16", r"\bmoratorium\b.*\babolition\b.*\bpublish\b.*\bconsider\b", ""),
    ("98.17", r"^consider\b.*\bmoratorium\b.*\babolition\b.*\bcommute\b", r"\bat once\b"),
    ("98.18", r"\bAndrei Zhuk\b.*\bVasily Yuzepchuk\b", ""),
    ("98.19", r"\bextrajudicial executions\b", r"\bkillings\b"),
    ("98.20", r"^implement\b.*\bassembly\b.*\bratify\b", r"\bact on\b"),
    ("98.22", r"\bcomprehensively\b", ""),
    ("98.23", r"^intensify\b.*\bwhere due\b.*\balleged\b", ""),
    ("98.26", r"\binternational\b", ""),
    ("98.28", r"\bno ban or penalty\b", ""),
    ("98.29", r"\btransparently\b", r"\bopenly\b"),
    ("98.30", r"\bopposition parties\b.*\bnon-discretionary\b", ""),
    ("98.31", r"^guarantee everyone\b.*\bassembly\b.*\bunions\b.*\bwithout fear\b.*\b193-1\b", ""),
    ("98.32", r"\beffectively and impartially\b", ""),
    ("98.36", r"^hold no\b.*\btransparent vote counts\b", r"\bend\b"),
    ("98.37", r"\bOSCE, CIS\b", ""),
    ("98.38", r"\bdemocracy\b.*\bensure\b", r"\blet\b"),
]


@pytest.fixture(scope="module")
def titles(shipped: Collection) -> dict[str, str]:
    """Return the title of each paragraph of the first cycle."""
    return {
        record["paragraph"]: record["title"]
        for record in shipped.of(RECOMMENDATION).values()
        if record["cycle"] == 1
    }


def runs(text: str) -> set[tuple[str, ...]]:
    """Return each run of words that would be a copy."""
    words = re.findall(r"[\w'-]+", text.lower().replace("’", "'"))
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_titles_are_short_and_no_two_alike(titles: dict[str, str]) -> None:
    assert len(titles) == len(set(titles.values())) == 93
    assert [title for title in titles.values() if len(title.split()) > LONGEST] == []


@pytest.mark.parametrize(("paragraph", "holds", "never"), STRENGTH)
def test_a_title_is_as_strong_as_its_paragraph(
    titles: dict[str, str], paragraph: str, holds: str, never: str
) -> None:
    title = titles[paragraph]
    assert re.search(holds, title, re.IGNORECASE), title
    assert not never or not re.search(never, title, re.IGNORECASE), title


@pytest.mark.skipif(not ROWS.is_file(), reason="the official text is not part of the project")
def test_no_title_is_cut_from_the_official_text(titles: dict[str, str]) -> None:
    with ROWS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(io.StringIO(file.read().replace("\r", "\n"))))
    official = set[tuple[str, ...]]().union(*(runs(row["Text"]) for row in rows))
    assert len(rows) == 169
    assert {number: title for number, title in titles.items() if runs(title) & official} == {}

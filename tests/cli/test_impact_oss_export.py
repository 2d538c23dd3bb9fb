"""Records written as IMPACT OSS' templates, and read back: what both know is the same.

- headings, the row of hints and the relations are those of the template
- the files read back into the same store change nothing, into another give the same records
- a due date that is no day, a reference that two have, a formula: nothing is lost, nothing runs
- what has no template, and what cannot be meant, is refused in a sentence
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

from belarus_hr.domain.collection import Collection
from belarus_hr.formats.impact_oss.columns import IGNORED, TEMPLATES
from belarus_hr.formats.impact_oss.writing import impact_oss_rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

TABLES = [template.kind.table for template in TEMPLATES]
NOTE = "Two lines\nof our own\n\nIMPACT OSS outcome: Judges know\n\nIMPACT OSS category-id: 5, 7"
GIVEN: list[dict[str, Any]] = [
    {"record": "measure", "title": "=1+1", "reference": "A-1", "due": "2018-06-30", "note": NOTE},
    {"record": "measure", "title": "Write a law", "due": "2018-06", "recommendations": ["98.1"]},
    {"record": "measure", "title": "Plan", "reference": "5", "due": "2018/2019", "note": NOTE},
    {
        "record": "measure",
        "title": "Other plan",
        "due": "2019",
        "reference": "5, b",
        "note": "IMPACT OSS target_date_comment: after the elections",
    },
    {
        "record": "indicator",
        "title": "Judges trained",
        "unit": "persons",
        "recommendations": ["97.5"],
        "measures": ["measure-write-a-law"],
        "note": "IMPACT OSS start_date: 2017-01-31\n\nIMPACT OSS repeat: true",
    },
]


@pytest.fixture
def filled(hrtrack: Run, own_store: Path) -> Run:
    """A store with measures and an indicator of many shapes."""
    assert own_store
    hrtrack("add -", stdin="".join(json.dumps(one) + "\n" for one in GIVEN))
    return hrtrack


def export(run: Run) -> list[str]:
    for table in TABLES:
        run(f"export --format impact-oss --what {table} -o {table}.csv --force")
    return [f"{table}.csv" for table in TABLES]


def rows(run: Run, table: str, more: str = "") -> list[dict[str, Any]]:
    text = run(f"export --format impact-oss --what {table} {more}").out
    return list(csv.DictReader(text.splitlines(keepends=True)))


def kept(run: Run, *fields: str) -> list[Any]:
    """What is on record of measures and indicators, without the id where it is theirs to make."""
    found = [json.loads(run(f"export --what {table} --format json").out) for table in TABLES[1:]]
    return [[row.get(field) for field in fields] for table in found for row in table]


@pytest.mark.usefixtures("own_store")
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.noun)
def test_the_columns_are_those_of_the_template(hrtrack: Run, template: Any) -> None:
    table = template.kind.table
    header, hints, *_ = csv.reader(
        hrtrack(f"export --format impact-oss --what {table}").out.splitlines(keepends=True)
    )
    assert header == list(impact_oss_rows(template, [], Collection({}))[0])
    assert header[-1] == ""
    assert hints[-1].endswith(IGNORED)
    assert len(hints) == len(header)


def test_relations_name_references_or_ids(filled: Run) -> None:
    measures = {row["Title [database:title]"]: row for row in rows(filled, "measures")[1:]}
    law = measures["Write a law"]
    assert law["Reference [database:reference]"] == "measure-write-a-law"
    assert law["recommendation-reference [rel:recommendation-reference]"] == "upr1-98.1"
    assert law["indicator-reference [rel:indicator-reference]"] == "indicator-judges-trained"
    (recommendation,) = rows(filled, "recommendations", "--text '' --cycle 1")[1:2]
    assert recommendation["Level of support [database:support_level]"] == "2"


def test_a_recommendation_goes_back_under_their_reference(filled: Run, own_world: Path) -> None:
    headings = [column.heading for column in TEMPLATES[0].columns][:3]
    (own_world / "theirs.csv").write_text(f"{','.join(headings)}\n1,98.1,A title\n", "utf-8")
    filled("import theirs.csv")
    written = {row["Reference [database:reference]"] for row in rows(filled, "recommendations")}
    assert {"98.1", "upr1-98.2"} <= written
    measures = rows(filled, "measures")
    named = {row["recommendation-reference [rel:recommendation-reference]"] for row in measures}
    assert "98.1" in named
    assert filled(f"import {' '.join(export(filled))}").out == ""


def test_what_was_written_reads_back_as_it_was(filled: Run, own_store: Path) -> None:
    before = own_store.read_bytes()
    files = " ".join(export(filled))
    assert filled(f"import {files}").out == ""
    assert own_store.read_bytes() == before


def test_another_store_gets_the_same(
    filled: Run, own_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = " ".join(export(filled))
    both = ("title", "due", "note", "unit", "recommendations")
    before = kept(filled, *both)
    monkeypatch.setenv("HRTRACK_DB", str(own_world / "other.json"))
    filled(f"import {files}")
    assert sorted(kept(filled, *both), key=str) == sorted(before, key=str)
    again = own_world / "other.json"
    there = again.read_bytes()
    filled(f"import {files}")
    assert again.read_bytes() == there


def test_a_title_is_no_formula(filled: Run) -> None:
    titles = [row["Title [database:title]"] for row in rows(filled, "measures")]
    assert "'=1+1" in titles
    assert "=1+1" not in titles


def test_a_public_copy_names_nothing_sensitive(filled: Run) -> None:
    filled("edit measure-write-a-law --set sensitive=true")
    public = [row["Title [database:title]"] for row in rows(filled, "measures", "--public")]
    assert "Other plan" in public
    assert "Write a law" not in public


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--what events", "no template for events: --what recommendations, measures, indicators"),
        ("", "is one table of one kind of record"),
        ("--what measures -o m.xlsx", "would hold impact-oss: name it .csv"),
    ],
)
def test_what_has_no_template_is_refused(
    hrtrack: Run, own_store: Path, options: str, said: str
) -> None:
    assert said in hrtrack(f"export --format impact-oss {options}", code=2).err
    assert not own_store.exists()

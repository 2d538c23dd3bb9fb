"""The progress of a measure is only ever added to from Python, as on the command line.

- an entry that is new comes last; none is changed or dropped, by whatever call of TinyDB
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tinydb.table import Document

from belarus_hr import open_store
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.store import storage

if TYPE_CHECKING:
    from pathlib import Path

MEASURE = {"title": "Train judges", "progress": [{"state": "under-way", "date": "2017-05"}]}
HELD = {"state": "completed", "date": "2018-03"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "store.json"
    path.write_bytes(storage.file_bytes({}))
    return path


@pytest.fixture
def measure(path: Path) -> Any:
    with open_store(path) as store:
        return store.table("measures").insert(MEASURE)


def test_the_progress_of_a_measure_is_added_to(path: Path, measure: Any) -> None:
    with open_store(path) as store:
        progress = [*MEASURE["progress"], HELD]
        store.table("measures").update({"progress": progress}, doc_ids=[measure])
    assert open_store(path).table("measures").get(doc_id=measure)["progress"] == progress


@pytest.mark.parametrize(
    ("progress", "sentence"),
    [
        ([], "only added to"),
        ([HELD], "only added to"),
        ([{**HELD, "date": "2017-05"}], "only added to"),
        ([*MEASURE["progress"], {**HELD, "date": "2016"}], "earlier than the last"),
    ],
)
def test_what_was_said_of_a_measure_stays(
    path: Path, measure: Any, progress: list[dict[str, str]], sentence: str
) -> None:
    changed: Any = Document({**MEASURE, "progress": progress}, doc_id=measure)
    before = path.read_bytes()
    for change in ("update", "upsert", "anew"):
        refused = pytest.raises(InvalidValue, match=f'"{measure}": progress.*{sentence}')
        with refused, open_store(path) as store:
            table = store.table("measures")
            if change == "update":
                table.update({"progress": progress}, doc_ids=[measure])
            elif change == "upsert":
                table.upsert(changed)
            else:
                table.remove(doc_ids=[measure])
                table.insert(changed)
    assert path.read_bytes() == before

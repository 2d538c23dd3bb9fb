"""A field that holds ids of other records is one declaration, and the ids are held true.

- an unknown id, or one of another kind, is refused, and found by the check; a short id is completed
- a deleted record is linked to no longer, and undo brings the link back
- undo removes no record that another record links to, and brings no link to nowhere back
- a merge keeps a record that the other version links to, and follows an id that changed
- a file may hold a record before those that it links to

Each runs the real program with a kind ``law``: its ``answers`` link to recommendations.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.changed_program import ID, LAW, Changed, Program, with_laws


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Changed:
    return with_laws(tmp_path_factory.mktemp("laws"))


@pytest.fixture
def kind_added(laws: Changed, tmp_path: Path) -> Program:
    """The program with one more kind of record, and a record of it."""
    return laws.with_store(tmp_path)


def answers(run: Program, *before: str) -> list[str]:
    """Return the recommendations that the new law answers."""
    row = run(*before, "show", LAW, "--fields", "answers", "-F", "ndjson")
    ids: list[str] = json.loads(row)["answers"]
    return ids


def test_an_unknown_id_is_refused(kind_added: Program) -> None:
    kind_added("edit", LAW, "--set", 'answers=["97.4", "97.99"]', code=3)
    kind_added("edit", LAW, "--set", f'answers=["{ID}"]', code=3)
    kind_added("edit", LAW, "--set", 'answers=["ohchr-2009-11-visit"]', code=2)
    kind_added("edit", LAW, "--set", 'answers=["97.5", "97.4", "upr1-97.5"]')
    assert answers(kind_added) == ["upr1-97.5", "upr1-97.4"]


def test_an_unknown_id_is_found(kind_added: Program, tmp_path: Path) -> None:
    store = tmp_path / "store.json"
    store.write_text(store.read_text("utf-8").replace('["upr1-97.4"]', '["upr1-97.99"]'), "utf-8")
    line = f"{LAW}\terror\tid-unknown\tanswers[0]\tupr1-97.99"
    assert line in kind_added("check", LAW, code=8)


def test_a_short_id_can_be_asked_for_and_is_completed(kind_added: Program) -> None:
    kind_added("edit", LAW, "--set", 'answers=["97.4", "97.41"]')
    kind_added(
        "add", "New court", "--record", "law", "--set", "began=2013", "--set", "answers=97.41"
    )
    ids = ("list", "--record", "law", "-F", "ids", "--answers")
    assert kind_added(*ids, "97.4") == f"{LAW}\n"
    assert len(kind_added(*ids, "97.41").splitlines()) == 2
    words = {"COMP_WORDS": "hrtrack list --record law --answers upr1-97", "COMP_CWORD": "5"}
    shown = kind_added(**words, _HRTRACK_COMPLETE="complete_bash").split()
    assert shown == ["upr1-97.4", "upr1-97.41"]


def test_a_deleted_record_is_linked_to_no_longer(kind_added: Program) -> None:
    kind_added("edit", LAW, "--set", 'answers=["97.4", "97.5"]')
    kind_added("delete", "97.4", "--yes")
    assert answers(kind_added) == ["upr1-97.5"]
    assert LAW in kind_added("log", "upr1-97.4")
    kind_added("undo")
    assert answers(kind_added) == ["upr1-97.4", "upr1-97.5"]


def test_a_record_that_is_linked_to_stays_when_its_addition_is_undone(kind_added: Program) -> None:
    kind_added("add", "Close it", "--record", "recommendation", "-m", "CAT", "--id", "cat-1")
    key = kind_added("log", "cat-1", "--fields", "key", "-F", "tsv").strip()
    kind_added("edit", LAW, "--set", 'answers=["cat-1"]')
    kind_added("undo", "--entry", key, code=5)
    assert answers(kind_added) == ["cat-1"]


def test_a_record_does_not_come_back_without_those_it_links_to(kind_added: Program) -> None:
    kind_added("delete", LAW, "--yes")
    key = kind_added("log", LAW, "--fields", "key", "-F", "tsv").split()[-1]
    kind_added("delete", "97.4", "--yes")
    kind_added("undo", "--entry", key, code=5)
    kind_added("undo", "2")
    assert answers(kind_added) == ["upr1-97.4"]


def test_a_link_does_not_come_back_without_its_record(kind_added: Program) -> None:
    kind_added("edit", LAW, "--set", 'answers=["97.5"]')
    kind_added("delete", "97.4", "--yes")
    key = kind_added("log", LAW, "--fields", "key", "-F", "tsv").split()[-1]
    kind_added("undo", "--entry", key, code=5)
    assert answers(kind_added) == ["upr1-97.5"]


def test_a_merge_keeps_what_is_linked_to(kind_added: Program, tmp_path: Path) -> None:
    for name in ("base", "theirs"):
        shutil.copy(tmp_path / "store.json", tmp_path / f"{name}.json")
    kind_added("delete", "97.5", "97.6", "--yes")
    kind_added("--db", "theirs.json", "edit", LAW, "--set", 'answers=["97.4", "97.5"]')
    kind_added("merge", "base.json", "store.json", "theirs.json", code=9)
    assert answers(kind_added) == ["upr1-97.4", "upr1-97.5"]
    assert "deleted" in kind_added("show", "97.5", "-F", "json")
    kind_added("show", "upr1-97.6", code=3)


def test_a_merge_follows_a_new_id(kind_added: Program, tmp_path: Path) -> None:
    shutil.copy(tmp_path / "store.json", tmp_path / "theirs.json")
    new = ("--record", "recommendation", "--id", "new-1", "-m")
    for db, mechanism in (("store.json", "CAT"), ("theirs.json", "CEDAW")):
        kind_added("--db", db, "add", f"Of {mechanism}", *new, mechanism)
        law = (f"Law of {mechanism}", "--record", "law", "--id", mechanism)
        kind_added(
            "--db", db, "add", *law, "--set", "began=2014", "--set", 'answers=["97.4", "new-1"]'
        )
    kind_added("merge", "theirs.json")
    for mechanism in ("cat", "cedaw"):
        row = kind_added("show", mechanism, "--fields", "answers", "-F", "ndjson")
        _, new_id = json.loads(row)["answers"]
        assert f"Of {mechanism.upper()}" in kind_added("show", new_id)


def test_ids_come_back_from_a_cell_before_the_records(kind_added: Program, tmp_path: Path) -> None:
    kind_added("export", "--what", "recommendations", "--what", "laws", "-F", "ndjson", "-o", "all")
    lines = (tmp_path / "all").read_text("utf-8").splitlines()
    (tmp_path / "all").write_text("\n".join(reversed(lines)), "utf-8")
    kind_added("delete", "97.4", LAW, "--yes")
    kind_added("import", "all")
    assert answers(kind_added) == ["upr1-97.4"]


def test_a_merge_brings_back_nothing_that_can_be_without_what_it_links_to(
    kind_added: Program, tmp_path: Path
) -> None:
    for name in ("base", "theirs"):
        shutil.copy(tmp_path / "store.json", tmp_path / f"{name}.json")
    kind_added("delete", LAW, "--yes")
    kind_added("delete", "97.4", "--yes")
    kind_added("--db", "theirs.json", "edit", "97.4", "--note", "Said again")
    kind_added("merge", "base.json", "store.json", "theirs.json", code=9)
    assert kind_added("list", "--record", "law", "-F", "ids") == ""
    assert "Said again" in kind_added("show", "97.4", "-F", "table")

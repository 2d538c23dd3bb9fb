"""What a merge makes of the logs, and what ``undo`` takes back afterwards.

- one file: one entry that tells all that the merge changed; one undo takes all of it back; the
  other's log stays in the other's file
- three files: the entries of both, by their time; undo takes back the last, whoever made it, and
  is refused where the merge left another value, or a conflict, on it
- what one branch undid is undone in the result, and stays so
- git: branches that add, mark, edit, delete, undo and do again merge without a hand, in either
  direction to the same bytes
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from branches import FILE, ID, Git, branch, store_of
from own_records import event, fill, recommendation
from parts import records_part

from belarus_hr.domain.records.kinds import EVENT
from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run


def records_in(name: str) -> bytes:
    """Return the bytes of a store's records, without its log."""
    return records_part(Path(name))


@pytest.fixture
def two(hrtrack: Run) -> tuple[str, str]:
    """Two people's stores that share a start and were both changed."""
    fill(store_of("base.json"), event(ID), recommendation("97.1"), recommendation("97.2"))
    for name in ("ours.json", "theirs.json"):
        Path(name).write_bytes(Path("base.json").read_bytes())
    hrtrack(f"--db ours.json edit {ID} --note Ours")
    hrtrack("--db theirs.json mark 97.1 --by un")
    hrtrack(f"--db theirs.json edit {ID} --place Geneva")
    hrtrack("--db theirs.json add Visit -m CAT --date 2026-11 --kind visit")
    return "ours.json", "theirs.json"


# --- one file -------------------------------------------------------------------


def test_a_merge_of_one_file_is_one_entry_that_one_undo_takes_back(
    hrtrack: Run, two: tuple[str, str]
) -> None:
    before, entries = records_in("ours.json"), len(Store(Path("ours.json")).log())
    hrtrack("--db ours.json merge theirs.json")
    log = Store(Path("ours.json")).log()
    assert len(log) == entries + 1
    (*_, told) = log.values()
    assert told["command"] == "hrtrack --db ours.json merge theirs.json"
    assert [one["record"] for one in told["changes"]] == ["event", "event", "assessment"]
    hrtrack("--db ours.json undo")
    assert records_in("ours.json") == before


def test_a_conflict_is_undone_with_the_merge(hrtrack: Run, two: tuple[str, str]) -> None:
    hrtrack(f"--db theirs.json edit {ID} --note Theirs")
    before = records_in("ours.json")
    hrtrack("--db ours.json merge theirs.json", code=9)
    hrtrack("--db ours.json undo")
    assert records_in("ours.json") == before


# --- three files ----------------------------------------------------------------

THREE = "merge base.json ours.json theirs.json"


def test_the_logs_of_three_are_one_and_undo_takes_back_the_last_of_either(
    hrtrack: Run, two: tuple[str, str]
) -> None:
    hrtrack(THREE)
    commands = [one["command"] for one in Store(Path("ours.json")).log().values()]
    assert [line.split()[3] for line in commands[-4:]] == ["edit", "mark", "edit", "add"]
    assert "cat-2026-11-visit" in Store(Path("ours.json")).read()
    hrtrack("--db ours.json undo")
    found = Store(Path("ours.json")).read()
    assert "cat-2026-11-visit" not in found
    assert found.find(ID).record["place"] == "Geneva"
    hrtrack("--db ours.json undo 3")
    assert records_in("ours.json") == records_in("base.json")


def test_undo_is_refused_where_the_merge_left_another_value(
    hrtrack: Run, two: tuple[str, str]
) -> None:
    hrtrack(f"--db theirs.json edit {ID} --note Theirs")
    hrtrack(THREE, code=9)
    kept = Store(Path("ours.json")).read().find(ID).record["note"]
    before = Path("ours.json").read_bytes()
    entries = [
        key
        for key, one in Store(Path("ours.json")).log().items()
        if any((change["after"] or {}).get("note") for change in one["changes"])
        and f"--note {kept}" not in one["command"]
    ]
    said = hrtrack(f"--db ours.json undo --entry {entries[-1]}", code=5).err
    assert f"{ID} was changed since" in said
    assert Path("ours.json").read_bytes() == before


def test_what_one_undid_is_undone_in_the_result_and_stays_so(
    hrtrack: Run, two: tuple[str, str]
) -> None:
    hrtrack("--db theirs.json undo 2")
    hrtrack(THREE)
    found = Store(Path("ours.json")).read()
    assert "cat-2026-11-visit" not in found
    assert "place" not in found.find(ID).record
    # The next that stands is the verdict, not what was undone already.
    assert "mark 97.1" in hrtrack("--db ours.json undo").err


# --- git ------------------------------------------------------------------------


def test_branches_that_add_mark_edit_delete_and_undo_merge_without_a_hand(
    git: Git, hrtrack: Run
) -> None:
    branch(
        git, hrtrack, "one",
        "add 'Visit of one' -m CAT --date 2026-11 --kind visit",
        "mark 97.1 97.2 --by one",
        "delete 97.12 --yes",
        f"edit {ID} --note Online",
        "undo",
        "add 'Meeting of one' -m CAT --date 2026-11 --kind meeting",
    )  # fmt: skip
    branch(
        git, hrtrack, "two",
        "add 'Visit of two' -m CAT --date 2026-11 --kind visit",
        "undo",
        "delete 97.11 --yes",
        "mark 97.1 97.3 --by two --as partly",
        "undo 2",
        f"edit {ID} --place Geneva",
        "delete 97.11 --yes",
    )  # fmt: skip
    git("merge", "-q", "--no-edit", "one")
    merged = Path(FILE).read_bytes()
    found = Store(Path(FILE)).read()
    assert [e["title"] for e in found.of(EVENT).values()] == [
        "Fourth report", "Meeting of one", "Visit of one",
    ]  # fmt: skip
    assert [id_ for id_, _ in found.ids() if "97.1" in id_] == [
        "upr1-97.1", "upr1-97.10", *[i for i, _ in found.ids() if i.startswith("upr1-97.1-one")],
    ]  # fmt: skip
    assert found.find(ID).record.get("note") is None
    assert found.find(ID).record["place"] == "Geneva"
    git("checkout", "-q", "one")
    git("merge", "-q", "--no-edit", "two^1")
    assert Path(FILE).read_bytes() == merged
    # The last that stands is what two did last; what was undone is not undone again.
    assert "delete 97.11" in hrtrack("undo").err
    assert "edit" in hrtrack("undo").err
    assert "upr1-97.11" in Store(Path(FILE)).read()

"""``merge``: two people's stores made one, alone and as git's merge driver.

- one file: its records are united into the store, which starts when there is none; a second time
  changes nothing; ids that meet are told
- three files: the result is in OURS; --output writes elsewhere and leaves it, - to standard output
- conflicts: listed as lines, JSON or a table, exit 9; kept in the record, shown, warned
  of by check, settled by edit; --dry-run lists and writes nothing
- an empty BASE is no version; damaged, later, empty, missing files: exit 4, nothing written
- what is written is locked, and no lock is left beside git's files; what is read waits for none
- git: branches that add, mark and edit merge without a hand; a conflict leaves a store with both
  values; core.autocrlf changes no line end; rebase and cherry-pick; five branches in any order
  give the same bytes
"""

from __future__ import annotations

import json
import os
import random
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from branches import FILE, ID, Git, branch, store_of
from own_records import event, fill, recommendation, record

from belarus_hr.domain.records.kinds import ASSESSMENT, EVENT, RECOMMENDATION
from belarus_hr.store import Store, lock, storage

if TYPE_CHECKING:
    from tests.conftest import Run


def versions(*titles: str) -> list[Store]:
    """Return stores that hold one event, each with a title of its own."""
    names = ("base.json", "ours.json", "theirs.json")
    return [store_of(n, event(ID, title=t)) for n, t in zip(names, titles, strict=True)]


THREE = "merge base.json ours.json theirs.json"


# --- one file -------------------------------------------------------------------


def test_another_s_records_are_united_into_the_store(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, recommendation("97.1"), record("assessment", "a", recommendation="97.1"))
    store_of(
        "other.json",
        event(ID),
        recommendation("97.1"),
        record("assessment", "b", recommendation="97.1", assessor="un"),
    )
    assert hrtrack("merge other.json") == (
        0,
        "",
        "merged: 2 added, 0 changed, 0 deleted; no conflicts\n",
    )
    assert {id_ for id_, _ in empty_store.read().ids()} == {ID, "upr1-97.1", "a", "b"}
    before = empty_store.path.read_bytes()
    assert "0 added, 0 changed" in hrtrack("merge other.json").err
    assert empty_store.path.read_bytes() == before


def test_the_first_merge_starts_the_store(hrtrack: Run, own_store: Path) -> None:
    store_of("other.json", event("new-one"))
    said = hrtrack("merge other.json").err
    assert "started your store from the shipped dataset" in said
    assert "new-one" in Store(own_store).read()


def test_ids_that_meet_are_both_kept_and_told(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, event("a", title="One"))
    store_of("other.json", event("a", title="Two"))
    assert hrtrack("merge other.json").err.startswith(
        "two records had the id a: one event is now a-"
    )
    assert {e["title"] for e in empty_store.read().of(EVENT).values()} == {"One", "Two"}


# --- three files ----------------------------------------------------------------


def test_the_result_of_three_is_in_ours(hrtrack: Run) -> None:
    base, ours, theirs = (store_of(n, event(ID)) for n in ("base.json", "ours.json", "theirs.json"))
    hrtrack(f"--db ours.json edit {ID} --note Online")
    hrtrack(f"--db theirs.json edit {ID} --place Geneva")
    kept = base.path.read_bytes(), theirs.path.read_bytes()
    assert hrtrack(THREE).out == ""
    found = ours.read().find(ID).record
    assert (found["note"], found["place"]) == ("Online", "Geneva")
    assert (base.path.read_bytes(), theirs.path.read_bytes()) == kept


def test_what_is_written_elsewhere_is_private_as_a_store_is(hrtrack: Run) -> None:
    versions("Fourth report", "Fourth report", "Fourth report")
    hrtrack(f"{THREE} --output all.json")
    assert stat.S_IMODE(Path("all.json").stat().st_mode) == 0o600


def test_output_writes_elsewhere_and_leaves_ours(hrtrack: Run) -> None:
    _, ours, _ = versions("Same", "Same", "Changed")
    before = ours.path.read_bytes()
    hrtrack(f"{THREE} -o all.json")
    assert Store(Path("all.json")).read().find(ID).record["title"] == "Changed"
    assert hrtrack(f"{THREE} -o -").out == Path("all.json").read_text("utf-8")
    assert ours.path.read_bytes() == before
    assert "is there already: --force" in hrtrack(f"{THREE} -o all.json", code=2).err
    hrtrack(f"{THREE} -o all.json --force")


def test_one_version_to_standard_output_tells_conflicts_apart(hrtrack: Run) -> None:
    versions("Old", "One", "Two")
    ran = hrtrack(f"{THREE} -o -", code=9)
    assert storage.load(ran.out.encode(), "out").tables["events"][ID]["title"] == "Two"
    assert f"conflict: {ID}: title\n" in ran.err


# --- conflicts ------------------------------------------------------------------


def test_a_conflict_is_listed_kept_shown_warned_of_and_settled(hrtrack: Run) -> None:
    _, ours, theirs = versions("Old", "One", "Two")
    assert hrtrack(THREE, code=9).cells == [[ID, "event", "title", "Two", "One"]]
    assert ours.read().find(ID).record["conflicts"] == [{"field": "title", "value": "One"}]
    page = hrtrack(f"--db ours.json show {ID} --format table").out
    assert "Another version says" in page
    assert "title: One" in page
    warned = hrtrack("--db ours.json check --format json", code=7)
    (found,) = [f for f in json.loads(warned.out) if f["rule"] == "conflict-open"]
    assert (found["field"], found["value"], found["message"]) == (
        "title",
        "Two",
        'another version says "One"',
    )
    hrtrack(f"--db ours.json edit {ID} --set title=Two")
    assert "conflicts" not in ours.read().find(ID).record
    assert "conflicts" not in theirs.read().find(ID).record


@pytest.mark.parametrize(
    ("settling", "left"),
    [
        ("--title One", ["note"]),
        ("--set note=x", ["title"]),
        ("--set conflicts=", []),
        ("--place Minsk", ["title", "note"]),
    ],
)
def test_an_edit_settles_the_conflicts_of_its_fields(
    hrtrack: Run, empty_store: Store, settling: str, left: list[str]
) -> None:
    both = [{"field": "title", "value": "One"}, {"field": "note"}]
    fill(empty_store, event(ID, conflicts=both))
    hrtrack(f"edit {ID} {settling}")
    found = empty_store.read().find(ID).record.get("conflicts", [])
    assert [one["field"] for one in found] == left


def test_setting_a_field_settles_all_its_keys(hrtrack: Run, empty_store: Store) -> None:
    both = [{"field": f"numbers.{key}", "value": 94} for key in ("made", "supported")]
    open_ = [*both, {"field": "percent.supported", "value": 58}]
    fill(empty_store, record("claim", "upr1-told", conflicts=open_))
    hrtrack("""edit upr1-told --set numbers='{"made": 93}'""")
    assert empty_store.read().find("upr1-told").record["conflicts"] == open_[2:]


@pytest.mark.parametrize(("line", "code"), [(THREE, 9), ("--db ours.json merge theirs.json", 9)])
def test_dry_run_says_all_and_writes_nothing(hrtrack: Run, line: str, code: int) -> None:
    _, ours, _ = versions("Old", "Sent", "Sent.")
    before = ours.path.read_bytes()
    ran = hrtrack(f"{line} --dry-run --format json", code=code)
    (found,) = json.loads(ran.out)
    assert {found["kept"], found["other"]} == {"Sent", "Sent."}
    assert ran.err == "would be merged: 0 added, 1 changed, 0 deleted; 1 conflict\n"
    assert ours.path.read_bytes() == before
    assert hrtrack("merge theirs.json --fields help").lines[0] == "id\tid of the record"


def test_a_table_is_drawn_for_people(hrtrack: Run) -> None:
    versions("Old", "One", "Two")
    drawn = hrtrack(f"{THREE} --format table", code=9).out
    assert all(word in drawn for word in ("kept", "other", "One", "Two", ID))


# --- files that are no versions ---------------------------------------------------


def test_an_empty_base_is_no_version(hrtrack: Run) -> None:
    _, ours, _ = versions("Same", "Same", "Same")
    Path("base.json").write_bytes(b"")
    hrtrack(THREE)
    assert ours.read().find(ID).record["title"] == "Same"


_LATER = b'{"meta": {"store": {"schema": 99}}}'
_BAD = [
    (b"", "is empty"),
    (b"{", "is not a store"),
    (b"[]", "is not a store of hrtrack"),
    (_LATER, "update hrtrack"),
    (b"<<<<<<< ours\n", "is not a store"),
    (None, "there is no such file"),
]


@pytest.mark.parametrize("name", ["base.json", "ours.json", "theirs.json"])
@pytest.mark.parametrize(("content", "says"), _BAD)
def test_what_is_no_store_is_refused_and_nothing_is_written(
    hrtrack: Run, name: str, content: bytes | None, says: str
) -> None:
    stores = versions("Old", "One", "Two")
    if content is None:
        Path(name).unlink()
    elif content == b"" and name == "base.json":
        return
    else:
        Path(name).write_bytes(content)
    before = [s.path.read_bytes() if s.path.exists() else None for s in stores]
    ran = hrtrack(THREE, code=4)
    assert (ran.out, name in ran.err, says in ran.err) == ("", True, True)
    assert [s.path.read_bytes() if s.path.exists() else None for s in stores] == before


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("merge ours.json theirs.json", "one file or three"),
        ("--db x.json merge base.json ours.json theirs.json", "--db is for one file"),
        ("merge theirs.json --force", "name it with --output"),
    ],
)
def test_lines_that_make_no_sense_are_refused(hrtrack: Run, line: str, says: str) -> None:
    versions("Old", "One", "Two")
    assert says in hrtrack(line, code=2).err


def test_a_store_in_use_is_waited_for_and_git_s_files_are_left_alone(
    hrtrack: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, ours, _ = versions("Same", "Same", "Changed")
    monkeypatch.setenv("HRTRACK_LOCK_TIMEOUT", "0.1")
    # Git's own files have no lock file beside them.
    Path("ours.json.lock").unlink()
    with lock.lock_held(ours.path, 0):
        assert "is being changed by another process" in hrtrack(THREE, code=4).err
        hrtrack(f"{THREE} --dry-run")
    hrtrack(THREE)
    assert ours.read().find(ID).record["title"] == "Changed"
    assert not Path("ours.json.lock").exists()


def test_a_merge_of_three_that_is_refused_leaves_nothing_beside_its_files(hrtrack: Run) -> None:
    _, ours, _ = versions("Same", "Same", "Changed")
    Path("ours.json.lock").unlink()
    ours.path.with_name("second name").hardlink_to(ours.path)
    before = sorted(os.listdir())
    assert "hard links" in hrtrack(THREE, code=4).err
    Path("theirs.json").write_text("{")
    assert hrtrack(THREE, code=4)
    assert sorted(os.listdir()) == before


# --- git ------------------------------------------------------------------------

ADDS = "add 'Statement' -m CAT --date 2026-11 --kind statement --note {} --source {}"


def test_branches_that_add_mark_and_edit_merge_without_a_hand(git: Git, hrtrack: Run) -> None:
    branch(
        git, hrtrack, "one",
        "add 'Visit of one' -m CAT --date 2026-11 --kind visit",
        "mark 97.1 97.2 --by one",
        f"edit {ID} --note Online --tag one",
        "delete 97.12 --yes",
    )  # fmt: skip
    branch(
        git, hrtrack, "two",
        "add 'Visit of two' -m CAT --date 2026-11 --kind visit",
        "mark 97.1 97.3 --by two --as partly",
        f"edit {ID} --place Geneva --tag two",
        "edit 97.1 --response noted --date 2010-09",
    )  # fmt: skip
    git("merge", "-q", "--no-edit", "one")
    assert git("status", "--porcelain").stdout == ""
    found = Store(Path(FILE)).read()
    assert {e["title"] for e in found.of(EVENT).values()} == {
        "Fourth report",
        "Visit of one",
        "Visit of two",
    }
    assert len(found.of(ASSESSMENT)) == 4
    edited = found.find(ID).record
    assert (edited["note"], edited["place"], edited["tags"]) == ("Online", "Geneva", ["one", "two"])
    assert "upr1-97.12" not in found.of(RECOMMENDATION)
    assert found.find("97.1").record["responses"][-1]["response"] == "noted"


def test_a_conflict_ends_with_a_store_that_has_both_values(git: Git, hrtrack: Run) -> None:
    branch(git, hrtrack, "one", f"edit {ID} --title One", "mark 97.1 --by one")
    branch(git, hrtrack, "two", f"edit {ID} --title Two", "mark 97.2 --by two")
    stopped = git("merge", "one", code=1)
    assert f"{ID}\tevent\ttitle\tTwo\tOne" in stopped.stdout
    assert f"Merge conflict in {FILE}" in stopped.stdout
    found = Store(Path(FILE)).read()
    assert found.find(ID).record["title"] == "Two"
    assert found.find(ID).record["conflicts"] == [{"field": "title", "value": "One"}]
    assert len(found.of(ASSESSMENT)) == 2
    assert "conflict-open" in hrtrack("check", code=7).out
    hrtrack(f"edit {ID} --title Both")
    git("commit", "-qam", "Merge one")
    git("checkout", "-q", "one")
    git("merge", "-q", "two")
    assert "conflicts" not in Store(Path(FILE)).read().find(ID).record
    left = {path.name for path in Path().iterdir()}
    beside = {f"{FILE}.lock", f".{FILE}.backups"}
    assert left == {".git", ".gitattributes", ".gitignore", FILE, *beside}


def test_rebase_and_cherry_pick_merge_alike(git: Git, hrtrack: Run) -> None:
    branch(git, hrtrack, "one", f"edit {ID} --note Online", "mark 97.1 --by one")
    branch(git, hrtrack, "two", f"edit {ID} --place Geneva", "mark 97.2 --by two")
    git("checkout", "-q", "-b", "picked", "one")
    git("cherry-pick", "two")
    picked = Path(FILE).read_bytes()
    git("checkout", "-q", "two")
    git("rebase", "-q", "one")
    assert Path(FILE).read_bytes() == picked
    record_ = Store(Path(FILE)).read().find(ID).record
    assert (record_["note"], record_["place"]) == ("Online", "Geneva")


def test_two_stores_without_a_common_version_merge(git: Git, hrtrack: Run) -> None:
    first = Path(FILE).read_bytes()
    git("checkout", "-q", "--orphan", "apart")
    Path(FILE).write_bytes(first)
    hrtrack("mark 97.1 --by apart")
    git("add", ".")
    git("commit", "-qm", "Apart")
    git("merge", "-q", "--no-edit", "--allow-unrelated-histories", "main")
    assert len(Store(Path(FILE)).read().of(ASSESSMENT)) == 1


def test_git_leaves_the_line_ends_of_a_store_as_they_are(git: Git, hrtrack: Run) -> None:
    git("config", "core.autocrlf", "true")
    git("config", "core.safecrlf", "false")
    branch(git, hrtrack, "one", f"edit {ID} --note Online")
    branch(git, hrtrack, "two", "mark 97.1 --by two")
    git("merge", "-q", "--no-edit", "one")
    assert b"\r" not in Path(FILE).read_bytes()
    git("clone", "-q", "-c", "core.autocrlf=true", ".", "copy")
    assert Path("copy", FILE).read_bytes() == Path(FILE).read_bytes()
    assert hrtrack(f"--db copy/{FILE} show {ID} --fields note") == (0, "Online\n", "")


def test_a_damaged_version_is_left_for_a_hand(git: Git, hrtrack: Run) -> None:
    branch(git, hrtrack, "one", "mark 97.1 --by one")
    git("checkout", "-q", "-b", "two", "main")
    Path(FILE).write_text("{broken")
    git("commit", "-qam", "Break it")
    git("checkout", "-q", "one")
    before = Path(FILE).read_bytes()
    assert "is not a store" in git("merge", "two", code=1).stderr
    assert Path(FILE).read_bytes() == before


def test_five_organisations_in_any_order_give_the_same_bytes(git: Git, hrtrack: Run) -> None:
    names = [f"org{number}" for number in range(5)]
    for number, name in enumerate(names):
        branch(
            git, hrtrack, name,
            f"add 'Statement of {name}' -m CAT --date 2026-11 --kind statement",
            ADDS.format("Shared", f"'Page of {name}'") + " --id shared-statement",
            f"mark 97.1 97.{number + 2} --by {name}",
            f"edit {ID} 97.1 --set note={'Same'} --source 'Page of {name}'",
            f"edit {ID} --tag {name}",
        )  # fmt: skip
    results = set()
    shuffled = random.Random(5)
    for number in range(2):
        git("checkout", "-q", "-b", f"all{number}", "main")
        for name in names:
            git("merge", "-q", "--no-edit", name)
        results.add(Path(FILE).read_bytes())
        shuffled.shuffle(names)
    assert len(results) == 1
    found = Store(Path(FILE)).read()
    assert len(found.of(ASSESSMENT)) == 2 * len(names)
    assert len(found.of(EVENT)) == len(names) + 2
    assert len(found.find("shared-statement").record["sources"]) == len(names)
    assert found.find(ID).record["tags"] == sorted(names)


def test_the_driver_s_line_is_in_the_page_on_merging_and_the_help(hrtrack: Run) -> None:
    page = (Path(__file__).parents[2] / "docs" / "merging.md").read_text("utf-8")
    for line in (
        "merge.hrtrack.driver {0}hrtrack merge %O %A %B{0}",
        "echo {0}records.json merge=hrtrack -text{0} >> .gitattributes",
    ):
        assert line.format("'") in page
        assert line.format('"') in hrtrack("merge --help").out

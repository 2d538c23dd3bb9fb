"""Where an option may write: ``-o``, ``--report``, ``--archive``.

- never what belongs to the store that is meant, or to the one that is without --db (the file,
  its lock, its backups, its temporary files), nor the shipped dataset, nor what the command
  reads: under no name, through no link, also where it is not there yet, with --force and
  --dry-run too; nothing is read or made before
- merge into one's own store is merge without -o, and -o says so
- what is no regular file is refused: a folder, a pipe, a device, a loop of links
- in a working folder that is gone: a sentence
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from branches import ID, store_of
from own_records import event

from belarus_hr.store import Store, backups, paths

if TYPE_CHECKING:
    from tests.conftest import Run

#: Each option that names an output, and inputs that are there.
LINES = {
    "export": "export -F json --force -o",
    "export rows": "export -F csv --what events --force -o",
    "import": "import rows.ndjson --force --report",
    "import dry": "import rows.ndjson --dry-run --force --report",
    "import a bad file": "import nothing.csv --force --report",
    "merge": "merge other.json --force -o",
    "merge dry": "merge other.json --dry-run -o",
    "merge three": "merge base.json ours.json theirs.json --force -o",
    "archive": "log --archive",
    "repair": "repair -o",
}
PROGRAM = str(Path(sys.executable).with_name("hrtrack"))
Seen = dict[str, tuple[int, bytes]]


@pytest.fixture
def inputs(own_world: Path) -> Path:
    """Put what the lines read into the working folder."""
    for name in ("other.json", "base.json", "ours.json", "theirs.json"):
        store_of(name, event(ID))
    letter = {"record": "event", "mechanism": "CAT", "date": "2009", "kind": "other", "title": "L"}
    Path("rows.ndjson").write_text(json.dumps(letter), encoding="utf-8")
    return own_world


@pytest.fixture
def store(hrtrack: Run, inputs: Path, own_store: Path) -> Path:
    """The user's store, in use for a while: a lock and a backup lie beside it."""
    hrtrack("mark 97.5")
    hrtrack("edit 97.5 --note Seen")
    assert backups.paths(own_store)
    return own_store


def seen(folder: Path) -> Seen:
    """Return all that lies below a folder: which file it is, and what is in it."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {str(path): (path.stat().st_ino, path.read_bytes()) for path in found}


def refused(hrtrack: Run, line: str, at: Path, says: str) -> None:
    """Run a line that names an output, and see that it was refused before all else."""
    before, names = seen(Path.cwd()), sorted(Path.cwd().rglob("*"))
    ran = hrtrack([*line.split(), str(at)], code=2)
    assert ran.out == ""
    assert ran.err.startswith(f'hrtrack: "{at}" ')
    assert says in ran.err
    assert (seen(Path.cwd()), sorted(Path.cwd().rglob("*"))) == (before, names)


# --- what belongs to the store ----------------------------------------------------


def lock(store: Path) -> Path:
    return store.with_name(store.name + ".lock")


def backup(store: Path) -> Path:
    return backups.paths(store)[0]


OWN: dict[str, tuple[Callable[[Path], Path], str]] = {
    "the store": (lambda store: store, "is the store itself"),
    "the lock": (lock, "is the lock of the store"),
    "a backup": (backup, "is among the backups of the store"),
    "a new backup": (lambda store: backups.folder(store) / "x.json", "is among the backups"),
    "below them": (lambda store: backups.folder(store) / "x" / "y.json", "is among the backups"),
    "the folder": (backups.folder, "is among the backups"),
    "a temporary file": (lambda store: store.with_name(f".{store.name}.77.tmp"), "temporary file"),
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_what_belongs_to_the_store_is_no_place_for_an_output(
    hrtrack: Run, store: Path, line: str
) -> None:
    for target, says in OWN.values():
        refused(hrtrack, line, target(store), says)


WAYS: dict[str, Callable[[Path, Path], None]] = {
    "a symbolic link": lambda link, target: link.symlink_to(target),
    "a hard link": lambda link, target: link.hardlink_to(target),
    "a link of a link": lambda link, target: (
        Path(f"{link} between").symlink_to(target),
        link.symlink_to(f"{link} between"),
    )[1],
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
@pytest.mark.parametrize("way", WAYS)
def test_nor_is_a_link_to_it(hrtrack: Run, store: Path, line: str, way: str) -> None:
    for what in ("the store", "the lock", "a backup"):
        target, says = OWN[what]
        link = Path(f"link to {what}")
        WAYS[way](link, target(store))
        refused(hrtrack, line, link, says)


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
@pytest.mark.parametrize("what", ["the store", "the lock", "a new backup", "a temporary file"])
def test_nor_what_is_not_there_yet(
    hrtrack: Run, inputs: Path, own_store: Path, line: str, what: str
) -> None:
    own_store.parent.mkdir(parents=True)
    target, says = OWN[what]
    refused(hrtrack, line, target(own_store), says)
    Path("dangling").symlink_to(target(own_store))
    refused(hrtrack, line, Path("dangling"), says)
    Path("folder").symlink_to(own_store.parent)
    if what != "a new backup":
        refused(hrtrack, line, Path("folder") / target(own_store).name, says)


def test_nor_the_same_place_by_another_path(
    hrtrack: Run, inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("x").mkdir()
    Path("store.json").symlink_to("x/real.json")
    monkeypatch.setenv("HRTRACK_DB", "store.json")
    for name in ("store.json", "x/../store.json", "x/real.json", f"{inputs}/x/../x/real.json"):
        refused(hrtrack, LINES["export"], Path(name), "is the store itself")
    refused(hrtrack, LINES["export"], Path("x/real.json.lock"), "is the lock")


def test_nor_what_a_change_really_makes(hrtrack: Run, store: Path) -> None:
    for path in [one for one in store.parent.rglob("*") if one.is_file()]:
        refused(hrtrack, LINES["export"], path, " of the store" if path != store else "itself")


@pytest.mark.parametrize("line", [LINES["export"], LINES["import"], LINES["merge"]])
def test_nor_a_store_of_the_user_s_that_is_not_meant_now(
    hrtrack: Run, store: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    store_of("now.json", event(ID))
    store_of("usual.json", event(ID))
    monkeypatch.setenv("HRTRACK_DB", "usual.json")
    for path in (store, Path("usual.json"), Path("now.json"), lock(store)):
        refused(hrtrack, f"--db now.json {line}", path, "store")


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_nor_the_shipped_dataset(
    hrtrack: Run, inputs: Path, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A package of the test's own: the real dataset would be gone where this fails.
    copy = inputs / "package" / "data" / paths.dataset().name
    copy.parent.mkdir(parents=True)
    copy.write_bytes(paths.dataset().read_bytes())
    monkeypatch.setattr(paths, "__file__", str(inputs / "package" / "store" / "paths.py"))
    refused(hrtrack, line, paths.dataset(), "is the shipped dataset")
    Path("link").symlink_to(paths.dataset())
    refused(hrtrack, line, Path("link"), "is the shipped dataset")


# --- what the command reads -------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "input_"),
    [
        ("import rows.ndjson other.json --force --report", "rows.ndjson"),
        ("import rows.ndjson other.json --dry-run --force --report", "other.json"),
        ("import other.json --force --report", "other.json"),
        ("merge other.json --force -o", "other.json"),
        ("merge base.json ours.json theirs.json --force -o", "base.json"),
        ("merge base.json ours.json theirs.json --force -o", "ours.json"),
        ("merge base.json ours.json theirs.json --dry-run -o", "theirs.json"),
    ],
)
def test_nor_is_what_the_command_reads(hrtrack: Run, inputs: Path, line: str, input_: str) -> None:
    refused(hrtrack, line, Path(input_), "is read by this command")
    for number, way in enumerate(WAYS.values()):
        way(Path(f"link{number}"), Path(input_).absolute())
        refused(hrtrack, line, Path(f"link{number}"), "is read by this command")
        Path("between").unlink(missing_ok=True)


def test_nor_is_what_belongs_to_a_store_that_it_reads(hrtrack: Run, inputs: Path) -> None:
    for line in (LINES["merge"], LINES["merge three"], "import theirs.json --force --report"):
        read = line.split()[1]
        refused(hrtrack, line, Path(f"{read}.lock"), "is the lock of the store")
        refused(hrtrack, line, Path(f".{read}.backups"), "is among the backups of the store")


def test_nor_what_standard_input_is(
    executable: Callable[..., subprocess.CompletedProcess[bytes]], inputs: Path
) -> None:
    before = Path("rows.ndjson").read_bytes()
    with open("rows.ndjson", "rb") as given:
        ran = executable("import", "-", "--report", "rows.ndjson", "--force", stdin=given)
    assert ran.returncode == 2, ran.stderr
    assert Path("rows.ndjson").read_bytes() == before


# --- merge ------------------------------------------------------------------------


def test_merge_into_one_s_own_store_is_without_an_output(hrtrack: Run, store: Path) -> None:
    ran = hrtrack(["merge", "other.json", "-o", str(store), "--force"], code=2)
    assert ran.err == (
        f'hrtrack: "{store}" is the store itself: '
        "hrtrack merge other.json, without --output, merges into it\n"
    )
    hrtrack("merge other.json")
    assert Store(store).log()
    assert len(backups.paths(store)) >= 1


# --- what is no file --------------------------------------------------------------


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_what_is_no_regular_file_is_refused_before_anything_is_read(
    hrtrack: Run, store: Path, line: str
) -> None:
    Path("folder").mkdir()
    os.mkfifo("pipe")
    Path("loop").symlink_to("loop")
    before = seen(Path.cwd())
    for name in ("folder", "pipe", "loop", "/dev/full", "/dev/null", "missing/x", "rows.ndjson/x"):
        assert f"cannot write {name}: " in hrtrack([*line.split(), name], code=4).err
    assert seen(Path.cwd()) == before


def test_in_a_working_folder_that_is_gone_it_is_a_sentence(
    inputs: Path,
) -> None:
    Path("gone").mkdir()
    for path in ("x.json", str(inputs / "x.json")):
        ran = subprocess.run(
            [
                "sh",
                "-c",
                f'cd gone && rmdir ../gone && exec "$0" {LINES["export"]} {path}',
                PROGRAM,
            ],
            env={**os.environ, "HRTRACK_DB": "rel.json"},
            check=False,
            capture_output=True,
        )
        assert (ran.returncode, ran.stdout) == (4, b"")
        assert ran.stderr.startswith(b"hrtrack: cannot ")
        Path("gone").mkdir()

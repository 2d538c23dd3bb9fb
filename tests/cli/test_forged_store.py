"""Stores that somebody forged: their checksums hold, and what they hold is anything.

Whatever a command is given, as its own store, as a backup to import, as another's store to
merge or by git: an answer or a sentence, never a traceback, and no file is touched but those
that the command names.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import forged
import pytest
from branches import FILE, ID, Git
from exit_codes import EXIT_CODES

from belarus_hr.cli.app import COMMANDS
from belarus_hr.domain.errors import ExitCode
from belarus_hr.store import layout, storage

if TYPE_CHECKING:
    from tests.conftest import Ran, Run

Executable = Callable[..., subprocess.CompletedProcess[bytes]]

_LISTINGS = (
    "list", "recs --by un", "claims", "measures", "indicators", "status plan", "clusters",
    "clusters --suggest",
    "status upr", "status", "reports", "due", "check", "factsheet",
)  # fmt: skip
_FORMATS = ("table", "csv", "json", "md")
_READING = (
    *(f"{listing} --format {form}" for listing in _LISTINGS for form in _FORMATS),
    "show 97.5 cat-2009-12-report upr1 cat-report-4 upr1-claim-2014-government --format table",
    "show 97.5 --format json",
    "recs --text torture --state Norway --theme torture",
    "status upr --group-by theme --index upr-info --by un",
    "status upr --since 2009 --until 2020",
    "list --since 2009 --tag reporting --text report --sort title",
    "factsheet 1 --format table",
    "due --format ics",
    "log --format table",
    "log 97.5",
    "undo --dry-run",
    "check --store",
    "export --format csv",
    "export --format impact-oss --what recommendations",
    "export --format matrix --public",
    "export --format json --public",
    "export --format json",
    "repair",
)
_WRITING = (
    "add Title --mechanism CAT --date 2009",
    "mark 97.5",
    "edit 97.5 --title New",
    "edit 97.5",
    "delete 97.5 --yes",
    "undo",
    "log --archive archived.ndjson",
)


@pytest.fixture
def victim(tmp_path: Path) -> Iterator[Path]:
    """A folder that no command has to do with; it must stay as it is."""
    folder = tmp_path / "victim"
    (folder / "x-97.5").mkdir(parents=True)
    (folder / "kept").write_text("kept")
    yield folder
    assert sorted(str(path.relative_to(folder)) for path in folder.rglob("*")) == ["kept", "x-97.5"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that commands run in, and the one for temporary files."""
    for name in ("work", "tmp"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setenv("EDITOR", "touch")
    return tmp_path / "work"


def _run(hrtrack: Run, line: str) -> Ran:
    """Run a command line; any exit code of ours will do, an exception will not."""
    ran = hrtrack(line, code=None)
    assert ran.code in EXIT_CODES, line
    assert ran.code != ExitCode.BUG, line
    return ran


_KINDS = list(forged.stores("/nowhere"))
#: Those that the suite tries each time; ``-m slow`` tries all.
_SOME = [kind for kind in _KINDS if kind.startswith("id path")] + _KINDS[::20]


def test_what_the_forgeries_change_is_sound() -> None:
    sound = storage.load(forged.store(forged.SOUND), "sound")
    assert sound.tables == forged.SOUND


def test_all_commands_are_asked() -> None:
    asked = {line.split()[0] for line in (*_READING, *_WRITING)}
    missing = {*COMMANDS} - asked - {"import", "merge"}
    assert not missing, f"_LISTINGS, _READING or _WRITING above needs a call of {missing}"
    assert asked <= {*COMMANDS}


@pytest.mark.parametrize(
    "kind",
    [
        kind if kind in _SOME else pytest.param(kind, marks=pytest.mark.slow)
        for kind in dict.fromkeys([*_SOME, *_KINDS])
    ],
)
def test_every_command_answers_and_touches_nothing_else(
    kind: str, hrtrack: Run, victim: Path, folder: Path
) -> None:
    raw = forged.stores(str(victim))[kind]
    path = folder / "store.json"
    for line in (*_READING, *_WRITING):
        path.write_bytes(raw)
        _run(hrtrack, f"--db {path} {line}")
        if line in _READING:
            assert path.read_bytes() == raw, line
    theirs = folder.parent / "theirs.json"
    theirs.write_bytes(raw)
    path.unlink()
    _run(hrtrack, f"--db {path} import {theirs}")
    _run(hrtrack, f"--db {path} merge {theirs}")
    base, ours = folder / "base.json", folder / "ours.json"
    base.write_bytes(b"")
    ours.write_bytes(forged.store(forged.SOUND))
    _run(hrtrack, f"merge {base} {ours} {theirs}")
    for name in os.listdir(folder):
        assert name.lstrip(".").split(".")[0] in ("store", "archived", "base", "ours"), name
    # A form that was refused is kept, in a folder of its own.
    kept = {path.name for path in (folder.parent / "tmp").rglob("*") if path.is_file()}
    assert kept <= {"record.toml"}


_WRONG = {**forged.SOUND, "events": {"cat-2009-12-report": {"title": 5}}}


def test_a_file_of_others_is_looked_at_whatever_its_checksums_say(
    hrtrack: Run, folder: Path
) -> None:
    theirs = folder / "theirs.json"
    theirs.write_bytes(forged.store(_WRONG))
    own = folder / "own.json"
    own.write_bytes(forged.store(forged.SOUND))
    base = folder / "base.json"
    base.write_bytes(b"")
    for line in (
        f"--db {own} merge {theirs}",
        f"merge {base} {own} {theirs}",
        f"merge {base} {theirs} {own}",
        f"--db {folder / 'new.json'} import {theirs}",
    ):
        refused = hrtrack(line, code=4)
        assert "cat-2009-12-report" in refused.err, line
    assert own.read_bytes() == forged.store(forged.SOUND)
    assert theirs.read_bytes() == forged.store(_WRONG)
    assert not (folder / "new.json").exists()


def test_a_store_that_another_user_wrote_is_looked_at_as_a_whole(
    forked: Executable, folder: Path
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can make a file another user's")
    path = folder / "store.json"
    path.write_bytes(forged.store(_WRONG))
    # A listing of claims does not read the events of a store of one's own.
    assert forked("claims", "--db", path).returncode == 0
    os.chown(path, 65534, 65534)
    refused = forked("claims", "--db", path)
    assert (refused.returncode, refused.stdout) == (4, b"")
    assert b"cat-2009-12-report" in refused.stderr
    path.write_bytes(forged.store(forged.SOUND))
    answered = forked("claims", "--db", path)
    assert (answered.returncode, answered.stderr) == (0, b"")


def test_what_fails_on_a_forged_store_names_the_record(forked: Executable, folder: Path) -> None:
    path = folder / "store.json"
    path.write_bytes(forged.store(_WRONG))
    # A filter must not take an event without its date for an event of another time.
    for asked in (
        ("--since", "2009"),
        ("--mechanism", "CAT"),
        ("--kind", "report"),
        ("--as-of", "2012"),
    ):
        refused = forked("list", "--db", path, *asked)
        assert (refused.returncode, refused.stdout) == (4, b""), asked
        assert b"cat-2009-12-report" in refused.stderr
        assert b"Traceback" not in refused.stderr


def test_an_id_that_is_none_is_refused_wherever_it_is_read(hrtrack: Run, folder: Path) -> None:
    path, id_ = folder / "store.json", f"{folder}/x-97.5"
    [record] = forged.SOUND["recommendations"].values()
    path.write_bytes(forged.store({**forged.SOUND, "recommendations": {id_: record}}))
    for line in ("recs", "show 97.5", "edit 97.5", "mark 97.5", "log 97.5", "status upr"):
        refused = hrtrack(f"--db {path} {line}", code=4)
        assert "must be letters, digits, dots and hyphens" in refused.err, line


def test_gits_merge_driver_takes_no_forged_store(git: Git) -> None:
    store = Path(FILE)
    sound = store.read_bytes()
    git("checkout", "-q", "-b", "theirs")
    store.write_bytes(forged.store(_WRONG))
    git("commit", "-qam", "theirs")
    git("checkout", "-q", "main")
    ours = storage.file_bytes({"events": forged.SOUND["events"]})
    store.write_bytes(ours)
    git("commit", "-qam", "ours")
    assert sound != ours
    refused = git("merge", "-q", "theirs", code=1)
    assert ID in refused.stderr
    assert store.read_bytes() == ours


# --- sealed, sound, and laid out as no program of ours does it --------------------------------


def _laid_out(how: str) -> bytes:
    """Return a store whose records are sound, whose seals hold, and whose lines are not ours."""
    parts = {name: b"".join(_lines(name, how)) for name in forged.SOUND}
    entry = json.dumps({"k": forged.ENTRY})[1:-1].encode()
    log = {"flat log": b'"log": {%s}\n}\n', "spaced log": b'"log": {\n%s\n}\n}\n\n\n'}
    parts[layout.LOG] = log.get(how, b'"log": {\n%s\n}\n}\n') % entry
    return b"".join(layout.with_header({name: (part,) for name, part in parts.items()}))


def _lines(name: str, how: str) -> Iterator[bytes]:
    [(id_, record)] = forged.SOUND[name].items()
    records = {id_: record, "b-2": record, "a-1": record}
    if name not in ("events", "claims"):
        records = {id_: record}
    elif name == "claims":
        records = {id_: record, "c-1": record}
    ordered = records if how == "unordered" else dict(sorted(records.items()))
    indent, joint = (1 if how == "pretty" else None), ",\r\n" if how == "cr" else ",\n"
    colon = " : " if how == "spaced" else ": "
    lines = [
        json.dumps(key) + colon + json.dumps(one, indent=indent) for key, one in ordered.items()
    ]
    if how == "twice":
        lines = [lines[0], *lines]
    yield b'"%s": {\n' % name.encode() + (b"\n" if how == "blank" else b"")
    yield (", " if how == "one line" else joint).join(lines).encode()
    yield b"\n},\n"


_LAYOUTS = (
    *("flat log", "spaced log", "unordered", "pretty", "cr", "spaced", "blank", "one line"),
    "twice",
)


@pytest.mark.parametrize("how", _LAYOUTS)
def test_a_store_that_is_laid_out_otherwise_is_read_and_changed_or_refused(
    how: str, hrtrack: Run, folder: Path
) -> None:
    path = folder / "store.json"
    path.write_bytes(_laid_out(how))
    shown = _run(hrtrack, f"--db {path} show cat-2009-12-report --format json")
    assert shown.code == 4 or "A report" in shown.out
    for title in ("First", "Second"):
        added = _run(hrtrack, f"--db {path} add {title} --mechanism CAT --date 2012 --kind visit")
        if added.code == 0:
            assert title in hrtrack(f"--db {path} list").out
    if added.code == 0:
        assert "add Second" in hrtrack(f"--db {path} log").out
        assert hrtrack(f"--db {path} check --store").code == 0


@pytest.mark.parametrize("how", [how for how in _LAYOUTS if how != "twice"])
def test_a_backup_that_is_laid_out_otherwise_becomes_a_store_as_ours_are(
    how: str, hrtrack: Run, folder: Path
) -> None:
    backup = folder / "backup.json"
    backup.write_bytes(_laid_out(how))
    hrtrack(f"--db own.json import {backup}")
    hrtrack("--db own.json check --store")
    hrtrack("--db own.json add First --mechanism CAT --date 2012 --kind visit")
    assert "add First" in hrtrack("--db own.json log").out
    assert "A report" in hrtrack("--db own.json show cat-2009-12-report").out


def test_an_undo_gives_no_record_the_id_of_another_kind(hrtrack: Run, folder: Path) -> None:
    [claim] = forged.SOUND["claims"].values()
    gone = {"id": "cat-2009-12-report", "record": "claim", "before": claim, "after": None}
    path = folder / "store.json"
    path.write_bytes(forged.store(forged.SOUND, {"k": {**forged.ENTRY, "changes": [gone]}}))
    before = path.read_bytes()
    refused = hrtrack(f"--db {path} undo", code=5)
    assert "cat-2009-12-report is an event" in refused.err
    assert path.read_bytes() == before


def test_an_entry_that_tells_of_no_record_has_no_id(hrtrack: Run, folder: Path) -> None:
    hrtrack("--db own.json add First --mechanism CAT --date 2012 --kind visit")
    hrtrack("--db own.json log --archive log.ndjson")
    assert hrtrack("--db own.json log --format ids").out == ""

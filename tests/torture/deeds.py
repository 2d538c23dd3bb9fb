"""The commands that write, and what each needs beside the store.

Every sweep goes through all of them; a new command that writes belongs here. The files of a
case lie in one folder: the store, and what the deed puts beside it.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from children import in_child
from subjects import COMMANDS, HRTRACK, LARGE, OPTIONS, OTHER

from belarus_hr.cli import error_handler

STORE, ARCHIVE, REPAIRED = "store.json", "archive.ndjson", "store.repaired.json"
_SAMPLE = Path(__file__).parents[1] / "store" / "samples" / "schema-1.json"
_LETTER = ("add", "Letter of a colleague", "--mechanism", "CAT", "--date", "2011")
_NOTE = ("edit", LARGE, "--note", "Short")
_DB = ("--db", f"{{}}/{STORE}")


def _nothing(folder: Path) -> None:
    """Put nothing beside the store."""


@dataclass(frozen=True)
class Deed:
    """A command line, in which ``{}`` is the folder of the case."""

    words: tuple[str, ...]
    #: Puts what the command needs into the folder, in which the store is.
    prepare: Callable[[Path], None] = _nothing
    #: The files that the command may write; what the first one holds is judged.
    writes: tuple[str, ...] = (STORE,)
    #: The exit code that says that it was done.
    code: int = 0
    #: The exit codes that say that nothing was done: a file to import is input, too.
    refused: tuple[int, ...] = (4,)
    #: Whether it is about the log, which is then judged, too.
    log: bool = False

    def line(self, folder: Path) -> list[str]:
        """Return the command line for a case in ``folder``."""
        return [str(HRTRACK), *(word.replace("{}", str(folder)) for word in self.words)]


def _run(store: Path, *words: str) -> None:
    """Run a command in a fork of this process, which costs less than a new one."""
    assert in_child(lambda: _silent(["--db", str(store), *words])) == "0"


def _silent(words: list[str]) -> int:
    with Path(os.devnull).open("w", encoding="utf-8") as nothing:
        sys.stdout = sys.stderr = nothing
        return error_handler.run(words)


def _version(folder: Path, name: str, *lines: tuple[str, ...]) -> None:
    """Put a version of the store beside it in which these commands were run, and no more."""
    apart = folder / "apart"
    apart.mkdir()
    shutil.copy2(folder / STORE, apart / name)
    for words in lines:
        _run(apart / name, *words)
    (apart / name).rename(folder / name)
    shutil.rmtree(apart)


def _one_change(folder: Path) -> None:
    _run(folder / STORE, *_NOTE)


def _rows(folder: Path) -> None:
    letter = {"record": "event", "mechanism": "CAT", "date": "2009", "kind": "statement"}
    rows = [
        {**letter, "id": OTHER, "title": "Letter 2", "note": "As sent", "place": "Geneva"},
        {**letter, "title": "Letter of the file"},
    ]
    (folder / "rows.ndjson").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def _backup(folder: Path) -> None:
    (folder / STORE).rename(folder / "backup.json")


def _colleague(folder: Path) -> None:
    """Another's store, which has another note in one record and a record of its own."""
    _version(folder, "other.json", _LETTER, _NOTE)


def _three(folder: Path) -> None:
    _version(folder, "base.json")
    _version(folder, "theirs.json", _LETTER, _NOTE)
    _run(folder / STORE, "edit", LARGE, "--note", "Shorter")


def _older(folder: Path) -> None:
    shutil.copy2(_SAMPLE, folder / STORE)


def _torn(folder: Path) -> None:
    raw = (folder / STORE).read_bytes()
    (folder / STORE).write_bytes(raw[: len(raw) // 2])


#: On its own store alone: what TinyDB's JSON storage can be asked to do, too.
PLAIN = {
    name: Deed((*_DB, name, *words, *OPTIONS.get(name, ()))) for name, words in COMMANDS.items()
}
DEEDS: dict[str, Deed] = {
    **PLAIN,
    "undo": Deed((*_DB, "undo"), _one_change),
    "import": Deed(
        (*_DB, "import", "{}/rows.ndjson", "--report", "{}/rows.tsv"),
        _rows,
        (STORE, "rows.tsv"),
        refused=(4, 5),
    ),
    "import a backup": Deed((*_DB, "import", "{}/backup.json"), _backup),
    "merge": Deed((*_DB, "merge", "{}/other.json"), _colleague, code=9),
    "merge three": Deed(
        ("merge", "{}/base.json", f"{{}}/{STORE}", "{}/theirs.json"), _three, code=9
    ),
    "log --archive": Deed(
        (*_DB, "log", "--archive", f"{{}}/{ARCHIVE}"), _one_change, (STORE, ARCHIVE), log=True
    ),
    "repair": Deed((*_DB, "repair"), _torn, (REPAIRED,), code=8),
    "edit of schema 1": Deed((*_DB, "edit", "97.4", "--note", "Short"), _older),
}

"""Who is put to the torture: hrtrack as installed, hrtrack without a safeguard, stock TinyDB.

Each makes the same store, runs the same changes as real processes, and tells what its store
holds. A state is judged by its records, never by our bytes, so that the format may grow.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from belarus_hr.domain.errors import StoreError
from belarus_hr.domain.from_input import Moment, record_from_input
from belarus_hr.domain.records.kinds import KINDS
from belarus_hr.store import Store, storage

HERE = Path(__file__).parent
HRTRACK = Path(sys.executable).with_name("hrtrack")
#: The record that is changed is large, so that a store written in place must shrink.
LARGE = "e-1"
OTHER = "e-2"
_LARGE_NOTE = "Evidence, word for word. " * 800

_NOW = Moment(date(2026, 1, 1), "2026-01-01T00:00:00+00:00")

State = dict[str, Any]


class Unreadable(Exception):
    """The store does not parse, or breaks its own rules."""


@dataclass(frozen=True)
class Subject:
    """A program with a store; ``without`` names the safeguard taken from it."""

    name: str
    without: str = ""

    def line(self, store: Path, command: str, *arguments: str) -> list[str]:
        """Return the command line that runs one of COMMANDS, or a command with its arguments."""
        given = arguments or COMMANDS.get(command, ())
        if self is STOCK:
            plain = [word for word in given if not word.startswith("-")]
            return [sys.executable, str(HERE / "stock.py"), str(store), command, *plain]
        options = OPTIONS.get(command, ())
        return [str(HRTRACK), "--db", str(store), command, *given, *options]

    def environment(self, watched: Path | None = None, **more: str) -> dict[str, str]:
        """Return the environment for a run: the same each time, and patient with the lock.

        Of a ``watched`` store it is said which modules are loaded once it is open.
        """
        # The modules are compiled before; a run that wrote some would make other system calls.
        plain = {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
        plain |= {"HRTRACK_LOCK_TIMEOUT": "120"}
        if watched and self is not STOCK:
            plain |= {"PYTHONPATH": str(HERE / "without"), "TORTURE_WATCH": str(watched)}
        if self.without:
            plain |= {"PYTHONPATH": str(HERE / "without"), "TORTURE_WITHOUT": self.without}
        return {**os.environ, **plain, **more}

    def run(
        self, store: Path, command: str, *arguments: str, **options: Any
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a change as a process of its own, to its end."""
        return self.run_line(self.line(store, command, *arguments), **options)

    def run_line(self, line: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        """Run a command line as a process of its own, to its end."""
        options = {"env": self.environment(), "timeout": 300, **options}
        options = {"stdin": subprocess.DEVNULL, "stdout": -1, "stderr": -1, **options}
        return subprocess.run(line, check=False, **options)

    def make(self, store: Path, records: int) -> None:
        """Make a store with this many records, a tenth of them recommendations."""
        if self is STOCK:
            _make_stock(store, records)
            return
        store.write_bytes(storage.file_bytes({}))
        store.chmod(0o600)
        with Store(store).change() as change:
            for record in _records(records):
                taken = record_from_input(record, change.find, _NOW)
                change.put(taken.kind, taken.id or "", taken.record)

    def state(self, store: Path, say: Callable[[str], object] = lambda _: None) -> State:
        """Return the records by table and id, moments left out; none where there is no store.

        ``say`` takes what a person is told. Raises Unreadable.
        """
        if not store.exists():
            return {}
        if self is STOCK:
            return _stock_state(store)
        found: State = {}
        try:
            collection = Store(store, say=say).read()
            for kind in KINDS:
                for id_, record in collection.of(kind).items():
                    kept = {name: value for name, value in record.items() if name != "recorded"}
                    found[f"{kind.table} {id_}"] = kept
        except StoreError as error:
            raise Unreadable(str(error)) from None
        return found


HRTRACK_ITSELF = Subject("hrtrack")
STOCK = Subject("stock TinyDB")
NO_FSYNC = Subject("hrtrack without fsync", "fsync")
NO_FOLDER_FSYNC = Subject("hrtrack without fsync of the folder", "folder-fsync")
NO_LOCK = Subject("hrtrack without the lock", "lock")

#: The changes that a crowd makes, and that TinyDB's own storage can make; deeds.py has them all.
COMMANDS: dict[str, tuple[str, ...]] = {
    "add": ("Statement to the Committee",),
    "edit": (LARGE, "--note", "Short"),
    "mark": ("upr1-97.1",),
    "delete": (LARGE,),
}
OPTIONS: dict[str, tuple[str, ...]] = {
    "add": ("--mechanism", "CAT", "--date", "2009-12", "--kind", "statement"),
    "mark": ("--by", "civil-society", "--date", "2014", "--source", "Mid-term report"),
    "delete": ("--yes",),
}


def _records(count: int) -> list[dict[str, Any]]:
    paragraphs = range(1, count // 10 + 1)
    like = {"record": "event", "mechanism": "CAT", "date": "2009", "kind": "statement"}
    events = [
        {**like, "id": f"e-{number}", "title": f"Letter {number}", "note": "As sent"}
        for number in range(1, count - len(paragraphs) + 1)
    ]
    events[0]["note"] = _LARGE_NOTE
    said = {"record": "recommendation", "mechanism": "UPR", "cycle": 1, "document": "A/HRC/15/16"}
    return events + [
        {**said, "paragraph": f"97.{number}", "id": f"upr1-97.{number}", "title": f"No {number}"}
        for number in paragraphs
    ]


def _make_stock(store: Path, records: int) -> None:
    tables: dict[str, dict[str, Any]] = {"events": {}, "recommendations": {}}
    for number, record in enumerate(_records(records), 1):
        tables[f"{record['record']}s"][str(number)] = record
    store.write_text(json.dumps(tables), encoding="utf-8")


def _stock_state(store: Path) -> State:
    try:
        tables = json.loads(store.read_text(encoding="utf-8"))
        return {f"{name} {id_}": tables[name][id_] for name in tables for id_ in tables[name]}
    except (ValueError, TypeError) as error:
        raise Unreadable(str(error)) from None


def left_over(store: Path) -> list[Path]:
    """Return the temporary files beside a store and among its backups."""
    return sorted(store.parent.rglob("*.tmp"))

"""Who is put to the torture: hrtrack as installed, hrtrack without a safeguard, stock TinyDB.

Each makes the same store, runs the same changes as real processes, and tells what its store
holds. A state is judged by its records, never by our bytes, so that the format may grow.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from belarus_hr.domain.errors import StoreError
from belarus_hr.domain.records import KINDS
from belarus_hr.store import Store

HERE = Path(__file__).parent
HRTRACK = Path(sys.executable).with_name("hrtrack")
#: The record that is changed is large, so that a store written in place must shrink.
LARGE = "e-1"
OTHER = "e-2"
_LARGE_NOTE = "Evidence, word for word. " * 800

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
        options = _OPTIONS.get(command, ())
        return [str(HRTRACK), "--db", str(store), command, *given, *options]

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment for a run: the same each time, and patient with the lock."""
        plain = {"PYTHONHASHSEED": "0", "HRTRACK_LOCK_TIMEOUT": "120"}
        if self.without:
            plain |= {"PYTHONPATH": str(HERE / "without"), "TORTURE_WITHOUT": self.without}
        return {**os.environ, **plain, **more}

    def run(
        self, store: Path, command: str, *arguments: str, **options: Any
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a change as a process of its own, to its end."""
        line = self.line(store, command, *arguments)
        options = {"env": self.environment(), "timeout": 300, **options}
        options = {"stdin": subprocess.DEVNULL, "stdout": -1, "stderr": -1, **options}
        return subprocess.run(line, check=False, **options)

    def make(self, store: Path, records: int) -> None:
        """Make a store with this many records, a tenth of them recommendations."""
        if self is STOCK:
            _make_stock(store, records)
            return
        store.write_text('{"meta": {"store": {"schema": 1}}}\n', encoding="utf-8")
        store.chmod(0o600)
        given = "\n".join(json.dumps(record) for record in _records(records))
        line = [HRTRACK, "--db", store, "add", "-"]
        subprocess.run(line, input=given.encode(), check=True, stdout=subprocess.DEVNULL)

    def state(self, store: Path) -> State:
        """Return the records by table and id, moments left out. Raises Unreadable."""
        if self is STOCK:
            return _stock_state(store)
        found: State = {}
        try:
            collection = Store(store).read()
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

#: The changes that every sweep goes through; a new command that writes the store belongs here.
COMMANDS: dict[str, tuple[str, ...]] = {
    "add": ("Statement to the Committee",),
    "edit": (LARGE, "--note", "Short"),
    "mark": ("upr1-97.1",),
    "delete": (LARGE,),
}
_OPTIONS: dict[str, tuple[str, ...]] = {
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


def left_over(store: Path) -> list[str]:
    """Return the temporary files beside a store."""
    return sorted(name for name in os.listdir(store.parent) if name.endswith(".tmp"))

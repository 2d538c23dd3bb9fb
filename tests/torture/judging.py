"""What may be found after a command was hurt, and the tally of what was.

A case is a command hurt once. It is sound when the store holds exactly the records before or
exactly those after, those after when the command said so, and when the command never said that
nothing was done where something was.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deeds import DEEDS, STORE
from subjects import OTHER, STOCK, State, Subject, Unreadable, left_over

from belarus_hr.store import Store

#: A failure after the rename says one of these: the change stands, and the person knows.
STANDS = (b"the change is made", b"is written")


@dataclass
class Tally:
    """Counts the cases of one test for one subject, and what went wrong in how many."""

    test: str
    subject: str
    cases: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    #: What else the report says: a share that was not tried, and why.
    note: str = ""
    examples: list[str] = field(default_factory=list)

    def count(self, wrong: str | None, example: str = "") -> None:
        """Count a case; ``wrong`` says what was found, None that all was sound."""
        self.cases += 1
        if wrong:
            self.wrong[wrong] += 1
            if len(self.examples) < 20:
                self.examples.append(f"{wrong}: {example}")

    @property
    def losses(self) -> int:
        """The cases that went wrong."""
        return self.wrong.total()

    def row(self) -> dict[str, Any]:
        """Return what the report says of this test."""
        return {
            "test": self.test,
            "subject": self.subject,
            "cases": self.cases,
            "losses": self.losses,
            "wrong": dict(self.wrong),
            "note": self.note,
        }


class Trial:
    """One command on copies of one folder: what its file holds before, and what it should after."""

    def __init__(self, subject: Subject, command: str, records: int, folder: Path) -> None:
        self.subject, self.command, self.deed = subject, command, DEEDS[command]
        self._model, self._case = folder / "model", folder / "case"
        self._model.mkdir(parents=True)
        self.store = self._case / STORE
        subject.make(self._model / STORE, records)
        self.deed.prepare(self._model)
        # So that each case keeps a backup, as the first change of an hour does.
        shutil.rmtree(self._model / f".{STORE}.backups", ignore_errors=True)
        self.fresh()
        self.before = self.found()
        ran = self.run(env=subject.environment(watched=self.store))
        assert self.done(ran.returncode), ran.stderr
        assert b"late module" not in ran.stderr, ran.stderr.decode()
        #: What the command says on standard error when nobody hurts it.
        self.said = ran.stderr
        self.after = self.found()
        assert self.after != self.before
        assert not self.judge(done=True)

    def fresh(self) -> Path:
        """Put all files back to what they were before, and return the store's path."""
        shutil.rmtree(self._case, ignore_errors=True)
        shutil.copytree(self._model, self._case)
        return self.store

    def line(self) -> list[str]:
        """Return the command line of the trial."""
        if self.subject is STOCK:
            return self.subject.line(self.store, self.command)
        return self.deed.line(self._case)

    def run(self, **options: Any) -> subprocess.CompletedProcess[bytes]:
        """Run the command to its end."""
        return self.subject.run_line(self.line(), **options)

    def done(self, code: int) -> bool:
        """Say whether an exit code says that the command was done."""
        return code == self.deed.code

    def written(self) -> list[Path]:
        """Return the files that the command may write, the one that is judged first."""
        return [self._case / name for name in self.deed.writes]

    def found(self) -> State:
        """Return what the file holds that the command writes. Raises Unreadable."""
        found = self.subject.state(self.written()[0])
        if self.deed.log:
            found["log"] = {
                "commands": [one["command"] for one in Store(self.store).log().values()]
            }
        return found

    def judge(self, *, done: bool) -> str | None:
        """Return what is wrong with the files now; ``done`` that the command said it was done."""
        try:
            found = self.found()
        except Unreadable:
            return "unreadable"
        if found not in (self.before, self.after):
            return "neither old nor new" if found else "gone"
        if done and found != self.after:
            return "acknowledged, then lost"
        return self._touched() or (self._in_neither() if self.deed.log else None)

    def _touched(self) -> str | None:
        """Say so when a file was changed that the command has only to read."""
        for path in self._model.iterdir():
            other = path.is_file() and path.suffix != ".lock" and path.name not in self.deed.writes
            if other and path.read_bytes() != (self._case / path.name).read_bytes():
                return "another file touched"
        return None

    def _in_neither(self) -> str | None:
        """Say so when an entry of the log is neither in the store nor in the archive."""
        kept = set(Store(self.store).log())
        for path in self.written()[1:]:
            lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
            kept |= {json.loads(line)["key"] for line in lines}
        return None if kept >= set(Store(self._model / STORE).log()) else "entry in neither"

    def judge_said(self, code: int, said: bytes, *, mute: bool = False) -> str | None:
        """Judge a command that ended by itself, by its exit code and its standard error.

        ``mute`` says that it could write to standard error no more: then only its exit code
        speaks.
        """
        wrong = self.judge(done=self.done(code))
        if wrong:
            return wrong
        if b"Traceback" in said:
            return "traceback"
        if code not in (self.deed.code, *self.deed.refused):
            return f"exit code {code}"
        changed = self.found() == self.after
        told = mute or any(word in said for word in STANDS)
        return "failed but changed" if changed and not self.done(code) and not told else None

    def mended(self) -> bool:
        """Say whether the command once more, and a change, leave no temporary file behind."""
        if left_over(self.store):
            self.run()
        if left_over(self.store):
            self.subject.run(self.store, "edit", OTHER, "--note", "Next")
        return not left_over(self.store)


def rows(tallies: list[Tally]) -> Iterator[dict[str, Any]]:
    """Give the rows of the report."""
    for tally in tallies:
        yield tally.row()

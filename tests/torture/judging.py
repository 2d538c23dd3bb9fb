"""What may be found after a command was hurt, and the tally of what was.

A case is a command hurt once. It is sound when the store holds exactly the records before or
exactly those after, those after when the command said so, and when the command never said that
nothing was done where something was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copy2
from typing import Any

from subjects import State, Subject, Unreadable, left_over

#: A failure after the rename says one of these: the change stands, and the person knows.
STANDS = (b"the change is made",)


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
    """One command on copies of one store: what it holds before, and what it should after."""

    def __init__(self, subject: Subject, command: str, records: int, folder: Path) -> None:
        self.subject, self.command = subject, command
        self._model = folder / "model" / "store.json"
        self._model.parent.mkdir(parents=True)
        subject.make(self._model, records)
        self.before = subject.state(self._model)
        self.store = folder / "case" / "store.json"
        self.store.parent.mkdir()
        self.fresh()
        ran = subject.run(self.store, command)
        assert ran.returncode == 0, ran.stderr
        self.after = subject.state(self.store)
        assert self.after != self.before

    def fresh(self) -> Path:
        """Put the store back to what it was before, and return its path."""
        for name in left_over(self.store):
            self.store.with_name(name).unlink()
        copy2(self._model, self.store)
        return self.store

    def line(self) -> list[str]:
        """Return the command line of the trial."""
        return self.subject.line(self.store, self.command)

    def judge(self, done: bool) -> str | None:
        """Return what is wrong with the store now; ``done`` that the command said it was done."""
        return judge(self.subject, self.store, self.before, self.after, done=done)

    def judge_said(self, code: int, said: bytes, *, mute: bool = False) -> str | None:
        """Judge a command that ended by itself, by its exit code and its standard error.

        ``mute`` says that it could write to standard error no more: then only its exit code
        speaks.
        """
        wrong = self.judge(done=code == 0)
        if wrong:
            return wrong
        if b"Traceback" in said:
            return "traceback"
        if code not in (0, 4):
            return f"exit code {code}"
        changed = self.subject.state(self.store) == self.after
        told = mute or any(word in said for word in STANDS)
        return "failed but changed" if code and changed and not told else None

    def mended(self) -> bool:
        """Say whether one more command leaves no temporary file behind."""
        if left_over(self.store):
            self.subject.run(self.store, "edit", "e-2", "--note", "Next")
        return not left_over(self.store)


def judge(subject: Subject, store: Path, before: State, after: State, *, done: bool) -> str | None:
    """Return what is wrong with a store, None when it holds the old records or the new."""
    try:
        found = subject.state(store)
    except Unreadable:
        return "unreadable"
    if found not in (before, after):
        return "neither old nor new"
    return "acknowledged, then lost" if done and found != after else None


def rows(tallies: list[Tally]) -> Iterator[dict[str, Any]]:
    """Give the rows of the report."""
    for tally in tallies:
        yield tally.row()

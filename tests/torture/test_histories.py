"""Long histories of changes, undone and done again.

- an id that the program gave once is never given again by itself, in whatever order records are
  added, marked, imported, deleted, undone and brought back; the log tells of every id given
- whatever was done, undoing all of it gives the first records again to the byte, and undoing
  that undo the last ones
"""

from __future__ import annotations

import io
import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine
from judging import Tally
from parts import records_part
from subjects import HRTRACK_ITSELF

from belarus_hr.cli import error_handler
from belarus_hr.domain import undo
from belarus_hr.store import Store

slow = pytest.mark.slow
NewTally = Callable[..., Tally]


class Own:
    """A store of one's own, and the program run on it in this process."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.store = self.folder / "store.json"
        HRTRACK_ITSELF.make(self.store, 10)

    def remove(self) -> None:
        """Remove all files."""
        shutil.rmtree(self.folder)

    def run(self, *words: str, given: str = "", codes: tuple[int, ...] = (0,)) -> list[str]:
        """Run a command; return the lines of its standard output."""
        before = sys.stdin, sys.stdout, sys.stderr
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        sys.stdin = io.TextIOWrapper(io.BytesIO(given.encode()))
        sys.stdout, sys.stderr = out, err
        try:
            code = error_handler.run(["--db", str(self.store), *words])
        finally:
            sys.stdin, sys.stdout, sys.stderr = before
        err.seek(0)
        assert code in codes, (words, code, err.read())
        out.seek(0)
        return out.read().splitlines()

    def ids(self) -> list[str]:
        """Return the ids of all records."""
        return [id_ for id_, _ in Store(self.store).read().ids()]

    def records(self) -> bytes:
        """Return the bytes of the records, without the log."""
        return records_part(self.store)


def _letters(count: int, kind: str) -> str:
    like = {"record": "event", "mechanism": "CAT", "date": "2010", "kind": kind}
    return "\n".join(json.dumps({**like, "title": f"Letter {n}"}) for n in range(count))


KINDS = st.sampled_from(["statement", "visit"])
COUNTS = st.integers(1, 3)
TWENTIES = st.integers(0, 20)


class GivenIds(RuleBasedStateMachine):
    """Give ids in every way there is; ``given`` has all that were."""

    steps = repeats = 0

    def __init__(self) -> None:
        super().__init__()
        self.own = Own()
        self.given = set(self.own.ids())
        self.files = 0

    def teardown(self) -> None:
        told = set(self.own.run("log", "--fields", "id"))
        self.own.remove()
        assert self.given <= told

    def _new(self, ids: list[str]) -> None:
        type(self).steps += 1
        again = self.given & set(ids)
        type(self).repeats += len(again)
        assert not again
        assert len(set(ids)) == len(ids)
        self.given |= set(ids)

    @rule(kind=KINDS, count=COUNTS)
    def add(self, kind: str, count: int) -> None:
        self._new(self.own.run("add", "-", given=_letters(count, kind)))

    @rule(kind=KINDS, count=COUNTS)
    def import_(self, kind: str, count: int) -> None:
        self.files += 1
        rows = self.own.folder / "rows.ndjson"
        # Another title each time: what is on record already is completed, not added.
        rows.write_text(_letters(count, kind).replace("Letter", f"Letter of file {self.files}"))
        before = set(self.own.ids())
        self._new([id_ for id_ in self.own.run("import", str(rows)) if id_ not in before])

    @rule(day=st.integers(1, 3))
    def mark(self, day: int) -> None:
        before = set(self.own.ids())
        # The same verdict on the same day is recorded once: then nothing is new.
        self.own.run("mark", "upr1-97.1", "--date", f"2014-01-0{day}", codes=(0, 3))
        self._new([id_ for id_ in self.own.ids() if id_ not in before])

    @precondition(lambda self: len(self.own.ids()) > 2)
    @rule(which=TWENTIES)
    def delete(self, which: int) -> None:
        events = [id_ for id_ in self.own.ids() if not id_.startswith("upr1")]
        if events:
            self.own.run("delete", events[which % len(events)], "--yes")

    @rule(count=COUNTS)
    def undo(self, count: int) -> None:
        # Refused where a verdict, brought back by naming an old undo, would lose what it is on.
        self.own.run("undo", str(count), codes=(0, 3, 5))

    @rule(which=TWENTIES)
    def bring_back(self, which: int) -> None:
        log = Store(self.own.store).log()
        undone = undo.undone_keys(log)
        undoes = [key for key, one in log.items() if one.get("undoes") and key not in undone]
        if undoes:
            # Refused where a later change stands on it.
            self.own.run("undo", "--entry", undoes[which % len(undoes)], codes=(0, 5))

    @invariant()
    def nothing_comes_from_nowhere(self) -> None:
        assert set(self.own.ids()) <= self.given


@pytest.mark.parametrize(("histories", "steps"), [(12, 8), pytest.param(200, 50, marks=slow)])
def test_no_id_is_given_twice(histories: int, steps: int, tally: NewTally) -> None:
    count = tally("ids given by the program, each once")
    GivenIds.steps = GivenIds.repeats = 0
    run_machine(GivenIds, settings=settings(max_examples=histories, stateful_step_count=steps))
    count.cases = GivenIds.steps
    assert count.cases > histories


CHANGES = st.lists(st.tuples(st.sampled_from("adds marks edits deletes imports".split()), TWENTIES))


def _change(own: Own, what: str, number: int) -> None:
    ids = own.ids()
    one = ids[number % len(ids)] if ids else ""
    if what == "adds":
        own.run("add", "-", given=_letters(1 + number % 3, "visit"))
    elif what == "marks":
        own.run("mark", "upr1-97.1", "--date", f"{2000 + number}", codes=(0, 3))
    elif what == "edits":
        own.run("edit", one, "--note", f"Draft {number}", codes=(0, 2, 3))
    elif what == "deletes":
        own.run("delete", one, "--yes", codes=(0, 2, 3))
    else:
        rows = own.folder / "rows.ndjson"
        rows.write_text(_letters(2, "statement").replace("Letter", f"Letter {number}"))
        own.run("import", str(rows))


@pytest.mark.parametrize("histories", [5, pytest.param(1000, marks=slow)])
def test_all_that_was_done_is_undone_and_done_again(histories: int, tally: NewTally) -> None:
    count = tally("all undone, and all done again")

    @settings(max_examples=histories, phases=[Phase.generate])
    @given(CHANGES)
    def whole(changes: list[tuple[str, int]]) -> None:
        own = Own()
        try:
            before = own.records()
            own.run("log", "--archive", str(own.folder / "before.ndjson"))
            for what, number in changes:
                _change(own, what, number)
            after, stand = own.records(), len(undo.standing_keys(Store(own.store).log()))
            if stand:
                own.run("undo", str(stand))
                assert own.records() == before
                own.run("undo", "--entry", list(Store(own.store).log())[-1])
            assert own.records() == after
            count.count(None)
        finally:
            own.remove()

    whole()
    assert not count.wrong

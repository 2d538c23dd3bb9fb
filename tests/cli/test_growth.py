"""What a command costs grows with what it is given, and not with the square of it.

- ids: unknown ones, by every command that takes them; ends of one record and of several
- unknown ones: the first are told, with what may have been meant, and how many more there are
- records that are added with the verdicts on them, on what is there, too
- a sheet of verdicts in which one row stands again and again
- the log: many changes taken back, by number and by entry; undoes of undoes
- a log that is drawn where there is no terminal
"""

from __future__ import annotations

import contextlib
import json
import tracemalloc
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from growth import MOST, growth

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.kinds import RECOMMENDATION, Record
from belarus_hr.store import Store, storage

if TYPE_CHECKING:
    from conftest import Run

ASKED: Record = {"mechanism": "UPR", "cycle": 1, "title": "Define torture in national law"}
REPORT: Record = {"date": "2009-12", "mechanism": "CAT", "kind": "report", "title": "Sent"}
VERDICT: Record = {"assessor": "self", "status": "partly", "date": "2014"}


class Asked(NamedTuple):
    """A store, and what stands on standard input."""

    store: Path
    words: str


def recommendations(number: int) -> dict[str, Record]:
    return {f"upr1-{n}.1": {**ASKED, "title": f"Title {n}"} for n in range(number)}


def entries(number: int) -> dict[str, Any]:
    """Return a log in which each event got its title from another one."""
    return {
        f"20260101-{n:06}-{n:08x}": {
            "at": "2026-01-01T10:00:00.000+00:00",
            "command": "hrtrack edit",
            "changes": [
                {
                    "id": f"cat-{n}",
                    "record": "event",
                    "before": {"title": "Old"},
                    "after": {"title": "Sent"},
                }
            ],
        }
        for n in range(number)
    }


@pytest.fixture
def paths(own_world: Path) -> Iterator[Path]:
    """Paths for stores of a test's own."""
    return (own_world / f"store-{number}.json" for number in count())


def written(path: Path, tables: Any, log: Any = None) -> Path:
    path.write_bytes(storage.file_bytes(tables, log))
    return path


# --- ids --------------------------------------------------------------------

TAKING_IDS = (
    "show -", "log -", "check -", "mark -", "edit - --note Seen", "delete - --yes",
)  # fmt: skip


@pytest.mark.parametrize("command", TAKING_IDS)
def test_unknown_ids_cost_what_they_are(hrtrack: Run, paths: Iterator[Path], command: str) -> None:
    def make(number: int) -> Asked:
        words = " ".join(f"nobody-{n}" for n in range(number))
        return Asked(written(next(paths), {"recommendations": recommendations(number)}), words)

    def run(asked: Asked) -> None:
        hrtrack(f"--db {asked.store} {command}", stdin=asked.words, code=3)

    assert growth(run, make, 300) < MOST


def test_ends_of_ids_cost_what_they_are() -> None:
    def run(table: dict[str, Record]) -> None:
        words = [id_.removeprefix("upr1-") for id_ in table]
        assert len(Collection({"recommendations": table}).find_all(words)) == len(table)

    assert growth(run, recommendations, 1_500) < MOST


def test_ends_of_several_ids_cost_what_they_are(hrtrack: Run, paths: Iterator[Path]) -> None:
    def make(number: int) -> Asked:
        table = {f"upr{n % 3}-{n // 3}.1": ASKED for n in range(number)}
        words = " ".join(f"{n // 3}.1" for n in range(number))
        return Asked(written(next(paths), {"recommendations": table}), words)

    def run(asked: Asked) -> None:
        hrtrack(f"--db {asked.store} show -", stdin=asked.words, code=3)

    assert growth(run, make, 1_500) < MOST


def test_of_many_unknown_ids_the_first_are_told(hrtrack: Run) -> None:
    words = " ".join(("97.44444", *(f"nobody-{n}" for n in range(999)), "97.4"))
    told = hrtrack("show -", stdin=words, code=3).err.splitlines()
    assert told[0].startswith('hrtrack: no record "97.44444"; did you mean upr1-97.4')
    assert told[20:] == ["… and 980 more"]


def test_many_ends_name_what_each_of_them_names(hrtrack: Run) -> None:
    ids = hrtrack("recs --format ids").lines
    words = " ".join(id_.removeprefix("upr1-") for id_ in ids)
    assert hrtrack("show - --format ids", stdin=words).lines == ids


# --- records ----------------------------------------------------------------


def test_verdicts_on_what_is_added_cost_what_they_are(hrtrack: Run, paths: Iterator[Path]) -> None:
    def make(number: int) -> Asked:
        given = [
            json.dumps({"record": "recommendation", "id": id_, **record})
            for id_, record in recommendations(number).items()
        ]
        words = "\n".join((*given, verdicts([f"{n}.1" for n in range(number)])))
        return Asked(written(next(paths), {}), words)

    assert growth(lambda asked: taken(hrtrack, asked, "add -"), make, 700) < MOST


AGAIN = {
    "the same": ("partly;Seen", 0),
    "another comment each time": ("partly;Seen {n}", 5),
    "now this, now that": ("partly;Seen\n97.4;implemented;Seen", 5),
}


@pytest.mark.parametrize(("row", "code"), AGAIN.values(), ids=AGAIN)
def test_a_row_that_is_repeated_in_a_sheet_of_verdicts_costs_what_it_is(
    hrtrack: Run, row: str, code: int
) -> None:
    def make(number: int) -> str:
        rows = (f"97.4;{row.format(n=n)}" for n in range(number))
        return "\n".join(("Number;Status;Comment", *rows))

    def run(sheet: str) -> None:
        hrtrack("import - --verdicts-by viasna --date 2014 --dry-run", stdin=sheet, code=code)

    assert growth(run, make, 1_500) < MOST


def test_words_looked_up_between_additions_cost_what_they_are(paths: Iterator[Path]) -> None:
    def make(number: int) -> tuple[Store, dict[str, Record]]:
        table = recommendations(number)
        return Store(written(next(paths), {"recommendations": table})), table

    def run(made: tuple[Store, dict[str, Record]]) -> None:
        store, table = made
        with contextlib.suppress(InvalidValue), store.change() as change:
            for id_, record in table.items():
                change.put(RECOMMENDATION, id_.replace("upr1", "upr2"), record)
                assert change.find(id_).id == id_
            raise InvalidValue("nothing is to be written")

    assert growth(run, make, 800) < MOST


def verdicts(named: list[str]) -> str:
    """Return a verdict on each recommendation, as JSON lines."""
    lines = ({"record": "assessment", "recommendation": word, **VERDICT} for word in named)
    return "\n".join(map(json.dumps, lines))


def taken(hrtrack: Run, asked: Asked, command: str) -> None:
    hrtrack(f"--db {asked.store} {command}", stdin=asked.words)


# --- the log ----------------------------------------------------------------


def logged(path: Path, number: int) -> Path:
    return written(path, {"events": {f"cat-{n}": REPORT for n in range(number)}}, entries(number))


def test_changes_taken_back_cost_what_they_are(hrtrack: Run, paths: Iterator[Path]) -> None:
    def make(number: int) -> tuple[Path, int]:
        return logged(next(paths), number), number

    assert growth(lambda made: hrtrack(f"--db {made[0]} undo {made[1]}"), make, 150) < MOST


@pytest.mark.parametrize("start", [0, 16], ids=["keys", "ends"])
def test_entries_taken_back_cost_what_they_are(
    hrtrack: Run, paths: Iterator[Path], start: int
) -> None:
    def make(number: int) -> str:
        store = logged(next(paths), number)
        return f"--db {store} undo " + " ".join(f"--entry {key[start:]}" for key in entries(number))

    assert growth(hrtrack, make, 150) < MOST


def test_undoes_of_undoes_cost_what_they_are(hrtrack: Run, paths: Iterator[Path]) -> None:
    def make(number: int) -> Path:
        log = entries(number)
        for before, (key, one) in zip(log, list(log.items())[1:], strict=False):
            log[key] = {"undoes": [before], **one}
        return written(next(paths), {}, log)

    assert growth(lambda store: hrtrack(f"--db {store} log"), make, 700) < MOST


def test_records_that_are_gone_cost_what_they_are(hrtrack: Run, paths: Iterator[Path]) -> None:
    def make(number: int) -> Asked:
        words = " ".join(f"cat-{n}" for n in range(number))
        return Asked(written(next(paths), {}, entries(number)), words)

    assert growth(lambda asked: taken(hrtrack, asked, "log -"), make, 500) < MOST


def test_a_log_drawn_without_a_terminal_is_as_wide_as_its_text(
    hrtrack: Run, paths: Iterator[Path]
) -> None:
    store = logged(next(paths), 50)
    tracemalloc.start()
    drawn = hrtrack(f"--db {store} log --format table").lines
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(drawn), most < 50_000_000) == (199, True)

"""Damaged files.

A store of which a bit, a byte or a sector changed, or that was cut off anywhere, is refused or
read with the records it had, and the file stays as it is. What reads as a sound store edited by
hand is read, since hand-edited stores are allowed, and said each time; that is counted apart.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from judging import Tally
from subjects import HRTRACK_ITSELF, STOCK, Subject, Unreadable

slow = pytest.mark.slow
NewTally = Callable[..., Tally]


def _flips(raw: bytes, times: int) -> Iterator[bytes]:
    chance = random.Random(1)
    for _ in range(times):
        at = chance.randrange(len(raw))
        yield raw[:at] + bytes([raw[at] ^ 1 << chance.randrange(8)]) + raw[at + 1 :]


def _bytes(raw: bytes, times: int) -> Iterator[bytes]:
    chance = random.Random(2)
    for _ in range(times):
        at = chance.randrange(len(raw))
        yield raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]


def _sectors(raw: bytes, times: int) -> Iterator[bytes]:
    chance = random.Random(3)
    for number in range(times):
        at = chance.randrange(0, len(raw), 512)
        new = bytes(512) if number % 2 else chance.randbytes(512)
        yield (raw[:at] + new + raw[at + 512 :])[: len(raw)]


def _cuts(raw: bytes, times: int) -> Iterator[bytes]:
    step = max(1, len(raw) // times)
    yield from (raw[:at] for at in range(0, len(raw), step))


KINDS = {"bit": _flips, "byte": _bytes, "sector": _sectors, "cut": _cuts}


def _damaged(
    subject: Subject, store: Path, kind: str, times: int, tally: Tally, told: Tally | None = None
) -> None:
    """Count what is read with other records, and in ``told`` where it is said to be."""
    subject.make(store, 40)
    raw, sound = store.read_bytes(), subject.state(store)
    for damaged in KINDS[kind](raw, times):
        store.write_bytes(damaged)
        said: list[str] = []
        try:
            other = subject.state(store, said.append) != sound
        except Unreadable:
            other = False
        noticed = other and told is not None and bool(said)
        wrong = "read with other records" if other and not noticed else None
        tally.count(wrong if store.read_bytes() == damaged else "file changed")
        if told is not None:
            told.count("read with other records, and said" if noticed else None)


@pytest.mark.parametrize("kind", ["sector", "cut"])
@pytest.mark.parametrize("times", [40, pytest.param(20_000, marks=slow)])
def test_a_torn_store_is_never_read_as_another(
    times: int, kind: str, tmp_path: Path, tally: NewTally
) -> None:
    count = tally(f"damaged file: {kind}")
    many = 2_000 if (times > 40 and kind == "sector") else times
    _damaged(HRTRACK_ITSELF, tmp_path / "store.json", kind, many, count)
    assert not count.wrong


@pytest.mark.parametrize("times", [40, pytest.param(5_000, marks=slow)])
@pytest.mark.parametrize("kind", ["bit", "byte"])
def test_a_changed_letter_is_never_read_in_silence(
    kind: str, times: int, tmp_path: Path, tally: NewTally
) -> None:
    silent = tally(f"damaged file: {kind}: read in silence")
    told = tally(f"damaged file: {kind}: read as an edit by hand, and said")
    _damaged(HRTRACK_ITSELF, tmp_path / "store.json", kind, times, silent, told)
    assert not silent.wrong


@slow
@pytest.mark.parametrize("kind", ["bit", "byte"])
def test_a_changed_letter_in_a_store_of_tinydb(kind: str, tmp_path: Path, tally: NewTally) -> None:
    count = tally(f"damaged file: {kind}: read in silence", STOCK)
    _damaged(STOCK, tmp_path / "store.json", kind, 5_000, count)
    assert count.wrong

"""How cost grows: what is linear takes four times as long for four times as much."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time
from typing import TypeVar

Given = TypeVar("Given")
#: What grows with the square takes sixteen times as long; a machine that is busy adds to both.
MOST = 8.0


def growth(work: Callable[[Given], object], make: Callable[[int], Given], count: int) -> float:
    """Return how many times as much processor time work on ``4 * count`` things takes.

    ``make`` makes so many; making them does not count. The least of three looks, the first
    that is good enough.
    """
    found = float("inf")
    for _ in range(3):
        found = min(found, _cost(work, make(4 * count)) / _cost(work, make(count)))
        if found < MOST:
            break
    return found


def _cost(work: Callable[[Given], object], given: Given) -> float:
    gc.disable()  # as in the program
    try:
        start = process_time()
        work(given)
        return process_time() - start
    finally:
        gc.enable()

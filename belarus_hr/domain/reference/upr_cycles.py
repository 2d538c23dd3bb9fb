"""The cycles of the UPR: which sessions of the Working Group make up each, and when some met.

A cycle is listed once its last session is fixed. Later cycles and sessions are no less valid:
of them only less is known.
"""

from __future__ import annotations

from collections.abc import Mapping

#: The first and last session of each cycle of which both are known.
CYCLES: Mapping[int, tuple[int, int]] = {1: (1, 12), 2: (13, 26), 3: (27, 40), 4: (41, 54)}

#: When the sessions met that the checked facts date. Sessions follow each other in
#: time, so these also bound all others.
MET: Mapping[int, str] = {8: "2010-05", 22: "2015-05", 36: "2020-11", 50: "2025-11"}

#: The last session of which the cycle is known, and that cycle.
LAST_CYCLE = max(CYCLES)
LAST_SESSION = CYCLES[LAST_CYCLE][1]


def cycle_of(session: int) -> int | None:
    """Return the cycle that a session belongs to; None when that is not known."""
    for cycle, (first, last) in CYCLES.items():
        if first <= session <= last:
            return cycle
    return None


def is_later(session: int) -> bool:
    """Say whether a session comes after all of which the cycle is known."""
    return session > LAST_SESSION

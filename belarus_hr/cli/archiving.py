"""``log --archive``: entries of the log moved out of the store, into a file or to a pipe."""

from __future__ import annotations

import json
from pathlib import Path

from belarus_hr.cli import streams
from belarus_hr.cli.destination import Destination
from belarus_hr.domain import dates, history
from belarus_hr.domain.history import Log
from belarus_hr.store import Store


def archive(store: Store, window: dates.Span | None, path: Path) -> None:
    """Move the entries of a time to where ``--archive`` names.

    Raises as ``Destination.check`` and ``write_store`` do; the store holds the entries then.
    """
    to = Destination.typed(path, "--archive")
    to.check(store)

    def save(going: Log) -> None:
        lines = (json.dumps({"key": key, **one}, ensure_ascii=False) for key, one in going.items())
        to.write_store([(line + "\n").encode() for line in lines])

    gone = store.archive(lambda log: history.on(log, window), save)
    streams.say(f"{len(gone)} entries moved to {to.name}" if gone else "no entries to move")

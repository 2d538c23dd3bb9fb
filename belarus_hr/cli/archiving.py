"""``log --archive``: entries of the log moved out of the store, into a file or to a pipe."""

from __future__ import annotations

from pathlib import Path

from belarus_hr.cli import console
from belarus_hr.cli.output_file import Destination
from belarus_hr.domain import change_log
from belarus_hr.domain.change_log import Log
from belarus_hr.domain.errors import InvalidValue, StoreError
from belarus_hr.domain.text import edtf
from belarus_hr.store import Store, disk
from belarus_hr.views import plain


def archive(store: Store, window: edtf.Span | None, path: Path) -> None:
    """Move the entries of a time to where ``--archive`` names; first there, then out of the store.

    Where the store could not be written then, the same command with the same file goes on. Raises
    InvalidValue for a file that holds something else, OutputError and StoreError where nothing
    can be written; the store holds the entries then.
    """
    # A file that is there may be one to go on with: that shows once the log is read.
    to = Destination.typed(path, "--archive").replacing()
    to.check(store)
    saved = False

    def save(going: Log) -> None:
        nonlocal saved
        entries = ({"key": key, **one} for key, one in going.items())
        content = "".join(plain.json_lines(entries)).encode()
        _check_goes_on(to.path, content)
        to.write_store([content])
        saved = True

    try:
        gone = store.archive(lambda log: change_log.on(log, window), save)
    except StoreError as error:
        if not saved:
            raise
        raise StoreError(
            f"{error}; {to.name} holds the entries, and so does the store still: "
            "repeat the command once the store can be written"
        ) from None
    console.say(f"{len(gone)} entries moved to {to.name}" if gone else "no entries to move")


def _check_goes_on(path: Path | None, content: bytes) -> None:
    """Raise InvalidValue for a file that holds anything but the first of these lines."""
    found = None if path is None else disk.opened(path)
    if found is None:
        return
    held = found.read(0, found.size) if found.size <= len(content) else b""
    if not (held.endswith(b"\n") and content.startswith(held)):
        raise InvalidValue(f"{path} is there already: name another file; nothing was written")

"""Where a document goes: standard output, or a file that is whole or not there at all."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from belarus_hr.cli import streams
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.store import Store


class Destination(NamedTuple):
    """A file, or standard output where ``path`` is None; ``force`` replaces what is there."""

    path: Path | None
    force: bool

    def check(self, store: Store) -> None:
        """Raise, before anything is read or made, when nothing could be written there.

        InvalidValue for a file that must not be replaced, the store above all;
        OutputError for a place that takes no file.
        """
        if self.path is None:
            if self.force:
                raise InvalidValue("--force replaces a file: name it with --output")
            return
        from belarus_hr.exchange import files

        files.check_place(self.path, force=self.force)
        if self.path.exists() and store.exists() and self.path.samefile(store.path):
            raise InvalidValue(f'"{self.path}" is the store itself: write to another file')

    def write(self, parts: Iterable[str], *, private: bool = False) -> None:
        """Write text as UTF-8; ``private``: a new file is readable by its owner alone."""
        if self.path is None:
            streams.emit(parts)
        else:
            self.write_file("".join(parts).encode(), private=private)

    def write_file(self, content: bytes, *, private: bool = False) -> None:
        """Write the file, whole or not at all. Raises as files.write does."""
        from belarus_hr.exchange import files
        from belarus_hr.store import ending

        assert self.path is not None
        with ending.orderly():
            files.write(self.path, content, force=self.force, private=private)

    def told(self, what: str) -> None:
        """Say to a person what was written to the file; to a script nothing."""
        if self.path is not None and streams.is_terminal(sys.stderr):
            streams.say(f"{self.path}: {what}")

"""Where a document goes: standard output, or a file that is whole or not there at all.

Every option that names an output makes a ``Destination`` of it, which alone decides what may
be written.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from belarus_hr.cli import console
from belarus_hr.cli.process import environment
from belarus_hr.cli.session import require
from belarus_hr.domain.errors import InvalidValue, OutputError, StoreError, os_reason
from belarus_hr.store import Store, paths


class Destination:
    """A file, or standard output where ``path`` is None.

    ``force`` replaces what is there; None where the command has no --force. A link is
    followed when the destination is made: where it leads later is not written to.
    """

    def __init__(self, path: Path | None, force: bool | None = None) -> None:
        self.path, self.force = path, force
        self._real = path or Path()
        with suppress(OSError, ValueError):  # What is no place is said by ``check``.
            self._real = Path(os.path.realpath(self._real))
        self._store: Store | None = None
        self._reads: tuple[Path, ...] = ()

    def replacing(self) -> Destination:
        """Return the same place with ``force``: the file that is there may be replaced."""
        return Destination(self.path, force=True)

    @classmethod
    def typed(cls, path: Path | None, option: str, *, force: bool | None = None) -> Destination:
        """Return the destination that ``option`` names; ``-`` or no ``path`` is standard output.

        Raises InvalidValue for a --force that has no file to replace.
        """
        if path is not None and str(path) != "-":
            return cls(path, force)
        if force:
            raise InvalidValue(f"--force replaces a file: name it with {option}")
        return cls(None, force)

    @property
    def name(self) -> str:
        """What messages call the destination."""
        return "standard output" if self.path is None else str(self.path)

    def check(self, store: Store | None, reads: Iterable[Path] = (), own: str = "") -> None:
        """Raise, before anything is read or made, when nothing could or may be written there.

        ``store`` is the one that is meant, if any, ``reads`` are the other files that the command
        reads, ``own`` says what to type instead of naming the store. InvalidValue for a file that
        must not be replaced, by whatever name or link; OutputError for a place that takes none;
        StoreError where a store that was named is not there, and a file would be replaced.
        """
        if self.path is None:
            return
        from belarus_hr import atomic_file  # noqa: F401 - before a store is opened
        from belarus_hr.store import rights, signals  # noqa: F401

        self._store, self._reads = store, tuple(reads)
        self._refuse_taken(self.path, own)
        _check_place(self.path, force=self.force)
        if store is not None and os.path.lexists(self.path):
            require(store, f"{self.path} was left as it is")

    def _refuse_taken(self, path: Path, own: str = "") -> None:
        """Raise InvalidValue for what must not be replaced."""
        try:
            why = self._taken(path)
        except OSError as error:  # The working folder is gone.
            raise OutputError(f"cannot write {self.path}: {error.strerror}") from None
        if why:
            instead = own if own and why == paths.ITSELF else "write to another file"
            raise InvalidValue(f'"{self.path}" {why}: {instead}')

    def _taken(self, path: Path) -> str:
        """Say what a file is that must not be replaced; empty for any other."""
        for store_path in dict.fromkeys(_stores(self._store)):
            if part := paths.part_of(store_path, path):
                return part
        if not paths.identities(path).isdisjoint(paths.identities(paths.dataset())):
            return "is the shipped dataset"
        for read in self._reads:
            # Standard input may be a file, too; and what is read may be a store.
            file = Path("/dev/stdin") if str(read) == "-" else read
            if part := paths.part_of(file, path):
                return "is read by this command" if part == paths.ITSELF else part
        return ""

    def write(self, parts: Iterable[str], *, private: bool = False) -> None:
        """Write text as UTF-8; ``private``: a new file is readable by its owner alone."""
        if self.path is None:
            console.emit(parts)
        else:
            self.write_bytes("".join(parts).encode(), private=private)

    def write_bytes(self, content: bytes, *, private: bool = False) -> None:
        """Write the file, whole or not at all, or to standard output.

        What was checked is asked again last of all: links may have been changed since, and what
        has become a link is replaced, not followed. A replaced file's rights are kept, a new one
        has the mode that the umask gives, or when ``private`` is readable by its owner alone.
        Raises as ``check`` and ``console.emit`` do, and OutputError when the disk refuses; then
        nothing is changed.
        """
        from belarus_hr.store import signals

        if self.path is None:
            return console.emit_bytes([content])
        with signals.orderly():
            self._replace(content, private=private)

    def _replace(self, content: bytes, *, private: bool) -> None:
        from belarus_hr import atomic_file, system
        from belarus_hr.store import rights

        path = self._real
        _check_place(path, force=bool(self.force))
        # Not of the name itself: ".out.5.tmp" may be a file of somebody's, beside "out".
        prefix = f".{crc32(os.fsencode(path.name)):08x}"
        try:
            with suppress(OSError):  # A folder may be written to that may not be listed.
                atomic_file.remove_orphans(path, prefix=prefix, owners={system.user()})
            replaced = os.path.lexists(path) and stat.S_ISREG(path.lstat().st_mode)

            def finish(new: int) -> None:
                if replaced and system.WRITES_STORES:  # Else files have no such rights.
                    rights.carry_over(path, rights.of(path), new)

            policy = atomic_file.Policy(
                prefix=prefix,
                mode=0o600 if private or replaced else 0o666,
                finish=finish,
                before_rename=self._check_again,
                strict=False,
            )
            atomic_file.replace(path, [content], policy)
        except OSError as error:
            raise _refused(path, f"{os_reason(error)}; nothing was written") from None

    def write_store(self, pieces: Iterable[bytes | memoryview]) -> None:
        """Write what is kept as a store is: a new file is readable by its owner alone.

        Standard output is synced where it is a file. Raises as ``write_bytes`` does.
        """
        self.write_bytes(b"".join(pieces), private=True)
        if self.path is None:
            console.sync()

    def _check_again(self) -> None:
        """Raise InvalidValue when what was checked has become what must not be replaced."""
        # What has become a link is replaced itself.
        if not self._real.is_symlink():
            self._refuse_taken(self._real)

    def told(self, what: str) -> None:
        """Say to a person what was written to the file; to a script nothing."""
        if self.path is not None and console.is_terminal(sys.stderr):
            console.say(f"{self.path}: {what}")


def _check_place(path: Path, *, force: bool | None) -> None:
    """Raise unless a file can be written at ``path``, as far as that shows beforehand.

    InvalidValue when a file is there and ``force`` does not allow to replace it, None where the
    command has no such option; OutputError when there is no such folder, or no regular file.
    """
    try:
        about = _there(path)
        if about is None and not path.resolve().parent.is_dir():
            raise _refused(path, f"there is no folder {path.parent}")
    except (OSError, RuntimeError, ValueError) as error:
        raise _refused(path, os_reason(error)) from None
    if about is None:
        return
    if not stat.S_ISREG(about.st_mode):
        what = "a folder" if stat.S_ISDIR(about.st_mode) else "no regular file"
        raise _refused(path, f"it is {what}")
    if not force:
        advice = "name another file" if force is None else "--force replaces it"
        raise InvalidValue(f"{path} is there already: {advice}; nothing was written")
    if not os.access(path, os.W_OK):
        raise _refused(path, "it is read-only; nothing was written")


def _there(path: Path) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _refused(path: Path, why: str) -> OutputError:
    return OutputError(f"cannot write {path}: {why}")


def _folder_is_there() -> bool:
    try:
        return bool(os.getcwd())
    except OSError:
        return False


def _stores(store: Store | None) -> Iterator[Path]:
    """Yield the paths of the store that is meant, of HRTRACK_DB's, and of the user's own."""
    if store is not None:
        yield store.path
    environ = environment()
    # One that is named relative to a working folder that is gone is nowhere.
    if (named := paths.named_store(environ)) and (named.is_absolute() or _folder_is_there()):
        yield named
    with suppress(StoreError):
        yield paths.own_store(environ)

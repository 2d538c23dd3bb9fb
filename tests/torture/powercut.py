"""A power cut, played back: what a disk may hold that kept only what was synced.

The recorded calls of a command are replayed on a model of a file system. At each call the
power may go. What was written and not synced is then all there, half there or gone; a rename
whose folder was not synced is there or gone, whatever became of the content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tracing import Call

_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_DESCRIPTOR = re.compile(r"^(\d+)<")


def _bytes(quoted: str) -> bytes:
    return bytes.fromhex(quoted.replace("\\x", ""))


@dataclass
class _File:
    now: bytes = b""
    synced: bytes = b""


@dataclass
class Disk:
    """A folder on a disk: what programs see, and what is sure to be there after a power cut."""

    folder: bytes
    files: dict[bytes, _File] = field(default_factory=dict)
    synced: dict[bytes, _File] = field(default_factory=dict)
    _open: dict[str, tuple[bytes, _File | None]] = field(default_factory=dict)
    _at: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> Disk:
        """Return the disk on which all in ``folder`` has long been synced, and nothing below."""
        disk = cls(bytes(folder))
        for path in (path for path in folder.iterdir() if path.is_file()):
            content = path.read_bytes()
            disk.files[bytes(path)] = disk.synced[bytes(path)] = _File(content, content)
        return disk

    def play(self, call: Call) -> None:
        """Let a call that succeeded happen."""
        result = re.search(r"\) += (\d+)(?:<|$)", call.text)
        if result is None:
            return
        paths = [_bytes(quoted) for quoted in _STRING.findall(call.text)]
        at = _DESCRIPTOR.match(call.text)
        number = at[1] if at else ""
        if call.name == "openat":
            self._opened(result[1], paths[-1], call.text)
        elif call.name in ("rename", "renameat", "renameat2"):
            if paths[-2] in self.files:
                self.files[paths[-1]] = self.files.pop(paths[-2])
        elif call.name in ("unlink", "unlinkat"):
            self.files.pop(paths[-1], None)
        elif call.name in ("link", "linkat"):
            self._linked(paths[-2], paths[-1])
        elif number in self._open:
            self._touched(call, number, int(result[1]))

    def _opened(self, number: str, path: bytes, text: str) -> None:
        self._open.pop(number, None)
        if path == self.folder and "O_TMPFILE" in text:
            self._open[number] = (path, _File())
            self._at[number] = 0
        elif path == self.folder:
            self._open[number] = (path, None)
        elif path.rpartition(b"/")[0] == self.folder:
            if path not in self.files and "O_CREAT" in text:
                self.files[path] = _File()
            file = self.files.get(path)
            if file is None:  # a folder in the folder
                return
            if "O_TRUNC" in text:
                file.now = b""
            self._open[number] = (path, file)
            self._at[number] = 0

    def _linked(self, path: bytes, name: bytes) -> None:
        """Give a file another name; one without a name is found by its descriptor."""
        folder, _, number = path.rpartition(b"/")
        if folder == b"/proc/self/fd":
            _, file = self._open[number.decode()]
            assert file is not None
        else:
            file = self.files[path]
        self.files[name] = file

    def _touched(self, call: Call, number: str, result: int) -> None:
        _, file = self._open[number]
        if call.name in ("fsync", "fdatasync"):
            if file is None:
                self.synced = dict(self.files)
            else:
                file.synced = file.now
        elif call.name == "close":
            del self._open[number]
        elif file is None:
            return
        elif call.name == "lseek":
            self._at[number] = result
        elif call.name == "read":
            self._at[number] += result
        elif call.name == "ftruncate":
            size = int(call.text.split(", ")[1].split(")")[0])
            file.now = file.now[:size].ljust(size, b"\0")
        elif call.name in ("write", "pwrite64"):
            given = _bytes(_STRING.findall(call.text)[-1])[:result]
            start = (
                self._at[number]
                if call.name == "write"
                else int(call.text.rsplit(", ", 1)[1].split(")")[0])
            )
            file.now = file.now[:start].ljust(start, b"\0") + given + file.now[start + len(given) :]
            if call.name == "write":
                self._at[number] += len(given)

    def after_a_cut(self, *paths: Path) -> Iterator[tuple[bytes | None, ...]]:
        """Give what may stand at ``paths`` together if the power goes now; None for no file."""
        for names in (self.files, self.synced):
            files = [names.get(bytes(path)) for path in paths]
            for kept in (_now, _synced, _half):
                yield tuple(None if file is None else kept(file) for file in files)


def _now(file: _File) -> bytes:
    return file.now


def _synced(file: _File) -> bytes:
    return file.synced


def _half(file: _File) -> bytes:
    kept = len(file.now) // 2
    return file.now[:kept] + file.synced[kept:]

"""A real ext4 on a file, and a real power cut: the file system stops without writing any more.

What xfstests does: ``EXT4_IOC_SHUTDOWN`` with ``NOLOGFLUSH`` drops all that has not reached the
device; mounting again runs the recovery of the journal.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

_SHUTDOWN, _NO_LOG_FLUSH = 0x8004587D, 2


class LoopDisk:
    """An ext4 file system of 32 MB mounted at ``folder``."""

    def __init__(self, image: Path, folder: Path) -> None:
        self.folder = folder
        self._image = image
        folder.mkdir()
        with image.open("wb") as file:
            file.truncate(32 << 20)
        self._run("mkfs.ext4", "-q", "-F", str(image))
        self.mount()

    def mount(self) -> None:
        """Mount it; after a cut this recovers what the journal holds."""
        self._run("mount", "-o", "loop", str(self._image), str(self.folder))

    def unmount(self) -> None:
        """Take it away."""
        self._run("umount", str(self.folder))

    def sync(self) -> None:
        """Let all that was written reach the device."""
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            subprocess.run(["sync", "-f", str(self.folder)], check=True)
        finally:
            os.close(descriptor)

    def cut(self) -> None:
        """Cut the power."""
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, _SHUTDOWN, struct.pack("I", _NO_LOG_FLUSH))
        finally:
            os.close(descriptor)

    @staticmethod
    def _run(*line: str) -> None:
        subprocess.run(line, check=True, capture_output=True)


@contextlib.contextmanager
def loop_disk(folder: Path) -> Iterator[LoopDisk]:
    """Make a disk to cut, in memory where there is room for it; skip where that cannot be."""
    memory = Path("/dev/shm")
    image = (memory if memory.is_dir() else folder) / f"hrtrack-torture-{os.getpid()}.img"
    try:
        disk = LoopDisk(image, folder / "disk")
    except (OSError, subprocess.CalledProcessError) as error:
        image.unlink(missing_ok=True)
        pytest.skip(f"no ext4 on a loop device here: {error}")
    try:
        yield disk
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            disk.unmount()
        image.unlink(missing_ok=True)

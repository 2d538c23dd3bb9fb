"""Backups on a disk that is nearly full.

A change that fits alone is made whatever room a backup would take, and so is the next one; that
there is no backup is said. With room again there is one.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from children import ROOT
from deeds import STORE
from mounts import fill, mounted
from subjects import HRTRACK_ITSELF, OTHER, left_over

from belarus_hr.store import backups

needs_root = pytest.mark.skipif(not ROOT, reason="needs root to mount")


@needs_root
@pytest.mark.parametrize("hundredths", [110, 150, 220, 290])
def test_a_backup_takes_no_room_that_the_change_needs(hundredths: int, tmp_path: Path) -> None:
    with mounted(tmp_path, "-t", "tmpfs", "-o", "size=4m", "tmpfs"):
        store = tmp_path / STORE
        HRTRACK_ITSELF.make(store, 2_000)
        shutil.rmtree(backups.folder(store), ignore_errors=True)
        size = store.stat().st_size
        fill(tmp_path / "filler", size * hundredths // 100)
        for note in ("Short", "Longer"):
            ran = HRTRACK_ITSELF.run(store, "edit", OTHER, "--note", note)
            assert (ran.returncode, ran.stderr.count(b"\n")) == (0, 1), ran.stderr
            assert b"without a backup of what was before" in ran.stderr
            assert HRTRACK_ITSELF.state(store)[f"events {OTHER}"]["note"] == note
            assert not left_over(store)
            assert not backups.folder(store).exists()
        (tmp_path / "filler").unlink()
        ran = HRTRACK_ITSELF.run(store, "edit", OTHER, "--note", "Room again")
        assert (ran.returncode, ran.stderr, len(backups.paths(store))) == (0, b"", 1)

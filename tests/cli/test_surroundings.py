"""What a command finds around it that is not as it should be: a sentence, never a traceback.

- a name that is not UTF-8 is refused before anything is made; who reads is not asked for a name
- a relative store in a working folder that is gone is exit 4, for who reads and for who writes
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Execute = Callable[..., "subprocess.CompletedProcess[bytes]"]
ADD = ("add", "Letter", "--mechanism", "CAT", "--date", "2009-12")


def test_a_name_that_is_not_utf_8_is_refused_before_anything_is_made(
    executable: Execute, tmp_path: Path
) -> None:
    environment = {**os.environ, "HRTRACK_USER": os.fsdecode(b"\xc8\xe2\xe0\xed")}
    ran = executable("--db", "store.json", *ADD, env=environment, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr == (
        b'hrtrack: HRTRACK_USER "\\xc8\\xe2\\xe0\\xed" is not UTF-8 text; nothing was changed: '
        b"set it anew\n"
    )
    assert os.listdir(tmp_path) == []
    assert executable("list", "--limit", "1", env=environment, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    "line",
    [
        ("--db", "store.json", *ADD),
        ("--db", "store.json", "list"),
        ("--db", "store.json", "log", "--archive", "log.ndjson"),
        ("merge", "base.json", "ours.json", "theirs.json"),
    ],
    ids=lambda line: line[-1],
)
def test_a_relative_store_in_a_folder_that_is_gone_is_exit_4(
    line: tuple[str, ...], executable: Execute, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"

    def go() -> None:
        gone.mkdir()
        os.chdir(gone)
        gone.rmdir()

    ran = executable(*line, preexec_fn=go)
    assert (ran.returncode, ran.stdout) == (4, b"")
    assert b"Traceback" not in ran.stderr
    assert ran.stderr.count(b"\n") == 1, ran.stderr.decode()

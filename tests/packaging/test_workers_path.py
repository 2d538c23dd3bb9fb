"""A worker that parses a file loads no module from the folder in which the command was typed.

Python adds that folder with ``-m``, and downloads may lie in it beside the file.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import un_files as made

if TYPE_CHECKING:
    from pathlib import Path


def test_a_module_beside_the_file_is_not_loaded(tmp_path: Path) -> None:
    (tmp_path / "docx.py").write_text("open('loaded', 'w').close()")
    (tmp_path / "lxml.py").write_text("open('loaded', 'w').close()")
    (tmp_path / "matrix.docx").write_bytes(made.matrix(("Theme: Justice",)))
    line = ["-m", "belarus_hr", "--db", "store.json", "import", "matrix.docx", "--dry-run"]
    ran = subprocess.run(
        [sys.executable, *line], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "loaded").exists()

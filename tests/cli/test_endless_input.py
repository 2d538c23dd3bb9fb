"""An input without end is refused as a file that is too large is, wherever one is read.

- ids, records, files and forms on standard input, and a form in a file: exit 5, and one sentence
- nothing was changed
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest
from own_records import event, fill

from belarus_hr.store import Store

ID = "cat-2009-12-report"
LINES = (
    *("show -", "delete - --yes"),
    *("add -", "import -", f"edit {ID} --form -", f"edit {ID} --form /dev/zero"),
    # These read ids as the first two do.
    *(
        pytest.param(line, marks=pytest.mark.slow)
        for line in ("log -", "check -", "mark -", "edit - --note Seen")
    ),
)


@pytest.mark.parametrize("line", LINES)
def test_an_input_without_end_is_refused(
    executable: Callable[..., subprocess.CompletedProcess[bytes]], empty_store: Store, line: str
) -> None:
    fill(empty_store, event(ID))
    before = empty_store.path.read_bytes()
    with open("/dev/zero", "rb") as endless:
        ran = executable(*line.split(), stdin=endless)
    name, said = "the form /dev/zero" if "zero" in line else "standard input", ran.stderr.decode()
    assert said.startswith(f"hrtrack: {name}: has ")
    assert " MB or more; at most 268 MB are read at once" in said
    assert (ran.returncode, ran.stdout, empty_store.path.read_bytes()) == (5, b"", before)

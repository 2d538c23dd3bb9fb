"""Tab in bash as people press it: in a terminal, with the script that hrtrack gives.

- a value with blanks, an apostrophe or a colon is one word, begun without quotes or in either
- after a blank and after ``=``; several that begin alike stop where they part
- what is on record runs nothing
"""

from __future__ import annotations

import os
import pty
import re
import select
import sys
import time
from pathlib import Path

import pytest
from own_records import event, fill, recommendation

from belarus_hr.store import Store


class Bash:
    """A bash in a terminal of its own that completes hrtrack."""

    def __init__(self, folder: Path) -> None:
        environ = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PS1": "$ ", "INPUTRC": "/dev/null", "TERM": "dumb", "LC_ALL": "C.UTF-8",
        }  # fmt: skip
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.chdir(folder)
            os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"], environ)
        self._type("stty -echo; set +o history; bind 'set bell-style none'\n")
        self._type('eval "$(hrtrack --show-completion bash)"; echo rea""dy\n')
        self._until("ready")

    def _type(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def _until(self, text: str) -> str:
        seen, deadline = "", time.monotonic() + 20
        while text not in seen and time.monotonic() < deadline:
            if select.select([self._terminal], [], [], 0.1)[0]:
                seen += os.read(self._terminal, 1 << 16).decode(errors="replace")
        assert text in seen, seen
        return seen

    def words(self, line: str) -> list[str]:
        """Return the words that bash has of a line after Tab."""
        # Ctrl-A and Ctrl-E go to the beginning of the line and to its end.
        self._type(f'{line}\t\x01printf \'<%s>\' \x05 en""d; echo; echo do""ne\n')
        seen = self._until("done")
        whole = re.findall(r"<([^>]*)>", seen[seen.rindex("<hrtrack>") :])
        assert whole[-1] == "end"
        return whole[:-1]

    def close(self) -> None:
        os.close(self._terminal)
        os.waitpid(self._pid, 0)


@pytest.fixture
def bash(empty_store: Store, own_world: Path) -> Bash:
    themes = ["Rights of the Child", "Women's rights", "Justice: general", "Torture", "Trafficking"]
    fill(
        empty_store,
        recommendation("97.1", themes=[*themes, "X $(touch owned) `touch owned`"]),
        event("cat-2009-12-report", tags=["round table"]),
    )
    return Bash(own_world)


def test_values_are_one_word_each(bash: Bash, own_world: Path) -> None:
    theme = ["hrtrack", "recs", "--theme"]
    lines = {
        "--theme Rig": [*theme, "Rights of the Child"],
        r"--theme Rights\ o": [*theme, "Rights of the Child"],
        '--theme "Rights o': [*theme, "Rights of the Child"],
        "--theme 'Rights o": [*theme, "Rights of the Child"],
        "--theme wom": [*theme, "women's rights"],
        '--theme "Wom': [*theme, "Women's rights"],
        "--theme 'Wom": [*theme, "Women's rights"],
        "--theme=Rig": ["hrtrack", "recs", "--theme=Rights of the Child"],
        "--theme Jus": [*theme, "Justice: general"],
        r"--theme Justice:\ g": [*theme, "Justice: general"],
        "--theme T": [*theme, "T"],
        "--theme To": [*theme, "Torture"],
        "--theme X": [*theme, "X S(touch owned) ’touch owned’"],
    }
    for line, expected in lines.items():
        assert (line, bash.words(f"hrtrack recs {line}")) == (line, expected)
    assert bash.words("hrtrack list --tag r") == ["hrtrack", "list", "--tag", "round table"]
    assert bash.words("hrtrack show ca") == ["hrtrack", "show", "cat-2009-12-report"]
    bash.close()
    assert not (own_world / "owned").exists()

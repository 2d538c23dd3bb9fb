"""Tab in bash, zsh and fish as people press it: in a terminal, with the script that hrtrack gives.

- a value with blanks, an apostrophe or a colon is one word, begun without quotes or in either
- after a blank and after ``=``; several that begin alike stop where they part
- what is on record runs nothing

A shell that is not installed is skipped.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import loaded
import pytest
from own_records import event, fill, recommendation

from belarus_hr.store import Store

#: Set where all shells must be there, as in .ci/run.
REQUIRED = os.environ.get("HRTRACK_TEST_SHELLS") == "required"
#: How each shell is started without anybody's settings, and made ready.
SHELLS = {
    "bash": (
        ["bash", "--norc", "--noprofile", "-i"],
        "stty -echo; set +o history; bind 'set bell-style none'\n"
        'eval "$(hrtrack --show-completion bash)"\n',
    ),
    "zsh": (
        ["zsh", "-f", "-i"],
        "bindkey -e; unsetopt BEEP; autoload -Uz compinit; compinit -u -D\n"
        'eval "$(hrtrack --show-completion zsh)"\n',
    ),
    # As --install-completion installs it.
    "zsh, autoloaded": (
        ["zsh", "-f", "-i"],
        "hrtrack --show-completion zsh > _hrtrack; fpath=($PWD $fpath)\n"
        "bindkey -e; unsetopt BEEP; autoload -Uz compinit; compinit -u -D\n",
    ),
    "fish": (
        ["fish", "--no-config", "--private", "-i"],
        "set fish_greeting; hrtrack --show-completion fish | source\n",
    ),
}

THEME = ["hrtrack", "recs", "--theme"]
#: What is typed before Tab, and the words of the line after it.
LINES = {
    "recs --theme Rig": [*THEME, "Rights of the Child"],
    r"recs --theme Rights\ o": [*THEME, "Rights of the Child"],
    'recs --theme "Rights o': [*THEME, "Rights of the Child"],
    "recs --theme 'Rights o": [*THEME, "Rights of the Child"],
    "recs --theme wom": [*THEME, "women's rights"],
    'recs --theme "Wom': [*THEME, "Women's rights"],
    "recs --theme 'Wom": [*THEME, "Women's rights"],
    "recs --theme 'Rights of ": [*THEME, "Rights of the Child"],
    "recs --theme=Rig": ["hrtrack", "recs", "--theme=Rights of the Child"],
    "recs --theme='Rights o": ["hrtrack", "recs", "--theme=Rights of the Child"],
    "recs --theme Jus": [*THEME, "Justice: general"],
    r"recs --theme Justice:\ g": [*THEME, "Justice: general"],
    "recs --theme T": [*THEME, "T"],
    "recs --theme To": [*THEME, "Torture"],
    "recs --theme X": [*THEME, "X S(touch owned) ’touch owned’"],
    "list --tag r": ["hrtrack", "list", "--tag", "round table"],
    "show ca": ["hrtrack", "show", "cat-2009-12-report"],
}


class Shell:
    """A shell in a terminal of its own that completes hrtrack."""

    def __init__(self, name: str, folder: Path) -> None:
        environ = {
            **os.environ,
            "PATH": f"{loaded.shared().caller(folder).parent}{os.pathsep}{os.environ['PATH']}",
            "PS1": "$ ", "INPUTRC": "/dev/null", "LC_ALL": "C.UTF-8",
            "TERM": "dumb" if name == "bash" else "xterm", "HOME": str(folder),
            "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1",
        }  # fmt: skip
        command, settings = SHELLS[name]
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, environ)
        self._type(f'{settings}echo rea""dy\n')
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
        """Return the words that the shell has of a line after Tab."""
        # Ctrl-A and Ctrl-E go to the beginning of the line and to its end.
        self._type(f'{line}\t\x01printf \'<%s>\' \x05 en""d; echo; echo do""ne\n')
        seen = self._until("done")
        whole = re.findall(r"<([^>]*)>", seen[seen.rindex("<hrtrack>") :])
        assert whole[-1] == "end"
        return whole[:-1]

    def close(self) -> None:
        os.close(self._terminal)
        os.waitpid(self._pid, 0)


Begin = Callable[[str], Shell]


@pytest.fixture
def begin(empty_store: Store, own_world: Path) -> Iterator[Begin]:
    """Start a shell, with records to complete; it ends with the test."""
    themes = ["Rights of the Child", "Women's rights", "Justice: general", "Torture", "Trafficking"]
    fill(
        empty_store,
        recommendation("97.1", themes=[*themes, "X $(touch owned) `touch owned`"]),
        event("cat-2009-12-report", tags=["round table"]),
    )
    begun = []

    def begin(name: str) -> Shell:
        program = SHELLS[name][0][0]
        if not REQUIRED and not shutil.which(program):
            pytest.skip(f"no {program}: apt-get install {program}")
        begun.append(Shell(name, own_world))
        return begun[-1]

    yield begin
    for shell in begun:
        shell.close()


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_values_are_one_word_each(name: str, begin: Begin, own_world: Path) -> None:
    shell = begin(name)
    for line, expected in LINES.items():
        assert (line, shell.words(f"hrtrack {line}")) == (line, expected)
    assert not (own_world / "owned").exists()


def test_zsh_finds_the_script_that_is_installed(begin: Begin) -> None:
    shell = begin("zsh, autoloaded")
    for line in ("recs --theme 'Rights o", "show ca"):
        assert shell.words(f"hrtrack {line}") == LINES[line]

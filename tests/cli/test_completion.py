"""Tab in bash, zsh and fish, asked as the shells ask: through the environment.

- commands, options, mechanism codes and families in any case, statuses, formats, ids, ends of ids,
  themes, States, assessors
- ids come from the store that the line or the environment names
- a store that is damaged, a folder or newer: nothing, exit 0, no word; none yet: the shipped
  dataset; never a new file
- what a record says is a description on one line that no shell runs and no terminal obeys
- each shell is given the script that asks so
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from own_records import event, fill, recommendation, record

from belarus_hr.cli.app import COMMANDS
from belarus_hr.domain.reference.mechanisms import MECHANISMS
from belarus_hr.store import Store, storage

if TYPE_CHECKING:
    from tests.conftest import Run

SHELLS = ("bash", "zsh", "fish")
Executable = Callable[..., "subprocess.CompletedProcess[bytes]"]
Complete = Callable[..., list[str]]
#: One entry of what zsh is given, in double quotes; nothing in it that zsh would run or undo.
_QUOTED = r'"((?:[^"\\$`\n]|\\[^\n]|"")*)"'
_ZSH = re.compile(rf"{_QUOTED}(?::{_QUOTED})?")


def asked(shell: str, line: str) -> dict[str, str]:
    """Return the environment in which a shell asks for the end of a command line."""
    words = line.split(" ")
    return {
        **os.environ,
        "_HRTRACK_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }


@pytest.fixture
def offers(forked: Executable) -> Complete:
    """Return what a shell is given for a line; it must be given without a word of talk."""

    def offers(line: str, shell: str = "bash") -> list[str]:
        ran = forked(env=asked(shell, line))
        assert (ran.returncode, ran.stderr) == (0, b"")
        return [offered for offered in ran.stdout.decode().splitlines() if offered]

    return offers


def descriptions(shell: str, given: list[str]) -> dict[str, str]:
    """Return the values with their descriptions, as fish or zsh is given them."""
    if shell == "fish":
        return dict(one.split("\t") for one in given)
    text = "\n".join(given)
    assert text.startswith("_arguments '*: :((")
    assert text.endswith("))'")
    # Inside single quotes '' is nothing.
    inner = text.removeprefix("_arguments '*: :((").removesuffix("))'").replace("''", "")
    entries = [_ZSH.fullmatch(one) for one in inner.split("\n")]
    return {found[1]: found[2] for found in entries if found}


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(
        empty_store,
        event("cat-2009-12-report", title="Fourth periodic report"),
        event("cedaw-2009-report", mechanism="CEDAW", title="Седьмой доклад", tags=["Round table"]),
        recommendation("97.1", themes=["Torture"], recommended_by=["Norway", "Chile"]),
        recommendation("97.10", themes=["Trafficking"]),
        recommendation("1.1", cycle=2, country="Georgia"),
        record("assessment", "verdict", recommendation="97.1", assessor="zvyano"),
    )
    return empty_store


# --- what is offered --------------------------------------------------------------------


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_is_offered_the_commands(offers: Complete, shell: str) -> None:
    given = "\n".join(offers("hrtrack ", shell))
    assert [name for name in COMMANDS if name not in given] == []


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("hrtrack st", ["status"]),
        ("hrtrack list --mech", ["--mechanism"]),
        ("hrtrack list -m C", [code for code in MECHANISMS if code.startswith("C")]),
        ("hrtrack list --mechanism tr", ["treaty-bodies"]),
        ("hrtrack status up", ["upr"]),
        ("hrtrack recs --status not", ["not-implemented", "not-assessed"]),
        ("hrtrack mark 97.1 --as n", ["not-implemented", "not-assessed"]),
        ("hrtrack show ca", ["cat-2009-12-report"]),
        ("hrtrack mark 97.1", ["97.1", "97.10"]),
        ("hrtrack mark 97.1 97.10", ["97.10"]),
        ("hrtrack recs --theme T", ["Torture", "Trafficking"]),
        ("hrtrack recs --state no", ["norway"]),
        ("hrtrack mark 97.1 --by z", ["zvyano"]),
        ("hrtrack show nothing-starts-so", []),
        ("hrtrack status upr --group-by re", ["region", "response"]),
        ("hrtrack status upr --base sup", ["supported", "supported-at-review"]),
        ("hrtrack status upr --count i", ["items"]),
        ("hrtrack status upr --cycle 1 --cycle 1 --count i", ["items"]),
        ("hrtrack recs --country ", ["Belarus", "Georgia", "all"]),
        ("hrtrack list --tag Ro", ["Round table"]),
        ("hrtrack add Seminar --tag Ro", ["Round table"]),
        ("hrtrack list --sort da", ["date"]),
        ("hrtrack list --fields id,ti", ["id,title"]),
        ("hrtrack list --fields id,i", ["id,item"]),
        ("hrtrack list --record assessment --fields as", ["assessor"]),
        ("hrtrack recs --sort par", ["paragraph"]),
        ("hrtrack due --fields da", ["date", "days"]),
        ("hrtrack status --fields mech", ["mechanism"]),
        ("hrtrack status upr --fields num", ["numerator"]),
        ("hrtrack status upr --group-by theme --fields gr", ["group"]),
        ("hrtrack log --fields wh", ["what"]),
        ("hrtrack check --fields sev", ["severity"]),
        ("hrtrack factsheet --fields agr", ["agreement"]),
        ("hrtrack factsheet --agreement bo", ["borne-out"]),
        ("hrtrack status upr --group-by theme,re", ["theme,region", "theme,response"]),
        ("hrtrack edit 97.1 --set para", ["paragraph="]),
        ("hrtrack add Held --record indicator --set ba", ["baseline=", "baseline_date="]),
        ("hrtrack import a.csv --map mech", ["mechanism="]),
        ("hrtrack import a.csv --default cyc", ["cycle="]),
        ("hrtrack mark 97.1 --evidence cat", ["cat-2009-12-report"]),
    ],
)
def test_what_is_typed_is_completed(
    offers: Complete, store: Store, line: str, offered: list[str]
) -> None:
    assert offers(line) == offered


def test_entries_of_the_log_are_completed_the_newest_first(
    offers: Complete, hrtrack: Run, store: Store
) -> None:
    hrtrack("edit 97.1 --note x")
    (*_, last) = keys = [*dict.fromkeys(hrtrack("log --fields key").lines)]
    assert offers("hrtrack undo --entry 2") == keys[::-1]
    told = dict(line.split("\t") for line in offers(f"hrtrack undo --entry {last[:-1]}", "fish"))
    assert "edit 97.1" in told[last]


def test_items_of_the_fact_sheet_are_completed(offers: Complete) -> None:
    assert offers("hrtrack factsheet 6") == ["6a", "6b", "6c", "6d"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_an_id_is_offered_with_its_title(offers: Complete, store: Store, shell: str) -> None:
    given = descriptions(shell, offers("hrtrack show cat-", shell))
    assert given == {"cat-2009-12-report": "Fourth periodic report"}


# --- from which store --------------------------------------------------------------------


@pytest.mark.parametrize("line", ["hrtrack show --db {} ", "hrtrack --db {} show "])
def test_ids_come_from_the_store_named_on_the_line(
    offers: Complete, store: Store, own_world: Path, line: str
) -> None:
    named = own_world / "named.json"
    named.write_bytes(storage.file_bytes({}))
    fill(Store(named), event("crc-2011-report"))
    assert offers(line.format(named)) == ["crc-2011-report"]


@pytest.mark.parametrize("raw", [b"", b"damaged", b'{"meta": {"store": {"schema": 99}}}'])
def test_a_store_that_cannot_be_read_offers_nothing_and_stays_as_it_is(
    offers: Complete, empty_store: Store, raw: bytes
) -> None:
    empty_store.path.write_bytes(raw)
    assert offers("hrtrack show ") == []
    assert empty_store.path.read_bytes() == raw


def test_a_folder_offers_nothing(
    offers: Complete, own_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HRTRACK_DB", str(own_world))
    assert offers("hrtrack mark ") == []


@pytest.mark.parametrize("named", [None, "no/such/folder/none.json"])
def test_with_no_store_yet_the_dataset_offers_and_nothing_is_made(
    offers: Complete, own_world: Path, monkeypatch: pytest.MonkeyPatch, named: str | None
) -> None:
    if named:
        monkeypatch.setenv("HRTRACK_DB", named)
    assert offers("hrtrack mark upr1-98.38") == ["upr1-98.38"]
    assert list(own_world.iterdir()) == []


def test_a_lock_held_by_another_is_not_waited_for(offers: Complete, store: Store) -> None:
    with store.change():
        assert offers("hrtrack show cat-") == ["cat-2009-12-report"]


# --- text of others -------------------------------------------------------------------------

HOSTILE = {
    "command": r"x \$(touch pwned) $(touch pwned)",
    "backtick": r"x \`touch pwned\` `touch pwned`",
    "quotes": "\"; touch pwned; \" '; touch pwned; '",
    "backslash": "x \\",
    "backslash quote": 'x \\"; touch pwned; \\"',
    "control": "\x1b]0;owned\x07 \x9b31m \u202e two\nlines\ttab",
    "markup": "[/b] [red]x[/red] :smile:",
    "long": "Set up an institution that meets the Paris Principles, and report to the Council " * 6,
}


@pytest.fixture
def hostile(empty_store: Store) -> list[str]:
    """Events with hostile titles; returns their ids, which say what each is."""
    titles = {f"cat-{name.replace(' ', '-')}": title for name, title in HOSTILE.items()}
    fill(empty_store, *(event(id_, title=title) for id_, title in titles.items()))
    return sorted(titles)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_description_is_one_line_that_no_shell_runs(
    offers: Complete, hostile: list[str], shell: str
) -> None:
    given = descriptions(shell, offers("hrtrack show cat-", shell))
    assert sorted(given) == hostile
    assert [about for about in given.values() if not about.isprintable()] == []


def test_bash_is_given_the_ids_alone(offers: Complete, hostile: list[str]) -> None:
    assert sorted(offers("hrtrack show cat-")) == hostile


def test_a_theme_that_is_offered_is_nothing_that_zsh_runs(
    offers: Complete, empty_store: Store
) -> None:
    fill(empty_store, recommendation("97.1", themes=list(HOSTILE.values())))
    given = descriptions("zsh", offers("hrtrack recs --theme ", "zsh"))
    assert len(given) == len(HOSTILE)


# --- in a shell -------------------------------------------------------------------------------


def test_bash_completes_with_the_script_it_is_given(store: Store) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    script = (
        "source <(_HRTRACK_COMPLETE=source_bash hrtrack); COMP_WORDS=(hrtrack show ca);"
        " COMP_CWORD=2;"
        ' _hrtrack_completion hrtrack; echo "${COMPREPLY[@]}"'
    )
    ran = subprocess.run(
        ["bash", "-c", script],
        check=False, capture_output=True, text=True, timeout=30,
        env={**os.environ, "PATH": path}, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "cat-2009-12-report\n", "")


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_a_script_that_it_reads(forked: Executable, shell: str) -> None:
    ran = forked(env={**os.environ, "_HRTRACK_COMPLETE": f"source_{shell}"})
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"_HRTRACK_COMPLETE=complete_" in ran.stdout
    if shutil.which(shell):
        assert subprocess.run([shell, "-n"], check=False, input=ran.stdout).returncode == 0

"""What is longer than the screen of a terminal is read through a pager, as with git.

- HRTRACK_PAGER, else PAGER, else less; an empty one and cat are none, and --no-pager says so too
- less is told to end on what fits, to take colours and to leave the text, unless LESS says else
- what fits the screen is written at once, and so is all that goes elsewhere than to a terminal
- to leave the pager early is no failure, and Ctrl-C is the pager's; exit codes stay
- a pager that cannot be started or fails is said, and the text is written all the same
- in the pager, too, text of others drives nothing
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from own_records import event, fill
from terminals import Terminal

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run

IDS = [f"cat-{1990 + n}-report" for n in range(30)]
LIST = ("list", "--fields", "id,title")


@pytest.fixture(autouse=True)
def store(empty_store: Store) -> Store:
    fill(empty_store, *(event(id_, date=id_[4:8]) for id_ in IDS))
    return empty_store


@pytest.fixture
def pager(own_world: Path) -> str:
    """A pager that marks what passes through it."""
    return script(own_world / "pager", 'echo "<LESS=$LESS>"; cat; echo "<end>"')


def script(path: Path, lines: str) -> str:
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)
    return str(path)


def shown(*arguments: str, code: int = 0, **environ: str) -> str:
    with Terminal(*arguments, **environ) as terminal:
        ended, text = terminal.end()
    assert ended == code, text
    return text


def test_what_is_longer_than_the_screen_goes_through_the_pager(pager: str) -> None:
    text = shown(*LIST, HRTRACK_PAGER=pager)
    assert text.startswith("<LESS=FRX>\n")
    assert text.endswith("<end>\n")
    assert [id_ for id_ in IDS if id_ not in text] == []
    assert "\x1b[1m" in text  # The colours are still there.


@pytest.mark.parametrize(
    "line",
    [
        "list", "list --format json", "list --format csv", "recs --db none.json",
        "claims --db none.json",
        "status --db none.json", "log", "check --db none.json", "list --fields help", "show {all}",
        "show --format ndjson {all}",
    ],
)  # fmt: skip
def test_every_answer_does(pager: str, line: str) -> None:
    arguments = line.format(all=" ".join(IDS)).split()
    with Terminal(*arguments, lines=3, HRTRACK_PAGER=pager) as terminal:
        assert "<LESS=FRX>\n" in terminal.end()[1]


def test_what_fits_does_not(pager: str) -> None:
    assert "<end>" not in shown("list", "--limit", "20", HRTRACK_PAGER=pager)
    # A table has a head of two lines, and the prompt needs one.
    with Terminal("list", "--limit", "4", lines=7, HRTRACK_PAGER=pager) as terminal:
        assert "<end>" not in terminal.end()[1]
    with Terminal("list", "--limit", "4", lines=6, HRTRACK_PAGER=pager) as terminal:
        assert "<end>" in terminal.end()[1]


def test_a_line_that_the_terminal_wraps_takes_several(pager: str) -> None:
    one = ("list", "--limit", "1", "--format", "ndjson")
    assert "<end>" not in shown(*one, HRTRACK_PAGER=pager)
    with Terminal(*one, lines=4, HRTRACK_PAGER=pager) as terminal:
        assert "<end>" in terminal.end()[1]


@pytest.mark.parametrize(
    ("ours", "everybodys", "paged"),
    [
        ("{pager}", "false", True),
        ("{pager} -x 'two words'", None, True),
        ("{pager} | cat", None, True),
        (None, "{pager}", True),
        (None, "cat", False),
        (None, "", False),
        ("", "{pager}", False),
        ("cat", "{pager}", False),
    ],
)
def test_which_pager(
    monkeypatch: pytest.MonkeyPatch,
    pager: str,
    ours: str | None,
    everybodys: str | None,
    paged: bool,
) -> None:
    given = {"HRTRACK_PAGER": ours, "PAGER": everybodys}
    environ = {
        name: value.format(pager=pager) for name, value in given.items() if value is not None
    }
    with Terminal(*LIST, unset=("HRTRACK_PAGER",), **environ) as terminal:
        code, text = terminal.end()
    assert (code, "<end>" in text, IDS[0] in text, IDS[-1] in text) == (0, paged, True, True)


def test_less_is_the_one_that_nobody_names(own_world: Path) -> None:
    script(own_world / "less", 'echo "<less $* $LESS>"; cat')
    found = {"PATH": f"{own_world}:/usr/bin:/bin"}
    with Terminal(*LIST, unset=("HRTRACK_PAGER",), **found) as terminal:
        assert terminal.end()[1].startswith("<less  FRX>\n")
    with Terminal(*LIST, unset=("HRTRACK_PAGER",), LESS="R", **found) as terminal:
        assert terminal.end()[1].startswith("<less  R>\n")
    with Terminal(*LIST, unset=("HRTRACK_PAGER",), TERM="dumb", **found) as terminal:
        assert terminal.end()[1].startswith("id ")


def test_no_pager_is_none(pager: str) -> None:
    assert "<end>" not in shown(*LIST, "--no-pager", HRTRACK_PAGER=pager)


@pytest.mark.parametrize("options", ["", "--no-pager", "--format table"])
def test_a_pipe_has_none(hrtrack: Run, pager: str, options: str) -> None:
    with Terminal(*LIST, *options.split(), piped=True, HRTRACK_PAGER=pager) as terminal:
        assert terminal.piped() == hrtrack([*LIST, *options.split()]).out
        assert terminal.end() == (0, "")


@pytest.mark.parametrize("leaves", ["exit 0", "head -n 1; exit 0", "kill -9 $$", "exit 130"])
def test_to_leave_it_early_is_no_failure(own_world: Path, store: Store, leaves: str) -> None:
    # More than a pipe holds: the rest meets a reader that is gone.
    fill(store, *(event(f"cat-2009-{n}", note="x" * 5_000, date="2009") for n in range(50)))
    pager = script(own_world / "early", leaves)
    text = shown("list", "--format", "json", HRTRACK_PAGER=pager)
    assert len(text) < 1_000
    assert "hrtrack" not in text


def test_exit_codes_stay(own_world: Path, store: Store) -> None:
    fill(store, *(event(f"cat-2009-{n}", date="2009", title="Same") for n in range(40)))
    for pager in ("cat", script(own_world / "early", "exit 0")):
        shown("check", "--severity", "note", code=7, HRTRACK_PAGER=pager)


def test_an_interrupt_is_the_pagers(own_world: Path) -> None:
    waits = (
        "trap 'echo \"<stopped>\"' INT; echo '<ready>'; cat > /dev/null; sleep 0.5; echo '<end>'"
    )
    with Terminal(*LIST, HRTRACK_PAGER=script(own_world / "waits", waits)) as terminal:
        terminal.until("<ready>")
        terminal.interrupt()
        assert terminal.end() == (0, "<ready>\n<end>\n")


@pytest.mark.parametrize(
    "command", ["no-such-pager -R", "no-such-pager | cat && exit 127", "/", "'"]
)
def test_a_pager_that_cannot_be_started_is_said(command: str) -> None:
    text = shown(*LIST, HRTRACK_PAGER=command)
    assert f"hrtrack: cannot start the pager {command}: " in text
    assert IDS[0] in text
    assert IDS[-1] in text
    assert "Traceback" not in text


@pytest.mark.parametrize("pages", [5, 5_000])
@pytest.mark.parametrize("line", ["exit 1", "head -n 1; exit 3"])
def test_a_pager_that_fails_swallows_nothing(
    own_world: Path, store: Store, line: str, pages: int
) -> None:
    # As much as a pipe holds, and more.
    fill(store, *(event(f"cat-2009-{n}", note="x" * pages, date="2009") for n in range(50)))
    pager = script(own_world / "fails", line)
    text = shown(*LIST, HRTRACK_PAGER=pager)
    assert f"hrtrack: the pager {pager} failed with exit code {line[-1]}\n" in text
    assert [id_ for id_ in IDS if id_ not in text] == []


def test_text_of_others_drives_nothing(store: Store, pager: str) -> None:
    fill(store, event("any", date="1980", title="\x1b]0;owned\x07\x1b[2J\x9b31mx\r\x7f"))
    for form in ("table", "tsv", "csv", "json", "md"):
        text = shown("list", "--format", form, HRTRACK_PAGER=pager, NO_COLOR="1")
        left = {sign for sign in text if not sign.isprintable()}
        assert left <= {"\n", "\t", *("\r" if form == "csv" else "")}
        assert "<end>" in text
        assert "owned" in text

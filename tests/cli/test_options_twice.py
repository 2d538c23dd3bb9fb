"""The same option given twice: of all commands alike it unites, or is refused.

- an option that takes a list unites what it is given; a flag says the same twice
- any other is refused, its name in the sentence, whatever its values, also by its short name
- so are --header and --no-header together, and --db before and after the command
- -- before the command says only that it is none of the options
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import typer

from belarus_hr.cli.app import COMMANDS, build
from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run


def options(command: str) -> list[Any]:
    group: Any = typer.main.get_command(build([command]))
    return [one for one in group.commands[command].params if one.param_type_name == "option"]


def single(command: str) -> list[Any]:
    return [one for one in options(command) if not one.multiple and not one.is_flag]


@pytest.mark.parametrize(
    ("command", "name"),
    [(command, name) for command in COMMANDS for one in single(command) for name in one.opts],
)
def test_what_takes_one_value_is_refused(hrtrack: Run, command: str, name: str) -> None:
    ran = hrtrack([command, name, "1", name, "1"], code=2)
    assert "given twice" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_header_and_no_header_are_one_option(hrtrack: Run, command: str) -> None:
    if any("--header" in one.opts for one in options(command)):
        assert "--header or --no-header" in hrtrack(f"{command} --header --no-header", code=2).err


@pytest.mark.parametrize("line", ["--db a.json --db b.json list", "--db a.json list --db b.json"])
def test_one_store_is_named(hrtrack: Run, line: str) -> None:
    assert "--db is given twice" in hrtrack(line, code=2).err


@pytest.mark.parametrize("before", ["", "--db a.json ", "--db=a.json "])
def test_two_hyphens_may_stand_before_the_command(hrtrack: Run, before: str) -> None:
    plain = hrtrack(f"{before}list --limit 1")
    assert plain.lines
    assert hrtrack(f"{before}-- list --limit 1") == plain


def test_lists_unite(hrtrack: Run, empty_store: Store) -> None:
    hrtrack("add A -m CAT --date 2009 --tag x --tag y")
    assert hrtrack("list -m CAT -m CERD --tag x --fields tags").out == "x; y\n"


def test_a_flag_says_the_same_twice(hrtrack: Run, empty_store: Store) -> None:
    id_ = hrtrack("add A -m CAT --date 2009").out.strip()
    assert hrtrack(f"delete {id_} --yes -y").out == f"{id_}\n"

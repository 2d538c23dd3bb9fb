"""The real program, a copy of it, with one more kind of record or with more fields."""

from __future__ import annotations

import compileall
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from loaded import Loaded

import belarus_hr

PACKAGE = Path(belarus_hr.__file__).parent
KINDS = "belarus_hr/domain/records/kinds.py"
LAW_KIND = """LAW_KIND: Kind = KindOf(
    name="law",
    table="laws",
    made_id=("'law'", "began", "title"),
    brief=("id", "began", "title", "body", "done"),
    same=("began", "title"),
    fields=(
        Field("title", "what is done", required=True, wraps=True),
        Field("body", "who does it", filter="body"),
        Field("due", "when it had to be done (EDTF)", DATE, tense="due", due_for=("done",)),
        Field("began", "when it began (EDTF)", DATE, required=True, tense="happens"),
        Field("done", "when it was done (EDTF)", DATE, tense="happened", after=("began",)),
        Field(
            "answers", "recommendations that it answers", RECORD_IDS, filter="answers",
            links_to="recommendation",
        ),
        Field("plan", "symbol of the plan", SYMBOL),
        NOTE_FIELD,
        *WHERE_FROM,
        SENSITIVE,
    ),
)

"""
#: A kind without title, mechanism or sources.
PLACE = """PLACE: Kind = KindOf(
    name="place",
    table="places",
    made_id=("'place'", "name"),
    brief=("id", "name"),
    fields=(Field("name", "its name", required=True),),
)

"""
ID, LAW = "cat-2009-11-visit", "law-2012-05-new-law"

Program = Callable[..., str]


class Changed(NamedTuple):
    """A changed program, made once for many tests, and a store of its own that each copies."""

    run: Program
    store: Path

    def with_store(self, folder: Path) -> Program:
        """Return the program, and put its store into the folder where it is run."""
        shutil.copy(self.store, folder / "store.json")
        return self.run


def program(folder: Path, change: Callable[[str], str]) -> Program:
    """Return a copy of the program whose kinds are changed so; its store is where it is run."""
    shutil.copytree(PACKAGE, folder / "belarus_hr")
    shutil.copytree(PACKAGE.parent / "data", folder / "data")
    kinds = folder / KINDS
    kinds.write_text(change(kinds.read_text("utf-8")), "utf-8")
    compileall.compile_file(kinds, quiet=2)
    changed = {"PYTHONPATH": str(folder), "HRTRACK_DB": "store.json"}
    process = Loaded(**changed)

    def run(*arguments: str, code: int = 0, **more: str) -> str:
        ended = process.run(*arguments, env={**os.environ, **changed, **more})
        assert ended.returncode == code, (arguments, ended.stdout, ended.stderr)
        return ended.stdout.decode()

    return run


def with_kind(folder: Path, name: str, declared: str) -> Program:
    """Return the program with one more kind of record."""

    def change(text: str) -> str:
        text = text.replace("KINDS: tuple", f"{declared}KINDS: tuple")
        text = text.replace("    RECORD_ID,\n", "    RECORD_ID,\n    RECORD_IDS,\n")
        return re.sub(r"(KINDS: tuple\[Kind, \.\.\.\] = \()", rf"\1{name}, ", text)

    return program(folder, change)


def with_record(run: Program, store: Path, *record: str) -> Changed:
    """Return a changed program with a store that has one record more than the dataset."""
    run("--db", str(store), "add", *record)
    return Changed(run, store)


def with_laws(folder: Path) -> Changed:
    """Return the program with the kind ``law``, and a store with a record of it."""
    assert len(LAW_KIND.splitlines()) <= 40
    run = with_kind(folder, "LAW_KIND", LAW_KIND)
    return with_record(
        run, folder / "store.json", "New law", "--record", "law", "--set", "began=2012-05",
        "--set", "body=Parliament", "--set", "done=2013", "--set", 'answers=["97.4"]',
    )  # fmt: skip

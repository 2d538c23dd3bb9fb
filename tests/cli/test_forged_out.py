"""A forged store, its checksums right, through each plain format: nothing unsafe leaves.

- no format of any command gives a control character, hidden order, or a line of a text's own
- tsv, csv, json, ndjson, md and ids are what they are, by other readers; csv holds no formula, md
  no markup and no link, json any text as it was
- an id that is forged too leaves as a word on its line, in a message as well
- a backup and an archive of the log: as they were in a pipe and a file, visible on a terminal
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from forged_texts import POSING, TEXTS, URLS, resealed, store
from markdown_it import MarkdownIt
from test_hostile_text import FORBIDDEN
from test_terminal import Terminal

from belarus_hr.store import storage

if TYPE_CHECKING:
    from tests.conftest import Run

Executable = Callable[..., "subprocess.CompletedProcess[bytes]"]
KINDS = ("event", "review", "upr1", "verdict", "grade", "claim", "report", "measure",
         "indicator", "cluster")  # fmt: skip
#: Commands that read, each with the exit code of one that found something.
COMMANDS = {
    "list --fields id,title,by,place,note,tags,sources,disputes,conflicts": 0,
    "recs --fields id,title,text,recommended_by,responses,themes,groups,items,verdicts,note": 0,
    "claims --fields id,by,title,note,sources": 0,
    "reports --fields id,ordinal,title,treaty,symbol,observations,sources": 0,
    "measures --fields id,title,lead,partners,progress,note,sources": 0,
    "indicators --fields id,title,unit,values,lines,note,sources": 0,
    "status plan": 0,
    "clusters --fields id,title,members,note,course": 0,
    "due --as-of 2012": 0,
    "check": 8,
    "log": 0,
    "status": 0,
    "status upr": 0,
    "status upr --group-by theme": 0,
    "status upr --group-by theme,state": 0,
    "status upr --since 2009 --until 2020": 0,
    "status CAT": 0,
    f"show {' '.join(f'{kind}-{n}' for kind in KINDS for n in range(len(TEXTS)))}": 0,
}
#: Commands that may refuse a store that others made.
UNSURE = ("merge other.json --dry-run", "check --store")
EXPORTED = ("events", "reviews", "recommendations", "assessments", "grades", "claims", "reports",
            "measures", "indicators", "clusters")  # fmt: skip
#: With what a spreadsheet begins a formula, behind white space too.
SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
lines = pytest.mark.parametrize("line", COMMANDS, ids=lambda line: line[:30])


@pytest.fixture(autouse=True)
def path(own_world: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A forged store that holds every text, and is the one that commands use."""
    store(own_world / "other.json", urls=URLS[1:])
    monkeypatch.setenv("HRTRACK_DB", str(own_world / "forged.json"))
    return store(own_world / "forged.json").path


def out(hrtrack: Run, line: str, form: str) -> str:
    """Return what a command gives in a format; what it says is safe."""
    typed = line.partition(" --fields")[0] if form == "ids" else line
    ran = hrtrack(f"{typed} --format {form}", code=COMMANDS[line])
    assert_plain(ran.err)
    assert ran.out
    return ran.out


def assert_plain(text: str, allowed: str = "") -> None:
    """Nothing in a text drives a terminal, hides, reorders, or makes a line of its own."""
    assert set(text) & (FORBIDDEN - set(allowed)) == set()
    assert POSING not in re.split("[\r\n]", text)


def assert_no_formula(text: str) -> None:
    assert set(text) & (FORBIDDEN - set("\t\r\n")) == set()
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert {len(row) for row in rows} == {len(header)}
    for mark in ",;|\t":  # As a spreadsheet reads it, whatever its list separator is.
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        told = [cell for line in lines for cell in line if cell.lstrip().startswith(SIGNS)]
        assert [cell for cell in told if not NUMBER.fullmatch(cell)] == []


def assert_one_table(text: str) -> None:
    assert_plain(text)
    assert {token.type for token in tokens(text)} == TABLE


#: What a table of texts is made of.
PARTS = ("table", "thead", "tbody", "tr", "th", "td")
TABLE = {"inline", "text", *(f"{part}_{end}" for part in PARTS for end in ("open", "close"))}


def tokens(text: str) -> list[Any]:
    """Return all tokens of a document as another reader of Markdown finds them."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    found = reader.parse(text)
    return [*found, *(child for token in found for child in token.children or ())]


# --- formats -----------------------------------------------------------------------------


@lines
@pytest.mark.parametrize("form", ["table", "tsv", "ids"])
def test_a_line_is_visible_text(hrtrack: Run, line: str, form: str) -> None:
    if form == "ids" and line.startswith("status") and line != "status CAT":
        return
    text = out(hrtrack, line, form)
    assert_plain(text, "\t" if form == "tsv" else "")
    if form == "tsv":
        assert len({one.count("\t") for one in text.splitlines()}) == 1


@lines
def test_csv_has_its_columns_and_no_formula(hrtrack: Run, line: str) -> None:
    assert_no_formula(out(hrtrack, line, "csv"))


@lines
def test_json_is_json(hrtrack: Run, line: str) -> None:
    whole, rows = out(hrtrack, line, "json"), out(hrtrack, line, "ndjson")
    assert_plain(whole)
    assert_plain(rows)
    json.loads(whole)
    assert {type(json.loads(row)) for row in rows.splitlines()} == {dict}


@lines
def test_markdown_is_one_table_without_markup(hrtrack: Run, line: str) -> None:
    assert_one_table(out(hrtrack, line, "md"))


@pytest.mark.parametrize("what", EXPORTED)
def test_an_export_is_as_safe(hrtrack: Run, what: str) -> None:
    asked = f"export --what {what} --format"
    assert_no_formula(hrtrack(f"{asked} csv").out)
    assert_plain(hrtrack(f"{asked} tsv").out, "\t")
    assert_one_table(hrtrack(f"{asked} md").out)
    for form in ("json", "ndjson"):
        assert_plain(hrtrack(f"{asked} {form}").out)
    rows = json.loads(hrtrack(f"{asked} json").out)
    assert {row["note"] for row in rows} == set(TEXTS.values())


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999"])
def test_no_number_is_written_that_is_none(hrtrack: Run, path: Path, number: str) -> None:
    path.write_bytes(resealed(path.read_bytes(), b'"implemented": 2', b'"x": %s' % number.encode()))
    for form in ("json", "ndjson"):
        ended = hrtrack(f"claims --format {form}", code=None)
        assert "NaN" not in ended.out
        assert "Infinity" not in ended.out
        assert ended.code != 0


# --- ids -------------------------------------------------------------------------------------


@pytest.fixture
def ids(path: Path) -> list[str]:
    """The ids of records when these are forged as well."""
    store(path, tuple(TEXTS.values()))
    return [f"{kind}-{n}{text}" for kind in KINDS for n, text in enumerate(TEXTS.values())]


@pytest.mark.parametrize("line", [*COMMANDS, *UNSURE], ids=lambda line: line[:30])
@pytest.mark.parametrize("form", ["table", pytest.param("csv", marks=pytest.mark.slow), "ids"])
def test_a_forged_id_is_refused_or_shown_as_a_word(
    hrtrack: Run, ids: list[str], line: str, form: str
) -> None:
    asked = "show 1" if line.startswith("show") else line
    ended = hrtrack([*asked.split(), "--format", form], code=None)
    assert ended.code in (0, 2, 3, 4, 7, 8, 9), ended.err
    text = ended.out
    assert set(text) & (FORBIDDEN - set("\t\r" if form == "csv" else "")) == set()
    assert form == "csv" or POSING not in text.split("\n")
    assert_plain(ended.err)


@pytest.mark.parametrize("line", ["edit {} --note x", "edit {} --title a\nb", "mark {} --as partly",
                                  "delete {} --yes", "delete {}", "undo", "log {}"])  # fmt: skip
def test_a_message_about_a_forged_id_is_its_own_lines(
    hrtrack: Run, ids: list[str], line: str
) -> None:
    for id_ in ids[:: len(TEXTS)]:
        ended = hrtrack([part.format(id_) for part in line.split(" ")], code=None)
        assert ended.code in (0, 2, 3, 4, 5), ended.err
        assert_plain(ended.out, "\t")
        assert_plain(ended.err)


# --- what is handed on as it is ----------------------------------------------------------------


def test_a_backup_is_what_it_was_but_visible_on_a_terminal(forked: Executable, path: Path) -> None:
    event = {"date": "2009", "mechanism": "CAT", "kind": "visit", "title": "a\u202eb"}
    raw = storage.file_bytes({"events": {"cat-2009-visit": event}})
    path.write_bytes(resealed(raw, b"\\u202e", "\u202e\x7f\x9b2J".encode()))
    assert forked("export", "--format", "json").stdout == path.read_bytes()
    with Terminal("export", "--format", "json") as terminal:
        _, seen = terminal.end()
    assert set(seen) & FORBIDDEN == set()


def test_an_archive_of_the_log_takes_any_text(hrtrack: Run) -> None:
    entries = json.loads(hrtrack("log --format json").out)
    hrtrack("log --archive log.ndjson")
    text = Path("log.ndjson").read_text("utf-8")
    assert_plain(text)
    assert {json.loads(line)["by"] for line in text.splitlines()} == {e["by"] for e in entries}

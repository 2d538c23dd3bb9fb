"""A forged store, its checksums right, through each way out that is more than plain text.

- a calendar: lines of 75 octets at most with their ends and no other, no address but http and https
- the matrix: a workbook of texts, none a formula, a link or longer than a cell; Markdown links to
  http and https alone
- a terminal with colours and links: links to http and https alone, in printable ASCII
- the report of an import: a cell for each column, no formula
- the form in the editor: another reader finds the texts in it, and no line of it is a text's own
- what Tab offers: on one line, and nothing that a shell runs
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree import ElementTree

import openpyxl
import pytest
from forged_texts import POSING, TEXTS, store
from icalendar import Calendar
from test_completion import asked
from test_forged_out import TABLE, assert_plain, tokens
from test_hostile_text import FORBIDDEN
from test_terminal import LINK, shown

from belarus_hr.domain.text.safe_text import visible

if TYPE_CHECKING:
    from tests.conftest import Run

Executable = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(autouse=True)
def path(own_world: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A forged store that holds every text, and is the one that commands use."""
    monkeypatch.setenv("HRTRACK_DB", str(own_world / "forged.json"))
    return store(own_world / "forged.json").path


def assert_web(address: str) -> None:
    """An address opens a page and does nothing else."""
    assert urlsplit(address).scheme in ("http", "https")
    assert re.fullmatch("[!-~]+", address)
    assert "secret" not in address


# --- calendar -----------------------------------------------------------------------------


@pytest.mark.parametrize("tails", [("",), tuple(TEXTS.values())], ids=["sound ids", "forged ids"])
def test_a_calendar_is_folded_lines_of_visible_text(
    forked: Executable, path: Path, tails: tuple[str, ...]
) -> None:
    store(path, tails)
    ended = forked("due", "--format", "ics", "--as-of", "2012")
    if tails != ("",) and ended.returncode == 4:
        return
    assert ended.returncode == 0, ended.stderr
    lines = ended.stdout.split(b"\r\n")
    assert lines.pop() == b""
    assert [line for line in lines if len(line) > 75] == []
    assert {chr(byte) for line in lines for byte in line if byte < 0x20 or byte == 0x7F} == set()
    assert set(ended.stdout.decode()) & (FORBIDDEN - {"\r"}) == set()
    for event in Calendar.from_ical(ended.stdout).events:
        assert event.keys() <= {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION",
                                "CATEGORIES", "URL", "TRANSP"}  # fmt: skip
        if "URL" in event:
            assert_web(str(event["URL"]))


# --- matrix -------------------------------------------------------------------------------


def test_a_workbook_holds_texts_and_nothing_else(hrtrack: Run) -> None:
    hrtrack("export --format matrix -o matrix.xlsx")
    with zipfile.ZipFile("matrix.xlsx") as parts:
        read = {name: ElementTree.fromstring(parts.read(name)) for name in parts.namelist()}
    kinds = {part.tag.rpartition("}")[2] for root in read.values() for part in root.iter()}
    assert kinds & {"f", "hyperlink", "hyperlinks"} == set()
    book = openpyxl.load_workbook("matrix.xlsx")
    assert book.sheetnames == ["Matrix", "About"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    texts = [cell.value for cell in cells if cell.value is not None]
    assert max(len(text.encode("utf-16-le")) for text in texts) <= 2 * 32_767
    assert set("".join(texts)) & FORBIDDEN == set()
    assert any(visible(TEXTS["markup"]) in text for text in texts)


def test_a_matrix_in_markdown_links_to_the_web_alone(hrtrack: Run) -> None:
    out = hrtrack("export --format matrix").out
    assert_plain(out)
    found = tokens(out)
    around = {"heading", "bullet_list", "list_item", "paragraph", "link"}
    outer = {f"{part}_{end}" for part in around for end in ("open", "close")}
    assert {token.type for token in found} - TABLE - outer == {"html_inline"}
    assert {token.content for token in found if token.type == "html_inline"} == {"<br>"}
    links = [token.attrs["href"] for token in found if token.type == "link_open"]
    assert links
    for link in links:
        assert_web(link)


# --- terminal -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    ["show {}-9 {}-2", "list --fields id,sources", "status upr", "status CAT", "log", "reports"],
)
def test_a_terminal_is_sent_colours_and_links_to_the_web(line: str) -> None:
    for kind in ("event", "upr1") if "{}" in line else ("",):
        seen = shown(*line.replace("{}", kind).split(), columns=200)
        for link in filter(None, LINK.findall(seen)):
            assert_web(link)
        left = LINK.sub("", re.sub(r"\x1b\[[0-9;]*m", "", seen))
        assert set(left) & FORBIDDEN == set()


def test_a_link_of_any_letters_is_one_in_ascii(path: Path) -> None:
    links = LINK.findall(shown("show", "event-9", columns=200))
    assert "HTTPS://e.example/%3C%D0%BF%D1%80%D0%B0%D0%B2%D0%B0%3E%7Ca%5Cb" in links


# --- import, edit -------------------------------------------------------------------------


def test_the_report_of_an_import_is_a_table_without_formulas(hrtrack: Run) -> None:
    events = json.loads(hrtrack("export --what events --format json").out)
    given = [{**event, "kind": event["note"]} for event in events]
    name = "\uff1d\x1b[2J\u202e.json"
    Path(name).write_text(json.dumps(given))
    refused = hrtrack(["import", name, "--report", "report.tsv"], code=5)
    assert_plain(refused.err)
    header, *rows = Path("report.tsv").read_text("utf-8").split("\n")
    assert_plain("".join(rows), "\t")
    cells = [row.split("\t") for row in rows if row]
    assert {len(row) for row in cells} == {len(header.split("\t"))}
    assert [cell for row in cells for cell in row if cell.startswith(tuple("=+-@\uff1d"))] == []


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_form_holds_the_texts_on_lines_of_its_own(
    hrtrack: Run, own_world: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setenv("EDITOR", """sh -c 'cp "$0" seen.toml; exit 1'""")
    monkeypatch.setattr("tempfile.tempdir", str(own_world))
    text = list(TEXTS.values())[number]
    for kind in ("event", "review", "upr1", "claim", "report"):
        hrtrack(f"edit {kind}-{number}", code=5)
        form = Path("seen.toml").read_text("utf-8")
        assert_plain(form)
        if "\\ud800" not in form:  # TOML has no half of a pair
            assert tomllib.loads(form)["note"] == text


# --- completion ---------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    "line", ["show ", "recs --theme ", "recs --state ", "mark x --by "], ids=str.strip
)
def test_what_tab_offers_is_a_line_that_no_shell_runs(
    forked: Executable, path: Path, line: str, shell: str
) -> None:
    # The ids are looked at alike, whatever shell asks.
    for tails in [("",), tuple(TEXTS.values())] if shell == "bash" else [("",)]:
        store(path, tails)
        ended = forked(env=asked(shell, f"hrtrack {line}"))
        assert (ended.returncode, ended.stderr) == (0, b"")
        text = ended.stdout.decode()
        assert_plain(text, "\t")
        if shell == "bash":
            assert set(text) & set(";&|<>`$") == set()


def test_what_tab_puts_on_a_line_runs_nothing(forked: Executable, own_world: Path) -> None:
    offered = forked(env=asked("bash", "hrtrack recs --theme ")).stdout.decode().splitlines()
    assert any("touch pwned" in one for one in offered)
    for one in offered:
        subprocess.run(["bash", "-c", f"echo {one}"], check=False, capture_output=True,
                       env=dict(os.environ))  # fmt: skip
    assert not (own_world / "pwned").exists()
    assert POSING not in offered

"""``export``: the matrix of recommendations, to standard output or a file.

- without -o Markdown; -o FILE.md the same bytes; -o FILE.xlsx a workbook with the same rows
- the filters of ``recs`` mean the same here
- the heading counts as the record stood: May 2010, September 2010; each assessor apart
- --assessor says whose verdicts, in which order; unknown ones are told who there is
- a file that is there is replaced only with --force; a refused export writes nothing
- what is asked wrongly: exit 2 and what would do; a place that takes no file: exit 4
- a .docx is the matrix alone, and the docs have all endings that tell a format
- the store is read only; on a terminal alone a sentence says what was written
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from own_records import fill, recommendation, record

from belarus_hr.cli.suffixes import SUFFIXES
from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run

Execute = Callable[..., subprocess.CompletedProcess[bytes]]

MATRIX = "export --format matrix"


def paragraphs(markdown: str) -> list[str]:
    return re.findall(r"^\| (\d+\.\d+) ", markdown, re.MULTILINE)


def facts(markdown: str) -> list[str]:
    return re.findall(r"^- (.*)$", markdown, re.MULTILINE)


# --- forms ----------------------------------------------------------------------


def test_the_shipped_cycle_is_markdown_on_standard_output(hrtrack: Run) -> None:
    written = hrtrack(MATRIX)
    assert written.out.startswith("# Matrix of recommendations\n\n- State under review: Belarus\n")
    assert len(paragraphs(written.out)) == len(set(paragraphs(written.out))) == 93
    assert written.err == ""


@pytest.mark.parametrize("name", ["matrix.md", "MATRIX.MD"])
def test_a_markdown_file_holds_what_standard_output_would(
    hrtrack: Run, own_world: Path, name: str
) -> None:
    written = hrtrack(f"{MATRIX} -o {name}")
    assert (written.out, written.err) == ("", "")
    assert (own_world / name).read_text(encoding="utf-8") == hrtrack(MATRIX).out


def test_a_workbook_holds_the_same_rows(hrtrack: Run, own_world: Path) -> None:
    hrtrack(f"{MATRIX} --output matrix.xlsx")
    sheet = openpyxl.load_workbook(own_world / "matrix.xlsx")["Matrix"]
    lines = sheet.iter_rows(min_row=2, values_only=True)
    found = [str(line[0]).split()[0] for line in lines if line[2]]
    assert found == paragraphs(hrtrack(MATRIX).out)


def test_the_store_is_not_started(hrtrack: Run, own_world: Path, own_store: Path) -> None:
    hrtrack(f"{MATRIX} -o matrix.xlsx")
    assert [path.name for path in own_world.iterdir()] == ["matrix.xlsx"]


# --- filters --------------------------------------------------------------------

RECORDS = (
    recommendation("97.9", themes=["Torture"], recommended_by=["Norway"], title="Stop torture"),
    recommendation("97.10", themes=["Torture", "Justice"], recommended_by=["Chile"]),
    recommendation("98.1", responses=[{"response": "noted", "date": "2010-09-23"}]),
    recommendation("127.1", cycle=2, themes=["NHRI"]),
    record("assessment", "a1", recommendation="upr1-97.9", status="partly", date="2012"),
    record("assessment", "a2", recommendation="upr1-97.9", assessor="un", date="2013"),
    record("assessment", "a3", recommendation="upr1-97.10", assessor="ngo", date="2014"),
)


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(empty_store, *RECORDS)
    return empty_store


@pytest.mark.parametrize(
    "options",
    [
        "",
        "--cycle 1",
        "--cycle 2",
        "--response noted,supported",
        "--theme justice",
        "--theme tort --theme NHRI",
        "--state norway",
        "--text stop",
        "--status partly",
        "--status implemented --by ngo",
        "--status not-assessed --by un --cycle 1",
        "--as-of 2010-06",
        "--text unheard-of",
    ],
)
def test_the_filters_of_recs_mean_the_same(hrtrack: Run, store: Store, options: str) -> None:
    listed = hrtrack(f"recs {options} --fields paragraph").lines
    assert sorted(paragraphs(hrtrack(f"{MATRIX} {options}").out)) == sorted(listed)


@pytest.mark.parametrize(
    ("options", "counted"),
    [
        ("--as-of 2010-05-31", "93 made, 55 supported, 0 noted, 38 pending"),
        ("--as-of 2010-09-23", "93 made, 74 supported (1 of them in part), 19 noted"),
        ("--response noted", "19 of 93 made, 0 supported, 19 noted"),
        ("--cycle 2", "none on record of 259 made as reported"),
    ],
)
def test_the_heading_counts_what_the_record_showed(
    hrtrack: Run, options: str, counted: str
) -> None:
    assert f"Recommendations: {counted}" in facts(hrtrack(f"{MATRIX} {options}").out)


# --- assessors ------------------------------------------------------------------


def test_each_assessor_has_a_figure_of_its_own(hrtrack: Run, store: Store) -> None:
    heading = facts(hrtrack(f"{MATRIX} --cycle 1").out)
    assert [fact for fact in heading if fact.startswith("Implemented")] == [
        "Implemented according to self: 0/2 supported (0.0 %); "
        "1 partly, 0 not implemented, 1 not assessed",
        "Implemented according to un: 1/2 supported (50.0 %); "
        "0 partly, 0 not implemented, 1 not assessed",
        "Implemented according to ngo: 1/2 supported (50.0 %); "
        "0 partly, 0 not implemented, 1 not assessed",
    ]


@pytest.mark.parametrize("options", ["--assessor ngo --assessor UN", "--assessor 'ngo, un,ngo'"])
def test_the_assessors_named_are_shown_in_that_order(
    hrtrack: Run, store: Store, options: str
) -> None:
    written = hrtrack(f"{MATRIX} --text stop {options}").out
    assert "Assessors: ngo; un" in facts(written)
    assert written.endswith("| un: implemented (2013)<br>Not assessed by ngo |\n")


def test_a_verdict_is_written_with_its_note_and_sources(hrtrack: Run, store: Store) -> None:
    hrtrack(["mark", "98.1", "--by", "ngo", "--as", "not-implemented", "--date", "2014-05",
             "--source", "Mid-term report, p. 3", "--note", "No law\nwas passed"])  # fmt: skip
    said = "ngo: not implemented (2014-05)<br>No law<br>was passed<br>Source: Mid-term report, p. 3"
    assert hrtrack(f"{MATRIX} --text 98.1 --assessor ngo").out.endswith(f"| {said} |\n")


# --- a file that is there -------------------------------------------------------


@pytest.mark.parametrize("name", ["matrix.md", "matrix.xlsx"])
def test_a_file_is_replaced_only_with_force(hrtrack: Run, own_world: Path, name: str) -> None:
    path = own_world / name
    path.write_text("mine", encoding="utf-8")
    refused = hrtrack(f"{MATRIX} -o {name}", code=2)
    said = f"hrtrack: {name} is there already: --force replaces it; nothing was written\n"
    assert (refused.out, refused.err, path.read_bytes()) == ("", said, b"mine")
    hrtrack(f"{MATRIX} -o {name} --force")
    assert path.stat().st_size > 10_000


def test_the_store_itself_is_never_replaced(
    hrtrack: Run, own_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HRTRACK_DB", "store.md")
    hrtrack("mark 97.4")
    before = (own_world / "store.md").read_bytes()
    refused = hrtrack(f"{MATRIX} -o ./store.md --force", code=2)
    assert refused.err == 'hrtrack: "store.md" is the store itself: write to another file\n'
    assert (own_world / "store.md").read_bytes() == before


# --- refused --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            "",
            "--format is missing: known: "
            "json, ndjson, csv, tsv, md, xlsx, sqlite, bibtex, csl, html, matrix, verdict-sheet, "
            "impact-oss",
        ),
        (
            "-F matirx",
            'unknown format "matirx": did you mean "matrix"? '
            "known: json, ndjson, csv, tsv, md, xlsx, sqlite, bibtex, csl, html, matrix, "
            "verdict-sheet, impact-oss",
        ),
        ("-F matrix -o m.odt", '"m.odt" must end in .md or .xlsx or .docx: so it is written'),
        ("-F matrix -o m", '"m" must end in .md or .xlsx or .docx: so it is written'),
        ("-F matrix --force", "--force replaces a file: name it with --output"),
        (
            "-F matrix --by un",
            "--by says whose --status is meant; --assessor says whose verdicts to write",
        ),
        (
            "-F matrix --assessor nobody",
            'unknown assessor "nobody": known: self, government, un, civil-society',
        ),
        ("-F matrix --cycle 9", "no cycle 9 on record: known: 1, 2, 3, 4"),
        (
            "-F matrix --response yes",
            'unknown response "yes": known: supported, supported-implemented, '
            "partly-supported, noted, pending",
        ),
    ],
)
def test_what_is_asked_wrongly_is_told_what_would_do(
    hrtrack: Run, own_world: Path, options: str, said: str
) -> None:
    refused = hrtrack(f"export {options}", code=2)
    assert (refused.out, refused.err) == ("", f"hrtrack: {said}\n")
    assert list(own_world.iterdir()) == []


def test_a_place_that_takes_no_file_is_named(hrtrack: Run, own_world: Path) -> None:
    refused = hrtrack(f"{MATRIX} -o missing/m.md", code=4)
    assert refused.err == "hrtrack: cannot write missing/m.md: there is no folder missing\n"
    assert list(own_world.iterdir()) == []


# --- a terminal -----------------------------------------------------------------


def test_on_a_terminal_a_sentence_says_what_was_written(executable: Execute) -> None:
    master, slave = os.openpty()
    executable(*MATRIX.split(), "--cycle", "1", "-o", "m.md", stderr=slave)
    os.close(slave)
    said = os.read(master, 1000)
    os.close(master)
    assert said == b"m.md: 93 recommendations under 32 themes\r\n"


@pytest.mark.parametrize(
    "options", ["-m CAT", "--kind visit", "--since 2020", "--what events", "--what all"]
)
def test_word_is_the_matrix_alone_and_that_is_said(hrtrack: Run, options: str) -> None:
    ran = hrtrack(f"export {options} -o a.docx", code=2)
    assert "a .docx is the matrix of UPR recommendations alone: name the file .xlsx" in ran.err
    hrtrack("export --cycle 1 --text torture --what recommendations -o a.docx")


def test_the_endings_that_tell_a_format_are_all_in_the_docs() -> None:
    page = Path(__file__).parents[2] / "docs" / "scripts.md"
    (line,) = re.findall(r"the end of FILE's name decides \((.*?)\)", page.read_text(), re.DOTALL)
    told = set(re.findall(r"\.[a-z0-9]+", line))
    assert told == {ending for endings in SUFFIXES.values() for ending in endings}

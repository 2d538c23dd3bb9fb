"""Spreadsheets that mean harm, or are broken: each is refused with a sentence, soon and cheaply.

- two cells far apart, in XLSX, ODS and XLS; more rows or columns than are read
- what unpacks to too much; one long text that a thousand cells share, or that is repeated
- cut off, wrong inside, no XML; a sound one is read, whatever its prefix of names
- a file may use memory, and be unpacked, as it is large; a small one soon uses too much
- the parser's own end is a sentence: nothing of the program ends with it
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import foreign_files as made
import pytest

from belarus_hr.domain.errors import Rejected
from belarus_hr.formats import spreadsheet, tables

SHARED = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>'


def first_sheet(raw: bytes) -> Iterable[tables.TableRow]:
    return spreadsheet.sheets(raw)[0].rows


def sheet(inner: bytes) -> bytes:
    return made.SHEET + inner + made.SHEET_END


def row(number: int, cells: bytes) -> bytes:
    return b'<row r="%d">' % number + cells + b"</row>"


def cell(place: str, inner: bytes = b"<v>1</v>", attributes: bytes = b"") -> bytes:
    return f'<c r="{place}" '.encode() + attributes + b">" + inner + b"</c>"


def shared() -> bytes:
    rows = b"".join(row(r, cell(f"A{r}", b"<v>0</v>", b't="s"')) for r in range(1, 1_001))
    return made.xlsx_of(sheet(rows), SHARED % (b"x" * 900_000))


def repeated(columns: int, text: str) -> bytes:
    """Return a cell of an ODS that stands so many times beside itself."""
    repeat = b'<table:table-cell table:number-columns-repeated="%d" ' % columns
    return made.ods_cell(text).replace(b"<table:table-cell ", repeat)


def ods_row(cells: bytes, times: int = 1) -> bytes:
    attribute = b'<table:table-row table:number-rows-repeated="%d">' % times
    return attribute + cells + b"</table:table-row>"


#: Hostile files by name: how each is made, and what is said of it.
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "far": (
        lambda: made.xlsx_of(sheet(row(1, cell("A1")) + row(1048576, cell("XFD1048576")))),
        "needs more memory",
    ),
    "far xls": (
        lambda: made.xls([["a"], *[[]] * 65_534, [*[""] * 255, "b"]]),
        "needs more memory",
    ),
    "tall": (
        lambda: made.xlsx_of(sheet(row(1, cell("A1")) + row(500_002, cell("A500002")))),
        "more than 500,000 rows",
    ),
    "wide": (
        lambda: made.xlsx_of(sheet(row(1, b"<c><v>1</v></c>" * 300) + row(2, b"<c><v>1</v></c>"))),
        "at most 200",
    ),
    "spaces": (lambda: made.xlsx_of(sheet(b" " * (65 << 20))), "unpacks to more than 64 MB"),
    "shared": (shared, "needs more memory"),
    "wide ods": (
        lambda: made.ods(ods_row(repeated(16_384, "a")) + ods_row(made.ods_cell("b"))),
        "at most 200",
    ),
    "tall ods": (
        lambda: made.ods(ods_row(made.ods_cell("a"), 500_002)),
        "more than 500,000 rows",
    ),
    "repeated ods": (
        lambda: made.ods(ods_row(repeated(100, "x" * 1_000), 1_000)),
        "needs more memory",
    ),
}

#: Reads a file, and prints kilobytes of memory, seconds and what is said of the file.
#: The kernel's own mark of memory: what the process was forked from does not count.
MEASURED = """
import os, resource, sys
from belarus_hr.domain.errors import Rejected
from belarus_hr.formats import spreadsheet, tables
try:
    list(tables.of_rows(spreadsheet.sheets(open(sys.argv[1], "rb").read())[0].rows).rows)
except Rejected as error:
    lines = open("/proc/self/status").read().splitlines()
    own = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(max(own, child), sum(os.times()[:4]), error)
"""


@pytest.mark.parametrize(
    "name",
    # Half a million rows take seconds; a lower limit is held below.
    [pytest.param(name, marks=[pytest.mark.slow] * name.startswith("tall")) for name in BOMBS],
)
def test_a_bomb_is_refused_with_a_sentence_and_takes_little_time_and_memory(
    tmp_path: Path, name: str
) -> None:
    """Measured in a process of its own, and in the parser's."""
    make, says = BOMBS[name]
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(make())
    command = [sys.executable, "-c", MEASURED, str(path)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    kilobytes, seconds, said = done.stdout.split(" ", 2)
    assert says in said
    assert int(kilobytes) < 250_000
    assert float(seconds) < 10


def test_more_rows_than_are_read_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    rows: list[list[object]] = [["a"], [""], ["1"]]
    assert list(tables.of_rows(rows).rows) == [(3, ["1"])]
    with pytest.raises(Rejected, match="more than 2 rows"):
        list(tables.of_rows([*rows, [""]]).rows)


@pytest.mark.usefixtures("forked_parsers")
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_is_cut_off_is_damaged(kind: str, part: float) -> None:
    raw = getattr(made, kind)([["a", "b"], *[[str(n) * 20, n] for n in range(300)]])
    with pytest.raises(Rejected, match=r"damaged|needs more"):
        list(first_sheet(raw[: int(len(raw) * part)]))


def test_text_that_the_worker_may_not_write_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    little = replace(spreadsheet._PARSER, output=100, output_a_byte=0)
    monkeypatch.setattr(spreadsheet, "_PARSER", little)
    assert len(list(first_sheet(made.xlsx([["a"], ["b"]])))) == 2
    with pytest.raises(Rejected, match="holds more text"):
        list(first_sheet(made.xlsx([["a"], ["x" * 100]])))


def test_an_archive_that_says_it_is_smaller_is_damaged() -> None:
    """What it unpacks to is asked of the archive; the parser stops where that was not true."""
    size = 68_000_000
    raw = made.xlsx_of(sheet(b" " * (size - len(sheet(b"")))))
    assert raw.count(size.to_bytes(4, "little")) == 2
    with pytest.raises(Rejected, match="damaged spreadsheet"):
        list(first_sheet(raw.replace(size.to_bytes(4, "little"), (5_000).to_bytes(4, "little"))))


@pytest.mark.usefixtures("forked_parsers")
def test_xml_that_is_none_is_damaged() -> None:
    with pytest.raises(Rejected, match="damaged spreadsheet"):
        list(first_sheet(made.xlsx_of(sheet(b"<row></c></row>"))))


@pytest.mark.usefixtures("forked_parsers")
def test_a_sound_sheet_keeps_the_numbers_of_its_rows() -> None:
    rows = list(first_sheet(made.xlsx([[], ["b", "a"], [], ["", 5.0, True]])))
    assert rows == [["", "", ""], ["b", "a", ""], ["", "", ""], ["", 5.0, True]]


def test_a_zip_without_a_sheet_is_none() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    assert not spreadsheet.of_zip(out.getvalue())
    assert spreadsheet.of_zip(made.xlsx([["a"]]))
    assert spreadsheet.of_zip(made.ods(b""))

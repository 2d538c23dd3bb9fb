"""Spreadsheets that mean harm, or are broken: each is refused with a sentence, soon and cheaply.

- two cells far apart, in XLSX, ODS and XLS; more rows, columns or cells than are read
- what unpacks to too much or too many times its size; archives in archives; many members
- one long text that a hundred thousand cells share; entities
- cut off, wrong inside, protected; a sound one is read, whatever its prefix of names
- what a file may hold grows with its size, up to a bound
- the parser's own end is a sentence: nothing of the program ends with it
"""

from __future__ import annotations

import subprocess
import sys
import textwrap
import time
import zipfile
from io import BytesIO
from pathlib import Path

import foreign_files as made
import pytest

from belarus_hr.domain.errors import Rejected
from belarus_hr.formats import spreadsheet
from belarus_hr.formats.spreadsheet_limits import Bounds, check_zip

SHARED = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>'


def sheet(inner: bytes) -> bytes:
    return made.SHEET + inner + made.SHEET_END


def row(number: int, cells: bytes) -> bytes:
    return b'<row r="%d">' % number + cells + b"</row>"


def cell(place: str, inner: bytes = b"<v>1</v>", attributes: bytes = b"") -> bytes:
    return f'<c r="{place}" '.encode() + attributes + b">" + inner + b"</c>"


def bombs() -> dict[str, tuple[bytes, str]]:
    """Return hostile files by name, each with what is said of it."""
    many = b"".join(
        row(r, b"".join(b"<c><v>1</v></c>" for _ in range(26))) for r in range(1, 80_000)
    )
    shared = b"".join(row(r, cell(f"A{r}", b"<v>0</v>", b't="s"')) for r in range(1, 1_001))
    wide_ods = made.ods(
        b"<table:table-row>" + made.ods_cell("a").replace(
            b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="16384" '
        ) + b"</table:table-row>"
    )  # fmt: skip
    tall_ods = made.ods(
        b'<table:table-row table:number-rows-repeated="1048576">'
        + made.ods_cell("a")
        + b"</table:table-row>"
    )
    members = {f"xl/x{i}.bin": b"" for i in range(600)}
    repeated_ods = made.ods(
        b'<table:table-row table:number-rows-repeated="1000">'
        + made.ods_cell("x" * 1_000).replace(
            b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="100" '
        ) + b"</table:table-row>"
    )  # fmt: skip
    return {
        "far": (
            made.xlsx_of(sheet(row(1, cell("A1")) + row(1048576, cell("XFD1048576")))),
            "column 16,384",
        ),
        "tall": (made.xlsx_of(sheet(row(1, cell("A1")) + row(900_000, cell("A900000")))), "row 9"),
        "unnamed columns": (made.xlsx_of(sheet(row(1, b"<c><v>1</v></c>" * 300))), "column 201"),
        "many cells": (made.xlsx_of(sheet(many)), "too much|64 MB"),
        "spaces": (made.xlsx_of(sheet(b" " * 100_000_000)), "packed more than 200 to 1"),
        "shared": (made.xlsx_of(sheet(shared), SHARED % (b"x" * 900_000)), "of text"),
        "entities": (
            made.xlsx_of(b'<!DOCTYPE a [<!ENTITY x "y">]>' + sheet(b"")),
            "declares entities",
        ),
        "nested": (made.xlsx_of(sheet(b""), **{"x.bin": made.xlsx([["a"]])}), "inside the archive"),
        "members": (made.xlsx_of(sheet(b""), **members), "at most 500"),
        "wide ods": (wide_ods, "column 16,384"),
        "tall ods": (tall_ods, "row 1,048,576"),
        "repeated ods": (repeated_ods, "64 MB of text"),
    }


BOMBS = bombs()
FAR_XLS = made.xls([["a"], *[[]] * 65_534, [*[""] * 255, "b"]])


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_it_is_parsed(name: str) -> None:
    raw, said = BOMBS[name]
    start = time.process_time()
    with pytest.raises(Rejected, match=said):
        check_zip(raw)
    assert time.process_time() - start < 2


def test_a_bomb_takes_little_memory(tmp_path: Path) -> None:
    """Measured in a process of its own, and in the parser's where one is started."""
    for name, raw in {"xls": FAR_XLS, **{name: raw for name, (raw, _) in BOMBS.items()}}.items():
        path = tmp_path / "bomb.xlsx"
        path.write_bytes(raw)
        program = textwrap.dedent("""
            import resource, sys
            from belarus_hr.domain.errors import Rejected
            from belarus_hr.formats import spreadsheet
            try:
                list(spreadsheet.rows(open(sys.argv[1], "rb").read()))
            except Rejected:
                # The kernel's own mark: what this process was forked from does not count.
                lines = open("/proc/self/status").read().splitlines()
                own = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
                print(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
        """)
        command = [sys.executable, "-c", program, str(path)]
        done = subprocess.run(command, capture_output=True, check=True, text=True)
        assert int(done.stdout) < 200_000, name


def test_the_parser_s_end_is_a_sentence() -> None:
    """XLS is not looked through first: two far cells take more than the child may have."""
    with pytest.raises(Rejected, match="needs more memory"):
        list(spreadsheet.rows(FAR_XLS))


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_is_cut_off_is_damaged(kind: str, part: float) -> None:
    raw = getattr(made, kind)([["a", "b"], *[[str(n) * 20, n] for n in range(300)]])
    with pytest.raises(Rejected, match=r"damaged|needs more"):
        list(spreadsheet.rows(raw[: int(len(raw) * part)]))


def test_a_large_file_may_hold_more_than_a_small_one() -> None:
    small, large, endless = map(Bounds.of, (2_000, 90 << 20, 1 << 40))
    assert small == Bounds(64 << 20, 64 << 20, 2_000_000)
    assert all(more > less for more, less in zip(large, small, strict=True))
    assert large.cells > 267_000 * 16  # all of UHRI
    assert endless == Bounds(768 << 20, 512 << 20, 8_000_000)


def test_xml_that_is_none_is_damaged() -> None:
    with pytest.raises(Rejected, match="damaged spreadsheet"):
        list(spreadsheet.rows(made.xlsx_of(sheet(b"<row></c></row>"))))


def test_a_member_that_is_there_twice_is_refused() -> None:
    out = BytesIO(made.xlsx([["a"]]))
    with (
        pytest.warns(UserWarning, match="Duplicate"),
        zipfile.ZipFile(out, "a") as archive,
    ):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(Rejected, match="twice"):
        check_zip(out.getvalue())


def test_a_sound_sheet_keeps_the_numbers_of_its_rows() -> None:
    rows = list(spreadsheet.rows(made.xlsx([[], ["b", "a"], [], ["", 5.0, True]])))
    assert rows == [["", "", ""], ["b", "a", ""], ["", "", ""], ["", 5.0, True]]


def test_a_zip_without_a_sheet_is_none() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    assert not spreadsheet.of_zip(out.getvalue())
    assert spreadsheet.of_zip(made.xlsx([["a"]]))
    assert spreadsheet.of_zip(made.ods(b""))

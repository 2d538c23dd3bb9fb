r"""Tables read from separated text: a header and rows. The formats say what the cells mean.

In our own tsv nothing is quoted, and tab and line end are written ``\t`` and ``\n``. Other tsv
is quoted as csv is. The header shows which of the two a text is.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice

from belarus_hr.domain.errors import Rejected
from belarus_hr.domain.text.words import shown
from belarus_hr.formats.request import Read, RowProblem, checked

#: The most of a table that is read, and the longest cell. UHRI has some 267,000 annotations.
MOST_ROWS, MOST_COLUMNS = 500_000, 200
_LONGEST_CELL = 1 << 24
#: How far down the header of a known file is looked for.
_TITLE_ROWS = 20
_LONGEST_HEADER = 100_000
_SEPARATORS = ",\t;|"
#: The line with which Excel is told what separates the cells.
_NAMED_MARK = re.compile(r'\s*"?sep=([^\w\r\n])"?[^\S\t]*?(?:\r\n|\r|\n)', re.IGNORECASE)
_ESCAPE = re.compile(r"((?:\\u[0-9a-f]{4})+)|\\(.)", re.DOTALL)
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}

TableRow = Sequence[object]


@dataclass(frozen=True)
class Table:
    """A header, and the rows under it with their numbers as a spreadsheet counts them.

    ``guarded``: a cell may begin with a ``'`` that keeps spreadsheets from seeing a formula.
    ``header_row`` is the number of the header's row where rows stand above it, else 0.
    """

    header: list[str]
    rows: Iterator[tuple[int, TableRow]]
    guarded: bool = False
    header_row: int = 0


Recognises = Callable[[list[str]], bool]


class Empty(Rejected):
    """No row of a table has anything in it."""

    def __init__(self) -> None:
        super().__init__("holds no table: no row has anything in it")


def of_text(text: str, *, ours: Recognises, known: Recognises) -> Table:
    """Return the table in a separated text.

    ``ours`` recognises a header of our own exports, ``known`` a header of any known table, which
    tells what separates the cells. Raises Rejected when the table has no header, and, while its
    rows are read, when it is too long or a quote does not close.
    """
    line = re.search(r"[^\r\n]+", text)
    first = line[0] if line else ""
    if ours(first.split("\t")) and "\t" in first:
        return of_rows(_plain(text))
    named = _NAMED_MARK.match(text)
    if named:  # A spreadsheet program takes the line away, too, and counts from the next.
        return of_rows(_quoted(text[named.end() :], named[1]), guarded=True)
    return of_rows(_quoted(text, _mark(text, known)), guarded=True)


def _mark(text: str, known: Recognises) -> str:
    """Return the sign between cells: that of a known header, or the most frequent of line 1."""
    lines = [m[0][:_LONGEST_HEADER] for m in islice(re.finditer(r"[^\r\n]+", text), _TITLE_ROWS)]
    for line in lines:
        for mark in _SEPARATORS:
            if mark in line and known(next(csv.reader([line], delimiter=mark), [])):
                return mark
    first = lines[0] if lines else ""
    return max(_SEPARATORS, key=first.count)


def of_rows(rows: Iterable[TableRow], *, guarded: bool = False) -> Table:
    """Return the table of rows; the first row that is not empty is the header.

    Raises Rejected when all rows are empty, or the header has too many columns.
    """
    numbered = _filled(rows)
    first = next(numbered, None)
    if first is None:
        raise Empty
    header = _header(first[1])
    if len(header) > MOST_COLUMNS:
        raise Rejected(f"has {len(header):,} columns; at most {MOST_COLUMNS} are read")
    return Table(header, numbered, guarded)


def from_header(table: Table, recognises: Recognises) -> Table:
    """Return the table from its first row on that is recognised as a header.

    People put a title above the header. Without a recognised row the table stays as it is.
    """
    if recognises(table.header):
        return table
    first = list(islice(table.rows, _TITLE_ROWS))
    for place, (number, row) in enumerate(first):
        header = _header(row)
        if sum(map(bool, header)) > 1 and recognises(header):
            rows = chain(first[place + 1 :], table.rows)
            return replace(table, header=header, rows=rows, header_row=number)
    return replace(table, rows=chain(first, table.rows))


def _header(row: TableRow) -> list[str]:
    """Return the names in a row, without the empty cells at its end."""
    header = [str("" if name is None else name).strip() for name in row]
    while header and not header[-1]:
        header.pop()
    return header


def _filled(rows: Iterable[TableRow]) -> Iterator[tuple[int, TableRow]]:
    """Yield the rows that hold anything but white space, with their numbers."""
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS + 1:
            raise Rejected(f"has more than {MOST_ROWS:,} rows; split it, or take the JSON")
        if not _is_empty(row):
            yield number, row


def _is_empty(row: TableRow) -> bool:
    """Say whether a row holds nothing but white space."""
    try:
        # For speed: the cells of separated text are all texts.
        return not "".join(row).strip()  # type: ignore[arg-type]
    except TypeError:
        return not any(str(cell or "").strip() for cell in row)


def _quoted(text: str, mark: str) -> Iterator[TableRow]:
    # Others may read csv in this process: the limit is put back.
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        # A StringIO would hold four bytes for each sign.
        source = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", newline="")
        lines = csv.reader(source, delimiter=mark, strict=True)
        try:
            yield from lines
        except csv.Error as error:
            raise Rejected(_wrong(str(error), lines.line_num)) from None
    finally:
        csv.field_size_limit(before)


def _wrong(error: str, line: int) -> str:
    if "unexpected end" in error:
        return "ends inside a quoted cell, so it is cut off or a quote is missing"
    if "field larger" in error:
        return f"has a cell of more than {_LONGEST_CELL:,} characters by line {line}"
    return f"is no table at line {line}: {error}"


def _plain(text: str) -> Iterator[TableRow]:
    for line in text.split("\n"):
        yield [_unescaped(cell) for cell in line.removesuffix("\r").split("\t")]


def _unescaped(cell: str) -> str:
    if "\\" not in cell:
        return cell
    return _ESCAPE.sub(_meant, cell)


def _meant(match: re.Match[str]) -> str:
    """Return what escapes stand for; a pair of halves is a single character."""
    if match[1] is None:
        return _ESCAPED.get(match[2], match[0])
    units = bytes.fromhex(match[1].replace("\\u", ""))
    return units.decode("utf-16-be", "surrogatepass")


# --- cells --------------------------------------------------------------------

Cells = dict[str, str]


def read_rows(
    table: Table,
    columns: dict[str, tuple[str, ...]],
    read_row: Callable[[str, Cells], Iterable[Read]],
) -> Iterator[Read]:
    """Yield the results of ``read_row`` for each row; it gets the place and the cells by name.

    ``columns`` holds, by our name of each column, the names that it may have in the file. Raises
    Rejected when a column is missing or stands twice.
    """
    at = _places(table.header, columns)
    last = max(at.values())
    for number, row in table.rows:
        place = f"row {number}"
        if len(row) <= last:
            yield RowProblem(place, f"has {len(row)} cells, the header {len(table.header)}")
        else:
            yield from checked(place, read_row(place, {n: text_of(row[i]) for n, i in at.items()}))


def _places(header: list[str], columns: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """Return the index of each column; raises Rejected naming all missing and double columns."""
    folded = [fold_heading(name) for name in header]
    at: dict[str, int] = {}
    missing, twice = [], []
    for column, names in columns.items():
        spelt = set(map(fold_heading, names))
        places = [i for i, name in enumerate(folded) if name in spelt]
        if len(places) > 1:
            twice.append(header[places[0]])
        elif places:
            at[column] = places[0]
        else:
            missing.append(" or ".join(map(shown, names)))
    if missing or twice:
        wrong = [f"{names} is missing" for names in missing]
        wrong += [f"{shown(name)} stands twice" for name in twice]
        raise Rejected(f"has a header that is not whole: {', '.join(wrong)}")
    return at


def text_of(cell: object) -> str:
    """Return a cell as text; the 5.0 of a spreadsheet gives "5", no value gives ""."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def whole_number(text: str) -> int | None:
    """Return the number in a text such as ``5`` or ``5.0``; None for any other text."""
    match = re.fullmatch(r"\s*([0-9]{1,9})(?:\.0{0,6})?\s*", text, re.ASCII)
    return int(match[1]) if match else None


@lru_cache(maxsize=4096)
def fold_heading(name: str) -> str:
    """Return a key that is equal for the spellings of a heading.

    Case, spaces, hyphens, underscores and stops make no difference: "Recommended by" is
    RECOMMENDED_BY, and "Rec. №" is "rec no". A heading without letters, as "#", stays.
    """
    plain = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    return "".join(sign for sign in plain if sign.isalnum()) or plain.strip()


def listed(names: list[str]) -> str:
    """Return names of columns as a list in a sentence, the first twelve of many."""
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return ", ".join(map(shown, names[:12])) + more

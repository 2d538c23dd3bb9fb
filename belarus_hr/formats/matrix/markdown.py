"""The matrix of recommendations as Markdown: a heading, and a table for each theme group."""

from __future__ import annotations

from collections.abc import Iterator

from belarus_hr.domain.figures.matrix import Matrix
from belarus_hr.domain.reference.un_symbols import address
from belarus_hr.domain.text.safe_text import in_markdown
from belarus_hr.formats.matrix.wording import (
    TITLE,
    Cell,
    MatrixLine,
    facts,
    matrix_headings,
    row_cells,
    theme_name,
)


def write_markdown(matrix: Matrix) -> Iterator[str]:
    """Yield the matrix as Markdown (CommonMark with tables), a paragraph or a row at a time.

    A row is one line whatever its texts hold, and no text of others is markup.
    """
    yield f"# {TITLE}\n\n"
    for name, fact in facts(matrix):
        yield f"- {in_markdown(name)}: {_cell(fact)}\n"
    names = matrix_headings(matrix)
    for group in matrix.theme_groups:
        yield f"\n## {in_markdown(theme_name(group))}\n\n"
        yield f"| {' | '.join(names)} |\n"
        yield f"|{' --- |' * len(names)}\n"
        for row in group.rows:
            yield f"| {' | '.join(map(_cell, row_cells(row, matrix)))} |\n"


def _cell(cell: Cell) -> str:
    return "<br>".join(map(_line, cell))


def _line(line: MatrixLine) -> str:
    text = in_markdown(line.text)
    if not line.url:
        return text
    opened = address(line.url)
    return f"{text} <{opened}>" if opened else f"{text} ({in_markdown(line.url)})"

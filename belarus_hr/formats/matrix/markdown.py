"""The matrix of recommendations as Markdown: a heading, and a table for each theme cluster."""

from __future__ import annotations

from collections.abc import Iterator

from belarus_hr.domain.figures.matrix import Cluster, Matrix
from belarus_hr.domain.reference.un_symbols import address
from belarus_hr.domain.text.safe_text import in_markdown
from belarus_hr.formats.matrix.wording import (
    COLUMNS,
    TITLE,
    Cell,
    MatrixLine,
    cluster_name,
    facts,
    row_cells,
)


def write_markdown(matrix: Matrix) -> Iterator[str]:
    """Yield the matrix as Markdown (CommonMark with tables), a paragraph or a row at a time.

    A row is one line whatever its texts hold, and no text of others is markup.
    """
    yield f"# {TITLE}\n\n"
    for name, fact in facts(matrix):
        yield f"- {in_markdown(name)}: {_cell(fact)}\n"
    for cluster in matrix.clusters:
        yield from _cluster(cluster)


def _cluster(cluster: Cluster) -> Iterator[str]:
    yield f"\n## {in_markdown(cluster_name(cluster))}\n\n"
    yield f"| {' | '.join(COLUMNS)} |\n"
    yield f"|{' --- |' * len(COLUMNS)}\n"
    for row in cluster.rows:
        yield f"| {' | '.join(map(_cell, row_cells(row)))} |\n"


def _cell(cell: Cell) -> str:
    return "<br>".join(map(_line, cell))


def _line(line: MatrixLine) -> str:
    text = in_markdown(line.text)
    if not line.url:
        return text
    opened = address(line.url)
    return f"{text} <{opened}>" if opened else f"{text} ({in_markdown(line.url)})"

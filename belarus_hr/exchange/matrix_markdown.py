"""The matrix of recommendations as Markdown: a heading, and a table for each theme cluster."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from belarus_hr.domain.matrix import Cluster, Matrix
from belarus_hr.domain.text import visible
from belarus_hr.exchange.matrix_wording import (
    COLUMNS,
    TITLE,
    Cell,
    Line,
    cells,
    cluster_name,
    facts,
)

#: Signs that begin markup somewhere in a line; a backslash makes each a plain sign.
_MARKUP = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|~&#$"})
#: What an address may hold between ``<`` and ``>`` in a table; the rest is percent-encoded.
_IN_ADDRESS = "%:/?#[]@!$&'()*+,;=~"


def write(matrix: Matrix) -> Iterator[str]:
    """Yield the matrix as Markdown (CommonMark with tables), a paragraph or a row at a time.

    A row is one line whatever its texts hold, and no text of others is markup.
    """
    yield f"# {TITLE}\n\n"
    for name, fact in facts(matrix):
        yield f"- {_escaped(name)}: {_cell(fact)}\n"
    for cluster in matrix.clusters:
        yield from _cluster(cluster)


def _cluster(cluster: Cluster) -> Iterator[str]:
    yield f"\n## {_escaped(cluster_name(cluster))}\n\n"
    yield f"| {' | '.join(COLUMNS)} |\n"
    yield f"|{' --- |' * len(COLUMNS)}\n"
    for row in cluster.rows:
        yield f"| {' | '.join(map(_cell, cells(row)))} |\n"


def _cell(cell: Cell) -> str:
    return "<br>".join(map(_line, cell))


def _line(line: Line) -> str:
    text = _escaped(line.text)
    return f"{text} <{quote(line.url, safe=_IN_ADDRESS)}>" if line.url else text


def _escaped(text: str) -> str:
    return visible(text).translate(_MARKUP)

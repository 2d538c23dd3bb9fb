"""How well UN documents are read: a report on real ones, beside what others made of them.

    python tests/benchmarks/un_documents.py SOURCE

SOURCE is a folder with ``reports/`` (Working Group reports in PDF and ``upr-info-rows.csv``, the
same recommendations as UPR Info coded them) and ``matrices/`` (a report with its addendum and
OHCHR's matrix of the same recommendations). A row of UPR Info stands in a report when its first
forty letters and digits stand there; of these it is counted how many are in a recommendation that
was read, and with the right State.
"""

from __future__ import annotations

import csv
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from belarus_hr.domain.reference import states
from belarus_hr.formats.un_documents import matrix_rows
from belarus_hr.formats.un_documents.extract import document_parts
from belarus_hr.formats.un_documents.pages import join_lines, text_lines
from belarus_hr.formats.un_documents.recommendations import (
    ReportedRecommendation,
    read_recommendations,
)
from belarus_hr.formats.un_documents.replies import read_replies

_COMPARED = 40
PAGE = Path(__file__).parents[2] / "docs" / "cycles.md"
START, END = "<!-- figures -->\n", "<!-- end of the figures -->\n"
#: Reports that count their recommendations from 1 under each paragraph.
OLDER = frozenset(
    "france2008 iraq2010 malaysia2009 mexico2009 nicaragua2010 sanmarino2010 slovenia2010 "
    "yemen2009".split()
)
SETS = (
    ("A-HRC-28-15-slovenia.pdf", "UPR20_Slovenia_ThematicListRecommendations_E.docx"),
    ("A-HRC-43-15-slovenia.pdf", "UPR34_Slovenia_Thematic_list_of_Recommendations.docx"),
)


def pages_of(path: Path) -> list[str]:
    """Return the texts of a document's pages."""
    return [part["page"] for part in document_parts(path.read_bytes()) if "page" in part]


def signs(text: str) -> str:
    """Return the letters and digits of a text, without case."""
    return "".join(filter(str.isalnum, text.casefold()))


def compare(pages: Sequence[str], rows: Iterable[dict[str, str]]) -> Counter[str]:
    """Return how many rows of UPR Info stand in a report, were found, and with their State."""
    lines = text_lines(pages)
    whole = signs(join_lines(line.text for line in lines))
    read = [(signs(said.text), said) for said in read_recommendations(lines)]
    counts: Counter[str] = Counter()
    for row in rows:
        start = signs(row["text"])[:_COMPARED]
        counts["rows"] += 1
        if start not in whole:
            continue
        counts["stand"] += 1
        matches = [said for text, said in read if start in text]
        counts["found"] += bool(matches)
        by = states.canonical(row["from"])
        counts["state"] += any(by in part.states for said in matches for part in said.wordings)
    return counts


def rows_of(folder: Path) -> dict[str, list[dict[str, str]]]:
    """Return the rows of UPR Info by report."""
    rows = defaultdict(list)
    with (folder / "upr-info-rows.csv").open(newline="", encoding="utf-8") as source:
        for row in csv.DictReader(source):
            rows[row["report"]].append(row)
    return rows


def of_reports(folder: Path) -> dict[str, Counter[str]]:
    """Return the counts of the newer and of the older reports in a folder."""
    rows = rows_of(folder)
    counts: dict[str, Counter[str]] = {"newer": Counter(), "older": Counter()}
    for name in sorted(rows):
        form = "older" if name in OLDER else "newer"
        counts[form] += compare(pages_of(folder / f"{name}.pdf"), rows[name])
        counts[form]["reports"] += 1
    return counts


def matrix_of(path: Path) -> list[matrix_rows.ListedRecommendation]:
    """Return the rows of a matrix."""
    parts = document_parts(path.read_bytes())
    return list(matrix_rows.read_matrix([part["row"] for part in parts if "row" in part]))


def beside_matrix(folder: Path, report: str, matrix: str) -> Counter[str]:
    """Return how many numbers and positions of a report and its addendum are the matrix's."""
    said = {r.name: r for r in read_recommendations(text_lines(pages_of(folder / report)))}
    addendum = folder / report.replace("-slovenia", "-Add.1-slovenia")
    replies = {_full(r.name, said): r for r in read_replies(text_lines(pages_of(addendum)))}
    counts: Counter[str] = Counter()
    for row in matrix_of(folder / matrix):
        counts["rows"] += 1
        counts["number"] += row.name in said
        if row.name in said:
            reply = replies.get(row.name)
            position = reply.position if reply else said[row.name].position
            counts["position"] += (
                position.replace("supported-implemented", "supported") == row.position
            )
            counts["states"] += _states(row) == _states(said[row.name])
    return counts


def _states(row: matrix_rows.ListedRecommendation | ReportedRecommendation) -> set[str]:
    return {state for part in row.wordings for state in part.states}


def _full(name: str, said: dict[str, ReportedRecommendation]) -> str:
    """Return the number of a recommendation with its paragraph."""
    return name if "." in name else next((n for n in said if n.endswith(f".{name}")), name)


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} ({100 * part / whole:.2f} %)"


def write_page(forms: dict[str, Counter[str]]) -> None:
    """Put the shares of the reports into docs/cycles.md, so that nobody types one."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    heads = [f"{form} form ({counts['reports']})" for form, counts in forms.items()]
    lines = [f"| | {' | '.join(heads)} |", f"| --- |{' --: |' * len(heads)}"]
    for name, part, whole in (
        ("rows of UPR Info that stand in the report word for word", "stand", "rows"),
        ("of these found", "found", "stand"),
        ("of these with the right State", "state", "stand"),
    ):
        cells = [f"{100 * counts[part] / counts[whole]:.2f} %" for counts in forms.values()]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    table = "\n".join(lines)
    PAGE.write_text(f"{before}{START}\n{table}\n\n{END}{after}", encoding="utf-8")


def belarus_2010(source: Path) -> tuple[Counter[str], Counter[str]]:
    """Return how many recommendations of a State each number of A/HRC/15/16 has.

    As they are read, and by UPR Info, which makes two of what a State both accepted and noted.
    """
    read = read_recommendations(text_lines(pages_of(source / "a-hrc-15-16-belarus-2010.pdf")))
    with (source / "upr-cycle1-belarus-numbered.csv").open(encoding="utf-8", newline="") as file:
        others = {row["number"]: row["action_categories"] for row in csv.DictReader(file)}
    return (
        Counter({said.name: sum(len(part.states) for part in said.wordings) for said in read}),
        Counter({number: actions.count(";") + 1 for number, actions in others.items()}),
    )


def main(source: Path, *, page: bool = False) -> None:
    """Print what was read of each part of the material; write it into the page, too."""
    started = time.perf_counter()
    forms = of_reports(source / "reports")
    if page:
        write_page(forms)
    for form, counts in forms.items():
        print(
            f"{counts['reports']} {form} reports: rows of UPR Info that stand there word for word:"
        )
        print(f"  {_share(counts['stand'], counts['rows'])}; of these")
        print(f"  found {_share(counts['found'], counts['stand'])}")
        print(f"  with the right State {_share(counts['state'], counts['stand'])}")
    for report, matrix in SETS:
        counts = beside_matrix(source / "matrices", report, matrix)
        parts: Any = (counts["number"], counts["position"], counts["states"], counts["rows"])
        print("{}: numbers {}, positions {}, States {} of {}".format(report, *parts))
    for path in sorted((source / "matrices").glob("*.docx")):
        rows = matrix_of(path)
        positions = Counter(row.position for row in rows)
        bare = sum(not (row.name and row.wordings and row.position) for row in rows)
        print(f"{path.name}: {len(rows)} rows, {dict(positions)}, incomplete {bare}")
    read, others = belarus_2010(source)
    print(f"Belarus 2010: {len(read)} numbers, {sum(read.values())} recommendations of a State")
    for number in sorted(name for name in read | others if read[name] != others[name]):
        print(f"  {number}: {read[number]}, by UPR Info {others[number]}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{time.perf_counter() - started:.1f} s in all; at most {peak} MB to take out a text")


if __name__ == "__main__":
    main(Path(sys.argv[1]), page="--page" in sys.argv[2:])

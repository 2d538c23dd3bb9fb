"""The UN's own documents, where they are at hand: how well they are read.

The documents are not in the repository. HRTRACK_SOURCES names a folder with ``reports/`` and
``matrices/``; tests/benchmarks/un_documents.py prints what is held here, in full.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from belarus_hr.domain.reconcile.candidates import text_key
from belarus_hr.domain.reconcile.whole_reports import WholeReport
from belarus_hr.domain.reference import states
from belarus_hr.domain.text.words import fold_name
from belarus_hr.formats.un_documents.pages import text_lines
from belarus_hr.formats.un_documents.recommendations import read_recommendations
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "tests" / "benchmarks"))
import un_documents as material

SOURCE = Path(os.environ.get("HRTRACK_SOURCES") or ROOT.parent / "shared" / "source")
pytestmark = pytest.mark.skipif(not (SOURCE / "reports").is_dir(), reason="no documents at hand")
#: Reports whose rows of UPR Info are compared here; the benchmark compares all.
SOME = ("benin2012", "sanmarino2010", "somalia2011", "malaysia2009")


@pytest.mark.parametrize("name", SOME)
def test_what_stands_in_a_report_is_found_with_its_state(name: str) -> None:
    counts = material.compare(
        material.pages_of(SOURCE / "reports" / f"{name}.pdf"),
        material.rows_of(SOURCE / "reports")[name],
    )
    assert counts["found"] == counts["stand"] > 0
    assert counts["state"] >= counts["stand"] - 1


@pytest.mark.parametrize("name", SOME)
def test_the_words_of_a_row_are_plainly_those_of_its_own_paragraph_or_of_none(name: str) -> None:
    said = read_recommendations(text_lines(material.pages_of(SOURCE / "reports" / f"{name}.pdf")))
    worded = defaultdict(set)
    paragraphs: dict[str, dict[str, Any]] = {}
    for one in said:
        items = [{"by": by, "text": part.text} for part in one.wordings for by in part.states]
        paragraphs[one.name] = {"document": "A", "title": "", "text": one.text, "items": items}
        for item in items:
            worded[item["by"], text_key(item["text"])].add(one.name)
    report = WholeReport(paragraphs)
    plain = 0
    for row in material.rows_of(SOURCE / "reports")[name]:
        by = states.canonical(row["from"])
        own = worded.get((by, text_key(row["text"])), set())
        nearest = report.nearest(fold_name(by), row["text"])
        assert not (own and nearest.plain) or nearest.key in own
        plain += nearest.plain
    assert plain > 0.95 * len(material.rows_of(SOURCE / "reports")[name])


@pytest.mark.parametrize(("report", "matrix"), material.SETS)
def test_a_report_and_its_addendum_say_what_the_matrix_says(report: str, matrix: str) -> None:
    counts = material.beside_matrix(SOURCE / "matrices", report, matrix)
    assert counts["number"] == counts["position"] == counts["states"] == counts["rows"] > 0


def test_every_row_of_a_matrix_is_whole() -> None:
    for path in sorted((SOURCE / "matrices").glob("*.docx")):
        rows = material.matrix_of(path)
        assert len({row.name for row in rows}) == len(rows) > 100
        assert all(row.wordings and row.position for row in rows)


def test_belarus_2010_differs_from_upr_info_where_it_splits_an_answer() -> None:
    read, others = material.belarus_2010(SOURCE)
    assert (len(read), sum(others.values())) == (93, 169)
    assert {number for number in read | others if read[number] != others[number]} == {"98.3"}

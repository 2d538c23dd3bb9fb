"""The figures of a page are those of ``status upr --format json`` with the same options.

- answers, verdicts and UPR Info's index of each cycle, claims, groups and cross tables
- of any base, in either unit, by any mark, of any day, cycle and assessor
- the page says what its shares are of; nothing assessed and nothing to count are said as such
- the options about figures are a page's alone
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from page_reader import Page, page_of

from belarus_hr.domain.figures.breakdown import GROUPINGS
from belarus_hr.domain.figures.counting import BASES, COUNTS
from belarus_hr.formats.page import contents
from belarus_hr.store import Store

if TYPE_CHECKING:
    from conftest import Run

Document = dict[str, Any]
INDEX = "upr-info-index"


def both(hrtrack: Run, options: str) -> tuple[Page, Document]:
    """Return the page, and what ``status`` says to the same; a page groups by theme by default."""
    by_theme = "" if "--group-by" in options else "--group-by theme"
    status = hrtrack(f"status upr --format json {by_theme} {options}")
    return page_of(hrtrack, options), json.loads(status.out)


def shown(count: int | None) -> str:
    return "–" if count is None else str(count)


def told(verdicts: Document, whole: str) -> list[str]:
    """Return the cells of an assessor whose verdicts the JSON gives."""
    names = ("implemented", "partly", "not_implemented", "not_assessed")
    counts = [str(verdicts[name]) for name in names]
    numerator, denominator = verdicts["numerator"], verdicts["denominator"]
    if denominator and verdicts["not_assessed"] == denominator:
        return [*counts, "nothing assessed"]
    percent = f"{verdicts['percent']:.1f} %" if denominator else "none to count"
    return [*counts, f"{numerator}/{denominator} {whole} ({percent})"]


def in_grid(verdicts: Document) -> str:
    """Return the cell of an assessor in the grid of groups."""
    whole = verdicts["denominator"]
    if verdicts["not_assessed"] == whole:
        return f"0 of {whole} assessed"
    counts = (verdicts[name] for name in ("implemented", "partly", "not_implemented"))
    return f"{' / '.join(map(str, counts))} of {whole}"


#: What a page says of how it counts, by its options.
SAYS = {
    "--base all": "shares are of the recommendations made.",
    "--base noted": "no verdict of the keeper of this record (self) or the UN is on record ",
    "--base noted --count items": "shares are of the items noted by the day.",
    "--base noted --as-of 2010-06-01": "none to count",
    "--count items": "Answers of the State to the 169 items",
    "--group-by state,region": "Belarus: by state and region",
    "--index upr-info": "It is no verdict of anybody’s.",
}


@pytest.mark.parametrize(
    "options",
    [
        "",
        "--as-of 2010-06-01",
        "--as-of 2012",
        "--cycle 1",
        "--by un",
        "--by government",
        "--as-of 2015 --by self --cycle 1",
        *(f"--base {base}" for base in BASES),
        *(f"--count {unit} --base assessed" for unit in COUNTS),
        "--base noted --count items",
        "--base noted --as-of 2010-06-01",
        "--count items",
        "--index upr-info",
        "--index upr-info --count items --base all --as-of 2015",
        *(f"--group-by {mark}" for mark in GROUPINGS),
        "--group-by state --count items --by un",
        "--group-by theme,region",
        "--group-by state,region",
        "--group-by year --group-by response --count items --as-of 2010-06-01",
    ],
)
def test_the_figures_are_those_of_status(
    hrtrack: Run, assessed: Store, monkeypatch: pytest.MonkeyPatch, options: str
) -> None:
    monkeypatch.setattr(contents, "MOST_ON_PAGE", 3)  # A short table is soon drawn and read.
    page, document = both(hrtrack, options)
    unit = "" if document["count"] == "paragraphs" else f" {document['count']}"
    whole = document["base"] + unit
    assert any(cycle["on_record"] for cycle in document["cycles"])
    for cycle in document["cycles"]:
        section = f"cycle-{cycle['cycle']}"
        names = ("made", "supported", "partly_supported", "noted", "pending")
        ((_, *answers),) = page.of(section, row="answers")
        assert answers == [shown(cycle[name]) for name in names]
        assert bool(cycle["index"]) is ("--index" in options)
        index = {INDEX: cycle["index"]} if cycle["index"] else {}
        for assessor, verdicts in {**cycle["verdicts"], **index}.items():
            rows = [row[1:] for row in page.of(section, assessor=assessor)]
            assert rows == ([told(verdicts, whole)] if cycle["on_record"] else [])
        assert page.of("themes", cycle=str(cycle["cycle"])) == [*grouped(cycle)]
    # Nobody had claimed anything by June 2010, nor has the keeper of the record since.
    assert checked_claims(page, document) or "2010" in options or "self" in options
    assert SAYS.get(options, "") in page.words


def checked_claims(page: Page, document: Document) -> int:
    """Compare what others say of the figures; return how many say something."""
    claims = [claim for cycle in document["cycles"] for claim in cycle["claims"]]
    rows = [row for row in page.of("headline") if row[0] != "Cycle"]
    for row, claim in zip(rows, claims, strict=True):
        assert row[3].startswith(claim["title"])
        told = "; ".join(claim["beside"].values()) or "no figure to compare"
        assert row[4] == told.replace("to self", "to the keeper of this record (self)")
    return len(claims)


def grouped(cycle: Document) -> list[list[str]]:
    """Return the rows of a cycle's groups, or of its cross table."""
    names = ("made", "supported", "noted")
    rows = [
        [
            group["group"],
            *(str(group[name]) for name in names),
            *map(in_grid, group["verdicts"].values()),
        ]
        for group in cycle["groups"]
    ]
    cross = cycle["cross"]
    if cross and cross["total"]:
        counted = [(row["group"], row["counts"], row["total"]) for row in cross["rows"]]
        counted.append(("All", cross["totals"], cross["total"]))
        rows += [[name, *map(str, counts), str(total)] for name, counts, total in counted]
    return rows


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("--format html --base al", 'unknown base "al": did you mean "all"?'),
        ("--format html --group-by a", 'unknown grouping "a"'),
        ("--format html --group-by theme,state,year", "takes one grouping, or two"),
        ("--format html --index own", 'unknown index "own"'),
        ("--format html --count words", 'unknown counting unit "words"'),
        ("--format csv --what events --base all", "--base asks how figures are counted, and csv"),
        ("--format json --group-by theme", "--group-by asks how figures are counted, and json"),
    ],
)
def test_what_cannot_be_counted_is_refused(hrtrack: Run, line: str, says: str) -> None:
    assert says in hrtrack(f"export {line}", code=2).err

"""The figures of a long run on SECURITY.md: a line a test, a column a subject, from the report."""

from __future__ import annotations

from security_page import END, PAGE, START, figures, refreshed

REPORT = {
    "machine": {
        **{"date": "2026-11-05", "processors": 2, "kernel": "6.18", "python": "3.11.7"},
        "minutes": 11,
    },
    "rows": [
        {"test": "killed at once", "subject": "hrtrack", "cases": 1_200, "losses": 0},
        {"test": "killed at once", "subject": "stock TinyDB", "cases": 30, "losses": 12},
        {"test": "a full disk", "subject": "hrtrack without the lock", "cases": 3, "losses": 1},
        {"test": "the holder of the lock is killed", "subject": "hrtrack", "cases": 9, "losses": 0},
    ],
}


def test_every_figure_stands_in_its_cell() -> None:
    said, _, table = figures(REPORT).partition("\n\n")
    assert said.startswith("On 5 November 2026, with 2 processors, Linux 6.18 and Python 3.11.7")
    assert said.endswith("1,200 commands of `hrtrack` were killed, and 0 of them lost anything.")
    assert table.splitlines()[2:] == [
        "| a full disk |  |  |  |  | 1 of 3 |",
        "| killed at once | 0 of 1,200 | 12 of 30 |  |  |  |",
        "| the holder of the lock is killed | 0 of 9 |  |  |  |  |",
    ]


def test_the_page_keeps_all_but_what_stands_between_its_marks() -> None:
    page = PAGE.read_text(encoding="utf-8")
    new = refreshed(page, REPORT)
    assert new.partition(START)[0] == page.partition(START)[0]
    assert new.partition(END)[2] == page.partition(END)[2]
    assert refreshed(new, REPORT) == new

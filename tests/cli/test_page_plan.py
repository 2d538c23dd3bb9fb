"""The part of a page on measures and indicators: what ``status plan`` and ``show`` say, to look at.

- its counts by plan and body are those of ``status plan --format json``
- a measure has its bodies, its day, how far it is and by whose account
- an indicator has all its values, and a chart that joins only what can be compared
- each class that a page uses is one that its style or its script knows
- it holds to the day, and stands apart from a page about recommendations alone
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from page_reader import page_of

from belarus_hr.domain.records.kinds import INDICATOR, normalise
from belarus_hr.formats.page.plan import plan_part
from tests.domain.making import TODAY, make_collection

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

PLAN = "upr-2016-10-24-plan"
INDICATOR_ID = "indicator-held-before-trial"


@pytest.fixture
def planned(hrtrack: Run, own_store: Path) -> Run:
    """A store with two measures of a plan, and an indicator with a gap."""
    hrtrack(f"add 'Train judges' --record measure --set plan={PLAN} --set 'lead=Court <b>'")
    hrtrack(f"add 'Write a law' --record measure --set plan={PLAN} --set due=2018")
    hrtrack("mark measure-train-judges --as completed --by government --date 2018 --source Letter")
    levels = "--set baseline=20 --set target=10"
    hrtrack(f"add 'Held before trial' --record indicator --set 'unit=<i>%' {levels}")
    for year, value in (("2014", "20"), ("2015", "18.5"), ("2017", "16")):
        hrtrack(f"mark {INDICATOR_ID} --value {value} --date {year}")
    return hrtrack


@pytest.mark.parametrize("options", ["", "--as-of 2017", "--as-of 2016-10-23"])
def test_the_counts_are_those_of_status_plan(planned: Run, options: str) -> None:
    page = page_of(planned, options)
    told = json.loads(planned(f"status plan --format json {options}").out)
    keys = ("measures", "planned", "under_way", "completed", "dropped", "overdue")
    lines = [("plan", row["plan"], row) for row in told["plans"]]
    lines += [("body", row["body"] or "", row) for row in told["bodies"]]
    lines += [("all", "", told["all"])] if told["all"]["measures"] else []
    assert len(page.of("plan", line="plan")) == len(told["plans"])
    assert len(page.of("plan", line="all")) == bool(told["all"]["measures"])
    for line, name, row in lines:
        ((_, *cells),) = page.of("plan", line=line, name=name)
        assert cells == [str(row[key]) for key in keys]


def test_measures_and_values_are_told_in_full(planned: Run) -> None:
    text = planned("export --format html").out
    part = text[text.index('id="plan"') : text.index('id="sheet"')]
    for words in ("Court &lt;b&gt;", "&lt;i&gt;%", "<b>overdue</b>", "2018: completed, government"):
        assert words in part
    assert "(Letter)" in part
    assert "From baseline to target: <b>4 of 10 down</b>" in part
    assert part.count("<circle") == 3
    assert part.count("<line") == 2  # the target, and 2014 to 2015: 2016 is a gap


def test_each_class_is_one_that_the_style_or_the_script_knows(planned: Run) -> None:
    page = page_of(planned)
    used = {name for _, given in page.tags for name in str(given.get("class") or "").split()}
    known = re.findall(r"\.([a-z]+)", page.raw["style"] + page.raw["script"])
    assert {"chart", "target", "counts"} <= used <= set(known)


def test_what_is_later_than_the_day_is_not_told(planned: Run) -> None:
    text = planned("export --format html --as-of 2015").out
    part = text[text.index('id="plan"') : text.index('id="sheet"')]
    assert "18.5" in part
    assert ">16<" not in part
    assert "Train judges" not in part


def test_a_page_about_recommendations_alone_leaves_it_out(planned: Run) -> None:
    text = planned("export --format html --cycle 1").out
    assert "Not on this page" in text[text.index('id="plan"') : text.index('id="sheet"')]


def test_without_measures_the_page_says_so(hrtrack: Run) -> None:
    assert "No measure of a plan and no indicator is on record." in hrtrack("export -F html").out


def test_each_scope_has_a_chart_of_the_same_scale() -> None:
    values = [
        {"date": "2014", "value": 10},
        {"date": "2015", "value": 20},
        {"date": "2015", "value": 10, "scope": "Minsk"},
    ]
    record = normalise(INDICATOR, {"title": "x", "unit": "y", "target": 20, "values": values})
    part = plan_part(make_collection(indicators={"i": dict(record)}), TODAY)
    whole, minsk = part.indicators[0].charts
    assert (whole.scope, minsk.scope) == (None, "Minsk")
    assert whole.points[0][1] == minsk.points[0][1]
    assert whole.target == whole.points[1][1]
    assert minsk.target is None


def test_a_single_value_has_a_chart() -> None:
    one = {"i": {"title": "x", "unit": "y", "values": [{"date": "2014", "value": 0}]}}
    (chart,) = plan_part(make_collection(indicators=one), TODAY).indicators[0].charts
    assert chart.joins == ()
    assert 0 < chart.points[0][0] < 100

"""Several assessors side by side, and how it is counted.

- three assessors who disagree: a line each, a column each on a wide screen, never one figure
- recs --disagree: both verdicts, dates and sources in the row
- --base and --count: the share prints its base; of an empty one 0/0, and nothing to count
- --index upr-info beside them, by name only
- --since and --until: what changed, through which entries
- --group-by: one grouping, or two for a cross table
- claims are listed, added, edited and shown like any record, and stand beside the record
"""

from __future__ import annotations

import json
from statistics import mode
from typing import TYPE_CHECKING

import pytest

from belarus_hr.domain.text.words import natural

if TYPE_CHECKING:
    from tests.conftest import Run


@pytest.fixture
def disputed(hrtrack: Run) -> Run:
    """Mark the shipped recommendations 97.5 to 97.7 by three assessors who disagree."""
    hrtrack("mark 97.5 97.6 97.7 --by government --date 2012 --source 'Fact sheet'")
    hrtrack("mark 97.5 --as partly --by civil-society --date 2014 --source 'Mid-term report'")
    hrtrack("mark 97.6 --as not-implemented --by un --date 2016")
    hrtrack("mark 97.7 --by un --date 2016")
    return hrtrack


def figures(run: Run, options: str = "") -> dict[str, str]:
    lines = run(f"status upr --cycle 1 {options}").cells
    shown = (line for line in lines if line[1] in ("record", "index"))
    return {line[2]: f"{line[12]}/{line[13]} {line[14]}" for line in shown}


def test_each_assessor_has_a_figure_of_its_own(disputed: Run) -> None:
    assert figures(disputed) == {
        "self": "0/74 supported",
        "government": "3/74 supported",
        "un": "1/74 supported",
        "civil-society": "0/74 supported",
    }


def test_a_table_has_a_column_for_each(disputed: Run) -> None:
    table = disputed("status upr --cycle 1 --format table").lines
    head = next(line for line in table if "civil-society" in line)
    assert head.split() == ["you", "government", "un", "civil-society"]
    assert next(line.split() for line in table if line.startswith("assessed")) == [
        "assessed",
        *"0 3 2 1".split(),
    ]


def test_those_on_which_two_differ_show_both_verdicts_with_dates_and_sources(
    disputed: Run,
) -> None:
    assert [(line[0], line[2]) for line in disputed("recs --disagree").cells] == [
        (
            "upr1-97.5",
            "government=implemented 2012 (Fact sheet); civil-society=partly 2014 (Mid-term report)",
        ),
        ("upr1-97.6", "government=implemented 2012 (Fact sheet); un=not-implemented 2016"),
    ]
    assert disputed("recs --disagree --as-of 2013").out == ""


@pytest.mark.parametrize(
    ("options", "figure"),
    [
        ("--base all", "3/93 all"),
        ("--base assessed", "3/3 assessed"),
        ("--base noted", "0/19 noted"),
        ("--base supported-at-review", "3/55 supported-at-review"),
        ("--base answered-in-may", "3/55 supported-at-review"),
        ("--count items", "4/124 supported items"),
        ("--count items --base all", "4/169 all items"),
    ],
)
def test_a_share_is_of_the_base_that_is_asked_for(disputed: Run, options: str, figure: str) -> None:
    assert figures(disputed, options)["government"] == figure


def test_of_an_empty_base_there_is_nothing_to_count(hrtrack: Run) -> None:
    table = hrtrack("status upr --cycle 1 --base assessed --format table").out
    assert "0/0 assessed (none to count)" in table
    document = json.loads(hrtrack("status upr --cycle 1 --base assessed --format json").out)
    assert document["cycles"][0]["verdicts"]["self"]["percent"] is None
    assert (document["base"], document["count"]) == ("assessed", "paragraphs")


def test_the_index_stands_beside_the_assessors_when_it_is_named(disputed: Run) -> None:
    assert "upr-info-index" not in figures(disputed)
    # 97.5 is 0.75 and 97.7 is 1, both full; 97.6 is 0.5.
    assert figures(disputed, "--index upr-info")["upr-info-index"] == "2/74 supported"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("status upr --base suported", 'unknown base "suported": did you mean "supported"?'),
        ("status upr --count pages", 'unknown counting unit "pages"'),
        ("status upr --index best", 'unknown index "best"'),
        ("status upr --group-by theme,state,year", "--group-by takes one grouping, or two"),
        ("status upr --since 2012 --until 2010", '--until "2010" is before --since "2012"'),
        ("status upr --by nobody", 'unknown assessor "nobody": known: self, government'),
        ("claims --by nobody", 'unknown claimant "nobody"'),
    ],
)
def test_an_unknown_way_names_those_that_exist(hrtrack: Run, line: str, words: str) -> None:
    assert words in hrtrack(line, code=2).err


def test_between_two_days_the_entries_that_changed_it(disputed: Run) -> None:
    answers = disputed("status upr --cycle 1 --since 2010-05 --until 2010-10").cells
    assert sum(line[3] == "response" for line in answers) == 38
    verdicts = disputed("status upr --since 2015 --until 2016-12 --by un").cells
    assert [line[1:7] for line in verdicts if line[3] == "verdict"] == [
        ["upr1-97.6", "1", "verdict", "un", "not-assessed", "not-implemented"],
        ["upr1-97.7", "1", "verdict", "un", "not-assessed", "implemented"],
    ]


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("2010-05-13", "2010-05-14", {"2010-05-14"}),
        ("2010-05-14", "2010-09-22", set()),
        ("2010-05-14", "2010-09-23", {"2010-09-23"}),
    ],
)
def test_the_first_day_is_left_out_and_the_last_is_not(
    hrtrack: Run, since: str, until: str, days: set[str]
) -> None:
    entries = hrtrack(f"status upr --cycle 1 --since {since} --until {until}").cells
    assert {line[0] for line in entries if line[3] == "response"} == days


def test_entries_of_one_day_are_in_the_order_in_which_people_count(hrtrack: Run) -> None:
    entries = hrtrack("status upr --cycle 1 --since 2010-05 --until 2010-10").cells
    busiest = mode(line[0] for line in entries)
    ids = [line[1] for line in entries if line[0] == busiest]
    assert ids == sorted(ids, key=natural) != sorted(ids)


@pytest.mark.parametrize("line", ["status upr", "recs", "list", "claims"])
def test_before_the_first_record_there_is_nothing_and_that_is_said(hrtrack: Run, line: str) -> None:
    ran = hrtrack(f"{line} --as-of 1900")
    said = "nothing is on record as of 1900-12-31: the first record is of 1966-03-07\n"
    assert (ran.out, ran.err) == ("", said)


def test_two_marks_make_a_cross_table(hrtrack: Run) -> None:
    lines = hrtrack("status upr --cycle 1 --group-by region --group-by response").cells
    found = {(line[1], line[2]): int(line[3]) for line in lines}
    assert found["WEOG", "noted"] == 17
    assert found["WEOG", "(all)"] == 40
    (cycle,) = json.loads(
        hrtrack("status upr --cycle 1 --group-by region,response --format json").out
    )["cycles"]
    assert cycle["cross"]["totals"] == [19, 1, 73]


def test_claims_are_listed_added_changed_and_shown(hrtrack: Run) -> None:
    assert "upr1-claim-2012-government-majority" in hrtrack("claims --cycle 1 --by government").out
    added = hrtrack(
        "add '60 per cent carried out' --record claim --by viasna -m UPR --date 2024"
        " --set cycle=1 --set base=supported --set percent.implemented=60"
    ).out.strip()
    assert added == "upr1-claim-2024-viasna"
    hrtrack(f"edit {added} --set percent.implemented=61 --source 'Report of 2024'")
    (shown,) = json.loads(hrtrack(f"show {added} --format json").out)
    assert (shown["percent"], shown["sources"]) == (
        {"implemented": 61},
        [{"ref": "Report of 2024"}],
    )
    table = hrtrack("status upr --cycle 1 --format table").out
    assert "60 per cent carried out" in table


def test_a_claim_that_does_not_add_up_stands_beside_the_note_that_says_so(hrtrack: Run) -> None:
    table = hrtrack("status upr --cycle 3 --format table").out
    assert "2/155 and 24/155" in table


def test_what_bears_no_mark_is_in_the_last_column(disputed: Run) -> None:
    lines = disputed("status upr --cycle 1 --group-by response --group-by assessor").cells
    columns = list(dict.fromkeys(line[2] for line in lines if line[1] == "supported"))
    assert columns == ["civil-society", "government", "un", "(none)", "(all)"]


def test_what_changed_says_how_the_figures_moved(hrtrack: Run) -> None:
    asked = "status upr --cycle 1 --since 2010-05 --until 2010-10"
    assert (
        "supported 55 → 74, noted 0 → 19, pending 38 → 0" in hrtrack(f"{asked} --format table").out
    )
    (moved,) = json.loads(hrtrack(f"{asked} --format json").out)["answers"]
    assert (moved["before"]["supported"], moved["after"]["supported"]) == (55, 74)
    assert "leave out --base" in hrtrack(f"{asked} --base all", code=2).err


def test_items_are_grouped_by_the_state_and_the_action_of_their_own(hrtrack: Run) -> None:
    def made(mark: str) -> dict[str, int]:
        lines = hrtrack(f"status upr --cycle 1 --count items --group-by {mark}").cells
        return {line[2]: int(line[3]) for line in lines}

    # As UPR Info's rows on Belarus, session 8, have them.
    assert made("action") == {"1": 3, "2": 46, "3": 16, "4": 54, "5": 50}
    regions = {"WEOG": 61, "EEG": 29, "Asia": 36, "Africa": 21, "GRULAC": 17, "Observer": 5}
    assert made("region") == regions
    assert sum(made("state").values()) == 169


def test_between_the_review_and_its_report_nothing_was_answered(hrtrack: Run) -> None:
    (line,) = hrtrack("status upr --as-of 2010-05-13").cells
    assert line[4:8] == ["93", "0", "0", "93"]


def test_assessors_who_had_not_spoken_by_the_day_are_not_there(disputed: Run) -> None:
    assert list(figures(disputed, "--as-of 2013")) == ["self", "government"]


def test_one_assessor_alone_stands_beside_its_own_claims(hrtrack: Run) -> None:
    lines = hrtrack("status upr --cycle 1 --by civil-society").cells
    assert {line[2] for line in lines} == {"civil-society"}


def test_an_empty_value_clears_a_number_of_a_claim(hrtrack: Run) -> None:
    hrtrack("edit upr3-claim-2025-opposition --set numbers.made= --set percent=")
    (shown,) = json.loads(hrtrack("show upr3-claim-2025-opposition --format json").out)
    assert "made" not in shown["numbers"]
    assert shown["percent"] is None


@pytest.mark.parametrize("line", ["status upr", "recs", "list", "claims", "reports", "due"])
def test_as_of_today_is_what_is_said_without_a_day(disputed: Run, line: str) -> None:
    assert disputed(f"{line} --as-of today") == disputed(line)


def test_a_verdict_that_is_taken_back_leaves_no_trace_in_the_figures(hrtrack: Run) -> None:
    hrtrack("mark 97.5 --by un --date 2014")
    before = hrtrack("status upr --format json").out
    hrtrack("mark 97.5 97.6 --as partly --by un --date 2016")
    assert hrtrack("status upr --format json").out != before
    hrtrack("delete upr1-97.5-un-2016 upr1-97.6-un-2016 --yes")
    assert hrtrack("status upr --format json").out == before

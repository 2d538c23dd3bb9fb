"""``show``: how a recommendation reads, in whose words, and how its sources are cited.

- the text is that of each State, under its name, where the texts differ
- where the official text is not on record, the page says which document has it, and what reads it
- each source is a line for a footnote, with what else is said of it below
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from own_records import event, fill, recommendation

from belarus_hr.store import Store

if TYPE_CHECKING:
    from conftest import Run

EACH = [
    {"by": "Egypt", "text": "Found a commission"},
    {"by": "Peru", "text": "Weigh\none up"},
    {"by": "Chad", "text": "Found a commission"},
]
ABSENT = "the official text is not on record: "


def page(hrtrack: Run, id_: str) -> str:
    return hrtrack(f"show {id_} --format table").out


def test_the_text_of_each_state_is_there(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, recommendation("97.4", text=EACH[0]["text"], items=EACH))
    told = page(hrtrack, "97.4").splitlines()
    assert [line.removeprefix("text").strip() for line in told[6:8]] == [
        "Egypt, Chad: Found a commission",
        "Peru: Weigh one up",
    ]


def test_one_text_of_all_states_is_there_once(hrtrack: Run, empty_store: Store) -> None:
    text = EACH[0]["text"]
    both = [{"by": by, "text": text} for by in ("Egypt", "Peru")]
    fill(empty_store, recommendation("97.4", text=text, items=both))
    told = page(hrtrack, "97.4")
    assert (told.count(text), told.count(f"Peru: {text}")) == (1, 0)


def test_texts_that_differ_are_kept_through_an_import(hrtrack: Run) -> None:
    said = "60.1 Train all judges (Fiji); train all prosecutors (Peru);"
    lines = (
        "United Nations A/HRC/99/1",
        "Distr.: General",
        "2 July 2025",
        "Report of the Working Group on the Universal Periodic Review",
        "Nauru",
        "1. The Working Group held its fiftieth session from 5 to 16 May 2025.",
        "II. Conclusions and/or recommendations",
        "60. The recommendations listed below enjoy the support of Nauru:",
        said,
        "60.2 Publish the budget of the courts (Tuvalu);",
        "61. All conclusions and/or recommendations reflect the position of the States.",
    )
    hrtrack("import - --country Nauru", stdin="\n".join(lines) + "\n")
    told = page(hrtrack, "upr4-nauru-60.1")
    assert "Fiji: Train all judges\n" in told
    assert "Peru: train all prosecutors\n" in told


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (
            "A/HRC/15/16",
            "A/HRC/15/16, https://docs.un.org/en/A/HRC/15/16, has it; save that as PDF or Word, "
            "then hrtrack import FILE (docs/cycles.md)",
        ),
        (None, "hrtrack import FILE reads it from the UN's document (docs/cycles.md)"),
        ("a letter", "hrtrack import FILE reads it from the UN's document (docs/cycles.md)"),
    ],
)
def test_where_the_text_is_not_on_record_the_page_says_how_to_get_it(
    hrtrack: Run, empty_store: Store, document: str | None, says: str
) -> None:
    fill(empty_store, recommendation("97.4", document=document))
    assert ABSENT + says in page(hrtrack, "97.4")


def test_a_text_that_is_on_record_is_not_asked_for(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, recommendation("97.4", text="Found a commission"), event("e"))
    assert ABSENT not in page(hrtrack, "97.4 e")


def test_a_source_is_a_line_for_a_footnote(hrtrack: Run, empty_store: Store) -> None:
    copied = {"ref": "CAT/C/BLR/CO/4, para. 5", "note": "Names it. Read in a copy (worldlii.org)."}
    answer = {"response": "supported", "ref": "A/HRC/15/16, para. 97", "note": "At once."}
    fill(
        empty_store,
        event("e", sources=[copied], disputes=[{"says": "No", "ref": "A/HRC/RES/17/24"}]),
        recommendation("97.4", responses=[answer]),
    )
    told = page(hrtrack, "e 97.4")
    for line in (
        "- Committee against Torture, concluding observations on Belarus, CAT/C/BLR/CO/4, para. 5. "
        "Available at https://docs.un.org/en/CAT/C/BLR/CO/4 (read in a copy at worldlii.org)\n"
        "  Names it.\n",
        "- No\n  Human Rights Council, resolution 17/24, A/HRC/RES/17/24. Available at ",
        "  Human Rights Council, A/HRC/15/16, para. 97. Available at "
        "https://docs.un.org/en/A/HRC/15/16\n  At once.\n",
    ):
        assert line in told

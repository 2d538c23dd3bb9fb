"""The verdict on each item of the Government's fact sheet rests on the records of the dataset.

- each item of the sheet has one verdict, with its reason and its source
- ``cannot-be-checked`` is exactly what nobody but the Government says, in the sheet or to the UN
- ``borne-out`` is exactly what UN documents have and the sheet does not dispute
- the figures of the sheet: 75 of 93, the number of the report to CAT, three reports to CRC,
  what was received and not examined, the year of the next review, the day of the core document
- no reason repeats a figure that is counted from records
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures import fact_sheet, report_state, upr_progress
from belarus_hr.domain.figures.counting import CountingMethod
from belarus_hr.domain.figures.fact_sheet import ComparedItem
from belarus_hr.domain.figures.upr_progress import Question
from belarus_hr.domain.records.kinds import CLAIM, EVENT, REPORT, SHEET_ITEM, Record
from belarus_hr.domain.text import edtf
from tests.test_data import ITEMS

TODAY = date(2026, 1, 1)
#: The sheet is not older than the core document that it names, nor newer than the new mandate.
OF_THE_SHEET = date(2012, 1, 1)
ORDINALS = {"4": "fourth", "5": "fifth", "7": "seventh"}


@pytest.fixture(scope="module")
def items(shipped: Collection) -> dict[str, ComparedItem]:
    return {item.item: item for item in fact_sheet.compare(shipped, TODAY)}


def records(item: ComparedItem, kind: object) -> list[Record]:
    return [stored.record for stored in item.beside if stored.kind is kind]


def with_verdict(items: dict[str, ComparedItem], agreement: str) -> set[str]:
    return {name for name, item in items.items() if item.agreement == agreement}


def test_each_item_has_its_verdict(items: dict[str, ComparedItem]) -> None:
    assert list(items) == ITEMS
    for name, item in items.items():
        assert item.id == f"sheet{name}"
        assert item.reason, name
        assert item.beside, name
        assert item.record["sources"][0]["ref"].endswith(f"(about 2012), item {name}")


def test_a_title_fits_a_line_of_a_terminal(items: dict[str, ComparedItem]) -> None:
    assert max(len(item.record["title"]) for item in items.values()) <= 55


def government_alone(item: ComparedItem) -> bool:
    """Say whether nothing bears an item but the sheet, and what a delegation told the UN."""
    records = [stored.record for stored in item.beside]
    told = all(
        "Fact sheet" in source["ref"] or source.get("note") == "As the delegation told it."
        for record in records
        for source in record["sources"]
    )
    return told or {record["confidence"] for record in records} == {"single-source"}


def test_what_only_the_government_says_cannot_be_checked(items: dict[str, ComparedItem]) -> None:
    alone = {name for name, item in items.items() if government_alone(item)}
    assert with_verdict(items, "cannot-be-checked") == alone


def test_the_visit_of_2009_is_the_delegation_s_word(items: dict[str, ComparedItem]) -> None:
    (event,) = records(items["4"], EVENT)
    assert event["confidence"] == "un-document"
    assert government_alone(items["4"])
    assert "as the delegation told it" in items["4"].reason


def test_that_the_reports_to_cescr_were_sent_is_in_un_papers_and_the_month_is_not(
    items: dict[str, ComparedItem],
) -> None:
    (report,) = records(items["8"], REPORT)
    assert (report["symbol"], report["confidence"]) == ("E/C.12/BLR/4-6", "un-document")
    assert "month of receipt rests on the sheet alone" in report["note"]
    assert items["8"].agreement == "borne-out"
    assert "month alone rests on the sheet" in items["8"].reason


def test_what_a_un_document_has_is_borne_out_unless_the_sheet_disputes_it(
    items: dict[str, ComparedItem],
) -> None:
    def disputed(record: Record) -> bool:
        return any("act sheet" in dispute["ref"] for dispute in record.get("disputes", ()))

    held = {
        name
        for name, item in items.items()
        if all(s.record["confidence"] == "un-document" for s in item.beside)
        and not government_alone(item)
        and not any(disputed(s.record) for s in item.beside if s.record.get("item") == name)
    }
    assert with_verdict(items, "borne-out") == held


def test_the_assembly_s_part_alone_rests_on_the_sheet(items: dict[str, ComparedItem]) -> None:
    sure = {event["mechanism"]: event["confidence"] for event in records(items["1"], EVENT)}
    assert sure == {"GA": "single-source", "HRC": "second-source"}
    assert items["1"].agreement == "differs"
    assert "the sheet alone has it" in items["1"].reason


def test_eight_were_invited_and_standing_is_the_sheet_s_word(
    items: dict[str, ComparedItem], shipped: Collection
) -> None:
    (event,) = records(items["3"], EVENT)
    assert "eight" in items["3"].record["title"]
    assert "eight" in event["title"]
    assert ["standing" in dispute["says"] for dispute in event["disputes"]] == [True]
    assert shipped.responses.answer(shipped.find("98.13").record, TODAY) == "noted"
    assert items["3"].agreement == "differs"


def agreement_if(holds: bool) -> str:
    return "borne-out" if holds else "contradicted"


def test_75_of_93_is_held_to_the_recommendations(
    items: dict[str, ComparedItem], shipped: Collection
) -> None:
    (claim,) = records(items["6a"], CLAIM)
    (cycle,) = upr_progress.cycles(shipped, Question(CountingMethod(TODAY)), 1)
    counted = {"made": cycle.answers.made, "supported": cycle.answers.supported}
    assert cycle.counted == "recommendations"
    assert items["6a"].agreement == agreement_if(claim["numbers"] == counted)
    assert "One more than the answers on record" in items["6a"].reason
    assert claim["numbers"]["supported"] == (cycle.answers.supported or 0) + 1
    numbers = claim["numbers"]
    title = f"{numbers['supported']} of the {numbers['made']} UPR recommendations accepted"
    assert items["6a"].record["title"].startswith(title)
    (may,) = upr_progress.cycles(shipped, Question(CountingMethod(date(2010, 5, 31))), 1)
    assert items["6a"].shows == (
        f"{counted['made']} made, {counted['supported']} supported",
        "reviewed 2010-05-12, A/HRC/15/16",
        f"by the end of 2010-05: {may.answers.supported} supported, {may.answers.pending} pending",
    )


@pytest.mark.parametrize(("name", "mechanism"), [("5", "CAT"), ("10a", "CEDAW")])
def test_the_number_of_a_report_is_held_to_the_report(
    items: dict[str, ComparedItem], name: str, mechanism: str
) -> None:
    (report,) = records(items[name], REPORT)
    assert report["mechanism"] == mechanism
    said = items[name].record["title"].split()[0].lower()
    assert items[name].agreement == agreement_if(said == ORDINALS[report["ordinal"]])


def test_the_fifth_report_to_cat_came_later(shipped: Collection) -> None:
    fourth, fifth = (shipped.of(REPORT)[f"cat-report-{number}"] for number in "45")
    assert edtf.parse(fifth["examined"]).first.year - edtf.parse(fourth["examined"]).first.year > 5


def test_three_reports_to_crc_were_examined_in_2011(items: dict[str, ComparedItem]) -> None:
    reports = records(items["10b"], REPORT)
    assert items["10b"].record["title"] == "Three reports presented to CRC in 2011"
    assert [report["examined"][:4] for report in reports] == ["2011"] * 3


@pytest.mark.parametrize("name", ["10a", "10b", "10c"])
def test_what_was_presented_in_2011_was_examined_then(
    items: dict[str, ComparedItem], name: str
) -> None:
    assert items[name].record["title"].endswith("in 2011")
    years = {report["examined"][:4] for report in records(items[name], REPORT)}
    assert items[name].agreement == agreement_if(years == {"2011"})


def test_the_report_to_cescr_waited_when_the_sheet_was_written(
    items: dict[str, ComparedItem],
) -> None:
    (report,) = records(items["10d"], REPORT)
    waiting = report_state.state_on(report, OF_THE_SHEET) == "received"
    assert items["10d"].agreement == agreement_if(waiting)


def test_the_next_review_came_in_the_year_of_the_sheet(items: dict[str, ComparedItem]) -> None:
    (event,) = records(items["14a"], EVENT)
    year = items["14a"].record["title"].split()[-1]
    assert items["14a"].agreement == agreement_if(event["date"][:4] == year)


def test_the_shares_have_no_count_so_nothing_can_be_compared(
    items: dict[str, ComparedItem],
) -> None:
    for name in ("6d", "14b"):
        (claim,) = records(items[name], CLAIM)
        assert "numbers" not in claim
        assert items[name].shows == ("implemented according to self: nothing assessed",)
        assert any("NGO" in dispute["by"] for dispute in claim["disputes"])


def test_a_reason_repeats_no_figure(shipped: Collection) -> None:
    for id_, item in shipped.of(SHEET_ITEM).items():
        told = re.sub(r"item \d+[a-z]?|\(98\.13\)|June 2011", "", item["reason"])
        assert not re.search(r"\d", told), id_

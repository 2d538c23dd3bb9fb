"""The shipped dataset.

- it is sealed, loads, and each record is in its normal form
- ids are unique over all kinds and legal; every record has sources and says how sure it is
- every item of the fact sheet is answered to by an event or a claim
- the first cycle: 93 made, 74 supported (one in part), 19 noted; 55 supported in May 2010
- 169 items as UPR Info counts them: 124 supported, 45 noted
- reviews, claims, reports and treaty acts stand as the checked facts have them
- UN symbols are well formed; nothing speaks of a file of the authors' own
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from belarus_hr.domain.checks.run import run_checks
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures import report_state, upr_progress
from belarus_hr.domain.figures.counting import Answers, CountingMethod, count_answers
from belarus_hr.domain.figures.upr_progress import Question
from belarus_hr.domain.records import ids
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    CLAIM,
    EVENT,
    KINDS,
    RECOMMENDATION,
    REPORT,
    REVIEW,
    Kind,
    Record,
    normalise,
)
from belarus_hr.domain.reference import un_symbols
from belarus_hr.domain.reference.mechanisms import MECHANISMS
from belarus_hr.domain.text import edtf
from belarus_hr.store import paths, storage

#: Items of the fact sheet; a letter where an item says several things.
ITEMS = "1 2 3 4 5 6a 6b 6c 6d 7 8 9 10a 10b 10c 10d 10e 11 12 13 14a 14b".split()
WORKING_GROUP = date(2010, 5, 31)
TODAY = date(2026, 1, 1)


def records(shipped: Collection) -> Iterator[tuple[str, Kind, Record]]:
    for kind in KINDS:
        for id_, record in shipped.of(kind).items():
            yield id_, kind, record


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


# --- form -----------------------------------------------------------------------------


def test_it_is_sealed_and_written_as_the_program_writes() -> None:
    raw = paths.dataset().read_bytes()
    assert raw == storage.file_bytes(storage.load(raw, "dataset").tables)


def test_every_record_is_in_its_normal_form(shipped: Collection) -> None:
    for id_, kind, record in records(shipped):
        assert normalise(kind, record) == record, id_


def test_ids_are_legal_and_unique_over_all_kinds(shipped: Collection) -> None:
    names = [id_ for id_, _ in shipped.ids()]
    assert [ids.check_id(name) for name in names] == names
    assert len(set(names)) == len(names)


def test_every_record_is_sourced_and_says_how_sure_it_is(shipped: Collection) -> None:
    for id_, kind, record in records(shipped):
        assert record.get("sources"), id_
        assert record.get("confidence") or "confidence" not in kind.by_name, id_


def test_every_contradicted_record_says_what_contradicts_it(shipped: Collection) -> None:
    for id_, _, record in records(shipped):
        if record.get("confidence") == "contradicted":
            assert record.get("disputes"), id_


def test_dates_are_legal_and_in_the_time_of_the_un(shipped: Collection) -> None:
    keys = {"date", "adopted", "due", "received", "examined", "issued", "next"}
    for id_, _, record in records(shipped):
        entries = [record, *record.get("responses", []), *record.get("reported", [])]
        for text in (entry[key] for entry in entries for key in keys & entry.keys()):
            assert 1945 <= edtf.parse(text).first.year <= 2026, id_


def test_mechanisms_are_known(shipped: Collection) -> None:
    found = {record["mechanism"] for _, _, record in records(shipped) if "mechanism" in record}
    assert found <= MECHANISMS.keys()


@pytest.mark.parametrize("key", ["document", "symbol", "observations", "outcome"])
def test_symbols_are_well_formed(shipped: Collection, key: str) -> None:
    found = [record[key] for _, _, record in records(shipped) if key in record]
    assert found
    assert [symbol for symbol in found if un_symbols.symbol(symbol) != symbol] == []


def test_references_that_look_like_symbols_are_symbols(shipped: Collection) -> None:
    looks = re.compile(r"(A/|CAT/|CCPR/|CEDAW/|CERD/|E/C\.|CRC/|CRPD/|HRI/)")
    for id_, _, record in records(shipped):
        for source in record["sources"]:
            if looks.match(source["ref"]):
                assert un_symbols.symbol(source["ref"]), (id_, source["ref"])


def test_sources_are_cited_from_their_publisher(shipped: Collection) -> None:
    rules = {"source-copy", "source-address", "symbol-address"}
    findings = run_checks(shipped, TODAY)
    assert [finding for finding in findings if finding.rule in rules] == []


def test_a_copy_that_was_read_is_named_in_a_note_alone(shipped: Collection) -> None:
    for id_, _, record in records(shipped):
        for entry in (*record["sources"], *record.get("disputes", ())):
            assert "copy" not in entry["ref"], id_
            assert "github.com" not in entry["ref"], id_


def test_nothing_speaks_of_the_authors_own_files(shipped: Collection) -> None:
    own = re.compile(r"\bS\d{1,3}\b|facts\.md|\.\./|file://|\bUTF-8\b|/tmp/|/home/")
    for id_, _, record in records(shipped):
        for text in texts(record):
            assert not own.search(re.sub(r"https?://\S+", "", text)), (id_, text)


# --- the fact sheet ---------------------------------------------------------------------


@pytest.mark.parametrize("item", ITEMS)
def test_every_item_of_the_fact_sheet_is_there(shipped: Collection, item: str) -> None:
    held = [
        r for kind in (EVENT, CLAIM) for r in shipped.of(kind).values() if r.get("item") == item
    ]
    assert len(held) == 3 if item == "10b" else held
    assert any("act sheet" in source["ref"] for r in held for source in r["sources"])


def test_no_item_is_made_up(shipped: Collection) -> None:
    assert {r["item"] for _, _, r in records(shipped) if "item" in r} == set(ITEMS)


def test_the_report_to_cat_is_the_fourth_and_the_sheet_disputes_it(shipped: Collection) -> None:
    event = shipped.find("cat-2009-12-report").record
    assert "ourth" in event["title"]
    assert any("ifth" in dispute["says"] for dispute in event["disputes"])


def test_eight_were_invited_and_that_is_no_standing_invitation(shipped: Collection) -> None:
    (event,) = (r for r in shipped.of(EVENT).values() if r.get("item") == "3")
    assert "eight" in event["title"].lower()
    assert any("standing" in dispute["says"] for dispute in event["disputes"])


def test_the_needs_assessment_names_the_bodies_met(shipped: Collection) -> None:
    (event,) = (r for r in shipped.of(EVENT).values() if r.get("item") == "4")
    for body in ("Foreign Affairs", "Justice", "Education", "Internal Affairs", "Training Cent"):
        assert body in event["note"]
    assert "Legislation and" in event["note"]
    assert "CIS Executive Committee" in event["note"]


def test_what_rests_on_the_sheet_alone_says_so_in_its_title(shipped: Collection) -> None:
    alone = {
        id_: event["title"]
        for id_, event in shipped.of(EVENT).items()
        if event.get("item") and event["confidence"] == "single-source"
    }
    assert len(alone) == 8
    said = re.compile("by (the Government's|its own) account$")
    assert {id_: title for id_, title in alone.items() if not said.search(title)} == {}


def test_the_invitation_of_2011_tells_its_purpose(shipped: Collection) -> None:
    (event,) = (r for r in shipped.of(EVENT).values() if r.get("item") == "13")
    assert "official" in event["note"]
    assert "purpose" in event["note"]
    assert "disputes" not in event


def test_the_assembly_s_decision_of_2007_is_told_as_the_sheet_tells_it(
    shipped: Collection,
) -> None:
    by_body = {r["mechanism"]: r for r in shipped.of(EVENT).values() if r.get("item") == "1"}
    assert by_body["GA"]["date"] == "2007"
    assert "not to extend" in by_body["GA"]["title"]
    assert all("disputes" not in event for event in by_body.values())


def test_the_report_to_cat_is_also_that_of_item_10c(shipped: Collection) -> None:
    refs = [source["ref"] for source in shipped.find("cat-report-4").record["sources"]]
    assert any(ref.endswith("item 10c") for ref in refs)


# --- the first cycle ------------------------------------------------------------------------


def first_cycle(shipped: Collection) -> list[tuple[str, Record]]:
    return [item for item in shipped.of(RECOMMENDATION).items() if item[1]["cycle"] == 1]


def test_the_paragraphs_are_those_of_the_report(shipped: Collection) -> None:
    expected = [f"97.{n}" for n in range(1, 56)] + [f"98.{n}" for n in range(1, 39)]
    assert [record["paragraph"] for _, record in first_cycle(shipped)] == expected
    assert [id_ for id_, _ in first_cycle(shipped)] == [f"upr1-{number}" for number in expected]


def test_made_supported_noted_today(shipped: Collection) -> None:
    answers = count_answers(shipped, first_cycle(shipped), CountingMethod(TODAY))
    assert answers == Answers(93, 74, 1, 19, 0)


def test_supported_and_pending_in_may_2010(shipped: Collection) -> None:
    answers = count_answers(shipped, first_cycle(shipped), CountingMethod(WORKING_GROUP))
    assert answers == Answers(93, 55, 0, 0, 38)


def test_the_one_supported_in_part_asks_for_a_treaty_and_its_protocol(shipped: Collection) -> None:
    partly = [
        record["paragraph"]
        for _, record in first_cycle(shipped)
        if record["responses"][-1]["response"] == "partly-supported"
    ]
    assert partly == ["98.3"]
    assert Counter(i["response"] for i in shipped.find("98.3").record["items"]) == {
        "supported": 1,
        "noted": 1,
    }


def test_the_items_are_those_of_upr_info(shipped: Collection) -> None:
    items = [item for _, record in first_cycle(shipped) for item in record["items"]]
    assert Counter(item["response"] for item in items) == {"supported": 124, "noted": 45}
    # UPR Info's action categories of its 169 rows on Belarus, 1 to 5.
    assert Counter(item["action"] for item in items) == {1: 3, 2: 46, 3: 16, 4: 54, 5: 50}


def test_a_response_that_is_less_sure_says_so(shipped: Collection) -> None:
    found = Counter(
        (record["paragraph"][:2], record["confidence"]) for _, record in first_cycle(shipped)
    )
    assert found == {
        ("97", "un-document"): 55,
        ("98", "second-source"): 10,
        ("98", "single-source"): 23,
        ("98", "contradicted"): 5,
    }


def test_themes_are_those_of_upr_info(shipped: Collection) -> None:
    themes = {theme for _, record in first_cycle(shipped) for theme in record["themes"]}
    assert {"Trafficking", "Death penalty", "Torture and other CID treatment"} <= themes
    assert all(record["themes"] for _, record in first_cycle(shipped))


# --- reviews, claims, reports, treaties --------------------------------------------------------


def test_the_four_reviews(shipped: Collection) -> None:
    found = {r["cycle"]: (r["session"], r["date"]) for r in shipped.of(REVIEW).values()}
    assert found == {
        1: (8, "2010-05-12"),
        2: (22, "2015-05-04"),
        3: (36, "2020-11-02"),
        4: (50, "2025-11-03"),
    }


def test_what_is_reported_of_the_cycles_and_what_is_not_known(shipped: Collection) -> None:
    found = {
        cycle.cycle: (cycle.counted, cycle.answers.made, cycle.answers.supported)
        for cycle in upr_progress.cycles(shipped, Question(CountingMethod(TODAY)))
    }
    assert found == {
        1: ("recommendations", 93, 74),
        2: ("reported", 259, 168),
        3: ("reported", 266, 155),
        4: (None, None, None),
    }


def test_the_claims_of_the_fact_sheet(shipped: Collection) -> None:
    by_item = {r["item"]: r for r in shipped.of(CLAIM).values() if "item" in r}
    assert by_item["6a"]["numbers"] == {"made": 93, "supported": 75}
    assert by_item["14b"]["percent"] == {"implemented": 70}
    assert by_item["14b"]["over"] is True
    assert {r["by"] for r in by_item.values()} == {"government"}


def test_the_title_of_a_claim_names_who_says_it(shipped: Collection) -> None:
    titles = [claim["title"] for claim in shipped.of(CLAIM).values()]
    assert [title for title in titles if not re.match("[A-Z][^:,]+: ", title)] == []


def test_the_coalition_on_the_third_cycle(shipped: Collection) -> None:
    (claim,) = (
        r
        for r in shipped.of(CLAIM).values()
        if r.get("cycle") == 3 and r["by"] == "civil-society" and "made" in r.get("numbers", {})
    )
    numbers = claim["numbers"]
    verdicts = [numbers[k] for k in ("implemented", "partly", "not_implemented", "not_assessed")]
    assert verdicts == [2, 24, 226, 14]
    assert sum(verdicts) == numbers["made"] == 266


def test_the_percentages_that_do_not_fit_their_base_are_noted(shipped: Collection) -> None:
    (claim,) = (
        r for r in shipped.of(CLAIM).values() if r.get("percent", {}).get("implemented") == 1.3
    )
    assert claim["numbers"]["denominator"] == 266
    assert "155" in claim["note"]


def test_reports_as_of_the_day_of_the_sheet(shipped: Collection) -> None:
    day = date(2012, 1, 31)
    states = {id_: report_state.state_on(r, day) for id_, r in shipped.of(REPORT).items()}
    pending = {id_ for id_, state in states.items() if state == "received"}
    assert pending == {"cescr-report-4-6"}
    assert states["ccpr-report-5"] == "overdue"
    assert states["cat-report-4"] == "examined"


def test_the_ccpr_report_is_as_sure_as_its_due_date_which_its_document_disputes(
    shipped: Collection,
) -> None:
    report = shipped.find("ccpr-report-5").record
    assert report["confidence"] == "second-source"
    assert any("2016" in dispute["says"] for dispute in report["disputes"])
    assert "due date" in report["note"]


@pytest.mark.parametrize(
    ("mechanism", "kind", "day"),
    [
        ("CERD", "ratification", "1969-04-08"),
        ("CESCR", "ratification", "1973-11-12"),
        ("CCPR", "ratification", "1973-11-12"),
        ("CCPR", "accession", "1992-09-30"),
        ("CEDAW", "ratification", "1981-02-04"),
        ("CEDAW", "ratification", "2004-02-03"),
        ("CAT", "ratification", "1987-03-13"),
        ("CRC", "ratification", "1990-10-01"),
        ("CRC", "accession", "2006-01-25"),
        ("CRC", "accession", "2002-01-23"),
        ("CRPD", "ratification", "2016-11-29"),
        ("CCPR", "withdrawal", "2023-02-08"),
    ],
)
def test_treaty_acts(shipped: Collection, mechanism: str, kind: str, day: str) -> None:
    found = {(r["mechanism"], r["kind"], r["date"]) for r in shipped.of(EVENT).values()}
    assert (mechanism, kind, day) in found


def test_committees_have_their_own_names(shipped: Collection) -> None:
    bodies = {r["by"] for r in shipped.of(EVENT).values() if r["kind"] == "examination"}
    assert all("Committee" in body for body in bodies)


def test_a_vote_that_rests_on_the_harvest_alone_is_single_source(shipped: Collection) -> None:
    votes = [r for r in shipped.of(EVENT).values() if "vote" in r.get("tags", ())]
    assert len(votes) == 23
    for vote in votes:
        harvest = "harvest of the voting record" in vote["note"]
        assert (vote["confidence"] == "single-source") == harvest, vote["title"]


def test_a_vote_is_told_alike_twice_and_has_no_more_votes_than_members(shipped: Collection) -> None:
    members = {"Human Rights Council": 47, "Commission on Human Rights": 53}
    for vote in (r for r in shipped.of(EVENT).values() if "vote" in r.get("tags", ())):
        yes, no, abstained = vote["title"].rpartition(" ")[2].split("-")
        assert vote["note"].startswith(f"{yes} States voted yes, {no} no, {abstained} abstained.")
        assert int(yes) + int(no) + int(abstained) <= members[vote["by"]], vote["title"]


def test_the_answers_of_2010_are_not_disputed_by_what_came_later(shipped: Collection) -> None:
    assert not any("disputes" in shipped.find(id_).record for id_ in ("98.2", "98.3", "98.13"))


def test_no_assessment_is_shipped(shipped: Collection) -> None:
    assert shipped.of(ASSESSMENT) == {}


def test_it_is_json_that_others_read() -> None:
    tables = json.loads(paths.dataset().read_text(encoding="utf-8"))
    assert tables["recommendations"]["upr1-97.4"]["document"] == "A/HRC/15/16"

"""The check.

- each rule finds its breach, names the field, and what would be right where that follows
- what is right is left alone: old symbols, approximate dates, announced events, the real forms
- a percentage fits to half a unit of its last digit, "over" means more; 1.3 of 266 was of 155
- a claim is set beside the record: 75 beside 74; 55 was right in May; 169 counts by items
- findings come gravest first, then by id; at_least narrows; the exit code is the gravest's
- the shipped dataset has no errors, and what it is known to hold is found
- on any records that are valid it neither raises nor depends on their order
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import drawn
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import TODAY, make_collection

from belarus_hr.domain.checks.percentages import Percentage
from belarus_hr.domain.checks.rule import SEVERITIES
from belarus_hr.domain.checks.run import (
    RULES,
    Finding,
    at_least,
    exit_code,
    findings_summary,
    run_checks,
)
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import ExitCode, InvalidValue
from belarus_hr.domain.records.field_types import DATE, LINE, SOURCES, SYMBOL, WHOLE, FieldType
from belarus_hr.domain.records.fields import (
    COUNT_NAMES,
    DISPUTES,
    ITEM_LIST,
    MECHANISM,
    NUMBERS,
    PERCENTAGES,
    REPORTED,
    RESPONSE_HISTORY,
)
from belarus_hr.domain.records.kinds import BY_NAME, KINDS, RECOMMENDATION, Kind, Record
from belarus_hr.domain.reference import vocabulary
from belarus_hr.domain.reference.mechanisms import MECHANISMS
from belarus_hr.domain.text import edtf

Tables = dict[str, dict[str, dict[str, Any]]]
Named = list[tuple[str, str, str]]


def breaches_of(rule: str, collection: Collection, as_of: date = TODAY) -> Named:
    """Return what one rule finds: id, field, what would be right."""
    findings = run_checks(collection, as_of)
    return [
        (finding.id, finding.field, finding.right) for finding in findings if finding.rule == rule
    ]


def review(**fields: Any) -> Tables:
    return {"reviews": {"upr1": {"document": "A/HRC/15/16", "session": 8, **fields}}}


def report(**fields: Any) -> Tables:
    return {"reports": {"a-report": fields}}


def rec(id_: str = "upr1-97.4", /, **fields: Any) -> Tables:
    return {
        "recommendations": {id_: {"document": "A/HRC/15/16", "paragraph": "97.4", **fields}},
        **review(),
    }


def of_whole_report(
    paragraph: str = "97.1", besides: dict[str, Any] | None = None, **fields: Any
) -> Tables:
    """Return a report's only paragraph, read whole unless its number says otherwise, and a row."""
    source = f"A/HRC/15/16, para. {paragraph}"
    read = rec(f"upr1-{paragraph}", paragraph=paragraph, items=[{"by": "Cuba"}], sources=[source])
    row = {"text": "Define torture", "items": [{"by": "Cuba"}], **(besides or {})}
    return {"recommendations": {**read["recommendations"], "upr1-cuba": row}, **review(**fields)}


def claim(**fields: Any) -> Tables:
    return {"claims": {"a-claim": fields}}


def resting(on: str, **tables: dict[str, Any]) -> Tables:
    return {**verdict(date="2014", evidence=[on]), **tables}


def graded(grade: str, day: str, body: str = "CCPR") -> Tables:
    asked = {"mechanism": body, "cycle": None, "document": f"{body}/C/BLR/CO/5", "responses": []}
    return {
        "recommendations": {"ccpr-11": asked},
        "grades": {"a-grade": {"grade": grade, "date": day}},
    }


def event(**fields: Any) -> Tables:
    return {"events": {"an-event": fields}}


def cited(url: str, ref: str = "Page") -> Tables:
    return event(sources=[{"ref": ref, "url": url}])


def verdict(**fields: Any) -> Tables:
    return {"assessments": {"a-verdict": {"recommendation": "upr1-97.4", **fields}}, **rec()}


def answered(*days: str) -> list[Record]:
    return [{"response": "noted", "date": day} for day in days]


def numbers(**fields: Any) -> Tables:
    return claim(base="all", numbers=fields)


def share(percent: dict[str, float], counted: dict[str, int], **fields: Any) -> Tables:
    return claim(percent=percent, numbers=counted, **{"base": "all", **fields})


#: Where the address of the first source stands.
URL = "sources[0].url"

#: A rule, records that break it, the field found, and what would be right.
BREACHES: list[tuple[str, Tables, str, str]] = [
    ("symbol-form", report(symbol="CAT/C/BLR/4, para. 2"), "symbol", "CAT/C/BLR/4"),
    ("symbol-form", report(symbol="cat/c/34/add.12"), "symbol", "CAT/C/34/Add.12"),
    ("symbol-form", report(observations="CERD/C/BLR//CO/18–19"), "observations",
     "CERD/C/BLR/CO/18-19"),
    ("symbol-form", report(symbol="the fourth report"), "symbol", ""),
    ("grade-scale", graded("B", "2010"), "grade", ""),
    ("grade-scale", graded("B1", "2019"), "grade", ""),
    ("grade-scale", graded("B", "2020", "CAT"), "grade", ""),
    ("grade-scale", graded("B", "2020", "HRC"), "grade", ""),
    ("id-unknown", {"grades": {"a-grade": {}}}, "recommendation", ""),
    ("evidence-later", resting("event-2015", events={"event-2015": {"date": "2015"}}),
     "evidence[0]", ""),
    ("evidence-later", resting("a-measure", measures={"a-measure": {"start": "2015-02"}}),
     "evidence[0]", ""),
    ("evidence-later", resting("an-indicator", indicators={"an-indicator": {
        "values": [{"date": "2015", "value": 1}]}}), "evidence[0]", ""),
    ("symbol-form", review(outcome="decision 15/113"), "outcome", ""),
    ("symbol-body", report(symbol="CCPR/C/BLR/5"), "symbol", ""),
    ("symbol-body", report(mechanism="CESCR", symbol="CESCR/C/BLR/4-6"), "symbol", ""),
    ("symbol-body", report(observations="A/HRC/15/16"), "observations", ""),
    ("symbol-body", report(mechanism="CRC", treaty="CRC-OPAC", symbol="CRC/C/BLR/1"), "symbol", ""),
    ("symbol-body", report(mechanism="CRC", treaty="CRC", symbol="CRC/C/OPSC/BLR/1"), "symbol", ""),
    ("symbol-body", review(document="CAT/C/BLR/4"), "document", ""),
    ("symbol-state", report(observations="CAT/C/IRQ/CO/4"), "observations", "CAT/C/BLR/CO/4"),
    ("symbol-state", report(mechanism="CRC", symbol="CRC/C/OPAC/BEL/1"), "symbol",
     "CRC/C/OPAC/BLR/1"),
    ("source-form", event(sources=["A/HRC/15/16", "a/hrc/15/16, para. 20"]), "sources[1].ref",
     "A/HRC/15/16"),
    ("source-copy", cited("https://docslib.org/doc/1", "CAT/C/BLR/CO/4, para. 4"), URL,
     "https://docs.un.org/en/CAT/C/BLR/CO/4"),
    ("source-copy", cited("https://www.right-docs.org/doc/a-hrc-30-3", "Report"), URL, ""),
    ("source-copy", cited("https://web.test.ohchr.un-icc.cloud/en/x"), URL, ""),
    ("source-copy", event(disputes=[{"says": "No", "ref": "Page", "url": "http://cetext.ru./r"}]),
     "disputes[0].url", ""),
    ("source-copy", event(sources=["CAT/C/BLR/CO/4 (https://docslib.org/doc/1)."]),
     "sources[0].ref", "https://docs.un.org/en/CAT/C/BLR/CO/4"),
    ("source-address", cited("https://spring96.org./en/news/1"), URL,
     "https://spring96.org/en/news/1"),
    ("source-address", cited("https://spring96.org/en/news/1."), URL,
     "https://spring96.org/en/news/1"),
    ("source-address", cited("https://humanrights-online.org/"), URL, ""),
    ("source-address", cited("https://humanrights-online.org"), URL, ""),
    ("source-address", cited("https://www.un.org/unispal/wp-json/wp/v2/document/209584"), URL, ""),
    ("source-address", cited("https://api.example.org/v1/vote"), URL, ""),
    ("symbol-address", event(sources=["CAT/C/BLR/4, para. 2"]), URL,
     "https://docs.un.org/en/CAT/C/BLR/4"),
    ("symbol-address", cited("https://example.org/report", "CAT/C/BLR/4"), URL,
     "https://docs.un.org/en/CAT/C/BLR/4"),
    ("symbol-address", cited("https://docs.un.org/en/CAT/C/BLR/5", "CAT/C/BLR/4"), URL,
     "https://docs.un.org/en/CAT/C/BLR/4"),
    ("source-form", event(disputes=[{"says": "No", "ref": "CAT/C//4"}]), "disputes[0].ref",
     "CAT/C/4"),
    ("source-state", event(sources=["CEDAW/C/IRQ/CO/8"]), "sources[0].ref", "CEDAW/C/BLR/CO/8"),
    ("source-state", event(sources=["HRI/CORE/LTU/2011"]), "sources[0].ref", "HRI/CORE/BLR/2011"),
    ("review-document", review(document="A/HRC/WG.6/8/BLR/1"), "document", ""),
    ("ordinal-form", report(ordinal="4th"), "ordinal", "4"),
    ("ordinal-form", report(ordinal="18 and 19"), "ordinal", "18-19"),
    ("ordinal-form", report(ordinal="fourth"), "ordinal", ""),
    ("ordinal-order", report(ordinal="6-4"), "ordinal", "4-6"),
    ("ordinal-order", report(ordinal="4-4"), "ordinal", "4"),
    ("ordinal-order", report(ordinal="0"), "ordinal", ""),
    ("ordinal-symbol", report(ordinal="5", symbol="CAT/C/BLR/4"), "symbol", ""),
    ("ordinal-symbol", report(ordinal="4-6", observations="CAT/C/BLR/CO/4-5"), "observations", ""),
    ("report-symbol", report(symbol="CAT/C/BLR/CO/4"), "symbol", "CAT/C/BLR/4"),
    ("report-symbol", report(observations="CAT/C/BLR/4"), "observations", "CAT/C/BLR/CO/4"),
    ("report-symbol", report(observations="CAT/C/BLR/C0/4"), "observations", "CAT/C/BLR/CO/4"),
    ("report-symbol", report(symbol="CAT/C/BLR/Q/4"), "symbol", "CAT/C/BLR/4"),
    ("cycle-number", claim(cycle=0), "cycle", ""),
    ("cycle-number", rec(cycle=None), "cycle", ""),
    ("cycle-later", claim(cycle=5), "cycle", ""),
    ("cycle-later", rec("upr-7.1", cycle=None, session=55), "cycle", ""),
    ("session-cycle", review(session=22), "session", "a session from 1 to 12"),
    ("session-cycle", review(session=13), "session", "a session from 1 to 12"),
    ("session-cycle", review(session=0), "session", "a session from 1 to 12"),
    ("session-cycle", review(session=55), "session", "a session from 1 to 12"),
    ("session-cycle", review(cycle=5, session=54), "session", "cycle 4"),
    ("session-year", review(date="2015-05-04"), "date", "session 8 met in 2010-05"),
    ("session-year", review(session=7, date="2010-06"), "date",
     "before session 8, which met in 2010-05"),
    ("session-year", review(cycle=3, session=30, date="2014"), "date",
     "after session 22, which met in 2015-05"),
    ("session-year", review(cycle=4, session=51, date="2025-05"), "date",
     "after session 50, which met in 2025-11"),
    ("document-session", review(sources=["A/HRC/WG.6/22/BLR/1"]), "sources[0].ref", ""),
    ("outcome-session", review(outcome="A/HRC/DEC/30/101"), "outcome", ""),
    ("paragraph-form", rec(paragraph="97.4."), "paragraph", "97.4"),
    ("paragraph-form", rec(paragraph="para. 97,4"), "paragraph", "97.4"),
    ("paragraph-form", rec(paragraph="97.04"), "paragraph", "97.4"),
    ("paragraph-form", rec(paragraph="the fourth"), "paragraph", ""),
    ("id-paragraph", rec("upr1-97.5"), "paragraph", "upr1-97.4 as id"),
    ("id-paragraph", rec("upr1-97", paragraph="97(a)"), "paragraph", "upr1-97-a as id"),
    ("id-paragraph", rec("upr1-nauru-97.5", country="Nauru"), "paragraph",
     "upr1-nauru-97.4 as id"),
    ("id-cycle", rec("upr2-97.4"), "cycle", "upr1-97.4 as id"),
    ("id-cycle", {"claims": {"upr3-claim-2021-government": {}}}, "cycle",
     "upr1-claim-2021-government as id"),
    ("document-cycle", rec(document="A/HRC/30/3"), "document", "A/HRC/15/16"),
    ("more-than-made", of_whole_report(reported=[{"made": 1, "by": "un", "ref": "A"}]),
     "reported[0].made", "each recommendation once"),
    ("beside-report", of_whole_report(), "paragraph", "part of upr1-97.1"),
    ("date-order", report(received="2012-01", examined="2011-11-11/2011-11-14"), "examined", ""),
    ("date-order", report(received="2012", issued="2011-12-07"), "issued", ""),
    ("date-order", report(adopted="2013-11-29", examined="2013-12"), "adopted", ""),
    ("date-order", report(issued="2018-06-07", followed_up="2018-05"), "followed_up", ""),
    ("date-order", review(adopted="2010-05-11"), "adopted", ""),
    ("date-order", review(next="2009"), "next", ""),
    ("due-order", report(due="2015-12-31", examined="2011-11-11"), "due", ""),
    ("due-order", report(due="2015-12-31", issued="2011-12-07"), "due", ""),
    ("date-ahead", verdict(date="2026-01-02"), "date", ""),
    ("date-ahead", claim(date="2027"), "date", ""),
    ("date-ahead", report(received="2026-02"), "received", ""),
    ("date-ahead", rec(responses=answered("2010-05-14", "2026-03")), "responses[1].date", ""),
    ("date-ahead", review(reported=[{"made": 93, "ref": "Page", "date": "2026-02"}]),
     "reported[0].date", ""),
    ("date-era", event(date="1910-05-12"), "date", ""),
    ("date-era", event(date="2110-05"), "date", ""),
    ("date-era", report(due="0209"), "due", ""),
    ("answer-early", rec(responses=answered("2010-05-11")), "responses[0].date", ""),
    ("verdict-early", verdict(date="2010-04"), "date", ""),
    ("source-missing", event(), "sources", ""),
    ("verdict-source", verdict(), "sources", ""),
    ("confidence-missing", event(), "confidence", ""),
    ("dispute-missing", event(confidence="contradicted"), "confidence",
     "a dispute with what is said and where"),
    ("dispute-missing", rec(responses=[{"response": "noted", "confidence": "contradicted"}]),
     "responses[0].confidence", "a dispute with what is said and where"),
    ("documents-differ", rec(confidence="un-document", disputes=[{"says": "Noted", "ref": "B"}]),
     "disputes[0]", ""),
    ("verdict-without", verdict(recommendation="upr1-97.44"), "recommendation", ""),
    ("verdict-without", verdict(recommendation="upr1"), "recommendation", ""),
    ("conflict-open", event(conflicts=[{"field": "title", "value": "Sent"}]), "title",
     "one of them"),
    ("conflict-open", claim(numbers={"made": 93}, conflicts=[{"field": "numbers.made"}]),
     "numbers.made", "one of them"),
    ("conflict-open", event(conflicts=[{"field": "record", "value": "deleted"}]), "record",
     "conflicts empty, or the record deleted"),
    ("claim-percent", share({"supported": 82}, {"made": 93, "supported": 75}), "percent.supported",
     ""),
    ("claim-percent", share({"supported": 80.6}, {"made": 93, "supported": 74}, over=True),
     "percent.supported", ""),
    ("claim-percent", share({"supported": 75}, {"supported": 124, "denominator": 169}, base=None),
     "percent.supported", ""),
    ("claim-percent", share({"partly": 10}, {"partly": 3, "denominator": 0}), "percent.partly", ""),
    ("claim-bare", share({"implemented": 70}, {"supported": 75}, base="supported", over=True),
     "percent.implemented", "53 or more of the 75 supported"),
    ("claim-bare", share({"implemented": 1.3}, {"supported": 155}, base="supported"),
     "percent.implemented", "2 of the 155 supported"),
    ("claim-bare", share({"noted": 20}, {"made": 266}), "percent.noted",
     "52 to 54 of the 266 made"),
    ("claim-base", claim(percent={"implemented": 50}), "base", ""),
    ("claim-denominator", numbers(made=266, denominator=155), "numbers.denominator", "266"),
    ("claim-over", claim(over=True, numbers={"made": 93}), "over", ""),
    ("claim-sum", numbers(made=259, supported=168, noted=90), "numbers.made", "258"),
    ("claim-sum", numbers(denominator=259, supported=168, noted=90), "numbers.denominator", "258"),
    ("claim-sum", numbers(made=93, supported=55, pending=39), "numbers.made", ""),
    ("claim-sum", numbers(made=266, implemented=2, partly=24, not_implemented=226,
                          not_assessed=15), "numbers.made", "267"),
    ("claim-sum", numbers(denominator=20, implemented=2, partly=24), "numbers.denominator", ""),
    ("claim-sum", claim(base="assessed", numbers={"implemented": 2, "partly": 24,
     "not_implemented": 226, "denominator": 266}), "numbers.denominator", "252"),
    ("claim-sum", claim(numbers={"made": 93, "supported": 93}, over=True), "numbers.made", ""),
    ("reported-sum", review(reported=[{"ref": "Page", "made": 1},
     {"ref": "Page", "made": 169, "supported": 124, "noted": 44}]), "reported[1].made", "168"),
    ("percent-sum", share({"implemented": 60, "partly": 41.1}, {}), "percent.implemented", ""),
    ("percent-sum", share({"supported": 58, "noted": 40}, {}), "percent.supported", ""),
    ("percent-sum", share({"implemented": 100}, {}, over=True), "percent.implemented", ""),
    ("claim-record", {**numbers(made=2), **rec()}, "numbers.made", "1 made"),
    ("claim-record", {**share({"supported": 50}, {}), **rec()}, "percent.supported",
     "1/1 all (100.0 %)"),
]  # fmt: skip
#: Doubles: the record that is found, and the one that stays.
DOUBLES: list[tuple[Tables, str, str]] = [
    ({"events": {"cat-2": {"title": "fourth  report."}, "cat-10": {}, "cat-9": {"date": "2010"}}},
     "cat-10", "cat-2 alone"),
    ({"claims": {"one": {}, "two": {}, "three": {"by": "un"}, "four": {"cycle": 2}}},
     "two", "one alone"),
    ({"reviews": {"upr1": {}, "upr-first": {}, "upr2": {"cycle": 2}}}, "upr-first", "upr1 alone"),
    ({"recommendations": {"upr1-97.4": {"document": "A/HRC/15/16", "paragraph": "97.4"},
                          "upr1-97.4-2": {"document": "A/HRC/15/16", "paragraph": "97.4."},
                          "upr2-97.4": {"document": "A/HRC/30/3", "paragraph": "97.4"}}},
     "upr1-97.4-2", "upr1-97.4 alone"),
    ({"recommendations": {"a": {"paragraph": "98.1"}, "b": {"paragraph": "98.1"}}}, "b", "a alone"),
]  # fmt: skip

#: A rule, and records that look like a breach and are none.
SOUND: list[tuple[str, Tables]] = [
    ("symbol-form", report(symbol="CRC/C/65/Add.15", observations="CRC/C/15/Add.180")),
    ("symbol-form", review(document="A/HRC/WG.6/8/L.15", outcome="A/HRC/DEC/15/113")),
    ("symbol-body", report(mechanism="SP", symbol="A/HRC/14/32/Add.2")),
    ("grade-scale", graded("B1", "2017")),
    ("grade-scale", graded("B", "2017~")),
    ("grade-scale", graded("counteracted", "2020", "CAT")),
    ("id-unknown", graded("B", "2020")),
    ("evidence-later", resting("an-event", events={"an-event": {"date": "2014-11"}})),
    ("evidence-later", resting("a-measure", measures={"a-measure": {}})),
    ("evidence-later", resting("an-indicator", indicators={"an-indicator": {
        "values": [{"date": "2014", "value": 1}, {"date": "2016", "value": 2}]}})),
    ("symbol-body", report(mechanism="CESCR", symbol="E/1994/104/Add.6", examined="1996")),
    ("symbol-body", report(mechanism="CRC", treaty="CRC-OP-SC", symbol="CRC/C/OPSC/BLR/1")),
    ("symbol-body", report(mechanism="SPT", symbol="CAT/OP/BLR/1")),
    ("symbol-state", report(symbol="CAT/C/BEL/4", examined="2000-11-15")),
    ("symbol-state", report(mechanism="CRC", symbol="CRC/C/Q/BEL/2")),
    ("source-form", event(sources=["CAT report of an NGO", "CCPR/C/BLR/CO/5, para. 3"])),
    ("source-state", event(sources=["CERD/C/DEC/BLR/1", "CAT/C/SR.442", "A/HRC/WG.6/8/BLR/1"])),
    ("source-state", event(date="1997", sources=["CCPR/C/BEL/4"])),
    ("source-copy", cited("https://notdocslib.org/doc/1")),
    ("source-copy", event(sources=["Page of an NGO"])),
    ("source-address", cited("https://humanrightshouse.org/?p=4272")),
    ("source-address", cited("https://spring96.org/en/news/1?from=a.b")),
    ("symbol-address", cited("https://docs.un.org/ru/CAT/C/BLR/4", "CAT/C/BLR/4, para. 2")),
    ("symbol-address", cited("https://docstore.ohchr.org/SelfServices/x", "CAT/C/BLR/4")),
    ("symbol-address", cited("https://example.org/report", "Report of an NGO")),
    ("review-document", review(document="A/HRC/30/3/Add.1")),
    ("ordinal-form", report(ordinal="Initial")),
    ("ordinal-symbol", report(ordinal="initial", symbol="CAT/C/BLR/1", observations="CAT/C/9/1")),
    ("ordinal-symbol", report(ordinal="4-6", symbol="CAT/C/BLR/4-6/Add.1")),
    ("ordinal-symbol", report(ordinal="15-17", observations="CERD/C/65/CO/2")),
    ("report-symbol", report(symbol="CERD/C/431/Add.9", observations="CAT/C/BLR/CO/4/Rev.1")),
    ("cycle-number", claim(cycle=None)),
    ("cycle-number", claim(cycle=5)),
    ("cycle-number", rec("upr-7.1", cycle=None, session=55)),
    ("cycle-later", claim(cycle=4)),
    ("cycle-later", rec(cycle=None, session=54)),
    ("session-cycle", review(session=12)),
    ("session-cycle", review(cycle=5, session=55)),
    ("session-year", review(session=9, date="2010~")),
    ("session-year", review(cycle=4, session=53, date="2026-11")),
    ("outcome-session", review(outcome="A/HRC/DEC/15/113")),
    ("document-session", review(sources=["A/HRC/WG.6/8/BLR/3", "A/HRC/WG.6/99/BLR/3"])),
    *(("paragraph-form", rec(paragraph=form)) for form in ("97.4", "137.197", "67", "79(a)")),
    ("id-paragraph", rec("upr1-97.4-2")),
    ("id-paragraph", rec("upr1-41-a", paragraph="41(a)")),
    ("id-paragraph", rec("upr1-define-torture-in-national-law")),
    *(("id-paragraph", rec(f"upr1-algeria-{end}")) for end in ("410d03", "410203", "410d03-2")),
    ("id-cycle", {"recommendations": {"cat-recs-1": {"mechanism": "CAT", "cycle": None}}}),
    ("document-cycle", rec(document="A/HRC/15/16/Add.1")),
    ("more-than-made", of_whole_report(reported=[{"made": 2, "by": "un", "ref": "A"}])),
    ("more-than-made", of_whole_report(reported=[{"made": 1, "by": "upr-info", "ref": "A"}])),
    ("beside-report", of_whole_report(reported=[{"made": 2, "by": "un", "ref": "A"}])),
    ("beside-report", of_whole_report(paragraph="97.2")),
    ("beside-report", of_whole_report(besides={"cycle": 2})),
    ("date-order", report(received="2011~", examined="2010", adopted="2010", issued="2010-12")),
    ("date-order", report(received="2011-01-25", examined="2011-01-25")),
    ("date-order", report(received="2011", examined="2011-01-25", adopted="2011")),
    ("due-order", report(due="2001-11-07", received="2017-03-30")),
    ("date-ahead", event(date="2030", kind="visit")),
    ("date-ahead", report(due="2029", examined="2026-11", follow_up="2028")),
    ("date-ahead", review(date="2030-05", next="2035")),
    ("date-ahead", verdict(date="2026-01-01")),
    ("date-ahead", claim(date="2026~")),
    ("answer-early", rec(responses=answered("2010-05-14"))),
    ("verdict-early", verdict(date="2010")),
    ("source-missing", event(sources=["Page of an NGO"])),
    ("dispute-missing", event(confidence="contradicted", disputes=[{"says": "5th", "ref": "6"}])),
    ("documents-differ", rec(confidence="contradicted", disputes=[{"says": "No", "ref": "B"}])),
    ("claim-percent", share({"supported": 58}, {"made": 266, "supported": 155})),
    ("claim-percent", share({"supported": 80}, {"made": 93, "supported": 75}, over=True)),
    ("claim-percent", share({"implemented": 70}, {"implemented": 7}, base="supported")),
    ("claim-bare", share({"implemented": 1.3}, {"implemented": 2})),
    ("claim-base", claim(percent={"supported": 58})),
    ("claim-denominator", numbers(made=266, supported=155, denominator=266)),
    ("claim-over", claim(over=True, percent={"implemented": 50})),
    ("claim-sum", numbers(made=93, supported=55, pending=38)),
    ("claim-sum", numbers(made=266, supported=155)),
    ("claim-sum", numbers(denominator=266, implemented=2, partly=24)),
    ("claim-sum", claim(numbers={"made": 93, "supported": 75, "noted": 17}, over=True)),
    ("claim-sum", claim(numbers={"made": 93, "supported": 75, "noted": 18, "implemented": 53},
                        base="supported", over=True)),
    ("percent-sum", share({"supported": 79.6, "noted": 20.4}, {})),
    ("percent-sum", share({"supported": 33, "noted": 33, "pending": 33}, {})),
    ("claim-record", {**numbers(made=93), **review(reported=[{"ref": "Page", "made": 93}])}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "tables", "field", "right"), BREACHES)
def test_a_rule_finds_its_breach(rule: str, tables: Tables, field: str, right: str) -> None:
    named = [(at, fixed) for _, at, fixed in breaches_of(rule, make_collection(**tables))]
    assert named == [(field, right)]


@pytest.mark.parametrize(("rule", "tables"), SOUND)
def test_a_rule_leaves_alone_what_is_right(rule: str, tables: Tables) -> None:
    assert breaches_of(rule, make_collection(**tables)) == []


@pytest.mark.parametrize(("tables", "double", "right"), DOUBLES)
def test_the_later_of_two_that_are_one_is_found(tables: Tables, double: str, right: str) -> None:
    named = breaches_of("double", make_collection(**tables))
    assert [(id_, fixed) for id_, _, fixed in named] == [(double, right)]


def test_a_symbol_is_one_document_s() -> None:
    held = make_collection(
        reviews={"upr1": {"document": "A/HRC/15/16"}},
        reports={
            "cat-4": {"symbol": "CAT/C/BLR/4", "observations": "CAT/C/BLR/CO/4"},
            "cat-5": {"symbol": "CAT/C/BLR/4", "observations": "CAT/C/BLR/4"},
        },
    )
    assert breaches_of("symbol-twice", held) == [
        ("cat-5", "symbol", ""),
        ("cat-5", "observations", ""),
    ]


def test_answers_out_of_order_are_found_in_a_store_of_before_they_were_put_in_order() -> None:
    record = make_collection(**rec()).of(RECOMMENDATION)["upr1-97.4"]
    swapped = {**record, "responses": answered("2010-09-23", "2010-05-14")}
    held = Collection({"recommendations": {"upr1-97.4": swapped}})
    assert breaches_of("response-order", held) == [("upr1-97.4", "responses[1].date", "")]


def test_every_rule_is_specified_here_and_says_what_it_finds() -> None:
    # Rules about several records at once have tests of their own.
    several = {"double", "symbol-twice", "response-order", "verdict-contradicted"}
    specified = {rule for rule, *_ in BREACHES} | several
    unspecified = {rule.name for rule in RULES} - specified
    assert not unspecified, f"BREACHES above needs a case of {unspecified}"
    assert specified <= {rule.name for rule in RULES}
    assert len(RULES) == len(specified)
    assert all((rule.find.__doc__ or "").startswith("Find ") for rule in RULES)


# --- percentages ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("percent", "part", "whole", "over", "fitting"),
    [
        (1.3, 2, 155, False, True),
        (1.3, 2, 266, False, False),
        (15.5, 24, 155, False, True),
        (58, 155, 266, False, True),
        (58.0, 155, 266, False, False),
        (12.5, 1, 8, False, True),
        (12, 1, 8, False, True),
        (13, 1, 8, False, True),
        (70, 70, 100, True, False),
        (70, 71, 100, True, True),
        (0, 0, 0, False, False),
        (0, 0, 74, False, True),
    ],
)
def test_a_percentage_fits_to_half_a_unit_of_its_last_digit(
    percent: float, part: int, whole: int, over: bool, fitting: bool
) -> None:
    assert Percentage("implemented", percent, over).fits(part, whole) is fitting


@given(st.integers(1, 1_000_000), st.data(), st.integers(0, 3))
def test_a_share_rounded_to_any_digit_fits(whole: int, data: st.DataObject, digits: int) -> None:
    part = data.draw(st.integers(0, whole))
    stated = round(100 * part / whole, digits or None)
    assert Percentage("implemented", stated, over=False).fits(part, whole)


@given(st.integers(0, 100), st.integers(0, 400), st.booleans())
def test_the_counts_that_a_percentage_takes_are_those_that_fit(
    percent: int, whole: int, over: bool
) -> None:
    stated = Percentage("implemented", percent, over)
    fitting = [part for part in range(whole + 1) if stated.fits(part, whole)]
    several = f"{fitting[0]} {'or more' if over else f'to {fitting[-1]}'}" if fitting else ""
    expected = str(fitting[0]) if len(fitting) == 1 else several
    assert stated.counts(whole) == expected or whole == 0


def test_the_base_that_a_percentage_fits_is_named_with_where_it_stands() -> None:
    held = make_collection(
        claims={
            "upr3-told": {"cycle": 3, "base": "all", "percent": {"implemented": 1.3},
                          "numbers": {"made": 266, "implemented": 2}},
            "upr3-ministry": {"cycle": 3, "numbers": {"made": 266, "supported": 155}},
            "upr3-others": {"cycle": 3, "numbers": {"supported": 154}},
            "upr1-other-cycle": {"numbers": {"supported": 156}},
        },
        reviews={"upr3": {"cycle": 3, "reported": [{"ref": "Page", "noted": 153, "by": "un"}]}},
    )  # fmt: skip
    assert breaches_of("claim-percent", held) == [
        (
            "upr3-told",
            "percent.implemented",
            "2/155 supported (1.3 %), as in upr3-ministry or "
            "2/154 supported (1.3 %), as in upr3-others or "
            "2/153 noted (1.3 %), as in upr3 by un",
        )
    ]


# --- beside the record ------------------------------------------------------------

LATE = [
    {"response": "pending", "date": "2010-05-14"},
    {"response": "supported", "date": "2010-09-23"},
]


def first_cycle(**claimed: dict[str, Any]) -> Collection:
    """Return three recommendations: one supported in May, one in September, one noted then."""
    return make_collection(
        reviews={"upr1": {}},
        recommendations={
            "upr1-97.1": {"items": [{"by": name, "response": "supported"} for name in "ABCDE"]},
            "upr1-98.1": {"responses": LATE},
            "upr1-98.2": {"responses": [LATE[0], {"response": "noted", "date": "2010-09-23"}]},
        },
        claims=claimed,
    )


@pytest.mark.parametrize(
    ("claimed", "right"),
    [
        ({"supported": 2, "made": 3, "noted": 1, "pending": 0}, None),
        ({"supported": 3}, "2 supported"),
        ({"supported": 1}, "2 supported; 1 from 2010-05-14 to 2010-09-22"),
        ({"supported": 6}, "2 supported; 6 by items, one for each recommending State"),
    ],
)
def test_a_claim_is_set_beside_what_the_record_counts(
    claimed: dict[str, int], right: str | None
) -> None:
    named = breaches_of("claim-record", first_cycle(told={"numbers": claimed}))
    assert named == ([("told", "numbers.supported", right)] if right else [])


@pytest.mark.parametrize(("stated", "differs"), [(1, False), (2, True), (3, True)])
def test_more_than_is_more_than_the_record_has(stated: int, differs: bool) -> None:
    held = first_cycle(told={"over": True, "numbers": {"made": 3, "supported": stated}})
    assert bool(breaches_of("claim-record", held)) is differs


def test_a_claim_is_compared_with_the_record_of_the_day() -> None:
    held = first_cycle(told={"numbers": {"supported": 2}})
    may = date(2010, 6, 1)
    assert breaches_of("claim-record", held, may) == [("told", "numbers.supported", "1 supported")]
    assert breaches_of("claim-record", held, date(2010, 5, 1)) == []


@pytest.mark.parametrize(
    ("said", "stated", "right"),
    [
        ("2010-06", 1, None),
        ("2010-06", 2, "1 supported; 2 from 2010-09-23 on"),
        ("2010-09", 1, None),
        ("2010-09", 2, None),
        ("2010-09-22", 2, "1 supported; 2 from 2010-09-23 on"),
        ("2009", 2, None),
    ],
)
def test_a_claim_is_compared_with_the_answers_when_it_was_made(
    said: str, stated: int, right: str | None
) -> None:
    held = first_cycle(told={"date": said, "numbers": {"supported": stated}})
    named = breaches_of("claim-record", held)
    assert named == ([("told", "numbers.supported", right)] if right else [])


def test_a_cycle_of_which_only_a_part_is_on_record_says_nothing_of_a_claim() -> None:
    tables = numbers(made=266) | rec() | review(reported=[{"ref": "Page", "made": 266}])
    assert breaches_of("claim-record", make_collection(**tables)) == []


# --- findings -----------------------------------------------------------------------


def test_findings_come_gravest_first_then_as_people_count() -> None:
    held = make_collection(events={"e-10": {}, "e-9": {}}, reports={"z": {"ordinal": "6-4"}})
    named = [
        (finding.severity, finding.id)
        for finding in run_checks(held, TODAY)
        if finding.rule != "double"
    ]
    assert named == [
        ("error", "z"),
        ("warning", "e-9"),
        ("warning", "e-10"),
        ("warning", "z"),
        ("note", "e-9"),
        ("note", "e-10"),
        ("note", "z"),
    ]


def of_severity(*severities: str) -> list[Finding]:
    return [
        Finding("id", "event", "rule", severity, "field", "", "wrong", "")
        for severity in severities
    ]


@pytest.mark.parametrize(
    ("severities", "code"),
    [
        ((), ExitCode.DONE),
        (("note",), ExitCode.DONE),
        (("note", "warning"), ExitCode.WARNINGS),
        (("warning", "error", "note"), ExitCode.ERRORS),
    ],
)
def test_the_exit_code_is_that_of_the_gravest(severities: tuple[str, ...], code: int) -> None:
    assert exit_code(of_severity(*severities)) == code


@pytest.mark.parametrize("least", SEVERITIES)
def test_at_least_leaves_out_what_is_less_grave(least: str) -> None:
    kept = [finding.severity for finding in at_least(of_severity(*SEVERITIES), least)]
    assert kept == list(SEVERITIES[: SEVERITIES.index(least) + 1])


def test_the_summary_counts_each_severity() -> None:
    findings = of_severity("error", "note", "note")
    assert findings_summary(findings, 1) == "checked 1 record: 1 error, 0 warnings, 2 notes"


# --- the dataset ------------------------------------------------------------------------


def test_the_dataset_has_no_errors(shipped: Collection) -> None:
    assert [finding for finding in run_checks(shipped, TODAY) if finding.severity == "error"] == []


def test_the_dataset_s_percentages_of_266_are_found_to_be_of_155(shipped: Collection) -> None:
    opposition = "upr3-claim-2025-opposition"
    ministry = "as in upr3-claim-2021-government"
    assert breaches_of("claim-percent", shipped) == [
        (opposition, "percent.implemented", f"2/155 supported (1.3 %), {ministry}"),
        (opposition, "percent.partly", f"24/155 supported (15.5 %), {ministry}"),
    ]


def test_the_dataset_s_75_supported_stand_beside_74(shipped: Collection) -> None:
    named = {id_: right for id_, _, right in breaches_of("claim-record", shipped)}
    assert named["upr1-claim-2012-government-accepted"] == "74 supported"
    assert named["upr1-claim-2015-press"].endswith("; 55 from 2010-05-14 to 2010-09-22")


# --- any records ----------------------------------------------------------------------------

_YEARS = (st.integers(2005, 2028) | st.integers(1, 9999)).map(lambda year: f"{year:04}")
_DAYS = (st.dates(date(2009, 1, 1), date(2016, 1, 1)) | st.dates()).map(date.isoformat)
_POINTS = st.tuples(
    st.one_of(_YEARS, _YEARS.map(lambda year: f"{year}-05"), _DAYS), st.sampled_from(["", "~"])
).map("".join)
_INTERVALS = st.tuples(_POINTS, _POINTS | st.just("..")).map("/".join)


def _legal(check_value: Callable[[str], object]) -> Callable[[str], bool]:
    def legal(value: str) -> bool:
        try:
            check_value(value)
        except InvalidValue:
            return False
        return True

    return legal


_DATES = (_POINTS | _INTERVALS).filter(_legal(edtf.parse))
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
    lambda text: text.strip() != ""
)
_PARTS = "A HRC WG.6 8 15 99 DEC E C.12 CAT CRC C OPAC BLR IRQ CO Q 4-6 0 Add.1 x".split()
_SYMBOLS = st.lists(st.sampled_from(_PARTS), min_size=1).map("/".join) | st.sampled_from(
    "A/HRC/15/16 A/HRC/30/3 A/HRC/DEC/15/113 A/HRC/WG.6/22/BLR/1 CAT/C/BLR/4 CAT/C/BLR/CO/5 "
    "E/C.12/IRQ/4-6 CERD/C/BLR/Q/20-23 CRC/C/OPAC/BLR/CO/1 CRC/C/15/Add.180".split()
)
_PLACES = st.from_regex(r"[0-9]{0,4}[.,-]?[0-9]{0,30}(\([a-z]\))?", fullmatch=True)
_REFERENCES = _SYMBOLS | _TEXTS | st.tuples(_SYMBOLS, _TEXTS).map(", ".join)
_IDS = st.sampled_from("upr1 upr1-97.4 upr1-97.4-2 upr9-97-a upr1-claim cat-report-4".split())
_NUMBERS = st.integers(0, 1_000_000)
_SMALL = st.integers(0, 60)
_RESPONSES = st.sampled_from(vocabulary.RESPONSES)
_CONFIDENCE = st.sampled_from(vocabulary.CONFIDENCES)


def _some(required: dict[str, Any], **optional: Any) -> st.SearchStrategy[Record]:
    return st.fixed_dictionaries(required, optional=optional)


#: Values near to what the rules look for: paragraphs, cycles, symbols, sums.
_SPECIAL: dict[FieldType, st.SearchStrategy[Any]] = {
    MECHANISM.type: st.just("UPR") | st.sampled_from([*MECHANISMS]),
    LINE: _PLACES.filter(bool) | _REFERENCES | _TEXTS | _IDS,
    SYMBOL: _REFERENCES,
    DATE: _DATES,
    WHOLE: st.integers(0, 5) | _SMALL | _NUMBERS,
    NUMBERS: st.dictionaries(st.sampled_from(COUNT_NAMES), _SMALL | _NUMBERS),
    PERCENTAGES: st.dictionaries(
        st.sampled_from(COUNT_NAMES), st.integers(0, 120) | st.floats(0, 1_000_000, allow_nan=False)
    ),
    SOURCES: st.lists(_some({"ref": _REFERENCES}, note=_TEXTS)),
    DISPUTES: st.lists(_some({"says": _TEXTS, "ref": _REFERENCES}, by=_TEXTS)),
    RESPONSE_HISTORY: st.lists(
        _some({"response": _RESPONSES}, date=_DATES, confidence=_CONFIDENCE, ref=_REFERENCES)
    ),
    REPORTED: st.lists(
        _some({"ref": _REFERENCES}, date=_DATES, made=_SMALL, supported=_SMALL, noted=_SMALL,
              pending=_SMALL, by=st.sampled_from(vocabulary.ASSESSORS))
    ),
    ITEM_LIST: st.lists(_some({"by": _TEXTS}, action=_SMALL, response=_RESPONSES), max_size=4),
}  # fmt: skip


def _records(kind: Kind) -> st.SearchStrategy[dict[str, Record]]:
    return st.dictionaries(_IDS, drawn.records(kind, _SPECIAL), max_size=3)


_COLLECTIONS = st.fixed_dictionaries({kind.table: _records(kind) for kind in KINDS})
_OF_FINDINGS = {rule.name: rule for rule in RULES}


@given(_COLLECTIONS, st.dates())
def test_on_any_valid_records_it_finds_the_same_in_any_order_and_never_raises(
    tables: dict[str, dict[str, Record]], as_of: date
) -> None:
    findings = run_checks(Collection(tables), as_of)
    turned = {name: dict(reversed(table.items())) for name, table in tables.items()}
    assert {finding[:6] for finding in findings} == {
        finding[:6] for finding in run_checks(Collection(turned), as_of)
    }
    for finding in findings:
        kind = BY_NAME[finding.record]
        assert finding.id in tables[kind.table]
        assert kind in _OF_FINDINGS[finding.rule].kinds
        assert finding.severity == _OF_FINDINGS[finding.rule].severity
        assert finding.message

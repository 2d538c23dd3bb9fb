"""Each mechanism at a glance, and one treaty body in full, as of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures import counting, report_state
from belarus_hr.domain.figures.counting import CountingMethod
from belarus_hr.domain.figures.tallies import BASE, Share, answers_of
from belarus_hr.domain.query import Entry, of_mechanism
from belarus_hr.domain.records.kinds import EVENT, RECOMMENDATION, REPORT, Record
from belarus_hr.domain.reference.mechanisms import MECHANISMS, Mechanism
from belarus_hr.domain.reference.vocabulary import SELF
from belarus_hr.domain.text import edtf

#: Kinds of event that tell whether a treaty binds the State.
BINDING = ("signature", "ratification", "accession", "withdrawal", "not-bound")


class Overview(NamedTuple):
    """What is on record about one mechanism."""

    mechanism: Mechanism
    events: int
    first: str | None
    last: str | None
    kinds: dict[str, int]
    reports: int
    open_reports: tuple[str, ...]
    made: int
    supported: int
    implemented: int
    assessed: int

    @property
    def share(self) -> Share:
        """Return the share of the supported recommendations that self found implemented."""
        return Share(self.implemented, self.supported, BASE, self.assessed)


class TreatyBody(NamedTuple):
    """One treaty body: whether the State is bound, its reports, what is open."""

    overview: Overview
    bound: tuple[Entry, ...]
    reports: tuple[Entry, ...]


def overviews(collection: Collection, codes: Iterable[str], as_of: date) -> list[Overview]:
    """Return the overview of each mechanism of ``codes`` that has anything on record."""
    chosen = frozenset(codes)
    all_ = [_overview(collection, code, as_of) for code in MECHANISMS if code in chosen]
    return [overview for overview in all_ if overview.events or overview.reports or overview.made]


def treaty_body(collection: Collection, code: str, as_of: date) -> TreatyBody:
    """Return one treaty body in full, as known on a day; reports newest first."""
    events = _events(collection, code, as_of)
    reports = _reports(collection, code, as_of)
    reports.sort(key=lambda entry: _report_order(entry[1]), reverse=True)
    return TreatyBody(
        overview=_overview(collection, code, as_of),
        bound=tuple(entry for entry in events if entry[1]["kind"] in BINDING),
        reports=tuple(reports),
    )


def _overview(collection: Collection, code: str, as_of: date) -> Overview:
    events = _events(collection, code, as_of)
    reports = _reports(collection, code, as_of)
    method = CountingMethod(as_of)
    recommendations = of_mechanism(collection, RECOMMENDATION, code)
    units = counting.units(collection, recommendations, method)
    answers = answers_of(unit.response for unit in units)
    tally = counting.tallies(collection, units, (SELF,), method)[SELF]
    return Overview(
        mechanism=MECHANISMS[code],
        events=len(events),
        first=events[0][1]["date"] if events else None,
        last=events[-1][1]["date"] if events else None,
        kinds=dict(Counter(record["kind"] for _, record in events).most_common()),
        reports=len(reports),
        open_reports=tuple(
            id_
            for id_, record in reports
            if report_state.state_on(record, as_of) in report_state.OPEN
        ),
        made=answers.made or 0,
        supported=answers.supported or 0,
        implemented=tally.implemented,
        assessed=tally.share.assessed or 0,
    )


def _events(collection: Collection, code: str, as_of: date) -> list[Entry]:
    events = [
        entry
        for entry in of_mechanism(collection, EVENT, code)
        if edtf.began(entry[1]["date"], as_of)
    ]
    return sorted(events, key=lambda entry: (edtf.sort_key(entry[1]["date"]), entry[0]))


def _reports(collection: Collection, code: str, as_of: date) -> list[Entry]:
    """Return the reports that were known on a day."""
    entries = of_mechanism(collection, REPORT, code)
    return [entry for entry in entries if report_state.known_on(entry[1], as_of) is not None]


def _report_order(report: Record) -> tuple[date, date]:
    """Order reports by the latest event known of each."""
    dates = (report.get(name) for name in ("examined", "adopted", "received", "due"))
    latest = next((text for text in dates if text), None)
    return edtf.sort_key(latest) if latest else (date.min, date.min)

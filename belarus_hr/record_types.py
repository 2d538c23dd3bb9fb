"""The types of the records of each kind: which keys a record may have, and which it always has.

At run time a record is a plain ``dict``. The types are for the reader of the code, and for the
type checker, which refuses a key that no record of the kind has. Other programs may use them, too.
"""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict


class Source(TypedDict):
    """A source where the record can be checked."""

    ref: str
    url: NotRequired[str]
    note: NotRequired[str]


class Dispute(TypedDict):
    """A statement that contradicts the record, and its source."""

    says: str
    ref: str
    by: NotRequired[str]
    url: NotRequired[str]
    note: NotRequired[str]


class Conflict(TypedDict):
    """The value of a field in another version of the record."""

    field: str
    value: NotRequired[Any]


class Item(TypedDict):
    """One State's own recommendation."""

    by: str
    action: NotRequired[int]
    response: NotRequired[str]
    themes: NotRequired[list[str]]
    text: NotRequired[str]


class Response(TypedDict):
    """One answer of the State under review."""

    response: str
    date: NotRequired[str]
    confidence: NotRequired[str]
    ref: NotRequired[str]
    url: NotRequired[str]
    note: NotRequired[str]


class Common(TypedDict):
    """The keys that records of all kinds may have."""

    note: NotRequired[str]
    sources: NotRequired[list[Source]]
    sensitive: NotRequired[bool | list[str]]
    conflicts: NotRequired[list[Conflict]]


class Fact(Common):
    """The keys of what a mechanism did, asked or was told: each kind below that is no Common."""

    mechanism: str
    title: str
    item: NotRequired[str]
    confidence: NotRequired[str]
    disputes: NotRequired[list[Dispute]]


class Event(Fact):
    """An event: a visit, a report, a meeting."""

    date: str
    kind: str
    by: NotRequired[str]
    place: NotRequired[str]
    answered: NotRequired[str]
    answer: NotRequired[str]
    tags: NotRequired[list[str]]


class Review(Fact):
    """One cycle of the UPR."""

    cycle: int
    session: NotRequired[int]
    date: NotRequired[str]
    document: NotRequired[str]
    adopted: NotRequired[str]
    outcome: NotRequired[str]
    midterm: NotRequired[str]
    next: NotRequired[str]
    reported: NotRequired[list[dict[str, Any]]]


class Recommendation(Fact):
    """A recommendation, and the answers of the State."""

    country: NotRequired[str]
    cycle: NotRequired[int]
    document: NotRequired[str]
    paragraph: NotRequired[str]
    published: NotRequired[str]
    session: NotRequired[int]
    annotation: NotRequired[str]
    type: NotRequired[str]
    picked: NotRequired[bool]
    text: NotRequired[str]
    items: NotRequired[list[Item]]
    responses: NotRequired[list[Response]]
    themes: NotRequired[list[str]]
    groups: NotRequired[list[str]]
    sdgs: NotRequired[list[str]]


class Assessment(Common):
    """The verdict of an assessor on a recommendation."""

    recommendation: str
    assessor: str
    status: str
    date: str
    evidence: NotRequired[list[str]]
    recorded: NotRequired[str]


class Grade(Common):
    """How far a recommendation is carried out, in the grade of the treaty body that made it."""

    recommendation: str
    grade: str
    date: str


class Claim(Fact):
    """A statement about many recommendations at once, as that 70 per cent are implemented."""

    by: str
    date: str
    cycle: NotRequired[int]
    base: NotRequired[str]
    numbers: NotRequired[dict[str, int]]
    percent: NotRequired[dict[str, int | float]]
    over: NotRequired[bool]


class Report(Fact):
    """A State report to a treaty body."""

    treaty: NotRequired[str]
    ordinal: NotRequired[str]
    symbol: NotRequired[str]
    due: NotRequired[str]
    received: NotRequired[str]
    examined: NotRequired[str]
    adopted: NotRequired[str]
    issued: NotRequired[str]
    observations: NotRequired[str]
    follow_up: NotRequired[str]
    followed_up: NotRequired[str]


class Cluster(Common):
    """Recommendations of several bodies and cycles that ask for the same thing."""

    title: str
    members: list[str]


class SheetItem(Common):
    """An item of the Government's fact sheet, and whether the record bears it out."""

    item: str
    date: str
    title: str
    agreement: str
    reason: NotRequired[str]
    reports: NotRequired[list[str]]


class ProgressEntry(TypedDict):
    """How far a measure was on a day, by whose account."""

    state: str
    date: str
    by: NotRequired[str]
    ref: NotRequired[str]
    url: NotRequired[str]
    note: NotRequired[str]


class Measure(Common):
    """What is to be done under a plan, by whom, and until when."""

    title: str
    reference: NotRequired[str]
    plan: NotRequired[str]
    recommendations: NotRequired[list[str]]
    lead: NotRequired[str]
    partners: NotRequired[list[str]]
    start: NotRequired[str]
    due: NotRequired[str]
    progress: NotRequired[list[ProgressEntry]]


class IndicatorValue(TypedDict):
    """What was measured at a time: a number, or the reason why it is unknown."""

    date: str
    value: NotRequired[int | float]
    reason: NotRequired[str]
    scope: NotRequired[str]
    method: NotRequired[str]
    published: NotRequired[str]
    ref: NotRequired[str]
    url: NotRequired[str]
    note: NotRequired[str]


class Indicator(Common):
    """What shows, in numbers of one unit, how far something is carried out."""

    title: str
    reference: NotRequired[str]
    unit: str
    type: NotRequired[str]
    recommendations: NotRequired[list[str]]
    measures: NotRequired[list[str]]
    sdg: NotRequired[list[str]]
    baseline: NotRequired[int | float]
    baseline_date: NotRequired[str]
    target: NotRequired[int | float]
    target_date: NotRequired[str]
    values: NotRequired[list[IndicatorValue]]

"""The records: which fields each kind has and what each field takes.

A record is a plain ``dict`` in its normal form: only known fields, only checked
values, empty ones left out, keys in the order below. ``normalise`` is the one
gate through which every record goes, whatever it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from belarus_hr.domain import conflicts, dates, references, values, words
from belarus_hr.domain.fields import (
    COUNTRY,
    CYCLE,
    DATE,
    ITEM,
    ITEM_FIELDS,
    MECHANISM,
    NOTE,
    REPORTED_FIELDS,
    SENSITIVE,
    TITLE,
    WHERE_FROM,
    Field,
    assessor,
    numbers_of,
    responses,
)

Record = dict[str, Any]


class Kind(NamedTuple):
    """One kind of record: its name, the table it lives in, its fields in order."""

    name: str
    table: str
    fields: tuple[Field, ...]


def _kind(name: str, table: str, fields: tuple[Field, ...]) -> Kind:
    """Return a kind with these fields and, last, what a merge keeps of their other values."""
    check = values.list_of(conflicts.check_of({field.name: field.check for field in fields}))
    about = "other values that a merge met, until somebody decides"
    return Kind(name, table, (*fields, Field("conflicts", about, check)))


EVENT = _kind(
    "event",
    "events",
    (
        DATE,
        MECHANISM,
        Field(
            "kind", "what sort of event", values.one_of("kind", words.EVENT_KINDS), required=True
        ),
        TITLE,
        Field("by", "who acted", values.line),
        Field("place", "where", values.line),
        NOTE,
        Field("tags", "free words to find it by", values.list_of(values.line)),
        ITEM,
        *WHERE_FROM,
        SENSITIVE,
    ),
)

REVIEW = _kind(
    "review",
    "reviews",
    (
        MECHANISM,
        CYCLE,
        Field("session", "session of the UPR Working Group", values.whole),
        Field("date", "day of the review (EDTF)", dates.check),
        TITLE,
        Field("document", "symbol of the Working Group's report", values.line),
        Field("adopted", "day the Council adopted the outcome", dates.check),
        Field("outcome", "symbol of the Council's decision", values.line),
        Field("midterm", "when a mid-term report was due, by its source", dates.check),
        Field("next", "when the next review was due, by its source", dates.check),
        Field(
            "reported",
            "counts that others report, each with its source",
            values.list_of(values.object_of("reported count", REPORTED_FIELDS, ("ref",))),
        ),
        NOTE,
        ITEM,
        *WHERE_FROM,
        SENSITIVE,
    ),
)

RECOMMENDATION = _kind(
    "recommendation",
    "recommendations",
    (
        MECHANISM,
        COUNTRY,
        Field("cycle", "UPR cycle", values.whole),
        Field("document", "symbol of the document that holds it", values.line),
        Field("paragraph", "its paragraph there", values.line),
        Field("published", "when its document was published (EDTF)", dates.check),
        Field("session", "session of the UPR Working Group", values.whole),
        Field("annotation", "id of UHRI's annotation", values.line),
        Field("type", "what it is", values.one_of("type", words.RECOMMENDATION_TYPES)),
        Field("title", "what it asks, in our words", values.line, required=True),
        Field("text", "official text", values.long),
        Field(
            "items",
            "one entry for each State's own recommendation, as UPR Info counts them",
            # One State may make two that are alike in all that is kept here.
            values.list_of(values.object_of("item", ITEM_FIELDS, ("by",)), distinct=False),
        ),
        Field(
            "responses",
            "history of the answers, oldest first",
            responses,
        ),
        Field("themes", "UPR Info issues", values.list_of(values.line)),
        Field("groups", "affected groups named", values.list_of(values.line)),
        Field("sdgs", "SDG targets", values.list_of(values.line)),
        NOTE,
        ITEM,
        *WHERE_FROM,
        SENSITIVE,
    ),
)

ASSESSMENT = _kind(
    "assessment",
    "assessments",
    (
        Field("recommendation", "id of the recommendation", values.line, required=True),
        Field("assessor", "who found it", assessor, required=True),
        Field("status", "what was found", values.one_of("status", words.STATUSES), required=True),
        Field("date", "day of the finding (EDTF)", dates.check, required=True),
        NOTE,
        Field("recorded", "when it was written down here (UTC)", values.line),
        Field("sources", "where it can be checked", values.list_of(references.check_source)),
        SENSITIVE,
    ),
)

CLAIM = _kind(
    "claim",
    "claims",
    (
        MECHANISM,
        Field("cycle", "UPR cycle", values.whole),
        Field("by", "who says so", assessor, required=True),
        Field("date", "when it was said (EDTF)", dates.check, required=True),
        Field("title", "what is said, in our words", values.line, required=True),
        Field(
            "base",
            "what the share is said to be of",
            values.one_of("base", ("all", "supported", "assessed", "noted")),
        ),
        Field("numbers", "whole numbers stated", numbers_of(values.whole)),
        Field("percent", "percentages stated", numbers_of(values.number)),
        Field("over", "true when the statement says more than that", values.flag),
        NOTE,
        ITEM,
        *WHERE_FROM,
        SENSITIVE,
    ),
)

REPORT = _kind(
    "report",
    "reports",
    (
        MECHANISM,
        Field("treaty", "treaty or protocol reported on", values.line),
        Field("ordinal", "number of the report; combined reports as 4-6", values.line),
        Field("title", "name of the report", values.line, required=True),
        Field("symbol", "symbol of the report", values.line),
        Field("due", "when it was due", dates.check),
        Field("received", "when the treaty body received it", dates.check),
        Field("examined", "when the treaty body examined it", dates.check),
        Field("adopted", "when concluding observations were adopted", dates.check),
        Field("issued", "when concluding observations were issued", dates.check),
        Field("observations", "symbol of the concluding observations", values.line),
        Field("follow_up", "when the follow-up to them was due", dates.check),
        Field("followed_up", "when the follow-up came", dates.check),
        NOTE,
        ITEM,
        *WHERE_FROM,
        SENSITIVE,
    ),
)

KINDS = (EVENT, REVIEW, RECOMMENDATION, ASSESSMENT, CLAIM, REPORT)
BY_NAME = {kind.name: kind for kind in KINDS}
BY_TABLE = {kind.table: kind for kind in KINDS}


# --- the gate ---------------------------------------------------------------


def normalise(kind: Kind, given: Mapping[str, Any]) -> Record:
    """Return the record of ``kind`` that ``given`` describes, in its normal form.

    Raises InvalidValue, naming field and value, for an unknown field, a wrong
    type, a value outside the vocabulary or a missing required field.
    """
    checks, required = _GATES[kind.name]
    record = values.checked(kind.name, given, checks, required)
    marked = record.get("sensitive")
    if isinstance(marked, list):
        for name in marked:
            if name not in checks:
                raise words.unknown(f"sensitive field of {words.a(kind.name)}", name, checks)
    return record


#: What ``normalise`` asks of each kind, put together once.
_GATES = {
    kind.name: (
        {field.name: field.check for field in kind.fields},
        tuple(field.name for field in kind.fields if field.required),
    )
    for kind in KINDS
}

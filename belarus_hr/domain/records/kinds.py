"""The records: which fields each kind has and what each field takes.

A record is a plain ``dict`` in its normal form: only known fields, only checked
values, empty ones left out, keys in the order below. ``normalise`` is the one
gate through which every record goes, whatever it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from belarus_hr.domain.records import conflicts, validators
from belarus_hr.domain.records.fields import (
    COUNTRY,
    CYCLE,
    DATE,
    ITEM,
    MECHANISM,
    NOTE,
    REPORTED_FIELDS,
    SENSITIVE,
    TITLE,
    WHERE_FROM,
    Field,
    assessor,
    items,
    numbers_of,
    responses,
)
from belarus_hr.domain.reference import un_symbols, vocabulary
from belarus_hr.domain.text import edtf, words

Record = dict[str, Any]


class Kind(NamedTuple):
    """One kind of record: its name, the table it lives in, its fields in order."""

    name: str
    table: str
    fields: tuple[Field, ...]


def _kind(name: str, table: str, fields: tuple[Field, ...]) -> Kind:
    """Return a kind with these fields and, last, what a merge keeps of their other values."""
    check = validators.list_of(conflicts.check_of({field.name: field.check for field in fields}))
    about = "other values that a merge met, until somebody decides"
    return Kind(name, table, (*fields, Field("conflicts", about, check)))


EVENT = _kind(
    "event",
    "events",
    (
        DATE,
        MECHANISM,
        Field(
            "kind",
            "what sort of event",
            validators.one_of("kind", vocabulary.EVENT_KINDS),
            required=True,
        ),
        TITLE,
        Field("by", "who acted", validators.line),
        Field("place", "where", validators.line),
        NOTE,
        Field("tags", "free words to find it by", validators.list_of(validators.line)),
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
        Field("session", "session of the UPR Working Group", validators.whole),
        Field("date", "day of the review (EDTF)", edtf.check),
        TITLE,
        Field("document", "symbol of the Working Group's report", validators.line),
        Field("adopted", "day the Council adopted the outcome", edtf.check),
        Field("outcome", "symbol of the Council's decision", validators.line),
        Field("midterm", "when a mid-term report was due, by its source", edtf.check),
        Field("next", "when the next review was due, by its source", edtf.check),
        Field(
            "reported",
            "counts that others report, each with its source",
            validators.list_of(validators.object_of("reported count", REPORTED_FIELDS, ("ref",))),
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
        Field("cycle", "UPR cycle", validators.whole),
        Field("document", "symbol of the document that holds it", validators.line),
        Field("paragraph", "its paragraph there", validators.line),
        Field("published", "when its document was published (EDTF)", edtf.check),
        Field("session", "session of the UPR Working Group", validators.whole),
        Field("annotation", "id of UHRI's annotation", validators.line),
        Field("type", "what it is", validators.one_of("type", vocabulary.RECOMMENDATION_TYPES)),
        Field("title", "what it asks, in our words", validators.line, required=True),
        Field("text", "official text", validators.long),
        Field(
            "items",
            "one entry for each State's own recommendation, as UPR Info counts them",
            items,
        ),
        Field(
            "responses",
            "history of the answers, oldest first",
            responses,
        ),
        Field("themes", "UPR Info issues", validators.list_of(validators.line)),
        Field("groups", "affected groups named", validators.list_of(validators.line)),
        Field("sdgs", "SDG targets", validators.list_of(validators.line)),
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
        Field("recommendation", "id of the recommendation", validators.line, required=True),
        Field("assessor", "who found it", assessor, required=True),
        Field(
            "status",
            "what was found",
            validators.one_of("status", vocabulary.STATUSES),
            required=True,
        ),
        Field("date", "day of the finding (EDTF)", edtf.check, required=True),
        NOTE,
        Field("recorded", "when it was written down here (UTC)", validators.line),
        Field("sources", "where it can be checked", validators.list_of(un_symbols.check_source)),
        SENSITIVE,
    ),
)

CLAIM = _kind(
    "claim",
    "claims",
    (
        MECHANISM,
        Field("cycle", "UPR cycle", validators.whole),
        Field("by", "who says so", assessor, required=True),
        Field("date", "when it was said (EDTF)", edtf.check, required=True),
        Field("title", "what is said, in our words", validators.line, required=True),
        Field(
            "base",
            "what the share is said to be of",
            validators.one_of("base", ("all", "supported", "assessed", "noted")),
        ),
        Field("numbers", "whole numbers stated", numbers_of(validators.whole)),
        Field("percent", "percentages stated", numbers_of(validators.number)),
        Field("over", "true when the statement says more than that", validators.flag),
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
        Field("treaty", "treaty or protocol reported on", validators.line),
        Field("ordinal", "number of the report; combined reports as 4-6", validators.line),
        Field("title", "name of the report", validators.line, required=True),
        Field("symbol", "symbol of the report", validators.line),
        Field("due", "when it was due", edtf.check),
        Field("received", "when the treaty body received it", edtf.check),
        Field("examined", "when the treaty body examined it", edtf.check),
        Field("adopted", "when concluding observations were adopted", edtf.check),
        Field("issued", "when concluding observations were issued", edtf.check),
        Field("observations", "symbol of the concluding observations", validators.line),
        Field("follow_up", "when the follow-up to them was due", edtf.check),
        Field("followed_up", "when the follow-up came", edtf.check),
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
    record = validators.checked(kind.name, given, checks, required)
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

"""The records: which fields each kind has and what each field takes.

A record is a plain ``dict`` in its normal form: only known fields, only checked
values, empty ones left out, keys in the order below. ``normalise`` is the one
gate through which every record goes, whatever it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from belarus_hr.domain import conflicts, dates, mechanisms, references, values, words
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.values import Check
from belarus_hr.domain.words import shown

Record = dict[str, Any]


class Field(NamedTuple):
    """One field of a record: its name, what it is, and the check that normalises it."""

    name: str
    about: str
    check: Check
    required: bool = False


class Kind(NamedTuple):
    """One kind of record: its name, the table it lives in, its fields in order."""

    name: str
    table: str
    fields: tuple[Field, ...]


def _numbers_of(check_number: Check) -> Check:
    return values.object_of("count", dict.fromkeys(COUNTED, check_number), ())


def _dispute(value: object) -> dict[str, str]:
    return references.check_parts(
        "dispute", value, ("says", "by", "ref", "url", "note"), required=("says", "ref")
    )


def assessor(value: object) -> str:
    """Return the name of an assessor, one word of the user's or one of ours, lower case."""
    text = values.line(values.line(value).casefold())
    if not text or any(part.isspace() or not part.isprintable() for part in text):
        raise InvalidValue(
            f"assessor {shown(value)} must be one word such as {', '.join(words.ASSESSORS)}"
        )
    return text


def _sensitive(value: object) -> bool | list[str]:
    """Check what is left out of public copies: the whole record, or the fields named."""
    if isinstance(value, bool):
        return value
    names: list[str] = values.list_of(values.line)(value)
    for name in names:
        if name in ALWAYS_PUBLIC:
            raise InvalidValue(
                f"must not name {name}, without which nothing is a record: "
                "true leaves the whole record out"
            )
    return names


# --- fields -----------------------------------------------------------------

#: What can be counted of a cycle; the names are those of the JSON contract.
COUNTED = (
    "made",
    "supported",
    "noted",
    "pending",
    "implemented",
    "partly",
    "not_implemented",
    "not_assessed",
    "denominator",
)

#: Fields without which a public copy would hold no record at all.
ALWAYS_PUBLIC = ("id", "record", "mechanism", "sensitive")

_DATE = Field("date", "when it happened (EDTF)", dates.check, required=True)
_MECHANISM = Field("mechanism", "UN code of the mechanism", mechanisms.code, required=True)
_TITLE = Field("title", "what happened, in our words", values.line, required=True)
_NOTE = Field("note", "what else a reader should know", values.long)
_ITEM = Field("item", "item of the fact sheet it answers to", values.line)
_CYCLE = Field("cycle", "UPR cycle", values.whole, required=True)
_COUNTRY = Field("country", "State concerned; Belarus where it does not say", values.line)
_WHERE_FROM = (
    Field("confidence", "how sure it is", values.one_of("confidence", words.CONFIDENCES)),
    Field("sources", "where it can be checked", values.list_of(references.check_source)),
    Field("disputes", "what others say against it", values.list_of(_dispute)),
)
_SENSITIVE = Field(
    "sensitive", "fields left out of public copies; true for the whole record", _sensitive
)


def _responses(value: object) -> list[Record]:
    """Check a history of responses, and put it in the order of its dates, undated first."""
    entries: list[Record] = values.list_of(
        values.object_of("response", _RESPONSE_FIELDS, ("response",))
    )(value)
    return sorted(entries, key=lambda e: dates.sort_key(e["date"])[0] if "date" in e else date.min)


_ITEM_FIELDS: dict[str, Check] = {
    "by": values.line,
    "action": values.whole,
    "response": values.one_of("response", words.RESPONSES),
    "themes": values.list_of(values.line),
    "text": values.long,
}
_RESPONSE_FIELDS: dict[str, Check] = {
    "response": values.one_of("response", words.RESPONSES),
    "date": dates.check,
    "confidence": values.one_of("confidence", words.CONFIDENCES),
    "ref": values.line,
    "url": references.check_url,
    "note": values.long,
}
_REPORTED_FIELDS: dict[str, Check] = {
    "made": values.whole,
    "supported": values.whole,
    "noted": values.whole,
    "pending": values.whole,
    "by": assessor,
    "date": dates.check,
    "ref": values.line,
    "url": references.check_url,
    "note": values.long,
}

_EVENT_KIND = values.one_of("kind", words.EVENT_KINDS)


def _kind(name: str, table: str, fields: tuple[Field, ...]) -> Kind:
    """Return a kind with these fields and, last, what a merge keeps of their other values."""
    check = values.list_of(conflicts.check_of({field.name: field.check for field in fields}))
    about = "other values that a merge met, until somebody decides"
    return Kind(name, table, (*fields, Field("conflicts", about, check)))


EVENT = _kind(
    "event",
    "events",
    (
        _DATE,
        _MECHANISM,
        Field(
            "kind", "what sort of event", values.one_of("kind", words.EVENT_KINDS), required=True
        ),
        _TITLE,
        Field("by", "who acted", values.line),
        Field("place", "where", values.line),
        _NOTE,
        Field("tags", "free words to find it by", values.list_of(values.line)),
        _ITEM,
        *_WHERE_FROM,
        _SENSITIVE,
    ),
)

REVIEW = _kind(
    "review",
    "reviews",
    (
        _MECHANISM,
        _CYCLE,
        Field("session", "session of the UPR Working Group", values.whole),
        Field("date", "day of the review (EDTF)", dates.check),
        _TITLE,
        Field("document", "symbol of the Working Group's report", values.line),
        Field("adopted", "day the Council adopted the outcome", dates.check),
        Field("outcome", "symbol of the Council's decision", values.line),
        Field("midterm", "when a mid-term report was due, by its source", dates.check),
        Field("next", "when the next review was due, by its source", dates.check),
        Field(
            "reported",
            "counts that others report, each with its source",
            values.list_of(values.object_of("reported count", _REPORTED_FIELDS, ("ref",))),
        ),
        _NOTE,
        _ITEM,
        *_WHERE_FROM,
        _SENSITIVE,
    ),
)

RECOMMENDATION = _kind(
    "recommendation",
    "recommendations",
    (
        _MECHANISM,
        _COUNTRY,
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
            values.list_of(values.object_of("item", _ITEM_FIELDS, ("by",)), distinct=False),
        ),
        Field(
            "responses",
            "history of the answers, oldest first",
            _responses,
        ),
        Field("themes", "UPR Info issues", values.list_of(values.line)),
        Field("groups", "affected groups named", values.list_of(values.line)),
        Field("sdgs", "SDG targets", values.list_of(values.line)),
        _NOTE,
        _ITEM,
        *_WHERE_FROM,
        _SENSITIVE,
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
        _NOTE,
        Field("recorded", "when it was written down here (UTC)", values.line),
        Field("sources", "where it can be checked", values.list_of(references.check_source)),
        _SENSITIVE,
    ),
)

CLAIM = _kind(
    "claim",
    "claims",
    (
        _MECHANISM,
        Field("cycle", "UPR cycle", values.whole),
        Field("by", "who says so", assessor, required=True),
        Field("date", "when it was said (EDTF)", dates.check, required=True),
        Field("title", "what is said, in our words", values.line, required=True),
        Field(
            "base",
            "what the share is said to be of",
            values.one_of("base", ("all", "supported", "assessed", "noted")),
        ),
        Field("numbers", "whole numbers stated", _numbers_of(values.whole)),
        Field("percent", "percentages stated", _numbers_of(values.number)),
        Field("over", "true when the statement says more than that", values.flag),
        _NOTE,
        _ITEM,
        *_WHERE_FROM,
        _SENSITIVE,
    ),
)

REPORT = _kind(
    "report",
    "reports",
    (
        _MECHANISM,
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
        _NOTE,
        _ITEM,
        *_WHERE_FROM,
        _SENSITIVE,
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

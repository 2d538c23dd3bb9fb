"""The records: which fields each kind has and what each field takes.

A record is a plain ``dict`` in its normal form: only known fields, only checked
values, empty ones left out, keys in the order below. ``normalise`` is the one
gate through which every record goes, whatever it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from belarus_hr.domain import dates, mechanisms, references, words
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.text import LINE_LIMIT, TEXT_LIMIT, check_text
from belarus_hr.domain.words import a, nearest, shown

Record = dict[str, Any]
Check = Callable[[object], Any]


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


# --- checks -----------------------------------------------------------------


def _line(value: object) -> str:
    return check_text(value, LINE_LIMIT)


def _long(value: object) -> str:
    return check_text(value, TEXT_LIMIT)


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1_000_000:
        raise InvalidValue(f"must be a whole number from 0 to 1,000,000, not {shown(value)}")
    return value


def _number(value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1_000_000:
        raise InvalidValue(f"must be a number from 0 to 1,000,000, not {shown(value)}")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise InvalidValue(f"must be true or false, not {shown(value)}")
    return value


def _one_of(what: str, known: tuple[str, ...]) -> Check:
    def check(value: object) -> str:
        return words.choose(what, value, known)

    return check


def _list_of(check_item: Check, *, distinct: bool = True) -> Check:
    """Check a list; a single value is taken as a list of one. Doubles of a ``distinct`` one go."""

    def check(value: object) -> list[Any]:
        items = value if isinstance(value, list) else [value]
        checked: list[Any] = []
        for item in items:
            kept = check_item(item)
            if kept != "" and not (distinct and kept in checked):
                checked.append(kept)
        return checked

    return check


def _object_of(what: str, fields: Mapping[str, Check], required: tuple[str, ...]) -> Check:
    def check(value: object) -> Record:
        if not isinstance(value, dict):
            raise InvalidValue(f"{what} must be an object, not {shown(value)}")
        return _checked(what, value, fields, required)

    return check


def _numbers_of(check_number: Check) -> Check:
    return _object_of("count", dict.fromkeys(COUNTED, check_number), ())


def _dispute(value: object) -> dict[str, str]:
    return references.check_parts(
        "dispute", value, ("says", "by", "ref", "url", "note"), required=("says", "ref")
    )


def assessor(value: object) -> str:
    """Return the name of an assessor, one word of the user's or one of ours, lower case."""
    text = _line(_line(value).casefold())
    if not text or any(part.isspace() or not part.isprintable() for part in text):
        raise InvalidValue(
            f"assessor {shown(value)} must be one word such as {', '.join(words.ASSESSORS)}"
        )
    return text


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

_DATE = Field("date", "when it happened (EDTF)", dates.check, required=True)
_MECHANISM = Field("mechanism", "UN code of the mechanism", mechanisms.code, required=True)
_TITLE = Field("title", "what happened, in our words", _line, required=True)
_NOTE = Field("note", "what else a reader should know", _long)
_ITEM = Field("item", "item of the fact sheet it answers to", _line)
_CYCLE = Field("cycle", "UPR cycle", _whole, required=True)
_WHERE_FROM = (
    Field("confidence", "how sure it is", _one_of("confidence", words.CONFIDENCES)),
    Field("sources", "where it can be checked", _list_of(references.check_source)),
    Field("disputes", "what others say against it", _list_of(_dispute)),
)


def _responses(value: object) -> list[Record]:
    """Check a history of responses, and put it in the order of its dates, undated first."""
    entries: list[Record] = _list_of(_object_of("response", _RESPONSE_FIELDS, ("response",)))(value)
    return sorted(entries, key=lambda e: dates.sort_key(e["date"])[0] if "date" in e else date.min)


_ITEM_FIELDS: dict[str, Check] = {
    "by": _line,
    "action": _whole,
    "response": _one_of("response", words.RESPONSES),
}
_RESPONSE_FIELDS: dict[str, Check] = {
    "response": _one_of("response", words.RESPONSES),
    "date": dates.check,
    "confidence": _one_of("confidence", words.CONFIDENCES),
    "ref": _line,
    "url": references.check_url,
    "note": _long,
}
_REPORTED_FIELDS: dict[str, Check] = {
    "made": _whole,
    "supported": _whole,
    "noted": _whole,
    "pending": _whole,
    "by": assessor,
    "date": dates.check,
    "ref": _line,
    "url": references.check_url,
    "note": _long,
}

EVENT = Kind(
    "event",
    "events",
    (
        _DATE,
        _MECHANISM,
        Field("kind", "what sort of event", _one_of("kind", words.EVENT_KINDS), required=True),
        _TITLE,
        Field("by", "who acted", _line),
        Field("place", "where", _line),
        _NOTE,
        Field("tags", "free words to find it by", _list_of(_line)),
        _ITEM,
        *_WHERE_FROM,
    ),
)

REVIEW = Kind(
    "review",
    "reviews",
    (
        _MECHANISM,
        _CYCLE,
        Field("session", "session of the UPR Working Group", _whole),
        Field("date", "day of the review (EDTF)", dates.check),
        _TITLE,
        Field("document", "symbol of the Working Group's report", _line),
        Field("adopted", "day the Council adopted the outcome", dates.check),
        Field("outcome", "symbol of the Council's decision", _line),
        Field("midterm", "when a mid-term report was due, by its source", dates.check),
        Field("next", "when the next review was due, by its source", dates.check),
        Field(
            "reported",
            "counts that others report, each with its source",
            _list_of(_object_of("reported count", _REPORTED_FIELDS, ("ref",))),
        ),
        _NOTE,
        _ITEM,
        *_WHERE_FROM,
    ),
)

RECOMMENDATION = Kind(
    "recommendation",
    "recommendations",
    (
        _MECHANISM,
        Field("cycle", "UPR cycle", _whole),
        Field("document", "symbol of the document that holds it", _line),
        Field("paragraph", "its paragraph there", _line),
        Field("title", "what it asks, in our words", _line, required=True),
        Field("text", "official text", _long),
        Field(
            "items",
            "one entry for each State's own recommendation, as UPR Info counts them",
            # One State may make two that are alike in all that is kept here.
            _list_of(_object_of("item", _ITEM_FIELDS, ("by",)), distinct=False),
        ),
        Field(
            "responses",
            "history of the answers, oldest first",
            _responses,
        ),
        Field("themes", "UPR Info issues", _list_of(_line)),
        Field("groups", "affected groups named", _list_of(_line)),
        Field("sdgs", "SDG targets", _list_of(_line)),
        _NOTE,
        _ITEM,
        *_WHERE_FROM,
    ),
)

ASSESSMENT = Kind(
    "assessment",
    "assessments",
    (
        Field("recommendation", "id of the recommendation", _line, required=True),
        Field("assessor", "who found it", assessor, required=True),
        Field("status", "what was found", _one_of("status", words.STATUSES), required=True),
        Field("date", "day of the finding (EDTF)", dates.check, required=True),
        _NOTE,
        Field("recorded", "when it was written down here (UTC)", _line),
        Field("sources", "where it can be checked", _list_of(references.check_source)),
    ),
)

CLAIM = Kind(
    "claim",
    "claims",
    (
        _MECHANISM,
        Field("cycle", "UPR cycle", _whole),
        Field("by", "who says so", assessor, required=True),
        Field("date", "when it was said (EDTF)", dates.check, required=True),
        Field("title", "what is said, in our words", _line, required=True),
        Field(
            "base",
            "what the share is said to be of",
            _one_of("base", ("all", "supported", "assessed", "noted")),
        ),
        Field("numbers", "whole numbers stated", _numbers_of(_whole)),
        Field("percent", "percentages stated", _numbers_of(_number)),
        Field("over", "true when the statement says more than that", _flag),
        _NOTE,
        _ITEM,
        *_WHERE_FROM,
    ),
)

REPORT = Kind(
    "report",
    "reports",
    (
        _MECHANISM,
        Field("treaty", "treaty or protocol reported on", _line),
        Field("ordinal", "number of the report; combined reports as 4-6", _line),
        Field("title", "name of the report", _line, required=True),
        Field("symbol", "symbol of the report", _line),
        Field("due", "when it was due", dates.check),
        Field("received", "when the treaty body received it", dates.check),
        Field("examined", "when the treaty body examined it", dates.check),
        Field("adopted", "when concluding observations were adopted", dates.check),
        Field("issued", "when concluding observations were issued", dates.check),
        Field("observations", "symbol of the concluding observations", _line),
        Field("follow_up", "when the follow-up to them was due", dates.check),
        Field("followed_up", "when the follow-up came", dates.check),
        _NOTE,
        _ITEM,
        *_WHERE_FROM,
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
    checks = {field.name: field.check for field in kind.fields}
    required = tuple(field.name for field in kind.fields if field.required)
    return _checked(kind.name, given, checks, required)


def _checked(
    what: str, given: Mapping[str, Any], checks: Mapping[str, Check], required: tuple[str, ...]
) -> Record:
    for name in given:
        if name not in checks:
            guess = nearest(str(name), checks)
            hint = f"did you mean {guess}? " if guess else ""
            raise InvalidValue(
                f"{what} has no field {shown(name)}: {hint}known: {', '.join(checks)}"
            )
    record: Record = {}
    for name, check in checks.items():
        value = given.get(name)
        if value is None:
            continue
        try:
            kept = check(value)
        except InvalidValue as error:
            raise InvalidValue(_about(name, str(error))) from None
        if kept not in ("", [], {}):
            record[name] = kept
    for name in required:
        if name not in record:
            raise InvalidValue(f"{a(what)} needs {a(name)}, and it is empty")
    return record


def _about(name: str, message: str) -> str:
    """Return a check's message as a sentence about the field ``name``."""
    if message.startswith((f"{name} ", f"unknown {name} ")):
        return message
    return (
        f"{name} {message}"
        if message.startswith(("must ", "holds ", '"'))
        else f"{name}: {message}"
    )

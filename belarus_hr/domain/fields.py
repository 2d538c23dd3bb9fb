"""Fields of records: what a record can hold, and the checks that make each value normal."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from belarus_hr.domain import dates, mechanisms, references, values, words
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.values import Check
from belarus_hr.domain.words import shown


class Field(NamedTuple):
    """One field of a record: its name, what it is, and the check that normalises it."""

    name: str
    about: str
    check: Check
    required: bool = False


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


# --- checks -----------------------------------------------------------------


def numbers_of(check_number: Check) -> Check:
    """Return the check of an object of counts, each of which ``check_number`` checks."""
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


def responses(value: object) -> list[dict[str, Any]]:
    """Check a history of responses, and put it in the order of its dates, undated first."""
    entries: list[dict[str, Any]] = values.list_of(
        values.object_of("response", _RESPONSE_FIELDS, ("response",))
    )(value)
    return sorted(entries, key=lambda e: dates.sort_key(e["date"])[0] if "date" in e else date.min)


# --- parts of fields --------------------------------------------------------

ITEM_FIELDS: dict[str, Check] = {
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
REPORTED_FIELDS: dict[str, Check] = {
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


# --- fields that several kinds have -----------------------------------------

DATE = Field("date", "when it happened (EDTF)", dates.check, required=True)
MECHANISM = Field("mechanism", "UN code of the mechanism", mechanisms.code, required=True)
TITLE = Field("title", "what happened, in our words", values.line, required=True)
NOTE = Field("note", "what else a reader should know", values.long)
ITEM = Field("item", "item of the fact sheet it answers to", values.line)
CYCLE = Field("cycle", "UPR cycle", values.whole, required=True)
COUNTRY = Field("country", "State concerned; Belarus where it does not say", values.line)
WHERE_FROM = (
    Field("confidence", "how sure it is", values.one_of("confidence", words.CONFIDENCES)),
    Field("sources", "where it can be checked", values.list_of(references.check_source)),
    Field("disputes", "what others say against it", values.list_of(_dispute)),
)
SENSITIVE = Field(
    "sensitive", "fields left out of public copies; true for the whole record", _sensitive
)

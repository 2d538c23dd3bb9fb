"""Fields that several kinds have, and the types of the fields that only some kinds have."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records import validators
from belarus_hr.domain.records.field_types import (
    LONG_TEXT,
    PARAGRAPH,
    SOURCE_KEYS,
    SOURCES,
    TEXTS,
    Field,
    FieldType,
    choice,
    objects,
)
from belarus_hr.domain.records.validators import Check
from belarus_hr.domain.reference import grades, mechanisms, states, vocabulary
from belarus_hr.domain.text import edtf, words
from belarus_hr.domain.text.safe_text import visible
from belarus_hr.domain.text.words import shown

#: The counts of a UPR cycle that a claim can state, by their names in JSON.
COUNT_NAMES = ("made", *vocabulary.ANSWER_COUNTS, *vocabulary.VERDICT_COUNTS, "denominator")

#: The keys of an indicator's value that say what it is of.
MEASURED_BY = ("date", "scope", "method")


# --- checks -----------------------------------------------------------------


def _numbers_of(check_number: Check) -> Check:
    """Return the check of an object of counts; ``check_number`` checks each count."""
    return validators.object_of("count", dict.fromkeys(COUNT_NAMES, check_number), ())


_lines: Callable[[object], list[str]] = validators.list_of(validators.line)


def assessor(value: object) -> str:
    """Return the name of an assessor, any single word, in lower case."""
    text = validators.line(validators.line(value).casefold())
    hides = visible(text) != text
    if not text or hides or any(part.isspace() or not part.isprintable() for part in text):
        raise InvalidValue(
            f"assessor {shown(value)} must be one word such as {', '.join(vocabulary.ASSESSORS)}"
        )
    return text


def _sensitive(value: object) -> bool | list[str]:
    """Check ``sensitive``: true for the whole record, or a list of names of fields."""
    return value if isinstance(value, bool) else _lines(value)


def responses(value: object) -> list[dict[str, Any]]:
    """Check a history of responses, and sort it by date; responses without a date come first."""
    entries: list[dict[str, Any]] = validators.list_of(
        validators.object_of("response", _RESPONSE_FIELDS, ("response",))
    )(value)
    return sorted(
        entries,
        key=lambda entry: edtf.sort_key(entry["date"])[0] if "date" in entry else date.min,
    )


def verdict_status(value: object) -> str:
    """Return the status of an assessment in our own word: "Partially implemented" is ``partly``.

    Raises InvalidValue for words that do not mean one.
    """
    statuses = (*vocabulary.STATUSES, vocabulary.NOT_ASSESSED)
    if value in statuses:
        return str(value)
    # Loaded where it is needed: most statuses are our own words.
    from belarus_hr.domain.reference import status_words

    meant = status_words.status_of(value) if isinstance(value, str) else None
    if meant is not None:
        return meant
    guess = status_words.nearest_status(value) if isinstance(value, str) else None
    raise words.no_choice("status", value, statuses, guess if guess in statuses else None)


def state_name(value: object) -> str:
    """Return the standard name of a State; any other name, as of a group of States, stays."""
    return states.canonical(validators.line(value))


def country(value: object) -> str:
    """Return the State concerned; an empty text for Belarus, which a record does not name."""
    name = state_name(value)
    return "" if name == states.BELARUS else name


def items(value: object) -> list[dict[str, Any]]:
    """Check the States' own recommendations; join two of the same State with the same text.

    Two items without a text stay two, since a State may make two recommendations that differ
    in their text alone. Two items that contradict each other, as in their action, stay too.
    """
    kept: list[dict[str, Any]] = []
    by_text: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for item in _items(value):
        alike = by_text.setdefault((item["by"], item["text"]), []) if "text" in item else []
        same = next((other for other in alike if _agree(other, item)), None)
        if same is None:
            alike.append(item)
            kept.append(item)
        else:
            both = _ITEM({**item, **same})
            same.clear()
            same.update(both)
    return kept


def _agree(item: dict[str, Any], other: dict[str, Any]) -> bool:
    """Say whether two items have no key with two values."""
    return all(other.get(name, value) == value for name, value in item.items())


def progress(value: object) -> list[dict[str, Any]]:
    """Check the history of a measure's progress, and sort it by date."""
    entries: list[dict[str, Any]] = validators.list_of(
        validators.object_of("progress", _PROGRESS_FIELDS, ("state", "date")), distinct=False
    )(value)
    return _in_time(entries, lambda entry: entry["date"])


def sdg(value: object) -> str:
    """Return the code of a goal, target or indicator of the SDGs: 16, 16.3 or 16.3.2.

    There are 17 goals; the last part of a target is a number, or a letter where it is a means of
    implementation (General Assembly resolutions 70/1 and 71/313).
    """
    text = validators.line(value)
    found = re.fullmatch(_SDG, text, re.IGNORECASE)
    if text and not (found and 1 <= int(found[2]) <= _GOALS):
        raise InvalidValue(f"must be the code of an SDG target such as 16.3, not {shown(value)}")
    return found[1].lower() if found else ""


def measured_values(value: object) -> list[dict[str, Any]]:
    """Check the values of an indicator, and sort them by date; of one date the latest is last.

    A value is a number, or unknown for a reason.
    """
    entries: list[dict[str, Any]] = validators.list_of(
        validators.object_of("value", _VALUE_FIELDS, ("date",)), distinct=False
    )(value)
    for entry in entries:
        if ("value" in entry) == ("reason" in entry):
            raise InvalidValue(
                f"the value of {entry['date']} needs a number, or the reason why it is unknown"
            )
    return _in_time(entries, measurement)


def measurement(entry: dict[str, Any]) -> tuple[Any, ...]:
    """Return what a value is of: of two with the same date, scope and method the later corrects."""
    return tuple(entry.get(key) for key in MEASURED_BY)


def _in_time(
    entries: list[dict[str, Any]], about: Callable[[dict[str, Any]], object]
) -> list[dict[str, Any]]:
    """Sort a history by date, and keep one of two equal entries, the first.

    Raises InvalidValue where an entry ``about`` the same stands between the two: of "delayed,
    on track, delayed" of one day the last word would be lost.
    """
    kept: list[dict[str, Any]] = []
    for entry in entries:
        if entry not in kept:
            kept.append(entry)
        elif about(entry) in map(about, kept[kept.index(entry) + 1 :]):
            raise InvalidValue(
                f"the entry of {entry['date']} stands there already, and another after it: to say "
                "it again, give a source or a note"
            )
    return sorted(kept, key=lambda entry: edtf.sort_key(entry["date"])[0])


# --- parts of fields --------------------------------------------------------

_ITEM_FIELDS: dict[str, Check] = {
    "by": state_name,
    "action": validators.whole,
    "response": validators.one_of("response", vocabulary.RESPONSES),
    "themes": validators.list_of(validators.line),
    "text": validators.long,
}
_ITEM = validators.object_of("item", _ITEM_FIELDS, ("by",))
_items = validators.list_of(_ITEM, distinct=False)
_RESPONSE_FIELDS: dict[str, Check] = {
    "response": validators.one_of("response", vocabulary.RESPONSES),
    "date": edtf.check_date,
    "confidence": validators.one_of("confidence", vocabulary.CONFIDENCES),
    **SOURCE_KEYS,
}
_PROGRESS_FIELDS: dict[str, Check] = {
    "state": validators.one_of("state", vocabulary.MEASURE_STATES),
    "date": edtf.check_date,
    "by": assessor,
    **SOURCE_KEYS,
}
_VALUE_FIELDS: dict[str, Check] = {
    "date": edtf.check_date,
    "value": validators.quantity,
    "reason": validators.long,
    "scope": validators.line,
    "method": validators.line,
    "published": edtf.check_date,
    **SOURCE_KEYS,
}
_SDG = r"(?:SDG\s*)?((\d{1,2})(?:\.(?:\d{1,2}|[a-d])(?:\.\d{1,2})?)?)"
_GOALS = 17
_DISPUTE_FIELDS: dict[str, Check] = {
    "says": validators.long,
    "by": validators.line,
    **SOURCE_KEYS,
}
_REPORTED_FIELDS: dict[str, Check] = {
    "made": validators.whole,
    "supported": validators.whole,
    "noted": validators.whole,
    "pending": validators.whole,
    "by": assessor,
    "date": edtf.check_date,
    **SOURCE_KEYS,
}


# --- types ------------------------------------------------------------------

ASSESSOR = FieldType(check=assessor)
STATUS = FieldType(
    check=verdict_status, closed=True, words=(*vocabulary.STATUSES, vocabulary.NOT_ASSESSED)
)
GRADED = choice("grade", grades.GRADES)
ITEM_LIST = objects(items, ("by",), _ITEM_FIELDS)
RESPONSE_HISTORY = objects(responses, ("response",), _RESPONSE_FIELDS)
PROGRESS = objects(progress, ("state", "date"), _PROGRESS_FIELDS)
#: The last account of progress of each of several speakers, which follow from the progress.
ACCOUNTS = FieldType(check=validators.object_of("account", {}, ()), cell="json", wraps=True)
VALUES = objects(measured_values, ("date",), _VALUE_FIELDS).replace(fractions=True, drawn="values")
#: Lines of values of an indicator, which follow from the values.
LINES = objects(validators.list_of(validators.object_of("line", {}, ())))
QUANTITY = FieldType(check=validators.quantity, cell="bare", fractions=True)
SDGS = TEXTS.replace(check=validators.list_of(sdg), numbered=True, closed=True)
DISPUTES = objects(
    validators.list_of(validators.object_of("dispute", _DISPUTE_FIELDS, ("says", "ref"))),
    ("says", "ref"),
    _DISPUTE_FIELDS,
)
REPORTED = objects(
    validators.list_of(validators.object_of("reported count", _REPORTED_FIELDS, ("ref",))),
    ("ref",),
    _REPORTED_FIELDS,
)
NUMBERS = FieldType(check=_numbers_of(validators.whole), cell="json", wraps=False)
PERCENTAGES = FieldType(check=_numbers_of(validators.number), cell="json", fractions=True)


# --- fields that several kinds have -----------------------------------------

MECHANISM = Field(
    "mechanism",
    "UN code of the mechanism",
    required=True,
    filter="mechanism",
    type=FieldType(check=mechanisms.code, closed=True),
    always_public=True,
)
NOTE_FIELD = Field("note", "what else a reader should know", LONG_TEXT)
REFERENCE = Field("reference", "its number in the plan, or in another system, as A-12", PARAGRAPH)
ITEM = Field("item", "item of the fact sheet it answers to", filter="item")
COUNTRY = Field(
    "country",
    "State concerned; Belarus where a record does not say",
    FieldType(check=country),
    essential=True,
    classifies=True,
)
CONFIDENCE = Field(
    "confidence",
    "how sure it is",
    choice("confidence", vocabulary.CONFIDENCES),
    filter="confidence",
)
CITED = Field("sources", "where it can be checked", SOURCES, cites=True)
DISPUTED = Field("disputes", "what others say against it", DISPUTES, cites=True, filter="disputed")
WHERE_FROM = (CONFIDENCE, CITED, DISPUTED)
SENSITIVE = Field(
    "sensitive",
    "fields left out of public copies; true for the whole record",
    FieldType(check=_sensitive, cell="bare", closed=True),
    always_public=True,
)

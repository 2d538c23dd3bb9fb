"""The checks of values, of which the types of fields are made.

A check takes a value and returns it in its normal form. Else it raises InvalidValue with a
message that continues the name of the field, as in "must be true or false".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.text import words
from belarus_hr.domain.text.safe_text import LINE_LIMIT, TEXT_LIMIT, check_text
from belarus_hr.domain.text.words import LIKE_A_SLIP, a, nearest, shown

Check = Callable[[object], Any]
Object = dict[str, Any]
_MOST_VALUES = 1_000
#: Whole numbers up to here are exact in every program that reads JSON.
_MOST = 2**53
# Compiled when first used, and kept by ``re``.
_ID = r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?"
_IDS = rf"(?:{_ID}\n)*+"
_ID_LIMIT = 120


def line(value: object) -> str:
    """Return a text short enough for a line."""
    return check_text(value, LINE_LIMIT)


def long(value: object) -> str:
    """Return a text of any length up to the limit of long texts."""
    return check_text(value, TEXT_LIMIT)


def are_ids(texts: Collection[str]) -> bool:
    """Say whether each text can be the id of a record.

    An id has lower-case letters, digits and ``. _ -`` inside, no two dots in a row, at most
    120 characters: it is typed at a prompt, needs no quoting in a shell and is never a path.
    One search checks all texts, so that a large table costs no measurable time.
    """
    joined = "\n".join(texts) + "\n"
    return not texts or (
        re.fullmatch(_IDS, joined) is not None
        and ".." not in joined
        and joined.count("\n") == len(texts)
        and max(map(len, texts)) <= _ID_LIMIT
    )


def _numeric(what: str, least: int, most: int, sorts: tuple[type, ...] = (int, float)) -> Check:
    """Return the check of a number; ``what`` it must be, in messages."""

    def check(value: Any) -> Any:
        is_number = isinstance(value, sorts) and not isinstance(value, bool)
        if not (is_number and least <= value <= most):
            raise InvalidValue(f"must be {what}, not {shown(value)}")
        return value

    return check


#: A count; a count or a percentage.
whole = _numeric("a whole number from 0 to 1,000,000", 0, 1_000_000, (int,))
number = _numeric("a number from 0 to 1,000,000", 0, 1_000_000)
_quantity = _numeric("a number such as 12.5", -_MOST, _MOST)


def quantity(value: object) -> Any:
    """Return a measured number, of either sign; one too large is told its limit."""
    if isinstance(value, int | float) and abs(value) > _MOST:
        raise InvalidValue(f"must be a number from -{_MOST:,} to {_MOST:,}")
    return _quantity(value)


def not_fewer(check: Check, least: int) -> Check:
    """Return the check of a list that is empty or has so many entries."""

    def check_number(value: object) -> Any:
        entries = check(value)
        if 0 < len(entries) < least:
            raise InvalidValue(f"must be {least} or more, not {shown(entries[0])} alone")
        return entries

    return check_number


def flag(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise InvalidValue(f"must be true or false, not {shown(value)}")
    return value


def one_of(what: str, vocabulary: tuple[str, ...] | Mapping[str, str]) -> Check:
    """Return the check of a word of a closed vocabulary; ``what`` is its name in messages."""

    def check(value: object) -> str:
        return words.choose(what, value, vocabulary)

    return check


def list_of(check_item: Check, *, distinct: bool = True) -> Check:
    """Return the check of a list; a value that is no list counts as a list of one value.

    With ``distinct``, an entry that stands in the list twice is kept once; texts as they are
    compared: "Torture" and "torture" are one tag.
    """

    def check(value: object) -> list[Any]:
        items = value if isinstance(value, list) else [value]
        if len(items) > _MOST_VALUES:
            raise InvalidValue(f"has {len(items):,} values; at most {_MOST_VALUES:,} are kept")
        checked = [kept for kept in map(check_item, items) if kept != ""]
        if not distinct or len(checked) < 2:
            return checked
        keys = [words.folded(kept) if isinstance(kept, str) else kept for kept in checked]
        return [kept for place, kept in enumerate(checked) if keys[place] not in keys[:place]]

    return check


def object_of(what: str, fields: Mapping[str, Check], required: tuple[str, ...]) -> Check:
    """Return the check of an object with these fields; ``what`` is its name in messages."""

    def check(value: object) -> Object:
        if not isinstance(value, dict):
            raise InvalidValue(f"{what} must be an object, not {shown(value)}")
        return check_object(what, value, fields, required)

    return check


def check_object(
    what: str, fields: Mapping[str, Any], checks: Mapping[str, Check], required: tuple[str, ...]
) -> Object:
    """Return an object in its normal form: known fields in order, checked, without empty values.

    Raises InvalidValue with all that is wrong, naming ``what``, each field and value.
    """
    for name in fields:
        if name not in checks:
            guess = nearest(str(name), checks, LIKE_A_SLIP)
            hint = f"did you mean {guess}? " if guess else ""
            raise InvalidValue(
                f"{what} has no field {shown(name)}: {hint}known: {', '.join(checks)}"
            )
    record: Object = {}
    wrong: dict[str, str] = {}
    for name, check in checks.items():
        value = fields.get(name)
        if value is None:
            continue
        try:
            kept = check(value)
        except InvalidValue as error:
            wrong[name] = _about(name, str(error))
            continue
        if kept not in ("", [], {}):
            record[name] = kept
    missing = [a(name) for name in required if name not in record and name not in wrong]
    if missing or wrong:
        empty = "it is empty" if len(missing) == 1 else "they are empty"
        needs = [f"{a(what)} needs {' and '.join(missing)}, and {empty}"] if missing else []
        raise InvalidValue("; ".join([*wrong.values(), *needs]))
    return record


def _about(name: str, message: str) -> str:
    """Return the message of a check as a sentence about the field ``name``."""
    if message.startswith((f"{name} ", f"unknown {name} ")):
        return message
    return (
        f"{name} {message}"
        if message.startswith(("must ", "holds ", "has ", '"'))
        else f"{name}: {message}"
    )

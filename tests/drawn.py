"""Records drawn at random for property tests: every field of every kind, every awkward text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from belarus_hr.domain.records.field_types import DATE, FLAG, RECORD_IDS, SOURCES, WHOLE, FieldType
from belarus_hr.domain.records.field_types import TEXTS as TEXTS_TYPE
from belarus_hr.domain.records.fields import (
    ASSESSOR,
    COUNT_NAMES,
    DISPUTES,
    ITEM_LIST,
    MECHANISM,
    NUMBERS,
    PERCENTAGES,
    PROGRESS,
    QUANTITY,
    REPORTED,
    RESPONSE_HISTORY,
    SDGS,
    VALUES,
)
from belarus_hr.domain.records.kinds import ASSESSMENT, BY_TABLE, KINDS, Kind, normalise
from belarus_hr.domain.reference import vocabulary
from belarus_hr.domain.reference.mechanisms import MECHANISMS
from belarus_hr.domain.text.words import folded
from tests.unseen import HIDDEN

AWKWARD = [
    "Беларусь — «ё», “два”, 'тры'",
    '"\\{}[]:,\\n',
    "first line\nsecond\r\nthird\tcell",
    "\0\x1b[31mred\x07\x7f\x85\x9b",
    "\u061c\u200e\u202edesrever\u202c\u2066isolated\u2069\ufeff",
    "line\u2028separator\u2029\xad\u200d😀",
    '"}},',
    "deleted\x7f",
    "".join(HIDDEN.values()),
    "Round table|=1+1,- a\n- b| '=2|' \"@c\t+3",
]
TEXTS = (
    (st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(AWKWARD))
    .map(str.strip)
    .filter(bool)
)
ASSESSORS = st.sampled_from(["self", "government", "civil-society", "вясна", "legal-initiative"])
DATES = st.sampled_from(
    ["2009", "2009-11", "2009-11-13", "2009-05-18/2009-05-24", "2010/2011", "2010~", "2024-11/.."]
)
_LATER = st.just("2025")
_whole = st.integers(0, 1_000_000)
#: As people give it: one below 0.0001 is written in two ways that say the same (store/large.py).
_share = st.decimals(0, 100, places=3).map(float) | _whole
_url = st.just("https://docs.un.org/en/A/HRC/15/16")


def _object(required: dict[str, Any], **optional: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


def _some(item: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(item, max_size=3)


def _history(type_: FieldType, entry: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Draw entries that are only added to: one that comes back after another is refused."""
    return st.lists(entry, max_size=3, unique_by=lambda drawn: json.dumps(type_.check([drawn])))


_CONFLICTS = st.fixed_dictionaries(
    {"field": st.sampled_from(["note", "sources"])}
) | st.sampled_from(
    [
        {"field": "record", "value": "deleted"},
        {"field": "note", "value": "Другое"},
        {"field": "sources", "value": {"ref": "x", "note": "y"}},
    ]
)

#: What the values of a type are, where they are no lines of text.
_OF_TYPE: dict[FieldType, st.SearchStrategy[Any]] = {
    MECHANISM.type: st.sampled_from(sorted(MECHANISMS)),
    ASSESSOR: ASSESSORS,
    DATE: DATES,
    WHOLE: _whole,
    FLAG: st.booleans(),
    TEXTS_TYPE: _some(TEXTS),
    RECORD_IDS: _some(TEXTS),
    NUMBERS: st.dictionaries(st.sampled_from(COUNT_NAMES), _whole),
    PERCENTAGES: st.dictionaries(st.sampled_from(COUNT_NAMES), _share),
    SOURCES: _some(_object({"ref": TEXTS}, url=_url, note=TEXTS)),
    DISPUTES: _some(_object({"says": TEXTS, "ref": TEXTS}, by=TEXTS, url=_url)),
    ITEM_LIST: _some(_object({"by": TEXTS}, action=_whole, themes=_some(TEXTS))),
    RESPONSE_HISTORY: _some(
        _object({"response": st.sampled_from(vocabulary.RESPONSES)}, date=DATES)
    ),
    PROGRESS: _history(
        PROGRESS, _object({"state": st.sampled_from(vocabulary.MEASURE_STATES), "date": DATES})
    ),
    QUANTITY: _share,
    SDGS: _some(st.sampled_from(["16", "16.3", "16.10", "17.19.2", "8.b"])),
    VALUES: _history(
        VALUES,
        _object(
            {"date": DATES, "value": _share}, scope=TEXTS, method=TEXTS, published=st.just("2025")
        )
        | _object({"date": DATES, "reason": TEXTS}),
    ),
    REPORTED: _some(_object({"ref": TEXTS}, made=_whole, by=ASSESSORS, date=DATES)),
}


#: What the values of a type are, in the place of the usual ones.
ByType = Mapping[FieldType, st.SearchStrategy[Any]]
_NOTHING: ByType = MappingProxyType({})


def _values(kind: Kind, name: str, special: ByType = _NOTHING) -> st.SearchStrategy[Any]:
    if name == "sensitive":
        names = [field.name for field in kind.fields if not field.always_public]
        return st.booleans() | _some(st.sampled_from(names))
    if name == "conflicts":
        return _some(_CONFLICTS)
    type_, least = kind.by_name[name].type, kind.by_name[name].least
    if least > 1:
        return st.lists(TEXTS, min_size=least, max_size=least + 1, unique_by=folded)
    usual = st.sampled_from(type_.words) if type_.words else _OF_TYPE.get(type_, TEXTS)
    values = special.get(type_, usual)
    return values.filter(bool) if type_.is_list and kind.by_name[name].required else values


def records(kind: Kind, special: ByType = _NOTHING) -> st.SearchStrategy[dict[str, Any]]:
    """Draw records of a kind in their normal form; ``special`` has other values for some types."""
    required = {f.name: _values(kind, f.name, special) for f in kind.fields if f.required}
    optional = {f.name: _values(kind, f.name, special) for f in kind.fields if not f.required}
    return _object(required, **optional).map(lambda given: normalise(kind, _with_a_comment(given)))


def _with_a_comment(given: dict[str, Any]) -> dict[str, Any]:
    """Return a record that has a note where it must: an assessor gave no verdict and said why."""
    return (
        {"note": "No verdict", **given} if given.get("status") == vocabulary.NOT_ASSESSED else given
    )


_stems = st.sampled_from(["upr1-97.", "cat-2009-", "upr1-claim-", "ohchr.", "1-", ""])
IDS = st.builds("{}{}".format, _stems, st.integers(0, 120))


@st.composite
def tables(draw: st.DrawFn) -> dict[str, dict[str, dict[str, Any]]]:
    """Draw tables of valid records; as in a store, no id stands in two of them."""
    ids = draw(st.lists(IDS, max_size=3, unique=True))
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for id_ in ids:
        kind = draw(st.sampled_from(KINDS))
        found.setdefault(kind.table, {})[id_] = draw(records(kind))
    return found


@st.composite
def versions(draw: st.DrawFn, sides: int) -> tuple[dict[str, dict[str, dict[str, Any]]], ...]:
    """Draw tables, and ``sides`` edits of them that meet: same records, same new ids, same values.

    First comes the base.
    """
    base = draw(tables())
    ids = st.sampled_from(["upr1-97.1", "cat-2009-1", "a", "b"])
    pool = [
        (kind, draw(records(kind))) for kind in draw(st.lists(st.sampled_from(KINDS), max_size=3))
    ]
    found = [base]
    for _ in range(sides):
        side = {table: dict(entries) for table, entries in base.items()}
        for _ in range(draw(st.integers(0, 4))):
            _edit(draw, side, pool, ids)
        found.append({table: entries for table, entries in side.items() if entries})
    return tuple(found)


def _edit(draw: st.DrawFn, side: Any, pool: Any, ids: st.SearchStrategy[str]) -> None:
    """Change, delete or add one record of a version."""
    held = [(table, id_) for table, entries in side.items() for id_ in entries]
    what = draw(st.sampled_from(["change", "change", "delete", "add", "assess"]))
    if what in ("change", "delete") and held:
        table, id_ = draw(st.sampled_from(held))
        kind = BY_TABLE[table]
        if what == "delete":
            del side[table][id_]
        else:
            field = draw(st.sampled_from(kind.fields))
            value = draw(
                _values(kind, field.name)
                if field.required
                else st.none() | _mixed(kind, field.name, side[table][id_])
            )
            side[table][id_] = normalise(kind, {**side[table][id_], field.name: value})
        return
    id_ = draw(ids)
    if any(id_ in entries for entries in side.values()):
        return
    if what == "assess":
        known = [*side.get("recommendations", {}), "a"]
        record = {**draw(records(ASSESSMENT)), "recommendation": draw(st.sampled_from(known))}
        side.setdefault(ASSESSMENT.table, {})[id_] = record
    elif pool:
        kind, record = draw(st.sampled_from(pool))
        side.setdefault(kind.table, {})[id_] = draw(st.just(record) | records(kind))


def _mixed(kind: Kind, name: str, record: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Draw a new value of a field; of a list also the old one reordered, shortened, prolonged."""
    fresh = _values(kind, name)
    old = record.get(name)
    if not isinstance(old, list):
        return fresh
    more = fresh.map(lambda new: [*old, *(new if isinstance(new, list) else [])])
    return fresh | st.permutations(old) | st.sampled_from([old[1:], old[:-1]]) | more

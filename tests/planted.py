"""Records with secrets: texts in what is marked sensitive are words that stand nowhere else."""

from __future__ import annotations

from itertools import count
from typing import Any, NamedTuple

import drawn
from hypothesis import strategies as st

from belarus_hr.domain.records.ids import stem
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    BY_TABLE,
    EVENT,
    KINDS,
    RECOMMENDATION,
    Kind,
    Record,
    normalise,
)
from belarus_hr.domain.redaction.secrets import can_identify, pieces

Held = dict[str, dict[str, Record]]

#: Where no free text can stand.
_CLOSED = frozenset(("response", "state", "field")).union(
    field.name for kind in KINDS for field in kind.fields if field.type.closed
)


class Planted(NamedTuple):
    """Tables, and the secrets in what is marked sensitive there."""

    tables: Held
    secrets: tuple[str, ...]


@st.composite
def tables(draw: st.DrawFn, kinds: tuple[Kind, ...] = KINDS) -> Planted:
    """Draw tables with secrets in them: in texts however deep, and in ids made of them."""
    numbers = count(1)
    secrets: list[str] = []

    def secret() -> str:
        secrets.append(f"zq{next(numbers)}xk")
        return secrets[-1]

    def plant(name: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plant(key, part) for key, part in value.items()}
        if isinstance(value, list):
            return [plant(name, part) for part in value]
        if not isinstance(value, str) or name in _CLOSED:
            return value
        return f"https://example.org/{secret()}" if name == "url" else secret()

    held: Held = {}
    taken: set[str] = set()
    for number in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(kinds))
        record = draw(drawn.records(kind))
        if "mechanism" in record and draw(st.booleans()):
            record["mechanism"] = "UPR"
        marked = record.get("sensitive", False)
        hidden = marked if isinstance(marked, list) else [*record] if marked else []
        public = {field.name for field in kind.fields if field.always_public}
        # What versions disagree on is checked as the field is, and is in no public copy.
        for name in set(hidden).intersection(record) - public - {"conflicts"}:
            record[name] = plant(name, record[name])
        recommended = list(held.get(RECOMMENDATION.table, ()))
        if kind is ASSESSMENT and recommended:
            record["recommendation"] = draw(st.sampled_from(recommended))
        id_ = stem(kind, record) if draw(st.booleans()) else ""
        id_ = id_ if id_ and id_ not in taken else f"n-{number}"
        taken.add(id_)
        held.setdefault(kind.table, {})[id_] = normalise(kind, record)
    return Planted(held, tuple(secrets))


def echoed(draw: st.DrawFn, held: Held) -> Held:
    """Return tables with what is marked in them said again: in other records, otherwise written."""
    said: list[Record] = []
    for _, _, record in values(held):
        marked = record.get("sensitive")
        for name in marked if isinstance(marked, list) else []:
            for _, text in filter(can_identify, pieces(name, record.get(name))):
                written = draw(st.sampled_from([str.upper, str.title, _wide, _marked]))(text)
                field = draw(st.sampled_from(["title", "note", "place", "tags", "sources"]))
                told = f"as {written}, said"
                said.append({**_EVENT, field: [told] if field in ("tags", "sources") else told})
    table = {f"echo-{number}": normalise(EVENT, record) for number, record in enumerate(said)}
    return {**held, EVENT.table: {**held.get(EVENT.table, {}), **table}}


_EVENT = {"date": "2009", "mechanism": "CAT", "kind": "visit", "title": "Echo"}


def _wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _marked(text: str) -> str:
    return "".join(c + "\u0301" for c in text)


def values(held: Held) -> list[tuple[Kind, str, Record]]:
    """Return the records of tables one by one."""
    return [
        (BY_TABLE[name], id_, record)
        for name, table in held.items()
        for id_, record in table.items()
    ]

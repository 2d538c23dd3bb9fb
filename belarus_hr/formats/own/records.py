"""Records with our own fields, read from JSON, NDJSON, a store or a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from belarus_hr.domain.collection import StoredRecord
from belarus_hr.domain.errors import HrtrackError, Rejected
from belarus_hr.domain.from_input import record_from_input
from belarus_hr.domain.reconcile.own_records import RECORDS
from belarus_hr.domain.reconcile.reconcile import Draft
from belarus_hr.domain.records.kinds import BY_TABLE, KINDS
from belarus_hr.domain.records.links import LINKED_FIRST
from belarus_hr.domain.reference import states
from belarus_hr.domain.text import strict_json
from belarus_hr.domain.text.words import shown
from belarus_hr.formats.own.cells import parsed, with_verdicts
from belarus_hr.formats.registry import FileFormat
from belarus_hr.formats.request import ALL_STATES, OTHER_STATE, Read, Request, RowProblem, Skipped

#: The place of a value in its file, such as "line 7", and the value.
Placed = tuple[str, object]

#: Parts of a store's file that hold no records.
_ASIDE = frozenset(("meta", "log"))


def of_json(text: str) -> Iterator[Placed]:
    """Yield the objects of a JSON text: an array, one object, a store, or one object a line.

    Raises Rejected for what is not JSON.
    """
    try:
        value = strict_json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            where = f"at line {error.lineno}, column {error.colno}"
            what = error.msg.removesuffix(" at")
            raise Rejected(f"is not JSON, or is cut off: {what} {where}") from None
        yield from _of_lines(text)
        return
    except (ValueError, RecursionError) as error:
        raise Rejected(f"is not JSON: {strict_json.reason(error)}") from None
    if isinstance(value, dict) and isinstance(value.get("meta"), dict):
        yield from _of_store(value)
    else:
        values = value if isinstance(value, list) else [value]
        yield from ((f"record {number}", value) for number, value in enumerate(values, 1))


def _of_lines(text: str) -> Iterator[Placed]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield f"line {number}", strict_json.loads(line)
            except (ValueError, RecursionError) as error:
                yield f"line {number}", ValueError(f"is not JSON: {strict_json.reason(error)}")


def _of_store(document: Mapping[str, Any]) -> Iterator[Placed]:
    for table, records in document.items():
        if table in _ASIDE:
            continue
        if table not in BY_TABLE or not isinstance(records, dict):
            raise Rejected(f"is no store: {shown(table)} is no table of one")
        for id_, record in records.items():
            about = {"record": BY_TABLE[table].name, "id": id_}
            yield f"{table}: {id_}", {**about, **record} if isinstance(record, dict) else record


def read_own_records(placed: Iterable[Placed], request: Request) -> Iterator[Read]:
    """Yield a draft for each object; skipped and bad objects as such.

    Records with links, such as verdicts, come last: they may link to records of the same file.
    """
    reader = _Reader(request)
    linking: dict[str, list[Placed]] = {kind.name: [] for kind in LINKED_FIRST if kind.links}
    for place, value in placed:
        if isinstance(value, Exception):
            yield RowProblem(place, str(value))
            continue
        for part in with_verdicts(_renamed(value, request)):
            name = part.get("record") if isinstance(part, dict) else None
            if isinstance(name, str) and name in linking:
                linking[name].append((place, part))
            else:
                yield from reader.read(place, part)
    for place, value in chain.from_iterable(linking.values()):
        yield from reader.read(place, value)


def _renamed(value: object, request: Request) -> object:
    """Return an object with the renamed columns and the defaults of the request."""
    if not isinstance(value, dict):
        return value
    record = dict(value)
    if request.names:
        ours = set().union(*(kind.columns for kind in KINDS))
        renamed = {field: record.get(column) for field, column in request.names.items()}
        used = set(request.names.values())
        rest = {k: v for k, v in record.items() if k in ours and k not in used}
        record = {**rest, **renamed}
    for name, text in request.defaults.items():
        if record.get(name) in (None, "", []):
            record[name] = parsed(name, text)
    return record


class _Reader:
    """Makes drafts of objects, whose links may lead to records of the same file or the store."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._records: dict[str, StoredRecord] = {}

    def find(self, typed: str) -> StoredRecord:
        return self._records.get(typed.strip().lower()) or self._request.find(typed)

    def read(self, place: str, value: object) -> Iterator[Read]:
        try:
            id_, kind, record = record_from_input(value, self.find, self._request.now)
        except HrtrackError as error:
            yield RowProblem(place, str(error))
            return
        state = record.get("country", states.BELARUS)
        if self._request.country not in ("", ALL_STATES, states.canonical(state)):
            yield Skipped(place, OTHER_STATE)
            return
        if id_:
            earlier = self._records.get(id_)
            if earlier == StoredRecord(id_, kind, record):
                return  # A verdict may stand in its recommendation's row and also by itself.
            if earlier:
                yield RowProblem(place, "stands twice in the file, and not alike", "id", id_)
                return
            self._records[id_] = StoredRecord(id_, kind, record)
        yield Draft(place=place, kind=kind, id=id_, record=record, matcher=RECORDS)


FORMAT = FileFormat(
    title="records in JSON or NDJSON",
    begins=b"{[",
    recognises=lambda _: True,
    read=lambda source, request: read_own_records(of_json(source.text()), request),
)

"""Rows: records in the form that people and scripts see, with the documented keys.

Keys are only ever added. Every row has all keys of its kind of record: an unknown value is
``None``, and an empty list is ``[]``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from belarus_hr.domain.collection import Collection, StoredRecord
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    CLUSTER,
    INDICATOR,
    KINDS,
    MEASURE,
    RECOMMENDATION,
    REPORT,
    Kind,
    Record,
)
from belarus_hr.domain.records.recommendation import ANSWERING, concerned, recommending_states
from belarus_hr.domain.reference.states import BELARUS
from belarus_hr.domain.reference.vocabulary import NOT_ASSESSED, SELF
from belarus_hr.domain.text.edtf import began, parse

Row = dict[str, Any]


def fields(kind: Kind) -> dict[str, str]:
    """Return the keys of a kind's rows in order, each with its description."""
    return {name: column.about for name, column in kind.columns.items()}


def made_of(names: Iterable[str]) -> frozenset[str]:
    """Return the fields of a recommendation from which these keys of its row follow."""
    columns = [RECOMMENDATION.columns[name] for name in names]
    return ANSWERING.union(c.made_of or c.name for c in columns)


class Rows:
    """Makes rows of the records of a collection, as of a day and for an assessor.

    The rows have the keys in ``keys``; None: all keys of their kind.
    """

    def __init__(
        self,
        collection: Collection,
        *,
        as_of: date,
        assessor: str = SELF,
        keys: tuple[str, ...] | None = None,
    ) -> None:
        self._chosen = keys
        self._makers = [(key, make) for key, make in _MAKERS.items() if key in (keys or _MAKERS)]
        self._answers = keys is None or not _ANSWERS.isdisjoint(keys)
        self._collection = collection
        self._as_of = as_of
        self._assessor = assessor
        self._empty: dict[str, Row] = {}

    def row(self, id_: str, kind: Kind, record: Record) -> Row:
        """Return the row of a record."""
        empty = self._empty.get(kind.name)
        if empty is None:
            keys = self._chosen or tuple(kind.columns)
            empty = {key: [] if kind.columns[key].type.is_list else None for key in keys}
            self._empty[kind.name] = empty
        values: Row = {"id": id_, "record": kind.name, **record, **self._derived(id_, kind, record)}
        return {key: values.get(key, nothing) for key, nothing in empty.items()}

    def of(self, stored: StoredRecord) -> Row:
        """Return the row of a record that was looked up."""
        return self.row(stored.id, stored.kind, stored.record)

    def knows(self, kind: Kind, record: Record) -> bool:
        """Say whether a record was there by the day."""
        from belarus_hr.domain.figures.known import is_known_on

        return is_known_on(self._collection, kind, record, self._as_of)

    def _derived(self, id_: str, kind: Kind, record: Record) -> Row:
        """Return the values that follow from other records or from the day."""
        if kind is RECOMMENDATION:
            return self._recommendation(id_, record)
        if kind is REPORT:
            return self._report(record)
        if kind is MEASURE:
            return self._measure(record)
        if kind is INDICATOR:
            return self._indicator(record)
        if kind is CLUSTER:
            return self._cluster(record)
        if "answered" in record and not began(record["answered"], self._as_of):
            return dict.fromkeys(("answered", "answer"))
        return {}

    def _report(self, record: Record) -> Row:
        from belarus_hr.domain.figures import report_state

        report_then = report_state.known_on(record, self._as_of) or {}
        later = {
            name: None for name in record if name not in report_then and name in report_state.LATER
        }
        state = report_state.state_on(record, self._as_of)
        return {**later, "state": state, "country": BELARUS}

    def _measure(self, record: Record) -> Row:
        from belarus_hr.domain.figures import measure_state

        progress = measure_state.progress_on(record, self._as_of)
        standing = measure_state.standing_by_accounts(progress)
        return {
            "progress": progress,
            "state": measure_state.overdue_or(standing.state, record, self._as_of),
            "according_to": [who for who in standing.according_to if who],
            "otherwise": {
                who: {"state": said["state"], "date": said["date"]}
                for who, said in standing.otherwise.items()
            },
        }

    def _indicator(self, record: Record) -> Row:
        from belarus_hr.domain.figures import indicator_values

        values = indicator_values.values_on(record.get("values", ()), self._as_of)
        last = indicator_values.latest(values) or {}
        way = indicator_values.way(record, values)
        return {
            "values": values,
            "latest": last.get("value"),
            "latest_date": last.get("date"),
            "reached": way.in_words if way else None,
            **(way._asdict() if way else {}),
            "lines": indicator_values.comparable(values),
        }

    def _cluster(self, record: Record) -> Row:
        from belarus_hr.domain.figures.same_matter import course

        return {"course": course(self._collection, record["members"], self._as_of)}

    def _recommendation(self, id_: str, record: Record) -> Row:
        answers = self._responses(record) if self._answers else {}
        return {**answers, **{key: make(self, id_, record) for key, make in self._makers}}

    def _recommended_by(self, _: str, record: Record) -> list[str]:
        return recommending_states(record)

    def _country(self, _: str, record: Record) -> str:
        return concerned(record)

    def _response(self, _: str, record: Record) -> str | None:
        return self._collection.responses.answer(record, self._as_of)

    def _action(self, _: str, record: Record) -> list[int]:
        return sorted({item["action"] for item in record.get("items", ()) if "action" in item})

    def _verdicts(self, id_: str, _: Record) -> Row:
        verdicts = {}
        for of, verdict in self._collection.verdicts.history(id_, self._as_of):
            if verdict["status"] == NOT_ASSESSED:
                continue
            content = {key: value for key, value in verdict.items() if key != "recommendation"}
            verdicts[verdict["assessor"]] = {"id": of, **content}
        return verdicts

    def _status(self, id_: str, _: Record) -> str:
        return self._collection.verdicts.status(id_, self._assessor, self._as_of)

    def _responses(self, record: Record) -> Row:
        """Return the responses up to the day, and items without a response from after the day.

        Empty when all responses are from before the day.
        """
        history = record.get("responses", [])
        responses = [e for e in history if "date" not in e or parse(e["date"]).first <= self._as_of]
        if len(responses) == len(history):
            return {}
        items = record.get("items", [])
        open_ = [{k: value for k, value in item.items() if k != "response"} for item in items]
        return {"responses": responses, "items": open_}


#: The method that makes each derived key of a recommendation's row.
_MAKERS: dict[str, Callable[[Rows, str, Record], Any]] = {
    "country": Rows._country,
    "recommended_by": Rows._recommended_by,
    "response": Rows._response,
    "action": Rows._action,
    "verdicts": Rows._verdicts,
    "status": Rows._status,
}
#: Fields that may hold answers that the State gave after the day.
_ANSWERS = frozenset(("responses", "items"))


def linking_rows(stored: StoredRecord, collection: Collection, rows: Rows) -> list[Row]:
    """Return the records that link to a record, each in short, as of the day of the rows.

    Verdicts on a recommendation are left out, which ``verdicts`` has.
    """
    # Loaded where it is needed: a listing shows no record that links to another.
    from belarus_hr.domain.records.links import linked_ids

    kinds = (kind for kind in KINDS if stored.kind.name in kind.linked_kinds)
    made = [
        rows.row(id_, kind, record)
        for kind in kinds
        # A large store has many verdicts, which are not gone through for nothing.
        if (stored.kind, kind) != (RECOMMENDATION, ASSESSMENT)
        for id_, record in collection.of(kind).items()
        if any(stored.id in linked_ids(field, record) for field in kind.links)
        and rows.knows(kind, record)
    ]
    return [
        {name: row[name] for name in _IN_SHORT if row.get(name) not in (None, "", [], {})}
        for row in made
    ]


#: What is said of a record that links to another.
_IN_SHORT = (
    *("id", "record", "title", "state", "according_to", "otherwise"),
    *("grade", "recommendation", "assessor", "status", "date"),
    *("unit", "latest", "latest_date", "reached", "conflicts"),
)

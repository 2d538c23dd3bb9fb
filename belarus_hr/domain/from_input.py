"""A record that somebody typed or sent as a JSON object: completed and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from belarus_hr.domain.collection import StoredRecord
from belarus_hr.domain.errors import InvalidValue, NotFound
from belarus_hr.domain.figures import report_state
from belarus_hr.domain.records import ids
from belarus_hr.domain.records.fields import country as state_concerned
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    BY_NAME,
    CLUSTER,
    EVENT,
    GRADE,
    INDICATOR,
    MEASURE,
    RECOMMENDATION,
    REPORT,
    Kind,
    Record,
    normalise,
)
from belarus_hr.domain.records.links import linked_ids, wrong_kind
from belarus_hr.domain.records.sensible import check_grade, check_sensible, last_day_on_earth
from belarus_hr.domain.reference.states import BELARUS
from belarus_hr.domain.reference.vocabulary import NOT_ASSESSED, OVERDUE, RESPONSES, STANDINGS
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.words import choose, shown


class InputRecord(NamedTuple):
    """A record from input: its id (empty where the input has none), its kind, its normal form."""

    id: str
    kind: Kind
    record: Record


Find = Callable[[str], StoredRecord]


class Moment(NamedTuple):
    """The day here and the moment (UTC, ISO 8601) at which records are read from input."""

    today: date
    moment: str

    @property
    def latest_day(self) -> date:
        """The latest day on Earth, in UTC+14: no earlier day lies ahead."""
        return max(self.today, last_day_on_earth(datetime.fromisoformat(self.moment)))


def record_from_input(value: object, find: Find, now: Moment) -> InputRecord:
    """Return the record that a JSON object describes.

    The key ``record`` names the kind (without it, an event), ``id`` the id. ``find`` looks up
    the records that a record links to. Raises InvalidValue for anything but a valid record,
    and NotFound for a link to a record that does not exist.
    """
    if not isinstance(value, dict):
        raise InvalidValue(f"{shown(value)} is not an object")
    parts = dict(value)
    kind = BY_NAME[choose("kind of record", parts.pop("record", EVENT.name), BY_NAME)]
    id_ = parts.pop("id", None)
    parts |= {name: now.today.isoformat() for name in kind.dates if edtf.is_today(parts.get(name))}
    if kind is EVENT and parts.get("kind") in (None, ""):
        parts["kind"] = _kind_on_record(id_, find)
    if kind is MEASURE:
        _check_state(id_, parts, find)
    folded = _folded(kind, parts)
    try:
        record = normalise(kind, folded)
    except InvalidValue as error:
        raise InvalidValue("; ".join([str(error), *_broken_links(kind, folded, find)])) from None
    record = complete(kind, record, find, now)
    checked_id = "" if id_ is None else ids.check_id(id_)
    if kind is RECOMMENDATION:
        _check_response(parts.get("response"), record)
        other = ids.other_paragraph(checked_id, record.get("paragraph", ""))
        if other and "paragraph" in record:
            raise InvalidValue(
                f"paragraph {record['paragraph']} is not that of id {checked_id}: "
                "a spreadsheet loses the zero at the end of a number that is not formatted as text"
            )
    return InputRecord(checked_id, kind, record)


def _broken_links(kind: Kind, parts: Record, find: Find) -> list[str]:
    """Return what is wrong with the links of a record that is wrong otherwise, too."""
    wrong = []
    for field in kind.links:
        if isinstance(parts.get(field.name), str):
            try:
                _with_whole_ids(kind, {field.name: parts[field.name]}, find)
            except (InvalidValue, NotFound) as error:
                wrong.append(str(error))
    return wrong


def _kind_on_record(id_: object, find: Find) -> str:
    """Return the kind of an event that says none: that on record under its id, else ``other``."""
    try:
        stored = find(id_) if isinstance(id_, str) else None
    except NotFound:
        stored = None
    same = stored is not None and stored.kind is EVENT and stored.id == str(id_).strip().lower()
    return str(stored.record["kind"]) if stored and same else "other"


def _check_state(id_: object, parts: Mapping[str, Any], find: Find) -> None:
    """Raise InvalidValue for a state of a measure that nothing says: it would be lost."""
    state = parts.get("state")
    if state is None or parts.get("progress"):
        return
    word = choose("state", state, STANDINGS)
    if word in (OVERDUE, "planned"):
        return  # A measure is that without any progress.
    try:
        known = find(id_).record.get("progress", ()) if isinstance(id_, str) and id_ else ()
    except NotFound:
        known = ()
    if all(entry["state"] != word for entry in known):
        raise InvalidValue(
            f"state {word} follows from progress, and there is none: leave it out, and mark the "
            "measure with the day and by whose account"
        )


def complete(kind: Kind, record: Record, find: Find, now: Moment) -> Record:
    """Return a record after the checks that need other records or the day.

    The record is sensible (``check_sensible``), the records that it links to exist, and a grade is
    of the scale of the treaty body then. An assessment says when it was written down, which orders
    findings of one day. Raises InvalidValue or NotFound.
    """
    check_sensible(kind, record, now.latest_day)
    if not kind.links:
        return record
    completed = {**record, **_with_whole_ids(kind, record, find)}
    if kind is ASSESSMENT:
        completed.setdefault("recorded", now.moment)
    if kind is GRADE:
        check_grade(record, find(completed["recommendation"]).record)
    return normalise(kind, completed)


def _with_whole_ids(kind: Kind, record: Record, find: Find) -> dict[str, Any]:
    """Return the fields that link to other records, with whole ids: ``97.5`` is ``upr1-97.5``.

    Raises NotFound for an unknown id, and InvalidValue for the id of a record of another kind.
    """
    fields: dict[str, Any] = {}
    for field in kind.links:
        ids_ = []
        for typed in linked_ids(field, record):
            linked = find(typed)
            if linked.kind.name not in field.linked_kinds:
                raise InvalidValue(wrong_kind(linked.id, linked.kind, field))
            ids_.append(linked.id)
        if ids_:
            fields[field.name] = ids_ if field.type.is_list else ids_[0]
    return fields


def _folded(kind: Kind, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with its derived keys folded back into the fields that they come from.

    A derived key is no field: ``recommended_by`` comes from ``items``. Raises InvalidValue
    for a derived key whose value would be lost.
    """
    parts = dict(row)
    parts.pop("linked", None)  # It follows from the other records.
    if kind in (CLUSTER, INDICATOR):
        for derived in kind.derived:
            parts.pop(derived.name, None)  # It follows from the fields.
    if kind is MEASURE:
        # They follow from the progress.
        parts.pop("according_to", None)
        parts.pop("otherwise", None)
        if parts.get("state") is not None:
            choose("state", parts.pop("state"), STANDINGS)
    if kind is REPORT and parts.get("state") is not None:
        choose("state", parts["state"], report_state.STATES)
        del parts["state"]
    if kind is REPORT and state_concerned(parts.pop("country", None) or BELARUS):
        raise InvalidValue("State reports are those of Belarus; other States have recommendations")
    if kind is RECOMMENDATION:
        _fold_items(parts)
        _fold_response(parts)
        if parts.pop("status", None) not in (None, NOT_ASSESSED) or parts.pop("verdicts", None):
            raise InvalidValue("verdicts are records of their own: add each as an assessment")
    return parts


def _fold_items(parts: dict[str, Any]) -> None:
    """Fold the recommending States and the action category into items."""
    states, action = parts.pop("recommended_by", None), parts.pop("action", None)
    if parts.get("items"):
        return
    if not states:
        if action:
            raise InvalidValue("action is a State's: say recommended_by, or items")
        return
    states = states if isinstance(states, list) else [states]
    actions = action if isinstance(action, list) else [action]
    only = {"action": actions[0]} if len(actions) == 1 and actions[0] is not None else {}
    parts["items"] = [{"by": state, **only} for state in states]


def _fold_response(parts: dict[str, Any]) -> None:
    """Fold the current response into the history, where the history is empty."""
    response = parts.pop("response", None)
    if response is not None and not parts.get("responses"):
        response = choose("response", response, RESPONSES)
        parts["responses"] = [] if response == "pending" else [{"response": response}]


def _check_response(value: object, record: Record) -> None:
    """Raise InvalidValue when the current response of the input is not in the history."""
    if value is not None:
        response = choose("response", value, RESPONSES)
        history = [entry["response"] for entry in record.get("responses", ())] or ["pending"]
        if response not in history:
            raise InvalidValue(f"response {shown(response)} is not among responses")

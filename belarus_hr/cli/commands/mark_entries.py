"""``mark`` of measures, and what it does to indicators alike: one entry more in a history."""

from typing import Any, NamedTuple

from belarus_hr.cli import console
from belarus_hr.cli.messages import report, started
from belarus_hr.cli.session import now
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.figures.measure_state import standing_by_accounts
from belarus_hr.domain.from_input import complete
from belarus_hr.domain.records.conflicts import settled_by
from belarus_hr.domain.records.field_types import Field
from belarus_hr.domain.records.fields import assessor
from belarus_hr.domain.records.kinds import MEASURE, Kind, Record, normalise
from belarus_hr.domain.records.sensible import check_added
from belarus_hr.domain.text.words import a, number_of
from belarus_hr.store import Store
from belarus_hr.views.measure_words import account_in_words


class AddedEntry(NamedTuple):
    """A record to which an entry was added: its id, and what it was before and is after."""

    id: str
    before: Record
    after: Record


def note_and_source(values: Record, what: str) -> dict[str, Any]:
    """Return the note and the source of an entry, such as "a value"; an entry has one source.

    Raises InvalidValue, which names ``what`` the entry is, for several sources.
    """
    if len(values["sources"]) > 1:
        raise InvalidValue(f"{what} has one source: record the other with another, or in the note")
    parts = {"note": values["note"], "ref": next(iter(values["sources"]), None)}
    return {name: part for name, part in parts.items() if part is not None}


def add_entry(
    store: Store,
    typed: list[str],
    kind: Kind,
    entry: dict[str, Any],
    *,
    only: str,
    already: str,
) -> list[AddedEntry]:
    """Add an entry to the history of records of a kind, and say which of them have it already.

    ``only`` ends the sentence for a record of another kind ("only measures are completed"),
    ``already`` that for a record that has the entry ("is completed of that day already").
    The entry settles conflicts between earlier entries about the same thing. Raises InvalidValue,
    and changes nothing, for a record of another kind, and for an entry that the history cannot
    take.
    """
    field = next(field for field in kind.fields if field.only_added)
    (entry,) = field.check([entry])
    added: list[AddedEntry] = []
    unchanged: list[str] = []
    with store.change() as change:
        for stored in change.before.find_all(typed):
            if stored.kind is not kind:
                what = f"{stored.id} is {a(stored.kind.name)}"
                raise InvalidValue(f"{what}; {only}. Nothing was changed")
            record = _with_entry(kind, stored.record, field, entry)
            record = complete(kind, record, change.find, now())
            check_added(kind, stored.record, record)
            if record == stored.record:
                unchanged.append(stored.id)
                continue
            change.put(kind, stored.id, record)
            added.append(AddedEntry(stored.id, stored.record, record))
    started(store, change)
    for id_ in unchanged:
        console.say(f"{id_} {already}; nothing was changed")
    return added


def _with_entry(kind: Kind, record: Record, field: Field, entry: dict[str, Any]) -> Record:
    """Return a record with an entry in its history, without the conflicts that the entry settles.

    An entry that stands in the history already stays in its place, unless it settles a conflict:
    then it becomes the last, for of the entries about one thing the last counts.
    """
    settled = settled_by(record, field, entry)
    history = [*record.get(field.name, []), entry]
    if settled.get("conflicts", []) != record.get("conflicts", []):
        history = [*(other for other in history if other != entry), entry]
    return normalise(kind, {**settled, field.name: history})


def mark_measures(
    store: Store, typed: list[str], state: str, by: str | None, values: Record
) -> None:
    """Add an entry to the progress of measures.

    ``values`` has the date, the note and the sources. Raises InvalidValue, and changes nothing,
    for a record of another kind, for several sources, and for a day before the last entry.
    """
    word = state.strip().casefold().replace(" ", "-")
    entry = {
        "state": word,
        "date": values["date"],
        **note_and_source(values, "an entry of progress"),
    }
    if by is not None:
        entry["by"] = assessor(by)
    only, already = f"only measures are {word}", f"is {word} of that day already"
    added = add_entry(store, typed, MEASURE, entry, only=only, already=already)
    for measure in added:
        _say_what_counts(measure, word)
    if added:
        report(
            [measure.id for measure in added], f"marked {number_of(len(added), 'measure')} {word}"
        )


def _say_what_counts(measure: AddedEntry, word: str) -> None:
    """Say so where another account counts than the one that was added."""
    standing = standing_by_accounts(measure.after["progress"])
    if standing.account and standing.state != word:
        counts = account_in_words(standing.account, standing.according_to)
        console.say(f"{measure.id} counts as {counts}")

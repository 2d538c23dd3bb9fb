"""``mark`` of measures: how far they are, by whose account, added to what was said before."""

from belarus_hr.cli import console
from belarus_hr.cli.messages import report, started
from belarus_hr.cli.session import now
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.from_input import complete
from belarus_hr.domain.records.fields import assessor
from belarus_hr.domain.records.histories import check_added
from belarus_hr.domain.records.kinds import MEASURE, Record, normalise
from belarus_hr.domain.text.words import a
from belarus_hr.store import Store


def mark_measures(
    store: Store, typed: list[str], state: str, by: str | None, values: Record
) -> None:
    """Add an entry to the progress of measures.

    ``values`` has the date, the note and the sources. Raises InvalidValue, and changes nothing,
    for a record of another kind, for several sources, and for a day before the last entry.
    """
    word = state.strip().casefold().replace(" ", "-")
    entry = {"state": word, "date": values["date"], **_said(by, values)}
    marked: list[str] = []
    with store.change() as change:
        for stored in change.before.find_all(typed):
            if stored.kind is not MEASURE:
                raise InvalidValue(
                    f"{stored.id} is {a(stored.kind.name)}; only measures are {word}. "
                    "Nothing was changed"
                )
            history = [*stored.record.get("progress", []), entry]
            record = normalise(MEASURE, {**stored.record, "progress": history})
            record = complete(MEASURE, record, change.find, now())
            check_added(MEASURE, stored.record, record)
            if record == stored.record:
                console.say(f"{stored.id} is {word} of that day already; nothing was changed")
                continue
            change.put(MEASURE, stored.id, record)
            marked.append(stored.id)
    started(store, change)
    if marked:
        report(marked, f"marked {len(marked)} measure{'' if len(marked) == 1 else 's'} {word}")


def _said(by: str | None, values: Record) -> dict[str, str]:
    sources = values["sources"]
    if len(sources) > 1:
        raise InvalidValue("an entry of progress has one source: record the other with another")
    said = {"by": None if by is None else assessor(by), "note": values["note"]}
    said |= {"ref": sources[0]} if sources else {}
    return {name: value for name, value in said.items() if value is not None}

"""``mark`` of measures: how far they are, by whose account, added to what was said before."""

from belarus_hr.cli.commands.mark_entries import add_entry, note_and_source
from belarus_hr.cli.messages import report
from belarus_hr.domain.records.fields import assessor
from belarus_hr.domain.records.kinds import MEASURE, Record
from belarus_hr.domain.text.words import number_of
from belarus_hr.store import Store


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
    if added:
        report(
            [measure.id for measure in added], f"marked {number_of(len(added), 'measure')} {word}"
        )

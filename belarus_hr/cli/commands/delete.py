"""``delete``: records go together with those that cannot be without them, after a yes."""

from collections import Counter

from belarus_hr.cli import console
from belarus_hr.cli.messages import report, started
from belarus_hr.cli.options import Db, Ids, Yes
from belarus_hr.cli.session import ids_given, store_meant
from belarus_hr.domain.collection import Collection, StoredRecord
from belarus_hr.domain.deletion import after_deletion
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.kinds import ASSESSMENT, CLUSTER, Kind


def delete(ids: Ids = None, yes: Yes = False, db: Db = None) -> None:
    """Delete records, after asking.

    A recommendation goes with the verdicts and grades on it, and a cluster once it would have one
    member. What only names the record stays, without the name.

    \b
    Example:
      hrtrack delete cat-2026-11-statement --yes
    """
    store, typed = store_meant(db), ids_given(ids)
    before = None if yes else store.read()
    if before is not None and not _agreed(before, typed):
        return console.say("nothing was changed")
    with store.change() as change:
        records = change.before.find_all(typed)
        if before is not None and _going(before, typed) != _going(change.before, typed):
            raise InvalidValue("a record was changed meanwhile; nothing was deleted")
        for id_, (kind, record) in after_deletion(change.before, records).items():
            if record is None:
                change.remove(kind, id_)
            else:
                change.put(kind, id_, record)
    started(store, change)
    deleted = [record.id for record in records]
    report(deleted, f"deleted {', '.join(deleted)}")


def _going(collection: Collection, typed: list[str]) -> list[object]:
    """Return the records that the words name, and those that would go or change with them."""
    becoming = after_deletion(collection, collection.find_all(typed))
    return [(becomes, collection.of(becomes[0])[id_]) for id_, becomes in becoming.items()]


def _agreed(collection: Collection, typed: list[str]) -> bool:
    """Ask whether to delete the records that the words name."""
    records = collection.find_all(typed)
    becoming = after_deletion(collection, records)
    for record in records:
        del becoming[record.id]
    them = "it" if len(records) == 1 else "them"
    gone = Counter(kind for kind, after in becoming.values() if after is None)
    changed = Counter(kind for kind, after in becoming.values() if after is not None)
    consequences = [
        f" and {_number(kind, count)} {'with' if kind is CLUSTER else 'on'} {them}"
        for kind, count in gone.items()
    ]
    consequences += [f", named by {_number(kind, count)}" for kind, count in changed.items()]
    return console.confirm(f"Delete {_named(records)}{''.join(consequences)}?", "--yes")


def _named(records: list[StoredRecord]) -> str:
    """Return the records of the question: the id and the title of one, the number of several."""
    if len(records) > 1:
        return f"{len(records)} records"
    title = records[0].record.get("title", "")
    return f"{records[0].id}{f' ({title})' if title else ''}"


def _number(kind: Kind, count: int) -> str:
    noun = "verdict" if kind is ASSESSMENT else kind.name
    return f"{count} {noun}{'s' if count > 1 else ''}"

"""``delete``: records go together with those that cannot be without them, after a yes."""

from belarus_hr.cli import console
from belarus_hr.cli.change_options import Yes
from belarus_hr.cli.messages import report, started
from belarus_hr.cli.options import Db, Ids
from belarus_hr.cli.session import ids_given, store_meant
from belarus_hr.domain.collection import Collection, StoredRecord
from belarus_hr.domain.deletion import Becoming, after_deletion
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.kinds import ASSESSMENT, CLUSTER, Kind
from belarus_hr.domain.text.words import number_of

#: So many ids of a kind are said.
_SHOWN = 12


def delete(ids: Ids = None, yes: Yes = False, db: Db = None) -> None:
    """Delete records, after asking.

    A recommendation goes with the verdicts and grades on it, and a cluster once it would have one
    member. What only names the record, as a measure that serves it, stays without the name. Both
    are told, with their ids.

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
        becoming = after_deletion(change.before, records)
        for id_, (kind, record) in becoming.items():
            if record is None:
                change.remove(kind, id_)
            else:
                change.put(kind, id_, record)
    started(store, change)
    # Who was asked has read it in the question.
    if yes and (sentence := _became(records, becoming)):
        console.say(sentence)
    deleted = [record.id for record in records]
    report(deleted, f"deleted {', '.join(deleted)}")


def _going(collection: Collection, typed: list[str]) -> list[object]:
    """Return the records that the words name, and those that would go or change with them."""
    becoming = after_deletion(collection, collection.find_all(typed))
    return [(becomes, collection.of(becomes[0])[id_]) for id_, becomes in becoming.items()]


def _agreed(collection: Collection, typed: list[str]) -> bool:
    """Ask whether to delete the records that the words name."""
    records = collection.find_all(typed)
    gone, kept = _others(records, after_deletion(collection, records))
    them = "it" if len(records) == 1 else "them"
    consequences = [
        f" and {_counted(kind, ids, f'with {them} ' if kind is CLUSTER else f'on {them} ')}"
        for kind, ids in gone.items()
    ]
    consequences += [f", named by {_all(kept)}"] if kept else []
    return console.confirm(f"Delete {_named(records)}{''.join(consequences)}?", "--yes")


def _became(records: list[StoredRecord], becoming: Becoming) -> str:
    """Return what became of other records: which went, too, and which lost their links."""
    gone, kept = _others(records, becoming)
    them = "it" if len(records) == 1 else "them"
    went = f"{_all(gone)} went with {them}" if gone else ""
    lost = f"the links to {them} went, too, of {_all(kept)}" if kept else ""
    return "; ".join(filter(None, (went, lost)))


def _others(
    records: list[StoredRecord], becoming: Becoming
) -> tuple[dict[Kind, list[str]], dict[Kind, list[str]]]:
    """Return the ids of other records by kind: of those that go, and of those that change."""
    asked = {record.id for record in records}
    gone: dict[Kind, list[str]] = {}
    kept: dict[Kind, list[str]] = {}
    for id_, (kind, after) in becoming.items():
        if id_ not in asked:
            (gone if after is None else kept).setdefault(kind, []).append(id_)
    return gone, kept


def _named(records: list[StoredRecord]) -> str:
    """Return the records of the question: the id and the title of one, the number of several."""
    if len(records) > 1:
        return f"{len(records)} records"
    title = records[0].record.get("title", "")
    return f"{records[0].id}{f' ({title})' if title else ''}"


def _all(ids: dict[Kind, list[str]]) -> str:
    return " and ".join(_counted(kind, of_kind) for kind, of_kind in ids.items())


def _counted(kind: Kind, ids: list[str], of: str = "") -> str:
    """Return how many records of a kind it is, and which: ``2 measures (measure-a, measure-b)``."""
    number = number_of(len(ids), "verdict" if kind is ASSESSMENT else kind.name)
    more = ", …" if len(ids) > _SHOWN else ""
    return f"{number} {of}({', '.join(ids[:_SHOWN])}{more})"

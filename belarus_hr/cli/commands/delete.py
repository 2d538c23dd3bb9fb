"""``delete``: records go together with the verdicts that speak of them, after a yes."""

from belarus_hr.cli import console
from belarus_hr.cli.messages import report, started
from belarus_hr.cli.options import Db, Ids, Yes
from belarus_hr.cli.session import ids_given, store_meant
from belarus_hr.domain.collection import Collection, StoredRecord
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.kinds import ASSESSMENT


def delete(ids: Ids = None, yes: Yes = False, db: Db = None) -> None:
    """Delete records, after asking.

    A recommendation goes with the verdicts on it.

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
        for record in records:
            change.remove(record.kind, record.id)
            for id_, _ in change.before.history(record.id):
                change.remove(ASSESSMENT, id_)
    started(store, change)
    deleted = [record.id for record in records]
    report(deleted, f"deleted {', '.join(deleted)}")


def _going(collection: Collection, typed: list[str]) -> list[object]:
    """Return all that would go: the records that the words name, and the verdicts on them."""
    return [(one, collection.history(one.id)) for one in collection.find_all(typed)]


def _agreed(collection: Collection, typed: list[str]) -> bool:
    """Ask whether to delete what the words name."""
    found = collection.find_all(typed)
    verdicts = sum(len(collection.history(one.id)) for one in found)
    return console.confirm(_question(found, verdicts), "--yes")


def _question(found: list[StoredRecord], verdicts: int) -> str:
    them = "it" if len(found) == 1 else "them"
    with_them = (
        f" and {verdicts} verdict{'s' if verdicts > 1 else ''} on {them}" if verdicts else ""
    )
    if len(found) == 1:
        title = found[0].record.get("title", "")
        return f"Delete {found[0].id}{f' ({title})' if title else ''}{with_them}?"
    return f"Delete {len(found)} records{with_them}?"

"""``delete``: records go together with the verdicts that speak of them, after a yes."""

from __future__ import annotations

from belarus_hr.cli import console
from belarus_hr.cli.messages import report, started
from belarus_hr.domain.collection import Collection, Found
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.kinds import ASSESSMENT
from belarus_hr.store import Store


def delete(store: Store, typed: list[str], *, yes: bool) -> None:
    """Delete the records after asking, with no lock held meanwhile, and write their ids."""
    asked = None if yes else store.read()
    if asked is not None and not _agreed(asked, typed):
        return console.say("nothing was changed")
    with store.change() as change:
        found = change.before.find_all(typed)
        if asked is not None and _going(asked, typed) != _going(change.before, typed):
            raise InvalidValue("a record was changed meanwhile; nothing was deleted")
        for one in found:
            change.remove(one.kind, one.id)
            for id_, _ in change.before.history(one.id):
                change.remove(ASSESSMENT, id_)
    started(store, change)
    report([one.id for one in found], f"deleted {', '.join(one.id for one in found)}")


def _going(collection: Collection, typed: list[str]) -> list[object]:
    """Return all that would go: the records that the words name, and the verdicts on them."""
    return [(one, collection.history(one.id)) for one in collection.find_all(typed)]


def _agreed(collection: Collection, typed: list[str]) -> bool:
    """Ask whether to delete what the words name."""
    found = collection.find_all(typed)
    verdicts = sum(len(collection.history(one.id)) for one in found)
    return console.confirm(_question(found, verdicts), "--yes")


def _question(found: list[Found], verdicts: int) -> str:
    them = "it" if len(found) == 1 else "them"
    with_them = (
        f" and {verdicts} verdict{'s' if verdicts > 1 else ''} on {them}" if verdicts else ""
    )
    if len(found) == 1:
        title = found[0].record.get("title", "")
        return f"Delete {found[0].id}{f' ({title})' if title else ''}{with_them}?"
    return f"Delete {len(found)} records{with_them}?"

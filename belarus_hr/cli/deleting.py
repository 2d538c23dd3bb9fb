"""``delete``: records go together with the verdicts that speak of them, after a yes."""

from __future__ import annotations

from belarus_hr.cli import streams
from belarus_hr.cli.talk import report, started
from belarus_hr.domain.collection import Found
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records import ASSESSMENT
from belarus_hr.store import Store


def delete(store: Store, typed: list[str], *, yes: bool) -> None:
    """Delete the records after asking, with no lock held meanwhile, and write their ids."""
    asked = None if yes else _asked(store, typed)
    if asked == []:
        return streams.say("nothing was changed")
    with store.change() as change:
        found = change.before.find_all([one.id for one in asked] if asked else typed)
        if asked and found != asked:
            raise InvalidValue("a record was changed meanwhile; nothing was deleted")
        for one in found:
            change.remove(one.kind, one.id)
            for id_, _ in change.before.history(one.id):
                change.remove(ASSESSMENT, id_)
    started(store, change)
    report([one.id for one in found], f"deleted {', '.join(one.id for one in found)}")


def _asked(store: Store, typed: list[str]) -> list[Found]:
    """Return the records that a person agreed to delete: all that were named, or none."""
    collection = store.read()
    found = collection.find_all(typed)
    verdicts = sum(len(collection.history(one.id)) for one in found)
    return found if streams.confirm(_question(found, verdicts), "--yes") else []


def _question(found: list[Found], verdicts: int) -> str:
    them = "it" if len(found) == 1 else "them"
    with_them = (
        f" and {verdicts} verdict{'s' if verdicts > 1 else ''} on {them}" if verdicts else ""
    )
    if len(found) == 1:
        title = found[0].record.get("title", "")
        return f"Delete {found[0].id}{f' ({title})' if title else ''}{with_them}?"
    return f"Delete {len(found)} records{with_them}?"

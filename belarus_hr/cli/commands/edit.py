"""``edit``: named fields of many records, or one record as a form."""

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from belarus_hr.cli import console
from belarus_hr.cli.assignments import assign
from belarus_hr.cli.change_options import (
    AddedTags,
    Confidence,
    Date,
    KindOption,
    MechanismOption,
    Note,
    Place,
    Set,
    Sources,
    Title,
    Who,
)
from belarus_hr.cli.commands import edit_form
from belarus_hr.cli.completion import completes
from belarus_hr.cli.messages import lines, report, started
from belarus_hr.cli.options import Db, Ids
from belarus_hr.cli.process import environment
from belarus_hr.cli.session import day_typed, ids_given, now, store_meant, today
from belarus_hr.domain.collection import StoredRecord
from belarus_hr.domain.errors import HrtrackError, InvalidValue, Rejected, StoreError
from belarus_hr.domain.from_input import complete
from belarus_hr.domain.records.conflicts import settled
from belarus_hr.domain.records.kinds import RECOMMENDATION, Record, normalise
from belarus_hr.domain.records.sensible import check_added
from belarus_hr.domain.reference import vocabulary
from belarus_hr.domain.text.words import a
from belarus_hr.store import Store


@dataclass(frozen=True, kw_only=True)
class _Changes:
    """What the options change: fields replaced, lists added to, a next response, any field set."""

    replaced: dict[str, str]
    tags: list[str]
    sources: list[str]
    response: str | None
    assignments: list[str]

    def __bool__(self) -> bool:
        return any(vars(self).values())


def edit(
    ids: Ids = None,
    title: Title = None,
    date: Date = None,
    mechanism: MechanismOption = None,
    kind: KindOption = None,
    by: Who = None,
    place: Place = None,
    note: Note = None,
    tag: AddedTags = None,
    source: Sources = None,
    confidence: Confidence = None,
    response: Annotated[
        str | None,
        typer.Option(
            "--response",
            metavar="RESPONSE",
            help="A recommendation's next response, given on --date.",
            autocompletion=completes(vocabulary.RESPONSES),
        ),
    ] = None,
    set_: Set = None,
    form: Annotated[
        Path | None, typer.Option("--form", metavar="FILE", help="Take the record from this form.")
    ] = None,
    db: Db = None,
) -> None:
    """Change records by field, or one as a form in $EDITOR.

    --tag and --source add to what is there; --set replaces.

    \b
    Example:
      hrtrack edit cat-2009-12-report --date 2009-12-15 --source CAT/C/BLR/4
    """
    named = {
        "title": title,
        "date": date,
        "mechanism": mechanism,
        "kind": kind,
        "by": by,
        "place": place,
        "note": note,
        "confidence": confidence,
    }
    changes = _Changes(
        replaced={name: value for name, value in named.items() if value is not None},
        tags=tag or [],
        sources=source or [],
        response=response,
        assignments=set_ or [],
    )
    store, typed = store_meant(db), ids_given(ids)
    if changes and form:
        raise InvalidValue("--form gives the whole record; leave out the other fields")
    if changes:
        return _named(store, typed, changes)
    if len(typed) > 1:
        raise InvalidValue("a form holds one record; name one id, or the fields to change")
    _form(store, typed[0], form)


def _named(store: Store, typed: list[str], changes: _Changes) -> None:
    moment = now()
    with store.change() as change:
        changed: list[str] = []
        unchanged: list[str] = []
        for stored in change.before.find_all(typed):
            record = complete(stored.kind, _applied(stored, changes), change.find, moment)
            check_added(stored.kind, stored.record, record)
            if record == stored.record:
                unchanged.append(stored.id)
            else:
                change.put(stored.kind, stored.id, record)
                changed.append(stored.id)
    started(store, change)
    for id_ in unchanged:
        console.say(f"{id_} says so already; nothing was changed")
    if changed and changes.response and "date" not in changes.replaced:
        console.say(
            f"the response {changes.response} is dated today, {moment.today.isoformat()}: "
            "--date gives another day"
        )
    if changed:
        report(changed, f"changed {', '.join(changed)}")


def _applied(stored: StoredRecord, changes: _Changes) -> Record:
    """Return the record with the changes made, in its normal form."""
    values: dict[str, Any] = dict(stored.record)
    replaced = dict(changes.replaced)
    if "date" in replaced:
        replaced["date"] = day_typed(replaced["date"])
    if changes.response:
        values["responses"] = [*values.get("responses", []), _response(stored, changes, replaced)]
    values.update(replaced)
    if changes.tags:
        values["tags"] = [*values.get("tags", []), *changes.tags]
    if changes.sources and not changes.response:
        values["sources"] = [*values.get("sources", []), *changes.sources]
    assigned = assign(stored.kind, values, changes.assignments)
    return normalise(stored.kind, settled(assigned, _fields_set(changes)))


def _fields_set(changes: _Changes) -> set[str]:
    """Return the fields, and keys of fields, that somebody gave a value: a conflict is settled."""
    added = {"tags": changes.tags, "sources": changes.sources, "responses": changes.response}
    paths = (assignment.partition("=")[0] for assignment in changes.assignments)
    return {*changes.replaced, *paths, *(name for name, value in added.items() if value)}


def _response(stored: StoredRecord, changes: _Changes, replaced: dict[str, str]) -> Record:
    """Return a recommendation's next response; --date and --source speak of it."""
    if stored.kind is not RECOMMENDATION:
        raise InvalidValue(
            f"{stored.id} is {a(stored.kind.name)}; only recommendations are answered"
        )
    entry = {"response": changes.response, "date": replaced.pop("date", today().isoformat())}
    return entry | ({"ref": "; ".join(changes.sources)} if changes.sources else {})


def _form(store: Store, typed: str, form_file: Path | None) -> None:
    """Edit one record as a form. No lock is held while the editor is open."""
    stored = store.read().find(typed)
    if form_file is not None:
        return _save(store, stored, form_file)
    store.check_place()
    path = edit_form.edited(
        edit_form.form_text(stored.id, stored.kind, stored.record), environment()
    )
    try:
        _save(store, stored, path)
    except HrtrackError as error:
        # What was typed is never thrown away; a store that fails keeps its exit code.
        kind = type(error) if isinstance(error, StoreError) else Rejected
        raise kind(*_kept("\n".join(lines(error)), store, stored.id, path)) from None
    edit_form.discard(path)


def _save(store: Store, stored: StoredRecord, path: Path) -> None:
    """Change the record to what the form in a file says."""
    filled = _filled(stored, path)
    with store.change() as change:
        current = change.before.find(stored.id).record
        filled.check(current)
        record = complete(stored.kind, filled.record, change.find, now())
        check_added(stored.kind, current, record)
        if record != current:
            change.put(stored.kind, stored.id, record)
    if not change.made:
        return console.say("nothing was changed")
    started(store, change)
    report([stored.id], f"changed {stored.id}")


def _filled(stored: StoredRecord, path: Path) -> edit_form.Filled:
    try:
        text = console.input_text("the form") if str(path) == "-" else _text(path)
    except OSError as error:
        raise InvalidValue(f"cannot read the form {path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Rejected(f"the form {path} is not UTF-8 text") from None
    try:
        return edit_form.read_form(text, stored.kind)
    except InvalidValue as error:
        raise Rejected(str(error)) from None


def _text(path: Path) -> str:
    with path.open("rb") as file:
        text = console.bounded(file, f"the form {path}").decode()
    # As an editor of another system ends lines.
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _kept(why: str, store: Store, id_: str, path: Path) -> tuple[str, ...]:
    """Return the lines that say why a form was refused and how to go on with it."""
    db = f"--db {shlex.quote(str(store.path))} " if store.named else ""
    again = f"hrtrack {db}edit {shlex.quote(id_)}"
    if not path.exists():
        return (f"not saved: the editor left no form, nothing was changed; begin anew: {again}",)
    return (
        f"not saved: {why}",
        f"What you typed is kept in {path}; mend it, then: {again} --form {shlex.quote(str(path))}",
    )

"""``edit``: named fields of many records, or one record as a form."""

import shlex
from pathlib import Path
from typing import Annotated, Any

import typer

from belarus_hr.cli import console
from belarus_hr.cli.assignments import assign
from belarus_hr.cli.change_options import FieldsTyped
from belarus_hr.cli.commands import edit_form
from belarus_hr.cli.completion import completes
from belarus_hr.cli.messages import lines, report, started
from belarus_hr.cli.options import Db, Ids
from belarus_hr.cli.process import environment
from belarus_hr.cli.session import ids_given, now, store_meant, today
from belarus_hr.domain.collection import StoredRecord
from belarus_hr.domain.errors import HrtrackError, InvalidValue, Rejected, StoreError
from belarus_hr.domain.from_input import complete
from belarus_hr.domain.records.conflicts import settled
from belarus_hr.domain.records.kinds import RECOMMENDATION, Record, normalise
from belarus_hr.domain.records.sensible import check_added
from belarus_hr.domain.reference import vocabulary
from belarus_hr.domain.text.words import a
from belarus_hr.store import Store

_Title = Annotated[str | None, typer.Option("--title", help="What happened, in your words.")]


class Changes(FieldsTyped):
    """What the options change: fields replaced, lists added to, a next response."""

    title: _Title = None
    response: Annotated[
        str | None,
        typer.Option(
            "--response",
            metavar="RESPONSE",
            help="A recommendation's next response, given on --date.",
            autocompletion=completes(vocabulary.RESPONSES),
        ),
    ] = None


def edit(
    ids: Ids = None,
    *,
    changes: Changes,
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
    store, typed = store_meant(db), ids_given(ids)
    if changes.typed() and form:
        raise InvalidValue("--form gives the whole record; leave out the other fields")
    if changes.typed():
        return _named(store, typed, changes)
    if len(typed) > 1:
        raise InvalidValue("a form holds one record; name one id, or the fields to change")
    _form(store, typed[0], form)


def _named(store: Store, typed: list[str], changes: Changes) -> None:
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
    if changed and changes.response and changes.date is None:
        console.say(
            f"the response {changes.response} is dated today, {moment.today.isoformat()}: "
            "--date gives another day"
        )
    if changed:
        report(changed, f"changed {', '.join(changed)}")


def _applied(stored: StoredRecord, changes: Changes) -> Record:
    """Return the record with the changes made, in its normal form."""
    typed, assignments = changes.values(), changes.set_ or []
    # What somebody gave a value, a field or a key of one, is no conflict any more.
    given = {*typed, *(assignment.partition("=")[0] for assignment in assignments)}
    if changes.response is not None:
        typed["responses"] = [_response(stored, typed)]
    for name in typed.keys() & {"tags", "sources", "responses"}:
        typed[name] = [*stored.record.get(name, []), *typed[name]]
    assigned = assign(stored.kind, {**stored.record, **typed}, assignments)
    return normalise(stored.kind, settled(assigned, given))


def _response(stored: StoredRecord, typed: dict[str, Any]) -> Record:
    """Return a recommendation's next response; --date and --source speak of it."""
    if stored.kind is not RECOMMENDATION:
        raise InvalidValue(
            f"{stored.id} is {a(stored.kind.name)}; only recommendations are answered"
        )
    entry = {"response": typed["responses"], "date": typed.pop("date", today().isoformat())}
    sources = typed.pop("sources", None)
    return entry | ({"ref": "; ".join(sources)} if sources else {})


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

"""``add``: one event from options, or many records from standard input, all or none."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from belarus_hr.cli import console
from belarus_hr.cli.assignments import assign
from belarus_hr.cli.change_options import FieldsTyped
from belarus_hr.cli.completion import completes
from belarus_hr.cli.messages import first_problems, report, started
from belarus_hr.cli.options import Db
from belarus_hr.cli.session import now, store_meant
from belarus_hr.domain.errors import HrtrackError, InvalidValue, Rejected
from belarus_hr.domain.from_input import InputRecord, record_from_input
from belarus_hr.domain.records.identity import same_identity
from belarus_hr.domain.records.ids import stem
from belarus_hr.domain.records.kinds import BY_NAME, EVENT, Kind, Record
from belarus_hr.domain.text import strict_json
from belarus_hr.domain.text.words import a, choose, number_of, shown
from belarus_hr.store import Store

if TYPE_CHECKING:
    from belarus_hr.store import Change


#: Fields that a kind may need and that have an option of their own.
_WITH_OPTION = ("mechanism", "date", "by")


class AddOptions(FieldsTyped):
    """What is said of one record to add."""

    id_: Annotated[str | None, typer.Option("--id", help="Id to give it.")] = None
    record: Annotated[
        str | None,
        typer.Option(
            "--record",
            metavar="KIND",
            help=f"{', '.join(BY_NAME)}.  [default: event]",
            autocompletion=completes(BY_NAME),
        ),
    ] = None


def add(
    title: Annotated[
        str,
        typer.Argument(
            metavar="TITLE|-", help="What happened; - reads records, one JSON object a line."
        ),
    ],
    *,
    options: AddOptions,
    db: Db = None,
) -> None:
    """Add an event or another record, and print its id.

    With -, add many records from standard input, one JSON object a line: all or none.

    \b
    Example:
      hrtrack add "Fourth report sent" -m CAT --date 2009-12 --kind report --source CAT/C/BLR/4
    \b
    More: a State report, as reports and due show it; a measure; an indicator
      hrtrack add "Fourth report" --record report -m CAT --set ordinal=4 --set received=2009-12
      hrtrack add "Law on torture" --record measure --set due=2027
      hrtrack add "Prison deaths" --record indicator --set unit=persons
    \b
    Fields for --set, beside those with an option (a wrong one names them all):
      event      answered, answer: what the State answered to it, and when
      report     treaty, ordinal, symbol, due, received, examined, adopted
      measure    recommendations, lead, partners, start, due, plan, reference
      indicator  unit, type, recommendations, measures, sdg, baseline,
                 baseline_date, target, target_date, reference
      cluster    members
    What is said of measures and indicators later: hrtrack mark --help.
    """
    store = store_meant(db)
    if title == "-":
        options.refuse(options.typed(), "with - every record says its own fields")
        _add_many(store)
    else:
        _add_one(store, title, options)


def _add_one(store: Store, title: str, options: AddOptions) -> None:
    """Add the record that the options describe, and write its id to standard output."""
    record = EVENT.name if options.record is None else options.record
    kind = BY_NAME[choose("kind of record", record, BY_NAME)]
    if "title" not in kind.by_name:
        raise InvalidValue(f"{a(kind.name)} has no title: hrtrack mark records it")
    described = assign(kind, {**options.values(), "title": title}, options.set_ or [])
    _check_complete(kind, described)
    with store.change() as change:
        record_in = record_from_input({**described, "record": kind.name}, change.find, now())
        double = _double(record_in, change.before.of(kind))
        id_ = _put(change, record_in)
    started(store, change)
    if double:
        console.say(double)
    report([id_], f"added {id_}")


def _check_complete(kind: Kind, described: Mapping[str, object]) -> None:
    """Raise InvalidValue where a record lacks what it needs, with the option for it."""
    assumed = ("title", *(("kind",) if kind is EVENT else ()))
    missing = [
        f"--{name}" if name in _WITH_OPTION else f"--set {name}=… ({kind.by_name[name].about})"
        for name in kind.required
        if name not in assumed and described.get(name) in (None, "", [])
    ]
    if missing:
        raise InvalidValue(f"{a(kind.name)} needs {' and '.join(missing)}")


def _add_many(store: Store) -> None:
    """Add the records on standard input, one JSON object a line: all of them, or none."""
    lines = list(_objects(_input()))
    if not lines:
        raise Rejected("no records on standard input; nothing was written")
    moment = now()
    problems: list[str] = []
    added: list[str] = []
    store.preload(many=True)
    with store.change() as change:
        for number, line in lines:
            try:
                if isinstance(line, InvalidValue):
                    raise line
                added.append(_put(change, record_from_input(line, change.find, moment)))
            except HrtrackError as error:
                problems.append(f"line {number}: {error}")
        if problems:
            heading = f"{len(problems)} of {len(lines)} records rejected, nothing was written:"
            raise Rejected(*first_problems(heading, problems))
    started(store, change)
    report(added, f"added {number_of(len(added), 'record')}")


def _put(change: "Change", record_in: InputRecord) -> str:
    """Add a record taken in under its id, or one proposed; return it. Raises InvalidValue."""
    if record_in.id and change.taken(record_in.id):
        raise InvalidValue(
            f"id {shown(record_in.id)} is taken; hrtrack edit changes the record that has it"
        )
    id_ = record_in.id or change.free_id(stem(record_in.kind, record_in.record))
    change.put(record_in.kind, id_, record_in.record)
    return id_


def _input() -> str:
    try:
        return console.input_text("records")
    except (InvalidValue, Rejected) as error:
        raise Rejected(f"{error}; nothing was written") from None


def _objects(text: str) -> Iterator[tuple[int, object]]:
    """Yield each line's number and value, or the InvalidValue that says what is wrong with it."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _value(line)


def _value(line: str) -> object:
    try:
        return strict_json.loads(line)
    except json.JSONDecodeError as error:
        return InvalidValue(f"not JSON: {error.msg} at column {error.colno}")
    except (ValueError, RecursionError) as error:
        return InvalidValue(f"not a record: {strict_json.reason(error)}")


def _double(record_in: InputRecord, records: Mapping[str, Record]) -> str | None:
    """Return a note on a record of the same thing as the one to add, if there is one."""
    kind, record = record_in.kind, record_in.record
    for id_ in same_identity(kind, record, records):
        other = records[id_]
        if all(other.get(name) == value for name, value in record.items() if name != "title"):
            return f"note: {id_} says the same"
        return f"note: {id_} is of the same {kind.name}; hrtrack edit {id_} completes it"
    return None

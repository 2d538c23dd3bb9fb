"""What the options of ``import`` ask of the files, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from belarus_hr.cli.session import day_typed, now, today
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.fields import assessor, verdict_status
from belarus_hr.domain.reference import states
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.words import choose, shown
from belarus_hr.formats import registry, text_encoding, verdict_columns
from belarus_hr.formats.request import ALL_STATES, Request, Verdicts

if TYPE_CHECKING:
    from belarus_hr.cli.commands.import_options import ImportOptions


def _pairs(option: str, assignments: list[str] | None, form: str = "FIELD=VALUE") -> dict[str, str]:
    """Return options such as ``FIELD=VALUE`` as a dict; raises InvalidValue."""
    values: dict[str, str] = {}
    for assignment in assignments or []:
        name, equals, value = assignment.partition("=")
        if not (name and equals and value):
            raise InvalidValue(f"--{option} {shown(assignment)} must be {form}")
        if name in values:
            raise InvalidValue(f"--{option} says {name} twice")
        values[name] = value
    return values


def typed_request(options: ImportOptions, collection: Collection) -> Request:
    """Return what the options ask of the files; raises InvalidValue for what they cannot mean."""
    from belarus_hr.domain.records.kinds import KINDS

    field_names = sorted(set().union(*(kind.columns for kind in KINDS)))
    verdicts = _verdicts(options)
    mappable = verdict_columns.FIELDS if verdicts.by else field_names
    columns = _pairs("map", options.map_)
    for name, column in columns.items():
        if name.casefold() not in mappable and column.casefold() in mappable:
            turned = f"--map {column.casefold()}={name}"
            raise InvalidValue(f"unknown field {shown(name)}: turn it round: {turned}")
    names = {choose("field", name, mappable): column for name, column in columns.items()}
    defaults = {
        choose("field", name, field_names): value
        for name, value in _pairs("default", options.default).items()
    }
    _check_defaults(defaults)
    if options.from_:
        choose("format", options.from_, registry.names())
    country = options.country or ""
    if country and country.casefold() != ALL_STATES:
        country = states.known_state(country)
    return Request(
        verdicts=verdicts,
        find=collection.find,
        on_record=collection.stored,
        now=now(),
        country=ALL_STATES if country.casefold() == ALL_STATES else country,
        format=options.from_ or "",
        encoding=text_encoding.known_encoding(options.encoding) if options.encoding else "",
        sheet=options.sheet or "",
        names=names,
        defaults=defaults,
    )


def _check_defaults(defaults: Mapping[str, str]) -> None:
    """Raise InvalidValue for a value that no record could have in the field."""
    from belarus_hr.domain.records.kinds import BY_NAME, KINDS
    from belarus_hr.formats.own.cells import parsed

    named = defaults.get("record")
    kinds = [BY_NAME[choose("kind of record", named, BY_NAME)]] if named else list(KINDS)
    for name, text in defaults.items():
        wrong = []
        fields = [kind.by_name[name] for kind in kinds if name in kind.by_name]
        for field in fields:
            try:
                field.type.check(today().isoformat() if edtf.is_today(text) else parsed(name, text))
            except InvalidValue as error:
                wrong.append(error)
        if fields and len(wrong) == len(fields):
            raise InvalidValue(f"--default {name}: {wrong[0]}")


def _verdicts(options: ImportOptions) -> Verdicts:
    """Return what is said of sheets of verdicts."""
    if options.from_ and options.verdicts_by is not None:
        raise InvalidValue("--verdicts-by says what the files are: leave out --from")
    meanings = _pairs("map-value", options.map_value, "WORD=STATUS")
    day = day_typed(options.date) if options.date else ""
    if day and edtf.parse(day).first > today():
        raise InvalidValue(f"--date {shown(day)} lies ahead; a verdict speaks of what was found")
    words = {word: verdict_status(status) for word, status in meanings.items()}
    by = "" if options.verdicts_by is None else assessor(options.verdicts_by)
    return Verdicts(by=by, date=day, words=words)

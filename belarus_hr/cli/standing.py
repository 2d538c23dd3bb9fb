"""``status``: which standing is asked for, and its forms."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from belarus_hr.cli import filters, output
from belarus_hr.cli.output import View
from belarus_hr.cli.session import as_of_day, before_the_record, read_records
from belarus_hr.domain.collection import ANSWERING, Collection, Query
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.figures import upr_progress
from belarus_hr.domain.figures.counting import BASES, COUNTS, PARAGRAPHS, CountingMethod
from belarus_hr.domain.figures.tallies import BASE
from belarus_hr.domain.figures.upr_progress import Question
from belarus_hr.domain.records.kinds import RECOMMENDATION, REPORT
from belarus_hr.domain.reference import mechanisms
from belarus_hr.domain.reference.mechanisms import MECHANISMS, TREATY_BODIES
from belarus_hr.domain.reference.states import BELARUS, canonical
from belarus_hr.domain.text import words
from belarus_hr.views import status_rows
from belarus_hr.views.rows import DEFAULT_FIELDS, Rows, fields

if TYPE_CHECKING:
    from belarus_hr.views.screen import Screen


class Asked(NamedTuple):
    """The options of ``status`` about the UPR as typed."""

    cycle: int | None = None
    by: str | None = None
    group_by: list[str] | None = None
    base: str | None = None
    unit: str | None = None
    index_name: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None


class How(NamedTuple):
    """From which store the answer is, about which State, and in which form, as typed."""

    db: Path | None
    country: str | None
    format: str | None
    fields: str | None
    header: bool | None


def status(of: str | None, asked: Asked, how: How) -> None:
    """Write the standing of what was typed: the UPR, a treaty body, a family, or all."""
    form = output.view(how.format, how.fields, how.header)
    of_upr = asked != Asked(as_of=asked.as_of)
    codes = mechanisms.codes(of or "UPR") if of or of_upr else tuple(MECHANISMS)
    day = as_of_day(asked.as_of)
    if codes != ("UPR",) and how.country is not None and canonical(how.country) != BELARUS:
        raise InvalidValue(
            "--country asks about the UPR; other mechanisms have figures of Belarus alone: "
            "leave it out, or ask hrtrack status upr"
        )
    # The first day on record is that of any mechanism.
    where = {"mechanism": "UPR"} if codes == ("UPR",) and asked.as_of is None else {}
    query = Query(kind=RECOMMENDATION, fields=needed(asked), where=where)
    collection = read_records(how.db, how.country, query)
    if asked.as_of is not None:
        before_the_record(collection, day)
    if codes == ("UPR",):
        return upr(collection, day, asked, form)
    if of_upr:
        raise InvalidValue(
            f'--cycle, --by, --base and the like ask about the UPR, not about "{of}"'
        )
    mechanisms_(collection, codes, day, form)


def needed(asked: Asked) -> Set[str]:
    """Return the fields of recommendations that an answer is made of."""
    fields = {*ANSWERING, "confidence"}
    if asked.since is not None or asked.until is not None:
        # What changed is shown with its source.
        fields.add("responses")
    if asked.group_by:
        from belarus_hr.domain.figures.breakdown import FIELDS

        fields |= {FIELDS[mark] for mark in filters.parts(asked.group_by) if mark in FIELDS}
    return fields | {"items"} if asked.unit else fields


def upr(collection: Collection, day: date, asked: Asked, form: View) -> None:
    """Write the standing of the UPR cycles, or what changed in it between two days."""
    if asked.since is not None or asked.until is not None:
        return _changes(collection, day, asked, form)
    marks = _marks(asked.group_by)
    known = (status_rows.UPR_FIELDS, status_rows.GROUP_FIELDS, status_rows.CROSS_FIELDS)[len(marks)]
    if form.lists_fields:
        return output.emit_fields(known)
    assessor = collection.assessor(asked.by, claiming=True)
    method = CountingMethod(
        day,
        unit=words.choose("counting unit", asked.unit or PARAGRAPHS, COUNTS),
        base=words.choose("base", _ALSO.get(asked.base or "", asked.base or BASE), BASES),
    )
    if asked.index_name is not None:
        words.choose("index", asked.index_name, ("upr-info",))
    with_index, only = asked.index_name is not None, (assessor,) if assessor else ()
    question = Question(method, only, marks, with_index, narrowed=bool(only))
    found = upr_progress.cycles(collection, question, collection.cycle(asked.cycle))
    rows = (
        status_rows.upr_rows(found, day),
        status_rows.group_rows(found),
        status_rows.cross_rows(found),
    )[len(marks)]

    def draw(screen: Screen) -> str:
        from belarus_hr.views import status_page

        return status_page.upr(found, method, marks, screen)

    made = Rows(collection, as_of=day)
    output.emit_standing(
        rows, known, lambda: status_rows.upr_document(found, method, made), draw, form
    )


#: The first cycle's name for a base that every cycle has.
_ALSO = {"answered-in-may": "supported-at-review"}


def _marks(typed: list[str] | None) -> tuple[str, ...]:
    if not typed:
        return ()
    from belarus_hr.domain.figures.breakdown import GROUPINGS

    marks = tuple(words.choose("grouping", m, GROUPINGS) for m in filters.parts(typed))
    if len(marks) > 2:
        raise InvalidValue("--group-by takes one mark, or two for a cross table")
    return tuple(dict.fromkeys(marks))


def _changes(collection: Collection, day: date, asked: Asked, form: View) -> None:
    """Write the entries that changed the standing between two days."""
    from belarus_hr.domain.figures import changes_between

    if form.lists_fields:
        return output.emit_fields(status_rows.CHANGE_FIELDS)
    others = (asked.group_by, asked.base, asked.unit, asked.index_name, asked.as_of)
    if any(option is not None for option in others):
        raise InvalidValue(
            "--since and --until ask what changed; leave out --as-of, --base, --count, "
            "--group-by and --index"
        )
    since = date.min if asked.since is None else as_of_day(asked.since)
    until = day if asked.until is None else as_of_day(asked.until)
    if until < since:
        raise InvalidValue(f'--until "{asked.until}" is before --since "{asked.since}"')
    entries = changes_between.between(collection, since, until, collection.cycle(asked.cycle))
    by = collection.assessor(asked.by, claiming=True)
    rows = [entry._asdict() for entry in entries if by in (None, entry.by)]
    figures = [
        status_rows.moved(cycle, changes_between.answers(collection, cycle, since, until))
        for cycle in collection.cycles
        if asked.cycle in (None, cycle)
    ]

    def draw(screen: Screen) -> str:
        from belarus_hr.views import status_page

        return status_page.changes(rows, figures, (since, until), screen)

    def document() -> dict[str, Any]:
        return {
            "since": since.isoformat(),
            "until": until.isoformat(),
            "answers": figures,
            "changes": rows,
        }

    output.emit_standing(
        rows,
        status_rows.CHANGE_FIELDS,
        document,
        draw,
        form,
        brief=tuple(status_rows.CHANGE_FIELDS)[:-1],
    )


def mechanisms_(collection: Collection, codes: Sequence[str], day: date, form: View) -> None:
    """Write the standing of one treaty body, or a line for each of several mechanisms."""
    if len(codes) == 1 and MECHANISMS[codes[0]].family == TREATY_BODIES:
        _treaty_body(collection, codes[0], day, form)
    else:
        _overview(collection, codes, day, form)


def _overview(collection: Collection, codes: Sequence[str], day: date, form: View) -> None:
    if form.lists_fields:
        return output.emit_fields(status_rows.OVERVIEW_FIELDS)
    from belarus_hr.domain.figures import overview

    found = overview.overviews(collection, codes, day)

    def draw(screen: Screen) -> str:
        from belarus_hr.views import status_page

        return status_page.overview(found, day, screen)

    output.emit_standing(
        [status_rows.overview_row(one) for one in found],
        status_rows.OVERVIEW_FIELDS,
        lambda: status_rows.overview_document(found, day),
        draw,
        form,
    )


def _treaty_body(collection: Collection, code: str, day: date, form: View) -> None:
    if form.lists_fields:
        return output.emit_fields(fields(REPORT))
    from belarus_hr.domain.figures import overview

    body = overview.treaty_body(collection, code, day)
    rows = Rows(collection, as_of=day)

    def draw(screen: Screen) -> str:
        from belarus_hr.views import status_page

        return status_page.treaty_body(body, day, rows, screen)

    output.emit_standing(
        [rows.row(id_, REPORT, record) for id_, record in body.reports],
        fields(REPORT),
        lambda: status_rows.treaty_body_document(body, day, rows),
        draw,
        form,
        brief=DEFAULT_FIELDS["report"],
    )

"""Which form the answer takes: the format asked for, or the one that fits where it goes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from belarus_hr.cli import console
from belarus_hr.cli.options import FORMATS
from belarus_hr.cli.process import environment
from belarus_hr.domain.collection import Found
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.kinds import Kind, Record
from belarus_hr.domain.text.words import choose
from belarus_hr.views import plain
from belarus_hr.views.rows import DEFAULT_FIELDS, Row, Rows, fields, pick

if TYPE_CHECKING:
    from belarus_hr.views.deadlines import Columns
    from belarus_hr.views.screen import Screen


#: The assessments of recommendations, with their ids, by the recommendation's id.
Histories = dict[str, list[tuple[str, Record]]]


class View(NamedTuple):
    """The form asked for: format name, field names as typed, header or not."""

    format: str
    fields: str | None
    header: bool | None

    @property
    def lists_fields(self) -> bool:
        """Say whether the fields themselves are asked for."""
        return self.fields == "help"


def view(format_: str | None, fields_: str | None = None, header: bool | None = None) -> View:
    """Return the form of the answer: a table on a terminal, tab-separated lines in a pipe."""
    if format_ is None:
        format_ = "table" if console.is_terminal(sys.stdout) else "tsv"
    return View(choose("format", format_, FORMATS), fields_, header)


def screen() -> Screen:
    """Return what tables are drawn on. Without a terminal: no width to fit, no colour."""
    from belarus_hr.views.screen import Screen

    if not console.is_terminal(sys.stdout):
        return Screen(width=None, colour=False)
    return Screen(console.terminal_width(), console.wants_colour(environment()))


def emit_records(
    rows: Iterable[Row], kind: Kind, form: View, *, brief: tuple[str, ...] = ()
) -> None:
    """Write rows of one kind in the form asked for; ``brief`` fields where few are shown."""
    names = shown_fields(kind, form, brief)
    if form.format == "table":
        from belarus_hr.views import tables

        chosen = bool(form.fields or brief)
        drawn = tables.listing(list(rows), kind.name, names, screen(), chosen=chosen)
        console.emit([drawn])
    else:
        console.emit(lines(rows, names, form))


def shown_fields(kind: Kind, form: View, brief: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the keys of a kind's rows that are shown in the form asked for."""
    known = fields(kind)
    if form.fields is not None:
        return pick(form.fields, known)
    return (brief or DEFAULT_FIELDS[kind.name]) if form.format in _BRIEF else tuple(known)


#: Formats that show a few fields unless more are asked for; JSON gives all.
_BRIEF = frozenset(("table", "tsv", "csv", "md", "ids"))


def lines(rows: Iterable[Row], names: Sequence[str], form: View) -> Iterator[str]:
    """Yield rows as text in any format that is not a table."""
    match form.format:
        case "tsv":
            return plain.tsv(rows, names, header=bool(form.header))
        case "csv":
            return plain.csv(rows, names, header=form.header is not False)
        case "json":
            return plain.json_array(rows, names)
        case "ndjson":
            return plain.json_lines(rows, names)
        case "md":
            return plain.markdown(rows, names)
        case _:
            return plain.ids(rows)


def emit_columns(rows: Sequence[Row], columns: Columns, form: View) -> None:
    """Write rows in the form asked for."""
    named = None if form.fields is None else pick(form.fields, columns.known)
    if form.format == "table":
        from belarus_hr.views import tables

        drawn_on = screen()
        names = named or columns.fitting(drawn_on)
        return console.emit([tables.listing(rows, "", names, drawn_on, chosen=True)])
    whole = form.format in ("json", "ndjson")
    names = named or (tuple(columns.known) if whole else columns.brief)
    console.emit(lines(rows, names, form))


def emit_shown(found: Sequence[Found], rows: Rows, histories: Histories, form: View) -> None:
    """Write all there is on records: pages for people, whole rows for scripts.

    Records of several kinds have several sets of fields; outside JSON they are
    then narrowed to those that all have.
    """
    made = [rows.of(one) for one in found]
    if form.format == "table" and form.fields is None:
        from belarus_hr.views import record_page

        return console.emit([record_page.page(made, histories, screen())])
    per_kind = [fields(one.kind) for one in found]
    common = {
        name: about for name, about in per_kind[0].items() if all(name in f for f in per_kind)
    }
    if form.lists_fields:
        return emit_fields(common)
    if form.fields is not None:
        names = pick(form.fields, common)
    elif form.format in ("json", "ndjson"):
        return console.emit(_whole(made, form))
    else:
        names = tuple(common)
    if form.format == "table":
        from belarus_hr.views import tables

        return console.emit([tables.listing(made, "", names, screen(), chosen=True)])
    console.emit(lines(made, names, form))


def _whole(rows: Sequence[Row], form: View) -> Iterator[str]:
    if form.format == "ndjson":
        return (plain.dump(row) + "\n" for row in rows)
    return iter([plain.json_document(rows)])


def emit_standing(
    rows: Sequence[Row],
    known: dict[str, str],
    document: Callable[[], Any],
    draw: Callable[[Screen], str],
    form: View,
    *,
    brief: tuple[str, ...] = (),
) -> None:
    """Write an answer of ``status``: rows, one JSON document, or a drawing.

    Rows show all ``known`` fields, or the ``brief`` ones outside JSON;
    ``--fields`` names others. A drawing and a document are whole.
    """
    if form.format == "ids" and "id" not in known:
        raise InvalidValue('format "ids": these lines have no ids; hrtrack recs and list give them')
    short = brief if brief and form.format in _BRIEF else tuple(known)
    names = short if form.fields is None else pick(form.fields, known)
    if form.format == "table" and form.fields is None:
        console.emit([draw(screen())])
    elif form.format == "table":
        from belarus_hr.views import tables

        console.emit([tables.listing(list(rows), "", names, screen(), chosen=True)])
    elif form.format == "json" and form.fields is None:
        console.emit([plain.json_document(document())])
    else:
        console.emit(lines(rows, names, form))


def emit_fields(known: dict[str, str]) -> None:
    """Write the fields that ``--fields`` takes, a line each with what it is."""
    console.emit(f"{name}\t{about}\n" for name, about in known.items())

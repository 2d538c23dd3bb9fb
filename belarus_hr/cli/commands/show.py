"""``show``: all there is on the records that the ids name."""

import typer

from belarus_hr.cli.options import AsOf, Db, Fields, Format, Header, Ids


def show(
    context: typer.Context,
    ids: Ids = None,
    as_of: AsOf = None,
    format_: Format = None,
    fields_: Fields = None,
    header: Header = None,
    db: Db = None,
) -> None:
    """Show all there is on records.

    Sources, disputes, history, verdicts.

    \b
    Example:
      hrtrack show 98.27 cat-2009-12-report
    """
    # Imported now: a help page and a slip on the command line need none of it.
    from belarus_hr.cli import output
    from belarus_hr.cli.listing import ListOptions
    from belarus_hr.cli.session import ids_given
    from belarus_hr.views.rows import Rows

    options = ListOptions(
        db=db or context.obj, as_of=as_of, format=format_, fields=fields_, header=header
    )
    form, day = options.form, options.day
    collection = options.read()
    records = collection.find_all(ids_given(ids))
    histories = {record.id: collection.history(record.id, day) for record in records}
    output.emit_shown(records, Rows(collection, as_of=day), histories, form)

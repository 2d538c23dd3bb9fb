"""``show``: all there is on the records that the ids name."""

from typing import TYPE_CHECKING

from belarus_hr.cli.option_groups import CitingOptions
from belarus_hr.cli.options import AsOf, Ids

if TYPE_CHECKING:
    from belarus_hr.views.screen import Screen


def show(
    ids: Ids = None,
    as_of: AsOf = None,
    *,
    options: CitingOptions,
) -> None:
    """Show all there is on records.

    Sources, disputes, history, verdicts.

    \b
    Example:
      hrtrack show 98.27 cat-2009-12-report
      hrtrack show 98.27 --format bibtex
    """
    # Imported now: a help page and a slip on the command line need none of it.
    from belarus_hr.cli import output
    from belarus_hr.cli.session import as_of_day, ids_given, note_day, read_whole
    from belarus_hr.views import plain
    from belarus_hr.views.listings import Listing
    from belarus_hr.views.rows import Rows, fields, linking_rows

    form, day = output.view(options, page=True), as_of_day(as_of)
    collection = note_day(read_whole(options.db), as_of)
    records = collection.find_all(ids_given(ids))
    maker = Rows(collection, as_of=day)
    rows = [{**maker.of(x), "linked": linking_rows(x, collection, maker)} for x in records]
    # Records of several kinds have the columns in common that all of them have.
    first, *others = (fields(record.kind) for record in records)
    common = {name: about for name, about in first.items() if all(name in x for x in others)}
    linked = {"linked": "records that link to it, such as measures; verdicts stand apart"}
    listing = Listing(columns={**common, **linked}, brief=tuple(common))
    output.answer_help(form, listing)
    if form.format == "ndjson" and form.fields is None:
        return output.put(plain.json_lines(rows), form)

    def page(screen: "Screen") -> str:
        from belarus_hr.views import record_page

        histories = {record.id: collection.verdicts.history(record.id, day) for record in records}
        return record_page.record_page(rows, histories, screen)

    output.write(listing, rows, form, page=page, document=lambda: rows)

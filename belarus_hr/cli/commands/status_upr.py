"""``status upr``: the figures of the UPR cycles, or what changed in them between two days."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date
from typing import TYPE_CHECKING, Any

from belarus_hr.cli import output, with_conflicts
from belarus_hr.cli.option_groups import split_values
from belarus_hr.cli.output import View
from belarus_hr.cli.session import as_of_day
from belarus_hr.domain.collection import Collection, in_words
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.figures import upr_progress
from belarus_hr.domain.figures.conflicting import OpenConflicts, open_conflicts
from belarus_hr.domain.figures.upr_progress import Question
from belarus_hr.domain.records.kinds import ASSESSMENT, CLAIM, RECOMMENDATION, REVIEW
from belarus_hr.domain.records.recommendation import ANSWERING
from belarus_hr.domain.reference.states import BELARUS
from belarus_hr.views import status_rows
from belarus_hr.views.rows import Row, Rows

if TYPE_CHECKING:
    from belarus_hr.cli.commands.status_options import UprOptions
    from belarus_hr.domain.figures.counting import CountingMethod
    from belarus_hr.domain.figures.upr_progress import CycleProgress
    from belarus_hr.views.screen import Screen


def needed_fields(options: UprOptions, form: View) -> Set[str]:
    """Return the fields of recommendations that an answer is made of."""
    fields = {*ANSWERING, "confidence", "picked", "conflicts"}
    if options.since is not None or options.until is not None:
        # What changed is shown with its source.
        fields.add("responses")
    if options.group_by:
        from belarus_hr.domain.figures.breakdown import GROUPINGS

        typed = split_values(options.group_by)
        groupings = (GROUPINGS[name] for name in typed if name in GROUPINGS)
        fields |= {grouping.field for grouping in groupings if grouping.field}
    # Whether a claim is borne out depends on items, too, as UPR Info counts.
    doubting = form.format == "table" and _drawn_short(options)
    return fields | {"items"} if options.count or doubting else fields


def _drawn_short(options: UprOptions) -> bool:
    """Say whether a page for people says which claims the record does not bear out."""
    whole = options.full or options.cycle is not None or options.group_by
    return bool(options.claims) or not whole


def write_upr(collection: Collection, day: date, options: UprOptions, form: View) -> None:
    """Write the standing of the UPR cycles, or what changed in it between two days."""
    if options.since is not None or options.until is not None:
        return _changes(collection, day, options, form)
    groupings = options.groupings
    _refuse(options, collection, form)
    listing = (status_rows.UPR, status_rows.GROUPS, status_rows.CROSS)[len(groupings)]
    output.answer_help(form, listing)
    assessor = collection.assessor(options.by, claiming=True)
    method, only = options.method(day), (assessor,) if assessor else ()
    question = Question(method, only, groupings, options.with_index, narrowed=bool(only))
    cycles = upr_progress.cycles(collection, question, collection.cycle(options.cycle))
    country = collection.country
    rows: list[Row] = (
        status_rows.upr_rows(cycles, day, claims=bool(options.claims)),
        status_rows.group_rows(cycles),
        status_rows.cross_rows(cycles),
    )[len(groupings)]

    def page(screen: Screen) -> str:
        return _page(collection, cycles, method, options, screen)

    records = Rows(collection, as_of=day)
    with_conflicts.write_figures(
        listing,
        [{**row, "country": row.get("country") or country} for row in rows],
        form,
        page=page,
        document=lambda: status_rows.upr_document(cycles, method, records, country),
        conflicts=_conflicts(collection, day, [cycle.cycle for cycle in cycles]),
    )


def _conflicts(collection: Collection, day: date, cycles: Sequence[int]) -> OpenConflicts:
    counted = (REVIEW, RECOMMENDATION, ASSESSMENT, CLAIM)
    return open_conflicts(collection, day, counted, mechanisms=("UPR",), cycles=cycles)


def _refuse(options: UprOptions, collection: Collection, form: View) -> None:
    """Raise InvalidValue, naming them, for options that would have no effect on the answer."""
    if options.claims:
        options.refuse(
            ("full", "group_by", "base", "count", "index"),
            "--claims shows claims alone, each beside figures of its own base",
        )
        if collection.country != BELARUS:
            raise InvalidValue("claims on record are of Belarus alone: leave out --country")
    # The JSON document and a page in full have the figures besides.
    if form.format == "json" or (form.format == "table" and options.full):
        return
    if options.groupings:
        options.refuse(("index",), "an index is no figure of groups; --full has both")
    if len(options.groupings) > 1:
        why = "a cross table counts recommendations, whoever assessed them; --full has the verdicts"
        options.refuse(("by",), why)


def _page(
    collection: Collection,
    cycles: Sequence[CycleProgress],
    method: CountingMethod,
    options: UprOptions,
    screen: Screen,
) -> str:
    """Return the answer drawn: a screen of it, or what was asked for in full."""
    from belarus_hr.views import status_page

    groupings, whose = options.groupings, in_words(collection.country)
    if not _drawn_short(options):
        if options.full or not groupings:
            return status_page.upr(cycles, method, groupings, screen, whose)
        return status_page.upr_groups(cycles, method, groupings, screen, whose)
    from belarus_hr.domain.checks.doubts import doubts
    from belarus_hr.views import status_overview

    doubted = doubts(collection, cycles, method.as_of)
    if options.claims:
        return status_overview.claims_page(cycles, method, screen, whose, doubted)
    first = cycles[0].cycle if cycles else 1
    more = f"More: --cycle {first} in full; --claims beside the record; --full for everything."
    return status_overview.upr_overview(cycles, method, screen, whose, doubted, more)


def _changes(collection: Collection, day: date, options: UprOptions, form: View) -> None:
    """Write the entries that changed the standing between two days."""
    from belarus_hr.domain.figures import changes_between

    output.answer_help(form, status_rows.CHANGES)
    others = ("as_of", "base", "count", "group_by", "index", "full", "claims")
    options.refuse(others, "--since and --until ask what changed")
    since = date.min if options.since is None else as_of_day(options.since)
    until = day if options.until is None else as_of_day(options.until)
    if until < since:
        raise InvalidValue(f'--until "{options.until}" is before --since "{options.since}"')
    entries = changes_between.between(collection, since, until, collection.cycle(options.cycle))
    by = collection.assessor(options.by, claiming=True)
    country = collection.country
    rows = [{**entry._asdict(), "country": country} for entry in entries if by in (None, entry.by)]
    cycles = [cycle for cycle in collection.cycles if options.cycle in (None, cycle)]
    figures = [
        status_rows.moved(cycle, changes_between.answers(collection, cycle, since, until))
        for cycle in cycles
    ]

    def page(screen: Screen) -> str:
        from belarus_hr.views import status_page

        return status_page.changes(rows, figures, (since, until), screen, in_words(country))

    def document() -> dict[str, Any]:
        return {
            "country": country,
            "since": since.isoformat(),
            "until": until.isoformat(),
            "answers": figures,
            "changes": rows,
        }

    with_conflicts.write_figures(
        status_rows.CHANGES,
        rows,
        form,
        page=page,
        document=document,
        conflicts=_conflicts(collection, until, cycles),
    )

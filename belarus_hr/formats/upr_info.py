"""UPR Info's database of recommendations: its spreadsheet, and the CSV that is made of it.

One row is what one State recommended; a paragraph of the UN's report that several
States made is several rows. UPR Info's coding is described in its methodology of
October 2014.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.reconcile.reconcile import Draft
from belarus_hr.domain.reconcile.upr_info import UPR_INFO
from belarus_hr.domain.records import validators
from belarus_hr.domain.records.kinds import RECOMMENDATION, Record, normalise
from belarus_hr.domain.reference.response_words import RESPONSE_BY_WORDS
from belarus_hr.domain.reference.states import BELARUS, canonical
from belarus_hr.domain.reference.upr_cycles import cycle_of, is_later
from belarus_hr.domain.text.safe_text import check_text
from belarus_hr.domain.text.similarity import title_of
from belarus_hr.formats.cleanup import STATE_NAME, mend
from belarus_hr.formats.registry import TableFormat
from belarus_hr.formats.request import OTHER_STATE, PLEDGE, BadCell, Read, Request, Skipped
from belarus_hr.formats.tables import Cells, Table, fold_heading, read_rows, whole_number

#: Our name of each column, and theirs: in the spreadsheet, in the CSV.
_COLUMNS = {
    "state": ("SuR", "To"),
    "text": ("Recommendation", "Text"),
    "by": ("RS", "From"),
    "response": ("Response",),
    "action": ("Action",),
    "issue": ("Issue",),
    "session": ("Session",),
}

#: Our code for each response of UPR Info. By its method, what is no clear acceptance is noted;
#: answers in a State's own words that it lists keep their meaning.
_RESPONSES = RESPONSE_BY_WORDS | dict.fromkeys(
    (
        "accepted in principle",
        "general response",
        "no response",
        "no clear position",
    ),
    "noted",
)
_PLEDGE = "voluntary pledge"
_ACTIONS = range(1, 6)
_LONGEST_NAME = 200


def is_upr_info(header: list[str]) -> bool:
    """Say whether a header looks like UPR Info's; columns may be missing."""
    names = set(map(fold_heading, header))
    theirs = {fold_heading(name) for pair in _COLUMNS.values() for name in pair}
    pairs = ({"sur", "rs"}, {"to", "from"}, {"sur", "recommendation"}, {"torgrp", "fromrgrp"})
    return len(names & theirs) >= 4 and any(pair <= names for pair in pairs)


def read_upr_info(table: Table, request: Request) -> Iterator[Read]:
    """Yield a draft for each row about the wanted State; skipped and bad rows as such.

    Raises Rejected when a column is missing or stands twice. Drafts share equal parts, so no
    part may be changed in place.
    """

    def read_row(place: str, cells: Cells) -> Iterator[Read]:
        yield _read_row(place, cells, request)

    return read_rows(table, _COLUMNS, read_row)


FORMAT = TableFormat(title="UPR Info's recommendations", recognises=is_upr_info, read=read_upr_info)


def _read_row(place: str, cells: Cells, request: Request) -> Read:
    """Return the draft of a row, or why the row is skipped; raises BadCell for a bad row."""
    country, of_country = _state("SuR", cells["state"])
    if not request.wants(country):
        return Skipped(place, OTHER_STATE)
    shared = _shared(country, cells["response"], cells["session"])
    if shared is None:
        return Skipped(place, PLEDGE)
    record, response = shared
    by, of_by = _state("RS", cells["by"])
    action = _action(cells["action"])
    themes, of_themes = _themes(cells["issue"])
    text, of_text = _recommendation(cells["text"])
    item = {"by": by, "action": action, "response": response, "themes": themes}
    items = [{name: value for name, value in item.items() if value}]
    record = {**record, "title": title_of(text), "text": text, "themes": themes, "items": items}
    if not themes:
        del record["themes"]
    return Draft(
        place=place,
        kind=RECOMMENDATION,
        record=record,
        repairs=of_country + of_by + of_themes + of_text,
        matcher=UPR_INFO,
    )


@lru_cache(maxsize=4096)
def _shared(country: str, response: str, session: str) -> tuple[Record, str] | None:
    """Return the record that rows of a State, response and session share, and our response code.

    The record is in its normal form, with "-" in each field that the rows fill in themselves.
    None for a voluntary pledge.
    """
    name = mend(response)[0]
    if name.casefold() == _PLEDGE:
        return None
    number = whole_number(session)
    cycle = None if number is None else cycle_of(number)
    if number is None or not (cycle or is_later(number)):
        raise BadCell("Session", session, "is no session of the UPR, as 22 is")
    code = _RESPONSES.get(name.casefold())
    if code is None:
        names = ", ".join(sorted(_RESPONSES))
        raise BadCell("Response", name, f"is no response of UPR Info; known: {names}")
    source = f"UPR Info database, session {number}, rows for {country}"
    record: dict[str, Any] = {
        "mechanism": "UPR",
        "session": number,
        **{"title": "-", "text": "-", "themes": ["-"], "items": [{"by": "-"}]},
        "responses": [] if code == "pending" else [{"response": code, "ref": source}],
        "sources": [source],
        "confidence": "single-source",
        **({"cycle": cycle} if cycle else {}),
        **({} if country == BELARUS else {"country": country}),
    }
    return normalise(RECOMMENDATION, record), code


@lru_cache(maxsize=4096)
def _state(column: str, cell: str) -> tuple[str, tuple[str, ...]]:
    """Return the name under which we keep a State, and the repairs that it needed."""
    mended, repairs = mend(cell)
    try:
        name = check_text(canonical(mended), _LONGEST_NAME)
    except InvalidValue as error:
        raise BadCell(column, cell, str(error)) from None
    if not name:
        raise BadCell(column, "", "is empty")
    if name != mended:
        repairs = (*repairs, f"{STATE_NAME}: {mended} is {name}")
    return name, repairs


def _action(cell: str) -> int | None:
    category = whole_number(cell)
    if cell.strip() and category not in _ACTIONS:
        raise BadCell("Action", cell, "is no action category from 1 to 5")
    return category


@lru_cache(maxsize=4096)
def _themes(cell: str) -> tuple[list[str], tuple[str, ...]]:
    text, repairs = mend(cell)
    try:
        return validators.list_of(validators.line)(text.split(",")), repairs
    except InvalidValue as error:
        raise BadCell("Issue", cell, str(error)) from None


def _recommendation(cell: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a recommendation, and the repairs that it needed."""
    mended, repairs = mend(cell)
    try:
        text: str = validators.long(mended)
    except InvalidValue as error:
        raise BadCell("Recommendation", mended, str(error)) from None
    if not text:
        raise BadCell("Recommendation", "", "is empty")
    return text, repairs

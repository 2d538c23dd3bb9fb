"""UPR Info's database of recommendations: its spreadsheet, and the CSV that is made of it.

One row is what one State recommended; a paragraph of the UN's report that several
States made is several rows. UPR Info's coding is described in its methodology of
October 2014.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.reconcile.draft import UPR_INFO, Draft
from belarus_hr.domain.records import validators
from belarus_hr.domain.records.kinds import RECOMMENDATION, Record, normalise
from belarus_hr.domain.reference.states import BELARUS, canonical
from belarus_hr.domain.reference.upr_cycles import cycle_of, is_later
from belarus_hr.domain.text.safe_text import check_text
from belarus_hr.domain.titles import title_of
from belarus_hr.formats.cleanup import STATE_NAME, mend
from belarus_hr.formats.request import OTHER_STATE, PLEDGE, Asked, Problem, Read, Skipped
from belarus_hr.formats.tables import Row, Table, columns, whole_number

NAME = "UPR Info's recommendations"

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

#: What UPR Info's responses are here. By its method, what is no clear acceptance is
#: noted; the answers of the States' own making that it names keep their meaning.
_RESPONSES = {
    "accepted": "supported",
    "supported": "supported",
    "accepted in part": "partly-supported",
    "accepted/noted": "partly-supported",
    "supported/noted": "partly-supported",
    "partially accepted": "partly-supported",
    "partially supported": "partly-supported",
    "already implemented or in the process of implementation": "supported-implemented",
    "noted": "noted",
    "not supported": "noted",
    "rejected": "noted",
    "accepted in principle": "noted",
    "general response": "noted",
    "no response": "noted",
    "no clear position": "noted",
    "pending": "pending",
}
_PLEDGE = "voluntary pledge"
_ACTIONS = range(1, 6)
_LONGEST_NAME = 200


def recognised(header: list[str]) -> bool:
    """Say whether a header is UPR Info's, if not a whole one."""
    names = {name.casefold() for name in header}
    theirs = {name.casefold() for pair in _COLUMNS.values() for name in pair}
    pairs = ({"sur", "rs"}, {"to", "from"}, {"sur", "recommendation"}, {"to-rgrp", "from-rgrp"})
    return len(names & theirs) >= 4 and any(pair <= names for pair in pairs)


def read(table: Table, asked: Asked) -> Iterator[Read]:
    """Yield a draft for each row about the wanted State, and what was left out or is wrong.

    Raises Rejected when a column is missing or stands twice. Drafts share the parts
    that repeat, so these are not to be changed in place.
    """
    reader = _Reader(asked)
    at = columns(table.header, _COLUMNS)
    order = tuple(at[name] for name in _COLUMNS)
    last = max(order)
    for number, row in table.rows:
        place = f"row {number}"
        if len(row) <= last:
            yield Problem(place, "", "", f"has {len(row)} cells, the header {len(table.header)}")
        else:
            yield reader.read(place, row, order)


class _Base(NamedTuple):
    """What rows of one session and response share, and of one State: a record but for the rest.

    What is not known yet has "-" in its place.
    """

    record: Record
    response: str

    def of(self, country: str) -> _Base:
        """Return what rows about one State share."""
        record = self.record.copy()
        ref = f"UPR Info database, session {record['session']}, rows for {country}"
        record["sources"] = [{"ref": ref}]
        if country == BELARUS:
            del record["country"]
        else:
            record["country"] = country
        if "responses" in record:
            record["responses"] = [{"response": self.response, "ref": ref}]
        return self._replace(record=record)


class _Part(NamedTuple):
    """What a cell means here, and the repairs that it took."""

    value: Any
    repairs: tuple[str, ...] = ()


_Cached = dict[object, _Part | Problem]


class _Reader:
    """Reads rows. What repeats is put through the gate once, and remembered."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._states: _Cached = {}
        self._actions: _Cached = {}
        self._themes: _Cached = {}
        self._bases: dict[tuple[object, ...], _Base | Problem | Skipped] = {}

    def read(self, place: str, row: Row, order: tuple[int, ...]) -> Read:
        """Return what one row gives."""
        state, text, by, answer, action, issue, number = [row[i] for i in order]
        country = self._states.get(state) or _kept(self._states, state, _state)
        if isinstance(country, Problem):
            return country._replace(place=place, column="SuR")
        if not self._asked.wants(country.value):
            return Skipped(place, OTHER_STATE)
        base = self._base(country.value, answer, number)
        if not isinstance(base, _Base):
            return base._replace(place=place)
        return self._recommendation(place, base, country.repairs, (text, by, action, issue))

    def _base(self, country: str, answer: object, number: object) -> _Base | Problem | Skipped:
        key = (country, answer, number)
        base = self._bases.get(key)
        if base is None:
            of_all = self._bases.get(key[1:]) or _common(answer, number)
            self._bases[key[1:]] = of_all
            base = of_all.of(country) if isinstance(of_all, _Base) else of_all
            self._bases[key] = base
        return base

    def _recommendation(
        self, place: str, base: _Base, repairs: tuple[str, ...], cells: tuple[object, ...]
    ) -> Draft | Problem:
        text, by, action, issue = cells
        maker = self._states.get(by) or _kept(self._states, by, _state)
        if isinstance(maker, Problem):
            return maker._replace(place=place, column="RS")
        category = self._actions.get(action) or _kept(self._actions, action, _action)
        if isinstance(category, Problem):
            return category._replace(place=place)
        themes = self._themes.get(issue) or _kept(self._themes, issue, _issues)
        if isinstance(themes, Problem):
            return themes._replace(place=place, column="Issue")
        mended, of_text = mend(text if isinstance(text, str) else _text(text))
        try:
            kept = validators.long(mended)
        except InvalidValue as error:
            return Problem(place, "Recommendation", mended, str(error))
        if not kept:
            return Problem(place, "Recommendation", "", "is empty")
        item: dict[str, Any] = {"by": maker.value}
        if category.value:
            item["action"] = category.value
        item["response"] = base.response
        record = base.record.copy()
        record["title"] = title_of(kept)
        record["text"] = kept
        record["items"] = [item]
        if themes.value:
            item["themes"] = record["themes"] = themes.value
        else:
            del record["themes"]
        done = repairs + maker.repairs + themes.repairs + of_text
        return Draft(place, RECOMMENDATION, "", record, done, UPR_INFO)


def _kept(cache: _Cached, cell: object, read_cell: Any) -> _Part | Problem:
    """Return what a cell means, remembered; a value that the gate refuses is a problem."""
    text = _text(cell)
    try:
        part: _Part | Problem = read_cell(text)
    except InvalidValue as error:
        part = Problem("", "", text, str(error))
    cache[cell] = part
    return part


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def _state(cell: str) -> _Part | Problem:
    mended, repairs = mend(cell)
    name = check_text(canonical(mended), _LONGEST_NAME)
    if not name:
        return Problem("", "", "", "is empty")
    if name != mended:
        repairs = (*repairs, f"{STATE_NAME}: {mended} is {name}")
    return _Part(name, repairs)


def _action(cell: str) -> _Part | Problem:
    category = whole_number(cell)
    if cell.strip() and category not in _ACTIONS:
        return Problem("", "Action", cell, "is no action category from 1 to 5")
    return _Part(category)


def _issues(cell: str) -> _Part:
    text, repairs = mend(cell)
    return _Part(validators.list_of(validators.line)(text.split(",")), repairs)


def _common(answer: object, number: object) -> _Base | Problem | Skipped:
    """Return what rows with these values share, or why none of them is taken."""
    said = mend(_text(answer))[0]
    if said.casefold() == _PLEDGE:
        return Skipped("", PLEDGE)
    session = whole_number(number)
    cycle = None if session is None else cycle_of(session)
    if session is None or not (cycle or is_later(session)):
        return Problem("", "Session", _text(number), "is no session of the UPR, as 22 is")
    response = _RESPONSES.get(said.casefold())
    if response is None:
        known = ", ".join(sorted(_RESPONSES))
        return Problem("", "Response", said, f"is no response of UPR Info; known: {known}")
    given: dict[str, Any] = {
        "mechanism": "UPR",
        **({"cycle": cycle} if cycle else {}),
        "session": session,
        "responses": [] if response == "pending" else [{"response": response, "ref": "-"}],
        "confidence": "single-source",
        **dict.fromkeys(("country", "title", "text", "themes", "sources"), "-"),
        "items": [{"by": "-"}],
    }
    return _Base(normalise(RECOMMENDATION, given), response)

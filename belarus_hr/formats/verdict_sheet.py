"""Sheets of verdicts: a row for each recommendation, with its number, a status, a comment.

A row without a status gives no verdict: its comment is kept as what the assessor said, and is
not-assessed. Where a column says whose verdicts they are, those of others are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from belarus_hr.domain.errors import InvalidValue, Rejected
from belarus_hr.domain.reconcile.reconcile import Draft
from belarus_hr.domain.records.kinds import ASSESSMENT
from belarus_hr.domain.reference.status_words import leading_status, status_of_answer
from belarus_hr.domain.reference.vocabulary import NOT_ASSESSED, STATUSES
from belarus_hr.domain.text.words import folded, shown
from belarus_hr.formats.own.mended_cells import AS_WRITTEN, date_meant
from belarus_hr.formats.own.records import Placed, read_own_records
from belarus_hr.formats.own.rows import cell_value, with_repairs, zero_lost
from belarus_hr.formats.request import (
    Read,
    Remark,
    Request,
    RowProblem,
    Skipped,
    Verdicts,
    rows_listed,
)
from belarus_hr.formats.tables import Table, TableRow, fold_heading, listed, text_of, whole_number
from belarus_hr.formats.verdict_columns import Columns, is_number, next_columns, numbers_meant

#: A number with the text of the recommendation behind it.
_WITH_TEXT = re.compile(
    r"(\d{1,3}\.\d{1,3})[.):]?\s+(?=[^\W\d_]{2})(?!(?:and|or|to|и|или|і)\s).{8,}", re.S
)
#: The text of a recommendation with its number in brackets behind it.
_BEHIND_TEXT = re.compile(r"[^\d].{14,}\((?:para\.|п\.)?\s*(\d{1,3}\.\d{1,3})\)\.?", re.S)
#: A number as spreadsheets of many countries show it; a zero at its end was not lost.
_COMMA = re.compile(r"(\d{1,3}),(\d{1,3})")
NO_VERDICT = "no verdict in it"
COMMENT_ALONE = "a comment without a verdict and a number of a recommendation"


def read_verdict_sheet(table: Table, columns: Columns, request: Request) -> Iterator[Read]:
    """Yield a draft for each verdict; rows without a verdict and bad rows as such.

    What is missing in many rows, such as the meaning of a word, is one problem.
    """
    reader = _Rows(columns, request.verdicts, guarded=table.guarded)
    placed: list[Placed] = []
    rows = list(table.rows)
    reader.commas = _commas_are_texts(rows, columns.places["recommendation"])
    for number, row in rows:
        another = next_columns([text_of(cell).strip() for cell in row], request)
        if another:
            reader.columns = another
            yield Remark(f"row {number}", f"another table begins: {another.said()}")
            continue
        result = reader.read(number, row)
        if isinstance(result, Skipped | RowProblem):
            yield result
        else:
            placed += ((f"row {number}", verdict) for verdict in result)
    reader.whose.check_any()
    yield from reader.problems()
    unsaid = {f"row {number}" for number in reader.whose.uncertain()}
    placed = [(place, verdict) for place, verdict in placed if place not in unsaid]
    yield from _comments_alone(placed)
    results = with_repairs(read_own_records(placed, replace(request, names={})), reader.repairs)
    yield from _without_contradictions(results)


def _commas_are_texts(rows: list[tuple[int, TableRow]], at: int) -> bool:
    """Say whether numbers such as 97,4 are texts, which have lost no zero: another ends in one."""
    cells = (text_of(row[at]).strip() for _, row in rows if at < len(row))
    return any(_COMMA.fullmatch(cell) and cell.endswith("0") for cell in cells)


def _comments_alone(placed: list[Placed]) -> Iterator[Remark]:
    """Yield a remark for each comment that is kept without a verdict."""
    for place, verdict in placed:
        if isinstance(verdict, dict) and verdict["status"] == NOT_ASSESSED:
            reason = "has a comment and no verdict: kept as a comment, which counts nowhere"
            yield Remark(place, f"{reason}: {shown(verdict['note'])}")


class _Whose:
    """Says whose the verdicts of a sheet are, where it has a column for that."""

    def __init__(self, by: str, column: str) -> None:
        self._by, self._column = by, column
        self._others: dict[str, str] = {}
        self._agreed = False
        self._unsaid: list[int] = []

    def other(self, number: int, name: str) -> str:
        """Return the other assessor whose verdict a row is, or an empty text."""
        if not name:
            self._unsaid.append(number)
        elif _key(name) == _key(self._by):
            self._agreed = True
        else:
            return self._others.setdefault(_key(name), name)
        return ""

    def check_any(self) -> None:
        """Raise Rejected when the sheet has verdicts, and all are those of others."""
        if self._others and not (self._agreed or self._unsaid):
            raise Rejected(
                f"has no verdict of {self._by}: its column {shown(self._column)} says "
                f"{listed(list(self._others.values()))}; --verdicts-by NAME says whose to take"
            )

    def uncertain(self) -> list[int]:
        """Return the rows that say nobody, in a sheet with verdicts of others."""
        return self._unsaid if self._others else []


def _key(name: str) -> str:
    return fold_heading(folded(name))


class _Rows:
    """Reads the rows of a sheet, and keeps what is to be asked once about many of them."""

    def __init__(self, columns: Columns, verdicts: Verdicts, *, guarded: bool) -> None:
        self.columns = columns
        self._verdicts = verdicts
        self._guarded = guarded
        at = columns.places.get("assessor")
        self.whose = _Whose(verdicts.by, "" if at is None else columns.header[at])
        self._has_assessors = at is not None
        self._words = {fold_heading(word): status for word, status in verdicts.words.items()}
        self._unknown: dict[str, list[int]] = defaultdict(list)
        self._undated: list[int] = []
        self.commas = False
        self.repairs: dict[str, list[str]] = defaultdict(list)

    def read(self, number: int, row: TableRow) -> list[dict[str, Any]] | Skipped | RowProblem:
        """Return the verdicts of a row as objects; none where it is one of many problems."""
        place = f"row {number}"
        try:
            values = {
                field: cell_value(field, row[at] if at < len(row) else None, self._guarded)
                for field, at in self.columns.places.items()
            }
            if self.columns.ticked:
                values["status"] = self.columns.ticked_status(row)
        except InvalidValue as error:
            return RowProblem(place, str(error))
        word = str(values.get("status") or "").strip()
        status, rest = self._status(word) if word else (NOT_ASSESSED, "")
        if status == NOT_ASSESSED:
            if not (rest or str(values.get("note") or "").strip()):
                return Skipped(place, NO_VERDICT)
            if not is_number(str(values.get("recommendation") or "")):
                return Skipped(place, COMMENT_ALONE)
        assessor = str(values.get("assessor") or "").strip()
        if self._has_assessors and (other := self.whose.other(number, assessor)):
            return Skipped(place, f"a verdict of {shown(other)}, not of {self._verdicts.by}")
        if not values.get("recommendation"):
            return RowProblem(place, "has a verdict and no number of a recommendation")
        date = self._date(place, values.get("date"))
        if status is None:
            self._unknown[word].append(number)
        elif not date:
            self._undated.append(number)
        else:
            cell = self._with_stop(str(values["recommendation"]).strip())
            if cell is None:
                written = str(values["recommendation"]).strip()
                said = zero_lost("recommendation", written, written.replace(",", "."))
                return RowProblem(place, said)
            try:
                numbers = numbers_meant(cell)
            except InvalidValue as error:
                return RowProblem(place, str(error))
            return [
                self._object(
                    {**values, "recommendation": each}, status=status, date=date, rest=rest
                )
                for each in numbers
            ]
        return []

    def _with_stop(self, cell: str) -> str | None:
        """Return a number with a stop for its comma; None where it may have lost a zero."""
        comma = _COMMA.fullmatch(cell)
        if comma and not self.commas:
            return None
        return f"{comma[1]}.{comma[2]}" if comma else cell

    def _date(self, place: str, cell: object) -> str:
        """Return the date of a row, a date in another form in ours."""
        text = str(cell or "").strip()
        meant = date_meant(text, months_first=None)
        if meant:
            self.repairs[place].append(f"{AS_WRITTEN}: date {text} is {meant}")
        return meant or text or self._verdicts.date

    def _status(self, word: str) -> tuple[str | None, str]:
        """Return the status that a cell means, None for none, and the comment behind it."""
        named = self._words.get(fold_heading(word))
        if not named and self.columns.asks:
            named = status_of_answer(word)
        return (named, "") if named else leading_status(word)

    def _object(
        self, values: dict[str, Any], *, status: str, date: str, rest: str
    ) -> dict[str, Any]:
        note = "\n".join(text for text in (rest, str(values.get("note") or "").strip()) if text)
        sources = values.get("sources")
        return {
            "record": ASSESSMENT.name,
            "recommendation": _cited(str(values["recommendation"]), values.get("cycle")),
            "assessor": self._verdicts.by,
            "status": status,
            "date": date,
            **({"note": note} if note else {}),
            **({"sources": sources} if sources else {}),
        }

    def problems(self) -> Iterator[RowProblem]:
        """Yield a problem for each word that means no verdict, and for rows without a date."""
        for word, rows in self._unknown.items():
            # No word is suggested: "will be implemented" is like "implemented", and is not.
            yield RowProblem(
                rows_listed(rows),
                f'means no verdict for certain: --map-value "{word}=STATUS" says what it means, '
                f"one of {', '.join((*STATUSES, NOT_ASSESSED))}",
                "status",
                word,
            )
        if uncertain := self.whose.uncertain():
            yield RowProblem(
                rows_listed(uncertain), "no assessor, where other rows name others: fill it in"
            )
        if self._undated:
            yield RowProblem(rows_listed(self._undated), "no date: fill it in, or add --date")


def _cited(cell: str, cycle: object) -> str:
    """Return the recommendation that a cell names: its number without the text behind it."""
    text = cell.strip()
    with_text = _WITH_TEXT.fullmatch(text)
    behind = _BEHIND_TEXT.fullmatch(text)
    number = with_text[1] if with_text else behind[1] if behind else text
    of_cycle = whole_number(text_of(cycle))
    if of_cycle and re.fullmatch(r"\d+\.\d+\.?", number, re.ASCII):
        return f"upr{of_cycle}-{number.rstrip('.')}"
    return number


def _without_contradictions(results: Iterator[Read]) -> Iterator[Read]:
    """Yield results, and problems in place of verdicts on a recommendation that differ."""
    drafts: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for result in results:
        if isinstance(result, Draft):
            key = (result.record["recommendation"], result.record["date"])
            drafts[key].append(result)
        else:
            yield result
    for (recommendation, _), of_one in drafts.items():
        by_status: dict[str, list[Draft]] = defaultdict(list)
        for draft in of_one:
            by_status[draft.record["status"]].append(draft)
        yield from by_status.pop(NOT_ASSESSED, [])
        if len(by_status) <= 1:
            yield from chain.from_iterable(by_status.values())
            continue
        statuses = ", ".join(f"{status} in {_rows_of(same)}" for status, same in by_status.items())
        for draft in chain.from_iterable(by_status.values()):
            yield RowProblem(
                draft.place, f"the sheet says two things of {recommendation}: {statuses}"
            )


def _rows_of(drafts: list[Draft]) -> str:
    """Return the rows of drafts, of many the first: "row 3", "rows 3, 5"."""
    places = dict.fromkeys(draft.place for draft in drafts)
    return rows_listed([int(place.removeprefix("row ")) for place in places])

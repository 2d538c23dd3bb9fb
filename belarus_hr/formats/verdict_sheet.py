"""Sheets of verdicts: a row for each recommendation, with its number, a status, a comment.

The columns are found by the headings that people give them, in English, Russian and Belarusian.
A sheet may have several columns with a number in them, such as a running one: the column is taken
whose cells look like numbers of recommendations. A row without a status says nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any

from belarus_hr.domain.errors import InvalidValue, Rejected
from belarus_hr.domain.reconcile.reconcile import Draft
from belarus_hr.domain.records.kinds import ASSESSMENT
from belarus_hr.domain.reference.status_words import leading_status
from belarus_hr.domain.reference.vocabulary import NOT_ASSESSED, STATUSES
from belarus_hr.domain.text.words import nearest, shown
from belarus_hr.formats.headings import fold_heading
from belarus_hr.formats.own.delimited import cell_value, column_at, listed, mapped
from belarus_hr.formats.own.records import Placed, read_own_records
from belarus_hr.formats.request import Read, Request, RowProblem, Skipped, Verdicts
from belarus_hr.formats.tables import Table, TableRow, text_of, whole_number

#: The headings of each field, the most telling first.
_HEADINGS = {
    "recommendation": """
id; recommendation id; rec. no.; rec. number; rec. id; recommendation no.; recommendation number
number of the recommendation; paragraph; para.; paragraph no.; paragraph number; para. no.; rec.
номер рекомендации; № рекомендации; рекомендация №; номер пункта; № пункта; пункт; параграф
нумар рэкамендацыі; № рэкамендацыі; нумар пункта; number; no.; nr; №; #; ref.; номер; нумар
recommendation; recommendations; text of the recommendation; рекомендация; рекомендации
текст рекомендации; рэкамендацыя; рэкамендацыі; тэкст рэкамендацыі
""",
    "status": """
status; verdict; level of implementation; implementation level; implementation status
status of implementation; state of implementation; degree of implementation; implementation
assessment; rating; evaluation
статус; вердикт; степень выполнения; уровень выполнения; статус выполнения; выполнение
степень реализации; уровень реализации; статус реализации; реализация; степень исполнения
статус исполнения; уровень исполнения; исполнение; оценка; оценка выполнения
ступень выканання; узровень выканання; статус выканання; выкананне; ацэнка; вердыкт
""",
    "note": """
comment; comments; note; notes; remark; remarks; explanation; justification; details
комментарий; комментарии; примечание; примечания; пояснение; обоснование; замечания
каментар; каментарый; каментары; заўвага; заўвагі; тлумачэнне
""",
    "sources": """
source; sources; evidence; reference; references; link; links; url
источник; источники; ссылка; ссылки; доказательства; крыніца; крыніцы; спасылка; спасылкі
""",
    "date": "date; date of the assessment; date of assessment; assessed on; дата; дата оценки",
    "cycle": "cycle; upr cycle; cycle of the upr; цикл; цикл упо; цыкл; цыкл упа",
}
_NEEDED = ("recommendation", "status")
FIELDS = tuple(_HEADINGS)
#: What is said of a field, where its name does not say enough.
_MEANING = {"recommendation": "number of the recommendation", "note": "comment"}
_FOLDED = {
    field: [fold_heading(name) for name in re.split(r"[;\n]", names.strip())]
    for field, names in _HEADINGS.items()
}

#: A number of a recommendation at the start of a cell: "97.5", "para. 97.5", "97.5. Ratify …".
_NUMBER = re.compile(r"[^\d]{0,40}(?:A/HRC/\d+/\d+\D{0,12})?\d{1,3}\.\d{1,3}(?!\d)", re.ASCII)
_ID = re.compile(r"[a-z]+[a-z0-9]*-[a-z0-9.-]+")
#: A number with the text of the recommendation behind it.
_WITH_TEXT = re.compile(
    r"(\d{1,3}\.\d{1,3})[.):]?\s+(?=[^\W\d_]{2})(?!(?:and|or|to|и|или|і)\s).{15,}", re.S
)
#: So many rows show what is in a column.
_SAMPLE = 30
NO_VERDICT = "no verdict in it"
COMMENT_ALONE = "a comment without a verdict"


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The place of the column of each field in a sheet of verdicts."""

    places: dict[str, int]
    header: list[str]

    def said(self) -> str:
        """Return which column was taken for what, as a line for a person."""
        taken = [
            f"{shown(self.header[place])} is the {_MEANING.get(field, field)}"
            for field, place in self.places.items()
        ]
        others = [
            name for at, name in enumerate(self.header) if name and at not in self.places.values()
        ]
        passed = f"; passed over: {listed(others)}" if others else ""
        return f"columns: {', '.join(taken)}{passed}"


def is_header(header: list[str], request: Request) -> bool:
    """Say whether a row is the header of a sheet of verdicts, with the columns that it needs."""
    if any(column_at(name, header) is None for name in request.names.values()):
        return False
    return all(field in request.names or _candidates(header, field) for field in _NEEDED)


def with_columns(table: Table, request: Request) -> tuple[Table, Columns]:
    """Return a table whose rows are still to be read, and its columns.

    Raises Rejected for all that is missing, at once: a column of the numbers or of the verdicts,
    and the date.
    """
    first = list(islice(table.rows, _SAMPLE))
    places = mapped(table.header, request.names)
    for field in FIELDS:
        free = [at for at in _candidates(table.header, field) if at not in places.values()]
        if field == "recommendation":
            free.sort(key=lambda at: not _holds_numbers(first, at))  # Stable: by the heading else.
        if field not in places and free:
            places[field] = free[0]
    _check_complete(table.header, places, request)
    in_order = {field: places[field] for field in FIELDS if field in places}
    columns = Columns(places=in_order, header=table.header)
    return replace(table, rows=chain(first, table.rows)), columns


def _candidates(header: list[str], field: str) -> list[int]:
    """Return the places of the columns whose heading can be that of a field, the best first."""
    folded = [fold_heading(name) for name in header]
    return [at for name in _FOLDED[field] for at, own in enumerate(folded) if name and own == name]


def _holds_numbers(rows: list[tuple[int, TableRow]], at: int) -> bool:
    """Say whether most cells of a column begin with a number of a recommendation."""
    cells = [text for _, row in rows if at < len(row) and (text := text_of(row[at]).strip())]
    numbers = [cell for cell in cells if _NUMBER.match(cell) or _ID.fullmatch(cell)]
    return len(numbers) * 2 > len(cells)


def _check_complete(header: list[str], places: dict[str, int], request: Request) -> None:
    missing = [f"the {_MEANING.get(f, f)} (--map {f}=COLUMN)" for f in _NEEDED if f not in places]
    wrong = []
    if missing:
        wrong.append(f"has no column that is known as {' and '.join(missing)}")
    if request.verdicts and not request.verdicts.date and "date" not in places:
        wrong.append("does not say when its verdicts were given: add --date, such as --date 2014")
    if wrong:
        columns = f"; its columns are {listed([n for n in header if n])}" if missing else ""
        raise Rejected("; it ".join(wrong) + columns)


# --- rows ---------------------------------------------------------------------


def read_verdict_sheet(table: Table, columns: Columns, request: Request) -> Iterator[Read]:
    """Yield a draft for each verdict; rows without a verdict and bad rows as such.

    What is missing in many rows, such as the meaning of a word, is one problem.
    """
    assert request.verdicts is not None
    reader = _Rows(columns, request.verdicts, guarded=table.guarded)
    placed: list[Placed] = []
    for number, row in table.rows:
        result = reader.read(number, row)
        if isinstance(result, Skipped | RowProblem):
            yield result
        elif result is not None:
            placed.append((f"row {number}", result))
    yield from reader.problems()
    yield from _without_contradictions(read_own_records(placed, replace(request, names={})))


class _Rows:
    """Reads the rows of a sheet, and keeps what is to be asked once about many of them."""

    def __init__(self, columns: Columns, verdicts: Verdicts, *, guarded: bool) -> None:
        self._columns = columns
        self._verdicts = verdicts
        self._guarded = guarded
        self._words = {fold_heading(word): status for word, status in verdicts.words.items()}
        self._unknown: dict[str, list[int]] = defaultdict(list)
        self._undated: list[int] = []

    def read(self, number: int, row: TableRow) -> dict[str, Any] | Skipped | RowProblem | None:
        """Return the verdict of a row as an object; None where it is one of many problems."""
        place = f"row {number}"
        try:
            values = {
                field: cell_value(field, row[at] if at < len(row) else None, self._guarded)
                for field, at in self._columns.places.items()
            }
        except InvalidValue as error:
            return RowProblem(place, str(error))
        word = str(values.get("status") or "").strip()
        if not word:
            return Skipped(place, COMMENT_ALONE if values.get("note") else NO_VERDICT)
        status, rest = self._status(word)
        if status == NOT_ASSESSED:
            return Skipped(place, NO_VERDICT)
        if not values.get("recommendation"):
            return RowProblem(place, "has a verdict and no number of a recommendation")
        date = values.get("date") or self._verdicts.date
        if status is None:
            self._unknown[word].append(number)
        elif not date:
            self._undated.append(number)
        else:
            return self._object(values, status=status, date=date, rest=rest)
        return None

    def _status(self, word: str) -> tuple[str | None, str]:
        """Return the status that a cell means, None for none, and the comment behind it."""
        named = self._words.get(fold_heading(word))
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
            guess = nearest(word, STATUSES) or "partly"
            yield RowProblem(
                _rows(rows),
                f'means no verdict for certain: --map-value "{word}={guess}" says what it means; '
                f"known: {', '.join((*STATUSES, NOT_ASSESSED))}",
                "status",
                word,
            )
        if self._undated:
            yield RowProblem(_rows(self._undated), "no date: fill it in, or add --date")


def _rows(numbers: list[int]) -> str:
    """Return rows as a place: "row 3", "rows 3, 5, 9 and 12 more"."""
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    more = f" and {len(numbers) - 5} more" if len(numbers) > 5 else ""
    return f"rows {', '.join(map(str, numbers[:5]))}{more}"


def _cited(cell: str, cycle: object) -> str:
    """Return the recommendation that a cell names: its number without the text behind it."""
    text = cell.strip()
    with_text = _WITH_TEXT.fullmatch(text)
    number = with_text[1] if with_text else text
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
    for (recommendation, _), same in drafts.items():
        if len({draft.record["status"] for draft in same}) == 1:
            yield from same
            continue
        said = ", ".join(f"{draft.record['status']} in {draft.place}" for draft in same)
        for draft in same:
            yield RowProblem(draft.place, f"the sheet says two things of {recommendation}: {said}")

"""The columns of a sheet of verdicts, found by the headings that people give them.

They are known in English, Russian and Belarusian. A sheet may have several columns with a number
in them, such as a running one: the column is taken whose cells look like numbers of
recommendations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from belarus_hr.domain.errors import InvalidValue, Rejected
from belarus_hr.domain.reference.status_words import status_of
from belarus_hr.domain.text.words import shown
from belarus_hr.formats.own.delimited import column_at, mapped
from belarus_hr.formats.request import Request
from belarus_hr.formats.tables import Table, TableRow, fold_heading, listed, text_of

#: The headings of each field, the most telling first.
_HEADINGS = {
    "recommendation": """
id; recommendation id; rec. no.; rec. number; rec. id; recommendation no.; recommendation number
number of the recommendation; paragraph; para.; paragraph no.; paragraph number; para. no.; rec.
номер рекомендации; № рекомендации; № рек.; номер рек.; рекомендация №
номер пункта; № пункта; пункт; параграф
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
    "assessor": """
assessor; assessed by; verdict by; rated by; evaluated by; evaluator; by; according to; author
organisation; organization; ngo; expert; reviewer
кем оценено; кто оценил; оценка дана; оценил; автор; автор оценки; организация; эксперт; по мнению
кім ацэнена; хто ацаніў; аўтар; аўтар ацэнкі; арганізацыя; эксперт
""",
    "cycle": "cycle; upr cycle; cycle of the upr; цикл; цикл упо; цыкл; цыкл упа",
}
#: What people add to a heading: "Status (as of March 2014)", "Comments / remarks".
_REMARK = re.compile(r"\s*(?:\([^()]*\)|/.*)\s*$", re.DOTALL)
#: The fields where such a remark changes nothing; "Date (of the recommendation)" is another date.
_REMARKED = frozenset(("recommendation", "status", "note"))
#: Headings that ask whether a recommendation is implemented: the answer is yes or no.
_ASKING = frozenset(
    fold_heading(asked + answer)
    for asked in (
        "implemented", "is it implemented", "выполнена", "выполнено", "реализована", "реализовано",
        "выканана", "рэалізавана",
    )
    for answer in ("", " yes/no", " y/n", " да/нет", " так/не")
)  # fmt: skip
_NEEDED = ("recommendation", "status")
FIELDS = tuple(_HEADINGS)
#: What is said of a field, where its name does not say enough.
_MEANING = {"recommendation": "number of the recommendation", "note": "comment"}
_FOLDED = {
    field: [fold_heading(name) for name in re.split(r"[;\n]", names.strip())]
    for field, names in _HEADINGS.items()
}

_FOLDED_STATUS = frozenset(_FOLDED["status"])
_NO_TICK = frozenset(("", "no", "n", "нет", "не", "0", "-", "–", "—"))
#: A number of a recommendation at the start of a cell: "97.5", "para. 97.5", "97.5. Ratify …".
_NUMBER = re.compile(r"[^\d]{0,40}(?:A/HRC/\d+/\d+\D{0,12})?\d{1,3}\.\d{1,3}(?!\d)", re.ASCII)
_ID = re.compile(r"[a-z]+[a-z0-9]*-[a-z0-9.-]+")
#: So many rows show what is in a column.
_SAMPLE = 30


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The place of the column of each field in a sheet of verdicts.

    ``ticked`` are the places of columns that are each for a status, and ticked where it holds.
    """

    places: dict[str, int]
    header: list[str]
    ticked: Mapping[int, str] = field(default_factory=dict)

    @property
    def asks(self) -> bool:
        """Whether the column of the status asks whether it is implemented, yes or no."""
        at = self.places.get("status")
        return at is not None and fold_heading(self.header[at]) in _ASKING

    def ticked_status(self, row: TableRow) -> str | None:
        """Return the status whose column is ticked in a row, None where none is.

        Raises InvalidValue for a row with two ticks, and for a count in place of a tick.
        """
        counts = [text_of(row[at]).strip() for at in self.ticked if at < len(row)]
        if any(cell.isdecimal() and int(cell) > 1 for cell in counts):
            raise InvalidValue(f"has counts where ticks are expected: {', '.join(counts)}")
        ticks = [
            at
            for at in self.ticked
            if at < len(row)
            and row[at] is not False
            and text_of(row[at]).strip().casefold() not in _NO_TICK
        ]
        if len(ticks) > 1:
            raise InvalidValue(f"is ticked twice: {listed([self.header[at] for at in ticks])}")
        return self.ticked[ticks[0]] if ticks else None

    def said(self) -> str:
        """Return which column was taken for what, as a line for a person."""
        used = {*self.places.values(), *self.ticked}
        others = [name for at, name in enumerate(self.header) if name and at not in used]
        passed = f"; passed over: {listed(others)}" if others else ""
        return f"columns: {self._taken()}{passed}"

    def asked_whose(self) -> str:
        """Return what a table with such columns lacks where nobody is named."""
        day = "" if "date" in self.places else ", and --date DAY, when they were given"
        return (
            f"looks like a sheet of verdicts: {self._taken()}; add --verdicts-by NAME, whose they "
            f"are{day}; of any other table --map title=COLUMN says which column is which field"
        )

    def _taken(self) -> str:
        taken = [
            f"{shown(self.header[place])} is the {_MEANING.get(field, field)}"
            for field, place in self.places.items()
        ]
        if self.ticked:
            taken.append(f"{listed([self.header[at] for at in self.ticked])} are ticked for it")
        return ", ".join(taken)


def is_header(header: list[str], request: Request) -> bool:
    """Say whether a row is the header of a sheet of verdicts, with the columns that it needs."""
    if any(column_at(name, header) is None for name in request.names.values()):
        return False
    return all(field in request.names or _candidates(header, field) for field in _NEEDED) or (
        bool(_ticked(header)) and bool(_candidates(header, "recommendation"))
    )


def with_columns(table: Table, request: Request) -> tuple[Table, Columns]:
    """Return a table whose rows are still to be read, and its columns.

    Raises Rejected for all that is missing, at once: a column of the numbers or of the verdicts,
    and the date.
    """
    first = list(islice(table.rows, _SAMPLE))
    columns = _columns(table.header, first, request)
    return replace(table, rows=chain(first, table.rows)), columns


def next_columns(header: list[str], request: Request) -> Columns | None:
    """Return the columns of another table below the first, of which a row is the header."""
    # For speed: nearly no row has a heading of the status in it.
    known = {*_FOLDED["status"], *_ASKING, fold_heading(request.names.get("status", "status"))}
    likely = _ticked(header) or not known.isdisjoint(map(fold_heading, header))
    return _columns(header, [], request) if likely and is_header(header, request) else None


def _columns(header: list[str], first: list[tuple[int, TableRow]], request: Request) -> Columns:
    places = mapped(header, request.names)
    ticked = {} if "status" in places else _ticked(header)
    for name in FIELDS:
        taken = {*places.values(), *ticked}
        free = [at for at in _candidates(header, name) if at not in taken]
        if name == "recommendation":
            free.sort(key=lambda at: not _holds_numbers(first, at))  # Stable: by the heading else.
        if name not in places and free:
            places[name] = free[0]
    _check_complete(header, {*places, *(("status",) if ticked else ())}, request)
    in_order = {name: places[name] for name in FIELDS if name in places}
    return Columns(places=in_order, header=header, ticked=ticked)


def _ticked(header: list[str]) -> dict[int, str]:
    """Return the columns that are each for a status; none where the status has one of its own."""
    statuses = {at: status for at, name in enumerate(header) if (status := status_of(name))}
    several = len(set(statuses.values())) == len(statuses) > 1
    return statuses if several and _FOLDED_STATUS.isdisjoint(map(fold_heading, header)) else {}


def _candidates(header: list[str], field: str) -> list[int]:
    """Return the places of the columns whose heading can be that of a field, the best first."""
    folded = [fold_heading(name) for name in header]
    places = [
        at for name in _FOLDED[field] for at, own in enumerate(folded) if name and own == name
    ]
    if places or field not in _REMARKED:
        return places
    # Less sure: of several such columns none is taken.
    plain = [fold_heading(_REMARK.sub("", name)) for name in header]
    asked = _ASKING if field == "status" else frozenset()
    known = {name for name in _FOLDED[field] if name}
    places = [
        at for at, own in enumerate(folded) if own in asked or (plain[at] and plain[at] in known)
    ]
    return places if len(places) == 1 else []


def _holds_numbers(rows: list[tuple[int, TableRow]], at: int) -> bool:
    """Say whether most cells of a column begin with a number of a recommendation."""
    cells = [text for _, row in rows if at < len(row) and (text := text_of(row[at]).strip())]
    return len(list(filter(is_number, cells))) * 2 > len(cells)


def is_number(cell: str) -> bool:
    """Say whether a cell begins with a number of a recommendation, or is an id."""
    return bool(_NUMBER.match(cell.strip()) or _ID.fullmatch(cell.strip()))


def _check_complete(header: list[str], places: set[str], request: Request) -> None:
    missing = [f"the {_MEANING.get(f, f)} (--map {f}=COLUMN)" for f in _NEEDED if f not in places]
    wrong = []
    if missing:
        wrong.append(f"has no column that is known as {' and '.join(missing)}")
    if request.verdicts.by and not request.verdicts.date and "date" not in places:
        wrong.append("does not say when its verdicts were given: add --date, such as --date 2014")
    if wrong:
        columns = f"; its columns are {listed([n for n in header if n])}" if missing else ""
        raise Rejected("; it ".join(wrong) + columns)


# --- the numbers in a cell: "97.10, 97.11", "97.4 и 97.5" and "97.4–97.6" name two or three --

_ONE = r"\d{1,3}\.\d{1,3}"
_TO = r"\s*(?:[-–—]|\s(?:to|до|по|да)\s)\s*"
_BETWEEN = r"\s*(?:[,;/]|\s(?:and|и|і|&)\s)\s*"
_PART = rf"{_ONE}(?:{_TO}{_ONE})?"
_SEVERAL = re.compile(rf"{_PART}(?:{_BETWEEN}{_PART})*")
_RANGE = re.compile(rf"({_ONE})(?:{_TO}({_ONE}))?")


def numbers_meant(cell: str) -> list[str]:
    """Return the numbers that a cell names; raises InvalidValue for a range that is none."""
    if not _SEVERAL.fullmatch(cell):
        return [cell]
    return [number for first, last in _RANGE.findall(cell) for number in _run(first, last)]


def _run(first: str, last: str) -> list[str]:
    if not last:
        return [first]
    paragraph, start = first.split(".")
    of_last, end = last.split(".")
    if paragraph != of_last or int(start) >= int(end):
        raise InvalidValue(
            f"recommendation {first}–{last} is no range within a paragraph: write each number"
        )
    return [f"{paragraph}.{number}" for number in range(int(start), int(end) + 1)]

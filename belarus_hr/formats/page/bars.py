"""Pictures of figures: what a stacked bar and a time line draw, in per cent of their width."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from belarus_hr.domain.figures.counting import Answers, Tally
from belarus_hr.domain.text import edtf
from belarus_hr.formats.page.contents import EventLine

#: The parts of the bars, each with its words.
_ANSWERS = {"supported": "supported", "noted": "noted", "pending": "pending"}
_VERDICTS = {
    "implemented": "implemented",
    "partly": "partly implemented",
    "not_implemented": "not implemented",
    "not_assessed": "not assessed",
}
_REST = "unsaid"


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A part of a stacked bar: what it counts, and where it lies."""

    name: str
    words: str
    count: int
    start: float
    width: float


def answer_bar(answers: Answers) -> tuple[Segment, ...]:
    """Return the bar of the State's answers; what no count says is a part of its own."""
    counts = {name: getattr(answers, name) or 0 for name in _ANSWERS}
    rest = (answers.made or 0) - sum(counts.values())
    return _bar({**counts, _REST: max(rest, 0)}, {**_ANSWERS, _REST: "answer not in the count"})


def verdict_bar(tally: Tally) -> tuple[Segment, ...]:
    """Return the bar of an assessor's verdicts."""
    return _bar({name: getattr(tally, name) for name in _VERDICTS}, _VERDICTS)


def _bar(counts: dict[str, int], words: dict[str, str]) -> tuple[Segment, ...]:
    total, start, segments = sum(counts.values()), 0, []
    for name, count in counts.items():
        if count:
            segments.append(
                Segment(
                    name=name,
                    words=words[name],
                    count=count,
                    start=round(100 * start / total, 3),
                    width=round(100 * count / total, 3),
                )
            )
        start += count
    return tuple(segments)


@dataclass(frozen=True, kw_only=True)
class TimeLine:
    """The years that a time line spans, and the years that its axis names."""

    first: int
    last: int
    ticks: tuple[int, ...]

    def place(self, when: str | int) -> float:
        """Return where a date, or the start of a year, lies."""
        day = date(when, 1, 1) if isinstance(when, int) else edtf.sort_key(when)[0]
        years = day.year + (day.timetuple().tm_yday - 1) / 366
        return round(100 * (years - self.first) / (self.last + 1 - self.first), 2)


def time_line(lines: Iterable[EventLine]) -> TimeLine | None:
    """Return the time line of events; None where there are none."""
    years = [edtf.sort_key(event["date"])[0].year for line in lines for _, event in line.events]
    if not years:
        return None
    first, last = min(years), max(years)
    step = next((step for step in (1, 2, 5, 10, 20, 50) if (last - first) / step <= 6), 100)
    ticks = range(first + -first % step, last + 1, step)
    return TimeLine(first=first, last=last, ticks=tuple(ticks))

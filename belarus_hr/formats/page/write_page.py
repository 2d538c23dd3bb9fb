"""Writes a page: the template filled in, with its style and its script within it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, Template

from belarus_hr.domain.figures import upr_progress
from belarus_hr.domain.figures.counting import BASES, COUNTS, Answers, Tally
from belarus_hr.domain.records import conflicts
from belarus_hr.domain.records.recommendation import recommending_states, texts_by_state
from belarus_hr.domain.reference import citations
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.safe_text import visible
from belarus_hr.formats.page import plan
from belarus_hr.formats.page.contents import Contents, EventLine, keeper_named


def write_page(contents: Contents) -> str:
    """Return the HTML of a page. Whatever a record holds stays text in it."""
    style, script = _file("page.css"), _file("page.js")
    return _template().render(
        page=contents,
        asked=contents.question,
        state=contents.question.state,
        chart_height=plan.HEIGHT,
        time_line=_time_line(contents.lines),
        style=style,
        script=script,
        policy=_policy(style, script),
    )


@cache
def _template() -> Template:
    """Return the template, which takes longer to compile than to fill in."""
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_file),
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.globals.update(
        answer_bar=_answer_bar,
        verdict_bar=_verdict_bar,
        beside=partial(upr_progress.beside, name=keeper_named),
        by=recommending_states,
        texts_by_state=texts_by_state,
        cite=citations.cite,
        conflict=conflicts.conflict_in_words,
        bases=BASES,
        units=COUNTS,
    )
    environment.filters["words"] = _words
    return environment.get_template("page.html.jinja")


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8").strip()


def _policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy: this style and this script, and nothing else."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _shown(value: Any) -> Any:
    """Return a value as the page prints it, with signs for characters that hide or reorder."""
    if type(value) is str:
        return visible(value, keep="\n")
    return value


def _words(name: str) -> str:
    """Return a word of a vocabulary as people write it."""
    return name.replace("-", " ").replace("_", " ")


# --- pictures of figures: a stacked bar and a time line, in per cent of their width --

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
class _Segment:
    """A part of a stacked bar: what it counts, and where it lies."""

    name: str
    words: str
    count: int
    start: float
    width: float


def _answer_bar(answers: Answers) -> tuple[_Segment, ...]:
    """Return the bar of the State's answers; what no count says is a part of its own."""
    counts = {name: getattr(answers, name) or 0 for name in _ANSWERS}
    rest = (answers.made or 0) - sum(counts.values())
    return _bar({**counts, _REST: max(rest, 0)}, {**_ANSWERS, _REST: "answer not in the count"})


def _verdict_bar(tally: Tally) -> tuple[_Segment, ...]:
    """Return the bar of an assessor's verdicts."""
    return _bar({name: getattr(tally, name) for name in _VERDICTS}, _VERDICTS)


def _bar(counts: dict[str, int], words: dict[str, str]) -> tuple[_Segment, ...]:
    total, start, segments = sum(counts.values()), 0, []
    for name, count in counts.items():
        if count:
            segments.append(
                _Segment(
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
class _TimeLine:
    """The years that a time line spans, and the years that its axis names."""

    first: int
    last: int
    ticks: tuple[int, ...]

    def place(self, when: str | int) -> float:
        """Return where a date, or the start of a year, lies."""
        day = date(when, 1, 1) if isinstance(when, int) else edtf.sort_key(when)[0]
        years = day.year + (day.timetuple().tm_yday - 1) / 366
        return round(100 * (years - self.first) / (self.last + 1 - self.first), 2)


def _time_line(lines: Iterable[EventLine]) -> _TimeLine | None:
    """Return the time line of events; None where there are none."""
    years = [edtf.sort_key(event["date"])[0].year for line in lines for _, event in line.events]
    if not years:
        return None
    first, last = min(years), max(years)
    step = next((step for step in (1, 2, 5, 10, 20, 50) if (last - first) / step <= 6), 100)
    ticks = range(first + -first % step, last + 1, step)
    return _TimeLine(first=first, last=last, ticks=tuple(ticks))

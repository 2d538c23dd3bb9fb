"""Groups and cross tables of ``status upr``, drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.console import RenderableType
from rich.text import Text

from belarus_hr.domain.figures.breakdown import Cross, Group
from belarus_hr.domain.figures.counting import Tally
from belarus_hr.domain.figures.upr_progress import CycleProgress
from belarus_hr.views.names import assessor_name
from belarus_hr.views.screen import Screen, heading, table, text

#: The room that the name of a group gets at least.
_NAME = 24


class _Columns(NamedTuple):
    """What a table of groups shows besides the assessors, and how it shows a tally."""

    answers: tuple[str, ...]
    cell: Callable[[Tally], str]


def _in_full(tally: Tally) -> str:
    percent = tally.share.percent
    of = f" ({percent:.1f} %)" if percent is not None else ""
    return _cell(tally, f"{of}, {tally.share.assessed} assessed")


def _plain(tally: Tally) -> str:
    return _cell(tally, f", {tally.share.assessed} assessed")


def _short(tally: Tally) -> str:
    return _cell(tally, f" ({tally.share.assessed})", nothing="–")


def _cell(tally: Tally, ending: str, nothing: str = "none assessed") -> str:
    share = tally.share
    return nothing if tally.nothing else f"{share.numerator}/{share.denominator}{ending}"


#: What is shown, the widest first.
_FORMS = (
    _Columns(("made", "supported", "noted", "pending"), _in_full),
    _Columns(("made", "supported", "noted"), _in_full),
    _Columns(("made", "supported", "noted"), _plain),
    _Columns(("supported",), _plain),
    _Columns(("supported",), _short),
    _Columns((), _short),
)


def group_table(cycle: CycleProgress, group_by: str, screen: Screen) -> list[RenderableType]:
    """Return the groups of a cycle, a column for each assessor that has spoken of it."""
    total = Group("all", cycle.answers, cycle.tallies)
    whole = [total] if cycle.counted == "recommendations" else []
    lines = [*cycle.groups, *whole]
    names = _spoken(cycle)
    several = sum(group.answers.made or 0 for group in cycle.groups) > (cycle.answers.made or 0)
    note = "One counts under each of its marks, so the lines add up to more than all."
    base = next(iter(cycle.tallies.values())).base if cycle.tallies else ""
    fits = (form for form in _FORMS if screen.fits(_width(lines, names, form)))
    form = next(fits, None)
    short = form is not None and form.cell is _short
    assessed = " (how many were assessed)" if short else ", and how many were assessed"
    title = heading(f"By {group_by}, implemented of what is {base}{assessed}")
    drawn = _lines(lines, names) if form is None else _table(lines, names, group_by, form)
    return [title, drawn, *([text(note, "dim")] if several else [])]


def _spoken(cycle: CycleProgress) -> list[str]:
    """Return the assessors with a verdict in a cycle; without any, the first asked about."""
    return [n for n, tally in cycle.tallies.items() if not tally.nothing] or [*cycle.tallies][:1]


def _width(lines: Sequence[Group], names: Sequence[str], form: _Columns) -> int:
    """Return the columns of a terminal that a table takes."""
    columns = [
        max([len(assessor_name(name))] + [len(form.cell(line.tallies[name])) for line in lines])
        for name in names
    ]
    return _NAME + sum(len(name) + 3 for name in form.answers) + sum(width + 3 for width in columns)


def _table(
    lines: Sequence[Group], names: Sequence[str], group_by: str, form: _Columns
) -> RenderableType:
    columns = [*form.answers, *map(assessor_name, names)]
    drawn = table(group_by, *columns, whole=columns)
    for line in lines:
        answers = [text(getattr(line.answers, name)) for name in form.answers]
        cells = [text(form.cell(line.tallies[name])) for name in names]
        drawn.add_row(text(line.name), *answers, *cells)
    return drawn


def _lines(lines: Sequence[Group], names: Sequence[str]) -> RenderableType:
    """Return the groups one under the other, for a terminal that is too narrow for the table."""
    drawn = []
    for line in lines:
        drawn.append(text(line.name, "bold"))
        spoken = [name for name in names if not line.tallies[name].nothing]
        for name in spoken:
            drawn.append(text(f"  {assessor_name(name)}  {_in_full(line.tallies[name])}"))
        if not spoken:
            drawn.append(text("  none assessed"))
    return Text("\n").join(drawn)


def cross_table(cross: Cross, groupings: Sequence[str], screen: Screen) -> list[RenderableType]:
    """Return a cross table; when the screen is too narrow, a line for each pair of marks."""
    note = text(
        "A recommendation with several marks is in several cells, in each total once.", "dim"
    )
    wide = 24 + sum(max(len(name), 5) + 3 for name in (*cross.columns, "all"))
    if screen.fits(wide):
        drawn = table(groupings[0], *cross.columns, "all", whole=cross.columns)
        for name, counts, total in cross.rows:
            cells = [text(count or "") for count in counts]
            drawn.add_row(text(name), *cells, text(total, "bold"))
        drawn.add_row(text("all", "bold"), *[text(n, "bold") for n in (*cross.totals, cross.total)])
        return [drawn, note]
    drawn = table(groupings[0], groupings[1], "count", whole=("count",))
    for name, counts, total in cross.rows:
        counted = [(c, n) for c, n in zip(cross.columns, counts, strict=True) if n]
        for number, (column, count) in enumerate(counted):
            drawn.add_row(text("" if number else f"{name} ({total})"), text(column), text(count))
    return [drawn, note]

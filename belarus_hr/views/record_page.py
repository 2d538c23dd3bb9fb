"""Everything there is on a record, laid out to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from belarus_hr.domain.figures.indicator_values import superseded
from belarus_hr.domain.records.conflicts import conflict_in_words
from belarus_hr.domain.records.kinds import BY_NAME, MEASURE, RECOMMENDATION, Record
from belarus_hr.domain.records.recommendation import texts_by_state
from belarus_hr.domain.reference.un_symbols import is_symbol, official_address
from belarus_hr.domain.text.safe_text import visible
from belarus_hr.domain.verdicts import contradictions
from belarus_hr.views.cited import dispute_cited, source_cited
from belarus_hr.views.indicator_lines import picture
from belarus_hr.views.measure_words import beside_state, state_in_words
from belarus_hr.views.names import assessor_name
from belarus_hr.views.rows import Row
from belarus_hr.views.screen import Screen, document, heading, linked, marked, text, two_columns


def record_page(
    rows: Iterable[Row], histories: dict[str, list[tuple[str, Record]]], screen: Screen
) -> str:
    """Return the pages of several records; ``histories`` holds the assessments of each by id."""
    parts: list[RenderableType] = []
    for row in rows:
        if parts:
            parts.append(Text(""))
        parts += _record(row, histories.get(row["id"], []))
    return screen.draw(Group(*parts))


def _record(row: Row, history: list[tuple[str, Record]]) -> list[RenderableType]:
    title = heading(row.get("title") or row.get("recommendation") or row["id"])
    parts: list[RenderableType] = [title, text(f"{row['id']} · {row['record']}", style="dim")]
    grid, kind = two_columns(), BY_NAME[row["record"]]
    apart = {*_HEAD, *_SECTIONS, "according_to", "otherwise"}
    if "status" not in kind.by_name:
        # Of a recommendation the status follows from the verdicts, which have their own section.
        apart.add("status")
    for name, value in row.items():
        if name not in apart and value not in (None, [], {}):
            draw = document if kind.columns[name].type.drawn == "symbol" else text
            said = _texts(row) if name == "text" else draw(value)
            grid.add_row(text(name.replace("_", " "), style="dim"), said)
        if name == "state" and kind is MEASURE:
            for line, style in beside_state(row):
                grid.add_row("", text(line, style))
    if kind is RECOMMENDATION and not row["text"]:
        grid.add_row(text("text", style="dim"), _how_to_get_the_text(row))
    parts.append(grid)
    for name, drawn_section in _sections(row, history):
        parts += [Text(""), heading(name), drawn_section]
    return parts


def _texts(row: Row) -> Text:
    """Return the official text; where States worded it differently, each State's own."""
    each = texts_by_state(row)
    if not each:
        return text(row["text"])
    return Text("\n").join(text(f"{', '.join(by)}: {words}") for words, by in each.items())


def _how_to_get_the_text(row: Row) -> Text:
    """Say that the official text of a recommendation is not on record, and what brings it in."""
    line = Text("the official text is not on record: ")
    symbol = row["document"]
    if not (symbol and is_symbol(symbol)):
        return line.append("hrtrack import FILE reads it from the UN's document (docs/cycles.md)")
    where = linked(f"{symbol}, {official_address(symbol)}", official_address(symbol))
    return line.append_text(where).append(
        ", has it; save that as PDF or Word, then hrtrack import FILE (docs/cycles.md)"
    )


def _sections(row: Row, history: list[tuple[str, Record]]) -> Iterable[tuple[str, RenderableType]]:
    for name, (title, line) in _SECTIONS.items():
        entries = _beside(name, row.get(name), history)
        # What became of a matter has its sources there.
        told = entries or (name in _EMPTY and not row.get("course"))
        if name in row and told:
            yield title, _entries(entries, line) if entries else text(_EMPTY[name], "dim")


def _beside(name: str, entries: Any, history: list[tuple[str, Record]]) -> Any:
    """Return the entries of a section, each with what is said beside it."""
    if name == "verdicts":
        return _marked(history)
    if name == "values" and entries:
        return list(zip(entries, superseded(entries), strict=True))
    if name == "lines" and entries:
        return list(zip(entries, picture(entries), strict=True))
    return entries


def _marked(history: list[tuple[str, Record]]) -> list[tuple[str, Record, bool]]:
    """Return the verdicts, each with whether another of the same assessor and day overrules it."""
    contradicting = contradictions(dict(history))
    overruled = {id_ for contradiction in contradicting for id_, _ in contradiction.verdicts[:-1]}
    return [(id_, verdict, id_ in overruled) for id_, verdict in history]


def _entries(values: Iterable[Any], line: Any) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for value in values:
        grid.add_row(Text("-"), line(value))
    return grid


def _conflict(value: Record) -> Text:
    return text(conflict_in_words(value), "yellow")


def _response(value: Record) -> Text:
    line = text(value.get("date", "undated")).append("  ").append_text(text(value["response"]))
    if value.get("confidence"):
        line.append("  ").append_text(text(value["confidence"]))
    if value.get("ref"):
        return line.append("\n").append_text(source_cited(value))
    return line.append(f"\n{visible(value['note'])}") if value.get("note") else line


def _item(value: Record) -> Text:
    action = f", action {value['action']}" if "action" in value else ""
    return text(f"{value['by']}{action}{', ' + value['response'] if 'response' in value else ''}")


def _verdict(entry: tuple[str, Record, bool]) -> Text:
    id_, value, overruled = entry
    line = text(f"{value['date']}  {assessor_name(value['assessor'])}: ").append_text(
        text(value["status"])
    )
    line.append(f"  {visible(id_)}", style="dim")
    if overruled:
        line.append("\ncontradicted by a verdict of the same day, which counts", style="yellow")
    for conflict in value.get("conflicts", ()):
        line.append("\nanother version says ").append_text(_conflict(conflict))
    if value.get("note"):
        line.append(f"\n{visible(value['note'])}")
    if value.get("evidence"):
        line.append(f"\nrests on {', '.join(map(visible, value['evidence']))}")
    for part in value.get("sources", ()):
        line.append("\n").append_text(source_cited(part))
    return line


def _reported(value: Record) -> Text:
    counts = ", ".join(
        f"{value[name]} {name}"
        for name in ("made", "supported", "noted", "pending")
        if name in value
    )
    who = f"{value['by']}, " if "by" in value else ""
    line = text(f"{who}{value.get('date', 'undated')}: {counts}")
    return line.append("\n").append_text(source_cited(value))


def _link(value: Record) -> Text:
    parts = [value[name] for name in ("state", "grade", "date", "reached") if value.get(name)]
    if value.get("latest") is not None:
        parts.insert(0, f"{value['latest']} {value['unit']} ({value['latest_date']})")
    if value.get("assessor"):
        parts.insert(0, f"{value['status']} according to {assessor_name(value['assessor'])}")
    words = state_in_words(value) if value["record"] == MEASURE.name else ", ".join(parts)
    line = text(f"{value['record']} {value['id']}").append_text(text(f": {words}" if words else ""))
    line = marked(line, value)
    return line.append(f"\n{visible(value['title'])}") if value.get("title") else line


def _progress(value: Record) -> Text:
    who = f", by {value['by']}" if "by" in value else ""
    line = text(f"{value['date']}  {value['state']}{who}")
    if value.get("ref"):
        return line.append("\n").append_text(source_cited(value))
    return line.append(f"\n{visible(value['note'])}") if value.get("note") else line


def _value(entry: tuple[Record, bool]) -> Text:
    value, corrected = entry
    said = value["value"] if "value" in value else f"unknown: {value['reason']}"
    line = text(f"{value['date']}  ").append_text(text(said))
    told = (
        value.get("scope"),
        value.get("method"),
        f"published {value['published']}" if "published" in value else None,
    )
    more = "; ".join(filter(None, told))
    line.append_text(text(f"  ({more})" if more else "", "dim"))
    if corrected:
        line.append("\ncorrected by a later value", style="yellow")
    if value.get("ref"):
        return line.append("\n").append_text(source_cited(value))
    return line.append(f"\n{visible(value['note'])}") if value.get("note") else line


def _line(entry: tuple[Record, str]) -> Text:
    """Return a line of values with its picture: ``Minsk: ▁▄█  10 (2014) to 12.5 (2016)``."""
    value, drawn = entry
    which = ", ".join(filter(None, (value["scope"], value["method"])))
    first, last = value["values"][0], value["values"][-1]
    line = text(f"{which}: " if which else "").append(drawn)
    line.append_text(text(f"  {first['value']} ({first['date']})"))
    if first != last:
        line.append_text(text(f" to {last['value']} ({last['date']})"))
    return line


def _step(value: Record) -> Text:
    where = f"{value['mechanism']}{value['cycle'] or ''}"
    line = text(f"{value['made'] or 'undated'}  {where}  {value['id']}: ")
    line.append_text(text(value["response"]))
    for assessor, status in value["verdicts"].items():
        line.append_text(text(f"; {assessor}: {status}"))
    if value["remark"]:
        line.append("\n").append_text(text(value["remark"], "yellow"))
    line.append("\n").append_text(text(value["title"], "dim"))
    for part in value["sources"]:
        line.append("\n").append_text(source_cited(part))
    return line


#: Keys that stand at the head of the page.
_HEAD = ("id", "title", "record")
#: The sections of the page by the key of the row: heading, and what draws an entry.
_SECTIONS: dict[str, tuple[str, Callable[[Any], Text]]] = {
    "responses": ("Response", _response),
    "items": ("One by one, as UPR Info counts", _item),
    "verdicts": ("Verdicts", _verdict),
    "linked": ("Linked to it", _link),
    "progress": ("Progress", _progress),
    "values": ("Values", _value),
    "lines": ("Lines that can be compared", _line),
    "course": ("What became of it", _step),
    "reported": ("Counts that others report", _reported),
    "sources": ("Sources", source_cited),
    "disputes": ("Disputed", dispute_cited),
    "conflicts": ("Another version says", _conflict),
}
#: What a section says that is there even when it is empty.
_EMPTY = {"verdicts": "none yet", "sources": "none"}

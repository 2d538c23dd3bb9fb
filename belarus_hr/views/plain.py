"""Rows as text for scripts: tsv, csv, json, ndjson, md, ids. No Rich, no terminal."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from belarus_hr.domain.text.safe_text import escaped, guarded, in_markdown, json_safe, visible
from belarus_hr.views.rows import Row

#: Made once: a large table has a value for each of many thousand rows.
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def cell(value: Any) -> str:
    """Return a value as text: a list joined by ``; ``, a source as its reference."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(cell(part) for part in value)
    if isinstance(value, dict):
        return _object(value)
    return str(value)


def _object(value: dict[str, Any]) -> str:
    """Return a nested object in short; the JSON formats give it whole."""
    if value and all(isinstance(part, dict) for part in value.values()):
        # What each of several people says, by their names, which may be any words.
        return "; ".join(f"{who}={_part(said)}" for who, said in value.items())
    if "says" in value:
        return f"{value['says']} ({value['ref']})"
    if "date" in value and ("value" in value or "reason" in value):
        said = value["value"] if "value" in value else f"unknown ({value['reason']})"
        which = ", ".join(value[key] for key in ("scope", "method") if value.get(key))
        return f"{value['date']}{f' {which}' if which else ''}: {said}"
    if "response" in value:
        return " ".join(cell(value[key]) for key in ("by", "response", "date") if value.get(key))
    if "ref" in value:
        return f"{value['ref']} <{value['url']}>" if value.get("url") else str(value["ref"])
    return "; ".join(f"{key}={_part(part)}" for key, part in value.items())


def _part(value: Any) -> str:
    """Return the value of a key in short; of a verdict its status, date and sources.

    Of an account of progress it is the state and the date.
    """
    if isinstance(value, dict) and "state" in value:
        return f"{value['state']} {value['date']}"
    if not isinstance(value, dict) or "status" not in value:
        return cell(value)
    sources = f" ({cell(value['sources'])})" if value.get("sources") else ""
    return f"{value['status']} {value['date']}{sources}"


def tsv(rows: Iterable[Row], names: Sequence[str], *, header: bool) -> Iterator[str]:
    """Yield a line for each row, its fields divided by tabs and escaped as in jq's ``@tsv``."""
    if header:
        yield "\t".join(names) + "\n"
    for row in rows:
        yield "\t".join([escaped(cell(row[name])) for name in names]) + "\n"


def csv(
    rows: Iterable[Row],
    names: Sequence[str],
    *,
    header: bool,
    delimiter: str = ",",
    excel: bool = False,
) -> Iterator[str]:
    """Yield RFC 4180 lines; what a spreadsheet would take as a formula gets a ``'``.

    With ``excel`` a byte order mark says to a spreadsheet program that it is UTF-8, and a number
    in parts is guarded, as 97.10 is.
    """
    if excel:
        yield "\ufeff"
    if header:
        yield delimiter.join(names) + "\r\n"
    for row in rows:
        cells = (_csv_field(row[name], delimiter, excel=excel) for name in names)
        yield delimiter.join(cells) + "\r\n"


def _csv_field(value: Any, delimiter: str, *, excel: bool) -> str:
    text = visible(cell(value), keep="\t\r\n")
    if not isinstance(value, int | float):
        text = guarded(text, delimiter=delimiter, numbers=excel)
    # For speed without a loop: a large table has many cells.
    quoted = delimiter in text or '"' in text or "\n" in text or "\r" in text
    if quoted or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text


def json_lines(rows: Iterable[Row], names: Sequence[str] | None = None) -> Iterator[str]:
    """Yield a JSON object a line, with the keys in ``names``; None: with all keys."""
    for row in rows:
        yield json_value(_only(row, names)) + "\n"


def json_array(rows: Iterable[Row], names: Sequence[str] | None = None) -> Iterator[str]:
    """Yield a JSON array, an object a line, with the keys in ``names``; None: with all keys."""
    opening = "["
    for row in rows:
        yield opening + "\n" + json_value(_only(row, names))
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def _only(row: Row, names: Sequence[str] | None) -> Row:
    return row if names is None else {name: row[name] for name in names}


def json_document(value: Any) -> str:
    """Return a value as JSON, indented for reading."""
    return json_safe(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2)) + "\n"


def json_value(value: Any) -> str:
    """Return a value as JSON on one line, safe on a terminal. Raises ValueError for NaN."""
    return json_safe(_ENCODER.encode(value))


def markdown(rows: Iterable[Row], names: Sequence[str]) -> Iterator[str]:
    """Yield a Markdown table."""
    yield "| " + " | ".join(names) + " |\n"
    yield "|" + " --- |" * len(names) + "\n"
    for row in rows:
        yield "| " + " | ".join([in_markdown(cell(row[name])) for name in names]) + " |\n"


def id_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield each id of the rows once, on a line of its own."""
    seen: set[str] = set()
    for row in rows:
        id_ = row["id"]
        # The row of a log entry may have no record.
        if id_ is not None and id_ not in seen:
            seen.add(id_)
            yield f"{escaped(id_)}\n"

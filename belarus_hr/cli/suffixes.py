"""What the end of a file's name says of what is in it."""

from __future__ import annotations

from pathlib import Path

from belarus_hr.domain.errors import InvalidValue

#: The endings of each format's files, the usual first.
SUFFIXES = {
    "json": (".json",),
    "ndjson": (".ndjson", ".jsonl"),
    "csv": (".csv",),
    "tsv": (".tsv", ".tab"),
    "md": (".md", ".markdown"),
    "xlsx": (".xlsx",),
    "sqlite": (".sqlite", ".sqlite3", ".db"),
    "bibtex": (".bib",),
    "csl": (".json",),
    "html": (".html", ".htm"),
    "matrix": (".md", ".xlsx", ".docx"),
    "verdict-sheet": (".xlsx",),
    "impact-oss": (".csv",),
}
#: Endings of files that are never written, and would not open as what they say.
_STRANGE = (".xls", ".ods", ".doc", ".odt", ".pdf", ".xml", ".ics", ".zip", ".parquet")


def format_of(path: Path | None) -> str | None:
    """Return the format that a file's name tells; None for a name that tells none."""
    suffix = _suffix(path)
    return next((name for name, suffixes in SUFFIXES.items() if suffix in suffixes), None)


def refuse_other(path: Path | None, form: str) -> None:
    """Raise InvalidValue when a file's name tells another format than it would hold."""
    suffix = _suffix(path)
    telling = {*_STRANGE, *(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)}
    if suffix in telling and suffix not in SUFFIXES[form]:
        raise InvalidValue(
            f'"{path}" would hold {form}: name it {" or ".join(SUFFIXES[form])}, '
            "or choose another --format"
        )


def _suffix(path: Path | None) -> str:
    return "" if path is None else path.suffix.lower()

"""Readable, stable ids: how an id is made, and which texts are ids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import normalize

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.field_types import DATE
from belarus_hr.domain.records.kinds import RECOMMENDATION, Kind, Record
from belarus_hr.domain.records.validators import are_ids
from belarus_hr.domain.text import edtf, similarity
from belarus_hr.domain.text.words import shown

#: The most characters of a text that go into an id.
_LONG = 40
# Compiled when first used, and kept by ``re``: not every command needs it.
_NOT_LEGAL = r"[^a-z0-9.]+"


def check_id(value: object) -> str:
    """Return ``value`` as an id (``validators.are_ids``), or raise InvalidValue."""
    text = value.strip().lower() if isinstance(value, str) else ""
    if not are_ids([text]):
        raise InvalidValue(
            f"id {shown(value)} must be letters, digits, dots and hyphens: cat-2009-12-report"
        )
    return text


def other_paragraph(id_: str, paragraph: str) -> str:
    """Return the paragraph that an id names in place of the one given; empty where they agree.

    People and spreadsheets write ``upr1-97.10`` for paragraph 97.10 of cycle 1. An id is made of
    a paragraph so: 41(a) gives 41-a, a double of it 41-a-2. Other ids name no paragraph:
    ``upr1-algeria-410d03`` ends with the digest of a text.
    """
    match = re.fullmatch(r"upr[0-9]+-(?:[a-z-]+-(?![0-9a-f]{6}(?:-[0-9]+)?$))?([0-9].*)", id_)
    slug = _legal(paragraph).strip("-.")
    if match is None or re.fullmatch(re.escape(slug) + "(?:-[0-9]+)?", match[1]):
        return ""
    return match[1]


def stem(kind: Kind, record: Record, key: str = "") -> str:
    """Return the id made of a record's own words; the caller numbers it where it is taken.

    ``key`` is ``similarity.wording_key`` of the record's text, from a caller that has it already.
    """
    parts: Iterable[str] = (_part(kind, record, part) for part in kind.made_id)
    if kind is RECOMMENDATION:
        parts = _recommendation(record, key)
    words = "-".join(filter(None, map(_legal, parts)))
    if ".." in words:
        words = re.sub(r"\.{2,}", ".", words)
    return words[:100].strip("-.")


def _legal(part: str) -> str:
    """Return a part of an id, with the characters that an id may have."""
    return part.lower() if part.isascii() and part.isalnum() else _legal_words(part)


@lru_cache(maxsize=1024)
def _legal_words(part: str) -> str:
    # Cached, since many records of a file are of the same States.
    return re.sub(_NOT_LEGAL, "-", part.lower()).strip("-")


def _part(kind: Kind, record: Record, part: str) -> str:
    """Return the text of a record for a part of ``Kind.made_id``; empty where it has none."""
    if part.startswith("'"):
        return part.strip("'")
    if "+" in part:
        return "".join(_part(kind, record, name) for name in part.split("+"))
    name = next((name for name in part.split("|") if name in record), "")
    if not name:
        return ""
    return _start(record[name]) if kind.by_name[name].type is DATE else str(record[name])[:_LONG]


def _recommendation(record: Record, key: str) -> tuple[str, ...]:
    """Return the words that distinguish a recommendation: its paragraph, else State and text.

    The text goes in as a digest, so that the id does not depend on the order of the rows of
    a file. The cycle distinguishes paragraphs of the UPR, the year those of other mechanisms.
    """
    mechanism, country = record["mechanism"], record.get("country", "")
    review = (f"{mechanism}{record.get('cycle', '')}", *([_plain(country)] if country else []))
    upr = mechanism == "UPR"
    if "text" not in record or (upr and "paragraph" in record):
        return (*review, record.get("paragraph") or record["title"][:_LONG])
    digest = _digest(key or similarity.wording_key(record["text"]))
    if not upr:
        return (*review, str(record.get("published", ""))[:4], digest)
    states = [_plain(item["by"]) for item in record.get("items", ())]
    return (*review, min(states, default=""), digest)


def _plain(name: str) -> str:
    """Return a name in letters without accents."""
    return name if name.isascii() else normalize("NFKD", name).encode("ascii", "ignore").decode()


def _digest(key: str) -> str:
    """Return six letters and digits for a text, from its ``similarity.wording_key``."""
    # Loaded where it is needed: few commands make an id from a text.
    from hashlib import sha256

    return sha256(key.encode()).hexdigest()[:6]


def _start(date: str) -> str:
    """Return the start of a date as written, without the mark for approximate."""
    start = date.partition("/")[0].rstrip("~")
    edtf.parse(start)
    return start

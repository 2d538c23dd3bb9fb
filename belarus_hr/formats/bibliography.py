"""The sources of records for a reference manager, as BibTeX and as CSL JSON.

An entry is a text, not a place in it: a report of which 93 paragraphs are cited is one entry, and
``annote`` names the paragraphs. Keys are made of the text alone, so that they stay the same
whatever else is listed: the symbol of a UN document, ``A/HRC/15/16``, else words and a digest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from belarus_hr.domain.reference.citations import SourceCitation, cite
from belarus_hr.domain.text.safe_text import visible

#: The publisher of what has a symbol.
_UN = "United Nations"
_KEY_WORDS = 4
_DIGEST = 8
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
#: What TeX takes for a command, as it is written to be read. Braces are named: BibTeX counts them
#: even after a backslash.
_IN_TEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "$&#%_"},
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
    }
)


@dataclass(frozen=True, kw_only=True)
class _Work:
    """A text that is cited, with where it was read and the places in it that are cited."""

    key: str
    cited: SourceCitation
    read: dict[str, None] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)

    @property
    def title(self) -> str:
        words = self.cited.title or self.cited.symbol or self.cited.ref
        return words[0].upper() + words[1:]

    @property
    def date(self) -> list[int]:
        return [int(part) for part in self.cited.date.split("-")] if self.cited.date else []

    @property
    def note(self) -> str:
        return "; ".join(self.read)

    @property
    def annote(self) -> str:
        return "; ".join(self.places)


def bibtex_entries(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the texts that rows cite, each once, as entries of BibTeX."""
    return map(_bibtex, _works(rows))


def csl_items(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the texts that rows cite, each once, as items of CSL JSON."""
    return map(_csl, _works(rows))


def _works(rows: Iterable[Mapping[str, Any]]) -> Iterable[_Work]:
    """Return the texts that rows cite, in their order."""
    works: dict[str, _Work] = {}
    keys: set[str] = set()
    for source in _sources(list(rows)):
        citation = cite(source)
        same = citation.symbol or f"{citation.body}\n{citation.title}\n{citation.address}"
        work = works.get(same)
        if work is None:
            key = _key(citation, same)
            if key in keys:
                key = f"{key}-{sha256(same.encode()).hexdigest()}"
            keys.add(key)
            work = works[same] = _Work(key=key, cited=citation)
        for words, told in ((citation.read, work.read), (citation.place, work.places)):
            if words:
                told[words] = None
    return works.values()


def _sources(value: Any) -> Iterator[dict[str, str]]:
    """Yield what cites a text, wherever it stands: sources, answers, verdicts, disputes."""
    if isinstance(value, dict):
        if isinstance(value.get("ref"), str) and value["ref"].strip():
            yield value
        else:
            yield from _sources(list(value.values()))
    elif isinstance(value, list):
        for part in value:
            yield from _sources(part)


def _key(citation: SourceCitation, same: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9./-]+", citation.symbol):
        return citation.symbol
    words = f"{citation.body} {citation.title}"
    plain = normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()
    named = re.findall("[a-z0-9]+", plain)[:_KEY_WORDS] or ["source"]
    return "-".join((*named, sha256(same.encode()).hexdigest()[:_DIGEST]))


def _bibtex(work: _Work) -> str:
    cited, date = work.cited, work.date
    document = bool(cited.symbol)
    fields = {
        "author": _braced(cited.body),
        "title": _braced(work.title),
        "institution": _braced(_UN if document else ""),
        "number": _in_tex(cited.symbol),
        "year": str(date[0]) if date else "",
        "month": _MONTHS[date[1] - 1] if date[1:] else "",
        "day": str(date[2]) if date[2:] else "",
        # LaTeX takes an address as it is.
        "url": cited.address,
        "note": _in_tex(work.note),
        "annote": _in_tex(work.annote),
    }
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
        for name, value in fields.items()
        if value
    ]
    return f"@{'techreport' if document else 'misc'}{{{work.key},\n{''.join(lines)}}}\n\n"


def _braced(words: str) -> str:
    """Return words that stay together: names are not taken apart, and capitals are kept."""
    return f"{{{_in_tex(words)}}}" if words else ""


def _in_tex(words: str) -> str:
    return " ".join(visible(words).split()).translate(_IN_TEX)


def _csl(work: _Work) -> dict[str, Any]:
    cited, document = work.cited, bool(work.cited.symbol)
    values = {
        "id": work.key,
        "type": "report" if document else "webpage" if cited.address else "document",
        "author": [{"literal": cited.body}] if cited.body else [],
        "title": work.title,
        "publisher": _UN if document else "",
        "number": cited.symbol,
        "issued": {"date-parts": [work.date]} if work.date else {},
        "URL": cited.address,
        "note": work.note,
        "annote": work.annote,
    }
    return {name: value for name, value in values.items() if value}

"""How a source is cited: who issued it, what it is, its symbol, the place in it, its address.

UN documents are cited as the UN does it, by symbol and paragraph: ``A/HRC/15/16, para. 97.5``. The
other references are read as the dataset writes them: who published it, a comma, what sort of text
it is, mostly with its date: ``OHCHR, press release of 2012-07-05 on …``. What a source does not say
stays out of its citation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from belarus_hr.domain.reference import un_symbols
from belarus_hr.domain.reference.copying_hosts import copying
from belarus_hr.domain.reference.mechanisms import MECHANISMS, TREATY_BODIES
from belarus_hr.domain.reference.states import BELARUS

#: Who issues the documents whose symbols start so.
_BODIES = {
    "A/HRC/": MECHANISMS["HRC"].name,
    "E/CN.4/": "Commission on Human Rights",
    "A/": MECHANISMS["GA"].name,
    **{
        mechanism.root: mechanism.name
        for code, mechanism in MECHANISMS.items()
        if mechanism.family == TREATY_BODIES and code != "TB"
    },
}
_STATES = {"BLR": BELARUS}
#: What a document is, by the end of its symbol; ``{of}`` and ``{on}`` name the State concerned.
_SORTS_BY_SYMBOL = (
    (r"(?:A/HRC|A)/RES/(.+)", "resolution {0}"),
    (r"A/HRC/DEC/(.+)", "decision {0}"),
    (r".+/SR\.([0-9]+)", "summary record of meeting {0}"),
    (r".+/CO/[0-9-]+", "concluding observations{on}"),
    (r".+/QPR/[0-9-]+", "list of issues prior to reporting{on}"),
    (r".+/Q/[0-9-]+", "list of issues{on}"),
    (r"HRI/CORE/[A-Z]{3}/[0-9]+", "common core document{of}"),
    (r"A/HRC/WG\.6/[0-9]+/[A-Z]{3}/1", "national report{of}"),
    (r"(?!HRI|A/).+/[A-Z]{3}/[0-9-]+", "report{of}"),
)

_NOUN = (
    r"(?:report|(?:press|news) release|release|statement|story|article|post|page|comment|notice|"
    r"summary|item|letter|submission|questions|interview|record|highlights|decision|act|study|"
    r"resolutions|results|data)"
)
_SORT = rf"(?:(?!an? |the |an?d )[\w-]+ ){{0,2}}{_NOUN}"
#: Who published what: ``Viasna, page on …``. A number of pages alone is a place in a text.
_PUBLISHED = rf"([^,;:]+), ({_SORT}\b(?! ?[0-9–-]+$).*)"
_MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
_DATE = (
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{2}"
    rf"|(?:[0-9]{{1,2}} )?(?:{'|'.join(_MONTHS)}) [0-9]{{4}}|[0-9]{{4}})(?![\w-])"
)
#: Where a text says when it was published: ``press release of January 2011``, ``…, 2009-05-26``.
_DATED = (rf"(?i:{_SORT})(?: of \w+)? of {_DATE}", rf".*, {_DATE}$")
#: A place in a text, at the end of its reference.
_PLACE = r"(.+), ((?:items?|paras?\.|pp?\.|arts?\.|annex(?:es)?) ?[\w. –-]*[0-9][\w. –-]*)"
#: The sentence of a note that says where a text was read.
_READ = r"(?:^|(?<=[.;!?] ))([Rr]ead (?:in|on|as) .+?)(?:\.(?=\s|$)|$)"


@dataclass(frozen=True, kw_only=True)
class SourceCitation:
    """A source in parts. A part that the source does not say is empty.

    ``body`` issued or published the text, ``title`` says what it is, ``date`` is as precise as it
    is known (2012, 2012-07, 2012-07-05), ``place`` is where in the text: ``para. 97.4``.
    ``address`` is the publisher's; ``read`` says where the text was read instead: ``read in a copy
    at worldlii.org``. ``note`` is what else the source says.
    """

    ref: str
    body: str = ""
    title: str = ""
    symbol: str = ""
    place: str = ""
    date: str = ""
    address: str = ""
    read: str = ""
    note: str = ""

    @property
    def footnote(self) -> str:
        """The citation on a line, as a footnote has it."""
        told = (self.body, self.title, self.symbol, self.place)
        line = ", ".join(filter(None, told)) if self.symbol else self.ref
        if self.address:
            stop = "" if line.endswith((".", "?", "!")) else "."
            line += f"{stop} Available at {self.address}"
        return f"{line} ({self.read})" if self.read else line


def cite(source: Mapping[str, str]) -> SourceCitation:
    """Return the citation of a source."""
    ref, symbol = source["ref"].strip(), un_symbols.symbol(source["ref"].strip())
    parts = _document(ref, symbol) if symbol else _published(ref)
    read, note = _read(source.get("note", ""))
    address = un_symbols.link(source) or ""
    if address and copying(address):
        read = f"read in a copy at {address}"
        address = un_symbols.official_address(symbol) if symbol else ""
    return SourceCitation(ref=ref, address=address, read=read, note=note, **parts)


def _document(ref: str, symbol: str) -> dict[str, str]:
    """Return the parts of a reference to a UN document."""
    body = next((name for root, name in _BODIES.items() if symbol.startswith(root)), "")
    return {
        "body": body,
        "title": _sort_of(symbol),
        "symbol": symbol,
        "place": ref.removeprefix(symbol).strip(" ,;."),
    }


def _sort_of(symbol: str) -> str:
    """Return what a document is, as far as its symbol tells; else nothing."""
    parts = un_symbols.of_state(symbol)
    state = _STATES.get(parts.state, "") if parts else ""
    for pattern, words in _SORTS_BY_SYMBOL:
        if match := re.fullmatch(pattern, symbol):
            of, on = (f" {word} {state}" if state else "" for word in ("of", "on"))
            return words.format(*match.groups(), of=of, on=on)
    return ""


def _published(ref: str) -> dict[str, str]:
    """Return the parts of a reference to what is no UN document."""
    cited = re.fullmatch(_PLACE, ref)
    whole, place = (cited[1], cited[2]) if cited else (ref, "")
    match = re.fullmatch(_PUBLISHED, whole)
    # A title may hold a comma, too: "Report on torture, statement of a survivor".
    if match and re.match(rf"(?:(?i:{_NOUN})|{_SORT})\b", match[1]):
        match = None
    body, title = (match[1], match[2]) if match else ("", whole)
    return {"body": body, "title": title, "place": place, "date": _date(title)}


def _date(title: str) -> str:
    dated = next((match for way in _DATED if (match := re.match(way, title))), None)
    if dated is None:
        return ""
    *day, name, year = f" {dated[1]}".split(" ")
    if name not in _MONTHS:
        return dated[1]
    month = f"{year}-{_MONTHS.index(name) + 1:02}"
    return f"{month}-{int(day[-1]):02}" if day[-1] else month


def _read(note: str) -> tuple[str, str]:
    """Return where a text was read, as a note tells it, and what else the note says."""
    match = re.search(_READ, note)
    if match is None:
        return "", note
    rest = f"{note[: match.start()]} {note[match.end() :].lstrip('.')}".strip(" ;")
    words = match[1][0].lower() + match[1][1:]
    return re.sub(r" \((\S+\.\S+)\)$", r" at \1", words), rest

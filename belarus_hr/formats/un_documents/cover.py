"""What the first pages of a UN document say about it: symbol, State, session, day of issue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from belarus_hr.domain.errors import Rejected
from belarus_hr.domain.reference import states
from belarus_hr.formats.un_documents.pages import SYMBOL_PATTERN

_SYMBOL = re.compile(SYMBOL_PATTERN)
_TITLE = re.compile(
    r"report\s+of\s+the\s+working\s+group\s+on\s+the\s+universal\s+periodic\s+review"
    r"[\s*∗†]*(?P<state>[^\n*∗]+)",
    re.IGNORECASE,
)
_REVIEW_OF = re.compile(r"[Tt]he review of (?:the )?(?P<state>[^.]{3,80}?) was held")
_SESSION = re.compile(r"held\s+its\s+([a-z]+(?:-[a-z]+)?)\s+session\s+from")
_ADOPTED = re.compile(
    r"held on (\d{1,2}) ([A-Z][a-z]+) (\d{4}), the Working Group adopted the report"
)
_ISSUED = re.compile(r"\b(\d{1,2})\s+([A-Z][a-z]+)\s+((?:19|20)\d\d)\b")
_OTHER_LANGUAGES = (
    ("Rapport du Groupe de travail sur l", "French"),
    ("Доклад Рабочей группы по универсальному", "Russian"),
    ("Informe del Grupo de Trabajo sobre el", "Spanish"),
    ("普遍定期审议工作组报告", "Chinese"),
    ("الاستعراض الدوري الشامل", "Arabic"),
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_COVER_PAGES = 3


@dataclass(frozen=True, kw_only=True)
class Cover:
    """The cover of a Working Group's report, or of an addendum to one.

    ``state`` is the kept name of the State under review. ``session`` is that of the Working
    Group, None where the document does not say it. ``published`` is a day (ISO 8601) or empty.
    """

    symbol: str
    state: str
    session: int | None
    published: str
    adopted: str

    @property
    def is_addendum(self) -> bool:
        """Say whether the document is an addendum: the replies of the State."""
        return "/Add." in self.symbol

    @property
    def report(self) -> str:
        """The symbol of the report that the document is, or is an addendum to."""
        return self.symbol.partition("/Add.")[0]


def is_report_or_addendum(start: bytes) -> bool:
    """Say whether a text begins as a Working Group's report does, in English or as translated."""
    plain = " ".join(start.decode(errors="replace").split())
    return bool(_TITLE.search(plain)) or any(title in plain for title, _ in _OTHER_LANGUAGES)


def read_cover(pages: Sequence[str]) -> Cover:
    """Return what the cover says, from the texts of the pages; raises Rejected for another one."""
    text = "\n".join(pages[:_COVER_PAGES])
    plain = " ".join(text.split())
    for title, language in _OTHER_LANGUAGES:
        if title in plain:
            raise Rejected(f"is in {language}; the English version is read")
    symbol = _symbol(pages)
    state = _state(text, plain)
    if not symbol or not state:
        missing = "document symbol such as A/HRC/15/16" if not symbol else "State under review"
        raise Rejected(f"names no {missing} on its first pages")
    issued = _ISSUED.search(pages[0], max(pages[0].find("Distr"), 0))
    session = _SESSION.search(plain)
    return Cover(
        symbol=symbol,
        state=state,
        session=_number(session[1]) if session else None,
        published=_day(issued),
        adopted=_day(_ADOPTED.search(plain)),
    )


def _symbol(pages: Sequence[str]) -> str:
    """Return the symbol at the head of the pages, which a first page without text lacks."""
    heads = [page[:60] for page in pages[1:3]] + [pages[0]]
    symbol = next((match[0] for head in heads if (match := _SYMBOL.search(head))), "")
    return symbol.replace("A/HRC", "A/HRC/").replace("//", "/")


def _state(text: str, plain: str) -> str:
    for match in _TITLE.finditer(text):
        name = match["state"].strip()
        if states.is_name(name):
            return states.canonical(name)
    held = _REVIEW_OF.search(plain)
    name = held["state"] if held else ""
    return states.canonical(name) if states.is_name(name) else ""


def _number(ordinal: str) -> int | None:
    """Return the number of an ordinal in words: "thirty-fourth" gives 34."""
    tens, _, unit = ordinal.rpartition("-")
    if unit.endswith("ieth"):
        return _TENS.get(f"{unit[:-4]}y")
    if unit not in _ORDINALS or (tens and tens not in _TENS):
        return None
    return _TENS.get(tens, 0) + _ORDINALS.index(unit) + 1


def _day(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    try:
        return datetime.strptime(" ".join(match.groups()), "%d %B %Y").date().isoformat()
    except ValueError:
        return ""

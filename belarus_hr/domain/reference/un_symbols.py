"""The grammar of UN document symbols, and references to where a statement can be checked.

A symbol's parts say who issued the document and about which State: ``CAT/C/BLR/CO/4`` holds the
Committee against Torture's concluding observations (``CO``) on the fourth report of Belarus.
Symbols of before 2005 name no State (``CRC/C/15/Add.180``).
"""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.reference.copying_hosts import host_of, is_below
from belarus_hr.domain.reference.mechanisms import MECHANISMS
from belarus_hr.domain.text.words import shown

#: The two protocols to the Convention on the Rights of the Child whose reports have symbols of
#: their own, by the letters of the treaty's name.
_PROTOCOLS = {"CRCOPAC": "CRC/C/OPAC/", "CRCOPSC": "CRC/C/OPSC/"}

# The patterns are compiled when they are first used, and kept by ``re``.
_PART = r"[A-Z0-9](?:[A-Za-z0-9.()-]*[A-Za-z0-9)])?"
_SYMBOL = rf"[A-Z]{{1,6}}(?:/{_PART})+"
_COMMITTEES = "|".join(
    code for code, mechanism in MECHANISMS.items() if mechanism.root == f"{code}/C/"
)
#: How the symbols start that references are looked through for.
_ORGAN = rf"(?:A/HRC|A/RES|A/C\.3|E/CN\.4|E/C\.12|HRI|{_COMMITTEES})"
_OF_STATE = (
    rf"((?:(?:{_COMMITTEES})/C|E/C\.12)(?:/OPAC|/OPSC)?|HRI/CORE|A/HRC/WG\.6/[0-9]+)"
    r"/(?!DEC/)([A-Z]{3})/(.+)"
)
#: What may follow a symbol to say that the document adds to or corrects another.
_ANNEXES = r"(?:/(?:Add|Rev|Corr)\.[0-9]+)*"
#: The number that ends the symbol of a report: 4, of a combined report 4-6.
_NUMBER = rf"([0-9]+)(?:-([0-9]+))?{_ANNEXES}"
_WORKING_GROUP_SESSION = r"A/HRC/WG\.6/([0-9]+)/"
_WORKING_GROUP_REPORT = rf"A/HRC/[0-9]+/[0-9]+{_ANNEXES}|A/HRC/WG\.6/[0-9]+/L\.[0-9]+"
_COUNCIL_SESSION = r"A/HRC/(?:(?:DEC|RES|PRST)/)?([0-9]+)/"
#: The General Assembly's own documents, and the Economic and Social Council's, by session or year.
_PARENT_ORGAN = r"A/[0-9]+/|E/[0-9]{4}/"

#: Where the UN serves any document by its symbol, in each of its languages.
_UN_DOCUMENTS = "https://docs.un.org/"
#: Hosts of the UN; those below them are, too.
_UN_HOSTS = ("un.org", "ohchr.org", "undocs.org")

#: What an address may hold as it is; the rest is percent-encoded.
_IN_ADDRESS = "%:/?#[]@!$&'()*+,;=~"


# --- symbols ------------------------------------------------------------------


class StateSymbol(NamedTuple):
    """A symbol that names a State, in parts: ``CAT/C``, ``BLR``, ``CO/4``."""

    root: str
    state: str
    rest: str

    @property
    def observations(self) -> bool:
        """Say whether the document holds concluding observations."""
        return self.rest.startswith("CO/")

    @property
    def number(self) -> tuple[int, int] | None:
        """Return the first and last number of the report that the document is, or observes on.

        ``CAT/C/BLR/CO/4`` gives 4 and 4, ``E/C.12/BLR/4-6`` gives 4 and 6, a list of issues None.
        """
        match = re.fullmatch(_NUMBER, self.rest.removeprefix("CO/"))
        return (int(match[1]), int(match[2] or match[1])) if match else None

    def as_report(self, *, observations: bool) -> str:
        """Return the symbol of the report with the number at the end of this one, "" without.

        With ``observations``, the symbol of the concluding observations on that report.
        """
        match = re.search(f"{_NUMBER}$", self.rest)
        prefix = "CO/" if observations else ""
        return f"{self.root}/{self.state}/{prefix}{match[0]}" if match else ""


def is_symbol(text: str) -> bool:
    """Say whether a text is a UN document symbol and nothing else: parts divided by "/"."""
    return re.fullmatch(_SYMBOL, text) is not None


def of_state(symbol: str) -> StateSymbol | None:
    """Return the parts of a symbol that names a State; None for any other symbol."""
    match = re.fullmatch(_OF_STATE, symbol)
    return StateSymbol(*match.groups()) if match else None


def symbol(ref: str) -> str | None:
    """Return the document symbol that a reference starts with, or None.

    ``"A/HRC/15/16, para. 97.4"`` gives ``"A/HRC/15/16"``.
    """
    match = re.match(rf"{_ORGAN}(?:/{_PART})+", ref)
    return match[0] if match else None


def like_symbol(ref: str) -> str | None:
    """Return the first word of a reference that starts like a symbol, well-formed or not."""
    return ref.split()[0].rstrip(",;:.") if re.match(rf"(?i:{_ORGAN})/", ref) else None


def mended(text: str) -> str:
    """Return the symbol that a text such as ``cat/c/blr/co/4.`` probably means, or nothing."""
    word = re.sub(r"\s*/\s*", "/", text.strip()).replace("–", "-").partition(" ")[0]
    plain = re.sub(r"/{2,}", "/", word.partition(",")[0].strip(".;:/")).upper()
    candidate = re.sub(r"\b(ADD|REV|CORR)\.", lambda match: match[0].capitalize(), plain)
    return candidate if is_symbol(candidate) else ""


def root_of(mechanism: str, treaty: str = "") -> str:
    """Return how symbols start of a mechanism's documents under a treaty; "" when any may do."""
    protocol = _PROTOCOLS.get(re.sub("[^A-Z]", "", treaty.upper())) if mechanism == "CRC" else None
    return protocol or MECHANISMS[mechanism].root


def has_root(symbol: str, root: str) -> bool:
    """Say whether a symbol starts with a root; those under a protocol have the protocol's."""
    protocol = next(filter(symbol.startswith, _PROTOCOLS.values()), None)
    return protocol == root if protocol else symbol.startswith(root)


def owner(symbol: str) -> str:
    """Return whose document has a symbol, in words; "" when that is not known."""
    if symbol.startswith(tuple(_PROTOCOLS.values())):
        return "the reports under a protocol"
    for code, mechanism in MECHANISMS.items():
        if mechanism.root and symbol.startswith(mechanism.root):
            return mechanism.name if code != "UPR" else "the Human Rights Council"
    return ""


def is_of_parent_organ(symbol: str) -> bool:
    """Say whether a document is the General Assembly's or the Economic and Social Council's."""
    return re.match(_PARENT_ORGAN, symbol) is not None


def working_group_session(symbol: str) -> int | None:
    """Return the session of the UPR Working Group that a document was written for, if any."""
    match = re.match(_WORKING_GROUP_SESSION, symbol)
    return int(match[1]) if match else None


def council_session(symbol: str) -> int | None:
    """Return the session of the Human Rights Council that a document is of, if any."""
    match = re.match(_COUNCIL_SESSION, symbol)
    return int(match[1]) if match else None


def is_working_group_report(symbol: str) -> bool:
    """Say whether a document is a report of the UPR Working Group, or the draft of one."""
    return re.fullmatch(_WORKING_GROUP_REPORT, symbol) is not None


# --- sources ------------------------------------------------------------------


def link(source: Mapping[str, str]) -> str | None:
    """Return the address to open for a source: its own, else the UN's for its symbol.

    None where there is none, and for one of its own that ``address`` does not take.
    """
    if source.get("url"):
        return address(source["url"])
    document = symbol(source["ref"])
    return official_address(document) if document else None


def official_address(symbol: str) -> str:
    """Return the address at which the UN serves a document, in English."""
    return f"{_UN_DOCUMENTS}en/{quote(symbol)}"


def is_official(address: str, symbol: str) -> bool:
    """Say whether an address is one of the UN's for a document; on docs.un.org it must name it."""
    if address.startswith(_UN_DOCUMENTS):
        named = address.removeprefix(_UN_DOCUMENTS).partition("/")[2]
        return symbol in (named, unquote(named.partition("?")[0]))
    return any(is_below(host_of(address), domain) for domain in _UN_HOSTS)


def check_url(value: object) -> str:
    """Return ``value`` as a web address without a password in it, or raise InvalidValue."""
    if isinstance(value, str):
        text = value.strip()
        try:
            parts = urlsplit(text)
        except ValueError:
            parts = None
        if (
            parts is not None
            and parts.scheme in ("http", "https")
            and parts.hostname
            and "@" not in parts.netloc
            and len(text) <= 2000
            and text.isprintable()
            and " " not in text
        ):
            return text
    raise InvalidValue(f"address {shown(value)} must be a web address starting with https://")


def address(value: object) -> str | None:
    """Return ``value`` as an address that any program may be handed, or None.

    It is a web address, http or https, in ASCII without spaces, controls and quotes.
    """
    try:
        return quote(check_url(value), safe=_IN_ADDRESS)
    except InvalidValue:
        return None

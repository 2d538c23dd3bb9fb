"""References to where a statement can be checked: UN document symbols and other sources."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.text.safe_text import LINE_LIMIT, TEXT_LIMIT, check_text
from belarus_hr.domain.text.words import nearest, shown

#: A UN document symbol: a body's root, then parts divided by "/". The first
#: parts of the families used here; E/C.12 and A/HRC/WG.6 carry a dot.
#: Compiled when first used.
_SYMBOL = (
    r"(?:A/HRC|A/RES|A/C\.3|E/CN\.4|E/C\.12|CAT|CCPR|CEDAW|CERD|CMW|CRC|CRPD|CED|HRI)"
    r"(?:/[A-Za-z0-9.()-]*[A-Za-z0-9)])+"
)

#: Where the UN serves any document by its symbol.
_UN_DOCUMENTS = "https://docs.un.org/en/"

#: What an address may hold as it is; the rest is percent-encoded.
_IN_ADDRESS = "%:/?#[]@!$&'()*+,;=~"

_LIMITS = {"ref": LINE_LIMIT, "by": LINE_LIMIT, "says": TEXT_LIMIT, "note": TEXT_LIMIT}
_SOURCE_KEYS = ("ref", "url", "note")


def symbol(ref: str) -> str | None:
    """Return the document symbol that ``ref`` starts with, or None.

    ``"A/HRC/15/16, para. 97.4"`` gives ``"A/HRC/15/16"``.
    """
    match = re.match(_SYMBOL, ref)
    return match.group() if match else None


def is_symbol(text: str) -> bool:
    """Say whether ``text`` as a whole is a well-formed document symbol."""
    return re.fullmatch(_SYMBOL, text) is not None


def link(source: dict[str, str]) -> str | None:
    """Return the address to open for a source: its own, else the UN's for its symbol.

    None where there is none, and for one of its own that ``address`` does not take.
    """
    if source.get("url"):
        return address(source["url"])
    found = symbol(source["ref"])
    return _UN_DOCUMENTS + quote(found) if found else None


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


def check_source(value: object) -> dict[str, str]:
    """Return one source in its normal form; a plain string is taken as its ``ref``.

    Raises InvalidValue when it is neither or has no ``ref``.
    """
    if isinstance(value, str):
        value = {"ref": value}
    return check_parts("source", value, _SOURCE_KEYS, required=("ref",))


def check_parts(
    what: str, value: object, keys: tuple[str, ...], *, required: tuple[str, ...]
) -> dict[str, str]:
    """Return a small object of texts with only ``keys``, or raise InvalidValue.

    Empty values are left out; ``url`` must be a web address.
    """
    if not isinstance(value, dict):
        raise InvalidValue(f"{what} {shown(value)} must be text or an object with {keys[0]}")
    for key in value:
        if key not in keys:
            guess = nearest(str(key), keys)
            hint = f"did you mean {guess}? " if guess else ""
            raise InvalidValue(
                f"{what} has an unknown key {shown(key)}: {hint}known: {', '.join(keys)}"
            )
    parts: dict[str, str] = {}
    for key in keys:
        part = value.get(key)
        if part is None or (isinstance(part, str) and not part.strip()):
            continue
        parts[key] = check_url(part) if key == "url" else _part(what, key, part)
    for key in required:
        if key not in parts:
            raise InvalidValue(f"{what} {shown(value)} has no {key}")
    return parts


def _part(what: str, key: str, part: object) -> str:
    try:
        return check_text(part, _LIMITS[key])
    except InvalidValue as error:
        raise InvalidValue(f"{key} of a {what} {error}") from None

"""Rules about sources, confidence and disputes, and about links to other records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from belarus_hr.domain.checks.rule import ERROR, NOTE, WARNING, Case, Problem, entries, rule
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    BY_NAME,
    KINDS,
    RECOMMENDATION,
    Kind,
    Record,
)
from belarus_hr.domain.records.links import linked_ids, wrong_kind
from belarus_hr.domain.reference import un_symbols
from belarus_hr.domain.reference.copying_hosts import copying
from belarus_hr.domain.text.words import shown

_FACTS = tuple(kind for kind in KINDS if kind is not ASSESSMENT)
#: Parts of a path that lead to an API: WordPress calls its own ``wp-json``.
_API = frozenset(("api", "wp-json"))


def _with(field: str) -> tuple[Kind, ...]:
    """Return the kinds of facts that have a field."""
    return tuple(kind for kind in _FACTS if field in kind.by_name)


@rule(WARNING, *_with("sources"))
def source_missing(case: Case) -> Iterator[Problem]:
    """Find a record of a fact that names no source."""
    yield from _no_source(case)


@rule(NOTE, ASSESSMENT)
def verdict_source(case: Case) -> Iterator[Problem]:
    """Find a verdict that names no source."""
    yield from _no_source(case)


def _no_source(case: Case) -> Iterator[Problem]:
    if not case.record.get("sources"):
        yield Problem("sources", "", "there is no source, so nobody can check it")


@rule(NOTE, *_with("confidence"))
def confidence_missing(case: Case) -> Iterator[Problem]:
    """Find a record without a confidence: how sure we are that it is so."""
    if "confidence" not in case.record:
        yield Problem("confidence", "", "it does not say how sure it is")


@rule(WARNING, *_with("disputes"))
def dispute_missing(case: Case) -> Iterator[Problem]:
    """Find a record or an answer that is contradicted, while no dispute says by whom."""
    if case.record.get("disputes"):
        return
    answers = ((f"{place}.", answer) for place, answer in entries(case.record, "responses"))
    for place, statement in (("", case.record), *answers):
        if statement.get("confidence") == "contradicted":
            message = "nothing says by what it is contradicted"
            right = "a dispute with what is said and where"
            yield Problem(f"{place}confidence", "contradicted", message, right)


@rule(NOTE, RECOMMENDATION)
def documents_differ(case: Case) -> Iterator[Problem]:
    """Find a recommendation of which two documents say different things, which nobody settled.

    Its ``confidence`` says ``contradicted`` once somebody has looked at it.
    """
    if case.record.get("confidence") == "contradicted":
        return
    refs = [source["ref"] for source in case.record.get("sources", ())]
    for place, dispute in entries(case.record, "disputes"):
        others = ", ".join(ref for ref in refs if ref != dispute["ref"])
        message = f"{dispute['ref']} says otherwise than {others or 'the record'}"
        yield Problem(place, dispute["says"], message)


def _addresses(case: Case) -> Iterator[tuple[str, Record]]:
    """Yield what cites an address, with the place of the address: ``sources[0].url``."""
    for place, entry in entries(case.record, *case.kind.citing):
        if "url" in entry:
            yield f"{place}.url", entry


def _written_out(case: Case) -> Iterator[tuple[str, str, Record]]:
    """Yield addresses that stand in the words of a reference: ``A letter, https://…``."""
    for place, entry in entries(case.record, *case.kind.citing):
        for address in re.findall(r"https?://[^\s<>\"]+", entry.get("ref", "")):
            yield f"{place}.ref", address.rstrip(".,;)"), entry


@rule(WARNING, *KINDS)
def source_copy(case: Case) -> Iterator[Problem]:
    """Find an address on a host that only copies: a document is cited from its publisher.

    ``copying_hosts`` lists the hosts, each with what it is.
    """
    in_field = [(field, entry["url"], entry) for field, entry in _addresses(case)]
    for field, address, entry in (*in_field, *_written_out(case)):
        copying_host = copying(address)
        if copying_host:
            host, reason = copying_host
            symbol = un_symbols.symbol(entry.get("ref", ""))
            message = f"{host} only copies what others publish: it is {reason}"
            official = un_symbols.official_address(symbol) if symbol else ""
            yield Problem(field, address, message, official)


@rule(WARNING, *KINDS)
def source_address(case: Case) -> Iterator[Problem]:
    """Find an address that does not lead to the page meant.

    It ends in a dot, is a home page, or the answer of an API.
    """
    for field, entry in _addresses(case):
        url = entry["url"]
        parts = urlsplit(url)
        host, path = parts.hostname or "", parts.path
        if host.endswith("."):
            mended = parts._replace(netloc=parts.netloc.replace(".:", ":").rstrip("."))
            yield Problem(field, url, "its host ends in a dot", mended.geturl())
        if url.endswith("."):
            yield Problem(field, url, "it ends in a dot", url.rstrip("."))
        elif path in ("", "/") and not parts.query and not parts.fragment:
            yield Problem(field, url, "it is a home page, not the page that says so")
        elif host.startswith("api.") or not _API.isdisjoint(path.lower().split("/")):
            yield Problem(field, url, "it is the answer of an API, made for programs")


@rule(ERROR, ASSESSMENT)
def verdict_without(case: Case) -> Iterator[Problem]:
    """Find a verdict whose recommendation is not on record, or is a record of another kind."""
    yield from _broken_links(case)


@rule(ERROR, *(kind for kind in _FACTS if kind.links))
def id_unknown(case: Case) -> Iterator[Problem]:
    """Find a link to a record that is not on record, or is a record of another kind."""
    yield from _broken_links(case)


def _broken_links(case: Case) -> Iterator[Problem]:
    collection = case.context.whole
    for field in case.kind.links:
        for number, id_ in enumerate(linked_ids(field, case.record)):
            if any(id_ in collection.of(BY_NAME[name]) for name in field.linked_kinds):
                continue
            others = (wrong_kind(id_, kind, field) for kind in KINDS if id_ in collection.of(kind))
            message = next(
                others, f"{shown(id_)} is no {' or '.join(field.linked_kinds)} on record"
            )
            place = f"{field.name}[{number}]" if field.type.is_list else field.name
            yield Problem(place, id_, message)

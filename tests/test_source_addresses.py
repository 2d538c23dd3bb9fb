"""The addresses in the dataset, as far as they can be judged without opening them.

- well formed: one that any program may be handed, without a port, a password or an odd sign
- https, but for two old sites of which only plain addresses are known
- a UN document at docs.un.org, by its symbol; anything else on a host that is its publisher's own
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kinds import KINDS
from belarus_hr.domain.reference import un_symbols
from belarus_hr.domain.reference.copying_hosts import copying

ONLY_PLAIN = {"en.prava-by.info", "votescount.hrw.org"}
Cited = dict[str, str]


@pytest.fixture(scope="module")
def cited(shipped: Collection) -> list[Cited]:
    """What cites an address: sources, answers, disputes and counts that others report."""
    records = (record for kind in KINDS for record in shipped.of(kind).values())
    return [entry for record in records for entry in with_address(record)]


def with_address(value: Any) -> Iterator[Cited]:
    if isinstance(value, dict):
        if "url" in value:
            yield value
        for part in value.values():
            yield from with_address(part)
    elif isinstance(value, list):
        for part in value:
            yield from with_address(part)


def test_addresses_are_well_formed(cited: list[Cited]) -> None:
    assert cited
    for entry in cited:
        url, parts = entry["url"], urlsplit(entry["url"])
        assert un_symbols.address(url) == url
        assert (parts.port, parts.fragment) == (None, "")
        assert "." in (parts.hostname or "")
        assert "//" not in parts.path


def test_addresses_are_encrypted_where_that_is_known_to_work(cited: list[Cited]) -> None:
    plain = {urlsplit(entry["url"]).hostname for entry in cited if "https://" not in entry["url"]}
    assert plain == ONLY_PLAIN


def test_a_document_of_the_un_is_where_the_un_serves_it(cited: list[Cited]) -> None:
    documents = [entry for entry in cited if un_symbols.symbol(entry["ref"])]
    assert documents
    for entry in documents:
        symbol = un_symbols.symbol(entry["ref"]) or ""
        language, named = urlsplit(entry["url"]).path.strip("/").split("/", 1)
        assert urlsplit(entry["url"]).hostname == "docs.un.org"
        assert (len(language), named) == (2, symbol)


def test_anything_else_is_on_a_host_of_one_publisher(cited: list[Cited]) -> None:
    publishers: dict[str, set[str]] = defaultdict(set)
    for entry in cited:
        host = urlsplit(entry["url"]).hostname or ""
        assert copying(entry["url"]) is None
        if not un_symbols.symbol(entry["ref"]):
            publishers[host.removeprefix("www.")].add(entry["ref"].split()[0].strip(","))
    assert "docs.un.org" not in publishers
    assert {host: names for host, names in publishers.items() if len(names) > 1} == {}

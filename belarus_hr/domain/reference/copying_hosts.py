"""Hosts that only copy what others publish, each with what it is.

A document is cited by its symbol and from its publisher: a copy may be cut, machine-translated,
out of date or gone tomorrow, and its address does not say where the words come from. What was
read in a copy says so in the note of its source.
"""

from __future__ import annotations

from urllib.parse import urlsplit

#: A host stands for all below it, too: ``right-docs.org`` for ``www.right-docs.org``.
COPYING_HOSTS = {
    "21.by": "an aggregator of agency reports",
    "645012.skal.fun": "a throwaway host that mirrors the University of Minnesota's library",
    "archive.crin.org": "an NGO's archive of others' press releases",
    "atlas-of-torture.org": "a database that holds an unedited version of UN documents",
    "cetext.ru": "a scraper of texts",
    "cloudfront.net": "a content network that does not name the publisher",
    "cmio.org": "a site of translated agency reports",
    "covidnews.how": "a scraper that garbles what it rewrites",
    "docslib.org": "a scraper of documents",
    "fdocuments.net": "a scraper of documents",
    "glob-news.com": "a site that copies agency and UN news",
    "humanrightsvoices.org": "an NGO's text dump of UN documents",
    "info.5y1.org": "a scraper that files documents under names of others",
    "lawsdocbox.com": "a scraper of documents",
    "nationaltribune.com.au": "a site that reprints press releases",
    "newskitchen.eu": "a site that reprints reports of others",
    "pravo.kulichki.net": "a hobby collection of laws",
    "publicnow.com": "a service that reprints press releases",
    "refworld.org": "an archive that holds copies of others' documents",
    "right-docs.org": "a mirror of documents of the Human Rights Council",
    "scoop.co.nz": "a site that reprints press releases",
    "studylib.net": "a scraper of documents",
    "studylib.ru": "a scraper of documents",
    "survincity.com": "a scraper of machine-translated news",
    "ummnews.org": "a site that reprints agency reports",
    "un-icc.cloud": "a test server of OHCHR",
    "urdupoint.com": "a site that reprints agency reports",
    "worldlii.org": "a law library's copies of UN documents",
    "www-dev.belhelcom.org": "a development server of the Belarusian Helsinki Committee",
    "www1.umn.edu": "a university library's copies of UN documents",
    "zayntechnologies.com": "a company's site with copied news",
}
#: How such a host ends: most addresses are told apart by that.
_ENDS = tuple(COPYING_HOSTS)


def host_of(address: str) -> str:
    """Return the host of a web address in lower case; "" for what is no address."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def is_below(host: str, domain: str) -> bool:
    """Say whether a host is a domain or one below it."""
    return host == domain or host.endswith(f".{domain}")


def copying(address: str) -> tuple[str, str] | None:
    """Return the host that an address is on with what it is, when it only copies; else None."""
    host = host_of(address).rstrip(".")
    if not host.endswith(_ENDS):
        return None
    return next((entry for entry in COPYING_HOSTS.items() if is_below(host, entry[0])), None)

"""Stores that somebody forged: checksums that hold, and any text in any place."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import Any

from belarus_hr.store import Store, layout, storage
from tests.unseen import HIDDEN

#: A line that would pass for one of ours, if a text could begin it.
POSING = "hrtrack: all is well"
TEXTS = {
    "line end": f"a\n{POSING}\nb",
    "line ends": f"a\r\n{POSING}\rb\x0bc\x0cd\x85e\u2028f\u2029g",
    "property": "a\r\nURL:javascript:alert(1)\r\nEND:VEVENT",
    "escape": "\x1b[2J\x1b]0;owned\x07\x1b]8;;javascript:x\x1b\\y\x1b]8;;\x1b\\",
    "C1": "\x9b31m \x9d0;owned\x9c a\x7fb a\x00b \x1c\x1d\x1e",
    "order": "\u202etroper\u202c \u2066a\u2069 \u2067b\u2069 \u200ea\u200fb\u061cc a\u200bb\ufeffc",
    "unseen": "".join(HIDDEN.values()),
    "surrogate": "a\ud800b\udcffc",
    "noncharacter": "a\ufffeb\uffffc",
    "long": "ж" * 2_000,
    "formula": "=1+1",
    "formula behind space": " \t\r\n=1+1",
    "wide formula": "\uff1d1+1",
    "wide formula behind space": "\u3000\uff20SUM(A1)",
    "formula behind a divider": "a;=1+1|=1+1\t=1+1\n=1+1\r\n =1+1,=1+1;\"=1+1",
    "markdown": "# h\n| a |\n|---|\n[x](javascript:y) ![x](y) <b>z</b> <https://e> &#x202e; ~~s~~",
    "markup": "[/b][link=javascript:x]y[/link] <r><t>x</t></r> _x001B_",
    "command": "x; touch pwned & touch pwned | touch pwned > pwned $(touch pwned) `touch pwned`",
    "second command": "x; touch pwned",
    "separators": "a\tb;c,d\"e'f\\g",
}  # fmt: skip
URLS = (
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "https://e.example/\x1b\\\x1b[2J",
    "https://e.example/a b\r\nATTENDEE:mailto:x@example.org",
    "https://e.example/\u202e",
    "https://e.example/\ud800",
    "https://e.example/" + "x" * 3_000,
    "https://user:secret@e.example/",
    "HTTPS://e.example/<права>|a\\b",
)


def tables(text: str, url: str, number: int, tail: str = "") -> dict[str, dict[str, Any]]:
    """Return a record of each kind that holds a text wherever one is free; ids end in ``tail``."""
    symbol = f"A/HRC/15/16{text}"
    source = {"ref": text, "url": url, "note": text}
    about = {"title": text, "note": text, "item": text, "sources": [source, {"ref": symbol}],
             "disputes": [{"says": text, "by": text, **source}],
             "conflicts": [{"field": "title", "value": text}]}  # fmt: skip
    of = f"upr1-{number}{tail}"
    upr = {"mechanism": "UPR", "cycle": 1}
    return {
        "events": {f"event-{number}{tail}": {
            "date": "2009-12", "mechanism": "CAT", "kind": "ratification", "by": text,
            "place": text, "tags": [text], **about}},
        "reviews": {f"review-{number}{tail}": {
            **upr, "date": "2010-05-12", "document": symbol, "outcome": text, **about,
            "midterm": "2012", "next": "2014",
            "reported": [{"made": 93, "by": text, **source}]}},
        "recommendations": {of: {
            **upr, "document": symbol, "paragraph": text, "annotation": text, "text": text,
            "items": [{"by": text, "action": 1, "themes": [text], "text": text}],
            "responses": [{"response": "supported", "date": "2010-05-14", **source}],
            "themes": [text], "groups": [text], "sdgs": [text], **about}},
        "assessments": {f"verdict-{number}{tail}": {
            "recommendation": of, "assessor": text, "status": "implemented", "date": "2014",
            "recorded": text, "note": text, "sources": [source]}},
        "grades": {f"grade-{number}{tail}": {
            "recommendation": of, "grade": "B", "date": "2020", "note": text, "sources": [source]}},
        "measures": {f"measure-{number}{tail}": {
            "title": text, "plan": f"event-{number}{tail}", "recommendations": [of], "lead": text,
            "partners": [text], "due": "2019", "note": text, "sources": [source],
            "progress": [{"state": "completed", "date": "2018", "by": text, **source}]}},
        "indicators": {f"indicator-{number}{tail}": {
            "title": text, "unit": text, "recommendations": [of], "note": text, "sources": [source],
            "measures": [f"measure-{number}{tail}"], "sdg": ["16.3"],
            "values": [{"date": "2018", "value": 2, "scope": text, "method": text, **source},
                       {"date": "2019", "reason": text}]}},
        "clusters": {f"cluster-{number}{tail}": {
            "title": text, "members": [of, text], "note": text, "sources": [source]}},
        "claims": {f"claim-{number}{tail}": {
            **upr, "by": text, "date": "2012", "numbers": {"implemented": 2}, **about}},
        "reports": {f"report-{number}{tail}": {
            "mechanism": "CAT", "treaty": text, "ordinal": text, "symbol": symbol,
            "due": "2011-11-07", "follow_up": "2011-11-07", "adopted": "2010-01-01",
            "observations": symbol, **about}},
    }  # fmt: skip


def log(text: str, url: str) -> dict[str, Any]:
    """Return a log with an entry that holds a text wherever one can stand."""
    after = tables(text, url, 0)["events"].popitem()[1]
    change = {"id": "event-0", "record": "event", "before": None, "after": after}
    edited = {**change, "before": {"note": None}, "after": {"note": text}}
    entry = {"at": "2026-01-01T00:00:00.000+00:00", "by": text, "command": text}
    return {f"20260101-{text}": {**entry, "changes": [change, edited]}}


def store(path: Path, tails: tuple[str, ...] = ("",), urls: tuple[str, ...] = URLS) -> Store:
    """Return a store at ``path`` of records that hold all the texts; their ids end in ``tails``."""
    path.write_bytes(_raw(tails, urls))
    return Store(path)


@functools.cache
def _raw(tails: tuple[str, ...], urls: tuple[str, ...]) -> bytes:
    made: dict[str, dict[str, Any]] = {}
    entries: dict[str, Any] = {}
    for number, text in enumerate(TEXTS.values()):
        url, tail = urls[number % len(urls)], tails[number % len(tails)]
        for name, records in tables(text, url, number, tail).items():
            made.setdefault(name, {}).update({_key(id_): one for id_, one in records.items()})
        entries.update(log(text, url))
    return storage.file_bytes(made, entries)


def resealed(raw: bytes, old: bytes, new: bytes) -> bytes:
    """Return a store in which bytes were put in place of others, and its seals made anew."""
    parts = layout.parts_of(layout.BytesSource(raw))
    assert parts is not None
    changed = {name: (part.content().replace(old, new),) for name, part in parts.items()}
    return b"".join(layout.with_header(changed))


def _key(id_: str) -> str:
    """Return an id as JSON holds it: the program writes an id as it is, for it is always plain."""
    inner = json.dumps(id_, ensure_ascii=False)[1:-1]
    return re.sub("[\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", inner)

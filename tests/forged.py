"""Stores that somebody forged: any content, and the checksums right."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from typing import Any

from belarus_hr.domain.records.kinds import BY_TABLE
from belarus_hr.store import layout

#: One small sound record of each kind; the forgeries below change it.
SOUND: dict[str, dict[str, Any]] = {
    "events": {
        "cat-2009-12-report": {
            "date": "2009-12",
            "mechanism": "CAT",
            "kind": "report",
            "title": "A report",
            "by": "Belarus",
            "tags": ["reporting"],
            "item": "4",
            "sources": [{"ref": "CAT/C/BLR/4", "url": "https://example.org/4"}],
        }
    },
    "reviews": {
        "upr1": {
            "mechanism": "UPR",
            "cycle": 1,
            "session": 8,
            "date": "2010-05-12",
            "title": "First review",
            "document": "A/HRC/15/16",
            "reported": [{"by": "un", "made": 93, "ref": "A/HRC/15/16"}],
        }
    },
    "recommendations": {
        "upr1-97.5": {
            "mechanism": "UPR",
            "cycle": 1,
            "document": "A/HRC/15/16",
            "paragraph": "97.5",
            "title": "Ratify a treaty",
            "text": "Consider ratifying a treaty",
            "items": [{"by": "Norway"}],
            "responses": [{"response": "supported", "date": "2010-09"}],
            "themes": ["Torture"],
        }
    },
    "assessments": {
        "upr1-97.5-un-2012": {
            "recommendation": "upr1-97.5",
            "assessor": "un",
            "date": "2012",
            "status": "implemented",
        }
    },
    "claims": {
        "upr1-claim-2014-government": {
            "mechanism": "UPR",
            "cycle": 1,
            "by": "government",
            "date": "2014",
            "title": "Most is carried out",
            "base": "supported",
            "percent": {"implemented": 70},
        }
    },
    "reports": {
        "cat-report-4": {
            "mechanism": "CAT",
            "ordinal": "4",
            "title": "Fourth report",
            "due": "2009-05",
            "received": "2009-12",
        }
    },
}
ENTRY = {
    "at": "2026-01-02T03:04:05.678+00:00",
    "command": "hrtrack add x",
    "changes": [
        {"id": "cat-2009-12-report", "record": "event", "before": None, "after": {"title": "A"}}
    ],
}


def store(tables: Mapping[str, Any], log: object = None) -> bytes:
    """Return a file that holds any JSON values, sealed as the program seals its own."""
    parts = {name: (_part(name, table),) for name, table in tables.items()}
    text = json.dumps({} if log is None else log)
    return b"".join(layout.with_header({**parts, layout.LOG: (b'"log": %s\n}\n' % text.encode(),)}))


def _part(name: str, table: Any) -> bytes:
    if not isinstance(table, dict):
        return b'"%s": %s,\n' % (name.encode(), json.dumps(table).encode())
    lines = [f"{json.dumps(id_)}: {json.dumps(record)}" for id_, record in table.items()]
    return b'"%s": {\n' % name.encode() + ",\n".join(lines).encode() + b"\n},\n"


def _with(table: str, **changed: Any) -> dict[str, Any]:
    """Return the sound tables with fields of one record changed; left out where ``...``."""
    [(id_, record)] = SOUND[table].items()
    record = {k: v for k, v in {**record, **changed}.items() if v is not ...}
    return {**SOUND, table: {id_: record}}


def _renamed(table: str, id_: str) -> dict[str, Any]:
    [record] = SOUND[table].values()
    return {**SOUND, table: {id_: record}}


def _ids(victim: str) -> dict[str, bytes]:
    names = {
        "path": f"{victim}/x-97.5",
        "upwards": "../../x-97.5",
        "dots": "x..y-97.5",
        "nul": "x\0-97.5",
        "newline": "x\ny-97.5",
        "quote": 'x"y-97.5',
        "option": "--db-97.5",
        "empty": "",
        "100 kB": "x" * 100_000 + "-97.5",
        "surrogate": "\ud800-97.5",
        "override": "x\u202ey-97.5",
    }
    made = {
        f"id {what} of {table}": store(_renamed(table, id_))
        for what, id_ in names.items()
        for table in ("events", "recommendations")
    }
    short = {"path": f"{victim}/x-97.5", "upwards": "../../x"}
    for what, id_ in short.items():
        changes = [{**ENTRY["changes"][0], "id": id_}]  # type: ignore[index,dict-item]
        made[f"id {what} in the log"] = store(SOUND, {"k": {**ENTRY, "changes": changes}})
    return made


#: What may stand where something else belongs.
ODD: dict[str, Any] = {
    "a number": 5,
    "a huge number": 10**4000,
    "infinity": float("inf"),
    "a list": [],
    "a list of lists": [[[]]],
    "an object": {"a": {}},
    "null": None,
    "a flag": True,
    "a text": "x\ny\x1b[31m\u202e",
    "a surrogate": "\ud800",
    "100 kB": "x" * 100_000,
}


@functools.cache
def _values() -> dict[str, bytes]:
    """Return stores in each of which all fields of a kind hold one odd value."""
    made: dict[str, bytes] = {}
    for what, value in ODD.items():
        for table, records in SOUND.items():
            [(_, record)] = records.items()
            names = [field.name for field in BY_TABLE[table].fields]
            made[f"{table}: {what} everywhere"] = store(_with(table, **dict.fromkeys(names, value)))
            made[f"{table}: {what} in one"] = store(
                _with(table, **{list(record)[len(what) % len(record)]: value})
            )
    return made


@functools.cache
def _shapes() -> dict[str, bytes]:
    made = {}
    for table, records in SOUND.items():
        [(id_, _)] = records.items()
        for record in ([], "x", 5, None, {}):
            made[f"{table}: a record that is {record!r}"] = store({**SOUND, table: {id_: record}})
    for table in ([], "x", 5, None):
        made[f"a table that is {table!r}"] = store({**SOUND, "events": table})
    made["another table"] = store({**SOUND, "treaties": {"x": {}}})
    made["no tables"] = store({})
    inner = {
        "source": {"sources": [{"ref": 5, "url": []}]},
        "sources of numbers": {"sources": [5, None, [[]]]},
        "dispute": {"disputes": [{"says": [], "ref": {}}]},
        "conflict": {"conflicts": [{"field": "title", "value": {"a": []}}]},
        "conflicts": {"conflicts": [5]},
    }
    for what, changed in inner.items():
        for table in ("events", "recommendations"):
            made[f"{table}: an odd {what}"] = store(_with(table, **changed))
    answers: dict[str, Any] = {
        "responses": [{"response": ["supported"], "date": 5}, 5],
        "items": [{"by": ["Norway"]}, "x"],
        "themes": [{}],
    }
    for name, value in answers.items():
        made[f"recommendations: odd {name}"] = store(_with("recommendations", **{name: value}))
    return made


@functools.cache
def _logs() -> dict[str, bytes]:
    change = ENTRY["changes"][0]
    entries: dict[str, Any] = {
        "a list": [],
        "a number": 5,
        "empty": {},
        "without changes": {k: v for k, v in ENTRY.items() if k != "changes"},
        "with a day that is none": {**ENTRY, "at": "yesterday"},
        "with a moment that is a number": {**ENTRY, "at": 5},
        "with a command that is a list": {**ENTRY, "command": []},
        "by nobody": {**ENTRY, "by": []},
        "that undoes itself": {**ENTRY, "undoes": ["k"]},
        "that undoes numbers": {**ENTRY, "undoes": [5, []]},
        "with changes of any shape": {**ENTRY, "changes": [5, [], {}, None]},
        "of a kind that is a list": {**ENTRY, "changes": [{**change, "record": []}]},
        "of another kind": {**ENTRY, "changes": [{**change, "record": "x"}]},
        "whose sides are texts": {**ENTRY, "changes": [{**change, "before": "x", "after": 5}]},
        "of an odd recommendation": {
            **ENTRY,
            "changes": [{**change, "after": {"recommendation": [[]]}}],
        },
        "with another record": {
            **ENTRY,
            "changes": [{**change, "before": {"title": 5, "x": []}, "after": None}],
        },
    }
    made = {f"log: an entry {what}": store(SOUND, {"k": one}) for what, one in entries.items()}
    texts = "\x1b[31m\n\u202e\ud800"
    made["log: hostile texts"] = store(SOUND, {texts: {**ENTRY, "command": texts, "by": texts}})
    for log in ([], "x", 5):
        made[f"log: {log!r}"] = store(SOUND, log)
    return made


def stores(victim: str) -> dict[str, bytes]:
    """Return forged stores by what is wrong with them; some name the folder ``victim``."""
    return {**_ids(victim), **_values(), **_shapes(), **_logs()}

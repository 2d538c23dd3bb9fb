"""Records for measuring: the same seed gives the same bytes, and no word of it is anyone's.

A record has the shape of a recommendation as UHRI gives it. What is assumed, all
of it below and none of it a fact about the world:

- one recommendation in ``BELARUS_SHARE`` concerns Belarus, the others one of
  ``STATES`` States with made-up names; up to 93 records, all concern Belarus
- mechanisms have the shares of ``SHARES``; UPR ones have a cycle, States and a response
- texts are made of made-up words; their lengths are log-normal around ``WORDS`` words,
  which makes UHRI's form of a record about 1,460 bytes long, as in the export that is
  public (365 MB for 250,021 records); one in four has a typographic apostrophe
- UPR Info's file has other texts: as long as in its rows on Belarus of session 8, around
  ``ROW_WORDS`` words, with one to six short issues, which makes a row about 260 bytes long;
  a State is reviewed in one session of each cycle
- for every 100 recommendations there is an event, and there are two assessments,
  of UPR recommendations to Belarus

    python tests/benchmarks/generate.py 41000 FOLDER
"""

from __future__ import annotations

import csv
import json
import math
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from belarus_hr.domain.records.kinds import ASSESSMENT, EVENT, RECOMMENDATION, REVIEW, normalise
from belarus_hr.domain.reference.upr_cycles import CYCLES, cycle_of
from belarus_hr.domain.reference.vocabulary import ASSESSORS, STATUSES
from belarus_hr.store import storage

Record = dict[str, Any]
Tables = dict[str, dict[str, Record]]

SEED = 20100512
BELARUS_SHARE = 1 / 100
SMALL = 93
STATES = 192
SHARES = {
    "UPR": 0.38, "SP": 0.14, "CRC": 0.12, "CEDAW": 0.10, "CCPR": 0.07, "CESCR": 0.06,
    "CERD": 0.05, "CAT": 0.05, "CRPD": 0.03,
}  # fmt: skip
#: Words of a text, the median and the spread of the logarithm, and the longest.
WORDS, SPREAD, LONGEST = 70, 0.75, 600
ROW_WORDS, ROW_SPREAD, ROW_LONGEST = 23, 0.48, 80
#: How many of UPR Info's rows have one issue, two, and so on.
ROW_ISSUES = (96, 40, 16, 11, 4, 2)
RESPONSES = {"supported": 0.74, "noted": 0.24, "partly-supported": 0.02}
_UHRI_POSITIONS = {
    "supported": "Supported",
    "noted": "Noted",
    "partly-supported": "Supported/Noted",
}
_UPR_INFO = {"supported": "Accepted", "noted": "Noted", "partly-supported": "Accepted"}
_SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo ka le mi no pu ra".split()

_made = random.Random(SEED)


def _word() -> str:
    return "".join(_made.choices(_SYLLABLES, k=_made.choice((1, 2, 2, 3, 3, 4))))


VOCABULARY = tuple(_word() for _ in range(3000))
NAMES = tuple(f"{_word()}{_word()}land".capitalize() for _ in range(STATES))


def _label(what: str, words: int) -> str:
    return " ".join([what, *(_word() for _ in range(words))])


THEMES = tuple(_label(f"Theme {number:02}", 6) for number in range(60))
GROUPS = tuple(_label(f"Group {number:02}", 3) for number in range(30))
ISSUES = tuple(_label(f"Issue {number:02}", 2) for number in range(55))
TARGETS = tuple(_label(f"{g}.{t} -", 5) for g in range(1, 17) for t in range(1, 8))

#: What the benchmark asks for: a theme that about a thirtieth of the records bear.
THEME, MECHANISM = THEMES[7], "CAT"


def _some(drawn: random.Random, labels: tuple[str, ...], most: int) -> list[str]:
    return list(dict.fromkeys(drawn.choices(labels, k=drawn.randint(1, most))))


def _text(
    drawn: random.Random, words: int = WORDS, spread: float = SPREAD, longest: int = LONGEST
) -> str:
    length = min(longest, max(5, round(math.exp(drawn.gauss(math.log(words), spread)))))
    own = "’s" if drawn.random() < 0.25 else ""
    return " ".join(drawn.choices(VOCABULARY, k=length)).capitalize() + f"{own}."


def recommendation(drawn: random.Random, number: int, *, belarus: bool) -> tuple[str, Record]:
    """Return the id and the record of one recommendation; ``number`` is its place in the draw."""
    (mechanism,) = drawn.choices(list(SHARES), weights=list(SHARES.values()))
    state = "Belarus" if belarus else drawn.choice(NAMES)
    code = "blr" if belarus else f"s{NAMES.index(state):03}"
    year, text = drawn.randint(2008, 2025), _text(drawn)
    paragraph = f"{100 + number % 60}.{number // 60 + 1}"
    session = (year - 2008) * 3 + 1
    cycle = cycle_of(session)
    symbol = f"A/HRC/{year - 2000}/{NAMES.index(state) if not belarus else 16}"
    if mechanism != "UPR":
        symbol = f"{mechanism}/C/{code.upper()}/CO/{cycle}"
    record: Record = {
        "mechanism": mechanism,
        **({} if belarus else {"country": state}),
        "document": symbol,
        "paragraph": paragraph,
        "published": f"{year}-{drawn.randint(1, 12):02}-{drawn.randint(1, 28):02}",
        "annotation": f"{drawn.getrandbits(128):032x}",
        "type": "recommendation" if mechanism == "UPR" or drawn.random() < 0.7 else "concern",
        "title": text[:90],
        "text": f"{paragraph} {text}",
        "themes": _some(drawn, THEMES, 6),
        "groups": _some(drawn, GROUPS, 3),
        "sdgs": _some(drawn, TARGETS, 5),
        "confidence": "un-document",
        "sources": [{"ref": f"{symbol}, para. {paragraph}"}],
    }
    if mechanism == "UPR":
        (response,) = drawn.choices(list(RESPONSES), weights=list(RESPONSES.values()))
        record["cycle"] = cycle
        record["session"] = session
        record["items"] = [{"by": name} for name in _some(drawn, NAMES, 2)]
        record["responses"] = [{"response": response, "date": record["published"], "ref": symbol}]
    stem = f"upr{cycle}" if mechanism == "UPR" else mechanism.lower()
    return f"{stem}-{code}-{paragraph}", normalise(RECOMMENDATION, record)


def recommendations(size: int) -> Iterator[tuple[str, Record]]:
    """Yield ``size`` recommendations with their ids."""
    drawn = random.Random(f"{SEED} recommendations")
    every = 1 if size <= SMALL else round(1 / BELARUS_SHARE)
    for number in range(size):
        yield recommendation(drawn, number, belarus=number % every == 0)


def tables(size: int) -> Tables:
    """Return all tables of a store with ``size`` recommendations."""
    drawn = random.Random(f"{SEED} others")
    made = dict(recommendations(size))
    marked = [id_ for id_, r in made.items() if r["mechanism"] == "UPR" and "country" not in r]
    return {
        "events": dict(_event(drawn, number) for number in range(max(50, size // 100))),
        "reviews": dict(_review(cycle) for cycle in (1, 2, 3, 4)),
        "recommendations": made,
        "assessments": dict(
            _assessment(drawn, number, marked) for number in range(max(50, size // 50))
        ),
    }


def _event(drawn: random.Random, number: int) -> tuple[str, Record]:
    (mechanism,) = drawn.choices(list(SHARES), weights=list(SHARES.values()))
    date = f"{drawn.randint(1990, 2025)}-{drawn.randint(1, 12):02}"
    described = {
        "date": date,
        "mechanism": mechanism,
        "kind": drawn.choice(("visit", "report", "meeting", "statement")),
        "title": _text(drawn)[:80],
        "tags": [drawn.choice(VOCABULARY)],
        "sources": [{"ref": f"{mechanism}/C/{number}"}],
    }
    return f"{mechanism.lower()}-{date}-{number}", normalise(EVENT, described)


def _review(cycle: int) -> tuple[str, Record]:
    date = f"{2003 + 5 * cycle}-01-01"
    described = {"mechanism": "UPR", "cycle": cycle, "date": date, "title": f"Review {cycle}"}
    return f"upr{cycle}", normalise(REVIEW, described)


def _assessment(drawn: random.Random, number: int, ids: list[str]) -> tuple[str, Record]:
    by, id_ = drawn.choice(ASSESSORS), drawn.choice(ids)
    described = {
        "recommendation": id_,
        "assessor": by,
        "status": drawn.choice(STATUSES),
        "date": f"{drawn.randint(2012, 2025)}-{drawn.randint(1, 12):02}",
    }
    return f"{id_}-{by}-{number}", normalise(ASSESSMENT, described)


# --- the same records as others keep them ------------------------------------


def write_stock(tables: Tables, path: Path) -> None:
    """Write the file that TinyDB itself writes: numbered documents, each with its id."""
    numbered = {
        name: {str(n): {"id": id_, **r} for n, (id_, r) in enumerate(table.items(), 1)}
        for name, table in tables.items()
    }
    with path.open("w", encoding="utf-8") as file:
        json.dump(numbered, file)


def write_lines(table: dict[str, Record], path: Path) -> None:
    """Write one JSON object a line, each with its id: what ``sqlite-utils insert`` takes."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": id_, **record}) + "\n" for id_, record in table.items())


def write_uhri(records: Iterable[tuple[str, Record]], path: Path) -> None:
    """Write one JSON array with the keys of UHRI's export, a record at a time."""
    with path.open("w", encoding="utf-8") as file:
        mark = "["
        for _, record in records:
            file.write(mark + "\n" + json.dumps(_uhri(record), ensure_ascii=False))
            mark = ","
        file.write("\n]\n")


def _uhri(record: Record) -> Record:
    kind = "Recommendations" if record["type"] == "recommendation" else "Concerns/Observations"
    response = record.get("responses", [{}])[0].get("response")
    day = f"{record['published']}T00:00:00"
    return {
        "AffectedPersons": record["groups"],
        "AnnotationId": record["annotation"],
        "AnnotationType": f"- {kind}",
        "Body": f"- {record['mechanism']}",
        "Countries": [record.get("country", "Belarus")],
        "DocumentId": record["annotation"][::-1],
        "PublicationDate": day,
        "PublicationDateOnUhri": day,
        "Regions": ["Region"],
        "Sdgs": record["sdgs"],
        "Symbol": record["document"],
        "Text": record["text"],
        "Themes": record["themes"],
        "UprCycle": record.get("cycle"),
        "UprPositions": [_UHRI_POSITIONS[response]] if response else [],
        "UprRecommendingCountry": [item["by"] for item in record.get("items", ())],
        "UprRecommendingRegions": [],
        "UprSession": [f"{record['session']}th Session"] if "session" in record else [],
    }


def write_upr_info(records: Iterable[tuple[str, Record]], path: Path) -> None:
    """Write CSV with the columns of UPR Info's export, a row for each State's recommendation."""
    drawn = random.Random(f"{SEED} upr-info")
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            "To To-Rgrp To-Org Text From From-Rgrp From-Org Response Action Issue Session".split()
        )
        for _, record in records:
            response = drawn.choice(list(_UPR_INFO.values()))
            state = record.get("country", "Belarus")
            first, last = drawn.choice(list(CYCLES.values()))
            place = 0 if state == "Belarus" else NAMES.index(state)
            session = first + place % (last - first + 1)
            (count,) = drawn.choices(range(1, len(ROW_ISSUES) + 1), weights=ROW_ISSUES)
            rows.writerow(
                (
                    state, "EEG", "CIS",
                    _text(drawn, ROW_WORDS, ROW_SPREAD, ROW_LONGEST),
                    drawn.choice(NAMES), "WEOG", "EU, OAS, CIS", response, drawn.randint(1, 5),
                    ",".join(drawn.sample(ISSUES, count)), session,
                )
            )  # fmt: skip


def write(size: int, folder: Path) -> None:
    """Write a store of ``size`` recommendations in each form into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    made = tables(size)
    write_stock(made, folder / "stock.json")
    for name, table in made.items():
        write_lines(table, folder / f"{name}.ndjson")
    write_uhri(made["recommendations"].items(), folder / "uhri.json")
    write_upr_info(made["recommendations"].items(), folder / "upr-info.csv")
    (folder / "store.json").write_bytes(storage.file_bytes(made))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))

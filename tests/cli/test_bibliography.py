r"""``--format bibtex`` and ``--format csl``: sources for a reference manager.

- each text once, wherever records cite it; ``annote`` names the places in it
- the key of a text is its own, and the same whatever else is listed
- CSL has the types and names of its schema alone, BibTeX is read back by another program
- hostile text stays text: no command of TeX, no end of an entry, no control sign
- a copy is no address; what is not on record is not there
- show, listings and export have them; what has no sources does not; nothing to choose, no header
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from own_records import event, fill, recommendation, record

from belarus_hr.domain.reference.citations import cite
from belarus_hr.store import Store

if TYPE_CHECKING:
    from conftest import Run

COMMANDS = (
    "list",
    "recs",
    "claims",
    "reports",
    "due --as-of 2012",
    "show 97.4",
    "list --record review",
)
#: Of CSL 1.0.2: those of its types and names that sources need.
CSL_TYPES = {"report", "webpage", "document"}
CSL_NAMES = set("id type author title publisher number issued URL note annote".split())
HOSTILE = (
    "}} \\input{/etc/passwd} @misc{x, title={y}",
    "{{{ unbalanced",
    'a "quoted" 100 % of $5 & #1 under_score ~ ^ \\',
    "Доклад о Могилёве, naïve café 漢字",
    "line\nbreak\tand \x1b[31mred \u202etroper",
)


def csl(hrtrack: Run, line: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(hrtrack(f"{line} --format csl").out)
    return items


def entries(text: str) -> dict[str, dict[str, str]]:
    """Return the fields of each entry by its key; no line is anything else, and braces match."""
    found: dict[str, dict[str, str]] = {}
    for part in text.split("\n\n")[:-1]:
        head, *lines, end = part.split("\n")
        opened = re.fullmatch(r"@(?:misc|techreport)\{([A-Za-z0-9./-]+),", head)
        assert opened, head
        assert end == "}"
        found[opened[1]] = {}
        for line in lines:
            field = re.fullmatch(r"  ([a-z]+) = (?:\{(.*)\}|[a-z]{3}),", line)
            assert field, line
            value = field[2] or ""
            assert value.count("{") == value.count("}")
            found[opened[1]][field[1]] = value
    return found


def plain(tex: str) -> str:
    """Return the text that TeX shows; a sign that it would take for a command fails."""
    return re.sub(r"\{\\([a-z]+)\}|\\([$&#%_])|[\\{}$&#%_~^]", _sign, tex)


def _sign(found: re.Match[str]) -> str:
    named = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}"}
    named |= {"textasciitilde": "~", "textasciicircum": "^"}
    return found[2] or named[found[1]]


def cited(value: Any) -> list[dict[str, str]]:
    if isinstance(value, dict):
        return [value] if "ref" in value else cited([*value.values()])
    return [one for part in value for one in cited(part)] if isinstance(value, list) else []


@pytest.mark.parametrize("line", COMMANDS)
def test_each_text_that_rows_cite_is_there_once(hrtrack: Run, line: str) -> None:
    rows = json.loads(hrtrack(f"{line} --format json").out)
    citations = [cite(source) for source in cited(rows)]
    documents = {citation.symbol for citation in citations if citation.symbol}
    others = {(c.body, c.title, c.address) for c in citations if not c.symbol}
    items = csl(hrtrack, line)
    assert items
    assert {item["number"] for item in items if "number" in item} == documents
    assert len(items) == len(documents) + len(others)
    assert len({item["id"] for item in items}) == len(items)
    assert entries(hrtrack(f"{line} --format bibtex").out).keys() == {item["id"] for item in items}


def test_a_document_is_one_entry_and_names_the_places_cited(hrtrack: Run) -> None:
    (item,) = [one for one in csl(hrtrack, "recs") if one["id"] == "A/HRC/15/16"]
    assert {"para. 97.4", "para. 98.27"} <= set(item["annote"].split("; "))
    assert (item["type"], item["publisher"]) == ("report", "United Nations")
    assert item["author"] == [{"literal": "Human Rights Council"}]
    assert item["URL"] == "https://docs.un.org/en/A/HRC/15/16"


def test_a_key_is_the_same_whatever_else_is_listed(hrtrack: Run) -> None:
    whole = {item["id"]: item for item in csl(hrtrack, "export")}
    for line in COMMANDS:
        for item in csl(hrtrack, line):
            assert whole[item["id"]]["title"] == item["title"]


def test_csl_has_known_types_and_names_alone(hrtrack: Run) -> None:
    for item in csl(hrtrack, "export"):
        assert item["type"] in CSL_TYPES
        assert item.keys() <= CSL_NAMES
        assert all(item.values())
        for (date,) in [item["issued"]["date-parts"]] if "issued" in item else []:
            assert 1 <= len(date) <= 3
            assert all(isinstance(part, int) for part in date)


def test_a_date_is_as_precise_as_it_is_known(hrtrack: Run, empty_store: Store) -> None:
    dated = {"of 2012-07-05": [2012, 7, 5], "of July 2012": [2012, 7], "of 2012": [2012], "on": []}
    fill(empty_store, event("e", sources=[f"OHCHR, statement {when} it" for when in dated]))
    items = csl(hrtrack, "list")
    assert [i["issued"]["date-parts"][0] if "issued" in i else [] for i in items] == [
        *dated.values()
    ]
    fields = [*entries(hrtrack("list -F bibtex").out).values()]
    assert [len({"year", "month", "day"} & found.keys()) for found in fields] == [3, 2, 1, 0]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(hrtrack: Run, empty_store: Store, text: str) -> None:
    source = {"ref": text, "url": "https://example.org/a_b?c=%7Bd%7D&e", "note": f"Read in {text}"}
    fill(
        empty_store,
        event("e", sources=[source]),
        event("f", sources=[f"A/HRC/15/16, {text}"]),
    )
    for form in ("bibtex", "csl"):
        assert hrtrack(f"list --format {form}").out.replace("\n", "").isprintable()
    told = entries(hrtrack("list --format bibtex").out)
    assert len(told) == 2
    titled = next(fields for fields in told.values() if "number" not in fields)
    assert titled["url"] == source["url"]
    (item,) = [one for one in csl(hrtrack, "list") if "number" not in one]
    words = " ".join(item["title"].split())
    assert plain(titled["title"][1:-1]) == words.replace("\x1b", "␛").replace("\u202e", "<U+202E>")


def test_another_program_reads_it_back(hrtrack: Run, empty_store: Store) -> None:
    """Skipped where that program is not installed; it is part of ``.[dev]``."""
    bibtexparser = pytest.importorskip("bibtexparser")
    fill(empty_store, *(event(f"e{n}", sources=[text]) for n, text in enumerate(HOSTILE)))
    for line in ("list", "export --db none.json"):
        library = bibtexparser.parse_string(hrtrack(f"{line} --format bibtex").out)
        items = csl(hrtrack, line)
        assert library.failed_blocks == []
        assert [entry.key for entry in library.entries] == [item["id"] for item in items]
        assert [e.get("url") and e["url"] for e in library.entries] == [i.get("URL") for i in items]


def test_sources_of_verdicts_answers_and_disputes_count_too(
    hrtrack: Run, empty_store: Store
) -> None:
    fill(
        empty_store,
        recommendation(
            "97.4",
            responses=[{"response": "supported", "date": "2010", "ref": "Answer"}],
            disputes=[{"says": "no", "ref": "Dispute"}],
        ),
        record("assessment", "a", recommendation="upr1-97.4", sources=["Finding"]),
    )
    titles = ["Answer", "Dispute", "Finding"]
    assert sorted(item["title"] for item in csl(hrtrack, "show 97.4")) == titles
    assert sorted(item["title"] for item in csl(hrtrack, "recs")) == titles


def test_a_copy_is_said_and_is_no_address(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, event("e", sources=[{"ref": "A letter", "url": "https://info.5y1.org/a"}]))
    (item,) = csl(hrtrack, "list")
    assert item["note"] == "read in a copy at https://info.5y1.org/a"
    assert "URL" not in item


def test_nothing_is_an_empty_list(hrtrack: Run) -> None:
    assert csl(hrtrack, "recs --limit 0") == []
    assert hrtrack("recs --limit 0 --format bibtex").out == ""


def test_export_writes_them_to_a_file_by_its_name(hrtrack: Run) -> None:
    hrtrack("export --cycle 1 --what recommendations -o sources.bib")
    assert Path("sources.bib").read_text("utf-8") == hrtrack("recs --cycle 1 -F bibtex").out
    hrtrack("export -F csl -o sources.json")
    assert json.loads(Path("sources.json").read_text("utf-8"))


def test_a_public_copy_has_no_source_that_is_marked(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, event("e", sources=["Whistle"], sensitive=["sources"]))
    assert "Whistle" in hrtrack("export -F bibtex").out
    assert hrtrack("export -F bibtex --public").out == ""


@pytest.mark.parametrize("form", ["bibtex", "csl"])
@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("status upr", "unknown format"),
        ("log", "unknown format"),
        ("check", "unknown format"),
        ("recs --fields id", "a list of sources has no fields to choose"),
        ("recs --header", "has no header"),
        ("recs --excel", "is no csv"),
        ("export -o x.csv", "would hold"),
    ],
)
def test_what_does_not_fit_is_refused(hrtrack: Run, line: str, says: str, form: str) -> None:
    assert says in hrtrack(f"{line} --format {form}", code=2).err


@pytest.mark.parametrize("line", ["list", "recs", "claims", "reports", "due", "show"])
def test_the_help_names_the_formats(hrtrack: Run, line: str) -> None:
    assert "bibtex, csl" in " ".join(hrtrack(f"{line} --help").out.split())

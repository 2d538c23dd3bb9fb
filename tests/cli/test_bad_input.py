"""Everything wrong that can be typed, piped or found: one table.

Each row: a command line, what comes on standard input, the exit code, words that the message
holds. Always: one message on standard error that starts with ``hrtrack:``, nothing on standard
output, the store as it was to the byte, and no store where there was none.
"""

from __future__ import annotations

import json
import shlex
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from own_records import event, fill, recommendation, record

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run


class Bad(NamedTuple):
    """A command line that must be refused: its exit code and words of the sentence."""

    line: str | list[str]
    code: int
    words: str
    stdin: str | bytes = b""


ADD = ["add", "Report", "-m", "CAT", "--date", "2009"]
GOOD = {"date": "2009", "mechanism": "CAT", "kind": "report", "title": "Report"}
ID = "cat-2009-12-report"


def line(**given: object) -> str:
    """Return a line for ``add -``: a good record but for what is given."""
    return json.dumps({**GOOD, **given}) + "\n"


#: Bad whatever the store holds.
ANYWHERE = (
    # commands and options
    Bad("lst", 2, "No such command 'lst'. Did you mean 'list'?"),
    Bad("xyzzy", 2, "No such command 'xyzzy'"),
    Bad("list --mechnism CAT", 2, "--mechanism"),
    Bad("--verbose list", 2, "No such option: --verbose"),
    Bad("list CAT", 2, "(CAT)"),
    Bad("status upr CAT", 2, "(CAT)"),
    Bad("list --fields", 2, "'--fields' requires an argument"),
    Bad("list --fields", 2, "See: hrtrack list --help"),
    Bad("--db", 2, "'--db' requires an argument"),
    Bad("add", 2, "Missing argument 'TITLE|-'"),
    Bad("add -m CAT --date 2009", 2, "See: hrtrack add --help"),
    Bad("list --limit x", 2, "'x' is not a valid int"),
    Bad("list --limit -1", 2, "-1 is not in the range x>=0"),
    Bad("recs --cycle one", 2, "'one' is not a valid int"),
    Bad(["list", "--text", "Могил\udcf1в"], 2, 'argument 3, "Могил\\xf1в", is not UTF-8 text'),
    Bad(["show", "\udcff"], 2, 'argument 2, "\\xff", is not UTF-8 text'),
    # words of a vocabulary
    Bad("list -m CATT", 2, 'unknown mechanism "CATT": did you mean CAT (Committee against Tort'),
    Bad("list -m ICCPR", 2, "did you mean CCPR (Human Rights Committee)?"),
    Bad("list -m ''", 2, 'unknown mechanism "": known: UPR, HRC'),
    Bad("list -m cat,treaty-body", 2, "did you mean treaty-bodies?"),
    Bad("list --kind vist", 2, 'unknown kind "vist": did you mean "visit"?'),
    Bad("recs --status partialy", 2, 'unknown status "partialy": did you mean "partly"?'),
    Bad("recs --response accepted", 2, 'unknown response "accepted"'),
    Bad("recs --response suported", 2, 'did you mean "supported"?'),
    Bad("list --format jsonl", 2, 'unknown format "jsonl": did you mean "json"?'),
    Bad("list --format ''", 2, "known: table, tsv, csv, json, ndjson, md, ids"),
    Bad("list --fields id,tittle", 2, 'no field "tittle": did you mean title?'),
    Bad("list --fields ','", 2, "--fields is empty; --fields help lists the fields"),
    Bad("list --sort when", 2, 'no field "when": '),
    Bad("list --sort id,date", 2, "--sort"),
    Bad("status upr --fields quota", 2, 'no field "quota": known: cycle, line, by'),
    Bad("status CATT", 2, "did you mean CAT"),
    Bad("status upr --format ids", 2, "these lines have no ids"),
    Bad("status CAT --group-by theme", 2, "ask about the UPR"),
    # dates
    Bad("list --since 31/12/2009", 2, 'not understood: did you mean 2009-12-31?'),
    Bad("list --since 2009-13", 2, 'date "2009-13" is not a day of the calendar'),
    Bad("list --until 2009-02-30", 2, 'date "2009-02-30" is not a day of the calendar'),
    Bad("list --until 'May 2010'", 2, 'date "May 2010" is not understood'),
    Bad("list --since ''", 2, 'date "" is not understood'),
    Bad("list --until ''", 2, 'date "" is not understood'),
    Bad("list --since 2011 --until 2010", 2, '--until "2010" is before --since "2011"'),
    Bad("list --as-of soon", 2, 'date "soon" is not understood'),
    Bad("recs --as-of ''", 2, 'date "" is not understood'),
    Bad("status upr --as-of 0000", 2, 'date "0000" is not a day of the calendar'),
    # one event
    Bad("add Report", 2, "an event needs --date and --mechanism"),
    Bad("add Report -m CAT", 2, "an event needs --date"),
    Bad("add '' -m CAT --date 2009", 2, "an event needs a title"),
    Bad("add ' ' -m CAT --date 2009", 2, "an event needs a title"),
    Bad("add Report -m CAT --date ''", 2, 'date "" is not understood'),
    Bad("add Report -m CAT --date 2010/2009", 2, 'date "2010/2009" ends before it starts'),
    Bad("add Report -m CAT --date 2009-2-3", 2, 'date "2009-2-3" is not understood'),
    Bad("add Report -m treaty-bodies --date 2009", 2, "is a family of mechanisms; name one: TB"),
    Bad([*ADD, "--kind", "vist"], 2, 'did you mean "visit"?'),
    Bad([*ADD, "--confidence", "sure"], 2, 'unknown confidence "sure": known: un-document'),
    Bad([*ADD, "--id", "../x"], 2, 'id "../x" must be letters, digits, dots and hyphens'),
    Bad([*ADD, "--id", "a..b"], 2, 'id "a..b"'),
    Bad([*ADD, "--id", ""], 2, 'id ""'),
    Bad([*ADD, "--id", "x" * 121], 2, "must be letters, digits"),
    Bad([*ADD, "--source", ""], 2, "source"),
    Bad(["add", "x" * 10_000, *ADD[2:]], 2, "has 10,000 characters; at most 500 are kept"),
    Bad([*ADD, "--note", "x" * 100_001], 2, "at most 100,000 are kept"),
    # many records
    Bad("add -", 5, "no records on standard input"),
    Bad("add -", 5, "no records on standard input", "\n \n"),
    Bad("add - -m CAT --tag x", 2, "leave out --mechanism, --tag", line()),
    Bad("add -", 5, "line 2: not JSON: Expecting value at column 1", line() + "Report\n"),
    Bad("add -", 5, "line 1: not JSON", '{"title": "Report"'),
    Bad("add -", 5, 'line 1: "[1, 2]" is not an object', "[1, 2]\n"),
    Bad("add -", 5, 'line 1: "Report" is not an object', '"Report"\n'),
    Bad("add -", 5, "is not an object", "null\n"),
    Bad("add -", 5, 'event has no field "titel": did you mean title?', line(titel="Report")),
    Bad("add -", 5, "line 1: title must be text", line(title=["Report"])),
    Bad("add -", 5, "line 1: title must be text", line(title=5)),
    Bad("add -", 5, "line 1: an event needs a title", line(title=" ")),
    Bad("add -", 5, "line 1: an event needs a title", line(title=None)),
    Bad("add -", 5, "must be text such as 2009-11-13", line(date=2009)),
    Bad("add -", 5, 'date "2009-02-30" is not a day', line(date="2009-02-30")),
    Bad("add -", 5, "must be text such as CAT", line(mechanism=["CAT"])),
    Bad("add -", 5, "tags must be text", line(tags=[["a"]])),
    Bad("add -", 5, 'source has no field "link"', line(sources=[{"ref": "x", "link": "y"}])),
    Bad("add -", 5, 'address "ftp://x"', line(sources=[{"ref": "x", "url": "ftp://x"}])),
    Bad("add -", 5, 'address "javascript:x"', line(sources=[{"ref": "x", "url": "javascript:x"}])),
    Bad("add -", 5, "needs a says", line(disputes=[{"ref": "x"}])),
    Bad("add -", 5, 'unknown kind of record "evnt": did you mean "event"?', line(record="evnt")),
    Bad("add -", 5, "unknown kind of record", line(record=["event"])),
    Bad("add -", 5, 'id "a b" must be letters', line(id="a b")),
    Bad("add -", 5, 'id "5" must be letters', line(id=5)),
    Bad("add -", 5, "NaN is not a number", '{"title": NaN}\n'),
    Bad("add -", 5, '"title"', '{"title": "a", "title": "b"}\n'),
    Bad("add -", 5, "line 1: not a record: it is nested too deep", "[" * 100_000 + "\n"),
    Bad("add -", 5, "line 1: not a record: a number has too many digits", "9" * 5_000 + "\n"),
    Bad("add -", 5, "title holds bytes that are not UTF-8", line(title="\ud800")),
    Bad("add -", 5, "standard input is not UTF-8 text (line 2)", line().encode() + b"\xff\n"),
    # ids
    Bad("show", 2, "no ids given"),
    Bad("show -", 2, "no ids on standard input"),
    Bad("show -", 3, "no record", "9" * 2_000_000),
    Bad("mark -", 2, "no ids on standard input", "\n\n"),
    Bad("edit - --note x", 2, "no ids on standard input"),
    Bad("delete - --yes", 2, "no ids on standard input"),
    Bad("mark", 2, "no ids given"),
    Bad("edit --note x", 2, "no ids given"),
    Bad("delete --yes", 2, "no ids given"),
    Bad("show no-such-thing", 3, 'no record "no-such-thing"'),
    Bad("show ''", 3, 'no record ""'),
    Bad("mark no-such-thing", 3, 'no record "no-such-thing"'),
    Bad("edit no-such-thing --note x", 3, 'no record "no-such-thing"'),
    Bad("delete no-such-thing --yes", 3, 'no record "no-such-thing"'),
    Bad("mark -", 3, 'no record "no-such-thing"', "97.1\nno-such-thing\n"),
    Bad("mark -", 2, "not UTF-8 text (line 2)", b"97.1\n\xff\n"),
    # verdicts
    Bad("mark 97.1 --as ongoing", 2, 'unknown status "ongoing": known: implemented, partly'),
    Bad("mark 97.1 --as not-assessed", 2, "not assessed is what a recommendation without"),
    Bad("mark 97.1 --as ''", 2, 'unknown status ""'),
    Bad("mark 97.1 --by 'two words'", 2, 'assessor "two words" must be one word'),
    Bad("mark 97.1 --by ''", 2, 'assessor "" must be one word'),
    Bad("mark 97.1 --date 2014-02-29", 2, 'date "2014-02-29" is not a day'),
    Bad("mark 97.1 --date ''", 2, 'date "" is not understood'),
    Bad(f"mark 97.1 --date {date.max.year}", 2, "lies ahead"),
    Bad("mark 97.1 --source ''", 2, "source"),
    # places
    Bad("list --db .", 4, " is a folder; the store is a file: name one inside it"),
    Bad([*ADD, "--db", "."], 4, " is a folder"),
    Bad("list --db ''", 4, " is a folder"),
    Bad("list --db /dev/null", 4, "/dev/null is not a regular file"),
    Bad([*ADD, "--db", "/dev/null"], 4, "/dev/null is not a regular file"),
    Bad([*ADD, "--db", "no/such/folder/store.json"], 4, "cannot write no/such/folder/store.json"),
    Bad([*ADD, "--db", "/proc/store.json"], 4, "cannot write /proc/store.json"),
)  # fmt: skip
#: Bad of the records of ``store``.
HERE = (
    Bad("show 98.1", 3, '"98.1" is the end of 2 ids: upr1-98.1, upr2-98.1'),
    Bad("mark 97.1 98.1", 3, "is the end of 2 ids"),
    Bad(f"show {ID}s", 3, f"did you mean {ID}?"),
    Bad("recs --cycle 4", 2, "no cycle 4 on record: known: 1, 2"),
    Bad("recs --theme tortur3", 2, 'no recommendation has the theme "tortur3"; did you mean "Tort'),
    Bad("recs --state Norge", 2, 'no recommendation has the State "Norge"; did you mean "Norway"?'),
    Bad("recs --theme ''", 2, 'the theme ""'),
    Bad("recs --by nobody", 2, 'unknown assessor "nobody": known: self'),
    Bad("status upr --by nobody", 2, 'unknown assessor "nobody"'),
    Bad("status upr --group-by colour", 2, 'unknown grouping "colour"'),
    Bad("status upr --group-by ''", 2, 'unknown grouping ""'),
    Bad(f"show {ID} 97.1 --fields paragraph", 2, 'no field "paragraph"'),
    Bad([*ADD, "--id", ID], 2, f'id "{ID}" is taken; hrtrack edit changes the record that has it'),
    Bad("add -", 5, f'id "{ID}" is taken', line(id=ID)),
    Bad("add -", 5, 'line 2: id "new" is taken', line(id="new") * 2),
    Bad("add -", 5, "line 1: no record",
        '{"record": "assessment", "recommendation": "97.9", "assessor": "un", "status": "partly",'
        ' "date": "2014"}\n'),
    Bad("add -", 5, f"{ID} is an event, and recommendation takes a recommendation",
        '{"record": "assessment", "recommendation": "2009-12-report", "assessor": "un",'
        ' "status": "partly", "date": "2014"}\n'),
    Bad(f"mark {ID}", 2, f"{ID} is an event; only recommendations are marked"),
    Bad(f"edit {ID}", 2, "no fields to change were named"),
    Bad(f"edit {ID} 97.1", 2, "a form holds one record; name one id, or the fields to change"),
    Bad(f"edit {ID} --title ''", 2, "an event needs a title"),
    Bad(f"edit {ID} --date 2009-13", 2, 'date "2009-13"'),
    Bad(f"edit {ID} --kind vist", 2, 'did you mean "visit"?'),
    Bad(f"edit {ID} --response noted", 2, f"{ID} is an event; only recommendations are answered"),
    Bad(f"edit {ID} 97.1 --date 2010", 2, 'recommendation has no field "date"'),
    Bad("edit 97.1 --response maybe", 2, 'unknown response "maybe"'),
    Bad(f"edit {ID} --set place", 2, '--set "place" must be FIELD=VALUE'),
    Bad(f"edit {ID} --set plaec=Minsk", 2, 'did you mean "place"?'),
    Bad(f"edit {ID} --set title=", 2, "an event needs a title"),
    Bad(f"edit {ID} --set date=tomorrow", 2, 'date "tomorrow" is not understood'),
    Bad("edit 97.1 --set cycle=first", 2, "cycle must be a whole number from 0"),
    Bad("edit 97.1 --set cycle=-1", 2, "cycle must be a whole number from 0"),
    Bad(f"edit {ID} --note x --form form.toml", 2, "--form gives the whole record"),
    Bad(f"edit {ID} --form form.toml", 2, "cannot read the form form.toml: No such file"),
    Bad(f"edit {ID} --form -", 5, "an event needs a date"),
    Bad(f"edit {ID} --form -", 5, "the form is not well written", "title"),
    Bad(f"edit {ID} --form -", 5, "not well written: it is nested too deep", "a = " + "[" * 10_000),
    Bad(f"edit {ID} --form -", 5, "a number has too many digits", f"a = {'9' * 5_000}"),
    Bad(f"edit {ID} --form -", 2, "standard input is not UTF-8 text", b"\xff"),
    Bad(f"delete {ID}", 2, "--yes says yes"),
    Bad("delete 97.1", 2, "(Define torture in national law) and 1 verdict on "),
)  # fmt: skip


def names(rows: tuple[Bad, ...]) -> list[str]:
    """Return a readable name for each row."""
    lines = [row.line if isinstance(row.line, str) else shlex.join(row.line) for row in rows]
    return [
        ascii(f"{line[:50]} < {row.stdin!r:.40}" if row.stdin else line[:60])
        for line, row in zip(lines, rows, strict=True)
    ]


def refused(hrtrack: Run, row: Bad) -> None:
    ran = hrtrack(row.line, code=row.code, stdin=row.stdin)
    assert ran.out == ""
    assert ran.err.startswith("hrtrack: ")
    assert row.words in ran.err


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(
        empty_store,
        event(ID),
        recommendation("97.1", themes=["Torture"], recommended_by=["Norway"]),
        recommendation("98.1"),
        recommendation("98.1", cycle=2),
        record("assessment", "verdict", recommendation="97.1"),
    )
    return empty_store


@pytest.mark.parametrize("row", [*ANYWHERE, *HERE], ids=names((*ANYWHERE, *HERE)))
def test_it_is_refused_by_name_and_the_store_stays_as_it_was(
    hrtrack: Run, store: Store, row: Bad
) -> None:
    before = store.path.read_bytes()
    refused(hrtrack, row)
    assert store.path.read_bytes() == before


def test_none_of_it_starts_a_store(hrtrack: Run, own_world: Path) -> None:
    writing = [row for row in ANYWHERE if not str(row.line).startswith(("list", "recs", "status"))]
    for row in writing:
        refused(hrtrack, row)
    assert list(own_world.rglob("*.json")) == []


# --- what is found where the store should be ------------------------------------------------


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ("", "is empty, so it is no store; remove it to start anew"),
        ("not JSON", "is not a store: line 1: Expecting value; it was left as it is"),
        ("[]", "is not a store of hrtrack"),
        ('{"_default": {"1": {"title": "x"}}}', "is not a store of hrtrack"),
        ('{"meta": {}}', "does not say which schema it has"),
        ('{"meta": {"store": {"schema": 99}}}', "has schema 99, and this hrtrack knows 3: update"),
        ('{"meta": {"store": {"schema": 1}}, "evnts": {}}', '"evnts" is no table of a store'),
        (
            '{"meta": {"store": {"schema": 1}}, "events": {"e1": {"title": "x"}}}',
            'record "e1" in events: an event needs a date',
        ),
        (b"\xff\xfe", "is not UTF-8 text (line 1)"),
    ],
)
@pytest.mark.parametrize("command", [["list"], ["status", "upr"], ["mark", "97.1"], ADD])
def test_what_is_no_store_of_ours_is_said_and_left_as_it_is(
    hrtrack: Run, empty_store: Store, command: list[str], found: str | bytes, words: str
) -> None:
    raw = found if isinstance(found, bytes) else found.encode()
    empty_store.path.write_bytes(raw)
    ran = hrtrack(command, code=4)
    assert ran.out == ""
    assert ran.err.startswith(f"hrtrack: {empty_store.path}")
    assert words in ran.err
    assert empty_store.path.read_bytes() == raw


@pytest.mark.parametrize("value", ["soon", "-1", "nan", "1e9"])
def test_a_lock_time_that_is_none_is_refused(
    hrtrack: Run, store: Store, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("HRTRACK_LOCK_TIMEOUT", value)
    assert f'HRTRACK_LOCK_TIMEOUT "{value}"' in hrtrack("mark 97.1", code=2).err

"""What a damaged file costs grows with its size, and not with the square of it.

- records that are refused, for whatever reason, on lines or on one line
- records whose end is missing, so that each would hold all that follow
- a key that stands a thousand times in one object
- records that others changed, looked for in the file
- what is said of them is right all the same: each with its line
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from growth import MOST, growth

from belarus_hr.domain.records.kinds import Record
from belarus_hr.domain.text import strict_json
from belarus_hr.store import external_edits, storage
from belarus_hr.store.recovery import salvage

REPORT: Record = {"date": "2009-12", "mechanism": "CAT", "kind": "report", "title": "Отправлен"}
GOOD = json.dumps(REPORT, ensure_ascii=False)
OPEN = GOOD.removesuffix("}")

#: How the n-th record reads.
REFUSED: dict[str, Callable[[int], str]] = {
    "a field is missing": lambda n: f'"e-{n}": {{"date": "2009"}}',
    "of another type": lambda n: f'"e-{n}": {{"date": 5, "title": {{}}}}',
    "an id that is none": lambda n: f'"E {n}": {GOOD}',
    "broken": lambda n: f'"e-{n}": {{"title": "Отправлен", ',
    "a text that does not end": lambda n: f'"e-{n}": {{"title": "Отправлен',
    "not closed": lambda n: f'"e-{n}": {OPEN}',
    "a list not closed": lambda n: f'"e-{n}": {{"tags": ["a", {{"b": "c"}}',
    "one id for all": lambda n: f'"e-1": {json.dumps({**REPORT, "title": str(n)})}',
    "one record, many times": lambda n: f'"e-1": {GOOD}{" " * (n % 2)}',
    "no object": lambda n: f'"e-{n}": {n}',
    "no record": lambda n: f"line {n}",
}


def store_of(count: int, record: Callable[[int], str], between: str) -> bytes:
    """Return a file with so many records that read so."""
    records = between.join(map(record, range(count)))
    return f'{{"meta": {{"store": {{"schema": 3}}}},\n"events": {{\n{records}\n}}\n}}\n'.encode()


@pytest.mark.parametrize(
    "between",
    [",\n", pytest.param(", ", marks=pytest.mark.slow)],
    ids=["lines", "one line"],
)
@pytest.mark.parametrize("record", REFUSED.values(), ids=REFUSED.keys())
def test_refused_records_cost_what_they_are(record: Callable[[int], str], between: str) -> None:
    assert growth(salvage, lambda count: store_of(count, record, between), 1_500) < MOST


@pytest.mark.parametrize(
    "sign", ['"', "{", '"a":', '{"a":', '"a": [', "x\n", "\\", '"a": {"b": \n']
)
def test_a_sign_over_and_over_costs_what_it_is(sign: str) -> None:
    assert growth(salvage, lambda count: sign.encode() * count, 4_000) < MOST


@pytest.mark.parametrize("what", [what for what in REFUSED if not what.startswith("one ")])
def test_each_is_told_with_its_line(what: str) -> None:
    # The last one that is not closed ends with the table.
    raw = store_of(2_001, REFUSED[what], ",\n")
    told = [one.line for one in salvage(raw).troubles if one.severity == "error"]
    assert [line for line in told if 2 < line < 2_003] == list(range(3, 2_003))


def test_records_behind_one_that_is_not_closed_are_found() -> None:
    raw = store_of(3_000, lambda n: f'"e-{n}": {OPEN if n % 3 == 0 else GOOD}', ",\n")
    found = salvage(raw)
    assert {f"e-{n}" for n in range(2_990) if n % 3} <= set(found.tables["events"])


def test_a_record_longer_than_what_is_looked_at_first_is_found_whole() -> None:
    long = {**REPORT, "note": "ab\u2014" * 30_000, "tags": [f"t{n}" for n in range(900)]}
    pretty = json.dumps({"meta": {"store": {"schema": 2}}, "events": {"e": long}}, indent=1)
    assert salvage(pretty.encode()).tables == {"events": {"e": long}}


def test_a_key_that_stands_many_times_costs_what_it_is() -> None:
    def refused(text: str) -> None:
        with pytest.raises(ValueError, match=r'"k0" stands twice in one object'):
            strict_json.loads(text)

    def make(count: int) -> str:
        pairs = ", ".join(f'"k{n}": 1' for n in (*reversed(range(count)), 0))
        return f"{{{pairs}}}"

    assert growth(refused, make, 3_000) < MOST


def test_records_that_others_changed_cost_what_they_are() -> None:
    def changed(count: int) -> tuple[bytes, dict[str, Record]]:
        table = {f"e-{n}": {**REPORT, "title": f"Title {n}"} for n in range(count)}
        return storage.file_bytes({"events": table}).replace(b"Title", b"Heading"), table

    def differences(given: tuple[bytes, dict[str, Record]]) -> None:
        raw, table = given
        should = external_edits.Expected({"events": table}, Path("backup"))
        lines = [one.line for one in external_edits.differences(raw, salvage(raw), should)]
        assert lines == list(range(3, len(table) + 3))

    assert growth(differences, changed, 1_000) < MOST

"""A plain CSV that a spreadsheet program opened and saved again: numbers and days in its own form.

- into the same store nothing changes, whatever the kind of record
- into another store the id says what a number or a day was, and other dates the order of days
- what was read as it had been is told; what cannot be known is refused
- on the way out it is said which cells nothing could bring back
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from own_records import event, fill, recommendation, record

from belarus_hr.store import Store, storage

if TYPE_CHECKING:
    from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("forked_parsers")
ENGLISH = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
RUSSIAN = "янв фев мар апр май июн июл авг сен окт ноя дек".split()
#: A month, a day, and a pair such as 4-6 as the program shows them, by the country of its user.
SHOWN = {
    "us": ("{name}-{year:02}", "{month}/{day}/{century}{year:02}", "{second}-{name}"),
    "uk": ("{name}-{year:02}", "{day:02}/{month:02}/{century}{year:02}", "{first:02}-{name}"),
    "ru": ("{name}.{year:02}", "{day:02}.{month:02}.{century}{year:02}", "{first:02}.{name}"),
}
KINDS = (
    "events reviews recommendations assessments grades claims reports measures indicators clusters "
    "sheet"
).split()


def resaved(cell: str, country: str) -> str:
    """Return a cell as Excel in a country shows it, and so saves it."""
    names = RUSSIAN if country == "ru" else ENGLISH
    month, day, pair = SHOWN[country]
    if date := re.fullmatch(r"(\d\d)(\d\d)-(\d\d)(?:-(\d\d))?", cell):
        century, year, number, of_month = (int(part or 0) for part in date.groups())
        form = day if of_month else month
        name = names[number - 1]
        return form.format(century=century, year=year, month=number, day=of_month, name=name)
    if two := re.fullmatch(r"(\d{1,2})-(\d{1,2})", cell):
        first, second = int(two[1]), int(two[2])
        number = first if country == "us" else second
        return pair.format(first=first, second=second, name=names[number - 1])
    if re.fullmatch(r"\d+(\.\d+)?", cell):
        return re.sub(r"\.?0*$", "", cell) if "." in cell else str(int(cell))
    true, false = ("ИСТИНА", "ЛОЖЬ") if country == "ru" else ("TRUE", "FALSE")
    return {"true": true, "false": false}.get(cell, cell)


def save_again(name: str, country: str) -> None:
    with open(name, newline="") as source:
        rows = [[resaved(cell, country) for cell in row] for row in csv.reader(source)]
    encoding = "cp1251" if country == "ru" else "utf-8-sig"
    with open(name, "w", newline="", encoding=encoding) as out:
        csv.writer(out, delimiter=";" if country == "ru" else ",").writerows(rows)


@pytest.fixture
def store(empty_store: Store) -> Store:
    grade = {"record": "grade", "recommendation": "cat-10", "grade": "B1", "date": "2013-05"}
    measure = {"record": "measure", "title": "A law", "recommendations": ["upr1-97.10"],
               "start": "2015-04", "due": "2016-12-31"}  # fmt: skip
    indicator = {"record": "indicator", "title": "Held", "unit": "persons", "baseline": 12.5,
                 "baseline_date": "2009-12", "target": 0, "target_date": "2030-01-31",
                 "recommendations": ["upr1-97.10"],
                 "values": [{"date": "2014-03", "value": 7.50}]}  # fmt: skip
    cluster = {"record": "cluster", "title": "Law", "members": ["upr1-97.10", "cat-10"]}
    fill(
        empty_store,
        *(recommendation(paragraph) for paragraph in ("97.1", "97.10", "97.20", "97.21")),
        {"record": "recommendation", "id": "cat-10", "mechanism": "CAT", "title": "Pick",
         "paragraph": "10", "published": "2011-12-17", "picked": True},
        event("cat-2009-12-report", date="2009-12"),
        event("cat-2009-03-05-report", date="2009-03-05"),
        event("cat-1999-03-report", date="1999-03"),
        event("one", date="2009-11-30/2009-12-02"),
        record("review", "upr1", adopted="2010-09-23"),
        record("claim", "claim", over=True),
        record("report", "cat-report-4-6", ordinal="4-6", received="2009-12-17"),
        record("sheet-item", "sheet14", item="14"),
        record("assessment", "verdict", recommendation="upr1-97.10", date="2014-03"),
    )  # fmt: skip
    Path("more.ndjson").write_text("\n".join(map(json.dumps, (grade, measure, indicator, cluster))))
    return empty_store


@pytest.mark.parametrize("country", SHOWN)
@pytest.mark.parametrize("what", KINDS)
def test_into_the_same_store_nothing_changes(
    hrtrack: Run, store: Store, what: str, country: str
) -> None:
    hrtrack("import more.ndjson")
    before = hrtrack("export --format ndjson").out
    hrtrack(f"export --what {what} -o a.csv")
    save_again("a.csv", country)
    assert "0 added, 0 updated" in hrtrack("import a.csv").err
    assert hrtrack("export --format ndjson").out == before


@pytest.mark.parametrize("country", SHOWN)
@pytest.mark.parametrize("what", KINDS)
def test_into_another_store_the_id_or_the_form_says_what_it_was(
    hrtrack: Run, store: Store, what: str, country: str
) -> None:
    hrtrack("import more.ndjson")
    kept = hrtrack(f"export --what {what} --format ndjson").out
    hrtrack(f"export --what {what} -o a.csv")
    save_again("a.csv", country)
    Path("new.json").write_bytes(storage.file_bytes({}))
    if what not in ("recommendations", "reviews", "sheet"):  # They are of recommendations.
        hrtrack("export --what recommendations,reviews --format ndjson -o others.ndjson")
        hrtrack("import others.ndjson --db new.json")
    hrtrack("import a.csv --db new.json")
    assert hrtrack(f"export --what {what} --format ndjson --db new.json").out == kept


@pytest.mark.parametrize(
    ("given", "dates"),
    [
        (["3/5/2026", "3/28/2026"], ["2026-03-05", "2026-03-28"]),
        (["3/5/2026", "28/3/2026"], ["2026-05-03", "2026-03-28"]),
        (["5 Mar 2026", "12 марта 2014"], ["2026-03-05", "2014-03-12"]),
        (["28.02.2026", "03.2026"], ["2026-02-28", "2026-03"]),
    ],
)
def test_dates_of_other_forms_are_taken_where_they_have_one_meaning(
    hrtrack: Run, empty_store: Store, given: list[str], dates: list[str]
) -> None:
    rows = "".join(f"{date},CAT,other,An event {at}\n" for at, date in enumerate(given))
    Path("a.csv").write_text(f"date,mechanism,kind,title\n{rows}")
    said = hrtrack("import a.csv --report -")
    assert "repaired: date in another form (2)" in said.err
    assert f"date in another form: date {given[0]} is {dates[0]}" in said.out
    rows = json.loads(hrtrack("list --format json").out)
    assert {row["title"]: row["date"] for row in rows} == {
        f"An event {at}": date for at, date in enumerate(dates)
    }


@pytest.mark.parametrize("other", ["", "3/28/2026 28/3/2026"])
def test_an_order_that_is_not_clear_is_refused(
    hrtrack: Run, empty_store: Store, other: str
) -> None:
    dates = ["3/5/2026", *other.split()]
    rows = "".join(f"{date},CAT,other,An event\n" for date in dates)
    Path("a.csv").write_text(f"date,mechanism,kind,title\n{rows}")
    said = hrtrack("import a.csv", code=5).err
    assert 'date "3/5/2026" is not understood: did you mean 2026-05-03 or 2026-03-05?' in said


def test_a_correction_is_no_change_by_a_spreadsheet(hrtrack: Run, store: Store) -> None:
    hrtrack("export --what events -o a.csv")
    text = Path("a.csv").read_text()
    Path("a.csv").write_text(text.replace(",2009-03-05,", ",05.04.2009,"))
    assert "1 updated" in hrtrack("import a.csv").err
    assert "2009-04-05" in hrtrack("show cat-2009-03-05-report --format json").out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("-o a.csv", "1 cell, such as sdgs 16.10 of upr1-97.30, loses its zero"),
        ("--excel -o a.csv", ""),
        ("-o a.xlsx", ""),
    ],
)
def test_a_zero_that_no_id_says_is_told_on_the_way_out(
    hrtrack: Run, store: Store, options: str, said: str
) -> None:
    fill(store, recommendation("97.30", sdgs=["16.10"]), recommendation("97.31", sdgs=["16.1"]))
    err = hrtrack(f"export --what recommendations {options}").err
    assert said in err if said else "zero" not in err


@pytest.mark.parametrize(("target", "code"), [(16.1, 5), (16.2, 0), ("16.10", 0)])
def test_a_target_that_may_have_lost_a_zero_is_refused(
    hrtrack: Run, store: Store, target: float | str, code: int
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["record", "mechanism", "cycle", "paragraph", "title", "sdgs"])
    book.active.append(["recommendation", "UPR", 1, "97.50", "Train judges", target])
    book.save("a.xlsx")
    assert ("16.1 or 16.10" in hrtrack("import a.xlsx", code=code).err) == bool(code)


def test_a_list_that_was_cut_off_is_refused(hrtrack: Run, store: Store) -> None:
    sources = [{"ref": "Report", "note": "n" * 50}]
    fill(store, recommendation("97.30", sources=sources), recommendation("97.31", themes=['["x']))
    hrtrack("export --what recommendations -o a.csv")
    assert "0 added, 0 updated" in hrtrack("import a.csv").err
    text = Path("a.csv").read_text()
    Path("a.csv").write_text(text.replace('n""}]', "n"))
    assert 'sources is JSON that is cut off: "[{' in hrtrack("import a.csv", code=5).err

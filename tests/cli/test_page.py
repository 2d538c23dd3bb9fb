"""``export --format html``: one page that loads nothing and says what ``status`` says.

- its figures are those of ``status --format json``; of the cycles: ``test_page_figures.py``
- its parts come in an order, under headings that name the State
- it loads nothing, and its policy allows its own style and script alone
- what a record holds stays text, whatever it is
- the filters, the day, the State, the cycle, the assessor and --public hold for each part
- the table is cut after so many rows, and the page says so
"""

from __future__ import annotations

import itertools
import json
import os
import re
import time
from base64 import b64encode
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import loaded
import pytest
from own_records import event, fill, recommendation, record
from page_reader import Page, page_of

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures.counting import CountingMethod
from belarus_hr.domain.query import RecommendationFilter, RecordFilter
from belarus_hr.domain.records.kinds import KINDS, RECOMMENDATION
from belarus_hr.domain.text.edtf import began
from belarus_hr.formats.page import contents, write_page
from belarus_hr.store import Store

if TYPE_CHECKING:
    from conftest import Run

PARTS = "headline cycles themes events reports plan sheet recommendations counted".split()
DOCS = Path(__file__).parents[2] / "docs"
_DAY = "--as-of 2025-01-01"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The page of the shipped dataset, without options."""
    nobody = {"HRTRACK_DB": str(tmp_path_factory.mktemp("nobody") / "own.json")}
    done = loaded.shared().run("export", "--format", "html", env=os.environ | nobody)
    return Page(done.stdout.decode())


# --- figures ------------------------------------------------------------------


@pytest.mark.parametrize("options", ["", "--as-of 2010-06-01", "--mechanism treaty-bodies"])
def test_the_events_of_each_mechanism_are_those_of_status(hrtrack: Run, options: str) -> None:
    page = page_of(hrtrack, options)
    day = options if "as-of" in options else ""
    scope = "treaty-bodies" if "mechanism" in options else ""
    document = json.loads(hrtrack(f"status {scope} --format json {day}").out)
    told = [row for row in document["mechanisms"] if row["events"]]
    assert told
    for row in told:
        ((_, *cells),) = page.of("events", mechanism=row["mechanism"])
        assert cells == [str(row["events"]), row["first"], row["last"]]


KEEPER = "the keeper of this record (self)"


@pytest.mark.parametrize("day", [_DAY, "--as-of 2012-06", "--as-of 2010"])
def test_each_item_of_the_fact_sheet_is_told_as_factsheet_tells_it(hrtrack: Run, day: str) -> None:
    page = page_of(hrtrack, day)
    items = json.loads(hrtrack(f"factsheet --format json {day}").out)
    assert bool(items) == (day != "--as-of 2010")
    assert [row.attributes["data-item"] for row in page.rows if "data-item" in row.attributes] == [
        item["item"] for item in items
    ]
    for item in items:
        ((number, title, shows, agreement, _),) = page.of("sheet", item=item["item"])
        assert (number, title) == (item["item"], item["title"])
        told = (words.replace("to self", f"to {KEEPER}") for words in item["shows"])
        assert all(words in shows for words in told)
        assert item["agreement"].replace("-", " ") in agreement
        assert item["reason"] in agreement


def test_what_is_due_is_what_due_says(hrtrack: Run) -> None:
    due = json.loads(hrtrack(f"due --format json {_DAY}").out)
    rows = [row for row in page_of(hrtrack, _DAY).of("reports") if len(row) == 6][1:]
    assert [(row[1], row[2], row[3]) for row in rows] == [
        (each["title"], each["state"], each["date"]) for each in due
    ]


def test_an_assessor_that_said_nothing_has_no_percentage(plain: Page) -> None:
    assert "Nothing assessed: no verdict of the keeper of this record (self)" in plain.words
    assert "0.0 %" not in plain.text


# --- the page -----------------------------------------------------------------


def test_parts_come_in_order_under_headings_that_name_the_state(plain: Page) -> None:
    ids = [attributes["id"] for tag, attributes in plain.tags if tag == "section"]
    assert ids == PARTS
    assert all("Belarus" in heading for _, heading in plain.headings)
    levels = [level for level, _ in plain.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert ("html", {"lang": "en"}) in plain.tags


def test_a_page_loads_nothing(plain: Page) -> None:
    names = {tag for tag, _ in plain.tags}
    assert names.isdisjoint("link img image iframe object embed audio video base use".split())
    for tag, attributes in plain.tags:
        assert attributes.keys().isdisjoint(("src", "srcset", "style", "action", "background"))
        assert all(not name.startswith("on") for name in attributes)
        if "href" in attributes:
            assert tag == "a"
            assert re.match("https?://|#", attributes["href"] or "")
    assert re.search(r"url\(|@import|fetch|http", plain.raw["style"] + plain.raw["script"]) is None


def test_the_policy_allows_its_own_style_and_script_alone(plain: Page) -> None:
    (policy,) = [
        attributes["content"] or ""
        for tag, attributes in plain.tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; ")
    for name in ("style", "script"):
        digest = b64encode(sha256(plain.raw[name].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def test_ids_and_names_of_regions_are_unique(plain: Page) -> None:
    ids = [attributes["id"] for _, attributes in plain.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    names = [a["aria-label"] for _, a in plain.tags if a.get("role") == "region"]
    assert len(names) == len(set(names))
    links = {a["href"] for _, a in plain.tags if str(a.get("href", "")).startswith("#")}
    assert links <= {f"#{id_}" for id_ in ids}


#: Titles that mean harm, and what is read of each.
HOSTILE = {
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    "</style></title><img src=x onerror=alert(1)>": "</style></title><img src=x onerror",
    "\"' onmouseover='alert(1)' {{ 7*7 }}": "\"' onmouseover='alert(1)' {{ 7*7 }}",
    "up \u202e down\u2066": "up <U+202E> down<U+2066>",
    "&lt;b&gt; & -->": "&lt;b&gt; & -->",
}


def test_what_a_record_holds_stays_text(hrtrack: Run, own_store: Path) -> None:
    for n, title in enumerate(HOSTILE):
        fill(
            Store(own_store, make_folder=True),
            event(f"e{n}", title=title, by=title, sources=[{"ref": title}]),
            recommendation(f"97.99{n}", title=title, themes=[title], items=[{"by": title}]),
            record("claim", f"c{n}", title=title, disputes=[{"says": title, "ref": title}]),
            record("report", f"r{n}", title=title, item="1"),
        )
    page = page_of(hrtrack)
    for shown_as in HOSTILE.values():
        assert page.words.count(shown_as) >= 9
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert "img" not in {tag for tag, _ in page.tags}
    assert all("onmouseover" not in attributes for _, attributes in page.tags)


def test_an_address_that_is_none_of_the_web_is_no_link(hrtrack: Run, own_store: Path) -> None:
    fill(
        Store(own_store, make_folder=True),
        event("e", sources=[{"ref": 'A/HRC/15/16"><b>, javascript:alert(1)'}]),
    )
    hrefs = [attributes.get("href") or "#" for _, attributes in page_of(hrtrack).tags]
    assert all(href.startswith(("#", "http://", "https://")) for href in hrefs)


def test_texts_of_several_states_stand_under_their_names(hrtrack: Run, own_store: Path) -> None:
    items = [{"by": "Egypt", "text": "Found it"}, {"by": "Peru", "text": "Weigh it"}]
    fill(
        Store(own_store, make_folder=True),
        recommendation("97.998", text="Found it", items=items),
        recommendation("97.999", text="Found it", items=[{**items[0]}, {**items[1], **items[0]}]),
    )
    cells = {row[0]: row[1] for row in page_of(hrtrack).of("recommendations")}
    assert cells["cycle 1, 97.998"] == "Egypt: Found it Peru: Weigh it"
    assert cells["cycle 1, 97.999"] == "Found it"


def test_a_copy_is_said_and_is_no_address(hrtrack: Run, own_store: Path) -> None:
    copies = [
        {"ref": "A letter", "url": "https://info.5y1.org/a"},
        {"ref": "CAT/C/BLR/CO/4", "note": "Read in a copy (worldlii.org)."},
    ]
    fill(Store(own_store, make_folder=True), event("e", sources=copies))
    page = page_of(hrtrack)
    assert "A letter (read in a copy at https://info.5y1.org/a)" in page.words
    assert "CAT/C/BLR/CO/4 (read in a copy at worldlii.org)" in page.words
    assert all("5y1" not in str(attributes.get("href")) for _, attributes in page.tags)


# --- what narrows it ----------------------------------------------------------


def test_a_filter_narrows_the_table_and_the_figures_alike(hrtrack: Run) -> None:
    page = page_of(hrtrack, "--theme torture --cycle 1")
    ids = hrtrack("recs --theme torture --cycle 1 --fields id -F tsv").lines
    rows = [row for row in page.rows if row.section == "recommendations"][1:]
    assert sorted(row.attributes["id"] or "" for row in rows) == sorted(ids)
    ((_, made, *_rest),) = page.of("cycle-1", row="answers")
    assert made == str(len(ids))
    assert "narrowed to cycle 1, theme torture" in page.words
    assert "counts that others report" not in " ".join(row[0] for row in page.of("cycle-1"))
    assert "Not on this page, which is about cycle 1, theme torture." in page.words


def test_an_assessor_alone_is_shown_when_named(hrtrack: Run, assessed: Store) -> None:
    page = page_of(hrtrack, "--by un")
    assert page.of("cycle-1", assessor="self") == []
    rows = page.of("recommendations")[1:]
    assert all("self:" not in row[4] for row in rows)
    assert {row[1] for row in page.of("headline")[1:]} <= {"UN"}
    everything = page_of(hrtrack).of("recommendations")[1:]
    assert all("self:" in row[4] and "UN:" in row[4] for row in everything)


def test_the_day_holds_for_each_part(hrtrack: Run, assessed: Store) -> None:
    page = page_of(hrtrack, "--as-of 2010-06-01")
    assert {row[3].split()[0] for row in page.of("recommendations")[1:]} == {"supported", "pending"}
    days = [row[0] for row in page.of("events") if row[0][:2] in ("19", "20")]
    assert days
    assert all(began(day, date(2010, 6, 1)) for day in days)
    assert "implemented" not in " ".join(row[4] for row in page.of("recommendations")[1:])


def test_a_public_copy_is_without_what_is_marked(hrtrack: Run, own_store: Path) -> None:
    fill(
        Store(own_store, make_folder=True),
        event("e", title="Secretive meeting", sensitive=True),
        recommendation("97.999", title="Zzz", text="Quokka", sensitive=["text"]),
    )
    whole, public = page_of(hrtrack), page_of(hrtrack, "--public")
    assert "Secretive meeting" in whole.text
    assert "Quokka" in whole.text
    assert "Not for publication: 2 of the records" in whole.words
    assert "Secretive" not in public.text
    assert "Quokka" not in public.text
    assert "public copy, without what is marked sensitive" in public.words
    assert "Not for publication" not in public.text


def test_another_state_has_a_page_of_its_own(hrtrack: Run, own_store: Path) -> None:
    fill(Store(own_store, make_folder=True), recommendation("1.1", country="Norway", title="Up"))
    page = page_of(hrtrack, "--country norway")
    assert all("Norway" in heading for _, heading in page.headings)
    assert len(page.of("recommendations")) == 2
    assert page.of("events") == []
    assert all("All States" in h for _, h in page_of(hrtrack, "--country all").headings)


def test_a_long_table_is_cut_and_the_page_says_so(
    hrtrack: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "MOST_ON_PAGE", 10)
    page = page_of(hrtrack)
    assert len(page.of("recommendations")) == 11
    assert "Only the first 10 of 93 recommendations are in the table" in page.words
    ((_, made, *_rest),) = page.of("cycle-1", row="answers")
    assert made == "93"


# --- where it is written ------------------------------------------------------


@pytest.mark.parametrize("name", ["page.html", "page.HTM"])
def test_the_name_of_the_file_says_that_a_page_is_meant(hrtrack: Run, name: str) -> None:
    hrtrack(f"export -o {name}")
    assert Page(Path(name).read_text("utf-8")).of("events")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ("--what events", "leave out --what"),
        ("-o page.csv", "would hold html"),
        ("--by nobody", "nobody"),
    ],
)
def test_what_a_page_cannot_be_is_refused(hrtrack: Run, options: str, says: str) -> None:
    assert says in hrtrack(f"export --format html {options}", code=2).err


def test_the_page_of_the_dataset_is_small(hrtrack: Run) -> None:
    assert len(hrtrack("export --format html").out.encode()) <= 600_000


def test_a_sample_lies_in_the_docs() -> None:
    sample = Page((DOCS / "page.html").read_text("utf-8"))
    assert [a["id"] for tag, a in sample.tags if tag == "section"] == PARTS
    assert len(sample.of("recommendations")) > 90


def test_a_page_of_41_000_recommendations_takes_seconds(shipped: Collection) -> None:
    given = list(shipped.of(RECOMMENDATION).values())
    many = {f"upr1-{number}.1": given[number % 93] for number in range(41_000)}
    tables = {kind.table: shipped.of(kind) for kind in KINDS} | {RECOMMENDATION.table: many}
    day = date(2026, 1, 1)
    question = contents.PageQuestion(
        state="Belarus",
        method=CountingMethod(day),
        recommendations=RecommendationFilter(day),
        events=RecordFilter(),
    )
    before = time.process_time()
    html = write_page.write_page(contents.gather(Collection(tables), question))
    assert time.process_time() - before <= 5
    assert "Only the first 3,000 of 41,000" in html

"""``add``: one event from options, or many records from standard input, all or none.

- it prints the id and nothing else; ids are made of the event's words and numbered; one that was
  given is not given again by itself, by ``import`` neither, and may be named
- what is given is what is kept; ``today`` is a date; kind is ``other`` unless said
- an event that says the same is added, and said
- the first write starts the store from the shipped dataset and says where; later ones do not
- ``add -``: one JSON object a line, of any kind; ids in order; one bad line and none is kept
- what ``list`` and ``recs`` print as ndjson, ``add -`` takes back unchanged
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from own_records import as_lines, event, fill, recommendation, record, responses

from belarus_hr.store import Store, storage

if TYPE_CHECKING:
    from tests.conftest import Run


def shown(hrtrack: Run, id_: str) -> dict[str, Any]:
    """Return what is known of a record, without the keys of which nothing is."""
    (row,) = json.loads(hrtrack(f"show {id_} --format json").out)
    return {name: value for name, value in row.items() if value not in (None, [])}


def test_it_prints_the_id_and_keeps_what_was_given(hrtrack: Run, empty_store: Store) -> None:
    added = hrtrack(
        "add 'Fourth periodic report sent' -m cat --date 2009-12 --kind Report --by 'Government'"
        " --place Geneva --note 'A month after the visit.' --tag torture --tag report"
        " --source CAT/C/BLR/4 --confidence un-document"
    )
    assert added == (0, "cat-2009-12-report\n", "")
    assert shown(hrtrack, "cat-2009-12-report") == {
        "id": "cat-2009-12-report",
        "date": "2009-12",
        "mechanism": "CAT",
        "kind": "report",
        "title": "Fourth periodic report sent",
        "by": "Government",
        "place": "Geneva",
        "note": "A month after the visit.",
        "tags": ["torture", "report"],
        "confidence": "un-document",
        "sources": [{"ref": "CAT/C/BLR/4"}],
        "record": "event",
    }


def test_ids_are_numbered_where_one_is_taken(hrtrack: Run, empty_store: Store) -> None:
    for title, id_ in (("a", "sp-2010-visit"), ("b", "sp-2010-visit-2"), ("c", "sp-2010-visit-3")):
        assert hrtrack(f"add {title} -m SP --date 2010~ --kind visit").out == f"{id_}\n"


def test_an_id_of_ones_own_is_kept(hrtrack: Run, empty_store: Store) -> None:
    assert hrtrack("add Seminar -m UPR --date 2010 --id Minsk-Seminar").out == "minsk-seminar\n"


def test_today_is_a_date_and_other_the_kind_unless_said(hrtrack: Run, empty_store: Store) -> None:
    before = date.today().isoformat()
    id_ = hrtrack("add Seminar -m OHCHR --date today").out.strip()
    kept = shown(hrtrack, id_)
    assert before <= kept["date"] <= date.today().isoformat()
    assert kept["kind"] == "other"


def test_a_title_may_start_with_a_hyphen_after_two(hrtrack: Run, empty_store: Store) -> None:
    id_ = hrtrack("add -m CAT --date 2009 -- '--draft'").out.strip()
    assert shown(hrtrack, id_)["title"] == "--draft"


def test_an_event_that_says_the_same_is_added_and_said(hrtrack: Run, empty_store: Store) -> None:
    hrtrack("add Seminar -m UPR --date 2010-11")
    again = hrtrack("add Seminar -m UPR --date 2010-11")
    assert again == (0, "upr-2010-11-other-2\n", "note: upr-2010-11-other says the same\n")
    assert "upr-2010-11-other says the same" in hrtrack("add 'seminar.' -m UPR --date 2010-11").err
    more = hrtrack("add Seminar -m UPR --date 2010-11 --place Minsk").err
    assert "upr-2010-11-other is of the same event; hrtrack edit upr-2010-11-other" in more


# --- where it goes -----------------------------------------------------------------------


def test_the_first_write_starts_the_store_from_the_dataset_and_says_where(
    hrtrack: Run, own_store: Path
) -> None:
    first = hrtrack("add Seminar -m UPR --date 2010-11 --id seminar")
    assert first.out == "seminar\n"
    assert first.err == f"started your store from the shipped dataset: {own_store}\n"
    assert len(hrtrack("recs --cycle 1").lines) == 93
    assert hrtrack("add Seminar -m UPR --date 2010-12 --id later").err == ""


def test_the_users_folder_and_store_are_private(hrtrack: Run, own_store: Path) -> None:
    hrtrack("add Seminar -m UPR --date 2010-11")
    assert own_store.stat().st_mode & 0o777 == 0o600
    assert own_store.parent.stat().st_mode & 0o777 == 0o700


def test_db_names_the_store_that_is_written(hrtrack: Run, own_world: Path, own_store: Path) -> None:
    hrtrack("add Seminar -m UPR --date 2010-11 --id seminar --db mine.json")
    assert hrtrack("show seminar --db mine.json --format ids").out == "seminar\n"
    assert (own_world / "mine.json").exists()
    assert not own_store.exists()


# --- from standard input -------------------------------------------------------------------

EVERY_KIND = (
    event("cat-2009-12-report", disputes=[{"says": "the fifth", "ref": "Fact sheet, item 5"}]),
    recommendation("97.1", recommended_by=["Norway", "Chile"], action=4),
    record("review", "upr1", session=8),
    record("claim", "upr1-claim", percent={"implemented": 70}, over=True),
    record("report", "cat-report-4", ordinal="4", due="2000"),
)


def test_records_of_every_kind_are_taken_and_their_ids_printed_in_order(
    hrtrack: Run, empty_store: Store
) -> None:
    added = hrtrack("add -", stdin=as_lines(*EVERY_KIND))
    assert added.lines == [one["id"] for one in EVERY_KIND]
    assert shown(hrtrack, "upr1-claim")["percent"] == {"implemented": 70}
    assert shown(hrtrack, "upr1-97.1")["items"] == (
        [{"by": "Norway", "action": 4}, {"by": "Chile", "action": 4}]
    )


def test_an_assessment_may_follow_its_recommendation(hrtrack: Run, empty_store: Store) -> None:
    lines = as_lines(recommendation("97.1"), record("assessment", "a1", recommendation="97.1"))
    assert hrtrack("add -", stdin=lines).lines == ["upr1-97.1", "a1"]
    assert hrtrack("recs --fields status").out == "implemented\n"


def test_records_without_ids_get_ones_that_differ(hrtrack: Run, empty_store: Store) -> None:
    line = '{"date": "2009-12", "mechanism": "CAT", "kind": "report", "title": "Report"}\n'
    assert hrtrack("add -", stdin=line * 2).lines == ["cat-2009-12-report", "cat-2009-12-report-2"]


def test_blank_lines_windows_line_ends_and_a_byte_order_mark_are_no_matter(
    hrtrack: Run, empty_store: Store
) -> None:
    lines = as_lines(event("first"), event("second")).replace("\n", "\r\n\r\n")
    assert hrtrack("add -", stdin="\ufeff" + lines).lines == ["first", "second"]


def test_one_bad_line_and_none_is_kept_and_every_bad_one_is_named(
    hrtrack: Run, empty_store: Store
) -> None:
    before = empty_store.path.read_bytes()
    lines = as_lines(event("good"), event("bad", date="2009-13"), event("good", title="again"))
    refused = hrtrack("add -", stdin=lines, code=5)
    assert refused == (
        5,
        "",
        "hrtrack: 2 of 3 records rejected, nothing was written:\n"
        'line 2: date "2009-13" is not a day of the calendar\n'
        'line 3: id "good" is taken; hrtrack edit changes the record that has it\n',
    )
    assert empty_store.path.read_bytes() == before


def test_of_many_bad_lines_twenty_are_named_and_the_rest_counted(
    hrtrack: Run, empty_store: Store
) -> None:
    said = hrtrack("add -", stdin="x\n" * 25, code=5).err.splitlines()
    assert len(said) == 22
    assert said[-1] == "… and 5 more"


def test_a_refused_input_starts_no_store(hrtrack: Run, own_store: Path) -> None:
    hrtrack("add -", stdin="x\n", code=5)
    assert not own_store.exists()


def test_printed_as_ndjson_and_added_again_the_records_are_the_same(
    hrtrack: Run, empty_store: Store, own_world: Path
) -> None:
    fill(empty_store, *EVERY_KIND, recommendation("98.1", responses=responses("pending", "noted")))
    listed = hrtrack("list --format ndjson").out + hrtrack("recs --format ndjson").out
    listed += hrtrack("show upr1 upr1-claim --format ndjson").out
    copy = own_world / "copy.json"
    copy.write_bytes(storage.file_bytes({}))
    hrtrack(f"add - --db {copy}", stdin=listed)
    reports = hrtrack("status CAT --format ndjson --fields id").out
    assert reports == '{"id": "cat-report-4"}\n'
    again = [json.loads(line) for line in listed.splitlines()]
    ids = " ".join(row["id"] for row in again)
    shown = json.loads(hrtrack(f"show {ids} --db {copy} --format json").out)
    assert [{**row, "linked": []} for row in shown] == [{**row, "linked": []} for row in again]


_TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1).map(str.strip)
_TITLES = _TEXT.filter(lambda text: 0 < len(text) <= 500)


@given(title=_TITLES, note=_TEXT)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_kept_as_it_was_given(
    hrtrack: Run, empty_store: Store, title: str, note: str
) -> None:
    empty_store.path.write_bytes(storage.file_bytes({}))
    hrtrack("add -", stdin=as_lines(event("any", title=title, note=note)))
    kept = shown(hrtrack, "any")
    assert (kept["title"], kept.get("note", "")) == (title, note)


def test_an_id_once_given_is_not_given_again_by_itself(hrtrack: Run, empty_store: Store) -> None:
    line = "add Letter -m CAT --date 2009-12 --kind statement"
    (first,) = hrtrack(line).lines
    hrtrack(f"delete {first} --yes")
    assert hrtrack(line).lines == [f"{first}-2"]
    hrtrack("undo")
    assert hrtrack(line).lines == [f"{first}-3"]
    # Whoever names it means it.
    assert hrtrack(f"{line} --id {first}").lines == [first]


def test_an_import_gives_no_id_again_and_a_dry_run_names_the_same(
    hrtrack: Run, empty_store: Store, own_world: Path
) -> None:
    like = {"record": "event", "mechanism": "CAT", "date": "2009-12", "kind": "statement"}
    rows = [json.dumps({**like, "title": f"Letter {n}"}) for n in range(12)]
    Path("rows.ndjson").write_text("\n".join(rows), encoding="utf-8")
    first = hrtrack("import rows.ndjson").lines
    assert first == ["cat-2009-12-statement", *(f"cat-2009-12-statement-{n}" for n in range(2, 13))]
    hrtrack("undo")
    hrtrack("import rows.ndjson --dry-run --report rows.tsv")
    would = [line.split("\t")[3] for line in Path("rows.tsv").read_text("utf-8").splitlines()[1:]]
    assert would == [f"cat-2009-12-statement-{n}" for n in range(13, 25)]
    assert hrtrack("import rows.ndjson").lines == would


def test_an_end_that_a_new_record_and_one_on_record_have_is_refused(
    hrtrack: Run, empty_store: Store
) -> None:
    fill(empty_store, recommendation("97.4"))
    new = recommendation("97.4", cycle=2, document="A/HRC/30/3")
    verdict = record("assessment", "verdict-1", recommendation="97.4")
    said = hrtrack("add -", code=5, stdin=as_lines(new, verdict)).err
    assert '"97.4" is the end of several ids' in said
    assert hrtrack("recs --format ids").lines == ["upr1-97.4"]


def test_a_whole_id_on_record_is_no_end_of_a_new_one(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, recommendation("97.4"))
    new = record("recommendation", "old-upr1-97.4", paragraph="4", document="A/HRC/1/1")
    verdict = record("assessment", "verdict-1", recommendation="upr1-97.4")
    hrtrack("add -", stdin=as_lines(new, verdict))
    assert shown(hrtrack, "verdict-1")["recommendation"] == "upr1-97.4"


def test_a_state_s_two_items_of_one_text_that_are_coded_apart_stay_two(
    hrtrack: Run, empty_store: Store
) -> None:
    norway = {"by": "Norway", "text": "Abolish the death penalty"}
    items = [{**norway, "action": 1}, {**norway, "action": 2}, norway]
    hrtrack("add -", stdin=as_lines(recommendation("97.4", items=items)))
    assert shown(hrtrack, "upr1-97.4")["items"] == items[:2]

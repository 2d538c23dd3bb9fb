"""A table without ids: each row finds the record of the same thing, and doubles none.

- each kind has its natural key; a row completes or corrects the record that has it
- titles are compared as people read them
- a row that could be several records stays out; so do two rows of one thing that differ
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from own_records import event, fill, recommendation, record

if TYPE_CHECKING:
    from belarus_hr.store import Store
    from tests.conftest import Run

CASES = Path(__file__).parents[3] / "shared" / "cases"

EVENT = "date,mechanism,kind,title,place,note\n2026-03-01,CAT,meeting,"
#: A table, and another that says more of the same thing.
COMPLETED = [
    (f"{EVENT}Round table on torture,,", f"{EVENT}round table  on torture.,Minsk,"),
    (f"{EVENT}Réunion — l’État,,", f"{EVENT}Reunion - l'Etat,Minsk,"),
    ("record,mechanism,cycle,title\nreview,UPR,7,Seventh",
     "record,mechanism,cycle,title,session\nreview,UPR,7,The seventh review,77"),
    ("record,mechanism,cycle,document,paragraph,title\nrecommendation,UPR,1,A/HRC/15/16,97.1,Join",
     "record,mechanism,cycle,document,paragraph,title\nrecommendation,UPR,1,A/HRC/15/16,97.1,Sign"),
    ("record,mechanism,cycle,document,paragraph,title\nrecommendation,UPR,1,A/HRC/15/16,97.1,Join",
     "record,mechanism,cycle,paragraph,title\nrecommendation,UPR,1,97.1.,Sign"),
    ("record,mechanism,cycle,paragraph,title\nrecommendation,UPR,1,97.1,Join",
     "record,mechanism,cycle,document,paragraph,title\nrecommendation,UPR,1,A/HRC/15/16,97.1,Join"),
    ("record,mechanism,ordinal,title\nreport,CAT,5,Fifth report",
     "record,mechanism,ordinal,title,received\nreport,CAT,5,Fifth periodic report,2016-12"),
    ("record,mechanism,cycle,by,date,title\nclaim,UPR,1,government,2012,Most are done",
     "record,mechanism,cycle,by,date,title,note\nclaim,UPR,1,government,2012,Most are done,p. 4"),
]  # fmt: skip


def imported(hrtrack: Run, table: str, code: int = 0) -> str:
    Path("table.csv").write_text(f"{table}\n", "utf-8")
    return hrtrack("import table.csv", code=code).err


def every_record(hrtrack: Run) -> list[dict[str, Any]]:
    document = json.loads(hrtrack("export --format json").out)
    return [
        document[table][id_] for table in document if table != "meta" for id_ in document[table]
    ]


@pytest.mark.parametrize(("first", "second"), COMPLETED)
def test_a_row_that_was_completed_updates_its_record(
    hrtrack: Run, empty_store: Store, first: str, second: str
) -> None:
    del empty_store
    imported(hrtrack, first)
    assert "0 added, 1 updated" in imported(hrtrack, second)
    assert "0 added, 0 updated, 1 unchanged" in imported(hrtrack, second)
    assert hrtrack("check", code=None).out.count("already") == 0


@pytest.mark.parametrize(
    "row",
    [
        "2026-03-02,CAT,meeting,Round table,,",
        "2026-03-01,CCPR,meeting,Round table,,",
        "2026-03-01,CAT,visit,Round table,,",
        "2026-03-01,CAT,meeting,Round table II,,",
    ],
)
def test_another_thing_is_added(hrtrack: Run, empty_store: Store, row: str) -> None:
    del empty_store
    imported(hrtrack, f"{EVENT}Round table,,")
    header = EVENT.partition("\n")[0]
    assert "1 added, 0 updated" in imported(hrtrack, f"{header}\n{row}")


def test_a_sheet_with_a_corrected_verdict_corrects_it(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, recommendation("97.1"))
    sheet = "record,recommendation,assessor,date,status,note\nassessment,97.1,civil-society,2014,"
    imported(hrtrack, f"{sheet}implemented,Law of 2013")
    assert "1 updated" in imported(hrtrack, f"{sheet}partly,Law of 2013")
    assert "1 unchanged" in imported(hrtrack, f"{sheet}partly,Law of 2013")
    assert "1 unchanged" in imported(hrtrack, f"{sheet}partly,")
    cells = hrtrack("list --record assessment --fields status,note").cells
    assert cells == [["partly", "Law of 2013"]]


def test_a_row_that_could_be_several_records_stays_out(hrtrack: Run, empty_store: Store) -> None:
    same = {"date": "2026-03-01", "mechanism": "CAT", "kind": "meeting", "title": "Round table"}
    fill(empty_store, event("one", **same), event("two", **same, place="Gomel"))
    said = imported(hrtrack, f"{EVENT}Round table,Minsk,", code=5)
    assert "row 2: could be one or two: give the row the id of the one it is" in said
    assert "0 updated, 1 unchanged" in imported(hrtrack, f"{EVENT}Round table,Gomel,")


def test_two_rows_of_one_thing_that_differ_are_refused(hrtrack: Run, empty_store: Store) -> None:
    del empty_store
    second = "2026-03-01,CAT,meeting,round table,Gomel,"
    said = imported(hrtrack, f"{EVENT}Round table,Minsk,\n{second}", code=5)
    assert (
        "rows 2, 3: the same event stands in the file twice, first in row 2, with another pl"
        in said
    )
    assert hrtrack("list --format ids").lines == []


def test_two_rows_that_complete_each_other_are_one_record(hrtrack: Run, empty_store: Store) -> None:
    del empty_store
    second = "2026-03-01,CAT,meeting,Round table,,In English"
    imported(hrtrack, f"{EVENT}Round table,Minsk,\n{second}")
    assert hrtrack("list --fields place,note").cells == [["Minsk", "In English"]]


def test_the_record_of_an_id_in_the_same_file_is_the_same_thing(
    hrtrack: Run, empty_store: Store
) -> None:
    fill(empty_store, record("report", "cat-report-5", ordinal="5"))
    table = "record,id,mechanism,ordinal,title,symbol\nreport,cat-report-5,CAT,5,Fifth,\n"
    assert "2 updated" in imported(hrtrack, f"{table}report,,CAT,5,Fifth,CAT/C/BLR/5")
    assert hrtrack("reports --fields id,title,symbol").cells == [
        ["cat-report-5", "Fifth", "CAT/C/BLR/5"]
    ]


def test_a_title_that_the_file_takes_from_its_record_is_free_for_another(
    hrtrack: Run, empty_store: Store
) -> None:
    fill(empty_store, event("cat-1", title="Old"))
    table = "id,date,mechanism,kind,title\ncat-1,2009-12,CAT,report,New\n,2009-12,CAT,report,Old"
    assert "1 added, 1 updated, 0 unchanged" in imported(hrtrack, table)
    assert sorted(hrtrack("list --fields title").lines) == ["New", "Old"]


@pytest.mark.skipif(not CASES.is_dir(), reason="the cases of strangers are not here")
def test_tables_of_strangers_double_nothing(hrtrack: Run) -> None:
    hrtrack(f"import {CASES / 'ours1.csv'}")
    assert "0 added, 1 updated, 1 unchanged" in hrtrack(f"import {CASES / 'ours2.csv'}").err
    assert "0 added, 1 updated" in hrtrack(f"import {CASES / 'q1.csv'}").err
    upr = "--from upr-info"
    hrtrack(f"import {upr} {CASES / 'upr_nfc.csv'}")
    assert "0 added, 0 updated, 3 unchanged" in hrtrack(f"import {upr} {CASES / 'upr_nfd.csv'}").err


def test_a_verdict_without_an_id_is_the_same_in_any_order_of_the_file(
    hrtrack: Run, own_store: Path, tmp_path: Path
) -> None:
    said = {"record": "assessment", "recommendation": "97.5", "assessor": "un", "date": "2014"}
    said |= {"status": "implemented", "recorded": "2014-01-01T00:00:00.000+00:00"}
    later = said | {"recorded": "2014-01-02T00:00:00.000+00:00"}
    rows = [said | {"id": "x1"}, later | {"id": "x2"}, said]
    path = tmp_path / "verdicts.json"
    for order in (rows, [rows[1], rows[0], rows[2]]):
        path.write_text(json.dumps(order))
        ran = hrtrack(f"import {path}")
    assert "0 added, 0 updated, 3 unchanged" in ran.err

"""``import``: files of others, and our own, into the store: all that they hold, or nothing.

- UPR Info's rows of Belarus complete the dataset's 93 paragraphs and add none; a second time
  nothing changes; standard output has the ids that changed, standard error what was done
- a changed row updates its record, and the fields are said
- a day in a spreadsheet is a day; a text that ends as a day's midnight is written stays whole
- several files are one change; standard input and FIFOs are read; our own formats come back
- problems are said all at once, nothing is written, exit 5; --keep-going takes the rest, exit 5
- --dry-run writes nothing at all; --report says what became of each row, guarded
- repairs are counted; rows about others left out and counted; --country, --map, --default, --from
- folders, devices, empty and unreadable files, wrong options: one sentence each
"""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import foreign_files as made
import pytest
from own_records import recommendation

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run


def put(name: str, content: bytes | str) -> str:
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


@pytest.fixture
def belarus(own_world: Path, hrtrack: Run) -> str:
    """A file of UPR Info with a row for each State's item in the dataset's first cycle."""
    rows = [
        made.upr_row(
            text=f"{record['title']} ", by=item["by"], action=item["action"],
            issue=",".join(record["themes"]), session="8",
            response={"supported": "Accepted", "noted": "Noted"}[item["response"]],
        )
        for record in json.loads(hrtrack("recs --cycle 1 --format json").out)
        for item in record["items"]
    ]  # fmt: skip
    return put("upr-info.csv", made.upr_csv(*rows).encode("mac-roman"))


def recs(hrtrack: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(hrtrack("recs --format json").out)
    return found


def test_upr_info_completes_the_dataset_and_adds_nothing(hrtrack: Run, belarus: str) -> None:
    before = {record["id"] for record in recs(hrtrack)}
    ran = hrtrack(f"import {belarus}")
    after = recs(hrtrack)
    assert {record["id"] for record in after} == before
    assert set(ran.lines) == {record["id"] for record in after if record["text"]}
    assert "repaired: spaces around" in ran.err


def test_a_second_time_nothing_changes(hrtrack: Run, belarus: str, own_store: Path) -> None:
    def written() -> tuple[int, int, int]:
        """Return what a write changes; reading may move the time of the last access."""
        stat = own_store.stat()
        return stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns

    hrtrack(f"import {belarus}")
    before = written()
    ran = hrtrack(f"import {belarus}")
    assert ran.out == ""
    assert written() == before


def test_a_changed_row_updates_and_the_fields_are_said(hrtrack: Run, empty_store: Store) -> None:
    rows = [made.upr_row(by=state, text="Ratify it") for state in ("Norway", "Cuba")]
    ran = hrtrack(f"import {put('a.csv', made.upr_csv(*rows))}")
    assert "2 rows: 2 added, 0 updated, 0 unchanged\n" in ran.err
    assert "fields: " not in ran.err
    rows[1] = made.upr_row(by="Cuba", text="Ratify it", action="2", issue="Labour")
    ran = hrtrack(f"import {put('a.csv', made.upr_csv(*rows))}")
    assert "2 rows: 0 added, 1 updated, 1 unchanged\n  fields: items (1), themes (1)\n" in ran.err


def test_files_are_one_change(hrtrack: Run, empty_store: Store) -> None:
    good = put("a.xlsx", made.xlsx([made.UHRI, made.uhri_row()]))
    bad = put("b.csv", made.upr_csv(made.upr_row(session="0")))
    ran = hrtrack(f"import {good} {bad}", code=5)
    assert 'b.csv: row 2: Session "0"' in ran.err
    assert recs(hrtrack) == []
    ran = hrtrack(f"import {good} {put('c.json', made.uhri_json())}")
    assert len(ran.lines) == len(recs(hrtrack)) == 2


def test_all_problems_are_said_at_once(hrtrack: Run, empty_store: Store) -> None:
    rows = [made.upr_row(action=str(number)) for number in range(10, 40)]
    ran = hrtrack(f"import {put('a.csv', made.upr_csv(*rows))} --report r.tsv", code=5)
    assert "30 problems, nothing was written" in ran.err
    assert ran.err.count("row ") == 20
    assert "10 more" in ran.err
    report = Path("r.tsv").read_text().splitlines()
    assert sum("\trejected\t" in line for line in report) == 30


def test_keep_going_takes_the_good_rows_and_exits_5(hrtrack: Run, empty_store: Store) -> None:
    rows = [made.upr_row(), made.upr_row(action="9")]
    ran = hrtrack(f"import {put('a.csv', made.upr_csv(*rows))} --keep-going", code=5)
    assert len(ran.lines) == len(recs(hrtrack)) == 1
    assert 'row 3: Action "9"' in ran.err


def test_a_dry_run_writes_nothing_at_all(hrtrack: Run, belarus: str, own_world: Path) -> None:
    before = sorted(own_world.rglob("*"))
    would = hrtrack(f"import {belarus} --dry-run")
    assert sorted(own_world.rglob("*")) == before
    assert "0 would be added, 168 updated, 1 unchanged" in would.err
    assert would.lines == hrtrack(f"import {belarus}").lines


def test_the_report_says_what_became_of_each_row(hrtrack: Run, empty_store: Store) -> None:
    rows = [
        made.upr_row(by="Czechia", text=" =1+1"),
        made.upr_row(state="France"),
        made.upr_row(response="Voluntary Pledge"),
    ]
    hrtrack(f"import {put('=a.csv', made.upr_csv(*rows))} --dry-run --report r.tsv")
    header, *lines = [line.split("\t") for line in Path("r.tsv").read_text().splitlines()]
    report = [dict(zip(header, line, strict=True)) for line in lines]
    assert [line["place"] for line in report] == ["row 2", "row 3", "row 4"]
    assert [line["outcome"] for line in report] == ["added", "left out", "left out"]
    assert "name of a State: Czechia is Czech Republic" in report[0]["repairs"]
    assert report[0]["file"] == "'=a.csv"
    assert "there already" in hrtrack("import =a.csv --report r.tsv", code=2).err
    hrtrack("import =a.csv --report r.tsv --force")


def test_another_state_or_all(hrtrack: Run, empty_store: Store) -> None:
    name = put("a.csv", made.upr_csv(made.upr_row(state="Laos"), made.upr_row(state="Peru")))
    assert "left out: about another State (2)" in hrtrack(f"import {name}").err
    assert len(hrtrack(f"import {name} --country 'Lao PDR'").lines) == 1
    assert len(hrtrack(f"import {name} --country all").lines) == 1
    assert "Laos" in hrtrack(f"import {name} --country Laoss", code=2).err
    both = put("b.json", made.uhri_json(made.annotation(Countries=["Laos", "Belarus"])))
    assert "1 row: 2 added" in hrtrack(f"import {both} --country all").err


def test_columns_of_any_table_can_be_named(hrtrack: Run, empty_store: Store) -> None:
    name = put("a.csv", "Nr,What\r\n1,Ratify it\r\n")
    assert "--map title=COLUMN" in hrtrack(f"import {name}", code=5).err
    options = "--default record=recommendation --default mechanism=CAT"
    hrtrack(f"import {name} --map title=What --map paragraph=Nr {options}")
    (record,) = recs(hrtrack)
    assert (record["title"], record["paragraph"], record["mechanism"]) == ("Ratify it", "1", "CAT")
    assert '"Which"' in hrtrack(f"import {name} --map title=Which {options}", code=5).err
    assert "did you mean" in hrtrack(f"import {name} --map titel=What", code=2).err
    assert "FIELD=VALUE" in hrtrack(f"import {name} --map title", code=2).err


def test_what_a_file_is_can_be_said(hrtrack: Run, empty_store: Store) -> None:
    name = put("a.json", made.uhri_json())
    ran = hrtrack(f"import {name} --from upr-info", code=5)
    assert "is JSON, and no file of upr-info" in ran.err
    assert "did you mean" in hrtrack(f"import {name} --from uhr", code=2).err
    assert len(hrtrack(f"import {name} --from uhri").lines) == 1


def test_standard_input_and_a_fifo(hrtrack: Run, empty_store: Store) -> None:
    raw = made.xls([made.UPR_XLS, made.upr_row(action=5.0, session=22.0)])
    (id_,) = hrtrack("import -", stdin=raw).lines
    os.mkfifo("pipe")
    writer = threading.Thread(target=lambda: Path("pipe").write_bytes(raw))
    writer.start()
    assert hrtrack("import pipe").out == ""
    writer.join()
    assert hrtrack("recs --format ids").lines == [id_]


@pytest.mark.parametrize("format_", ["json", "ndjson"])
def test_our_own_formats_come_back(hrtrack: Run, empty_store: Store, format_: str) -> None:
    lines = [recommendation("97.1"), recommendation("97.2", themes=["Justice; and law", "=1"])]
    put("in.ndjson", "".join(json.dumps(line) + "\n" for line in lines))
    assert hrtrack("import in.ndjson").lines == ["upr1-97.1", "upr1-97.2"]
    put("out", hrtrack(f"recs --format {format_}").out)
    assert hrtrack("import out").out == ""
    hrtrack("delete 97.1 97.2 --yes")
    assert hrtrack("import out").lines == ["upr1-97.1", "upr1-97.2"]
    assert hrtrack(f"recs --format {format_}").out == Path("out").read_text()


@pytest.mark.parametrize("format_", ["csv", "tsv"])
@pytest.mark.parametrize("text", ["T00:00:00", "Received 2011-12-15T00:00:00"])
def test_a_text_that_ends_in_midnight_keeps_it(
    hrtrack: Run, empty_store: Store, format_: str, text: str
) -> None:
    hrtrack(["add", text, "-m", "CAT", "--date", "2009", "--kind", "other", "--note", text])
    fields = "record,id,date,mechanism,kind,title,note"
    put("out", hrtrack(f"list --format {format_} --header --fields {fields}").out)
    assert "0 added, 0 updated, 1 unchanged" in hrtrack("import out").err


def test_a_day_in_a_spreadsheet_is_a_day_and_a_text_in_it_a_text(
    hrtrack: Run, empty_store: Store
) -> None:
    header = ["date", "mechanism", "kind", "title"]
    typed = 'value-type="date" office:date-value="2009-03-01T00:00:00"'
    day = made.ods_cell("1 March 2009").replace(b'value-type="string"', typed.encode())
    texts = [made.ods_cell(text) for text in ("CAT", "other", "T00:00:00")]
    lines = [b"".join(map(made.ods_cell, header)), b"".join([day, *texts])]
    put("a.ods", made.ods(b"".join(b"<table:table-row>%b</table:table-row>" % r for r in lines)))
    hrtrack("import a.ods --default record=event")
    (event,) = json.loads(hrtrack("list --format json").out)
    assert (event["date"], event["title"]) == ("2009-03-01", "T00:00:00")


def test_a_store_is_read_whole(hrtrack: Run, own_world: Path, own_store: Path) -> None:
    hrtrack("mark 97.1 --date 2014")
    put("mine.json", own_store.read_bytes())
    hrtrack("--db empty.json add Talk -m CAT --date 2009 --kind other")
    ids = hrtrack("--db empty.json import mine.json").lines
    assert [id_ for id_ in ids if "self" in id_] == ["upr1-97.1-self-2014"]
    assert hrtrack("--db empty.json import mine.json").out == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nothing.csv", "cannot be read: No such file"),
        ("folder", "is a folder"),
        ("/dev/zero", "is a device"),
        ("empty.csv", "is empty"),
        ("text.xlsx", "kind that is not known"),
    ],
)
def test_what_is_no_file_is_said(hrtrack: Run, own_world: Path, name: str, said: str) -> None:
    Path("folder").mkdir()
    put("empty.csv", b"")
    put("text.xlsx", "not a sheet")
    ran = hrtrack(f"import {name}", code=5)
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert ran.err.startswith(f"hrtrack: {name}: ")


def test_hostile_text_drives_no_terminal(hrtrack: Run, empty_store: Store) -> None:
    row = made.upr_row(text="\x1b[31mred\u202e", by="\x1b]0;x\x07", action="\x1b[2J")
    ran = hrtrack(f"import {put('a.csv', made.upr_csv(row))} --report r.tsv", code=5)
    assert "\x1b" not in ran.err + Path("r.tsv").read_text()


# --- a backup -------------------------------------------------------------------


def test_a_backup_becomes_the_store_byte_for_byte_where_none_is(
    hrtrack: Run, own_store: Path, tmp_path: Path
) -> None:
    hrtrack("mark 97.5")
    hrtrack("edit 97.5 --note 'Looked at'")
    hrtrack("export --format json -o backup.json")
    hrtrack("--db copy.json import backup.json")
    assert (tmp_path / "copy.json").read_bytes() == own_store.read_bytes()
    assert hrtrack("--db copy.json log").out == hrtrack("log").out
    assert "0 added, 0 updated" in hrtrack("--db copy.json import backup.json").err


def test_a_damaged_backup_starts_no_store(hrtrack: Run, own_store: Path, tmp_path: Path) -> None:
    hrtrack("mark 97.5")
    (tmp_path / "backup.json").write_bytes(own_store.read_bytes()[:-40])
    hrtrack("--db copy.json import backup.json", code=4)
    assert not (tmp_path / "copy.json").exists()

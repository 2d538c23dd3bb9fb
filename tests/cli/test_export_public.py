"""``export --public``: what is marked sensitive is left out of every format.

- random records of every kind with secrets planted in what is marked, deep ones and ids made of
  them too: no byte of them in json, ndjson, csv, tsv, md, the matrix as Markdown and its workbook
- standard error says how many records and fields were left out, zero too; standard output does not
- no output names the field sensitive, or what was marked
- filters, figures and verdicts know the public part alone
- the public json is a store of its own, without what was left out
- records are marked with edit and add --set; list and show keep showing everything to the owner
- without --public all is there
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import planted
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from own_records import event, fill, recommendation, record

from belarus_hr.cli.commands import export
from belarus_hr.cli.commands.export_records import ExportOptions
from belarus_hr.cli.output import View
from belarus_hr.cli.output_file import Destination
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    CLAIM,
    KINDS,
    RECOMMENDATION,
    REVIEW,
    Kind,
)
from belarus_hr.domain.redaction.secrets import fold_letters
from belarus_hr.store import Store, storage

if TYPE_CHECKING:
    from tests.conftest import Run

#: A way out: the format, what is asked for, the ending of the file.
Way = tuple[str, list[str] | None, str]
ROWS: list[Way] = [
    ("json", None, "json"),
    ("json", ["all"], "json"),
    ("ndjson", None, "ndjson"),
    ("sqlite", None, "db"),
    *((form, [kind.table], form) for form in ("csv", "tsv", "md", "xlsx") for kind in KINDS),
]
MATRIX: list[Way] = [("matrix", None, "md"), ("matrix", None, "xlsx")]
#: The kinds of record that a matrix shows.
OF_MATRIX = (RECOMMENDATION, ASSESSMENT, CLAIM, REVIEW)


class Kept(Destination):
    """A destination that keeps what is written: where files may go is tested elsewhere."""

    content: bytes

    def check(self, *_: object) -> None:
        """Any place will do."""

    def write_bytes(self, content: bytes, **_: object) -> None:
        self.content = content


def written(store: Store, form: str, what: list[str] | None, path: Path) -> bytes:
    """Return what a public copy holds; of a workbook, what its parts hold."""
    kept = Kept(path)
    export.write_export(store, View(form, None, None), ExportOptions(what=what), kept, public=True)
    raw = kept.content
    if path.suffix != ".xlsx":
        return raw
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        return b"".join(name.encode() + book.read(name) for name in book.namelist())


def _character(match: re.Match[bytes]) -> bytes:
    return chr(int(match[0][2:], 16)).encode(errors="replace")


@pytest.mark.parametrize(
    ("kinds", "ways"), [(KINDS, ROWS), (OF_MATRIX, MATRIX)], ids=["rows", "matrix"]
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_byte_of_a_secret_is_in_any_output(
    own_world: Path, kinds: tuple[Kind, ...], ways: list[Way], data: st.DataObject
) -> None:
    drawn = data.draw(planted.tables(kinds))
    store = Store(own_world / "store.json")
    held = planted.echoed(data.draw, drawn.tables)
    store.path.write_bytes(storage.file_bytes(held))
    for form, what, ending in ways:
        if form in ("tsv", "md", "xlsx") and what and not held.get(what[0]):
            continue  # A table without records is written as csv alone.
        raw = written(store, form, what, own_world / f"out.{ending}")
        # As JSON, too, writes what is no letter of English.
        text = fold_letters(re.sub(rb"\\u[0-9a-f]{4}", _character, raw).decode(errors="replace"))
        assert [secret for secret in drawn.secrets if secret in text] == [], (form, what)
        if form != "matrix":  # where a text may say the word
            assert b'"sensitive": ' not in raw


# --- what is said ---------------------------------------------------------------

RECORDS = (
    event("open", by="Ales", note="public"),
    event("half", by="Zina", sources=["Letter"], title="Half", sensitive=["by", "sources"]),
    event("closed", title="Closed", sensitive=True),
    recommendation("97.9", themes=["Torture"], sensitive=True),
    recommendation("97.10", themes=["Justice"]),
    record("assessment", "a1", recommendation="upr1-97.9", assessor="ngo"),
    record("assessment", "a2", recommendation="upr1-97.10", assessor="un", sensitive=True),
    record("assessment", "a3", recommendation="upr1-97.10", note="Zoya", sensitive=["note"]),
)


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(empty_store, *RECORDS)
    return empty_store


def rows(hrtrack: Run, options: str) -> dict[str, dict[str, object]]:
    out = hrtrack(f"export -F ndjson {options}").out
    return {row["id"]: row for row in map(json.loads, out.splitlines())}


@pytest.mark.parametrize("options", ["-F json", "-F csv --what events", "-F matrix", "-F ndjson"])
def test_standard_error_says_how_much_was_left_out(
    hrtrack: Run, store: Store, options: str
) -> None:
    ran = hrtrack(f"export {options} --public")
    assert ran.err.split("\n") == [
        "public copy: 4 records and 3 fields left out as sensitive of all that is on record",
        "kept: 1 field that holds a word of what was left out; mark what must not be seen, "
        "or leave all of it out with --strict:",
        '  upr1-97.10: title: "define", "law", "national"',
        "",
    ]
    assert "left out" not in ran.out


NAMES = (
    event("marked", by="Maria Ivanova", sensitive=["by"]),
    event("told", note="IVÁNOVA was detained", sources=["Letter"]),
    event("same", note="told by maria ivanova", sources=["Letter"]),
)


@pytest.mark.parametrize("form", ["json", "ndjson", "csv --what events", "md --what events"])
def test_a_name_in_another_record_goes_or_is_told(
    hrtrack: Run, empty_store: Store, form: str
) -> None:
    fill(empty_store, *NAMES)
    plain = hrtrack(f"export -F {form} --public")
    assert "told by maria" not in plain.out
    assert "IVÁNOVA" in plain.out
    assert '\n  told: note: "ivanova"\n' in plain.err
    strict = hrtrack(f"export -F {form} --public --strict")
    assert "ivanova" not in fold_letters(strict.out)
    assert strict.out.count("Letter") == 2
    assert "kept" not in strict.err


def test_what_many_say_is_named_with_how_many(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, *NAMES, *(event(f"e-{n}", note="Maria") for n in range(11)))
    said = hrtrack("export -F json --public").err
    assert said.endswith('taken as no secret, as so many records say it: "maria" (12)\n')


def test_strict_is_of_public_copies(hrtrack: Run, store: Store) -> None:
    refused = hrtrack("export -F json --strict", code=2)
    assert "--strict leaves more out of a public copy: add --public" in refused.err


def test_the_copy_is_sound_and_holds_no_history(
    hrtrack: Run, store: Store, own_world: Path
) -> None:
    fill(
        store,
        recommendation("97.11", note="see closed"),
        record("assessment", "a4", recommendation="upr1-97.11"),
    )
    hrtrack("export -F json --public -o copy.json")
    assert hrtrack("--db copy.json check -F tsv --severity error").out == ""
    held = json.loads((own_world / "copy.json").read_text())
    assert held.get("log", {}) == {}
    assert "upr1-97.11" not in str(held)


def test_nothing_marked_is_said_too(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, event("open"))
    said = hrtrack("export -F json --public").err
    assert said.startswith("public copy: 0 records and 0 fields left out")


def test_what_stays_is_whole_and_says_nothing_of_marks(hrtrack: Run, store: Store) -> None:
    public, all_ = rows(hrtrack, "--public"), rows(hrtrack, "")
    assert list(public) == ["half", "open", "upr1-97.10", "a3"]
    assert all("sensitive" not in row for row in public.values())
    assert public["open"] == {k: v for k, v in all_["open"].items() if k != "sensitive"}
    assert (public["half"]["by"], public["half"]["sources"]) == (None, [])
    for form in ("csv", "tsv", "md"):
        header = hrtrack(f"export -F {form} --what events --public").lines[0]
        assert "title" in header
        assert "sensitive" not in header


def test_verdicts_and_figures_are_of_the_public_part(hrtrack: Run, store: Store) -> None:
    verdicts = rows(hrtrack, "--cycle 1 --public")["upr1-97.10"]["verdicts"]
    assert isinstance(verdicts, dict)
    assert list(verdicts) == ["self"]
    assert "note" not in verdicts["self"]
    matrix = hrtrack("export -F matrix --public").out
    assert "Recommendations: 1 made, 1 supported" in matrix
    assert "Implemented according to un" not in matrix
    assert "Torture" not in matrix


@pytest.mark.parametrize("options", ["--theme torture", "--assessor ngo", "--assessor nobody"])
def test_a_filter_does_not_know_what_is_hidden(hrtrack: Run, store: Store, options: str) -> None:
    refused = hrtrack(f"export -F json {options} --public", code=2)
    assert refused.out == ""


def test_a_hidden_text_selects_nothing(hrtrack: Run, store: Store) -> None:
    assert rows(hrtrack, "--what events --text zina --public") == {}
    assert list(rows(hrtrack, "--what events --text zina")) == ["half"]


def test_the_public_json_is_a_store(hrtrack: Run, store: Store, own_world: Path) -> None:
    hrtrack("export -F json --public -o public.json")
    assert hrtrack("--db public.json list --format ids").lines == ["half", "open"]
    assert hrtrack("--db public.json show half --format json").out.count("Letter") == 0


# --- marking --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("assignment", "kept"),
    [
        ("sensitive=true", True),
        ('sensitive=["by","sources"]', ["by", "sources"]),
        ("sensitive=by", ["by"]),
        ("sensitive=false", False),
        ("sensitive=", None),
    ],
)
def test_edit_marks_and_unmarks(hrtrack: Run, store: Store, assignment: str, kept: object) -> None:
    hrtrack("edit open --set sensitive=true")
    hrtrack(["edit", "open", "--set", assignment], code=0)
    (row,) = json.loads(hrtrack("show open --format json").out)
    assert row["sensitive"] == kept


def test_add_marks_from_the_start(hrtrack: Run, store: Store) -> None:
    id_ = hrtrack(
        "add Interview -m CAT --date 2026-10 --kind meeting --set sensitive=true"
    ).out.strip()
    assert id_ not in rows(hrtrack, "--public")


def test_a_slip_in_a_mark_is_refused(hrtrack: Run, store: Store) -> None:
    refused = hrtrack(["edit", "open", "--set", "sensitive=sourcs"], code=2)
    assert 'sensitive field of an event "sourcs": did you mean "sources"?' in refused.err


def test_the_owner_sees_everything(hrtrack: Run, store: Store) -> None:
    assert {"closed", "half"} <= set(hrtrack("list --format ids").lines)
    shown = hrtrack("show half closed --format table").out
    for word in ("Zina", "Letter", "by; sources"):
        assert word in shown
    assert shown.count("sensitive") == 2
    assert rows(hrtrack, "")["half"]["by"] == "Zina"


def test_a_field_that_says_a_family_name_is_counted(hrtrack: Run, empty_store: Store) -> None:
    sensitive = """--set 'sensitive=["by"]'"""
    hrtrack(f"add Met -m CAT --date 2012 --by 'Maria Ivanova' --note 'IVANOVA left' {sensitive}")
    ran = hrtrack("export --public --format json")
    assert "ivanova" not in ran.out.lower()
    assert ran.err.startswith("public copy: 0 records and 2 fields left out")

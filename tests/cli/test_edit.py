"""``edit``: named fields of one or many records, or one record as a form in the user's editor.

- named fields replace; --tag, --source and --response add; --set takes any field, empty clears it
- the ids of those that differ are printed; saying the same is said and changes nothing
- the form: TOML with all there is, in a private place; unchanged it is what it was, for any text
- a form that does not validate, an editor that fails, a record changed or deleted meanwhile:
  nothing is changed, what was typed is kept and named, and --form goes on with it
- HRTRACK_EDITOR goes before VISUAL, VISUAL before EDITOR; it may hold arguments
- without fields, editor, form and terminal: exit 2
- a form that cannot be written: exit 4 and a sentence
"""

from __future__ import annotations

import json
import sys
import tempfile
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from own_records import event, fill, recommendation, record, responses

from belarus_hr.cli.commands import edit_form
from belarus_hr.domain.records.kinds import EVENT
from belarus_hr.store import Store, storage

if TYPE_CHECKING:
    from tests.conftest import Run

ID = "cat-2009-12-report"
REPORT = event(
    ID,
    title="Fourth periodic report sent",
    tags=["torture"],
    sources=[{"ref": "CAT/C/BLR/4", "url": "https://docs.un.org/en/CAT/C/BLR/4"}],
    disputes=[{"says": "the fifth", "ref": "Fact sheet, item 5"}],
)
Editor = Callable[[str], None]


@pytest.fixture(autouse=True)
def store(empty_store: Store) -> Store:
    fill(empty_store, REPORT, event("cat-2011-report", date="2011"), recommendation("97.1"))
    return empty_store


@pytest.fixture(autouse=True)
def forms(own_world: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that forms are made in."""
    path = own_world / "forms"
    path.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(path))
    return path


@pytest.fixture
def editor(own_world: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Make a shell script the user's editor; the form is its ``$1``."""

    def make(script: str, *, variable: str = "EDITOR") -> None:
        path = own_world / f"{variable.lower()}.sh"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o700)
        monkeypatch.setenv(variable, str(path))

    return make


def shown(hrtrack: Run, id_: str = ID) -> dict[str, Any]:
    (row,) = json.loads(hrtrack(f"show {id_} --format json").out)
    assert isinstance(row, dict)
    return row


def kept_form(forms: Path) -> Path:
    (found,) = forms.glob("*/*.toml")
    return found


# --- named fields ------------------------------------------------------------------------


def test_named_fields_are_replaced_and_the_id_is_printed(hrtrack: Run) -> None:
    assert hrtrack(f"edit {ID} --date 2009-12-15 --title 'Report sent' --kind statement"
                   " -m TB --by Government --place Geneva --note Late --confidence single-source"
                   ) == (0, f"{ID}\n", "")  # fmt: skip
    row = shown(hrtrack)
    named = ("date", "title", "kind", "mechanism", "by", "place", "note", "confidence")
    assert [row[name] for name in named] == (
        ["2009-12-15", "Report sent", "statement", "TB", "Government", "Geneva", "Late",
         "single-source"]
    )  # fmt: skip
    assert row["tags"] == ["torture"]


def test_tags_and_sources_are_added_to_those_there(hrtrack: Run) -> None:
    hrtrack(f"edit {ID} --tag annex --tag torture --source 'Ministry, page on reports'")
    row = shown(hrtrack)
    assert row["tags"] == ["torture", "annex"]
    assert [source["ref"] for source in row["sources"]] == (
        ["CAT/C/BLR/4", "Ministry, page on reports"]
    )


def test_many_records_change_alike(hrtrack: Run) -> None:
    listed = hrtrack("list -m CAT --format ids").out
    assert hrtrack("edit - --by Government", stdin=listed).out == listed
    assert hrtrack("list --fields by").lines == ["Government", "Government"]


def test_of_many_only_those_that_differ_are_printed(hrtrack: Run) -> None:
    edited = hrtrack(f"edit {ID} cat-2011-report --title 'Fourth periodic report sent'")
    assert edited == (0, "cat-2011-report\n", f"{ID} says so already; nothing was changed\n")


def test_saying_the_same_changes_not_a_byte(hrtrack: Run, store: Store) -> None:
    before = store.path.read_bytes()
    same = hrtrack(f"edit {ID} --date 2009-12 --tag torture")
    assert same == (0, "", f"{ID} says so already; nothing was changed\n")
    assert store.path.read_bytes() == before


@pytest.mark.parametrize(
    ("assignment", "field", "value"),
    [
        ("place=Minsk", "place", "Minsk"),
        ("tags=", "tags", []),
        ('tags=["a", "b"]', "tags", ["a", "b"]),
        ("tags=annex", "tags", ["annex"]),
        ("tags=annex; in Russian", "tags", ["annex", "in Russian"]),
        ('tags="annex; in Russian"', "tags", ["annex; in Russian"]),
        (
            "sources=CAT/C/BLR/4; CAT/C/BLR/5",
            "sources",
            [{"ref": "CAT/C/BLR/4"}, {"ref": "CAT/C/BLR/5"}],
        ),
        ('sources=[{"ref": "CAT/C/BLR/5"}]', "sources", [{"ref": "CAT/C/BLR/5"}]),
        ("note=[sic] a = b", "note", "[sic] a = b"),
        ("note=2 + 2 = 4", "note", "2 + 2 = 4"),
        ("note=true to the text", "note", "true to the text"),
        ("title=2010", "title", "2010"),
        ("item=5", "item", "5"),
        ("note=true", "note", "true"),
        ("note=[1]", "note", "[1]"),
    ],
)
def test_set_takes_any_field(hrtrack: Run, assignment: str, field: str, value: object) -> None:
    hrtrack(["edit", ID, "--set", assignment])
    assert shown(hrtrack)[field] == value


def test_set_takes_numbers_where_the_field_holds_numbers(hrtrack: Run, store: Store) -> None:
    fill(store, record("review", "upr1"), record("report", "cat-report-4"))
    hrtrack("edit upr1 --set session=8")
    hrtrack("edit cat-report-4 --set ordinal=4")
    assert shown(hrtrack, "upr1")["session"] == 8
    assert shown(hrtrack, "cat-report-4")["ordinal"] == "4"


def test_a_recommendations_next_response_keeps_the_one_before(hrtrack: Run, store: Store) -> None:
    fill(store, recommendation("98.1", responses=responses("pending")))
    hrtrack("edit 98.1 --response noted --date 2010-09-23 --source A/HRC/15/16/Add.1")
    row = shown(hrtrack, "98.1")
    assert row["response"] == "noted"
    assert row["responses"] == [
        {"response": "pending", "date": "2010-05-14"},
        {"response": "noted", "date": "2010-09-23", "ref": "A/HRC/15/16/Add.1"},
    ]
    assert hrtrack("recs --as-of 2010-06 --response pending --format ids").out == "upr1-98.1\n"


def test_a_response_without_a_date_is_of_today(hrtrack: Run) -> None:
    before = date.today().isoformat()
    edited = hrtrack("edit 97.1 --response noted")
    assert f"the response noted is dated today, {date.today().isoformat()}: --date" in edited.err
    assert before <= shown(hrtrack, "97.1")["responses"][-1]["date"] <= date.today().isoformat()


# --- the form ------------------------------------------------------------------------------


def test_what_the_editor_saves_is_the_record(hrtrack: Run, editor: Editor, forms: Path) -> None:
    editor("""sed -i 's/Fourth periodic/4th periodic/; s/^# place = ""/place = "Geneva"/' "$1" """)
    assert hrtrack(f"edit {ID}") == (0, f"{ID}\n", "")
    row = shown(hrtrack)
    assert (row["title"], row["place"]) == ("4th periodic report sent", "Geneva")
    assert list(forms.iterdir()) == []


def test_the_form_holds_all_there_is_and_names_what_is_empty(
    hrtrack: Run, editor: Editor, own_world: Path
) -> None:
    editor(f'cp "$1" {own_world}/seen.toml')
    hrtrack(f"edit {ID}")
    seen = (own_world / "seen.toml").read_text(encoding="utf-8")
    given = {name: value for name, value in REPORT.items() if name not in ("record", "id")}
    assert tomllib.loads(seen) == given
    assert '# place = ""    # where' in seen.splitlines()


def test_nobody_else_can_read_the_form(hrtrack: Run, editor: Editor, own_world: Path) -> None:
    editor(f'stat -c %a "$(dirname "$1")" > {own_world}/mode')
    hrtrack(f"edit {ID}")
    assert (own_world / "mode").read_text() == "700\n"


def test_a_form_saved_as_it_was_changes_nothing(
    hrtrack: Run, store: Store, editor: Editor, forms: Path
) -> None:
    before = store.path.read_bytes()
    editor("true")
    assert hrtrack(f"edit {ID}") == (0, "", "nothing was changed\n")
    assert store.path.read_bytes() == before
    assert list(forms.iterdir()) == []


def test_an_editor_that_fails_changes_nothing_and_the_form_is_kept(
    hrtrack: Run, store: Store, editor: Editor, forms: Path
) -> None:
    before = store.path.read_bytes()
    editor("echo '# typed' >> \"$1\"; exit 3")
    refused = hrtrack(f"edit {ID}", code=5)
    path = kept_form(forms)
    assert refused.err == (
        f"hrtrack: the editor ended with 3: nothing was changed; the form is {path}\n"
    )
    assert path.read_text(encoding="utf-8").endswith("# typed\n")
    assert store.path.read_bytes() == before


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("""sed -i 's/2009-12/2009-13/' "$1" """, 'date "2009-13" is not a day of the calendar'),
        ("""sed -i 's/^kind = .*/kind = "vist"/' "$1" """, 'did you mean "visit"?'),
        ("""sed -i 's/^title.*//' "$1" """, "an event needs a title"),
        ("""sed -i 's/^title/titel/' "$1" """, 'no field "titel": did you mean title?'),
        ("""echo 'title = ' >> "$1" """, "the form is not well written"),
        (""": > "$1" """, "an event needs a date"),
        (r"""printf '\377' > "$1" """, "UTF-8"),
    ],
)
def test_a_form_that_does_not_validate_is_refused_and_named(
    hrtrack: Run, store: Store, editor: Editor, forms: Path, script: str, words: str
) -> None:
    before = store.path.read_bytes()
    editor(script)
    refused = hrtrack(f"edit {ID}", code=5)
    assert words in refused.err
    assert str(next(forms.iterdir())) in refused.err
    assert store.path.read_bytes() == before


def test_a_form_that_cannot_be_written_is_said(
    hrtrack: Run, store: Store, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.path.read_bytes()
    editor("true")
    monkeypatch.setattr(tempfile, "tempdir", "no/such/folder")
    refused = hrtrack(f"edit {ID}", code=4)
    assert refused.err.startswith("hrtrack: cannot write ")
    assert "standard output" not in refused.err
    assert store.path.read_bytes() == before


def test_an_editor_that_removes_the_form_changes_nothing(
    hrtrack: Run, store: Store, editor: Editor
) -> None:
    before = store.path.read_bytes()
    editor("""rm "$1" """)
    refused = hrtrack(f"edit {ID}", code=5)
    assert refused.err == (
        "hrtrack: not saved: the editor left no form, nothing was changed; "
        f"begin anew: hrtrack --db {store.path} edit {ID}\n"
    )
    assert store.path.read_bytes() == before


def test_the_form_refused_can_be_mended_and_taken(
    hrtrack: Run, editor: Editor, forms: Path
) -> None:
    editor("""sed -i 's/2009-12/2009-13/; s/Fourth/4th/' "$1" """)
    refused = hrtrack(f"edit {ID}", code=5)
    path = kept_form(forms)
    path.write_text(path.read_text(encoding="utf-8").replace("2009-13", "2009-11"), "utf-8")
    said = refused.err.splitlines()[-1]
    command = said.partition("mend it, then: hrtrack ")[2]
    assert command
    assert hrtrack(command) == (0, f"{ID}\n", "")
    row = shown(hrtrack)
    assert (row["date"], row["title"]) == ("2009-11", "4th periodic report sent")


@pytest.mark.parametrize(
    ("meanwhile", "words"),
    [
        (f"edit {ID} --note meanwhile", "the record was changed since this form was made"),
        (f"delete {ID} --yes", f'no record "{ID}"'),
    ],
)
def test_a_record_changed_meanwhile_is_left_so_and_the_form_is_kept(
    hrtrack: Run, store: Store, editor: Editor, forms: Path, meanwhile: str, words: str
) -> None:
    program = Path(sys.executable).with_name("hrtrack")
    editor(f"""{program} {meanwhile} && cp {store.path} meanwhile && sed -i s/Fourth/4th/ "$1" """)
    refused = hrtrack(f"edit {ID}", code=5)
    assert words in refused.err
    assert str(kept_form(forms)) in refused.err
    assert store.path.read_bytes() == Path("meanwhile").read_bytes()


def test_another_record_may_change_meanwhile(hrtrack: Run, editor: Editor) -> None:
    program = Path(sys.executable).with_name("hrtrack")
    editor(f"""{program} edit cat-2011-report --note also; sed -i s/Fourth/4th/ "$1" """)
    hrtrack(f"edit {ID}")
    assert shown(hrtrack)["title"] == "4th periodic report sent"
    assert shown(hrtrack, "cat-2011-report")["note"] == "also"


def test_a_form_can_come_from_standard_input(hrtrack: Run) -> None:
    typed = 'date = "2010"\nmechanism = "CAT"\nkind = "report"\ntitle = "Report"\n'
    assert hrtrack(f"edit {ID} --form -", stdin=typed).out == f"{ID}\n"
    row = shown(hrtrack)
    assert (row["date"], row["title"], row["tags"]) == ("2010", "Report", [])


_TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1)
_TITLES = _TEXTS.filter(lambda text: 0 < len(text.strip()) <= 500)


@given(title=_TITLES, note=_TEXTS, tags=st.lists(_TITLES, max_size=3), ref=_TITLES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_form_of_any_record_gives_the_same_record(
    hrtrack: Run, store: Store, title: str, note: str, tags: list[str], ref: str
) -> None:
    store.path.write_bytes(storage.file_bytes({}))
    fill(store, event("any", title=title, note=note, tags=tags, sources=[ref]))
    typed = edit_form.form_text("any", EVENT, store.read().of(EVENT)["any"])
    assert hrtrack("edit any --form -", stdin=typed) == (0, "", "nothing was changed\n")


# --- which editor ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variables", "used"),
    [
        (["EDITOR"], "EDITOR"),
        (["EDITOR", "VISUAL"], "VISUAL"),
        (["EDITOR", "VISUAL", "HRTRACK_EDITOR"], "HRTRACK_EDITOR"),
    ],
)
def test_the_editor_is_the_one_that_speaks_most_precisely(
    hrtrack: Run, editor: Callable[..., None], variables: list[str], used: str
) -> None:
    for name in variables:
        editor(f"""sed -i 's/^title = .*/title = "{name}"/' "$1" """, variable=name)
    hrtrack(f"edit {ID}")
    assert shown(hrtrack)["title"] == used


def test_the_editor_may_hold_arguments(hrtrack: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "sed -i -e 's/Fourth periodic/4th periodic/'")
    hrtrack(f"edit {ID}")
    assert shown(hrtrack)["title"] == "4th periodic report sent"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("no-such-editor -w", 'cannot start the editor "no-such-editor"'),
        ("vi 'unclosed", "EDITOR"),
        ("", "name them (--title, --set FIELD=VALUE, …), or give --form FILE"),
    ],
)
def test_without_an_editor_that_starts_nothing_is_changed(
    hrtrack: Run, forms: Path, monkeypatch: pytest.MonkeyPatch, value: str, words: str
) -> None:
    monkeypatch.setenv("EDITOR", value)
    refused = hrtrack(f"edit {ID}", code=2)
    assert words in refused.err
    assert list(forms.iterdir()) == []


def test_a_form_with_a_byte_order_mark_is_read(hrtrack: Run, own_store: Path) -> None:
    form = (
        b'\xef\xbb\xbfdate = "2009-12"\r\nmechanism = "CAT"\r\nkind = "report"\r\ntitle = "New"\r\n'
    )
    Path("form.toml").write_bytes(form)
    hrtrack("edit cat-2009-12-report --form form.toml")
    assert "New" in hrtrack("show cat-2009-12-report").out

"""Text that came from others, through every reading command and format.

- no control byte, no C1, no DEL, nothing that hides or reorders text reaches the output; exit 0
- what looks like markup of ours is text: it is shown as it was written
- letters of any script, emoji and joiners stay what they are
- the same for what a person types: an error repeats it without its control bytes
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from own_records import event, fill, recommendation, record

from belarus_hr.store import Store
from tests.unseen import HIDDEN, UNSEEN

if TYPE_CHECKING:
    from tests.conftest import Run

FORMATS = ("table", "tsv", "csv", "json", "ndjson", "md", "ids")
CONTROL = {
    "colour": "\x1b[31mred\x1b[0m",
    "window title": "\x1b]0;owned\x07",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "link": "\x1b]8;;https://evil.example\x1b\\CAT/C/BLR/4\x1b]8;;\x1b\\",
    "cursor up": "a\x1b[1A\x1b[2Kb",
    "bell": "ding\x07dong",
    "backspace": "noted\b\b\b\b\bsupported",
    "carriage return": "not supported\rsupported    ",
    "null": "a\x00b",
    "delete": "a\x7fb",
    "C1 CSI": "\x9b31mred",
    "C1 OSC": "\x9d0;owned\x9c",
    "C1 next line": "a\x85b",
    "bidi override": "\u202etroper\u202c",
    "bidi isolate": "\u2066a\u2069\u2067b\u2069\u2068c\u2069",
    "bidi marks": "\u200ea\u200fb\u061cc",
    "hidden": "a\u200bb\u2060c\ufeffd",
    "separators": "a\u2028b\u2029c",
    "tab and newline": "a\tb\nc\x0bd\x0ce",
    **HIDDEN,
}
MARKUP = (
    "[/b]",
    "[red]x",
    "[link=https://evil.example]x[/link]",
    "[bold red on white]",
    ":smile: :warning:",
    "\\[red]",
    "{title} %s %(title)s $HOME `id`",
    "<script>alert(1)</script>",
)
LETTERS = (
    "Доклад о Могилёве і Гродне",
    "🇧🇾 👩‍👩‍👧‍👦 😀 𝔘𝔓ℜ",
    "تقرير عن التعذيب",
    "é naïve x\u0302 漢字",
    "می‌خواهم",
    "क्‍ष ☺️ 👁️‍🗨️",
)
#: What no output holds in any format: C0 but newline, DEL, C1, bidi, separators, and what nobody
#: sees.
FORBIDDEN = frozenset(
    [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) != "\n"]
    + list("\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e")
    + list("\u2060\u2066\u2067\u2068\u2069\ufeff")
) | frozenset(UNSEEN)
#: White space with a meaning in one format.
ALLOWED = {"tsv": "\t", "csv": "\t\r"}
READING = (
    "list",
    "list --fields id,title,by,place,note,tags,sources,disputes",
    "recs --fields id,title,text,recommended_by,responses,themes,groups,sdgs,items,verdicts,note",
    "show {ids}",
    "status",
    "status upr --group-by theme",
    "status CAT",
)


def records(number: int, text: str) -> list[dict[str, object]]:
    """Return a record of every kind with a text in every field that takes any."""
    source = {"ref": text, "note": text}
    symbol = f"A/HRC/15/16, {text}"
    told = {"title": text, "note": text, "sources": [source, symbol], "item": text}
    disputed = {"disputes": [{"says": text, "by": text, **source}]}
    response = {"response": "supported", "date": "2010-05-14", "ref": symbol, "note": text}
    return [
        event(f"event-{number}", by=text, place=text, tags=[text], **told, **disputed),
        event(f"bound-{number}", kind="ratification", **told),
        recommendation(
            f"97.{number}",
            document=text,
            text=text,
            recommended_by=[text],
            themes=[text],
            groups=[text],
            sdgs=[text],
            responses=[response],
            **told,
        ),
        record("assessment", f"verdict-{number}", recommendation=f"97.{number}", assessor="[/b]",
               note=text, sources=[source, symbol]),
        record("review", f"review-{number}", cycle=number, document=text, outcome=text, **told,
               reported=[{"made": 93, "by": "[/b]", **source}]),
        record("claim", f"claim-{number}", by="[/b]", numbers={"implemented": 2}, **told),
        record("report", f"report-{number}", ordinal=text, symbol=text, observations=text, **told),
    ]  # fmt: skip


def shown_in(texts: list[str], store: Store) -> str:
    """Put records with each text into the store; return their ids."""
    given = [one for number, text in enumerate(texts, 1) for one in records(number, text)]
    fill(store, *given)
    return " ".join(str(one["id"]) for one in given)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("line", READING)
def test_no_control_byte_reaches_the_output(
    hrtrack: Run, empty_store: Store, line: str, form: str
) -> None:
    ids = shown_in(list(CONTROL.values()), empty_store)
    if form == "ids" and line.startswith("status") and "CAT" not in line:
        form = "tsv"
    typed = line.partition(" --fields")[0] if form == "ids" else line
    ran = hrtrack(f"{typed.format(ids=ids)} --format {form}")
    assert ran.out
    assert ran.err == ""
    assert set(ran.out) & FORBIDDEN - set(ALLOWED.get(form, "")) == set()


@pytest.mark.parametrize("name", CONTROL)
def test_what_is_not_shown_raw_is_in_json_for_who_wants_it(
    hrtrack: Run, empty_store: Store, name: str
) -> None:
    fill(empty_store, event("any", title=CONTROL[name]))
    (row,) = json.loads(hrtrack("list --format json").out)
    assert row["title"] == CONTROL[name].strip()


@pytest.mark.parametrize("text", [*MARKUP, *LETTERS])
def test_markup_and_letters_are_shown_as_they_were_written(
    hrtrack: Run, empty_store: Store, text: str
) -> None:
    ids = shown_in([text], empty_store)
    table = hrtrack("list --format table").out
    assert f"  {text}\n" in table
    page = hrtrack(f"show {ids} --format table").out
    assert page.startswith(f"{text}\nevent-1 · event\n")
    assert f"- {text}\n  {text}\n" in page
    assert f"{text}\n" in hrtrack("status upr --full --format table").out


@pytest.mark.parametrize("form", ["tsv", "csv", "json", "ndjson", "md"])
def test_letters_of_any_script_go_unchanged_to_a_script(
    hrtrack: Run, empty_store: Store, form: str
) -> None:
    fill(empty_store, *(event(f"e{number}", title=text) for number, text in enumerate(LETTERS)))
    out = hrtrack(f"list --format {form}").out
    assert [text for text in LETTERS if text not in out] == []


@pytest.mark.parametrize("text", ["[/b]", "[red]x[/red]"])
def test_an_assessor_may_be_called_anything(hrtrack: Run, empty_store: Store, text: str) -> None:
    fill(empty_store, recommendation("97.1"))
    hrtrack(["mark", "97.1", "--by", text])
    asked = ["status", "upr", "--by", text, "--format", "table"]
    assert f"{text}  1/1 supported (100.0 %)" in hrtrack(asked).out
    assert text in hrtrack("status upr --full --format table").out
    assert "you: implemented" not in hrtrack("show 97.1 --format table").out


# --- what a person types ------------------------------------------------------------------

TYPED = "\x1b[31m\x07\x9b1m\u202e\u3164\U000e0041\xad"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["show", TYPED], 3),
        (["mark", TYPED, "--as", "partly"], 3),
        (["list", "-m", TYPED], 2),
        (["list", "--since", TYPED], 2),
        (["list", "--fields", TYPED], 2),
        (["list", "--format", TYPED], 2),
        (["list", f"--{TYPED}"], 2),
        (["list", "--limit", TYPED], 2),
        (["list", TYPED], 2),
        ([TYPED], 2),
        (["status", TYPED], 2),
        (["recs", "--theme", f"no {TYPED}"], 2),
        (["edit", "event-1", "--set", f"{TYPED}=x"], 2),
        (["edit", "event-1", "--form", TYPED], 2),
        (["add", "t", "-m", "CAT", "--date", "2009", "--id", TYPED], 2),
        (["delete", "event-1"], 2),
        (["list", "--db", "/proc/self/mem/\x1b[31m"], 4),
        (["add", "t", "-m", "CAT", "--date", "2009", "--db", f"./{TYPED}/x.json"], 4),
    ],
)
def test_an_error_repeats_what_was_typed_without_its_control_bytes(
    hrtrack: Run, empty_store: Store, arguments: list[str], code: int
) -> None:
    shown_in([TYPED], empty_store)
    refused = hrtrack(arguments, code=code)
    assert refused.out == ""
    assert refused.err.startswith("hrtrack: ")
    assert set(refused.err) & FORBIDDEN == set()


def test_a_bad_line_of_input_is_named_without_its_control_bytes(
    hrtrack: Run, empty_store: Store
) -> None:
    line = json.dumps({**event("any"), "kind": TYPED, TYPED: TYPED}) + "\n"
    refused = hrtrack("add -", stdin=line + f"{TYPED}\n", code=5)
    assert "line 1: " in refused.err
    assert set(refused.err) & FORBIDDEN == set()

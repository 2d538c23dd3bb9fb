"""Spellings that a person takes for one are one: accents, ё and е, dashes, signs nobody sees.

- text is kept in Unicode's form NFC, whichever form it comes in
- filters find a text, a tag and a theme however it is spelled
- listings put a letter with an accent beside its letter
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from own_records import event, fill, recommendation, record

from belarus_hr.domain.text.words import folded, natural

if TYPE_CHECKING:
    from belarus_hr.store import Store
    from tests.conftest import Run

TITLE = "Réunion à Minsk — l’État"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_text_is_kept_in_one_form(hrtrack: Run, empty_store: Store, form: str) -> None:
    del empty_store
    line = {"date": "2026-03-01", "mechanism": "CAT", "kind": "meeting", "title": TITLE}
    line = {name: normalize(form, value) for name, value in line.items()}
    (id_,) = hrtrack("add -", stdin=json.dumps(line)).lines
    assert json.loads(hrtrack(f"show {id_} --format json").out)[0]["title"] == TITLE


def test_a_store_whose_text_is_in_another_form_opens_and_is_mended_when_written(
    hrtrack: Run, own_store: Path
) -> None:
    add = "add --mechanism CAT --kind meeting --date"
    hrtrack(f'{add} 2009-03-01 "{TITLE}"')
    text = own_store.read_text("utf-8")
    own_store.write_text(normalize("NFD", text), "utf-8")
    assert hrtrack(f"list --text '{TITLE}' --format ids").lines
    hrtrack(f"{add} 2009-04-01 Another")
    assert TITLE in own_store.read_text("utf-8")


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("Café", "cafe"), ("Cafe", "café"), ("ёлка", "Елка"), ("елка", "ёлка"),
        ("Мінск", "минск"), ("Мінск", "Мiнск"), ("ўрад", "урад"), ("д’ивуар", "д'ивуар"),
        ("self-report", "self–report"), ("co\xadoperation", "cooperation"),
        ("co\u200boperation", "cooperation"), ("Łódź", "lodz"), ("“law”", '"law"'),
    ],
)  # fmt: skip
def test_a_filter_finds_every_spelling(
    hrtrack: Run, empty_store: Store, kept: str, typed: str
) -> None:
    fill(empty_store, event("one", title=f"On {kept}", tags=[kept]), event("two"))
    fill(empty_store, recommendation("97.1", themes=[kept]))
    assert hrtrack(["list", "--text", typed, "--format", "ids"]).lines == ["one"]
    assert hrtrack(["list", "--tag", typed, "--format", "ids"]).lines == ["one"]
    assert hrtrack(["recs", "--theme", typed, "--format", "ids"]).lines == ["upr1-97.1"]


def test_a_no_break_space_is_a_space(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, event("one", tags=["fair\xa0trial"]))
    assert hrtrack(["list", "--tag", "Fair trial", "--format", "ids"]).lines == ["one"]


def test_a_tag_that_differs_by_case_is_kept_once(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, event("one", tags=["Café", "cafe", "CAFÉ", "law"]))
    assert json.loads(hrtrack("show one --format json").out)[0]["tags"] == ["Café", "law"]


def test_an_assessor_is_named_in_any_spelling(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, recommendation("97.1"), record("claim", "said", by="Вясна"))
    hrtrack("mark 97.1 --by 'Хартыя’97' --date 2014")
    assert hrtrack('recs --by "хартыя\'97" --status implemented --format ids').lines
    assert hrtrack(["claims", "--by", normalize("NFD", "ВЯСНА"), "--format", "ids"]).lines == [
        "said"
    ]


def test_a_letter_of_its_own_stays_one() -> None:
    assert folded("мой") != folded("мои")


def test_letters_with_accents_stand_beside_their_letter(hrtrack: Run, empty_store: Store) -> None:
    titles = ["Zebra", "Étude", "Ёлка", "Енот", "Жук", "Дом", "Іней", "Йод", "Ўзор", "Фота", "East"]
    fill(empty_store, *(event(f"e-{n}", title=title) for n, title in enumerate(titles)))
    listed = hrtrack("list --sort title --format ndjson").out
    assert re.findall('"title":"([^"]+)"', listed.replace('": "', '":"')) == [
        *("East", "Étude", "Zebra", "Дом", "Ёлка", "Енот", "Жук", "Іней", "Йод", "Ўзор", "Фота"),
    ]
    assert sorted(["Ёж 10", "Ежик", "Еж 9"], key=natural) == ["Еж 9", "Ёж 10", "Ежик"]


def test_groups_of_one_size_stand_in_the_order_of_letters(hrtrack: Run, empty_store: Store) -> None:
    themes = ["Zoo", "Étude", "East"]
    fill(empty_store, *(recommendation(f"97.{n}", themes=[t]) for n, t in enumerate(themes)))
    lines = hrtrack("status upr --group-by theme").lines
    grouped = [theme for line in lines for theme in themes if theme in line]
    assert list(dict.fromkeys(grouped)) == ["East", "Étude", "Zoo"]

"""References to where a statement can be checked.

- a UN document symbol is told from other text, with or without a paragraph after it
- a source opens at its own address, else at the UN's for its symbol, else nowhere
- an address is a web address, without a password, a control or a space in it
- a source is text or an object with ref; an unknown field names the nearest
"""

from __future__ import annotations

import pytest

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.field_types import check_source
from belarus_hr.domain.reference import un_symbols

SYMBOLS = [
    "A/HRC/15/16",
    "A/HRC/15/16/Add.1",
    "A/HRC/WG.6/8/BLR/1",
    "A/HRC/RES/17/24",
    "A/RES/62/169",
    "CAT/C/BLR/CO/4",
    "CCPR/C/124/D/2929/2017",
    "CRC/C/OPAC/BLR/CO/1",
    "E/C.12/BLR/4-6",
    "E/CN.4/RES/2004/14",
    "HRI/CORE/BLR/2011",
]
NO_SYMBOLS = [
    "",
    "A/HRC",
    "A/HRC/",
    "A/HRC//15",
    "a/hrc/15/16",
    "CATS/C/BLR",
    "BLR/CO/4",
    "A / HRC",
]


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_symbol_is_well_formed(symbol: str) -> None:
    assert un_symbols.is_symbol(symbol)
    assert un_symbols.symbol(symbol) == symbol


@pytest.mark.parametrize(
    "text",
    ["", "A/HRC/", "A/HRC//15", "a/hrc/15/16", "A / HRC", "A/HRC/15/16 ", "A/HRC/15/16."],
)
def test_other_text_is_no_symbol(text: str) -> None:
    assert not un_symbols.is_symbol(text)


@pytest.mark.parametrize("text", [*NO_SYMBOLS, "Statement on A/HRC/15/16", "Euroradio, 2010"])
def test_other_text_starts_with_no_symbol(text: str) -> None:
    assert un_symbols.symbol(text) is None


@pytest.mark.parametrize("after", [", para. 97.4", " (2010)", ".", "; annex", "\n"])
def test_a_symbol_is_found_before_other_words(after: str) -> None:
    assert un_symbols.symbol("A/HRC/15/16" + after) == "A/HRC/15/16"


# --- addresses ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "link"),
    [
        ({"ref": "E/C.12/BLR/4-6, para. 3"}, "https://docs.un.org/en/E/C.12/BLR/4-6"),
        ({"ref": "A/HRC/15/16", "url": "https://upr-info.org"}, "https://upr-info.org"),
        ({"ref": "Euroradio, report of 2010-09-23"}, None),
    ],
)
def test_a_source_opens_at_its_address_else_at_the_un(
    source: dict[str, str], link: str | None
) -> None:
    assert un_symbols.link(source) == link


@pytest.mark.parametrize(
    ("url", "opened"),
    [
        (
            "https://docs.un.org/en/A/HRC/15/16?a=b%20c#d",
            "https://docs.un.org/en/A/HRC/15/16?a=b%20c#d",
        ),
        (
            'https://e.example/<права>|a\\b"',
            "https://e.example/%3C%D0%BF%D1%80%D0%B0%D0%B2%D0%B0%3E%7Ca%5Cb%22",
        ),
        *(
            (bad, None)
            for bad in ("javascript:alert(1)", "https://e.example/\x1b", "data:,", 5, None)
        ),
    ],
)
def test_what_is_opened_is_an_address_in_ascii_or_nothing(url: object, opened: str | None) -> None:
    assert un_symbols.address(url) == opened
    if url:
        assert un_symbols.link({"ref": "A/HRC/15/16", "url": url}) == opened  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "url", ["https://upr-info.org", "HTTP://example.org/a?b=c#d", "https://прокуратура.бел/права"]
)
def test_a_web_address_is_kept_as_written(url: str) -> None:
    assert un_symbols.check_url(f" {url}\n") == url


@pytest.mark.parametrize(
    "url",
    [
        *("upr-info.org", "ftp://example.org", "javascript:alert(1)", "file:///etc/passwd"),
        *("https://", "https://[", "https://user:secret@example.org", "https://example.org/a b"),
        *("https://example.org/\x1b[31m", "https://example.org/\u202e", 5, None),
        "https://example.org/" + "x" * 2000,
    ],
)
def test_anything_else_is_no_address(url: object) -> None:
    with pytest.raises(InvalidValue, match=r"must be a web address starting with https://$"):
        un_symbols.check_url(url)


# --- sources ------------------------------------------------------------------


def test_a_text_is_taken_as_the_reference() -> None:
    assert check_source(" A/HRC/15/16 ") == {"ref": "A/HRC/15/16"}


def test_empty_parts_of_a_source_are_left_out() -> None:
    given = {"note": "in Russian", "url": None, "ref": "A/HRC/15/16"}
    kept = check_source({**given, "url": " "})
    assert kept == check_source(given) == {"ref": "A/HRC/15/16", "note": "in Russian"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"uri": "x"}, 'source has no field "uri": did you mean url? known: ref, url, note'),
        ({"note": "x"}, "a source needs a ref, and it is empty"),
        ("", "a source needs a ref, and it is empty"),
        ({"ref": 97.4}, 'ref must be text, not "97.4"'),
        (5, 'source must be an object, not "5"'),
        ({"ref": "x", "url": "y"}, 'url: address "y" must be a web address starting with https://'),
    ],
)
def test_what_is_no_source_is_refused(given: object, message: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        check_source(given)
    assert str(refused.value) == message

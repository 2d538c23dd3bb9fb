"""The page of ``export --format html`` as a browser shows it, on screens and on paper.

- nothing is asked of anywhere, and the console stays empty, whatever a record holds
- a screen of 360 pixels needs no scrolling to the side, light or dark, nor does any table there;
  on a tablet State reports alone do
- charts of indicators have lines
- axe finds nothing; every control is reached by keyboard
- a screen reader hears headings in order, tables and pictures by name, and short names of rows
- without a script all of it can be read; with it the table is filtered and sorted
- it prints on A4, with the addresses that a symbol does not say, and no head of a table alone

Needs Debian's Chromium and Playwright: `apt-get install chromium`. Where one of them is not
there, these tests are skipped.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import loaded
import pytest
from own_records import event, fill, recommendation, record

from belarus_hr.store import Store

CHROMIUM = shutil.which("chromium")
#: Set where the browser must be there, as in .ci/run.
REQUIRED = os.environ.get("HRTRACK_TEST_BROWSER") == "required"
if not REQUIRED:
    if CHROMIUM is None:
        pytest.skip("no Chromium: apt-get install chromium", allow_module_level=True)
    pytest.importorskip("playwright", reason="no Playwright: pip install playwright")

HOSTILE = "</style></script><script>alert(1)</script><img src=http://h.invalid/x> \" ' \u202e"
Opened = tuple[Any, list[str]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # In a container, and as root, Chromium has no sandbox; the pages are our own.
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a store that holds verdicts, hostile texts and an indicator with two values."""
    folder = tmp_path_factory.mktemp("page")
    fill(
        Store(folder / "store.json", make_folder=True),
        event("e", title=HOSTILE, sources=[{"ref": HOSTILE}]),
        recommendation("97.999", title=HOSTILE, themes=[HOSTILE], items=[{"by": HOSTILE}]),
        record("assessment", "a1", recommendation="upr1-97.1", assessor="un", status="partly"),
        record("assessment", "a2", recommendation="upr1-97.2", assessor="civil-society"),
        record(
            "indicator", "indicator-held", title="Held", unit="x", target=1,
            values=[{"date": "2014", "value": 3}, {"date": "2015", "value": 2}],
        ),
    )  # fmt: skip
    page = folder / "page.html"
    done = loaded.shared().run("--db", str(folder / "store.json"), "export", "-o", str(page))
    assert done.returncode == 0, done.stderr
    return page


@pytest.fixture(scope="module")
def opened(written: Path, browser: Any) -> Iterator[Callable[..., Opened]]:
    """Open the page in a context of its own; note all that happens."""
    contexts = []

    def open_(**options: Any) -> Opened:
        context = browser.new_context(**{"bypass_csp": False, **options})
        contexts.append(context)
        page, happened = context.new_page(), list[str]()
        page.on("console", lambda message: happened.append(message.text))
        page.on("pageerror", lambda error: happened.append(str(error)))
        page.on("dialog", lambda dialog: happened.append(dialog.message))
        page.on("request", lambda request: happened.append(request.url))
        page.goto(written.as_uri())
        assert happened.pop(0).startswith("file:")
        return page, happened

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def shown(opened: Callable[..., Opened]) -> Opened:
    """A page that is only looked at, on screens of several widths."""
    return opened()


@pytest.fixture(scope="module")
def papers(opened: Callable[..., Opened]) -> list[Any]:
    """The page printed, with more or less above a table: other sheets begin and end elsewhere."""
    import pypdfium2

    page, _ = opened()
    printed = []
    for millimetres in (0, 12):
        page.evaluate(f"events.style.setProperty('padding-top', '{millimetres}mm')")
        printed.append(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)))
    return printed


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (800, "dark"), (1400, "light")])
def test_a_page_loads_nothing_and_fits(shown: Opened, width: int, scheme: str) -> None:
    page, happened = shown
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") == (scheme == "light")
    assert page.locator("tbody tr", has_text="<script>alert(1)</script>").count() >= 2
    assert happened == []


def with_few_rows(page: Any) -> None:
    """Leave two of all that is many times alike: each element is looked at for long."""
    alike = "tbody tr:nth-child(n + 3), svg rect:nth-of-type(n + 3), " + " ~ ".join([".scroll"] * 3)
    page.evaluate(f"document.querySelectorAll({alike!r}).forEach(each => each.remove())")


def test_axe_finds_nothing(opened: Callable[..., Opened]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe")
    page, _ = opened(bypass_csp=True)
    with_few_rows(page)
    # What is dark has other colours, and is the same besides.
    for scheme, options in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
        page.emulate_media(color_scheme=scheme)
        assert axe.Axe().run(page, options=options).response["violations"] == [], scheme


def test_the_keyboard_reaches_every_control(opened: Callable[..., Opened]) -> None:
    page, _ = opened()
    with_few_rows(page)
    controls = "a[href], button, input, select, [tabindex='0']"
    page.evaluate("() => { window.seen = new Set(); }")
    page.evaluate("() => addEventListener('focusin', (event) => window.seen.add(event.target))")
    for _ in range(page.locator(controls).count()):
        page.keyboard.press("Tab")
    missed = page.evaluate(
        f"() => [...document.querySelectorAll({controls!r})]"
        ".filter((each) => !window.seen.has(each)).map((each) => each.outerHTML)"
    )
    assert missed == []


def test_a_screen_reader_hears_it_in_order(shown: Opened) -> None:
    page, _ = shown
    page.set_viewport_size({"width": 1280, "height": 720})
    heard = page.locator("body").aria_snapshot()
    levels = [int(level) for level in re.findall(r"heading .*\[level=(\d)\]", heard)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    for role in ("table", "figure"):
        named = re.findall(rf"- '?{role} \".", heard)
        assert len(named) == page.locator(role).count() > 0
    # A picture is hidden: its numbers are words beside it, and in the table below.
    assert re.search(r"^ *- '?img", heard, re.MULTILINE) is None
    assert re.search(r"\d+ supported,? *\d+ noted", heard)
    assert page.locator("tbody th .disputed, tbody th ul").count() == 0
    nameless = "tbody:not(:has(th[scope=rowgroup])) tr:not(:has(th[scope=row]))"
    assert page.locator(nameless).count() == 0


def test_the_table_is_filtered_and_sorted(opened: Callable[..., Opened]) -> None:
    page, happened = opened()
    rows = page.locator("#table tbody tr:visible")
    assert rows.count() == 94
    page.fill("#word", "TORTURE paris")
    assert rows.count() == 0
    page.fill("#word", "paris")
    assert "Paris" in rows.first.inner_text()
    page.get_by_role("button", name="Show all").click()
    page.select_option("#by-verdict", "UN: partly")
    assert [row.get_attribute("id") for row in rows.all()] == ["upr1-97.1"]
    assert page.locator("#shown").inner_text() == "1 of 94 shown"
    page.select_option("#by-verdict", "")
    heads = page.get_by_role("button", name="Paragraph")
    heads.click()
    heads.click()
    assert rows.first.get_attribute("id") == "upr1-98.38"
    assert page.locator("th[aria-sort=descending]").count() == 1
    assert happened == []


def test_without_a_script_all_can_be_read(opened: Callable[..., Opened]) -> None:
    page, _ = opened(java_script_enabled=False)
    assert page.locator("#table tbody tr:visible").count() == 94
    assert page.locator("form:visible, button:visible").count() == 0


def test_it_prints_on_a4_with_numbers_of_pages(papers: list[Any]) -> None:
    document = papers[0]
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    sheets = [sheet.get_textpage().get_text_range() for sheet in document]
    assert re.search(rf"\b{len(sheets)} / {len(sheets)}\b", sheets[-1])
    words = " ".join(" ".join(sheets).split())
    assert "https://euroradio.fm/" in words
    assert "https://docs.un.org/" not in words
    assert sum("Paragraph" in text and "Verdicts" in text for text in sheets) > 3


def test_no_page_of_paper_ends_on_the_head_of_a_table(papers: list[Any]) -> None:
    right, number_of_page, descender = 595 - 14 / 25.4 * 72, 18 / 25.4 * 72, 3
    heads = 0
    for sheet in itertools.chain(*papers):
        text = sheet.get_textpage()
        assert text.get_text_bounded(left=right + 1) == ""
        found = text.search("Where to look", match_case=True)
        while head := found.get_next():
            _, line, _, _ = text.get_charbox(head[0])
            assert text.get_text_bounded(bottom=number_of_page, top=line - descender).strip()
            heads += 1
    assert heads


def test_a_telephone_shows_all_of_every_table_without_scrolling(shown: Opened) -> None:
    page, _ = shown
    page.set_viewport_size({"width": 360, "height": 900})
    right = "cells => cells.map(cell => cell.getBoundingClientRect().right)"
    assert max(page.locator("tbody tr > *").evaluate_all(right)) <= 360
    # A cell that is not what its row is about, and not said in a sentence, says what it is.
    said = "element => getComputedStyle(element, '::before').content"
    position = page.locator("#recommendations tbody td:nth-child(4)").first
    assert position.evaluate(said) == '"Position: "'
    # It stays a table to a screen reader, and can be sorted; the page stays as others look at it.
    assert page.locator("#sheet").get_by_role("row").count() > 10
    assert page.locator("#sheet").get_by_role("columnheader").count() == 5
    page.get_by_role("button", name="Paragraph").click(trial=True)


def test_charts_of_indicators_have_lines(shown: Opened) -> None:
    page, _ = shown
    strokes = page.locator(".chart line").evaluate_all(
        "lines => lines.map(line => getComputedStyle(line).stroke)"
    )
    assert len(strokes) == 2
    assert "none" not in strokes


@pytest.mark.parametrize("width", [800, 1000, 1400])
def test_claims_items_and_recommendations_fit_a_tablet(shown: Opened, width: int) -> None:
    page, _ = shown
    page.set_viewport_size({"width": width, "height": 900})
    for part in ("headline", "themes", "events", "sheet", "recommendations"):
        cells = page.locator(f"#{part} tbody tr > *")
        right = "cells => cells.map(cell => cell.getBoundingClientRect().right)"
        assert max(cells.evaluate_all(right)) <= width


@pytest.mark.parametrize("width", [800, 1400])
def test_no_word_of_items_and_reports_is_broken(shown: Opened, width: int) -> None:
    page, _ = shown
    page.set_viewport_size({"width": width, "height": 900})
    # A word of one line stands in one rectangle.
    broken = page.locator(":is(#sheet, #reports) tbody th bdi").evaluate_all(
        """titles => titles.flatMap(title => [...title.textContent.matchAll(/[\\w']+/g)].filter(
            word => {
                const range = document.createRange()
                range.setStart(title.firstChild, word.index)
                range.setEnd(title.firstChild, word.index + word[0].length)
                return range.getClientRects().length > 1
            }).map(word => word[0]))"""
    )
    assert broken == []

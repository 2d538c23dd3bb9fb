"""What people read is what the program does.

- the reference and the picture are the program's own output of today
- the contract (docs/scripts.md) names the columns and keys, and the exit codes
- the README is short, and the two lines that set up and run are where .ci/run looks for them
- every help text has an example, and the example works
- links lead somewhere; the modules that CONTRIBUTING names are there
"""

from __future__ import annotations

import html
import re
import sys
from pathlib import Path

import foreign_files
import pytest
from exit_codes import EXIT_CODES

from belarus_hr import __version__
from belarus_hr.cli.app import COMMANDS, function
from belarus_hr.domain.records.kinds import CLAIM, EVENT, RECOMMENDATION, REPORT
from belarus_hr.store import paths
from belarus_hr.views.listings import FACT_SHEET, LOG_ENTRIES
from belarus_hr.views.mechanism_rows import OVERVIEW
from belarus_hr.views.rows import fields
from belarus_hr.views.status_rows import UPR
from tests.conftest import ROOT, Run

sys.path.insert(0, str(ROOT / "docs"))
import generate

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRACT = (ROOT / "docs" / "scripts.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("data/*.md")])


def block_after(mark: str) -> str:
    """Return the code block of the README that follows a mark."""
    found = re.search(rf"<!-- {mark} -->\n```sh\n(.*?)```", README, re.DOTALL)
    assert found, mark
    return found[1]


def test_the_reference_is_what_the_program_says() -> None:
    same = generate.reference() == generate.REFERENCE.read_text(encoding="utf-8")
    assert same, "docs/reference.md is behind the program: run python docs/generate.py"


def test_the_picture_shows_what_the_program_shows() -> None:
    picture = generate.PICTURE.read_text(encoding="utf-8")
    drawn = "".join(
        html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", picture)
    )
    for word in generate.pictured().split():
        assert word in drawn.replace("\xa0", " ")


def test_the_help_has_the_first_line_of_every_command_in_full(hrtrack: Run) -> None:
    listed = hrtrack("--help").out.partition("Commands:\n")[2].partition("\n\n")[0]
    given = dict(line.split(maxsplit=1) for line in listed.splitlines())
    assert given == {name: (function(name).__doc__ or "").split("\n")[0] for name in COMMANDS}


@pytest.mark.parametrize(
    ("listing", "names"),
    [
        ("list", EVENT.brief),
        ("recs", RECOMMENDATION.brief),
        ("status", OVERVIEW.short),
        ("status upr", UPR.short),
        ("status CAT", REPORT.brief),
        ("claims", CLAIM.brief),
        ("factsheet", FACT_SHEET.brief),
        ("reports", REPORT.brief),
        ("log", LOG_ENTRIES.brief),
    ],
)
def test_the_contract_names_the_columns(listing: str, names: tuple[str, ...]) -> None:
    line = f"| `{listing}` | `{' '.join(names)}` |"
    assert line in CONTRACT, f"docs/scripts.md, under Columns, needs the line {line}"


def test_the_contract_names_the_keys() -> None:
    unwrapped = " ".join(CONTRACT.split())
    for kind in (EVENT, RECOMMENDATION):
        keys = f"`{' '.join(fields(kind))}`"
        assert keys in unwrapped, f"docs/scripts.md, under Keys, needs of {kind.name}: {keys}"


def test_the_contract_names_every_exit_code() -> None:
    named = {int(number) for number in re.findall(r"^\| (\d+) \|", CONTRACT, re.MULTILINE)}
    assert named == EXIT_CODES


def test_the_sample_of_the_page_is_what_the_program_writes() -> None:
    same = generate.SAMPLE.read_text(encoding="utf-8") == generate.sample()
    assert same, "docs/page.html is behind the program: run python docs/generate.py"


def test_the_readme_is_short() -> None:
    assert README.count("\n") <= 150


@pytest.mark.parametrize("mark", ["try", "test"])
def test_the_lines_that_set_up_are_one_line_each(mark: str) -> None:
    (line,) = block_after(mark).strip().split("\n")
    assert line.startswith("python3 -m venv .venv && ")
    assert f"line_after {mark}" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example_that_works(command: str, hrtrack: Run) -> None:
    shown = hrtrack(f"{command} --help").out.partition("\nArguments:")[0].partition("\nOptions:")[0]
    examples = re.findall(r"^\s+hrtrack (.+)$", shown.partition("Example")[2], re.MULTILINE)
    assert examples
    # Some examples need a change to speak of, or the records that others add.
    hrtrack("add Statement -m CAT --date 2026-11 --kind statement")
    hrtrack("add 'Law on torture' --record measure")
    hrtrack("add 'Prison deaths' --record indicator --set unit=persons")
    Path("colleague.json").write_bytes(paths.dataset().read_bytes())
    made = foreign_files.xls([foreign_files.UPR_XLS, foreign_files.upr_row()])
    Path("upr-info.xls").write_bytes(made)
    sheet = [["Rec. no.", "Status"], ["97.5", "Partially implemented"]]
    Path("verdicts.xlsx").write_bytes(foreign_files.xlsx(sheet))
    hrtrack("export --template --format impact-oss --what measures -o plan.csv")
    for example in examples:
        assert example.startswith(command)
        hrtrack(example)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_contributing_names_modules_that_are_there() -> None:
    modules = {
        f"/{path.relative_to(ROOT)}" for path in ROOT.rglob("*.py") if ".venv" not in str(path)
    }
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for module in re.findall(r"`([a-z_/]+\.py)`", text):
        assert any(path.endswith(f"/{module}") for path in modules), module


def test_the_version_is_said_once(hrtrack: Run) -> None:
    assert hrtrack("--version").out == f"hrtrack {__version__}\n"
    assert (
        __version__ not in (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("[tool")[0]
    )

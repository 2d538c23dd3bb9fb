"""What the package says of itself, said in one way wherever it is said.

- CITATION.cff has the version, licence, authors and keywords of the package
- the versions of Python are told from the lowest that the package takes
- what CITATION.cff tells readers to type is there
"""

from __future__ import annotations

import re
import tomllib

from belarus_hr import __version__
from tests.conftest import ROOT, Run

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CITATION = (ROOT / "CITATION.cff").read_text("utf-8")


def value(key: str) -> str:
    """Return the one value of a key of CITATION.cff."""
    (found,) = re.findall(rf"^{key}: (.+)$", CITATION, re.MULTILINE)
    return str(found)


def items(key: str) -> list[str]:
    """Return the items of a list of CITATION.cff, one a line."""
    (block,) = re.findall(rf"^{key}:\n((?:  - .+\n)+)", CITATION, re.MULTILINE)
    return re.findall(r"^  - (.+)$", block, re.MULTILINE)


def test_the_citation_says_what_the_package_says() -> None:
    assert value("version") == __version__
    assert value("license") == PROJECT["license"]
    assert items("keywords") == PROJECT["keywords"]
    assert items("authors") == [f"name: {author['name']}" for author in PROJECT["authors"]]
    assert PROJECT["authors"][0]["name"] in (ROOT / "LICENSE").read_text("utf-8")


def test_the_versions_of_python_start_with_the_lowest_that_is_taken() -> None:
    stem = "Programming Language :: Python :: 3."
    minor = [int(c.removeprefix(stem)) for c in PROJECT["classifiers"] if c.startswith(stem)]
    assert PROJECT["requires-python"] == f">=3.{minor[0]}"
    assert minor == list(range(minor[0], minor[-1] + 1))


def test_what_the_citation_tells_readers_to_type_works(hrtrack: Run) -> None:
    (line,) = re.findall(r"hrtrack (show ID --format bibtex) prints", " ".join(CITATION.split()))
    assert hrtrack(line.replace("ID", "97.25")).out.startswith("@")

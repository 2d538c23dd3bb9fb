"""Print the lowest version of each direct dependency, as constraints for pip.

``python .ci/lowest.py > lowest.txt && pip install -c lowest.txt -e '.[dev]'`` makes an environment
in which every bound of pyproject.toml is taken at its word.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
_BOUND = re.compile(r"([A-Za-z][\w.-]*)>=([\d.]+)")


def lowest(project: Path = PROJECT) -> list[str]:
    """Return a line ``NAME==VERSION`` for each; raises ValueError for one without such a bound."""
    stated = tomllib.loads(project.read_text("utf-8"))["project"]
    lines: list[str] = []
    for requirement in (*stated["dependencies"], *stated["optional-dependencies"]["dev"]):
        bound = _BOUND.match(requirement)
        if bound is None:
            raise ValueError(f"{requirement}: no lowest version is named")
        lines.append(f"{bound[1]}=={bound[2]}")
    return lines


if __name__ == "__main__":
    print(*lowest(), sep="\n")

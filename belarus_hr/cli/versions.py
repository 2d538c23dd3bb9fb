"""What a report of something wrong says of the program's surroundings: ``hrtrack -VV``."""

from __future__ import annotations

import platform
import re
from importlib import metadata

from belarus_hr.store import SCHEMA


def others() -> list[str]:
    """Return a line on Python and the system, on the schema of stores, and on each library."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return [
        f"{python} on {platform.system()} {platform.machine()}",
        f"stores of schema {SCHEMA}",
        *(f"{name} {_version(name)}" for name in _libraries()),
    ]


def _libraries() -> list[str]:
    """Return the names of what the package asks for; none where it is not installed as one."""
    try:
        asked = metadata.requires("belarus-hr") or []
    except metadata.PackageNotFoundError:
        return []
    return [re.split(r"[^\w.-]", line)[0] for line in asked if "extra ==" not in line]


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "is not installed"

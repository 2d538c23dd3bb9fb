"""Where the dataset and the user's store are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from belarus_hr.domain.errors import StoreError

_PACKAGE = Path(__file__).parent.parent
_NAME = "belarus.json"


def dataset() -> Path:
    """Return the shipped dataset: inside an installed package, beside it in a checkout."""
    installed = _PACKAGE / "data" / _NAME
    return installed if installed.exists() else _PACKAGE.parent / "data" / _NAME


def own_store(environ: Mapping[str, str]) -> Path:
    """Return the store in the user's data folder (XDG Base Directory Specification).

    Raises StoreError when the environment names no folder.
    """
    data = environ.get("XDG_DATA_HOME", "")
    if not os.path.isabs(data):
        home = environ["HOME"] if "HOME" in environ else os.path.expanduser("~")
        if not os.path.isabs(home):
            raise StoreError("no home folder to keep the store in: name a file with --db PATH")
        data = os.path.join(home, ".local", "share")
    return Path(data, "hrtrack", "hrtrack.json")

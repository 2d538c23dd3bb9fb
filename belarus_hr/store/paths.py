"""Where the dataset and the user's store are, and what beside a store belongs to it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from belarus_hr.domain.errors import Advice, StoreError

_PACKAGE = Path(__file__).parent.parent
_NAME = "belarus.json"
ITSELF = "is the store itself"


def dataset() -> Path:
    """Return the shipped dataset: inside an installed package, beside it in a checkout."""
    installed = _PACKAGE / "data" / _NAME
    return installed if os.path.exists(installed) else _PACKAGE.parent / "data" / _NAME


def own_store(environ: Mapping[str, str]) -> Path:
    """Return the store in the user's data folder (XDG Base Directory Specification).

    Raises StoreError when the environment names no folder.
    """
    data = environ.get("XDG_DATA_HOME", "")
    if not os.path.isabs(data):
        home = environ["HOME"] if "HOME" in environ else os.path.expanduser("~")
        if not os.path.isabs(home):
            raise StoreError("no home folder to keep the store in", advice=Advice.NAME_A_STORE)
        data = os.path.join(home, ".local", "share")
    return Path(data, "hrtrack", "hrtrack.json")


def part_of(store: Path, path: Path) -> str:
    """Say what of a store ``path`` is, by whatever name or link; empty when it is nothing of it.

    Neither the store nor the path need be there.
    """
    from belarus_hr.store import backups

    real, known = Path(os.path.realpath(store)), identities(path)
    if not known.isdisjoint(identities(store)):
        return ITSELF
    if not known.isdisjoint(identities(real.with_name(real.name + ".lock"))):
        return "is the lock of the store"
    folder = backups.folder(store)
    if _within(path, folder) or not known.isdisjoint(_files(folder)):
        return "is among the backups of the store"
    temporary = re.compile(rf"\.{re.escape(real.name)}\.[0-9]+\.tmp")
    if any(p.parent == real.parent and temporary.fullmatch(p.name) for p in _paths(path)):
        return "is a temporary file of the store"
    return ""


#: A path; or a file, by what the system knows it by: its number, or its folder's and its name.
Name = tuple[str] | tuple[int, int] | tuple[int, int, str]


def identities(path: Path) -> set[Name]:
    """Return all that a file is known by, or would be: two paths of one file have one in common.

    A symbolic link is known by its own name and by what it leads to, a hard link by its
    number, a folder that is mounted twice by its number, too.
    """
    known: set[Name] = set()
    for place in _paths(path):
        known.add((str(place),))
        with suppress(OSError, ValueError):
            about = os.stat(place.parent)
            known.add((about.st_dev, about.st_ino, place.name))
    with suppress(OSError, ValueError):
        about = os.stat(path)
        known.add((about.st_dev, about.st_ino))
    return known


def _paths(path: Path) -> tuple[Path, Path]:
    """Return where a path leads, and where it is itself when it is a link."""
    return Path(os.path.realpath(path)), Path(os.path.realpath(path.parent), path.name)


def _within(path: Path, folder: Path) -> bool:
    """Say whether a path is a folder or lies in it, at whatever depth."""
    known = identities(folder)
    above = (above for place in _paths(path) for above in (place, *place.parents))
    return any(not known.isdisjoint(identities(place)) for place in above)


def _files(folder: Path) -> Iterator[Name]:
    """Yield the files of a folder as the system knows them."""
    with suppress(OSError), os.scandir(folder) as files:
        for file in files:
            with suppress(OSError):
                about = file.stat(follow_symlinks=False)
                yield about.st_dev, about.st_ino

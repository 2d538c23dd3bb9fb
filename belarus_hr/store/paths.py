"""Where the dataset and the user's store are, and which files belong to a store."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from belarus_hr.domain.errors import StoreError
from belarus_hr.store import disk

if TYPE_CHECKING:
    from belarus_hr.store.layout import ByteSource

_NAME = "belarus.json"
ITSELF = "is the store itself"


def dataset() -> Path:
    """Return the shipped dataset: inside an installed package, beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "data" / _NAME
    return installed if os.path.exists(installed) else package.parent / "data" / _NAME


def open_dataset() -> ByteSource:
    """Open the shipped dataset, also inside a package that is one file (zipapp).

    There it has no path; what reads archives is loaded there alone. Raises StoreError.
    """
    path = dataset()
    file = disk.open_file(path) if os.path.exists(path) else None
    if file is not None:
        return file
    from importlib.resources import files

    from belarus_hr.store.layout import BytesSource

    packed = files("belarus_hr").joinpath("data", _NAME)
    if not packed.is_file():
        raise StoreError(f"the shipped dataset is missing: {path}")
    return BytesSource(packed.read_bytes())


def named_store(environ: Mapping[str, str]) -> Path | None:
    """Return the store that ``HRTRACK_DB`` names, if any; ``~/x`` lies in the home folder."""
    named = environ.get("HRTRACK_DB")
    return in_home(named) if named else None


def in_home(path: str | os.PathLike[str]) -> Path:
    """Return a path with the home folder for a ``~`` at its start, which no shell replaced."""
    return Path(os.path.expanduser(path))


def own_store(environ: Mapping[str, str]) -> Path:
    """Return the store in the user's data folder (XDG Base Directory Specification).

    Raises StoreError when the environment names no folder.
    """
    data = environ.get("XDG_DATA_HOME", "")
    if not os.path.isabs(data):
        home = environ["HOME"] if "HOME" in environ else os.path.expanduser("~")
        if not os.path.isabs(home):
            raise StoreError("no home folder to keep the store in", advice="name a store")
        data = os.path.join(home, ".local", "share")
    return Path(data, "hrtrack", "hrtrack.json")


def part_of(store: Path, path: Path) -> str:
    """Say which file of a store ``path`` names, under whatever name or link; empty for none.

    Neither the store nor the file at ``path`` need exist.
    """
    from belarus_hr.store import backups

    real, names = Path(os.path.realpath(store)), identities(path)
    if not names.isdisjoint(identities(store)):
        return ITSELF
    if not names.isdisjoint(identities(real.with_name(real.name + ".lock"))):
        return "is the lock of the store"
    folder = backups.folder(store)
    if _within(path, folder) or not names.isdisjoint(_files(folder)):
        return "is among the backups of the store"
    temporary = re.compile(rf"\.{re.escape(real.name)}\.[0-9]+\.tmp")
    if any(p.parent == real.parent and temporary.fullmatch(p.name) for p in _paths(path)):
        return "is a temporary file of the store"
    return ""


#: An identity of a file: its path; device and inode; or device and inode of its folder, and name.
Identity = tuple[str] | tuple[int, int] | tuple[int, int, str]


def identities(path: Path) -> set[Identity]:
    """Return the identities of a file, which need not exist: paths of the same file share some.

    A symbolic link has its own identities and those of its target. Hard links share the inode,
    and so do the two paths of a folder that is mounted twice.
    """
    return {name for place in _paths(path) for name in _of_place(place)}


def _of_place(place: Path) -> Iterator[Identity]:
    """Yield the identities of a path whose folder is named without links."""
    yield (str(place),)
    with suppress(OSError, ValueError):
        folder = os.stat(place.parent)
        yield folder.st_dev, folder.st_ino, place.name
    with suppress(OSError, ValueError):
        about = os.stat(place)
        yield about.st_dev, about.st_ino


def _paths(path: Path) -> set[Path]:
    """Return the path with all links resolved, and the path of the last link itself."""
    return {Path(os.path.realpath(path)), Path(os.path.realpath(path.parent), path.name)}


def _within(path: Path, folder: Path) -> bool:
    """Say whether a path is a folder or lies in it, at whatever depth."""
    of_folder = identities(folder)
    places = {place for start in _paths(path) for place in (start, *start.parents)}
    return any(not of_folder.isdisjoint(_of_place(place)) for place in places)


def _files(folder: Path) -> Iterator[Identity]:
    """Yield device and inode of each file of a folder."""
    with suppress(OSError), os.scandir(folder) as files:
        for file in files:
            with suppress(OSError):
                about = file.stat(follow_symlinks=False)
                yield about.st_dev, about.st_ino

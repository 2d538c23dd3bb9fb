"""The file of a store replaced by another, whole or not at all, with the rights it had."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from belarus_hr import atomic_file, system
from belarus_hr.domain.errors import StoreError, os_reason
from belarus_hr.store import notices, rights
from belarus_hr.store.disk import check_regular, close, real
from belarus_hr.store.rights import Rights


def check_place(path: Path) -> None:
    """Raise StoreError when the file at ``path`` can be no store, or must not be replaced.

    Called before anything is made there.
    """
    if not system.WRITES_STORES:
        what = "lock that ends with its holder (flock)"
        first = system.MISSING_TO_WRITE[0]
        raise StoreError(
            f"cannot write {path}: this system has no {what if first == 'flock' else first}; "
            "stores are read here, and written on Linux and macOS"
        )
    try:
        about = os.stat(path)
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise StoreError(f"cannot read {path}: {os_reason(error)}") from None
    check_regular(path, about)
    if not os.access(path, os.R_OK):
        raise StoreError(f"cannot read {path}: {os.strerror(errno.EACCES)}")
    try:
        _rights_to_keep(real(path))
    except OSError as error:
        raise StoreError(f"cannot write {path}: {os_reason(error)}; nothing was changed") from None


def create_folder(path: Path) -> None:
    """Make the folder of the store at ``path``, for the user alone. Raises StoreError."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"cannot make {path.parent}: {os_reason(error)}", advice="name a store"
        ) from None
    if not os.path.exists(path):
        # Also when the folder is there: who made it may have been killed before the sync.
        sync_parents(path.parent)


def replace_store(
    path: Path,
    content: Iterable[bytes | memoryview],
    *,
    before_rename: Callable[[], None] = lambda: None,
) -> None:
    """Write ``content``, piece by piece, as the new file at ``path``, whole or not at all.

    The caller holds the lock. The new file has the rights of the old file; where there was none,
    only its owner may read it. A symbolic link stays a link. ``before_rename`` is called when the
    new content is on the disk and the path still names the old file; it raises to refuse the
    change. Raises StoreError with nothing changed. A failure after the rename is only a notice.
    """
    target = real(path)

    def finish(new: int) -> None:
        if old is not None:
            rights.carry_over(target, old, new)

    try:
        old, folder = _rights_to_keep(target), os.stat(target.parent)
        policy = atomic_file.Policy(
            prefix=f".{target.name}",
            mode=0o600,
            finish=finish,
            before_rename=before_rename,
            strict=True,
        )
        unsynced = atomic_file.replace(target, content, policy)
    except OSError as error:
        raise StoreError(f"cannot write {path}: {os_reason(error)}; nothing was changed") from None
    if unsynced:  # as on some network file systems
        notices.tell(
            f"saved, but the folder of {path} could not be synced: {os_reason(unsynced)}; the "
            "change is made, do not repeat it: only a power cut now could still undo it"
        )
    _warn_of_others(path, old, folder)


def sync_parents(folder: Path) -> None:
    """Sync all folders above a folder, so that a power cut does not take it away."""
    below = Path(os.path.realpath(folder))
    while not os.path.ismount(below):
        below = below.parent
        try:
            _sync(below)
        except PermissionError:
            continue  # Nor can we have made anything in a folder that we may not read.
        except OSError as error:
            notices.tell(
                f"{below} could not be synced: {os_reason(error)}; "
                f"a power cut now could still take {folder} away"
            )


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | system.OPEN_FLAGS)
    try:
        system.to_disk(descriptor)
    finally:
        close(descriptor)


def _warn_of_others(path: Path, old: Rights | None, folder: os.stat_result) -> None:
    """Warn when anyone on this machine could change the store, or replace it."""
    anyone = stat.S_IWOTH
    if old is not None and old.mode & anyone:
        notices.tell(f"warning: anyone on this machine can change {path}; chmod o-w closes it")
    elif folder.st_mode & anyone and not folder.st_mode & stat.S_ISVTX:
        notices.tell(
            f"warning: anyone on this machine can replace {path}; chmod o-w on its folder closes it"
        )


def _rights_to_keep(target: Path) -> Rights | None:
    """Return the rights of the file that will be replaced; None when there is no file yet.

    Raises StoreError when the file must not be replaced.
    """
    try:
        about = os.stat(target)
    except FileNotFoundError:
        return None
    if about.st_nlink > 1:
        raise StoreError(
            f"cannot write {target}: the file has {about.st_nlink} names (hard links) and "
            "replacing it would part them; keep one, or use a symbolic link"
        )
    if not os.access(target, os.W_OK):
        raise StoreError(f"cannot write {target}: it is read-only; nothing was changed")
    old = rights.of(target)
    rights.check_can_carry_over(target, old)
    return old


def remove_temporary_files(target: Path) -> None:
    """Remove the temporary files of writers of the store that were killed.

    The caller holds the lock, so nobody is writing such a file. Only regular files of this user
    or of the store's owner are removed, and none where the store is missing: such a file may be
    all that is left of it. Raises StoreError.
    """
    try:
        file = real(target)
        if file.exists():
            owners = {system.user(), os.stat(file).st_uid}
            atomic_file.remove_orphans(file, prefix=f".{file.name}", owners=owners, running=True)
    except OSError as error:
        raise StoreError(
            f"cannot write {target}: {os_reason(error)}; nothing was changed"
        ) from None

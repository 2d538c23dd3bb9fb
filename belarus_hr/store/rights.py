"""Who may read and write a file: carried over to the new file that replaces it.

Owner, group, mode, access list, and the label of SELinux or Smack. With the new file everybody
may do as much as with the old file, no more and no less; else the file is not replaced.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from belarus_hr import system
from belarus_hr.domain.errors import StoreError

_LIST = "system.posix_acl_access"
_LISTS = (_LIST, "system.nfs4_acl")
_LABELS = ("security.selinux", "security.SMACK64")
#: Attributes that belong to the old content, or give a program its powers: never copied.
_NEVER = ("security.capability", "security.evm", "security.ima")
_NONE = (errno.ENODATA, errno.ENOTSUP) if sys.platform == "linux" else ()
_BOTH = 6


class Rights(NamedTuple):
    """What decides who may read and write a file."""

    uid: int
    gid: int
    mode: int
    #: Access lists and labels, each by the name of the extended attribute that holds it.
    attributes: Mapping[str, bytes]

    @property
    def by_group(self) -> bool:
        """Whether the group of the file decides who may do what."""
        return _LIST in self.attributes or self.mode >> 3 & 7 != self.mode & 7

    @property
    def by_owner(self) -> bool:
        """Whether the owner of the file decides who may do what.

        Not so where everybody may read and write the file, nor where its whole group may and the
        owner is a member of the group: then any member may be the owner.
        """
        owner, group, others = self.mode >> 6 & _BOTH, self.mode >> 3 & _BOTH, self.mode & _BOTH
        if _LIST in self.attributes or not owner == group == _BOTH:
            return True
        return others != _BOTH and not _is_member(self.uid, self.gid)


def of(file: Path | int) -> Rights:
    """Return the rights of a file. Raises OSError."""
    about = os.stat(file)
    values = {name: _attribute(file, name) for name in (*_LABELS, *_LISTS)}
    attributes = {name: value for name, value in values.items() if value is not None}
    return Rights(about.st_uid, about.st_gid, stat.S_IMODE(about.st_mode), attributes)


def _attribute(file: Path | int, name: str) -> bytes | None:
    if sys.platform == "linux":
        try:
            return os.getxattr(file, name)
        except OSError as error:
            if error.errno not in _NONE:
                raise
    return None


def _is_member(uid: int, gid: int) -> bool:
    """Say whether a user is a member of a group; an unknown user is not."""
    try:
        import pwd

        user = pwd.getpwuid(uid)
        return gid in os.getgrouplist(user.pw_name, user.pw_gid)
    except (ImportError, KeyError, OSError):
        return False


def check_can_carry_over(path: Path, old: Rights) -> None:
    """Raise StoreError when a new file surely cannot get these rights."""
    us = system.user()
    if us not in (0, old.uid) and old.by_owner:
        raise _refused(path, "owner")
    # A new file may get its folder's group, too.
    groups = {os.getegid(), *os.getgroups(), os.stat(path.parent).st_gid}
    if us != 0 and old.by_group and old.gid not in groups:
        raise _refused(path, "group")


def carry_over(path: Path, old: Rights, new: int) -> None:
    """Give a new file, which only its owner may open so far, the rights of the old file.

    Other attributes of the old file are copied as far as the system allows. Raises StoreError
    when somebody could read or write the new file more, or less, than the old file.
    """
    _copy_others(path, new)
    set_rights(new, old)
    what = differing(of(new), old)
    if what:
        raise _refused(path, what)


def _copy_others(path: Path, new: int) -> None:
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError):
        for name in os.listxattr(path):
            if name not in (*_LISTS, *_LABELS, *_NEVER):
                # An attribute that may not be set does not keep the others from being set.
                with contextlib.suppress(OSError):
                    os.setxattr(new, name, os.getxattr(path, name))


def set_rights(new: int, rights: Rights) -> None:
    """Give these rights, as far as possible, to a file that only its owner may open so far.

    At no moment may anybody do more than the rights allow: the mode is set last, and it stays
    closed when the owner, the group or the access list could not be set.
    """
    with contextlib.suppress(OSError):
        _give_owner(new, rights)
        if sys.platform == "linux":
            _give_attributes(new, rights.attributes)
        os.fchmod(new, rights.mode)


def _give_owner(new: int, rights: Rights) -> None:
    for uid in (rights.uid, -1):
        with contextlib.suppress(OSError):
            return os.fchown(new, uid, rights.gid)
    if rights.by_group and os.fstat(new).st_gid != rights.gid:
        raise PermissionError(errno.EPERM, "the group cannot be given")


def _give_attributes(new: int, attributes: Mapping[str, bytes]) -> None:
    for name in (*_LABELS, *_LISTS):
        value, value_now = attributes.get(name), _attribute(new, name)
        # A label of a security module that is not running need not be set.
        with contextlib.suppress(OSError) if name in _LABELS else contextlib.nullcontext():
            if value is not None and value != value_now:
                os.setxattr(new, name, value)
            elif value is None and value_now is not None:
                # The folder gave the new file an access list of its own.
                os.removexattr(new, name)


def differing(new: Rights, old: Rights) -> str:
    """Return which of the old rights a new file lacks, if that matters; empty for none."""
    if new.uid != old.uid and old.by_owner:
        return "owner"
    if new.gid != old.gid and old.by_group:
        return "group"
    if any(new.attributes.get(name) != old.attributes.get(name) for name in _LISTS):
        return "access list"
    # A new file without a label lies on a system that gives no labels.
    if any(
        new.attributes.get(name, old.attributes.get(name)) != old.attributes.get(name)
        for name in _LABELS
    ):
        return "security label"
    return "mode" if new.mode != old.mode else ""


def _refused(path: Path, what: str) -> StoreError:
    return StoreError(
        f"cannot write {path}: its {what} cannot be kept, so others could read or write it more or "
        "less than before; nothing was changed. Keep a store of your own, and exchange it by git "
        "or hrtrack merge"
    )

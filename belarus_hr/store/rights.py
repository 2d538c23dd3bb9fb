"""Who may read and write a file, carried over to the one that replaces it.

Owner, group, mode, access list, and the label of SELinux or Smack. Afterwards nobody may
more than before and nobody less; where that cannot be kept, the file is not replaced.
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

from belarus_hr.domain.errors import StoreError

_LIST = "system.posix_acl_access"
_LISTS = (_LIST, "system.nfs4_acl")
_LABELS = ("security.selinux", "security.SMACK64")
#: What the system says of a file's content, or of what a program may: never of a new content.
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
        """Whether it makes a difference which group the file has."""
        return _LIST in self.attributes or self.mode >> 3 & 7 != self.mode & 7

    @property
    def by_owner(self) -> bool:
        """Whether it makes a difference which of those who may write the file owns it.

        It makes none where the owner is one of the group, and all of the group may read and
        write as the owner does; or everybody may.
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
    """Say whether a user is one of a group; not so for one that the system does not know."""
    import pwd

    try:
        user = pwd.getpwuid(uid)
        return gid in os.getgrouplist(user.pw_name, user.pw_gid)
    except (KeyError, OSError):
        return False


def check_can_carry_over(path: Path, old: Rights) -> None:
    """Raise StoreError where it shows beforehand that a new file cannot have these rights."""
    us = os.geteuid()
    if us not in (0, old.uid) and old.by_owner:
        raise _refused(path, "owner")
    # A new file may get its folder's group, too.
    groups = {os.getegid(), *os.getgroups(), os.stat(path.parent).st_gid}
    if us != 0 and old.by_group and old.gid not in groups:
        raise _refused(path, "group")


def carry_over(path: Path, old: Rights, new: int) -> None:
    """Give a new file, closed to all but its owner, the rights of the one it replaces.

    Its other attributes are copied as far as the system lets us. Raises StoreError when
    anybody could then read or write it more, or less, than the old one.
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
                # One that may not be set does not keep the others back.
                with contextlib.suppress(OSError):
                    os.setxattr(new, name, os.getxattr(path, name))


def set_rights(new: int, rights: Rights) -> None:
    """Give a file that is closed to all but its owner these rights, as far as they can be had.

    At no moment may anybody more than they say: what opens it comes last, and is left out when
    what it stands on cannot be had.
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
        value, there = attributes.get(name), _attribute(new, name)
        # Where no such label is in force, one that was left on the old file need not be set.
        with contextlib.suppress(OSError) if name in _LABELS else contextlib.nullcontext():
            if value is not None and value != there:
                os.setxattr(new, name, value)
            elif value is None and there is not None:
                # A folder may give each new file an access list.
                os.removexattr(new, name)


def differing(new: Rights, old: Rights) -> str:
    """Return what of the old rights a new file lacks so that it matters; empty for nothing."""
    if new.uid != old.uid and old.by_owner:
        return "owner"
    if new.gid != old.gid and old.by_group:
        return "group"
    if any(new.attributes.get(name) != old.attributes.get(name) for name in _LISTS):
        return "access list"
    # A file that has none is on a system that gives none.
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

"""Takes one safeguard away from the program under test, to show that its test turns red.

Python imports this at the start when its folder is on ``PYTHONPATH``; ``TORTURE_WITHOUT`` says
which: ``fsync`` (none at all), ``folder-fsync`` or ``lock``. The product has no such switch.

With ``TORTURE_WATCH`` it says on standard error which modules are loaded after the file named
there, or one beside it whose name starts so, was opened.
"""

import fcntl
import os
import stat
import sys

_without = os.environ.get("TORTURE_WITHOUT", "")
_fsync = os.fsync


def _sync_files_only(descriptor: int) -> None:
    if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
        _fsync(descriptor)


if _without == "fsync":
    os.fsync = lambda _descriptor: None
elif _without == "folder-fsync":
    os.fsync = _sync_files_only
elif _without == "lock":
    fcntl.flock = lambda _descriptor, _operation: None
    # The last look before the rename finds most of what the lock keeps out.
    from belarus_hr.store.lock import Lock

    Lock.check_unchanged = lambda _self: None


def _watch(store: str) -> None:
    """Say which modules are loaded once the store is open."""
    opened = []

    def hook(event: str, about: tuple[object, ...]) -> None:
        if event == "open" and str(about[0]).startswith(store):
            opened.append(event)
        elif event == "import" and opened:
            os.write(2, f"late module: {about[0]}\n".encode())

    sys.addaudithook(hook)


if "TORTURE_WATCH" in os.environ:
    _watch(os.environ["TORTURE_WATCH"])

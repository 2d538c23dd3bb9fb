"""Takes one safeguard away from the program under test, to show that its test turns red.

Python imports this at the start when its folder is on ``PYTHONPATH``; ``TORTURE_WITHOUT`` says
which: ``fsync`` (none at all), ``folder-fsync`` or ``lock``. The product has no such switch.
"""

import fcntl
import os
import stat

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

"""Run one program and print what it took: ``measure.py TTY MEGABYTES OUTPUT PROGRAM ARGUMENT…``.

Prints wall seconds, processor seconds, peak memory in bytes and the exit code. It
runs as a process of its own, started anew each time and with next to nothing
imported, because the system counts the memory of the one who starts a program as
the program's: less than this process takes (about 9 MB) is not seen.
"""

import os
import resource
import sys
import time

# Linux counts in kibibytes, macOS in bytes.
_UNIT = 1 if sys.platform == "darwin" else 1024
_SIZE = (40, 120)


def _terminal() -> tuple[int, int]:
    """Return the ends of a new terminal: the program's, and the one that is drained."""
    import termios

    drained, given = os.openpty()
    termios.tcsetwinsize(given, _SIZE)
    os.set_inheritable(given, True)
    return given, drained


def _drain(descriptor: int, output: int) -> None:
    try:
        while block := os.read(descriptor, 1 << 16):
            os.write(output, block)
    except OSError:  # the last writer has gone
        pass


def main() -> None:
    """Run the program that the arguments name."""
    on_terminal, megabytes, name, *command = sys.argv[1:]
    output = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    nothing = os.open(os.devnull, os.O_RDWR)
    given, drained = _terminal() if on_terminal == "1" else (output, -1)
    if megabytes != "0":
        limit = int(megabytes) << 20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    actions = [
        (os.POSIX_SPAWN_DUP2, nothing, 0),
        (os.POSIX_SPAWN_DUP2, given, 1),
        (os.POSIX_SPAWN_DUP2, given if on_terminal == "1" else nothing, 2),
    ]
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    if drained >= 0:
        os.close(given)
        _drain(drained, output)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - start
    peak = used.ru_maxrss * _UNIT
    print(wall, used.ru_utime + used.ru_stime, peak, os.waitstatus_to_exitcode(status))


main()

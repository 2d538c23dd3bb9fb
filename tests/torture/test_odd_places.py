"""Odd places and surroundings.

A store that is a folder, a pipe, a device, at a path too long or with an odd name: it works, or
is exit code 4 and a sentence, and never hangs. So with no HOME, a HOME that cannot be written,
locale C, and closed streams. A new store is private whatever the umask; what stood there keeps
its rights. No command opens a socket, or writes anything but the store and what is beside it.
"""

from __future__ import annotations

import os
import re
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from deeds import DEEDS
from judging import Tally, Trial
from subjects import COMMANDS, HRTRACK_ITSELF
from tracing import needs_strace

slow = pytest.mark.slow
NewTally = Callable[..., Tally]

WORKS = ["with a space", "new\nline", "письма 😀", "-n", "'quoted\"", os.fsdecode(b"\xff\xfe")]
REFUSED = {
    "folder": Path.mkdir,
    "pipe": os.mkfifo,
    "device": lambda path: path.symlink_to("/dev/null"),
    "loop": lambda path: path.symlink_to(path),
}


def _sound(ran: subprocess.CompletedProcess[bytes], code: int) -> str | None:
    if b"Traceback" in ran.stderr:
        return "traceback"
    return None if ran.returncode == code else f"exit code {ran.returncode}"


@pytest.mark.parametrize("name", ["new\nline", *[pytest.param(n, marks=slow) for n in WORKS]])
def test_a_store_of_any_name_works(name: str, tmp_path: Path, tally: NewTally) -> None:
    count = tally("odd places")
    store = tmp_path / name
    # Not UTF-8: an argument of that kind is refused as a usage error, a variable is not.
    environment = HRTRACK_ITSELF.environment(HRTRACK_DB=str(store))
    line = [HRTRACK_ITSELF.line(store, "list")[0]]
    for words in (["add", "Letter", "-m", "CAT", "--date", "2009"], ["list", "--limit", "1"]):
        ran = subprocess.run([*line, *words], env=environment, check=False, capture_output=True)
        count.count(_sound(ran, 0), f"{name!r}: {ran.stderr.decode(errors='replace')}")
    assert not count.wrong, count.examples
    assert store.is_file()


@pytest.mark.parametrize("kind", ["pipe", *[pytest.param(k, marks=slow) for k in REFUSED]])
def test_what_is_no_file_is_refused(kind: str, tmp_path: Path, tally: NewTally) -> None:
    count = tally("odd places")
    REFUSED[kind](tmp_path / "store.json")
    for command in (*COMMANDS, "list"):
        ran = HRTRACK_ITSELF.run(tmp_path / "store.json", command, timeout=10)
        count.count(_sound(ran, 4), kind)
    assert sorted(os.listdir(tmp_path)) == ["store.json"]
    assert not count.wrong, count.examples


@slow
def test_a_path_that_is_too_long_is_refused(tmp_path: Path, tally: NewTally) -> None:
    count = tally("odd places")
    for path in (tmp_path / ("x" * 300), Path("/" + "x/" * 2_047 + "store.json")):
        for command in COMMANDS:
            count.count(_sound(HRTRACK_ITSELF.run(path, command), 4), command)
    assert not count.wrong, count.examples


@slow
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", ">/dev/full"])
def test_closed_streams_are_no_bug(closed: str, tmp_path: Path, tally: NewTally) -> None:
    count = tally("odd places")
    for command in COMMANDS:
        store = tmp_path / f"{command}.json"
        HRTRACK_ITSELF.make(store, 10)
        quoted = " ".join(f"'{word}'" for word in HRTRACK_ITSELF.line(store, command))
        line = ["sh", "-c", f"{quoted} {closed}"]
        environment = HRTRACK_ITSELF.environment(LC_ALL="C", PYTHONUTF8="0")
        ran = subprocess.run(line, env=environment, check=False, capture_output=True, timeout=20)
        code = 4 if ">&-" in closed.replace("2>&-", "") or "full" in closed else 0
        count.count(
            _sound(ran, code), f"{command} {closed}: {ran.returncode} {ran.stderr.decode()}"
        )
    assert not count.wrong, count.examples


@slow
@pytest.mark.parametrize("home", [None, "", "/dev/null", "relative", "/proc/nowhere"])
def test_a_home_that_cannot_be_used_is_a_sentence(home: str | None, tally: NewTally) -> None:
    count = tally("odd places")
    plain = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    environment = plain if home is None else {**plain, "HOME": home, "XDG_DATA_HOME": ""}
    program = HRTRACK_ITSELF.line(Path("x"), "list")[0]
    # Without HOME the system's own answer is taken, so nothing is written there.
    words = (
        ["list", "--limit", "1"]
        if home is None
        else ["add", "Letter", "-m", "CAT", "--date", "2009"]
    )
    ran = subprocess.run([program, *words], env=environment, check=False, capture_output=True)
    count.count(_sound(ran, 0 if home is None else 4), ran.stderr.decode())
    assert not count.wrong, count.examples


@pytest.mark.parametrize("mode", [0o640, *[pytest.param(m, marks=slow) for m in (0o600, 0o664)]])
def test_rights_are_kept(mode: int, tmp_path: Path, tally: NewTally) -> None:
    count = tally("mode, group, attributes kept")
    store = tmp_path / "store.json"
    HRTRACK_ITSELF.make(store, 10)
    store.chmod(mode)
    try:
        os.setxattr(store, "user.origin", b"Geneva")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    ran = HRTRACK_ITSELF.run(store, "edit")
    kept = (stat.S_IMODE(store.stat().st_mode), os.getxattr(store, "user.origin"))
    count.count(None if (ran.returncode, *kept) == (0, mode, b"Geneva") else f"not kept: {kept}")
    assert not count.wrong, count.examples


def test_a_new_store_is_private_under_any_umask(tmp_path: Path) -> None:
    store = tmp_path / "store.json"
    HRTRACK_ITSELF.run(store, "add", "Letter", umask=0)
    for path in (store, tmp_path / "store.json.lock"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("open_to_all", ["file", "folder"])
def test_what_anyone_can_write_warns_once(open_to_all: str, tmp_path: Path) -> None:
    store = tmp_path / "place" / "store.json"
    store.parent.mkdir()
    HRTRACK_ITSELF.make(store, 10)
    (store if open_to_all == "file" else store.parent).chmod(0o777)
    ran = HRTRACK_ITSELF.run(store, "edit")
    assert ran.returncode == 0
    assert ran.stderr.count(b"warning: anyone on this machine can ") == 1


#: A file opened to be written: the folder that its path starts from, and the path.
_OPENED = re.compile(
    r'openat\((?:AT_FDCWD|\d+)<([^>]*)>, "([^"]*)", [^,)]*(?:O_WRONLY|O_RDWR)[^)]*\) += \d'
)


@slow
@needs_strace
@pytest.mark.parametrize("command", [*DEEDS, "list", "status", "due", "check"])
def test_no_socket_and_nothing_else_is_written(
    command: str, tmp_path: Path, tally: NewTally
) -> None:
    count = tally("whole commands traced: no socket, no other file written")
    trial = Trial(HRTRACK_ITSELF, command if command in DEEDS else "edit", 10, tmp_path)
    store = trial.fresh()
    trace = [
        "strace",
        "-f",
        "-y",
        "-s",
        "4096",
        "-o",
        str(tmp_path / "log"),
        "-e",
        "trace=network,openat,open,creat",
    ]
    line = HRTRACK_ITSELF.line(store, command, "--format", "json")
    line = trial.line() if command in DEEDS else line
    environment = HRTRACK_ITSELF.environment()
    subprocess.run([*trace, *line], env=environment, check=False, capture_output=True)
    log = (tmp_path / "log").read_text(encoding="utf-8")
    opened = {os.path.join(folder, path) for folder, path in _OPENED.findall(log)}
    elsewhere = {path for path in opened if not path.startswith((str(store.parent), "/dev/"))}
    written = elsewhere | {path for path in opened if path.startswith(str(store.parent))}
    count.count("socket" if "socket(" in log else f"writes {elsewhere}" if elsewhere else None)
    assert str(store) not in written
    assert bool(written) is (command in DEEDS)
    assert not count.wrong, count.wrong

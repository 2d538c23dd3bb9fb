"""What every test stands on: a world of its own, and a way to run the program in it."""

from __future__ import annotations

import compileall
import gc
import io
import itertools
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import loaded
import pytest
from hypothesis import settings

import belarus_hr
from belarus_hr.cli import error_handler
from belarus_hr.domain.collection import Collection
from belarus_hr.formats import worker
from belarus_hr.store import Store, notices, paths, storage

# The same cases each run: a red test must be red for the next person too.
settings.register_profile("same", derandomize=True, deadline=None, max_examples=15)
# Other cases each run, many of them: pytest --hypothesis-profile=long
settings.register_profile("long", deadline=None, max_examples=1_000)
settings.load_profile("same")
# Each process of a run reads all tests: where Python writes no bytecode, each compiles all.
sys.dont_write_bytecode = False

ROOT = Path(__file__).parent.parent


class Ran(NamedTuple):
    """How a command ended: its exit code, what it wrote, and where."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of standard output."""
        return self.out.splitlines()

    @property
    def cells(self) -> list[list[str]]:
        """The fields of each line of standard output."""
        return [line.split("\t") for line in self.lines]


Run = Callable[..., Ran]
MEMORY = Path("/dev/shm")
_numbers = itertools.count()


def pytest_configure() -> None:
    """Put the folders of the tests into memory if there is room: to sync there costs nothing."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 2 << 30:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over the thousands of tests, and look seldom.

    The program itself runs without (``belarus_hr.cli.main``).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the test's own, by number: pytest reads the names of all others for each."""
    path = tmp_path_factory.getbasetemp() / str(next(_numbers))
    path.mkdir(mode=0o700)
    return path


@pytest.fixture(autouse=True)
def own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the user's folders into a place of the test's own; nothing outside is reachable."""
    for name in ("HRTRACK_DB", "HRTRACK_EDITOR", "VISUAL", "EDITOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name in ("COLUMNS", "LINES", "HRTRACK_LOCK_TIMEOUT", "HRTRACK_PAGER", "PAGER", "LESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    monkeypatch.chdir(tmp_path)
    # The test before may have told the store to whom it gives notices.
    notices.go_to(None)
    return tmp_path


@pytest.fixture(scope="session", autouse=True)
def compiled() -> None:
    """Compile the program first: it runs many times, also where Python writes no bytecode.

    A run that finds modules compiled makes other system calls than one that does not.
    """
    compileall.compile_dir(str(Path(belarus_hr.__file__).parent), quiet=2)


@pytest.fixture(scope="session", autouse=True)
def nothing_is_left_running() -> Iterator[None]:
    """End the processes in which the program is loaded."""
    yield
    loaded.close_all()


@pytest.fixture(scope="session", autouse=True)
def dataset_stays_as_it_is() -> Iterator[None]:
    """Fail the run if any test wrote to the shipped dataset."""
    before = paths.dataset().read_bytes()
    yield
    assert paths.dataset().read_bytes() == before


@pytest.fixture
def own_store(own_world: Path) -> Path:
    """The path of the store that a test's commands use by default; not there at first."""
    return own_world / "home" / "data" / "hrtrack" / "hrtrack.json"


@pytest.fixture
def hrtrack(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line given as one shell-like string, in this process.

    ``hrtrack("list --mechanism CAT")`` expects exit code 0; ``code=3`` expects
    another, ``code=None`` any. ``stdin`` is text for standard input.
    """

    def run(line: str | list[str], *, code: int | None = 0, stdin: str | bytes = b"") -> Ran:
        out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
        given = stdin.encode() if isinstance(stdin, str) else stdin
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
            patched.setattr(sys, "stdout", out)
            patched.setattr(sys, "stderr", err)
            ended = error_handler.run(shlex.split(line) if isinstance(line, str) else line)
            out.flush()
            err.flush()
        ran = Ran(int(ended), _text(out), _text(err))
        assert code in (None, ran.code), (
            f"{line}: exit {ran.code}\n--- out\n{ran.out}\n--- err\n{ran.err}"
        )
        return ran

    return run


def _text(stream: io.TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


@pytest.fixture
def executable() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run the installed ``hrtrack`` as a process of its own."""
    script = Path(sys.executable).with_name("hrtrack")

    def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
        options = {"capture_output": True, "stdin": subprocess.DEVNULL, "timeout": 30, **options}
        if "input" in options:
            del options["stdin"]
        if "stdout" in options or "stderr" in options:
            del options["capture_output"]
        return subprocess.run([script, *arguments], check=False, **options)

    return run


@pytest.fixture
def forked() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run ``hrtrack`` as a process of its own in which it is loaded already (loaded.py)."""
    return loaded.shared().run


@pytest.fixture
def forked_parsers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse PDF, Word and spreadsheets in forks of a process that has the libraries loaded.

    For tests of what files say; not of what a parser may use, and what becomes of it.
    """
    calls = SimpleNamespace(run=loaded.parser, TimeoutExpired=subprocess.TimeoutExpired)
    monkeypatch.setattr(worker, "subprocess", calls)


@pytest.fixture(scope="session")
def shipped() -> Collection:
    """The shipped dataset."""
    raw = paths.dataset().read_bytes()
    return Collection(storage.load(raw, "dataset").tables)


@pytest.fixture
def empty_store(own_world: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store without records that the commands of the test use."""
    path = own_world / "empty.json"
    path.write_bytes(storage.file_bytes({}))
    monkeypatch.setenv("HRTRACK_DB", str(path))
    return Store(path)

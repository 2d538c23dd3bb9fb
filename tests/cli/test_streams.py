"""The standard streams of the real program, as a shell script meets them.

- data on standard output, talk on standard error: each alone is whole
- an output that is full or closed: exit 4 and a sentence, whatever would have been written; also
  when it takes a part, and when Python does not buffer; what was written before is said to stand
- a reader that has enough (`| head -1`): exit 141, silence
- a closed standard error or input disturbs nothing that does not need it
- an interrupt while the program starts is no traceback; the end leaves nothing in a buffer
- text is UTF-8 whatever the locale; the environment changes not a byte of a pipe
- `id=$(hrtrack add ...)`, `| xargs`, `| hrtrack mark -`
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import loaded
import pytest
from own_records import event, fill, recommendation

from belarus_hr.domain.records.kinds import EVENT, RECOMMENDATION, normalise
from belarus_hr.store import Store, storage

if TYPE_CHECKING:
    from tests.conftest import Run

PROGRAM = Path(sys.executable).with_name("hrtrack")
Executable = Callable[..., "subprocess.CompletedProcess[bytes]"]
FULL = "hrtrack: cannot write to standard output: No space left on device\n"

ANSWERING = ("list", "status upr --format table", "--help", "--version", "")


@pytest.fixture(autouse=True)
def buffered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(empty_store, event("cat-2009-12-report", title="Доклад Комитету"), recommendation("97.1"))
    return empty_store


@pytest.fixture
def quick(own_world: Path) -> Path:
    """An ``hrtrack`` for scripts that is loaded already (loaded.py)."""
    return loaded.shared().caller(own_world)


@pytest.fixture
def large(empty_store: Store) -> Store:
    """A store whose every listing is larger than a pipe holds."""
    report = {"date": "2009-12", "mechanism": "CAT", "kind": "report", "title": "Fourth report"}
    asked = {"mechanism": "UPR", "cycle": 1, "title": "Define torture in national law " * 3}
    tables = {
        "events": {f"cat-2009-12-report-{n}": normalise(EVENT, report) for n in range(4000)},
        "recommendations": {f"upr1-97.{n}": normalise(RECOMMENDATION, asked) for n in range(700)},
    }
    empty_store.path.write_bytes(storage.file_bytes(tables))
    return empty_store


def shell(script: str, program: Path = PROGRAM) -> subprocess.CompletedProcess[str]:
    """Run a shell script that calls ``hrtrack``."""
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    environ = {**os.environ, "PATH": path}
    return subprocess.run(
        ["bash", "-c", script],
        check=False, capture_output=True, text=True, env=environ, timeout=30,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


# --- two streams -------------------------------------------------------------------------


def test_add_puts_the_id_on_one_stream_and_talk_on_the_other(
    forked: Executable, own_store: Path
) -> None:
    ran = forked("add", "Seminar", "-m", "UPR", "--date", "2010-11")
    assert ran.returncode == 0
    assert ran.stdout == b"upr-2010-11-other\n"
    assert ran.stderr.decode() == f"started your store from the shipped dataset: {own_store}\n"


def test_an_error_leaves_standard_output_empty(forked: Executable, store: Store) -> None:
    ran = forked("list", "-m", "CATT")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.startswith(b'hrtrack: unknown mechanism "CATT": did you mean CAT')


def test_no_arguments_is_a_page_of_questions_and_no_success(forked: Executable) -> None:
    ran = forked()
    assert (ran.returncode, ran.stderr) == (2, b"")
    assert b"hrtrack status upr" in ran.stdout


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_one_line(forked: Executable, option: str) -> None:
    ran = forked(option)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.startswith(b"hrtrack ")
    assert ran.stdout.count(b"\n") == 1


def test_it_runs_as_a_module_too(store: Store) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "belarus_hr", "list", "--format", "ids"],
        check=False, capture_output=True, timeout=30,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"cat-2009-12-report\n", b"")


# --- full, closed, gone -----------------------------------------------------------------------


@pytest.mark.parametrize("line", ANSWERING)
def test_a_full_disk_behind_standard_output_is_exit_4_and_a_sentence(
    executable: Executable, store: Store, line: str
) -> None:
    with open("/dev/full", "wb") as full:
        ran = executable(*shlex.split(line), stdout=full, stderr=subprocess.PIPE)
    assert (ran.returncode, ran.stderr.decode()) == (4, FULL)


@pytest.mark.parametrize("line", ANSWERING)
def test_a_closed_standard_output_is_exit_4_and_a_sentence(store: Store, line: str) -> None:
    ran = shell(f"hrtrack {line} >&-")
    assert ran.returncode == 4
    assert ran.stderr == "hrtrack: standard output is closed, so there is nowhere to write to\n"


@pytest.mark.parametrize("output", [">/dev/full", ">&-"])
def test_a_change_whose_id_cannot_be_written_stays_and_the_failure_is_told(
    store: Store, output: str
) -> None:
    ran = shell(f"hrtrack mark 97.1 {output}")
    assert ran.returncode == 4
    assert ran.stderr.startswith("hrtrack: ")
    assert "Traceback" not in ran.stderr
    assert len(store.read().verdicts.history("upr1-97.1")) == 1


def test_a_merge_whose_conflicts_cannot_be_listed_says_that_it_is_written(
    store: Store, quick: Path
) -> None:
    other = store.path.with_name("other.json")
    shutil.copy2(store.path, other)
    fill(Store(other), event("cat-2009-12-report", title="Доклад Комитету", note="Received"))
    fill(store, event("cat-2009-12-report", title="Доклад Комитету", note="Sent"))
    ran = shell(f"hrtrack merge {other} >/dev/full", quick)
    assert (ran.returncode, ran.stderr) == (4, f"{FULL.strip()}; what was merged is written\n")
    assert store.read().find("cat-2009-12-report").record["conflicts"]


def test_a_repair_whose_losses_cannot_be_listed_says_that_it_is_written(
    store: Store, quick: Path
) -> None:
    store.path.write_bytes(store.path.read_bytes()[:-300])
    ran = shell("hrtrack repair >/dev/full", quick)
    new = store.path.with_name("empty.repaired.json")
    assert (ran.returncode, ran.stderr) == (4, f"{FULL.strip()}; {new} is written all the same\n")
    assert "cat-2009-12-report" in Store(new).read()


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_output_that_takes_only_a_part_is_exit_4_and_a_sentence(
    large: Store, unbuffered: str
) -> None:
    line = "hrtrack list --format ids --limit 1000"
    ran = shell(f"ulimit -f 10; PYTHONUNBUFFERED={unbuffered} {line} > part")
    assert Path("part").stat().st_size == 10 * 1024
    assert (ran.returncode, ran.stderr) == (
        (4, "hrtrack: cannot write to standard output: File too large\n")
    )


@pytest.mark.parametrize(
    ("line", "unbuffered"),
    [
        ("list", ""),
        ("list", "1"),
        ("list --format json", ""),
        ("list --format ids", ""),
        ("recs --format table", "1"),
    ],
)
def test_a_reader_that_has_enough_is_no_failure_and_no_word(
    large: Store, monkeypatch: pytest.MonkeyPatch, line: str, unbuffered: str
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    with subprocess.Popen(
        [PROGRAM, *line.split()], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_head_takes_one_line_of_a_long_list(large: Store) -> None:
    ran = shell('hrtrack list | head -1; echo "${PIPESTATUS[0]}"')
    first, code = ran.stdout.splitlines()
    assert first.startswith("cat-2009-12-report-0\t")
    assert (code, ran.stderr) == ("141", "")


@pytest.mark.parametrize("closed", ["2>&-", "2>&- <&-"])
@pytest.mark.parametrize("line", ["list", "mark 97.1"])
def test_a_closed_stream_that_is_not_needed_disturbs_nothing(
    store: Store, line: str, closed: str
) -> None:
    ran = shell(f"hrtrack {line} {closed}")
    assert ran.returncode == 0
    assert ran.stdout
    assert ran.stderr == ""


def test_a_closed_standard_input_that_is_needed_is_said(store: Store) -> None:
    ran = shell("hrtrack mark - <&-")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "hrtrack: standard input is closed\n"


# --- locale and environment ---------------------------------------------------------------------


@pytest.mark.parametrize("line", ["list", "list --format table", "list --help"])
@pytest.mark.parametrize(
    "environ",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "koi8-r"},
        {"TERM": "dumb", "COLUMNS": "80", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"},
    ],
    ids=lambda environ: " ".join(environ),
)
def test_nothing_in_the_environment_changes_a_byte_of_a_pipe(
    hrtrack: Run, executable: Executable, store: Store, environ: dict[str, str], line: str
) -> None:
    ran = executable(*line.split(), env={**os.environ, **environ})
    assert (ran.returncode, ran.stdout.decode(), ran.stderr) == (0, hrtrack(line).out, b"")


def test_cyrillic_is_taken_and_given_in_the_c_locale(executable: Executable, store: Store) -> None:
    environ = {**os.environ, "LC_ALL": "C"}
    ran = executable("list", "--text", "доклад", "--fields", "title", env=environ)
    assert ran.stdout == "Доклад Комитету\n".encode()


def test_it_runs_in_an_empty_environment(executable: Executable, own_world: Path) -> None:
    ran = executable("recs", "--format", "ids", "--db", "none.json", env={})
    assert ran.returncode == 0
    assert ran.stderr == b"no store at none.json yet: the shipped dataset answers\n"
    assert ran.stdout.count(b"\n") == 93


# --- in scripts ---------------------------------------------------------------------------------


def test_the_id_of_what_was_added_is_what_the_shell_captures(store: Store, quick: Path) -> None:
    ran = shell(
        'id=$(hrtrack add "Fifth report sent" -m CAT --date 2015 --kind report) &&'
        ' hrtrack show "$id" --format tsv --fields id,title',
        quick,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == "cat-2015-report\tFifth report sent\n"


def test_what_recs_finds_mark_takes_and_status_counts(own_store: Path, quick: Path) -> None:
    ran = shell(
        "hrtrack recs --theme Trafficking --format ids | hrtrack mark - --as partly | wc -l;"
        " hrtrack status upr --cycle 1 --by self --fields line,partly | grep ^record",
        quick,
    )
    marked, counted = ran.stdout.split("\n", 1)
    assert int(marked) > 0
    assert counted == f"record\t{int(marked)}\n"


def test_xargs_and_awk_need_nothing_special(store: Store, quick: Path) -> None:
    ran = shell(
        "hrtrack recs | awk -F'\\t' '$2 == \"supported\" {print $1}' | xargs hrtrack mark", quick
    )
    assert (ran.returncode, ran.stdout) == (0, "upr1-97.1\n")


def test_an_interrupt_while_it_starts_is_no_traceback(
    executable: Executable, own_world: Path
) -> None:
    """A module that is imported at the start stands for the moment of the interrupt."""
    early = own_world / "early"
    early.mkdir()
    (early / "typer.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    ran = executable("list", env={**os.environ, "PYTHONPATH": str(early)})
    assert (ran.stdout, ran.stderr) == (b"", b"")
    assert ran.returncode in (130, -signal.SIGINT)  # a shell tells both as 130


def test_what_is_still_in_a_buffer_is_written_before_the_process_ends() -> None:
    code = "import sys; from belarus_hr.cli import main; sys.stdout.write('kept'); main(['list'])"
    ran = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, timeout=30)
    assert ran.stdout.endswith(b"\nkept")
    assert ran.returncode == 0

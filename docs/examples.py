"""Run the examples of the pages, and put their output of today into them.

A block ``console`` is a session: what follows ``$ `` (and ``> `` on the lines after it)
is run by bash with the real ``hrtrack``, and what stands below is what a terminal of 80
columns shows. A line ``…`` stands for lines left out, ``…`` within a line for a part of it.
A block after ``<!-- file NAME -->`` is a file that the session finds. All sessions of a page
are one, in a folder and a home of its own, and start without a store.

``python docs/examples.py`` writes the pages anew; a test fails while they differ.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import tempfile
import tty
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PROGRAM = Path(sys.executable).with_name("hrtrack")
#: A block of a page: the mark before it if there is any, its language, its text.
BLOCK = re.compile(r"(?:<!-- ([^\n]+) -->\n)?```(\w+)\n(.*?)(?<=\n)```\n", re.DOTALL)
#: A command in a session, and its output below.
COMMAND = re.compile(r"^\$ (.*\n(?:> .*\n)*)((?:(?!\$ ).*\n)*)", re.MULTILINE)
#: Written before each command, so that each output is known from the next.
MARK = "\x1e"


def rewritten(page: str, folder: Path, program: Path = PROGRAM) -> str:
    """Return a page with the output of today; an output that still holds stays as it is."""
    outputs = iter(ran(script(page), folder, program))

    def session(block: re.Match[str]) -> str:
        if block[2] != "console":
            return block[0]
        return f"```console\n{COMMAND.sub(output, block[3])}```\n"

    def output(command: re.Match[str]) -> str:
        shown = next(outputs)
        return command[0] if holds(command[2], shown) else f"$ {command[1]}{shown}"

    return BLOCK.sub(session, page)


def script(page: str) -> str:
    """Return the sessions of a page as one script."""
    return "".join(_steps(page))


def _steps(page: str) -> Iterator[str]:
    for mark, language, text in BLOCK.findall(page):
        if mark.startswith("file "):
            yield f"cat > {mark.removeprefix('file ')} <<'end of the file'\n{text}end of the file\n"
        elif language == "console":
            for command, _ in COMMAND.findall(text):
                typed = command.replace("\n> ", "\n")
                # The command is to see the exit code of the one before it.
                yield f"code=$?; printf '\\036'; (exit $code)\n{typed}"


def ran(text: str, folder: Path, program: Path) -> list[str]:
    """Return what a terminal shows for each command of a script."""
    environ = {
        "HOME": str(folder),
        "PATH": os.pathsep.join(map(str, [program.parent, PROGRAM.parent, os.environ["PATH"]])),
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
        "NO_COLOR": "1",
        "COLUMNS": "80",
        "HRTRACK_PAGER": "",
        "TZ": "UTC",
        "GIT_CONFIG_COUNT": "3",
        "GIT_CONFIG_KEY_0": "user.name",
        "GIT_CONFIG_VALUE_0": "Reader",
        "GIT_CONFIG_KEY_1": "user.email",
        "GIT_CONFIG_VALUE_1": "reader@example.org",
        "GIT_CONFIG_KEY_2": "init.defaultBranch",
        "GIT_CONFIG_VALUE_2": "main",
    }
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    bash = subprocess.Popen(
        ["bash", "-c", text],
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b"".join(_read(ours)).decode()
    bash.wait()
    return shown.replace("\r\n", "\n").replace(str(folder), "~").split(MARK)[1:]


def _read(terminal: int) -> Iterator[bytes]:
    with os.fdopen(terminal, "rb", buffering=0) as stream:
        while True:
            try:
                piece = stream.read(65536)
            except OSError:  # Linux says so when the last writer is gone
                return
            if not piece:
                return
            yield piece


def holds(written: str, shown: str) -> bool:
    """Return whether an output is what a page has written, apart from what it leaves out."""
    pattern = re.escape(written).replace("…", ".*")
    return re.fullmatch(re.sub(r"(?m)^\.\*\\\n", r"(?:.*\\n)*", pattern), shown) is not None


def main() -> None:
    """Write all pages anew, or those named."""
    for page in [Path(name) for name in sys.argv[1:]] or PAGES:
        with tempfile.TemporaryDirectory() as folder:
            text = rewritten(page.read_text("utf-8"), Path(folder))
        page.write_text(text, "utf-8")


if __name__ == "__main__":
    main()

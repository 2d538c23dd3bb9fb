"""The files and programs a run needs: made once for each size and seed, copied for who writes."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from questions import MOST, NEEDS, PASS, SHIPPED, STOCK, TABLE, TYPER, US, Question

HERE = Path(__file__).parent
_PEERS = {
    TYPER: ("smallest_typer.py",), TABLE: ("smallest_table.py",), STOCK: ("stock_tinydb.py",),
    PASS: ("one_pass.py", "-S", "-I"),
}  # fmt: skip
#: What stands for which file of a size's folder.
_FILES = {
    "<store>": "store.json", "<stock>": "stock.json", "<sqlite>": "records.db",
    "<tasks>": "tasks", "<journal>": "jrnl.yaml",
    "<upr-info>": "upr-info.csv", "<uhri>": "uhri.json",
}  # fmt: skip
_READ_ONLY = ("<upr-info>", "<uhri>")


class World(NamedTuple):
    """Where a run finds its files, and the environment that its programs get."""

    files: Path
    scratch: Path
    environment: dict[str, str]


def program(name: str) -> list[str] | None:
    """Return the words that start a program, None when it is not installed."""
    if name == US:
        return [str(Path(sys.executable).with_name(US))]
    if name in _PEERS:
        script, *options = _PEERS[name]
        return [sys.executable, *options, str(HERE / "peers" / script)]
    found = shutil.which(name)
    return [found] if found else None


def answers(question: Question, world: World) -> bool:
    """Say whether hrtrack has what a question needs."""
    needed = NEEDS.get(question.name)
    return needed is None or needed[1] in _said(needed[0], world)


def _said(line: str, world: World) -> str:
    command = [*(program(US) or ()), *shlex.split(line)]
    ran = subprocess.run(
        command, capture_output=True, text=True, check=False, env=world.environment
    )
    return ran.stdout


def folder(size: int, world: World) -> Path:
    """Return the folder with the files of one size, made now if there is none yet."""
    makers = b"".join((HERE / name).read_bytes() for name in ("generate.py", "forms.py"))
    made_by = sha256(makers).hexdigest()[:8]
    place = world.files / f"{size or 'shipped'}-{made_by}"
    if not (place / "about.json").exists():
        # In a process of its own: this one has to stay small (see measure.py).
        subprocess.run([sys.executable, str(HERE / "forms.py"), str(size), str(place)], check=True)
    return place


def about(place: Path) -> dict[str, str]:
    """Return the words that stand for an id, a theme and a mechanism of one size."""
    return dict(json.loads((place / "about.json").read_text(encoding="utf-8")))


def ready(name: str, size: int, place: Path) -> bool:
    """Say whether a program has its files at a size; some are filled up to a limit only."""
    if size > MOST.get(name, size):
        return False
    needs = {"task": "tasks", "jrnl": "jrnl.yaml", "sqlite3": "records.db"}
    return not (size == SHIPPED and name in MOST) and (place / needs.get(name, ".")).exists()


class Command:
    """One program's command for one question and size; writers get copies of their own."""

    def __init__(self, question: Question, name: str, size: int, world: World) -> None:
        self.place = folder(size, world)
        self.own = world.scratch / name
        self._text = question.commands[name]
        self._words = {f"<{key}>": value for key, value in about(self.place).items()}
        self._words["<all>"] = ""
        if "<all>" in self._text:
            help_ = _said(f"{shlex.split(self._text)[3]} --help", world)
            self._words["<all>"] = "--country all" if "--country" in help_ else ""
        for mark, file in _FILES.items():
            self._words[mark] = str(self.place / file)
            if question.writes and mark in self._text and mark not in _READ_ONLY:
                self._words[mark] = str(self._copied(file))

    def _copied(self, file: str) -> Path:
        self.own.mkdir(parents=True, exist_ok=True)
        source, copy = self.place / file, self.own / file
        if source.is_dir():
            shutil.copytree(source, copy)
            settings = copy / "taskrc"
            settings.write_text(settings.read_text().replace(str(self.place), str(self.own)))
        else:
            shutil.copyfile(source, copy)
        if file == "jrnl.yaml":
            shutil.copyfile(self.place / "jrnl.txt", self.own / "jrnl.txt")
            copy.write_text(copy.read_text().replace(str(self.place), str(self.own)))
        return copy

    def words(self, run: int) -> list[str]:
        """Return the command for one run. ``<new>`` is a file that is not there yet."""
        self.own.mkdir(parents=True, exist_ok=True)
        marks = {**self._words, "<run>": str(run), "<new>": str(self.own / f"new-{run}")}
        name, *rest = shlex.split(self._text)
        filled = [*(program(name) or ()), *(part for word in rest for part in _filled(word, marks))]
        return [word for word in filled if word]

    def forget(self, run: int) -> None:
        """Remove what a run made anew."""
        for left in self.own.glob(f"new-{run}.*"):
            left.unlink()


def _filled(word: str, marks: dict[str, str]) -> list[str]:
    """Return a word with its marks filled in: ``<all>`` is two words or none, all else is one."""
    if word == "<all>":
        return marks[word].split()
    for mark, value in marks.items():
        word = word.replace(mark, value)
    return [word]

"""Write one size's records as each program keeps them: ``forms.py SIZE FOLDER``; 0: dataset."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from itertools import islice
from pathlib import Path

import generate
from questions import MOST

from belarus_hr.store import paths, storage

#: jrnl takes a JSON file for the settings of its first version.
_JOURNAL = """\
journals:
  default:
    journal: {journal}
version: v4.6
encrypt: false
highlight: false
tagsymbols: '@'
timeformat: '%F %H:%M'
default_hour: 9
default_minute: 0
editor: ''
template: false
indent_character: '|'
linewrap: 79
colors:
  body: none
  date: none
  tags: none
  title: none
"""


def main(size: int, folder: Path) -> None:
    """Write the files of ``prepare.py`` that the installed programs need, ``about.json`` last."""
    folder.mkdir(parents=True, exist_ok=True)
    if size:
        generate.write(size, folder)
        about = {"mechanism": generate.MECHANISM, "theme": generate.THEME, "id": _id(folder)}
    else:
        _write_dataset(folder)
        about = {"mechanism": "CAT", "theme": "Torture and other CID treatment", "id": "upr1-97.4"}
    if shutil.which("sqlite-utils"):
        _sqlite(folder)
    if size and size <= MOST["task"] and shutil.which("task"):
        _tasks(folder)
    if size and size <= MOST["jrnl"] and shutil.which("jrnl"):
        _journal(folder)
    (folder / "about.json").write_text(json.dumps(about), encoding="utf-8")


def _write_dataset(folder: Path) -> None:
    raw = paths.dataset().read_bytes()
    (folder / "store.json").write_bytes(raw)
    tables = storage.load(raw, "dataset").tables
    generate.write_stock(tables, folder / "stock.json")
    for name, table in tables.items():
        generate.write_lines(table, folder / f"{name}.ndjson")


def _lines(folder: Path, name: str) -> list[generate.Record]:
    with (folder / f"{name}.ndjson").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _id(folder: Path) -> str:
    """Return the id of a UPR recommendation to Belarus."""
    with (folder / "recommendations.ndjson").open(encoding="utf-8") as file:
        records = map(json.loads, islice(file, 20_000))
        of_upr = [r["id"] for r in records if r["mechanism"] == "UPR" and "country" not in r]
    return str(of_upr[len(of_upr) // 2])


def _sqlite(folder: Path) -> None:
    for name in ("events", "recommendations", "assessments"):
        file = folder / f"{name}.ndjson"
        if file.exists():
            command = ["sqlite-utils", "insert", str(folder / "records.db"), name, str(file)]
            subprocess.run([*command, "--nl", "--pk", "id", "--alter", "--silent"], check=True)


def _tasks(folder: Path) -> None:
    place = folder / "tasks"
    place.mkdir(exist_ok=True)
    (place / "taskrc").write_text(f"data.location={place}\nconfirmation=no\nhooks=off\n")
    tasks = [
        {"description": r["title"], "project": r["mechanism"], "status": "pending", "tags": tags}
        for name in ("recommendations", "events")
        for r in _lines(folder, name)
        if (tags := _theme_tags(r) if name == "recommendations" else ["event"]) is not None
    ]
    command = ["task", f"rc:{place}/taskrc", "rc.verbose=nothing", "import", "-"]
    subprocess.run(command, input=json.dumps(tasks), text=True, check=True, capture_output=True)


def _theme_tags(record: generate.Record) -> list[str]:
    return [f"theme{theme.split()[1]}" for theme in record["themes"]]


def _journal(folder: Path) -> None:
    with (folder / "jrnl.txt").open("w", encoding="utf-8") as file:
        for event in _lines(folder, "events"):
            file.write(
                f"[{event['date']}-01 09:00] {event['title']}. @event{event['mechanism']}\n\n"
            )
        for record in _lines(folder, "recommendations"):
            tags = " ".join(f"@{tag}" for tag in _theme_tags(record))
            file.write(f"[{record['published']} 09:00] {record['title']}. {tags}\n\n")
    (folder / "jrnl.yaml").write_text(
        _JOURNAL.format(journal=folder / "jrnl.txt"), encoding="utf-8"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))

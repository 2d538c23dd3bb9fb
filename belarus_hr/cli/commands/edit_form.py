"""A record as a form to edit: TOML, the fields that are empty waiting as comments."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Any
from zlib import crc32

from belarus_hr.cli import console
from belarus_hr.domain.errors import InvalidValue, OutputError, Rejected
from belarus_hr.domain.records.kinds import Kind, Record, normalise
from belarus_hr.domain.text import strict_json
from belarus_hr.domain.text.safe_text import json_safe, visible
from belarus_hr.domain.text.words import shown

#: Starts the line that says which content a form was made of.
_BASE = "# made of "
#: A form lies in a folder of its own, under a name that no record has a part in.
_FILE = "record.toml"
#: How JSON escapes a character beyond U+FFFF.
_PAIR = r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})"


def form_text(id_: str, kind: Kind, record: Record) -> str:
    """Return the form of a record. Lists of objects come last, as TOML wants them."""
    plain = [
        f"# {visible(id_)}: change what is wrong, save and leave. Empty fields start with #.",
        f"{_BASE}{fingerprint(record)}",
    ]
    tables: list[str] = []
    for field in kind.fields:
        value = record.get(field.name)
        if value is None:
            plain.append(f'# {field.name} = ""    # {field.about}')
        elif isinstance(value, dict):
            tables += ["", f"[{field.name}]", *_pairs(value)]
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for entry in value:
                tables += ["", f"[[{field.name}]]", *_pairs(entry)]
        else:
            plain.append(f"{field.name} = {_value(value)}")
    return "\n".join([*plain, *tables]) + "\n"


def fingerprint(record: Record) -> str:
    """Return a short word for a record's content, to tell whether it is still the same."""
    return f"{crc32(json.dumps(record, sort_keys=True).encode()):08x}"


def _pairs(entry: Mapping[str, Any]) -> list[str]:
    return [f"{_key(name)} = {_value(value)}" for name, value in entry.items()]


def _key(name: str) -> str:
    return name if re.fullmatch("[A-Za-z0-9_-]+", name) else _value(name)


def _value(value: Any) -> str:
    """Return a value as TOML: the JSON of it, which shows what an editor would not."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_value(key)} = {_value(part)}' for key, part in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return re.sub(_PAIR, _one_escape, json_safe(json.dumps(value, ensure_ascii=False)))


def _one_escape(match: re.Match[str]) -> str:
    """Return a pair of escapes, which JSON needs for some characters, as TOML's single one."""
    code = 0x10000 + (int(match[1], 16) - 0xD800) * 0x400 + int(match[2], 16) - 0xDC00
    return f"\\U{code:08x}"


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What a form says: the record, and the fingerprint of what it was made of, if it says so."""

    record: Record
    made_of: str | None

    def check(self, current: Record) -> None:
        """Raise InvalidValue when the record is no longer what the form was made of."""
        if self.made_of not in (None, fingerprint(current)):
            raise InvalidValue(
                "the record was changed since this form was made; take over what is new from "
                f'hrtrack show, then remove the line that starts with "{_BASE.strip()}"'
            )


def read_form(text: str, kind: Kind) -> Filled:
    """Return what a form says, or raise InvalidValue saying what is wrong with it."""
    text = text.removeprefix("\ufeff")  # A byte order mark, as Notepad writes it.
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidValue(f"the form is not well written: {strict_json.reason(error)}") from None
    bases = [line.removeprefix(_BASE) for line in text.splitlines() if line.startswith(_BASE)]
    made_of = bases[0].strip() if bases else None
    return Filled(record=normalise(kind, values), made_of=made_of)


def edited(text: str, environ: Mapping[str, str]) -> Path:
    """Let the user edit a form in their editor; return the file it is in, readable by them alone.

    Raises InvalidValue when there is no editor, Rejected when it fails, OutputError when
    there is no room for the form.
    """
    command = _editor(environ)
    try:
        path = Path(tempfile.mkdtemp(prefix="hrtrack-"), _FILE)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"cannot write the form to edit: {error.strerror}") from None
    try:
        ended = subprocess.run([*command, str(path)], check=False).returncode
    except OSError as error:
        discard(path)
        raise InvalidValue(
            f"cannot start the editor {shown(command[0])}: {error.strerror}"
        ) from None
    if ended != 0:
        raise Rejected(f"the editor ended with {ended}: nothing was changed; the form is {path}")
    return path


def discard(path: Path) -> None:
    """Remove a form and its folder once its content is saved."""
    rmtree(path.parent, ignore_errors=True)


def _editor(environ: Mapping[str, str]) -> list[str]:
    for name in ("HRTRACK_EDITOR", "VISUAL", "EDITOR"):
        try:
            words = shlex.split(environ.get(name, ""))
        except ValueError as error:
            raise InvalidValue(f"{name} {shown(environ[name])} is no command: {error}") from None
        if words:
            return words
    if console.is_terminal(sys.stdin):
        return ["vi"]
    raise InvalidValue(
        "no fields to change were named and there is no terminal to edit on: "
        "name them (--title, --set FIELD=VALUE, …), or give --form FILE"
    )

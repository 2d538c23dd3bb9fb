"""A record as a form to edit: TOML, the fields that are empty waiting as comments."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from belarus_hr.cli import streams
from belarus_hr.domain.errors import HrtrackError, InvalidValue, Rejected
from belarus_hr.domain.records import Kind, Record, normalise
from belarus_hr.domain.words import shown


def write(id_: str, kind: Kind, record: Record) -> str:
    """Return the form of a record. Lists of objects come last, as TOML wants them."""
    plain, tables = (
        [f"# {id_}: change what is wrong, save and leave. Empty fields start with #."],
        [],
    )
    for field in kind.fields:
        value = record.get(field.name)
        if value is None:
            plain.append(f'# {field.name} = ""    # {field.about}')
        elif isinstance(value, dict):
            tables += ["", f"[{field.name}]", *_pairs(value)]
        elif isinstance(value, list) and isinstance(value[0], dict):
            for entry in value:
                tables += ["", f"[[{field.name}]]", *_pairs(entry)]
        else:
            plain.append(f"{field.name} = {_value(value)}")
    return "\n".join([*plain, *tables]) + "\n"


def _pairs(entry: Mapping[str, Any]) -> list[str]:
    return [f"{name} = {_value(value)}" for name, value in entry.items()]


def _value(value: Any) -> str:
    r"""Return a value as TOML. JSON writes the same, but for DEL, which TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def read(text: str, kind: Kind) -> Record:
    """Return the record that a form describes, or raise InvalidValue saying what is wrong."""
    try:
        given = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidValue(f"the form is not well written: {error}") from None
    return normalise(kind, given)


def edited(id_: str, kind: Kind, record: Record, environ: Mapping[str, str]) -> tuple[Record, Path]:
    """Let the user edit the form in their editor; return the record and where the form is.

    What was typed is never thrown away: Rejected says what does not validate and
    where the form is kept.
    """
    command = _editor(environ)
    folder = Path(tempfile.mkdtemp(prefix="hrtrack-"))
    path = folder / f"{id_}.toml"
    path.write_text(write(id_, kind, record), encoding="utf-8")
    try:
        ended = subprocess.run([*command, str(path)], check=False).returncode
    except OSError as error:
        discard(path)
        raise InvalidValue(f'cannot start the editor "{command[0]}": {error.strerror}') from None
    if ended != 0:
        raise Rejected(f"the editor ended with {ended}: nothing was changed; the form is {path}")
    try:
        return read(path.read_text(encoding="utf-8"), kind), path
    except UnicodeDecodeError:
        raise Rejected(kept("the form is not UTF-8 text", id_, path)) from None
    except OSError as error:
        raise Rejected(f"not saved: cannot read the form {path}: {error.strerror}") from None
    except HrtrackError as error:
        raise Rejected(kept(str(error), id_, path)) from None


def kept(why: str, id_: str, path: Path) -> str:
    """Return the sentence that says why a form was refused and how to go on with it."""
    return (
        f"not saved: {why}\nWhat you typed is kept in {path}; mend it, then: "
        f"hrtrack edit {id_} --form {shlex.quote(str(path))}"
    )


def discard(path: Path) -> None:
    """Remove a form and its folder once its content is saved."""
    path.unlink(missing_ok=True)
    path.parent.rmdir()


def _editor(environ: Mapping[str, str]) -> list[str]:
    for name in ("HRTRACK_EDITOR", "VISUAL", "EDITOR"):
        try:
            words = shlex.split(environ.get(name, ""))
        except ValueError as error:
            raise InvalidValue(f"{name} {shown(environ[name])} is no command: {error}") from None
        if words:
            return words
    if streams.is_terminal(sys.stdin):
        return ["vi"]
    raise InvalidValue(
        "no fields to change were named and there is no terminal to edit on: "
        "name them (--title, --set FIELD=VALUE, …), or give --form FILE"
    )

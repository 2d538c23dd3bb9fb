"""What ``hrtrack`` alone says, and what was meant by a word that stands where none is expected."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

from belarus_hr.cli.app import COMMANDS
from belarus_hr.domain.reference.mechanisms import MECHANISMS

#: The columns that the first screen takes.
SCREEN_COLUMNS = 80
#: One screen of 80 columns and 24 lines: the questions that people come with.
TEXT = """\
Belarus and the United Nations human-rights mechanisms, with sources.

You want to know
  what was done with a body           hrtrack list --mechanism CAT
  how much of what was accepted is
    carried out, according to whom    hrtrack status upr
  whether a claim is true             hrtrack factsheet
    and what others have claimed      hrtrack claims
  what is due and overdue             hrtrack due
  what was recommended about a thing  hrtrack recs --text torture
  all there is on one record          hrtrack show 97.5
You want to record
  a visit, a meeting, a resolution    hrtrack add
  a verdict on a recommendation       hrtrack mark 97.5 --as partly
  a cycle, from the UN's documents    hrtrack import report.pdf addendum.pdf
  a table of your own                 hrtrack import findings.xlsx -n
  that the last change was a mistake  hrtrack undo
You want to hand on
  a page to look at, mail and print   hrtrack export -o page.html
  a table, OHCHR's matrix, a backup   hrtrack export --help

All commands and exit codes: hrtrack --help. A command with examples:
hrtrack mark --help
"""
#: What people type in place of an option, by command: the option that takes the word.
_FREE_WORD = {"list": "--text", "recs": "--text", "claims": "--text"}
_SEARCHES = ("search", "find", "grep")


def fitted(columns: int) -> str:
    """Return the first screen; where a line has no room, its command stands on one of its own."""
    return "".join(f"{part}\n" for line in TEXT.splitlines() for part in _parts(line, columns))


def _parts(line: str, columns: int) -> list[str]:
    if len(line) <= columns:
        return [line]
    question = re.fullmatch(r"(.*\S) {2,}(hrtrack .*)", line)
    if question:
        return [question[1], f"      {question[2]}"]
    import textwrap

    return textwrap.wrap(line, columns, break_on_hyphens=False)


def suggestion(command: str | None, arguments: Sequence[str]) -> list[str]:
    """Return the command line that was probably meant, as a sentence, or nothing."""
    words = [argument for argument in arguments if not argument.startswith("-")]
    meant = _for_command(command, words) if command else _without_command(words)
    return [f"Perhaps you meant: hrtrack {meant}"] if meant else []


def _for_command(command: str, words: Sequence[str]) -> str:
    word = next((word for word in words if word != command), "")
    if not word:
        return ""
    if word.upper() in MECHANISMS and command in ("list", "recs", "claims", "reports", "due"):
        return f"{command} --mechanism {word.upper()}"
    option = _FREE_WORD.get(command)
    return f"{command} {option} {shlex.quote(word)}" if option else ""


def _without_command(words: Sequence[str]) -> str:
    if not words:
        return ""
    first, rest = words[0], words[1:]
    if first == "help":
        return f"{rest[0]} --help" if rest and rest[0] in COMMANDS else "--help"
    if first in _SEARCHES:
        return f"recs --text {shlex.quote(' '.join(rest))}" if rest else "recs --text WORD"
    return ""

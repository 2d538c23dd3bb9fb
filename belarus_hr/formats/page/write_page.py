"""Writes a page: the template filled in, with its style and its script within it."""

from __future__ import annotations

from base64 import b64encode
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, Template

from belarus_hr.domain.figures import upr_progress
from belarus_hr.domain.figures.counting import BASES, COUNTS
from belarus_hr.domain.records.recommendation import recommending_states, texts_by_state
from belarus_hr.domain.reference import citations
from belarus_hr.domain.text.safe_text import visible
from belarus_hr.formats.page import bars, plan
from belarus_hr.formats.page.contents import Contents, keeper_named


def write_page(contents: Contents) -> str:
    """Return the HTML of a page. Whatever a record holds stays text in it."""
    style, script = _file("page.css"), _file("page.js")
    return _template().render(
        page=contents,
        asked=contents.question,
        state=contents.question.state,
        chart_height=plan.HEIGHT,
        time_line=bars.time_line(contents.lines),
        style=style,
        script=script,
        policy=_policy(style, script),
    )


@cache
def _template() -> Template:
    """Return the template, which takes longer to compile than to fill in."""
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_file),
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.globals.update(
        answer_bar=bars.answer_bar,
        verdict_bar=bars.verdict_bar,
        beside=partial(upr_progress.beside, name=keeper_named),
        by=recommending_states,
        texts_by_state=texts_by_state,
        cite=citations.cite,
        bases=BASES,
        units=COUNTS,
    )
    environment.filters["words"] = _words
    return environment.get_template("page.html.jinja")


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8").strip()


def _policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy: this style and this script, and nothing else."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _shown(value: Any) -> Any:
    """Return a value as the page prints it, with signs for characters that hide or reorder."""
    if type(value) is str:
        return visible(value, keep="\n")
    return value


def _words(name: str) -> str:
    """Return a word of a vocabulary as people write it."""
    return name.replace("-", " ").replace("_", " ")

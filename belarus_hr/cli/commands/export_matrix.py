"""``export --format matrix``: the OHCHR matrix, as Markdown or as a spreadsheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from belarus_hr.cli.commands.export_records import ExportOptions
from belarus_hr.cli.filters import recommendation_filter
from belarus_hr.cli.output_file import Destination
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.figures import matrix
from belarus_hr.domain.records.kinds import RECOMMENDATION

#: The endings of a file that a matrix can be written to.
_ENDINGS = (".md", ".xlsx", ".docx")


def asked_of_matrix(typed: ExportOptions, to: Destination) -> ExportOptions:
    """Return what is asked for as it is asked of recommendations.

    Raises InvalidValue for what a matrix cannot be of or cannot be written to.
    """
    what = [RECOMMENDATION.table]
    of_others = bool(typed.what) and [w.casefold() for w in typed.what or ()] != what
    narrowed = typed.events.typed().keys() - {"text"}
    if to.path is not None and to.path.suffix.lower() == ".docx" and (of_others or narrowed):
        raise InvalidValue(
            "a .docx is the matrix of UPR recommendations alone: name the file .xlsx, .csv, .md or "
            ".html for other records"
        )
    if typed.events.mechanism or of_others:
        raise InvalidValue("a matrix is of UPR recommendations: leave out --what and --mechanism")
    ending(to)
    return replace(typed, what=what)


def ending(to: Destination) -> str:
    """Return the ending that says how the file is written; ``.md`` for standard output.

    Raises InvalidValue for another ending.
    """
    if to.path is None:
        return ".md"
    suffix = to.path.suffix.lower()
    if suffix not in _ENDINGS:
        raise InvalidValue(f'"{to.path}" must end in {" or ".join(_ENDINGS)}: so it is written')
    if suffix == ".docx":
        from belarus_hr.formats.matrix import word

        word.word_library()
    return suffix


def write_matrix(
    collection: Collection,
    day: date,
    typed: ExportOptions,
    to: Destination,
) -> None:
    """Write the matrix of the recommendations asked for, and say so on a terminal."""
    asked = recommendation_filter(collection, day, typed.recommendations, typed.fields)
    table = matrix.build_matrix(
        collection, asked, typed.assessors(collection), with_measures=typed.with_measures
    )
    if ending(to) == ".xlsx":
        from belarus_hr.formats.matrix import xlsx

        to.write_bytes(xlsx.write_xlsx(table))
    elif ending(to) == ".docx":
        from belarus_hr.formats.matrix import word

        to.write_bytes(word.write_word(table))
    else:
        from belarus_hr.formats.matrix import markdown

        to.write(markdown.write_markdown(table))
    to.told(f"{len(table.rows)} recommendations under {len(table.theme_groups)} themes")

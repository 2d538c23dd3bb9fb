"""``export --format matrix``: the OHCHR matrix, as Markdown or as a spreadsheet."""

from __future__ import annotations

from datetime import date

from belarus_hr.cli.filters import RecommendationOptions, parts, recommendation_filter
from belarus_hr.cli.output_file import Destination
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.figures import matrix

#: The endings of a file that a matrix can be written to.
_ENDINGS = (".md", ".xlsx")


def ending(to: Destination) -> str:
    """Return the ending that says how the file is written; ``.md`` for standard output.

    Raises InvalidValue for another ending, and for a library that is not installed.
    """
    if to.path is None:
        return ".md"
    found = to.path.suffix.lower()
    if found not in _ENDINGS:
        raise InvalidValue(f'"{to.path}" must end in {" or ".join(_ENDINGS)}: so it is written')
    if found == ".xlsx":
        from belarus_hr.formats.matrix import xlsx

        xlsx.library()
    return found


def write_matrix(
    collection: Collection,
    day: date,
    typed: RecommendationOptions,
    assessors: list[str] | None,
    to: Destination,
) -> None:
    """Write the matrix of the recommendations asked for, and say so on a terminal."""
    asked = recommendation_filter(collection, day, typed)
    named = [name for part in parts(assessors) if (name := collection.assessor(part.strip()))]
    made = matrix.build_matrix(collection, asked, named)
    if ending(to) == ".xlsx":
        from belarus_hr.formats.matrix import xlsx

        to.write_bytes(xlsx.write_xlsx(made))
    else:
        from belarus_hr.formats.matrix import markdown

        to.write(markdown.write_markdown(made))
    to.told(f"{len(made.rows)} recommendations under {len(made.clusters)} themes")

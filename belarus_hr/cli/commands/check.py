"""The command ``check``: it reads the records, judges them, and changes nothing."""

from typing import TYPE_CHECKING, Annotated

import typer

from belarus_hr.cli import console, findings, output
from belarus_hr.cli.completion import completes
from belarus_hr.cli.option_groups import AnswerOptions
from belarus_hr.cli.options import Ids
from belarus_hr.cli.session import as_of_day, ids_given, latest_day, read_whole, store_meant
from belarus_hr.domain.checks.rule import NOTE, SEVERITIES
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import ExitCode, InvalidValue
from belarus_hr.domain.text.words import choose
from belarus_hr.views.listings import FINDINGS

if TYPE_CHECKING:
    from belarus_hr.store import Salvaged, Store, Trouble

_Severity = Annotated[
    str,
    typer.Option(
        "--severity",
        metavar="SEVERITY",
        help="Least grave to show: error, warning or note.",
        autocompletion=completes(SEVERITIES),
    ),
]
_AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Day by which a date lies ahead; today if none."),
]


def check(
    ids: Ids = None,
    severity: _Severity = NOTE,
    as_of: _AsOf = None,
    store: Annotated[
        bool, typer.Option("--store", help="The file instead of the records: what is wrong where.")
    ] = False,
    *,
    options: AnswerOptions,
) -> None:
    """Find what in the records cannot be right.

    Or should be looked at, or is worth knowing: UN symbols, sessions, paragraphs, dates,
    sources, doubles; every claim is recomputed from its own numbers. All records, or
    those named; nothing is changed.
    --store looks at the file itself: cut off, damaged, edited by hand, keys that
    stand twice, each with its line.

    \b
    Exit code, by the gravest of what is shown, and it is shown all the same:
      0 nothing, or notes only    7 warnings at most    8 errors

    \b
    Example:
      hrtrack check --severity error
    """
    # Imported here: no other command needs the rules.
    from belarus_hr.domain.checks import run

    form = output.view(options, FINDINGS, page=True)
    least = choose("severity", severity, SEVERITIES)
    if store:
        if as_of is not None:
            raise InvalidValue("--store looks at the file, which has no day: leave out --as-of")
        if ids:
            raise InvalidValue("--store looks at the whole file: leave out the ids")
        if code := _check_store(store_meant(options.db), least, form):
            raise typer.Exit(code)
        return None
    day = latest_day() if as_of is None else as_of_day(as_of)
    collection = read_whole(options.db)
    looked_at = _looked_at(collection, ids)
    findings_ = [finding for finding in run.run_checks(collection, day) if finding.id in looked_at]
    shown = run.at_least(findings_, least)
    findings.write_findings(shown, form)
    if form.format == "table":
        console.say(run.findings_summary(findings_, len(looked_at)))
    if code := run.exit_code(shown):
        raise typer.Exit(code)


def _looked_at(collection: Collection, ids: list[str] | None) -> frozenset[str]:
    """Return the ids of the records that findings are wanted of: those named, else all."""
    if ids:
        return frozenset(record.id for record in collection.find_all(ids_given(ids)))
    return frozenset(id_ for id_, _ in collection.ids())


def _check_store(store: "Store", least: str, form: output.View) -> int:
    """Write what is wrong with the store's file, line by line; return the exit code."""
    from belarus_hr.domain.checks import run

    salvaged = findings.examined(store)
    if salvaged is None:
        console.say(f"no store at {store.path} yet: the shipped dataset answers")
        return ExitCode.DONE
    troubles = [*salvaged.troubles, *_changed_outside(store, salvaged)]
    shown = run.at_least(findings.of_file(troubles), least)
    findings.write_findings(shown, form)
    records = sum(len(table) for table in salvaged.tables.values())
    console.say(f"{store.path}: {records} sound records{findings.newest_backup(store)}")
    if any(finding.severity == "error" for finding in shown):
        console.say("hrtrack repair saves what can be saved into a new file")
    return run.exit_code(shown)


def _changed_outside(store: "Store", salvaged: "Salvaged") -> "list[Trouble]":
    """Return which records of a file that others changed are not as they were left."""
    from belarus_hr.store import backups, external_edits, read_file

    if not salvaged.troubles or any(trouble.id for trouble in salvaged.troubles):
        return []
    intended = external_edits.expected(salvaged, backups.contents(store.path))
    raw = read_file(store.path)
    if intended is None or raw is None:
        console.say("which records were changed cannot be said: no backup and log tell of all")
        return []
    return external_edits.differences(raw, salvaged, intended)

"""``import`` at work: files to drafts, drafts to records, all in one change or none."""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from belarus_hr.cli import console
from belarus_hr.cli.commands import import_report, import_request
from belarus_hr.cli.commands.import_report import FileRead
from belarus_hr.cli.messages import first_problems, report, stands, started
from belarus_hr.cli.progress import ProgressLine
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import Rejected
from belarus_hr.domain.reconcile.reconcile import (
    ADDED,
    UPDATED,
    Draft,
    Reconciled,
    reconcile,
)
from belarus_hr.domain.records.kinds import ASSESSMENT, Kind, Record
from belarus_hr.domain.text.words import number_of
from belarus_hr.domain.verdicts import new_contradictions
from belarus_hr.formats import detect, input_file, registry
from belarus_hr.formats.request import (
    TO_CHECK,
    Remark,
    Request,
    RowProblem,
    Skipped,
    rows_listed,
)
from belarus_hr.store import Store
from belarus_hr.views.names import assessor_name

if TYPE_CHECKING:
    from belarus_hr.cli.commands.import_options import ImportOptions
    from belarus_hr.cli.output_file import Destination


def run_import(
    store: Store, names: list[str], options: ImportOptions, to: Destination | None
) -> None:
    """Read the files and write what they change in one change, or say why nothing was written.

    What became of each row is written ``to`` a report, in either case.

    Raises Rejected for problems, also when ``keep_going`` took the rest.
    """
    registry.formats()  # loaded before the store is opened: its disk may fail any moment
    store.preload(many=True)
    request = import_request.typed_request(options, store.read())
    with _without_collector():
        files = [_read(name, request) for name in names]
        try:
            _refuse(files, options)
            changed = (_dry_run if options.dry_run else _write)(store, files, options)
        except Rejected:
            if to:
                import_report.write_report(to, files)
            raise
    with stands() if changed and not options.dry_run else nullcontext():
        _tell(files, options)
        if to:
            import_report.write_report(to, files)
    if to and to.path is None:
        # The report stands on standard output, and names the records.
        console.say(_sentence(changed, options))
    else:
        report(changed, _sentence(changed, options))
    problems = _problems(files)
    if problems:
        raise Rejected(*_all(problems, "the other rows were taken"))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Make many records without looking again and again whether one of them is garbage."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


# --- reading ------------------------------------------------------------------


def _read(name: str, request: Request) -> FileRead:
    """Return what a file gives; one that cannot be read is a problem like any other."""
    file = FileRead("standard input" if name == "-" else name)
    line = ProgressLine(f"reading {file.name}")
    take: dict[type, Callable[..., None]] = {
        Draft: file.drafts.append,
        Skipped: file.skipped.append,
        Remark: file.remarks.append,
        RowProblem: file.problems.append,
    }
    try:
        with input_file.opened(name, line.show) as source:
            being_read = detect.read_import(source, request)
            file.what = being_read.what
            console.say(*(f"{file.name}: {line}" for line in being_read.taken))
            for result in being_read.results:
                take[type(result)](result)
    except Rejected as error:
        file.problems.append(RowProblem("", str(error)))
    finally:
        line.clear()
    return file


# --- joining and writing ------------------------------------------------------

_Changes = dict[str, tuple[Kind, Record | None]]


def _reconciled(
    collection: Collection, remembered: Container[str], files: list[FileRead]
) -> _Changes:
    """Return the records to be written, all files' drafts joined with those on record."""
    drafts = [draft for file in files for draft in file.drafts]
    results = iter(reconcile(drafts, collection, remembered))
    last: dict[str, Reconciled] = {}
    for file in files:
        for _ in file.drafts:
            result = next(results)
            if isinstance(result, Reconciled):
                file.reconciled.append(result)
                last[result.id] = result
                if result.to_check:
                    file.remarks.append(Remark(result.draft.place, result.to_check))
            elif not result.wrong:
                file.skipped.append(Skipped(result.draft.place, TO_CHECK))
                file.remarks.append(Remark(result.draft.place, result.reason))
            else:
                file.problems.append(RowProblem(result.draft.place, result.reason))
    _tell_files_apart(files)
    changes: _Changes = {}
    for file in files:
        for joined in file.reconciled:
            besides = joined.besides.items()
            changes.update({id_: (joined.draft.kind, record) for id_, record in besides})
    for id_, joined in last.items():
        if joined.after != joined.before:
            changes[id_] = (joined.draft.kind, joined.after)
    return changes


def _tell_files_apart(files: list[FileRead]) -> None:
    """Call updated, not added, what a file has of a record that another of the files adds."""
    added_by = {joined.id: file for file in files for joined in file.reconciled if joined.first}
    for file in files if len(files) > 1 else ():
        file.reconciled = [
            replace(joined, outcome=UPDATED)
            if joined.outcome == ADDED and added_by.get(joined.id, file) is not file
            else joined
            for joined in file.reconciled
        ]


def _dry_run(store: Store, files: list[FileRead], options: ImportOptions) -> list[str]:
    changes = _reconciled(store.read(), store.used_ids(), files)
    _refuse(files, options)
    _say_contradictions(store.read(), changes)
    return list(changes)


def _write(store: Store, files: list[FileRead], options: ImportOptions) -> list[str]:
    with store.change() as change:
        changes = _reconciled(change.before, change.database.used_ids, files)
        _refuse(files, options)
        for id_, (kind, record) in changes.items():
            if record is None:
                change.remove(kind, id_)
            else:
                change.put(kind, id_, record)
    started(store, change)
    _say_contradictions(change.before, changes)
    return list(changes)


def _say_contradictions(before: Collection, changes: _Changes) -> None:
    """Say which verdicts contradict each other since the import."""
    verdicts = {id_: verdict for id_, (kind, verdict) in changes.items() if kind is ASSESSMENT}
    if verdicts:
        old = before.of(ASSESSMENT)
        new = {id_: verdict for id_, verdict in {**old, **verdicts}.items() if verdict}
        for contradiction in new_contradictions(old, new):
            console.say(f"contradiction: {contradiction.sentence(assessor_name)}")


# --- what is said -------------------------------------------------------------


def _problems(files: list[FileRead]) -> list[str]:
    """Return a line for each problem; what is wrong in the same way with many rows is one."""
    lines = []
    for file in files:
        places: dict[RowProblem, list[str]] = {}
        for problem in sorted(file.problems, key=_row_number):
            places.setdefault(replace(problem, place=""), []).append(problem.place)
        lines += [
            f"{file.name}: {replace(problem, place=_together(where))}"
            for problem, where in places.items()
        ]
    return lines


def _together(places: list[str]) -> str:
    """Return the places of a problem as one: "rows 2, 3", "line 7"."""
    numbered = [re.fullmatch(r"(row|line|record) ([0-9]+)", place) for place in places]
    nouns = {match[1] for match in numbered if match}
    if all(numbered) and len(nouns) == 1:
        return rows_listed([int(match[2]) for match in numbered if match], nouns.pop())
    more = f" and {len(places) - 1:,} more" if len(places) > 1 else ""
    return f"{places[0]}{more}"


def _row_number(problem: RowProblem) -> int:
    """Return the number of a problem's row, line or record; of the whole file -1."""
    number = re.match(r"(?:rows?|line|record) ([0-9]+)", problem.place)
    return int(number[1]) if number else -1 if not problem.place else 0


def _refuse(files: list[FileRead], options: ImportOptions) -> None:
    """Raise Rejected when there are problems and nobody said to keep going."""
    problems = _problems(files)
    if problems and not options.keep_going:
        raise Rejected(*_all(problems, "nothing was written"))


def _all(problems: list[str], ending: str) -> list[str]:
    if len(problems) == 1:
        return [f"{problems[0]}; {ending}"]
    heading = f"{len(problems):,} problems, {ending}:"
    return first_problems(heading, problems, "; --report FILE lists them all")


def _tell(files: list[FileRead], options: ImportOptions) -> None:
    """Say what became of each file, its repairs and what was left out."""
    for file in files:
        first, *others = import_report.summary(file, would=options.dry_run)
        console.say(first, *(f"  {line}" for line in others))


def _sentence(changed: list[str], options: ImportOptions) -> str:
    if not changed:
        return "nothing is new: nothing was written"
    count = Counter(changed)
    records = number_of(len(count), "record")
    return (
        f"{records} would change; nothing was written" if options.dry_run else f"{records} changed"
    )

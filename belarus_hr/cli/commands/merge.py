"""The command ``merge``: two people's stores made one, by record and field."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from belarus_hr.cli import console, output
from belarus_hr.cli.change_options import DryRun, Force
from belarus_hr.cli.messages import stands, started
from belarus_hr.cli.option_groups import AnswerOptions
from belarus_hr.cli.output import View
from belarus_hr.cli.output_file import Destination
from belarus_hr.cli.session import lock_seconds, store_meant
from belarus_hr.domain.errors import ExitCode, InvalidValue
from belarus_hr.domain.text.words import number_of
from belarus_hr.domain.verdicts import Contradiction, new_contradictions
from belarus_hr.views.listings import CONFLICTS
from belarus_hr.views.names import assessor_name

if TYPE_CHECKING:
    from belarus_hr.domain.change_log import Log
    from belarus_hr.domain.collection import Tables
    from belarus_hr.domain.merge.three_way import Merged
    from belarus_hr.store import Store

_Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="OTHER | BASE OURS THEIRS",
        readable=False,
        help="Another's store; or the version both started from, and the two.",
    ),
]
_Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write there; - is standard output."),
]


@dataclass(frozen=True, kw_only=True)
class _Target:
    """Where the result goes, if not into our version: to what --output names, or nowhere."""

    to: Destination | None
    dry_run: bool

    @property
    def to_output(self) -> bool:
        return self.to is not None and self.to.path is None

    @property
    def in_place(self) -> bool:
        return self.to is None and not self.dry_run


def merge(
    files: _Files,
    output_: _Output = None,
    force: Force = False,
    dry_run: DryRun = False,
    *,
    options: AnswerOptions,
) -> None:
    """Merge two people's stores, and list what they disagree on.

    With one file, its records are united into your store. With three, both versions
    are compared with the one they started from, and the result is written to OURS: so
    git asks for it. Where both say something else, one value is written, the other kept
    beside it until you edit the field; exit 9. Nothing is dropped.

    \b
    As git's merge driver, for a file records.json:
      git config merge.hrtrack.driver "hrtrack merge %O %A %B"
      echo "records.json merge=hrtrack -text" >> .gitattributes

    \b
    Example:
      hrtrack merge colleague.json --dry-run
    """
    form = output.view(options, CONFLICTS)
    if len(files) not in (1, 3):
        raise InvalidValue(f"merge takes one file or three (BASE OURS THEIRS), not {len(files)}")
    if len(files) == 3 and options.db:
        raise InvalidValue("--db is for one file: of three, the second is written")
    to = Destination.typed(output_, "--output", force=force)
    target = _Target(to=None if output_ is None else to, dry_run=dry_run)
    if target.to_output and not dry_run:
        output.refuse_form(options, "standard output holds what was merged")
    if dry_run:  # It replaces nothing.
        to = to.replacing()
    if len(files) == 1:
        store = store_meant(options.db)
        to.check(store, files, f"hrtrack merge {files[0]}, without --output, merges into it")
        merged, before = _two_way(store, files[0], target)
    else:
        to.check(None, files)
        merged, before = _three_way(files[0], files[1], files[2], target)
    _tell(merged, before, form, target)


def _two_way(store: "Store", other: Path, target: _Target) -> "tuple[Merged, Tables]":
    """Unite another's records with those of the store."""
    from belarus_hr.domain.merge import three_way
    from belarus_hr.domain.records.kinds import KINDS
    from belarus_hr.store import merge_files

    theirs = merge_files.read_version(other).tables
    if not target.in_place:
        collection = store.read()
        ours = {kind.table: collection.of(kind) for kind in KINDS}
        merged = three_way.merge_versions({}, ours, theirs)
        _write(merged, target, store.log())
        return merged, ours
    store.preload(many=True)
    with store.change() as change:
        ours = {kind.table: dict(change.before.of(kind)) for kind in KINDS}
        merged = three_way.merge_versions({}, ours, theirs)
        for kind in KINDS:
            old, new = ours[kind.table], merged.tables.get(kind.table, {})
            for id_ in old.keys() - new.keys():
                change.remove(kind, id_)
            for id_, record in new.items():
                if record is not old.get(id_) and record != old.get(id_):
                    change.put(kind, id_, record)
    started(store, change)
    return merged, ours


def _three_way(base: Path, ours: Path, theirs: Path, target: _Target) -> "tuple[Merged, Tables]":
    """Merge two versions of a file against the one that both started from."""
    from belarus_hr.domain.merge import three_way
    from belarus_hr.store import merge_files

    # What is only read waits for nobody.
    with merge_files.locked(ours, lock_seconds()) if target.in_place else nullcontext() as lock:
        # Git gives an empty file where the two have no version in common.
        before = merge_files.read_version(base, may_be_empty=True)
        mine, yours = merge_files.read_version(ours), merge_files.read_version(theirs)
        merged = three_way.merge_versions(before.tables, mine.tables, yours.tables)
        log = three_way.merge_logs(before.log, mine.log, yours.log)
        if lock:
            merge_files.replace_version(ours, merge_files.StoreVersion(merged.tables, log), lock)
        else:
            _write(merged, target, log)
    return merged, mine.tables


def _write(merged: "Merged", target: _Target, log: "Log") -> None:
    """Write the result to the file or to standard output."""
    from belarus_hr.store import file_bytes

    if target.to is not None and not target.dry_run:
        # As a store of one's own: a new one is readable by its owner alone.
        target.to.write_bytes(file_bytes(merged.tables, log), private=True)


def _tell(merged: "Merged", before: "Tables", form: View, target: _Target) -> None:
    """List the conflicts, say what was merged, and end with the exit code that says so."""
    for renaming in merged.renamed:
        console.say(
            f"two records had the id {renaming.id}: one {renaming.record} is now {renaming.new_id}"
        )
    for contradiction in _contradictions(merged, before):
        console.say(f"contradiction: {contradiction.sentence(assessor_name)}")
    if target.to_output and not target.dry_run:
        for conflict in merged.conflicts:
            console.say(f"conflict: {conflict.id}: {conflict.field}")
    elif merged.conflicts or form.format in ("json", "csv", "md") or form.header:
        with nullcontext() if target.dry_run else stands("what was merged is written"):
            rows = [conflict._asdict() for conflict in merged.conflicts]
            output.write(CONFLICTS, rows, form, nothing="")
    console.say(_summary(merged, before, dry_run=target.dry_run))
    if merged.conflicts:
        raise typer.Exit(ExitCode.CONFLICT)


def _contradictions(merged: "Merged", before: "Tables") -> "list[Contradiction]":
    """Return the verdicts that contradict each other since the merge."""
    from belarus_hr.domain.records.kinds import ASSESSMENT

    return new_contradictions(*(t.get(ASSESSMENT.table, {}) for t in (before, merged.tables)))


def _summary(merged: "Merged", before: "Tables", *, dry_run: bool) -> str:
    """Return in one sentence what the merge changed in our version, and what is left to do."""
    added, changed, deleted = _differences(before, merged.tables)
    count = len(merged.conflicts)
    sentence = f"{added} added, {changed} changed, {deleted} deleted; "
    sentence += number_of(count, "conflict") if count else "no conflicts"
    if count and not dry_run:
        sentence += f": both values are kept; {' and '.join(_what_decides(merged))} decides"
    return f"{'would be merged' if dry_run else 'merged'}: {sentence}"


def _what_decides(merged: "Merged") -> list[str]:
    """Return the commands that decide the conflicts: a history is only added to."""
    from belarus_hr.domain.records.kinds import BY_NAME

    histories = [
        field is not None and field.only_added
        for field in (BY_NAME[each.record].by_name.get(each.field) for each in merged.conflicts)
    ]
    edit, mark = "hrtrack edit ID --set FIELD=VALUE", "hrtrack mark ID"
    if any(histories):
        return [mark] if all(histories) else [edit, f"of values and progress {mark}"]
    return [edit]


def _differences(before: "Tables", after: "Tables") -> tuple[int, int, int]:
    """Return how many records were added, changed and deleted."""
    old, new = _all(before), _all(after)
    both = old.keys() & new.keys()
    changed = sum(old[key] is not new[key] and old[key] != new[key] for key in both)
    return len(new) - len(both), changed, len(old) - len(both)


def _all(tables: "Tables") -> Mapping[tuple[str, str], object]:
    return {
        (table, id_): record for table, records in tables.items() for id_, record in records.items()
    }

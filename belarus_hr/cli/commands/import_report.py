"""What became of each row of imported files: in short for the person, whole as a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from belarus_hr.cli.messages import first_problems
from belarus_hr.cli.output_file import Destination
from belarus_hr.domain.reconcile.reconcile import (
    ADDED,
    UNCHANGED,
    UPDATED,
    Draft,
    Reconciled,
)
from belarus_hr.domain.text.safe_text import escaped, guarded
from belarus_hr.domain.text.words import number_of
from belarus_hr.formats.request import OTHER_STATE, Remark, RowProblem, Skipped

_HEADER = ("file", "place", "outcome", "id", "how", "changed", "repairs", "reason")
#: What is said where a file is wholly about States that were not asked for.
_ANOTHER = "nothing in it is about the State asked for: name another with --country, or all"
_OUTCOMES = (ADDED, UPDATED, UNCHANGED)


@dataclass
class FileRead:
    """One file as it was read, and what became of its drafts."""

    name: str
    what: str = ""
    drafts: list[Draft] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    reconciled: list[Reconciled] = field(default_factory=list)


def summary(file: FileRead, *, would: bool) -> list[str]:
    """Return a sentence about a file; lines on fields updated, repairs and what was left out."""
    outcomes = Counter(joined.outcome for joined in file.reconciled)
    counts = [f"{outcomes[name]:,} {name}" for name in _OUTCOMES]
    if would:
        counts[0] = f"{outcomes[ADDED]:,} would be {ADDED}"
    counts += [f"{len(file.skipped):,} left out"] if file.skipped else []
    counts += [f"{len(file.problems):,} rejected"] if file.problems else []
    what = f" ({file.what})" if file.what else ""
    read = file.reconciled or file.problems
    details = {
        "fields": (n for j in file.reconciled if j.outcome == UPDATED for n in j.changed),
        "repaired": (_sort(repair) for draft in file.drafts for repair in draft.repairs),
        "left out": (skipped.reason for skipped in file.skipped),
    }
    by_detail = {detail: Counter(names) for detail, names in details.items()}
    return [
        f"{file.name}{what}: {_rows_in(file)}: {', '.join(counts)}",
        *(f"{detail}: {_listed(names)}" for detail, names in by_detail.items() if names),
        *([_ANOTHER] if {s.reason for s in file.skipped} == {OTHER_STATE} and not read else []),
        *first_problems("to be checked:", list(map(str, file.remarks)))[0 if file.remarks else 1 :],
    ]


def _rows_in(file: FileRead) -> str:
    """Return how many rows a file has; several records may come of one."""
    places = {joined.draft.place for joined in file.reconciled}
    places.update(skipped.place for skipped in file.skipped)
    places.update(problem.place for problem in file.problems)
    return number_of(len(places - {""}), "row")


def _sort(repair: str) -> str:
    return repair.partition(":")[0]


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{what} ({count:,})" for what, count in counts.most_common())


def write_report(to: Destination, read: list[FileRead]) -> None:
    """Write what became of each row of the files, in the order of each file, as TSV.

    Raises as ``Destination.write`` does.
    """
    lines = ["\t".join(_HEADER), *("\t".join(map(_cell, row)) for row in _rows(read))]
    to.write(line + "\n" for line in lines)


def _cell(text: str) -> str:
    return escaped(guarded(text))


_Line = tuple[str, str, str, str, str, str, str, str]


def _rows(read: list[FileRead]) -> Iterator[_Line]:
    for file in read:
        yield from _of_file(file)


def _of_file(file: FileRead) -> Iterable[_Line]:
    name = file.name
    for j in file.reconciled:
        changed, repairs = ", ".join(j.changed), "; ".join(j.draft.repairs)
        yield (name, j.draft.place, j.outcome, j.id, j.reason, changed, repairs, "")
    if not file.reconciled:
        for draft in file.drafts:
            yield (name, draft.place, "good", draft.id, "", "", "; ".join(draft.repairs), "")
    for skipped in file.skipped:
        yield (name, skipped.place, "left out", "", "", "", "", skipped.reason)
    for remark in file.remarks:
        yield (name, remark.place, "to be checked", "", "", "", "", remark.reason)
    for problem in file.problems:
        reason = str(replace(problem, place=""))
        yield (name, problem.place, "rejected", "", "", "", "", reason)

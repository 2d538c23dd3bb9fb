"""States and verdicts in the words that people use, in English, Russian and Belarusian.

- a State is found by every name it has, a part of one, and in any language that import reads
- a name that is nearly a State's is refused with the nearest of these names on record
- a verdict is taken as people write it, wherever one is typed, and kept as our own word
- a suggestion never turns the meaning round
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from own_records import fill, recommendation, record

from belarus_hr.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


def by(*names: str) -> list[dict[str, str]]:
    return [{"by": name} for name in names]


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(
        empty_store,
        recommendation("97.1", items=by("Czech Republic")),
        recommendation("97.2", items=by("Turkey", "Nordic countries")),
        recommendation("97.3", items=by("Iran")),
        recommendation("97.4", items=by("United States")),
        recommendation("97.5", items=by("United Kingdom")),
        recommendation("97.6", items=by("Democratic Republic of the Congo", "Equatorial Guinea")),
        record("recommendation", "upr1-georgia-1", country="Georgia", title="Ratify, Georgia"),
    )
    return empty_store


# --- States ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "paragraph"),
    [
        ("Czechia", "97.1"), ("Чехия", "97.1"), ("Чэхія", "97.1"), ("czech", "97.1"),
        ("Türkiye", "97.2"), ("turkiye", "97.2"), ("Турция", "97.2"), ("nordic", "97.2"),
        ("Iran (Islamic Republic of)", "97.3"), ("Иран", "97.3"), ("Іран", "97.3"),
        ("USA", "97.4"), ("U.S.A.", "97.4"), ("US", "97.4"), ("США", "97.4"), ("ЗША", "97.4"),
        ("UK", "97.5"), ("U.K.", "97.5"), ("Britain", "97.5"), ("Великобритания", "97.5"),
        ("DRC", "97.6"), ("Congo (Democratic Republic of the)", "97.6"),
    ],
)  # fmt: skip
def test_a_recommending_state_by_any_name(
    hrtrack: Run, store: Store, typed: str, paragraph: str
) -> None:
    assert hrtrack(["recs", "--state", typed, "--format", "ids"]).lines == [f"upr1-{paragraph}"]
    rows = json.loads(hrtrack(["export", "--state", typed, "--format", "json"]).out)
    assert [row["id"] for row in rows] == [f"upr1-{paragraph}"]


@pytest.mark.parametrize("typed", ["Грузия", "Грузія", "georg", "GEORGIA", "Республика Грузия"])
def test_a_state_concerned_by_any_name(hrtrack: Run, store: Store, typed: str) -> None:
    listed = hrtrack(["recs", "--country", typed, "--format", "ids"])
    assert listed.lines == ["upr1-georgia-1"]
    assert len(hrtrack(["recs", "--country", "Беларусь", "--format", "ids"]).lines) == 6


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Czehcia", "Czech Republic"), ("Turkye", "Turkey"), ("Чехиа", "Czech Republic"),
     ("Britian", "United Kingdom"), ("Islamic Republik of Iran", "Iran")],
)  # fmt: skip
def test_what_is_nearly_a_name_is_refused_with_the_state(
    hrtrack: Run, store: Store, typed: str, meant: str
) -> None:
    assert f'did you mean "{meant}"?' in hrtrack(["recs", "--state", typed], code=2).err


@pytest.mark.parametrize("typed", ["Congo", "Guinea", "Tunisia", "Тунис", "XYZ"])
def test_a_state_that_recommended_nothing_is_not_taken_for_another(
    hrtrack: Run, store: Store, typed: str
) -> None:
    refused = hrtrack(["recs", "--state", typed], code=2).err
    assert f'no recommendation has the State "{typed}"' in refused
    assert "did you mean" not in refused


def test_import_suggests_from_the_same_names(hrtrack: Run, store: Store, own_world: Path) -> None:
    (own_world / "rows.csv").write_text("record,mechanism,date,kind,title\n")
    refused = hrtrack(["import", "rows.csv", "--country", "Britian"], code=2).err
    assert 'did you mean "United Kingdom"?' in refused
    assert "did you mean" not in hrtrack(["import", "rows.csv", "--country", "USSR"], code=2).err


# --- verdicts -------------------------------------------------------------------

_WRITTEN = [
    ("Partially implemented", "partly"), ("not implemented", "not-implemented"),
    ("NOT_IMPLEMENTED", "not-implemented"), ("fully", "implemented"),
    ("Fully implemented.", "implemented"),
    ("выполнена", "implemented"), ("Выполнена частично", "partly"), ("частично", "partly"),
    ("не выполнена", "not-implemented"), ("выканана", "implemented"), ("часткова", "partly"),
    ("не выканана", "not-implemented"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "kept"), _WRITTEN)
def test_a_verdict_is_taken_as_it_is_written(
    hrtrack: Run, store: Store, own_world: Path, written: str, kept: str
) -> None:
    hrtrack(["mark", "97.1", "--as", written, "--by", "un"])
    line = {"record": "assessment", "recommendation": "97.2", "assessor": "un", "date": "2014"}
    hrtrack("add -", stdin=json.dumps({**line, "status": written}))
    hrtrack("mark 97.3 97.4 --by un --date 2014 --as partly")
    for paragraph in ("97.3", "97.4"):
        hrtrack(["edit", f"upr1-{paragraph}-un-2014", "--set", f"status={written}"])
    table = "record,recommendation,assessor,date,status\n"
    (own_world / "v.csv").write_text(f"{table}assessment,upr1-97.5,un,2014,{written}\n")
    hrtrack("import v.csv")
    rows = json.loads(hrtrack(["recs", "--by", "un", "--status", written, "--format", "json"]).out)
    assert [row["id"] for row in rows] == [f"upr1-97.{n}" for n in range(1, 6)]
    assert {row["status"] for row in rows} == {kept}


def test_several_verdicts_may_be_asked_for_at_once(hrtrack: Run, store: Store) -> None:
    hrtrack("mark 97.1 --as частично")
    listed = hrtrack(["recs", "--status", "partially implemented,не оценена", "--format", "ids"])
    assert len(listed.lines) == 6


@pytest.mark.parametrize(
    "written",
    ["being implemented", "to be implemented", "nonimplemented", "in progress", "в процессе",
     "hardly implemented", "Partially fulfilled"],
)  # fmt: skip
def test_no_suggestion_turns_a_verdict_round(hrtrack: Run, store: Store, written: str) -> None:
    refused = hrtrack(["mark", "97.1", "--as", written], code=2).err
    assert "known: implemented, partly, not-implemented" in refused
    assert "did you mean" not in refused


@pytest.mark.parametrize(
    ("written", "meant"),
    [("implmented", "implemented"), ("not implmented", "not-implemented"), ("partialy", "partly"),
     ("imple", "implemented"), ("not-imp", "not-implemented"),
     ("выполнна", "implemented"), ("не выполненна", "not-implemented")],
)  # fmt: skip
def test_a_slip_in_a_verdict_is_suggested(
    hrtrack: Run, store: Store, written: str, meant: str
) -> None:
    assert f'did you mean "{meant}"?' in hrtrack(["mark", "97.1", "--as", written], code=2).err


def test_not_assessed_is_no_verdict(hrtrack: Run, store: Store) -> None:
    refused = hrtrack(["mark", "97.1", "--as", "not assessed"], code=2).err
    assert "not assessed is what a recommendation without a verdict is" in refused


def test_no_suggestion_turns_a_state_of_a_report_round(hrtrack: Run, store: Store) -> None:
    assert 'did you mean "due"' not in hrtrack("reports --state undue", code=2).err


@pytest.mark.parametrize("written", ["unsupported", "not supported", "rejected", "not accepted"])
def test_no_suggestion_turns_an_answer_round(hrtrack: Run, store: Store, written: str) -> None:
    assert "supported" not in hrtrack(["recs", "--response", written], code=2).err.partition(
        "known:"
    )[0].replace(written, "")

"""``import`` names all problems: of a record at once, and the rows in their order."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.conftest import Run


def refusal(hrtrack: Run, *records: dict[str, Any]) -> str:
    Path("a.ndjson").write_text("".join(json.dumps(record) + "\n" for record in records))
    return hrtrack("import a.ndjson", code=5).err


def verdict(**given: Any) -> dict[str, Any]:
    return {"record": "assessment", "recommendation": "97.4", "date": "2014", **given}


def test_all_problems_of_a_record_are_named_at_once(hrtrack: Run, own_store: Path) -> None:
    record = verdict(recommendation="97.999", status="maybe", date="28.02.2014")
    said = refusal(hrtrack, record)
    for problem in (
        'unknown status "maybe"',
        "did you mean 2014-02-28?",
        "an assessment needs an assessor, and it is empty",
        "97.999",
    ):
        assert problem in said


def test_all_fields_that_are_missing_are_named_at_once(hrtrack: Run, own_store: Path) -> None:
    said = refusal(hrtrack, verdict())
    assert "an assessment needs an assessor and a status, and they are empty" in said


def test_problems_stand_in_the_order_of_the_rows(hrtrack: Run, own_store: Path) -> None:
    verdicts = [verdict(assessor="un", status=word) for word in ("maybe", "perhaps")]
    said = refusal(hrtrack, verdicts[0], {"mechanism": "CAT"}, verdicts[1], {"mechanism": "CCPR"})
    assert re.findall(r"lines? ([\d, ]+):", said) == ["1", "2, 4", "3"]

"""The deeds themselves, when nobody hurts them.

- each writes what it should and nothing else
- each has loaded all that it needs before the store is opened: from then on the system may
  refuse anything, and a module that cannot be read has no sentence
"""

from __future__ import annotations

from pathlib import Path

import pytest
from deeds import DEEDS
from judging import Trial
from subjects import HRTRACK_ITSELF


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_is_done_with_what_was_loaded_before(name: str, tmp_path: Path) -> None:
    trial = Trial(HRTRACK_ITSELF, name, 10, tmp_path)
    assert trial.judge(done=True) is None

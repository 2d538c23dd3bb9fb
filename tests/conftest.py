"""What every test stands on."""

from __future__ import annotations

from hypothesis import settings

# The same cases each run: a red test must be red for the next person too.
settings.register_profile("same", derandomize=True, deadline=None, max_examples=100)
settings.load_profile("same")

"""Every exit code of the program."""

from __future__ import annotations

from belarus_hr.domain.errors import ExitCode

EXIT_CODES = frozenset(code for name, code in vars(ExitCode).items() if name.isupper())

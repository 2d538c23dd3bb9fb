"""A version is released by the lines of docs/releasing.md.

- they sign a tag, build twice to the same bytes from clones of it, sign and verify the packages
- a package that was changed afterwards is not verified
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import repository

from belarus_hr import __version__
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "releasing.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"<!-- (\w+) -->\n```sh\n(.*?)```", PAGE, re.DOTALL))
pytestmark = pytest.mark.skipif(
    not (shutil.which("git") and shutil.which("gpg") and importlib.util.find_spec("hatchling")),
    reason="needs git, gpg and hatchling",
)


@pytest.fixture
def maintainer(own_world: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A maintainer with a key, in a copy of the repository whose state is committed."""
    who = "Somebody <somebody@example.org>"
    folder = own_world / "keys"
    folder.mkdir(mode=0o700)
    settings = {"user.name": "Somebody", "user.email": "somebody@example.org"}
    for number, (key, value) in enumerate(settings.items()):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{number}", key)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{number}", value)
    monkeypatch.setenv("GIT_CONFIG_COUNT", str(len(settings)))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GNUPGHOME", str(folder))
    monkeypatch.setenv("TMPDIR", str(own_world))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    key = ["gpg", "--batch", "--quiet", "--passphrase", "", "--quick-generate-key", who, "ed25519"]
    subprocess.run(key, check=True, capture_output=True)
    copy = own_world / "copy"
    repository.copy(repository.files(), copy)
    monkeypatch.chdir(copy)
    subprocess.run("git init -q && git add . && git commit -qm State", shell=True, check=True)
    yield
    subprocess.run(["gpgconf", "--kill", "all"], check=True)


def released(*more: str) -> subprocess.CompletedProcess[str]:
    """Run the lines of the page up to the signature, then others."""
    lines = ["set -eu", *(BLOCKS[name] for name in ("tag", "build", "sign")), *more]
    return subprocess.run(
        ["bash", "-c", "\n".join(lines)],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120, check=False,
    )  # fmt: skip


def test_a_version_is_tagged_built_signed_and_verified(maintainer: None) -> None:
    ended = released(BLOCKS["verify"], "ls", "git tag -v v$version")
    assert ended.returncode == 0, ended.stderr
    name = f"belarus_hr-{__version__}"
    packages = [f"{name}-py3-none-any.whl", f"{name}.tar.gz"]
    said = set(ended.stdout.splitlines())
    assert said >= {*packages, *(f"./{package}: OK" for package in packages)}
    assert {"SHA256SUMS", "SHA256SUMS.asc", f"tag v{__version__}"} <= said


def test_a_package_that_was_changed_is_not_verified(maintainer: None) -> None:
    ended = released("echo more >> belarus_hr-$version.tar.gz", BLOCKS["verify"])
    assert ended.returncode == 1
    assert f"./belarus_hr-{__version__}.tar.gz: FAILED" in ended.stdout

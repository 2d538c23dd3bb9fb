"""The long description of the package: the README, none of whose links is relative.

A page of an index has no folders beside it. With an address a link leads there; while the project
has none, its text stays without a link, and a picture is left out.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_RELATIVE = re.compile(r"(!?)\[([^\]]*)\]\((?!https?://|#)([^)]+)\)")


def long_description(readme: str, address: str) -> str:
    """Return the README with absolute links; ``address`` is the folder that they lead to."""

    def absolute(link: re.Match[str]) -> str:
        picture, text, path = link.groups()
        if address:
            return f"{picture}[{text}]({address.rstrip('/')}/{path})"
        return "" if picture else text

    return _RELATIVE.sub(absolute, readme)


class LongDescription(MetadataHookInterface):
    """Hatchling asks it for the fields that pyproject.toml calls dynamic."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the long description."""
        readme = (Path(self.root) / "README.md").read_text("utf-8")
        text = long_description(readme, self.config["address"])
        metadata["readme"] = {"content-type": "text/markdown", "text": text}

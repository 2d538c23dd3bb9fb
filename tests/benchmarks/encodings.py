"""How often the encoding of a text is told rightly: the names of States in the languages of States.

    python -m pip install babel
    python tests/benchmarks/encodings.py

A text is five or ten words of names of States and territories, or a table of forty rows of them, in
a language of a Member State and in an encoding that is used for it. It is read, refused, or read
wrongly, which is the worst.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

from babel import Locale

from belarus_hr.domain.errors import Rejected
from belarus_hr.formats.text_encoding import decode

LANGUAGES = {
    "cp1251": "ru be uk bg sr mk",
    "koi8-r": "ru", "iso8859-5": "ru be bg sr", "mac-cyrillic": "ru bg",
    "cp1253": "el", "cp1250": "pl cs sk hu ro hr sl", "cp1254": "tr",
    "cp1252": "fr es de pt it sv da nb fi is nl", "mac-roman": "fr es de it",
}  # fmt: skip
TEXTS = 25


def texts(language: str, codec: str, words: int) -> Iterator[bytes]:
    """Yield texts that hold a letter beyond ASCII and that the encoding has the letters for."""
    names = [name for code, name in Locale(language).territories.items() if len(code) == 2]
    for _ in range(TEXTS):
        if words:
            text = " ".join(" ".join(random.choices(names, k=words)).split()[:words])
        else:
            rows = (f"{random.choice(names)},{random.choice(names)},2014" for _ in range(40))
            text = "\n".join(rows)
        raw = text.encode(codec, errors="ignore")
        if not raw.isascii():
            yield raw


def outcome(raw: bytes, codec: str) -> str:
    try:
        return "read" if decode(raw).text == raw.decode(codec) else "wrong"
    except Rejected:
        return "refused"


def main() -> None:
    """Print what became of the texts, by their length and by their script."""
    random.seed(1)
    print(f"{'':24}{'read':>8}{'refused':>8}{'wrong':>8}")
    for title, words in (("five words", 5), ("ten words", 10), ("forty rows", 0)):
        counts: dict[str, Counter[str]] = {}
        for codec, languages in LANGUAGES.items():
            script = "Latin" if codec in ("cp1250", "cp1252", "cp1254", "mac-roman") else "others"
            for language in languages.split():
                of_script = counts.setdefault(script, Counter())
                of_script.update(outcome(raw, codec) for raw in texts(language, codec, words))
        for script, count in counts.items():
            cells = (count["read"], count["refused"], count["wrong"])
            print(f"{title + ', ' + script:24}" + "".join(f"{cell:8}" for cell in cells))


if __name__ == "__main__":
    main()

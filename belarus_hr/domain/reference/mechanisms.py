"""The UN human-rights mechanisms and the codes the UN itself uses for them."""

from __future__ import annotations

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.frozen import Frozen
from belarus_hr.domain.text.words import nearest, shown

TREATY_BODIES = "treaty-bodies"


class Mechanism(Frozen):
    """One mechanism: its code, its name, its family, and how the symbols of its documents start.

    ``root`` is empty where the mechanism has no symbols of its own.
    """

    code: str
    name: str
    family: str
    root: str = ""


_ALL = (
    Mechanism("UPR", "Universal Periodic Review", "charter", "A/HRC/"),
    Mechanism("HRC", "Human Rights Council", "charter"),
    Mechanism("SP", "Special procedures of the Human Rights Council", "charter"),
    Mechanism("GA", "General Assembly", "charter"),
    Mechanism("OHCHR", "Office of the High Commissioner for Human Rights", "office"),
    *(
        Mechanism(code, name, TREATY_BODIES, root)
        for code, name, root in (
            ("TB", "All treaty bodies (common core document)", "HRI/"),
            ("CAT", "Committee against Torture", "CAT/C/"),
            ("CCPR", "Human Rights Committee", "CCPR/C/"),
            (
                "CEDAW",
                "Committee on the Elimination of Discrimination against Women",
                "CEDAW/C/",
            ),
            ("CERD", "Committee on the Elimination of Racial Discrimination", "CERD/C/"),
            ("CESCR", "Committee on Economic, Social and Cultural Rights", "E/C.12/"),
            ("CRC", "Committee on the Rights of the Child", "CRC/C/"),
            ("CRPD", "Committee on the Rights of Persons with Disabilities", "CRPD/C/"),
            ("CED", "Committee on Enforced Disappearances", "CED/C/"),
            ("CMW", "Committee on Migrant Workers", "CMW/C/"),
            ("SPT", "Subcommittee on Prevention of Torture", "CAT/OP/"),
        )
    ),
)

MECHANISMS: dict[str, Mechanism] = {mechanism.code: mechanism for mechanism in _ALL}

#: Names for several mechanisms at once.
FAMILIES: dict[str, tuple[str, ...]] = {
    family: tuple(m.code for m in _ALL if m.family == family)
    for family in dict.fromkeys(m.family for m in _ALL)
}

_BY_NAME = {mechanism.name.casefold(): mechanism.code for mechanism in _ALL}
#: Words people use for a mechanism; only ever suggested, never taken silently.
_ALSO_CALLED = {
    "ICCPR": "CCPR",
    "HRCTTEE": "CCPR",
    "ICESCR": "CESCR",
    "ICERD": "CERD",
    "OPCAT": "SPT",
    "ICPPED": "CED",
    "ICRMW": "CMW",
    "UNCAT": "CAT",
    "UNGA": "GA",
    "UNHRC": "HRC",
    "TORTURE": "CAT",
}


def codes(word: str) -> tuple[str, ...]:
    """Return the mechanism codes that ``word`` stands for: one code, or a family's.

    Case does not matter, and a mechanism may be named in whole: "Committee against Torture".
    Raises InvalidValue for any other word and names the nearest.
    """
    text = word.strip()
    if text.upper() in MECHANISMS:
        return (text.upper(),)
    if text.casefold() in FAMILIES:
        return FAMILIES[text.casefold()]
    if text.casefold() in _BY_NAME:
        return (_BY_NAME[text.casefold()],)
    guess = _ALSO_CALLED.get(text.upper()) or nearest(text, [*MECHANISMS, *FAMILIES])
    hint = ""
    if guess:
        name = f" ({MECHANISMS[guess].name})" if guess in MECHANISMS else ""
        hint = f"did you mean {guess}{name}? "
    raise InvalidValue(
        f"unknown mechanism {shown(word)}: {hint}known: {', '.join(MECHANISMS)}; "
        f"families: {', '.join(FAMILIES)}"
    )


def code(value: object) -> str:
    """Return the one mechanism code that ``value`` names, or raise InvalidValue."""
    if not isinstance(value, str):
        raise InvalidValue(f"mechanism {shown(value)} must be text such as CAT")
    members = codes(value)
    if len(members) > 1:
        raise InvalidValue(
            f"{shown(value)} is a family of mechanisms; name one: {', '.join(members)}"
        )
    return members[0]

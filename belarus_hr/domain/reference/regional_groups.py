"""The UN's regional groups of the States that recommended, as UPR Info has them (session 8)."""

from __future__ import annotations

GROUPS: dict[str, tuple[str, ...]] = {
    "Africa": ("Algeria", "Djibouti", "Egypt", "Libya", "Morocco", "Sudan", "Tunisia"),
    "Asia": (
        "Bangladesh",
        "Bhutan",
        "China",
        "DPR Korea",
        "Indonesia",
        "Iran",
        "Iraq",
        "Kazakhstan",
        "Laos",
        "Malaysia",
        "Oman",
        "Singapore",
        "Syria",
        "Tajikistan",
        "Uzbekistan",
    ),
    "EEG": (
        "Armenia",
        "Azerbaijan",
        "Czech Republic",
        "Hungary",
        "Lithuania",
        "Poland",
        "Russian Federation",
    ),
    "GRULAC": ("Bolivia", "Brazil", "Cuba", "Nicaragua", "Venezuela"),
    "WEOG": (
        "Austria",
        "Belgium",
        "Canada",
        "Finland",
        "France",
        "Ireland",
        "Israel",
        "Italy",
        "Netherlands",
        "Norway",
        "Spain",
        "Switzerland",
    ),
    "Observer": ("Palestine",),
}
_OF = {state: group for group, states in GROUPS.items() for state in states}
UNKNOWN = "(region not on record)"


def region(state: str) -> str:
    """Return the regional group of a State."""
    return _OF.get(state, UNKNOWN)

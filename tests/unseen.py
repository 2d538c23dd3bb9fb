"""Signs that nobody sees, by Unicode's property Default_Ignorable_Code_Point."""

from __future__ import annotations

#: First and last of each range, as DerivedCoreProperties.txt of Unicode 15 has them.
_RANGES = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
IGNORABLE = frozenset(chr(code) for first, last in _RANGES for code in range(first, last + 1))
#: What Persian, Indic scripts and emoji are written with: one by itself stays.
JOINERS = frozenset("\u200c\u200d")
SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
#: What no output may hold.
UNSEEN = IGNORABLE - JOINERS - SELECTORS | set("\ufff9\ufffa\ufffb")
#: A sentence in signs of each sort: tags, fillers, operators, old formatting, selectors.
HIDDEN = {
    "tags": "Report" + "".join(chr(0xE0000 + ord(sign)) for sign in "hidden") + "\U000e007f",
    "fillers": "a\u3164b\u115fc\u1160d\uffa0e",
    "operators": "a\u2061b\u2062c\u2063d\u2064e",
    "formatting": "a\u206ab\u206fc\u034fd\u180be\u180ef\u17b4g",
    "soft hyphen": "infor\xadmation",
    "supplement": "a\U000e0100b\U000e01efc",
    "annotation": "a\ufff9b\ufffac\ufffb",
    "music": "a\U0001d173b\U0001bca0c",
    "joiners in a row": "a\u200d\u200c\u200d\u200cb",
    "selectors in a row": "\u263a\ufe0e\ufe0f\ufe00b",
}

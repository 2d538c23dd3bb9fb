"""The dates that a text in another form may mean: taken from tables where there is one, told.

A date that is typed is refused, and the date that it may mean suggested.
``28.02.2026``, "5 Mar 2026", "5–7 марта 2026 г.", "сакавік 2026" and "Mar-26", as a spreadsheet
program shows 2026-03, have one meaning each; ``03/04/2026`` and "Dec-85" have two.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

#: The names of the months, January first, in English, Russian and Belarusian. A stop stands for
#: any ending: "марта", "мар".
_MONTHS = """
january jan янв. студз.
february feb фев. лют.
march mar мар. сакав.
april apr апр. красав.
may май мая трав. траў.
june jun июн. чэрв.
july jul июл. ліп.
august aug авг. жні.
september sep sept сен. верас.
october oct окт. кастр.
november nov ноя. ліст.
december dec дек. снеж.
"""
_YEAR = r"(?P<year>\d{4})(?: ?(?:г\.?|год[ае]?))?"
_SHORT_YEAR = r"(?P<year>\d{2})"
_NAME = r"(?P<month>[^\W\d_]+)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|-?го|-?га)?"
_TO = r" ?[-–—] ?"
_FORMS = (
    r"(?P<year>\d{4})(?P<sign>[./ -])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
    rf"(?P<day>\d{{1,2}})(?P<sign>[./-])(?P<month>\d{{1,2}})(?P=sign){_YEAR}",
    rf"(?P<month>\d{{1,2}})[./-]{_YEAR}",
    rf"(?:{_DAY}(?: of)?[ -])?{_NAME}[ ,-]+{_YEAR}",
    rf"{_NAME} {_DAY},? {_YEAR}",
    _YEAR,
    rf"{_YEAR} {_NAME}",
    rf"(?P<day>\d{{1,2}})(?P<sign>[./])(?P<month>\d{{1,2}})(?P=sign){_SHORT_YEAR}",
    rf"{_DAY}[- ]{_NAME}[- ]{_SHORT_YEAR}",
    rf"(?P<month>[^\W\d_]+)[-.]{_SHORT_YEAR}",
)
_INTERVALS = (
    rf"{_DAY}{_TO}(?P<last_day>\d{{1,2}})(?: of)? {_NAME},? {_YEAR}",
    rf"{_NAME}{_TO}(?P<last_month>[^\W\d_]+)\.?,? {_YEAR}",
    rf"(?P<year>\d{{4}}){_TO}(?P<last_year>\d{{4}})",
)
_ABOUT = re.compile(r"(?:c\.|ca\.?|circa|about|около|каля) ?(\d{4})")


def dates_meant(text: str) -> list[str]:
    """Return the dates that a text may mean: one where it is clear, none where nothing is."""
    folded = re.sub(r"\s+", " ", text).strip().casefold()
    if about := _ABOUT.fullmatch(folded):
        return [f"{about[1]}~"]
    for form in _INTERVALS:
        if match := re.fullmatch(form, folded):
            parts = match.groupdict()
            last = {key: parts.get(f"last_{key}") or parts.get(key) for key in parts}
            days = [*_iso(parts), *_iso(last)]
            return ["/".join(days)] if len(days) == 2 and days[0] < days[1] else []
    for form in _FORMS:
        if match := re.fullmatch(form, folded):
            parts = match.groupdict()
            turned = {**parts, "day": parts.get("month"), "month": parts.get("day")}
            # With stops the day comes first; with strokes it may be the month.
            either = parts.get("sign") in ("/", "-") and not folded.startswith(match["year"])
            return list(dict.fromkeys(_iso(parts) + (_iso(turned) if either else [])))
    return []


def _iso(parts: dict[str, str | None]) -> list[str]:
    """Return the dates of these parts; none for a month or a day that the calendar does not have.

    Of a year in two digits there is one before 1945, the year of the UN, and else two.
    """
    year, month, day = parts.get("year") or "", parts.get("month"), parts.get("day")
    number = month_number(month) if month else 1
    centuries = [""] if len(year) == 4 else ["20"] if year < "45" else ["19", "20"]
    dates = []
    for century in centuries:
        with suppress(ValueError):
            whole = date(int(century + year), number, int(day or 1)).isoformat()
            dates.append(whole[: 10 if day else 7 if month else 4])
    return dates


def month_number(name: str) -> int:
    """Return the number of a month by its number or folded name, 0 for what is none."""
    if name.isdecimal():
        return int(name)
    for number, names in enumerate(_MONTHS.strip().splitlines(), 1):
        for own in names.split():
            if name == own or (own.endswith(".") and name.startswith(own[:-1])):
                return number
    return 0

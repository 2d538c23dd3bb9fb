"""The names of States, and the regional group of each.

A State has one name on record, whatever it is called where the record comes from: "Russia",
"Russian Federation" and "Россия" are one State, and so are "Côte d'Ivoire" and "Ivory Coast".
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cache, lru_cache

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.text.words import fold_name, nearest, shown

BELARUS = "Belarus"

#: The Members of the United Nations by regional group, and the two observer States. First the
#: States with one name; then a line for each that has several: the name kept (the dataset's,
#: where it has one), then others that differ from it by more than accents, case, "&", "the" and
#: signs: former names, and the long ones of UN documents.
#:
#: The groups are those of the UN's list (Department for General Assembly and Conference
#: Management, "Regional groups of Member States"), under the short names that UPR Info gives
#: them. Türkiye is in two of that list, and stands here where it votes and is elected, with WEOG;
#: so does the United States, which attends as an observer. data/README.md says what was compared.
_STATES = {
    "Africa": """
Algeria; Angola; Benin; Botswana; Burkina Faso; Burundi; Cameroon; Central African Republic; Chad
Comoros; Djibouti; Egypt; Equatorial Guinea; Eritrea; Ethiopia; Gabon; Gambia; Ghana; Guinea
Guinea-Bissau; Kenya; Lesotho; Liberia; Madagascar; Malawi; Mali; Mauritania; Mauritius; Morocco
Mozambique; Namibia; Niger; Nigeria; Rwanda; Senegal; Seychelles; Sierra Leone; Somalia
South Africa; South Sudan; Sudan; Togo; Tunisia; Uganda; Zambia; Zimbabwe
Cabo Verde | Cape Verde
Congo | Republic of Congo | Republic of the Congo | Congo (Republic of the) | Congo-Brazzaville
Côte d'Ivoire | Ivory Coast
Democratic Republic of the Congo | DR Congo | DRC | Congo (Democratic Republic of the) | Zaire
Eswatini | Swaziland
Libya | Libyan Arab Jamahiriya
Sao Tome and Principe | São Tomé & Príncipe
Tanzania | United Republic of Tanzania | Tanzania (United Republic of)
""",
    "Asia": """
Afghanistan; Bahrain; Bangladesh; Bhutan; Cambodia; China; Cyprus; Fiji; India; Indonesia; Iraq
Japan; Jordan; Kazakhstan; Kiribati; Kuwait; Lebanon; Malaysia; Maldives; Marshall Islands
Mongolia; Nauru; Nepal; Oman; Pakistan; Palau; Papua New Guinea; Philippines; Qatar; Samoa
Saudi Arabia; Singapore; Solomon Islands; Sri Lanka; Tajikistan; Thailand; Tonga; Turkmenistan
Tuvalu; Uzbekistan; Vanuatu; Yemen
Brunei Darussalam | Brunei
DPR Korea | Democratic People's Republic of Korea | North Korea | DPRK
Iran | Iran (Islamic Republic of) | Islamic Republic of Iran
Kyrgyzstan | Kyrgyz Republic
Laos | Lao PDR | Lao People's Democratic Republic
Micronesia | Micronesia (Federated States of) | Federated States of Micronesia
Myanmar | Burma
Republic of Korea | South Korea | Korea (Republic of) | ROK
Syria | Syrian Arab Republic
Timor-Leste | East Timor
United Arab Emirates | UAE
Viet Nam | Vietnam
""",
    "EEG": """
Albania; Armenia; Azerbaijan; Bulgaria; Croatia; Estonia; Georgia; Hungary; Latvia; Lithuania
Montenegro; Poland; Romania; Serbia; Slovenia; Ukraine
Belarus | Republic of Belarus | Byelorussia | Belorussia
Bosnia and Herzegovina | Bosnia-Herzegovina | Bosnia
Czech Republic | Czechia
Moldova | Republic of Moldova | Moldova (Republic of)
North Macedonia | Macedonia FYR | FYR Macedonia | TFYR Macedonia | Macedonia | FYROM
North Macedonia | The former Yugoslav Republic of Macedonia
Russian Federation | Russia
Slovakia | Slovak Republic
""",
    "GRULAC": """
Antigua and Barbuda; Argentina; Bahamas; Barbados; Belize; Brazil; Chile; Colombia; Costa Rica
Cuba; Dominica; Dominican Republic; Ecuador; El Salvador; Grenada; Guatemala; Guyana; Haiti
Honduras; Jamaica; Mexico; Nicaragua; Panama; Paraguay; Peru; Saint Lucia; Suriname
Trinidad and Tobago; Uruguay
Bolivia | Bolivia (Plurinational State of) | Plurinational State of Bolivia
Saint Kitts and Nevis | St Kitts and Nevis | St. Kitts & Nevis
Saint Vincent and the Grenadines | St Vincent and the Grenadines
Venezuela | Venezuela (Bolivarian Republic of) | Bolivarian Republic of Venezuela
""",
    "WEOG": """
Andorra; Australia; Austria; Belgium; Canada; Denmark; Finland; France; Germany; Greece; Iceland
Ireland; Israel; Italy; Liechtenstein; Luxembourg; Malta; Monaco; New Zealand; Norway; Portugal
San Marino; Spain; Sweden; Switzerland
Netherlands | Holland | Netherlands (Kingdom of the) | Kingdom of the Netherlands
Turkey | Türkiye | Turkiye
United Kingdom | United Kingdom of Great Britain and Northern Ireland | UK | Great Britain | Britain
United States | United States of America | USA | US
""",
    "Observer": """
Holy See | Vatican | Vatican City
Palestine | State of Palestine | Occupied Palestinian Territory
""",
}
UNKNOWN_REGION = "(region not on record)"


def canonical(name: str) -> str:
    """Return the kept name of the State called ``name``; ``name`` itself when no State is."""
    text = name.strip()
    return _kept_name(text) or text


def known_state(name: str) -> str:
    """Return the kept name of a State; raises InvalidValue, naming the nearest, for no State."""
    kept = _kept_name(name)
    if not kept:
        guess = nearest_state(name, _regions())
        hint = f': did you mean "{guess}"?' if guess else ""
        raise InvalidValue(f"no State {shown(name)} is known{hint}")
    return kept


def nearest_state(name: str, known: Container[str]) -> str | None:
    """Return the kept name of the known State that a misspelled name means; None for no State."""
    spellings = {
        folded: kept for folded, kept in {**_kept_names(), **_others()}.items() if kept in known
    }
    typed = fold_name(name)
    # Of the letters of a short word most are in some State's name: "USSR" is not Russia.
    folded = nearest(typed, spellings, likeness=0.75 if len(typed) < 5 else 0.5)
    return spellings[folded] if folded else None


def holding(part: str) -> set[str]:
    """Return the kept names of the States with a name that holds a part, folded."""
    spellings = {**_kept_names(), **_others()}
    return {kept for folded, kept in spellings.items() if part and part in folded}


def is_name(text: str) -> bool:
    """Say whether a text is the name of a State and nothing else."""
    return bool(_kept_name(text))


def words() -> frozenset[str]:
    """Return the words of which the names of States are made, folded."""
    return frozenset(word for name in _kept_names() for word in name.split())


def region(state: str) -> str:
    """Return the regional group of a State, "Observer", or UNKNOWN_REGION for no State."""
    return _regions().get(canonical(state), UNKNOWN_REGION)


@lru_cache(maxsize=1 << 12)
def _kept_name(name: str) -> str:
    """Return the kept name of the State called ``name`` in any language; empty for no State."""
    folded = fold_name(name)
    if len(folded) == 2 * folded.count(" ") + 1:
        folded = folded.replace(" ", "")  # U.S.A.
    return _kept_names().get(folded) or ("" if name.isascii() else _others().get(folded, ""))


@cache
def _others() -> dict[str, str]:
    """Return the kept name of each State by its Russian and Belarusian names, folded."""
    from belarus_hr.domain.reference import state_names

    return {fold_name(n): kept for kept, names in state_names.other_names().items() for n in names}


@cache
def _kept_names() -> dict[str, str]:
    """Return the kept name of each State by each of its names, folded."""
    return {fold_name(name): names[0] for _, names in _listed() for name in names}


@cache
def _regions() -> dict[str, str]:
    """Return the regional group of each State by its kept name."""
    return {names[0]: group for group, names in _listed()}


def _listed() -> Iterator[tuple[str, list[str]]]:
    """Yield the group and the names of each line or State of the table, the kept name first."""
    for group, table in _STATES.items():
        for line in table.strip().split("\n"):
            for state in line.split("; "):
                yield group, [name.strip() for name in state.split("|")]

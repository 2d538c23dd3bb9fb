"""The names of States: one kept for each, and the others that it goes by in files."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.text.words import nearest, shown

BELARUS = "Belarus"

#: The Members of the United Nations and the two observer States, a line each: the name
#: kept first (the dataset's, where it has one), then others that differ from it by more
#: than accents, case, "&", "the" and signs: former names, and the long ones of UN documents.
_NAMES = """
Afghanistan; Albania; Algeria; Andorra; Angola; Antigua and Barbuda; Argentina; Armenia; Australia
Austria; Azerbaijan; Bahamas; Bahrain; Bangladesh; Barbados; Belgium; Belize; Benin; Bhutan
Belarus | Republic of Belarus | Byelorussia | Belorussia
Bolivia | Bolivia (Plurinational State of) | Plurinational State of Bolivia
Bosnia and Herzegovina | Bosnia-Herzegovina | Bosnia
Botswana; Brazil; Bulgaria; Burkina Faso; Burundi; Cambodia; Cameroon; Canada
Brunei Darussalam | Brunei
Cabo Verde | Cape Verde
Central African Republic; Chad; Chile; China; Colombia; Comoros; Costa Rica; Croatia; Cuba; Cyprus
Congo | Republic of Congo | Republic of the Congo | Congo (Republic of the) | Congo-Brazzaville
Côte d'Ivoire | Ivory Coast
Czech Republic | Czechia
DPR Korea | Democratic People's Republic of Korea | North Korea | DPRK
Democratic Republic of the Congo | DR Congo | DRC | Congo (Democratic Republic of the) | Zaire
Denmark; Djibouti; Dominica; Dominican Republic; Ecuador; Egypt; El Salvador; Equatorial Guinea
Eritrea; Estonia; Ethiopia; Fiji; Finland; France; Gabon; Gambia; Georgia; Germany; Ghana; Greece
Eswatini | Swaziland
Grenada; Guatemala; Guinea; Guinea-Bissau; Guyana; Haiti; Honduras; Hungary; Iceland; India
Holy See | Vatican | Vatican City
Indonesia; Iraq; Ireland; Israel; Italy; Jamaica; Japan; Jordan; Kazakhstan; Kenya; Kiribati
Iran | Iran (Islamic Republic of) | Islamic Republic of Iran
Kuwait; Latvia; Lebanon; Lesotho; Liberia; Liechtenstein; Lithuania; Luxembourg
Kyrgyzstan | Kyrgyz Republic
Laos | Lao PDR | Lao People's Democratic Republic
Libya | Libyan Arab Jamahiriya
Madagascar; Malawi; Malaysia; Maldives; Mali; Malta; Marshall Islands; Mauritania; Mauritius
Mexico; Monaco; Mongolia; Montenegro; Morocco; Mozambique; Namibia; Nauru; Nepal
Micronesia | Micronesia (Federated States of) | Federated States of Micronesia
Moldova | Republic of Moldova | Moldova (Republic of)
Myanmar | Burma
Netherlands | Netherlands (Kingdom of the) | Kingdom of the Netherlands
New Zealand; Nicaragua; Niger; Nigeria; Norway; Oman; Pakistan; Palau; Panama; Papua New Guinea
North Macedonia | Macedonia FYR | FYR Macedonia | TFYR Macedonia | Macedonia | FYROM
North Macedonia | The former Yugoslav Republic of Macedonia
Palestine | State of Palestine | Occupied Palestinian Territory
Paraguay; Peru; Philippines; Poland; Portugal; Qatar; Romania; Rwanda; Saint Lucia; Samoa
Republic of Korea | South Korea | Korea (Republic of) | ROK
Russian Federation | Russia
Saint Kitts and Nevis | St Kitts and Nevis | St. Kitts & Nevis
Saint Vincent and the Grenadines | St Vincent and the Grenadines
San Marino; Saudi Arabia; Senegal; Serbia; Seychelles; Sierra Leone; Singapore; Slovenia
Slovakia | Slovak Republic
Sao Tome and Principe | São Tomé & Príncipe
Solomon Islands; Somalia; South Africa; South Sudan; Spain; Sri Lanka; Sudan; Suriname; Sweden
Switzerland; Tajikistan; Thailand; Togo; Tonga; Trinidad and Tobago; Tunisia; Turkmenistan; Tuvalu
Syria | Syrian Arab Republic
Tanzania | United Republic of Tanzania | Tanzania (United Republic of)
Timor-Leste | East Timor
Turkey | Türkiye | Turkiye
Uganda; Ukraine; Uruguay; Uzbekistan; Vanuatu; Yemen; Zambia; Zimbabwe
United Arab Emirates | UAE
United Kingdom | United Kingdom of Great Britain and Northern Ireland | UK | Great Britain
United States | United States of America | USA
Venezuela | Venezuela (Bolivarian Republic of) | Bolivarian Republic of Venezuela
Viet Nam | Vietnam
"""


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """Return the one name kept for the State that ``name`` means; ``name`` itself if none does."""
    text = name.strip()
    return _by_fold().get(_fold(text), text)


def is_name(text: str) -> bool:
    """Say whether a text is a name of a State and nothing else."""
    return _fold(text) in _by_fold()


def words() -> frozenset[str]:
    """Return the words of which the names of States are made, folded."""
    return frozenset(word for name in _by_fold() for word in name.split())


def known(name: str) -> str:
    """Return the one name kept for a State; raises InvalidValue, naming the nearest, for none."""
    found = _by_fold().get(_fold(name))
    if found is None:
        guess = nearest(name, sorted(set(_by_fold().values())))
        hint = f': did you mean "{guess}"?' if guess else ""
        raise InvalidValue(f"no State {shown(name)} is known{hint}")
    return found


@cache
def _by_fold() -> dict[str, str]:
    names: dict[str, str] = {}
    for line in _NAMES.strip().split("\n"):
        for several in line.split("; "):
            kept, *others = (name.strip() for name in several.split("|"))
            names.update((_fold(name), kept) for name in (kept, *others))
    return names


def _fold(name: str) -> str:
    """Return what two spellings of one name share: no case, accents, signs, "the" or "and"."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "")
    words = re.sub(r"[^a-z0-9]+", " ", letters.replace("’", "").replace("ı", "i")).split()
    return " ".join(word for word in words if word not in ("the", "and"))

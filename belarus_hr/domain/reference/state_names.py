"""The names of States in Russian and in Belarusian, loaded only for a name that is not English.

After the territory names of the Unicode Common Locale Data Repository (CLDR, ru and be), with the
long names and the short ones that people write. A line holds a State's kept name and such names.
"""

from __future__ import annotations

_NAMES = """
Afghanistan: Афганистан; Афганістан
Albania: Албания; Албанія
Algeria: Алжир; Алжыр
Andorra: Андорра; Андора
Angola: Ангола
Antigua and Barbuda: Антигуа и Барбуда; Антыгуа і Барбуда
Argentina: Аргентина; Аргенціна
Armenia: Армения; Арменія
Australia: Австралия; Аўстралія
Austria: Австрия; Аўстрыя
Azerbaijan: Азербайджан
Bahamas: Багамы; Багамскія астравы; Багамские Острова
Bahrain: Бахрейн; Бахрэйн
Bangladesh: Бангладеш; Бангладэш
Barbados: Барбадос; Барбадас
Belarus: Беларусь; Белоруссия; Республика Беларусь; Рэспубліка Беларусь
Belgium: Бельгия; Бельгія
Belize: Белиз; Беліз
Benin: Бенин; Бенін
Bhutan: Бутан
Bolivia: Боливия; Балівія; Многонациональное Государство Боливия
Bosnia and Herzegovina: Босния и Герцеговина; Боснія і Герцагавіна
Botswana: Ботсвана; Батсвана
Brazil: Бразилия; Бразілія
Brunei Darussalam: Бруней
Bulgaria: Болгария; Балгарыя
Burkina Faso: Буркина-Фасо; Буркіна-Фасо
Burundi: Бурунди; Бурундзі
Cabo Verde: Кабо-Верде; Каба-Вердэ
Cambodia: Камбоджа
Cameroon: Камерун
Canada: Канада
Central African Republic: Центрально-Африканская Республика; Цэнтральна-Афрыканская Рэспубліка
Central African Republic: ЦАР
Chad: Чад
Chile: Чили; Чылі
China: Китай; Кітай; Китайская Народная Республика; КНР
Colombia: Колумбия; Калумбія
Comoros: Коморы; Каморскія астравы; Коморские Острова; Каморы
Congo: Конго - Браззавиль; Конга - Бразавіль; Конго; Республика Конго; Конга; Рэспубліка Конга
Costa Rica: Коста-Рика; Коста-Рыка
Croatia: Хорватия; Харватыя
Cuba: Куба
Cyprus: Кипр; Кіпр
Czech Republic: Чехия; Чэхія; Чешская Республика; Чэшская Рэспубліка
Côte d'Ivoire: Кот-д’Ивуар; Кот-д’Івуар
DPR Korea: КНДР; Паўночная Карэя; Корейская Народно-Демократическая Республика; Северная Корея
Democratic Republic of the Congo: Конго - Киншаса; Конга (Кіншаса)
Democratic Republic of the Congo: Демократическая Республика Конго; ДР Конго; ДРК
Democratic Republic of the Congo: Дэмакратычная Рэспубліка Конга
Denmark: Дания; Данія
Djibouti: Джибути; Джыбуці
Dominica: Доминика; Дамініка
Dominican Republic: Доминиканская Республика; Дамініканская Рэспубліка
Ecuador: Эквадор
Egypt: Египет; Егіпет
El Salvador: Сальвадор
Equatorial Guinea: Экваториальная Гвинея; Экватарыяльная Гвінея
Eritrea: Эритрея; Эрытрэя
Estonia: Эстония; Эстонія
Eswatini: Эсватини; Эсватыні; Свазиленд; Свазіленд
Ethiopia: Эфиопия; Эфіопія
Fiji: Фиджи; Фіджы
Finland: Финляндия; Фінляндыя
France: Франция; Францыя
Gabon: Габон
Gambia: Гамбия; Гамбія
Georgia: Грузия; Грузія; Республика Грузия
Germany: Германия; Германія; ФРГ
Ghana: Гана
Greece: Греция; Грэцыя
Grenada: Гренада; Грэнада
Guatemala: Гватемала; Гватэмала
Guinea: Гвинея; Гвінея
Guinea-Bissau: Гвинея-Бисау; Гвінея-Бісау
Guyana: Гайана; Гаяна
Haiti: Гаити; Гаіці
Holy See: Ватикан; Ватыкан; Святой Престол; Святы Прастол; Апостальская Сталіца
Honduras: Гондурас; Гандурас
Hungary: Венгрия; Венгрыя
Iceland: Исландия; Ісландыя
India: Индия; Індыя
Indonesia: Индонезия; Інданезія
Iran: Иран; Іран; Исламская Республика Иран; Иран (Исламская Республика)
Iraq: Ирак; Ірак
Ireland: Ирландия; Ірландыя
Israel: Израиль; Ізраіль
Italy: Италия; Італія
Jamaica: Ямайка
Japan: Япония; Японія
Jordan: Иордания; Іарданія
Kazakhstan: Казахстан; Республика Казахстан
Kenya: Кения; Кенія
Kiribati: Кирибати; Кірыбаці
Kuwait: Кувейт
Kyrgyzstan: Киргизия; Кыргызстан; Кыргызская Республика; Кіргізія
Laos: Лаос; Лаосская Народно-Демократическая Республика
Latvia: Латвия; Латвія
Lebanon: Ливан; Ліван
Lesotho: Лесото; Лесота
Liberia: Либерия; Ліберыя
Libya: Ливия; Лівія; Ливийская Арабская Джамахирия
Liechtenstein: Лихтенштейн; Ліхтэнштэйн
Lithuania: Литва; Літва
Luxembourg: Люксембург
Madagascar: Мадагаскар
Malawi: Малави; Малаві
Malaysia: Малайзия; Малайзія
Maldives: Мальдивы; Мальдывы
Mali: Мали; Малі
Malta: Мальта
Marshall Islands: Маршалловы острова; Маршалавы астравы; Маршалловы Острова; Маршалавы Астравы
Mauritania: Мавритания; Маўрытанія
Mauritius: Маврикий; Маўрыкій
Mexico: Мексика; Мексіка
Micronesia: Федеративные Штаты Микронезии; Мікранезія; Микронезия
Moldova: Молдова; Малдова; Молдавия; Республика Молдова; Рэспубліка Малдова
Monaco: Монако; Манака
Mongolia: Монголия; Манголія
Montenegro: Черногория; Чарнагорыя
Morocco: Марокко; Марока
Mozambique: Мозамбик; Мазамбік
Myanmar: Мьянма (Бирма); М’янма (Бірма); Мьянма; Бирма; М’янма; Бірма
Namibia: Намибия; Намібія
Nauru: Науру
Nepal: Непал
Netherlands: Нидерланды; Нідэрланды; Голландия; Королевство Нидерландов
New Zealand: Новая Зеландия; Новая Зеландыя
Nicaragua: Никарагуа; Нікарагуа
Niger: Нигер; Нігер
Nigeria: Нигерия; Нігерыя
North Macedonia: Северная Македония; Паўночная Македонія; Македония; Македонія
Norway: Норвегия; Нарвегія
Oman: Оман; Аман
Pakistan: Пакистан; Пакістан
Palau: Палау
Palestine: Палестинские территории; Палесцінскія Тэрыторыі; Палестина; Государство Палестина
Palestine: Палесціна; Дзяржава Палесціна
Panama: Панама
Papua New Guinea: Папуа — Новая Гвинея; Папуа-Новая Гвінея; Папуа-Новая Гвинея
Paraguay: Парагвай
Peru: Перу
Philippines: Филиппины; Філіпіны
Poland: Польша; Польшча
Portugal: Португалия; Партугалія
Qatar: Катар
Republic of Korea: Республика Корея; Паўднёвая Карэя; Южная Корея; Рэспубліка Карэя
Romania: Румыния; Румынія
Russian Federation: Россия; Расія; Российская Федерация; Расійская Федэрацыя; РФ
Rwanda: Руанда
Saint Kitts and Nevis: Сент-Китс и Невис; Сент-Кітс і Невіс
Saint Lucia: Сент-Люсия; Сент-Люсія
Saint Vincent and the Grenadines: Сент-Винсент и Гренадины; Сент-Вінсент і Грэнадзіны
Samoa: Самоа
San Marino: Сан-Марино; Сан-Марына
Sao Tome and Principe: Сан-Томе и Принсипи; Сан-Тамэ і Прынсіпі
Saudi Arabia: Саудовская Аравия; Саудаўская Аравія
Senegal: Сенегал
Serbia: Сербия; Сербія
Seychelles: Сейшельские острова; Сейшэльскія астравы
Sierra Leone: Сьерра-Леоне; Сьера-Леонэ
Singapore: Сингапур; Сінгапур
Slovakia: Словакия; Славакія
Slovenia: Словения; Славенія
Solomon Islands: Соломоновы острова; Саламонавы астравы; Соломоновы Острова; Саламонавы Астравы
Somalia: Сомали; Самалі
South Africa: Южно-Африканская Республика; Паўднёва-Афрыканская Рэспубліка; ЮАР; Южная Африка; ПАР
South Sudan: Южный Судан; Паўднёвы Судан
Spain: Испания; Іспанія
Sri Lanka: Шри-Ланка; Шры-Ланка
Sudan: Судан
Suriname: Суринам; Сурынам
Sweden: Швеция; Швецыя
Switzerland: Швейцария; Швейцарыя
Syria: Сирия; Сірыя; Сирийская Арабская Республика; Сірыйская Арабская Рэспубліка
Tajikistan: Таджикистан; Таджыкістан
Tanzania: Танзания; Танзанія; Объединенная Республика Танзания
Thailand: Таиланд; Тайланд
Timor-Leste: Восточный Тимор; Тымор-Лешці; Тимор-Лешти
Togo: Того; Тога
Tonga: Тонга
Trinidad and Tobago: Тринидад и Тобаго; Трынідад і Табага
Tunisia: Тунис; Туніс
Turkey: Турция; Турцыя; Түркия; Тюркие
Turkmenistan: Туркменистан; Туркменістан
Tuvalu: Тувалу
Uganda: Уганда
Ukraine: Украина; Украіна
United Arab Emirates: ОАЭ; Объединенные Арабские Эмираты; Аб’яднаныя Арабскія Эміраты
United Kingdom: Великобритания; Вялікабрытанія; Соединенное Королевство
United Kingdom: Соединенное Королевство Великобритании и Северной Ирландии; Злучанае Каралеўства
United States: Соединенные Штаты; Злучаныя Штаты Амерыкі; США; Соединенные Штаты Америки; ЗША
Uruguay: Уругвай
Uzbekistan: Узбекистан; Узбекістан; Республика Узбекистан
Vanuatu: Вануату
Venezuela: Венесуэла; Боливарианская Республика Венесуэла
Viet Nam: Вьетнам; В’етнам
Yemen: Йемен; Емен
Zambia: Замбия; Замбія
Zimbabwe: Зимбабве; Зімбабвэ
"""


def other_names() -> dict[str, list[str]]:
    """Return the Russian and Belarusian names of each State, by its kept name."""
    names: dict[str, list[str]] = {}
    for line in _NAMES.strip().split("\n"):
        kept, _, others = line.partition(": ")
        names.setdefault(kept, []).extend(others.split("; "))
    return names

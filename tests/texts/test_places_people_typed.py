from collections import Counter

import pytest
from babel import Locale
from hypothesis import example, given
from hypothesis import strategies as st

from bot.texts.folding import edits_between, fold, letters_of
from bot.texts.locales import country_of
from bot.texts.places import COUNTRIES, Recognised, Unclear, Unknown, recognise_country, recognise_zones, warm

US_STATES = (
    "Alabama,California,Colorado,Indiana,Maine,Montana,Nevada,New Mexico,New Jersey,Oregon,Virginia,West Virginia"
)


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("KE", "Kenya, kenya ,KENYA,Kenia,Quênia,Кения,肯尼亚,كينيا,ケニア,केन्या,KE,ke,KEN,ken,🇰🇪,🇰🇪 Kenya,Kenya!"),
        ("GB", "UK,U.K.,uk,United Kingdom,England,Scotland,Wales,Northern Ireland,Inglaterra,Écosse,Великобритания"),
        ("US", "USA,U.S.A.,us,United States of America,the United States,EE.UU.,États-Unis,Mỹ,Соединенные Штаты"),
        ("CI", "Ivory Coast,Côte d'Ivoire,Cote divoire,CÔTE D’IVOIRE,Costa de Marfil"),
        ("NL", "Holland,the Netherlands,Les Pays-Bas,Nederland,Paesi Bassi"),
        ("KR", "South Korea,Korea (Republic of),Republic of Korea,대한민국,한국"),
        ("CZ", "Czechia,Czech Republic,Česko,Česká republika"),
        ("TR", "Türkiye,Turkiye,Turkey,TÜRKİYE,Turquía"),
        ("CD", "DR Congo,DRC,RDC,Democratic Republic of the Congo,Congo - Kinshasa,Congo-Kinshasa"),
        ("CG", "Congo-Brazzaville,Republic of the Congo"),
        ("GE", "Georgia,Gruzja,Грузия,საქართველო"),
        ("TT", "Trinidad and Tobago,Trinidad & Tobago"),
        ("NE", "Niger,Níger"),
        ("IE", "Ireland,Irland,Irlanda"),
        ("XK", "Kosovo,Kosova,🇽🇰"),
        ("TZ", "Tanzania,Tanzanie,Tanzania, United Republic of".replace(", U", " U")),
    ],
)
def test_country_is_recognised_by_what_people_call_it(code: str, typed: str) -> None:
    assert {name: recognise_country(name) for name in typed.split(",")} == dict.fromkeys(
        typed.split(","), Recognised(code)
    )


@pytest.mark.parametrize(
    ("typed", "suggestions"),
    [
        ("Congo", ("CD", "CG")),
        ("Korea", ("KR", "KP")),
        ("Brazill", ("BR",)),
        ("Untied States", ("US",)),
        ("Germny", ("DE",)),
        ("Nigera", ("NG", "NE")),
        ("Iram", ("IR", "IQ")),
        ("Nairobi, Kenya", ("KE",)),
        ("I am from South Africa", ("ZA",)),
        ("Georgia, USA", ("GE", "US")),
        ("🇰🇪🇺🇬", ("KE", "UG")),
        ("Nga", ("NG", "RU")),
    ],
)
def test_what_is_nearly_a_country_or_several_is_asked(typed: str, suggestions: tuple[str, ...]) -> None:
    assert recognise_country(typed) == Unclear(suggestions)


@pytest.mark.parametrize(
    "typed", ["", " ", "?!", "xyz", "qwertyuiop", "Africa", "🙂", "🇿🇿", "42", *US_STATES.split(",")]
)
def test_what_is_no_country_is_unknown(typed: str) -> None:
    assert recognise_country(typed) == Unknown()


def test_locale_decides_between_languages() -> None:
    assert recognise_country("Nga", "vi") == Recognised("RU")
    assert recognise_country("Kāta", "mi") == Unclear(("QA", "TD"))
    assert recognise_country("Nigēra", "lv") == Recognised("NE")
    assert recognise_country("Congo", "es-ES") == Unclear(("CD", "CG"))


def test_accents_of_short_names_matter() -> None:
    assert recognise_country("my") == Recognised("MY")
    assert recognise_country("Áo") == Recognised("AT")
    assert recognise_country("AO") == Recognised("AO")


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "ru", "ar", "zh", "de", "sw"])
@pytest.mark.parametrize("with_locale", [True, False])
def test_every_name_in_cldr_is_recognised_or_asked(language: str, with_locale: bool) -> None:
    found = Counter[str]()
    for code, name in Locale.parse(language).territories.items():
        if code in COUNTRIES:
            match recognise_country(name, language if with_locale else None):
                case Recognised(code=recognised):
                    found["right" if recognised == code else f"{name} taken for {recognised}"] += 1
                case Unclear(suggestions=suggestions):
                    found["asked" if code in suggestions else f"{name} not among {suggestions}"] += 1
                case Unknown():
                    found[f"{name} unknown"] += 1
    assert found["asked"] <= 1
    assert found["right"] + found["asked"] == found.total() == len(COUNTRIES)


@given(typed=st.text())
@example(typed="\u0130\u0345\U0001f1e6")
@example(typed="a" * 4000)
def test_recognising_never_fails_and_suggests_few(typed: str) -> None:
    found = recognise_country(typed, "es-MX")
    codes = (found.code,) if isinstance(found, Recognised) else found.suggestions if isinstance(found, Unclear) else ()
    assert len(codes) <= 3
    assert set(codes) <= COUNTRIES


@given(text=st.text())
def test_folding_is_stable_whatever_is_typed(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert fold(f" {text}.") == folded


@given(name=st.sampled_from(["Kenya", "Deutschland", "Côte d’Ivoire", "Zimbabwe", "Philippines"]), data=st.data())
def test_one_typo_never_becomes_an_unasked_other_country(name: str, data: st.DataObject) -> None:
    right = recognise_country(name)
    at = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    found = recognise_country(name[:at] + letter + name[at + 1 :])
    assert found == right or not isinstance(found, Recognised)


@given(one=st.text("abc", max_size=8), other=st.text("abc", max_size=8))
def test_edits_agree_with_a_plain_count(one: str, other: str) -> None:
    edits = edits_between(one, other, 8)
    assert edits == edits_between(other, one, 8)
    assert (edits == 0) == (one == other)
    assert edits_between(one, other, 2) == min(edits, 3)
    assert (letters_of(one) ^ letters_of(other)).bit_count() <= 2 * edits


@pytest.mark.parametrize(
    ("one", "other", "edits"), [("kenya", "kenja", 1), ("untied", "united", 1), ("kitten", "sitting", 3), ("", "ab", 2)]
)
def test_edits_between_words(one: str, other: str, edits: int) -> None:
    assert edits_between(one, other, 8) == edits


def test_warm_may_be_called_again() -> None:
    warm()
    warm()
    assert recognise_country("Kenya") == Recognised("KE")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe / berlin", "Europe/Berlin"),
        ("nairobi", "Africa/Nairobi"),
        ("New York", "America/New_York"),
        ("Deutschland", "Europe/Berlin"),
        ("Brasil", "America/Sao_Paulo"),
        ("utc", "UTC"),
    ],
)
def test_zones_are_meant_by_name_city_or_country(typed, first):
    assert recognise_zones(typed)[0] == first


@pytest.mark.parametrize("typed", ["", " ", "Atlantis", "../../etc/passwd", "Europe", "\0", "x" * 5_000])
def test_zones_of_nothing_known_are_none(typed):
    assert recognise_zones(typed) == ()


@pytest.mark.parametrize(
    ("locale", "country"),
    [("en-US", "US"), ("de", "DE"), ("pt-BR", "BR"), ("hi", "IN"), ("nonsense", "US"), (None, "US")],
)
def test_country_that_a_locale_tells(locale, country):
    assert country_of(locale) == country

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.places import Languages, NotALanguage, recognise_languages, write_language


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("English, español and Français", "en es fr"),
        ("Inglés y portugués", "en pt"),
        ("español e inglés", "es en"),
        ("anglais et arabe", "en ar"),
        ("Deutsch und Englisch", "de en"),
        ("Русский и английский", "ru en"),
        ("中文", "zh"),
        ("中文和英文", "zh en"),
        ("日本語、英語", "ja en"),
        ("한국어, 영어", "ko en"),
        ("العربية، الإنجليزية", "ar en"),
        ("العربية والفرنسية", "ar fr"),
        ("Swahili/Kiswahili", "sw"),
        ("Kiswahili na Kiingereza", "sw en"),
        ("Tagalog/Filipino", "fil"),
        ("isiZulu\nAfrikaans;Sesotho", "zu af st"),
        ("English & French, ENGLISH", "en fr"),
        ("English Spanish French", "en es fr"),
        ("Haitian Creole English", "ht en"),
        ("English (native), French (basic)", "en fr"),
        ("Norwegian (Bokmål)", "no"),
        ("en, fr; spa", "en fr es"),
        ("Brazilian Portuguese, Mandarin, Egyptian Arabic, Farsi", "pt zh ar fa"),
        ("- English\n- Hausa\n- Yoruba", "en ha yo"),
        ("Twi", "ak"),
        ("Vosa Vakaviti, English", "fj en"),
        ("Gagana Samoa and Reo Tahiti", "sm ty"),
        ("Kreyòl, Sepedi, ދިވެހި", "ht nso dv"),
        ("basa Bali; te reo Māori", "ban mi"),
        ("", ""),
        (" ,;/ ", ""),
    ],
)
def test_languages_are_recognised_in_their_order_without_doubles(typed: str, codes: str) -> None:
    assert recognise_languages(typed) == Languages(codes=tuple(codes.split()), unknown=())


@pytest.mark.parametrize(
    ("typed", "codes", "unknown"),
    [
        ("Englsh; German", ("de",), (NotALanguage(text="Englsh", suggestions=("en",)),)),
        ("Bahasa", (), (NotALanguage(text="Bahasa", suggestions=("id", "ms")),)),
        ("a little French", ("fr",), (NotALanguage(text="a little", suggestions=()),)),
        ("I speak my English", ("en",), (NotALanguage(text="I speak my", suggestions=()),)),
        ("French, qwertyuiop", ("fr",), (NotALanguage(text="qwertyuiop", suggestions=()),)),
    ],
)
def test_parts_not_understood_are_named(typed: str, codes: tuple[str, ...], unknown: tuple[NotALanguage, ...]) -> None:
    assert recognise_languages(typed) == Languages(codes=codes, unknown=unknown)


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "ru", "ar", "zh", "de", "sw", "hi"])
def test_common_languages_are_recognised_in_many(language: str) -> None:
    common = [
        "en",
        "es",
        "fr",
        "pt",
        "ru",
        "ar",
        "zh",
        "de",
        "sw",
        "hi",
        "bn",
        "ja",
        "ko",
        "tr",
        "vi",
        "ur",
        "id",
        "it",
    ]
    names = [Locale.parse(language).languages[code] for code in common]
    assert recognise_languages(", ".join(names)) == Languages(codes=tuple(common), unknown=())


@given(typed=st.text(max_size=60))
def test_recognising_languages_never_fails(typed: str) -> None:
    found = recognise_languages(typed)
    assert len(set(found.codes)) == len(found.codes)
    assert all(part.text and len(part.suggestions) <= 3 for part in found.unknown)


@pytest.mark.parametrize("locale", ["en-GB", "ar", "pt-BR", "ja", "xx"])
def test_language_written_for_somebody_is_read_as_the_same(locale):
    codes = ["en", "ar", "sw", "ga", "kri", "yi", "pt", "fa", "zh", "no", "my", "to", "is"]
    assert {code: recognise_languages(write_language(code, locale)).codes for code in codes} == {
        code: (code,) for code in codes
    }

import numpy as np
import pytest

from bot.summarise.languages import languages_of
from bot.summarise.meaning import encode, find_centre

MENTORS = {
    "en": "Every new librarian should have a mentor.",
    "es": "Cada nuevo bibliotecario debería tener un mentor.",
    "fr": "Chaque nouveau bibliothécaire devrait avoir un mentor.",
    "pt": "Cada novo bibliotecário deveria ter um mentor.",
    "de": "Jede neue Bibliothekarin sollte eine Mentorin haben.",
    "ru": "У каждого нового библиотекаря должен быть наставник.",
    "ar": "يجب أن يكون لكل أمين مكتبة جديد مرشد.",
    "zh": "每位新图书馆员都应该有一位导师。",
}
BUDGET = "Our budget for books is cut every year."


@pytest.mark.parametrize(("language", "text"), MENTORS.items())
def test_language_is_told_beside_links_and_code(language: str, text: str) -> None:
    assert languages_of([text, f"{text} https://example.org/the/of/and `for x in the:`"]) == [language, language]


def test_what_has_no_words_has_no_language_and_no_meaning() -> None:
    texts = ["", "👍🏽", "https://example.org", "```\ncode of the house\n```", "42"]
    assert languages_of(texts) == [None] * 5
    assert not encode(texts).any()


def test_one_meaning_in_two_languages_lies_nearer_than_another_meaning() -> None:
    rows = encode([*MENTORS.values(), BUDGET])
    likeness = rows @ rows.T
    assert likeness[:-1, :-1].min() > likeness[-1, :-1].max()


def test_many_texts_that_are_alike_stay_alike_without_their_centre() -> None:
    rows = encode([MENTORS["en"]] * 50)
    left = find_centre(rows, ["en"] * 50).subtract(rows, ["en"] * 50)
    assert np.allclose(left @ left.T, 1, atol=1e-3)

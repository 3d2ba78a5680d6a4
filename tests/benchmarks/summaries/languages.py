"""The same sentence found again in another language, and the language of a text told."""

from collections.abc import Mapping, Sequence
from statistics import mean

import numpy as np

from bot.summarise.languages import languages_of
from bot.summarise.meaning import Vectors, encode
from tests.benchmarks.figures import Figure, at_least
from tests.benchmarks.summaries.texts import rows_of

ENGLISH = "en"
_FILES = {
    ENGLISH: "eng_Latn",
    "es": "spa_Latn",
    "fr": "fra_Latn",
    "pt": "por_Latn",
    "ru": "rus_Cyrl",
    "de": "deu_Latn",
    "ar": "arb_Arab",
    "zh": "zho_Hans",
}
_FOUND, _TOLD, _TOLD_SHORT = 0.97, 0.99, 0.95
_FEW_WORDS, _FEW_CHARACTERS = 6, 12
"""Chinese has no spaces: as many characters as six words have."""


def measure(most: int) -> list[Figure]:
    """Each of the seven languages to English and back, and the language of whole sentences and of six words."""
    texts = {code: _sentences(name, most) for code, name in _FILES.items()}
    meanings = {code: encode(each) for code, each in texts.items()}
    figures = [
        at_least(
            f"same sentence among {len(texts[code])}, en and {code}: the worse way",
            [min(_found(meanings[ENGLISH], meanings[code]), _found(meanings[code], meanings[ENGLISH]))],
            _FOUND,
            "{:.3f}",
        )
        for code in _FILES
        if code != ENGLISH
    ]
    short = {code: [_shortened(text) for text in each] for code, each in texts.items()}
    return [
        *figures,
        at_least("language told, sentences", [_told(texts)], _TOLD, "{:.4f}"),
        at_least("language told, six words", [_told(short)], _TOLD_SHORT, "{:.4f}"),
    ]


def _sentences(name: str, most: int) -> list[str]:
    """In the order of their ids, which are the same in every language."""
    rows = sorted(rows_of(f"sib200_{name}_train.jsonl", 10_000), key=lambda row: int(row["id"]))
    return [row["text"] for row in rows[:most]]


def _found(one: Vectors, other: Vectors) -> float:
    """The share of rows to which, of all the others', their own lies nearest."""
    return float(np.mean((one @ other.T).argmax(axis=1) == np.arange(len(one))))


def _told(texts: Mapping[str, Sequence[str]]) -> float:
    return mean(found == code for code, each in texts.items() for found in languages_of(each))


def _shortened(text: str) -> str:
    words = text.split()[:_FEW_WORDS]
    return " ".join(words) if len(words) == _FEW_WORDS else text[:_FEW_CHARACTERS]

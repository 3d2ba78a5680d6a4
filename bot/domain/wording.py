"""Sentences about a summary that a language model worded; `bot.domain.wording_check` proves what they say."""

from dataclasses import dataclass

LONGEST_SENTENCE = 300
MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, with the numbers of the themes it is about and of the quotes it quotes from."""

    text: str
    themes: tuple[int, ...]
    quotes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A quote in the language of the summary; it stands beside the original, never alone."""

    quote: int
    """The number of the quote."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a language model wrote of a summary in a language (ISO 639-1); `model` is its name, as readers are told."""

    model: str
    language: str
    sentences: tuple[Sentence, ...] = ()
    translations: tuple[Translation, ...] = ()

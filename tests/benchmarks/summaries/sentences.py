"""75 words of each thread of mails, held against what a person wrote of it: ours, sumy's, and just the lead.

All but the lead say who speaks. sumy does better here without its stop words, so it has none.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from statistics import mean
from typing import Any

from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as Heard
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from bot.summarise.choosing import Sentence, choose_sentences
from bot.summarise.meaning import encode
from bot.summarise.spans import quotable_sentences, sentences_in
from bot.summarise.tokens import words_in
from tests.benchmarks.figures import Figure, at_least, beside
from tests.benchmarks.summaries.rouge import rouge
from tests.benchmarks.summaries.texts import Row, rows_of

WORDS = 75
_BARS = {"ROUGE-1": 30.0, "ROUGE-2": 6.4, "ROUGE-L": 18.3}
_MAILS = 10
"""Texts of other benchmarks for one thread of these, which is so much longer."""


def measure(most: int) -> list[Figure]:
    """The means over the threads, of each text's first 75 words."""
    threads = rows_of("convosumm_email_val50.jsonl", max(2, most // _MAILS))
    figures: list[Figure] = []
    for title, tell in _WAYS.items():
        scores = [rouge(" ".join(tell(thread).split()[:WORDS]), thread["summary"]) for thread in threads]
        for (name, bar), found in zip(_BARS.items(), map(mean, zip(*scores, strict=True)), strict=True):
            line = f"{WORDS} words, {name}: {title}"
            figures.append(at_least(line, [found], bar) if tell is _ours else beside(line, [found]))
    return figures


def _ours(thread: Row) -> str:
    said = [sentence for number, mail in enumerate(thread["messages"]) for sentence in _sentences(number, mail)]
    meanings = encode([each.text for each in said])
    chosen = sorted(choose_sentences(said, meanings, most=len(said), most_words=WORDS))
    return _told(thread, [(said[place].number, said[place].text) for place in chosen])


def _told(thread: Row, chosen: Iterable[tuple[int, str]]) -> str:
    """Sentences in the order in which they were said, each mail's after the name of who wrote it."""
    mails = groupby(chosen, key=lambda each: each[0])
    return " ".join(
        f"{thread['messages'][number]['author']}: {' '.join(text for _, text in of)}" for number, of in mails
    )


def _sentences(number: int, mail: Row) -> list[Sentence]:
    text, speakers = mail["text"], frozenset([mail["author"]])
    parts = [text[start:end] for start, end in quotable_sentences(text)]
    return [
        Sentence(text=part, number=number, part=place, speakers=speakers, words=len(part.split()) + 1)
        for place, part in enumerate(parts)
    ]


def _lead(thread: Row) -> str:
    return " ".join(mail["text"] for mail in thread["messages"])


class _Tokens:
    """Tells sumy what a word is. Its own needs data that must be downloaded."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(words_in(text))


def _by_sumy(ranker: Any) -> Callable[[Row], str]:
    def tell(thread: Row) -> str:
        mails = [_heard(mail["text"]) for mail in thread["messages"]]
        places = {id(sentence): number for number, mail in enumerate(mails) for sentence in mail}
        chosen = ranker(ObjectDocumentModel(map(Paragraph, mails)), _the_best)
        return _told(thread, [(places[id(each)], str(each)) for each in chosen])

    return tell


def _heard(text: str) -> list[Heard]:
    return [Heard(text[start:end], _Tokens()) for start, end in sentences_in(text) if text[start:end].strip()]


def _the_best(ranked: Sequence[Any]) -> list[Any]:
    """The best sentences until there are enough words; sumy then puts them in the order of the text."""
    chosen: list[Any] = []
    for each in ranked:
        if sum(len(str(found.sentence).split()) for found in chosen) >= WORDS:
            break
        chosen.append(each)
    return chosen


_WAYS: dict[str, Callable[[Row], str]] = {
    "ours": _ours,
    "sumy's LexRank": _by_sumy(LexRankSummarizer(Stemmer("english"))),
    "sumy's TextRank": _by_sumy(TextRankSummarizer(Stemmer("english"))),
    "the lead": _lead,
}

"""Quotes for a group of replies: the most telling spans, spread over people, word for word."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.domain.ids import MemberId
from bot.domain.summary import Quote
from bot.domain.words import Words, may_be_named, may_be_quoted
from bot.summarise.atoms import Span
from bot.summarise.likeness import Space, Vectors
from bot.summarise.spans import quotable_spans
from bot.summarise.tokens import stem_of, words_in

MOST_QUOTES = 3
_MOST_TRIED = 30
_ALREADY_HEARD = 0.8
_TOO_ALIKE = 0.7
_GOOD_LENGTH = 60


@dataclass(slots=True, kw_only=True)
class Quoter:
    """Chooses quotes for one group after the other and remembers who was heard, so that others come to word.

    Numbers run from 1 through all groups in the order in which they are asked for.
    """

    space: Space
    heard: set[MemberId] = field(default_factory=set[MemberId])
    given: int = 0

    def choose(self, members: Sequence[Words], vectors: Vectors, most: int = MOST_QUOTES) -> tuple[Quote, ...]:
        """Return up to `most` quotes, the most telling first, of different people and different in what they say.

        Args:
            members: the replies to quote from; those that may not be quoted only help to tell what is typical.
            vectors: a row of `space` for each of them.
            most: how many quotes are wanted.
        """
        centre = vectors.sum(axis=0)
        speakers: set[MemberId] = set()
        chosen: list[Quote] = []
        for row in self._order(members, vectors @ centre):
            words = members[row]
            if len(chosen) == most or speakers.intersection(words.authors):
                continue
            span = self._best_span(words.text, centre)
            if span is None or _is_repeated(words.text[slice(*span)], chosen):
                continue
            chosen.append(self._quote(words, span))
            speakers.update(words.authors)
        self.heard |= speakers
        return tuple(chosen)

    def _order(self, members: Sequence[Words], relevance: Vectors) -> list[int]:
        weights = [
            round(float(likeness), 4) * (1 if self.heard.isdisjoint(words.authors) else _ALREADY_HEARD)
            for words, likeness in zip(members, relevance, strict=True)
        ]
        quotable = (row for row, words in enumerate(members) if may_be_quoted(words))
        return sorted(quotable, key=lambda row: (-weights[row], members[row].reply_id))[:_MOST_TRIED]

    def _best_span(self, text: str, centre: Vectors) -> Span | None:
        spans = quotable_spans(text)
        if len(spans) < 2:
            return spans[0] if spans else None
        relevance = self.space.place([text[start:end] for start, end in spans]) @ centre
        lengths = np.array([min(1.0, (end - start) / _GOOD_LENGTH) for start, end in spans])
        return spans[int(np.argmax(np.round((relevance + 1e-3) * lengths, 5)))]

    def _quote(self, words: Words, span: Span) -> Quote:
        self.given += 1
        named = may_be_named(words)
        return Quote(
            reply_id=words.reply_id,
            text=words.text[slice(*span)],
            start=span[0],
            end=span[1],
            number=self.given,
            credit=words.author_names if named else (),
            link=words.link if named else None,
        )


def _is_repeated(text: str, chosen: Sequence[Quote]) -> bool:
    stems = _stems_of(text)
    others = (_stems_of(quote.text) for quote in chosen)
    return any(len(stems & other) > _TOO_ALIKE * len(stems | other) for other in others)


def _stems_of(text: str) -> frozenset[str]:
    return frozenset(map(stem_of, words_in(text)))

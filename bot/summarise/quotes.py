"""Quotes for a group of replies: the most telling spans, spread over people, word for word."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bot.domain.ids import MemberId, ReplyId
from bot.domain.summary import Quote
from bot.domain.words import Words, may_be_named, may_be_quoted
from bot.summarise.answering import speaks_against
from bot.summarise.atoms import Span
from bot.summarise.candidates import stems_in
from bot.summarise.choosing import Sentence, choose_sentences, repeats
from bot.summarise.landscape import Landscape
from bot.summarise.meaning import Vectors
from bot.summarise.spans import quotable_spans
from bot.summarise.tokens import words_in

_MOST_TRIED = 30
_ALREADY_HEARD = 0.8
_SAME_SIDE = 0.6
"""Where all quotes so far say no, or none does. Of themes with replies for and against it shows both sides in more."""
_NO_PART_OF_THE_LABEL = 0.5
"""For who speaks of no part of the label that is still without a quote, from the second quote on."""
_GOOD_LENGTH = 60


@dataclass(slots=True, kw_only=True)
class Quoter:
    """Chooses quotes for one group after the other and remembers who was heard, so that others come to word.

    Numbers run from 1 through all groups in the order in which they are asked for. `words` are all replies in the order
    of the landscape, and `regions` names that of a reply where it is known.
    """

    words: Sequence[Words]
    land: Landscape
    regions: Mapping[ReplyId, str] = field(default_factory=dict[ReplyId, str])
    heard: set[MemberId] = field(default_factory=set[MemberId])
    given: int = 0

    def choose(self, rows: Sequence[int], most: int, label: Sequence[str] = ()) -> tuple[Quote, ...]:
        """Return up to `most` quotes of different people: the most typical first, then what it leaves untold.

        Each further one is that to which most replies are nearer than to those before it (facility location); those of
        a language or a region that has no quote yet come before others, and so do those that speak of a part of the
        label of which no quote speaks.

        Args:
            rows: the replies to quote from; those that may not be quoted only help to tell what is typical.
            most: how many quotes are wanted.
            label: the phrases that name these replies.
        """
        places = np.array(rows, dtype=np.intp)
        typical = self._typical(places)
        untold = _Untold.of(self.land, places, list(typical))
        chosen: dict[int, Quote] = {}
        label_parts = _LabelParts.of(label, {row: self.words[row].text for row in typical})
        while typical and len(chosen) < most:
            fresh = {row: self._freshness(row, chosen) * label_parts.worth(row) for row in typical}
            worths = {row: each * untold.worth(row) * fresh[row] for row, each in typical.items()}
            row = self._ordered(worths)[0]
            del typical[row]
            heard = {author for other in chosen for author in self.words[other].authors}
            span = None if heard.intersection(self.words[row].authors) else self._best_span(row, places)
            if span and not repeats(self.words[row].text[slice(*span)], [each.text for each in chosen.values()]):
                chosen[row] = self._quote(self.words[row], span)
                untold.tell(row)
                label_parts.tell(chosen[row].text)
        self.heard.update(author for row in chosen for author in self.words[row].authors)
        return tuple(chosen.values())

    def choose_alone(self, most: int) -> tuple[Quote, ...]:
        """Return up to `most` quotes of different people that stand for all replies, where there are no themes."""
        spans = {row: quotable_spans(self.words[row].text) for row in sorted(self._typical(np.arange(len(self.words))))}
        tried = [row for row in spans if spans[row]]
        found = [(row, part) for row in tried for part in range(len(spans[row]))]
        sentences = [self._sentence(row, part, spans[row][part]) for row, part in found]
        meanings = [self.land.place(self._parts(row, spans[row]), self.land.found.languages[row]) for row in tried]
        chosen = choose_sentences(sentences, np.vstack(meanings), most=most, once_each=True) if found else []
        return tuple(self._quote(self.words[row], spans[row][part]) for row, part in map(found.__getitem__, chosen))

    def _parts(self, row: int, spans: Sequence[Span]) -> list[str]:
        return [self.words[row].text[start:end] for start, end in spans]

    def _sentence(self, row: int, part: int, span: Span) -> Sentence:
        words = self.words[row]
        voices = ("language", self.land.found.languages[row]), ("region", self.regions.get(words.reply_id))
        text = words.text[slice(*span)]
        return Sentence(
            text=text,
            number=row,
            part=part,
            speakers=frozenset(words.authors),
            words=sum(1 for _ in words_in(text)),
            voices=frozenset(voice for voice in voices if voice[1] is not None),
        )

    def _typical(self, places: NDArray[np.intp]) -> dict[int, float]:
        """Return how typical those are that may be quoted, 1 on average; of many only the most typical."""
        relevance = self.land.relevance(places) * len(places)
        found = zip(map(int, places), map(float, relevance), strict=True)
        allowed = {row: round(each, 4) for row, each in found if may_be_quoted(self.words[row])}
        return {row: allowed[row] for row in self._ordered(allowed)[:_MOST_TRIED]}

    def _ordered(self, weights: Mapping[int, float]) -> list[int]:
        return sorted(weights, key=lambda row: (-round(weights[row], 4), self.words[row].reply_id))

    def _freshness(self, row: int, voiced: Collection[int]) -> float:
        """Return 1 for who was not heard yet, less for each quote of the same language or region, and for who was.

        It is less, too, for who says no when all quotes do, and for who says nothing against when none does.
        """
        heard = 0 if self.heard.isdisjoint(self.words[row].authors) else 1
        fresh = _ALREADY_HEARD ** (heard + sum(self._shares_a_voice(row, other) for other in voiced))
        sides = {speaks_against(self.words[other].text) for other in voiced}
        return fresh * (_SAME_SIDE if sides == {speaks_against(self.words[row].text)} else 1)

    def _shares_a_voice(self, one: int, other: int) -> bool:
        languages = self.land.found.languages
        region = self.regions.get(self.words[one].reply_id)
        same_region = region is not None and region == self.regions.get(self.words[other].reply_id)
        return languages[one] == languages[other] or same_region

    def _best_span(self, row: int, places: NDArray[np.intp]) -> Span | None:
        text = self.words[row].text
        spans = quotable_spans(text)
        if len(spans) < 2:
            return spans[0] if spans else None
        relevance = self.land.nearness(self._parts(row, spans), self.land.found.languages[row], places)
        lengths = np.array([min(1.0, (end - start) / _GOOD_LENGTH) for start, end in spans])
        return spans[int(np.argmax(np.round((relevance + 1e-3) * lengths, 4)))]

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


@dataclass(slots=True, kw_only=True)
class _Untold:
    """What quotes leave untold: how near each reply is to those that may be quoted, and to the nearest that is."""

    near: Mapping[int, Vectors]
    told: Vectors

    @classmethod
    def of(cls, land: Landscape, places: NDArray[np.intp], tried: Sequence[int]) -> "_Untold":
        """Return it for replies of which none is quoted yet."""
        near = land.likeness(places, np.array(tried, dtype=np.intp))
        near[places[:, None] == np.array(tried)[None, :]] = 0
        return cls(near=dict(zip(tried, near.T, strict=True)), told=np.zeros(len(places), dtype=np.float32))

    def tell(self, row: int) -> None:
        self.told = np.maximum(self.told, self.near[row])

    def worth(self, row: int) -> float:
        return round(float(np.maximum(self.near[row] - self.told, 0).sum()), 4)


@dataclass(slots=True, kw_only=True)
class _LabelParts:
    """The parts of a label of which no quote speaks yet, as stems; which replies speak of them is seen in `spoken`."""

    left: list[frozenset[str]]
    spoken: Mapping[int, frozenset[str]]
    is_begun: bool = False

    @classmethod
    def of(cls, label: Sequence[str], texts: Mapping[int, str]) -> "_LabelParts":
        """Return it for the texts of replies of which none is quoted yet."""
        return cls(left=[stems_in(part) for part in label], spoken={row: stems_in(texts[row]) for row in texts})

    def tell(self, quoted: str) -> None:
        self.is_begun = True
        heard = stems_in(quoted)
        self.left = [part for part in self.left if not part <= heard]

    def worth(self, row: int) -> float:
        if not self.is_begun or not self.left or any(part <= self.spoken[row] for part in self.left):
            return 1.0
        return _NO_PART_OF_THE_LABEL

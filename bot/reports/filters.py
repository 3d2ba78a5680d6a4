"""What the quotes of a page can be filtered by: only by what stands beside them, never by what is hidden."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.harmless import calm
from bot.domain.ids import ReplyId
from bot.domain.report import Report
from bot.domain.summary import Quote, all_quotes
from bot.domain.voices import Voice
from bot.reports.charts import name_field
from bot.texts.speech import Speech

_MOST_FIELDS = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to filter by, with its values and what they are called."""

    name: str
    """Of the attribute `data-…` of a quote; letters alone."""
    title: str
    values: tuple[tuple[str, str], ...]
    personal: bool = False
    """Whether people said it of themselves: fewer than three quotes are not shown then."""


class QuoteMarks:
    """What is known of each quote of a report, and what of it readers may choose."""

    def __init__(self, report: Report, speech: Speech) -> None:
        self._report, self._speech = report, speech
        self.voices: Mapping[ReplyId, Voice] = {each.reply_id: each for each in report.voices}
        self._fields = sorted({field for each in report.voices for field in each.values})[:_MOST_FIELDS]

    def marks_of(self, quote: Quote) -> tuple[tuple[str, str], ...]:
        """Return the names and values of its attributes."""
        voice = self.voices.get(quote.reply_id)
        return tuple(self._marks(voice)) if voice else ()

    def _marks(self, voice: Voice) -> Iterator[tuple[str, str]]:
        if kind := voice.kind or voice.proposed_kind:
            yield "kind", kind
        if voice.language:
            yield "language", voice.language
        if self._report.round_name:
            yield "prompt", str(voice.prompt_number)
        for place, field in enumerate(self._fields):
            if value := voice.values.get(field):
                yield _letters(place), value

    def tags_of(self, quote: Quote) -> tuple[str, ...]:
        """Return what stands under it in words: its kind, its language where that is another, where it comes from."""
        voice = self.voices.get(quote.reply_id)
        if voice is None:
            return ()
        say = self._speech.say
        kind = voice.kind or voice.proposed_kind
        foreign = voice.language not in ("", self._speech.locale.language)
        return (
            *([say(f"report.kind.{kind}")] if voice.kind else []),
            *([say("report.proposed", kind=say(f"report.kind.{kind}"))] if kind and not voice.kind else []),
            *([self._speech.language(voice.language)] if foreign else []),
            *(self._report.name_of(field, value) for field, value in sorted(voice.values.items())),
        )

    def choices(self) -> tuple[Choice, ...]:
        """Return what there is to choose from: of each at least two values."""
        say = self._speech.say
        kinds = self._values("kind", lambda kind: say(f"report.kind.{kind}"))
        languages = self._values("language", self._speech.language)
        titles = {str(each.prompt_number): each.title for each in self._report.summaries if each.prompt_number}
        prompts = self._values("prompt", lambda number: _of_prompt(number, titles, self._speech))
        found = (
            Choice(name="prompt", title=say("report.filter.prompt"), values=prompts),
            Choice(name="kind", title=say("report.filter.kind"), values=kinds),
            Choice(name="language", title=say("report.filter.language"), values=languages),
            *(self._personal(place, field) for place, field in enumerate(self._fields)),
        )
        return tuple(each for each in found if len(each.values) > 1)

    def _personal(self, place: int, field: str) -> Choice:
        name = _letters(place)
        values = self._values(name, lambda value: self._report.name_of(field, value))
        return Choice(name=name, title=name_field(field, self._speech).capitalize(), values=values, personal=True)

    def _values(self, name: str, called: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
        quotes = (quote for summary in self._report.summaries for quote in all_quotes(summary))
        found = {value for quote in quotes for mark, value in self.marks_of(quote) if mark == name}
        if name == "prompt":
            return tuple((value, called(value)) for value in sorted(found, key=int))
        return tuple(sorted(((value, called(value)) for value in found), key=lambda each: each[1]))


def _of_prompt(number: str, titles: Mapping[str, str], speech: Speech) -> str:
    named = speech.say("report.prompt", number=int(number))
    return f"{named} · {calm(titles[number])}" if number in titles else named


def _letters(place: int) -> str:
    """A name of letters: what a field is called may hold anything."""
    return "said" + "abcdefghijklmnopqrstuvwxyz"[place]

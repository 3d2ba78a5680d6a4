"""Holds a summary against the replies as they stand now: every statement in it can be proved, or is named a fault."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.cells import FEWEST_IN_A_CELL, Crossing, is_true_to
from bot.domain.ids import MemberId, ReplyId
from bot.domain.partner_figures import PartnerFigures
from bot.domain.summary import (
    FEWEST_PEOPLE_IN_A_THEME,
    LONGEST_QUOTE,
    Quote,
    Summary,
    Theme,
    all_quotes,
    is_shared_word,
    quotes_in_reserve,
)
from bot.domain.summary_kinds import count_kinds, renew_kinds
from bot.domain.summary_repair import worded_as_proved
from bot.domain.words import Words, figures_of, may_be_named, may_be_quoted, people_of


class FaultKind(StrEnum):
    """What is wrong in a summary."""

    REPLY_IS_GONE = "reply_is_gone"
    REPLY_IN_TWO_THEMES = "reply_in_two_themes"
    FIGURES_DIFFER = "figures_differ"
    PARTNERS_DIFFER = "partners_differ"
    PEOPLE_DIFFER = "people_differ"
    KINDS_DIFFER = "kinds_differ"
    CELLS_DIFFER = "cells_differ"
    AGREED_DIFFERS = "agreed_differs"
    TOO_FEW_PEOPLE = "too_few_people"
    WORD_IS_NOT_SHARED = "word_is_not_shared"
    QUOTE_IS_ELSEWHERE = "quote_is_elsewhere"
    QUOTE_IS_NOT_ALLOWED = "quote_is_not_allowed"
    QUOTE_IS_NOT_WORD_FOR_WORD = "quote_is_not_word_for_word"
    QUOTE_IS_TOO_LONG = "quote_is_too_long"
    NAME_IS_NOT_ALLOWED = "name_is_not_allowed"
    LINK_IS_NOT_ALLOWED = "link_is_not_allowed"
    NUMBER_USED_TWICE = "number_used_twice"
    WORDING_IS_NOT_PROVED = "wording_is_not_proved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong, with the reply or the label that it is about where there is one."""

    kind: FaultKind
    reply_id: ReplyId | None = None
    label: str | None = None


Values = Mapping[str, Mapping[MemberId, str]]
"""What people said of themselves: the field, the person, the value."""
Agreeing = Mapping[int, Collection[MemberId]]
"""Who agrees with a theme, by its number."""


def check_summary(
    summary: Summary,
    words: Iterable[Words],
    partners: PartnerFigures | None = None,
    *,
    values: Values | None = None,
    agreeing: Agreeing | None = None,
) -> list[Fault]:
    """Return everything in the summary that the replies do not prove; an empty list means that it may be published.

    `words` are the replies that stand now; more than the summary considered may be among them. A reply that was
    withdrawn is missing there and so becomes a fault; one that was edited no longer holds its quotes. `partners` are
    counted from where people stood when the round closed, to hold the summary of a round against. `values` are what
    people said of themselves when it was drafted or approved, `agreeing` who agrees; where they are None, cells and
    counts of those who agree are only held against each other.
    """
    standing = {each.reply_id: each for each in words}
    return [
        *_faults_of_figures(summary, standing),
        *(fault for theme in summary.themes for fault in _faults_of_theme(theme, summary, standing)),
        *(fault for quote in _quotes_of(summary) for fault in _faults_of_quote(quote, standing)),
        *_faults_of_places(summary),
        *_faults_of_kinds(summary, standing),
        *_faults_of_cells(summary, standing, values),
        *_faults_of_agreement(summary, standing, agreeing),
        *([Fault(kind=FaultKind.WORDING_IS_NOT_PROVED)] if worded_as_proved(summary) != summary else []),
        *([Fault(kind=FaultKind.PARTNERS_DIFFER)] if partners not in (None, summary.partners) else []),
    ]


def _quotes_of(summary: Summary) -> tuple[Quote, ...]:
    return (*all_quotes(summary), *quotes_in_reserve(summary))


def _faults_of_figures(summary: Summary, standing: Mapping[ReplyId, Words]) -> Iterator[Fault]:
    for reply_id in summary.reply_ids:
        if reply_id not in standing:
            yield Fault(kind=FaultKind.REPLY_IS_GONE, reply_id=reply_id)
    if summary.figures != figures_of(standing[each] for each in summary.reply_ids if each in standing):
        yield Fault(kind=FaultKind.FIGURES_DIFFER)


def _faults_of_theme(theme: Theme, summary: Summary, standing: Mapping[ReplyId, Words]) -> Iterator[Fault]:
    considered = {*summary.reply_ids}
    for reply_id in theme.reply_ids:
        if reply_id not in considered:
            yield Fault(kind=FaultKind.REPLY_IS_GONE, reply_id=reply_id, label=theme.label)
    members = [standing[each] for each in theme.reply_ids if each in standing]
    if theme.people != len(people_of(members)):
        yield Fault(kind=FaultKind.PEOPLE_DIFFER, label=theme.label)
    if theme.people < FEWEST_PEOPLE_IN_A_THEME:
        yield Fault(kind=FaultKind.TOO_FEW_PEOPLE, label=theme.label)
    if not theme.label or not all(is_shared_word(word, members) for word in theme.words):
        yield Fault(kind=FaultKind.WORD_IS_NOT_SHARED, label=theme.label)


def _faults_of_quote(quote: Quote, standing: Mapping[ReplyId, Words]) -> Iterator[Fault]:
    source = standing.get(quote.reply_id)
    if source is None:
        yield Fault(kind=FaultKind.REPLY_IS_GONE, reply_id=quote.reply_id)
        return
    named = may_be_named(source)
    wrong = {
        FaultKind.QUOTE_IS_NOT_ALLOWED: not may_be_quoted(source),
        FaultKind.QUOTE_IS_NOT_WORD_FOR_WORD: not _is_word_for_word(quote, source),
        FaultKind.QUOTE_IS_TOO_LONG: len(quote.text) > LONGEST_QUOTE,
        FaultKind.NAME_IS_NOT_ALLOWED: bool(quote.credit) and not (named and quote.credit == source.author_names),
        FaultKind.LINK_IS_NOT_ALLOWED: quote.link is not None and not (named and quote.link == source.link),
    }
    for kind, is_wrong in wrong.items():
        if is_wrong:
            yield Fault(kind=kind, reply_id=quote.reply_id)


def _is_word_for_word(quote: Quote, source: Words) -> bool:
    return bool(quote.text) and (source.forgotten or source.text[quote.start : quote.end] == quote.text)


def _faults_of_kinds(summary: Summary, standing: Mapping[ReplyId, Words]) -> Iterator[Fault]:
    considered = {each: standing[each] for each in summary.reply_ids if each in standing}
    if summary.kinds != renew_kinds(summary.kinds, considered):
        yield Fault(kind=FaultKind.KINDS_DIFFER)
    for theme in summary.themes:
        if theme.kinds != count_kinds(theme.reply_ids, summary.kinds, considered):
            yield Fault(kind=FaultKind.KINDS_DIFFER, label=theme.label)


def _faults_of_cells(summary: Summary, standing: Mapping[ReplyId, Words], values: Values | None) -> Iterator[Fault]:
    themes = {theme.number: theme for theme in summary.themes}
    wrote = people_of(standing[each] for each in summary.reply_ids if each in standing)
    for crossing in summary.crossings:
        known = _values_in(crossing, values, wrote)
        if [row.theme for row in crossing.rows] != [*themes]:
            yield Fault(kind=FaultKind.CELLS_DIFFER, label=crossing.field)
            continue
        for row in crossing.rows:
            people = people_of(standing[each] for each in themes[row.theme].reply_ids if each in standing)
            shown = [cell for cell in row.cells if cell is not None]
            fits = sum(shown) <= len(people) and min(shown, default=FEWEST_IN_A_CELL) >= FEWEST_IN_A_CELL
            fits = fits and len(row.cells) == len(crossing.columns)
            if not fits or (known is not None and not is_true_to(row, crossing, people, known)):
                yield Fault(kind=FaultKind.CELLS_DIFFER, label=themes[row.theme].label)


def _values_in(crossing: Crossing, values: Values | None, wrote: Collection[MemberId]) -> Mapping[MemberId, str] | None:
    if values is None:
        return None
    return {member: value for member, value in values.get(crossing.field, {}).items() if member in wrote}


def _faults_of_agreement(
    summary: Summary, standing: Mapping[ReplyId, Words], agreeing: Agreeing | None
) -> Iterator[Fault]:
    for theme in summary.themes:
        wrote = people_of(standing[each] for each in theme.reply_ids if each in standing)
        agree = None if agreeing is None else len({*agreeing.get(theme.number, ())} - wrote)
        if theme.agreed < 0 or agree not in (None, theme.agreed):
            yield Fault(kind=FaultKind.AGREED_DIFFERS, label=theme.label)


def _faults_of_places(summary: Summary) -> Iterator[Fault]:
    for theme in summary.themes:
        for quote in (*theme.quotes, *theme.reserve):
            if quote.reply_id not in theme.reply_ids:
                yield Fault(kind=FaultKind.QUOTE_IS_ELSEWHERE, reply_id=quote.reply_id, label=theme.label)
    for quote in (*summary.quotes, *summary.reserve):
        if quote.reply_id not in summary.reply_ids:
            yield Fault(kind=FaultKind.QUOTE_IS_ELSEWHERE, reply_id=quote.reply_id)
    places = Counter(reply_id for theme in summary.themes for reply_id in theme.reply_ids)
    for number, times in Counter(theme.number for theme in summary.themes).items():
        if times > 1:
            yield Fault(kind=FaultKind.NUMBER_USED_TWICE, label=str(number))
    for reply_id, times in places.items():
        if times > 1:
            yield Fault(kind=FaultKind.REPLY_IN_TWO_THEMES, reply_id=reply_id)
    numbers = Counter(quote.number for quote in _quotes_of(summary))
    for quote in _quotes_of(summary):
        if numbers[quote.number] > 1:
            yield Fault(kind=FaultKind.NUMBER_USED_TWICE, reply_id=quote.reply_id)

"""Replies as the data of a report give them away: without anybody's id, and so that no hidden cell can be reckoned."""

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.ids import MemberId, ReplyId
from bot.domain.kind import Kind
from bot.domain.summary import Summary
from bot.domain.summary_kinds import Origin
from bot.domain.words import Words, may_be_quoted

ValuesOf = Mapping[str, Mapping[MemberId, str]]
"""For each field, such as "region", what people said of themselves."""
Authors = tuple[MemberId, ...]
Places = tuple[tuple[int | None, int | None], ...]
"""Prompts, None for the whole round, and the theme in the summary of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One reply that may be shown."""

    reply_id: ReplyId
    """Not to be published."""
    speaker: int
    """Chosen by lot: the same number is the same person, or pair; but who is hidden somewhere has several."""
    text: str
    prompt_number: int
    language: str
    """By its CLDR code; empty where it could not be told."""
    kind: Kind | None
    """As its writer or a moderator says."""
    proposed_kind: Kind | None
    """As it reads, where nobody says."""
    theme: int | None
    """Its number in the summary of the prompt, or in that of all where the prompt has none."""
    values: Mapping[str, str]
    """What its writer said of themselves, of one field at most, as far as no hidden cell can be reckoned from it."""


@dataclass(frozen=True, slots=True)
class _Look:
    """A summary, by what is asked of it again and again."""

    themes: Mapping[ReplyId, int | None]
    """Of each reply that it considered."""
    shown: frozenset[tuple[str, str, int | None]]
    """Field, value and theme of each cell that is not hidden."""


_NOWHERE = _Look({}, frozenset())


def voices_of(
    summaries: Sequence[Summary],
    words: Iterable[Words],
    values_of: ValuesOf,
    languages: Mapping[ReplyId, str],
    lot: random.Random,
) -> tuple[Voice, ...]:
    """Return the replies that may be quoted and whose words are kept, by prompt and then in an order by lot.

    A value of a person is shown only where the cells of all their replies are, in every summary that considered these:
    nowhere, where one of them has no such table.
    Who is known to be from Europe in one theme must not be found again in another, where the Europeans are hidden: as
    soon as any cell is shown, nobody of whom a cell is hidden has the same number in two themes. Only the first field
    of which a cell is shown is told at all: two together, such as region and career stage, are true of too few.
    """
    looks = {each.prompt_number: _look_at(each) for each in sorted(summaries, key=lambda each: each.prompt_number or 0)}
    shown = {each.reply_id: each for each in words if may_be_quoted(each) and not each.forgotten}
    safe = _safe_values([*looks.values()], shown.values(), values_of)
    exposed = {field for look in looks.values() for field, _, _ in look.shown}
    told = next((table.field for each in summaries for table in each.crossings if table.field in exposed), "")
    keys = {
        reply_id: (each.authors, () if exposed <= safe[each.authors].keys() else _places_of(each, looks))
        for reply_id, each in shown.items()
    }
    numbers = _draw_numbers(keys.values(), lot)
    kinds = {each.reply_id: each for summary in summaries for each in summary.kinds}
    order = lot.sample(sorted(shown), len(shown))
    order.sort(key=lambda reply_id: shown[reply_id].prompt_number)
    return tuple(
        Voice(
            reply_id=reply_id,
            speaker=numbers[keys[reply_id]],
            text=shown[reply_id].text,
            prompt_number=shown[reply_id].prompt_number,
            language=languages.get(reply_id, ""),
            kind=found.kind if (found := kinds.get(reply_id)) and found.origin is not Origin.PROPOSED else None,
            proposed_kind=found.kind if found and found.origin is Origin.PROPOSED else None,
            theme=looks.get(shown[reply_id].prompt_number, looks.get(None, _NOWHERE)).themes.get(reply_id),
            values={field: value for field, value in safe[shown[reply_id].authors].items() if field == told},
        )
        for reply_id in order
    )


def _look_at(summary: Summary) -> _Look:
    placed = {reply_id: theme.number for theme in summary.themes for reply_id in theme.reply_ids}
    return _Look(
        {reply_id: placed.get(reply_id) for reply_id in summary.reply_ids},
        frozenset(
            (table.field, column, row.theme)
            for table in summary.crossings
            for row in table.rows
            for column, cell in zip(table.columns, row.cells, strict=True)
            if cell is not None
        ),
    )


def _places_of(words: Words, looks: Mapping[int | None, _Look]) -> Places:
    """In which theme the reply is of each summary that considered it."""
    return tuple(
        (number, look.themes[words.reply_id]) for number, look in looks.items() if words.reply_id in look.themes
    )


def _safe_values(
    looks: Sequence[_Look], shown: Collection[Words], values_of: ValuesOf
) -> dict[Authors, dict[str, str]]:
    """Return what may be shown of each group of authors, by field."""
    written: dict[Authors, list[ReplyId]] = {}
    for each in shown:
        written.setdefault(each.authors, []).append(each.reply_id)
    return {authors: dict(_shown_of(authors, ids, looks, values_of)) for authors, ids in written.items()}


def _shown_of(
    authors: Authors, reply_ids: Collection[ReplyId], looks: Sequence[_Look], values_of: ValuesOf
) -> Iterator[tuple[str, str]]:
    places = [(look, look.themes[each]) for look in looks for each in reply_ids if each in look.themes]
    for field, value_of in values_of.items():
        stated = {value_of.get(author, "") for author in authors}
        value = stated.pop()
        if not stated and value and all((field, value, theme) in look.shown for look, theme in places):
            yield field, value


def _draw_numbers(keys: Iterable[object], lot: random.Random) -> dict[object, int]:
    distinct = list(dict.fromkeys(keys))
    return dict(zip(distinct, lot.sample(range(1, len(distinct) + 1), len(distinct)), strict=True))

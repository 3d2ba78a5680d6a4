"""Which summary counts people by what they said of themselves, and the table that comes of it."""

from collections.abc import Iterable, Mapping, Sequence

from bot.domain.cells import Crossing, cross
from bot.domain.ids import MemberId, ReplyId
from bot.domain.summary import Summary
from bot.domain.words import Words, people_of


def may_be_crossed(summary: Summary, others: Iterable[Summary], *, round_is_summed_up: bool) -> bool:
    """Return whether this summary may show such tables: in each round one does.

    That is the summary of the whole round; where the program makes none, that of the prompt which is approved first.
    Two tables of people who are partly the same can be held against each other: what is hidden in one would be told by
    the other. `others` are the round's other summaries that are approved.
    """
    is_meant = summary.prompt_number is None or not round_is_summed_up
    return is_meant and not any(each.crossings for each in others)


def cross_themes(
    summary: Summary,
    standing: Mapping[ReplyId, Words],
    field: str,
    value_of: Mapping[MemberId, str],
    values: Sequence[str] = (),
) -> Crossing:
    """Return the summary's themes by this field; `standing` holds its replies, `value_of` may hold others' values too.

    `values` are those that the field can have, in their order; others that occur come after them.
    """
    wrote = people_of(standing[each] for each in summary.reply_ids if each in standing)
    themes = {
        theme.number: people_of(standing[each] for each in theme.reply_ids if each in standing)
        for theme in summary.themes
    }
    known = {member: value for member, value in value_of.items() if member in wrote}
    return cross(field, themes, known, [*values, *sorted({*known.values()} - {*values})])

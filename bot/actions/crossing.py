"""Themes by what people said of themselves in their profiles: where they are, how far in their work, in what place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from bot.actions.lookups import Setting
from bot.domain.crossing import cross_themes, may_be_crossed
from bot.domain.ids import MemberId, ReplyId
from bot.domain.participant import Profile
from bot.domain.particulars import Particulars
from bot.domain.program import Trait
from bot.domain.summary import Summary
from bot.domain.words import Words, people_of
from bot.programs.regions import Regions
from bot.store import Tx, particulars, profiles, summaries

Values = Mapping[str, Mapping[MemberId, str]]
"""For each field, such as "region", the keys of what people said of themselves."""


async def values_of_writers(tx: Tx, found: Setting, words: Iterable[Words]) -> Values:
    """What those who wrote say of themselves now, in each field by which the program counts.

    Who has no profile, as guests have none, or said nothing that the program knows, has no value.
    """
    writers = sorted(people_of(words))
    known = await profiles.several(tx, found.hosted.guild_id, writers)
    said = await particulars.several(tx, found.hosted.guild_id, writers)
    values: dict[str, dict[MemberId, str]] = {}
    for trait in found.program.summary.by:
        keys = _values_of(found, trait)
        of_all = (
            (member, _value(found.regions, trait, known[member], said[member])) for member in writers if member in known
        )
        values[trait.value] = {member: value for member, value in of_all if value is not None and value in keys}
    return values


async def regions_of_replies(tx: Tx, found: Setting, words: Sequence[Words]) -> Mapping[ReplyId, str]:
    """Where each reply comes from, as far as its first author said so."""
    known = await profiles.several(tx, found.hosted.guild_id, sorted(people_of(words)))
    countries = {member: profile.country for member, profile in known.items()}
    regions = {each.reply_id: found.regions.region_of(countries.get(each.authors[0]) or "") for each in words}
    return {reply_id: region for reply_id, region in regions.items() if region is not None}


def _value(regions: Regions, trait: Trait, profile: Profile, said: Particulars) -> str | None:
    match trait:
        case Trait.REGION:
            return regions.region_of(profile.country) if profile.country else None
        case Trait.CAREER_STAGE:
            return said.career_stage
        case Trait.SECTOR:
            return said.sector
        case _:
            assert_never(trait)


def _values_of(found: Setting, trait: Trait) -> tuple[str, ...]:
    """All that one may be in this field, in order."""
    match trait:
        case Trait.REGION:
            return tuple(found.regions.by_key)
        case Trait.CAREER_STAGE:
            return tuple(found.program.career_stages)
        case Trait.SECTOR:
            return tuple(found.program.sectors)
        case _:
            assert_never(trait)


def with_crossings(
    summary: Summary, words: Iterable[Words], values: Values, orders: Mapping[str, Sequence[str]]
) -> Summary:
    """The summary with its themes counted by each field of `values`; without themes nothing is.

    `orders` are all values that a field can have.
    """
    standing = {each.reply_id: each for each in words}
    crossings = (cross_themes(summary, standing, field, values[field], orders[field]) for field in values)
    return replace(summary, crossings=tuple(crossings) if summary.themes else ())


async def cross_summary(tx: Tx, found: Setting, summary: Summary, words: Sequence[Words]) -> Summary:
    """The summary with its themes counted by what their writers say of themselves now, if it is the one that may be."""
    others = await summaries.of_round(tx, found.round.id)
    approved = [each.summary for each in others if each.approved_at is not None]
    if not may_be_crossed(summary, approved, round_is_summed_up=found.program.summary.of_round):
        return replace(summary, crossings=())
    orders = {trait.value: _values_of(found, trait) for trait in found.program.summary.by}
    return with_crossings(summary, words, await values_of_writers(tx, found, words), orders)

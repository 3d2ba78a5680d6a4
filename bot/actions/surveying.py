"""What people answer at the end of a round, and what organisers see of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions.goodbyes import open_until
from bot.actions.lookups import part_in, setting_in
from bot.actions.ports import House
from bot.domain.ending import LONGEST_SENTENCE, Gain, Survey, SurveyFigures, count_gains, settle_gains
from bot.domain.errors import RuleError
from bot.domain.harmless import storable
from bot.domain.ids import GuildId, MemberId, PairId, RoundId
from bot.domain.round import Phase
from bot.store import Tx, pairs, participants, rounds, surveys


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """What they said is kept, and can be changed."""

    survey: Survey
    open_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WillBeTold:
    """They hear of the next round when it opens."""

    open_now: RoundId | None
    """The round that can be joined at once; then there is nothing to wait for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyView:
    """What the people of a round said, as organisers see it."""

    round_name: str
    asked: int
    figures: SurveyFigures
    sentences: tuple[str, ...]
    """In an order that tells nothing of who wrote them."""


async def say_gains(
    house: House,
    *,
    guild_id: GuildId,
    member_id: MemberId,
    round_id: RoundId,
    gains: tuple[Gain, ...],
    now: datetime,
) -> Surveyed:
    """This is what the round gave the person, instead of what they said before.

    Raises:
        RuleError: `no_round`, `not_joined`, `survey_is_over`.
    """
    async with house.store.write() as tx:
        before = await _answerable(house, tx, guild_id, member_id, round_id, now)
        return await _save(tx, before, replace(before.survey, gains=settle_gains(gains), said_at=now))


async def show_sentence(
    house: House, *, guild_id: GuildId, member_id: MemberId, round_id: RoundId, now: datetime
) -> str:
    """The sentence that the person wrote, to be changed.

    Raises:
        RuleError: `no_round`, `not_joined`, `survey_is_over`.
    """
    async with house.store.read() as tx:
        return (await _answerable(house, tx, guild_id, member_id, round_id, now)).survey.words


async def say_sentence(
    house: House, *, guild_id: GuildId, member_id: MemberId, round_id: RoundId, words: str, now: datetime
) -> Surveyed:
    """This is the person's sentence, instead of one from before; an empty one takes that back.

    Raises:
        RuleError: `no_round`, `not_joined`, `survey_is_over`.
    """
    kept = " ".join(storable(words).split())[:LONGEST_SENTENCE]
    async with house.store.write() as tx:
        before = await _answerable(house, tx, guild_id, member_id, round_id, now)
        return await _save(tx, before, replace(before.survey, words=kept, said_at=now))


async def wish_to_stay_in_touch(
    house: House,
    *,
    guild_id: GuildId,
    member_id: MemberId,
    round_id: RoundId,
    pair_id: PairId,
    wish: bool,
    now: datetime,
) -> Surveyed:
    """Whether the person wants to stay in touch with their partner is kept, and nobody is told before the end.

    Raises:
        RuleError: `no_round`, `not_joined`, `survey_is_over`, `not_your_pair`.
    """
    async with house.store.write() as tx:
        before = await _answerable(house, tx, guild_id, member_id, round_id, now)
        pair = await pairs.find_of(tx, round_id, member_id)
        if pair is None or pair.id != pair_id:
            raise RuleError("not_your_pair")
        return await _save(tx, before, replace(before.survey, stays_in_touch=wish, said_at=now))


async def ask_for_invitation(
    house: House, *, guild_id: GuildId, member_id: MemberId, round_id: RoundId, now: datetime
) -> WillBeTold:
    """The person hears of the program's next round when it opens; at once, where it is open already.

    Raises:
        RuleError: `no_round`, `not_joined`.
    """
    async with house.store.write() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        await part_in(tx, round_id, member_id)
        enrolling = [each for each in await rounds.of_program(tx, found.hosted.id) if each.phase is Phase.ENROLLING]
        if enrolling:
            return WillBeTold(open_now=enrolling[0].id)
        before = await surveys.find(tx, round_id, member_id)
        said = before or Survey(round_id=round_id, member_id=member_id, said_at=now)
        await surveys.save(tx, replace(said, wants_invitation=True))
    return WillBeTold(open_now=None)


async def show_survey(house: House, *, guild_id: GuildId, round_id: RoundId) -> SurveyView:
    """What people said at the end of the round: counts of distinct people, and sentences without names.

    Raises:
        RuleError: `no_round`.
    """
    async with house.store.read() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        said = await surveys.of_round(tx, round_id)
        asked = [part for part in await participants.of_round(tx, round_id) if part.takes_part()]
    return SurveyView(
        round_name=found.round.name,
        asked=len(asked),
        figures=count_gains(said),
        sentences=tuple(sorted(each.words for each in said if each.words)),
    )


async def _answerable(
    house: House, tx: Tx, guild_id: GuildId, member_id: MemberId, round_id: RoundId, now: datetime
) -> Surveyed:
    """What the person said so far, where they can still answer."""
    await setting_in(house, tx, guild_id, round_id)
    await part_in(tx, round_id, member_id)
    until = await open_until(tx, round_id)
    if until is None:
        raise RuleError("survey_is_over")
    said = await surveys.find(tx, round_id, member_id)
    return Surveyed(survey=said or Survey(round_id=round_id, member_id=member_id, said_at=now), open_until=until)


async def _save(tx: Tx, before: Surveyed, survey: Survey) -> Surveyed:
    await surveys.save(tx, survey)
    return replace(before, survey=survey)

"""Certificates of participation."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.actions.carrying.ending import count_replies
from bot.actions.lookups import part_in, profile_of, setting_in
from bot.actions.planning import dates_of
from bot.actions.ports import House
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, RoundId
from bot.domain.round import Phase
from bot.reports.certificate import LONGEST_NAME, Certificate, draw_certificate
from bot.reports.lettering import letters_without_font, runs_of
from bot.texts.speech import Speech

ENDED = frozenset({Phase.CLOSED, Phase.PUBLISHED})
_MOST_LETTERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """A certificate, and the picture of it."""

    certificate: Certificate
    picture: bytes
    """A PNG."""


async def name_to_certify(house: House, *, guild_id: GuildId, member_id: MemberId, round_id: RoundId) -> str:
    """What to begin with in the form: what the person is called, as far as it can be written in a picture.

    Raises:
        RuleError: `no_round`, `not_joined`, `round_not_ended`.
    """
    async with house.store.read() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        await part_in(tx, round_id, member_id)
        if found.round.phase not in ENDED:
            raise RuleError("round_not_ended")
        return _writable((await profile_of(tx, guild_id, member_id)).name)


async def certify(
    house: House,
    *,
    guild_id: GuildId,
    member_id: MemberId,
    round_id: RoundId,
    name: str,
    host: str,
    speech: Speech,
) -> Certified:
    """A certificate in this name, given by the program's signature or else by `host`. The name is not kept.

    Drawn in a thread: the event loop stays free. May be asked for as often as one likes.

    Raises:
        RuleError: `no_round`, `not_joined`, `round_not_ended`, `no_name`, `letters_without_font` (letters).
    """
    if strange := letters_without_font(name):
        raise RuleError("letters_without_font", letters=" ".join(strange[:_MOST_LETTERS]))
    written = _writable(name)
    if not written:
        raise RuleError("no_name")
    async with house.store.read() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        await part_in(tx, round_id, member_id)
        if found.round.phase not in ENDED:
            raise RuleError("round_not_ended")
        dates = await dates_of(tx, round_id)
        answered, _ = await count_replies(tx, found, member_id)
    zone = ZoneInfo(found.round.zone)
    certificate = Certificate(
        name=written,
        title=found.program.title,
        round_name=found.round.name,
        starts_on=_local(dates.starts_at, zone),
        ends_on=_local(dates.closes_at, zone),
        prompts_answered=answered,
        prompts=len(dates.prompts),
        host=found.program.ending.signed_by or host,
    )
    return Certified(certificate=certificate, picture=await asyncio.to_thread(draw_certificate, certificate, speech))


def _local(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def _writable(name: str) -> str:
    """The name without what no font writes."""
    return "".join(run.text for run in runs_of(name)).strip()[:LONGEST_NAME]

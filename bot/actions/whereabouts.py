"""Where things belong: a button pressed in a DM has no guild, but what it is about has."""

from bot.actions.lookups import hosted_in
from bot.actions.ports import House
from bot.domain.errors import RuleError
from bot.domain.ids import CaseId, ChannelId, GuildId, MemberId, MessageId, ProgramId, ReplyId, RoundId
from bot.store import Tx, cases, profiles, programs, replies, rounds


def link_to(guild_id: GuildId, channel_id: ChannelId | None, message_id: MessageId | None) -> str:
    """The address of a message in a guild."""
    return f"https://discord.com/channels/{guild_id}/{channel_id}/{message_id}"


async def guild_of_program(house: House, program_id: ProgramId) -> GuildId:
    """The guild that hosts the program.

    Raises:
        RuleError: `no_program`.
    """
    async with house.store.read() as tx:
        try:
            return (await programs.get(tx, program_id)).guild_id
        except LookupError:
            raise RuleError("no_program") from None


async def slug_of_program(house: House, guild_id: GuildId, program_id: ProgramId) -> str:
    """The name of the guild's program.

    Raises:
        RuleError: `no_program`.
    """
    async with house.store.read() as tx:
        return (await hosted_in(tx, guild_id, program_id)).slug


async def guild_of_round(house: House, round_id: RoundId) -> GuildId:
    """The guild of the round.

    Raises:
        RuleError: `no_round`.
    """
    async with house.store.read() as tx:
        try:
            return await _guild_of(tx, round_id)
        except LookupError:
            raise RuleError("no_round") from None


async def guild_of_reply(house: House, reply_id: ReplyId) -> GuildId:
    """The guild in which the reply was written.

    Raises:
        RuleError: `no_reply`.
    """
    async with house.store.read() as tx:
        try:
            return await _guild_of(tx, (await replies.get(tx, reply_id)).round_id)
        except LookupError:
            raise RuleError("no_reply") from None


async def guild_of_case(house: House, case_id: CaseId) -> GuildId:
    """The guild in which help was asked for.

    Raises:
        RuleError: `no_case`.
    """
    async with house.store.read() as tx:
        try:
            return (await cases.get(tx, case_id)).guild_id
        except LookupError:
            raise RuleError("no_case") from None


async def program_of_round(house: House, round_id: RoundId) -> ProgramId:
    """The program of the round.

    Raises:
        RuleError: `no_round`.
    """
    async with house.store.read() as tx:
        try:
            return (await rounds.get(tx, round_id)).program_id
        except LookupError:
            raise RuleError("no_round") from None


async def is_known(house: House, guild_id: GuildId, member_id: MemberId) -> bool:
    """Whether something is kept of what this person said of themselves in the guild, also after they left it."""
    async with house.store.read() as tx:
        return await profiles.find(tx, guild_id, member_id) is not None


async def _guild_of(tx: Tx, round_id: RoundId) -> GuildId:
    return (await programs.get(tx, (await rounds.get(tx, round_id)).program_id)).guild_id

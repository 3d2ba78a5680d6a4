"""A code to join with: it links an account to an entry of the roster, once, and tells nothing of anybody else."""

from dataclasses import dataclass
from datetime import datetime

from bot.actions.lookups import setting_in
from bot.actions.ports import House
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, RoundId
from bot.domain.roster import Answers, Attempts, digest_code
from bot.domain.round import JOINABLE, Phase
from bot.store import Tx, rosters


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTaken:
    """The code is theirs."""

    round_id: RoundId
    answers: Answers
    """What the roster says for the joining form, which is no longer kept there; empty when handed in once more."""


async def show_code_form(house: House, *, guild_id: GuildId, round_id: RoundId) -> str:
    """Return the title of the program in whose round a code may be entered now.

    Raises:
        RuleError: `no_round`, `enrolment_not_open`, `round_is_over`.
    """
    async with house.store.read() as tx:
        return await _title(house, tx, guild_id, round_id)


async def use_code(
    house: House, *, guild_id: GuildId, member_id: MemberId, round_id: RoundId, typed: str, now: datetime
) -> CodeTaken:
    """The code is this person's, and what the list said of them fills in their form.

    Who hands in their own code once more reads the same again. A code of another round, of somebody else, or that
    never was one, is unknown: nobody learns which. After five wrong ones one waits for an hour.

    Raises:
        RuleError: `no_round`, `enrolment_not_open`, `round_is_over`, `code_unknown`, `too_many_codes`.
    """
    async with house.store.write() as tx:
        await _title(house, tx, guild_id, round_id)
        attempts = await rosters.attempts_of(tx, guild_id, member_id)
        if attempts is not None and attempts.are_too_many(now):
            raise RuleError("too_many_codes")
        answers = await _take(tx, guild_id, member_id, round_id, typed, now)
        if answers is None:
            # Kept before it is told, so that nobody tries faster than the tries are counted.
            more = (attempts or Attempts(wrong=0, since=now)).one_more(now)
            await rosters.count_attempt(tx, guild_id, member_id, more)
    if answers is None:
        raise RuleError("code_unknown")
    return CodeTaken(round_id=round_id, answers=answers)


async def _take(
    tx: Tx, guild_id: GuildId, member_id: MemberId, round_id: RoundId, typed: str, now: datetime
) -> Answers | None:
    """What the code fills in; None where it is unknown to this person."""
    entry = await rosters.of_code(tx, guild_id, digest_code(typed))
    if entry is None or entry.round_id != round_id or entry.member_id not in (None, member_id):
        return None
    await rosters.use(tx, entry.id, member_id, now)
    return entry.answers


async def _title(house: House, tx: Tx, guild_id: GuildId, round_id: RoundId) -> str:
    found = await setting_in(house, tx, guild_id, round_id)
    if found.round.phase is Phase.PLANNED:
        raise RuleError("enrolment_not_open")
    if found.round.phase not in JOINABLE:
        raise RuleError("round_is_over")
    return found.program.title

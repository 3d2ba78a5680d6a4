"""Reports: what readers outside the server are given of a round, from what was approved."""

import asyncio
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions.crossing import values_of_writers
from bot.actions.gathering import gather_words
from bot.actions.lookups import Setting, chosen_program, setting_of
from bot.actions.ports import House
from bot.actions.renewing import renew_summary
from bot.actions.value_names import names_in
from bot.domain.ending import count_gains
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, ReplyId
from bot.domain.report import Asked, Report
from bot.domain.round import Phase, Round
from bot.domain.summary_edits import HideQuotes
from bot.domain.voices import ValuesOf, voices_of
from bot.domain.words import Words, figures_of, may_be_quoted
from bot.store import Tx, participants, rounds, summaries, surveys
from bot.summarise.languages import languages_of
from bot.texts.apart import process_apart

ENDED = frozenset({Phase.CLOSED, Phase.PUBLISHED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A report that lacks the replies, and what it needs for them."""

    report: Report
    words: tuple[Words, ...]
    """The replies that may be shown."""
    values: ValuesOf


async def gather_report(tx: Tx, found: Setting, now: datetime) -> Gathered | None:
    """What was approved of the round, as its replies are now; None where nothing was.

    A reply of which a moderator hid the quotes has no words in it either, nor has one to a prompt whose summary still
    waits.
    """
    approved = [each for each in await summaries.of_round(tx, found.round.id) if each.approved_at is not None]
    if not approved:
        return None
    current = tuple([await renew_summary(tx, found, each) for each in approved])
    words = await gather_words(tx, found, None)
    considered = {reply_id for each in current for reply_id in each.reply_ids}
    hidden = {edit.reply_id for each in approved for edit in each.edits if isinstance(edit, HideQuotes)}
    told = [each for each in words if each.reply_id in considered]
    report = Report(
        title=found.program.title,
        round_name=found.round.name,
        made_at=now,
        starts_on=found.round.starts_on,
        summaries=current,
        survey=await _ask(tx, found.round) if current[0].prompt_number is None else None,
        names=names_in(found.regions, found.program),
        figures=figures_of(told),
    )
    shown = tuple(each for each in told if may_be_quoted(each) and each.reply_id not in hidden)
    return Gathered(report=report, words=shown, values=await values_of_writers(tx, found, told))


def complete(gathered: Gathered, languages: Mapping[ReplyId, str], lot: random.Random) -> Report:
    """The report with the replies that may be shown."""
    report = gathered.report
    voices = voices_of(report.summaries, gathered.words, gathered.values, languages, lot)
    return replace(report, voices=voices)


def tell_languages(words: Sequence[Words]) -> dict[ReplyId, str]:
    """The language of each reply that has one. Takes the 100 MB of what tells languages apart."""
    found = languages_of([each.text for each in words])
    return {each.reply_id: language for each, language in zip(words, found, strict=True) if language}


async def _ask(tx: Tx, of_round: Round) -> Asked | None:
    """What people said that the round gave them, once it has ended and anybody said so."""
    if of_round.phase not in ENDED:
        return None
    figures = count_gains(await surveys.of_round(tx, of_round.id))
    asked = sum(part.takes_part() for part in await participants.of_round(tx, of_round.id))
    return Asked(people=asked, figures=figures) if figures.people else None


async def report_rounds(
    house: House, *, guild_id: GuildId, slug: str | None, name: str | None, lot: random.Random, now: datetime
) -> tuple[Report, ...]:
    """The reports of the program's rounds of which anything was approved, the wanted one last.

    That is the round of this name, or the latest that has one. Languages are told in a process of their own.

    Raises:
        RuleError: `no_program`, `which_program`, `no_round_of_name`, `nothing_to_report`.
    """
    async with house.store.read() as tx:
        hosted = await chosen_program(tx, guild_id, slug)
        every = await rounds.of_program(tx, hosted.id)
        if name is not None and name.casefold() not in {each.name.casefold() for each in every}:
            raise RuleError("no_round_of_name", round=name)
        gathered = [await gather_report(tx, await setting_of(house, tx, each.id), now) for each in every]
    found = [each for each in gathered if each is not None]
    wanted = [each for each in found if name is None or each.report.round_name.casefold() == name.casefold()][-1:]
    if not wanted:
        raise RuleError("nothing_to_report")
    others = [each.report for each in found if each is not wanted[0]]
    with process_apart() as pool:
        words = wanted[0].words
        languages = await asyncio.get_running_loop().run_in_executor(pool, tell_languages, words) if words else {}
    return (*others, complete(wanted[0], languages, lot))

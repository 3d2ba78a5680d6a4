"""Summaries: drafted from the replies, approved by a moderator, checked again before they are public."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from bot.actions.collecting import catch_up_prompts
from bot.actions.crossing import regions_of_replies
from bot.actions.gathering import gather_words
from bot.actions.lookups import Setting, chosen_program, setting_of
from bot.actions.planning import desk_note, plan_step
from bot.actions.ports import House
from bot.actions.renewing import renew_draft, renew_summary
from bot.actions.value_names import names_of_values
from bot.actions.who_met import count_who_met
from bot.actions.wording import language_of, word_summary
from bot.domain.approval import KeptSummary
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, ReplyId, RoundId, SummaryId
from bot.domain.program import Approval
from bot.domain.round import Phase
from bot.domain.steps import NewStep, Step, StepKind
from bot.domain.summary import FEWEST_REPLIES_FOR_THEMES, Summary
from bot.domain.summary_edits import Edit
from bot.domain.words import Words
from bot.store import Tx, rounds, steps, summaries
from bot.summarise import summarise
from bot.summarise.progress import Progress, tell_nobody
from bot.texts.apart import process_apart


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryView:
    """A summary, as moderators look it over."""

    kept: KeptSummary
    round_name: str
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    """What readers call the values by which themes are counted."""


async def draft_summary(house: House, step: Step, now: datetime) -> bool:
    """A draft stands, and moderators are asked to look it over; or it is approved by itself.

    The threads are read back first, so that it holds what was edited and lacks what was deleted. Returns whether
    there was anything to summarise.
    """
    await catch_up_prompts(house, house.reader, step.round_id or RoundId(0), now)
    async with house.store.read() as tx:
        found = await setting_of(house, tx, step.round_id or RoundId(0))
        words = await gather_words(tx, found, step.prompt_number)
        partners = await count_who_met(tx, found, step.prompt_number, now)
        regions = await regions_of_replies(tx, found, words)
    if not words or found.round.phase not in (Phase.RUNNING, Phase.CLOSED):
        return False
    with house.under_way.drafting(found.round.id, step.prompt_number) as progress:
        made = await make_summary(found, words, regions, step.prompt_number, now, progress)
    summary = replace(made, partners=partners)
    if house.model:
        summary = await word_summary(house.model, summary, language_of(found.program), translates=house.translates)
    async with house.store.write() as tx:
        kept = await summaries.save_draft(
            tx, round_id=found.round.id, prompt_number=step.prompt_number, summary=summary, made_at=now
        )
        kept = await save_edits(tx, found, kept, kept.edits)
        await steps.plan(tx, await _after_draft(tx, found, kept, step, now))
    return True


async def save_edits(tx: Tx, found: Setting, kept: KeptSummary, edits: tuple[Edit, ...]) -> KeptSummary:
    """The draft has these edits, and its themes are counted anew; one that was approved stays as it is. Return it."""
    if kept.approved_at is not None:
        return kept
    renewed = await renew_draft(tx, found, kept, edits)
    draft = renewed.draft or renewed.summary
    await summaries.save_edited(tx, kept.id, draft=draft, edits=edits, summary=renewed.summary)
    return replace(kept, draft=draft, edits=edits, summary=renewed.summary)


async def make_summary(
    found: Setting,
    words: Sequence[Words],
    regions: Mapping[ReplyId, str],
    prompt_number: int | None,
    now: datetime,
    progress: Progress = tell_nobody,
) -> Summary:
    """The summary of these words, made beside the event loop, which stays free.

    What finds themes runs in a process of its own: it takes 130 MB and much time, and is needed once in weeks. A few
    replies need none of it.
    """
    title = found.program.title if prompt_number is None else found.program.prompt(prompt_number).title
    make = partial(
        summarise,
        words,
        title=title,
        prompt_number=prompt_number,
        round_name=found.round.name,
        made_at=now,
        seed=found.round.seed,
        regions=regions,
        progress=progress,
    )
    if len(words) < FEWEST_REPLIES_FOR_THEMES:
        return await asyncio.to_thread(make)
    with process_apart() as pool:
        return await asyncio.get_running_loop().run_in_executor(pool, make)


async def _after_draft(tx: Tx, found: Setting, kept: KeptSummary, step: Step, now: datetime) -> list[NewStep]:
    if found.program.summary.approval is Approval.AUTOMATIC:
        await summaries.approve(tx, kept.id, found.hosted.added_by, now)
        return [post_step(found, kept.id, now)]
    return [_ready_note(found, kept, step, now)]


def post_step(found: Setting, summary_id: SummaryId, now: datetime) -> NewStep:
    """The publication of an approved summary."""
    return plan_step(found.round, StepKind.POST_SUMMARY, now, f"summary:{summary_id}", subject_id=summary_id)


def _ready_note(found: Setting, kept: KeptSummary, step: Step, now: datetime) -> NewStep:
    figures = kept.summary.figures
    about = (found.round.name, f"summary:{kept.id}", step.id)
    return desk_note(
        found.hosted,
        "summary_ready",
        now,
        *about,
        round_id=found.round.id,
        subject_id=kept.id,
        fields={"title": kept.summary.title, "replies": figures.replies, "people": figures.people},
    )


async def list_latest_summaries(
    house: House, *, guild_id: GuildId, slug: str | None, drafts_only: bool
) -> tuple[SummaryView, ...]:
    """The summaries of the program's latest round that has some, or those of its drafts.

    Raises:
        RuleError: `no_program`, `which_program`, `no_summary_yet`, `no_summary_waits` where all are approved.
    """
    async with house.store.read() as tx:
        hosted = await chosen_program(tx, guild_id, slug)
        for each in reversed(await rounds.of_program(tx, hosted.id)):
            if kept := await summaries.of_round(tx, each.id):
                views = tuple(SummaryView(kept=one, round_name=each.name) for one in kept)
                break
        else:
            raise RuleError("no_summary_yet")
    wanted = tuple(view for view in views if view.kept.approved_at is None or not drafts_only)
    if not wanted:
        raise RuleError("no_summary_waits")
    return wanted


async def show_summary(house: House, *, guild_id: GuildId, summary_id: SummaryId) -> SummaryView:
    """One summary, as its replies are now: what was withdrawn since is not in it.

    Raises:
        RuleError: `no_summary_yet`.
    """
    async with house.store.read() as tx:
        found, kept = await summary_in(house, tx, guild_id, summary_id)
        current = await renew_summary(tx, found, kept)
    names = names_of_values(house, found.program)
    return SummaryView(kept=_with(kept, current), round_name=found.round.name, names=names)


async def summary_in(house: House, tx: Tx, guild_id: GuildId, summary_id: SummaryId) -> tuple[Setting, KeptSummary]:
    """The summary with its round, for a request out of a guild.

    Raises:
        RuleError: `no_summary_yet`.
    """
    try:
        kept = await summaries.get(tx, summary_id)
    except LookupError:
        raise RuleError("no_summary_yet") from None
    found = await setting_of(house, tx, kept.round_id)
    if found.hosted.guild_id != guild_id:
        raise RuleError("no_summary_yet")
    return found, kept


def _with(kept: KeptSummary, summary: Summary) -> KeptSummary:
    return replace(kept, summary=summary)


async def approve_summary(
    house: House, *, guild_id: GuildId, summary_id: SummaryId, by: MemberId, now: datetime, version: int | None = None
) -> SummaryView:
    """The summary is approved and on its way to be published. Approved twice, it is published once.

    What was withdrawn, edited or narrowed since it was drafted is no longer in it. `version` is that of the draft which
    the moderator looked at, where they looked at one.

    Raises:
        RuleError: `no_summary_yet`, `draft_changed` where it was made anew or edited since that version.
    """
    async with house.store.write() as tx:
        found, kept = await summary_in(house, tx, guild_id, summary_id)
        if kept.approved_at is not None:
            return SummaryView(kept=kept, round_name=found.round.name)
        if version not in (None, kept.version):
            raise RuleError("draft_changed")
        current = await renew_summary(tx, found, kept)
        await summaries.save_body(tx, summary_id, current)
        await summaries.approve(tx, summary_id, by, now)
        await steps.plan(tx, [post_step(found, summary_id, now)])
    house.wake()
    return SummaryView(kept=_with(kept, current), round_name=found.round.name)

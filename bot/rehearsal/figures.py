"""What a rehearsal came to, counted in the database that the bot left."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.actions.lookups import Setting
from bot.actions.summarising import gather_words
from bot.actions.who_met import find_standings
from bot.domain.consent import Consent
from bot.domain.ending import count_gains
from bot.domain.partner_figures import count_partners
from bot.domain.partnership import Pair
from bot.domain.program import Program
from bot.domain.reply import Reply
from bot.domain.round import Phase
from bot.domain.steps import Outcome, Step, StepKind
from bot.domain.summary import all_quotes
from bot.domain.summary_check import FaultKind, check_summary
from bot.store import (
    Store,
    Tx,
    check_ins,
    pairs,
    participants,
    profiles,
    programs,
    replies,
    rounds,
    steps,
    summaries,
    surveys,
)

END_OF_TIME = datetime.max.replace(tzinfo=UTC)
"""Whoever looks then sees how each round closed."""
PAIRED = frozenset({Phase.RUNNING, Phase.CLOSED, Phase.PUBLISHED})
GOOD_ENDS = frozenset({Outcome.DONE, Outcome.NOT_NEEDED, Outcome.TOO_LATE, Outcome.CANCELLED, Outcome.DMS_CLOSED})
UNTRUE = frozenset(
    {
        FaultKind.QUOTE_IS_ELSEWHERE,
        FaultKind.QUOTE_IS_NOT_ALLOWED,
        FaultKind.QUOTE_IS_NOT_WORD_FOR_WORD,
        FaultKind.NAME_IS_NOT_ALLOWED,
        FaultKind.LINK_IS_NOT_ALLOWED,
    }
)
"""Faults of quotes. Counts are left out: replies that came after a summary are no fault of it."""


@dataclass(slots=True, kw_only=True)
class Figures:
    """Counts over all rounds of a rehearsal."""

    rounds: int = 0
    published: int = 0
    joined: int = 0
    left: int = 0
    countries: int = 0
    pairs: int = 0
    trios: int = 0
    rematched: int = 0
    waiting: int = 0
    met: int = 0
    """Who met a partner, each round counted by itself."""
    prompts: int = 0
    pair_prompts: int = 0
    check_ins: int = 0
    answers: int = 0
    replies: int = 0
    by_consent: Counter[Consent] = field(default_factory=Counter[Consent])
    summaries: int = 0
    themes: int = 0
    quotes: int = 0
    surveyed: int = 0
    """Who said what a round gave them."""
    sentences: int = 0
    to_invite: int = 0
    """Who wants to hear of the next round."""
    untrue: int = 0
    """Quotes in published summaries that do not stand, word for word and with consent, in a reply: must be none."""
    failed: int = 0
    """Steps that came to no good end: must be none."""


async def count_figures(database: str, program: Program) -> Figures:
    """The figures of everything in this database, which no bot is using any more."""
    store = await Store.open(database)
    figures = Figures()
    try:
        async with store.read() as tx:
            for hosted in await programs.every(tx):
                for current in await rounds.of_program(tx, hosted.id):
                    setting = Setting(round=current, hosted=hosted, program=program)
                    await _count_round(tx, figures, setting)
    finally:
        await store.close()
    return figures


async def _count_round(tx: Tx, figures: Figures, found: Setting) -> None:
    figures.rounds += 1
    figures.published += found.round.phase is Phase.PUBLISHED
    await _count_people(tx, figures, found)
    if found.round.phase not in PAIRED:
        return
    done = await steps.of_round(tx, found.round.id)
    _count_pairs(figures, await pairs.of_round(tx, found.round.id, active_only=False), done)
    _count_steps(figures, done)
    _count_replies(figures, await replies.of_prompt(tx, found.round.id, None))
    figures.waiting += len(await participants.without_partner(tx, found.round.id))
    figures.met += count_partners((await find_standings(tx, found, END_OF_TIME)).positions).ever_met
    figures.answers += len(await check_ins.of_round(tx, found.round.id))
    await _count_summaries(tx, figures, found)
    await _count_surveys(tx, figures, found)


async def _count_people(tx: Tx, figures: Figures, found: Setting) -> None:
    parts = await participants.of_round(tx, found.round.id)
    known = await profiles.several(tx, found.hosted.guild_id, [part.member_id for part in parts])
    figures.joined = max(figures.joined, len(parts))
    figures.left = max(figures.left, sum(not part.takes_part() for part in parts))
    figures.countries = max(figures.countries, len({profile.country for profile in known.values()}))


async def _count_surveys(tx: Tx, figures: Figures, found: Setting) -> None:
    said = await surveys.of_round(tx, found.round.id)
    counted = count_gains(said)
    figures.surveyed += counted.people
    figures.sentences += counted.sentences
    figures.to_invite += sum(each.wants_invitation for each in said)


def _count_pairs(figures: Figures, made: list[Pair], done: list[Step]) -> None:
    """Pairs and trios as the round began with them, and those made later for who had lost their partner."""
    planned = {step.pair_id: step.key for step in done if step.kind is StepKind.OPEN_PAIR_THREAD}
    first = [pair for pair in made if not planned.get(pair.id, "again").endswith("again")]
    trios = sum(_members_at_first(pair, done) > 2 for pair in first)
    figures.trios += trios
    figures.pairs += len(first) - trios
    figures.rematched += len(made) - len(first)


def _members_at_first(pair: Pair, done: list[Step]) -> int:
    return len({step.recipient_id for step in done if step.kind is StepKind.INTRODUCE and step.pair_id == pair.id})


def _count_steps(figures: Figures, done: list[Step]) -> None:
    sent = Counter(step.kind for step in done if step.outcome is Outcome.DONE)
    figures.prompts += sent[StepKind.POST_PROMPT]
    figures.pair_prompts += sent[StepKind.POST_PAIR_PROMPT]
    figures.check_ins += sent[StepKind.CHECK_IN]
    figures.failed += sum(step.outcome is not None and step.outcome not in GOOD_ENDS for step in done)


def _count_replies(figures: Figures, written: list[Reply]) -> None:
    standing = [reply for reply in written if reply.counts()]
    figures.replies += len(standing)
    figures.by_consent.update(reply.consent() for reply in standing)


async def _count_summaries(tx: Tx, figures: Figures, found: Setting) -> None:
    for kept in await summaries.of_round(tx, found.round.id):
        if kept.published_at is None:
            continue
        words = await gather_words(tx, found, kept.prompt_number)
        figures.summaries += 1
        figures.themes += len(kept.summary.themes)
        figures.quotes += len(all_quotes(kept.summary))
        figures.untrue += sum(fault.kind in UNTRUE for fault in check_summary(kept.summary, words))

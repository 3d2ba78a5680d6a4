"""Writing a reply by form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions.lookups import Setting, setting_in
from bot.actions.own_pairs import own_pair
from bot.actions.planning import dates_of, plan_step
from bot.actions.ports import House
from bot.domain.consent import Consent
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, MemberId, PairId, ReplyId, RoundId
from bot.domain.kind import Kind
from bot.domain.participant import Profile
from bot.domain.prompt import Prompt
from bot.domain.reply import LONGEST, MOST_OF_ONE, Reply, Source, keepable
from bot.domain.round import Phase
from bot.domain.steps import Outcome, StepKind
from bot.store import Tx, participants, profiles, replies, steps
from bot.store.replies import NewAuthor


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyForm:
    """What the form for a reply shows."""

    round_id: RoundId
    prompt: Prompt
    consent: Consent | None
    """As chosen before; None where it was never asked."""
    kind: Kind | None = None
    text: str = ""
    reply_id: ReplyId | None = None
    """The reply that is being changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A reply is kept."""

    reply_id: ReplyId
    consent: Consent
    asked: bool
    """Whether this person ever chose how their words may be used."""
    late: bool
    guest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who writes, as the server shows them."""

    guild_id: GuildId
    member_id: MemberId
    name: str
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """A form for a reply, as somebody sent it."""

    writer: Writer
    round_id: RoundId
    prompt_number: int
    text: str
    consent: Consent | None
    """As chosen in the form; remembered where nothing was before."""
    interaction_id: int
    said_at: datetime
    kind: Kind | None = None


def checked_text(text: str) -> str:
    """The text as it is kept.

    Raises:
        RuleError: `nothing_written`, `too_long`.
    """
    kept = keepable(text)
    if not kept:
        raise RuleError("nothing_written")
    if len(kept) > LONGEST:
        raise RuleError("too_long", length=len(kept), most=LONGEST)
    return kept


async def check_prompt_is_open(tx: Tx, found: Setting, prompt_number: int) -> Prompt:
    """The prompt, which takes replies: it has opened, and its round is not published yet.

    Raises:
        RuleError: `prompt_not_open`, `round_is_over`.
    """
    if found.round.phase not in (Phase.RUNNING, Phase.CLOSED):
        raise RuleError("round_is_over")
    planned = await steps.of_kinds(tx, found.round.id, [StepKind.OPEN_PROMPT, StepKind.FORGET_REPLIES])
    done = [step for step in planned if step.outcome is Outcome.DONE]
    if any(step.kind is StepKind.FORGET_REPLIES for step in done):
        raise RuleError("round_is_over")
    if not any(step.prompt_number == prompt_number for step in done):
        raise RuleError("prompt_not_open")
    return found.program.prompt(prompt_number)


async def has_replied(tx: Tx, round_id: RoundId, prompt_number: int, member_id: MemberId, at: datetime) -> bool:
    """Whether before this instant there was a reply by this person to the prompt, alone or with a partner."""
    return any(
        each.prompt_number == prompt_number
        and each.said_at < at
        and (each.withdrawn_at is None or each.withdrawn_at > at)
        for each in await replies.of_writer(tx, round_id, member_id)
    )


async def show_reply_form(
    house: House,
    *,
    guild_id: GuildId,
    member_id: MemberId,
    round_id: RoundId,
    prompt_number: int,
    pair_id: PairId | None = None,
) -> ReplyForm:
    """What to ask of who wants to write a reply, guests too; with `pair_id`, one for their pair.

    Raises:
        RuleError: `no_round`, `prompt_not_open`, `round_is_over`; what `own_pair` raises.
    """
    async with house.store.read() as tx:
        found = await setting_in(house, tx, guild_id, round_id)
        profile = await profiles.find(tx, guild_id, member_id)
        prompt = await check_prompt_is_open(tx, found, prompt_number)
        if pair_id is not None:
            await own_pair(tx, round_id, pair_id, member_id)
    return ReplyForm(round_id=round_id, prompt=prompt, consent=profile.consent if profile else None)


async def write_reply(house: House, form: HandedIn, *, now: datetime) -> Written:
    """The reply is kept; with the consent *with name* it appears in the prompt's thread.

    The same interaction is kept once, however often it arrives; so are the same words, which people hand in again when
    they saw no answer.

    Raises:
        RuleError: `no_round`, `prompt_not_open`, `round_is_over`, `nothing_written`, `too_long`, `enough_replies`.
    """
    form = replace(form, text=checked_text(form.text))
    async with house.store.write() as tx:
        found = await setting_in(house, tx, form.writer.guild_id, form.round_id)
        await check_prompt_is_open(tx, found, form.prompt_number)
        guest = await is_guest(tx, form.round_id, form.writer.member_id)
        profile = await remember_consent(tx, form.writer, form.consent)
        reply = await find_again(tx, form, Source.FORM) or await _keep_own(tx, form, guest, now)
        await plan_echo(tx, found, reply, now)
        late = form.said_at >= (await dates_of(tx, form.round_id)).prompt_closes_at(form.prompt_number)
    house.wake()
    asked = profile is not None and profile.consent is not None
    return Written(reply_id=reply.id, consent=reply.consent(), asked=asked, late=late, guest=guest)


async def _keep_own(tx: Tx, form: HandedIn, guest: bool, now: datetime) -> Reply:
    writer = form.writer
    await check_has_room(tx, form.round_id, form.prompt_number, writer.member_id)
    author = NewAuthor(
        member_id=writer.member_id, name=writer.name, guest=guest, consent=form.consent, confirmed_at=now
    )
    return await keep_reply(tx, form, Source.FORM, [author])


async def find_again(tx: Tx, form: HandedIn, source: Source) -> Reply | None:
    """What this person handed in before in the same words, if it was not withdrawn."""
    return await replies.find_same(
        tx,
        round_id=form.round_id,
        prompt_number=form.prompt_number,
        source=source,
        text=form.text,
        member_id=form.writer.member_id,
    )


async def keep_reply(
    tx: Tx, form: HandedIn, source: Source, authors: Sequence[NewAuthor], pair_id: PairId | None = None
) -> Reply:
    """The reply is kept; returns it, or what was kept of the same interaction before."""
    reply_id = await replies.add(
        tx,
        round_id=form.round_id,
        prompt_number=form.prompt_number,
        source=source,
        source_id=form.interaction_id,
        text=form.text,
        said_at=form.said_at,
        kind=form.kind,
        pair_id=pair_id,
        authors=authors,
    )
    if reply_id is not None:
        return await replies.get(tx, reply_id)
    before = await replies.find_by_source(tx, form.interaction_id)
    if before is None:
        raise LookupError(form.interaction_id)
    return before


async def check_has_room(tx: Tx, round_id: RoundId, prompt_number: int, member_id: MemberId) -> None:
    """One more reply of this person to the prompt is kept.

    Raises:
        RuleError: `enough_replies`.
    """
    if await replies.count(tx, round_id=round_id, prompt_number=prompt_number, member_id=member_id) >= MOST_OF_ONE:
        raise RuleError("enough_replies", most=MOST_OF_ONE)


async def is_guest(tx: Tx, round_id: RoundId, member_id: MemberId) -> bool:
    """Whether the person replies without taking part in the round."""
    part = await participants.find(tx, round_id, member_id)
    return part is None or not part.takes_part()


async def remember_consent(tx: Tx, writer: Writer, consent: Consent | None) -> Profile | None:
    """The consent is remembered where none was before; returns the profile as it is then."""
    profile = await profiles.find(tx, writer.guild_id, writer.member_id)
    if consent is not None and (profile is None or profile.consent is None):
        await profiles.set_consent(tx, writer.guild_id, writer.member_id, writer.name, writer.locale, consent)
        return await profiles.find(tx, writer.guild_id, writer.member_id)
    return profile


async def plan_echo(tx: Tx, found: Setting, reply: Reply, now: datetime) -> None:
    """A reply that stands and may carry its authors' names is on its way into the prompt's thread."""
    if reply.counts() and reply.consent() is Consent.QUOTE_WITH_NAME and reply.message_id is None:
        echo = plan_step(
            found.round,
            StepKind.ECHO_REPLY,
            now,
            f"reply:{reply.id}",
            prompt_number=reply.prompt_number,
            subject_id=reply.id,
        )
        await steps.plan(tx, [echo])

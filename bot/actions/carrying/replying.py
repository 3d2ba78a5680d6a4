"""Replies that are shown in the prompt's thread, that came by DM, and pairs' replies that wait to be confirmed."""

from bot.actions.carrying.addressing import to_thread
from bot.actions.carrying.errands import Composed, Desk, Letter, Rewrite, place_of
from bot.actions.planning import dates_of, key_of
from bot.actions.ports import ToMember, TryLater
from bot.actions.prompts_open import prompts_open_to
from bot.actions.questions_to_partners import questions_about
from bot.domain.consent import Consent
from bot.domain.ids import MemberId, MessageId, PairId, ReplyId, StepId
from bot.domain.notices import Asking, ConfirmReply, ReplyEcho, ReplyKept, WhichPrompt
from bot.domain.participant import Profile
from bot.domain.reply import Reply
from bot.domain.steps import Outcome, Step, StepKind
from bot.store import pairs, profiles, replies, steps, threads


def _may_be_shown(reply: Reply) -> bool:
    return reply.counts() and reply.consent() is Consent.QUOTE_WITH_NAME


def echo_of(reply: Reply) -> ReplyEcho:
    """The reply as the prompt's thread shows it: its words under its writers' names, or that it was withdrawn."""
    shown = _may_be_shown(reply)
    return ReplyEcho(
        reply_id=reply.id,
        names=tuple(author.name for author in reply.authors) if shown else (),
        text=reply.text if shown else "",
        withdrawn=not shown,
    )


async def echo(desk: Desk) -> Composed:
    """A reply by form, shown under its writers' names."""
    reply = await replies.get(desk.tx, ReplyId(desk.step.subject_id or 0))
    thread = await threads.of_prompt(desk.tx, reply.round_id, reply.prompt_number)
    if reply.forgotten() or not _may_be_shown(reply):
        return Outcome.NOT_NEEDED
    if thread is None:
        if await _is_thread_to_come(desk, reply):
            raise TryLater("the prompt's thread is not open yet")
        return Outcome.NOT_NEEDED
    return Letter(to=to_thread(desk, thread.thread_id), notice=echo_of(reply))


async def kept(desk: Desk) -> Composed:
    """To who wrote a reply by DM, in the same DM: it is kept."""
    found = await desk.setting()
    reply = await replies.get(desk.tx, ReplyId(desk.step.subject_id or 0))
    profile = await profiles.find(desk.tx, desk.hosted.guild_id, desk.step.recipient_id or MemberId(0))
    if reply.withdrawn_at is not None or profile is None:
        return Outcome.NOT_NEEDED
    notice = ReplyKept(
        round_id=found.round.id,
        reply_id=reply.id,
        title=found.program.prompt(reply.prompt_number).title,
        consent=reply.consent(),
        asked=profile.consent is not None,
        late=reply.said_at >= (await dates_of(desk.tx, reply.round_id)).prompt_closes_at(reply.prompt_number),
        shown=reply.message_id is not None,
    )
    return Letter(to=_dm_of(profile), notice=notice)


async def which_prompt(desk: Desk) -> Composed:
    """To who wrote something by DM that may be a reply: the prompts that it may answer."""
    member_id = desk.step.recipient_id or MemberId(0)
    message_id = MessageId(desk.step.subject_id or 0)
    profile = await profiles.find(desk.tx, desk.hosted.guild_id, member_id)
    choices = await prompts_open_to(desk.house, desk.tx, member_id, desk.step.due_at)
    if profile is None or not choices or await replies.find_by_source(desk.tx, message_id) is not None:
        return Outcome.NOT_NEEDED
    return Letter(to=_dm_of(profile), notice=WhichPrompt(message_id=message_id, choices=choices))


def _dm_of(profile: Profile) -> ToMember:
    """Where they wrote: open, whatever was known of their DMs before."""
    return ToMember(
        guild_id=profile.guild_id,
        member_id=profile.member_id,
        locale=profile.locale,
        channel_id=profile.dm_channel_id,
    )


async def _is_thread_to_come(desk: Desk, reply: Reply) -> bool:
    """Whether the prompt, or its thread, is still on its way."""
    opening = await steps.of_kinds(desk.tx, reply.round_id, [StepKind.POST_PROMPT, StepKind.OPEN_PROMPT_THREAD])
    return any(step.outcome is None for step in opening if step.prompt_number == reply.prompt_number)


async def update(desk: Desk) -> Composed:
    """The shown reply says what it says now, or that it was withdrawn."""
    found = await desk.setting()
    reply = await replies.get(desk.tx, ReplyId(desk.step.subject_id or 0))
    shown = await steps.find(
        desk.tx, key_of(desk.hosted.id, found.round.name, StepKind.ECHO_REPLY, f"reply:{reply.id}")
    )
    place = place_of(shown)
    if shown is None or place is None or (reply.forgotten() and _may_be_shown(reply)):
        return Outcome.NOT_NEEDED
    return Rewrite(place=place, to=to_thread(desk, place.channel_id), notice=echo_of(reply), token=shown.token)


async def confirm(desk: Desk) -> Composed:
    """The pair's reply that one wrote, for the other to confirm."""
    reply = await replies.get(desk.tx, ReplyId(desk.step.subject_id or 0))
    pair = await pairs.get(desk.tx, desk.step.pair_id or PairId(0))
    notice = await _question(desk, reply, desk.step)
    if notice.asking is not Asking.OPEN or pair.thread_id is None or pair.ended_at is not None:
        return Outcome.NOT_NEEDED
    # It pings nobody: the next check-in and the next prompt remind of it, so that no week has one notification more.
    return Letter(to=to_thread(desk, pair.thread_id), notice=notice)


async def update_question(desk: Desk) -> Composed:
    """What asked about the pair's reply says how that stands."""
    asked = await steps.get(desk.tx, StepId(desk.step.subject_id or 0))
    reply = await replies.get(desk.tx, ReplyId(asked.subject_id or 0))
    place = place_of(asked)
    if place is None or (reply.forgotten() and reply.withdrawn_at is None):
        return Outcome.NOT_NEEDED
    notice = await _question(desk, reply, asked)
    return Rewrite(place=place, to=to_thread(desk, place.channel_id), notice=notice, token=asked.token)


async def _question(desk: Desk, reply: Reply, asked: Step) -> ConfirmReply:
    """The question as it stands now; each asking tells of the words it asked about, and of no later ones."""
    found = await desk.setting()
    waiting = [author for author in reply.authors if author.confirmed_at is None]
    agreeing = sorted((each for each in reply.authors if each.confirmed_at), key=lambda each: str(each.confirmed_at))
    return ConfirmReply(
        round_id=found.round.id,
        reply_id=reply.id,
        writer=agreeing[0].name if agreeing else "",
        readers=tuple(author.member_id for author in waiting),
        text=reply.text,
        title=found.program.prompt(reply.prompt_number).title,
        consent=reply.consent(),
        waits_for=tuple(author.name for author in waiting),
        agreed=agreeing[-1].name if agreeing else "",
        asking=_asking(reply, is_newest=(await questions_about(desk.tx, reply))[-1].id == asked.id),
    )


def _asking(reply: Reply, *, is_newest: bool) -> Asking:
    if reply.withdrawn_at is not None:
        return Asking.WITHDRAWN
    if not is_newest:
        return Asking.REPLACED
    return Asking.COUNTS if reply.counts() else Asking.OPEN

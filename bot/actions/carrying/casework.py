"""Cases: what moderators read of them, and what the person who asked hears."""

from bot.actions.carrying.addressing import to_desk, to_member, to_thread
from bot.actions.carrying.errands import Composed, Desk, Letter, OpenPairThread, OpenThread, Rewrite, place_of
from bot.actions.carrying.rooms import own_room
from bot.actions.case_steps import case_key
from bot.actions.lookups import names_of
from bot.actions.ports import ToMember
from bot.domain.case import Case, CaseEvent, Deed, is_answered
from bot.domain.ids import CaseId, ChannelId, MemberId, RoundId
from bot.domain.notices import CaseAnswer, CaseNote, CasesWait, DoneAbout, Removed, WaitingCase
from bot.domain.steps import Outcome, Step, StepKind
from bot.store import cases, pairs, participants, profiles, steps


async def _case(desk: Desk) -> Case:
    return await cases.get(desk.tx, CaseId(desk.step.subject_id or 0))


async def _posted(desk: Desk, case: Case) -> Step | None:
    return await steps.find(desk.tx, case_key(case, StepKind.POST_CASE))


async def note_of(desk: Desk, case: Case) -> CaseNote:
    """The case as it is now."""
    guild_id = desk.hosted.guild_id
    events = await cases.events(desk.tx, case.id)
    people = {case.member_id, *(each.by_id for each in events), *(each.about_id for each in events)} - {None}
    known = await profiles.several(desk.tx, guild_id, [each for each in people if each is not None])
    pair = await pairs.find_of(desk.tx, case.round_id, case.member_id) if case.round_id else None
    part = await participants.find(desk.tx, case.round_id, case.member_id) if case.round_id else None

    def call(member_id: MemberId | None) -> str:
        """The name; whoever said nothing of themselves by a mention, and who was erased by nothing."""
        if member_id is None or member_id < 0:
            return ""
        return known[member_id].name if member_id in known else f"<@{member_id}>"

    return CaseNote(
        case_id=case.id,
        name=call(case.member_id),
        kind=case.kind,
        words=case.words,
        opened_at=case.opened_at,
        partners=await names_of(desk.tx, guild_id, pair.partners_of(case.member_id)) if pair else (),
        in_round=part is not None and part.takes_part(),
        done=tuple(
            DoneAbout(deed=each.deed, by=call(each.by_id), about=call(each.about_id), words=each.words, at=each.at)
            for each in events
        ),
        closed=case.closed_at is not None,
    )


async def post(desk: Desk) -> Composed:
    """A new case for the desk."""
    return Letter(to=to_desk(desk), notice=await note_of(desk, await _case(desk)))


async def thread(desk: Desk) -> Composed:
    """The thread in which moderators talk about the case."""
    case = await _case(desk)
    place = place_of(await _posted(desk, case))
    if place is None:
        return Outcome.NOT_NEEDED
    names = await names_of(desk.tx, desk.hosted.guild_id, [case.member_id])
    return OpenThread(place=place, name=" · ".join([f"#{case.id}", *names])[:100])


async def update(desk: Desk) -> Composed:
    """The case's message says how it stands."""
    case = await _case(desk)
    posted = await _posted(desk, case)
    place = place_of(posted)
    if posted is None or place is None:
        return Outcome.NOT_NEEDED
    return Rewrite(place=place, to=to_desk(desk), notice=await note_of(desk, case), token=posted.token)


async def room(desk: Desk) -> Composed:
    """A private thread for who takes no DMs: the pair's own would show the partner that they asked."""
    if desk.step.subject_id is None:
        return await own_room(desk)
    case = await _case(desk)
    return OpenPairThread(channel_id=desk.hosted.channel_id, name=f"Help #{case.id}", members=(case.member_id,))


async def answer(desk: Desk) -> Composed:
    """What a moderator said, or that the case is closed: by DM, or in the person's own thread."""
    event = await cases.event(desk.tx, desk.step.subject_id or 0)
    case = await cases.get(desk.tx, event.case_id)
    notice = CaseAnswer(
        round_id=case.round_id or RoundId(0),
        case_id=case.id,
        member_id=case.member_id,
        words=event.words,
        closed=event.deed is Deed.CLOSED,
        asked=await _asked_last(desk, case, event),
    )
    if desk.step.recipient_id is None:
        return Outcome.NOT_NEEDED
    if case.room_id is not None:
        return Letter(to=to_thread(desk, case.room_id, (case.member_id,)), notice=notice)
    to = await to_member(desk, case.member_id, in_private=True)
    return Letter(to=to, notice=notice) if isinstance(to, ToMember) else Outcome.DMS_CLOSED


async def _asked_last(desk: Desk, case: Case, answered: CaseEvent) -> str:
    """What the person had said before this answer."""
    said = [each for each in await cases.events(desk.tx, case.id) if each.deed is Deed.WROTE_AGAIN]
    return next((each.words for each in reversed(said) if each.at <= answered.at), case.words)


async def removed(desk: Desk) -> Composed:
    """To whom a moderator took out of the round."""
    found = await desk.setting()
    to = await to_member(desk, desk.step.recipient_id or MemberId(0), in_private=True)
    if not isinstance(to, ToMember):
        return Outcome.DMS_CLOSED
    return Letter(to=to, notice=Removed(round_id=found.round.id, title=found.program.title))


async def waiting_cases(desk: Desk) -> Composed:
    """The program's open cases; nothing where there are none."""
    found: list[WaitingCase] = []
    for case in await cases.open_of(desk.tx, desk.hosted.id):
        place = place_of(await _posted(desk, case))
        found.append(
            WaitingCase(
                name="".join(await names_of(desk.tx, desk.hosted.guild_id, [case.member_id])),
                kind=case.kind,
                opened_at=case.opened_at,
                # The thread under a message has the message's id.
                thread_id=None if place is None else ChannelId(place.message_id),
                answered=is_answered(await cases.events(desk.tx, case.id)),
            )
        )
    return Letter(to=to_desk(desk), notice=CasesWait(cases=tuple(found))) if found else Outcome.NOT_NEEDED

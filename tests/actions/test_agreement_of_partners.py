"""What partners agree on; hours awake together; the question whether a reply is right."""

from datetime import timedelta

import pytest

from bot.actions.agreeing import accept_agreement, propose_agreement, show_agreement
from bot.actions.checking_in import Following, answer_check_in
from bot.actions.own_data import erase
from bot.actions.pair_replies import draft_pair_reply
from bot.actions.replying import HandedIn, write_reply
from bot.domain.agreement import HowOften, Medium
from bot.domain.errors import RuleError
from bot.domain.notices import (
    AgreementNote,
    CheckInQuestion,
    ConfirmReply,
    Introduction,
    PairGreeting,
    PairPrompt,
)
from bot.domain.partnership import CheckInAnswer
from bot.domain.steps import StepKind
from tests.actions.world import GUILD, PEOPLE, World, writer_of

ANA, BO = PEOPLE[:2]


async def propose(world: World, round_id, person, *, medium=Medium.VIDEO, hopes=" To  laugh. "):
    pair = await world.pair_of(round_id, person)
    agreement = await propose_agreement(
        world.house,
        guild_id=GUILD,
        member_id=person.id,
        round_id=round_id,
        pair_id=pair.id,
        how_often=HowOften.WEEKLY,
        medium=medium,
        hopes=hopes,
        now=world.now,
    )
    await world.play()
    return agreement


async def accept(world: World, round_id, person):
    pair = await world.pair_of(round_id, person)
    terms = await accept_agreement(
        world.house, guild_id=GUILD, member_id=person.id, round_id=round_id, pair_id=pair.id, now=world.now
    )
    await world.play()
    return not terms.missing


def notes(world: World):
    return [message for message in world.courier.messages if isinstance(message.notice, AgreementNote)]


async def test_proposal_stands_in_the_thread_without_a_ping_until_both_say_yes(world):
    round_id = await world.run((ANA, BO))
    assert (await propose(world, round_id, ANA)).hopes == "To laugh."
    (note,) = notes(world)
    assert note.to.mentions == ()
    assert (note.notice.terms.accepted, note.notice.terms.missing) == (("Ana",), ("Bo",))
    for _ in range(2):
        assert await accept(world, round_id, BO)
    (note,) = notes(world)
    assert (note.notice.terms.accepted, note.notice.terms.missing) == (("Ana", "Bo"), ())


async def test_change_asks_the_other_anew_and_the_same_again_is_a_yes(world):
    round_id = await world.run((ANA, BO))
    await propose(world, round_id, ANA)
    await accept(world, round_id, BO)
    world.now += timedelta(hours=1)
    await propose(world, round_id, BO, medium=Medium.EMAIL)
    assert [(each.notice.replaced, len(each.notice.terms.missing)) for each in notes(world)] == [(True, 1), (False, 1)]
    pair = await world.pair_of(round_id, ANA)
    await propose(world, round_id, ANA, medium=Medium.EMAIL)
    assert len(notes(world)) == 2
    stands = await show_agreement(world.house, guild_id=GUILD, member_id=ANA.id, round_id=round_id, pair_id=pair.id)
    assert (stands.medium, stands.accepted_by) == (Medium.EMAIL, (ANA.id, BO.id))


async def test_agreement_is_for_partners_alone_and_needs_a_proposal(world):
    round_id = await world.run(PEOPLE[:4])
    with pytest.raises(RuleError, match="nothing_proposed"):
        await accept(world, round_id, ANA)
    pair = await world.pair_of(round_id, ANA)
    stranger = next(person for person in PEOPLE[:4] if person.id not in pair.members)
    asked = {"guild_id": GUILD, "member_id": stranger.id, "round_id": round_id, "pair_id": pair.id}
    with pytest.raises(RuleError, match="not_your_pair"):
        await accept_agreement(world.house, **asked, now=world.now)


async def say(world, round_id, person, answer):
    """What is asked next of who answers the first check-in so."""
    pair = await world.pair_of(round_id, person)
    asked = {"guild_id": GUILD, "member_id": person.id, "round_id": round_id, "pair_id": pair.id}
    taken = await answer_check_in(world.house, **asked, prompt_number=1, answer=answer, now=world.now)
    return taken.following


async def test_who_answers_a_check_in_is_asked_one_thing_that_is_not_given_yet(world):
    round_id = await world.run((ANA, BO))
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    assert await say(world, round_id, ANA, CheckInAnswer.NOT_YET) is Following.SETTLE
    await propose(world, round_id, ANA)
    assert await say(world, round_id, ANA, CheckInAnswer.NOT_YET) is None
    assert await say(world, round_id, ANA, CheckInAnswer.YES) is Following.REPLY
    assert await say(world, round_id, BO, CheckInAnswer.ELSEWHERE) is Following.AGREE
    await accept(world, round_id, BO)
    await world.tell_bot(ANA, "We talked about maps.")
    world.now += timedelta(minutes=1)
    assert await say(world, round_id, ANA, CheckInAnswer.YES) is None
    assert await say(world, round_id, BO, CheckInAnswer.AWAY) is None


async def test_check_in_invites_no_reply_of_who_has_replied(world):
    round_id = await world.run((ANA, BO))
    form = HandedIn(
        writer=writer_of(ANA),
        round_id=round_id,
        prompt_number=1,
        text="Maps.",
        consent=None,
        interaction_id=77,
        said_at=world.now,
    )
    await write_reply(world.house, form, now=world.now)
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    asked = {person.name: world.courier.by_dm(CheckInQuestion, person.id)[0].notice for person in (ANA, BO)}
    assert {name: notice.invites for name, notice in asked.items()} == {"Ana": False, "Bo": True}
    for person in (ANA, BO):
        await world.tell_bot(person, f"{person.name} says yes.")
    assert [reply.text for reply in await world.replies(round_id)] == ["Maps.", "Bo says yes."]


async def test_hopes_of_who_is_erased_are_gone(world):
    round_id = await world.run((ANA, BO))
    await propose(world, round_id, ANA, hopes="Secret hopes")
    await erase(world.house, guild_id=GUILD, member_id=ANA.id, now=world.now)
    assert world.rows("SELECT hopes FROM agreement") == [("",)]
    assert str(ANA.id) not in str(world.rows("SELECT * FROM agreement"))


async def test_introduction_tells_hours_and_questions_the_same_for_both(world):
    round_id = await world.run((ANA, BO))
    greeting = world.courier.told(PairGreeting)[0].notice
    introductions = [world.courier.by_dm(Introduction, person.id)[0].notice for person in (ANA, BO)]
    assert len(greeting.openers) == 3
    assert greeting.awake
    assert {(each.openers, each.awake) for each in introductions} == {(greeting.openers, greeting.awake)}
    assert round_id


async def test_later_prompts_come_when_both_are_awake_and_the_first_at_once(world):
    """Ana lives in Kenya and Bo in Brazil: from 11 to 19 in UTC both are awake."""
    round_id = await world.run((ANA, BO))
    opens = [await world.due(round_id, StepKind.OPEN_PROMPT, number) for number in (1, 2)]
    await world.play(opens[1] + timedelta(hours=1, minutes=59))
    assert [message.at for message in world.courier.told(PairPrompt)] == [opens[0]]
    await world.play(opens[1] + timedelta(hours=2))
    assert [message.at for message in world.courier.told(PairPrompt)] == [opens[0], opens[1].replace(hour=11)]


async def test_question_whether_a_reply_is_right_pings_nobody_and_comes_with_the_next_check_in(world):
    round_id = await world.run((ANA, BO))
    pair = await world.pair_of(round_id, ANA)
    form = HandedIn(
        writer=writer_of(ANA),
        round_id=round_id,
        prompt_number=1,
        text="We laughed.",
        consent=None,
        interaction_id=77,
        said_at=world.now,
    )
    await draft_pair_reply(world.house, form, pair_id=pair.id, now=world.now)
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    assert world.courier.told(ConfirmReply)[0].to.mentions == ()
    asked = [await say(world, round_id, person, CheckInAnswer.YES) for person in (ANA, BO)]
    assert asked == [Following.SETTLE, Following.CONFIRM]
    await world.play(await world.due(round_id, StepKind.OPEN_PROMPT, 2) + timedelta(hours=12))
    assert world.courier.told(PairPrompt)[-1].notice.unconfirmed

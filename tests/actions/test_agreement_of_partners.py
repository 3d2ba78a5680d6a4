"""What partners agree on; hours awake together; the question whether a reply is right."""

from datetime import timedelta

import pytest

from bot.actions.agreeing import accept_agreement, propose_agreement, show_agreement
from bot.actions.own_data import erase
from bot.actions.pair_replies import draft_pair_reply
from bot.actions.replying import HandedIn
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
    holds = await accept_agreement(
        world.house, guild_id=GUILD, member_id=person.id, round_id=round_id, pair_id=pair.id, now=world.now
    )
    await world.play()
    return holds


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
    assert [len(each.notice.terms.missing) for each in notes(world)] == [0, 1]
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


async def test_check_in_asks_about_the_agreement(world):
    round_id = await world.run((ANA, BO))
    await propose(world, round_id, ANA)
    await world.play(await world.due(round_id, StepKind.ASK_CHECK_INS, 1))
    asked = {
        person.name: world.courier.by_dm(CheckInQuestion, person.id)[0].notice.terms.asks_reader for person in (ANA, BO)
    }
    assert asked == {"Ana": False, "Bo": True}


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
    waiting = {
        person.name: len(world.courier.by_dm(CheckInQuestion, person.id)[0].notice.unconfirmed) for person in (ANA, BO)
    }
    assert waiting == {"Ana": 0, "Bo": 1}
    await world.play(await world.due(round_id, StepKind.OPEN_PROMPT, 2) + timedelta(hours=12))
    assert world.courier.told(PairPrompt)[-1].notice.unconfirmed

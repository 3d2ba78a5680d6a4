"""Whose answer was lost hands the same form in again: they are welcomed once."""

from bot.domain.notices import Welcome
from tests.actions.world import PEOPLE, World

ANA = PEOPLE[0]


async def test_joining_again_with_the_same_answers_welcomes_once(world: World):
    round_id = await world.enrol(PEOPLE[1:2])
    for _ in range(2):
        await world.join(ANA, round_id)
        await world.play(world.later(minutes=5))
    assert [message.to.member_id for message in world.courier.told(Welcome)].count(ANA.id) == 1

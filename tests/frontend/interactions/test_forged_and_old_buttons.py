import discord
import pytest

from bot.frontend.buttons import button
from bot.frontend.messages import Message, make_arguments
from tests.frontend.interactions.conftest import words_of


@pytest.mark.parametrize(
    ("verb", "args"),
    [
        ("no_such_verb", (1,)),
        ("join", ("one",)),
        ("join", ()),
        ("checkin", (1, 1, 1, "maybe")),
        ("consent_is", (1, "anything")),
        ("summary_pick", (1,)),
        ("join_country", (1,)),
    ],
)
async def test_forged_or_forgotten_button_is_answered_kindly(town, verb, args):
    await town.host()
    await town.plan()
    ana = town.member("ana")
    message = Message(content="?", rows=((button(verb, *args, label="Press"),),))
    sent = await town.env.bot.get_channel(town.channel.id).send(**make_arguments(message))
    await town.env.settle()
    said = words_of(await ana.click(sent, label="Press"))
    assert "this button" in said or "form" in said or "Only moderators" in said


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("join", "There is no round now"),
        ("leave_yes", "There is no round now"),
        ("reply_edit", "I did not find this reply"),
        ("withdraw", "I did not find this reply"),
        ("away_for", "There is no such program here"),
        ("my_partner", "There is no such program here"),
        ("my_data", "There is no such program here"),
    ],
)
async def test_button_in_a_dm_about_what_is_gone_says_so(town, verb, said):
    ana = town.member("ana")
    user = discord.Object(ana.id)
    channel = await town.env.bot.create_dm(user)
    message = Message(content="?", rows=((button(verb, 999, 1, label="Press"),),))
    sent = await channel.send(**make_arguments(message))
    await town.env.settle()
    assert said in words_of(await ana.user.click(sent, label="Press"))

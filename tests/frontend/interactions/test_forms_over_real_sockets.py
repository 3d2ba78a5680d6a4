import asyncio
from datetime import timedelta

import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.domain.ids import ProgramId
from bot.domain.steps import NewStep, Outcome, StepKind
from bot.frontend.reading import HistoryReader
from bot.sandbox import Permission, Sandbox, text_of
from bot.store import profiles, steps
from tests.frontend.interactions.conftest import BEGINNING, PATIENCE, ROUND_STARTS, make_client, run_due


@pytest.fixture
async def sandbox(monkeypatch):
    async with Sandbox(answer_within=timedelta(seconds=PATIENCE)) as sandbox:
        monkeypatch.setattr(Route, "BASE", sandbox.api_base)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(sandbox.gateway_url))
        yield sandbox


@pytest.fixture
async def client(sandbox, house, clock):
    """Logged in by real sockets, with a round that can be joined."""
    client = make_client(house, clock)
    client.follow_events()
    house.reader.reader = HistoryReader(client)
    running = asyncio.create_task(client.start(sandbox.token))
    await client.wait_until_caught_up()
    desk = sandbox.add_channel("desk")
    places = {"channel": sandbox.general, "desk": desk}
    added = await sandbox.owner.command("program add", sandbox.general, program="library-leadership", **places)
    assert "is added to this server" in (await added.settled()).text
    await sandbox.owner.command("round create", sandbox.general, start=ROUND_STARTS)
    await run_due(house, client, clock, BEGINNING)
    yield client
    await client.close()
    await running


def invitation(sandbox):
    found = [message for message in sandbox.general.messages.values() if "you can join" in message.content]
    return found[0]


async def test_twenty_people_hand_in_the_same_form_at_once(sandbox, client, house):
    countries = ["Kenya", "Uganda", "Egypt", "Peru", "Japan"] * 4
    people = [await sandbox.join(None, f"Person {number}") for number in range(20)]
    forms = [(await person.press(invitation(sandbox), "Join")).form for person in people]

    async def hand_in(person, form, country):
        values = {"Your country": country, "Your languages": "English"}
        return await person.submit(form, {**values, "How may your words be used?": "Only count them"})

    answers = await asyncio.gather(*map(hand_in, people, forms, countries))
    assert [country in text_of(answer.message) for answer, country in zip(answers, countries, strict=True)] == [
        True
    ] * 20
    async with house.store.read() as tx:
        kept = await profiles.several(tx, sandbox.guild.id, [person.id for person in people])
    assert [kept[person.id].country for person in people] == ["KE", "UG", "EG", "PE", "JP"] * 4
    assert sandbox.unrouted == []


async def test_last_sequence_grows_with_the_events_of_the_gateway(sandbox, client):
    before = client.last_sequence()
    ana = await sandbox.join(None, "Ana")
    await ana.press(invitation(sandbox), "Join")
    # That somebody joined and that they pressed are two events at least.
    assert client.last_sequence() >= before + 2 > 2


async def test_long_history_is_read_page_by_page(sandbox, client):
    ana = await sandbox.join(None, "Ana")
    before = max(sandbox.general.messages)
    for number in range(205):
        await ana.say(sandbox.general, f"Reply {number}")
    reader = HistoryReader(client)
    said = [each async for each in reader.read(sandbox.general.id, before)]
    assert [each.text for each in said] == [f"Reply {number}" for number in range(205)]
    after = [each.text async for each in reader.read(sandbox.general.id, said[199].message_id)]
    assert after == [f"Reply {number}" for number in range(200, 205)]


@pytest.mark.parametrize("how", ["channel", "role"])
async def test_permission_given_back_wakes_what_was_given_up_for_it(sandbox, client, house, clock, how):
    guild, channel, trouble = sandbox.guild, sandbox.general, sandbox.trouble
    whole = next(guild.roles[each] for each in guild.members[sandbox.world.bot.id].role_ids).permissions
    if how == "channel":
        trouble.deny_bot(channel, Permission.PIN_MESSAGES)
    else:
        trouble.set_bot_permissions(guild, whole & ~Permission.PIN_MESSAGES)
    async with house.store.write() as tx:
        step = NewStep(key="1/menu", kind=StepKind.POST_MENU, due_at=BEGINNING, program_id=ProgramId(1))
        await steps.plan(tx, [step])
        begun = await steps.begin(tx, await steps.find(tx, step.key), BEGINNING)
        assert await steps.finish(tx, begun, Outcome.FORBIDDEN, BEGINNING)
    await trouble_is_heard(client, sandbox)
    assert await outcome_of(house, step) is Outcome.FORBIDDEN
    if how == "channel":
        trouble.restore_bot(channel)
    else:
        trouble.set_bot_permissions(guild, whole)
    for _ in range(int(PATIENCE * 100)):
        if await outcome_of(house, step) is None:
            return
        await asyncio.sleep(0.01)
    pytest.fail("it was not woken")


async def trouble_is_heard(client, sandbox):
    """The gateway has told what changed: somebody who joined after it could press a button."""
    someone = await sandbox.join(None, "Zoe")
    await someone.press(invitation(sandbox), "Join")
    for _ in range(int(PATIENCE * 100)):
        if not client.in_hand.is_busy:
            return
        await asyncio.sleep(0.01)


async def outcome_of(house, planned):
    async with house.store.read() as tx:
        return (await steps.find(tx, planned.key)).outcome

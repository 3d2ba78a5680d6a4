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
from bot.store import profiles, replies, steps
from tests.frontend.interactions.conftest import BEGINNING, CHECK_IN, PATIENCE, ROUND_STARTS, make_client, run_due


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


async def all_heard(sandbox, client):
    """The number of the last event, which the client has dealt with."""
    hub = sandbox.hub
    while client.last_sequence() < hub.connected[-1].seq or client.in_hand.is_busy:  # noqa: ASYNC110 (two things)
        await asyncio.sleep(0.01)
    return client.last_sequence()


async def test_form_handed_in_just_before_the_bot_is_told_to_stop_is_answered(sandbox, client):
    ana = await sandbox.join(None, "Ana")
    form = (await ana.press(invitation(sandbox), "Join")).form
    values = {"Your country": "Kenya", "Your languages": "English", "How may your words be used?": "Only count them"}
    before = await all_heard(sandbox, client)
    handing_in = asyncio.create_task(ana.submit(form, values))
    while client.last_sequence() == before or not client.in_hand.is_busy:  # noqa: ASYNC110 (until it has begun)
        await asyncio.sleep(0)
    await client.close()
    assert "Kenya" in text_of((await handing_in).message)


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


async def asked_whether_they_talked(sandbox, client, house, clock):
    """Ana, who was paired with Ben and is asked in her DM whether they talked."""
    people = [await sandbox.join(None, name) for name in ("Ana", "Ben")]
    for person, country in zip(people, ("Kenya", "Uganda"), strict=True):
        form = (await person.press(invitation(sandbox), "Join")).form
        assert form.part("Your languages").component["value"] == "English"
        values = {"Your country": country, "How may your words be used?": "Quote me with my name"}
        await (await person.submit(form, values)).settled()
    await run_due(house, client, clock, CHECK_IN)
    assert "You can also write here what you found." in text_of(people[0].dms[-1])
    return people[0]


async def until_kept(house, expected):
    """The replies to the first prompt came to be these: each with its words, and whether it stands."""
    for _ in range(int(PATIENCE * 100)):
        async with house.store.read() as tx:
            kept = [(each.text, each.withdrawn_at is None) for each in await replies.of_prompt(tx, 1, 1)]
        if kept == expected:
            return
        await asyncio.sleep(0.01)
    pytest.fail(f"{kept} was kept")


async def test_answer_by_dm_is_kept_once_and_can_be_changed_and_taken_back(sandbox, client, house, clock):
    ana = await asked_whether_they_talked(sandbox, client, house, clock)
    said = await ana.say(ana.dm, "We lend tools.")
    await until_kept(house, [("We lend tools.", True)])
    await run_due(house, client, clock, CHECK_IN)
    told = ana.dms[-1]
    assert "This is kept as your reply to “Getting to know you”" in told.content
    sandbox.trouble.invalidate_session()
    await ana.edit(said, "We lend tools and time.")
    await until_kept(house, [("We lend tools and time.", True)])
    withdrawn = await (await ana.press(told, "Withdraw this reply")).settled()
    await until_kept(house, [("We lend tools and time.", False)])
    await (await ana.press(withdrawn.message, "Bring it back")).settled()
    await until_kept(house, [("We lend tools and time.", True)])
    await ana.delete(said)
    await until_kept(house, [("We lend tools and time.", False)])
    await run_due(house, client, clock, CHECK_IN)
    assert sum("This is kept as your reply" in each.content for each in ana.dms) == 1
    assert sandbox.unrouted == []


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

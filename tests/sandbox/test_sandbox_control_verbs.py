"""The verbs that the tests of a driver's usual way do not come by."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
import pytest

from bot.sandbox import Permission, Sandbox
from bot.sandbox.control.server import VERBS
from bot.sandbox.world.access import permissions_in
from bot.sandbox.world.drafts import Draft
from bot.sandbox.world.messages import post_message

ROW = {
    "type": 1,
    "components": [{"type": 3, "custom_id": "zone", "options": [{"label": "Lagos", "value": "Africa/Lagos"}]}],
}


@pytest.fixture
async def impatient():
    async with Sandbox("t", answer_within=timedelta(milliseconds=10)) as running:
        yield running


@pytest.fixture
async def drive(impatient):
    async with aiohttp.ClientSession() as http:

        async def drive(verb: str, **body: object):
            async with http.post(f"{impatient.control_url}/{verb}", json=body) as response:
                told = await response.json()
                assert response.status == 200, told
                return told

        yield drive


async def test_every_kind_of_act_is_told_as_failed_when_nobody_answers(impatient, drive):
    world, general = impatient.world, impatient.general
    owner, place = str(impatient.owner.id), str(general.id)
    world.commands[None] = [
        {"id": "1", "type": 1, "name": "plan", "options": [{"type": 3, "name": "name"}]},
        {"id": "2", "type": 3, "name": "Quote"},
    ]
    panel = post_message(world, general, world.bot.id, Draft(content="panel", components=(ROW,)))
    chosen = await drive("choose", person=owner, message=str(panel.id), select="zone", choices=["Lagos"])
    quoted = await drive("menu", person=owner, message=str(panel.id), name="Quote")
    typed = await drive("suggestions", person=owner, channel=place, name="plan", option="name", options={"name": "x"})
    assert (chosen["kind"], quoted["kind"], typed) == ("nothing", "nothing", [])


async def test_roles_are_made_and_given_by_name(impatient, drive):
    role = await drive("add_role", name="Readers", permissions=["MANAGE_THREADS"])
    amara = (await drive("join", name="Amara Okafor", roles=["Readers"]))["id"]
    assert impatient.guild.members[int(amara)].role_ids == {int(role["id"])}
    await drive("give_roles", person=amara, roles=[])
    assert impatient.guild.members[int(amara)].role_ids == set()


async def test_bot_is_permitted_and_denied_in_one_channel(impatient, drive):
    world, general = impatient.world, impatient.general
    await drive("permit_bot", channel=str(general.id), allow=["MENTION_EVERYONE"])
    assert permissions_in(world, world.bot.id, general) & Permission.MENTION_EVERYONE
    await drive("permit_bot", channel=str(general.id), deny=["VIEW_CHANNEL"])
    assert not permissions_in(world, world.bot.id, general)


async def test_faults_of_each_kind_are_ordered(impatient, drive):
    await drive("fail", path="/users/@me", status=502, code=3)
    # The client itself repeats a GET once when a kept connection breaks.
    await drive("fail", path="/gateway", reset=True, times=2)
    url = impatient.api_base
    async with aiohttp.ClientSession(headers={"Authorization": "Bot t"}) as http:
        async with http.get(f"{url}/users/@me") as response:
            assert (response.status, (await response.json())["code"]) == (502, 3)
        with pytest.raises(aiohttp.ClientConnectionError):
            await http.get(f"{url}/gateway")
    await drive("invalidate_session", resumable=True)


async def test_message_and_thread_are_taken_away_and_given_back(impatient, drive):
    said = await impatient.owner.say(impatient.general, "x")
    await drive("delete_message", message=str(said.id))
    assert said.deleted_at is not None
    async with aiohttp.ClientSession(headers={"Authorization": "Bot t"}) as http:
        url = f"{impatient.api_base}/channels/{impatient.general.id}/threads"
        thread = int((await (await http.post(url, json={"name": "pair"})).json())["id"])
    state = impatient.world.channels[thread].thread
    await drive("archive_thread", channel=str(thread), locked=True)
    assert (state.is_archived, state.is_locked) == (True, True)
    await drive("archive_thread", channel=str(thread), archived=False)
    assert (state.is_archived, state.is_locked) == (False, False)
    assert impatient.thread("pair").id == thread
    with pytest.raises(LookupError):
        impatient.thread("none")


def test_every_verb_says_what_it_does():
    assert all(verb.__doc__ for verb in VERBS.values())

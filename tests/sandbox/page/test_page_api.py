"""What the page asks of the sandbox, without a browser."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Overwrite, Permission, Sandbox
from bot.sandbox.page.timekeeping import DueStep, Span

BUTTON = {"type": 1, "components": [{"type": 2, "style": 1, "label": "Press me", "custom_id": "press:1"}]}
FORM = {
    "type": 9,
    "data": {
        "title": "A form",
        "custom_id": "form:1",
        "components": [
            {"type": 18, "label": "Your name", "component": {"type": 4, "style": 1, "custom_id": "name"}},
        ],
    },
}


class Caller:
    def __init__(self, town: Sandbox, session: aiohttp.ClientSession) -> None:
        self._base, self._session = town.page_url, session
        self.status = 0

    async def read(self, what: str, **params: object) -> Any:
        async with self._session.get(
            f"{self._base}api/{what}", params={name: str(value) for name, value in params.items()}
        ) as answer:
            self.status = answer.status
            return await answer.json()

    async def send(self, what: str, **body: object) -> Any:
        told = {name: str(value) if name in ("person", "channel", "message") else value for name, value in body.items()}
        async with self._session.post(f"{self._base}api/{what}", json=told) as answer:
            self.status = answer.status
            return await answer.json()


@pytest.fixture
async def caller(town: Sandbox) -> AsyncIterator[Caller]:
    async with aiohttp.ClientSession() as session:
        yield Caller(town, session)


def person_id(town: Sandbox, name: str) -> int:
    return next(user.id for user in town.world.users.values() if user.shown_name == name)


async def test_people_are_told_with_what_they_are(town: Sandbox, caller: Caller) -> None:
    mods = town.add_role("Moderators", Permission.MANAGE_THREADS)
    await town.join(None, "Mo", roles=[mods])
    told = await caller.read("people")
    assert {each["name"]: each["role"] for each in told["people"] if not each["bot"]} == {
        "Olive Owner": "organiser",
        "Ana": "member",
        "Ben": "member",
        "Mo": "moderator",
    }
    assert told["opens_as"] == str(person_id(town, "Ana"))


async def test_screen_shows_only_what_the_person_sees(town: Sandbox, caller: Caller) -> None:
    hidden = Overwrite(target_id=town.guild.id, is_member=False, deny=Permission.VIEW_CHANNEL)
    town.add_channel("secret", overwrites=[hidden])
    ana = await caller.read("screen", person=person_id(town, "Ana"))
    owner = await caller.read("screen", person=town.guild.owner_id)
    assert [channel["name"] for channel in ana["servers"][0]["channels"]] == ["general"]
    assert [channel["name"] for channel in owner["servers"][0]["channels"]] == ["general", "secret"]


async def test_channel_that_is_not_seen_is_not_found(town: Sandbox, caller: Caller) -> None:
    hidden = Overwrite(target_id=town.guild.id, is_member=False, deny=Permission.VIEW_CHANNEL)
    secret = town.add_channel("secret", overwrites=[hidden])
    await caller.read("channel", person=person_id(town, "Ana"), channel=secret.id)
    assert caller.status == 404
    await caller.send("do/say", person=person_id(town, "Ana"), channel=secret.id, text="hello")
    assert caller.status == 404


@pytest.mark.parametrize("who", ["0", "x", "the bot"])
async def test_nobody_can_be_the_bot_or_nobody(town: Sandbox, caller: Caller, who: str) -> None:
    told = await caller.read("screen", person=town.world.bot.id if who == "the bot" else who)
    assert (caller.status, told) == (404, {"error": "There is no such person."})


async def test_what_came_since_one_looked_is_new_until_one_looks(town: Sandbox, caller: Caller, stub: Any) -> None:
    ana = person_id(town, "Ana")
    await stub.post(town.general.id, content=f"Hello <@{ana}>")

    async def place() -> dict[str, Any]:
        return (await caller.read("screen", person=ana))["servers"][0]["channels"][0]

    new = await place()
    assert (new["unread"], new["pings"]) == (True, 1)
    await caller.read("channel", person=ana, channel=town.general.id)
    seen = await place()
    assert (seen["unread"], seen["pings"]) == (False, 0)


async def test_only_what_others_said_is_counted(town: Sandbox, caller: Caller, stub: Any) -> None:
    ana, ben = town.person(person_id(town, "Ana")), town.person(person_id(town, "Ben"))
    thread = await stub.ask("POST", f"/channels/{town.general.id}/threads", {"name": "Ana & Ben", "type": 12})
    for each in (ana, ben):
        await stub.ask("PUT", f"/channels/{thread['id']}/thread-members/{each.id}", {})
    pair = town.thread("Ana & Ben")
    for who in (ana, ben, ben):
        await who.say(pair, "Hello")

    async def counts(who: int) -> list[tuple[bool, int]]:
        told = await caller.read("screen", person=who)
        return [(each["unread"], each["pings"]) for each in told["servers"][0]["threads"]]

    assert (await counts(ana.id), await counts(ben.id)) == ([(True, 2)], [(True, 1)])
    assert await counts(town.guild.owner_id) == [(True, 0)]


async def test_pinned_messages_are_told_the_last_first(town: Sandbox, caller: Caller, stub: Any) -> None:
    for words in ("First", "Second", "Never"):
        said = await stub.post(town.general.id, content=words)
        if words != "Never":
            await stub.ask("PUT", f"/channels/{town.general.id}/messages/pins/{said['id']}", {})
    told = await caller.read("pins", person=person_id(town, "Ana"), channel=town.general.id)
    assert [message["content"] for message in told] == ["Second", "First"]


async def test_messages_come_in_pages_of_fifty(town: Sandbox, caller: Caller) -> None:
    ana = town.person(person_id(town, "Ana"))
    for number in range(60):
        await ana.say(town.general, f"Number {number}")
    newest = await caller.read("channel", person=ana.id, channel=town.general.id)
    assert [newest["messages"][0]["content"], newest["messages"][-1]["content"]] == ["Number 10", "Number 59"]
    assert newest["more"]
    first = newest["messages"][0]["id"]
    older = await caller.read("channel", person=ana.id, channel=town.general.id, before=first)
    assert [message["content"] for message in older["messages"]] == [f"Number {number}" for number in range(10)]
    assert not older["more"]


async def test_form_is_opened_and_sent(town: Sandbox, caller: Caller, stub: Any) -> None:
    ana = person_id(town, "Ana")
    stub.answers = {"press:1": FORM, "form:1": {"type": 4, "data": {"content": "Thank you", "flags": 64}}}
    message = await stub.post(town.general.id, components=[BUTTON])
    where = {"person": ana, "channel": town.general.id}
    opened = await caller.send("do/press", **where, message=message["id"], part="press:1")
    assert opened["form"]["title"] == "A form"
    refused = await caller.send("do/submit", **where, interaction=opened["form"]["interaction"], values={"name": ""})
    assert caller.status == 409
    assert "filled in" in refused["error"]
    await caller.send("do/submit", **where, interaction=opened["form"]["interaction"], values={"name": "Ana"})
    assert stub.heard[-1]["data"]["components"][0]["component"]["value"] == "Ana"
    seen = await caller.read("channel", person=ana, channel=town.general.id)
    assert (seen["messages"][-1]["content"], seen["messages"][-1]["ephemeral"]) == ("Thank you", True)
    others = await caller.read("channel", person=person_id(town, "Ben"), channel=town.general.id)
    assert [each["content"] for each in others["messages"]] == [""]


async def test_somebody_elses_form_cannot_be_sent(town: Sandbox, caller: Caller, stub: Any) -> None:
    stub.answers = {"press:1": FORM}
    message = await stub.post(town.general.id, components=[BUTTON])
    where = {"channel": town.general.id, "message": message["id"], "part": "press:1"}
    opened = await caller.send("do/press", person=person_id(town, "Ana"), **where)
    interaction = opened["form"]["interaction"]
    await caller.send("do/submit", person=person_id(town, "Ben"), interaction=interaction, values={"name": "Ben"})
    assert caller.status == 409


async def test_commands_are_those_that_the_person_sees_in_their_language(
    town: Sandbox, caller: Caller, stub: Any
) -> None:
    inner = {
        "type": 1, "name": "create", "description": "Make a round", "description_localizations": {"ar": "أنشئ جولة"},
        "options": [{"type": 3, "name": "start", "description": "When", "required": True}],
    }  # fmt: skip
    told = [
        {"type": 1, "name": "round", "description": "Rounds", "options": [inner]},
        {"type": 1, "name": "manage", "description": "For some", "default_member_permissions": "32"},
    ]
    await stub.ask("PUT", f"/applications/{town.world.application.id}/commands", told)
    found = await caller.read("commands", person=person_id(town, "Ben"), channel=town.general.id)
    assert [(each["name"], each["description"]) for each in found] == [("round create", "أنشئ جولة")]
    assert found[0]["options"][0]["required"]
    owner = await caller.read("commands", person=town.guild.owner_id, channel=town.general.id)
    assert [each["name"] for each in owner] == ["manage", "round create"]


async def test_leaving_and_joining_again(town: Sandbox, caller: Caller) -> None:
    ana = person_id(town, "Ana")
    await caller.send("do/leave", person=ana, server=str(town.guild.id))
    gone = await caller.read("screen", person=ana)
    assert (gone["servers"], [each["name"] for each in gone["to_join"]]) == ([], ["The sandbox"])
    await caller.send("do/join", person=ana, server=str(town.guild.id))
    assert len((await caller.read("screen", person=ana))["servers"]) == 1


async def test_dms_are_closed_and_opened(town: Sandbox, caller: Caller) -> None:
    ana = person_id(town, "Ana")
    await caller.send("do/close_dms", person=ana)
    assert not (await caller.read("screen", person=ana))["takes_dms"]
    assert ana in town.world.closed_dms
    await caller.send("do/open_dms", person=ana)
    assert (await caller.read("screen", person=ana))["takes_dms"]


@pytest.mark.parametrize(
    ("what", "body", "status"),
    [
        ("do/fly", {}, 404),
        ("do/say", {"text": "   "}, 409),
        ("do/say", {"text": "a" * 2001}, 409),
        ("do/edit", {"message": "1", "text": "x"}, 404),
        ("do/press", {"part": "x"}, 404),
        ("do/command", {}, 400),
        ("do/command", {"name": "nothing"}, 409),
        ("do/leave", {"server": "1"}, 404),
        ("do/leave", {"server": "x"}, 400),
        ("do/submit", {"interaction": "1"}, 404),
        ("newcomer", {"name": " "}, 409),
        ("time", {"by": "year"}, 400),
    ],
)
async def test_what_makes_no_sense_is_explained(
    town: Sandbox, caller: Caller, what: str, body: dict[str, object], status: int
) -> None:
    told = await caller.send(what, person=person_id(town, "Ana"), channel=town.general.id, **body)
    assert (caller.status, bool(told["error"])) == (status, True)


async def test_live_line_tells_what_stands_on_this_persons_screen(town: Sandbox, stub: Any) -> None:
    ana, ben = town.person(person_id(town, "Ana")), town.person(person_id(town, "Ben"))
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{town.page_url}live") as line:
        await line.send_json({"person": str(ana.id), "channel": str(town.general.id)})
        await until(lambda: town.page.live.looked_at_by(ana.id))
        said = await ben.say(town.general, "Hello Ana")
        news = await line.receive_json(timeout=5)
        assert [message["content"] for message in news["messages"]] == ["Hello Ana"]
        await ben.delete(said)
        assert (await line.receive_json(timeout=5))["gone"] == [str(said.id)]
        await stub.post(ben.dm.id, content="For Ben alone")
        await ben.say(town.general, "Once more")
        news = await line.receive_json(timeout=5)
        assert [message["content"] for message in news["messages"]] == ["Once more"]
        assert not news["places"]


async def until(is_true: Any) -> None:
    async with asyncio.timeout(5):
        while not is_true():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


class StillKeeper:
    """Moves nothing, until it is let; then it fails if it is told to."""

    has_end = True

    def __init__(self) -> None:
        self.moved: list[Span | datetime] = []
        self.go_on = asyncio.Event()
        self.fault: Exception | None = None

    async def move(self, goal: Span | datetime) -> None:
        self.moved.append(goal)
        await self.go_on.wait()
        if self.fault is not None:
            raise self.fault

    def halt(self) -> None:
        self.go_on.set()

    async def due_steps(self) -> tuple[DueStep, ...]:
        return (DueStep(at=datetime(2027, 1, 5, 9, tzinfo=UTC), words="A prompt is posted", count=2),)


async def test_time_moves_once_at_a_time_and_can_be_stopped() -> None:
    async with Sandbox(starts_at=datetime(2027, 1, 4, tzinfo=UTC)) as still, aiohttp.ClientSession() as session:
        keeper = still.page.desk.time.keeper = StillKeeper()
        caller = Caller(still, session)
        told = await caller.read("time")
        assert told["due"] == [{"at": "2027-01-05T09:00:00+00:00", "words": "A prompt is posted", "count": 2}]
        assert (await caller.send("time", by="day"))["moving"]
        assert (await caller.send("time", by="hour"))["moving"]
        await caller.send("time", by="stop")
        await until(lambda: not still.page.desk.time.is_moving)
        assert keeper.moved == [Span.DAY]


async def test_moves_asked_for_on_the_way_follow_each_other() -> None:
    start = datetime(2027, 1, 4, tzinfo=UTC)
    async with Sandbox(starts_at=start) as still, aiohttp.ClientSession() as session:
        keeper = still.page.desk.time.keeper = StillKeeper()
        caller = Caller(still, session)
        wanted = start + timedelta(days=3)
        for goal in ({"by": "day"}, {"by": "hour"}, {"to": wanted.isoformat()}):
            told = await caller.send("time", **goal)
        assert (told["moving"], told["waiting"]) == (True, 2)
        keeper.go_on.set()
        await until(lambda: not still.page.desk.time.is_moving)
        assert keeper.moved == [Span.DAY, Span.HOUR, wanted]
        for wrong, status in {"2027-01-03T00:00Z": 409, "2029-01-03T00:00Z": 409, "soon": 400}.items():
            await caller.send("time", to=wrong)
            assert caller.status == status


async def test_trouble_on_the_way_is_told_until_the_next_move() -> None:
    async with Sandbox(starts_at=datetime(2027, 1, 4, tzinfo=UTC)) as still, aiohttp.ClientSession() as session:
        keeper = still.page.desk.time.keeper = StillKeeper()
        keeper.fault = RuntimeError("The bot has ended.")
        keeper.go_on.set()
        caller = Caller(still, session)
        await caller.send("time", by="next")
        await until(lambda: not still.page.desk.time.is_moving)
        assert (await caller.read("time"))["trouble"] == "The bot has ended."
        keeper.fault = None
        assert (await caller.send("time", by="next"))["trouble"] == ""


async def test_time_without_a_bot_just_moves() -> None:
    start = datetime(2027, 1, 4, tzinfo=UTC)
    async with Sandbox(starts_at=start) as still, aiohttp.ClientSession() as session:
        caller = Caller(still, session)
        for by, hours in (("hour", 1), ("day", 25), ("next", 25), ("to", 72)):
            goal = {"to": (start + timedelta(hours=hours)).isoformat()} if by == "to" else {"by": by}
            await caller.send("time", **goal)
            await until(lambda: not still.page.desk.time.is_moving)
            assert still.time.now() == start + timedelta(hours=hours)


async def test_real_time_is_not_moved(town: Sandbox, caller: Caller) -> None:
    told = await caller.send("time", by="day")
    assert (told["real"], told["movable"], told["moving"]) == (True, False, False)


async def test_member_without_permission_reads_that_they_cannot_write(town: Sandbox, caller: Caller) -> None:
    mute = Overwrite(target_id=town.guild.id, is_member=False, deny=Permission.SEND_MESSAGES)
    quiet = town.add_channel("quiet", overwrites=[mute])
    told = await caller.read("channel", person=person_id(town, "Ana"), channel=quiet.id)
    assert not told["channel"]["writes"]

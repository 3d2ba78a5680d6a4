"""Tells open pages of what changes, as soon as it does."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from itertools import takewhile

from aiohttp import WSMsgType, web

from bot.sandbox.page.desk import PageDesk
from bot.sandbox.page.reading import seen_message
from bot.sandbox.shapes import Json, dumps, id_in, object_in
from bot.sandbox.world.access import can_see
from bot.sandbox.world.events import Event
from bot.sandbox.world.records import Channel, Message

PAUSE_SECONDS = 0.1
"""What happens within it is told together."""
MOST_TOLD = 100
"""Changed messages beyond which the page is asked to read the channel anew."""
AFFECTS_PLACES = ("CHANNEL_", "THREAD_", "GUILD_")


@dataclass(kw_only=True, eq=False)
class Screen:
    """One open page: who looks at which channel, and what they have not been told yet."""

    person_id: int = 0
    channel: Channel | None = None
    messages: dict[int, Message] = field(default_factory=lambda: dict[int, Message]())
    kinds: set[str] = field(default_factory=lambda: set[str]())
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self, kind: str) -> None:
        """Something of this kind changed."""
        self.kinds.add(kind)
        self.news.set()


class Live:
    """All open pages."""

    def __init__(self, desk: PageDesk) -> None:
        self._desk = desk
        self._screens: list[Screen] = []
        self._sockets: set[web.WebSocketResponse] = set()
        desk.world.listen(self._hear)
        desk.world.watch(self._see)
        desk.on_time.append(lambda: self._note("time"))

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one page until it goes. It sends `{"person": id, "channel": id, "after": message id}` to look there."""
        socket = web.WebSocketResponse(heartbeat=20.0)
        await socket.prepare(request)
        screen = Screen()
        self._screens.append(screen)
        self._sockets.add(socket)
        writer = asyncio.create_task(self._tell(screen, socket))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._look(screen, message.data)
        finally:
            self._screens.remove(screen)
            self._sockets.discard(socket)
            writer.cancel()
        return socket

    def looked_at_by(self, person_id: int) -> bool:
        """Whether an open page looks at the world as this person."""
        return any(screen.person_id == person_id for screen in self._screens)

    async def close(self) -> None:
        """End all connections."""
        for socket in list(self._sockets):
            await socket.close(code=1001)

    def _look(self, screen: Screen, text: str) -> None:
        try:
            told = object_in(json.loads(text))
        except ValueError:
            return
        screen.person_id = id_in(told.get("person")) or 0
        channel = self._desk.world.channels.get(id_in(told.get("channel")) or 0)
        is_seen = channel is not None and can_see(self._desk.world, screen.person_id, channel)
        screen.channel = channel if is_seen else None
        screen.messages.clear()
        if screen.channel is not None:
            self._catch_up(screen, screen.channel, id_in(told.get("after")) or 0)

    def _catch_up(self, screen: Screen, channel: Channel, after: int) -> None:
        """Note what came between the page's reading of the channel and now."""
        for message in takewhile(lambda each: each.id > after, reversed(channel.messages.values())):
            if message.only_for in (None, screen.person_id) and message.deleted_at is None:
                screen.messages[message.id] = message
        if screen.messages:
            screen.messages = dict(sorted(screen.messages.items()))
            screen.note("messages")

    def _hear(self, event: Event) -> None:
        if event.name.startswith("GUILD_MEMBER"):
            self._note("people")
        if event.name.startswith(AFFECTS_PLACES):
            self._note("places")

    def _note(self, kind: str) -> None:
        for screen in self._screens:
            screen.note(kind)

    def _see(self, message: Message) -> None:
        channel = self._desk.world.channels[message.channel_id]
        for screen in self._screens:
            if message.only_for not in (None, screen.person_id):
                continue
            if screen.channel is channel:
                screen.messages[message.id] = message
                screen.note("messages")
            elif can_see(self._desk.world, screen.person_id, channel):
                screen.note("places")

    async def _tell(self, screen: Screen, socket: web.WebSocketResponse) -> None:
        while not socket.closed:
            await screen.news.wait()
            screen.news.clear()
            told = self._news_for(screen)
            try:
                await socket.send_str(dumps(told))
            except ConnectionError:
                return
            await asyncio.sleep(PAUSE_SECONDS)

    def _news_for(self, screen: Screen) -> Json:
        kinds, screen.kinds = screen.kinds, set()
        changed, screen.messages = list(screen.messages.values()), {}
        told: Json = {"places": "places" in kinds, "people": "people" in kinds}
        if "time" in kinds:
            told["time"] = self._desk.time.state()
        if len(changed) > MOST_TOLD:
            return {**told, "reread": True}
        if screen.channel is not None and changed:
            self._desk.mark_read(screen.person_id, screen.channel)
        world = self._desk.world
        told["messages"] = [seen_message(world, m, screen.person_id) for m in changed if m.deleted_at is None]
        told["gone"] = [str(message.id) for message in changed if message.deleted_at is not None]
        return told

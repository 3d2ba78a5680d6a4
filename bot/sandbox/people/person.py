"""A person in front of Discord's client."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.sandbox.people.acting import Act, interact
from bot.sandbox.people.answers import Answer
from bot.sandbox.people.choosing import chosen_values
from bot.sandbox.people.commands import (
    MESSAGE_MENU,
    SLASH,
    USER_MENU,
    Typed,
    command_data,
    find_command,
    menu_data,
    told_name,
    words_of,
)
from bot.sandbox.people.finding import find_button, find_select
from bot.sandbox.people.forms import Form, filled_form
from bot.sandbox.people.refusals import RefusedActError
from bot.sandbox.people.resolving import Resolved
from bot.sandbox.people.writing import Writing
from bot.sandbox.shapes import Json, number_in
from bot.sandbox.validation.components import STRING_SELECT
from bot.sandbox.world.access import can_see, visible_messages
from bot.sandbox.world.interactions import InteractionKind
from bot.sandbox.world.records import Channel, Message, User
from bot.sandbox.world.state import World


class Person(Writing):
    """Somebody who can do what Discord's client lets them do, and nothing else.

    Whatever the client would refuse (a disabled button, an empty required field, a channel they cannot see) raises
    `RefusedActError` and sends nothing. What reaches the bot returns its `Answer`.
    """

    def __init__(self, world: World, user: User, answer_within: float) -> None:
        super().__init__(world, user)
        self._answer_within = answer_within

    def __repr__(self) -> str:
        return f"Person({self.name!r}, {self.id})"

    async def press(self, message: Message, button: str) -> Answer:
        """Press the button with this label, or whose custom id begins so."""
        channel = self._place_of(message)
        found = find_button(message, button)
        data: Json = {"custom_id": found["custom_id"], "component_type": found["type"], "id": found.get("id", 0)}
        return await self._act(InteractionKind.COMPONENT, data, channel, source=message)

    async def choose(self, message: Message, select: str, choices: object) -> Answer:
        """Choose in the select with this placeholder or custom id: labels, values, people, roles or channels."""
        channel = self._place_of(message)
        found = find_select(message, select)
        least, most = number_in(found, "min_values", 1), number_in(found, "max_values", 1)
        values = chosen_values(found, choices, least=least, most=most)
        resolved = Resolved(self._world, channel)
        if found["type"] != STRING_SELECT:
            resolved.add_ids(int(value) for value in values)
        data: Json = {"custom_id": found["custom_id"], "component_type": found["type"], "id": found.get("id", 0)}
        data.update({"values": values, **resolved.payload()})
        return await self._act(InteractionKind.COMPONENT, data, channel, source=message)

    async def submit(self, form: Form, values: Mapping[str, object]) -> Answer:
        """Send the form with these values by label; what is not named stays as the bot had filled it in."""
        opened = form.opened_by
        if opened.user_id != self.id:
            raise RefusedActError("The form is open on somebody else's screen.")
        data = filled_form(self._world, form, values)
        channel = self._world.channels[opened.channel_id]
        name = opened.source_name
        return await self._act(InteractionKind.FORM, data, channel, source=opened.source, source_name=name)

    async def command(self, name: str, channel: Channel, /, **options: object) -> Answer:
        """Use a slash command such as "round create" with its options by name; a file is given as (name, bytes)."""
        return await self._use(InteractionKind.COMMAND, name, channel, Typed(options=options))

    async def suggestions(self, name: str, channel: Channel, option: str, /, **options: object) -> list[Json]:
        """Return what the bot suggests while the person types in `option`; what they typed is among the options."""
        typed = Typed(options=options, focused=option)
        return (await self._use(InteractionKind.AUTOCOMPLETE, name, channel, typed)).choices

    async def menu(self, name: str, target: Message | Person, channel: Channel | None = None) -> Answer:
        """Use an entry of the context menu of a message, or of a person as seen in `channel`."""
        if isinstance(target, Message):
            place = self._place_of(target)
        elif channel is None:
            raise RefusedActError("Name the channel in which the person was seen.")
        else:
            place = channel
        kind = MESSAGE_MENU if isinstance(target, Message) else USER_MENU
        command = find_command(self._world, self.user, place, name, kind)
        resolved = Resolved(self._world, place)
        if isinstance(target, Message):
            resolved.add_message(target)
        else:
            resolved.add_ids([target.id])
        data = menu_data(self._world, place, command, target.id, resolved)
        return await self._act(InteractionKind.COMMAND, data, place, source_name=name)

    def sees(self, channel: Channel) -> list[Message]:
        """Return what stands on the person's screen in the channel, the oldest first, with answers only they see."""
        return visible_messages(channel, self.id) if can_see(self._world, self.id, channel) else []

    def channels(self) -> Iterable[Channel]:
        """Return all channels and threads that the person sees, DMs too, the oldest first."""
        return [c for c in self._world.channels.values() if not c.deleted_at and can_see(self._world, self.id, c)]

    async def _use(self, kind: InteractionKind, name: str, channel: Channel, typed: Typed) -> Answer:
        if not can_see(self._world, self.id, channel):
            raise RefusedActError(f"{self.name} does not see #{channel.name}.")
        first, words = words_of(name)
        command = find_command(self._world, self.user, channel, first, SLASH)
        data = command_data(self._world, channel, command, words, typed)
        return await self._act(kind, data, channel, source_name=told_name(command, words))

    async def _act(
        self,
        kind: InteractionKind,
        data: Json,
        channel: Channel,
        *,
        source: Message | None = None,
        source_name: str = "",
    ) -> Answer:
        act = Act(kind=kind, data=data, channel=channel, source=source, source_name=source_name)
        return await interact(self._world, self.user, act, self._answer_within)

    def _place_of(self, message: Message) -> Channel:
        """Return the message's channel, when the person has the message on their screen."""
        channel = self._world.channels[message.channel_id]
        if channel.deleted_at or not can_see(self._world, self.id, channel):
            raise RefusedActError(f"{self.name} does not see #{channel.name or 'that channel'}.")
        if message.deleted_at is not None or message.only_for not in (None, self.id):
            raise RefusedActError(f"{self.name} does not see that message.")
        return channel

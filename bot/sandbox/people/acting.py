"""Sends an interaction to the bot and waits for the first answer, as Discord does."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from bot.sandbox.payloads.interactions import interaction_payload
from bot.sandbox.people.answers import Answer
from bot.sandbox.shapes import Json
from bot.sandbox.world.events import Event
from bot.sandbox.world.interactions import Interaction, InteractionKind
from bot.sandbox.world.records import Channel, Message, User
from bot.sandbox.world.state import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What somebody does where: the kind of interaction, its data, and the message or command it comes from."""

    kind: InteractionKind
    data: Json
    channel: Channel
    source: Message | None = None
    source_name: str = ""


async def interact(world: World, user: User, act: Act, answer_within: float) -> Answer:
    """Tell the bot and return its answer: its first one, or none after `answer_within` real seconds."""
    interaction = Interaction(
        id=world.snowflakes.make(),
        token=secrets.token_urlsafe(32),
        kind=act.kind,
        user_id=user.id,
        channel_id=act.channel.id,
        made_at=time.monotonic(),
        source=act.source,
        source_name=act.source_name,
    )
    world.interactions[interaction.token] = interaction
    world.unanswered.add(interaction.token)
    payload = interaction_payload(world, interaction, act.data)
    world.emit(Event(name="INTERACTION_CREATE", data=payload, guild_id=act.channel.guild_id, channel=act.channel))
    was_answered = await world.pulse.until(lambda: interaction.callback is not None, answer_within)
    interaction.is_given_up = not was_answered
    world.unanswered.discard(interaction.token)
    world.pulse.ring()
    return Answer(world=world, interaction=interaction)

"""How a bot's answer to an interaction becomes a message on somebody's screen.

Source: https://discord.com/developers/docs/interactions/receiving-and-responding
"""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox.payloads.people import user_payload
from bot.sandbox.shapes import Json
from bot.sandbox.world.drafts import Draft
from bot.sandbox.world.interactions import Interaction, InteractionKind
from bot.sandbox.world.messages import fill_message, post_message, reference_to
from bot.sandbox.world.records import Message, MessageFlag, MessageKind
from bot.sandbox.world.state import World


def post_answer(world: World, interaction: Interaction, draft: Draft, *, is_ephemeral: bool) -> Message:
    """Post the draft as an answer of the interaction: for the person alone when ephemeral, else for all."""
    channel = world.channels[interaction.channel_id]
    from_command = interaction.kind is InteractionKind.COMMAND
    source = interaction.source
    answer = replace(
        draft,
        kind=MessageKind.COMMAND_ANSWER if from_command else MessageKind.REPLY if source else MessageKind.DEFAULT,
        reference=None if source is None else reference_to(source, channel),
        only_for=interaction.user_id if is_ephemeral else None,
        interaction=interaction_metadata(world, interaction),
        token=interaction.token,
    )
    return post_message(world, channel, world.bot.id, answer)


def post_thinking(world: World, interaction: Interaction, *, is_ephemeral: bool) -> Message:
    """Post the "is thinking ..." that stands until the answer comes."""
    return post_answer(world, interaction, Draft(flags=MessageFlag.LOADING), is_ephemeral=is_ephemeral)


def settle_thinking(world: World, interaction: Interaction, message: Message, draft: Draft) -> None:
    """Give the "is thinking ..." its words. It stays ephemeral or public, as it was when it was deferred."""
    kept = message.flags & MessageFlag.EPHEMERAL
    settled = replace(draft, kind=message.kind, reference=message.reference, flags=draft.flags | kept)
    fill_message(world, message, settled, is_edit=False)
    settle(world, interaction)


def settle(world: World, interaction: Interaction) -> None:
    """Note that the bot has done what it had put off."""
    interaction.is_settled = True
    world.pulse.ring()


def interaction_metadata(world: World, interaction: Interaction) -> Json:
    """Return what a message tells of the interaction it answers."""
    metadata: Json = {
        "id": str(interaction.id),
        "type": int(interaction.kind),
        "user": user_payload(world.users[interaction.user_id]),
        "authorizing_integration_owners": {},
    }
    if interaction.kind is InteractionKind.COMMAND:
        metadata.update({"name": interaction.source_name, "command_type": 1})
    if interaction.kind is InteractionKind.COMPONENT and interaction.source is not None:
        metadata["interacted_message_id"] = str(interaction.source.id)
    if interaction.kind is InteractionKind.FORM:
        triggering: Json = {**metadata, "type": int(InteractionKind.COMMAND), "name": interaction.source_name}
        if interaction.source is not None:
            triggering.update(
                {"type": int(InteractionKind.COMPONENT), "interacted_message_id": str(interaction.source.id)}
            )
        metadata["triggering_interaction_metadata"] = triggering
    return metadata

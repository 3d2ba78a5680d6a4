"""What a message of the bot says and is marked with."""

import json

from bot.sandbox import Message
from bot.sandbox.shapes import text_in, walk_components

GREETED = "This is your place to talk."
RESTS = "I look for no partner for you now."
"""What somebody reads who was silent for so long that their pair has ended."""


def token_of(message: Message) -> str | None:
    for part in walk_components(message.components):
        if "~" in text_in(part.get("custom_id")):
            return text_in(part.get("custom_id")).partition("~")[2]
    return None


def words_of(message: Message) -> str:
    """What one sees of it and what its buttons do, without the mark of its step."""
    parts = list(walk_components(message.components))
    buttons = sorted(text_in(part.get("custom_id")).partition("~")[0] for part in parts)
    texts = [text_in(part.get("content")) for part in parts]
    return json.dumps([message.content, message.embeds, texts, buttons], sort_keys=True)


def descriptions_of(message: Message) -> list[str]:
    return [text_in(embed.get("description")) for embed in message.embeds]

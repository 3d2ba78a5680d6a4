"""A rendered message: what Discord will be asked to show, before it is carried anywhere."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import discord

from bot.domain.ids import MemberId
from bot.domain.prompt import Prompt
from bot.frontend.messages.layout import Drawing, Layout, make_layout_view
from bot.frontend.messages.markup import mention

PICTURE_NAME = "picture"
"""A picture that is uploaded gets this name and its own ending, since people's file names may hold anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A file to upload with the message: that of the prompt's image."""

    prompt: Prompt
    file_name: str
    """As Discord gets it; the embed points to it."""
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message within Discord's limits.

    `content` is what a phone's notification shows. `rows` hold at most five items each. `mentions` are the members that
    the content names on purpose; whoever sends may ping fewer. A message with a `layout` is nothing but that: Discord
    allows no content and no embed beside it, and a notification shows nothing of it.
    """

    content: str
    embeds: tuple[discord.Embed, ...] = ()
    rows: tuple[tuple[discord.ui.Item[Any], ...], ...] = ()
    mentions: tuple[MemberId, ...] = ()
    pictures: tuple[Picture, ...] = ()
    layout: Layout | None = None

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        """Charts to draw and upload with the message."""
        return self.layout.drawings if self.layout else ()

    def addressed_to(self, members: Iterable[MemberId]) -> "Message":
        """The message naming these members first, where its text does not name them anyway."""
        unnamed = tuple(member for member in members if member not in self.mentions)
        if not unnamed:
            return self
        return replace(self, content=f"{mention(unnamed)} {self.content}", mentions=(*self.mentions, *unnamed))

    def without_pictures(self) -> "Message":
        """The message as it can be sent when its pictures are not at hand."""
        embeds = tuple(embed.copy() for embed in self.embeds)
        for embed in embeds:
            if (embed.image.url or "").startswith("attachment:"):
                embed.set_image(url=None)
        layout = self.layout.without_drawings() if self.layout else None
        return replace(self, embeds=embeds, pictures=(), layout=layout)


def make_view(message: Message) -> discord.ui.View | discord.ui.LayoutView:
    """A view with the message's items, which discord.py will not keep: presses come by the custom id alone.

    Must be called in an event loop.
    """
    if message.layout:
        return make_layout_view(message.layout)
    view = discord.ui.View(timeout=None)
    for row, items in enumerate(message.rows):
        for item in items:
            item.row = row
            view.add_item(item)
    # A view that has stopped is not stored when it is sent, so that nothing of it can time out or be mistaken later.
    view.stop()
    return view


def mark_of(message: Message) -> str:
    """A digest that differs where the message would look otherwise. Not for a message with a layout."""
    items = [[item.to_component_dict() for item in row] for row in message.rows]
    seen = [message.content, [embed.to_dict() for embed in message.embeds], items]
    return sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()


def make_arguments(message: Message, *, may_ping: Collection[MemberId] = ()) -> dict[str, Any]:
    """What `send` and `edit` of discord.py take for this message; nobody outside `may_ping` is pinged."""
    pinged = [discord.Object(member) for member in message.mentions if member in may_ping]
    if message.layout:
        return {"view": make_view(message), "allowed_mentions": discord.AllowedMentions.none()}
    return {
        "content": message.content,
        "embeds": list(message.embeds),
        "view": make_view(message),
        "allowed_mentions": discord.AllowedMentions(everyone=False, roles=False, replied_user=False, users=pinged),
    }

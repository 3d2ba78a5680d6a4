"""Messages as the page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from itertools import groupby

from markupsafe import Markup

from bot.sandbox.people.answers import text_of
from bot.sandbox.shapes import Json, object_in, text_in
from bot.sandbox.transcript.images import Pictures
from bot.sandbox.transcript.instants import clock_time, long_date, time_tag, weekday_date
from bot.sandbox.transcript.markdown import DiscordMarkdown
from bot.sandbox.transcript.names import Names, anchor_of, colour_of, initials_of, message_anchor_of
from bot.sandbox.transcript.views import AuthorView, DayView, MessageView, ReplyView, ThreadCard
from bot.sandbox.world.records import Attachment, Channel, Message, MessageFlag, MessageKind, User
from bot.sandbox.world.state import World

# Discord leaves the name out when the same person writes again within seven minutes.
GOES_ON_WITHIN = timedelta(minutes=7)
EXCERPT = 90
LINK = Markup('<a href="#{}">{}</a>')


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageWriter:
    """Turns a channel's messages into views."""

    world: World
    names: Names
    markdown: DiscordMarkdown
    pictures: Pictures

    def days(self, messages: Iterable[Message]) -> tuple[DayView, ...]:
        """Return the messages by day (UTC), in their order."""
        by_day = groupby(messages, key=lambda message: message.created_at.astimezone(UTC).date())
        return tuple(self._day(list(group)) for _, group in by_day)

    def author(self, user: User) -> AuthorView:
        """Return the name with its avatar."""
        name = user.shown_name
        return AuthorView(name=name, initials=initials_of(name), colour=colour_of(user), is_bot=user.is_bot)

    def _day(self, messages: list[Message]) -> DayView:
        return DayView(words=weekday_date(messages[0].created_at), messages=tuple(self._views(messages)))

    def _views(self, messages: list[Message]) -> Iterator[MessageView]:
        previous: Message | None = None
        for message in messages:
            yield self._view(message, is_compact=previous is not None and _goes_on(previous, message))
            previous = message

    def _view(self, message: Message, *, is_compact: bool) -> MessageView:
        only_for = None if message.only_for is None else self.names.of_user(message.only_for)
        shown = self._shown(message)
        words = "" if message.kind is MessageKind.THREAD_CREATED else shown.content
        return MessageView(
            anchor=message_anchor_of(message.id),
            author=self.author(self.world.users[message.author_id]),
            time=time_tag(message.created_at, clock_time(message.created_at)),
            seen_at=message.created_at,
            body=self.markdown.render(words, message.created_at) if words else Markup(),
            line=self._line(message),
            reply=self._reply(message),
            used=self._used(message),
            only_for=only_for,
            is_compact=is_compact,
            edited=_edited(message),
            is_deleted=message.deleted_at is not None,
            is_loading=message.is_loading,
            is_pinned=message.pinned_at is not None,
            embeds=tuple(shown.embeds),
            files=tuple(self.pictures.of(attachment) for attachment in _files_below(shown)),
            components=tuple(message.components),
            reactions=tuple((emoji, len(users)) for emoji, users in message.reactions.items()),
            thread=self._thread(message),
        )

    def _shown(self, message: Message) -> Message:
        """Return the message whose words are shown: a thread's first line shows the message that it starts from."""
        is_starter = message.kind is MessageKind.THREAD_STARTER
        return (self._target(message.reference) if is_starter else None) or message

    def _line(self, message: Message) -> Markup | None:
        """Return what Discord itself says here, or None for a message of somebody."""
        author = self.names.of_user(message.author_id)
        match message.kind:
            case MessageKind.RECIPIENT_ADD:
                added = ", ".join(self.names.of_user(user_id) for user_id in message.mentions.user_ids)
                return Markup("<b>{}</b> added <b>{}</b> to the thread.").format(author, added)
            case MessageKind.PINNED:
                return Markup("<b>{}</b> pinned {} to this channel.").format(author, self._link(message, "a message"))
            case MessageKind.THREAD_CREATED:
                link = self._link(message, message.content)
                return Markup("<b>{}</b> started a thread: {}").format(author, link)
            case MessageKind.THREAD_STARTER:
                return Markup("This thread starts from {}.").format(self._link(message, "this message"))
            case _:
                return None

    def _link(self, message: Message, words: str) -> Markup:
        reference = message.reference or {}
        if "message_id" in reference:
            return LINK.format(message_anchor_of(reference["message_id"]), words)
        return LINK.format(anchor_of(reference.get("channel_id", 0)), words)

    def _reply(self, message: Message) -> ReplyView | None:
        if message.kind is not MessageKind.REPLY or message.reference is None:
            return None
        target = self._target(message.reference)
        if target is None:
            return None
        words = " ".join(self.markdown.render(text_of(target), target.created_at).striptags().split())
        excerpt = words if len(words) <= EXCERPT else words[: EXCERPT - 1] + "…"
        return ReplyView(
            author=self.author(self.world.users[target.author_id]),
            excerpt=excerpt or "a message",
            anchor=message_anchor_of(target.id),
        )

    def _target(self, reference: Json | None) -> Message | None:
        pointer = reference or {}
        channel = self.world.channels.get(int(pointer.get("channel_id", 0)))
        return None if channel is None else channel.messages.get(int(pointer.get("message_id", 0)))

    def _used(self, message: Message) -> str | None:
        """Return who used what, above the answer to a command."""
        told = message.interaction or {}
        name = text_in(told.get("name"))
        if message.kind is not MessageKind.COMMAND_ANSWER or not name:
            return None
        user = self.names.of_user(int(object_in(told.get("user"))["id"]))
        return f"{user} used /{name}"

    def _thread(self, message: Message) -> ThreadCard | None:
        thread: Channel | None = self.world.channels.get(message.id)
        if thread is None or thread.thread is None or thread.deleted_at is not None:
            return None
        return ThreadCard(name=thread.name, anchor=anchor_of(thread.id), count=thread.thread.message_count)


def _files_below(message: Message) -> list[Attachment]:
    """Return the files that stand below the words: a layout shows only those that it names, in itself."""
    return [] if message.flags & MessageFlag.COMPONENTS_V2 else message.attachments


def _edited(message: Message) -> Markup | None:
    """Return the mark of an edited message, with the day where it is another: the words are those of that day."""
    if message.edited_at is None:
        return None
    day = long_date(message.edited_at)
    words = "edited" if day == long_date(message.created_at) else f"edited on {day}"
    return Markup("({})").format(time_tag(message.edited_at, words))


def _goes_on(previous: Message, message: Message) -> bool:
    """Whether the message stands below its author's last one without a name of its own."""
    is_plain = message.kind is MessageKind.DEFAULT and previous.kind in (MessageKind.DEFAULT, MessageKind.REPLY)
    is_near = message.created_at - previous.created_at < GOES_ON_WITHIN
    same_eyes = message.only_for == previous.only_for and message.only_for is None
    return is_plain and is_near and same_eyes and message.author_id == previous.author_id

"""What a message of the bot asks for: cues for the people who see it, read from its buttons as a person would."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.sandbox import Channel, ChannelKind, Message, Sandbox
from bot.sandbox.shapes import text_in, walk_components

_VERB = re.compile(r"^([a-z_]+)((?::[^:~]+)*)")
_TIMESTAMP = re.compile(r"<t:(\d+)(?::\w)?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A message of the bot with what can be pressed in it."""

    message: Message
    channel: Channel
    verbs: dict[str, tuple[str, ...]]
    """What each button or select does, and about what."""

    def asks(self, verb: str) -> bool:
        """Whether there is a button for this."""
        return verb in self.verbs

    def number(self, verb: str, place: int) -> int:
        """The argument of a button at this place."""
        return int(self.verbs[verb][place])

    @property
    def is_direct(self) -> bool:
        """Whether it stands in somebody's DMs."""
        return self.channel.kind is ChannelKind.DM

    @property
    def is_private_thread(self) -> bool:
        """Whether it stands in a pair's thread."""
        return self.channel.kind is ChannelKind.PRIVATE_THREAD

    @property
    def moments(self) -> list[datetime]:
        """The instants named in it, in order."""
        texts = [self.message.content, *(str(embed) for embed in self.message.embeds)]
        found = (match for text in texts for match in _TIMESTAMP.findall(text))
        return sorted(datetime.fromtimestamp(int(seconds), UTC) for seconds in found)


class CueListener:
    """Collects what the bot says, until it is taken."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._messages: list[Message] = []
        sandbox.world.listen(self._hear)

    def _hear(self, event: object) -> None:
        name, message = getattr(event, "name", ""), getattr(event, "message", None)
        if (
            name == "MESSAGE_CREATE"
            and isinstance(message, Message)
            and message.author_id == self._sandbox.world.bot.id
        ):
            self._messages.append(message)

    def take(self) -> Iterator[Cue]:
        """What the bot said since the last time, each message once."""
        heard, self._messages = self._messages, []
        for message in heard:
            channel = self._sandbox.world.channels[message.channel_id]
            yield Cue(message=message, channel=channel, verbs=verbs_in(message))


def label_of(message: Message, begins: str, ends: str) -> str:
    """The label of the button whose custom id begins and ends so: for buttons that differ in the end alone.

    Raises:
        LookupError: there is none.
    """
    for part in walk_components(message.components):
        custom_id = text_in(part.get("custom_id")).partition("~")[0]
        if custom_id.startswith(begins) and custom_id.endswith(f":{ends}"):
            return text_in(part.get("label"))
    raise LookupError(f"no button {begins}…{ends} in the message")


def verbs_in(message: Message) -> dict[str, tuple[str, ...]]:
    """What can be pressed in a message, by verb."""
    found: dict[str, tuple[str, ...]] = {}
    for part in walk_components(message.components):
        if match := _VERB.match(text_in(part.get("custom_id"))):
            found.setdefault(match[1], tuple(match[2].split(":")[1:]))
    return found

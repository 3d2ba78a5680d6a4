"""Bad moments of a round: the bot's process dies, or an answer of Discord is lost, at a chosen message."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.rehearsal.stage import Stage
from bot.sandbox import ChannelKind, Message
from bot.sandbox.shapes import Json, object_in, objects_in, text_in, walk_components
from bot.sandbox.world.events import Event
from tests.scenarios.playing import asks


@dataclass(kw_only=True)
class Moment:
    """The `nth` event of a kind in the world."""

    name: str
    is_it: Callable[[Event], bool]
    nth: int = 1
    seen: int = 0

    def has_come(self, event: Event) -> bool:
        if not self.is_it(event):
            return False
        self.seen += 1
        return self.seen == self.nth


@dataclass(kw_only=True)
class Killer:
    """Kills the bot at each of these moments; the world has changed already, and the bot has not been told."""

    moments: list[Moment]
    struck: list[str] = field(default_factory=list)

    def watch(self, stage: Stage) -> None:
        def hear(event: Event) -> None:
            for moment in self.moments:
                if moment.has_come(event):
                    stage.bot.strike()
                    self.struck.append(moment.name)

        stage.sandbox.world.listen(hear)


def is_new(event: Event) -> bool:
    return event.name == "MESSAGE_CREATE" and event.message is not None and event.message.only_for is None


def is_said(*kinds: ChannelKind, verb: str, unlike: str = "") -> Callable[[Event], bool]:
    """A message of the bot with this button in a channel of these kinds."""

    def is_it(event: Event) -> bool:
        message, channel = event.message, event.channel
        if not is_new(event) or message is None or channel is None or channel.kind not in kinds:
            return False
        return asks(message, verb) and not (unlike and asks(message, unlike))

    return is_it


def is_private_thread(event: Event) -> bool:
    made = event.name == "THREAD_CREATE" and event.channel is not None
    return made and event.channel.kind is ChannelKind.PRIVATE_THREAD


def is_form(event: Event, verb: str) -> bool:
    """Somebody hands in a form."""
    data = object_in(event.data.get("data"))
    sent = event.name == "INTERACTION_CREATE" and event.data.get("type") == 5
    return sent and text_in(data.get("custom_id")).partition(":")[0] == verb


@dataclass
class Submissions:
    """The texts of all forms for replies that were handed in, by interaction."""

    texts: dict[str, str] = field(default_factory=dict)

    def watch(self, stage: Stage) -> None:
        def hear(event: Event) -> None:
            if is_form(event, "reply") or is_form(event, "pair_reply"):
                self.texts[event.data["token"]] = _longest_value(event.data)

        stage.sandbox.world.listen(hear)

    def acknowledged(self, stage: Stage) -> list[str]:
        """The texts whose writers were told that they are kept."""
        answered = stage.sandbox.world.interactions
        return [text for token, text in self.texts.items() if answered[token].callback is not None]


def _longest_value(data: Json) -> str:
    parts = walk_components(objects_in(object_in(data.get("data")).get("components")))
    return max((text_in(part.get("value")) for part in parts), key=len)


def sends_of(stage: Stage, is_it: Callable[[Message], bool]) -> int:
    """How many standing messages of the bot are like this."""
    bot = stage.sandbox.world.bot.id
    channels = stage.sandbox.world.channels.values()
    return sum(
        message.author_id == bot and message.deleted_at is None and is_it(message)
        for channel in channels
        for message in channel.messages.values()
    )

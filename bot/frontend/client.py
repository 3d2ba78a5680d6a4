"""The client: logs in to Discord, and gives whatever happens there to the one function that takes care of it."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncGenerator, Mapping
from typing import Any, cast

import aiohttp
import discord
from discord.ext import commands

from bot.actions.activity import Activity
from bot.actions.ports import Clock, House
from bot.domain.errors import RuleError
from bot.frontend.asked import Asked
from bot.frontend.buttons import Pressed
from bot.frontend.cogs import COGS
from bot.frontend.command_tree import RoundtableTree, sync_if_changed
from bot.frontend.command_words import CatalogueTranslator
from bot.frontend.custom_ids import Parsed, parse
from bot.frontend.errors import answering, log_fault
from bot.frontend.forms import FORMS
from bot.frontend.greeting import Greeting
from bot.frontend.handlers import Handler
from bot.frontend.listening import Listening
from bot.frontend.permitting import Permitting
from bot.frontend.presses import PRESSES
from bot.texts.catalogue import Texts

LONGEST_PAUSE_BETWEEN_GUILDS = 0.1
"""Seconds. discord.py waits so long for one more guild before it says READY; we keep no cache that needs them all."""


LONGEST_LAST_ANSWER = 2.0
"""Seconds that the bot, told to stop, gives to what people asked for just before."""


def intents_for(*, reads_threads: bool) -> discord.Intents:
    """What the bot must hear of: guilds, messages, who leaves; what messages say only where that is switched on."""
    intents = discord.Intents.none()
    intents.guilds = intents.guild_messages = intents.dm_messages = intents.members = True
    intents.message_content = reads_threads
    return intents


class RoundtableClient(commands.Bot):
    """Answers presses, selects, forms and commands, and listens. Holds no state of its own: all is in the store.

    `commands.Bot` is needed for cogs; there are no commands with a prefix, so that messages are never read for them.
    """

    def __init__(
        self,
        *,
        house: House,
        texts: Texts,
        activity: Activity,
        clock: Clock,
        http_trace: aiohttp.TraceConfig | None = None,
    ) -> None:
        # We speak to nobody: what discord.py lacks for voice is no news to an operator.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=RoundtableTree,
            intents=intents_for(reads_threads=house.reads_threads),
            max_messages=None,
            chunk_guilds_at_startup=False,
            guild_ready_timeout=LONGEST_PAUSE_BETWEEN_GUILDS,
            member_cache_flags=discord.MemberCacheFlags.none(),
            allowed_mentions=discord.AllowedMentions.none(),
            http_trace=http_trace or aiohttp.TraceConfig(),
        )
        self.house = house
        self.texts = texts
        self.in_hand = activity
        self.clock = clock
        self._caught_up = asyncio.Event()
        self._last_sequence = 0

    async def close(self) -> None:
        """Logged out. What was in hand has ended, if that took no longer than `LONGEST_LAST_ANSWER`."""
        # Whoever pressed a button just now reads the answer, and then nobody is left who uses the store.
        await self.in_hand.ended(LONGEST_LAST_ANSWER)
        await super().close()
        await self.in_hand.ended(LONGEST_LAST_ANSWER)

    async def setup_hook(self) -> None:
        """All is registered before the gateway connects."""
        self.add_dynamic_items(Pressed)
        translator = CatalogueTranslator(self.texts)
        await self.tree.set_translator(translator if translator.languages else None)
        self._listening = Listening(self)
        await self.add_cog(self._listening)
        await self.add_cog(Permitting(self))
        await self.add_cog(Greeting(self))
        for cog in COGS:
            await self.add_cog(cog(self))
        await sync_if_changed(self.tree, cast("int", self.application_id))

    async def on_message(self, message: discord.Message, /) -> None:
        """No message is a command. Not a listener of a cog, which would cost each message a second task."""
        await self._listening.hear(message)

    def follow_events(self) -> None:
        """From now on `last_sequence` tells how far the gateway is. Costs a task for each event: for virtual time."""
        self.add_listener(self._note_event, "on_socket_event_type")

    async def _note_event(self, event_type: str) -> None:
        """An event came. Whoever waits for quiet waits until its handlers have begun, which start after this."""
        # discord.py sets the socket only on connecting, and says otherwise.
        socket: Any = self.ws
        self._last_sequence = getattr(socket, "sequence", None) or 0
        self.in_hand.touch()

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """A fault in listening is logged once; the words that were heard are not."""
        if error := sys.exception():
            log_fault(event_method, error)

    def last_sequence(self) -> int:
        """The number of the last event of the gateway whose handlers have begun; 0 where nobody follows."""
        return self._last_sequence

    def set_caught_up(self) -> None:
        """What was said while the bot was away has been taken in."""
        self._caught_up.set()

    async def wait_until_caught_up(self) -> None:
        """Return once the gateway is ready and what was said before has been taken in."""
        await self._caught_up.wait()

    async def dispatch_pressed(self, interaction: discord.Interaction[Any], pressed: Parsed) -> None:
        """The press is answered, or the person reads why not."""
        await self._take(interaction, pressed, PRESSES)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """A form that was handed in is answered; presses and commands come another way."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data: Any = interaction.data
        try:
            parsed = parse(data["custom_id"])
        except ValueError:
            parsed = Parsed(verb="", args=(), token=None)
        await self._take(interaction, parsed, FORMS)

    async def _take(
        self, interaction: discord.Interaction[Any], parsed: Parsed, handlers: Mapping[str, Handler]
    ) -> None:
        async with self.asked(interaction, parsed) as asked:
            handler = handlers.get(parsed.verb)
            if handler is None:
                raise RuleError("unknown_button")
            await handler(asked)

    @contextlib.asynccontextmanager
    async def asked(self, interaction: discord.Interaction[Any], parsed: Parsed | None = None) -> AsyncGenerator[Asked]:
        """What was asked, for as long as it takes to answer it. What is raised meanwhile is told to the person."""
        name = interaction.command.qualified_name if interaction.command else ""
        asked = Asked(
            interaction=interaction,
            house=self.house,
            texts=self.texts,
            now=self.clock.now(),
            parsed=parsed or Parsed(verb=name, args=(), token=None),
        )
        with self.in_hand.busy():
            async with answering(asked), asked.thinking_when_slow():
                yield asked

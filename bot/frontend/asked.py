"""What somebody asked of the bot by a press, a form or a command, with all that is needed to answer it."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Generator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

import discord
import structlog

from bot.actions.ports import House
from bot.domain.errors import RuleError
from bot.domain.harmless import storable
from bot.domain.ids import GuildId, MemberId
from bot.frontend.custom_ids import Parsed, read_number
from bot.frontend.drawing import draw, make_edit, make_files
from bot.frontend.messages import Message, make_arguments
from bot.frontend.messages.pen import Pen
from bot.texts.catalogue import Texts
from bot.texts.speech import Speech

Member = TypeVar("Member", bound=StrEnum)

GONE = frozenset({10062, 10015, 50027})
"""Discord's codes for an interaction that can no longer be answered: unknown, or its token has expired."""
ANSWERED = 40060
SLOW_SECONDS = 1.5
"""Discord waits three for a first answer."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One interaction. Everything that is answered to it is seen by nobody else and pings nobody."""

    interaction: discord.Interaction[Any]
    house: House
    texts: Texts
    now: datetime
    parsed: Parsed
    """Its custom id taken apart; of a command, its name and no arguments."""

    @property
    def locale(self) -> str:
        """The language of the person's Discord."""
        return str(self.interaction.locale)

    @property
    def speech(self) -> Speech:
        """One who speaks that language."""
        return self.texts.for_locale(self.locale)

    @property
    def pen(self) -> Pen:
        """What the answer is written with."""
        return Pen(speech=self.speech, token=None, now=self.now)

    @property
    def member_id(self) -> MemberId:
        """Who asked."""
        return MemberId(self.interaction.user.id)

    @property
    def name(self) -> str:
        """Who asked, as the server shows them."""
        return storable(self.interaction.user.display_name)

    @property
    def guild_id(self) -> GuildId:
        """Where it was asked.

        Raises:
            RuleError: `only_in_server` in a DM.
        """
        if self.interaction.guild_id is None:
            raise RuleError("only_in_server")
        return GuildId(self.interaction.guild_id)

    @property
    def chosen(self) -> tuple[str, ...]:
        """What was chosen in the select."""
        data: dict[str, Any] = dict(self.interaction.data or {})
        return tuple(data.get("values", ()))

    def number(self, place: int) -> int:
        """The number at this place of the custom id.

        Raises:
            RuleError: `unknown_button`; nobody's client makes such an id.
        """
        try:
            return self.parsed.number(place)
        except ValueError:
            raise RuleError("unknown_button") from None

    def chosen_number(self) -> int:
        """The number that was chosen in the select, of which one can be chosen.

        Raises:
            RuleError: `unknown_button`; a choice can be forged too.
        """
        try:
            (written,) = self.chosen
            return read_number(written)
        except ValueError:
            raise RuleError("unknown_button") from None

    def word(self, place: int) -> str:
        """The argument at this place of the custom id.

        Raises:
            RuleError: `unknown_button`.
        """
        if place >= len(self.parsed.args):
            raise RuleError("unknown_button")
        return self.parsed.args[place]

    def one_of(self, members: type[Member], place: int) -> Member:
        """The member of an enumeration at this place of the custom id.

        Raises:
            RuleError: `unknown_button`.
        """
        return self._member(members, self.word(place))

    def chosen_one(self, members: type[Member]) -> Member:
        """The member of an enumeration that was chosen in the select.

        Raises:
            RuleError: `unknown_button`.
        """
        return self._member(members, self.chosen[0] if len(self.chosen) == 1 else "")

    @staticmethod
    def _member(members: type[Member], value: str) -> Member:
        if value not in tuple(members):
            raise RuleError("unknown_button")
        return members(value)

    async def think(self) -> None:
        """Discord is told that the answer takes longer than its three seconds. May be called twice."""
        if not self.interaction.response.is_done():
            try:
                await self.interaction.response.defer(ephemeral=True, thinking=True)
            except discord.HTTPException as error:
                if error.code != ANSWERED:
                    raise

    @contextlib.asynccontextmanager
    async def thinking_when_slow(self) -> AsyncGenerator[None]:
        """Who asks is not left without an answer where this block takes long, as on a locked database."""
        slow = asyncio.create_task(self._think_soon())
        try:
            yield
        finally:
            slow.cancel()
            await asyncio.gather(slow, return_exceptions=True)

    async def _think_soon(self) -> None:
        await asyncio.sleep(SLOW_SECONDS)
        await self.think()

    async def show(self, form: discord.ui.Modal) -> None:
        """The form is open. It must be the first answer, and none to another form.

        Raises:
            RuleError: `form_too_slow`, where Discord was told meanwhile that it takes longer: no form opens then.
        """
        if self.interaction.response.is_done():
            raise RuleError("form_too_slow")
        with self._gone_is_no_fault():
            await self.interaction.response.send_modal(form)

    async def answer(self, message: Message, *files: discord.File) -> None:
        """The person reads this. Who waited too long reads nothing: what they asked for is done all the same."""
        message, charts = await draw(message)

        def arguments() -> dict[str, Any]:
            """Made anew for each attempt, since a chart's file is closed once it was sent."""
            attached = [*files, *make_files(message, charts)]
            return make_arguments(message) | ({"files": attached} if attached else {})

        with self._gone_is_no_fault():
            if not self.interaction.response.is_done():
                try:
                    await self.interaction.response.send_message(**arguments(), ephemeral=True)
                    return
                except discord.HTTPException as error:
                    if error.code != ANSWERED:
                        raise
            await self.interaction.followup.send(**arguments(), ephemeral=True)

    async def turn(self, message: Message) -> None:
        """The message that was pressed says this instead, where only the person sees it; or else it is answered so.

        A message that is turned has no charts: they would take a second each time.
        """
        pressed = self.interaction.message
        if pressed is None or not pressed.flags.ephemeral or self.interaction.response.is_done():
            await self.answer(message)
        elif pressed.flags.components_v2 and message.layout is None:
            # Discord lets no layout become a message with a content again.
            await self.answer(message)
        else:
            with self._gone_is_no_fault():
                await self.interaction.response.edit_message(**make_edit(message.without_pictures(), ()))

    @contextlib.contextmanager
    def _gone_is_no_fault(self) -> Generator[None]:
        try:
            yield
        except discord.HTTPException as error:
            if error.code not in GONE:
                raise
            _log.warning("interaction_gone", verb=self.parsed.verb, code=error.code)

"""A form that was refused keeps what was written in it, and is offered again filled in."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

import discord

from bot.actions.drafts import drop_draft, find_draft, keep_draft
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId
from bot.frontend.answers.refusals import write_refused_form
from bot.frontend.asked import Asked
from bot.frontend.custom_ids import build
from bot.frontend.errors import explain, log_fault
from bot.frontend.forms.making import Filled
from bot.frontend.messages import Message

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """The button that opens a form: its verb and arguments name the form's draft, too."""

    verb: str
    args: tuple[int, ...]

    @property
    def form(self) -> str:
        """The name of the draft."""
        return build(self.verb, *self.args)


async def draft_of(asked: Asked, guild_id: GuildId, opener: Opener) -> Filled | None:
    """What the person wrote into this form when it was refused."""
    found = await find_draft(asked.house, guild_id=guild_id, member_id=asked.member_id, form=opener.form)
    return None if found is None else Filled(found)


async def hand_in(
    asked: Asked,
    guild_id: GuildId,
    opener: Opener,
    filled: Filled,
    *,
    act: Awaitable[T],
    write: Callable[[T], Message],
    attach: Callable[[T], Sequence[discord.File]] = lambda _: (),
) -> None:
    """The action is done and answered, and no draft of the form is left.

    Where it was refused, or a fault of ours was in the way, the person reads why and has the way back to their form:
    nothing they wrote is lost.
    """
    try:
        outcome = await act
    except Exception as error:
        await _refuse(asked, guild_id, opener, filled, error)
        return
    await asked.answer(write(outcome), *attach(outcome))
    await drop_draft(asked.house, guild_id=guild_id, member_id=asked.member_id, form=opener.form)


async def _refuse(asked: Asked, guild_id: GuildId, opener: Opener, filled: Filled, error: Exception) -> None:
    text = explain(asked, error)
    await _keep(asked, guild_id, opener, filled)
    await asked.answer(
        write_refused_form(
            text,
            asked.pen,
            again=(opener.verb, *map(str, opener.args)),
            words=filled.text("text"),
            countries=_codes(error, "countries"),
            languages=_suggestions(error),
        )
    )


async def _keep(asked: Asked, guild_id: GuildId, opener: Opener, filled: Filled) -> None:
    try:
        await keep_draft(
            asked.house,
            guild_id=guild_id,
            member_id=asked.member_id,
            form=opener.form,
            parts=filled.parts,
            now=asked.now,
        )
    except Exception as second:
        # The answer still gives the words back.
        log_fault("keeping a draft", second)


def _codes(error: Exception, name: str) -> Sequence[str]:
    return cast("Sequence[str]", error.fields.get(name, ())) if isinstance(error, RuleError) else ()


def _suggestions(error: Exception) -> Sequence[Sequence[str]]:
    found = error.fields.get("suggestions", ()) if isinstance(error, RuleError) else ()
    return cast("Sequence[Sequence[str]]", found)

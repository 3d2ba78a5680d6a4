"""Writing a reply, alone or for a pair, and changing one."""

import discord

from bot.actions.changing_replies import Change, edit_reply, show_edit_form
from bot.actions.pair_replies import draft_pair_reply
from bot.actions.replying import HandedIn, ReplyForm, Writer, show_reply_form, write_reply
from bot.actions.whereabouts import guild_of_reply, guild_of_round
from bot.domain.ids import GuildId, PairId, ReplyId, RoundId
from bot.domain.reply import LONGEST
from bot.frontend.answers.replies import write_pair_drafted, write_reply_changed, write_reply_kept
from bot.frontend.asked import Asked
from bot.frontend.forms.drafting import Opener, draft_of, hand_in
from bot.frontend.forms.making import Filled, ask_consent, ask_kind, ask_text, make_form
from bot.frontend.guilds import guild_meant, name_in
from bot.frontend.messages.pen import Pen


async def open_reply(asked: Asked) -> None:
    """The form for a reply is open; of a pair's too."""
    round_id, number, guild_id = await _about(asked)
    places = len(asked.parsed.args)
    form = await show_reply_form(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        round_id=round_id,
        prompt_number=number,
        pair_id=PairId(asked.number(2)) if places > 2 else None,
    )
    opener = _opener(asked, places=places)
    await asked.show(make_reply_form(opener, form, await draft_of(asked, guild_id, opener), asked.pen))


async def submit_reply(asked: Asked) -> None:
    """The reply is kept."""
    form, filled = await _handed_in(asked)
    await hand_in(
        asked,
        form.writer.guild_id,
        _opener(asked, places=2),
        filled,
        act=write_reply(asked.house, form, now=asked.now),
        write=lambda written: write_reply_kept(written, form.round_id, asked.pen),
    )


async def submit_pair_reply(asked: Asked) -> None:
    """The pair's reply waits for the partner."""
    form, filled = await _handed_in(asked)
    await hand_in(
        asked,
        form.writer.guild_id,
        _opener(asked, places=3),
        filled,
        act=draft_pair_reply(asked.house, form, pair_id=PairId(asked.number(2)), now=asked.now),
        write=lambda drafted: write_pair_drafted(drafted, asked.member_id, asked.pen),
    )


async def open_edit(asked: Asked) -> None:
    """The form is open with the reply as it is."""
    reply_id, guild_id = await _about_reply(asked)
    form = await show_edit_form(asked.house, guild_id=guild_id, member_id=asked.member_id, reply_id=reply_id)
    opener = _opener(asked, places=1)
    await asked.show(make_reply_form(opener, form, await draft_of(asked, guild_id, opener), asked.pen))


async def submit_edit(asked: Asked) -> None:
    """The reply says this now."""
    reply_id, guild_id = await _about_reply(asked)
    filled = Filled.of(asked)
    await name_in(asked, guild_id)
    editing = edit_reply(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        reply_id=reply_id,
        change=Change(text=filled.text("text"), kind=filled.kind(), consent=filled.consent()),
        now=asked.now,
    )
    opener = _opener(asked, places=1)
    await hand_in(
        asked,
        guild_id,
        opener,
        filled,
        act=editing,
        write=lambda reply: write_reply_changed(reply, asked.member_id, asked.pen),
    )


def make_reply_form(opener: Opener, form: ReplyForm, draft: Filled | None, pen: Pen) -> discord.ui.Modal:
    """One text, how it may be used and so who sees it, and of what kind it is, which nobody need say.

    Who chose before need not choose again.
    """
    text = draft.text("text") if draft else form.text
    consent = (draft.consent() if draft else None) or form.consent
    return make_form(
        opener.verb,
        *opener.args,
        title=form.prompt.title,
        parts=(
            ask_text(
                pen,
                "text",
                key="pair_reply" if opener.verb == "pair_reply" else "reply",
                default=text,
                most=LONGEST,
                lines=True,
            ),
            ask_consent(pen, "sees", chosen=consent, required=form.consent is None),
            ask_kind(pen, chosen=draft.kind() if draft else form.kind),
        ),
    )


def _opener(asked: Asked, *, places: int) -> Opener:
    return Opener(verb=asked.parsed.verb, args=tuple(asked.number(place) for place in range(places)))


async def _handed_in(asked: Asked) -> tuple[HandedIn, Filled]:
    round_id, number, guild_id = await _about(asked)
    filled = Filled.of(asked)
    name = await name_in(asked, guild_id)
    form = HandedIn(
        writer=Writer(guild_id=guild_id, member_id=asked.member_id, name=name, locale=asked.locale),
        round_id=round_id,
        prompt_number=number,
        text=filled.text("text"),
        consent=filled.consent(),
        kind=filled.kind(),
        interaction_id=asked.interaction.id,
        said_at=asked.interaction.created_at,
    )
    return form, filled


async def _about(asked: Asked) -> tuple[RoundId, int, GuildId]:
    round_id = RoundId(asked.number(0))
    return round_id, asked.number(1), await guild_meant(asked, guild_of_round, round_id)


async def _about_reply(asked: Asked) -> tuple[ReplyId, GuildId]:
    reply_id = ReplyId(asked.number(0))
    return reply_id, await guild_meant(asked, guild_of_reply, reply_id)

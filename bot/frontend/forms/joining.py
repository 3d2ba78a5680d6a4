"""Joining a round: the form, what was understood of it, and one tap for who said everything before."""

import discord

from bot.actions.joining import JoinForm, JoinRequest, choose_zone, join, join_again, show_join_form
from bot.actions.whereabouts import guild_of_round
from bot.domain.ids import GuildId, RoundId
from bot.frontend.answers.joining import write_joined, write_still_right, write_zone_chosen
from bot.frontend.asked import Asked
from bot.frontend.forms.answers import answers_in, ask_answers, with_country_meant, with_language_meant
from bot.frontend.forms.drafting import Opener, draft_of, hand_in
from bot.frontend.forms.making import Filled, make_form
from bot.frontend.guilds import guild_meant, name_in


async def open_join(asked: Asked) -> None:
    """Who is known and does not take part yet is asked whether all is still right; for others the form is open."""
    form, draft = await _prepare(asked)
    if draft is None and form.still_right and form.profile is not None:
        await asked.answer(write_still_right(form, form.profile, asked.pen))
        return
    await asked.show(_make_join_form(form, draft, asked))


async def open_join_form(asked: Asked) -> None:
    """The form is open, filled in with what the person wrote or said before."""
    form, draft = await _prepare(asked)
    await asked.show(_make_join_form(form, draft, asked))


async def _prepare(asked: Asked) -> tuple[JoinForm, Filled | None]:
    round_id, guild_id = await _about(asked)
    form = await show_join_form(asked.house, guild_id=guild_id, member_id=asked.member_id, round_id=round_id)
    return form, await draft_of(asked, guild_id, opener_of(round_id))


async def join_as_before(asked: Asked) -> None:
    """The person takes part with the answers of before."""
    round_id, guild_id = await _about(asked)
    name = await name_in(asked, guild_id)
    joined = await join_again(
        asked.house, guild_id=guild_id, member_id=asked.member_id, round_id=round_id, name=name, now=asked.now
    )
    await asked.turn(write_joined(joined, asked.pen))


async def submit_join(asked: Asked) -> None:
    """The person takes part, or reads what was not understood."""
    round_id, guild_id = await _about(asked)
    await _join(asked, guild_id, round_id, Filled.of(asked))


async def join_with_country(asked: Asked) -> None:
    """The country was meant that was suggested; the rest of the form is as it was handed in."""
    round_id, guild_id = await _about(asked)
    await _join(asked, guild_id, round_id, await with_country_meant(asked, guild_id, opener_of(round_id)))


async def join_with_language(asked: Asked) -> None:
    """The language was meant that was suggested; the rest of the form is as it was handed in."""
    round_id, guild_id = await _about(asked)
    await _join(asked, guild_id, round_id, await with_language_meant(asked, guild_id, opener_of(round_id)))


async def set_zone(asked: Asked) -> None:
    """The person lives in the chosen zone."""
    _, guild_id = await _about(asked)
    zone = "".join(asked.chosen)
    profile = await choose_zone(asked.house, guild_id=guild_id, member_id=asked.member_id, zone=zone, now=asked.now)
    await asked.answer(write_zone_chosen(profile, asked.pen))


def _make_join_form(form: JoinForm, draft: Filled | None, asked: Asked) -> discord.ui.Modal:
    """The form that joins, with its four parts."""
    parts = ask_answers(form.profile, draft, form.interests, asked.pen, asked.locale)
    return make_form("join", form.round_id, title=asked.pen.say("form.join", title=form.title), parts=parts)


async def _about(asked: Asked) -> tuple[RoundId, GuildId]:
    round_id = RoundId(asked.number(0))
    return round_id, await guild_meant(asked, guild_of_round, round_id)


def opener_of(round_id: RoundId) -> Opener:
    """The button that opens the joining form of this round."""
    return Opener(verb="join", args=(round_id,))


async def _join(asked: Asked, guild_id: GuildId, round_id: RoundId, filled: Filled) -> None:
    answers = await answers_in(asked, guild_id, filled)
    request = JoinRequest(
        round_id=round_id,
        name=answers.name,
        locale=answers.locale,
        country=answers.country,
        languages=answers.languages,
        interests=answers.interests,
        consent=answers.consent,
    )
    joining = join(asked.house, guild_id=guild_id, member_id=asked.member_id, request=request, now=asked.now)
    await hand_in(
        asked,
        guild_id,
        opener_of(round_id),
        filled,
        act=joining,
        write=lambda joined: write_joined(joined, asked.pen),
    )

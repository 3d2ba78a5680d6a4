"""Presses about one's profile: seeing it, being asked one topic after the other, choosing; and the code of conduct."""

from bot.actions.profiling import MyProfile, choose, choose_zone_of_profile, show_conduct, show_profile, wish_for
from bot.actions.whereabouts import guild_of_program, guild_of_round, program_of_round
from bot.domain.ids import GuildId, ProgramId, RoundId
from bot.domain.particulars import Aspect, Topic, Wish
from bot.frontend.answers.profile import ANY, Mode, write_conduct, write_my_profile, write_topic
from bot.frontend.asked import Asked
from bot.frontend.guilds import guild_meant


async def show_my_profile(asked: Asked) -> None:
    """They see what they said of themselves."""
    await asked.turn(write_my_profile(await _mine(asked), asked.pen))


async def begin_tour(asked: Asked) -> None:
    """They are asked the first thing, from a message about a round."""
    round_id = RoundId(asked.number(0))
    await guild_meant(asked, guild_of_round, round_id)
    mine = await _mine(asked, await program_of_round(asked.house, round_id))
    await asked.answer(write_topic(mine, mine.topics()[0], Mode.TOUR, asked.pen))


async def go_on(asked: Asked) -> None:
    """They are asked the thing of the button; what came before it is skipped."""
    await asked.turn(write_topic(await _mine(asked), asked.one_of(Topic, 1), Mode.TOUR, asked.pen))


async def end_tour(asked: Asked) -> None:
    """They see what was understood, with thanks."""
    await asked.turn(write_my_profile(await _mine(asked), asked.pen, thanks=True))


async def pick_topic(asked: Asked) -> None:
    """They are asked what they chose to change."""
    await asked.turn(write_topic(await _mine(asked), asked.chosen_one(Topic), Mode.EDIT, asked.pen))


async def say(asked: Asked) -> None:
    """What they chose is kept, and they are asked the next thing or see their profile."""
    program_id, guild_id = await _about(asked)
    topic, mode = asked.one_of(Topic, 1), asked.one_of(Mode, 2)
    mine = await choose(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        program_id=program_id,
        topic=topic,
        chosen=asked.chosen,
        now=asked.now,
    )
    following = mine.topics()[mine.topics().index(topic) + 1 :]
    if mode is Mode.TOUR and following:
        await asked.turn(write_topic(mine, following[0], mode, asked.pen))
    else:
        await asked.turn(write_my_profile(mine, asked.pen, thanks=mode is Mode.TOUR))


async def wish(asked: Asked) -> None:
    """The wish is kept, and they may wish on."""
    program_id, guild_id = await _about(asked)
    aspect, mode = asked.one_of(Aspect, 1), asked.one_of(Mode, 2)
    mine = await wish_for(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        program_id=program_id,
        aspect=aspect,
        wish=None if asked.chosen == (ANY,) else asked.chosen_one(Wish),
        now=asked.now,
    )
    await asked.turn(write_topic(mine, Topic.WISHES, mode, asked.pen))


async def set_zone_of_profile(asked: Asked) -> None:
    """They live in the chosen zone."""
    program_id, guild_id = await _about(asked)
    mine = await choose_zone_of_profile(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        program_id=program_id,
        zone="".join(asked.chosen),
        now=asked.now,
    )
    await asked.turn(write_my_profile(mine, asked.pen))


async def show_conduct_of_program(asked: Asked) -> None:
    """They read how people treat each other."""
    program_id, guild_id = await _about(asked)
    await _show_conduct(asked, guild_id, program_id)


async def show_conduct_of_round(asked: Asked) -> None:
    """The same, from a message about a round."""
    round_id = RoundId(asked.number(0))
    guild_id = await guild_meant(asked, guild_of_round, round_id)
    await _show_conduct(asked, guild_id, await program_of_round(asked.house, round_id))


async def _show_conduct(asked: Asked, guild_id: GuildId, program_id: ProgramId) -> None:
    conduct = await show_conduct(asked.house, guild_id=guild_id, program_id=program_id)
    await asked.answer(write_conduct(conduct.title, conduct.text, asked.pen))


async def _about(asked: Asked) -> tuple[ProgramId, GuildId]:
    program_id = ProgramId(asked.number(0))
    return program_id, await guild_meant(asked, guild_of_program, program_id)


async def _mine(asked: Asked, program_id: ProgramId | None = None) -> MyProfile:
    about = program_id or ProgramId(asked.number(0))
    guild_id = await guild_meant(asked, guild_of_program, about)
    return await show_profile(
        asked.house, guild_id=guild_id, member_id=asked.member_id, program_id=about, now=asked.now
    )

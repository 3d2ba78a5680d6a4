"""Changing the answers of one's profile, and saying in one's own words what one hopes for."""

from bot.actions.profiling import change_answers, show_profile, wish_in_words
from bot.actions.whereabouts import guild_of_program
from bot.domain.ids import GuildId, ProgramId
from bot.domain.particulars import WISH_WORDS_LIMIT, Topic
from bot.frontend.answers.profile import Mode, write_my_profile, write_topic
from bot.frontend.asked import Asked
from bot.frontend.forms.answers import answers_in, ask_answers, with_country_meant, with_language_meant
from bot.frontend.forms.drafting import Opener, draft_of, hand_in
from bot.frontend.forms.making import Filled, ask_text, make_form
from bot.frontend.guilds import guild_meant


async def open_answers(asked: Asked) -> None:
    """The form is open, filled in with what the person wrote or said before."""
    program_id, guild_id = await _about(asked)
    mine = await show_profile(
        asked.house, guild_id=guild_id, member_id=asked.member_id, program_id=program_id, now=asked.now
    )
    draft = await draft_of(asked, guild_id, _opener(program_id))
    parts = ask_answers(mine.profile, draft, mine.program.interests, asked.pen, asked.locale)
    await asked.show(make_form("profile", program_id, title=asked.pen.say("answer.profile.title"), parts=parts))


async def submit_answers(asked: Asked) -> None:
    """The answers are changed, or the person reads what was not understood."""
    program_id, guild_id = await _about(asked)
    await _change(asked, guild_id, program_id, Filled.of(asked))


async def change_with_country(asked: Asked) -> None:
    """The country was meant that was suggested; the rest of the form is as it was handed in."""
    program_id, guild_id = await _about(asked)
    await _change(asked, guild_id, program_id, await with_country_meant(asked, guild_id, _opener(program_id)))


async def change_with_language(asked: Asked) -> None:
    """The language was meant that was suggested; the rest of the form is as it was handed in."""
    program_id, guild_id = await _about(asked)
    await _change(asked, guild_id, program_id, await with_language_meant(asked, guild_id, _opener(program_id)))


async def open_wish_words(asked: Asked) -> None:
    """The form for what one hopes for is open."""
    program_id, guild_id = await _about(asked)
    mode = asked.one_of(Mode, 1)
    mine = await show_profile(
        asked.house, guild_id=guild_id, member_id=asked.member_id, program_id=program_id, now=asked.now
    )
    field = ask_text(
        asked.pen,
        "text",
        key="wish_words",
        default=mine.said.wish_words,
        most=WISH_WORDS_LIMIT,
        lines=True,
        required=False,
    )
    title = asked.pen.say("button.wish_words")
    await asked.show(make_form("wish_words", program_id, mode, title=title, parts=[field]))


async def submit_wish_words(asked: Asked) -> None:
    """What they hope for is kept, and they are back where they came from."""
    program_id, guild_id = await _about(asked)
    mode = asked.one_of(Mode, 1)
    mine = await wish_in_words(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        program_id=program_id,
        words=Filled.of(asked).text("text"),
        now=asked.now,
    )
    await asked.turn(write_topic(mine, Topic.WISHES, mode, asked.pen))


async def _about(asked: Asked) -> tuple[ProgramId, GuildId]:
    program_id = ProgramId(asked.number(0))
    return program_id, await guild_meant(asked, guild_of_program, program_id)


def _opener(program_id: ProgramId) -> Opener:
    return Opener(verb="profile", args=(program_id,))


async def _change(asked: Asked, guild_id: GuildId, program_id: ProgramId, filled: Filled) -> None:
    changing = change_answers(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        program_id=program_id,
        answers=await answers_in(asked, guild_id, filled),
        now=asked.now,
    )
    await hand_in(
        asked,
        guild_id,
        _opener(program_id),
        filled,
        act=changing,
        write=lambda mine: write_my_profile(mine, asked.pen),
    )

"""A code to join with, which somebody got outside Discord."""

from bot.actions.codes import CodeTaken, show_code_form, use_code
from bot.actions.drafts import Parts, keep_draft
from bot.actions.whereabouts import guild_of_round
from bot.domain.ids import GuildId, RoundId
from bot.domain.roster import TYPED_LIMIT
from bot.frontend.answers.plain import write_plain
from bot.frontend.asked import Asked
from bot.frontend.forms.drafting import Opener, hand_in
from bot.frontend.forms.joining import opener_of
from bot.frontend.forms.making import Filled, ask_text, make_form
from bot.frontend.guilds import guild_meant
from bot.frontend.messages import Message
from bot.frontend.messages.pen import Pen


async def open_code(asked: Asked) -> None:
    """The form for a code is open. It never shows a code that was entered before."""
    round_id, guild_id = await _about(asked)
    await show_code_form(asked.house, guild_id=guild_id, round_id=round_id)
    field = ask_text(asked.pen, "code", key="code", most=TYPED_LIMIT)
    await asked.show(make_form("code", round_id, title=asked.pen.say("button.code"), parts=[field]))


async def submit_code(asked: Asked) -> None:
    """The code is theirs, and the joining form is filled in with what the list said."""
    round_id, guild_id = await _about(asked)
    await hand_in(
        asked,
        guild_id,
        Opener(verb="code", args=(round_id,)),
        Filled({}),
        act=_use(asked, guild_id, round_id, Filled.of(asked).text("code")),
        write=lambda taken: write_code_taken(taken, asked.pen),
    )


async def _use(asked: Asked, guild_id: GuildId, round_id: RoundId, typed: str) -> CodeTaken:
    taken = await use_code(
        asked.house, guild_id=guild_id, member_id=asked.member_id, round_id=round_id, typed=typed, now=asked.now
    )
    if taken.answers:
        await keep_draft(
            asked.house,
            guild_id=guild_id,
            member_id=asked.member_id,
            form=opener_of(round_id).form,
            parts=_parts(taken, asked.pen),
            now=asked.now,
        )
    return taken


def _parts(taken: CodeTaken, pen: Pen) -> Parts:
    """What fills in the joining form, as the person would write it."""
    country, languages = taken.answers.get("country", ""), taken.answers.get("languages", [])
    interests = taken.answers.get("interests", [])
    return {
        "country": pen.speech.country(str(country)) if country else "",
        "languages": ", ".join(pen.speech.language(code) for code in languages),
        "interests": list(interests),
    }


def write_code_taken(taken: CodeTaken, pen: Pen) -> Message:
    """The code is right, and joining is one form away."""
    row = (pen.strong("join", taken.round_id),)
    return write_plain(pen.say("answer.code.taken"), pen.say("answer.code.join"), rows=(row,))


async def _about(asked: Asked) -> tuple[RoundId, GuildId]:
    round_id = RoundId(asked.number(0))
    return round_id, await guild_meant(asked, guild_of_round, round_id)

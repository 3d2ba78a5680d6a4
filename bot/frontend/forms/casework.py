"""Answering and closing a case, and writing back."""

from bot.actions.casework import LONGEST_ANSWER, answer_case, look_at_case, write_again
from bot.actions.whereabouts import guild_of_case
from bot.domain.case import Deed
from bot.domain.ids import CaseId, GuildId
from bot.frontend.allowed import check_moderates
from bot.frontend.answers.casework import write_deed_done
from bot.frontend.answers.help import write_help_asked
from bot.frontend.asked import Asked
from bot.frontend.forms.drafting import Opener, draft_of, hand_in
from bot.frontend.forms.making import Filled, ask_text, make_form
from bot.frontend.guilds import guild_meant


async def open_answer(asked: Asked) -> None:
    """The form for an answer, or for closing the case with a last word, is open."""
    await check_moderates(asked)
    opener = _about(asked)
    await look_at_case(asked.house, guild_id=asked.guild_id, case_id=CaseId(opener.args[0]))
    await _open(asked, asked.guild_id, opener, required=opener.verb == "case_answer")


async def open_more(asked: Asked) -> None:
    """The form for writing back is open."""
    opener = _about(asked)
    await _open(asked, await guild_meant(asked, guild_of_case, CaseId(opener.args[0])), opener, required=True)


async def _open(asked: Asked, guild_id: GuildId, opener: Opener, *, required: bool) -> None:
    draft = await draft_of(asked, guild_id, opener) or Filled({})
    field = ask_text(
        asked.pen,
        "text",
        key=opener.verb,
        default=draft.text("text"),
        most=LONGEST_ANSWER,
        lines=True,
        required=required,
    )
    await asked.show(make_form(opener.verb, *opener.args, title=asked.pen.say(f"button.{opener.verb}"), parts=[field]))


async def submit_answer(asked: Asked) -> None:
    """The person is on their way to hear it."""
    await check_moderates(asked)
    opener, filled = _about(asked), Filled.of(asked)
    close = opener.verb == "case_close"
    answering = answer_case(
        asked.house,
        guild_id=asked.guild_id,
        case_id=CaseId(opener.args[0]),
        by=asked.member_id,
        words=filled.text("text"),
        close=close,
        now=asked.now,
    )
    deed = Deed.CLOSED if close else Deed.ANSWERED
    await hand_in(
        asked, asked.guild_id, opener, filled, act=answering, write=lambda _: write_deed_done(deed, asked.pen)
    )


async def submit_more(asked: Asked) -> None:
    """The moderators have been told."""
    opener, filled = _about(asked), Filled.of(asked)
    case_id = CaseId(opener.args[0])
    guild_id = await guild_meant(asked, guild_of_case, case_id)
    writing = write_again(
        asked.house,
        guild_id=guild_id,
        case_id=case_id,
        member_id=asked.member_id,
        words=filled.text("text"),
        now=asked.now,
    )
    await hand_in(asked, guild_id, opener, filled, act=writing, write=lambda _: write_help_asked(asked.pen))


def _about(asked: Asked) -> Opener:
    return Opener(verb=asked.parsed.verb, args=(asked.number(0),))

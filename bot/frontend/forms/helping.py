"""Asking the moderators for help."""

from bot.actions.asking import LONGEST_WORDS, ask_for_help
from bot.actions.whereabouts import guild_of_round
from bot.domain.case import CaseKind
from bot.domain.ids import RoundId
from bot.frontend.answers.help import write_help_asked
from bot.frontend.asked import Asked
from bot.frontend.forms.drafting import Opener, draft_of, hand_in
from bot.frontend.forms.making import Filled, ask_text, make_form
from bot.frontend.guilds import guild_meant, name_in

KINDS = {
    "help_question": CaseKind.QUESTION,
    "help_partner": CaseKind.PARTNER,
    "help_moderator": CaseKind.MODERATOR,
}
"""What one asks for, by the verb of its button."""


async def open_help(asked: Asked) -> None:
    """The form for a question, or for a problem with a partner, is open."""
    round_id, opener = _about(asked)
    guild_id = await guild_meant(asked, guild_of_round, round_id)
    draft = await draft_of(asked, guild_id, opener) or Filled({})
    field = ask_text(
        asked.pen, "text", key=asked.parsed.verb, default=draft.text("text"), most=LONGEST_WORDS, lines=True
    )
    title = asked.pen.say(f"button.{asked.parsed.verb}")
    await asked.show(make_form(opener.verb, round_id, title=title, parts=[field]))


async def submit_help(asked: Asked) -> None:
    """The moderators have been told."""
    round_id, opener = _about(asked)
    guild_id = await guild_meant(asked, guild_of_round, round_id)
    filled = Filled.of(asked)
    await name_in(asked, guild_id)
    asking = ask_for_help(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        round_id=round_id,
        kind=KINDS[opener.verb],
        words=filled.text("text"),
        now=asked.now,
    )
    await hand_in(asked, guild_id, opener, filled, act=asking, write=lambda _: write_help_asked(asked.pen))


def _about(asked: Asked) -> tuple[RoundId, Opener]:
    round_id = RoundId(asked.number(0))
    return round_id, Opener(verb=asked.parsed.verb, args=(round_id,))

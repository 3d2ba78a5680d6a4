"""The form in which partners say how they want to talk."""

from bot.actions.agreeing import propose_agreement, show_agreement
from bot.actions.whereabouts import guild_of_round
from bot.domain.agreement import LONGEST_HOPES, HowOften, Medium
from bot.domain.errors import RuleError
from bot.domain.ids import PairId, RoundId
from bot.frontend.answers.agreeing import write_proposed
from bot.frontend.asked import Asked
from bot.frontend.forms.drafting import Opener, draft_of, hand_in
from bot.frontend.forms.making import Filled, ask_of_few, ask_text, make_form
from bot.frontend.guilds import guild_meant


async def open_agreement(asked: Asked) -> None:
    """The form is open, with what stands now."""
    round_id, pair_id, opener = _about(asked)
    guild_id = await guild_meant(asked, guild_of_round, round_id)
    stands = await show_agreement(
        asked.house, guild_id=guild_id, member_id=asked.member_id, round_id=round_id, pair_id=pair_id
    )
    draft = await draft_of(asked, guild_id, opener)
    hopes = draft.text("text") if draft else stands.hopes if stands else ""
    pen = asked.pen
    parts = [
        ask_of_few(
            pen,
            "how_often",
            key="agree_how_often",
            options={each.value: pen.say(f"agreement.how_often.{each}") for each in HowOften},
            chosen=stands.how_often if stands else "",
        ),
        ask_of_few(
            pen,
            "medium",
            key="agree_medium",
            options={each.value: pen.say(f"agreement.medium.{each}") for each in Medium},
            chosen=stands.medium if stands else "",
        ),
        ask_text(pen, "text", key="agree_hopes", default=hopes, most=LONGEST_HOPES, required=False),
    ]
    await asked.show(make_form(opener.verb, *opener.args, title=pen.say("button.agree"), parts=parts))


async def submit_agreement(asked: Asked) -> None:
    """It is proposed to the partner."""
    round_id, pair_id, opener = _about(asked)
    guild_id = await guild_meant(asked, guild_of_round, round_id)
    filled = Filled.of(asked)
    how_often, medium = filled.text("how_often"), filled.text("medium")
    if how_often not in tuple(HowOften) or medium not in tuple(Medium):
        raise RuleError("unknown_button")
    proposing = propose_agreement(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        round_id=round_id,
        pair_id=pair_id,
        how_often=HowOften(how_often),
        medium=Medium(medium),
        hopes=filled.text("text"),
        now=asked.now,
    )
    await hand_in(asked, guild_id, opener, filled, act=proposing, write=lambda terms: write_proposed(terms, asked.pen))


def _about(asked: Asked) -> tuple[RoundId, PairId, Opener]:
    round_id, pair_id = RoundId(asked.number(0)), PairId(asked.number(1))
    return round_id, pair_id, Opener(verb=asked.parsed.verb, args=(round_id, pair_id))

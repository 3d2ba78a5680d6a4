"""Forms at the end of a round: one sentence for the organisers, and the name on the certificate."""

from bot.actions.certifying import certify, name_to_certify
from bot.actions.surveying import say_sentence, show_sentence
from bot.actions.whereabouts import guild_of_round
from bot.domain.ending import LONGEST_SENTENCE
from bot.domain.ids import GuildId, RoundId
from bot.frontend.answers.ending import attach_certificate, write_certified, write_surveyed
from bot.frontend.asked import Asked
from bot.frontend.forms.drafting import Opener, draft_of, hand_in
from bot.frontend.forms.making import Filled, ask_text, make_form
from bot.frontend.guilds import guild_meant, guild_name
from bot.reports.certificate import LONGEST_NAME


async def open_sentence(asked: Asked) -> None:
    """The form is open, with the sentence that they wrote before."""
    round_id, guild_id, opener = await _about(asked)
    before = await show_sentence(
        asked.house, guild_id=guild_id, member_id=asked.member_id, round_id=round_id, now=asked.now
    )
    draft = await draft_of(asked, guild_id, opener)
    part = ask_text(
        asked.pen,
        "text",
        key="survey_words",
        default=draft.text("text") if draft else before,
        most=LONGEST_SENTENCE,
        lines=True,
        required=False,
    )
    await asked.show(make_form(opener.verb, *opener.args, title=asked.pen.say("button.survey_words"), parts=(part,)))


async def submit_sentence(asked: Asked) -> None:
    """The sentence is kept."""
    round_id, guild_id, opener = await _about(asked)
    filled = Filled.of(asked)
    saying = say_sentence(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        round_id=round_id,
        words=filled.text("text"),
        now=asked.now,
    )
    await hand_in(asked, guild_id, opener, filled, act=saying, write=lambda said: write_surveyed(said, asked.pen))


async def open_certificate(asked: Asked) -> None:
    """The form is open, with what they are called."""
    round_id, guild_id, opener = await _about(asked)
    name = await name_to_certify(asked.house, guild_id=guild_id, member_id=asked.member_id, round_id=round_id)
    draft = await draft_of(asked, guild_id, opener)
    part = ask_text(
        asked.pen,
        "text",
        key="certificate_name",
        default=draft.text("text") if draft else name,
        most=LONGEST_NAME,
    )
    await asked.show(make_form(opener.verb, *opener.args, title=asked.pen.say("button.certificate"), parts=(part,)))


async def submit_certificate(asked: Asked) -> None:
    """They see the picture, and read to save it: Discord forgets what only one person sees."""
    round_id, guild_id, opener = await _about(asked)
    filled = Filled.of(asked)
    certifying = certify(
        asked.house,
        guild_id=guild_id,
        member_id=asked.member_id,
        round_id=round_id,
        name=filled.text("text"),
        host=await guild_name(asked, guild_id),
        speech=asked.speech,
    )
    await asked.think()
    await hand_in(
        asked,
        guild_id,
        opener,
        filled,
        act=certifying,
        write=lambda _: write_certified(asked.pen),
        attach=lambda certified: (attach_certificate(certified, asked.pen),),
    )


async def _about(asked: Asked) -> tuple[RoundId, GuildId, Opener]:
    round_id = RoundId(asked.number(0))
    guild_id = await guild_meant(asked, guild_of_round, round_id)
    return round_id, guild_id, Opener(verb=asked.parsed.verb, args=(round_id,))

"""What is answered at the end of a round: thanks for the survey, wishes that are kept, the certificate."""

import io

import discord

from bot.actions.certifying import Certified
from bot.actions.surveying import Surveyed, SurveyView, WillBeTold
from bot.domain.ending import FEWEST_PEOPLE
from bot.frontend.answers.plain import write_plain
from bot.frontend.messages import Message
from bot.frontend.messages.markup import one_line, show_name, show_words
from bot.frontend.messages.pen import Pen
from bot.texts.speech import moment

CERTIFICATE = "certificate.png"
SENTENCES = "sentences.txt"
ALT_LIMIT = 1_024


def write_surveyed(said: Surveyed, pen: Pen) -> Message:
    """What is kept, until when it can be changed, and a button for a sentence."""
    gains = pen.speech.list([pen.say(f"gain.{gain}") for gain in said.survey.gains])
    words = show_words(one_line(said.survey.words))
    body = pen.paragraphs(
        pen.say("answer.survey.gains", gains=gains) if gains else "",
        pen.say("answer.survey.words", words=words) if words else "",
        pen.say("answer.survey.until", until=moment(said.open_until, "F")),
    )
    label = "survey_words_change" if words else "survey_words"
    row = (pen.quiet("survey_words", said.survey.round_id, label=label),)
    return write_plain(pen.say("answer.survey.thanks"), body, rows=(row,))


def write_wish(said: Surveyed, pen: Pen) -> Message:
    """Their wish stays with the bot."""
    key = "answer.touch.yes" if said.survey.stays_in_touch else "answer.touch.no"
    until = moment(said.open_until, "F")
    return write_plain(pen.say(key), pen.lines(pen.say(f"{key}_body", until=until), pen.say("answer.touch.change")))


def write_will_be_told(told: WillBeTold, pen: Pen) -> Message:
    """They hear of the next round, or can join it now."""
    if told.open_now is not None:
        row = (pen.strong("join", told.open_now),)
        return write_plain(pen.say("answer.tell_me.open"), pen.say("answer.tell_me.open_body"), rows=(row,))
    return write_plain(pen.say("answer.tell_me.done"), pen.say("answer.tell_me.done_body"))


def write_certified(pen: Pen) -> Message:
    """The certificate is below."""
    return write_plain(pen.say("answer.certificate.done"), pen.say("answer.certificate.keep"))


def attach_certificate(certified: Certified, pen: Pen) -> discord.File:
    """The picture, with what it says for who cannot see it."""
    told = certified.certificate
    alt = pen.say(
        "certificate.alt",
        name=told.name,
        title=told.title,
        round=told.round_name,
        starts=pen.speech.date(told.starts_on),
        ends=pen.speech.date(told.ends_on),
    )
    return discord.File(io.BytesIO(certified.picture), filename=CERTIFICATE, description=alt[:ALT_LIMIT])


def write_survey(view: SurveyView, pen: Pen) -> Message:
    """The counts, those of few people hidden."""
    figures = view.figures
    gains = (
        pen.say("answer.survey_view.gain", gain=pen.say(f"gain.{gain}"), count=count)
        if count is not None
        else pen.say("answer.survey_view.few", gain=pen.say(f"gain.{gain}"), fewest=FEWEST_PEOPLE)
        for gain, count in figures.gains.items()
    )
    body = pen.paragraphs(
        pen.say("answer.survey_view.people", people=figures.people, asked=view.asked),
        pen.lines(*gains),
        pen.say("answer.survey_view.file") if view.sentences else "",
    )
    return write_plain(pen.say("answer.survey_view.title", round=show_name(view.round_name)), body)


def attach_sentences(view: SurveyView) -> tuple[discord.File, ...]:
    """All sentences, one a line and without names; none where nobody wrote any."""
    if not view.sentences:
        return ()
    written = "".join(f"{sentence}\n" for sentence in view.sentences)
    return (discord.File(io.BytesIO(written.encode()), filename=SENTENCES),)

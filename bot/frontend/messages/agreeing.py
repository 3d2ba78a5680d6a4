"""The light agreement of partners, in their thread and in check-ins."""

from bot.domain.notices import AgreementNote, Terms
from bot.frontend.messages.markup import one_line, show_name, show_words
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import Pen, make_card


def write_agreement(notice: AgreementNote, pen: Pen) -> Message:
    """What is proposed and by whom, or that all agree; to be changed at any time."""
    if notice.replaced:
        return Message(
            content=f"-# {pen.say('notice.agreement.replaced')}",
            rows=((pen.off("agree_yes", notice.round_id, notice.pair_id),),),
        )
    terms = notice.terms
    names = pen.speech.list([show_name(name) for name in terms.accepted]) or pen.say("notice.confirm.somebody")
    if terms.missing:
        content = f"{pen.say('notice.agreement.proposed', names=names)} {say_missing(terms, pen)}"
        row = (
            pen.strong("agree_yes", notice.round_id, notice.pair_id),
            pen.quiet("agree", notice.round_id, notice.pair_id, label="agree_change"),
        )
    else:
        content = pen.say("notice.agreement.holds")
        row = (pen.quiet("agree", notice.round_id, notice.pair_id, label="agree_change"),)
    help_button = pen.quiet("help_round", notice.round_id, label="help")
    return Message(content=content, embeds=(make_card("", describe_terms(terms, pen)),), rows=((*row, help_button),))


def say_missing(terms: Terms, pen: Pen) -> str:
    """Who must say yes first."""
    missing = [show_name(name) or pen.say("notice.confirm.somebody") for name in terms.missing]
    return pen.say("notice.agreement.missing", names=pen.speech.list(missing))


def describe_agreement(terms: Terms, pen: Pen) -> str:
    """What is settled or, as long as a yes is missing, proposed."""
    stands = say_missing(terms, pen) if terms.missing else pen.say("notice.agreement.holds")
    return pen.lines(f"**{pen.say('button.agree')}**", describe_terms(terms, pen), stands)


def describe_terms(terms: Terms, pen: Pen) -> str:
    """How often, by which channel, and what they hope for, a line each."""
    return pen.lines(
        pen.say("notice.agreement.how_often", how_often=pen.say(f"agreement.how_often.{terms.how_often}")),
        pen.say("notice.agreement.medium", medium=pen.say(f"agreement.medium.{terms.medium}")),
        pen.say("notice.agreement.hopes", hopes=show_words(one_line(terms.hopes))) if terms.hopes else "",
    )

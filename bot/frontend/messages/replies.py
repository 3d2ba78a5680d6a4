"""Replies as others see them, and the question whether a pair's reply is right."""

from bot.domain.notices import ConfirmReply, ReplyEcho
from bot.frontend.messages.markup import mention, show_name
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import Pen, make_card


def write_reply_echo(notice: ReplyEcho, pen: Pen) -> Message:
    """The reply whole under its authors' names; once it is withdrawn only that it was."""
    if notice.withdrawn:
        return Message(content=f"-# {pen.say('notice.echo.withdrawn')}", rows=((pen.about(),),))
    names = pen.speech.list([show_name(name) for name in notice.names])
    # In an embed nobody is pinged and only web links lead anywhere, so that words may stand as they were written.
    return Message(
        content=pen.say("notice.echo.content", names=names),
        embeds=(make_card("", notice.text),),
        rows=((pen.about(),),),
    )


def write_confirm_reply(notice: ConfirmReply, pen: Pen) -> Message:
    """The words that one partner wrote for all, and how they may be used, for the others to say yes or no."""
    card = make_card("", notice.text)
    card.add_field(
        name=pen.say("notice.confirm.heading"),
        value=pen.lines(
            pen.say("notice.confirm.body"),
            pen.say("notice.confirm.consent", consent=pen.say(f"notice.consent.{notice.consent}")),
        ),
        inline=False,
    )
    return Message(
        content=pen.say(
            "notice.confirm.content",
            readers=mention(notice.readers),
            writer=show_name(notice.writer) or pen.say("notice.confirm.somebody"),
            title=show_name(notice.title, 100),
        ),
        embeds=(card,),
        rows=((pen.strong("confirm", notice.reply_id), pen.quiet("withdraw", notice.reply_id)),),
        mentions=notice.readers,
    )

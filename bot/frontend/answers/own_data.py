"""What is kept of a person, to look at, to take along and to erase."""

import io
import json

import discord

from bot.actions.taking_along import MyData
from bot.domain.ids import GuildId
from bot.frontend.answers.joining import describe_profile
from bot.frontend.answers.plain import write_plain
from bot.frontend.messages import Message
from bot.frontend.messages.markup import list_some
from bot.frontend.messages.pen import Pen

FILE_NAME = "my-data.json"


def write_my_data(mine: MyData, guild_id: GuildId, pen: Pen) -> Message:
    """In short what is kept; the file beside it has everything."""
    profile = describe_profile(mine.profile, (), pen) if mine.profile else pen.say("answer.my_data.no_profile")
    body = pen.paragraphs(
        profile,
        pen.lines(
            pen.say("answer.my_data.rounds", rounds=list_some(pen.speech, mine.rounds)) if mine.rounds else "",
            pen.say("answer.my_data.replies", count=mine.replies),
        ),
        pen.say("answer.my_data.file"),
    )
    return write_plain(pen.say("answer.my_data.title"), body, rows=((pen.quiet("erase", guild_id),),))


def attach_my_data(mine: MyData) -> discord.File:
    """Everything that is kept, as a file that programs can read too."""
    text = json.dumps(mine.as_json, ensure_ascii=False, indent=2)
    return discord.File(io.BytesIO(text.encode()), filename=FILE_NAME)


def write_ask_erase(guild_id: GuildId, pen: Pen) -> Message:
    """What erasing means, before it is done."""
    row = (pen.strong("erase_yes", guild_id),)
    return write_plain(pen.say("answer.erase.title"), pen.say("answer.erase.body"), rows=(row,))


def write_erased(replies: int, pen: Pen) -> Message:
    """Nothing is kept of the person any more."""
    return write_plain(pen.say("answer.erase.done"), pen.say("answer.erase.replies", count=replies))

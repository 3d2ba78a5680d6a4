"""What somebody who takes no part reads instead of what is for participants: when they can join, and the button."""

from bot.actions.chances import chance_to_join
from bot.actions.whereabouts import guild_of_program
from bot.domain.errors import RuleError
from bot.domain.ids import ProgramId
from bot.domain.notices import Chance
from bot.frontend.answers.plain import write_plain
from bot.frontend.asked import Asked
from bot.frontend.guilds import guild_meant
from bot.frontend.handlers import Handler
from bot.frontend.messages import Message
from bot.frontend.messages.chances import join_button, say_chance
from bot.frontend.messages.pen import Pen

_NOT_JOINED = frozenset({"not_joined", "no_profile_yet"})


def for_participants(handler: Handler) -> Handler:
    """The handler of a button about a program; who takes no part in it reads how they can."""

    async def handle(asked: Asked) -> None:
        try:
            await handler(asked)
        except RuleError as error:
            if error.key not in _NOT_JOINED:
                raise
            program_id = ProgramId(asked.number(0))
            guild_id = await guild_meant(asked, guild_of_program, program_id)
            chance = await chance_to_join(asked.house, guild_id=guild_id, program_id=program_id)
            await asked.answer(write_chance(chance, asked.pen))

    return handle


def write_chance(chance: Chance, pen: Pen) -> Message:
    """That they take no part, and when they can."""
    button = join_button(chance, pen)
    return write_plain(pen.say("answer.chance.title"), say_chance(chance, pen), rows=(button,) if button else ())

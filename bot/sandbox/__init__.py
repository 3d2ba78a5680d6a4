"""A Discord of one's own: REST v10 and gateway over loopback, in memory, for the real, unpatched client.

It knows nothing of the bot and shares no code with it: a stand-in that shared code would share its mistakes.

    sandbox.py       what one holds: starts and stops everything, makes guilds, channels, people
    world/           the state and the only functions that change it (guilds, members, messages, threads, ...)
    payloads/        the records as Discord's JSON
    validation/      Discord's limits, answered as 50035 with a tree of mistakes
    rest/            one module per family of routes; server.py authorises, routes, logs; access.py asks for permissions
    gateway/         sessions, intents, RESUME; hub.py hands every event of the world to whoever may hear of it
    people/          what a person does in Discord's client, and what the client would refuse
    trouble.py       outages, lost answers, permissions taken away (faults.py, limits.py, nonces.py, dm_pace.py)
    virtual_time.py  the time in which all happens; control/clock.py tells the bot of it; quiet.py sees the end
    control/         the same verbs over HTTP, for a driver in another process
    page/            the world as a live page: be anybody, do what they can do, move the time on
    transcript/      the world as one static page that looks like the chat it was
    serve.py         the sandbox as a process of its own

A change goes: REST or a person → a function of world/ → an event → gateway. Nothing here was held against live Discord;
what is known of it comes from its documentation, its OpenAPI description and what discord.py reads.
"""

from bot.sandbox.chance import Odds
from bot.sandbox.people.answers import Answer, AnswerKind, UnsettledError, text_of
from bot.sandbox.people.forms import Form, FormPart
from bot.sandbox.people.person import Person
from bot.sandbox.people.refusals import RefusedActError
from bot.sandbox.permissions import BOT_PERMISSIONS, MEMBER_PERMISSIONS, Overwrite, Permission
from bot.sandbox.quiet import NotQuietError
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.serve import serve
from bot.sandbox.transcript import transcript_page, write_transcript
from bot.sandbox.trouble import Trouble
from bot.sandbox.virtual_time import VirtualTime
from bot.sandbox.world.records import Channel, ChannelKind, Guild, Member, Message, Role, User
from bot.sandbox.world.state import World

__all__ = [
    "BOT_PERMISSIONS",
    "MEMBER_PERMISSIONS",
    "Answer",
    "AnswerKind",
    "Channel",
    "ChannelKind",
    "Form",
    "FormPart",
    "Guild",
    "Member",
    "Message",
    "NotQuietError",
    "Odds",
    "Overwrite",
    "Permission",
    "Person",
    "RefusedActError",
    "Role",
    "Sandbox",
    "Trouble",
    "UnsettledError",
    "User",
    "VirtualTime",
    "World",
    "serve",
    "text_of",
    "transcript_page",
    "write_transcript",
]

"""What somebody does on the page: the methods of `Person`, with what the browser sends."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.sandbox.control.desk import with_files
from bot.sandbox.page.desk import PageDesk
from bot.sandbox.people.answers import Answer
from bot.sandbox.people.person import Person
from bot.sandbox.people.refusals import RefusedActError
from bot.sandbox.shapes import Json, list_in, object_in, text_in
from bot.sandbox.world.records import Guild, Message

LONGEST_EMOJI = 16


async def press(desk: PageDesk, person: Person, body: Json) -> Json:
    """Press the button "part" of "message"."""
    return desk.keep(await person.press(_message(desk, person, body), str(body["part"])))


async def choose(desk: PageDesk, person: Person, body: Json) -> Json:
    """Choose "values" in the select "part" of "message"."""
    message = _message(desk, person, body)
    return desk.keep(await person.choose(message, str(body["part"]), list_in(body.get("values"))))


async def submit(desk: PageDesk, person: Person, body: Json) -> Json:
    """Send the form that "interaction" opened, with "values" by the custom id of each part."""
    answer = desk.opened(body.get("interaction"))
    assert answer.form is not None
    values = object_in(body.get("values"))
    by_label = {
        part.label: with_files(values[part.component["custom_id"]])
        for part in answer.form.parts
        if part.component["custom_id"] in values
    }
    return desk.keep(await person.submit(answer.form, by_label))


async def command(desk: PageDesk, person: Person, body: Json) -> Json:
    """Use the command "name" in "channel" with "options"."""
    channel = desk.channel(person, body.get("channel"))
    return desk.keep(await person.command(str(body["name"]), channel, **_options(body)))


async def suggest(desk: PageDesk, person: Person, body: Json) -> Json:
    """Return what the bot suggests for "option" of the command "name", as the person types it."""
    channel = desk.channel(person, body.get("channel"))
    return {"choices": await person.suggestions(str(body["name"]), channel, str(body["option"]), **_options(body))}


async def menu(desk: PageDesk, person: Person, body: Json) -> Json:
    """Use the entry "name" of the context menu of "message", or of "user" as seen in "channel"."""
    channel = desk.channel(person, body.get("channel"))
    target: Message | Person = desk.person(body["user"]) if "user" in body else _message(desk, person, body)
    answer: Answer = await person.menu(str(body["name"]), target, channel)
    return desk.keep(answer)


async def say(desk: PageDesk, person: Person, body: Json) -> Json:
    """Write "text" in "channel", perhaps in reply to the message "reply_to" and with "files"."""
    channel = desk.channel(person, body.get("channel"))
    answered = None if body.get("reply_to") is None else desk.message(person, channel, body["reply_to"])
    files = [with_files(each) for each in list_in(body.get("files"))]
    if not all(isinstance(each, tuple) for each in files):
        raise ValueError("A file has a filename and base64.")
    await person.say(channel, text_in(body.get("text")), reply_to=answered, files=files)  # pyright: ignore[reportArgumentType]
    return {}


async def edit(desk: PageDesk, person: Person, body: Json) -> Json:
    """Change one's own "message" into "text"."""
    text = text_in(body.get("text")).strip()
    if not 1 <= len(text) <= 2000:
        raise RefusedActError("A message has 1 to 2,000 characters.")
    await person.edit(_message(desk, person, body), text)
    return {}


async def delete(desk: PageDesk, person: Person, body: Json) -> Json:
    """Delete "message"."""
    await person.delete(_message(desk, person, body))
    return {}


async def react(desk: PageDesk, person: Person, body: Json) -> Json:
    """React to "message" with "emoji", or take it back."""
    emoji = text_in(body.get("emoji"))
    if not 0 < len(emoji) <= LONGEST_EMOJI:
        raise RefusedActError("That is no emoji.")
    await person.react(_message(desk, person, body), emoji)
    return {}


async def leave(desk: PageDesk, person: Person, body: Json) -> Json:
    """Leave "server"."""
    await person.leave(_guild(desk, body))
    return {}


async def join(desk: PageDesk, person: Person, body: Json) -> Json:
    """Join "server" (again)."""
    await person.join(_guild(desk, body))
    return {}


async def close_dms(desk: PageDesk, person: Person, body: Json) -> Json:
    """Take no more DMs."""
    person.close_dms()
    return {}


async def open_dms(desk: PageDesk, person: Person, body: Json) -> Json:
    """Take DMs again."""
    person.open_dms()
    return {}


def _message(desk: PageDesk, person: Person, body: Json) -> Message:
    return desk.message(person, desk.channel(person, body.get("channel")), body.get("message"))


def _guild(desk: PageDesk, body: Json) -> Guild:
    found = desk.world.guilds.get(int(str(body.get("server", 0))))
    if found is None:
        raise LookupError("such server")
    return found


def _options(body: Json) -> Json:
    return {name: with_files(value) for name, value in object_in(body.get("options")).items()}


Act = Callable[[PageDesk, Person, Json], Awaitable[Json]]
ACTS: dict[str, Act] = {
    act.__name__: act
    for act in (
        press, choose, submit, command, suggest, menu, say, edit, delete, react, leave, join, close_dms, open_dms,
    )
}  # fmt: skip

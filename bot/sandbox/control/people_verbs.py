"""What people do, by HTTP: the methods of `Person`, with "person" as the user id of who acts."""

from __future__ import annotations

from bot.sandbox.control.desk import Desk, Verb, with_files
from bot.sandbox.shapes import Json, object_in
from bot.sandbox.world.members import set_roles


async def join(desk: Desk, body: Json) -> object:
    """Make somebody called "name" who joins the guild, or let "person" join again."""
    if "person" in body:
        person = desk.person(body)
        await person.join(desk.guild(body), desk.roles(body))
    else:
        locale = str(body.get("locale", "en-US"))
        person = await desk.sandbox.join(desk.guild(body), str(body["name"]), locale=locale, roles=desk.roles(body))
    return {"id": str(person.id), "name": person.name}


async def press(desk: Desk, body: Json) -> object:
    """Press "button" in "message"."""
    return desk.tell(await desk.person(body).press(desk.message(body), str(body["button"])))


async def choose(desk: Desk, body: Json) -> object:
    """Choose "choices" in "select" of "message"."""
    message = desk.message(body)
    return desk.tell(await desk.person(body).choose(message, str(body.get("select", "")), body.get("choices")))


async def submit(desk: Desk, body: Json) -> object:
    """Send the form that "interaction" has opened, with "values" by label."""
    form = desk.answers[desk.id(body, "interaction")].form
    if form is None:
        raise LookupError("That interaction has opened no form.")
    values = {label: with_files(value) for label, value in object_in(body.get("values")).items()}
    return desk.tell(await desk.person(body).submit(form, values))


async def command(desk: Desk, body: Json) -> object:
    """Use the command "name" in "channel" with "options"."""
    options = {name: with_files(value) for name, value in object_in(body.get("options")).items()}
    return desk.tell(await desk.person(body).command(str(body["name"]), desk.channel(body), **options))


async def suggestions(desk: Desk, body: Json) -> object:
    """Return what is suggested while typing in "option" of the command "name"."""
    options = object_in(body.get("options"))
    return await desk.person(body).suggestions(str(body["name"]), desk.channel(body), str(body["option"]), **options)


async def menu(desk: Desk, body: Json) -> object:
    """Use the entry "name" in the context menu of "message"."""
    return desk.tell(await desk.person(body).menu(str(body["name"]), desk.message(body)))


async def settled(desk: Desk, body: Json) -> object:
    """Return the answer to "interaction" as soon as what was put off has come."""
    answer = desk.answers[desk.id(body, "interaction")]
    return desk.tell(await answer.settled(float(body.get("timeout", 15))))


async def say(desk: Desk, body: Json) -> object:
    """Write "text" in "channel" (the DM with the bot when there is none), as a reply to "reply_to" if given."""
    person = desk.person(body)
    channel = desk.channel(body) if "channel" in body else person.dm
    reply_to = desk.message(body, "reply_to") if "reply_to" in body else None
    return desk.seen(await person.say(channel, str(body.get("text", "")), reply_to=reply_to))


async def edit(desk: Desk, body: Json) -> object:
    """Change one's own "message" to "text"."""
    message = desk.message(body)
    await desk.person(body).edit(message, str(body["text"]))
    return desk.seen(message)


async def delete(desk: Desk, body: Json) -> object:
    """Delete "message"."""
    await desk.person(body).delete(desk.message(body))
    return {}


async def react(desk: Desk, body: Json) -> object:
    """React to "message" with "emoji", or take the reaction away."""
    await desk.person(body).react(desk.message(body), str(body["emoji"]))
    return {}


async def leave(desk: Desk, body: Json) -> object:
    """Leave the guild."""
    await desk.person(body).leave(desk.guild(body))
    return {}


async def close_dms(desk: Desk, body: Json) -> object:
    """Take no more DMs."""
    desk.person(body).close_dms()
    return {}


async def open_dms(desk: Desk, body: Json) -> object:
    """Take DMs again."""
    desk.person(body).open_dms()
    return {}


async def dms(desk: Desk, body: Json) -> object:
    """Return the messages of the DM with the bot."""
    return [desk.seen(message) for message in desk.person(body).dms]


async def sees(desk: Desk, body: Json) -> object:
    """Return the messages of "channel" that the person sees."""
    return [desk.seen(message) for message in desk.person(body).sees(desk.channel(body))]


async def give_roles(desk: Desk, body: Json) -> object:
    """Let the person have exactly "roles"."""
    set_roles(desk.sandbox.world, desk.guild(body), desk.id(body, "person"), desk.roles(body))
    return {}


VERBS: dict[str, Verb] = {
    verb.__name__: verb
    for verb in (
        join, press, choose, submit, command, suggestions, menu, settled, say, edit, delete, react, leave,
        close_dms, open_dms, dms, sees, give_roles,
    )
}  # fmt: skip

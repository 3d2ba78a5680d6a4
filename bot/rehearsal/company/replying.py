"""Replies to a prompt: by form, in its thread, by DM, as a pair, late, twice, edited, deleted, or not at all."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.consent import Consent
from bot.rehearsal.agenda import Act
from bot.rehearsal.cast import Manner
from bot.rehearsal.company.player import Actor, Player, Visitor, form_in
from bot.rehearsal.cues import Cue, label_of
from bot.sandbox import Channel, Message
from bot.summarise.kinds import propose_kind

SOON = timedelta(hours=2)
LONGEST_MESSAGE = 2_000
SHARE = {
    Manner.EAGER: 0.75,
    Manner.CHATTY: 0.6,
    Manner.PAIRED: 0.2,
    Manner.LATE: 0.5,
    Manner.QUIET: 0.2,
    Manner.SILENT: 0.0,
    Manner.LEAVER: 0.5,
    Manner.AWAY: 0.5,
    Manner.CLOSED: 0.5,
    Manner.EDITOR: 0.7,
    Manner.TWICE: 0.5,
    Manner.LISTENER: 0.0,
}
"""How often somebody of this manner replies to a prompt."""
IN_THREAD = frozenset({Manner.CHATTY, Manner.EDITOR})
"""Who writes in the thread, where that is read, instead of in the form."""
SAYS_KIND = frozenset({Manner.EAGER, Manner.LATE, Manner.TWICE})
"""Who says of what kind their reply is, where their words tell it."""


def plan_reply(player: Player, cue: Cue, texts: Iterator[str], closes_at: datetime, *, reads: bool) -> None:
    """The player replies to the prompt in the cue with the next of these texts, or not, as is their manner."""
    manner = player.role.manner
    if player.dice.random() >= SHARE[manner]:
        return
    least, most = SOON, (closes_at - player.stage.now) * 0.8
    if manner is Manner.LATE:
        least = closes_at - player.stage.now + timedelta(hours=3)
        most = least + timedelta(days=2)
    for _ in range(2 if manner is Manner.TWICE else 1):
        player.after(least, most, _way_to_say(player, cue, next(texts), reads=reads))


def plan_own_replies(player: Player, cue: Cue, number: int, prompts: int, closes_at: datetime, *, reads: bool) -> None:
    """The player writes those of their own replies that fall to the prompt of this number."""
    for text in player.role.replies[number - 1 :: prompts]:
        player.after(SOON, (closes_at - player.stage.now) * 0.8, _way_to_say(player, cue, text, reads=reads))


def _way_to_say(player: Player, cue: Cue, text: str, *, reads: bool) -> Act:
    """In the thread, where that is read, as is their manner and the text is no longer than a message; else by form."""
    if player.role.manner in IN_THREAD and reads and len(text) <= LONGEST_MESSAGE:
        return lambda: _say(player, cue, text)
    return lambda: _fill_in(player, cue.message, text)


def thread_of(actor: Actor, cue: Cue) -> Channel:
    """The prompt's thread, which has the id of its message."""
    return actor.stage.sandbox.world.channels[cue.message.id]


async def _fill_in(player: Player, message: Message, text: str) -> None:
    answer = await player.press(message, "reply")
    if answer.form is None and player.role.manner is Manner.LATE:
        player.tell(player.person.name, "comes after the round is over")
        return
    kind = propose_kind(text) if player.role.manner in SAYS_KIND else None
    await player.submit(form_in(player, answer), [text, None, [kind.value] if kind else None])
    player.tell(player.person.name, "replies by form")


def plan_direct_reply(player: Player, cue: Cue, texts: Iterator[str]) -> None:
    """Who replies rarely does it where they are asked: in the DM that asks whether they talked."""
    if player.role.manner is Manner.QUIET and cue.is_direct:
        text = next(texts)[:LONGEST_MESSAGE]
        player.after(SOON, timedelta(hours=20), lambda: _write_back(player, cue, text))


async def _write_back(player: Player, cue: Cue, text: str) -> None:
    await player.person.say(cue.channel, text)
    player.tell(player.person.name, "replies by DM")


def plan_choice_of_prompt(player: Player, cue: Cue) -> None:
    """The player wrote to the bot after something else, and says that it was a reply."""
    number = cue.verbs["dm_reply"]
    player.after(
        timedelta(minutes=1), SOON, lambda: _choose_prompt(player, cue.message, ":".join(["dm_reply", *number]))
    )


async def _choose_prompt(player: Player, message: Message, custom_id: str) -> None:
    await player.press(message, custom_id)
    player.tell(player.person.name, "says to which prompt it is a reply")


async def _say(player: Player, cue: Cue, text: str) -> None:
    said = await player.person.say(thread_of(player, cue), text)
    player.tell(player.person.name, "writes in the thread")
    if player.role.manner is Manner.EDITOR:
        player.after(timedelta(hours=1), timedelta(hours=8), lambda: _change(player, said))


async def _change(player: Player, message: Message) -> None:
    if player.dice.random() < 0.3:
        await player.person.delete(message)
        player.tell(player.person.name, "deletes what they wrote")
    else:
        await player.person.edit(message, f"{message.content} (I thought about it again.)"[:LONGEST_MESSAGE])
        player.tell(player.person.name, "edits what they wrote")


async def say_as_guest(visitor: Visitor, cue: Cue, text: str) -> None:
    """A guest wrote in the prompt's thread."""
    await visitor.person.say(thread_of(visitor, cue), text[:LONGEST_MESSAGE])
    visitor.tell(visitor.person.name, "writes in the thread, as a guest")


async def choose_consent(visitor: Visitor, cue: Cue, consent: Consent) -> None:
    """A guest said how their words may be used, by the quiet button under the prompt."""
    answer = await visitor.press(cue.message, "consent")
    if answer.message is not None:
        await visitor.press(answer.message, label_of(answer.message, "consent_is", consent.value))
    visitor.tell(visitor.person.name, "says how their words may be used")

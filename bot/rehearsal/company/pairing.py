"""What partners do: talk in their thread, write a reply together, answer check-ins, agree how to talk."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.rehearsal.cast import Manner
from bot.rehearsal.company.player import Player
from bot.rehearsal.cues import Cue
from bot.sandbox import Channel, Message
from bot.sandbox.world.access import can_see

SMALL_TALK = ("Hello! So good to meet you.", "Shall we meet on Thursday?", "Here it is raining. And there?")


def plan_small_talk(player: Player, cue: Cue) -> None:
    """The player greets the partner in their thread, some days the same day."""
    if player.role.manner not in (Manner.SILENT,):
        line = player.dice.choice(SMALL_TALK)
        player.after(timedelta(minutes=20), timedelta(days=2), lambda: _talk(player, cue.channel, line))


async def _talk(player: Player, thread: Channel, line: str) -> None:
    if is_in(player, thread):
        await player.person.say(thread, line)


def is_in(player: Player, thread: Channel) -> bool:
    """Whether the thread is still there and the player still sees it."""
    return thread.deleted_at is None and can_see(player.stage.sandbox.world, player.person.id, thread)


def find_drafter(manners: Sequence[Manner]) -> int | None:
    """Which of these partners drafts their replies, by place: the first who ever writes, where one of them likes to."""
    if Manner.PAIRED not in manners:
        return None
    return next((place for place, manner in enumerate(manners) if manner is not Manner.SILENT), None)


def plan_pair_reply(player: Player, cue: Cue, text: str, closes_at: datetime) -> None:
    """The player drafts a reply for both of them, early enough for the partner to confirm it in time."""
    window = closes_at - player.stage.now
    player.after(window * 0.1, window * 0.6, lambda: _draft(player, cue.message, text))


async def _draft(player: Player, message: Message, text: str) -> None:
    answer = await player.press(message, "pair_reply")
    if answer.form is None:
        # The partner left meanwhile, or they took another one; whoever is still in the pair gets the form.
        player.tell(player.person.name, "reads that this is not their pair now")
        return
    await player.submit(answer.form, [text])
    player.tell(player.person.name, "drafts a reply of the pair")


def plan_confirming(player: Player, cue: Cue) -> None:
    """The player confirms what the partner drafted; who is silent never does."""
    if player.role.manner is not Manner.SILENT:
        player.after(timedelta(hours=1), timedelta(days=2), lambda: _confirm(player, cue.message))


async def _confirm(player: Player, message: Message) -> None:
    await player.press(message, "confirm")
    player.confirmed.append((message.channel_id, player.stage.now))
    player.tell(player.person.name, "confirms the reply of the pair")


FIRST_PRESS = {"elsewhere": "not_yet", "silent": "checkin_help"}
"""What is pressed before an answer that stands on no button of the question itself."""


def plan_answer(player: Player, cue: Cue, answer: str) -> None:
    """The player answers a check-in."""
    about = cue.verbs["checkin"][:3]
    player.after(timedelta(hours=1), timedelta(hours=60), lambda: _answer(player, cue.message, about, answer))


async def _answer(player: Player, message: Message, about: Sequence[str], answer: str) -> None:
    """The button is pressed, in what is answered to another one where it stands there."""
    custom_id = ":".join(["checkin", *about, answer])
    first = FIRST_PRESS.get(answer)
    if first is not None:
        verb = first if first == "checkin_help" else ":".join(["checkin", *about, first])
        shown = (await player.press(message, verb)).message
        if shown is not None and "checkin:" not in str(shown.components):
            player.tell(player.person.name, "answers the check-in after the round is over")
            return
        message = shown or message
    await player.press(message, custom_id)
    player.answers.append((int(about[1]), answer, player.stage.now))
    player.tell(player.person.name, f"answers the check-in: {answer.replace('_', ' ')}")


HOW_OFTEN = ("weekly", "fortnightly", "each_prompt")
MEDIA = ("thread", "video", "messenger")
HOPES = ("To learn how you do it.", "A good talk.", None)


def plan_proposing(player: Player, cue: Cue) -> None:
    """The player says how they would like to talk, as most do."""
    if player.role.manner is not Manner.SILENT and player.dice.random() < 0.7:
        player.after(timedelta(hours=1), timedelta(hours=20), lambda: _propose(player, cue))


async def _propose(player: Player, cue: Cue) -> None:
    if is_in(player, cue.channel):
        form = await player.open_form(cue.message, "agree")
        dice = player.dice
        await player.submit(form, [dice.choice(HOW_OFTEN), dice.choice(MEDIA), dice.choice(HOPES)])
        player.tell(player.person.name, "says how they would like to talk")


def plan_agreeing(player: Player, cue: Cue) -> None:
    """The player says yes to what the partner proposed; who is silent never does."""
    if player.role.manner is not Manner.SILENT and player.person.name not in cue.message.content:
        player.after(timedelta(hours=1), timedelta(days=2), lambda: _agree(player, cue.message))


async def _agree(player: Player, message: Message) -> None:
    await player.press(message, "agree_yes")
    player.tell(player.person.name, "agrees how to talk")


def plan_choice_of_partner(player: Player, cue: Cue) -> None:
    """The player takes a new partner, or waits for the old one."""
    choice = "new_partner" if player.dice.random() < 0.6 else "wait_longer"
    player.after(timedelta(hours=1), timedelta(days=2), lambda: _choose_partner(player, cue.message, choice))


async def _choose_partner(player: Player, message: Message, choice: str) -> None:
    await player.press(message, choice)
    player.tell(player.person.name, "takes a new partner" if choice == "new_partner" else "waits for the partner")

"""What people do by the pinned menu: leave, be away, ask for help, and never again with this partner."""

from datetime import timedelta

from bot.rehearsal.company.player import Player
from bot.rehearsal.cues import label_of, verbs_in
from bot.sandbox import Message
from bot.sandbox.shapes import text_in

TWO_WEEKS = timedelta(days=14)


async def leave(player: Player, menu: Message) -> None:
    """The player left the round, or its wait-list; some leave the server and say nothing."""
    if player.role.leaves_server:
        await player.person.leave()
        player.tell(player.person.name, "leaves the server")
    else:
        answer = await player.press(menu, "leave")
        if answer.message is not None:
            await player.press(answer.message, "leave_yes")
        player.tell(player.person.name, "leaves the round")
    player.left_at = player.stage.now


async def go_away(player: Player, menu: Message) -> None:
    """The player said to be away for two weeks; on the wait-list there is nothing to be away from."""
    answer = await player.press(menu, "away")
    if answer.message is not None and "away_for" in verbs_in(answer.message):
        await player.press(answer.message, label_of(answer.message, "away_for", "14"))
        player.away_until = player.stage.now + TWO_WEEKS
    player.tell(player.person.name, "is away for two weeks")


async def ask_for_help(player: Player, menu: Message) -> None:
    """The player asked the moderators something."""
    answer = await player.press(menu, "help")
    if answer.message is not None:
        form = await player.open_form(answer.message, "help_question")
        await player.submit(form, ["How do I change my time zone?"])
    player.tell(player.person.name, "asks the moderators a question")


async def ask_apart(player: Player, menu: Message) -> None:
    """The player asked never to be paired again with a partner; who has had none has nobody to name."""
    shown = (await player.press(menu, "help")).message
    asked = (await player.press(shown, "apart")).message if shown is not None else None
    if asked is not None and "apart_yes" in (verbs := verbs_in(asked)):
        answer = await player.press(asked, "apart_yes")
        player.kept_apart_from = frozenset({int(verbs["apart_yes"][1])})
        player.asked_apart_at = player.stage.now
        player.tell(player.person.name, f"reads: {text_in(answer.text).splitlines()[0]}")

"""What people do when their round has ended: they say what it gave them, want a certificate, stay in touch."""

from datetime import timedelta

from bot.rehearsal.cast import Manner
from bot.rehearsal.company.player import Player, form_in
from bot.rehearsal.cues import Cue, label_of
from bot.sandbox import Message

GAINS = ("I know more about other places", "New ideas", "More confidence", "People whom I can ask", "A new skill")
SENTENCES = ("I ask before I plan.", "I write to my partner when I am stuck.", None)
_PLACEHOLDER = "What did this round give you?"


def plan_ending(player: Player, cue: Cue) -> None:
    """The player answers most of what is asked at the end; who is silent answers nothing."""
    if player.role.manner is Manner.SILENT:
        return
    message = cue.message
    if player.dice.random() < 0.8:
        player.after(timedelta(hours=1), timedelta(days=3), lambda: _say_gains(player, message))
    if cue.asks("touch"):
        wish = "yes" if player.dice.random() < 0.8 else "no"
        player.after(timedelta(hours=1), timedelta(days=3), lambda: _wish(player, message, wish))
    if player.dice.random() < 0.5:
        player.after(timedelta(hours=2), timedelta(days=3), lambda: _certify(player, message))
    if cue.asks("tell_me") and player.dice.random() < 0.6:
        player.after(timedelta(hours=2), timedelta(days=3), lambda: _ask(player, message))


async def _say_gains(player: Player, message: Message) -> None:
    answer = await player.choose(message, _PLACEHOLDER, player.dice.sample(GAINS, player.dice.randint(1, 3)))
    sentence = player.dice.choice(SENTENCES)
    if answer.message is not None and sentence is not None:
        await player.submit(await player.open_form(answer.message, "survey_words"), [sentence])
    player.tell(player.person.name, "says what the round gave them")


async def _wish(player: Player, message: Message, wish: str) -> None:
    await player.press(message, label_of(message, "touch:", wish))
    player.tell(player.person.name, "says whether they stay in touch")


async def _certify(player: Player, message: Message) -> None:
    form = form_in(player, await player.press(message, "certificate"))
    await player.submit(form, [player.person.name])
    player.tell(player.person.name, "takes a certificate")


async def _ask(player: Player, message: Message) -> None:
    await player.press(message, "tell_me")
    player.tell(player.person.name, "wants to hear of the next round")

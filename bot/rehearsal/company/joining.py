"""Joining the round, each at some moment of the enrolment."""

from datetime import datetime, timedelta

from bot.rehearsal.cast import Manner
from bot.rehearsal.company.player import Player, Stumbled, form_in
from bot.rehearsal.cues import Cue, verbs_in
from bot.sandbox import Answer, FormPart, Message
from bot.sandbox.shapes import objects_in, text_in, walk_components

LAST_MOMENT = timedelta(hours=6)


def plan_joining(player: Player, cue: Cue, closes_at: datetime) -> None:
    """The player joins before enrolment closes; who does things twice does so the next day again."""
    window = closes_at - player.stage.now - LAST_MOMENT
    player.after(timedelta(minutes=5), max(window, timedelta(minutes=10)), lambda: _join(player, cue.message))
    if player.role.manner is Manner.TWICE:
        player.at(closes_at - timedelta(hours=2), lambda: _join(player, cue.message))


async def _join(player: Player, message: Message) -> None:
    role = player.role
    if role.manner is Manner.CLOSED or not role.takes_dms:
        player.person.close_dms()
    opened = await player.press(message, "join")
    if opened.message is not None and "join_again" in verbs_in(opened.message):
        # Who is on the wait-list and presses Join once more is asked only whether all is still right.
        await player.press(opened.message, "join_again")
        return
    form = form_in(player, opened)
    interests = _choose_interests(player, form.parts[2])
    answer = await player.submit(form, [role.country, role.languages, interests, role.consent.value])
    if answer.message is None:
        raise Stumbled(f"{player.person.name} joined and read nothing")
    await _choose_zone(player, answer)
    if player.joined_at is None:
        player.joined_at, player.came_as = player.stage.now, answer.interaction.id
        player.read_on_joining = answer.text
    player.tell(player.person.name, f"joins from {role.country}")


def _choose_interests(player: Player, part: FormPart) -> list[str]:
    """The player's own interests, where the program knows them; else as many of its own."""
    offered = [text_in(option.get("value")) for option in objects_in(part.component.get("options"))]
    mine = player.role.interests
    return [each for each in mine if each in offered] or player.dice.sample(offered, min(len(mine), len(offered)))


async def _choose_zone(player: Player, answer: Answer) -> None:
    if answer.message is not None and "zone" in verbs_in(answer.message):
        await player.choose(answer.message, "zone", [player.role.zone or _any_zone(player, answer.message)])


def _any_zone(player: Player, message: Message) -> str:
    offered = (
        text_in(option.get("value"))
        for part in walk_components(message.components)
        if text_in(part.get("custom_id")).startswith("zone")
        for option in objects_in(part.get("options"))
    )
    return player.dice.choice(list(offered))

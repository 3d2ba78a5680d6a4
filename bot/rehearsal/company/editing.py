"""What a moderator does with the draft of a summary: names its largest theme, and says thanks before publishing."""

from bot.rehearsal.company.player import Stumbled
from bot.sandbox import Answer, Message, Person
from bot.sandbox.shapes import objects_in, text_in, walk_components

THANKS = "Thank you all for your replies."
_TITLE_LIMIT = 80


async def change_draft(who: Person, draft: Message) -> Message:
    """The largest theme has a name in plain words, and the summary a sentence of thanks; returns what shows it.

    Raises:
        Stumbled: the bot refused a change.
    """
    panel = await _message(await who.press(draft, "draft_show"), who)
    labels = _labels_in(panel)
    if labels:
        theme = await _message(await who.choose(panel, "draft_theme", labels[0]), who)
        name = f"About {labels[0].partition('. ')[2].replace(', ', ' and ', 1)}"[:_TITLE_LIMIT]
        panel = await _fill(who, theme, "draft_rename", name)
    return await _fill(who, panel, "draft_sentence", THANKS)


def _labels_in(panel: Message) -> list[str]:
    """The themes to choose from; the last choice stands for replies in none."""
    for part in walk_components(panel.components):
        if text_in(part.get("custom_id")).startswith("draft_theme"):
            return [text_in(option.get("label")) for option in objects_in(part.get("options"))][:-1]
    raise Stumbled("a draft offered no themes to change")


async def _fill(who: Person, message: Message, verb: str, words: str) -> Message:
    opened = await who.press(message, verb)
    if opened.form is None:
        raise Stumbled(f"{who.name} could not open {verb}")
    return await _message(await who.submit(opened.form, {opened.form.parts[0].label: words}), who)


async def _message(answer: Answer, who: Person) -> Message:
    settled = await answer.settled()
    if settled.message is None or "draft_" not in str(settled.message.components):
        raise Stumbled(f"{who.name} changed a draft and read: {settled.text}")
    return settled.message

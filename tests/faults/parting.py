"""What people answer when their round has ended, and change: what it gave them, who stays in touch, the next round."""

from datetime import timedelta

from bot.rehearsal.cues import label_of, verbs_in
from bot.sandbox import Answer, Message
from tests.faults.human import FAULT, Human
from tests.faults.ledger import Parting

GAINS = {
    "I know more about other places": "awareness",
    "New ideas": "ideas",
    "More confidence": "confidence",
    "People whom I can ask": "network",
    "A new skill": "skill",
}
QUESTION = "What did this round give you?"
KEPT, MINE, WILL_WRITE = (
    "I keep your answer.",
    "I keep your answer to myself.",
    "I write to you when the next round opens.",
)
SOON, LATE = timedelta(hours=1), timedelta(days=1, hours=12)


def plan_parting(human: Human, message: Message) -> None:
    """Most answer most of it, and some say the opposite before.

    One of four does not want to stay in touch, so that of two pairs one is told and one is not; one of two wants to
    hear of the next round.
    """
    dice, number = human.dice, len(human.ledger.partings)
    parting = human.ledger.partings.setdefault(human.person.id, Parting())
    for _ in range(dice.choice((1, 1, 2)) if number % 4 != 3 else 0):
        gains = dice.sample(sorted(GAINS), dice.randint(1, 3))
        human.later(SOON, LATE, lambda gains=gains: _say_gains(human, message, parting, gains))
    if "touch" in verbs_in(message):
        wish, other = ("no", "yes") if number % 4 == 2 else ("yes", "no")
        if dice.random() < 0.3:
            human.later(SOON, SOON, lambda: _wish(human, message, parting, other))
        human.later(LATE / 2, LATE, lambda: _wish(human, message, parting, wish))
    if "tell_me" in verbs_in(message) and number % 2 == 0:
        human.later(SOON, LATE, lambda: _ask(human, message, parting))


async def _say_gains(human: Human, message: Message, parting: Parting, labels: list[str]) -> None:
    said = frozenset(GAINS[each] for each in labels)

    async def choose() -> bool:
        parting.gains.press(said)
        answer = await human.ask(lambda: human.person.choose(message, QUESTION, labels))
        if not _is_answer(answer):
            return False
        if KEPT in answer.text:
            parting.gains.acknowledge(said)
            kept = answer.message
            if kept is not None and human.dice.random() < 0.5:
                human.later(timedelta(minutes=1), SOON, lambda: _write(human, kept, parting))
        return True

    await human.insist("survey", message, choose)


async def _write(human: Human, kept: Message, parting: Parting) -> None:
    words = f"I ask before I plan, {human.dice.random():.9f}."

    async def write() -> bool:
        answer = await human.ask(lambda: human.person.press(kept, "survey_words"))
        form = answer.form if answer else None
        if form is None:
            return _is_answer(answer)
        parting.words.press(words)
        answer = await human.ask(lambda: human.person.submit(form, {form.parts[0].label: words}))
        if _is_answer(answer) and KEPT in answer.text:
            parting.words.acknowledge(words)
        return _is_answer(answer)

    await human.insist("sentence", kept, write)


async def _wish(human: Human, message: Message, parting: Parting, wish: str) -> None:
    label = label_of(message, "touch:", wish)

    async def press() -> bool:
        parting.stays_in_touch.press(wish)
        answer = await human.ask(lambda: human.person.press(message, label))
        if _is_answer(answer) and MINE in answer.text:
            parting.stays_in_touch.acknowledge(wish)
        return _is_answer(answer)

    await human.insist("stay in touch", message, press)


async def _ask(human: Human, message: Message, parting: Parting) -> None:
    async def press() -> bool:
        parting.wants_invitation.press(True)
        answer = await human.ask(lambda: human.person.press(message, "tell_me"))
        if _is_answer(answer) and WILL_WRITE in answer.text:
            parting.wants_invitation.acknowledge(True)
        return _is_answer(answer)

    await human.insist("the next round", message, press)


def _is_answer(answer: Answer | None) -> bool:
    """Whether the bot said something that is no fault; that it is too late is an answer too."""
    return answer is not None and bool(answer.text) and FAULT not in answer.text

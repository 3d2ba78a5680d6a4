"""Whenever the bot dies, and however often, the round ends as if it had never died: nothing twice, nothing lost."""

import asyncio
import random
import re
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot.actions.agreeing import accept_agreement, propose_agreement
from bot.actions.asking import ask_for_help, choose_consent
from bot.actions.casework import answer_case
from bot.actions.changing_replies import Change, edit_reply, withdraw_reply
from bot.actions.checking_in import answer_check_in
from bot.actions.due import run_step
from bot.actions.leaving import leave
from bot.actions.pair_replies import confirm_pair_reply, draft_pair_reply
from bot.actions.replying import HandedIn
from bot.actions.surveying import ask_for_invitation, say_gains
from bot.domain.agreement import HowOften, Medium
from bot.domain.case import CaseKind
from bot.domain.consent import Consent
from bot.domain.ending import Gain
from bot.domain.errors import RuleError
from bot.domain.ids import CaseId, RoundId
from bot.domain.partnership import CheckInAnswer
from bot.domain.round import Phase
from bot.domain.steps import StepKind
from bot.store import Store, Tx, steps
from tests.actions.list_courier import Killed
from tests.actions.world import GUEST, GUILD, ORGANISER, PEOPLE, World, copy_of, writer_of
from tests.store.databases import KINDS

_IDS = re.compile(
    r"\b(case|pair|reply|summary|thread|message|channel|round)_id=\d+,? ?|reply_ids=\([\d, ]*\)|link='[^']*'"
)


async def survive(world: World, act: Callable[[], Awaitable[Any]]) -> Any:
    """Do it, and after each death once more; what had been done already may be refused then."""
    died = False
    while True:
        try:
            return await act()
        except Killed:
            died = True
            await world.restart()
        except RuleError:
            if not died:
                raise
            return None


async def tell_story(world: World) -> World:
    """A round of two prompts with five people, in which everything happens that makes the bot send something."""
    ana, bo, cy, dina, eli = PEOPLE[:5]

    async def do(act: Callable[[], Awaitable[Any]]) -> Any:
        return await survive(world, act)

    async def play_to(kind: StepKind, number: int | None = None) -> None:
        due_at = await world.due(round_id, kind, number)
        await do(lambda: world.play(due_at))

    await do(world.add)
    round_id = (await do(world.create)) or (await world.rounds())[0].id
    await play_to(StepKind.OPEN_ENROLMENT)
    for person in (ana, bo, cy, dina, eli):
        await do(lambda each=person: world.join(each, round_id))
    await play_to(StepKind.CLOSE_ENROLMENT)
    await do(lambda: world.approve(round_id))
    world.courier.closed.add(bo.id)
    await play_to(StepKind.OPEN_PROMPT, 1)
    world.now = world.later(days=1)
    thread = world.thread_of(1)
    for number, person in enumerate((ana, bo, cy)):
        await do(lambda n=number, each=person: world.write(each, round_id, 1, f"Our team is small, {n}", None, 70 + n))
    await do(lambda: world.say(GUEST, thread, "I am only visiting", heard=False))
    pair = next(pair for pair in await world.pairs(round_id) if len(pair.members) == 2)
    one, other = (person for person in PEOPLE if person.id in pair.members)
    form = HandedIn(
        writer=writer_of(one), round_id=round_id, prompt_number=1, text="We two like plans.", consent=None,
        interaction_id=80, said_at=world.now,
    )  # fmt: skip
    drafted_at = world.now
    await do(lambda: draft_pair_reply(world.house, form, pair_id=pair.id, now=drafted_at))
    await do(world.play)
    written = {reply.source_id: reply.id for reply in await world.replies(round_id)}
    by = {"guild_id": GUILD, "member_id": other.id, "now": world.now}
    await do(lambda: confirm_pair_reply(world.house, reply_id=written[80], **by))
    await do(world.play)
    ana_is = {"guild_id": GUILD, "member_id": ana.id, "now": world.now, "reply_id": written[70]}
    await do(
        lambda: edit_reply(
            world.house, change=Change(text="Our team is smaller still", kind=None, consent=None), **ana_is
        )
    )
    await do(lambda: withdraw_reply(world.house, **ana_is | {"member_id": bo.id, "reply_id": written[71]}))
    terms = {
        "guild_id": GUILD, "member_id": one.id, "round_id": round_id, "pair_id": pair.id, "now": world.now,
        "how_often": HowOften.WEEKLY, "medium": Medium.VIDEO, "hopes": "To laugh.",
    }  # fmt: skip
    await do(lambda: propose_agreement(world.house, **terms))
    await do(world.play)
    agreeing = {"guild_id": GUILD, "member_id": other.id, "round_id": round_id, "pair_id": pair.id, "now": world.now}
    await do(lambda: accept_agreement(world.house, **agreeing))
    asking = {"guild_id": GUILD, "member_id": bo.id, "round_id": round_id, "kind": CaseKind.QUESTION, "now": world.now}
    await do(lambda: ask_for_help(world.house, words="How do I begin?", **asking))
    await do(world.play)
    closing = {"guild_id": GUILD, "case_id": CaseId(1), "by": ORGANISER, "now": world.now, "close": True}
    await do(lambda: answer_case(world.house, words="Say hello.", **closing))
    await do(world.play)
    await do(lambda: world.tell_bot(cy, "Is this for my partner?", message_id=9_500_001))
    await play_to(StepKind.ASK_CHECK_INS, 1)
    late = next(each for each in (dina, eli) if each.id not in pair.members)
    await do(lambda: world.tell_bot(late, "We found time for it.", message_id=9_500_002))
    await do(world.play)
    answer = {"guild_id": GUILD, "member_id": one.id, "round_id": round_id, "pair_id": pair.id, "prompt_number": 1}
    await do(lambda: answer_check_in(world.house, answer=CheckInAnswer.SILENT, now=world.now, **answer))
    await do(world.play)
    await do(lambda: leave(world.house, guild_id=GUILD, member_id=one.id, round_id=round_id, now=world.now))
    await play_to(StepKind.OPEN_PROMPT, 2)
    await do(lambda: world.approve_summaries(round_id))
    await do(lambda: world.write(other, round_id, 2, "Plans change", None, 90))
    chosen = {"guild_id": GUILD, "member_id": cy.id, "name": cy.name, "locale": cy.locale, "now": world.now}
    await do(lambda: choose_consent(world.house, consent=Consent.COUNT_ONLY, **chosen))
    await play_to(StepKind.CLOSE_ROUND)
    await do(lambda: world.approve_summaries(round_id))
    await do(world.play)
    await answer_at_the_end(world, round_id, do)
    return world


async def answer_at_the_end(world: World, round_id: RoundId, do: Callable[..., Awaitable[Any]]) -> None:
    """Somebody says what the round gave them; words are forgotten; who wants to hear of the next round does."""
    of = {"guild_id": GUILD, "member_id": PEOPLE[2].id, "round_id": round_id, "now": world.now}
    await do(lambda: say_gains(world.house, gains=(Gain.IDEAS,), **of))
    await do(lambda: ask_for_invitation(world.house, **of))
    over_at = await world.due(round_id, StepKind.FORGET_REPLIES)
    await do(lambda: world.play(over_at))
    await do(lambda: world.create(over_at.date() + timedelta(days=40)))
    following = (await world.rounds())[-1].id
    opens_at = await world.due(following, StepKind.OPEN_ENROLMENT)
    await do(lambda: world.play(opens_at))


ELSEWHERE = {
    StepKind.SETTLE_PLACES,
    StepKind.TELL_PLACE,
    StepKind.INVITE_FIRST,
    StepKind.OFFER_PARTNER,
    StepKind.TELL_REMOVED,
    StepKind.COPY_TO_THREAD,
    StepKind.TELL_WISHES,
    StepKind.TELL_BACK,
    StepKind.GREET_GUILD,
    StepKind.UPDATE_GREETING,
}
"""Steps of places, of which there are none without caps, see `test_places_and_wait_list`; of who is silent while the
partner is not, see `test_silence_through_a_round`; of who is removed, see `test_cases_of_people`; of who chose to be
reached in two ways; of partners who want to stay in touch, see `test_end_of_a_round`; of who was away, see
`test_pairs_through_a_round`; and of a guild that hosted no program at first, see `test_greeting_of_guilds`."""


def told(world: World) -> Counter[str]:
    """What stands where in the end, whatever the numbers of pairs and messages are."""
    return Counter(
        f"{world.courier.members_of.get(message.place.channel_id, message.place.channel_id)}"
        f" {_IDS.sub('', repr(message.notice))}"
        for message in world.courier.messages
    )


async def kept(world: World) -> dict[str, Any]:
    round_id = (await world.rounds())[0].id
    return {
        "phase": (await world.round(round_id)).phase,
        "pairs": sorted(pair.members for pair in await world.pairs(round_id)),
        "replies": [(reply.text, reply.counts(), reply.consent()) for reply in await world.replies(round_id)],
        "summaries": [
            (each.prompt_number, each.published_at, each.summary.figures) for each in await world.summaries(round_id)
        ],
        "undone": [step.key for step in await world.steps(round_id) if step.done_at is None],
        "threads": len(world.courier.threads),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How the story ends."""

    told: Counter[str]
    kept: dict[str, Any]
    kinds: set[StepKind]


async def end_of(world: World) -> End:
    return End(told=told(world), kept=await kept(world), kinds={step.kind for step in world.ran})


@pytest.fixture(scope="module")
def undisturbed(migrated, short, regions, tmp_path_factory) -> End:
    async def tell() -> End:
        world = World(copy_of(migrated, tmp_path_factory.mktemp("undisturbed") / "store.db"), short, regions)
        await world.open()
        try:
            return await end_of(await tell_story(world))
        finally:
            await world.close()

    return asyncio.run(tell())


def test_story_has_every_kind_of_step(undisturbed):
    assert undisturbed.kinds == set(StepKind) - ELSEWHERE
    assert undisturbed.kept["phase"] is Phase.PUBLISHED
    assert undisturbed.kept["undone"] == []
    assert all("withdrawn=True" in message for message, times in undisturbed.told.items() if times > 1)


@pytest.mark.parametrize("before", [True, False], ids=["before it was carried", "after it was carried"])
async def test_bot_that_dies_at_every_message_once_tells_all_of_it_once(make_world, undisturbed, before):
    world = await make_world()
    met: set[tuple[str, str, int]] = set()
    counts: Counter[tuple[str, str, int]] = Counter()

    def first_time(method: str, about: object) -> bool:
        fresh = (method, repr(about), len(world.courier.messages) if before else 0)
        counts[fresh] += 1
        return counts[fresh] == 1 and not met.add(fresh) and method != "find"

    world.courier.upset(Killed, before=before, times=100_000, on=first_time)
    await tell_story(world)
    assert len(met) > 60
    assert await end_of(world) == undisturbed


def more_of_them(*seeds: int) -> list[Any]:
    return [pytest.param(seed, "sqlite", marks=pytest.mark.long) for seed in seeds]


# What was told and kept over PostgreSQL is what it was over SQLite.
@pytest.mark.parametrize(
    ("seed", "database_kind"),
    [(0, "sqlite"), pytest.param(0, "postgresql", marks=pytest.mark.long), *more_of_them(1, 2)],
)
async def test_bot_that_dies_now_and_then_tells_all_of_it_once(make_world, undisturbed, seed):
    world, rng = await make_world(), random.Random(seed)
    for before in (True, False):
        world.courier.upset(Killed, before=before, times=20, on=lambda *_: rng.random() < 0.1)
    await tell_story(world)
    assert await end_of(world) == undisturbed


@pytest.mark.parametrize(("seed", "database_kind"), [(0, "sqlite"), (1, "postgresql"), *more_of_them(1)])
async def test_bot_that_dies_at_transactions_tells_all_of_it_once(make_world, undisturbed, seed):
    world, rng = await make_world(), random.Random(seed)

    class TornStore(Store):
        @classmethod
        async def open(cls, url: str) -> Store:
            store = await super().open(url)
            store.opened = True
            return store

        @asynccontextmanager
        async def write(self) -> AsyncGenerator[Tx]:
            async with super().write() as tx:
                yield tx
                self.meet_fate()
            self.meet_fate()

        def meet_fate(self) -> None:
            if getattr(self, "opened", False) and rng.random() < 0.04:
                raise Killed

    world.kind_of_store = TornStore
    await world.restart()
    await tell_story(world)
    assert await end_of(world) == undisturbed


@pytest.mark.parametrize("database_kind", KINDS)
async def test_steps_run_by_two_runners_at_once_are_carried_once(make_world, undisturbed):
    world = await make_world()
    # One looks whether the step is still its own, the other takes it, and both send: then Discord's nonce decides.
    world.courier.remembers_nonces = True

    async def run_twice() -> None:
        while True:
            async with world.store.read() as tx:
                batch = await steps.due(tx, list(StepKind), world.now, 1)
            if not batch:
                return
            world.ran.append(batch[0])
            await asyncio.gather(*(run_step(world.house, world.courier, batch[0].id, world.now) for _ in range(2)))

    world._run_due = run_twice
    await tell_story(world)
    for step in world.ran:
        assert await run_step(world.house, world.courier, step.id, world.now) is None
    assert await end_of(world) == undisturbed

"""Cases: opened, answered in private, acted on, closed, and never forgotten."""

import asyncio
import threading
from datetime import timedelta

import pytest

from bot.actions.asking import ask_for_help, keep_apart, partners_ever
from bot.actions.casework import act_on_case, answer_case, look_at_case, swap_partners, write_again
from bot.actions.community import Community
from bot.actions.leaving import leave, leave_in
from bot.actions.own_data import erase
from bot.domain.case import CaseKind, Deed
from bot.domain.errors import RuleError
from bot.domain.ids import CaseId, GuildId
from bot.domain.notices import (
    CaseAnswer,
    CaseNote,
    CasesWait,
    DeskNote,
    Introduction,
    PartnerLeft,
    Removed,
)
from bot.pairing import Pairing
from tests.actions.world import DESK, GUILD, ORGANISER, PEOPLE, World

BY_ID = {person.id: person for person in PEOPLE}


async def ask(world: World, round_id, person, words="Please help.", kind=CaseKind.PARTNER):
    case = await ask_for_help(
        world.house, guild_id=GUILD, member_id=person.id, round_id=round_id, kind=kind, words=words, now=world.now
    )
    await world.play()
    return case


async def act(world: World, case, deed, target, guild=GUILD):
    await act_on_case(
        world.house, guild_id=guild, case_id=case.id, by=ORGANISER, deed=deed, target=target, now=world.now
    )
    await world.play()


async def answer(world: World, case, words, *, close=False):
    await answer_case(
        world.house, guild_id=GUILD, case_id=case.id, by=ORGANISER, words=words, close=close, now=world.now
    )
    await world.play()


def shown(world: World) -> CaseNote:
    """The last case's message as it stands."""
    return [message.notice for message in world.courier.messages if isinstance(message.notice, CaseNote)][-1]


async def test_same_words_again_are_the_case_that_is_open(world):
    round_id = await world.run(PEOPLE[:4])
    first, again, other = [await ask(world, round_id, PEOPLE[0], words) for words in ("Help!", "Help!", "Please!")]
    assert (again.id, other.id) == (first.id, first.id + 1)
    await answer(world, first, "Here we are.", close=True)
    assert (await ask(world, round_id, PEOPLE[0], "Help!")).id == other.id + 1


@pytest.fixture
async def asked(world):
    """A running round of three pairs, in the first of which somebody asks for help: round, case, asker, partner."""
    round_id = await world.run(PEOPLE[:6])
    pair = (await world.pairs(round_id))[0]
    asker, partner = (BY_ID[each] for each in pair.members)
    return round_id, await ask(world, round_id, asker), asker, partner


async def test_case_stands_in_the_desk_with_a_thread_and_tells_nobody_else(world, asked):
    _, case, asker, partner = asked
    note = shown(world)
    assert (note.name, note.words, note.partners, note.closed) == (asker.name, "Please help.", (partner.name,), False)
    assert world.courier.told(CaseNote)[0].to.channel_id == DESK
    assert f"#{case.id} · {asker.name}" in world.courier.public_threads.values()


async def test_answer_reaches_the_person_alone_and_stands_in_the_case(world, asked):
    _, case, asker, _ = asked
    await answer(world, case, "Press the button.")
    (heard,) = world.courier.told(CaseAnswer)
    assert (heard.to.member_id, heard.notice.words, heard.notice.closed) == (asker.id, "Press the button.", False)
    assert heard.notice.asked == shown(world).words
    assert [(each.deed, each.words) for each in shown(world).done] == [(Deed.ANSWERED, "Press the button.")]
    with pytest.raises(RuleError, match="nothing_written"):
        await answer(world, case, "  ")


async def test_case_that_is_closed_is_told_and_takes_nothing_more(world, asked):
    _, case, _asker, partner = asked
    await answer(world, case, "All is well now.", close=True)
    (heard,) = world.courier.told(CaseAnswer)
    assert (heard.notice.words, heard.notice.closed) == ("All is well now.", True)
    assert shown(world).closed
    for doing in (answer(world, case, "More"), act(world, case, Deed.REMOVED, partner.id)):
        with pytest.raises(RuleError, match="case_is_closed"):
            await doing


async def test_who_takes_no_dms_is_answered_in_a_thread_of_their_own(world, asked):
    _, case, asker, _partner = asked
    world.courier.closed.add(asker.id)
    for words in ("First.", "Second."):
        await answer(world, case, words)
    heard = world.courier.told(CaseAnswer)
    assert [each.notice.words for each in heard] == ["First.", "Second."]
    (room,) = {each.to.channel_id for each in heard}
    assert world.courier.members_of[room] == (asker.id,)
    assert {each.to.mentions for each in heard} == {(asker.id,)}


async def test_writing_back_is_for_who_asked(world, asked):
    _, case, asker, partner = asked
    more = {"guild_id": GUILD, "case_id": case.id, "words": "It is worse.", "now": world.now}
    with pytest.raises(RuleError, match="no_case"):
        await write_again(world.house, member_id=partner.id, **more)
    await write_again(world.house, member_id=asker.id, **more)
    await world.play()
    (note,) = world.notes("case_again")
    assert dict(note.fields)["words"] == "It is worse."
    assert [each.deed for each in shown(world).done] == [Deed.WROTE_AGAIN]


async def test_open_case_is_reminded_of_daily_until_it_is_closed(world, asked):
    round_id, case, _asker, _ = asked
    await ask(world, round_id, PEOPLE[2], kind=CaseKind.QUESTION)
    for day in range(1, 4):
        await world.play(case.opened_at + timedelta(days=day))
        assert [len(message.notice.cases) for message in world.courier.told(CasesWait)] == [2] * day
        await world.restart()
    await answer(world, case, "", close=True)
    await world.play(world.later(days=1))
    last = world.courier.told(CasesWait)[-1].notice
    assert [(each.name, each.answered) for each in last.cases] == [(PEOPLE[2].name, False)]
    await answer_case(world.house, guild_id=GUILD, case_id=CaseId(2), by=ORGANISER, words="", close=True, now=world.now)
    told = len(world.courier.told(CasesWait))
    await world.play(world.later(days=5))
    assert len(world.courier.told(CasesWait)) == told


async def test_new_partners_end_the_pair_with_the_same_words_for_both(world, asked):
    round_id, case, asker, partner = asked
    pair = await world.pair_of(round_id, asker)
    await act(world, case, Deed.REPAIRED, pair.id)
    told = world.courier.told(PartnerLeft)
    assert sorted(each.to.member_id for each in told) == sorted(pair.members)
    assert {(each.notice.partners_left, each.notice.looks) for each in told} == {(0, True)}
    mine, theirs = await world.pair_of(round_id, asker), await world.pair_of(round_id, partner)
    assert mine is not None
    assert theirs is not None
    assert mine.id != theirs.id
    with pytest.raises(RuleError, match="pair_has_changed"):
        await act(world, case, Deed.REPAIRED, pair.id)
    assert [each.deed for each in shown(world).done] == [Deed.REPAIRED]


async def test_pair_that_is_only_ended_waits_until_somebody_asks(world, asked):
    round_id, case, asker, partner = asked
    await act(world, case, Deed.ENDED, (await world.pair_of(round_id, asker)).id)
    assert {each.notice.looks for each in world.courier.told(PartnerLeft)} == {False}
    assert await world.pair_of(round_id, asker) is None
    assert await world.pair_of(round_id, partner) is None


async def test_two_are_kept_apart_on_the_evidence_of_a_case(world, asked):
    round_id, case, asker, partner = asked
    await act(world, case, Deed.KEPT_APART, (await world.pair_of(round_id, asker)).id)
    assert world.rows("SELECT lower_id, higher_id FROM apart") == [tuple(sorted((asker.id, partner.id)))]
    assert await world.pair_of(round_id, asker) is not None


async def test_somebody_who_is_removed_is_told_and_is_not_paired_again(world, asked):
    round_id, case, _asker, partner = asked
    with pytest.raises(RuleError, match="pair_has_changed"):
        await act(world, case, Deed.REMOVED, PEOPLE[9].id)
    await act(world, case, Deed.REMOVED, partner.id)
    assert [each.to.member_id for each in world.courier.told(Removed)] == [partner.id]
    await world.join(partner, round_id)
    await world.play()
    assert await world.pair_of(round_id, partner) is None
    assert [(each.deed, each.about) for each in shown(world).done] == [(Deed.REMOVED, partner.name)]


async def test_two_pairs_exchange_partners(world, asked):
    round_id, case, asker, partner = asked
    choice = await look_at_case(world.house, guild_id=GUILD, case_id=case.id, swaps=True)
    assert len(choice.swaps) == 4
    swap = choice.swaps[0]
    asked_for = {"guild_id": GUILD, "case_id": case.id, "by": ORGANISER, "other_pair": swap.pair_id}
    await swap_partners(world.house, **asked_for, partner_id=swap.partner_id, now=world.now)
    await world.play()
    assert set((await world.pair_of(round_id, asker)).members) == {asker.id, swap.partner_id}
    assert partner.id in (await world.pair_of(round_id, partner)).members
    assert not world.courier.told(PartnerLeft)
    again = [message for message in world.courier.told(Introduction) if message.notice.again]
    assert len(again) == 4
    with pytest.raises(RuleError, match="pair_has_changed"):
        await swap_partners(world.house, **asked_for, partner_id=swap.partner_id, now=world.now)


@pytest.mark.parametrize("changes", [False, True])
async def test_others_write_while_an_exchange_is_reckoned_and_what_they_changed_is_seen(
    world, asked, monkeypatch, changes
):
    round_id, case, asker, partner = asked
    swap = (await look_at_case(world.house, guild_id=GUILD, case_id=case.id, swaps=True)).swaps[0]
    begun, goes_on, draw = threading.Event(), threading.Event(), Community.draw

    def draw_slowly(community: Community) -> Pairing:
        begun.set()
        assert goes_on.wait(20), "nobody could write meanwhile"
        return draw(community)

    monkeypatch.setattr(Community, "draw", draw_slowly)
    asked_for = {"guild_id": GUILD, "case_id": case.id, "by": ORGANISER, "other_pair": swap.pair_id}
    swapping = asyncio.create_task(swap_partners(world.house, **asked_for, partner_id=swap.partner_id, now=world.now))
    await asyncio.to_thread(begun.wait, 20)
    async with world.store.write() as tx:
        if changes:
            await leave_in(world.house, tx, round_id, partner.id, world.now)
    goes_on.set()
    if changes:
        with pytest.raises(RuleError, match="pair_has_changed"):
            await swapping
    else:
        await swapping
    mine = await world.pair_of(round_id, asker)
    assert (mine is None) if changes else (set(mine.members) == {asker.id, swap.partner_id})


async def test_case_of_another_server_is_none(world, asked):
    round_id, case, asker, _ = asked
    with pytest.raises(RuleError, match="no_case"):
        await act(world, case, Deed.REPAIRED, (await world.pair_of(round_id, asker)).id, guild=GuildId(77))
    with pytest.raises(RuleError, match="no_case"):
        await look_at_case(world.house, guild_id=GUILD, case_id=CaseId(99))


async def test_former_partner_is_kept_apart_without_a_change_of_the_pair(world, asked):
    round_id, _, asker, partner = asked
    await leave(world.house, guild_id=GUILD, member_id=partner.id, round_id=round_id, now=world.now)
    await world.play()
    pair = await world.pair_of(round_id, asker)
    who = {"guild_id": GUILD, "member_id": asker.id, "round_id": round_id}
    known = await partners_ever(world.house, **who)
    assert partner.id == known[-1].member_id
    kept = await keep_apart(world.house, **who, other_id=partner.id, now=world.now)
    assert (kept.names, kept.looks) == ((partner.name,), False)
    assert await world.pair_of(round_id, asker) == pair
    with pytest.raises(RuleError, match="no_partner_now"):
        await keep_apart(world.house, **who, other_id=PEOPLE[9].id, now=world.now)


async def test_pair_that_ends_reads_the_same_whatever_the_reason(world):
    """What the one who stays is told when somebody leaves, and when they are kept apart."""
    round_id = await world.run(PEOPLE[:6])
    first, second, _ = await world.pairs(round_id)
    await leave(world.house, guild_id=GUILD, member_id=first.members[0], round_id=round_id, now=world.now)
    await keep_apart(world.house, guild_id=GUILD, member_id=second.members[0], round_id=round_id, now=world.now)
    await world.play()
    left, apart = (world.courier.by_dm(PartnerLeft, each)[0].notice for each in (first.members[1], second.members[1]))
    assert (left.partners_left, left.looks) == (apart.partners_left, apart.looks) == (0, True)
    assert len(world.courier.told(DeskNote, DESK)) > 0


async def test_words_of_who_is_erased_are_gone_from_the_case(world, asked):
    _, case, asker, _ = asked
    await answer(world, case, "Dear Ana, all is well.")
    await erase(world.house, guild_id=GUILD, member_id=asker.id, now=world.now)
    await world.play()
    note = shown(world)
    assert (note.name, note.words, note.closed) == ("", "", True)
    assert [each.words for each in note.done] == [""]

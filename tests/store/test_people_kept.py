from dataclasses import replace

import pytest

from bot.domain.case import CaseKind
from bot.domain.consent import Consent
from bot.domain.participant import Participant, Profile
from bot.domain.partnership import Shared
from bot.store import apart, cases, pairs, participants, profiles

AYA = Profile(
    guild_id=1,
    member_id=3,
    name="Aya",
    locale="ja",
    country="JP",
    zone="Asia/Tokyo",
    languages=("ja", "en"),
    interests=("maps",),
    consent=Consent.QUOTE,
    dm_channel_id=33,
    dms_closed=True,
)


async def test_profile_saved_is_read_back_whole(tx):
    assert await profiles.find(tx, 1, 3) is None
    await profiles.save(tx, AYA)
    assert await profiles.find(tx, 1, 3) == AYA
    assert await profiles.find(tx, 2, 3) is None


async def test_profile_saved_again_replaces_all_but_how_to_reach_them(tx):
    await profiles.save(tx, AYA)
    new = Profile(guild_id=1, member_id=3, name="Aya K.", locale="en", languages=("fr",))
    await profiles.save(tx, new)
    assert await profiles.find(tx, 1, 3) == replace(new, dm_channel_id=33, dms_closed=True)


async def test_profile_saved_with_a_dm_channel_replaces_how_to_reach_them(tx):
    await profiles.save(tx, AYA)
    new = replace(AYA, dm_channel_id=44, dms_closed=False)
    await profiles.save(tx, new)
    assert await profiles.find(tx, 1, 3) == new


async def test_consent_of_a_guest_makes_a_profile(tx):
    await profiles.set_consent(tx, 1, 4, "Guest", "de", Consent.QUOTE_WITH_NAME)
    assert await profiles.find(tx, 1, 4) == Profile(
        guild_id=1, member_id=4, name="Guest", locale="de", consent=Consent.QUOTE_WITH_NAME
    )


async def test_consent_changes_nothing_else_of_a_profile(tx):
    await profiles.save(tx, AYA)
    await profiles.set_consent(tx, 1, 3, "other", "de", Consent.COUNT_ONLY)
    assert await profiles.find(tx, 1, 3) == replace(AYA, consent=Consent.COUNT_ONLY)


async def test_set_dm_keeps_the_channel_where_none_is_given(tx):
    await profiles.save(tx, AYA)
    await profiles.set_dm(tx, 1, 3, closed=False)
    assert await profiles.find(tx, 1, 3) == replace(AYA, dms_closed=False)
    await profiles.set_dm(tx, 1, 3, channel_id=55, closed=True)
    assert await profiles.find(tx, 1, 3) == replace(AYA, dm_channel_id=55)


async def test_set_dm_of_somebody_unknown_makes_no_profile(tx):
    await profiles.set_dm(tx, 1, 9, channel_id=55, closed=True)
    assert await profiles.find(tx, 1, 9) is None


async def test_several_gives_those_who_have_a_profile(tx):
    other = replace(AYA, member_id=5)
    for profile in (AYA, other, replace(AYA, guild_id=2, member_id=6)):
        await profiles.save(tx, profile)
    assert await profiles.several(tx, 1, [3, 5, 6, 7]) == {3: AYA, 5: other}
    assert await profiles.several(tx, 1, []) == {}


async def test_profile_erased_is_gone_in_this_guild_alone(tx):
    elsewhere = replace(AYA, guild_id=2)
    await profiles.save(tx, AYA)
    await profiles.save(tx, elsewhere)
    await profiles.erase(tx, 1, 3)
    await profiles.erase(tx, 1, 3)
    assert await profiles.find(tx, 1, 3) is None
    assert await profiles.find(tx, 2, 3) == elsewhere


async def test_join_twice_is_one_place_in_the_round(tx, a_round, at):
    assert await participants.join(tx, a_round.id, 3, at())
    assert not await participants.join(tx, a_round.id, 3, at(1))
    assert await participants.of_round(tx, a_round.id) == [
        Participant(round_id=a_round.id, member_id=3, joined_at=at())
    ]


async def test_leave_and_come_back(tx, a_round, at):
    await participants.join(tx, a_round.id, 3, at())
    await participants.set_away(tx, a_round.id, 3, at(50))
    assert await participants.leave(tx, a_round.id, 3, at(1))
    assert not await participants.leave(tx, a_round.id, 3, at(2))
    assert (await participants.find(tx, a_round.id, 3)).left_at == at(1)
    assert await participants.join(tx, a_round.id, 3, at(3))
    assert await participants.find(tx, a_round.id, 3) == Participant(round_id=a_round.id, member_id=3, joined_at=at(3))


async def test_leave_by_somebody_who_never_joined_is_false(tx, a_round, at):
    assert not await participants.leave(tx, a_round.id, 3, at())
    assert await participants.find(tx, a_round.id, 3) is None


async def test_away_is_set_and_ended(tx, a_round, at):
    await participants.join(tx, a_round.id, 3, at())
    await participants.set_away(tx, a_round.id, 3, at(5))
    assert (await participants.find(tx, a_round.id, 3)).away_until == at(5)
    await participants.set_away(tx, a_round.id, 3, None)
    assert (await participants.find(tx, a_round.id, 3)).away_until is None


async def test_participants_are_listed_by_member_id(tx, a_round, at):
    for member in (9, 2, 5):
        await participants.join(tx, a_round.id, member, at(-member))
    assert [each.member_id for each in await participants.of_round(tx, a_round.id)] == [2, 5, 9]


async def test_rounds_of_a_person_are_those_of_the_guild_not_left(tx, add_round, at):
    first, second = await add_round(tx, "2026A"), await add_round(tx, "2026B", starts_on=at(2400).date())
    left, elsewhere = await add_round(tx, "2026C"), await add_round(tx, guild=2)
    for each in (first, second, left, elsewhere):
        await participants.join(tx, each.id, 3, at())
    await participants.leave(tx, left.id, 3, at())
    assert await participants.rounds_of(tx, 1, 3) == [second, first]
    assert await participants.rounds_of(tx, 2, 3) == [elsewhere]
    assert await participants.rounds_of(tx, 1, 4) == []


async def test_without_partner_are_those_in_no_standing_pair(tx, a_round, at):
    for member in range(1, 9):
        await participants.join(tx, a_round.id, member, at())
    add = {"round_id": a_round.id, "shared": Shared(), "joined_at": at()}
    await pairs.add(tx, members=(1, 2), approved_at=at(), **add)
    await pairs.add(tx, members=(3, 4), approved_at=None, **add)
    ended = await pairs.add(tx, members=(5, 6), approved_at=at(), **add)
    broken = await pairs.add(tx, members=(7, 8), approved_at=at(), **add)
    await pairs.end(tx, ended.id, at())
    await pairs.remove_member(tx, broken.id, 7, at())
    await participants.leave(tx, a_round.id, 6, at())
    assert [each.member_id for each in await participants.without_partner(tx, a_round.id)] == [3, 4, 5, 7]


async def test_apart_in_either_order_is_kept_once(tx, at):
    await apart.keep(tx, 1, 5, 3, at())
    await apart.keep(tx, 1, 3, 5, at())
    await apart.keep(tx, 1, 3, 6, at())
    await apart.keep(tx, 2, 7, 8, at())
    assert await apart.of_guild(tx, 1) == {frozenset({3, 5}), frozenset({3, 6})}


@pytest.fixture
def open_case(a_round, at):
    async def add(tx, hours=0, guild=1):
        return await cases.add(
            tx,
            guild_id=guild,
            program_id=a_round.program_id,
            round_id=a_round.id,
            member_id=3,
            kind=CaseKind.PARTNER,
            words="My partner is rude.",
            opened_at=at(hours),
        )

    return add


async def test_case_is_open_until_closed(tx, open_case, at):
    late, early = await open_case(tx, 5), await open_case(tx, 1)
    await open_case(tx, guild=2)
    assert await cases.open_in(tx, 1) == [early, late]
    assert (late.kind, late.words, late.opened_at) == (CaseKind.PARTNER, "My partner is rude.", at(5))
    assert await cases.close(tx, early.id, at(6))
    assert not await cases.close(tx, early.id, at(7))
    assert await cases.get(tx, early.id) == replace(early, closed_at=at(6))
    assert await cases.open_in(tx, 1) == [late]


async def test_case_that_is_absent_is_a_lookup_error(tx):
    with pytest.raises(LookupError):
        await cases.get(tx, 77)

"""Where people stand with their partners: facts in, standings, figures and needs out."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import MemberId, PairId, RoundId
from bot.domain.needs import Need, Watched, find_needs, urgency
from bot.domain.participant import Participant
from bot.domain.partner_figures import count_partners
from bot.domain.partnership import CheckInAnswer
from bot.domain.silence import Facts, Patience, next_step
from bot.domain.standing import Position, Standing, Together, find_position

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANA, BO, CY, DINA = map(MemberId, (1, 2, 3, 4))
YES, NOT_YET, ELSEWHERE, SILENT, AWAY, STOP = CheckInAnswer


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def part(member=ANA, **more) -> Participant:
    return Participant(round_id=RoundId(1), member_id=member, joined_at=day(-20), **more)


def pair(number=1, members=(ANA, BO), *, facts=None, **more) -> Together:
    known = {each: Facts(joined_at=START) for each in members} | (facts or {})
    return Together(pair_id=PairId(number), facts=known, **more)


def stand(*pairs, on=30.0, **more) -> Position:
    return find_position(part(**more), pairs, Patience(), START, day(on))


def wrote(*members, on=3.0):
    return {each: Facts(joined_at=START, wrote_at=day(on), signs_at=(day(on),)) for each in members}


UNANSWERED = {ANA: Facts(joined_at=START, asked_at=(day(7),))}


@pytest.mark.parametrize(
    ("pairs", "more", "expected", "at"),
    [
        ((pair(),), {}, Standing.INTRODUCED, None),
        ((pair(answers={BO: [NOT_YET]}),), {}, Standing.INTRODUCED, None),
        ((pair(answers={BO: [NOT_YET, YES]}),), {}, Standing.MET, None),
        ((pair(answers={ANA: [ELSEWHERE, SILENT]}),), {}, Standing.MET, None),
        ((pair(wrote_reply=True),), {}, Standing.MET, None),
        ((pair(facts=wrote(ANA, BO)),), {}, Standing.TALKING, None),
        ((pair(facts=wrote(BO)),), {}, Standing.INTRODUCED, None),
        ((pair(facts=UNANSWERED),), {"on": 9}, Standing.INTRODUCED, None),
        ((pair(facts=UNANSWERED),), {"on": 9.6}, Standing.SILENT, day(7)),
        ((pair(facts=UNANSWERED, answers={BO: [YES]}),), {}, Standing.SILENT, day(7)),
        ((), {}, Standing.WAITING, START),
        ((), {"away_until": day(12)}, Standing.WAITING, day(12)),
        ((pair(parted_at={BO: day(5)}),), {}, Standing.WAITING, START),
        ((pair(parted_at={ANA: day(5), BO: day(4)}),), {}, Standing.WAITING, day(5)),
        ((), {"away_until": day(40)}, Standing.AWAY, day(40)),
        ((pair(answers={BO: [YES]}),), {"away_until": day(40)}, Standing.AWAY, day(40)),
        ((), {"inactive_at": day(21)}, Standing.INACTIVE, day(21)),
        ((pair(),), {"inactive_at": day(21)}, Standing.INTRODUCED, None),
        ((pair(answers={BO: [YES]}),), {"left_at": day(10)}, Standing.LEFT, day(10)),
        ((pair(),), {"left_at": day(31)}, Standing.INTRODUCED, None),
    ],
)
def test_one_person_stands_where_the_facts_say(pairs, more, expected, at):
    found = stand(*pairs, **more)
    assert (found.standing, found.at) == (expected, at)


def test_who_got_another_partner_is_new_until_more_is_known():
    before = pair(1, (ANA, BO), parted_at={BO: day(9), ANA: day(9)}, answers={BO: [YES]})
    found = stand(before, pair(2, (ANA, CY)))
    assert (found.standing, found.partners, found.pair_id) == (Standing.NEW_PARTNER, (CY,), PairId(2))
    assert found.ever_met
    assert found.had_another
    assert stand(before, pair(2, (ANA, CY), answers={CY: [YES]})).standing is Standing.MET


def test_two_who_became_a_trio_met_already():
    before = pair(1, (ANA, BO), parted_at={ANA: day(9), BO: day(9)}, answers={BO: [YES]})
    assert stand(before, pair(2, (ANA, BO, CY))).standing is Standing.MET


def test_talk_with_a_partner_who_left_is_no_talk_with_the_new_one():
    before = pair(1, (ANA, BO), parted_at={ANA: day(9), BO: day(9)}, facts=wrote(ANA, BO))
    assert stand(before, pair(2, (ANA, CY))).standing is Standing.NEW_PARTNER


def test_of_a_trio_one_may_talk_and_another_not():
    trio = pair(1, (ANA, BO, CY), facts=wrote(ANA, BO))
    assert [find_position(part(each), [trio], Patience(), START, day(5)).standing for each in (ANA, BO, CY)] == [
        Standing.TALKING,
        Standing.TALKING,
        Standing.INTRODUCED,
    ]


INSTANTS = st.integers(-20, 60).map(day)
MAYBE = st.none() | INSTANTS
SOME_FACTS = st.builds(
    Facts,
    asked_at=st.lists(INSTANTS, max_size=2).map(tuple),
    signs_at=st.lists(INSTANTS, max_size=2).map(tuple),
    joined_at=st.just(START),
    wrote_at=MAYBE,
    questions_at=st.lists(INSTANTS, max_size=2).map(tuple),
)


@st.composite
def pairs_of(draw, number):
    members = draw(st.lists(st.sampled_from([ANA, BO, CY, DINA]), min_size=2, max_size=3, unique=True))
    gone = draw(st.lists(st.sampled_from(members), unique=True))
    return Together(
        pair_id=PairId(number),
        facts={each: draw(SOME_FACTS) for each in members},
        parted_at={each: draw(INSTANTS) for each in gone},
        answers=draw(st.dictionaries(st.sampled_from(members), st.lists(st.sampled_from(CheckInAnswer), min_size=1))),
        wrote_reply=draw(st.booleans()),
    )


PARTS = st.builds(part, left_at=MAYBE, away_until=MAYBE, inactive_at=MAYBE)


@st.composite
def rounds(draw):
    """Four people and their pairs; each is in one of them at most."""
    made: list[Together] = []
    for number in (1, 2, 3):
        each = draw(pairs_of(number))
        taken = {member for other in made for member in other.members}
        if not taken & each.members:
            made.append(each)
    people = [draw(st.builds(part, st.just(member), left_at=MAYBE, away_until=MAYBE, inactive_at=MAYBE))
              for member in (ANA, BO, CY, DINA)]  # fmt: skip
    return people, made


def positions_of(people, made, now):
    return [
        find_position(each, [pair for pair in made if each.member_id in pair.facts], Patience(), START, now)
        for each in people
    ]


@given(rounds(), INSTANTS)
def test_everybody_is_counted_exactly_once(drawn, now):
    found = positions_of(*drawn, now)
    figures = count_partners(found + found)
    counted = [getattr(figures, each) for each in Standing if each is not Standing.WAIT_LISTED]
    assert sum(counted) == figures.people == 4
    assert figures.ever_met >= figures.met
    assert figures == count_partners(reversed(found))


@given(rounds(), INSTANTS)
def test_nobody_is_silent_for_whom_nothing_would_be_done(drawn, now):
    people, made = drawn
    for each in positions_of(people, made, now):
        if each.standing is Standing.SILENT:
            (own,) = [pair for pair in made if pair.pair_id == each.pair_id]
            step = next_step(own.facts[each.member_id], Patience(), now)
            assert step is not None or own.facts[each.member_id].questioned_at is not None


@given(rounds(), INSTANTS)
def test_who_has_no_partner_waits_unless_they_are_not_there(drawn, now):
    for each, person in zip(positions_of(*drawn, now), drawn[0], strict=True):
        if person.wants_partner(now) and not each.partners:
            assert each.standing is Standing.WAITING
        if each.standing is Standing.WAITING:
            assert not each.partners
            assert not person.is_away(now)


def test_wait_list_is_counted_apart():
    listed = Position(member_id=CY, standing=Standing.WAIT_LISTED)
    figures = count_partners([stand(), listed])
    assert (figures.people, figures.waiting) == (1, 1)


def needs(position, on=30.0, **watched):
    return find_needs(position, Watched(**watched), Patience(), day(on))


@pytest.mark.parametrize(
    ("position", "on", "watched", "expected"),
    [
        (stand(), 30, {}, (Need.NOBODY,)),
        (stand(), 30, {"has_open_case": True, "is_reachable": False}, (Need.NOBODY, Need.OPEN_CASE, Need.UNREACHABLE)),
        (stand(left_at=day(3)), 30, {"is_reachable": False}, ()),
        (stand(left_at=day(3)), 30, {"has_open_case": True}, (Need.OPEN_CASE,)),
        (stand(inactive_at=day(3)), 30, {"is_reachable": False}, ()),
        (stand(pair(facts=UNANSWERED), on=13), 13, {}, ()),
        (stand(pair(facts=UNANSWERED), on=14), 14, {}, (Need.LONG_SILENT,)),
        (stand(pair()), 30, {"is_introduced": False}, (Need.NOT_INTRODUCED,)),
        (stand(), 30, {"is_introduced": False, "last_answer": STOP}, (Need.NOBODY,)),
        (stand(pair()), 30, {"last_answer": STOP}, (Need.WANTS_TO_STOP,)),
        (stand(pair()), 30, {"last_answer": SILENT}, (Need.CALLS_SILENT,)),
        (stand(pair()), 30, {"last_answer": AWAY}, ()),
        (stand(pair()), 30, {}, ()),
        (stand(away_until=day(40)), 30, {}, ()),
    ],
)
def test_human_is_needed_where_nothing_else_helps(position, on, watched, expected):
    assert needs(position, on, **watched) == expected


def test_who_needs_a_human_comes_first_and_who_met_comes_late():
    ordered = [
        ((Need.NOBODY, Need.OPEN_CASE), (Standing.WAITING,)),
        ((Need.LONG_SILENT,), (Standing.SILENT, Standing.INTRODUCED)),
        ((Need.CALLS_SILENT,), (Standing.MET, Standing.MET)),
        ((), (Standing.SILENT, Standing.MET)),
        ((), (Standing.INTRODUCED, Standing.INTRODUCED)),
        ((), (Standing.MET, Standing.MET)),
        ((), (Standing.LEFT,)),
    ]
    keys = [urgency(*each) for each in ordered]
    assert all(before < after for before, after in pairwise(keys))
    assert {urgency((), (each,)) for each in Standing} == {(len(Need), place) for place in range(len(Standing))}


def test_silence_that_was_broken_needs_nobody():
    back = Facts(joined_at=START, asked_at=(day(7),), signs_at=(day(12),))
    assert stand(pair(facts={ANA: back}), on=20).standing is Standing.INTRODUCED
